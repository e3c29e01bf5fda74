//! Records become pending in an operation, and are written from there to their tables.

use std::collections::HashMap;
use std::sync::Arc;

use domain::record::{KindKey, RecordId, RecordType, Row};

use crate::error::{Result, StoreFault};
use crate::ledger::Tx;
use crate::ledger::batch::{Batch, Prepared};
use crate::projection::{self, Held, Writer};
use crate::vault::connection::ROOM_FOR_MANY;

/// So many records are held before they are sent off to their tables.
const IN_HAND: usize = 1_000;
/// So many new ones of a type among them are very many.
const MANY: usize = 500;

impl Tx<'_> {
    pub(super) fn hold(&mut self, kind: &Arc<RecordType>, id: RecordId) -> Result<()> {
        if self.pending.get(id).is_some() {
            return Ok(());
        }
        self.let_land(id)?;
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
            if self.pending.new_records() * 2 >= count {
                self.send_off()?;
            } else {
                self.flush()?;
            }
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
            if self.in_flight.holds_any_of(&child_kind.key) {
                self.land_all()?;
            }
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
        let kinds = self.pending.kinds.iter();
        let many: Vec<Arc<RecordType>> = kinds
            .filter(|(kind, new)| {
                *new >= MANY && !kind.made_by_naming && !self.bare.contains_key(&kind.key)
            })
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
        let batch = self.gather()?;
        self.land_all()?;
        match batch {
            Some(batch) => self.write_rows(batch.prepare()?),
            None => Ok(()),
        }
    }

    /// Gives the pending records to the thread that makes them ready, and writes those that are.
    fn send_off(&mut self) -> Result<()> {
        let Some(batch) = self.gather()? else {
            return Ok(());
        };
        self.pending.make_room(2 * IN_HAND);
        while self.in_flight.is_full() {
            self.land_first()?;
        }
        self.in_flight.send(batch)
    }

    /// Writes the batch that a record is in, if it is on its way: the tables are asked for it.
    pub(super) fn let_land(&mut self, id: RecordId) -> Result<()> {
        match self.in_flight.holds(id) {
            true => self.land_all(),
            false => Ok(()),
        }
    }

    fn land_all(&mut self) -> Result<()> {
        while self.land_first()? {}
        Ok(())
    }

    fn land_first(&mut self) -> Result<bool> {
        match self.in_flight.land()? {
            Some(ready) => self.write_rows(ready).map(|()| true),
            None => Ok(false),
        }
    }

    fn write_rows(&mut self, ready: Prepared) -> Result<()> {
        for rows in &ready.rows {
            Writer::new(self.conn, self.state, rows.kind()).put(rows)?;
        }
        if self.spare.is_empty() {
            self.spare = ready.spare;
        } else if self.spare.len() < 2 * IN_HAND {
            self.spare.extend(ready.spare);
        }
        Ok(())
    }

    /// Takes the pending records together with what is asked of the tables to make them ready.
    fn gather(&mut self) -> Result<Option<Batch>> {
        if self.pending.order.is_empty() {
            return Ok(None);
        }
        self.make_parents_pending()?;
        let pending = std::mem::take(&mut self.pending);
        let mut stored = HashMap::new();
        for id in &pending.order {
            let parent = pending.held.get(id).filter(|it| it.place.is_some());
            let shows = parent.and_then(|it| it.kind.children.as_ref());
            let Some(child_kind) = shows.and_then(|it| self.state.registry.get(it.kind.as_str()))
            else {
                continue;
            };
            let child_kind = Arc::clone(child_kind);
            self.land_all()?;
            self.take_up_index(&child_kind.key)?;
            let mut rows = self.tables().children(&child_kind, *id)?;
            rows.retain(|row| !pending.held.contains_key(&row.id));
            stored.insert(*id, rows);
        }
        let mut kinds = Vec::new();
        for (kind, _) in &pending.kinds {
            kinds.push((
                Arc::clone(kind),
                projection::pairs::are_kept(self.conn, kind)?,
            ));
        }
        Ok(Some(Batch {
            pending,
            stored,
            kinds,
            registry: self.state.registry.clone(),
            aliases: self.state.aliases.clone(),
        }))
    }

    /// Parents show their children: they are written anew with them, and so are those that a child
    /// has left.
    fn make_parents_pending(&mut self) -> Result<()> {
        let mut parents = std::mem::take(&mut self.pending.left);
        parents.retain(|parent, _| self.pending.get(*parent).is_none());
        for held in self.pending.held.values() {
            let kind = held.kind.parent.as_ref().and_then(|it| it.kind.as_ref());
            if let (Some(kind), Some(parent)) = (kind, held.parent())
                && self.pending.get(parent).is_none()
            {
                parents.entry(parent).or_insert_with(|| kind.clone());
            }
        }
        for (parent, kind) in parents {
            let Some(kind) = self.state.registry.get(kind.as_str()).cloned() else {
                continue;
            };
            self.let_land(parent)?;
            if let Some(held) = projection::load(self.conn, self.state, &kind, parent)? {
                self.kinds.insert(kind.key.clone());
                self.pending.take(held);
            }
        }
        Ok(())
    }
}
