//! Building projections anew from the log: the repair tool and the only migration there is.

use crate::cancellation::Cancellation;
use crate::error::Result;
use crate::ledger::Ledger;
use crate::ledger::building::{Tally, build_counted, children_first};

impl Ledger {
    /// Drops every projection and builds it anew from the log, all or nothing.
    ///
    /// # Errors
    /// A change that cannot be read; what the database answers.
    pub fn rebuild(&mut self) -> Result<()> {
        self.rebuild_cancellable(&Cancellation::never())
    }

    /// As [`Ledger::rebuild`]; told how many changes are done, and stopped where nobody wants it
    /// any more.
    ///
    /// # Errors
    /// As [`Ledger::rebuild`]; [`StoreFault::Cancelled`](crate::error::StoreFault::Cancelled),
    /// and then everything is as before.
    pub fn rebuild_cancellable(&mut self, cancellation: &Cancellation) -> Result<()> {
        let total: i64 = self.vault.conn().query_row(
            "SELECT coalesce(sum(last - first + 1), 0) FROM block",
            [],
            |row| row.get(0),
        )?;
        let mut tally = Tally {
            cancellation,
            done: 0,
            total: u64::try_from(total).unwrap_or(0),
        };
        let kinds: Vec<_> = self.state.registry.iter().cloned().collect();
        let kinds = children_first(&self.state.registry, kinds);
        let transaction = self.vault.conn_mut().transaction()?;
        for kind in &kinds {
            build_counted(&transaction, &mut self.state, kind, &mut tally)?;
        }
        transaction.commit()?;
        Ok(())
    }
}
