//! Closed lists that the program reckons with.

use crate::record::words;

words! {
    /// What became of what an elector said.
    pub enum ContactHandling {
        Answered = "当场解答",
        PassedOn = "记录转办",
        Nothing = "无意见",
    }
}

words! {
    /// Whether a contact with an elector still holds.
    pub enum ElectorState {
        Valid = "有效",
        Ended = "解除",
    }
}
