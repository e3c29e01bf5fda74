//! Records that the log says something new of, merged anew and written to their projections.

use std::collections::{BTreeMap, BTreeSet};

use domain::record::{KindKey, RecordId};
use rusqlite::Connection;

use crate::error::Result;
use crate::ledger::building::{children_first, held_from};
use crate::ledger::children::show_children;
use crate::ledger::differences::Differences;
use crate::ledger::{State, entries};
use crate::projection::{self, Held, Seen, Writer};

/// Records that the log says something new of, by type, each with where its newest changes stand.
pub(super) type Touched = BTreeMap<KindKey, BTreeMap<RecordId, Seen>>;

/// Merges the touched records anew and writes their projections, children first; notes what differs.
pub(super) fn project(
    conn: &Connection,
    state: &mut State,
    touched: &Touched,
    differences: &mut Differences,
) -> Result<()> {
    let registry = state.registry.clone();
    let nothing = BTreeMap::new();
    let mut parents: BTreeMap<KindKey, BTreeSet<RecordId>> = BTreeMap::new();
    for kind in children_first(&registry, registry.iter().cloned().collect()) {
        let newest = touched.get(&kind.key).unwrap_or(&nothing);
        let mut mine = parents.remove(&kind.key).unwrap_or_default();
        mine.extend(newest.keys());
        if mine.is_empty() {
            continue;
        }
        // A table with nothing in it need not be asked for each of its records.
        let empty = projection::is_empty(conn, &kind)?;
        let mut writer = Writer::new(conn, state, &kind);
        for id in mine {
            let stood = match empty {
                true => None,
                false => projection::load(conn, state, &kind, id)?,
            };
            let newer = newest.get(&id);
            let known = stood.iter().map(|it| &it.seen).chain(newer);
            let changes = entries::reached(conn, state, id, &known.collect::<Vec<_>>())?;
            let Some(mut held) = held_from(&registry, &kind, id, &changes) else {
                continue;
            };
            let place = stood.as_ref().and_then(|it| it.place);
            held.place = Some(place.unwrap_or(0));
            show_children(conn, state, &mut held, Vec::new(), &|_| false)?;
            held.place = place;
            if let Some(parent_kind) = kind.parent.as_ref().and_then(|it| it.kind.as_ref()) {
                // A child that moved no longer shows where it was.
                let left = stood.as_ref().and_then(Held::parent);
                let both = held.parent().into_iter().chain(left);
                parents.entry(parent_kind.clone()).or_default().extend(both);
            }
            if newer.is_some() {
                differences.note(&kind, stood.as_ref(), &held);
            }
            writer.store(state, &mut held)?;
        }
        projection::pairs::keep_if_long(conn, &kind)?;
    }
    Ok(())
}
