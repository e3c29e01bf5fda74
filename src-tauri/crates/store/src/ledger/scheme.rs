//! The office's scheme in force, and the tables as it wants them.

use std::sync::Arc;

use domain::record::{RecordType, Registry, SCHEME_KIND, SchemeEntry};
use rusqlite::Connection;

use crate::error::Result;
use crate::ledger::building::{build_one, children_first};
use crate::ledger::{State, entries};
use crate::projection;
use crate::query::{ListQuery, Reader, Unread};

/// Puts the office's scheme in force as its records say, and builds anew the tables whose
/// definition is not the one they were built from. The caller's transaction holds all of it.
pub(crate) fn follow_scheme(conn: &Connection, state: &mut State) -> Result<()> {
    let before = state.registry.clone();
    if let Some(kind) = before.get(SCHEME_KIND)
        && !projection::is_current(conn, kind)?
    {
        build_one(conn, state, kind)?;
    }
    let entries = scheme_in(conn, &before)?;
    state.registry = before.under(&entries);
    let mut stale = Vec::new();
    for kind in state.registry.iter() {
        if !projection::is_current(conn, kind)? {
            stale.push(Arc::clone(kind));
        }
    }
    for kind in children_first(&state.registry, stale) {
        if adds_empty_columns(conn, state, before.get(kind.key.as_str()), &kind)? {
            projection::add_columns(conn, &kind)?;
            projection::note(conn, &kind)?;
        } else {
            build_one(conn, state, &kind)?;
        }
    }
    Ok(())
}

/// Whether the tables as they are lack nothing but columns for fields that no change speaks of.
/// A field that comes back (its entry was voided and restored) has values in the log.
fn adds_empty_columns(
    conn: &Connection,
    state: &State,
    before: Option<&Arc<RecordType>>,
    kind: &RecordType,
) -> Result<bool> {
    let Some(before) = before else {
        return Ok(false);
    };
    if !Registry::only_adds(before, kind) || !projection::is_current(conn, before)? {
        return Ok(false);
    }
    for field in &kind.fields {
        let added = before.field(field.key.as_str()).is_none();
        if added && entries::mentions(conn, state, &kind.key, &field.key)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The office's scheme as a database holds it; empty where its table is
/// not the one that this program builds.
pub(crate) fn scheme_in(conn: &Connection, registry: &Registry) -> Result<Vec<SchemeEntry>> {
    let Some(kind) = registry.get(SCHEME_KIND) else {
        return Ok(Vec::new());
    };
    if !projection::is_current(conn, kind)? {
        return Ok(Vec::new());
    }
    let statements = projection::StatementBook::default();
    let unread = Unread::default();
    let mut rows = Reader::new(conn, registry, &statements, &unread)
        .list(SCHEME_KIND, &ListQuery::all())?
        .rows;
    // Where two entries speak of one field, every store gives the same one the last word.
    rows.sort_by_key(|row| row.id);
    Ok(rows
        .iter()
        .filter_map(|row| SchemeEntry::from_row(kind, row))
        .collect())
}
