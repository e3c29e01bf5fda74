//! Closed lists that the program reckons with.

use crate::record::words;

words! {
    /// Names of 台账方案 as offices speak of them.
    pub enum SchemeName {
        ThreeBooksTwoRolls = "三簿二册一档",
        TwoRollsThreeBooks = "两册三簿一档",
        ThreeBooksPairOfRolls = "三簿两册一档",
        FiveBooksOneRoll = "五簿一册",
        Own = "自定义",
    }
}

words! {
    /// What became of a call.
    pub enum HotlineHandling {
        Answered = "当场解答",
        PassedOn = "记录转办",
        Void = "无效来电",
    }
}

words! {
    /// What sort of PC was let in.
    pub enum DeviceSort {
        Office = "办公室电脑",
        Station = "村站电脑",
    }
}
