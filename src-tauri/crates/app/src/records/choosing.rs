//! Decisions between values that stand beside each other. A decision is an ordinary edit whose writer
//! had all of them before the eyes, so it travels and closes the question on every PC, and is taken
//! back like any other.

use std::sync::Arc;

use domain::operation::Operation;
use domain::record::{FieldFault, FieldKey, RecordType, Row, Severity, Value};

use crate::faults::fault_at;
use crate::records::edits::saved;
use crate::records::entry::Entries;
use crate::records::reading::Edit;
use crate::session::App;
use crate::wire::{Saved, UserError};

/// What a field becomes.
pub(crate) enum Choice {
    /// A value that stands there already: it was accepted where it was written, so that what speaks
    /// against it is only told.
    Standing(FieldKey, Option<Value>),
    /// Another value, as it was read, and what is wrong with it.
    Written(Vec<Edit>, Vec<FieldFault>),
}

/// Writes decisions over fields of a record.
pub(crate) fn decide(
    app: &mut App,
    kind: &Arc<RecordType>,
    row: &Row,
    choices: Vec<Choice>,
    operation: Operation<'_>,
) -> Result<Saved, UserError> {
    let (mut edits, mut faults, mut standing) = (Vec::new(), Vec::new(), Vec::new());
    for choice in choices {
        match choice {
            Choice::Standing(field, value) => {
                standing.push(field.clone());
                edits.push((field, value));
            }
            Choice::Written(written, wrong) => {
                edits.extend(written);
                faults.extend(wrong);
            }
        }
    }
    let mut entries = Entries::deciding(app)?;
    let mut entry = entries.entry(app.ledger()?, kind, Some(row), edits, faults)?;
    for fault in &mut entry.faults {
        if standing.contains(&fault.field) {
            fault.severity = Severity::Warning;
        }
    }
    let warnings = entry.ready(kind)?;
    let operation = app.operation(operation)?;
    let title = operation.title.clone();
    let committed = app
        .ledger()?
        .write::<_, UserError>(operation, |tx| entries.write(tx, kind, &entry))?;
    Ok(Saved {
        warnings: warnings.iter().map(|it| fault_at(kind, it)).collect(),
        ..saved(committed, title)
    })
}

/// Keeps a record that one device voided while another edited it, or voids it for this reason.
pub(crate) fn settle_dispute(
    app: &mut App,
    kind: &Arc<RecordType>,
    row: &Row,
    name: &str,
    reason: Option<&str>,
) -> Result<Saved, UserError> {
    let operation = app.operation(match reason {
        None => Operation::KeepVoided { kind, name },
        Some(_) => Operation::AcceptVoid { kind, name },
    })?;
    let title = operation.title.clone();
    let committed = app.ledger()?.write::<_, UserError>(operation, |tx| {
        match reason {
            None => tx.keep(kind.key.as_str(), row.id)?,
            Some(reason) => tx.accept_void(kind.key.as_str(), row.id, reason)?,
        }
        Ok(row.id)
    })?;
    Ok(saved(committed, title))
}
