//! Earlier values put back: an ordinary edit of one field with a name of its own, so that undo,
//! history and validation treat it like any other.

use std::sync::Arc;

use domain::operation::Operation;
use domain::record::{FieldKey, Life, OperationId, RecordType, Row, Value};

use crate::faults::{fault_at, not_found};
use crate::records::edits::saved;
use crate::records::entry::Entries;
use crate::records::registers::kind_of;
use crate::records::rows::find_row;
use crate::session::App;
use crate::wire::{ErrorCode, RestoreValue, Saved, UserError};

pub(crate) fn restore_value(app: &mut App, request: RestoreValue) -> Result<Saved, UserError> {
    let kind = kind_of(app, &request.register)?;
    let row = find_row(app, &kind, &request.id)?;
    let missing = || not_found("这一步历史", &request.operation, "请刷新历史后再试");
    let operation = OperationId::parse(&request.operation).ok_or_else(missing)?;
    // By key as the history gives it, or by label.
    let field = kind.field_named(&request.field).map_or_else(
        || FieldKey::from(request.field.as_str()),
        |it| it.key.clone(),
    );
    let entry = app
        .ledger()?
        .history(kind.key.as_str(), row.id)?
        .into_iter()
        .rev()
        .find(|it| it.operation.id == operation && it.field == field)
        .ok_or_else(missing)?;
    let value = if request.before { entry.old } else { entry.new };
    if field == *Life::VOID {
        return restore_life(app, &kind, &row, value);
    }
    let label = kind
        .field(field.as_str())
        .filter(|it| it.is_logged())
        .map(|it| it.label.clone())
        .ok_or_else(missing)?;
    if row.get(&kind, field.as_str()) == value.as_ref() {
        return Err(UserError::new(
            ErrorCode::Precondition,
            format!("“{label}”现在就是这个内容，不用恢复"),
            "",
        ));
    }
    let operation = Operation::RestoreValue {
        kind: &kind,
        name: &kind.name_of(&row),
        field: &label,
    };
    write_one(app, &kind, &row, (field, value), operation)
}

/// Voided or standing again, as it was then.
fn restore_life(
    app: &mut App,
    kind: &Arc<RecordType>,
    row: &Row,
    value: Option<Value>,
) -> Result<Saved, UserError> {
    let reason = value.as_ref().and_then(Value::as_text).map(str::to_owned);
    if reason == row.voided {
        return Err(UserError::new(
            ErrorCode::Precondition,
            format!("{}现在就是这样，不用恢复", kind.this_one()),
            "",
        ));
    }
    let name = &kind.name_of(row);
    let operation = app.operation(match &reason {
        Some(_) => Operation::Void { kind, name },
        None => Operation::Restore { kind, name },
    })?;
    let title = operation.title.clone();
    let committed = app.ledger()?.write::<_, UserError>(operation, |tx| {
        match &reason {
            Some(reason) => tx.void(kind.key.as_str(), row.id, reason)?,
            None => tx.restore(kind.key.as_str(), row.id)?,
        }
        Ok(row.id)
    })?;
    Ok(saved(committed, title))
}

/// One field of a record, validated like the form.
fn write_one(
    app: &mut App,
    kind: &Arc<RecordType>,
    row: &Row,
    edit: (FieldKey, Option<Value>),
    operation: Operation<'_>,
) -> Result<Saved, UserError> {
    if let Some(reason) = &row.voided {
        return Err(UserError::new(
            ErrorCode::Precondition,
            format!("{}已作废（{reason}），不能修改", kind.this_one()),
            "要修改请先恢复",
        ));
    }
    let mut entries = Entries::open(app)?;
    let entry = entries.entry(app.ledger()?, kind, Some(row), vec![edit], Vec::new())?;
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
