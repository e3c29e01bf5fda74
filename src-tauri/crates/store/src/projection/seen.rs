//! What has been seen of one record, per partition.

use std::collections::BTreeMap;

use domain::record::{Partition, VersionVector};

/// The vector of each partition, in their order. A record lies in two at most, its own and the one
/// beside it, so that a list takes a tenth of the memory of a tree; an import has two hundred thousand.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub(crate) struct Seen(Vec<(Partition, VersionVector)>);

impl Seen {
    pub(crate) fn get(&self, partition: &Partition) -> Option<&VersionVector> {
        let at = self.place(partition).ok()?;
        self.0.get(at).map(|(_, seen)| seen)
    }

    /// What has been seen in a partition, to be changed.
    pub(crate) fn of(&mut self, partition: &Partition) -> &mut VersionVector {
        let at = match self.place(partition) {
            Ok(at) => at,
            Err(at) => {
                let nothing = VersionVector::default();
                self.0.reserve_exact(1);
                self.0.insert(at, (partition.clone(), nothing));
                at
            }
        };
        &mut self.0[at].1
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&Partition, &VersionVector)> {
        self.0.iter().map(|(partition, seen)| (partition, seen))
    }

    fn place(&self, partition: &Partition) -> Result<usize, usize> {
        self.0.binary_search_by(|(it, _)| it.cmp(partition))
    }
}

impl From<BTreeMap<Partition, VersionVector>> for Seen {
    fn from(map: BTreeMap<Partition, VersionVector>) -> Self {
        Self(map.into_iter().collect())
    }
}

impl From<Seen> for BTreeMap<Partition, VersionVector> {
    fn from(seen: Seen) -> Self {
        seen.0.into_iter().collect()
    }
}
