//! Whether a row of a sheet is somebody who is already there, in the sheet or in the store.

use std::collections::HashMap;

use domain::dates::PartialDate;
use domain::record::{FieldKey, FieldType, RecordId, RecordType, Row, Value};
use store::error::StoreFault;
use store::query::Reader;

use crate::naming::{Meaning, Resolver};

/// What a row turned out to be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Match {
    /// Nobody known.
    New,
    /// This record.
    Record(RecordId),
    /// Possibly the one of an earlier row.
    SheetRow(u32),
    /// Possibly one of several records, this being the first.
    Unclear(RecordId),
}

/// A person met earlier in the sheet.
struct Earlier {
    row: u32,
    born: Option<PartialDate>,
    has_number: bool,
}

/// Remembers the rows met so far and asks the store for the others.
#[derive(Default)]
pub(super) struct Matcher {
    exact: HashMap<u128, u32>,
    people: HashMap<String, Vec<Earlier>>,
    store_is_empty: bool,
}

impl Matcher {
    pub(super) fn new(store_is_empty: bool) -> Self {
        Self {
            store_is_empty,
            ..Self::default()
        }
    }

    pub(super) fn find(
        &mut self,
        reader: &Reader<'_>,
        resolver: &mut Resolver,
        kind: &RecordType,
        row: &Row,
        number: u32,
    ) -> Result<Match, StoreFault> {
        if let Some(earlier) = self.met(kind, row, number) {
            return Ok(Match::SheetRow(earlier));
        }
        if self.store_is_empty {
            return Ok(Match::New);
        }
        if kind.made_by_naming && kind.matching == [[kind.name_field.clone()]] {
            return Ok(match resolver.find(reader, kind, &kind.name_of(row))? {
                Meaning::Record(id) => Match::Record(id),
                _ => Match::New,
            });
        }
        for key in &kind.matching {
            match find_by(reader, kind, key, row)?.as_slice() {
                [] => {}
                [one] => return Ok(Match::Record(one.id)),
                [first, ..] => return Ok(Match::Unclear(first.id)),
            }
        }
        Ok(Match::New)
    }

    /// An earlier row of the sheet that may be the same; takes note of this one.
    fn met(&mut self, kind: &RecordType, row: &Row, number: u32) -> Option<u32> {
        let mut earlier = None;
        for key in &kind.matching {
            if is_person(kind, key) {
                earlier = earlier.or_else(|| self.met_person(kind, key, row, number));
            } else if let Some(hash) = hash_of(kind, key, row) {
                match self.exact.entry(hash) {
                    std::collections::hash_map::Entry::Occupied(it) => {
                        earlier = earlier.or(Some(*it.get()));
                    }
                    std::collections::hash_map::Entry::Vacant(it) => drop(it.insert(number)),
                }
            }
        }
        earlier
    }

    fn met_person(
        &mut self,
        kind: &RecordType,
        key: &[FieldKey],
        row: &Row,
        number: u32,
    ) -> Option<u32> {
        let name = row.get(kind, key.first()?.as_str())?.as_text()?.to_owned();
        let born = key
            .get(1)
            .and_then(|it| row.get(kind, it.as_str()))
            .and_then(Value::as_date);
        let has_number = row.get(kind, "id_number").is_some();
        let known = self.people.entry(name).or_default();
        let same = known.iter().find(|it| {
            // Two different identity numbers are two people, whatever they are called.
            !(it.has_number && has_number)
                && match (it.born, born) {
                    (Some(a), Some(b)) => a.agrees_with(b),
                    _ => true,
                }
        });
        let earlier = same.map(|it| it.row);
        known.push(Earlier {
            row: number,
            born,
            has_number,
        });
        earlier
    }
}

/// A key that begins with a person's name is compared as far as both sides are filled.
fn is_person(kind: &RecordType, key: &[FieldKey]) -> bool {
    let first = key.first().and_then(|it| kind.field(it.as_str()));
    first.is_some_and(|field| matches!(field.field_type, FieldType::Name)) && key.len() > 1
}

fn hash_of(kind: &RecordType, key: &[FieldKey], row: &Row) -> Option<u128> {
    let mut hasher = blake3::Hasher::new();
    for field in key {
        let value = row.get(kind, field.as_str())?;
        hasher.update(format!("{field}={value:?}\u{1f}").as_bytes());
    }
    let mut half = [0_u8; 16];
    half.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    Some(u128::from_le_bytes(half))
}

/// Live records that this key says are the same.
fn find_by(
    reader: &Reader<'_>,
    kind: &RecordType,
    key: &[FieldKey],
    row: &Row,
) -> Result<Vec<Row>, StoreFault> {
    let Some(first) = key.first() else {
        return Ok(Vec::new());
    };
    let Some(value) = row.get(kind, first.as_str()) else {
        return Ok(Vec::new());
    };
    let person = is_person(kind, key);
    let mut found = reader.with(kind.key.as_str(), first.as_str(), value)?;
    found.retain(|known| {
        known.is_live()
            && key.iter().all(|field| {
                match (
                    row.get(kind, field.as_str()),
                    known.get(kind, field.as_str()),
                ) {
                    (Some(a), Some(b)) => agree(a, b),
                    (None, None) => true,
                    _ => person,
                }
            })
            && !differ(kind, "id_number", row, known)
    });
    Ok(found)
}

fn differ(kind: &RecordType, field: &str, a: &Row, b: &Row) -> bool {
    match (a.get(kind, field), b.get(kind, field)) {
        (Some(a), Some(b)) => a != b,
        _ => false,
    }
}

/// Whether two values can be of the same person: dates as far as both are precise, sets when they
/// share an element.
fn agree(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Date(a), Value::Date(b)) => a.agrees_with(*b),
        (Value::Set(a), Value::Set(b)) => !a.is_disjoint(b),
        _ => a == b,
    }
}
