//! A row of the sheet as the row of its table: only its own columns, ticks as words, parts joined,
//! ditto marks as what they stand for, and what the line over the section says.

use super::columns::Shape;
use super::header::Layout;
use super::sections::section_of;
use crate::read::{Cell, CellValue, Row};

/// Makes rows of a table out of rows of its sheet.
pub(super) struct Shaper<'a> {
    layout: &'a Layout,
    /// The record before this one, without ditto marks.
    above: Row,
    /// The row in the making.
    row: Row,
    /// What the lines over the section say, the outer ones first.
    sections: Vec<(usize, String)>,
    plain: bool,
}

impl<'a> Shaper<'a> {
    pub(super) fn new(layout: &'a Layout) -> Self {
        Self {
            layout,
            above: Row::default(),
            row: Row::default(),
            sections: layout.sections.clone(),
            plain: layout.span.is_none()
                && layout
                    .columns
                    .iter()
                    .all(|it| matches!(it.shape, Shape::Plain | Shape::Unheaded)),
        }
    }

    /// The row without the cells of tables beside it.
    pub(super) fn own<'r>(&mut self, row: &'r Row, place: &'r mut Row) -> &'r Row {
        let Some(span) = &self.layout.span else {
            return row;
        };
        place.copy(row);
        for (at, cell) in place.cells.iter_mut().enumerate() {
            if !span.contains(&at) {
                *cell = Cell::default();
            }
        }
        place
    }

    /// Takes note of a line over a section; says whether it was understood. A line of an outer kind
    /// ends what inner ones said.
    pub(super) fn section(&mut self, line: &str) -> bool {
        let Some((spec, value)) = section_of(line, &self.layout.specs) else {
            return false;
        };
        match self.sections.iter().position(|(known, _)| *known == spec) {
            Some(at) => {
                self.sections.truncate(at);
                self.sections.push((spec, value));
            }
            None => self.sections.push((spec, value)),
        }
        true
    }

    /// The row of the table.
    pub(super) fn shape<'r>(&'r mut self, row: &'r Row) -> &'r Row {
        let dittos = row.cells.iter().any(|cell| ditto(&cell.value).is_some());
        if self.plain && self.sections.is_empty() && !dittos {
            self.above.copy(row);
            return row;
        }
        self.row.copy(row);
        if dittos {
            self.fill_dittos();
        }
        self.above.copy(&self.row);
        for column in &self.layout.columns {
            let value = match &column.shape {
                Shape::Ticks(words) => Some(ticked(&self.row, words)),
                Shape::Joined(parts) => Some(joined(&self.row, parts)),
                _ => None,
            };
            if let Some(value) = value {
                put(&mut self.row, column.index, value);
            }
        }
        for (spec, value) in &self.sections {
            let column = self.layout.columns.iter().find(|it| it.spec == Some(*spec));
            if let Some(column) = column
                && self.row.value(column.index).is_blank()
            {
                put(&mut self.row, column.index, CellValue::Text(value.clone()));
            }
        }
        &self.row
    }

    fn fill_dittos(&mut self) {
        for at in 0..self.row.cells.len() {
            let from = match ditto(&self.row.cells[at].value) {
                Some(Ditto::Above) => self.above.cells.get(at),
                Some(Ditto::Left) => at.checked_sub(1).and_then(|it| self.row.cells.get(it)),
                None => continue,
            };
            // Where nothing stands there the mark stays, to be told as a fault.
            if let Some(cell) = from.filter(|it| !it.value.is_blank()).cloned() {
                self.row.cells[at] = Cell {
                    merged: false,
                    ..cell
                };
            }
        }
    }
}

fn put(row: &mut Row, at: usize, value: CellValue) {
    if row.cells.len() <= at {
        row.cells.resize_with(at + 1, Cell::default);
    }
    row.cells[at] = Cell::of(value);
}

/// What a cell repeats.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Ditto {
    Above,
    Left,
}

fn ditto(value: &CellValue) -> Option<Ditto> {
    let CellValue::Text(text) = value else {
        return None;
    };
    // Longer than any of them with the dashes and blanks around it.
    if text.len() > 24 {
        return None;
    }
    let blank =
        |c: char| c.is_whitespace() || matches!(c, '-' | '—' | '－' | '（' | '）' | '(' | ')');
    let first = text.chars().find(|c| !blank(*c))?;
    // Signs that a mark begins with; hardly any other cell does.
    let begins = "同〃々仝↑↓\"″”“＂〞〝'’‘′d、上|｜←";
    if !begins.contains(first) {
        return None;
    }
    let mark: String = text.chars().filter(|c| !blank(*c)).collect();
    match mark.as_str() {
        "同上" | "同前" | "〃" | "々" | "仝" | "仝上" | "↑" | "↓" | "\"" | "″" | "”" | "“"
        | "＂" | "〞" | "〝" | "''" | "’’" | "‘’" | "′′" | "'" | "’" | "ditto" | "\"\"" | "“”"
        | "〃〃" | "、、" | "上同" | "|" | "｜" => Some(Ditto::Above),
        "同左" | "←" => Some(Ditto::Left),
        _ => None,
    }
}

/// Whether a text is a mark that repeats another cell.
pub fn is_ditto(value: &CellValue) -> bool {
    ditto(value).is_some()
}

/// The words over the cells with a tick; a cell that says something else says it.
fn ticked(row: &Row, words: &[(usize, String)]) -> CellValue {
    let mut said: Vec<String> = Vec::new();
    for (column, word) in words {
        let text = row.value(*column).shown();
        let text = text.trim();
        match text {
            "" | "0" | "×" | "x" | "X" | "否" | "无" | "-" | "—" | "/" | "╳" => {}
            "√" | "✓" | "✔" | "☑" | "✅" | "1" | "○" | "〇" | "●" | "◯" | "■" | "★" | "☆"
            | "是" | "有" | "V" | "v" | "Y" | "y" | "O" | "o" | "+" | "＋" | "∨" | "ν" => {
                said.push(word.clone())
            }
            _ if text == word => said.push(word.clone()),
            other => said.push(other.to_owned()),
        }
    }
    if said.is_empty() {
        CellValue::Empty
    } else {
        CellValue::Text(said.join("、"))
    }
}

fn joined(row: &Row, parts: &[usize]) -> CellValue {
    let mut text = String::new();
    for column in parts {
        let part = row.value(*column).shown();
        let part = part.trim();
        let nothing = matches!(part, "无" | "/" | "-" | "—" | "——" | "－" | "0");
        // 前苇村 and 前苇村党支部书记: the second says both.
        if nothing || part.is_empty() || text == part {
            continue;
        }
        if part.starts_with(text.as_str()) {
            text.clear();
        }
        text.push_str(part);
    }
    if text.is_empty() {
        CellValue::Empty
    } else {
        CellValue::Text(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_that_repeat_the_cell_above() {
        for text in ["同上", "同 上", "〃", "-〃-", "↑", "\"", "″", "（同上）"] {
            let value = CellValue::Text(text.to_owned());
            assert_eq!(ditto(&value), Some(Ditto::Above), "{text}");
        }
        for text in ["同上村", "-", "男", "", "上"] {
            assert_eq!(ditto(&CellValue::Text(text.to_owned())), None, "{text}");
        }
    }

    #[test]
    fn ticks_are_the_words_over_them() {
        let text = |text: &str| Cell::of(CellValue::Text(text.to_owned()));
        let row = Row {
            cells: vec![
                text("√"),
                text(""),
                Cell::of(CellValue::Number(1.0)),
                text("0"),
            ],
            ..Row::default()
        };
        let words: Vec<(usize, String)> = ["省", "市", "县", "乡"]
            .iter()
            .enumerate()
            .map(|(at, word)| (at, (*word).to_owned()))
            .collect();
        assert_eq!(
            ticked(&row, &words),
            CellValue::Text("省、县".to_owned()),
            "a tick and a one"
        );
    }
}
