//! Closed lists that the program reckons with.

use crate::record::words;

words! {
    /// Who settles an opinion: the village, the township, the county.
    pub enum OpinionLevel {
        Village = "一级",
        Township = "二级",
        County = "三级",
    }
}

words! {
    /// What an opinion is by its nature.
    pub enum OpinionSort {
        Opinion = "群众意见建议",
        Proxy = "信访代办",
        SmallWork = "民生微实事",
        Dispute = "矛盾纠纷",
    }
}

words! {
    /// Where an opinion came from.
    pub enum OpinionSource {
        Reception = "接待登记",
        Visit = "走访",
        Activity = "活动",
        Scan = "扫码",
        Hotline = "热线",
        Box = "意见箱",
        VillageStation = "村级站上报",
        County = "县级转办",
        Hotline12345 = "12345",
        Other = "其他",
    }
}
