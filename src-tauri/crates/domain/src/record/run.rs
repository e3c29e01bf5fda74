//! What one operation wrote in one partition, on its way from one store to another.

use std::ops::RangeInclusive;

use crate::record::{DeviceId, Link, OperationHead, Partition, Sequenced};

/// A run of changes: consecutive numbers of one device in one partition, of one operation.
#[derive(Clone, PartialEq, Eq, Debug)]
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
    /// The changes, in blocks as [`crate::record::BlockWriter`] writes them.
    pub blocks: Vec<Vec<u8>>,
}

impl Run {
    /// How many changes it holds.
    #[must_use]
    pub fn changes(&self) -> u64 {
        self.last.saturating_sub(self.first).saturating_add(1)
    }
}

impl Sequenced for Run {
    fn place(&self) -> (DeviceId, Partition) {
        (self.head.device, self.partition.clone())
    }

    fn numbers(&self) -> RangeInclusive<u64> {
        self.first..=self.last
    }
}
