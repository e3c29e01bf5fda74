//! What an activity was, for every place that counts or lists activities by their sort: figures and
//! the parts of a dossier.

/// The part of a deputy's work to which a sort of activity belongs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ActivityClass {
    /// Sitting in, and taking part in, meetings.
    Meeting,
    /// 视察调研: going out to look (北营房镇: 调研视察活动).
    Inspection,
    /// Other supervision: reports heard, inquiries, appraisals, oversight.
    Supervision,
    /// 学习培训
    Training,
    /// Receiving and visiting people.
    Contact,
    /// Voluntary service, settling disputes.
    Service,
    /// 述职
    Report,
    /// 代表小组活动
    Group,
    /// What no other class takes: councils, lectures, oaths.
    Other,
}

impl ActivityClass {
    /// The class of a sort, by its word.
    ///
    /// ```
    /// use domain::activity::ActivityClass;
    /// assert_eq!(ActivityClass::of("专题调研"), ActivityClass::Inspection);
    /// assert_eq!(ActivityClass::of(""), ActivityClass::Other);
    /// ```
    #[must_use]
    pub fn of(sort: &str) -> Self {
        match sort {
            "人代会会议" | "主席团会议（列席）" | "列席会议" | "列席座谈" => {
                Self::Meeting
            }
            "视察" | "专题调研" | "执法检查" | "建议督办视察" => Self::Inspection,
            "听取讨论专项报告"
            | "工作评议"
            | "专题询问"
            | "满意度测评"
            | "跟踪监督"
            | "民生实事监督"
            | "约见国家机关负责人"
            | "政情通报会"
            | "旁听庭审、听证"
            | "担任监督员、考评员"
            | "联动监督" => Self::Supervision,
            "学习培训" => Self::Training,
            "接待选民" | "走访联系选民" => Self::Contact,
            "志愿服务" | "矛盾调解" => Self::Service,
            "述职评议" => Self::Report,
            "代表小组活动" => Self::Group,
            _ => Self::Other,
        }
    }

    /// The sorts of a class, for lists that show what was counted.
    #[must_use]
    pub const fn sorts(self) -> &'static [&'static str] {
        match self {
            Self::Inspection => &["视察", "专题调研", "执法检查", "建议督办视察"],
            Self::Training => &["学习培训"],
            Self::Group => &["代表小组活动"],
            Self::Report => &["述职评议"],
            Self::Contact => &["接待选民", "走访联系选民"],
            Self::Service => &["志愿服务", "矛盾调解"],
            Self::Meeting | Self::Supervision | Self::Other => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::activity::SORTS;

    #[test]
    fn lists_and_counts_know_the_same_sorts() {
        for class in [
            ActivityClass::Inspection,
            ActivityClass::Training,
            ActivityClass::Group,
            ActivityClass::Report,
            ActivityClass::Contact,
            ActivityClass::Service,
        ] {
            let of: Vec<&str> = SORTS
                .into_iter()
                .filter(|it| ActivityClass::of(it) == class)
                .collect();
            let mut listed = class.sorts().to_vec();
            listed.sort_by_key(|it| SORTS.iter().position(|sort| sort == it));
            assert_eq!(of, listed, "{class:?}");
        }
    }
}
