//! Closed lists that the program reckons with.

use crate::record::words;

words! {
    /// Whether a station works.
    pub enum StationState {
        Running = "运行",
        Planned = "筹建",
        Closed = "停用",
    }
}

impl StationState {
    /// Whether the station works, or is said to.
    #[must_use]
    pub const fn is_open(self) -> bool {
        match self {
            Self::Running => true,
            Self::Planned | Self::Closed => false,
        }
    }
}
