//! The hand that writes the log for one operation: its head, its numbers, its salts.

use std::collections::HashMap;

use domain::record::{OperationHead, Partition};
use rusqlite::Connection;

use crate::error::{Result, StoreFault};
use crate::ledger::State;
use crate::ledger::log::{self, Appender, Entry};
use crate::projection::Held;

/// Writes the changes of one operation.
pub(super) struct Pen<'a> {
    conn: &'a Connection,
    pub(super) head: OperationHead,
    /// The operation's local number, once it wrote something.
    pub(super) operation: Option<i64>,
    appender: Option<Appender<'a>>,
    /// The last number given in each partition.
    seqs: HashMap<Partition, u64>,
    salts: Salts,
}

impl<'a> Pen<'a> {
    pub(super) fn new(conn: &'a Connection, head: OperationHead) -> Result<Self> {
        Ok(Self {
            conn,
            head,
            operation: None,
            appender: None,
            seqs: HashMap::new(),
            salts: Salts::new()?,
        })
    }

    /// The operation's local number; the operation is noted with its first change.
    pub(super) fn note(&mut self, state: &mut State) -> Result<i64> {
        if let Some(num) = self.operation {
            return Ok(num);
        }
        let num = log::add_operation(self.conn, state, &self.head)?;
        self.operation = Some(num);
        Ok(num)
    }

    /// Appends one change of a record: the next sequence number, what had been seen of the record,
    /// a Lamport number, a salt. The record takes note of it.
    pub(super) fn append(
        &mut self,
        state: &mut State,
        held: &mut Held,
        partition: &Partition,
        body: &[u8],
    ) -> Result<()> {
        let operation = self.note(state)?;
        let seq = self.next_seq(state, partition)?;
        // Saturating: a number from elsewhere must not stop this office's work.
        state.lamport = state.lamport.saturating_add(1);
        let device = state.device;
        let seen = held.seen.entry(partition.clone()).or_default();
        let entry = Entry {
            partition,
            device,
            seq,
            lamport: state.lamport,
            record: held.row.id,
            kind: &held.kind.key,
            seen,
            salt: self.salts.next(),
            body,
        };
        let appender = match &mut self.appender {
            Some(appender) => appender,
            None => self.appender.insert(Appender::new(self.conn)?),
        };
        appender.append(state, operation, &entry)?;
        seen.see(device, seq);
        Ok(())
    }

    /// Notes which changes the operation made.
    pub(super) fn end(&mut self) -> Result<()> {
        self.appender.as_mut().map_or(Ok(()), Appender::end)
    }

    fn next_seq(&mut self, state: &mut State, partition: &Partition) -> Result<u64> {
        if let Some(seq) = self.seqs.get_mut(partition) {
            *seq += 1;
            return Ok(*seq);
        }
        let part = state.aliases.partition(self.conn, partition)?;
        let seq = log::last_seq(self.conn, part, state.device_num)? + 1;
        self.seqs.insert(partition.clone(), seq);
        Ok(seq)
    }
}

/// Sixteen random bytes for each change, drawn from one seed per operation.
struct Salts(blake3::OutputReader);

impl Salts {
    fn new() -> Result<Self> {
        let mut seed = [0_u8; 32];
        getrandom::fill(&mut seed).map_err(|fault| StoreFault::Log(fault.to_string()))?;
        Ok(Self(blake3::Hasher::new_keyed(&seed).finalize_xof()))
    }

    fn next(&mut self) -> [u8; 16] {
        let mut salt = [0_u8; 16];
        self.0.fill(&mut salt);
        salt
    }
}
