//! The other records that steps declare: loading them, and doing to them what a step answers.

use domain::record::{RecordId, RecordType, Registry, Row};
use domain::workflow::{AfterStep, OnOther, Other, Others, Step};
use store::error::StoreFault;
use store::ledger::Tx;

use crate::naming::referred;
use crate::records::Entries;
use crate::records::reading::filled;
use crate::wire::UserError;

/// The records that the fields of a row name, as far as the step declares them.
pub(super) fn load(
    registry: &Registry,
    step: &Step,
    kind: &RecordType,
    row: &Row,
    mut get: impl FnMut(&str, RecordId) -> Result<Option<Row>, StoreFault>,
) -> Result<Others, UserError> {
    let mut others = Others::default();
    for (key, id) in step.named(kind, row) {
        let field = kind.field(key.as_str());
        let Some(of) = field.and_then(|field| referred(registry, field)) else {
            continue;
        };
        others.add(Other {
            field: key.clone(),
            row: get(of.key.as_str(), id)?,
            kind: of,
            id,
        });
    }
    Ok(others)
}

/// Does to other records what a step answers once its own record is written. What it reads stands
/// inside the operation: of several records stepped at once, the later see what the earlier did.
pub(super) fn tell(
    tx: &mut Tx<'_>,
    entries: &mut Entries,
    kind: &RecordType,
    id: RecordId,
    step: &Step,
) -> Result<(), UserError> {
    let Some(tells) = step.tells else {
        return Ok(());
    };
    let Some(row) = tx.get(kind.key.as_str(), id)? else {
        return Ok(());
    };
    let registry = tx.registry().clone();
    let others = load(&registry, step, kind, &row, |kind, id| tx.get(kind, id))?;
    let after = AfterStep {
        kind,
        row: &row,
        others: &others,
    };
    for it in tells(&after) {
        match it {
            OnOther::Change { kind, id, values } => {
                let before = tx.get(kind.as_str(), id)?;
                entries.put(tx, kind.as_str(), before.as_ref(), values)?;
            }
            OnOther::Make { kind, values } => {
                entries.put(tx, kind.as_str(), None, filled(values))?;
            }
        }
    }
    Ok(())
}
