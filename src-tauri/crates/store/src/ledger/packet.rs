//! The log as it leaves a store: runs of changes and how far each device came.

use std::collections::BTreeMap;

use domain::record::{DeviceId, Link, Partition, Run, SignedHead};

use crate::error::{Result, StoreFault};
use crate::ledger::{Ledger, entries, log, packing};

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
        self.runs
            .iter()
            .map(Run::changes)
            .fold(0, u64::saturating_add)
    }
}

impl Ledger {
    /// Every change this store holds.
    ///
    /// # Errors
    /// What the database answers.
    pub fn packet(&self) -> Result<Packet> {
        let mut runs = Vec::new();
        self.each_run::<StoreFault>(&|_| true, |run| {
            runs.push(run);
            Ok(())
        })?;
        Ok(Packet {
            runs,
            heads: self.heads()?,
        })
    }

    /// Goes through the runs in the partitions that are wanted: device by device, partition by
    /// partition, in the order of their numbers.
    ///
    /// # Errors
    /// What the database answers; what `each` answers.
    pub fn each_run<E: From<StoreFault>>(
        &self,
        wanted: &dyn Fn(&Partition) -> bool,
        mut each: impl FnMut(Run) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let conn = self.vault.conn();
        let places: Vec<(DeviceId, Partition)> = self
            .have()?
            .into_keys()
            .filter(|(_, partition)| wanted(partition))
            .collect();
        let prepared = || -> Result<_> {
            let runs = conn.prepare(
                "SELECT operation, first, last, chain FROM run
                 WHERE part = ?1 AND device = ?2 ORDER BY first",
            )?;
            let blocks = conn.prepare(
                "SELECT body FROM block WHERE part = ?1 AND device = ?2
                 AND first BETWEEN ?3 AND ?4 ORDER BY first",
            )?;
            Ok((runs, blocks))
        };
        let (mut runs, mut blocks) = prepared()?;
        for (device_id, partition) in places {
            let aliases = &self.state.aliases;
            let (Some(part), Some(device)) = (
                aliases.known_partition(&partition),
                aliases.known_device(device_id),
            ) else {
                continue;
            };
            let stretches: Vec<(i64, i64, i64, [u8; 32])> = runs
                .query_map([part, device], |row| {
                    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
                })
                .and_then(Iterator::collect)
                .map_err(StoreFault::from)?;
            for (operation, first, last, chain) in stretches {
                let mut packed: Vec<Vec<u8>> = blocks
                    .query_map([part, device, first, last], |row| row.get(0))
                    .and_then(Iterator::collect)
                    .map_err(StoreFault::from)?;
                for cell in &mut packed {
                    *cell = packing::unpack(cell)?.into_owned();
                }
                each(Run {
                    head: log::operation(conn, &self.state, operation)?,
                    partition: partition.clone(),
                    first: log::unsigned(first),
                    last: log::unsigned(last),
                    chain,
                    blocks: packed,
                })?;
            }
        }
        Ok(())
    }

    /// How far each device came here, per partition.
    ///
    /// # Errors
    /// What the database answers.
    pub fn have(&self) -> Result<BTreeMap<(DeviceId, Partition), u64>> {
        entries::have(self.vault.conn(), &self.state)
    }

    /// The value of the chain behind a device's change in a partition, where one of its operations
    /// ended there.
    ///
    /// # Errors
    /// What the database answers.
    pub fn chain_at(
        &self,
        device: DeviceId,
        partition: &Partition,
        seq: u64,
    ) -> Result<Option<Link>> {
        let aliases = &self.state.aliases;
        let (Some(part), Some(device)) = (
            aliases.known_partition(partition),
            aliases.known_device(device),
        ) else {
            return Ok(None);
        };
        entries::chain_at(self.vault.conn(), part, device, seq)
    }
}
