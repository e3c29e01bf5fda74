//! Fields that say what was decided for the office: once the office has a chairman or a reviewer, only
//! they write such a field, whichever way it comes in.

use std::sync::Arc;

use domain::calendar::Today;
use domain::record::{
    Change, Field, FieldFault, OperationId, RecordType, Registry, Row, Source, Value, Write,
};
use domain::workflow::{STEP, StepRow};

use crate::records::reading::Edit;
use crate::session::App;
use crate::wire::{ErrorCode, Right, UserError};

/// Why the person at the keyboard may not decide for the office; `None` where they may.
pub(crate) fn may_not_decide(app: &mut App) -> Result<Option<UserError>, UserError> {
    match app.check_role(Right::Decide) {
        Ok(()) => Ok(None),
        Err(error) if error.code == ErrorCode::Precondition => Ok(Some(error)),
        Err(error) => Err(error),
    }
}

/// Who fills a field by which a decision is told, e.g. 由主席或审核办理“销号”时填写.
pub(crate) fn decided_how(kind: &RecordType, field: &Field) -> Option<String> {
    let workflow = kind.workflow.as_ref();
    let step = workflow.and_then(|it| it.decided_by(&field.key));
    field.by_decision.then(|| match step {
        Some(step) => format!("由主席或审核办理“{}”时填写", step.title),
        None => "由主席或审核填写".into(),
    })
}

/// The refusal of a decision that is left to others.
pub(crate) fn left_to_others(kind: &RecordType, field: &Field) -> FieldFault {
    let how = decided_how(kind, field).unwrap_or_default();
    FieldFault::error(
        field,
        format!("“{}”{how}", field.label),
        "这一栏请保持原样；要改的，请主席或审核来改（点右上角的姓名换人）",
    )
}

/// The decisions among edits, each with its refusal.
pub(crate) fn decisions_in(
    kind: &RecordType,
    before: Option<&Row>,
    edits: &[Edit],
) -> Vec<FieldFault> {
    edits
        .iter()
        .filter_map(|(key, value)| Some((kind.field(key.as_str())?, value.as_ref())))
        .filter(|(field, value)| {
            let stands = before.and_then(|row| row.get(kind, field.key.as_str()));
            field.by_decision && said(stands) != said(*value)
        })
        .map(|(field, _)| left_to_others(kind, field))
        .collect()
}

/// A decision that says no (重点督办: 否) is none.
fn said(value: Option<&Value>) -> Option<&Value> {
    value.filter(|it| **it != Value::Bool(false))
}

/// Whether a new row of a sheet tells of what is over: such a row brings its decisions along.
pub(crate) fn tells_of_the_past(kind: &RecordType, row: &Row, today: &Today) -> bool {
    if let Some(workflow) = kind.workflow.as_ref().filter(|it| it.backfill.is_some()) {
        return workflow.is_backfill(kind, row);
    }
    let dated = kind.serial.as_ref().map(|it| it.year_of.as_str());
    let day = dated
        .and_then(|key| row.get(kind, key))
        .and_then(Value::as_date);
    day.is_some_and(|it| it.last_day() < today.date)
}

/// Refuses to take a decision back, or to make it again, to a person who leaves deciding to others.
pub(crate) fn check_reversal(app: &mut App, of: OperationId) -> Result<(), UserError> {
    let Some(mut error) = may_not_decide(app)? else {
        return Ok(());
    };
    let ledger = app.ledger()?;
    let Some(mut head) = ledger.operation_head(of)? else {
        return Ok(());
    };
    let again = head.source == Source::Undo;
    while let Some(undone) = head.undoes {
        match ledger.operation_head(undone)? {
            Some(earlier) => head = earlier,
            None => break,
        }
    }
    let registry = ledger.registry().clone();
    let mut steps = None;
    let mut decides = false;
    ledger.changes_of(head.id, |change| {
        if change.kind == *STEP {
            steps = Some(steps.unwrap_or(false) || step_decides(&registry, &change));
        } else if head.source != Source::Import {
            decides |= writes_decision(&registry, &change);
        }
        Ok(steps != Some(true))
    })?;
    // A step that does not decide (反弹重开) may clear what was decided: whoever takes it takes it back.
    if steps.unwrap_or(decides) {
        let (what, title) = (if again { "重做" } else { "撤销" }, &head.title);
        error.message = format!("“{title}”是审批，不能由你{what}：{}", error.message);
        return Err(error);
    }
    Ok(())
}

/// Whether a step's own row is of a step that decides.
fn step_decides(registry: &Registry, change: &Change) -> bool {
    let Some(Write::Put(Some(Value::Text(key)))) = change.writes.get(StepRow::STEP.key()) else {
        return false;
    };
    let mut workflows = registry.iter().filter_map(|it| it.workflow.as_ref());
    workflows.any(|it| {
        it.steps
            .iter()
            .any(|step| step.key == key && step.decides.is_some())
    })
}

/// Whether a change writes a field by which a decision is told.
fn writes_decision(registry: &Registry, change: &Change) -> bool {
    let kind: Option<&Arc<RecordType>> = registry.get(change.kind.as_str());
    kind.is_some_and(|kind| {
        let mut fields = change
            .writes
            .keys()
            .filter_map(|key| kind.field(key.as_str()));
        fields.any(|field| field.by_decision)
    })
}
