//! Closed lists that the program reckons with.

use chrono::NaiveDate;

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
    /// What was decided on a unit's request for a later day.
    pub enum ExtensionOutcome {
        Agreed = "同意延期",
        Refused = "不同意延期",
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

/// The light of a day before (or after) a due day.
///
/// ```
/// use chrono::NaiveDate;
/// use domain::matter::{Light, light};
///
/// let day = |text: &str| text.parse::<NaiveDate>().unwrap();
/// let at = |today: &str| light(day(today), day("2026-06-02"), 10);
/// assert_eq!(at("2026-05-22"), Light::Green);
/// assert_eq!(at("2026-05-23"), Light::Yellow);
/// assert_eq!(at("2026-06-02"), Light::Yellow);
/// assert_eq!(at("2026-06-03"), Light::Red);
/// ```
#[must_use]
pub fn light(today: NaiveDate, due: NaiveDate, warning_days: i64) -> Light {
    if today > due {
        Light::Red
    } else if (due - today).num_days() <= warning_days {
        Light::Yellow
    } else {
        Light::Green
    }
}
