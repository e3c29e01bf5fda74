//! A value as a cell of a projection and back.
//!
//! Text, numbers and dates stand as themselves, so that SQL can compare them. A reference is the
//! sixteen bytes of its id, or text while it matched nothing. A set is text, each element between
//! unit separators, so that one element can be looked for.

use std::collections::BTreeSet;

use domain::dates::PartialDate;
use domain::record::{FieldType, Item, RecordId, RecordType, Row, Value};
use rusqlite::types::{ToSqlOutput, Value as Sql, ValueRef};

use crate::error::{Result, StoreFault};
use crate::projection::table::column;

/// Between the elements of a set.
pub(crate) const SEPARATOR: char = '\u{1f}';

/// One element of a set as it stands in a cell.
pub(crate) fn element(item: &Item) -> String {
    match item {
        Item::Id(id) => format!("#{}", id.0.simple()),
        Item::Text(text) => format!("'{text}"),
    }
}

/// A value as SQLite keeps it.
pub(crate) fn to_sql(value: Option<&Value>) -> ToSqlOutput<'_> {
    match value {
        None => ToSqlOutput::Owned(Sql::Null),
        Some(Value::Text(text) | Value::Ref(Item::Text(text))) => {
            ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes()))
        }
        Some(Value::Int(number)) => ToSqlOutput::Owned(Sql::Integer(*number)),
        Some(Value::Bool(truth)) => ToSqlOutput::Owned(Sql::Integer(i64::from(*truth))),
        Some(Value::Date(date)) => ToSqlOutput::Owned(Sql::Text(date.to_string())),
        Some(Value::Ref(Item::Id(id))) => {
            ToSqlOutput::Borrowed(ValueRef::Blob(id.bytes().as_slice()))
        }
        Some(Value::Set(items)) => {
            let mut text = String::from(SEPARATOR);
            for item in items {
                text.push_str(&element(item));
                text.push(SEPARATOR);
            }
            ToSqlOutput::Owned(Sql::Text(text))
        }
    }
}

/// Whether two values stand in a cell alike.
pub(crate) fn same_cell(one: Option<&Value>, other: Option<&Value>) -> bool {
    let (one, other) = (to_sql(one), to_sql(other));
    let plain = |cell: &ToSqlOutput<'_>| match cell {
        ToSqlOutput::Owned(value) => Some(value.clone()),
        ToSqlOutput::Borrowed(value) => Sql::try_from(*value).ok(),
        _ => None,
    };
    plain(&one) == plain(&other)
}

/// A cell as the value its field holds.
pub(crate) fn from_sql(field_type: &FieldType, cell: ValueRef<'_>) -> Result<Option<Value>> {
    let value = match (field_type, cell) {
        (_, ValueRef::Null) => return Ok(None),
        (FieldType::Bool, ValueRef::Integer(number)) => Value::Bool(number != 0),
        (_, ValueRef::Integer(number)) => Value::Int(number),
        (_, ValueRef::Blob(bytes)) => Value::Ref(Item::Id(
            RecordId::from_slice(bytes)
                .ok_or_else(|| StoreFault::Log("登记编号长度不对".into()))?,
        )),
        (_, ValueRef::Real(number)) => Value::Text(number.to_string()),
        (kind, ValueRef::Text(bytes)) => {
            let text =
                std::str::from_utf8(bytes).map_err(|fault| StoreFault::Log(fault.to_string()))?;
            match kind {
                FieldType::Date => match PartialDate::parse_iso(text) {
                    Some(date) => Value::Date(date),
                    None => Value::Text(text.to_owned()),
                },
                FieldType::Ref(_) => Value::Ref(Item::Text(text.to_owned())),
                FieldType::Refs(_) | FieldType::Choices(_) => Value::Set(elements(text)),
                _ => Value::Text(text.to_owned()),
            }
        }
    };
    Ok(Some(value))
}

fn elements(text: &str) -> BTreeSet<Item> {
    text.split(SEPARATOR)
        .filter(|part| !part.is_empty())
        .map(|part| {
            part.strip_prefix('#')
                .and_then(RecordId::parse)
                .map_or_else(
                    || Item::Text(part.strip_prefix('\'').unwrap_or(part).to_owned()),
                    Item::Id,
                )
        })
        .collect()
}

/// Columns of a row as [`read_row`] expects them.
pub(crate) fn row_columns(kind: &RecordType) -> String {
    let mut columns: Vec<String> = ["id", "_state", "_void"].map(String::from).to_vec();
    columns.extend(kind.fields.iter().filter(|it| it.has_column()).map(column));
    columns.join(", ")
}

/// Reads a row whose columns are: id, state, void reason, then every field with a column, from
/// `first` on.
pub(crate) fn read_row(kind: &RecordType, cells: &rusqlite::Row<'_>, first: usize) -> Result<Row> {
    let id = RecordId::from_slice(cells.get_ref(first)?.as_blob().unwrap_or_default())
        .ok_or_else(|| StoreFault::Log("登记编号读不出来".into()))?;
    let state: i64 = cells.get(first + 1)?;
    let mut row = Row::empty(id, kind);
    row.retracted = state == super::table::RETRACTED;
    row.voided = cells.get(first + 2)?;
    let mut at = first + 3;
    for (field, place) in kind.fields.iter().zip(&mut row.values) {
        if field.has_column() {
            *place = from_sql(&field.field_type, cells.get_ref(at)?)?;
            at += 1;
        }
    }
    Ok(row)
}
