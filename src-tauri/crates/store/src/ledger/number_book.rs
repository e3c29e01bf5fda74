//! A book of running numbers, and which of its numbers the tables hold.

use domain::record::{FieldKey, KindKey, RecordId, RecordType, Row, Serial, Value};

use crate::error::Result;
use crate::query::Reader;

/// A book of running numbers: continuous per station, year and device series.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct NumberBook {
    /// The record type.
    pub kind: KindKey,
    /// The year; `None` for records without a date.
    pub year: Option<i32>,
    /// The station as it is stored, empty for none.
    pub(super) station: String,
    /// The letter of the device series; empty for the office's first PC.
    pub series: String,
}

impl NumberBook {
    /// Under which its greatest issued number is remembered.
    pub(super) fn key(&self) -> String {
        let (kind, station, series) = (&self.kind, &self.station, &self.series);
        let year = self.year.map_or_else(String::new, |it| it.to_string());
        format!("issued:{kind}|{year}|{station}|{series}")
    }
}

/// A book with what a query over the table of its type needs: the station as the value that it holds.
pub(super) struct BookQuery<'a> {
    kind: &'a RecordType,
    pub(super) serial: &'a Serial,
    station: Option<&'a Value>,
    pub(super) book: NumberBook,
}

impl<'a> BookQuery<'a> {
    /// The book in which these values stand, by the series of a device.
    pub(super) fn of(
        kind: &'a RecordType,
        serial: &'a Serial,
        get: impl Fn(&FieldKey) -> Option<&'a Value>,
        series: &str,
    ) -> Self {
        let station = get(&serial.station);
        let year = get(&serial.year_of).and_then(Value::as_date);
        let book = NumberBook {
            kind: kind.key.clone(),
            year: year.map(|it| it.year_part()),
            station: station_word(station),
            series: series.to_owned(),
        };
        Self {
            kind,
            serial,
            station,
            book,
        }
    }

    /// The book and the number of a row; `None` where it has none.
    pub(super) fn of_row(kind: &'a RecordType, row: &'a Row) -> Option<(Self, i64)> {
        let serial = kind.serial.as_ref()?;
        let number = row.get(kind, serial.field.as_str())?.as_int()?;
        let series = row
            .get(kind, serial.series.as_str())
            .and_then(Value::as_text)
            .unwrap_or_default();
        let get = |key: &FieldKey| row.get(kind, key.as_str());
        Some((Self::of(kind, serial, get, series), number))
    }

    /// The greatest number that a record of the book has; 0 for none.
    pub(super) fn last(&self, reader: &Reader<'_>) -> Result<i64> {
        let book = &self.book;
        reader.last_number(
            self.kind,
            self.serial,
            book.year,
            self.station,
            &book.series,
        )
    }

    /// The numbers of the book from one on, with the records that have them.
    pub(super) fn on_from(&self, reader: &Reader<'_>, least: i64) -> Result<Vec<(i64, RecordId)>> {
        let (book, station) = (&self.book, self.station);
        reader.numbers_from(
            self.kind,
            self.serial,
            book.year,
            station,
            &book.series,
            least,
        )
    }
}

fn station_word(value: Option<&Value>) -> String {
    let id = value.and_then(Value::as_id).map(|it| it.to_string());
    let name = value.and_then(Value::as_text).map(str::to_owned);
    id.or(name).unwrap_or_default()
}
