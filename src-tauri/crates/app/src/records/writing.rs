//! Rows on their way to the log, with what their shown fields mean for their children.

use std::sync::Arc;

use domain::record::{ChildWrite, FieldKey, Item, RecordId, RecordType, Row, Value};
use domain::trace::{FINDING, Finding, FindingState};
use store::ledger::Tx;

use crate::records::mirroring;
use crate::records::reading::Edit;
use crate::records::rows::is_open;
use crate::wire::UserError;

/// Writes a row and what its shown fields mean for its children; answers its id.
pub(crate) fn write_row(
    tx: &mut Tx<'_>,
    kind: &Arc<RecordType>,
    id: Option<RecordId>,
    edits: Vec<Edit>,
) -> Result<RecordId, UserError> {
    let Some(id) = id else {
        let mut values = vec![None; kind.fields.len()];
        for (key, value) in edits {
            if let Some(at) = kind.position(key.as_str()) {
                values[at] = value;
            }
        }
        return make_row(tx, kind, values);
    };
    let logged = |key: &FieldKey| kind.field(key.as_str()).is_some_and(|it| it.is_logged());
    let (own, shown): (Vec<Edit>, Vec<Edit>) = edits.into_iter().partition(|(key, _)| logged(key));
    mirroring::edit(tx, kind, id, own)?;
    set_shown(tx, kind, id, &shown)?;
    Ok(id)
}

/// Makes a record of values by the places of their fields, and the children that its shown fields
/// mean; answers its id.
pub(crate) fn make_row(
    tx: &mut Tx<'_>,
    kind: &Arc<RecordType>,
    mut values: Vec<Option<Value>>,
) -> Result<RecordId, UserError> {
    let mut shown: Vec<Edit> = Vec::new();
    for (field, place) in kind.fields.iter().zip(&mut values) {
        if !field.is_logged()
            && let Some(value) = place.take()
        {
            shown.push((field.key.clone(), Some(value)));
        }
    }
    let id = tx.create_row(kind, values)?;
    set_shown(tx, kind, id, &shown)?;
    Ok(id)
}

/// Does to a record's children what setting its shown fields means.
fn set_shown(
    tx: &mut Tx<'_>,
    kind: &RecordType,
    id: RecordId,
    shown: &[Edit],
) -> Result<(), UserError> {
    let Some(children) = kind.children.as_ref().filter(|_| !shown.is_empty()) else {
        return Ok(());
    };
    let child = tx.kind(children.kind.as_str())?;
    let mut rows = tx.children(&child, id)?;
    rows.retain(Row::is_live);
    let link = child.parent.as_ref().map(|it| it.field.clone());
    for write in (children.set)(&child, &rows, shown) {
        match write {
            ChildWrite::Create(mut values) => {
                values.extend(link.clone().map(|link| (link, Value::Ref(Item::Id(id)))));
                tx.create(child.key.as_str(), values)?;
            }
            ChildWrite::Edit(child_id, values) => tx.edit(child.key.as_str(), child_id, values)?,
            ChildWrite::Void(child_id, reason) => tx.void(child.key.as_str(), child_id, &reason)?,
        }
    }
    Ok(())
}

/// Findings about fields that were just written are settled.
pub(crate) fn correct_findings(
    tx: &mut Tx<'_>,
    id: RecordId,
    edits: &[Edit],
) -> Result<(), UserError> {
    let kind = tx.kind(FINDING)?;
    let open: Vec<RecordId> = tx
        .children(&kind, id)?
        .iter()
        .filter(|row| is_open(&kind, row))
        .filter(|row| {
            let field = row.read(&kind, Finding::FIELD);
            edits.iter().any(|(key, _)| field == Some(key.as_str()))
        })
        .map(|row| row.id)
        .collect();
    for finding in open {
        let state = Some(Value::Text(FindingState::Corrected.word().into()));
        tx.edit(FINDING, finding, vec![(Finding::STATE.into(), state)])?;
    }
    Ok(())
}
