//! The questions of all registers, found by their ids.

use std::sync::Arc;

use domain::record::{ConflictId, FieldKey, Item, RecordId, RecordType, Rival, Row, Value};
use store::ledger::Ledger;

use crate::records::contest::sort_of;
use crate::session::App;
use crate::wire::{ContestSort, ErrorCode, RecordPlace, UserError};

/// A record with something beside its values.
pub(crate) struct Contested {
    pub(crate) kind: Arc<RecordType>,
    pub(crate) row: Row,
    pub(crate) fields: Vec<(FieldKey, Vec<Rival>)>,
}

impl Contested {
    pub(crate) fn sort(&self, field: &FieldKey, rivals: &[Rival]) -> ContestSort {
        sort_of(&self.kind, &self.row, field, rivals)
    }
}

/// One question.
pub(crate) struct Question {
    pub(crate) kind: Arc<RecordType>,
    pub(crate) row: Row,
    pub(crate) field: FieldKey,
    pub(crate) sort: ContestSort,
}

/// The records of these types with something beside their values.
pub(crate) fn contested(
    ledger: &Ledger,
    kinds: &[Arc<RecordType>],
) -> Result<Vec<Contested>, UserError> {
    let mut found = Vec::new();
    for kind in kinds {
        for (id, fields) in ledger.read().contested(kind.key.as_str())? {
            if let Some(row) = ledger.read().get(kind.key.as_str(), id)? {
                let kind = Arc::clone(kind);
                found.push(Contested { kind, row, fields });
            }
        }
    }
    Ok(found)
}

/// Every record type.
pub(crate) fn every_kind(ledger: &Ledger) -> Vec<Arc<RecordType>> {
    ledger.registry().iter().cloned().collect()
}

/// The question of this id.
///
/// # Errors
/// There is none, or it was decided meanwhile.
pub(crate) fn question(app: &mut App, id: &str) -> Result<Question, UserError> {
    let id = id.trim();
    let ledger = app.ledger()?;
    for it in contested(ledger, &every_kind(ledger))? {
        let named = it
            .fields
            .iter()
            .find(|(field, _)| ConflictId::of(it.row.id, field.as_str()).to_string() == id);
        if let Some((field, rivals)) = named {
            let sort = it.sort(field, rivals);
            return Ok(Question {
                field: field.clone(),
                sort,
                kind: it.kind,
                row: it.row,
            });
        }
    }
    Err(settled(id))
}

pub(crate) fn settled(id: &str) -> UserError {
    UserError::new(
        ErrorCode::Precondition,
        format!("没有编号为“{id}”的冲突，可能已经裁定过了"),
        "请刷新“冲突裁定”，或用 presidium conflicts 看现在有哪些",
    )
}

/// How a record is called: a row inside another record by the name of that one first; and whose page
/// shows it.
pub(crate) fn called(
    ledger: &Ledger,
    kind: &RecordType,
    row: &Row,
) -> Result<(String, Option<RecordPlace>), UserError> {
    let own = kind.name_of(row);
    if kind.register.is_some() {
        let page = RecordPlace {
            register: kind.register_key().to_owned(),
            id: row.id.to_string(),
        };
        return Ok((own, Some(page)));
    }
    let own = format!("{} {own}", kind.title).trim_end().to_owned();
    let Some((kind, row)) = parent(ledger, kind, row)? else {
        return Ok((own, None));
    };
    let (above, page) = called(ledger, &kind, &row)?;
    Ok((format!("{above} · {own}"), page))
}

/// The record in which a row stands.
fn parent(
    ledger: &Ledger,
    kind: &RecordType,
    row: &Row,
) -> Result<Option<(Arc<RecordType>, Row)>, UserError> {
    let Some(link) = &kind.parent else {
        return Ok(None);
    };
    let id = match row.get(kind, link.field.as_str()) {
        Some(Value::Ref(Item::Id(id))) => *id,
        Some(Value::Text(text)) => match RecordId::parse(text) {
            Some(id) => id,
            None => return Ok(None),
        },
        _ => return Ok(None),
    };
    let of = |it: &&Arc<RecordType>| match &link.kind {
        Some(kind) => it.key == *kind,
        None => it.register.is_some() || it.parent.is_some(),
    };
    for kind in ledger.registry().iter().filter(of) {
        if let Some(row) = ledger
            .read()
            .get(kind.key.as_str(), id)?
            .filter(|it| it.id != row.id)
        {
            return Ok(Some((Arc::clone(kind), row)));
        }
    }
    Ok(None)
}
