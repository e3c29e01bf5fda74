//! Changes that are to become one block of the log, and the block they become: salts, the leaves of
//! the chain, packing. None of it needs the database.

use std::ops::Range;

use domain::record::{BlockWriter, Body, Chain, Entry, KindKey, RecordId, VersionVector, salt_of};

use crate::error::Result;
use crate::ledger::packing::Packer;

/// So many changes make a block. Reading one of them unpacks all; fewer would pack worse, and leave a
/// part of a page empty behind each block more often.
const CHANGES: usize = 1_000;
/// So many bytes make a block, however few its changes are.
const BYTES: usize = 256 * 1024;
/// What a change takes beside its body, about.
const HEAD: usize = 32;

/// A change before it has its number and salt.
pub(crate) struct Draft<'a> {
    pub(crate) lamport: u64,
    pub(crate) record: RecordId,
    pub(crate) kind: &'a KindKey,
    pub(crate) seen: &'a VersionVector,
    pub(crate) before: Option<u64>,
    pub(crate) body: &'a [u8],
}

/// Changes of one operation in one partition, one behind another. Their bodies lie in one memory.
pub(super) struct OpenBlock {
    first: u64,
    changes: Vec<Change>,
    /// The types that changes name by their places.
    kinds: Vec<KindKey>,
    bodies: Vec<u8>,
}

struct Change {
    lamport: u64,
    record: RecordId,
    kind: usize,
    seen: VersionVector,
    before: Option<u64>,
    body: Range<usize>,
}

/// A block as its row holds it.
pub(super) struct PackedBlock {
    pub(super) first: u64,
    pub(super) last: u64,
    /// The types of the records it speaks of.
    pub(super) kinds: Vec<KindKey>,
    pub(super) body: Vec<u8>,
}

impl OpenBlock {
    /// A block that begins with this number.
    pub(super) fn new(first: u64) -> Self {
        Self {
            first,
            changes: Vec::new(),
            kinds: Vec::new(),
            bodies: Vec::new(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    pub(super) fn is_full(&self) -> bool {
        self.changes.len() >= CHANGES || self.bodies.len() + self.changes.len() * HEAD >= BYTES
    }

    /// The number of the change that comes next.
    pub(super) fn next(&self) -> u64 {
        self.first + self.changes.len() as u64
    }

    pub(super) fn push(&mut self, draft: &Draft<'_>) {
        let known = self.kinds.iter().position(|it| it == draft.kind);
        let kind = known.unwrap_or_else(|| {
            self.kinds.push(draft.kind.clone());
            self.kinds.len() - 1
        });
        let start = self.bodies.len();
        self.bodies.extend_from_slice(draft.body);
        self.changes.push(Change {
            lamport: draft.lamport,
            record: draft.record,
            kind,
            seen: draft.seen.clone(),
            before: draft.before,
            body: start..self.bodies.len(),
        });
    }

    /// Carries the chain on over the changes and packs them. Each block has a seed of its own:
    /// erasing in one leaves the salts of the others alone.
    pub(super) fn pack(
        self,
        seed: [u8; 32],
        chain: &mut Chain,
        packer: &mut Packer,
    ) -> Result<PackedBlock> {
        let mut block = BlockWriter::new(self.first, Some(seed));
        let last = self.next() - 1;
        for (seq, change) in (self.first..).zip(self.changes) {
            let body = self.bodies.get(change.body).unwrap_or_default();
            let entry = Entry {
                seq,
                lamport: change.lamport,
                record: change.record,
                kind: &self.kinds[change.kind],
                seen: change.seen,
                before: change.before,
                body: Body::Written(body, salt_of(&seed, seq)),
            };
            chain.add(&entry.leaf());
            block.push(&entry);
        }
        PackedBlock::of(self.first, last, block, packer)
    }
}

impl PackedBlock {
    /// A block of changes with these numbers.
    pub(super) fn of(
        first: u64,
        last: u64,
        block: BlockWriter,
        packer: &mut Packer,
    ) -> Result<Self> {
        Ok(Self {
            first,
            last,
            kinds: block.kinds().to_vec(),
            body: packer.pack(&block.finish())?,
        })
    }
}
