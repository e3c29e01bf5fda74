//! Deciding: one of the values, another one, everything in a record for what one device wrote.

use std::collections::BTreeMap;

use domain::operation::Operation;
use domain::record::{FieldKey, Life, RecordType, Row, Value};
use store::ledger::Ledger;

use crate::conflicts::questions::{Question, called, contested, question, settled};
use crate::records::choosing::{Choice, decide, settle_dispute};
use crate::records::contested::{KEEP, VOID, check_may_decide, told};
use crate::records::edits::saved;
use crate::records::registers::kind_of;
use crate::records::{find_row, read_values};
use crate::session::App;
use crate::wire::{
    ContestSort, ErrorCode, ResolveConflict, ResolveRecord, Saved, SeeNoted, UserError,
};

/// What a record's reason begins with whose creation another device took back.
const TAKEN_BACK: &str = "新增已在另一台电脑上撤销";

pub(crate) fn resolve_conflict(
    app: &mut App,
    request: ResolveConflict,
) -> Result<Saved, UserError> {
    let found = question(app, &request.id)?;
    let Question {
        kind,
        row,
        field,
        sort,
    } = &found;
    let label = kind
        .field(field.as_str())
        .map_or("作废", |it| it.label.as_str())
        .to_owned();
    check_may_decide(app, *sort, &label)?;
    let (name, _) = called(app.ledger()?, kind, row)?;
    let choice = match (&request.take, &request.value) {
        (Some(take), None) if *sort == ContestSort::Void => {
            let reason = match *take {
                KEEP => None,
                VOID => Some(reason(app.ledger()?, kind, row, field)?),
                _ => return Err(no_such(2)),
            };
            return settle_dispute(app, kind, row, &name, reason.as_deref());
        }
        (Some(take), None) => {
            let values = standing(app.ledger()?, kind, row, field)?;
            let at = usize::try_from(*take).unwrap_or(0).checked_sub(1);
            let value = at.and_then(|at| values.get(at).cloned());
            let value = value.ok_or_else(|| no_such(values.len()))?;
            Choice::Standing(field.clone(), value)
        }
        (None, Some(value)) if kind.field(field.as_str()).is_some() => {
            let written = BTreeMap::from([(field.to_string(), value.clone())]);
            let (edits, faults) = read_values(kind, &written, app.today())?;
            Choice::Written(edits, faults)
        }
        (None, Some(_)) => {
            return Err(UserError::new(
                ErrorCode::Invalid,
                "一方作废、一方修改的，只能选保留或作废",
                "请选 1（保留）或 2（作废）",
            ));
        }
        _ => {
            return Err(UserError::new(
                ErrorCode::Invalid,
                "没有写清怎么裁定",
                "请选其中一个（take），或另写一个（value），两样只用一样",
            ));
        }
    };
    let operation = Operation::Decide {
        kind,
        name: &name,
        field: &label,
    };
    decide(app, kind, row, vec![choice], operation)
}

/// Everything that stands beside each other in a record as one device wrote it.
pub(crate) fn resolve_record(app: &mut App, request: ResolveRecord) -> Result<Saved, UserError> {
    let kind = kind_of(app, &request.register)?;
    let row = find_row(app, &kind, &request.record)?;
    let beside = app.ledger()?.read().conflicts(kind.key.as_str(), row.id)?;
    let fields = told(app, &kind, &row, &beside)?;
    let (name, _) = called(app.ledger()?, &kind, &row)?;
    let mut choices = Vec::new();
    for field in fields {
        let wrote = field
            .values
            .iter()
            .find(|it| it.sides.contains(&request.side));
        let Some(value) = wrote else { continue };
        check_may_decide(app, field.sort, &field.label)?;
        let key = FieldKey::from(field.field.as_str());
        if field.sort == ContestSort::Void {
            if value.take == VOID {
                let reason = reason(app.ledger()?, &kind, &row, &key)?;
                return settle_dispute(app, &kind, &row, &name, Some(&reason));
            }
            choices.insert(0, None);
            continue;
        }
        let values = standing(app.ledger()?, &kind, &row, &key)?;
        let at = usize::try_from(value.take).unwrap_or(0).saturating_sub(1);
        let taken = values.get(at).cloned().flatten();
        choices.push(Some(Choice::Standing(key, taken)));
    }
    if choices.is_empty() {
        return Err(settled(&request.record));
    }
    let kept = choices.iter().any(Option::is_none);
    let choices: Vec<Choice> = choices.into_iter().flatten().collect();
    if choices.is_empty() {
        return settle_dispute(app, &kind, &row, &name, None);
    }
    let operation = Operation::DecideAll {
        kind: &kind,
        name: &name,
        fields: choices.len() + usize::from(kept),
    };
    decide(app, &kind, &row, choices, operation)
}

/// What was only noted stays as it is shown.
pub(crate) fn see_noted(app: &mut App, request: SeeNoted) -> Result<Saved, UserError> {
    let kinds: Vec<_> = app.ledger()?.registry().iter().cloned().collect();
    let mut seen = Vec::new();
    for it in contested(app.ledger()?, &kinds)? {
        for (field, rivals) in &it.fields {
            let id = domain::record::ConflictId::of(it.row.id, field.as_str()).to_string();
            let noted = it.sort(field, rivals) == ContestSort::Noted;
            if noted && request.ids.contains(&id) && it.kind.field(field.as_str()).is_some() {
                let shown = it.row.get(&it.kind, field.as_str()).cloned();
                seen.push((it.kind.key.clone(), it.row.id, (field.clone(), shown)));
            }
        }
    }
    let Some(first) = seen.first().map(|(_, id, _)| *id) else {
        return Err(settled(request.ids.first().map_or("", String::as_str)));
    };
    let operation = app.operation(Operation::SeeNoted { fields: seen.len() })?;
    let title = operation.title.clone();
    let committed = app.ledger()?.write::<_, UserError>(operation, |tx| {
        for (kind, id, edit) in seen {
            tx.edit(kind.as_str(), id, vec![edit])?;
        }
        Ok(first)
    })?;
    Ok(saved(committed, title))
}

/// The different values of a field, the one shown first, as they are numbered.
fn standing(
    ledger: &Ledger,
    kind: &RecordType,
    row: &Row,
    field: &FieldKey,
) -> Result<Vec<Option<Value>>, UserError> {
    let contest = ledger.contest(kind.key.as_str(), row.id, field)?;
    let mut values: Vec<Option<Value>> = Vec::new();
    for writing in contest.writings {
        if !values.contains(&writing.value) {
            values.push(writing.value);
        }
    }
    Ok(values)
}

/// For which reason a record was voided that others edited.
fn reason(
    ledger: &Ledger,
    kind: &RecordType,
    row: &Row,
    dispute: &FieldKey,
) -> Result<String, UserError> {
    if *dispute == *Life::RETRACTION_DISPUTED {
        return Ok(TAKEN_BACK.into());
    }
    let dispute = ledger.dispute(kind.key.as_str(), row.id, dispute.as_str())?;
    let newest = dispute.set.iter().max_by_key(|it| it.operation.wall_ms);
    let reason = newest
        .and_then(|it| it.value.as_ref())
        .and_then(Value::as_text);
    Ok(reason.unwrap_or("另一台电脑上已作废").to_owned())
}

fn no_such(there: usize) -> UserError {
    UserError::new(
        ErrorCode::Invalid,
        format!("没有这一个：这一处有 {there} 种填写"),
        format!("请写 1 到 {there} 中的一个"),
    )
}
