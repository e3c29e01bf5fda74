//! What a step would write, worked out and checked before anything is written.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::record::{Reads, RecordId, RecordType, Row, Severity, Value, validate};
use domain::workflow::{Done, STEP, Situation, Step, StepRow, Workflow};

use crate::faults::refused;
use crate::records::deciding::decisions_in;
use crate::records::entry::{Entries, Entry};
use crate::records::reading::{Edit, changed};
use crate::records::rows::parent_text;
use crate::session::App;
use crate::steps::asked::{Given, Places};
use crate::steps::others::load;
use crate::steps::surroundings::Surroundings;
use crate::wire::{ErrorCode, UserError};

/// A step ready to be written.
pub(crate) struct Prepared {
    pub(super) id: RecordId,
    pub(super) step: Step,
    /// The record as it leaves it.
    pub(super) after: Row,
    pub(super) to: String,
    pub(super) warnings: Vec<String>,
    pub(super) record: Vec<Edit>,
    pub(super) inside: Option<(Arc<RecordType>, Entry)>,
    /// The values of the step's own row.
    pub(super) trace: Vec<Edit>,
}

/// Works out what a step would write, or why it cannot be done.
pub(crate) fn prepare(
    app: &mut App,
    entries: &mut Entries,
    kind: &Arc<RecordType>,
    row: &Row,
    name: &str,
    values: &BTreeMap<String, String>,
) -> Result<Prepared, UserError> {
    let around = Surroundings::of(app, kind, row.id)?;
    prepare_among(app, entries, kind, (row, &around), name, values)
}

/// As [`prepare`], over a record and what stands around it as steps before this one leave them.
pub(super) fn prepare_among(
    app: &mut App,
    entries: &mut Entries,
    kind: &Arc<RecordType>,
    (row, around): (&Row, &Surroundings),
    name: &str,
    values: &BTreeMap<String, String>,
) -> Result<Prepared, UserError> {
    let workflow = workflow_of(kind)?;
    let step = workflow.step(name)?;
    let registry = app.ledger()?.registry().clone();
    let reader = app.ledger()?.read();
    let others = load(&registry, step, kind, row, |kind, id| reader.get(kind, id))?;
    let situation = around.situation(kind, row, &others);
    let to = workflow.possible(step, &situation)?;
    let mut warnings = step.warn.map_or_else(Vec::new, |warn| warn(&situation));
    let into = step.into_row.and_then(|find| find(&situation));
    let places = Places::of(&registry, kind, step)?;
    let mut given = Given::default();
    given.read(&places, &situation, step, values)?;
    let Given {
        mut record,
        inside: mut inside_edits,
        step: mut step_edits,
        mut faults,
    } = given;
    if !entries.may_decide && step.decides.is_none() {
        faults.extend(decisions_in(kind, Some(row), &record));
    }
    let reader = app.ledger()?.read();
    let names = &mut entries.names;
    names.resolve(&reader, kind, &mut record, &mut faults)?;
    if let Some(child) = &places.inside {
        names.resolve(&reader, child, &mut inside_edits, &mut faults)?;
    }
    let written = record.iter().chain(&inside_edits);
    warnings.extend(
        written
            .flat_map(|(_, value)| names.planned_in(value.as_ref()))
            .map(|(_, it)| {
                let (title, name) = (&it.kind.title, &it.name);
                format!("新登记了{title}“{name}”；名称写错了的，请撤销后改正")
            }),
    );
    let doubts = faults.extract_if(.., |it| it.severity == Severity::Warning);
    warnings.extend(doubts.map(|it| it.reason));
    let mut after = changed(kind, Some(row), &record);
    let reader = app.ledger()?.read();
    let others_after = load(&registry, step, kind, &after, |kind, id| {
        reader.get(kind, id)
    })?;
    let done = Done {
        before: situation,
        after: &after,
        others: &others_after,
        inside: &inside_edits,
        step: &step_edits,
    };
    faults.extend(step.check.map_or_else(Vec::new, |check| check(&done)));
    let effects = step.effect.map(|effect| effect(&done)).unwrap_or_default();
    let on = dated(step, &done);
    let dated_by = step.dated_by.as_ref();
    let ask = dated_by.and_then(|it| step.asks.iter().find(|ask| ask.field == *it));
    if let Some((_, field)) = ask.and_then(|ask| places.field(ask).ok()) {
        faults.extend(workflow.before_it_began(kind, row, field, on.as_ref()));
    }
    warnings.extend(earlier_than_the_last(&done.before, step, on.as_ref()));
    record.extend(effects.record);
    inside_edits.extend(effects.inside);
    let from = workflow.state_of(kind, row);
    if from != to || row.get(kind, workflow.stage.as_str()).is_none() {
        let word = Some(Value::Text(to.to_owned()));
        record.push((workflow.stage.clone(), word));
        if let Some(held) = &workflow.held {
            record.push((held.clone(), Some(Value::Text(from.to_owned()))));
        }
    }
    after = changed(kind, Some(row), &record);
    let the_day = entries.today.clone();
    let known = validate(kind, row, &the_day);
    // A field that is at fault as it was given is not found missing once more.
    let given: Vec<_> = faults.iter().map(|it| it.field.clone()).collect();
    faults.extend(
        validate(kind, &after, &the_day)
            .into_iter()
            .filter(|fault| {
                fault.severity == Severity::Error
                    && !given.contains(&fault.field)
                    && (record.iter().any(|(key, _)| *key == fault.field) || !known.contains(fault))
            }),
    );
    let inside = match places.inside.clone() {
        Some(child) => {
            let reader = app.ledger()?.read();
            let before = into.and_then(|id| around.row(&child, id));
            let (look, none) = (&mut &reader, Vec::new());
            let entry = entries.complete_allowed(look, &child, before, inside_edits, none)?;
            let errors = entry.faults.iter();
            faults.extend(errors.filter(|it| it.severity == Severity::Error).cloned());
            Some((child, entry))
        }
        None => None,
    };
    if !faults.is_empty() {
        let mut error = refused(kind, &faults);
        for at in error.faults.iter_mut().filter(|it| it.label.is_empty()) {
            let asked = step.asks.iter().find(|it| it.field == *at.field.as_str());
            if let Some((_, field)) = asked.and_then(|ask| places.field(ask).ok()) {
                at.label.clone_from(&field.label);
            }
        }
        let sentences: Vec<&str> = faults.iter().map(|it| it.reason.as_str()).collect();
        error.message = format!("“{}”还没有登记：{}", step.title, sentences.join("；"));
        return Err(error);
    }
    let text = |value: &str| Some(Value::Text(value.to_owned()));
    step_edits.extend([
        ("title".into(), text(step.title)),
        ("parent".into(), Some(parent_text(row.id))),
        ("step".into(), text(step.key)),
        ("on".into(), on),
        ("by".into(), text(&around.user)),
        ("from".into(), text(from)),
        ("to".into(), text(to)),
    ]);
    Ok(Prepared {
        id: row.id,
        step: step.clone(),
        after,
        to: to.to_owned(),
        warnings,
        record,
        inside,
        trace: step_edits,
    })
}

/// Steps follow each other: one dated before the last one was perhaps mistyped.
fn earlier_than_the_last(
    situation: &Situation<'_>,
    step: &Step,
    on: Option<&Value>,
) -> Option<String> {
    let (kind, rows) = situation.inside.of(STEP)?;
    let on = on.and_then(Value::as_date)?;
    let dated = rows
        .iter()
        .filter_map(|row| Some((row.read(kind, StepRow::ON)?, row)));
    let (last, row) = dated.max_by_key(|(on, _)| on.first_day())?;
    (on.last_day() < last.first_day()).then(|| {
        let title = row.read(kind, StepRow::TITLE).unwrap_or_default();
        format!(
            "“{}”的日期 {on} 早于已办的“{title}”（{last}），请核对",
            step.title
        )
    })
}

/// The day of a step.
fn dated(step: &Step, done: &Done<'_>) -> Option<Value> {
    let today = Value::Date(done.before.today.into());
    let Some(field) = &step.dated_by else {
        return Some(today);
    };
    let value = done
        .inside_by_key(field.as_str())
        .or_else(|| done.value(field.as_str()));
    Some(value.cloned().unwrap_or(today))
}

pub(super) fn workflow_of(kind: &RecordType) -> Result<&Workflow, UserError> {
    kind.workflow.as_ref().ok_or_else(|| {
        UserError::new(
            ErrorCode::BadRequest,
            format!("{}没有办理环节", kind.title),
            "请用修改",
        )
    })
}
