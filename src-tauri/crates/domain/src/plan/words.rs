//! Closed lists that the program reckons with.

use crate::record::words;

words! {
    /// How a task of a month’s plan stands.
    pub enum TaskState {
        NotBegun = "未启动",
        UnderWay = "推进中",
        Done = "已完成",
        PutOff = "延期",
        Cancelled = "取消",
    }
}

words! {
    /// Who set a month’s theme.
    pub enum ThemeSource {
        County = "县定",
        Own = "自定",
    }
}

words! {
    /// How a topic of supervision stands.
    pub enum SupervisionState {
        NotBegun = "未开展",
        UnderWay = "进行中",
        Done = "已完成",
        Dropped = "调整取消",
    }
}
