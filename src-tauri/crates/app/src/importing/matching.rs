//! Whether a row of a sheet is somebody who is already there, in the sheet or in the store.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{BuildHasher, RandomState};

use domain::dates::PartialDate;
use domain::record::{FieldKey, RecordId, RecordType, Row, Value};
use domain::roster::Deputy;
use store::error::StoreFault;
use store::query::Reader;

use crate::naming::{Meaning, Resolver};

/// What a row turned out to be.
#[derive(PartialEq, Debug)]
pub(super) enum Match {
    /// Nobody known.
    New,
    /// This record, as it stands.
    Record(Box<Row>),
    /// Possibly the one of an earlier row.
    SheetRow(u32),
    /// Possibly one of several records, this being the first.
    Unclear(RecordId),
}

/// People of one name that are told apart.
const MOST_OF_A_NAME: usize = 256;

/// A person met earlier in the sheet.
struct Earlier {
    row: u32,
    born: Option<PartialDate>,
    has_number: bool,
}

/// One of the keys by which rows are recognised.
struct Key {
    /// Its fields, by their places.
    places: Vec<usize>,
    /// It begins with a person's name: compared as far as both sides are filled.
    person: bool,
}

/// Remembers the rows met so far and asks the store for the others.
pub(super) struct Matcher {
    keys: Vec<Key>,
    /// The place of the identity number.
    number: Option<usize>,
    exact: HashMap<[u64; 2], u32>,
    hashing: [RandomState; 2],
    people: HashMap<String, Vec<Earlier>>,
    store_is_empty: bool,
}

impl Matcher {
    pub(super) fn new(kind: &RecordType, store_is_empty: bool) -> Self {
        let keys = kind.matching.iter().map(|key| Key {
            places: key
                .iter()
                .filter_map(|field| kind.position(field.as_str()))
                .collect(),
            person: kind.is_persons(key),
        });
        Self {
            keys: keys.collect(),
            number: kind.position(Deputy::ID_NUMBER.key()),
            exact: HashMap::new(),
            hashing: Default::default(),
            people: HashMap::new(),
            store_is_empty,
        }
    }

    pub(super) fn find(
        &mut self,
        reader: &Reader<'_>,
        resolver: &mut Resolver,
        kind: &RecordType,
        row: &Row,
        number: u32,
    ) -> Result<Match, StoreFault> {
        if let Some(earlier) = self.met(row, number) {
            return Ok(Match::SheetRow(earlier));
        }
        if self.store_is_empty {
            return Ok(Match::New);
        }
        if kind.made_by_naming && kind.matching == [[kind.name_field.clone()]] {
            let Meaning::Record(id) = resolver.find(reader, kind, &kind.name_of(row))? else {
                return Ok(Match::New);
            };
            let known = reader.get(kind.key.as_str(), id)?;
            return Ok(known.map_or(Match::New, |row| Match::Record(Box::new(row))));
        }
        let mut voided = None;
        for (key, fields) in self.keys.iter().zip(&kind.matching) {
            let (live, gone): (Vec<Row>, Vec<Row>) = self
                .find_by(reader, kind, (key, fields), row)?
                .into_iter()
                .partition(Row::is_live);
            voided = voided.or(gone.first().map(|it| it.id));
            let mut found = live.into_iter();
            match (found.next(), found.next()) {
                (None, _) => {}
                (Some(one), None) => return Ok(Match::Record(Box::new(one))),
                (Some(first), Some(_)) => return Ok(Match::Unclear(first.id)),
            }
        }
        // What was voided does not come back by itself: a person decides.
        Ok(voided.map_or(Match::New, Match::Unclear))
    }

    /// An earlier row of the sheet that may be the same; takes note of this one.
    fn met(&mut self, row: &Row, number: u32) -> Option<u32> {
        let mut earlier = None;
        for key in &self.keys {
            if key.person {
                let met = met_person(&mut self.people, key, self.number, row, number);
                earlier = earlier.or(met);
            } else if let Some(hash) = hash_of(&self.hashing, key, row) {
                match self.exact.entry(hash) {
                    Entry::Occupied(it) => earlier = earlier.or(Some(*it.get())),
                    Entry::Vacant(it) => drop(it.insert(number)),
                }
            }
        }
        earlier
    }

    /// Records that this key says are the same, voided ones last.
    fn find_by(
        &self,
        reader: &Reader<'_>,
        kind: &RecordType,
        (key, fields): (&Key, &[FieldKey]),
        row: &Row,
    ) -> Result<Vec<Row>, StoreFault> {
        let mut found = reader.alike(kind.key.as_str(), fields, row)?;
        let same = |known: &Row, at: usize| match (&row.values[at], &known.values[at]) {
            (Some(a), Some(b)) => agree(a, b),
            (None, None) => true,
            _ => key.person,
        };
        let other_number = |known: &Row| {
            let of = |row: &Row| self.number.and_then(|at| row.values[at].clone());
            matches!((of(row), of(known)), (Some(a), Some(b)) if a != b)
        };
        found.retain(|known| key.places.iter().all(|at| same(known, *at)) && !other_number(known));
        Ok(found)
    }
}

/// An earlier row of this person. Every row is taken note of.
fn met_person(
    people: &mut HashMap<String, Vec<Earlier>>,
    key: &Key,
    id_number: Option<usize>,
    row: &Row,
    number: u32,
) -> Option<u32> {
    let value = |at: Option<&usize>| at.and_then(|at| row.values[*at].as_ref());
    let name = value(key.places.first())?.as_text()?;
    let me = Earlier {
        row: number,
        born: value(key.places.get(1)).and_then(Value::as_date),
        has_number: value(id_number.as_ref()).is_some(),
    };
    let Some(known) = people.get_mut(name) else {
        people.insert(name.to_owned(), vec![me]);
        return None;
    };
    let same = known.iter().find(|it| {
        // Two different identity numbers are two people, whatever they are called.
        !(it.has_number && me.has_number)
            && match (it.born, me.born) {
                (Some(a), Some(b)) => a.agrees_with(b),
                _ => true,
            }
    });
    let earlier = same.map(|it| it.row);
    // One that is as an earlier one finds nobody more, and hundreds of one name are no people.
    let says_more = me.has_number || known.first().is_none_or(|it| it.born != me.born);
    if says_more && known.len() < MOST_OF_A_NAME {
        known.push(me);
    }
    earlier
}

/// The values of a key in 128 bits, by two hashers that nobody outside can foresee; `None` where one
/// is empty.
fn hash_of(hashing: &[RandomState; 2], key: &Key, row: &Row) -> Option<[u64; 2]> {
    let values: Vec<&Value> = key
        .places
        .iter()
        .map(|at| row.values[*at].as_ref())
        .collect::<Option<_>>()?;
    Some([hashing[0].hash_one(&values), hashing[1].hash_one(&values)])
}

/// Whether two values can be of the same person: dates as far as both are precise, sets when they
/// share an element.
fn agree(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Date(a), Value::Date(b)) => a.agrees_with(*b),
        (Value::Set(a), Value::Set(b)) => !a.is_disjoint(b),
        _ => a == b,
    }
}
