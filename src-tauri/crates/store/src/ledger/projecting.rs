//! Records that the log says something new of, merged anew and written to their projections.

use std::collections::{BTreeMap, BTreeSet};

use domain::record::{KindKey, RecordId};
use rusqlite::Connection;

use crate::error::Result;
use crate::ledger::building::{children_first, held_from};
use crate::ledger::children::show_children;
use crate::ledger::differences::Differences;
use crate::ledger::entries::Versions;
use crate::ledger::{State, entries};
use crate::projection::{self, Writer};

/// Merges the touched records anew and writes their projections, children first; notes what differs.
pub(super) fn project(
    conn: &Connection,
    state: &mut State,
    touched: &BTreeMap<(KindKey, RecordId), Versions>,
    differences: &mut Differences,
) -> Result<()> {
    let registry = state.registry.clone();
    let all: Vec<_> = registry.iter().cloned().collect();
    let mut parents: BTreeSet<(KindKey, RecordId)> = BTreeSet::new();
    for kind in children_first(&registry, all) {
        let mine: BTreeSet<RecordId> = touched
            .keys()
            .chain(&parents)
            .filter(|(it, _)| *it == kind.key)
            .map(|(_, id)| *id)
            .collect();
        if mine.is_empty() {
            continue;
        }
        let mut writer = Writer::new(conn, state, &kind);
        for id in mine {
            let newer = touched.get(&(kind.key.clone(), id));
            let changes = entries::of_record(conn, state, &kind.key, id, newer)?;
            let Some(mut held) = held_from(&registry, &kind, id, &changes) else {
                continue;
            };
            let stood = projection::load(conn, state, &kind, id)?;
            let place = stood.as_ref().and_then(|it| it.place);
            held.place = Some(place.unwrap_or(0));
            show_children(conn, state, &mut held, Vec::new(), &|_| false)?;
            held.place = place;
            if let Some(link) = &kind.parent
                && let Some(parent_kind) = &link.kind
            {
                let parent = held
                    .row
                    .get(&kind, link.field.as_str())
                    .and_then(|it| it.as_id());
                // A child that moved no longer shows where it was.
                let left = projection::stored_parent(conn, &kind, id)?;
                let both = parent.into_iter().chain(left);
                parents.extend(both.map(|parent| (parent_kind.clone(), parent)));
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
