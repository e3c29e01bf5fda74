//! Appends one operation to the log: its head, its changes, at its end the chain.

use domain::record::{OperationHead, Partition};
use rusqlite::Connection;

use crate::error::{Result, StoreFault};
use crate::ledger::appender::{Appender, Draft};
use crate::ledger::{State, heads, log};
use crate::projection::Held;

/// Writes the changes of one operation.
pub(super) struct LogAppender<'a> {
    conn: &'a Connection,
    pub(super) head: OperationHead,
    /// The operation's local number, once it wrote something.
    pub(super) operation: Option<i64>,
    appender: Appender<'a>,
}

impl<'a> LogAppender<'a> {
    pub(super) fn new(conn: &'a Connection, head: OperationHead) -> Self {
        Self {
            conn,
            head,
            operation: None,
            appender: Appender::new(conn),
        }
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
    /// a Lamport number. The record takes note of it. `before` is this device's change of the record
    /// before this one, where it is to stand beside it as if it had not been seen.
    pub(super) fn append(
        &mut self,
        state: &mut State,
        held: &mut Held,
        partition: &Partition,
        body: &[u8],
        before: Option<u64>,
    ) -> Result<u64> {
        if !state.may_write(partition) {
            return Err(StoreFault::NotOurs(held.kind.title.to_string()));
        }
        let operation = self.note(state)?;
        // Saturating: a number from elsewhere must not stop this office's work.
        state.lamport = state.lamport.saturating_add(1);
        let seen = held.seen.of(partition);
        let draft = Draft {
            lamport: state.lamport,
            record: held.row.id,
            kind: &held.kind.key,
            seen,
            before,
            body,
        };
        let seq = self.appender.append(state, operation, partition, &draft)?;
        seen.see(state.device, seq);
        Ok(seq)
    }

    /// Writes what was appended, so that it can be read.
    pub(super) fn flush(&mut self, state: &mut State) -> Result<()> {
        self.appender.flush(state)
    }

    /// Closes the operation: it has the name of its end, and the chain goes on behind it.
    pub(super) fn end(&mut self, state: &mut State) -> Result<()> {
        let Some(num) = self.operation else {
            return Ok(());
        };
        log::rename_operation(self.conn, num, &self.head.title)?;
        self.appender.end(state, &self.head)?;
        heads::note_operation(self.conn, state, &self.head)
    }
}
