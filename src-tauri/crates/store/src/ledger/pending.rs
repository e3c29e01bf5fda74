//! Pending records: changed in an operation and not yet written to their projections.
//!
//! An import touches hundreds of thousands; so many are kept back, then written together.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use domain::record::{KindKey, RecordId, RecordType};

use crate::projection::Held;

/// The pending records of an operation.
#[derive(Default)]
pub(super) struct PendingRecords {
    pub(super) held: HashMap<RecordId, Held>,
    pub(super) order: Vec<RecordId>,
    /// Their types, each with how many of its records are new.
    pub(super) kinds: Vec<(Arc<RecordType>, usize)>,
    /// Pending children, by the record under which they were put.
    under: HashMap<RecordId, Vec<RecordId>>,
    /// Records that a pending child has left.
    pub(super) left: BTreeMap<RecordId, KindKey>,
}

impl PendingRecords {
    pub(super) fn get(&self, id: RecordId) -> Option<&Held> {
        self.held.get(&id)
    }

    pub(super) fn get_mut(&mut self, id: RecordId) -> Option<&mut Held> {
        self.held.get_mut(&id)
    }

    pub(super) fn take(&mut self, held: Held) {
        let id = held.row.id;
        if let Some(parent) = held.parent() {
            self.under.entry(parent).or_default().push(id);
        }
        self.order.push(id);
        let new = usize::from(held.place.is_none());
        let mut known = self.kinds.iter_mut();
        match known.find(|(kind, _)| Arc::ptr_eq(kind, &held.kind)) {
            Some((_, count)) => *count += new,
            None => self.kinds.push((Arc::clone(&held.kind), new)),
        }
        self.held.insert(id, held);
    }

    /// Takes note that a child may stand elsewhere than before.
    pub(super) fn moved(&mut self, id: RecordId, before: Option<RecordId>) {
        let Some(held) = self.held.get(&id) else {
            return;
        };
        let now = held.parent();
        if now == before {
            return;
        }
        if let Some(parent) = now {
            self.under.entry(parent).or_default().push(id);
        }
        let link = held.kind.parent.as_ref().and_then(|it| it.kind.clone());
        if let (Some(before), Some(kind)) = (before, link) {
            self.left.insert(before, kind);
        }
    }

    /// The pending children that stand under a record now.
    pub(super) fn children(&self, parent: RecordId) -> impl Iterator<Item = &Held> {
        let put = self.under.get(&parent).into_iter().flatten();
        let mut given: Vec<RecordId> = Vec::new();
        put.filter_map(move |id| {
            if given.contains(id) {
                return None;
            }
            given.push(*id);
            self.held
                .get(id)
                .filter(|held| held.parent() == Some(parent))
        })
    }

    /// How many of them are new. Those that stand in the tables were read by the thread that has the
    /// database, and giving their memory back in another costs more than making them ready there saves.
    pub(super) fn new_records(&self) -> usize {
        self.kinds.iter().map(|(_, new)| new).sum()
    }

    /// Makes room for so many records.
    pub(super) fn make_room(&mut self, records: usize) {
        self.held.reserve(records);
        self.order.reserve(records);
        self.under.reserve(records / 2);
    }

    /// Lets go of everything without writing it.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }
}
