//! Rows of a print.

use domain::dates::PartialDate;
use domain::record::{FieldType, RecordType, Row, Value};

use crate::naming::NameBook;
use crate::papers::columns::{Content, PrintColumn};

/// A row for the paper; a voided one is struck there.
pub(crate) fn paper_row(cells: Vec<String>, row: &Row) -> forms::Row {
    forms::Row {
        cells,
        void: row.voided.is_some(),
        ..forms::Row::default()
    }
}

/// How dates stand on a paper.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dates {
    /// 1983.12.05, as rosters write them.
    Dotted,
    /// 10月26日, where the year stands over the table.
    WithoutYear(i32),
}

/// The cells of one row.
pub(crate) fn cells(
    book: &NameBook<'_>,
    kind: &RecordType,
    columns: &[PrintColumn],
    row: &Row,
    running: usize,
    dates: Dates,
) -> Vec<String> {
    let text = |at: usize| cell(book, kind, row, at, dates);
    columns
        .iter()
        .map(|column| match column.content {
            Content::Running => running.to_string(),
            Content::Field(at) => text(at),
            Content::Pair(a, b) => {
                let (a, b) = (text(a), text(b));
                if a.is_empty() || b.is_empty() {
                    a + &b
                } else {
                    format!("{a}\n{b}")
                }
            }
            Content::Empty => String::new(),
        })
        .collect()
}

/// A text of more characters than this is begun, and how far.
const MOST_TEXT: usize = 300;
const ABSTRACT: usize = 220;

/// So many names stand under one another in a cell.
const MOST_NAMES: usize = 6;

fn cell(book: &NameBook<'_>, kind: &RecordType, row: &Row, at: usize, dates: Dates) -> String {
    let field = &kind.fields[at];
    let value = book.value(kind, field, row);
    let value = value.as_ref();
    match value {
        Some(Value::Date(date)) => book.marked(field, row, date_on_paper(*date, dates)),
        Some(Value::Set(names)) if matches!(field.field_type, FieldType::Refs(_)) => {
            let all = book.on_paper(field, row, value);
            // A whole rota beside each visitor would fill a page; its names stand with the day.
            match all.split('、').next() {
                Some(first) if names.len() > MOST_NAMES => format!("{first}\n等{}人", names.len()),
                _ => all.replace('、', "\n"),
            }
        }
        value => {
            let text = book.on_paper(field, row, value);
            match field.field_type {
                FieldType::LongText => abstract_of(text),
                _ => text,
            }
        }
    }
}

/// What a book says of a long text: an entry of many pages would part its row. The 登记表 of the
/// record has it whole.
fn abstract_of(text: String) -> String {
    let count = text.chars().count();
    if count <= MOST_TEXT {
        return text;
    }
    let begins: String = text.chars().take(ABSTRACT).collect();
    format!("{begins}……（共{count}字，全文见登记表）")
}

fn date_on_paper(date: PartialDate, dates: Dates) -> String {
    if let Dates::WithoutYear(year) = dates
        && date.year_part() == year
        && let (Some(month), Some(day)) = (date.month_part(), date.day_part())
    {
        return format!("{month}月{day}日");
    }
    date.to_string().replace('-', ".")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_begun_and_says_where_it_is_whole() {
        let text = "路".repeat(MOST_TEXT);
        assert_eq!(abstract_of(text.clone()), text, "what fits stands whole");
        let long = abstract_of(format!("{text}路"));
        assert!(long.chars().count() < MOST_TEXT, "{long}");
        assert!(long.ends_with("（共301字，全文见登记表）"), "{long}");
    }
}
