//! Records voided and restored, findings dismissed.

use domain::operation::Operation;
use domain::record::{RecordId, Value};
use domain::trace::{FINDING, Finding, FindingState};
use store::ledger::Committed;

use crate::faults::not_found;
use crate::records::registers::kind_of;
use crate::records::rows::find_row;
use crate::session::App;
use crate::wire::{ErrorCode, OfRecord, Saved, SettleFinding, UserError, VoidRecord};

pub(crate) fn void_record(app: &mut App, request: VoidRecord) -> Result<Saved, UserError> {
    let kind = kind_of(app, &request.register)?;
    let row = find_row(app, &kind, &request.id)?;
    let reason = request.reason.trim().to_owned();
    if reason.is_empty() {
        return Err(UserError::new(
            ErrorCode::Invalid,
            "没有写作废的原因",
            "请写明原因，如：重复登记",
        ));
    }
    if let Some(known) = &row.voided {
        return Err(UserError::new(
            ErrorCode::Precondition,
            format!("{}已经作废（{known}）", kind.this_one()),
            "",
        ));
    }
    let operation = app.operation(Operation::Void {
        kind: &kind,
        name: &kind.name_of(&row),
    })?;
    let title = operation.title.clone();
    let committed = app.ledger()?.write::<_, UserError>(operation, |tx| {
        tx.void(kind.key.as_str(), row.id, &reason)?;
        Ok(row.id)
    })?;
    Ok(saved(committed, title))
}

pub(crate) fn restore_record(app: &mut App, request: OfRecord) -> Result<Saved, UserError> {
    let kind = kind_of(app, &request.register)?;
    let row = find_row(app, &kind, &request.id)?;
    if row.voided.is_none() {
        return Err(UserError::new(
            ErrorCode::Precondition,
            format!("{}没有作废，不用恢复", kind.this_one()),
            "",
        ));
    }
    let operation = app.operation(Operation::Restore {
        kind: &kind,
        name: &kind.name_of(&row),
    })?;
    let title = operation.title.clone();
    let committed = app.ledger()?.write::<_, UserError>(operation, |tx| {
        tx.restore(kind.key.as_str(), row.id)?;
        Ok(row.id)
    })?;
    Ok(saved(committed, title))
}

pub(crate) fn settle_finding(app: &mut App, request: SettleFinding) -> Result<Saved, UserError> {
    let missing = || {
        not_found(
            "待核实的问题",
            &request.id,
            "它可能已经处理过了，请刷新后再看",
        )
    };
    let id = RecordId::parse(&request.id).ok_or_else(missing)?;
    let ledger = app.ledger()?;
    let kind = ledger
        .registry()
        .get(FINDING)
        .cloned()
        .ok_or_else(missing)?;
    let row = ledger.read().get(FINDING, id)?.ok_or_else(missing)?;
    let reason = row.read(&kind, Finding::REASON).unwrap_or_default();
    let operation = app.operation(Operation::DismissFinding { reason })?;
    let title = operation.title.clone();
    let committed = app.ledger()?.write::<_, UserError>(operation, |tx| {
        let state = Some(Value::Text(FindingState::Dismissed.word().into()));
        tx.edit(FINDING, id, vec![(Finding::STATE.into(), state)])?;
        Ok(id)
    })?;
    Ok(saved(committed, title))
}

pub(crate) fn saved(committed: Committed<RecordId>, title: String) -> Saved {
    Saved {
        id: committed.value.to_string(),
        operation: committed.operation.map(|it| it.to_string()),
        title,
        changed: committed.kinds.iter().map(ToString::to_string).collect(),
        warnings: Vec::new(),
    }
}
