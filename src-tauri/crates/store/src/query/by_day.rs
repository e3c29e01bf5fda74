//! Columns that depend on the day, as SQL sees them: a function of the columns they read.

use std::sync::Arc;

use domain::calendar::Today;
use domain::record::{Field, Origin, RecordId, RecordType, Row};
use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;

use crate::error::{Result, StoreFault};
use crate::projection::{column, from_sql, to_sql};
use crate::query::{Filter, ListQuery, Order};

/// How SQL names a field's value: its column, or the function that computes it for the day.
pub(super) fn expression(kind: &RecordType, field: &Field) -> String {
    if field.has_column() {
        return column(field);
    }
    let columns: Vec<String> = read_by(kind, field).map(column).collect();
    format!("day{}({})", column(field), columns.join(", "))
}

/// The fields that a computed one is computed from.
pub(super) fn read_by<'a>(
    kind: &'a RecordType,
    field: &'a Field,
) -> impl Iterator<Item = &'a Field> {
    kind.fields
        .iter()
        .filter(|it| it.has_column() && (field.reads.is_empty() || field.reads.contains(&it.key)))
}

/// Makes the computed columns that a query speaks of known to the connection.
pub(super) fn install(conn: &Connection, kind: &Arc<RecordType>, query: &ListQuery) -> Result<()> {
    let mut asked: Vec<&Field> = query
        .filters
        .iter()
        .flat_map(Filter::keys)
        .chain(match &query.order {
            Order::Field(key) => Some(key),
            _ => None,
        })
        .filter_map(|key| kind.field(key.as_str()))
        .filter(|it| !it.has_column())
        .collect();
    asked.dedup_by(|a, b| a.key == b.key);
    for field in asked {
        install_field(conn, kind, field, query.today.as_ref())?;
    }
    Ok(())
}

/// Makes one computed column known to the connection.
pub(super) fn install_field(
    conn: &Connection,
    kind: &Arc<RecordType>,
    field: &Field,
    today: Option<&Today>,
) -> Result<()> {
    let (Origin::ByDay(compute), Some(today)) = (field.origin, today) else {
        return Err(StoreFault::NoField {
            kind: kind.title.clone(),
            field: field.label.clone(),
        });
    };
    let today = today.clone();
    let places: Vec<usize> = read_by(kind, field)
        .filter_map(|it| kind.position(it.key.as_str()))
        .collect();
    let flags = FunctionFlags::SQLITE_UTF8
        | FunctionFlags::SQLITE_DETERMINISTIC
        | FunctionFlags::SQLITE_DIRECTONLY;
    let count = i32::try_from(places.len()).unwrap_or(i32::MAX);
    let kind = Arc::clone(kind);
    let nobody = RecordId::new();
    let name = format!("day{}", column(field));
    conn.create_scalar_function(name.as_str(), count, flags, move |ctx| {
        let mut row = Row::empty(nobody, &kind);
        for (argument, at) in places.iter().enumerate() {
            let cell = ctx.get_raw(argument);
            // What cannot be read is as good as empty for a computed column.
            row.values[*at] = from_sql(&kind.fields[*at].field_type, cell).unwrap_or_default();
        }
        let value = compute(&kind, &row, &today);
        Ok(match to_sql(value.as_ref()) {
            rusqlite::types::ToSqlOutput::Owned(value) => value,
            rusqlite::types::ToSqlOutput::Borrowed(value) => {
                value.try_into().unwrap_or(rusqlite::types::Value::Null)
            }
            _ => rusqlite::types::Value::Null,
        })
    })?;
    Ok(())
}
