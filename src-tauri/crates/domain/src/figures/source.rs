//! Which columns of which register a fact is read from.

use std::collections::HashMap;

use crate::calendar::Today;
use crate::dates::PartialDate;
use crate::figures::{About, Fact, Inside};
use crate::figures::{activities, matters, works};
use crate::record::{Item, RecordId, Value};

/// The columns of one record, as they were asked for.
pub struct Cells<'a> {
    /// Keys, in the order of the values.
    pub fields: &'static [&'static str],
    /// Values; each is taken at most once.
    pub values: &'a mut [Option<Value>],
}

impl Cells<'_> {
    fn take(&mut self, field: &str) -> Option<Value> {
        let at = self.fields.iter().position(|it| *it == field)?;
        self.values.get_mut(at)?.take()
    }

    pub(crate) fn filled(&mut self, field: &str) -> bool {
        self.take(field).is_some()
    }

    pub(crate) fn text(&mut self, field: &str) -> Option<String> {
        match self.take(field)? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn says(&mut self, field: &str, words: &[&str]) -> bool {
        self.text(field)
            .is_some_and(|it| words.contains(&it.as_str()))
    }

    pub(crate) fn date(&mut self, field: &str) -> Option<PartialDate> {
        self.take(field)?.as_date()
    }

    pub(crate) fn int(&mut self, field: &str) -> Option<i64> {
        self.take(field)?.as_int()
    }

    pub(crate) fn yes(&mut self, field: &str) -> Option<bool> {
        match self.take(field)? {
            Value::Bool(yes) => Some(yes),
            _ => None,
        }
    }

    pub(crate) fn item(&mut self, field: &str) -> Option<Item> {
        match self.take(field)? {
            Value::Ref(item) => Some(item),
            _ => None,
        }
    }

    pub(crate) fn items(&mut self, field: &str) -> std::collections::BTreeSet<Item> {
        match self.take(field) {
            Some(Value::Set(items)) => items,
            Some(Value::Ref(item)) => [item].into_iter().collect(),
            _ => std::collections::BTreeSet::new(),
        }
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
    pub read: fn(RecordId, &mut Cells<'_>, &Beside) -> Option<Fact>,
}

/// Every register from which facts are read one by one. Visits and reception days come by
/// [`crate::figures::Sittings`].
#[must_use]
pub fn sources() -> Vec<&'static Source> {
    matters::SOURCES
        .iter()
        .chain(activities::SOURCES)
        .chain(works::SOURCES)
        .collect()
}
