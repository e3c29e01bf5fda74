use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use super::assign;
use super::blocks;
use super::columns::{self, ColumnMatch, ColumnSpec, Heading, Shape, SpecWords};
use super::combined::LITERAL;
use super::sections::section_of;
use super::wording::{normalised, shown};
use crate::read::{CellValue, MAX_COLUMNS, Row, column_name};

/// Rows from the top in which the heading is looked for.
pub const HEADER_SEARCH_ROWS: u32 = 30;
/// Rows below the heading whose contents tell what a column is.
const SAMPLES: usize = 50;
/// A heading is short; longer texts are notes.
const LONGEST_HEADING: usize = 40;

/// A table found in a sheet.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Layout {
    /// Last row of the heading, as the spreadsheet counts.
    pub header_row: u32,
    /// First row of the heading.
    pub header_first: u32,
    /// The columns that have a heading, from left to right.
    pub columns: Vec<ColumnMatch>,
    /// The line over the table, where there is one.
    pub title: Option<String>,
    /// The year that dates without one belong to, from sheet, title or file name.
    pub year: Option<i32>,
    /// How well the heading answers the columns looked for; for comparing sheets.
    pub score: u32,
    /// The columns of the sheet that it reaches over, where another table stands beside it.
    pub span: Option<Range<usize>>,
    /// Its last row, where another table follows below.
    pub last_row: Option<u32>,
    /// What the line over the table says of all its rows, by the column looked for.
    pub sections: Vec<(usize, String)>,
    /// The columns that were looked for.
    pub specs: Arc<[ColumnSpec]>,
}

impl Layout {
    /// The column of the sheet taken for a column looked for.
    pub fn column_of(&self, spec: usize) -> Option<usize> {
        self.columns
            .iter()
            .find(|column| column.spec == Some(spec))
            .map(|column| column.index)
    }

    /// The same layout for every sheet with these headings: a correction by the clerk is kept
    /// under it.
    pub fn signature(&self) -> String {
        let headings: Vec<String> = self
            .columns
            .iter()
            .filter(|column| column.shape != Shape::Unheaded)
            .map(|column| normalised(&column.header))
            .collect();
        headings.join("|")
    }
}

/// Finds the heading in the first rows of a sheet ([`HEADER_SEARCH_ROWS`] and some data below
/// them). None where no row names at least two of the columns looked for, or the only one.
pub fn detect(
    first_rows: &[Row],
    sheet_name: &str,
    file_name: &str,
    specs: &[ColumnSpec],
) -> Option<Layout> {
    let words: Vec<SpecWords> = specs.iter().map(SpecWords::of).collect();
    let (at, height) = best_heading(first_rows, &words)?;
    let whole = Source {
        rows: first_rows,
        sheet_name,
        file_name,
        specs: specs.into(),
        words: &words,
    };
    whole.table(at, height)
}

/// All tables of a sheet that are of one kind: the one [`detect`] finds, those beside it and those
/// below it with headings of their own. `rows` may be more than the first.
pub fn tables(
    rows: &[Row],
    sheet_name: &str,
    file_name: &str,
    specs: &[ColumnSpec],
) -> Vec<Layout> {
    let words: Vec<SpecWords> = specs.iter().map(SpecWords::of).collect();
    let Some((at, height)) = best_heading(rows, &words) else {
        return Vec::new();
    };
    let whole = Source {
        rows,
        sheet_name,
        file_name,
        specs: specs.into(),
        words: &words,
    };
    let mut found = whole.beside(at, height);
    let mut next = at + height;
    while let Some((at, height)) = whole.next_heading(next, &found) {
        // The line over the next table is its own.
        let over = at.checked_sub(1).filter(|over| {
            let row = &rows[*over];
            row.cells.iter().filter(|cell| is_own(cell)).count() == 1
        });
        let first = over.unwrap_or(at);
        let last_row = Some(rows[first].number.saturating_sub(1));
        for table in found.iter_mut().filter(|it| it.last_row.is_none()) {
            table.last_row = last_row;
        }
        found.extend(whole.beside(at, height));
        next = at + height;
    }
    for table in &mut found {
        whole.add_unheaded(table);
    }
    found
}

/// The heading that answers best, as the place of its first row and its height. An earlier one that
/// names the record stays the first: a table further down follows it.
fn best_heading(first_rows: &[Row], words: &[SpecWords]) -> Option<(usize, usize)> {
    let least = words.len().min(2);
    let mut best: Option<Best> = None;
    let mut forms = false;
    for (at, row) in first_rows.iter().enumerate() {
        if row.number > HEADER_SEARCH_ROWS {
            break;
        }
        for height in [3, 2, 1] {
            let Some(rows) = first_rows.get(at..at + height) else {
                continue;
            };
            if !rows.windows(2).all(|pair| is_lower_row(&pair[0], &pair[1])) {
                continue;
            }
            let headings = headings_of(rows);
            let (columns, score) = assign::assign(&headings, words);
            let matched = columns
                .iter()
                .filter(|column| column.spec.is_some())
                .count();
            if matched < least || matched == 0 {
                continue;
            }
            if is_form(&columns, &first_rows[at + height..], words) {
                forms = true;
                continue;
            }
            let named = names_the_record(&headings, words);
            let literal = headings.iter().zip(&columns).filter(|(heading, column)| {
                let spec = column.spec.and_then(|spec| words.get(spec));
                // Ticks under 性别 and 单位 beside 职务 name their column together.
                spec.is_some_and(|it| column.shape != Shape::Plain || is_literally(heading, it))
            });
            let literal = literal.count();
            let better = best.as_ref().is_none_or(|known| {
                // Notes in brackets make a heading less literal than its upper rows alone: part of
                // a heading stands in its place only where it names more.
                if at >= known.at && at + height <= known.at + known.height {
                    literal > known.literal
                } else if known.named && at > known.at + 1 {
                    score > known.score.saturating_mul(2)
                } else {
                    score > known.score
                }
            });
            if better {
                best = Some(Best {
                    score,
                    literal,
                    at,
                    height,
                    named,
                });
            }
        }
    }
    // The rest of a form answers some headings, too.
    best.filter(|it| it.named || !forms)
        .map(|it| (it.at, it.height))
}

/// A heading among the rows of a sheet.
struct Best {
    score: u32,
    /// Columns looked for that it names literally.
    literal: usize,
    /// Place of its first row.
    at: usize,
    /// In rows.
    height: usize,
    /// Whether it names what a record goes by.
    named: bool,
}

/// Whether what follows is no table but a form about one person: under 姓名 stand 出生年月 and 政治面貌.
fn is_form(columns: &[ColumnMatch], below: &[Row], words: &[SpecWords]) -> bool {
    let name = columns
        .iter()
        .find(|it| it.spec.is_some_and(|spec| words[spec].name));
    let Some(name) = name else {
        return false;
    };
    let is_heading = |row: &&Row| match row.value(name.index) {
        CellValue::Text(text) if text.chars().count() <= LONGEST_HEADING => {
            let text = normalised(text);
            words
                .iter()
                .any(|it| !it.name && it.likeness(&text) >= LITERAL)
        }
        _ => false,
    };
    let filled = |row: &&Row| {
        let repeated = matches!(row.value(name.index), CellValue::Text(text)
            if normalised(text) == normalised(&name.header));
        !row.value(name.index).is_blank() && !repeated
    };
    let rows = || below.iter().filter(filled).take(8);
    let (all, headings) = (rows().count(), rows().filter(is_heading).count());
    headings >= 2 && headings * 2 >= all
}

fn names_the_record(headings: &[Heading], words: &[SpecWords]) -> bool {
    let name = words.iter().find(|it| it.name);
    name.is_some_and(|name| headings.iter().any(|it| is_literally(it, name)))
}

fn is_literally(heading: &Heading, spec: &SpecWords) -> bool {
    columns::likeness(heading, spec) >= LITERAL
}

/// What tables are found in.
struct Source<'a> {
    rows: &'a [Row],
    sheet_name: &'a str,
    file_name: &'a str,
    specs: Arc<[ColumnSpec]>,
    words: &'a [SpecWords],
}

impl Source<'_> {
    fn table(&self, at: usize, height: usize) -> Option<Layout> {
        let headings = headings_of(self.rows.get(at..at + height)?);
        let mut table = self.layout(at, height, &headings, None)?;
        self.add_unheaded(&mut table);
        Some(table)
    }

    /// A column for each that holds something beside the records and has no heading, or one too
    /// long for a heading: what stands there is kept with the record.
    fn add_unheaded(&self, table: &mut Layout) {
        let is_name = |spec: usize| self.specs.get(spec).is_some_and(|it| it.name);
        let mut columns = table.columns.iter();
        let name = columns.find(|it| it.spec.is_some_and(is_name));
        let name = name.map(|it| it.index);
        let last = table.last_row.unwrap_or(u32::MAX);
        let mut known: HashSet<usize> = table.columns.iter().map(|it| it.index).collect();
        let mut found: Vec<usize> = Vec::new();
        let records = self.rows.iter().filter(|row| {
            (table.header_row + 1..=last).contains(&row.number)
                && name.is_none_or(|at| !row.value(at).is_blank())
        });
        for row in records {
            for (index, cell) in row.cells.iter().enumerate() {
                let inside = table.span.as_ref().is_none_or(|it| it.contains(&index));
                if inside && is_own(cell) && known.insert(index) {
                    found.push(index);
                }
            }
        }
        found.sort_unstable();
        for index in found {
            let over = self.rows.iter().rev().find_map(|row| {
                let inside = (table.header_first..=table.header_row).contains(&row.number);
                match row.value(index) {
                    CellValue::Text(text) if inside && !text.trim().is_empty() => Some(shown(text)),
                    _ => None,
                }
            });
            let over: Option<String> = over.map(|it| it.chars().take(LONGEST_HEADING).collect());
            table.columns.push(ColumnMatch {
                index,
                header: over.unwrap_or_else(|| format!("{}列", column_name(index))),
                spec: None,
                shape: Shape::Unheaded,
            });
        }
    }

    fn layout(
        &self,
        at: usize,
        height: usize,
        headings: &[Heading],
        span: Option<Range<usize>>,
    ) -> Option<Layout> {
        let (mut columns, score) = assign::assign(headings, self.words);
        let samples: Vec<&Row> = self.rows[at + height..].iter().take(SAMPLES).collect();
        assign::match_by_contents(&mut columns, &self.specs, &samples);
        let title = title_of(&self.rows[..at]);
        let year = self.year(&self.rows[..at], title.as_deref());
        let group = headings.iter().find_map(|heading| {
            let named = self
                .words
                .iter()
                .any(|it| it.name && is_literally(heading, it));
            heading.group().filter(|_| named)
        });
        let over = at
            .checked_sub(1)
            .and_then(|over| lone_text(&self.rows[over]));
        let mut sections: Vec<(usize, String)> = Vec::new();
        for line in [over.as_deref(), group].into_iter().flatten() {
            sections.extend(section_of(line, &self.specs));
        }
        let mut layout = Layout {
            header_row: self.rows.get(at + height - 1)?.number,
            header_first: self.rows[at].number,
            columns,
            title,
            year,
            score,
            span,
            last_row: None,
            sections,
            specs: Arc::clone(&self.specs),
        };
        self.add_section_columns(&mut layout, at + height);
        Some(layout)
    }

    /// The year of the title, else of another line over the table that is no signature.
    fn year(&self, above: &[Row], title: Option<&str>) -> Option<i32> {
        let year = super::year_hint(self.sheet_name, title, self.file_name);
        year.or_else(|| {
            let lines = above.iter().filter_map(lone_text);
            lines
                .filter(|line| !line.contains(['：', ':']))
                .find_map(|line| super::year_hint("", Some(&line), ""))
        })
    }

    /// A column for each value that lines over sections name and no column of the sheet holds.
    fn add_section_columns(&self, layout: &mut Layout, below: usize) {
        let mut named: Vec<usize> = layout.sections.iter().map(|(spec, _)| *spec).collect();
        for row in &self.rows[below..] {
            if let Some(line) = lone_text(row)
                && let Some((spec, _)) = section_of(&line, &self.specs)
            {
                named.push(spec);
            }
        }
        for spec in named {
            if layout.columns.iter().any(|it| it.spec == Some(spec)) {
                continue;
            }
            let beyond = layout
                .columns
                .iter()
                .filter(|it| it.shape == Shape::Section)
                .count();
            layout.columns.push(ColumnMatch {
                index: MAX_COLUMNS + beyond,
                header: self.specs[spec].label.clone(),
                spec: Some(spec),
                shape: Shape::Section,
            });
        }
    }

    /// The table with this heading, or the tables side by side in it.
    fn beside(&self, at: usize, height: usize) -> Vec<Layout> {
        let Some(rows) = self.rows.get(at..at + height) else {
            return Vec::new();
        };
        let headings = headings_of(rows);
        let spans = blocks::spans(&headings, self.words, &self.specs);
        if spans.len() < 2 {
            return self
                .layout(at, height, &headings, None)
                .into_iter()
                .collect();
        }
        spans
            .into_iter()
            .filter_map(|span| {
                let own: Vec<Heading> = headings
                    .iter()
                    .filter(|it| span.contains(&it.index))
                    .cloned()
                    .collect();
                self.layout(at, height, &own, Some(span))
            })
            .collect()
    }

    /// The next row that names the columns anew, and otherwise than the tables found so far.
    fn next_heading(&self, from: usize, found: &[Layout]) -> Option<(usize, usize)> {
        let known: Vec<String> = found.iter().map(Layout::signature).collect();
        for at in from..self.rows.len() {
            let row = &self.rows[at];
            let texts = row.cells.iter().filter(|cell| is_own(cell)).count();
            let short = row.cells.iter().all(|cell| match &cell.value {
                CellValue::Text(text) => text.chars().count() <= LONGEST_HEADING,
                CellValue::Empty => true,
                _ => false,
            });
            if texts < 2 || !short {
                continue;
            }
            let headings = headings_of(&self.rows[at..=at]);
            // What reaches in from a heading merged down names nothing anew.
            let headings: Vec<Heading> = headings
                .into_iter()
                .filter(|it| row.cells.get(it.index).is_some_and(is_own))
                .collect();
            // Asked first: hardly any row of data has the name's heading among its cells.
            if !names_the_record(&headings, self.words) {
                continue;
            }
            let literal = headings
                .iter()
                .filter(|it| self.words.iter().any(|spec| is_literally(it, spec)))
                .count();
            if literal < 2 || literal * 2 < headings.len() {
                continue;
            }
            let height = match self.rows.get(at + 1) {
                Some(lower) if is_lower_row(row, lower) => 2,
                _ => 1,
            };
            let fresh = self.beside(at, height);
            if fresh.iter().any(|it| !known.contains(&it.signature())) {
                return Some((at, height));
            }
        }
        None
    }
}

/// The table whose heading a person pointed at, whatever it says. None where that row is not among
/// the first, or empty.
pub fn layout_at(
    first_rows: &[Row],
    header_row: u32,
    sheet_name: &str,
    file_name: &str,
    specs: &[ColumnSpec],
) -> Option<Layout> {
    let at = first_rows.iter().position(|row| row.number == header_row)?;
    let words: Vec<SpecWords> = specs.iter().map(SpecWords::of).collect();
    let source = Source {
        rows: first_rows,
        sheet_name,
        file_name,
        specs: specs.into(),
        words: &words,
    };
    source.table(at, 1).filter(|it| !it.columns.is_empty())
}

/// Whether the second row belongs to the heading of the first: it says something of its own under
/// a heading merged across, or headings merged down reach into it; and it holds no data.
fn is_lower_row(upper: &Row, lower: &Row) -> bool {
    // One text over the row below is a title, however far it is merged.
    let texts = upper.cells.iter().filter(|cell| is_own(cell)).count();
    if lower.number != upper.number + 1 || texts < 2 {
        return false;
    }
    let texts_only = lower.cells.iter().all(|cell| match &cell.value {
        CellValue::Empty => true,
        CellValue::Text(text) => text.chars().count() <= LONGEST_HEADING,
        _ => false,
    });
    let under_group = (0..lower.cells.len()).any(|column| {
        let own = lower.cells.get(column).is_some_and(|cell| !cell.merged)
            && !lower.value(column).is_blank();
        let right = upper.cells.get(column + 1).is_some_and(|cell| cell.merged)
            || upper.cells.get(column).is_some_and(|cell| cell.merged);
        own && right
    });
    // Without merged cells: a group with nothing to its right, and texts under both.
    let gap = (1..lower.cells.len()).any(|column| {
        upper.value(column).is_blank()
            && !upper.value(column - 1).is_blank()
            && !lower.value(column).is_blank()
            && !lower.value(column - 1).is_blank()
    }) && (0..lower.cells.len())
        .any(|column| lower.value(column).is_blank() && !upper.value(column).is_blank());
    // Headings merged down over the notes of others: 姓名 over two rows, 出生 over （年月）.
    let reaching = |column: &usize| {
        let reaches = lower.cells.get(*column).is_some_and(|cell| cell.merged);
        reaches
            && !lower.value(*column).is_blank()
            && lower.value(*column) == upper.value(*column)
            && lower.value(*column) != lower.value(column + 1)
    };
    let noted = lower
        .cells
        .iter()
        .filter(|cell| is_own(cell))
        .all(|cell| match &cell.value {
            CellValue::Text(text) => is_bracketed(text),
            _ => false,
        });
    let noted = noted && lower.cells.iter().any(is_own);
    let reached = (0..lower.cells.len()).filter(reaching).count() > 1;
    texts_only && (under_group || gap || (reached && noted))
}

fn headings_of(rows: &[Row]) -> Vec<Heading> {
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let mut headings = Vec::new();
    let mut group: Option<String> = None;
    let lowest = rows.len().saturating_sub(1);
    for index in 0..width {
        let mut texts: Vec<String> = Vec::new();
        for (level, row) in rows.iter().enumerate() {
            let text = match row.value(index) {
                CellValue::Text(text) if !text.trim().is_empty() => Some(text.clone()),
                CellValue::Text(_) | CellValue::Empty => None,
                CellValue::Number(_) => Some(row.value(index).shown()),
                _ => None,
            };
            // In a heading of several rows an empty upper cell continues the group on its left.
            let text = match (level, text) {
                (0, Some(text)) if lowest > 0 => {
                    group = Some(text.clone());
                    Some(text)
                }
                (0, None) if lowest > 0 && !rows[lowest].value(index).is_blank() => group.clone(),
                (_, text) => text,
            };
            let Some(text) = text.filter(|it| it.chars().count() <= LONGEST_HEADING) else {
                continue;
            };
            match texts.last_mut() {
                Some(upper) if *upper == text => {}
                // （年月） under 出生 is a note to it.
                Some(upper) if level > 0 && is_bracketed(&text) => upper.push_str(&text),
                _ => texts.push(text),
            }
        }
        if !texts.is_empty() {
            headings.push(Heading::new(index, texts));
        }
    }
    // A line merged across everything is a title, not a row of headings.
    if rows.len() == 1 && rows[0].cells.iter().filter(|cell| is_own(cell)).count() < 2 {
        headings.truncate(1);
    }
    headings
}

fn is_bracketed(text: &str) -> bool {
    let text = text.trim();
    text.starts_with(['（', '(']) && text.ends_with(['）', ')'])
}

fn is_own(cell: &crate::read::Cell) -> bool {
    !cell.merged && !cell.value.is_blank()
}

/// The one text of a row that says nothing else but, perhaps, a count.
pub(super) fn lone_text(row: &Row) -> Option<String> {
    let mut own = row.cells.iter().filter(|cell| is_own(cell));
    match (own.next().map(|cell| &cell.value), own.next()) {
        (Some(CellValue::Text(text)), None) => Some(text.clone()),
        _ => None,
    }
}

/// The longest line over the heading that stands alone in its row.
fn title_of(above: &[Row]) -> Option<String> {
    above
        .iter()
        .filter_map(|row| {
            let mut own = row.cells.iter().filter(|cell| is_own(cell));
            match (own.next().map(|cell| &cell.value), own.next()) {
                (Some(CellValue::Text(text)), None) => Some(shown(text)),
                _ => None,
            }
        })
        .find(|text| text.chars().count() > 3 && !text.contains(['：', ':']))
}

/// A small roster's layout, as tests of rows take it: 序号 without a field, four columns with theirs.
#[cfg(test)]
pub(super) fn roster_layout() -> Layout {
    let columns = ["序号", "代表小组", "姓名", "性别", "电话"]
        .iter()
        .enumerate()
        .map(|(index, header)| ColumnMatch {
            index,
            header: (*header).to_owned(),
            spec: index.checked_sub(1),
            shape: Shape::Plain,
        })
        .collect();
    let specs = ["代表小组", "姓名", "性别", "电话"].map(|label| ColumnSpec {
        label: label.to_owned(),
        name: label == "姓名",
        ..ColumnSpec::default()
    });
    Layout {
        header_row: 1,
        header_first: 1,
        columns,
        specs: specs.into(),
        ..Layout::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Cell;

    fn row(number: u32, texts: &[&str]) -> Row {
        let cells = texts
            .iter()
            .map(|text| {
                let merged = text.starts_with('<');
                let text = text.trim_start_matches('<');
                let value = match text {
                    "" => CellValue::Empty,
                    text => CellValue::Text(text.to_owned()),
                };
                Cell {
                    value,
                    merged,
                    ..Cell::default()
                }
            })
            .collect();
        Row {
            number,
            cells,
            ..Row::default()
        }
    }

    fn specs(labels: &[&str]) -> Vec<ColumnSpec> {
        labels
            .iter()
            .map(|label| ColumnSpec {
                key: (*label).to_owned(),
                label: (*label).to_owned(),
                ..ColumnSpec::default()
            })
            .collect()
    }

    #[test]
    fn a_heading_of_two_rows_without_merged_cells() {
        let rows = [
            row(1, &["某镇代表名册"]),
            row(3, &["姓名", "政治面貌及学历", "", "电话"]),
            row(4, &["", "政治面貌", "学历", ""]),
            row(5, &["张三", "群众", "高中", "1"]),
        ];
        let layout = detect(&rows, "a", "b", &specs(&["姓名", "学历", "政治面貌"])).unwrap();
        assert_eq!(
            (layout.header_first, layout.header_row),
            (3, 4),
            "both rows"
        );
        assert_eq!(
            layout.title.as_deref(),
            Some("某镇代表名册"),
            "the line above"
        );
        assert_eq!(layout.column_of(1), Some(2), "学历 under its group");
        assert_eq!(layout.column_of(2), Some(1), "政治面貌 under its group");
    }

    #[test]
    fn data_is_not_taken_for_a_second_row_of_headings() {
        let rows = [
            row(1, &["姓名", "性别", "备注"]),
            row(2, &["张三", "男"]),
            row(3, &["李四", "女"]),
        ];
        let layout = detect(&rows, "a", "b", &specs(&["姓名", "性别"])).unwrap();
        assert_eq!(
            (layout.header_first, layout.header_row),
            (1, 1),
            "people begin in row 2"
        );
    }

    #[test]
    fn the_heading_is_looked_for_in_the_first_rows_alone() {
        let rows = [row(31, &["姓名", "性别"])];
        assert!(
            detect(&rows, "a", "b", &specs(&["姓名", "性别"])).is_none(),
            "row 31 is too low"
        );
        let rows = [row(30, &["姓名", "性别"])];
        assert!(
            detect(&rows, "a", "b", &specs(&["姓名", "性别"])).is_some(),
            "row 30 is not"
        );
    }

    #[test]
    fn a_column_of_id_numbers_needs_no_heading_that_says_so() {
        let mut rows = vec![row(1, &["姓名", "性别", "证件"])];
        for (number, id) in (2..).zip([
            "130899198312038202",
            "13089919720608493X",
            "130899196209257491",
        ]) {
            rows.push(row(number, &["张三", "男", id]));
        }
        let layout = detect(&rows, "a", "b", &specs(&["姓名", "性别", "身份证号"])).unwrap();
        assert_eq!(layout.column_of(2), Some(2), "its contents say so");
    }

    #[test]
    fn a_heading_of_three_rows_ends_with_its_notes() {
        let rows = [
            row(1, &["情况表", "<情况表", "<情况表", "<情况表"]),
            row(2, &["序号", "基本情况", "<基本情况", "联系方式"]),
            row(3, &["<序号", "姓名", "出生", "手机"]),
            row(4, &["<序号", "<姓名", "（年月）", "（11位）"]),
            row(5, &["1", "齐大山", "1970.05", "13805390001"]),
        ];
        let mut specs = specs(&["姓名", "出生日期", "联系电话"]);
        specs[0].name = true;
        specs[1].aliases = vec!["出生".into()];
        specs[2].aliases = vec!["手机".into()];
        let found = tables(&rows, "a", "b", &specs);
        assert_eq!(found.len(), 1, "one table");
        assert_eq!(
            (found[0].header_first, found[0].header_row),
            (2, 4),
            "three rows"
        );
        let columns = [1, 2].map(|spec| found[0].column_of(spec));
        assert_eq!(columns, [Some(2), Some(3)], "with their notes");
    }

    #[test]
    fn somebody_else_in_front_is_no_table_of_its_own() {
        let rows = [
            row(1, &["联系人", "<联系人", "代表", "<代表", "<代表"]),
            row(2, &["姓名", "电话", "姓名", "性别", "电话"]),
            row(3, &["王联络", "13900000001", "齐大山", "男", "13805390001"]),
        ];
        // 公示电话 would take the contact's number where the groups are passed over.
        let mut specs = specs(&["姓名", "性别", "电话", "公示电话"]);
        specs[0].name = true;
        let found = tables(&rows, "a", "b", &specs);
        assert_eq!(found.len(), 1, "one table");
        let columns = [0, 1, 2].map(|spec| found[0].column_of(spec));
        assert_eq!(columns, [Some(2), Some(3), Some(4)], "about the deputy");
    }

    #[test]
    fn a_column_without_a_heading_is_kept_under_its_letter() {
        let long = "填写说明".repeat(20);
        let rows = [
            row(1, &["姓名", "性别", "", long.as_str()]),
            row(2, &["张三", "男", "组长", "甲"]),
            row(3, &["李四", "女", "", ""]),
            row(4, &["", "", "", "", "制表"]),
        ];
        let mut specs = specs(&["姓名", "性别"]);
        specs[0].name = true;
        let found = tables(&rows, "a", "b", &specs);
        let beyond: Vec<(usize, &str)> = found[0]
            .columns
            .iter()
            .filter(|it| it.shape == Shape::Unheaded)
            .map(|it| (it.index, it.header.as_str()))
            .collect();
        let begun: String = long.chars().take(LONGEST_HEADING).collect();
        assert_eq!(
            beyond,
            [(2, "C列"), (3, begun.as_str())],
            "no note below the records"
        );
        assert_eq!(
            found[0].signature(),
            "姓名|性别",
            "known again without them"
        );
    }
}
