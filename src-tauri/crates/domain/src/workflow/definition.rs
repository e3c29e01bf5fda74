//! States and steps as data.

use std::fmt;

use crate::dates::PartialDate;
use crate::record::{FieldFault, FieldKey, KindKey, Need, RecordType, Row, Value};
use crate::workflow::{Done, Refusal, Situation};

/// The states of one sort of record. An enum implements it, so that code about states names them
/// all.
pub trait Stage: Copy + Eq + Sized + 'static {
    /// Every state, in the order of an ordinary way.
    const ALL: &'static [Self];
    /// The state on screen and paper; it is also what the log keeps.
    fn word(self) -> &'static str;
    /// Whether a record may rest here for good.
    fn is_end(self) -> bool;

    /// How far along the ordinary way it is.
    fn reached(self) -> usize {
        Self::ALL.iter().position(|it| *it == self).unwrap_or(0)
    }

    /// The state of that word.
    #[must_use]
    fn of_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|it| it.word() == word)
    }
}

/// A state as a workflow holds it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct State {
    /// On screen, on paper and in the log.
    pub word: &'static str,
    /// A record may rest here for good.
    pub is_end: bool,
    /// How far along the ordinary way it is.
    pub reached: usize,
}

/// Where a step leads.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum To {
    /// The state stays: a step on the way (面商, 进度, 督办).
    Stays,
    /// To this state.
    State(&'static str),
    /// Back to where the record was before it was laid aside (挂起).
    Back,
}

/// Where a value that a step asks for is kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// A field of the record.
    Record,
    /// A field of the row that the step writes inside the record.
    Inside,
    /// A field of the step's own row: 依据/文号, 意见.
    Step,
}

/// What stands in a field before the clerk writes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fill {
    /// Nothing.
    Nothing,
    /// What the record says already.
    Standing,
    /// Today.
    Today,
    /// The name of the person at the keyboard.
    User,
    /// This word.
    Word(&'static str),
}

/// One value that a step asks for.
#[derive(Clone, PartialEq, Debug)]
pub struct Ask {
    /// Where it is kept.
    pub place: Place,
    /// The field there.
    pub field: FieldKey,
    /// `Blocking`: without it the step is not done. `Expected`: 待补.
    pub need: Need,
    /// What stands there before the clerk writes.
    pub fill: Fill,
}

/// Whether a step is possible with the record as it stands.
pub type Guard = fn(&Situation<'_>) -> Result<(), Refusal>;
/// What is wrong with the record as the step would leave it.
pub type CheckStep = fn(&Done<'_>) -> Vec<FieldFault>;
/// What a person should know before doing it; no wall.
pub type Warn = fn(&Situation<'_>) -> Vec<String>;
/// What else a step writes, beside the values given.
pub type Effect = fn(&Done<'_>) -> Effects;
/// The state of a record that no step has touched.
pub type Derive = fn(&RecordType, &Row) -> &'static str;

/// What else a step writes.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Effects {
    /// Fields of the record.
    pub record: Vec<(FieldKey, Option<Value>)>,
    /// Fields of the row that the step writes inside the record.
    pub inside: Vec<(FieldKey, Option<Value>)>,
}

/// One step.
#[derive(Clone)]
pub struct Step {
    /// Key in commands, e.g. `assign`.
    pub key: &'static str,
    /// The offices' verb, e.g. 交办.
    pub title: &'static str,
    /// States in which it is possible.
    pub from: Vec<&'static str>,
    /// Where it leads.
    pub to: To,
    /// What it asks for.
    pub asks: Vec<Ask>,
    /// The type of row that it writes inside the record.
    pub inside: Option<KindKey>,
    /// The asked field that dates it; else it is dated today.
    pub dated_by: Option<FieldKey>,
    /// Whether it is possible.
    pub guard: Option<Guard>,
    /// What is wrong with what it would leave.
    pub check: Option<CheckStep>,
    /// What a person should know before.
    pub warn: Option<Warn>,
    /// What else it writes.
    pub effect: Option<Effect>,
}

impl fmt::Debug for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Step({} {:?} → {:?})", self.key, self.from, self.to)
    }
}

impl Step {
    /// A step that leads nowhere yet and asks for nothing.
    #[must_use]
    pub fn new(key: &'static str, title: &'static str) -> Self {
        Self {
            key,
            title,
            from: Vec::new(),
            to: To::Stays,
            asks: Vec::new(),
            inside: None,
            dated_by: None,
            guard: None,
            check: None,
            warn: None,
            effect: None,
        }
    }

    /// Possible in these states.
    #[must_use]
    pub fn from<S: Stage>(mut self, states: &[S]) -> Self {
        self.from = states.iter().map(|it| it.word()).collect();
        self
    }

    /// Leads to this state.
    #[must_use]
    pub fn to<S: Stage>(mut self, state: S) -> Self {
        self.to = To::State(state.word());
        self
    }

    /// Leads back to where the record was before it was laid aside.
    #[must_use]
    pub fn back(mut self) -> Self {
        self.to = To::Back;
        self
    }

    /// Asks for a field of the record; what stands there already is offered.
    #[must_use]
    pub fn asks(self, field: &str, need: Need) -> Self {
        self.ask(Place::Record, field, need, Fill::Standing)
    }

    /// Asks for a field of the record, offering this unless it has a value.
    #[must_use]
    pub fn offers(self, field: &str, need: Need, fill: Fill) -> Self {
        self.ask(Place::Record, field, need, fill)
    }

    /// Asks for a field of the row that it writes inside the record.
    #[must_use]
    pub fn row(self, field: &str, need: Need, fill: Fill) -> Self {
        self.ask(Place::Inside, field, need, fill)
    }

    /// Asks for the paper that it rests on (依据/文号).
    #[must_use]
    pub fn basis(self, need: Need) -> Self {
        self.ask(Place::Step, "basis", need, Fill::Nothing)
    }

    /// Asks for an opinion or a reason (意见).
    #[must_use]
    pub fn opinion(self, need: Need) -> Self {
        self.ask(Place::Step, "opinion", need, Fill::Nothing)
    }

    fn ask(mut self, place: Place, field: &str, need: Need, fill: Fill) -> Self {
        self.asks.push(Ask {
            place,
            field: field.into(),
            need,
            fill,
        });
        self
    }

    /// Writes a row of this type inside the record.
    #[must_use]
    pub fn writes(mut self, kind: &str) -> Self {
        self.inside = Some(kind.into());
        self
    }

    /// This asked field dates it.
    #[must_use]
    pub fn dated_by(mut self, field: &str) -> Self {
        self.dated_by = Some(field.into());
        self
    }

    /// Possible only where this agrees.
    #[must_use]
    pub fn guard(mut self, guard: Guard) -> Self {
        self.guard = Some(guard);
        self
    }

    /// Looks over what it would leave.
    #[must_use]
    pub fn check(mut self, check: CheckStep) -> Self {
        self.check = Some(check);
        self
    }

    /// Says what a person should know before.
    #[must_use]
    pub fn warn(mut self, warn: Warn) -> Self {
        self.warn = Some(warn);
        self
    }

    /// What else it writes.
    #[must_use]
    pub fn effect(mut self, effect: Effect) -> Self {
        self.effect = Some(effect);
        self
    }

    /// Whether this key or verb names it.
    #[must_use]
    pub fn answers_to(&self, name: &str) -> bool {
        self.key == name || self.title == name
    }
}

/// States and steps of a record type.
#[derive(Clone)]
pub struct Workflow {
    /// The field, written by steps alone, that holds the state; empty until the first step.
    pub stage: FieldKey,
    /// The field, written by steps alone, that holds where a record laid aside goes back to.
    pub held: Option<FieldKey>,
    /// The field that says a record was brought in from an old ledger (历史补录): anybody then fills
    /// what steps fill otherwise, and its state is what its columns say.
    pub backfill: Option<FieldKey>,
    /// Its states, in the order of an ordinary way.
    pub states: Vec<State>,
    /// Its steps, in the order in which they are offered.
    pub steps: Vec<Step>,
    /// The state of a record that no step has touched: a new one, or one from an old ledger.
    pub derive: Derive,
}

impl fmt::Debug for Workflow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Workflow({:?})", self.steps)
    }
}

impl Workflow {
    /// A workflow over these states, which begins in the first.
    #[must_use]
    pub fn over<S: Stage>(stage: &str, derive: Derive, steps: Vec<Step>) -> Self {
        let state = |it: &S| State {
            word: it.word(),
            is_end: it.is_end(),
            reached: it.reached(),
        };
        Self {
            stage: stage.into(),
            held: None,
            backfill: None,
            states: S::ALL.iter().map(state).collect(),
            steps,
            derive,
        }
    }

    /// Records laid aside remember in this field where they were.
    #[must_use]
    pub fn held_in(mut self, field: &str) -> Self {
        self.held = Some(field.into());
        self
    }

    /// Records from old ledgers say so in this field.
    #[must_use]
    pub fn backfilled_by(mut self, field: &str) -> Self {
        self.backfill = Some(field.into());
        self
    }

    /// Whether a record was brought in from an old ledger.
    #[must_use]
    pub fn is_backfill(&self, kind: &RecordType, row: &Row) -> bool {
        self.backfill
            .as_ref()
            .is_some_and(|key| row.get(kind, key.as_str()) == Some(&Value::Bool(true)))
    }

    /// The step that fills a field first.
    #[must_use]
    pub fn filled_by(&self, field: &FieldKey) -> Option<&Step> {
        let asks = |step: &&Step| {
            step.asks
                .iter()
                .any(|it| it.place == Place::Record && it.field == *field)
        };
        self.steps.iter().find(asks)
    }

    /// The words of its states, for a list of choices.
    #[must_use]
    pub fn words<S: Stage>() -> Vec<String> {
        S::ALL.iter().map(|it| it.word().to_owned()).collect()
    }

    /// A state by its word.
    #[must_use]
    pub fn state(&self, word: &str) -> Option<State> {
        self.states.iter().copied().find(|it| it.word == word)
    }

    /// The state of a record: what its steps left, else what its columns say.
    #[must_use]
    pub fn state_of(&self, kind: &RecordType, row: &Row) -> &'static str {
        row.get(kind, self.stage.as_str())
            .and_then(Value::as_text)
            .and_then(|word| self.state(word))
            .map_or_else(|| (self.derive)(kind, row), |it| it.word)
    }

    /// The steps of which a record tells by its own fields, earliest first: what was entered from
    /// an old ledger was never taken step by step. Of steps that one date speaks of (受理 and
    /// 不予受理) it is the one of whose answers most are there.
    pub fn told_by(&self, kind: &RecordType, row: &Row) -> Vec<(&Step, PartialDate)> {
        let has = |field: &FieldKey| row.get(kind, field.as_str()).is_some();
        let mut told: Vec<(&Step, PartialDate, usize)> = Vec::new();
        for step in &self.steps {
            let own: Vec<&Ask> = step
                .asks
                .iter()
                .filter(|it| it.place == Place::Record)
                .collect();
            let needed: Vec<&Ask> = own
                .iter()
                .copied()
                .filter(|it| it.need == Need::Blocking)
                .collect();
            let on = step
                .dated_by
                .as_ref()
                .filter(|field| own.iter().any(|it| it.field == **field))
                .and_then(|field| row.get(kind, field.as_str()))
                .and_then(Value::as_date);
            let Some(on) = on.filter(|_| needed.iter().all(|it| has(&it.field))) else {
                continue;
            };
            let rival = told
                .iter_mut()
                .find(|(other, ..)| other.dated_by == step.dated_by);
            match rival {
                Some(rival) if rival.2 < needed.len() => *rival = (step, on, needed.len()),
                Some(_) => {}
                None => told.push((step, on, needed.len())),
            }
        }
        told.sort_by_key(|(_, on, _)| *on);
        told.into_iter().map(|(step, on, _)| (step, on)).collect()
    }

    /// A step by key or verb.
    ///
    /// # Errors
    /// [`Refusal::Unknown`], which names those there are.
    pub fn step(&self, name: &str) -> Result<&Step, Refusal> {
        let name = name.trim();
        self.steps
            .iter()
            .find(|it| it.answers_to(name))
            .ok_or_else(|| Refusal::Unknown {
                step: name.to_owned(),
                offered: self.steps.iter().map(|it| it.title).collect(),
            })
    }

    /// The one transition: the state that a step leads to from a state. `held` is where a record
    /// laid aside was before.
    ///
    /// # Errors
    /// [`Refusal::Ended`] or [`Refusal::State`] where the step is not possible from there.
    pub fn transition(
        &self,
        state: &str,
        step: &Step,
        held: Option<&str>,
    ) -> Result<&'static str, Refusal> {
        let Some(from) = self.state(state).filter(|it| step.from.contains(&it.word)) else {
            let ended = self.state(state).is_some_and(|it| it.is_end);
            let (step_title, state) = (step.title, state.to_owned());
            return Err(if ended {
                Refusal::Ended {
                    step: step_title,
                    state,
                }
            } else {
                Refusal::State {
                    step: step_title,
                    state,
                    from: step.from.clone(),
                }
            });
        };
        Ok(match step.to {
            To::Stays => from.word,
            To::State(word) => word,
            To::Back => held
                .and_then(|word| self.state(word))
                .or(self.states.first().copied())
                .map_or(from.word, |it| it.word),
        })
    }

    /// Whether a step is possible for a record as it stands, and where it leads.
    ///
    /// # Errors
    /// The sentence why not.
    pub fn possible(
        &self,
        step: &Step,
        situation: &Situation<'_>,
    ) -> Result<&'static str, Refusal> {
        let (kind, row) = (situation.kind, situation.row);
        if let Some(reason) = &row.voided {
            return Err(Refusal::Voided {
                step: step.title,
                reason: reason.clone(),
            });
        }
        let held = self
            .held
            .as_ref()
            .and_then(|key| row.get(kind, key.as_str()))
            .and_then(Value::as_text);
        let to = self.transition(self.state_of(kind, row), step, held)?;
        if let Some(guard) = step.guard {
            guard(situation)?;
        }
        Ok(to)
    }
}

/// Counts the changes of what [`shown_state`] and the ways behind it answer.
pub const SHOWN_STATE: u32 = 1;

/// The state of a record as a computed column shows it.
#[must_use]
pub fn shown_state(kind: &RecordType, row: &Row) -> Option<Value> {
    let workflow = kind.workflow.as_ref()?;
    Some(Value::Text(workflow.state_of(kind, row).to_owned()))
}
