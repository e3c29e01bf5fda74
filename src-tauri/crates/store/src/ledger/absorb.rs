//! Taking in another device's changes: the union of two sets, gap-free prefixes only.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use domain::record::{
    BlockWriter, Chain, DeviceId, KindKey, Partition, RecordId, Run, Sequenced, SignedHead,
    head_hash, read_block,
};
use rusqlite::Connection;

use crate::error::{Result, StoreFault};
use crate::ledger::differences::Differences;
use crate::ledger::packet::Packet;
use crate::ledger::packing::Packer;
use crate::ledger::projecting::{Touched, project};
use crate::ledger::{Ledger, State, appender, entries, follow_scheme, heads, log, set_meta};

/// A stretch of a device's numbers in a partition.
pub type Stretch = (DeviceId, Partition, RangeInclusive<u64>);

/// Why changes were not taken in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Refusal {
    /// They are not what their device signed.
    Altered,
    /// Their device wrote something else under the same numbers before.
    Forked,
    /// They carry this device's own name and were not written here: a copy of this store is at work
    /// somewhere, or this store is an old copy of itself. Once it has an identity of its own
    /// ([`Ledger::renew_device`]) they can be taken in.
    Twin,
    /// Their device was let in by nobody.
    Stranger,
    /// Their device may not write in this partition.
    NoRight,
    /// They were written after their device had been put out.
    Revoked,
    /// A newer program wrote some of them in a way that this one cannot prove; they wait for a newer
    /// program here.
    Newer,
}

/// Changes that were not taken in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refused {
    /// Whose.
    pub device: DeviceId,
    /// In which partition.
    pub partition: Partition,
    /// Their numbers.
    pub numbers: RangeInclusive<u64>,
    /// Why.
    pub why: Refusal,
    /// The records they speak of, as far as they can be read.
    pub records: Vec<(KindKey, RecordId)>,
}

/// Who may write what: answers why a run is not to be taken in.
pub type Law<'a> = &'a dyn Fn(&Run) -> Option<Refusal>;

/// Hands runs over one after another: device by device, partition by partition, in the order of
/// their numbers.
pub type Feed<'a, E> = &'a mut dyn FnMut(
    &mut dyn FnMut(Run) -> std::result::Result<(), E>,
) -> std::result::Result<(), E>;

/// Whether what comes in is kept, or only looked at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Intent {
    /// It is kept.
    Keep,
    /// The store is afterwards as it was before.
    Look,
}

/// What taking changes in did, or would do.
#[derive(Clone, Default, Debug)]
pub struct Absorbed {
    /// Changes that were new and applied.
    pub applied: usize,
    /// What is missing before changes that wait. The packet is to be made again with these.
    pub gaps: Vec<Stretch>,
    /// What was not taken in, and neither was what follows it.
    pub refused: Vec<Refused>,
    /// Kinds of records that changed.
    pub kinds: BTreeSet<KindKey>,
    /// What differs, record by record.
    pub differences: Differences,
    /// What was taken in, and how far its devices had come before: [`Ledger::give_back`] takes it
    /// out again.
    pub taken: Vec<Taken>,
}

/// Changes of one device in one partition that one packet brought.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Taken {
    /// How far the device had come before; number 0 where nothing of it was here.
    pub before: SignedHead,
    /// The last number that came in.
    pub last: u64,
    /// The local number of the newest operation before. Those that came in have greater ones, but
    /// where changes of theirs in another partition were here before.
    pub after: i64,
}

impl Ledger {
    /// Takes a packet in, whoever wrote it. For stores that trust each other.
    ///
    /// # Errors
    /// What the database answers.
    pub fn absorb(&mut self, mut packet: Packet) -> Result<Absorbed> {
        packet.runs.sort_by_key(|it| (it.place(), it.first));
        let mut runs = packet.runs.into_iter();
        self.take_in::<StoreFault>(
            &packet.heads,
            &mut |take| runs.try_for_each(&mut *take),
            &|_| None,
            Intent::Keep,
        )
    }

    /// Takes runs in, in one transaction. What is here already is passed over. Changes whose predecessors are
    /// missing are left out and named, since applying them would silently lose the missing edits: a
    /// change with number 7 claims, by its number, that 1 to 6 were seen. A run that does not carry
    /// the chain on is refused.
    ///
    /// # Errors
    /// What the database answers; what `feed` answers. Nothing is changed then.
    pub fn take_in<E: From<StoreFault>>(
        &mut self,
        heads: &[SignedHead],
        feed: Feed<'_, E>,
        law: Law<'_>,
        intent: Intent,
    ) -> std::result::Result<Absorbed, E> {
        let before = self.before();
        let result = self.try_taking_in(heads, feed, law, intent);
        if result.is_err() || intent == Intent::Look {
            self.fall_back(before)?;
        }
        result
    }

    fn try_taking_in<E: From<StoreFault>>(
        &mut self,
        heads: &[SignedHead],
        feed: Feed<'_, E>,
        law: Law<'_>,
        intent: Intent,
    ) -> std::result::Result<Absorbed, E> {
        // A savepoint is a transaction of its own where none is open, and part of one else
        // ([`Ledger::together`]).
        let savepoint = self.vault.conn_mut().savepoint();
        let transaction = savepoint.map_err(StoreFault::from)?;
        let newest = transaction
            .prepare_cached("SELECT coalesce(max(num), 0) FROM operation")
            .and_then(|mut it| it.query_row([], |row| row.get(0)))
            .map_err(StoreFault::from)?;
        let mut taking = Taking {
            newest,
            conn: &transaction,
            state: &mut self.state,
            packer: Packer::default(),
            touched: Touched::new(),
            stopped: BTreeSet::new(),
            absorbed: Absorbed::default(),
        };
        feed(&mut |run| taking.offer(&run, law).map_err(E::from))?;
        taking.sign(heads)?;
        let (touched, mut absorbed) = (taking.touched, taking.absorbed);
        self.state.forget_read();
        absorbed.kinds = touched.keys().cloned().collect();
        let differences = &mut absorbed.differences;
        project(&transaction, &mut self.state, &touched, differences)?;
        if absorbed.kinds.contains(domain::record::SCHEME_KIND) {
            follow_scheme(&transaction, &mut self.state)?;
        }
        set_meta(&transaction, "lamport", log::signed(self.state.lamport))?;
        match intent {
            Intent::Keep => transaction.commit(),
            // Undone as it is dropped.
            Intent::Look => transaction.finish(),
        }
        .map_err(StoreFault::from)?;
        Ok(absorbed)
    }
}

/// A packet on its way into the log.
struct Taking<'a> {
    conn: &'a Connection,
    state: &'a mut State,
    packer: Packer,
    /// The newest operation before the packet.
    newest: i64,
    touched: Touched,
    /// Where nothing more is taken in, since something before it was not.
    stopped: BTreeSet<(DeviceId, Partition)>,
    absorbed: Absorbed,
}

impl Taking<'_> {
    fn offer(&mut self, run: &Run, law: Law<'_>) -> Result<()> {
        let place = run.place();
        if self.stopped.contains(&place) {
            return Ok(());
        }
        let (have, _) = self.last(run)?;
        if run.last <= have {
            if !self.is_known(run)? {
                self.refuse(run, Refusal::Forked);
            }
            return Ok(());
        }
        if run.head.device == self.state.device {
            self.refuse(run, Refusal::Twin);
            return Ok(());
        }
        if run.first > have.saturating_add(1) {
            let missing = have.saturating_add(1)..=run.first.saturating_sub(1);
            self.absorbed.gaps.push((place.0, place.1.clone(), missing));
            self.stopped.insert(place);
            return Ok(());
        }
        let refusal = match law(run) {
            Some(refusal) => Some(refusal),
            // It overlaps what is here: another run ended within it.
            None if run.first <= have => Some(Refusal::Forked),
            None => (!self.take(run)?).then_some(Refusal::Altered),
        };
        if let Some(refusal) = refusal {
            self.refuse(run, refusal);
        }
        Ok(())
    }

    /// How far the device of a run came in its partition.
    fn last(&self, run: &Run) -> Result<(u64, domain::record::Link)> {
        let aliases = &self.state.aliases;
        match (
            aliases.known_device(run.head.device),
            aliases.known_partition(&run.partition),
        ) {
            (Some(device), Some(part)) => heads::last(self.conn, device, part),
            _ => Ok((0, domain::record::Link::default())),
        }
    }

    /// Whether what is here under the numbers of a run is that run.
    fn is_known(&self, run: &Run) -> Result<bool> {
        let aliases = &self.state.aliases;
        let (Some(device), Some(part)) = (
            aliases.known_device(run.head.device),
            aliases.known_partition(&run.partition),
        ) else {
            return Ok(false);
        };
        Ok(entries::chain_at(self.conn, part, device, run.last)? == Some(run.chain))
    }

    /// Leaves a run out and names it with its records; what follows it in its place stays out.
    fn refuse(&mut self, run: &Run, why: Refusal) {
        let mut records = BTreeSet::new();
        for block in &run.blocks {
            // What cannot be read to its end is named as far as it can.
            let _ = read_block::<StoreFault>(block, |entry| {
                records.insert((entry.kind.clone(), entry.record));
                Ok(())
            });
        }
        let (device, partition) = run.place();
        self.stopped.insert((device, partition.clone()));
        self.absorbed.refused.push(Refused {
            device,
            partition,
            numbers: run.numbers(),
            why,
            records: records.into_iter().collect(),
        });
    }

    /// Takes one run in; answers whether it is what its device wrote.
    fn take(&mut self, run: &Run) -> Result<bool> {
        let device_id = run.head.device;
        let (last, value) = self.last(run)?;
        if let Some(num) = log::known_operation(self.conn, run.head.id)?
            && log::operation(self.conn, self.state, num)? != run.head
        {
            return Ok(false);
        }
        let mut chain = Chain::behind(&value, device_id, &run.partition);
        let mut next = last.saturating_add(1);
        let mut blocks = Vec::new();
        let mut lamport = 0;
        let mut touched: Vec<(KindKey, RecordId, u64)> = Vec::new();
        for bytes in &run.blocks {
            let mut block = BlockWriter::new(next, None);
            let read = read_block::<StoreFault>(bytes, |entry| {
                if entry.seq != next {
                    return Err(StoreFault::Log("编号不连".into()));
                }
                next = next.saturating_add(1);
                chain.add(&entry.leaf());
                block.push(&entry);
                lamport = lamport.max(entry.lamport);
                touched.push((entry.kind.clone(), entry.record, entry.seq));
                Ok(())
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
        self.note_taken(run)?;
        let part = self.state.aliases.partition(self.conn, &run.partition)?;
        let device = self.state.aliases.device(self.conn, device_id)?;
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
        self.absorbed.applied += touched.len();
        for (kind, record, seq) in touched {
            let known = self.state.registry.get(kind.as_str());
            if known.is_some_and(|it| !self.state.registry.may_live_in(it, &run.partition)) {
                self.name_unlawful(run, seq, kind, record);
                continue;
            }
            let records = self.touched.entry(kind).or_default();
            let newest = records.entry(record).or_default();
            newest.of(&run.partition).see(device_id, seq);
        }
        Ok(true)
    }

    /// Names a change that is kept in the log, so that the numbers go on, and says nothing: records of
    /// its type do not belong to that partition.
    fn name_unlawful(&mut self, run: &Run, seq: u64, kind: KindKey, record: RecordId) {
        let (device, partition) = run.place();
        self.absorbed.refused.push(Refused {
            device,
            partition,
            numbers: seq..=seq,
            why: Refusal::NoRight,
            records: vec![(kind, record)],
        });
    }

    /// Notes how far the device had come before the first run of a place, and how far it is now.
    fn note_taken(&mut self, run: &Run) -> Result<()> {
        let (device, partition) = run.place();
        let known = self.absorbed.taken.last_mut().filter(|it| {
            it.before.device == device && it.before.partition.as_ref() == Some(&partition)
        });
        if let Some(known) = known {
            known.last = run.last;
            return Ok(());
        }
        let before = heads::of(self.conn, self.state, device, &partition)?;
        self.absorbed.taken.push(Taken {
            before,
            last: run.last,
            after: self.newest,
        });
        Ok(())
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
