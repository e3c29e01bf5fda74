//! The running hash of the log. Per device and partition each run of changes (what one operation
//! wrote there) carries the value before it into the next, so that a change or an operation's head
//! that is altered, cut off, inserted or dated anew is found.
//!
//! ```text
//! body hash = H(salt, body)
//! leaf      = H(number, Lamport number, record, kind, seen, predecessor, body hash)
//! value     = H(device, partition, value before, leaf, leaf, …, head hash)
//! ```
//!
//! The head comes last because an operation is named at its end. Erasure by law removes salt and
//! body and keeps the body hash: the leaf, and with it every later value, stays what it was.

use crate::record::{DeviceId, OperationHead, Partition, RecordId, VersionVector};

/// Bytes of every hash here (BLAKE3).
pub const LEAF_SIZE: usize = 32;
/// A value of the chain, a leaf, or a hash of a body.
pub type Link = [u8; LEAF_SIZE];

/// What a leaf binds beside the body.
#[derive(Clone, Copy, Debug)]
pub struct Leaf<'a> {
    /// The change's number.
    pub seq: u64,
    /// Its Lamport number.
    pub lamport: u64,
    /// Its record.
    pub record: RecordId,
    /// The record's type.
    pub kind: &'a str,
    /// What its writer had seen of the record.
    pub seen: &'a VersionVector,
    /// The number of this device's change of the record before this one, where `seen` does not say it.
    pub before: Option<u64>,
}

impl Leaf<'_> {
    /// The leaf over these and the hash of the body.
    #[must_use]
    pub fn over(&self, body: &Link) -> Link {
        let mut hasher = blake3::Hasher::new();
        let mut fixed = [0_u8; 41];
        fixed[0] = b'L';
        fixed[1..9].copy_from_slice(&self.seq.to_le_bytes());
        fixed[9..17].copy_from_slice(&self.lamport.to_le_bytes());
        fixed[17..33].copy_from_slice(self.record.bytes());
        fixed[33..41].copy_from_slice(&self.before.unwrap_or(0).to_le_bytes());
        hasher.update(&fixed);
        put_text(&mut hasher, self.kind);
        hasher.update(&(self.seen.iter().len() as u64).to_le_bytes());
        for (device, seq) in self.seen.iter() {
            hasher.update(device.bytes());
            hasher.update(&seq.to_le_bytes());
        }
        hasher.update(body);
        *hasher.finalize().as_bytes()
    }
}

/// The hash of a body, which nobody can guess without the salt.
#[must_use]
pub fn body_hash(salt: &[u8; 16], body: &[u8]) -> Link {
    let mut hasher = blake3::Hasher::new();
    hasher.update(salt).update(body);
    *hasher.finalize().as_bytes()
}

/// The hash of an operation's head.
#[must_use]
pub fn head_hash(head: &OperationHead) -> Link {
    let mut hasher = blake3::Hasher::new();
    hasher.update(b"H").update(head.id.bytes());
    hasher.update(head.device.bytes());
    hasher.update(&head.wall_ms.to_le_bytes());
    put_text(&mut hasher, &head.sort);
    put_text(&mut hasher, &head.title);
    put_text(&mut hasher, head.source.key());
    for id in [
        head.user.as_ref().map(RecordId::bytes),
        head.undoes.as_ref().map(crate::record::OperationId::bytes),
    ] {
        match id {
            Some(id) => hasher.update(&[1]).update(id),
            None => hasher.update(&[0]),
        };
    }
    *hasher.finalize().as_bytes()
}

fn put_text(hasher: &mut blake3::Hasher, text: &str) {
    hasher.update(&(text.len() as u64).to_le_bytes());
    hasher.update(text.as_bytes());
}

/// The chain's value while one run of changes grows.
#[derive(Clone, Debug)]
pub struct Chain(blake3::Hasher);

impl Chain {
    /// Behind this value; zeros before a device's first change in a partition.
    #[must_use]
    pub fn behind(value: &Link, device: DeviceId, partition: &Partition) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(b"C").update(device.bytes());
        put_text(&mut hasher, &partition.to_string());
        hasher.update(value);
        Self(hasher)
    }

    /// Behind this value in the sequence of a device's operations.
    #[must_use]
    pub fn of_operations(value: &Link, device: DeviceId) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(b"O").update(device.bytes()).update(value);
        Self(hasher)
    }

    /// The next change.
    pub fn add(&mut self, leaf: &Link) {
        self.0.update(leaf);
    }

    /// The value behind the run, under the head of its operation.
    #[must_use]
    pub fn end(mut self, head: &Link) -> Link {
        self.0.update(head);
        *self.0.finalize().as_bytes()
    }
}
