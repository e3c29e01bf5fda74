//! Where the records of a type belong, and where the values of their fields lie.

use crate::record::{
    Field, Home, Partition, RecordId, RecordType, Row, STATION_FIELD, Surroundings,
};

impl RecordType {
    /// Whether its records are rows inside another record: they have no book of their own and go
    /// where their parent goes.
    #[must_use]
    pub fn is_inside(&self) -> bool {
        self.parent.is_some() && self.register.is_none()
    }

    /// The home of a new record.
    ///
    /// ```
    /// use domain::record::{Partition, Registry, Surroundings};
    /// let registry = Registry::builtin();
    /// let deputy = registry.get("deputy").unwrap();
    /// assert_eq!(deputy.home_of(&Surroundings::default()), Partition::Published);
    /// ```
    #[must_use]
    pub fn home_of(&self, around: &Surroundings) -> Partition {
        if self.is_inside()
            && let Some(parent) = &around.parent
        {
            return parent.clone();
        }
        match (self.home, around.village) {
            (Home::Published, _) => Partition::Published,
            (Home::Station, Some(village)) => Partition::Village(village.0),
            (Home::Station, None) | (Home::Township, _) => Partition::Township,
        }
    }

    /// The partition of a field's writes in a record of this home.
    #[must_use]
    pub fn partition_of(&self, field: &Field, home: &Partition) -> Partition {
        if field.lies_aside() {
            home.aside()
        } else {
            home.clone()
        }
    }

    /// The station that a record names, where its type belongs to stations.
    #[must_use]
    pub fn station_of(&self, row: &Row) -> Option<RecordId> {
        match self.home {
            Home::Station => row.get(self, STATION_FIELD)?.as_id(),
            Home::Published | Home::Township => None,
        }
    }

    /// The home of a record of which changes of these partitions are known. Where only sensitive
    /// ones have arrived, the one its type would give.
    #[must_use]
    pub fn home_among<'a>(&self, known: impl Iterator<Item = &'a Partition>) -> Partition {
        let mut sensitive = None;
        let mut home: Option<&Partition> = None;
        for partition in known {
            if partition.is_sensitive() {
                sensitive = Some(partition);
            } else if home.is_none_or(|it| partition < it) {
                home = Some(partition);
            }
        }
        match (home, sensitive) {
            (Some(home), _) => home.clone(),
            (None, Some(Partition::VillageSensitive(station))) => Partition::Village(*station),
            (None, _) => self.home_of(&Surroundings::default()),
        }
    }
}
