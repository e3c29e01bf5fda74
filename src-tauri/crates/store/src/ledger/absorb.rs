//! Taking in another device's changes: the union of two sets, gap-free prefixes only.

use std::collections::{BTreeMap, BTreeSet};

use domain::record::{
    Change, DeviceId, Intake, KindKey, OperationHead, OperationId, Partition, RecordId, merge,
};

use crate::error::Result;
use crate::ledger::hand::show_children;
use crate::ledger::rebuild::{children_first, held_from};
use crate::ledger::{Ledger, follow_scheme, log, set_meta};
use crate::projection::{self, Writer};

/// Changes on their way from one store to another, with the heads of their operations.
#[derive(Clone, Default, Debug)]
pub struct Packet {
    /// Heads.
    pub operations: Vec<OperationHead>,
    /// Changes, in any order.
    pub changes: Vec<Change>,
}

/// What taking a packet in did.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Absorbed {
    /// Changes that were new and applied.
    pub applied: usize,
    /// What is missing before changes that wait: device, partition and numbers. The packet is to
    /// be made again with these.
    pub gaps: Vec<(DeviceId, Partition, std::ops::RangeInclusive<u64>)>,
    /// Kinds of records that changed.
    pub kinds: BTreeSet<KindKey>,
}

impl Ledger {
    /// Every change this store holds.
    ///
    /// # Errors
    /// What the database answers.
    pub fn packet(&self) -> Result<Packet> {
        let conn = self.vault.conn();
        let mut packet = Packet::default();
        let mut heads: BTreeMap<OperationId, i64> = BTreeMap::new();
        log::all(conn, &self.state, |operation, change| {
            heads.insert(change.operation, operation);
            packet.changes.push(change);
            Ok(())
        })?;
        for num in heads.into_values() {
            packet
                .operations
                .push(log::operation(conn, &self.state, num)?);
        }
        Ok(packet)
    }

    /// Takes a packet in, in one transaction. Order and repetition do not matter; changes whose
    /// predecessors are missing are refused and named, since applying them would silently swallow
    /// the missing edits.
    ///
    /// # Errors
    /// What the database answers.
    pub fn absorb(&mut self, packet: Packet) -> Result<Absorbed> {
        let before = self.before();
        let result = self.take_in(packet);
        if result.is_err() {
            self.fall_back(before)?;
        }
        result
    }

    fn take_in(&mut self, packet: Packet) -> Result<Absorbed> {
        let mut have: BTreeMap<(DeviceId, Partition), u64> = BTreeMap::new();
        {
            let conn = self.vault.conn();
            let mut statement =
                conn.prepare("SELECT part, device, max(seq) FROM change GROUP BY part, device")?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let partition = self.state.aliases.partition_name(row.get(0)?)?;
                let device = self.state.aliases.device_id(row.get(1)?)?;
                have.insert((device, partition), log::unsigned(row.get(2)?));
            }
        }
        let mut intake = Intake::holding(have);
        let ready = intake.offer(packet.changes);
        let heads: BTreeMap<OperationId, &OperationHead> = packet
            .operations
            .iter()
            .map(|head| (head.id, head))
            .collect();

        let transaction = self.vault.conn_mut().transaction()?;
        let mut touched: BTreeSet<(KindKey, RecordId)> = BTreeSet::new();
        let mut applied = 0;
        // Without its operation's head a change cannot be explained; it and what follows it wait.
        let mut headless: BTreeMap<(DeviceId, Partition), u64> = BTreeMap::new();
        let mut appender = log::Appender::new(&transaction)?;
        for change in ready {
            let chain = (change.stamp.device, change.stamp.partition.clone());
            if headless.contains_key(&chain) {
                continue;
            }
            let num = match heads.get(&change.operation) {
                Some(head) => log::add_operation(&transaction, &mut self.state, head)?,
                None => match log::known_operation(&transaction, change.operation)? {
                    Some(num) => num,
                    None => {
                        headless.insert(chain, change.stamp.seq);
                        continue;
                    }
                },
            };
            applied += 1;
            appender.append_change(&mut self.state, num, &change)?;
            self.state.lamport = self.state.lamport.max(change.lamport);
            touched.insert((change.kind, change.record));
        }
        appender.end()?;
        drop(appender);
        let kinds: BTreeSet<KindKey> = touched.iter().map(|(kind, _)| kind.clone()).collect();
        project(&transaction, &mut self.state, &touched)?;
        if kinds.contains(domain::record::SCHEME_KIND) {
            follow_scheme(&transaction, &mut self.state)?;
        }
        set_meta(&transaction, "lamport", log::signed(self.state.lamport))?;
        transaction.commit()?;
        let mut gaps: BTreeMap<(DeviceId, Partition), _> = intake
            .gaps()
            .into_iter()
            .map(|(device, partition, missing)| ((device, partition), missing))
            .collect();
        for (chain, seq) in headless {
            gaps.insert(chain, seq..=seq);
        }
        let gaps = gaps
            .into_iter()
            .map(|((device, partition), missing)| (device, partition, missing))
            .collect();
        Ok(Absorbed {
            applied,
            gaps,
            kinds,
        })
    }
}

/// Merges the touched records anew and writes their projections, children first.
pub(super) fn project(
    conn: &rusqlite::Connection,
    state: &mut crate::ledger::State,
    touched: &BTreeSet<(KindKey, RecordId)>,
) -> Result<()> {
    let all: Vec<_> = state.registry.iter().cloned().collect();
    let mut parents: BTreeSet<(KindKey, RecordId)> = BTreeSet::new();
    for kind in children_first(&state.registry.clone(), all) {
        let mine: BTreeSet<RecordId> = touched
            .iter()
            .chain(&parents)
            .filter(|(it, _)| *it == kind.key)
            .map(|(_, id)| *id)
            .collect();
        if mine.is_empty() {
            continue;
        }
        let mut writer = Writer::new(conn, state, &kind);
        for id in mine {
            let changes = log::of_record(conn, state, &kind.key, id)?;
            if changes.is_empty() {
                continue;
            }
            let mut held = held_from(&kind, id, merge(&changes.iter().collect::<Vec<_>>()));
            let place = projection::load(conn, state, &kind, id)?.and_then(|it| it.place);
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
            writer.store(state, &mut held)?;
        }
        projection::pairs::keep_if_long(conn, &kind)?;
    }
    Ok(())
}
