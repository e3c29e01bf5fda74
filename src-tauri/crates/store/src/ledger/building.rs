//! One type's tables made of the log.

use std::sync::Arc;

use domain::record::{Change, KindKey, Life, RecordId, RecordType, Registry, merge_as};
use rusqlite::Connection;

use crate::cancellation::Cancellation;
use crate::error::Result;
use crate::ledger::State;
use crate::ledger::children::show_children;
use crate::ledger::entries::ByRecord;
use crate::projection::{self, Held, Writer};

/// How many changes of the log have been gone through.
pub(super) struct Tally<'a> {
    pub(super) cancellation: &'a Cancellation,
    pub(super) done: u64,
    pub(super) total: u64,
}

/// Builds one type's tables anew, inside the caller's transaction.
pub(super) fn build_one(
    conn: &Connection,
    state: &mut State,
    kind: &Arc<RecordType>,
) -> Result<()> {
    let cancellation = Cancellation::never();
    let mut tally = Tally {
        cancellation: &cancellation,
        done: 0,
        total: 0,
    };
    build_counted(conn, state, kind, &mut tally)
}

pub(super) fn build_counted(
    conn: &Connection,
    state: &mut State,
    kind: &Arc<RecordType>,
    tally: &mut Tally<'_>,
) -> Result<()> {
    projection::drop_tables(conn, kind)?;
    projection::create(conn, kind)?;
    projection::drop_indices(conn, kind)?;
    let registry = state.registry.clone();
    // The log is read in stretches: reading borrows what writing the projection changes.
    let mut log = ByRecord::of(conn, state, &kind.key)?;
    while let Some(stretch) = log.next(conn, state)? {
        let mut writer = Writer::new(conn, state, kind);
        for (at, gathered) in stretch.iter().enumerate() {
            let changes = gathered.changes(conn, state)?;
            let Some(mut held) = held_from(&registry, kind, gathered.record, &changes) else {
                continue;
            };
            if kind.children.is_some() {
                // The children's table is complete: children come first.
                held.place = Some(0);
                show_children(conn, state, &mut held, Vec::new(), &|_| false)?;
                held.place = None;
            }
            writer.store(state, &mut held)?;
            tally.done += gathered.len() as u64;
            if at % TOLD_EVERY == 0 {
                tally.cancellation.step(tally.done, tally.total)?;
            }
        }
    }
    projection::create_indices(conn, kind)?;
    projection::pairs::keep_if_long(conn, kind)?;
    projection::note(conn, kind)
}

/// After so many records those who watch are told.
const TOLD_EVERY: usize = 1_000;

/// A record as a projection holds it, merged from its changes. Changes in partitions that are not
/// its own, or that records of its type never have, stay in the log and say nothing; `None` where
/// there are no others.
pub(super) fn held_from(
    registry: &Registry,
    kind: &Arc<RecordType>,
    id: RecordId,
    changes: &[Change],
) -> Option<Held> {
    let lawful = || {
        let changes = changes.iter();
        changes.filter(|it| registry.may_live_in(kind, &it.stamp.partition))
    };
    lawful().next()?;
    let home = kind.home_among(lawful().map(|it| &it.stamp.partition));
    let aside = home.aside();
    let own: Vec<&Change> = lawful()
        .filter(|it| it.stamp.partition == home || it.stamp.partition == aside)
        .collect();
    let merged = merge_as(kind, &own);
    let mut held = Held::new(Arc::clone(kind), id, home);
    held.row.retracted = merged.retracted();
    held.row.voided = merged.voided().map(str::to_owned);
    held.void_disputed = merged.void_disputed;
    held.retraction_disputed = merged.retraction_disputed;
    held.seen = merged.seen.into();
    for (field, state) in merged.fields {
        // Two reasons for which a record was voided.
        if field == *Life::VOID && held.row.voided.is_some() && !state.rivals.is_empty() {
            held.rivals.insert(field, state.rivals);
            continue;
        }
        if kind.field(field.as_str()).is_some_and(|it| it.is_logged()) {
            held.row.put(kind, &field, state.value);
            if !state.rivals.is_empty() {
                held.rivals.insert(field, state.rivals);
            }
        }
    }
    Some(held)
}

/// Kinds in an order in which children stand before the parents that show them.
pub(super) fn children_first(
    registry: &Registry,
    mut kinds: Vec<Arc<RecordType>>,
) -> Vec<Arc<RecordType>> {
    let shown: Vec<KindKey> = registry
        .iter()
        .filter_map(|kind| kind.children.as_ref().map(|it| it.kind.clone()))
        .collect();
    kinds.sort_by_key(|kind| !shown.contains(&kind.key));
    kinds
}
