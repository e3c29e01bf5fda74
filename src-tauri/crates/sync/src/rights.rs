//! Which partitions a device reads and writes.

use domain::record::{Partition, RecordId};

/// What sort of PC a device is, which says what it may do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DeviceKind {
    /// A PC of the township's office: reads and writes everything.
    Office,
    /// The PC of a village station: reads what is published, reads and writes its own.
    Station(RecordId),
}

/// What a device may do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rights(pub DeviceKind);

impl Rights {
    /// Whether it may be given changes of this partition.
    #[must_use]
    pub fn may_read(&self, partition: &Partition) -> bool {
        match self.0 {
            DeviceKind::Office => true,
            DeviceKind::Station(_) if *partition == Partition::Published => true,
            DeviceKind::Station(_) => self.may_write(partition),
        }
    }

    /// Whether its changes in this partition are taken in.
    #[must_use]
    pub fn may_write(&self, partition: &Partition) -> bool {
        match self.0 {
            DeviceKind::Office => true,
            DeviceKind::Station(own) => match partition {
                Partition::Village(it) | Partition::VillageSensitive(it) => *it == own.0,
                Partition::Published | Partition::Township | Partition::Sensitive => false,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_station_reads_the_published_and_writes_its_own() {
        let own = RecordId::new();
        let other = RecordId::new();
        // partition, reads, writes
        let table = [
            (Partition::Published, true, false),
            (Partition::Township, false, false),
            (Partition::Sensitive, false, false),
            (Partition::Village(own.0), true, true),
            (Partition::VillageSensitive(own.0), true, true),
            (Partition::Village(other.0), false, false),
            (Partition::VillageSensitive(other.0), false, false),
        ];
        let station = Rights(DeviceKind::Station(own));
        let office = Rights(DeviceKind::Office);
        for (partition, reads, writes) in table {
            assert_eq!(station.may_read(&partition), reads, "{partition}");
            assert_eq!(station.may_write(&partition), writes, "{partition}");
            assert!(office.may_read(&partition) && office.may_write(&partition));
        }
    }
}
