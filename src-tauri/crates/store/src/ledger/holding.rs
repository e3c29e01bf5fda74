//! Records become pending in an operation, and are written from there to their tables.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use domain::record::{KindKey, RecordId, RecordType, Row};

use crate::error::{Result, StoreFault};
use crate::ledger::Tx;
use crate::ledger::children::show_children;
use crate::projection::{self, Held, Writer};
use crate::vault::connection::ROOM_FOR_MANY;

/// So many records are held before they are written.
const IN_HAND: usize = 2_000;

impl Tx<'_> {
    pub(super) fn hold(&mut self, kind: &Arc<RecordType>, id: RecordId) -> Result<()> {
        if self.pending.get(id).is_some() {
            return Ok(());
        }
        let held = projection::load(self.conn, self.state, kind, id)?.ok_or_else(|| {
            StoreFault::NoRecord {
                kind: kind.title.clone(),
                id,
            }
        })?;
        self.make_pending(held)
    }

    pub(super) fn make_pending(&mut self, held: Held) -> Result<()> {
        let count = self.pending.held.len();
        // Children are written with their parent, which then need not ask the tables for them.
        let with_parent = || {
            held.parent()
                .is_some_and(|it| self.pending.get(it).is_some())
        };
        if count >= IN_HAND && (count >= 2 * IN_HAND || !with_parent()) {
            self.lay_indices_aside()?;
            self.flush()?;
        }
        self.pending.take(held);
        Ok(())
    }

    /// The children of a record as they stand inside this operation, those that were not taken
    /// back; pending new ones come last.
    ///
    /// # Errors
    /// What the database answers.
    pub fn children(&mut self, child_kind: &Arc<RecordType>, parent: RecordId) -> Result<Vec<Row>> {
        let is_new = |held: &Held| held.place.is_none();
        let mut rows = Vec::new();
        if !self.pending.get(parent).is_some_and(is_new) {
            self.take_up_index(&child_kind.key)?;
            rows = self.tables().children(child_kind, parent)?;
        }
        rows.retain_mut(|row| match self.pending.get(row.id) {
            Some(held) => {
                row.clone_from(&held.row);
                held.parent() == Some(parent)
            }
            None => true,
        });
        for held in self.pending.children(parent) {
            let known = rows.iter().any(|row| row.id == held.row.id);
            if held.kind.key == child_kind.key && !known {
                rows.push(held.row.clone());
            }
        }
        rows.retain(|row| !row.retracted);
        Ok(rows)
    }

    /// Where very many new records go into an empty table, its indices are made at the end. What is
    /// made by naming is looked up by name meanwhile.
    fn lay_indices_aside(&mut self) -> Result<()> {
        let mut new: HashMap<&KindKey, (&Arc<RecordType>, usize)> = HashMap::new();
        let is_new = |held: &&Held| held.place.is_none() && !held.kind.made_by_naming;
        for held in self.pending.held.values().filter(is_new) {
            new.entry(&held.kind.key).or_insert((&held.kind, 0)).1 += 1;
        }
        let many: Vec<Arc<RecordType>> = new
            .into_values()
            .filter(|(kind, count)| *count >= IN_HAND / 4 && !self.bare.contains_key(&kind.key))
            .map(|(kind, _)| Arc::clone(kind))
            .collect();
        for kind in many {
            if projection::is_empty(self.conn, &kind)? {
                if !self.roomy {
                    self.roomy = true;
                    self.conn.execute_batch(ROOM_FOR_MANY)?;
                }
                projection::drop_indices(self.conn, &kind)?;
                self.bare.insert(kind.key.clone(), kind);
            }
        }
        Ok(())
    }

    /// Makes the indices that were dropped for the duration.
    pub(super) fn take_up_indices(&mut self) -> Result<()> {
        for kind in std::mem::take(&mut self.bare).into_values() {
            projection::create_indices(self.conn, &kind)?;
        }
        Ok(())
    }

    /// Makes them for one type that is about to be asked by them.
    fn take_up_index(&mut self, kind: &KindKey) -> Result<()> {
        match self.bare.remove(kind) {
            Some(kind) => projection::create_indices(self.conn, &kind),
            None => Ok(()),
        }
    }

    /// Drops the pending records without writing them: the caller projects it from the log.
    pub(super) fn drop_pending(&mut self) {
        self.pending.clear();
    }

    /// Writes all pending records to the projections.
    pub(super) fn flush(&mut self) -> Result<()> {
        if self.pending.order.is_empty() {
            return Ok(());
        }
        self.make_parents_pending()?;
        let mut pending = std::mem::take(&mut self.pending);
        for id in &pending.order {
            let parent = pending.held.get(id);
            let shows = parent.and_then(|it| it.kind.children.as_ref());
            let Some(shown) = shows.map(|it| it.kind.clone()) else {
                continue;
            };
            if parent.is_some_and(|it| it.place.is_some()) {
                self.take_up_index(&shown)?;
            }
            let rows: Vec<Row> = pending
                .children(*id)
                .filter(|child| child.kind.key == shown)
                .map(|child| child.row.clone())
                .collect();
            // The parent is taken out of the pending records while the others are looked at.
            let Some(mut held) = pending.held.remove(id) else {
                continue;
            };
            let is_pending = |id| pending.held.contains_key(&id);
            show_children(self.conn, self.state, &mut held, rows, &is_pending)?;
            pending.held.insert(*id, held);
        }
        // Type by type: each table's last pages are in the cache while its rows go in.
        let mut kinds: Vec<Arc<RecordType>> = Vec::new();
        for held in pending.held.values() {
            if !kinds.iter().any(|kind| Arc::ptr_eq(kind, &held.kind)) {
                kinds.push(Arc::clone(&held.kind));
            }
        }
        for kind in kinds {
            let mut writer = Writer::new(self.conn, self.state, &kind);
            for id in &pending.order {
                if let Some(held) = pending.held.get_mut(id)
                    && Arc::ptr_eq(&held.kind, &kind)
                {
                    writer.store(self.state, held)?;
                }
            }
        }
        Ok(())
    }

    /// Parents show their children: they are written anew with them, and so are those that a child
    /// has left.
    fn make_parents_pending(&mut self) -> Result<()> {
        let mut parents = std::mem::take(&mut self.pending.left);
        for held in self.pending.held.values() {
            let kind = held.kind.parent.as_ref().and_then(|it| it.kind.as_ref());
            if let (Some(kind), Some(parent)) = (kind, held.parent()) {
                parents.entry(parent).or_insert_with(|| kind.clone());
            }
        }
        for (parent, kind) in parents {
            let Entry::Vacant(place) = self.pending.held.entry(parent) else {
                continue;
            };
            let Some(kind) = self.state.registry.get(kind.as_str()) else {
                continue;
            };
            if let Some(held) = projection::load(self.conn, self.state, kind, parent)? {
                self.kinds.insert(kind.key.clone());
                place.insert(held);
                self.pending.order.push(parent);
            }
        }
        Ok(())
    }
}
