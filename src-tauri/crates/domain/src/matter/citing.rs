//! How other books and papers cite a matter.

use crate::opinion::Opinion;
use crate::record::{RecordType, Row};
use crate::suggestion::{SUGGESTION, suggestion_number};

/// A matter's number: a suggestion's own, an opinion's within its year (2026年第7号); `None` before it
/// has one.
#[must_use]
pub fn cited(kind: &RecordType, row: &Row) -> Option<String> {
    if kind.key == *SUGGESTION {
        let number = suggestion_number(kind, row)?;
        return number.as_text().map(str::to_owned);
    }
    let number = row.read(kind, Opinion::NUMBER)?;
    let series = row.read(kind, Opinion::SERIES);
    let received = row.read(kind, Opinion::RECEIVED_ON);
    let year = received.map_or_else(String::new, |it| format!("{}年", it.year_part()));
    Some(format!("{year}第{}{number}号", series.unwrap_or_default()))
}
