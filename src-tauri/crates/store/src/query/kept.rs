//! What the last queries left. A page of a list, its count, the figures under it and the next page ask
//! for the same rows one after the other.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::sync::Arc;

use domain::record::RecordType;
use rusqlite::Connection;

use crate::query::rows::Chosen;
use crate::query::{ListQuery, Order};

/// So many are kept, of 125 KB at most for each million of rows.
const MOST: usize = 8;

/// The rows that queries left, as long as nothing was written since. Readers inside an operation have
/// none: what it writes and gives up leaves the count of changes as it is.
#[derive(Default)]
pub(crate) struct KeptRows(RefCell<VecDeque<Kept>>);

struct Kept {
    kind: Arc<RecordType>,
    asked: ListQuery,
    /// [`Connection::total_changes`] when they were found. Nobody else writes to an open store.
    changes: u64,
    rows: Arc<Chosen>,
}

impl KeptRows {
    /// The rows of a query; `None` where they have to be found.
    pub(super) fn of(
        &self,
        conn: &Connection,
        kind: &Arc<RecordType>,
        query: &ListQuery,
    ) -> Option<Arc<Chosen>> {
        let changes = conn.total_changes();
        let mut kept = self.0.borrow_mut();
        kept.retain(|it| it.changes == changes);
        let asked = rows_of(query);
        let at = kept
            .iter()
            .position(|it| Arc::ptr_eq(&it.kind, kind) && it.asked == asked)?;
        let it = kept.remove(at)?;
        let rows = Arc::clone(&it.rows);
        kept.push_back(it);
        Some(rows)
    }

    /// Keeps the rows of a query.
    pub(super) fn keep(
        &self,
        conn: &Connection,
        kind: &Arc<RecordType>,
        query: &ListQuery,
        rows: &Arc<Chosen>,
    ) {
        let mut kept = self.0.borrow_mut();
        if kept.len() == MOST {
            kept.pop_front();
        }
        kept.push_back(Kept {
            kind: Arc::clone(kind),
            asked: rows_of(query),
            changes: conn.total_changes(),
            rows: Arc::clone(rows),
        });
    }
}

/// A query as far as it says which rows there are, not where they stand.
fn rows_of(query: &ListQuery) -> ListQuery {
    ListQuery {
        order: Order::default(),
        descending: false,
        limit: None,
        offset: 0,
        ..query.clone()
    }
}
