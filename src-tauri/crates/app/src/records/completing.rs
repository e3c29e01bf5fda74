//! What a row gets beyond what was written in it: a new record inherits from the one it refers to
//! and begins with what its type says; what follows from its fields for certain is filled in.

use std::sync::Arc;

use domain::calendar::Today;
use domain::record::{
    Beginning, FieldKey, Home, Item, RecordId, RecordType, Registry, Row, STATION_FIELD, Value,
};
use store::error::StoreFault;
use store::ledger::Tx;
use store::query::Reader;

use crate::naming::referred;

/// Where records are looked up: in the tables, or inside a running operation.
pub(crate) trait Lookup {
    /// The types of records.
    fn registry(&self) -> &Registry;
    /// A record by its id.
    fn row(&mut self, kind: &str, id: RecordId) -> Result<Option<Row>, StoreFault>;
    /// The rows of a type inside a record.
    fn inside(&mut self, kind: &Arc<RecordType>, parent: RecordId) -> Result<Vec<Row>, StoreFault>;
    /// Records with the same values in these fields.
    fn alike(&mut self, kind: &str, key: &[FieldKey], row: &Row) -> Result<Vec<Row>, StoreFault>;
    /// The fields of a record with something beside their value.
    fn contested(&mut self, kind: &str, id: RecordId) -> Result<Vec<FieldKey>, StoreFault>;
}

impl Lookup for &Reader<'_> {
    fn registry(&self) -> &Registry {
        Reader::registry(self)
    }

    fn row(&mut self, kind: &str, id: RecordId) -> Result<Option<Row>, StoreFault> {
        self.get(kind, id)
    }

    fn inside(&mut self, kind: &Arc<RecordType>, parent: RecordId) -> Result<Vec<Row>, StoreFault> {
        Reader::children(self, kind, parent)
    }

    fn alike(&mut self, kind: &str, key: &[FieldKey], row: &Row) -> Result<Vec<Row>, StoreFault> {
        Reader::alike(self, kind, key, row)
    }

    fn contested(&mut self, kind: &str, id: RecordId) -> Result<Vec<FieldKey>, StoreFault> {
        contested_in(self, kind, id)
    }
}

impl Lookup for Tx<'_> {
    fn registry(&self) -> &Registry {
        Tx::registry(self)
    }

    fn row(&mut self, kind: &str, id: RecordId) -> Result<Option<Row>, StoreFault> {
        self.get(kind, id)
    }

    fn inside(&mut self, kind: &Arc<RecordType>, parent: RecordId) -> Result<Vec<Row>, StoreFault> {
        Tx::children(self, kind, parent)
    }

    fn alike(&mut self, kind: &str, key: &[FieldKey], row: &Row) -> Result<Vec<Row>, StoreFault> {
        self.read()?.alike(kind, key, row)
    }

    fn contested(&mut self, kind: &str, id: RecordId) -> Result<Vec<FieldKey>, StoreFault> {
        contested_in(&self.read()?, kind, id)
    }
}

fn contested_in(
    reader: &Reader<'_>,
    kind: &str,
    id: RecordId,
) -> Result<Vec<FieldKey>, StoreFault> {
    let found = reader.conflicts(kind, id)?;
    Ok(found.into_iter().map(|(field, _)| field).collect())
}

/// Fills a new row with what it inherits and begins with, as far as nobody wrote it. Fields that are
/// `held` (written, but at fault) stay empty. Answers the fields that it filled.
pub(crate) fn begin(
    look: &mut impl Lookup,
    kind: &RecordType,
    row: &mut Row,
    beginning: &Beginning<'_>,
    held: impl Fn(&FieldKey) -> bool,
) -> Result<Vec<FieldKey>, StoreFault> {
    let mut filled = Vec::new();
    let mut fill = |row: &mut Row, key: FieldKey, value: Value| {
        if row.get(kind, key.as_str()).is_none() && !held(&key) {
            row.put(kind, &key, Some(value));
            filled.push(key);
        }
    };
    for (key, value) in inherited(look, kind, row)? {
        fill(row, key, value);
    }
    if let Some(station) = beginning.station
        && kind.home == Home::Station
        && kind.field(STATION_FIELD).is_some()
    {
        fill(row, STATION_FIELD.into(), Value::Ref(Item::Id(station)));
    }
    if let Some(begin) = kind.begin {
        for (key, value) in begin(kind, row, beginning) {
            fill(row, key, value);
        }
    }
    Ok(filled)
}

/// What a row takes from another that it refers to.
fn inherited(
    look: &mut impl Lookup,
    kind: &RecordType,
    row: &Row,
) -> Result<Vec<(FieldKey, Value)>, StoreFault> {
    let Some(inherits) = &kind.inherits else {
        return Ok(Vec::new());
    };
    let from = row.get(kind, inherits.from.as_str());
    let other = kind
        .field(inherits.from.as_str())
        .and_then(|field| referred(look.registry(), field));
    let (Some(id), Some(other)) = (from.and_then(Value::as_id), other) else {
        return Ok(Vec::new());
    };
    let Some(theirs) = look.row(other.key.as_str(), id)? else {
        return Ok(Vec::new());
    };
    let taken = inherits.fields.iter().filter_map(|(their, own)| {
        let value = theirs.get(&other, their.as_str())?;
        Some((own.clone(), value.clone()))
    });
    Ok(taken.chain(inherits.fixed.iter().cloned()).collect())
}

/// Fills in what a row's fields say for certain about others. What followed before and was left
/// empty was left so on purpose. Answers the fields that it filled.
pub(crate) fn complete(
    kind: &RecordType,
    row: &mut Row,
    before: Option<&Row>,
    today: &Today,
    held: impl Fn(&FieldKey) -> bool,
) -> Vec<FieldKey> {
    let Some(complete) = kind.complete else {
        return Vec::new();
    };
    let known = before.map_or_else(Vec::new, |row| complete(kind, row, today));
    let mut filled = Vec::new();
    for (key, value) in complete(kind, row, today) {
        let Some(field) = kind.field(key.as_str()) else {
            continue;
        };
        let own = !field.is_editable();
        let free = match (row.get(kind, key.as_str()), &value) {
            // A day where the type keeps the month alone.
            (Some(Value::Date(now)), Value::Date(then)) => now.agrees_with(*then),
            (now, _) => own || now.is_none(),
        };
        if !free || held(&key) || known.iter().any(|(it, _)| *it == key) {
            continue;
        }
        row.put(kind, &key, Some(value));
        filled.push(key);
    }
    filled
}
