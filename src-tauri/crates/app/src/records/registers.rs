//! Record types and fields by the names that screens and scripts give them, and the fields by which
//! entries belong to a station and a year.

use std::sync::Arc;

use domain::record::{Field, FieldKey, FieldType, RecordType, WrittenBy};
use domain::station::STATION;

use crate::faults::not_found;
use crate::session::App;
use crate::wire::UserError;

/// The record type behind a register's key; rows inside a record are named by their own type's
/// key.
pub(crate) fn kind_of(app: &mut App, register: &str) -> Result<Arc<RecordType>, UserError> {
    let ledger = app.ledger()?;
    let found = match register {
        "office" => ledger.registry().get(domain::office::PROFILE),
        _ => ledger
            .registry()
            .register(register)
            .or_else(|| ledger.registry().get(register)),
    };
    found
        .cloned()
        .ok_or_else(|| not_found("登记簿", register, "可用的登记簿见“registers”"))
}

/// A field by label, older label or key.
pub(crate) fn field_of<'a>(kind: &'a RecordType, name: &str) -> Result<&'a Field, UserError> {
    kind.field_named(name).ok_or_else(|| {
        let labels: Vec<&str> = kind
            .fields
            .iter()
            .filter(|field| !field.hidden)
            .map(|field| field.label.as_str())
            .collect();
        let what = format!("{}里的栏目", kind.title);
        not_found(&what, name, &format!("可用的栏目：{}", labels.join("、")))
    })
}

/// The field by which a register's rows belong to a station.
pub(crate) fn station_field(kind: &RecordType) -> Option<FieldKey> {
    let refers = |it: &&Field| matches!(&it.field_type, FieldType::Ref(to) | FieldType::Refs(to) if *to == *STATION);
    let numbered = kind
        .serial
        .as_ref()
        .and_then(|it| kind.field(it.station.as_str()))
        .filter(refers);
    numbered
        .or_else(|| kind.fields.iter().find(refers))
        .map(|it| it.key.clone())
}

/// The field by which a register's rows belong to a year: that of its numbers, else the date it is
/// ordered by (suggestions are numbered through a session, not a year). A roster has none: a
/// birthday is no matter of a year.
pub(crate) fn date_field(kind: &RecordType) -> Option<FieldKey> {
    let dated = |key: &&FieldKey| {
        kind.field(key.as_str()).is_some_and(|it| {
            matches!(it.field_type, FieldType::Date) && it.written_by != WrittenBy::StepOnly
        })
    };
    let numbered = kind.serial.as_ref().map(|it| &it.year_of).filter(dated);
    numbered
        .or_else(|| kind.order.first().filter(dated))
        .cloned()
}

/// The date by which an entry belongs to a year's book: that of its numbers, where it holds one, else
/// the one that the register is ordered by (suggestions are numbered through a session).
pub(crate) fn year_field(kind: &RecordType) -> Option<FieldKey> {
    let by_day = |key: &&FieldKey| {
        kind.field(key.as_str())
            .is_some_and(|it| matches!(it.field_type, FieldType::Date) && !it.hidden)
    };
    let serial = kind.serial.as_ref()?;
    Some(&serial.year_of)
        .filter(by_day)
        .or_else(|| kind.order.first().filter(by_day))
        .cloned()
}
