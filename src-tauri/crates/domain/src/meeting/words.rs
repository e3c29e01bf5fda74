//! Closed lists that the program reckons with.

use crate::record::words;

words! {
    /// What a meeting of the congress is; a preparatory one is no session.
    pub enum CongressSort {
        Regular = "例会",
        Extraordinary = "临时会议",
        Preparatory = "预备会议",
    }
}

words! {
    /// What is moved.
    pub enum MotionSort {
        Motion = "议案",
        Inquiry = "质询案",
        Recall = "罢免案",
    }
}

words! {
    /// What the congress votes on.
    pub enum VoteSort {
        Report = "报告决议",
        People = "人事",
        Livelihood = "民生实事项目",
        Plans = "规划预算",
        Other = "其他",
    }
}
