//! A record saved from its form, or by one call of a script.

use domain::record::{RecordType, Row, Value};

use crate::faults::fault_at;
use crate::records::edits::saved;
use crate::records::entry::Intake;
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
            format!("这条{}已作废（{reason}），不能修改", kind.title),
            "要修改请先恢复",
        ));
    }
    let (edits, faults) = read_values(&kind, &request.values)?;
    let mut intake = Intake::open(app)?;
    let entry = intake.entry(app.ledger()?, &kind, before.as_ref(), edits, faults)?;
    let warnings = entry.ready(&kind)?;

    let name = kind.name_of(&entry.row);
    let (sort, verb) = if before.is_some() {
        ("edit", "修改")
    } else {
        ("create", "新增")
    };
    let title = match parent_name(app, &kind, &entry.edits, before.as_ref())? {
        Some(parent) => format!("{verb} {parent} 的{} {name}", kind.title),
        None => format!("{verb}{} {name}", kind.title),
    };
    let operation = app.operation(&format!("{}.{sort}", kind.key), title.trim().to_owned())?;
    let committed = app
        .ledger()?
        .write::<_, UserError>(operation, |tx| intake.write(tx, &kind, &entry))?;
    Ok(Saved {
        warnings: warnings.iter().map(|it| fault_at(&kind, it)).collect(),
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
