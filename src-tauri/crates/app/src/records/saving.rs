//! A record saved from its form, or by one call of a script.

use domain::operation::Operation;
use domain::record::{RecordType, Row, Value};

use crate::faults::fault_at;
use crate::records::edits::saved;
use crate::records::entry::Entries;
use crate::records::meanwhile::{changed_meanwhile, refusal};
use crate::records::reading::{Edit, read_values};
use crate::records::registers::kind_of;
use crate::records::rows::find_row;
use crate::session::App;
use crate::wire::{ErrorCode, Save, Saved, UserError};

pub(crate) fn save(app: &mut App, request: Save) -> Result<Saved, UserError> {
    let kind = kind_of(app, &request.register)?;
    let before = match &request.id {
        Some(id) => Some(find_row(app, &kind, id)?),
        None => None,
    };
    if let Some(reason) = before.as_ref().and_then(|row| row.voided.as_ref()) {
        return Err(UserError::new(
            ErrorCode::Precondition,
            format!("{}已作废（{reason}），不能修改", kind.this_one()),
            "要修改请先恢复",
        ));
    }
    let (edits, faults) = read_values(&kind, &request.values, app.today())?;
    let mut entries = Entries::open(app)?;
    let entry = entries.entry(app.ledger()?, &kind, before.as_ref(), edits, faults)?;
    let (edits, seen) = (&entry.edits, &request.seen);
    let meanwhile = changed_meanwhile(app.ledger()?, &kind, before.as_ref(), edits, seen)?;
    if !meanwhile.is_empty() {
        return Err(refusal(&kind, meanwhile));
    }
    let warnings = entry.ready(&kind)?;

    let name = kind.name_of(&entry.row);
    let parent = parent_name(app, &kind, &entry.edits, before.as_ref())?;
    let (kind, name, parent) = (&kind, name.as_str(), parent.as_deref());
    let operation = app.operation(match before {
        Some(_) => Operation::Edit { kind, name, parent },
        None => Operation::Make { kind, name, parent },
    })?;
    let title = operation.title.clone();
    let committed = app
        .ledger()?
        .write::<_, UserError>(operation, |tx| entries.write(tx, kind, &entry))?;
    Ok(Saved {
        warnings: warnings.iter().map(|it| fault_at(kind, it)).collect(),
        ..saved(committed, title)
    })
}

/// What the record is called in which this row stands; `None` for a record of its own.
fn parent_name(
    app: &mut App,
    kind: &RecordType,
    edits: &[Edit],
    before: Option<&Row>,
) -> Result<Option<String>, UserError> {
    let Some(link) = &kind.parent else {
        return Ok(None);
    };
    let given = edits
        .iter()
        .find(|(key, _)| *key == link.field)
        .and_then(|(_, value)| value.as_ref())
        .or_else(|| before.and_then(|row| row.get(kind, link.field.as_str())));
    let parent = link.kind.as_ref().zip(given.and_then(Value::as_id));
    match parent {
        Some((parent, id)) => Ok(app.ledger()?.read().name_of(parent.as_str(), id)?),
        None => Ok(None),
    }
}
