//! Every change ever written, with what its writer really had before the eyes.

use std::collections::{BTreeMap, BTreeSet};

use domain::record::{DeviceId, KindKey, Partition, RecordId, Writes};
use sync::DeviceKind;

/// A device's part of a partition.
pub type Place = (DeviceId, Partition);

/// Which changes a PC or a stick holds: those of a place in the order of their numbers.
pub type Log = BTreeMap<Place, Vec<usize>>;

/// A change, known to the tests by its place in [`Truth`]. Two PCs that write under one identity give
/// one number to two of them.
pub struct Known {
    pub place: Place,
    pub seq: u64,
    /// First and last number of its operation in that place.
    pub run: (u64, u64),
    pub kind: KindKey,
    pub record: RecordId,
    pub writes: Writes,
    /// Changes of the same record that its writer had.
    pub had: BTreeSet<usize>,
    /// What its writer was.
    pub author: DeviceKind,
}

#[derive(Default)]
pub struct Truth {
    pub changes: Vec<Known>,
}

impl Truth {
    /// Changes of a record that a log holds.
    pub fn of_record(&self, log: &Log, record: RecordId) -> BTreeSet<usize> {
        log.values()
            .flatten()
            .copied()
            .filter(|it| self.changes[*it].record == record)
            .collect()
    }
}
