//! One number for the state of a store: the same set of changes gives the same digest on any
//! machine, and undoing an operation gives back the digest from before it.

use std::fmt;

use crate::record::{FieldState, RecordId, Write, encode_writes};

/// BLAKE3 over the records sorted by id: their non-empty logged fields, void flag and open
/// conflicts. Not: log, times, versions, retracted creations, drafts, computed values.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Digest(pub [u8; 32]);

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// Collects records in any order.
#[derive(Default)]
pub struct DigestBuilder {
    records: Vec<(RecordId, [u8; 32])>,
}

impl DigestBuilder {
    /// Adds a record that was not retracted. `fields` may come in any order.
    pub fn add<'a>(
        &mut self,
        id: RecordId,
        kind: &str,
        voided: Option<&str>,
        fields: impl Iterator<Item = (&'a str, &'a FieldState)>,
    ) {
        let mut fields: Vec<(&str, &FieldState)> = fields
            .filter(|(_, state)| state.value.is_some() || !state.rivals.is_empty())
            .collect();
        fields.sort_by_key(|(key, _)| *key);
        let mut hasher = blake3::Hasher::new();
        hasher.update(kind.as_bytes());
        hasher.update(&[0, u8::from(voided.is_some())]);
        for (key, state) in fields {
            hasher.update(key.as_bytes());
            hasher.update(&[0]);
            hash_value(&mut hasher, state.value.as_ref());
            let mut rivals: Vec<_> = state.rivals.iter().map(|rival| &rival.value).collect();
            rivals.sort();
            for rival in rivals {
                hasher.update(&[1]);
                hash_value(&mut hasher, rival.as_ref());
            }
            hasher.update(&[2]);
        }
        self.records.push((id, *hasher.finalize().as_bytes()));
    }

    /// The digest of all of them.
    #[must_use]
    pub fn finish(mut self) -> Digest {
        self.records.sort_unstable();
        let mut hasher = blake3::Hasher::new();
        for (id, hash) in &self.records {
            hasher.update(id.bytes());
            hasher.update(hash);
        }
        Digest(*hasher.finalize().as_bytes())
    }
}

fn hash_value(hasher: &mut blake3::Hasher, value: Option<&crate::record::Value>) {
    let one = std::iter::once(("v".into(), Write::Put(value.cloned()))).collect();
    let bytes = encode_writes(&one);
    hasher.update(&(bytes.len() as u64).to_le_bytes());
    hasher.update(&bytes);
}
