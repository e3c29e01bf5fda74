//! What a parent shows of its children.

use std::sync::Arc;

use domain::record::{RecordId, RecordType, Row};
use rusqlite::Connection;

use crate::error::Result;
use crate::ledger::State;
use crate::projection::Held;
use crate::query::Reader;

/// Fills in what a parent shows of its children. `fresh` are children as they are about to be
/// stored, `is_pending` all records of which the tables are out of date.
pub(super) fn show_children(
    conn: &Connection,
    state: &State,
    held: &mut Held,
    fresh: Vec<Row>,
    is_pending: &dyn Fn(RecordId) -> bool,
) -> Result<()> {
    let Some(children) = held.kind.children.clone() else {
        return Ok(());
    };
    let Some(child_kind) = state.registry.get(children.kind.as_str()).cloned() else {
        return Ok(());
    };
    let mut rows = fresh;
    if held.place.is_some() {
        let reader = Reader::new(conn, &state.registry, &state.statements, &state.unread);
        let stored = reader.children(&child_kind, held.row.id)?;
        rows.extend(stored.into_iter().filter(|row| !is_pending(row.id)));
    }
    show(held, &child_kind, rows);
    Ok(())
}

/// Fills in what a parent shows of these children, which are all it has.
pub(super) fn show(held: &mut Held, child_kind: &Arc<RecordType>, mut rows: Vec<Row>) {
    let Held { kind, row, .. } = held;
    let Some(children) = &kind.children else {
        return;
    };
    rows.retain(Row::is_live);
    rows.sort_by_key(|row| row.id);
    let mut shown = (children.shown)((kind, row), child_kind, &rows);
    for (field, place) in kind.fields.iter().zip(&mut row.values) {
        if field.is_shown() {
            let value = shown.iter().position(|(key, _)| *key == field.key);
            *place = value
                .map(|at| shown.swap_remove(at).1)
                .filter(|value| !value.is_empty());
        }
    }
}
