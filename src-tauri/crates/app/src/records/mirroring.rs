//! What another record says of this one follows it: the visit in 簿一 tells what came of its matter.

use std::sync::Arc;

use domain::record::{RecordId, RecordType, Row, Value};
use store::error::StoreFault;
use store::ledger::Tx;

use crate::naming::referred;
use crate::records::reading::Edit;

/// Edits a record, and those that mirror fields of it.
pub(crate) fn edit(
    tx: &mut Tx<'_>,
    kind: &Arc<RecordType>,
    id: RecordId,
    edits: Vec<Edit>,
) -> Result<(), StoreFault> {
    let touches = kind.mirrors.iter().any(|it| {
        let mut own = it.fields.iter().map(|(own, _)| own);
        own.any(|own| edits.iter().any(|(key, _)| key == own))
    });
    if !touches {
        return tx.edit(kind.key.as_str(), id, edits);
    }
    let before = tx.get(kind.key.as_str(), id)?;
    tx.edit(kind.key.as_str(), id, edits)?;
    let after = tx.get(kind.key.as_str(), id)?;
    match (before, after) {
        (Some(before), Some(after)) => follow(tx, kind, &before, &after),
        _ => Ok(()),
    }
}

fn follow(tx: &mut Tx<'_>, kind: &RecordType, before: &Row, after: &Row) -> Result<(), StoreFault> {
    for mirror in &kind.mirrors {
        let through = kind.field(mirror.through.as_str());
        let other = through.and_then(|field| referred(tx.registry(), field));
        let named = after.get(kind, mirror.through.as_str());
        let (Some(other), Some(id)) = (other, named.and_then(Value::as_id)) else {
            continue;
        };
        let Some(row) = tx.get(other.key.as_str(), id)?.filter(Row::is_live) else {
            continue;
        };
        let mut edits: Vec<Edit> = Vec::new();
        for (own, theirs) in &mirror.fields {
            let (old, new) = (
                before.get(kind, own.as_str()),
                after.get(kind, own.as_str()),
            );
            let said = row.get(&other, theirs.as_str());
            if old != new && said != new && (said.is_none() || said == old) {
                edits.push((theirs.clone(), new.cloned()));
            }
        }
        if !edits.is_empty() {
            tx.edit(other.key.as_str(), id, edits)?;
        }
    }
    Ok(())
}
