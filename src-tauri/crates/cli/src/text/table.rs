//! Tables whose columns stand aligned: a Chinese character takes two columns of a terminal.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::plain::plain;

/// Between two columns.
const BETWEEN: usize = 2;
/// A column is not cut below this many columns of the terminal; rather it is left out.
const NARROWEST: usize = 12;
/// Stands where a cell was cut. ASCII, since consoles disagree on the width of `…`.
const CUT: &str = "..";

/// Rows below headings.
#[derive(Debug, Default)]
pub(crate) struct Table {
    columns: Vec<Column>,
    rows: Vec<Vec<String>>,
}

#[derive(Debug)]
struct Column {
    heading: String,
    /// Numbers end at the right.
    right: bool,
    /// Never cut or left out: an id is of no use in part.
    whole: bool,
}

impl Table {
    /// A table with these headings. A heading that begins with `#` is one of numbers, one that
    /// begins with `!` is of a column that stays whole.
    pub(crate) fn of<T: AsRef<str>>(headings: &[T]) -> Self {
        let column = |heading: &T| {
            let heading = heading.as_ref();
            let bare = heading.trim_start_matches(['#', '!']);
            Column {
                heading: plain(bare),
                right: heading.starts_with('#'),
                whole: heading.starts_with('!'),
            }
        };
        Self {
            columns: headings.iter().map(column).collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row.
    pub(crate) fn row<T: AsRef<str>>(&mut self, cells: &[T]) {
        self.rows
            .push(cells.iter().map(|it| plain(it.as_ref())).collect());
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Writes it, within this width where one is given. Columns without any value are left out,
    /// then cells are cut, then columns are left out from the right and named below.
    pub(crate) fn write(&self, width: Option<usize>, out: &mut String) {
        let mut shown: Vec<usize> = (0..self.columns.len())
            .filter(|at| self.rows.iter().any(|row| !cell(row, *at).is_empty()))
            .collect();
        let mut widths: Vec<usize> = (0..self.columns.len()).map(|at| self.natural(at)).collect();
        let mut left_out: Vec<&str> = Vec::new();
        if let Some(width) = width {
            while !self.fits(&shown, &mut widths, width) {
                let last = shown.iter().rposition(|at| !self.columns[*at].whole);
                let Some(last) = last.filter(|_| shown.len() > 1) else {
                    break;
                };
                left_out.insert(0, &self.columns[shown.remove(last)].heading);
                widths = (0..self.columns.len()).map(|at| self.natural(at)).collect();
            }
        }
        let heading = |at: usize| self.columns[at].heading.as_str();
        self.line(&shown, &widths, heading, out);
        let rule: Vec<String> = widths.iter().map(|it| "-".repeat(*it)).collect();
        self.line(&shown, &widths, |at| rule[at].as_str(), out);
        for row in &self.rows {
            self.line(&shown, &widths, |at| cell(row, at), out);
        }
        if !left_out.is_empty() {
            let names = left_out.join("、");
            out.push_str(&format!("（窗口不够宽，没有列出：{names}）\n"));
        }
    }

    fn natural(&self, at: usize) -> usize {
        let cells = self.rows.iter().map(|row| cell(row, at).width());
        let widest = cells.max().unwrap_or(0);
        widest.max(self.columns[at].heading.width())
    }

    /// Narrows the widest columns until all fit; false where they cannot.
    fn fits(&self, shown: &[usize], widths: &mut [usize], width: usize) -> bool {
        let between = BETWEEN * shown.len().saturating_sub(1);
        loop {
            let taken: usize = shown.iter().map(|at| widths[*at]).sum::<usize>() + between;
            if taken <= width {
                return true;
            }
            let cut = |at: &&usize| !self.columns[**at].whole && widths[**at] > NARROWEST;
            let Some(widest) = shown.iter().filter(cut).max_by_key(|at| widths[**at]) else {
                return false;
            };
            let spare = widths[*widest] - NARROWEST;
            widths[*widest] -= spare.min((taken - width).div_ceil(2)).max(1);
        }
    }

    fn line<'a>(
        &self,
        shown: &[usize],
        widths: &[usize],
        text: impl Fn(usize) -> &'a str,
        out: &mut String,
    ) {
        let begin = out.len();
        for (place, at) in shown.iter().enumerate() {
            if place > 0 {
                out.push_str(&" ".repeat(BETWEEN));
            }
            let text = shortened(text(*at), widths[*at]);
            let room = " ".repeat(widths[*at].saturating_sub(text.width()));
            if self.columns[*at].right {
                out.push_str(&room);
                out.push_str(&text);
            } else {
                out.push_str(&text);
                out.push_str(&room);
            }
        }
        let end = out[begin..].trim_end().len();
        out.truncate(begin + end);
        out.push('\n');
    }
}

fn cell(row: &[String], at: usize) -> &str {
    row.get(at).map_or("", String::as_str)
}

fn shortened(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let room = width.saturating_sub(CUT.len());
    let mut kept = String::new();
    let mut taken = 0;
    for character in text.chars() {
        taken += character.width().unwrap_or(0);
        if taken > room {
            break;
        }
        kept.push(character);
    }
    kept.push_str(CUT);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn deputies() -> Table {
        let mut table = Table::of(&["姓名", "#年龄", "工作单位", "备注", "!编号"]);
        table.row(&["王秀兰", "45", "青禾镇前苇塘村村民委员会", "", "0197-a"]);
        table.row(&["Ann", "7", "卫生院", "", "0197-b"]);
        table
    }

    fn written(width: Option<usize>) -> Vec<String> {
        let mut out = String::new();
        deputies().write(width, &mut out);
        out.lines().map(str::to_owned).collect()
    }

    #[test]
    fn chinese_and_latin_cells_stand_aligned() {
        let lines = written(None);
        assert_eq!(
            lines,
            [
                "姓名    年龄  工作单位                  编号",
                "------  ----  ------------------------  ------",
                "王秀兰    45  青禾镇前苇塘村村民委员会  0197-a",
                "Ann        7  卫生院                    0197-b",
            ],
            "numbers at the right, an empty column left out"
        );
    }

    #[test]
    fn a_narrow_terminal_cuts_cells_and_then_names_the_columns_left_out() {
        let cut = written(Some(36));
        assert!(cut.iter().all(|it| it.width() <= 36), "fits: {cut:#?}");
        assert!(cut[2].contains(".."), "the long cell is cut: {cut:#?}");
        let narrow = written(Some(20));
        assert!(
            narrow[2].ends_with("0197-a"),
            "the id stays whole: {narrow:#?}"
        );
        assert!(
            narrow.last().is_some_and(|it| it.contains("工作单位")),
            "what is left out is named: {narrow:#?}"
        );
    }
}
