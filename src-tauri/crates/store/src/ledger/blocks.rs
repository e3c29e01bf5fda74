//! Blocks of the log unpacked, and those that were unpacked lately.

use std::cell::RefCell;
use std::sync::Arc;

use domain::record::{Body, Entry, KindKey, RecordId, VersionVector};

/// A change as a block holds it, taken out of its bytes.
#[derive(Clone, Debug)]
pub(super) struct Taken {
    pub(super) seq: u64,
    pub(super) lamport: u64,
    pub(super) record: RecordId,
    pub(super) kind: KindKey,
    pub(super) seen: VersionVector,
    pub(super) before: Option<u64>,
    /// The bytes of the writes; `None` once they are erased.
    pub(super) body: Option<Vec<u8>>,
}

impl Taken {
    pub(super) fn of(entry: Entry<'_>) -> Self {
        Self {
            seq: entry.seq,
            lamport: entry.lamport,
            record: entry.record,
            kind: entry.kind.clone(),
            seen: entry.seen,
            before: entry.before,
            body: match entry.body {
                Body::Written(body, _) => Some(body.to_vec()),
                Body::Erased(_) => None,
            },
        }
    }
}

/// Where a block lies and whose it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Place {
    pub(super) part: i64,
    pub(super) device: i64,
    pub(super) operation: i64,
}

pub(super) struct Unpacked {
    pub(super) place: Place,
    pub(super) first: u64,
    pub(super) last: u64,
    pub(super) changes: Vec<Taken>,
}

/// Blocks that were unpacked lately. What happened to one record often lies in blocks in which
/// its neighbours lie as well.
#[derive(Default)]
pub(crate) struct BlockCache(RefCell<Vec<Arc<Unpacked>>>);

/// So many blocks are kept unpacked, some 400 kB each.
const KEPT: usize = 24;

impl BlockCache {
    pub(super) fn get(&self, part: i64, device: i64, seq: u64) -> Option<Arc<Unpacked>> {
        let mut kept = self.0.borrow_mut();
        let at = kept.iter().rposition(|it| {
            it.place.part == part
                && it.place.device == device
                && (it.first..=it.last).contains(&seq)
        })?;
        let found = kept.remove(at);
        kept.push(Arc::clone(&found));
        Some(found)
    }

    pub(super) fn put(&self, block: &Arc<Unpacked>) {
        // A block of a few changes is read faster than it is looked for.
        if block.changes.len() < 8 {
            return;
        }
        let mut kept = self.0.borrow_mut();
        if kept.len() >= KEPT {
            kept.remove(0);
        }
        kept.push(Arc::clone(block));
    }

    /// Forgets all: a block was rewritten, or a transaction rolled back.
    pub(super) fn clear(&self) {
        self.0.borrow_mut().clear();
    }
}
