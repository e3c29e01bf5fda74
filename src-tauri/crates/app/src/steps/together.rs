//! Several steps of a record as one operation. Each is prepared over what the ones before it leave, with
//! the guards and checks it has by itself; where one cannot be done, none is. A run may end before its
//! last step instead (不满意: no 申请销号 follows).

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::operation::Operation;
use domain::record::{RecordType, Row, Value};
use domain::workflow::{Ask, Fill, Place, Run, Step, Workflow};
use store::query::{Filter, ListQuery, Order};

use crate::faults::not_found;
use crate::naming::NameBook;
use crate::records::Entries;
use crate::records::meanwhile::met_meanwhile;
use crate::records::registers::kind_of;
use crate::records::rows::find_row;
use crate::session::App;
use crate::steps::asked::Places;
use crate::steps::doing::{allow, not_done, write};
use crate::steps::preparing::{Prepared, prepare_among, workflow_of};
use crate::steps::seen_row::met_in_row;
use crate::steps::surroundings::Surroundings;
use crate::wire::{
    ActTogether, Acted, ErrorCode, FaultAt, Foreseen, ForeseenStep, Proposed, UserError,
};

/// So many of the newest records are looked through for one like the record at hand.
const LOOKED_THROUGH: u32 = 2_000;

/// How alike an earlier record must be before anything is proposed from it.
const ALIKE: f64 = 0.3;

type Written = BTreeMap<String, BTreeMap<String, String>>;

/// By step the field that dates it, and the day taken over from the step before.
type Dates = BTreeMap<&'static str, (String, String)>;

/// The steps of a run as they would be done.
struct PreparedRun {
    steps: Vec<Prepared>,
    /// Why it ends after these, before its last step.
    ends: Option<&'static str>,
    /// Why the next one is not possible.
    refused: Option<UserError>,
}

/// What the steps of a run are given.
struct Given<'a> {
    written: &'a Written,
    dates: &'a Dates,
}

pub(crate) fn act_together(app: &mut App, request: ActTogether) -> Result<Acted, UserError> {
    let kind = kind_of(app, &request.register)?;
    let row = find_row(app, &kind, &request.id)?;
    let run = run_of(&kind, &request.run)?;
    let written: Vec<_> = request.values.values().collect();
    let mut met = met_meanwhile(app.ledger()?, &kind, &row, &request.seen, &written)?;
    met.extend(met_in_row(app, &kind, &row, &run.steps, &request.seen)?);
    if !met.is_empty() {
        return Err(not_done(&run.title, asked_in(&kind, &run, met)?));
    }
    let dates = carried(app, &kind, &row, &run, &request.values)?;
    let mut entries = Entries::open(app)?;
    let given = Given {
        written: &request.values,
        dates: &dates,
    };
    let prepared = prepare_all(app, &mut entries, &kind, &row, &run, &given)?;
    if let Some(refused) = prepared.refused {
        return Err(refused);
    }
    for it in &prepared.steps {
        it.step.by_itself()?;
        allow(app, &it.step)?;
    }
    let taken: Vec<&str> = prepared.steps.iter().map(|it| it.step.key).collect();
    let operation = app.operation(Operation::Steps {
        kind: &kind,
        run: &workflow_of(&kind)?.run_of(&taken),
        name: &kind.name_of(&row),
    })?;
    let mut acted = write(app, &kind, operation, prepared.steps, &mut entries)?;
    acted.warnings.extend(prepared.ends.map(str::to_owned));
    Ok(acted)
}

/// What a run would write as it is filled in now; nothing is written.
pub(crate) fn foresee(app: &mut App, request: ActTogether) -> Result<Foreseen, UserError> {
    let kind = kind_of(app, &request.register)?;
    let row = find_row(app, &kind, &request.id)?;
    let run = run_of(&kind, &request.run)?;
    let workflow = workflow_of(&kind)?;
    let dates = carried(app, &kind, &row, &run, &request.values)?;
    let mut entries = Entries::open(app)?;
    let given = Given {
        written: &request.values,
        dates: &dates,
    };
    let prepared = prepare_all(app, &mut entries, &kind, &row, &run, &given)?;
    let mut ends = prepared.ends;
    let mut steps = Vec::new();
    for key in &run.steps {
        let step = workflow.step(key)?;
        let done = prepared.steps.iter().find(|it| it.step.key == step.key);
        let written = request.values.get(step.key);
        steps.push(ForeseenStep {
            step: step.key.to_owned(),
            values: values_of(app, &kind, step, done, dates.get(step.key))?,
            proposed: match request.propose {
                true => proposed(app, &kind, &row, step, written)?,
                false => Vec::new(),
            },
            warnings: match done {
                Some(it) => it.warnings.clone(),
                None => ends.take().into_iter().map(str::to_owned).collect(),
            },
        });
    }
    Ok(Foreseen {
        steps,
        refused: prepared.refused.map(|it| it.to_string()),
    })
}

/// The steps that are ordinarily taken together under this name; a single step is a run of one.
fn run_of(kind: &RecordType, name: &str) -> Result<Run, UserError> {
    let workflow = workflow_of(kind)?;
    let single = || {
        let step = workflow.step(name).ok()?;
        Some(workflow.run_of(&[step.key]))
    };
    workflow.run(name).cloned().or_else(single).ok_or_else(|| {
        let known: Vec<&str> = workflow.runs.iter().map(|it| it.title.as_str()).collect();
        not_found(
            &format!("{}可以一起办的几步", kind.title),
            name,
            &format!("可以一起办的：{}", known.join("；")),
        )
    })
}

/// Prepares the steps in their order, up to the first that cannot be done. There the run ends where that
/// step says so; else its refusal names the fields at fault as `step/field`.
fn prepare_all(
    app: &mut App,
    entries: &mut Entries,
    kind: &Arc<RecordType>,
    row: &Row,
    run: &Run,
    given: &Given<'_>,
) -> Result<PreparedRun, UserError> {
    let workflow = workflow_of(kind)?;
    if let Some(name) = given
        .written
        .keys()
        .find(|name| !run.steps.iter().any(|key| names(workflow, key, name)))
    {
        let hint = format!("可填：{}", run.title);
        return Err(not_found(&format!("“{}”里的环节", run.title), name, &hint));
    }
    let mut prepared: Vec<Prepared> = Vec::new();
    let mut around = Surroundings::of(app, kind, row.id)?;
    let mut at = row.clone();
    for key in &run.steps {
        let mut values = given
            .written
            .iter()
            .find(|(name, _)| names(workflow, key, name))
            .map_or_else(BTreeMap::new, |(_, values)| values.clone());
        if let Some((label, day)) = given.dates.get(key) {
            values.entry(label.clone()).or_insert_with(|| day.clone());
        }
        match prepare_among(app, entries, kind, (&at, &around), key, &values) {
            Ok(it) => {
                at.clone_from(&it.after);
                if let Some((child, entry)) = &it.inside {
                    around.add(child, entry.row.clone());
                }
                prepared.push(it);
            }
            Err(mut error)
                if matches!(error.code, ErrorCode::Precondition | ErrorCode::Invalid) =>
            {
                let step = workflow.step(key)?;
                let ends = step.ends_before.filter(|_| !prepared.is_empty());
                let ends = ends.and_then(|why| why(kind, &at));
                for fault in &mut error.faults {
                    fault.field = format!("{key}/{}", fault.field);
                }
                error.message = format!("“{}”都没有办：{}", run.title, error.message);
                return Ok(PreparedRun {
                    steps: prepared,
                    ends,
                    refused: Some(error).filter(|_| ends.is_none()),
                });
            }
            Err(error) => return Err(error),
        }
    }
    Ok(PreparedRun {
        steps: prepared,
        ends: None,
        refused: None,
    })
}

/// Faults of fields that a step of the run asks for, at that step: `step/field`.
fn asked_in(kind: &RecordType, run: &Run, faults: Vec<FaultAt>) -> Result<Vec<FaultAt>, UserError> {
    if let [_] = run.steps.as_slice() {
        return Ok(faults);
    }
    let workflow = workflow_of(kind)?;
    let mut steps = Vec::new();
    for key in &run.steps {
        steps.push(workflow.step(key)?);
    }
    let at = |mut fault: FaultAt| {
        let asks = |step: &&&Step| {
            let mut asks = step.asks.iter();
            asks.any(|it| it.place == Place::Record && it.field == *fault.field.as_str())
        };
        if let Some(step) = steps.iter().find(asks) {
            fault.field = format!("{}/{}", step.key, fault.field);
        }
        fault
    };
    Ok(faults.into_iter().map(at).collect())
}

fn names(workflow: &Workflow, key: &str, name: &str) -> bool {
    let mut steps = workflow.steps.iter();
    steps.any(|it| it.key == key && it.answers_to(name.trim()))
}

/// The days that steps take over from the one before: steps taken together are of one day unless
/// somebody writes another. By step the field and the day.
fn carried(
    app: &mut App,
    kind: &Arc<RecordType>,
    row: &Row,
    run: &Run,
    written: &Written,
) -> Result<Dates, UserError> {
    let registry = app.ledger()?.registry().clone();
    let workflow = workflow_of(kind)?;
    let mut day: Option<String> = None;
    let mut carried = BTreeMap::new();
    for key in &run.steps {
        let step = workflow.step(key)?;
        let dated = |ask: &&Ask| step.dated_by.as_ref() == Some(&ask.field);
        let Some(ask) = step.asks.iter().find(dated) else {
            continue;
        };
        let places = Places::of(&registry, kind, step)?;
        let (_, field) = places.field(ask)?;
        let answered = written
            .iter()
            .filter(|(name, _)| step.answers_to(name.trim()))
            .flat_map(|(_, values)| values)
            .find(|(name, _)| field.answers_to(name.trim()));
        let standing = match ask.place {
            Place::Record => row.get(kind, ask.field.as_str()),
            Place::Inside | Place::Step => None,
        };
        match (answered, standing.and_then(Value::as_date), day.clone()) {
            (Some((_, text)), _, _) => day = Some(text.clone()),
            (None, Some(standing), _) => day = Some(standing.to_string()),
            (None, None, Some(day)) if ask.fill == Fill::Today => {
                carried.insert(step.key, (field.key.to_string(), day));
            }
            (None, None, _) => {}
        }
    }
    Ok(carried)
}

/// What the fields of a step would hold; of one that cannot be done yet, the day alone.
fn values_of(
    app: &mut App,
    kind: &Arc<RecordType>,
    step: &Step,
    done: Option<&Prepared>,
    day: Option<&(String, String)>,
) -> Result<BTreeMap<String, String>, UserError> {
    let mut values: BTreeMap<String, String> = day.cloned().into_iter().collect();
    let Some(done) = done else {
        return Ok(values);
    };
    let ledger = app.ledger()?;
    let places = Places::of(ledger.registry(), kind, step)?;
    let book = NameBook::new(ledger.read());
    for ask in &step.asks {
        let (of, field) = places.field(ask)?;
        let value = match ask.place {
            Place::Record => done.after.get(kind, ask.field.as_str()),
            Place::Inside => done
                .inside
                .as_ref()
                .and_then(|(_, entry)| entry.row.get(of, ask.field.as_str())),
            Place::Step => None,
        };
        if value.is_some() {
            values.insert(field.key.to_string(), book.shown(field, value));
        }
    }
    Ok(book.checked(values)?)
}

/// What earlier records propose for the fields of a step that are empty and were not written.
fn proposed(
    app: &mut App,
    kind: &Arc<RecordType>,
    row: &Row,
    step: &Step,
    written: Option<&BTreeMap<String, String>>,
) -> Result<Vec<Proposed>, UserError> {
    let mut proposed = Vec::new();
    for ask in step.asks.iter().filter(|it| it.place == Place::Record) {
        let Some(field) = kind.field(ask.field.as_str()) else {
            continue;
        };
        let answered =
            written.is_some_and(|values| values.keys().any(|name| field.answers_to(name.trim())));
        let stands = row.get(kind, field.key.as_str()).is_some();
        let found = match ask.fill {
            _ if answered => None,
            Fill::Alike if !stands => likest(app, kind, row, field.key.as_str())?,
            Fill::Decider if stands => None,
            Fill::Lately | Fill::Decider => newest(app, kind, row, field.key.as_str())?,
            _ => None,
        };
        if let Some(found) = found {
            let book = NameBook::new(app.ledger()?.read());
            let text = book.shown(field, found.get(kind, field.key.as_str()));
            proposed.push(Proposed {
                field: field.key.to_string(),
                text: book.checked(text)?,
                from: kind.name_of(&found),
            });
        }
    }
    Ok(proposed)
}

/// The earlier record most like this one of those that have the field.
fn likest(
    app: &mut App,
    kind: &Arc<RecordType>,
    row: &Row,
    field: &str,
) -> Result<Option<Row>, UserError> {
    let Some(alike) = workflow_of(kind)?.alike else {
        return Ok(None);
    };
    let mut best: Option<(f64, Row)> = None;
    let query = lately(LOOKED_THROUGH);
    let reader = app.ledger()?.read();
    reader.for_each(kind.key.as_str(), &query, |it| {
        if it.id != row.id && it.get(kind, field).is_some() {
            let likeness = alike(kind, row, &it);
            let better = best.as_ref().is_none_or(|(most, _)| likeness > *most);
            if likeness >= ALIKE && better {
                best = Some((likeness, it));
            }
        }
        Ok(())
    })?;
    Ok(best.map(|(_, it)| it))
}

/// The newest other record that has the field.
fn newest(
    app: &mut App,
    kind: &Arc<RecordType>,
    row: &Row,
    field: &str,
) -> Result<Option<Row>, UserError> {
    let mut found = None;
    let reader = app.ledger()?.read();
    let query = ListQuery {
        filters: vec![Filter::Filled(field.into())],
        ..lately(2)
    };
    reader.for_each(kind.key.as_str(), &query, |it| {
        if found.is_none() && it.id != row.id {
            found = Some(it);
        }
        Ok(())
    })?;
    Ok(found)
}

/// The newest records, by the type's own order.
fn lately(limit: u32) -> ListQuery {
    ListQuery {
        order: Order::Own,
        descending: true,
        limit: Some(limit),
        ..ListQuery::all()
    }
}
