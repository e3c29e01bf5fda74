//! Other records that a step loads: each is named by a field of the record at hand.

use crate::record::{FieldKey, RecordId, RecordType, Row, Value};
use crate::workflow::{AfterStep, Done, OnOther, Other, Others, Situation, Step};

impl Step {
    /// The records that a step of a record loads, by the values of the fields it declares.
    pub fn named(
        &self,
        kind: &RecordType,
        row: &Row,
    ) -> impl Iterator<Item = (&FieldKey, RecordId)> {
        self.loads
            .iter()
            .filter_map(|key| Some((key, row.get(kind, key.as_str())?.as_id()?)))
    }
}

impl Others {
    /// Adds one.
    pub fn add(&mut self, other: Other) {
        self.0.push(other);
    }

    /// The record that a field names; `None` where the field names none, or is not loaded.
    #[must_use]
    pub fn of(&self, field: &str) -> Option<&Other> {
        self.0.iter().find(|it| it.field == *field)
    }
}

impl Other {
    /// The record, where it stands.
    #[must_use]
    pub fn live(&self) -> Option<&Row> {
        self.row.as_ref().filter(|row| row.is_live())
    }

    /// Its state in its own workflow.
    #[must_use]
    pub fn state(&self) -> Option<&'static str> {
        let workflow = self.kind.workflow.as_ref()?;
        Some(workflow.state_of(&self.kind, self.row.as_ref()?))
    }

    /// Sets fields of it.
    #[must_use]
    pub fn change(&self, values: Vec<(FieldKey, Option<Value>)>) -> OnOther {
        OnOther::Change {
            kind: self.kind.key.clone(),
            id: self.id,
            values,
        }
    }
}

impl Situation<'_> {
    /// The record that a field names as it stands.
    #[must_use]
    pub fn other(&self, field: &str) -> Option<&Other> {
        self.others.of(field)
    }
}

impl Done<'_> {
    /// The record that a field names as the step leaves it.
    #[must_use]
    pub fn other(&self, field: &str) -> Option<&Other> {
        self.others.of(field)
    }
}

impl AfterStep<'_> {
    /// A value of the record.
    #[must_use]
    pub fn value(&self, field: &str) -> Option<&Value> {
        self.row.get(self.kind, field)
    }

    /// The record that a field names.
    #[must_use]
    pub fn other(&self, field: &str) -> Option<&Other> {
        self.others.of(field)
    }
}
