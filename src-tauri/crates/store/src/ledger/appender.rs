//! Appending to the log: changes gather into blocks, blocks into the run of their operation, and
//! each run carries the chain on.

use domain::record::{
    BlockWriter, Body, Chain, Entry, KindKey, Link, OperationHead, Partition, RecordId,
    VersionVector, head_hash, salt_of,
};
use rusqlite::{Connection, params};

use crate::error::{Result, StoreFault};
use crate::ledger::log::signed;
use crate::ledger::packing::Packer;
use crate::ledger::{State, heads};

/// So many changes make a block. Reading one of them unpacks all; fewer would pack worse, and leave a
/// part of a page empty behind each block more often.
const CHANGES: u64 = 1_000;
/// So many bytes make a block, however few its changes are.
const BYTES: usize = 256 * 1024;

/// A change before it has its number and salt.
pub(crate) struct Draft<'a> {
    pub(crate) lamport: u64,
    pub(crate) record: RecordId,
    pub(crate) kind: &'a KindKey,
    pub(crate) seen: &'a VersionVector,
    pub(crate) before: Option<u64>,
    pub(crate) body: &'a [u8],
}

/// Appends what one operation of this device writes. [`Appender::end`] has to be called before the
/// transaction is committed.
pub(crate) struct Appender<'c> {
    conn: &'c Connection,
    runs: Vec<Growing>,
    packer: Packer,
}

/// What the operation wrote in one partition so far.
struct Growing {
    partition: Partition,
    part: i64,
    operation: i64,
    first: u64,
    next: u64,
    chain: Chain,
    seed: [u8; 32],
    block: BlockWriter,
}

impl<'c> Appender<'c> {
    pub(crate) fn new(conn: &'c Connection) -> Self {
        Self {
            conn,
            runs: Vec::new(),
            packer: Packer::default(),
        }
    }

    /// Appends a change under an operation's local number; answers the number it got.
    pub(crate) fn append(
        &mut self,
        state: &mut State,
        operation: i64,
        partition: &Partition,
        draft: &Draft<'_>,
    ) -> Result<u64> {
        let at = match self.runs.iter().position(|it| it.partition == *partition) {
            Some(at) => at,
            None => {
                let run = Growing::begin(self.conn, state, operation, partition)?;
                self.runs.push(run);
                self.runs.len() - 1
            }
        };
        let run = &mut self.runs[at];
        let seq = run.next;
        let salt = salt_of(&run.seed, seq);
        let entry = Entry {
            seq,
            lamport: draft.lamport,
            record: draft.record,
            kind: draft.kind,
            seen: draft.seen.clone(),
            before: draft.before,
            body: Body::Written(draft.body, salt),
        };
        run.chain.add(&entry.leaf());
        run.block.push(&entry);
        run.next += 1;
        if run.block.count() >= CHANGES || run.block.size() >= BYTES {
            run.write_block(self.conn, state, &mut self.packer)?;
        }
        Ok(seq)
    }

    /// Writes the blocks that are still growing, so that the log can be read.
    pub(crate) fn flush(&mut self, state: &mut State) -> Result<()> {
        for run in &mut self.runs {
            run.write_block(self.conn, state, &mut self.packer)?;
        }
        Ok(())
    }

    /// Closes the runs under the operation's head and signs how far they came.
    pub(crate) fn end(&mut self, state: &mut State, head: &OperationHead) -> Result<()> {
        self.flush(state)?;
        let hash = head_hash(head);
        for run in std::mem::take(&mut self.runs) {
            let chain = run.chain.end(&hash);
            let last = run.next - 1;
            let place = (run.part, state.device_num);
            add_run(self.conn, run.operation, place, (run.first, last), &chain)?;
            heads::note_own(
                self.conn,
                state,
                Some(&run.partition),
                run.part,
                last,
                chain,
            )?;
        }
        Ok(())
    }
}

impl Growing {
    fn begin(
        conn: &Connection,
        state: &mut State,
        operation: i64,
        partition: &Partition,
    ) -> Result<Self> {
        let part = state.aliases.partition(conn, partition)?;
        let (last, value) = heads::last(conn, state.device_num, part)?;
        let seed = new_seed()?;
        Ok(Self {
            partition: partition.clone(),
            part,
            operation,
            first: last + 1,
            next: last + 1,
            chain: Chain::behind(&value, state.device, partition),
            seed,
            block: BlockWriter::new(last + 1, Some(seed)),
        })
    }

    fn write_block(
        &mut self,
        conn: &Connection,
        state: &mut State,
        packer: &mut Packer,
    ) -> Result<()> {
        if self.block.count() == 0 {
            return Ok(());
        }
        // Each block has a seed of its own: erasing in one leaves the salts of the others alone.
        self.seed = new_seed()?;
        let next = BlockWriter::new(self.next, Some(self.seed));
        let block = std::mem::replace(&mut self.block, next);
        let place = (self.part, state.device_num);
        add_block(conn, state, packer, self.operation, place, block)
    }
}

fn new_seed() -> Result<[u8; 32]> {
    let mut seed = [0_u8; 32];
    getrandom::fill(&mut seed).map_err(|fault| StoreFault::Log(fault.to_string()))?;
    Ok(seed)
}

/// Writes a block of an operation.
pub(crate) fn add_block(
    conn: &Connection,
    state: &mut State,
    packer: &mut Packer,
    operation: i64,
    (part, device): (i64, i64),
    block: BlockWriter,
) -> Result<()> {
    let first = block.first();
    let last = first + block.count().saturating_sub(1);
    let mut kinds = Vec::new();
    for kind in block.kinds() {
        kinds.push(state.aliases.kind(conn, kind)?);
    }
    kinds.sort_unstable();
    let kinds = crate::ledger::aliases::pack_numbers(&kinds);
    let body = packer.pack(&block.finish())?;
    conn.prepare_cached(
        "INSERT INTO block (part, device, first, last, operation, kinds, body)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        part,
        device,
        signed(first),
        signed(last),
        operation,
        kinds,
        body
    ])?;
    Ok(())
}

/// Notes what an operation wrote in a partition, with the value of the chain behind it.
pub(crate) fn add_run(
    conn: &Connection,
    operation: i64,
    (part, device): (i64, i64),
    (first, last): (u64, u64),
    chain: &Link,
) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO run (operation, part, device, first, last, chain)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        operation,
        part,
        device,
        signed(first),
        signed(last),
        chain
    ])?;
    Ok(())
}
