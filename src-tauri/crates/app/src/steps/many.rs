//! Which steps can be taken for many records at once: looked at before anything is asked or written.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::record::{RecordType, Row};
use domain::workflow::Step;
use store::query::ListQuery;

use crate::naming::NameBook;
use crate::records::list_query;
use crate::records::registers::kind_of;
use crate::session::App;
use crate::steps::others::load;
use crate::steps::possible::{seen_by, steps_of};
use crate::steps::preparing::workflow_of;
use crate::steps::seen_row::seen_of_row;
use crate::steps::surroundings::Surroundings;
use crate::wire::{ChosenStep, ManySteps, NotActed, StepForMany, StepsForMany, UserError};

/// So many records are read at once.
const STRETCH: usize = 2_000;

/// How many of the records each step can be taken for; of the one that is chosen, by which and why not by
/// the others.
pub(crate) fn steps_for_many(app: &mut App, request: StepsForMany) -> Result<ManySteps, UserError> {
    let kind = kind_of(app, &request.list.register)?;
    let workflow = workflow_of(&kind)?;
    let chosen = request
        .step
        .as_deref()
        .map(|it| workflow.step(it))
        .transpose()?;
    let query = list_query(app, &kind, &request.list)?;
    let query = ListQuery {
        limit: None,
        offset: 0,
        ..query
    };
    let places = app.ledger()?.read().all_places(kind.key.as_str(), &query)?;
    let mut able: BTreeMap<&str, u32> = BTreeMap::new();
    let mut of_chosen = Chosen::default();
    let mut first: Option<Row> = None;
    let mut total = 0_u32;
    for stretch in places.chunks(STRETCH) {
        for row in app.ledger()?.read().at(kind.key.as_str(), stretch)? {
            total = total.saturating_add(1);
            let around = Surroundings::of(app, &kind, row.id)?;
            match chosen {
                Some(step) => {
                    if of_chosen.take(app, &kind, &row, step, &around)? {
                        first.get_or_insert(row);
                    }
                }
                None => {
                    for step in &workflow.steps {
                        if why_not(app, &kind, &row, step, &around)?.is_none() {
                            *able.entry(step.key).or_default() += 1;
                        }
                    }
                }
            }
        }
    }
    let chosen = match chosen {
        Some(step) => Some(of_chosen.shown(app, &kind, step, first)?),
        None => None,
    };
    let steps = workflow.steps.iter().filter(|it| it.by_itself().is_ok());
    let mut steps: Vec<StepForMany> = steps
        .map(|step| StepForMany {
            key: step.key.into(),
            title: step.title.into(),
            able: able.get(step.key).copied().unwrap_or_default(),
        })
        .collect();
    steps.sort_by_key(|it| std::cmp::Reverse(it.able));
    Ok(ManySteps {
        total,
        steps: if request.step.is_some() {
            Vec::new()
        } else {
            steps
        },
        chosen,
    })
}

/// What is collected about one step.
#[derive(Default)]
struct Chosen {
    able: Vec<String>,
    unable: Vec<NotActed>,
    seen: BTreeMap<String, BTreeMap<String, String>>,
}

impl Chosen {
    /// Takes note of a record; answers whether the step can be taken for it.
    fn take(
        &mut self,
        app: &mut App,
        kind: &Arc<RecordType>,
        row: &Row,
        step: &Step,
        around: &Surroundings,
    ) -> Result<bool, UserError> {
        if let Some(error) = why_not(app, kind, row, step, around)? {
            self.unable.push(NotActed {
                id: row.id.to_string(),
                record: kind.name_of(row),
                reason: error.to_string(),
            });
            return Ok(false);
        }
        let workflow = workflow_of(kind)?;
        let book = NameBook::new(app.ledger()?.read());
        let others = Default::default();
        let situation = around.situation(kind, row, &others);
        let mut seen = seen_by(&book, kind, row, step, workflow);
        seen.extend(seen_of_row(&book, around, step, &situation));
        self.seen.insert(row.id.to_string(), book.checked(seen)?);
        self.able.push(row.id.to_string());
        Ok(true)
    }

    /// The step as the first record asks for it, without what that record alone says.
    fn shown(
        self,
        app: &mut App,
        kind: &Arc<RecordType>,
        step: &Step,
        first: Option<Row>,
    ) -> Result<ChosenStep, UserError> {
        let views = match first {
            Some(row) => steps_of(app, kind, &row)?,
            None => Vec::new(),
        };
        let view = views.into_iter().find(|it| it.key == step.key);
        Ok(ChosenStep {
            key: step.key.into(),
            title: step.title.into(),
            fields: view.map_or_else(Vec::new, |it| it.fields),
            able: self.able,
            unable: self.unable,
            seen: self.seen,
        })
    }
}

/// Why a step cannot be taken for a record now.
fn why_not(
    app: &mut App,
    kind: &Arc<RecordType>,
    row: &Row,
    step: &Step,
    around: &Surroundings,
) -> Result<Option<UserError>, UserError> {
    let ledger = app.ledger()?;
    let reader = ledger.read();
    let registry = ledger.registry();
    let others = load(registry, step, kind, row, |kind, id| reader.get(kind, id))?;
    let situation = around.situation(kind, row, &others);
    let possible = workflow_of(kind)?.possible(step, &situation);
    let possible = possible.and_then(|_| step.by_itself());
    Ok(match (possible, &around.may_not_decide) {
        (Err(refusal), _) => Some(refusal.into()),
        (Ok(()), Some(error)) if step.decides.is_some() => Some(error.clone()),
        (Ok(()), _) => None,
    })
}
