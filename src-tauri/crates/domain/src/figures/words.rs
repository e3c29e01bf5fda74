//! Closed lists that the program reckons with.

use crate::record::words;

words! {
    /// What period or matter a summary is about.
    pub enum SummarySort {
        Week = "周调度",
        Month = "月小结",
        Quarter = "季报告",
        Year = "年度报告",
        Special = "专项小结",
    }
}

words! {
    /// How far a summary is.
    pub enum SummaryState {
        Draft = "草稿",
        Final = "已定稿",
        Sent = "已报送",
    }
}
