//! Closed lists that the program reckons with.

use crate::record::words;

words! {
    /// What became of a call.
    pub enum HotlineHandling {
        Answered = "当场解答",
        PassedOn = "记录转办",
        Void = "无效来电",
    }
}
