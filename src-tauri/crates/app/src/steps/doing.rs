//! Doing a step: of one record, of several at once.

use std::sync::Arc;

use domain::operation::Operation;
use domain::record::{FieldKey, Item, RecordId, RecordType, Value};
use domain::workflow::{Refusal, STEP, Step};
use store::ledger::{NewOperation, Tx};

use crate::records::entry::Entries;
use crate::records::meanwhile::met_meanwhile;
use crate::records::mirroring;
use crate::records::reading::Edit;
use crate::records::registers::kind_of;
use crate::records::rows::{find_row, parent_text};
use crate::records::writing::correct_findings;
use crate::session::App;
use crate::steps::others::tell;
use crate::steps::preparing::{Prepared, prepare, workflow_of};
use crate::steps::seen_row::met_in_row;
use crate::wire::{Act, ActMany, Acted, ActedMany, ErrorCode, FaultAt, NotActed, Right, UserError};

impl From<Refusal> for UserError {
    fn from(refusal: Refusal) -> Self {
        let code = match refusal {
            Refusal::Unknown { .. } => ErrorCode::NotFound,
            _ => ErrorCode::Precondition,
        };
        Self::new(code, refusal.to_string(), refusal.hint())
    }
}

pub(crate) fn act(app: &mut App, request: Act) -> Result<Acted, UserError> {
    let kind = kind_of(app, &request.register)?;
    let row = find_row(app, &kind, &request.id)?;
    let mut met = met_meanwhile(
        app.ledger()?,
        &kind,
        &row,
        &request.seen,
        &[&request.values],
    )?;
    let named = [request.step.as_str()];
    met.extend(met_in_row(app, &kind, &row, &named, &request.seen)?);
    if !met.is_empty() {
        let title = workflow_of(&kind)?.step(&request.step)?.title;
        return Err(not_done(title, met));
    }
    let mut entries = Entries::open(app)?;
    let prepared = prepare(
        app,
        &mut entries,
        &kind,
        &row,
        &request.step,
        &request.values,
    )?;
    prepared.step.by_itself()?;
    allow(app, &prepared.step)?;
    let operation = app.operation(Operation::Step {
        kind: &kind,
        step: prepared.step.key,
        title: prepared.step.title,
        name: &kind.name_of(&row),
    })?;
    write(app, &kind, operation, vec![prepared], &mut entries)
}

/// Refuses a step to a person whose role leaves it to others.
pub(super) fn allow(app: &mut App, step: &Step) -> Result<(), UserError> {
    match step.decides {
        Some(_) => app.check_role(Right::Decide),
        None => Ok(()),
    }
}

/// The refusal of steps over a record in which others wrote meanwhile.
pub(super) fn not_done(title: &str, faults: Vec<FaultAt>) -> UserError {
    let sentences: Vec<&str> = faults.iter().map(|it| it.reason.as_str()).collect();
    let mut error = UserError::new(
        ErrorCode::Invalid,
        format!("“{title}”还没有登记：{}", sentences.join("；")),
        "请看一看现在的内容，再登记一次",
    );
    error.faults = faults;
    error
}

/// Writes the steps of one record as one operation; it stands where the last of them leads.
pub(super) fn write(
    app: &mut App,
    kind: &Arc<RecordType>,
    operation: NewOperation,
    steps: Vec<Prepared>,
    entries: &mut Entries,
) -> Result<Acted, UserError> {
    let title = operation.title.clone();
    let last = steps.last();
    let id = last.map_or_else(String::new, |it| it.id.to_string());
    let state = last.map_or_else(String::new, |it| it.to.clone());
    let warnings = steps.iter().flat_map(|it| it.warnings.clone()).collect();
    let committed = app.ledger()?.write::<_, UserError>(operation, |tx| {
        for it in steps {
            take(tx, kind, it, entries)?;
        }
        Ok(())
    })?;
    Ok(Acted {
        id,
        state,
        operation: committed.operation.map(|it| it.to_string()),
        title,
        warnings,
        changed: committed.kinds.iter().map(ToString::to_string).collect(),
    })
}

pub(crate) fn act_many(app: &mut App, request: ActMany) -> Result<ActedMany, UserError> {
    let kind = kind_of(app, &request.register)?;
    let workflow = workflow_of(&kind)?;
    let step = workflow.step(&request.step)?;
    let (key, title) = (step.key, step.title);
    allow(app, step)?;
    let mut left = Vec::new();
    let mut prepared = Vec::new();
    let mut seen = Vec::new();
    let mut first = None;
    let mut warnings = Vec::new();
    let mut entries = Entries::open(app)?;
    for id in &request.ids {
        let row = find_row(app, &kind, id)?;
        if seen.contains(&row.id) {
            continue;
        }
        seen.push(row.id);
        if let Some(known) = request.seen.get(id) {
            let mut met = met_meanwhile(app.ledger()?, &kind, &row, known, &[&request.values])?;
            met.extend(met_in_row(app, &kind, &row, &[key], known)?);
            if !met.is_empty() {
                let error = not_done(title, met);
                left.push(NotActed {
                    id: row.id.to_string(),
                    record: kind.name_of(&row),
                    reason: error.to_string(),
                });
                first.get_or_insert(error);
                continue;
            }
        }
        match prepare(
            app,
            &mut entries,
            &kind,
            &row,
            &request.step,
            &request.values,
        ) {
            Ok(it) => {
                it.step.by_itself()?;
                let name = kind.name_of(&row);
                warnings.extend(it.warnings.iter().map(|said| format!("“{name}”{said}")));
                prepared.push(it);
            }
            Err(error) if matches!(error.code, ErrorCode::Precondition | ErrorCode::Invalid) => {
                left.push(NotActed {
                    id: row.id.to_string(),
                    record: kind.name_of(&row),
                    reason: error.to_string(),
                });
                first.get_or_insert(error);
            }
            Err(error) => return Err(error),
        }
    }
    if let Some(error) = first.filter(|_| prepared.is_empty()) {
        return Err(error);
    }
    if seen.is_empty() {
        return Err(UserError::new(
            ErrorCode::BadRequest,
            format!("没有选择要{title}的登记"),
            "请先在列表里勾选",
        ));
    }
    let operation = app.operation(Operation::StepMany {
        kind: &kind,
        step: key,
        title,
        records: prepared.len(),
    })?;
    let title = operation.title.clone();
    let done: Vec<String> = prepared.iter().map(|it| it.id.to_string()).collect();
    let committed = app.ledger()?.write::<_, UserError>(operation, |tx| {
        for it in prepared {
            take(tx, &kind, it, &mut entries)?;
        }
        Ok(())
    })?;
    Ok(ActedMany {
        done,
        left,
        operation: committed.operation.map(|it| it.to_string()),
        title,
        changed: committed.kinds.iter().map(ToString::to_string).collect(),
        warnings,
    })
}

/// Writes a step: the record, the row inside it, the step's own row.
pub(crate) fn take(
    tx: &mut Tx<'_>,
    kind: &Arc<RecordType>,
    mut it: Prepared,
    entries: &mut Entries,
) -> Result<RecordId, UserError> {
    entries.make(tx, &mut it.record)?;
    mirroring::edit(tx, kind, it.id, it.record.clone())?;
    correct_findings(tx, it.id, &it.record)?;
    if let Some((child, mut entry)) = it.inside {
        if let Some(link) = child.parent.as_ref().filter(|_| entry.id.is_none()) {
            let parent = match &link.kind {
                Some(_) => Value::Ref(Item::Id(it.id)),
                None => parent_text(it.id),
            };
            entry.edits.push((link.field.clone(), Some(parent)));
        }
        let made = entries.write(tx, &child, &entry)?;
        it.trace.push(("inside".into(), Some(parent_text(made))));
    }
    tx.create(STEP, given(it.trace))?;
    tell(tx, entries, kind, it.id, &it.step)?;
    Ok(it.id)
}

/// The values of a new row; what was left empty is no value.
fn given(edits: Vec<Edit>) -> Vec<(FieldKey, Value)> {
    let value = |(key, value): Edit| value.map(|value| (key, value));
    edits.into_iter().filter_map(value).collect()
}
