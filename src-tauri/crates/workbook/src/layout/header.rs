use std::ops::RangeInclusive;

use super::columns::{self, ColumnMatch, ColumnSpec, Heading, SpecWords};
use super::wording::{normalised, shown};
use crate::read::{CellValue, Row};

/// Rows from the top in which the heading is looked for.
pub const HEADER_SEARCH_ROWS: u32 = 30;
/// A heading is short; longer texts are notes.
const LONGEST_HEADING: usize = 40;

/// A table found in a sheet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Layout {
    /// Last row of the heading, as the spreadsheet counts.
    pub header_row: u32,
    /// All rows of the heading.
    pub header_rows: RangeInclusive<u32>,
    /// The columns that have a heading, from left to right.
    pub columns: Vec<ColumnMatch>,
    /// The line over the table, where there is one.
    pub title: Option<String>,
    /// The year that dates without one belong to, from sheet, title or file name.
    pub year: Option<i32>,
    /// How well the heading answers the columns looked for; for comparing sheets.
    pub score: u32,
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
    let least = specs.len().min(2);
    let mut best: Option<(Layout, usize)> = None;
    for (at, row) in first_rows.iter().enumerate() {
        if row.number > HEADER_SEARCH_ROWS {
            break;
        }
        for height in 1..=2 {
            let Some(rows) = first_rows.get(at..at + height) else {
                break;
            };
            if height == 2 && !is_lower_row(&rows[0], &rows[1]) {
                continue;
            }
            let headings = headings_of(rows);
            let (columns, score) = columns::assign(&headings, &words);
            let matched = columns
                .iter()
                .filter(|column| column.spec.is_some())
                .count();
            if matched < least || matched == 0 {
                continue;
            }
            if best.as_ref().is_none_or(|(layout, _)| score > layout.score) {
                let (first, last) = (row.number, rows[height - 1].number);
                let title = title_of(&first_rows[..at]);
                let layout = Layout {
                    header_row: last,
                    header_rows: first..=last,
                    columns,
                    year: None,
                    title,
                    score,
                };
                best = Some((layout, at + height));
            }
        }
    }
    let (mut layout, below) = best?;
    let samples: Vec<&Row> = first_rows[below..].iter().collect();
    columns::match_by_contents(&mut layout.columns, specs, &samples);
    layout.year = super::year_hint(sheet_name, layout.title.as_deref(), file_name);
    Some(layout)
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
    let headings = headings_of(&first_rows[at..=at]);
    let (mut columns, score) = columns::assign(&headings, &words);
    if columns.is_empty() {
        return None;
    }
    let samples: Vec<&Row> = first_rows[at + 1..].iter().collect();
    columns::match_by_contents(&mut columns, specs, &samples);
    let title = title_of(&first_rows[..at]);
    Some(Layout {
        header_row,
        header_rows: header_row..=header_row,
        columns,
        year: super::year_hint(sheet_name, title.as_deref(), file_name),
        title,
        score,
    })
}

/// Whether the second row belongs to the heading of the first: it says something of its own under
/// a heading merged across, or headings merged down reach into it; and it holds no data.
fn is_lower_row(upper: &Row, lower: &Row) -> bool {
    if lower.number != upper.number + 1 {
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
    texts_only && (under_group || gap)
}

fn headings_of(rows: &[Row]) -> Vec<Heading> {
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let mut headings = Vec::new();
    let mut group: Option<String> = None;
    for index in 0..width {
        let mut texts: Vec<String> = Vec::new();
        for (level, row) in rows.iter().enumerate() {
            let text = match row.value(index) {
                CellValue::Text(text) if !text.trim().is_empty() => Some(text.clone()),
                CellValue::Text(_) | CellValue::Empty => None,
                CellValue::Number(_) => Some(row.value(index).shown()),
                _ => None,
            };
            // In a heading of two rows an empty upper cell continues the group on its left.
            let text = match (level, rows.len(), text) {
                (0, 2, Some(text)) => {
                    group = Some(text.clone());
                    Some(text)
                }
                (0, 2, None) if !rows[1].value(index).is_blank() => group.clone(),
                (_, _, text) => text,
            };
            if let Some(text) = text
                && text.chars().count() <= LONGEST_HEADING
                && texts.last() != Some(&text)
            {
                texts.push(text);
            }
        }
        if !texts.is_empty() {
            headings.push(Heading { index, texts });
        }
    }
    // A line merged across everything is a title, not a row of headings.
    if rows.len() == 1 && rows[0].cells.iter().filter(|cell| is_own(cell)).count() < 2 {
        headings.truncate(1);
    }
    headings
}

fn is_own(cell: &crate::read::Cell) -> bool {
    !cell.merged && !cell.value.is_blank()
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
        })
        .collect();
    Layout {
        header_row: 1,
        header_rows: 1..=1,
        columns,
        title: None,
        year: None,
        score: 0,
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
        assert_eq!(layout.header_rows, 3..=4, "both rows");
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
        assert_eq!(layout.header_rows, 1..=1, "people begin in row 2");
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
}
