//! What stands on a record's page beside its own fields: rows of its child types, and where the
//! record is used.

use std::sync::Arc;

use domain::record::{Item, RecordId, RecordType, Registry, Row};
use store::error::StoreFault;
use store::ledger::Ledger;
use store::query::{Filter, ListQuery};

use crate::naming::NameBook;
use crate::records::contest::open_among;
use crate::records::registers::kind_of;
use crate::records::rows::find_row;
use crate::session::App;
use crate::wire::{ListRow, OfRecord, PartRows, PartSchema, UseGroup, UseLine, UserError, Uses};

/// So many records are named for each field that refers to one; the rest is counted.
const NAMED: u32 = 8;

/// The types whose rows stand inside a record of this type, in the order of the page.
pub(crate) fn child_types(registry: &Registry, kind: &RecordType) -> Vec<Arc<RecordType>> {
    let inside = |it: &&Arc<RecordType>| {
        it.parent
            .as_ref()
            .is_some_and(|link| link.kind.as_ref() == Some(&kind.key))
    };
    let mut types: Vec<Arc<RecordType>> = registry.iter().filter(inside).cloned().collect();
    types.sort_by_key(|it| (it.part_order, it.key.clone()));
    types
}

/// The parts of a form, before there is a record.
pub(crate) fn part_schemas(registry: &Registry, kind: &RecordType) -> Vec<PartSchema> {
    child_types(registry, kind)
        .iter()
        .map(|child| PartSchema {
            register: child.key.to_string(),
            title: child.title.clone(),
            parent_field: child
                .parent
                .as_ref()
                .map_or_else(String::new, |link| link.field.to_string()),
        })
        .collect()
}

/// The rows inside a record, live ones first, voided ones after.
pub(crate) fn parts_of(
    ledger: &Ledger,
    kind: &RecordType,
    id: RecordId,
    today: chrono::NaiveDate,
) -> Result<Vec<PartRows>, UserError> {
    let book = NameBook::new(ledger.read()).on(today)?;
    let mut parts = Vec::new();
    for child in child_types(ledger.registry(), kind) {
        let mut rows = ledger.read().children(&child, id)?;
        rows.sort_by_key(|row| place(&child, row));
        let contested = ledger.read().contested(child.key.as_str())?;
        let view = |row: &Row| -> Result<ListRow, StoreFault> {
            let of_row = contested.iter().find(|(id, _)| *id == row.id);
            Ok(ListRow {
                id: row.id.to_string(),
                values: book.values(&child, row)?,
                voided: row.voided.clone(),
                findings: 0,
                to_fill: u32::try_from(child.to_fill(row).len()).unwrap_or(u32::MAX),
                contested: of_row.map_or_else(Vec::new, |(_, it)| open_among(&child, row, it)),
            })
        };
        parts.push(PartRows {
            register: child.key.to_string(),
            rows: rows.iter().map(view).collect::<Result<_, _>>()?,
        });
    }
    Ok(parts)
}

/// By the type's own order, else in the order they came.
fn place(kind: &RecordType, row: &Row) -> (bool, Vec<Option<String>>, RecordId) {
    let by = kind
        .order
        .iter()
        .map(|key| {
            row.get(kind, key.as_str()).map(|value| match value {
                domain::record::Value::Int(number) => format!("{number:020}"),
                other => domain::record::show(other, &|_| None),
            })
        })
        .collect();
    (row.voided.is_some(), by, row.id)
}

pub(crate) fn uses(app: &mut App, request: OfRecord) -> Result<Uses, UserError> {
    let kind = kind_of(app, &request.register)?;
    let row = find_row(app, &kind, &request.id)?;
    let groups = uses_of(app.ledger()?, &kind, row.id)?;
    Ok(Uses { groups })
}

/// The records that refer to one, by type and field; rows that stand inside it aside.
pub(crate) fn uses_of(
    ledger: &Ledger,
    kind: &RecordType,
    id: RecordId,
) -> Result<Vec<UseGroup>, UserError> {
    let registry = ledger.registry().clone();
    let mut groups = Vec::new();
    for user in registry.iter() {
        let inside = user
            .parent
            .as_ref()
            .filter(|link| link.kind.as_ref() == Some(&kind.key));
        for field in &user.fields {
            let refers = field.field_type.refers_to() == Some(&kind.key);
            let own_part = inside.is_some_and(|link| link.field == field.key);
            if !refers || own_part || !field.is_logged() {
                continue;
            }
            let query = ListQuery {
                filters: vec![Filter::Has(field.key.clone(), Item::Id(id))],
                limit: Some(NAMED),
                descending: true,
                ..ListQuery::all()
            };
            let page = ledger.read().list(user.key.as_str(), &query)?;
            if page.total == 0 {
                continue;
            }
            let mut records = Vec::new();
            for using in &page.rows {
                records.extend(line(ledger, user, using)?);
            }
            let title = user
                .register
                .as_ref()
                .map_or_else(|| user.title.clone(), |it| it.title.clone());
            groups.push(UseGroup {
                title,
                field: field.label.clone(),
                filter: user
                    .register
                    .as_ref()
                    .map(|it| (it.key.clone(), field.key.to_string())),
                total: page.total,
                records,
            });
        }
    }
    Ok(groups)
}

/// A record by its register; a row inside another one by the record that it stands in.
fn line(ledger: &Ledger, kind: &RecordType, row: &Row) -> Result<Option<UseLine>, UserError> {
    if let Some(register) = &kind.register {
        return Ok(Some(UseLine {
            register: register.key.clone(),
            id: row.id.to_string(),
            title: kind.name_of(row),
        }));
    }
    let Some(link) = &kind.parent else {
        return Ok(None);
    };
    let parent = link
        .kind
        .as_ref()
        .and_then(|it| ledger.registry().get(it.as_str()));
    let id = row
        .get(kind, link.field.as_str())
        .and_then(domain::record::Value::as_id);
    let (Some(parent), Some(id)) = (parent, id) else {
        return Ok(None);
    };
    let found = ledger.read().get(parent.key.as_str(), id)?;
    Ok(found
        .zip(parent.register.as_ref())
        .map(|(row, register)| UseLine {
            register: register.key.clone(),
            id: row.id.to_string(),
            title: parent.name_of(&row),
        }))
}
