//! What conditions and orders are made of: a field by its key, a value as a parameter.

use domain::record::{Field, FieldKey, FieldType, Item, RecordType, Value};
use rusqlite::types::Value as Sql;

use crate::error::{Result, StoreFault};
use crate::projection::to_sql;

/// A field by its key.
pub(super) fn named<'a>(kind: &'a RecordType, key: &FieldKey) -> Result<&'a Field> {
    kind.field(key.as_str()).ok_or_else(|| StoreFault::NoField {
        kind: kind.title.clone(),
        field: key.to_string(),
    })
}

/// A value as a parameter.
pub(super) fn owned(value: &Value) -> Sql {
    match to_sql(Some(value)) {
        rusqlite::types::ToSqlOutput::Owned(value) => value,
        rusqlite::types::ToSqlOutput::Borrowed(value) => value.try_into().unwrap_or(Sql::Null),
        _ => Sql::Null,
    }
}

/// How a reference to a record, or one element of a set, is looked for.
pub(super) fn element(field_type: &FieldType, item: &Item) -> Sql {
    if field_type.is_set() {
        owned(&Value::Set([item.clone()].into_iter().collect()))
    } else {
        owned(&Value::Ref(item.clone()))
    }
}
