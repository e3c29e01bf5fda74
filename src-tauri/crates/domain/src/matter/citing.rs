//! How other books and papers cite a matter.

use crate::record::{RecordType, Row, Value};
use crate::suggestion::{SUGGESTION, suggestion_number};

/// A matter's number: a suggestion's own, an opinion's within its year (2026年第7号); `None` before it
/// has one.
#[must_use]
pub fn cited(kind: &RecordType, row: &Row) -> Option<String> {
    if kind.key == *SUGGESTION {
        let number = suggestion_number(kind, row)?;
        return number.as_text().map(str::to_owned);
    }
    let number = row.get(kind, "number").and_then(Value::as_int)?;
    let series = row.get(kind, "series").and_then(Value::as_text);
    let received = row.get(kind, "received_on").and_then(Value::as_date);
    let year = received.map_or_else(String::new, |it| format!("{}年", it.year_part()));
    Some(format!("{year}第{}{number}号", series.unwrap_or_default()))
}
