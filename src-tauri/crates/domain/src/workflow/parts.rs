//! What workflows are made of: states, where a step leads, what it asks for and what else it writes.

use crate::record::{FieldKey, KindKey, Need, RecordId, Value};

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

/// Steps that offices ordinarily take together, one after the other: they are done as one
/// operation, each as it would be done by itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Run {
    /// Key in commands, e.g. `accept-assign`.
    pub key: String,
    /// The verbs on the button, e.g. 受理、交办.
    pub title: String,
    /// The keys of its steps, in their order.
    pub steps: Vec<&'static str>,
}

/// Where a step leads.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum To {
    /// The state stays: a step on the way (面商, 进度, 督办).
    Stays,
    /// To this state.
    State(&'static str),
    /// Back to where the record was before it was laid aside (暂缓办理).
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
    /// What the earlier record most like this one says. It is shown to be looked over; what is left
    /// out stays empty, since a likeness decides nothing.
    Alike,
    /// What the newest record that has it says, shown likewise.
    Lately,
    /// The name of the person at the keyboard whose role is to decide for the office; of a field of the
    /// record, where another sits there, as [`Self::Lately`].
    Decider,
}

/// On what a step decides that only whoever decides for the office takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Decides {
    /// Records in the states that it leads from wait for it.
    State,
    /// Records wait for it for which somebody asked.
    Petition(Petition),
    /// Nothing waits for it: it is taken without having been asked for.
    Unasked,
}

/// What is asked for in a record and waits for a decision, while its state goes on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Petition {
    /// What is asked for, e.g. 申请延期.
    pub sort: &'static str,
    /// The key of the step that asks.
    pub asked_by: &'static str,
    /// The column of the record, yes or no, that says that it waits.
    pub column: &'static str,
}

/// What waits for a decision.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Awaited {
    /// Records in this state.
    State(State),
    /// Records with this petition.
    Petition(Petition),
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

/// What else a step writes.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Effects {
    /// Fields of the record.
    pub record: Vec<(FieldKey, Option<Value>)>,
    /// Fields of the row that the step writes inside the record.
    pub inside: Vec<(FieldKey, Option<Value>)>,
}

/// What a step does to another record, in the same operation.
#[derive(Clone, PartialEq, Debug)]
pub enum OnOther {
    /// Fields of a record are set.
    Change {
        /// Its type.
        kind: KindKey,
        /// Which one.
        id: RecordId,
        /// What is set; `None` empties a field.
        values: Vec<(FieldKey, Option<Value>)>,
    },
    /// A record is made.
    Make {
        /// Its type.
        kind: KindKey,
        /// Its values.
        values: Vec<(FieldKey, Value)>,
    },
}
