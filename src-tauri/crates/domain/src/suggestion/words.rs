//! Closed lists that the program reckons with.

use crate::record::words;

words! {
    /// When a suggestion was raised.
    pub enum Occasion {
        InSession = "会议期间",
        InRecess = "闭会期间",
    }
}

words! {
    /// What a deputy raised.
    pub enum SuggestionSort {
        Suggestion = "建议",
        Criticism = "批评",
        View = "意见",
        Motion = "议案",
    }
}
