//! What a guard may look at: the record, the rows inside it, who is at the keyboard, which day.

use std::sync::Arc;

use crate::record::{Column, FieldKey, Reads, RecordType, Row, Value};
use crate::workflow::{Done, RowsInside, Situation};

impl RowsInside {
    /// Adds the rows of a type; those that no longer stand are left out.
    pub fn add(&mut self, kind: Arc<RecordType>, mut rows: Vec<Row>) {
        rows.retain(Row::is_live);
        match self.0.iter_mut().find(|(it, _)| it.key == kind.key) {
            Some((_, known)) => known.extend(rows),
            None => self.0.push((kind, rows)),
        }
    }

    /// Adds a row, in place of the one of its id.
    pub fn put(&mut self, kind: &Arc<RecordType>, row: Row) {
        if let Some((_, known)) = self.0.iter_mut().find(|(it, _)| it.key == kind.key) {
            known.retain(|it| it.id != row.id);
        }
        self.add(Arc::clone(kind), vec![row]);
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

impl Reads for Situation<'_> {
    fn value(&self, key: &str) -> Option<&Value> {
        self.row.get(self.kind, key)
    }
}

/// Of the record as the step leaves it.
impl Reads for Done<'_> {
    fn value(&self, key: &str) -> Option<&Value> {
        self.after.get(self.before.kind, key)
    }
}

impl Done<'_> {
    /// A value given for the row inside.
    #[must_use]
    pub fn inside<T>(&self, column: Column<T>) -> Option<&Value> {
        given(self.inside, column.key())
    }

    /// As [`Self::inside`], of a field chosen at runtime.
    #[must_use]
    pub fn inside_by_key(&self, key: &str) -> Option<&Value> {
        given(self.inside, key)
    }

    /// A value given for the step's own row.
    #[must_use]
    pub fn step<T>(&self, column: Column<T>) -> Option<&Value> {
        given(self.step, column.key())
    }
}

fn given<'a>(values: &'a [(FieldKey, Option<Value>)], field: &str) -> Option<&'a Value> {
    values
        .iter()
        .find(|(key, _)| *key == *field)
        .and_then(|(_, value)| value.as_ref())
}
