//! Batches of records on their way to the tables: a thread makes them ready while the operation
//! goes on. What asks the tables for such a record waits until it stands there.

use std::collections::{HashSet, VecDeque};

use domain::record::{KindKey, RecordId};

use crate::error::Result;
use crate::ledger::batch::{Batch, Prepared};
use crate::worker::Worker;

/// So many batches are made ready at most before the first of them is written.
const AT_MOST: usize = 2;

/// The batches that were sent off, in their order.
#[derive(Default)]
pub(super) struct InFlight {
    /// The thread, from the first batch on: an operation of a few records needs none.
    worker: Option<Worker<Batch, Result<Prepared>>>,
    sent: VecDeque<Sent>,
}

/// What a batch holds.
struct Sent {
    records: HashSet<RecordId>,
    kinds: Vec<KindKey>,
}

impl InFlight {
    /// Whether the next batch has to wait for the first one to be written.
    pub(super) fn is_full(&self) -> bool {
        self.sent.len() >= AT_MOST
    }

    pub(super) fn holds(&self, id: RecordId) -> bool {
        self.sent.iter().any(|it| it.records.contains(&id))
    }

    pub(super) fn holds_any_of(&self, kind: &KindKey) -> bool {
        self.sent.iter().any(|it| it.kinds.contains(kind))
    }

    pub(super) fn send(&mut self, batch: Batch) -> Result<()> {
        let worker = match &mut self.worker {
            Some(worker) => worker,
            None => self.worker.insert(Worker::start("rows", Batch::prepare)?),
        };
        let kinds = batch.kinds.iter();
        self.sent.push_back(Sent {
            records: batch.pending.order.iter().copied().collect(),
            kinds: kinds.map(|(kind, _)| kind.key.clone()).collect(),
        });
        worker.give(batch)
    }

    /// The rows of the first batch, once they are ready; `None` when none is on the way.
    pub(super) fn land(&mut self) -> Result<Option<Prepared>> {
        let (Some(worker), Some(_)) = (&self.worker, self.sent.pop_front()) else {
            return Ok(None);
        };
        worker.take()?.map(Some)
    }
}
