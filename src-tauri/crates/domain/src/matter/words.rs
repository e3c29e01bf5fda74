//! Closed lists that the program reckons with.

use crate::record::words;

words! {
    /// How content those are who raised a matter. 未表态 is no judgement.
    pub enum Satisfaction {
        Content = "满意",
        Mostly = "基本满意",
        Discontent = "不满意",
    }
}

words! {
    /// What came of a matter, by the classes that most offices mark A to D (重庆市建议工作条例 第22条 names four,
    /// 河南省办理办法 第19条 five).
    pub enum ReplyClass {
        Solved = "A 已解决或基本解决",
        UnderWay = "B 正在解决或列入计划",
        Planned = "C 列入规划或暂缓",
        Noted = "D 留作参考",
    }
}

words! {
    /// The light of a matter that waits for an answer: overdue, due soon, in good time.
    pub enum Light {
        Red = "红",
        Yellow = "黄",
        Green = "绿",
    }
}
