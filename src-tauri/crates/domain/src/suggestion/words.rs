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
    /// Where the topic of a suggestion came from.
    pub enum TopicFrom {
        Deputies = "代表选题",
        People = "群众点题",
        Presidium = "主席团交题",
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
