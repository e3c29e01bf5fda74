//! Closed lists that the program reckons with.

use crate::record::words;

words! {
    /// Whether a promise was kept.
    pub enum PromiseState {
        NotDue = "未到期",
        UnderWay = "落实中",
        Kept = "已落实",
        Broken = "未落实",
    }
}

words! {
    /// How a small work for people stands.
    pub enum WorkState {
        Planned = "拟办",
        UnderWay = "实施中",
        Done = "已完成",
        Dropped = "未实施",
    }
}

words! {
    /// What became of a dispute.
    pub enum DisputeState {
        UnderWay = "调解中",
        Settled = "已化解",
        Unsettled = "未化解",
        Elsewhere = "转其他途径",
    }
}

words! {
    /// What became of a petition taken over for somebody.
    pub enum ProxyState {
        UnderWay = "代办中",
        Settled = "已化解",
        PartlySettled = "部分化解",
        Unsettled = "未化解",
        Withdrawn = "撤回",
    }
}

words! {
    /// Who promised.
    pub enum Promiser {
        Deputy = "代表",
        Unit = "承办单位",
        Presidium = "主席团",
    }
}
