//! Appending to the log: changes gather into blocks, blocks into the run of their operation, and
//! each run carries the chain on.

use std::collections::VecDeque;

use domain::record::{BlockWriter, Chain, Link, OperationHead, Partition, head_hash};
use rusqlite::{Connection, params};

use crate::error::{Result, StoreFault};
use crate::ledger::log::signed;
use crate::ledger::open_block::{OpenBlock, PackedBlock};
use crate::ledger::packing::Packer;
use crate::ledger::{State, heads};
use crate::worker::Worker;

pub(crate) use crate::ledger::open_block::Draft;

/// Appends what one operation of this device writes. [`Appender::end`] has to be called before the
/// transaction is committed.
pub(crate) struct Appender<'c> {
    conn: &'c Connection,
    runs: Vec<Growing>,
    packer: Packer,
    /// The thread that packs full blocks, from the first one on: an operation of a few records needs
    /// none.
    worker: Option<Worker<Full, Result<Packed>>>,
    /// The runs whose blocks it has, in the order in which they were given.
    given: VecDeque<usize>,
}

/// What the operation wrote in one partition so far.
struct Growing {
    partition: Partition,
    part: i64,
    operation: i64,
    first: u64,
    /// `None` while the thread carries it on over the block before this one.
    chain: Option<Chain>,
    block: OpenBlock,
}

/// A full block, with the chain that goes on over it.
struct Full {
    block: OpenBlock,
    seed: [u8; 32],
    chain: Chain,
}

/// What becomes of it.
struct Packed {
    block: PackedBlock,
    chain: Chain,
}

impl<'c> Appender<'c> {
    pub(crate) fn new(conn: &'c Connection) -> Self {
        Self {
            conn,
            runs: Vec::new(),
            packer: Packer::default(),
            worker: None,
            given: VecDeque::new(),
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
        let block = &mut self.runs[at].block;
        let seq = block.next();
        block.push(draft);
        if block.is_full() {
            self.give(state, at)?;
        }
        Ok(seq)
    }

    /// Gives a run's block to the thread. The chain goes with it, so that a run has one block there at
    /// a time.
    fn give(&mut self, state: &mut State, at: usize) -> Result<()> {
        while self.given.contains(&at) {
            self.take_back(state)?;
        }
        let worker = match &mut self.worker {
            Some(worker) => worker,
            None => {
                let mut packer = Packer::default();
                let pack = move |full: Full| full.pack(&mut packer);
                self.worker.insert(Worker::start("log", pack)?)
            }
        };
        worker.give(self.runs[at].close()?)?;
        self.given.push_back(at);
        Ok(())
    }

    /// Writes the first block that the thread has.
    fn take_back(&mut self, state: &mut State) -> Result<()> {
        if let (Some(worker), Some(at)) = (&self.worker, self.given.pop_front()) {
            let packed = worker.take()??;
            self.runs[at].write(self.conn, state, packed)?;
        }
        Ok(())
    }

    /// Writes the blocks that are still growing, so that the log can be read.
    pub(crate) fn flush(&mut self, state: &mut State) -> Result<()> {
        while !self.given.is_empty() {
            self.take_back(state)?;
        }
        for run in &mut self.runs {
            if !run.block.is_empty() {
                let packed = run.close()?.pack(&mut self.packer)?;
                run.write(self.conn, state, packed)?;
            }
        }
        Ok(())
    }

    /// Closes the runs under the operation's head and signs how far they came.
    pub(crate) fn end(&mut self, state: &mut State, head: &OperationHead) -> Result<()> {
        self.flush(state)?;
        let hash = head_hash(head);
        for run in std::mem::take(&mut self.runs) {
            let last = run.block.next() - 1;
            let chain = run.chain.ok_or_else(away)?.end(&hash);
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
        Ok(Self {
            partition: partition.clone(),
            part,
            operation,
            first: last + 1,
            chain: Some(Chain::behind(&value, state.device, partition)),
            block: OpenBlock::new(last + 1),
        })
    }

    /// Takes the block with the chain; the next one begins.
    fn close(&mut self) -> Result<Full> {
        let next = OpenBlock::new(self.block.next());
        Ok(Full {
            seed: new_seed()?,
            chain: self.chain.take().ok_or_else(away)?,
            block: std::mem::replace(&mut self.block, next),
        })
    }

    fn write(&mut self, conn: &Connection, state: &mut State, packed: Packed) -> Result<()> {
        self.chain = Some(packed.chain);
        let place = (self.part, state.device_num);
        write_block(conn, state, self.operation, place, &packed.block)
    }
}

impl Full {
    fn pack(mut self, packer: &mut Packer) -> Result<Packed> {
        let block = self.block.pack(self.seed, &mut self.chain, packer)?;
        Ok(Packed {
            block,
            chain: self.chain,
        })
    }
}

fn away() -> StoreFault {
    StoreFault::Log("日志的一段还没有写完".into())
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
    place: (i64, i64),
    block: BlockWriter,
) -> Result<()> {
    let first = block.first();
    let last = first + block.count().saturating_sub(1);
    let packed = PackedBlock::of(first, last, block, packer)?;
    write_block(conn, state, operation, place, &packed)
}

fn write_block(
    conn: &Connection,
    state: &mut State,
    operation: i64,
    (part, device): (i64, i64),
    block: &PackedBlock,
) -> Result<()> {
    let mut kinds = Vec::new();
    for kind in &block.kinds {
        kinds.push(state.aliases.kind(conn, kind)?);
    }
    kinds.sort_unstable();
    let kinds = crate::ledger::aliases::pack_numbers(&kinds);
    conn.prepare_cached(
        "INSERT INTO block (part, device, first, last, operation, kinds, body)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        part,
        device,
        signed(block.first),
        signed(block.last),
        operation,
        kinds,
        block.body
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
