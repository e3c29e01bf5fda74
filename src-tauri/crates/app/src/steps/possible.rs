//! The steps of a record as a page shows them.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::record::{RecordType, Row};
use domain::workflow::{Place, Refusal, Run, Step, Workflow};

use crate::naming::NameBook;
use crate::records::schema::{field_schema, need_word};
use crate::session::App;
use crate::steps::asked::{Places, offered};
use crate::steps::others::load;
use crate::steps::seen_row::seen_of_row;
use crate::steps::surroundings::Surroundings;
use crate::wire::{ColumnFilter, FilterHow, OfferedRecords, RunView, StepView, UserError};

/// The steps of a record: possible ones first, the others with the reason.
pub(crate) fn steps_of(
    app: &mut App,
    kind: &Arc<RecordType>,
    row: &Row,
) -> Result<Vec<StepView>, UserError> {
    let Some(workflow) = &kind.workflow else {
        return Ok(Vec::new());
    };
    let around = Surroundings::of(app, kind, row.id)?;
    let registry = app.ledger()?.registry().clone();
    let ledger = app.ledger()?;
    let reader = ledger.read();
    let book = NameBook::new(ledger.read());
    let mut views = Vec::new();
    for step in &workflow.steps {
        let others = load(&registry, step, kind, row, |kind, id| reader.get(kind, id))?;
        let situation = around.situation(kind, row, &others);
        let possible = workflow.possible(step, &situation);
        let possible = possible.and_then(|to| step.by_itself().map(|()| to));
        let forbidden = around.may_not_decide.as_ref();
        let forbidden = forbidden.filter(|_| step.decides.is_some() && possible.is_ok());
        let places = Places::of(&registry, kind, step)?;
        let mut fields = Vec::new();
        let mut values = BTreeMap::new();
        for ask in &step.asks {
            let (of, field) = places.field(ask)?;
            if field.by_decision && step.decides.is_none() && around.may_not_decide.is_some() {
                continue;
            }
            let mut schema = field_schema(&registry, of, field);
            schema.hint = situation.rules.fill(&schema.hint, situation.today);
            schema.need = need_word(ask.need).into();
            schema.editable = true;
            schema.hidden = false;
            if let Some((asked, column, words)) = &step.offers_where
                && *asked == ask.field
            {
                schema.offered = Some(OfferedRecords {
                    filters: vec![ColumnFilter {
                        field: column.to_string(),
                        how: FilterHow::AnyOf,
                        values: words.iter().map(|it| (*it).to_owned()).collect(),
                    }],
                    except: row.id.to_string(),
                });
            }
            // A step's few fields stand together: headings of the whole form tell nothing here.
            schema.section = None;
            let reckoned = step.reckoned.as_ref().filter(|(key, _)| *key == ask.field);
            let reckoned = reckoned.and_then(|(_, reckon)| reckon(&situation));
            if let Some(value) = offered(&situation, ask).or(reckoned) {
                values.insert(schema.key.clone(), book.shown(field, Some(&value)));
            }
            fields.push(schema);
        }
        let refusal = possible.as_ref().err().map(Refusal::beside_others);
        let refusal = refusal.or_else(|| {
            let error = forbidden?;
            Some((error.message.clone(), error.hint.clone()))
        });
        let allowed = possible.is_ok() && forbidden.is_none();
        views.push(StepView {
            key: step.key.into(),
            title: step.title.into(),
            possible: allowed,
            leads_on: false,
            seldom: step.seldom,
            hint: refusal.as_ref().and_then(|(_, hint)| hint.clone()),
            reason: refusal.map(|(reason, _)| reason),
            to: possible
                .as_ref()
                .ok()
                .filter(|_| allowed)
                .map(|it| (*it).to_owned()),
            warnings: match (step.warn, &possible) {
                (Some(warn), Ok(_)) => warn(&situation),
                _ => Vec::new(),
            },
            fields,
            values,
            seen: {
                let mut seen = seen_by(&book, kind, row, step, workflow);
                seen.extend(seen_of_row(&book, &around, step, &situation));
                seen
            },
            decides: step.decides.is_some(),
            awaited: step.awaited_in(kind, row).is_some(),
        });
    }
    let reached = |word: &str| workflow.state(word).map(|it| it.reached);
    let state = workflow.state_of(kind, row);
    let here = reached(state);
    let goes_on = |word: &str| word != state && workflow.state(word).is_some_and(|it| !it.is_end);
    let next = views
        .iter()
        .position(|it| it.to.as_deref().and_then(reached) > here);
    // Where nothing leads further, what the guards allow first: 重新办理 after 不满意.
    let turned = || {
        views
            .iter()
            .position(|it| it.to.as_deref().is_some_and(goes_on))
    };
    let rests = workflow.state(state).is_none_or(|it| it.is_end);
    if let Some(at) = next.or_else(|| turned().filter(|_| !rests)) {
        views[at].leads_on = true;
    }
    views.sort_by_key(|it| !it.possible);
    Ok(views)
}

/// What a step rests on: the fields of the record that it asks for, those it reads or writes by itself,
/// and where the record stands.
pub(super) fn seen_by(
    book: &NameBook<'_>,
    kind: &RecordType,
    row: &Row,
    step: &Step,
    workflow: &Workflow,
) -> BTreeMap<String, String> {
    let asked = step
        .asks
        .iter()
        .filter(|it| it.place == Place::Record)
        .map(|it| &it.field);
    asked
        .chain(&step.rests_on)
        .chain([&workflow.stage])
        .filter_map(|key| kind.field(key.as_str()))
        .map(|field| {
            let text = book.shown(field, row.get(kind, field.key.as_str()));
            (field.key.to_string(), text)
        })
        .collect()
}

/// The runs whose first step is possible for a record and whose others may follow it.
pub(crate) fn runs_of(kind: &RecordType, row: &Row, steps: &[StepView]) -> Vec<RunView> {
    let Some(workflow) = &kind.workflow else {
        return Vec::new();
    };
    let state = workflow.state_of(kind, row);
    let first = |run: &Run| {
        let first = run.steps.first().copied();
        steps.iter().find(|it| Some(it.key.as_str()) == first)
    };
    let mut runs = Vec::new();
    for run in &workflow.runs {
        if let Some(begin) = first(run).filter(|it| it.possible)
            && workflow.leads_through(run, state)
        {
            runs.push(RunView {
                key: run.key.clone(),
                title: run.title.clone(),
                steps: run.steps.iter().map(|it| (*it).to_owned()).collect(),
                leads_on: begin.leads_on,
            });
        }
    }
    runs
}
