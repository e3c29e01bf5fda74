//! Which fields are in doubt: two devices say differently who somebody is, and nobody has decided.
//! Papers and lists mark them; nothing waits for the decision.

use std::collections::{HashMap, HashSet};

use domain::record::{Conflict, FieldKey, RecordId, RecordType};
use store::error::StoreFault;
use store::query::Reader;

/// Stands behind a value in doubt.
pub(crate) const MARK: &str = "※";
/// What the mark means, at the foot of a paper.
pub(crate) const MEANING: &str = "※ 有待裁定的不同填写";

/// The fields in doubt of every record.
#[derive(Default)]
pub(crate) struct Doubts(HashMap<RecordId, HashSet<FieldKey>>);

impl Doubts {
    /// Of all types of records. Most offices have none: each type is asked through an index that is
    /// empty then.
    ///
    /// # Errors
    /// What the database answers.
    pub(crate) fn all(reader: &Reader<'_>) -> Result<Self, StoreFault> {
        let mut it = Self::default();
        for kind in reader.registry().iter() {
            let doubted = kind
                .fields
                .iter()
                .any(|field| is_identity(kind, &field.key));
            if doubted {
                it.add(reader, kind)?;
            }
        }
        Ok(it)
    }

    fn add(&mut self, reader: &Reader<'_>, kind: &RecordType) -> Result<(), StoreFault> {
        for (id, fields) in reader.contested(kind.key.as_str())? {
            let keys: HashSet<FieldKey> = fields
                .into_iter()
                .filter(|(key, rivals)| !rivals.is_empty() && is_identity(kind, key))
                .map(|(key, _)| key)
                .collect();
            if keys.is_empty() {
                continue;
            }
            // What a row shows of a row inside it is in doubt as well.
            if let Some(link) = &kind.parent
                && let Some(row) = reader.get(kind.key.as_str(), id)?
                && let Some(parent) = row.get(kind, link.field.as_str()).and_then(|it| it.as_id())
            {
                self.0
                    .entry(parent)
                    .or_default()
                    .extend(keys.iter().cloned());
            }
            self.0.entry(id).or_default().extend(keys);
        }
        Ok(())
    }

    /// Whether nothing is in doubt.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a field of a record is.
    pub(crate) fn has(&self, id: RecordId, field: &FieldKey) -> bool {
        self.0.get(&id).is_some_and(|it| it.contains(field))
    }

    /// A text with the mark behind it where the field is in doubt and says something.
    pub(crate) fn marked(&self, id: RecordId, field: &FieldKey, text: String) -> String {
        if text.is_empty() || !self.has(id, field) {
            return text;
        }
        text + MARK
    }
}

fn is_identity(kind: &RecordType, key: &FieldKey) -> bool {
    kind.conflict_of(key) == Conflict::Identity
}
