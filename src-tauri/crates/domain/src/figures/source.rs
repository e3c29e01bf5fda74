//! Which columns of which register a fact is read from.

use std::collections::{BTreeSet, HashMap};

use crate::calendar::Today;
use crate::dates::PartialDate;
use crate::figures::{About, Fact, Inside};
use crate::record::{Column, Item, Reads, RecordId, Several, Value};

/// The columns of one record, as they were asked for.
#[derive(Clone, Copy)]
pub struct Cells<'a> {
    /// Keys, in the order of the values.
    pub fields: &'static [&'static str],
    /// Values.
    pub values: &'a [Option<Value>],
}

impl Reads for Cells<'_> {
    fn value(&self, key: &str) -> Option<&Value> {
        let at = self.fields.iter().position(|it| *it == key);
        debug_assert!(at.is_some(), "the column {key} was not asked for");
        self.values.get(at?)?.as_ref()
    }
}

impl Cells<'_> {
    /// Those that a field names; nobody where it names none.
    pub(crate) fn items(&self, column: Column<Several>) -> BTreeSet<Item> {
        self.read(column).cloned().unwrap_or_default()
    }
}

/// What stands in other records about those that are read.
#[derive(Debug)]
pub struct Beside {
    /// Rows inside matters, by matter.
    pub inside: HashMap<RecordId, Inside>,
    /// Who was away from an activity, by activity.
    pub away: HashMap<RecordId, Vec<Item>>,
    /// When a congress met, by congress.
    pub met: HashMap<RecordId, PartialDate>,
    /// The office's own level: 乡镇.
    pub level: String,
    /// What the office goes by, and today.
    pub today: Today,
}

impl Beside {
    /// Nothing yet, for an office of this level on this day.
    #[must_use]
    pub fn of(level: String, today: Today) -> Self {
        Self {
            inside: HashMap::new(),
            away: HashMap::new(),
            met: HashMap::new(),
            level,
            today,
        }
    }
}

/// A register from which facts are read.
pub struct Source {
    /// Record type.
    pub kind: &'static str,
    /// What comes of it.
    pub about: About,
    /// Columns that are read.
    pub fields: &'static [&'static str],
    /// The date by which its records belong to a period; `None` for what stands at all times.
    pub date: Option<&'static str>,
    /// Its station; `None` where its records belong to the whole office.
    pub station: Option<&'static str>,
    /// Reads one record; `None` where it is nothing to count (a plan, a cancelled activity).
    pub read: fn(RecordId, &Cells<'_>, &Beside) -> Option<Fact>,
}
