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
