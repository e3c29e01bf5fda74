//! The values of a row by the keys of its definition.

use crate::record::{FieldKey, RecordId, RecordType, Row, Value};

impl Row {
    /// A row without a value in it yet.
    #[must_use]
    pub fn empty(id: RecordId, kind: &RecordType) -> Self {
        Self {
            id,
            values: vec![None; kind.fields.len()],
            voided: None,
            retracted: false,
        }
    }

    /// The value of a field by key; `None` when empty or unknown.
    #[must_use]
    pub fn get(&self, kind: &RecordType, field: &str) -> Option<&Value> {
        kind.position(field)
            .and_then(|at| self.values.get(at))
            .and_then(Option::as_ref)
    }

    /// Puts a value in its place; empty values clear it. Unknown fields are left alone.
    pub fn put(&mut self, kind: &RecordType, field: &FieldKey, value: Option<Value>) {
        if let Some(place) = kind
            .position(field.as_str())
            .and_then(|at| self.values.get_mut(at))
        {
            *place = value.filter(|value| !value.is_empty());
        }
    }
}
