//! Pending records that go to their tables together: what parents show of their children is filled
//! in, and every row is made ready. None of it needs the database.

use std::collections::HashMap;
use std::sync::Arc;

use domain::record::{RecordId, RecordType, Registry, Row, Value};

use crate::error::Result;
use crate::ledger::Aliases;
use crate::ledger::children::show;
use crate::ledger::pending::PendingRecords;
use crate::projection::PreparedRows;

/// Records that leave an operation's hands, with what it takes to make them ready.
pub(super) struct Batch {
    pub(super) pending: PendingRecords,
    /// Children of parents that stand in the tables, as far as they are not pending themselves.
    pub(super) stored: HashMap<RecordId, Vec<Row>>,
    /// The types of the records, each with whether its texts are indexed.
    pub(super) kinds: Vec<(Arc<RecordType>, bool)>,
    pub(super) registry: Registry,
    pub(super) aliases: Aliases,
}

/// A batch that is ready.
pub(super) struct Prepared {
    /// Its rows, type by type: each table's last pages are in the cache while its rows go in.
    pub(super) rows: Vec<PreparedRows>,
    /// The places of its records' values, emptied, for those that come next.
    pub(super) spare: Vec<Vec<Option<Value>>>,
}

impl Batch {
    pub(super) fn prepare(mut self) -> Result<Prepared> {
        self.show_children();
        let kinds = self.kinds.iter();
        let mut rows: Vec<PreparedRows> = kinds
            .map(|(kind, indexed)| PreparedRows::new(kind, *indexed))
            .collect();
        let mut spare = Vec::with_capacity(self.pending.order.len());
        for id in &self.pending.order {
            let Some(held) = self.pending.held.get_mut(id) else {
                continue;
            };
            let mut of_kind = rows.iter_mut();
            if let Some(rows) = of_kind.find(|it| Arc::ptr_eq(it.kind(), &held.kind)) {
                rows.add(&self.aliases, held)?;
            }
            let mut values = std::mem::take(&mut held.row.values);
            values.clear();
            spare.push(values);
        }
        Ok(Prepared { rows, spare })
    }

    fn show_children(&mut self) {
        for id in &self.pending.order {
            let parent = self.pending.held.get(id);
            let shows = parent.and_then(|it| it.kind.children.as_ref());
            let Some(child_kind) = shows.and_then(|it| self.registry.get(it.kind.as_str())) else {
                continue;
            };
            let mut rows = self.stored.remove(id).unwrap_or_default();
            let fresh = self.pending.children(*id);
            let fresh = fresh.filter(|child| child.kind.key == child_kind.key);
            rows.extend(fresh.map(|child| child.row.clone()));
            if let Some(held) = self.pending.held.get_mut(id) {
                show(held, child_kind, rows);
            }
        }
    }
}
