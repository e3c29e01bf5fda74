//! Which partition of the log a record belongs to. Decided once, when the record is made, by its
//! type, its station and its parent; an edit that changes the station later does not move it.

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::record::RecordId;

/// Who may receive a change.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum Partition {
    /// Rosters and plans that every village station gets.
    Published,
    /// What stays inside the township's office.
    Township,
    /// What is sensitive in published and township records: identity numbers, telephones, addresses.
    Sensitive,
    /// One village station's own entries.
    Village(Uuid),
    /// What is sensitive in a village station's own entries.
    VillageSensitive(Uuid),
}

impl fmt::Display for Partition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Published => f.write_str("P"),
            Self::Township => f.write_str("T"),
            Self::Sensitive => f.write_str("S"),
            Self::Village(station) => write!(f, "V:{station}"),
            Self::VillageSensitive(station) => write!(f, "S:{station}"),
        }
    }
}

impl Partition {
    /// From the form the log keeps; `None` when a newer program wrote another sort.
    ///
    /// ```
    /// use domain::record::Partition;
    /// assert_eq!(Partition::parse("P"), Some(Partition::Published));
    /// assert_eq!(Partition::parse("X"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let station = |rest: &str| Uuid::try_parse(rest).ok();
        match text {
            "P" => Some(Self::Published),
            "T" => Some(Self::Township),
            "S" => Some(Self::Sensitive),
            _ => match text.split_once(':')? {
                ("V", rest) => station(rest).map(Self::Village),
                ("S", rest) => station(rest).map(Self::VillageSensitive),
                _ => None,
            },
        }
    }

    /// Whether it holds sensitive values alone, and so is no record's home.
    #[must_use]
    pub fn is_sensitive(&self) -> bool {
        matches!(self, Self::Sensitive | Self::VillageSensitive(_))
    }

    /// Where the sensitive values of a record lie whose home this is.
    #[must_use]
    pub fn aside(&self) -> Self {
        match self {
            Self::Published | Self::Township | Self::Sensitive => Self::Sensitive,
            Self::Village(station) | Self::VillageSensitive(station) => {
                Self::VillageSensitive(*station)
            }
        }
    }
}

/// Where the records of a type belong.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Home {
    /// To everybody: rosters, plans, lists.
    Published,
    /// To the station in whose book they stand: a village station's own partition, else the
    /// township's.
    Station,
    /// To the township, whichever station they name.
    Township,
}

/// What a record belongs to, as far as its home depends on other records.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Surroundings {
    /// The home of the record under which it stands; `None` where it stands under none.
    pub parent: Option<Partition>,
    /// The village station that it names; `None` for the township's own and where it names none.
    pub village: Option<RecordId>,
}

/// The field that names the station in whose book a record stands.
pub const STATION_FIELD: &str = "station";
