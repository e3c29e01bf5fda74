//! Taking in another device's changes: the union of two sets, gap-free prefixes only.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use domain::record::{
    BlockWriter, Chain, DeviceId, Intake, KindKey, Link, OperationHead, Partition, RecordId,
    Sequenced, head_hash, read_block,
};

use crate::error::{Result, StoreFault};
use crate::ledger::building::{children_first, held_from};
use crate::ledger::children::show_children;
use crate::ledger::entries::Versions;
use crate::ledger::packing::Packer;
use crate::ledger::{
    Ledger, State, appender, entries, follow_scheme, heads, log, packing, set_meta,
};
use crate::projection::{self, Writer};
use crate::signed_head::SignedHead;

/// What one operation wrote in one partition, on its way from one store to another.
#[derive(Clone, Debug)]
pub struct Run {
    /// The operation.
    pub head: OperationHead,
    /// In which partition.
    pub partition: Partition,
    /// The number of its first change there.
    pub first: u64,
    /// The number of its last one.
    pub last: u64,
    /// The value of the chain behind it.
    pub chain: Link,
    /// The changes, as the log keeps them.
    pub blocks: Vec<Vec<u8>>,
}

impl Sequenced for Run {
    fn place(&self) -> (DeviceId, Partition) {
        (self.head.device, self.partition.clone())
    }

    fn numbers(&self) -> RangeInclusive<u64> {
        self.first..=self.last
    }
}

/// A log on its way from one store to another.
#[derive(Clone, Default, Debug)]
pub struct Packet {
    /// Runs of changes, in any order.
    pub runs: Vec<Run>,
    /// How far each device came, signed.
    pub heads: Vec<SignedHead>,
}

impl Packet {
    /// How many changes are in it.
    #[must_use]
    pub fn changes(&self) -> u64 {
        let count = |it: &Run| it.last.saturating_sub(it.first).saturating_add(1);
        self.runs.iter().map(count).fold(0, u64::saturating_add)
    }
}

/// A stretch of a device's numbers in a partition.
pub type Stretch = (DeviceId, Partition, RangeInclusive<u64>);

/// What taking a packet in did.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Absorbed {
    /// Changes that were new and applied.
    pub applied: usize,
    /// What is missing before changes that wait. The packet is to be made again with these.
    pub gaps: Vec<Stretch>,
    /// Runs that are not what their device wrote: altered on the way, or written a second time
    /// under the same numbers. They and what follows them were not applied.
    pub refused: Vec<Stretch>,
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
        let mut packet = Packet {
            runs: Vec::new(),
            heads: self.heads()?,
        };
        let mut runs =
            conn.prepare("SELECT operation, part, device, first, last, chain FROM run")?;
        let mut blocks = conn.prepare(
            "SELECT body FROM block WHERE part = ?1 AND device = ?2 AND first BETWEEN ?3 AND ?4
             ORDER BY first",
        )?;
        let mut rows = runs.query([])?;
        while let Some(row) = rows.next()? {
            let (part, device): (i64, i64) = (row.get(1)?, row.get(2)?);
            let (first, last): (i64, i64) = (row.get(3)?, row.get(4)?);
            let blocks = blocks
                .query_map([part, device, first, last], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            packet.runs.push(Run {
                head: log::operation(conn, &self.state, row.get(0)?)?,
                partition: self.state.aliases.partition_name(part)?,
                first: log::unsigned(first),
                last: log::unsigned(last),
                chain: row.get(5)?,
                blocks,
            });
        }
        Ok(packet)
    }

    /// Takes a packet in, in one transaction. Order and repetition do not matter; changes whose
    /// predecessors are missing are refused and named, since applying them would silently lose
    /// the missing edits. A run that does not carry the chain on is refused.
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
        let mut refused: Vec<Stretch> = Vec::new();
        for run in &packet.runs {
            if self.is_forked(run)? {
                refused.push((run.head.device, run.partition.clone(), run.numbers()));
            }
        }
        let mut intake = Intake::holding(entries::have(self.vault.conn(), &self.state)?);
        let ready = intake.offer(packet.runs);

        let transaction = self.vault.conn_mut().transaction()?;
        let mut taking = Taking {
            conn: &transaction,
            state: &mut self.state,
            packer: Packer::default(),
            touched: BTreeMap::new(),
            applied: 0,
        };
        let mut stopped: BTreeSet<(DeviceId, Partition)> = BTreeSet::new();
        for run in &ready {
            if stopped.contains(&run.place()) {
                continue;
            }
            if !taking.take(run)? {
                stopped.insert(run.place());
                refused.push((run.head.device, run.partition.clone(), run.numbers()));
            }
        }
        taking.sign(&packet.heads)?;
        let (touched, applied) = (taking.touched, taking.applied);
        self.state.forget_read();
        let kinds: BTreeSet<KindKey> = touched.keys().map(|(kind, _)| kind.clone()).collect();
        project(&transaction, &mut self.state, &touched)?;
        if kinds.contains(domain::record::SCHEME_KIND) {
            follow_scheme(&transaction, &mut self.state)?;
        }
        set_meta(&transaction, "lamport", log::signed(self.state.lamport))?;
        transaction.commit()?;
        Ok(Absorbed {
            applied,
            gaps: intake.gaps(),
            refused,
            kinds,
        })
    }

    /// Whether this store holds something else under the numbers of a run.
    fn is_forked(&self, run: &Run) -> Result<bool> {
        let aliases = &self.state.aliases;
        let (Some(part), Some(device)) = (
            aliases.known_partition(&run.partition),
            aliases.known_device(run.head.device),
        ) else {
            return Ok(false);
        };
        let conn = self.vault.conn();
        let (have, _) = heads::last(conn, device, part)?;
        if run.first > have {
            return Ok(false);
        }
        let known = entries::chain_at(conn, part, device, run.last)?;
        Ok(known.is_none_or(|known| known != run.chain))
    }
}

/// A packet on its way into the log.
struct Taking<'a> {
    conn: &'a rusqlite::Connection,
    state: &'a mut State,
    packer: Packer,
    touched: BTreeMap<(KindKey, RecordId), Versions>,
    applied: usize,
}

impl Taking<'_> {
    /// Takes one run in; answers whether it is what its device wrote.
    fn take(&mut self, run: &Run) -> Result<bool> {
        let device_id = run.head.device;
        let part = self.state.aliases.partition(self.conn, &run.partition)?;
        let device = self.state.aliases.device(self.conn, device_id)?;
        if let Some(num) = log::known_operation(self.conn, run.head.id)?
            && log::operation(self.conn, self.state, num)? != run.head
        {
            return Ok(false);
        }
        let (last, value) = heads::last(self.conn, device, part)?;
        let mut chain = Chain::behind(&value, device_id, &run.partition);
        let mut next = last.saturating_add(1);
        let mut blocks = Vec::new();
        let mut lamport = 0;
        let mut touched: Vec<(KindKey, RecordId, u64)> = Vec::new();
        for bytes in &run.blocks {
            let mut block = BlockWriter::new(next, None);
            let read = packing::unpack(bytes).and_then(|bytes| {
                read_block::<StoreFault>(&bytes, |entry| {
                    if entry.seq != next {
                        return Err(StoreFault::Log("编号不连".into()));
                    }
                    next = next.saturating_add(1);
                    chain.add(&entry.leaf());
                    block.push(&entry);
                    lamport = lamport.max(entry.lamport);
                    touched.push((entry.kind.clone(), entry.record, entry.seq));
                    Ok(())
                })
            });
            if read.is_err() {
                return Ok(false);
            }
            blocks.push(block);
        }
        let value = chain.end(&head_hash(&run.head));
        if next != run.last.saturating_add(1) || value != run.chain || next <= run.first {
            return Ok(false);
        }
        let operation = log::add_operation(self.conn, self.state, &run.head)?;
        for block in blocks {
            let place = (part, device);
            appender::add_block(
                self.conn,
                self.state,
                &mut self.packer,
                operation,
                place,
                block,
            )?;
        }
        let numbers = (run.first, run.last);
        appender::add_run(self.conn, operation, (part, device), numbers, &value)?;
        let head = SignedHead {
            device: device_id,
            partition: Some(run.partition.clone()),
            seq: run.last,
            chain: value,
            public: None,
            signature: None,
        };
        heads::note(self.conn, device, part, &head)?;
        self.state.lamport = self.state.lamport.max(lamport);
        self.applied += touched.len();
        for (kind, record, seq) in touched {
            let versions = self.touched.entry((kind, record)).or_default();
            let seen = versions.entry(run.partition.clone()).or_default();
            seen.see(device_id, seq);
        }
        Ok(true)
    }

    /// Keeps the signatures over what this store holds now.
    fn sign(&mut self, signed: &[SignedHead]) -> Result<()> {
        for head in signed.iter().filter(|it| it.is_genuine()) {
            let (Some(partition), Some(device)) = (
                &head.partition,
                self.state.aliases.known_device(head.device),
            ) else {
                continue;
            };
            let Some(part) = self.state.aliases.known_partition(partition) else {
                continue;
            };
            if heads::last(self.conn, device, part)? == (head.seq, head.chain) {
                heads::note(self.conn, device, part, head)?;
                heads::know_key(self.conn, device, head)?;
            }
        }
        Ok(())
    }
}

/// Merges the touched records anew and writes their projections, children first.
pub(super) fn project(
    conn: &rusqlite::Connection,
    state: &mut crate::ledger::State,
    touched: &BTreeMap<(KindKey, RecordId), Versions>,
) -> Result<()> {
    let all: Vec<_> = state.registry.iter().cloned().collect();
    let mut parents: BTreeSet<(KindKey, RecordId)> = BTreeSet::new();
    for kind in children_first(&state.registry.clone(), all) {
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
            if changes.is_empty() {
                continue;
            }
            let mut held = held_from(&kind, id, &changes);
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
