//! Building a workflow's steps, and what its states and steps mean for a record.

use crate::dates::PartialDate;
use crate::record::{Field, FieldFault, FieldKey, Need, RecordType, Row, Value};
use crate::workflow::{
    Alike, Ask, Awaited, Begins, CheckStep, Decides, Derive, Effect, EndsBefore, Fill, FindRow,
    Guard, Petition, Place, Reckon, Refusal, Run, Situation, Stage, State, Step, Tell, To, Warn,
    Workflow,
};

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
            reckoned: None,
            effect: None,
            loads: Vec::new(),
            tells: None,
            offers_where: None,
            within: None,
            decides: None,
            into_row: None,
            rests_on: Vec::new(),
            ends_before: None,
            seldom: false,
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

    /// Fills this field by itself where the clerk leaves it empty; the value is shown beforehand.
    #[must_use]
    pub fn reckons(mut self, field: &str, reckon: Reckon) -> Self {
        self.reckoned = Some((field.into(), reckon));
        self
    }

    /// What else it writes.
    #[must_use]
    pub fn effect(mut self, effect: Effect) -> Self {
        self.effect = Some(effect);
        self
    }

    /// Looks at the record that this field names; in what it writes it may change it.
    #[must_use]
    pub fn loads(mut self, field: &str) -> Self {
        self.loads.push(field.into());
        self
    }

    /// What it does to other records, once the record itself is written.
    #[must_use]
    pub fn tells(mut self, tell: Tell) -> Self {
        self.tells = Some(tell);
        self
    }

    /// Possible more often than it is done (撤回, 暂缓办理): pages offer it behind the others.
    #[must_use]
    pub fn seldom(mut self) -> Self {
        self.seldom = true;
        self
    }

    /// The asked field `field` offers the records alone whose `column` says one of these words.
    #[must_use]
    pub fn offers_where<S: Stage>(mut self, field: &str, column: &str, states: &[S]) -> Self {
        let words = states.iter().map(|it| it.word()).collect();
        self.offers_where = Some((field.into(), column.into(), words));
        self
    }

    /// Only done within another operation; this is said to whoever asks for it by itself.
    #[must_use]
    pub fn only_within(mut self, sentence: &'static str, hint: &'static str) -> Self {
        self.within = Some((sentence, hint));
        self
    }

    /// Taken by whoever decides for the office (主席, 审核); records in the states that it leads from
    /// wait for it.
    #[must_use]
    pub fn decides(mut self) -> Self {
        self.decides = Some(Decides::State);
        self
    }

    /// Taken by whoever decides for the office; records wait for it in which this was asked for.
    #[must_use]
    pub fn decides_on(mut self, petition: Petition) -> Self {
        self.decides = Some(Decides::Petition(petition));
        self
    }

    /// Taken by whoever decides for the office, without having been asked for.
    #[must_use]
    pub fn decides_unasked(mut self) -> Self {
        self.decides = Some(Decides::Unasked);
        self
    }

    /// Writes into the row inside that this finds, in place of a new one.
    #[must_use]
    pub fn into_row(mut self, find: FindRow) -> Self {
        self.into_row = Some(find);
        self
    }

    /// Rests on these columns beside those it asks for: where another person changed one of them
    /// meanwhile, that is told before the step is done.
    #[must_use]
    pub fn rests_on(mut self, columns: &[&str]) -> Self {
        self.rests_on = columns.iter().map(|it| (*it).into()).collect();
        self
    }

    /// Steps taken together end before it where this says why and it cannot be done, in place of being
    /// refused altogether.
    #[must_use]
    pub fn ends_before(mut self, why: EndsBefore) -> Self {
        self.ends_before = Some(why);
        self
    }

    /// The petition that waits for it in this record.
    #[must_use]
    pub fn awaited_in(&self, kind: &RecordType, row: &Row) -> Option<Petition> {
        match self.decides? {
            Decides::Petition(it) => {
                (row.get(kind, it.column) == Some(&Value::Bool(true))).then_some(it)
            }
            Decides::State | Decides::Unasked => None,
        }
    }

    /// Whether a person may do it by itself.
    ///
    /// # Errors
    /// The sentence why not.
    pub fn by_itself(&self) -> Result<(), Refusal> {
        match self.within {
            Some((sentence, hint)) => Err(Refusal::guard(sentence, hint)),
            None => Ok(()),
        }
    }

    /// Whether this key or verb names it.
    #[must_use]
    pub fn answers_to(&self, name: &str) -> bool {
        self.key == name || self.title == name
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
            runs: Vec::new(),
            alike: None,
            begins: None,
            derive,
        }
    }

    /// These steps are ordinarily taken together.
    #[must_use]
    pub fn together(mut self, steps: &[&'static str]) -> Self {
        self.runs.push(self.run_of(steps));
        self
    }

    /// These steps as a run. Its key is theirs joined by `-`, its title the verbs joined by 、.
    #[must_use]
    pub fn run_of(&self, steps: &[&'static str]) -> Run {
        let verb = |key: &&'static str| self.steps.iter().find(|it| it.key == *key);
        let verbs: Vec<&str> = steps.iter().filter_map(verb).map(|it| it.title).collect();
        Run {
            key: steps.join("-"),
            title: verbs.join("、"),
            steps: steps.to_vec(),
        }
    }

    /// Earlier records propose values to those that this finds like them.
    #[must_use]
    pub fn alike_by(mut self, alike: Alike) -> Self {
        self.alike = Some(alike);
        self
    }

    /// The run of that key or of those verbs.
    #[must_use]
    pub fn run(&self, name: &str) -> Option<&Run> {
        let name = name.trim();
        self.runs
            .iter()
            .find(|it| it.key == name || it.title == name)
    }

    /// Whether the states allow these steps one after the other from this one on. What each guard
    /// says is known once the steps before it are done.
    #[must_use]
    pub fn leads_through(&self, run: &Run, state: &str) -> bool {
        let mut at = state;
        run.steps.iter().all(|key| {
            let step = self.steps.iter().find(|it| it.key == *key);
            let to = step.and_then(|step| self.transition(at, step, None).ok());
            to.map(|to| at = to).is_some()
        })
    }

    /// No step is dated before this day.
    #[must_use]
    pub fn begins_on(mut self, begins: Begins) -> Self {
        self.begins = Some(begins);
        self
    }

    /// What is wrong with a step's date where it lies before the day on which the way begins.
    #[must_use]
    pub fn before_it_began(
        &self,
        kind: &RecordType,
        row: &Row,
        dated: &Field,
        on: Option<&Value>,
    ) -> Option<FieldFault> {
        let begun = self.begins.and_then(|begins| begins(kind, row))?;
        let on = on.and_then(Value::as_date)?;
        (on.last_day() < begun.first_day()).then(|| {
            FieldFault::error(
                dated,
                format!("“{}”{on}早于收到的日期{begun}", dated.label),
                "请核对日期",
            )
        })
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

    /// The step with which whoever decides for the office fills a field.
    #[must_use]
    pub fn decided_by(&self, field: &FieldKey) -> Option<&Step> {
        let asks = |step: &&Step| {
            let mut asks = step.asks.iter();
            step.decides.is_some() && asks.any(|it| it.place == Place::Record && it.field == *field)
        };
        self.steps.iter().find(asks)
    }

    /// What waits for a decision, each with the steps by which it is made: states, then petitions.
    #[must_use]
    pub fn awaiting(&self) -> Vec<(Awaited, Vec<&Step>)> {
        let mut all = Vec::new();
        for state in &self.states {
            let decides =
                |it: &&Step| it.decides == Some(Decides::State) && it.from.contains(&state.word);
            let steps: Vec<&Step> = self.steps.iter().filter(decides).collect();
            if !steps.is_empty() {
                all.push((Awaited::State(*state), steps));
            }
        }
        for step in &self.steps {
            let Some(Decides::Petition(petition)) = step.decides else {
                continue;
            };
            let awaited = Awaited::Petition(petition);
            match all.iter_mut().find(|(it, _)| *it == awaited) {
                Some((_, steps)) => steps.push(step),
                None => all.push((awaited, vec![step])),
            }
        }
        all
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

    /// The steps whose date and required fields the record has, earliest first: a record from an old
    /// ledger has no rows of steps. Of steps with the same date field (受理 and 不予受理) it is the one of
    /// which most fields are filled.
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

    /// The steps that a person can take from a state, by their titles.
    fn possible_in(&self, state: &str) -> Vec<&'static str> {
        self.steps
            .iter()
            .filter(|it| it.from.contains(&state) && it.by_itself().is_ok())
            .map(|it| it.title)
            .collect()
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
            let possible = self.possible_in(state);
            let state = state.to_owned();
            return Err(if ended {
                Refusal::Ended { state, possible }
            } else {
                Refusal::State {
                    step: step.title,
                    state,
                    from: step.from.clone(),
                    possible,
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
