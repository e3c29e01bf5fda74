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

/// Steps that offices ordinarily take at one sitting, one after the other: they are done as one
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
