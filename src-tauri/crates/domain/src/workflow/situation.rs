//! What a guard may look at: the record, the rows inside it, who is at the keyboard, which day.

use std::sync::Arc;

use crate::dates::PartialDate;
use crate::record::{FieldKey, RecordType, Row, Value};
use crate::workflow::{Done, RowsInside, Situation};

impl RowsInside {
    /// Adds the rows of a type; those that no longer stand are left out.
    pub fn add(&mut self, kind: Arc<RecordType>, mut rows: Vec<Row>) {
        rows.retain(Row::is_live);
        self.0.push((kind, rows));
    }

    /// How many rows of a type there are.
    #[must_use]
    pub fn count(&self, kind: &str) -> usize {
        self.of(kind).map_or(0, |(_, rows)| rows.len())
    }

    /// The rows of a type, with the type.
    #[must_use]
    pub fn of(&self, kind: &str) -> Option<(&RecordType, &[Row])> {
        self.0
            .iter()
            .find(|(it, _)| it.key == *kind)
            .map(|(it, rows)| (it.as_ref(), rows.as_slice()))
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = (&RecordType, &[Row])> {
        self.0
            .iter()
            .map(|(kind, rows)| (kind.as_ref(), rows.as_slice()))
    }
}

impl Situation<'_> {
    /// A text of the record.
    #[must_use]
    pub fn text(&self, field: &str) -> Option<&str> {
        self.row.get(self.kind, field).and_then(Value::as_text)
    }

    /// A date of the record.
    #[must_use]
    pub fn date(&self, field: &str) -> Option<PartialDate> {
        self.row.get(self.kind, field).and_then(Value::as_date)
    }

    /// Whether a field of the record holds something.
    #[must_use]
    pub fn has(&self, field: &str) -> bool {
        self.row.get(self.kind, field).is_some()
    }
}

impl Done<'_> {
    /// A value of the record as the step leaves it.
    #[must_use]
    pub fn value(&self, field: &str) -> Option<&Value> {
        self.after.get(self.before.kind, field)
    }

    /// A date of the record as the step leaves it.
    #[must_use]
    pub fn date(&self, field: &str) -> Option<PartialDate> {
        self.value(field).and_then(Value::as_date)
    }

    /// A text of the record as the step leaves it.
    #[must_use]
    pub fn text(&self, field: &str) -> Option<&str> {
        self.value(field).and_then(Value::as_text)
    }

    /// A value given for the row inside.
    #[must_use]
    pub fn inside(&self, field: &str) -> Option<&Value> {
        given(self.inside, field)
    }

    /// A value given for the step's own row.
    #[must_use]
    pub fn step(&self, field: &str) -> Option<&Value> {
        given(self.step, field)
    }
}

fn given<'a>(values: &'a [(FieldKey, Option<Value>)], field: &str) -> Option<&'a Value> {
    values
        .iter()
        .find(|(key, _)| *key == *field)
        .and_then(|(_, value)| value.as_ref())
}
