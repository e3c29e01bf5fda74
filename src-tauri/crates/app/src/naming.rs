//! Between names, as people and sheets write them, and records.

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use chrono::NaiveDate;
use domain::calendar::Today;
use domain::meeting::voted_at;
use domain::names::clean::clean;
use domain::record::{
    Field, FieldType, Item, KindKey, Origin, RecordId, RecordType, Registry, Row, Value, show_in,
};
use store::error::StoreFault;
use store::query::Reader;

use crate::doubts::Doubts;
use crate::periods;

/// Names of records referred to, each asked for once.
pub(crate) struct NameBook<'a> {
    reader: Reader<'a>,
    known: RefCell<HashMap<RecordId, Option<String>>>,
    /// What papers mark; read when the first of them asks.
    doubts: OnceCell<Doubts>,
    /// The day on which columns that change from day to day are read.
    today: Option<Today>,
}

impl<'a> NameBook<'a> {
    pub(crate) fn new(reader: Reader<'a>) -> Self {
        Self {
            reader,
            known: RefCell::new(HashMap::new()),
            doubts: OnceCell::new(),
            today: None,
        }
    }

    /// With the day on which columns that change from day to day are read.
    ///
    /// # Errors
    /// What the database answers when asked for the office's working days and rules.
    pub(crate) fn on(self, day: NaiveDate) -> Result<Self, StoreFault> {
        let today = periods::today_of(&self.reader, day)?;
        Ok(Self {
            today: Some(today),
            ..self
        })
    }

    /// Passes on what was made of names, unless one of them could not be read. Every command asks
    /// once it has its answer; here asks who writes what was made of names.
    ///
    /// # Errors
    /// The first answer of the database that was no answer.
    pub(crate) fn checked<T>(&self, made: T) -> Result<T, StoreFault> {
        self.reader.all_read().map(|()| made)
    }

    /// What a field of a record holds: as it was written, or as computed for the book's day.
    pub(crate) fn value(&self, kind: &RecordType, field: &Field, row: &Row) -> Option<Value> {
        let written = row.get(kind, field.key.as_str()).cloned();
        written.or_else(|| self.by_day(kind, field, row))
    }

    /// What a column that changes from day to day holds on the book's day; `None` for every other
    /// column, and in a book without a day.
    fn by_day(&self, kind: &RecordType, field: &Field, row: &Row) -> Option<Value> {
        let (Origin::ByDay(compute), Some(today)) = (field.origin, &self.today) else {
            return None;
        };
        match self.day_of_vote(kind, row) {
            Some(date) => {
                let today = Today {
                    date,
                    ..today.clone()
                };
                compute(kind, row, &today)
            }
            None => compute(kind, row, today),
        }
    }

    /// A vote is judged by the rules of its meeting's day, whenever it is looked at.
    fn day_of_vote(&self, kind: &RecordType, row: &Row) -> Option<NaiveDate> {
        let (link, of, day) = voted_at(kind)?;
        let id = row.get(kind, link).and_then(Value::as_id)?;
        let meeting = self.read(self.reader.get(of, id))?;
        let of = self.reader.registry().get(of)?;
        let on = meeting.get(of, day).and_then(Value::as_date)?;
        Some(on.first_day())
    }

    /// What a read answers; what could not be read shows as empty until somebody asks.
    fn read<T>(&self, answer: Result<Option<T>, StoreFault>) -> Option<T> {
        answer.unwrap_or_else(|fault| {
            self.reader.keep_unread(fault);
            None
        })
    }

    /// A field's value as people read it; empty where there is none.
    pub(crate) fn shown(&self, field: &Field, value: Option<&Value>) -> String {
        let Some(value) = value else {
            return String::new();
        };
        let Some(kind) = field.field_type.refers_to() else {
            return show_in(&field.field_type, value, &|_| None);
        };
        show_in(&field.field_type, value, &|id| self.name(kind, id))
    }

    /// The same as it stands on paper: who somebody is, where that is in doubt, has a mark.
    pub(crate) fn on_paper(&self, field: &Field, row: &Row, value: Option<&Value>) -> String {
        let doubts = self.doubts();
        if doubts.is_empty() {
            return self.shown(field, value);
        }
        let text = match (value, field.field_type.refers_to()) {
            (Some(value), Some(kind)) => {
                let named = self.reader.registry().get(kind.as_str());
                show_in(&field.field_type, value, &|id| {
                    let name = self.name(kind, id)?;
                    let Some(kind) = named else { return Some(name) };
                    Some(doubts.marked(id, &kind.name_field, name))
                })
            }
            (value, _) => self.shown(field, value),
        };
        doubts.marked(row.id, &field.key, text)
    }

    /// A text of a field of a row as it stands on paper.
    pub(crate) fn marked(&self, field: &Field, row: &Row, text: String) -> String {
        self.doubts().marked(row.id, &field.key, text)
    }

    fn doubts(&self) -> &Doubts {
        let read = || self.read(Doubts::all(&self.reader).map(Some));
        self.doubts.get_or_init(|| read().unwrap_or_default())
    }

    /// Takes note of the name of a record that is still to be made.
    pub(crate) fn learn(&self, id: RecordId, name: &str) {
        self.known.borrow_mut().insert(id, Some(name.to_owned()));
    }

    fn name(&self, kind: &KindKey, id: RecordId) -> Option<String> {
        if let Some(name) = self.known.borrow().get(&id) {
            return name.clone();
        }
        let name = self.read(self.reader.name_of(kind.as_str(), id));
        self.known.borrow_mut().insert(id, name.clone());
        name
    }

    /// Every filled field of a row by key.
    ///
    /// # Errors
    /// A name that the database could not give.
    pub(crate) fn values(
        &self,
        kind: &RecordType,
        row: &Row,
    ) -> Result<BTreeMap<String, String>, StoreFault> {
        let mut values = BTreeMap::new();
        for (field, value) in kind.fields.iter().zip(&row.values) {
            let computed = match value {
                Some(_) => None,
                None => self.by_day(kind, field, row),
            };
            let text = self.shown(field, value.as_ref().or(computed.as_ref()));
            if !text.is_empty() && !field.hidden {
                values.insert(field.key.to_string(), text);
            }
        }
        self.checked(values)
    }
}

/// What a name turned out to mean.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Meaning {
    /// This record.
    Record(RecordId),
    /// These records have that name.
    Several(Vec<RecordId>),
    /// Nobody does.
    Nobody,
}

/// Looks names up, each once.
#[derive(Clone, Default)]
pub(crate) struct Resolver {
    known: HashMap<(KindKey, String), Meaning>,
}

impl Resolver {
    /// Which live record of a kind has this name. Endings that do not matter are passed over
    /// (X and X代表小组 are one), spaces inside names of people as well.
    pub(crate) fn find(
        &mut self,
        reader: &Reader<'_>,
        kind: &RecordType,
        written: &str,
    ) -> Result<Meaning, StoreFault> {
        let key = (kind.key.clone(), plain(kind, written));
        if let Some(meaning) = self.known.get(&key) {
            return Ok(meaning.clone());
        }
        // A screen names one of several alike by its id.
        if let Some(id) = RecordId::parse(written)
            && reader.get(kind.key.as_str(), id)?.is_some()
        {
            return Ok(Meaning::Record(id));
        }
        let mut found: Vec<RecordId> = Vec::new();
        for name in spellings(kind, written) {
            let Some(name) = name_value(kind, &name) else {
                continue;
            };
            for row in reader.with(kind.key.as_str(), kind.name_field.as_str(), &name)? {
                if row.is_live() && !found.contains(&row.id) {
                    found.push(row.id);
                }
            }
            if !found.is_empty() {
                break;
            }
        }
        let meaning = match found.as_slice() {
            [] => Meaning::Nobody,
            [id] => Meaning::Record(*id),
            several => Meaning::Several(several.to_vec()),
        };
        self.known.insert(key, meaning.clone());
        Ok(meaning)
    }

    /// Takes note of a record made on the way.
    pub(crate) fn learn(&mut self, kind: &RecordType, written: &str, id: RecordId) {
        self.known.insert(
            (kind.key.clone(), plain(kind, written)),
            Meaning::Record(id),
        );
    }
}

/// A name without what does not matter in it.
fn plain(kind: &RecordType, written: &str) -> String {
    let written = tidy(kind, written);
    let bare = kind
        .name_endings
        .iter()
        .find_map(|ending| written.strip_suffix(ending.as_str()));
    bare.filter(|it| !it.is_empty())
        .unwrap_or(&written)
        .to_owned()
}

fn tidy(kind: &RecordType, written: &str) -> String {
    let names = kind
        .field(kind.name_field.as_str())
        .is_some_and(|field| matches!(field.field_type, FieldType::Name));
    if names {
        clean(written)
    } else {
        written.trim().to_owned()
    }
}

/// A name as the record's name field holds it; `None` where it cannot be one (a reception day goes
/// by its date, a plan by its month).
pub(crate) fn name_value(kind: &RecordType, name: &str) -> Option<Value> {
    let dated = kind
        .field(kind.name_field.as_str())
        .is_some_and(|field| matches!(field.field_type, FieldType::Date));
    if !dated {
        return Some(Value::Text(name.trim().to_owned()));
    }
    match domain::dates::parse_written(name).ok()? {
        domain::dates::WrittenDate::Full(date) if kind.key == *domain::plan::PLAN => {
            domain::plan::month_of(date).map(Value::Date)
        }
        domain::dates::WrittenDate::Full(date) => Some(Value::Date(date)),
        domain::dates::WrittenDate::WithoutYear { .. } => None,
    }
}

/// Every way in which the same name may stand in the store, the written one first.
fn spellings(kind: &RecordType, written: &str) -> Vec<String> {
    let bare = plain(kind, written);
    let mut names = vec![tidy(kind, written), bare.clone()];
    names.extend(
        kind.name_endings
            .iter()
            .map(|ending| format!("{bare}{ending}")),
    );
    names
}

/// The kind that a field refers to.
pub(crate) fn referred(registry: &Registry, field: &Field) -> Option<Arc<RecordType>> {
    field
        .field_type
        .refers_to()
        .and_then(|kind| registry.get(kind.as_str()))
        .cloned()
}

/// The names in a value that have not been looked up yet.
pub(crate) fn unresolved(value: &Value) -> Vec<&str> {
    let text = |item: &'_ Item| match item {
        Item::Text(_) => true,
        Item::Id(_) => false,
    };
    match value {
        Value::Ref(Item::Text(name)) => vec![name],
        Value::Set(items) => items
            .iter()
            .filter(|item| text(item))
            .filter_map(|item| match item {
                Item::Text(name) => Some(name.as_str()),
                Item::Id(_) => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// The value with names replaced by the records they mean.
pub(crate) fn replaced(value: Value, means: &HashMap<String, RecordId>) -> Value {
    let item = |item: Item| match item {
        Item::Text(name) => means
            .get(&name)
            .map_or(Item::Text(name), |id| Item::Id(*id)),
        id => id,
    };
    match value {
        Value::Ref(it) => Value::Ref(item(it)),
        Value::Set(items) => Value::Set(items.into_iter().map(item).collect()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use domain::record::Field;
    use store::ledger::Ledger;

    use super::*;

    /// A page shows many names; one that cannot be read makes the whole answer a refusal.
    #[test]
    fn a_name_that_cannot_be_read_is_said_once() {
        let ledger = Ledger::in_memory(Registry::builtin()).expect("a ledger");
        let book = NameBook::new(ledger.read());
        let nowhere = Field::to("unit", "单位", "no_such_kind");
        let value = Value::Ref(Item::Id(RecordId::new()));
        let shown = book.shown(&nowhere, Some(&value));
        assert_eq!(shown, "（资料未到）", "the page goes on");
        assert!(ledger.read().all_read().is_err(), "whoever asks is told");
        assert!(ledger.read().all_read().is_ok(), "once");
        book.shown(&nowhere, Some(&Value::Ref(Item::Id(RecordId::new()))));
        assert!(
            book.checked(()).is_err(),
            "whoever writes it is told before"
        );
    }
}
