//! What it means that two devices wrote different values without seeing each other.
//!
//! Both values are always kept. The policy of a field decides which of them is shown meanwhile, and
//! whether a person has to choose (an open conflict) or may (a noted one).

use serde::Serialize;

use crate::record::{FieldKey, FieldType, Item, Life, RecordType, Rival, Value};
use crate::workflow::State;

/// What happens to values that stand beside each other.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub enum Conflict {
    /// A person must decide: names, numbers, dates and sums of record, long texts. The later one
    /// (by Lamport number) is shown meanwhile.
    Person,
    /// The later one stands, the other is noted beside it: telephones, short texts.
    Soft,
    /// The state that is further along the way stands and the other is noted; a person decides
    /// between two ends, and where neither is further.
    Forward,
    /// Elements are joined: what one added and the other had not seen stays. There is no conflict.
    AddWins,
}

impl Conflict {
    /// What follows from the type of a field, unless its definition says otherwise.
    ///
    /// ```
    /// use domain::record::{Conflict, FieldType};
    /// assert_eq!(Conflict::of(&FieldType::IdNumber), Conflict::Person);
    /// assert_eq!(Conflict::of(&FieldType::Phone), Conflict::Soft);
    /// ```
    #[must_use]
    pub fn of(field_type: &FieldType) -> Self {
        match field_type {
            FieldType::Text | FieldType::Phone | FieldType::Time => Self::Soft,
            FieldType::Choices(_) | FieldType::Refs(_) => Self::AddWins,
            FieldType::LongText
            | FieldType::Name
            | FieldType::IdNumber
            | FieldType::Date
            | FieldType::Int
            | FieldType::Money
            | FieldType::Percent
            | FieldType::Bool
            | FieldType::Code(_)
            | FieldType::Choice(_)
            | FieldType::Ref(_) => Self::Person,
        }
    }
}

impl RecordType {
    /// What two concurrent writes of a field mean. A void beside an edit needs a person; a field
    /// that this program does not know is kept as it is and noted.
    #[must_use]
    pub fn conflict_of(&self, key: &FieldKey) -> Conflict {
        let is_stage = |workflow: &crate::workflow::Workflow| workflow.stage == *key;
        if self.workflow.as_ref().is_some_and(is_stage) {
            return Conflict::Forward;
        }
        match self.field(key.as_str()) {
            Some(field) => field.conflict,
            None if *key == *Life::VOID || *key == *Life::RETRACTED => Conflict::Person,
            None => Conflict::Soft,
        }
    }

    /// Whether a person has to choose between the shown value and those beside it.
    #[must_use]
    pub fn is_open(&self, key: &FieldKey, shown: Option<&Value>, rivals: &[Rival]) -> bool {
        match self.conflict_of(key) {
            _ if rivals.is_empty() => false,
            Conflict::Person => true,
            Conflict::Soft | Conflict::AddWins => false,
            Conflict::Forward => !rivals
                .iter()
                .all(|rival| self.is_further(shown, rival.value.as_ref())),
        }
    }

    /// Whether a state stands over another without anybody being asked: it is further along, and
    /// the other is no end.
    pub(super) fn is_further(&self, state: Option<&Value>, than: Option<&Value>) -> bool {
        let known = |value: Option<&Value>| -> Option<&State> {
            let word = match value? {
                Value::Text(word) | Value::Ref(Item::Text(word)) => word.as_str(),
                _ => return None,
            };
            let states = &self.workflow.as_ref()?.states;
            states.iter().find(|it| it.word == word)
        };
        match (known(state), known(than)) {
            (Some(state), Some(than)) => state.reached > than.reached && !than.is_end,
            // No step had touched the record yet on the other device.
            (Some(_), None) => than.is_none(),
            (None, _) => false,
        }
    }
}
