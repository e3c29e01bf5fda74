use crate::workflow::Stage;

/// Where a matter stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum MatterStage {
    /// 已登记
    Registered,
    /// 已受理
    Accepted,
    /// 不予受理
    Rejected,
    /// 已交办
    Assigned,
    /// 已退件: the unit says that it is not its own.
    GivenBack,
    /// 承办中
    Handling,
    /// 已答复
    Replied,
    /// 已反馈
    Evaluated,
    /// 重新办理
    Again,
    /// 待销号
    ToClose,
    /// 已销号
    Closed,
    /// 已归档
    Archived,
    /// 合并办理
    Merged,
    /// 已撤回
    Withdrawn,
    /// 上报县级
    AtCounty,
    /// 县级退回
    BackFromCounty,
    /// 挂起
    Held,
}

impl Stage for MatterStage {
    const ALL: &'static [Self] = &[
        Self::Registered,
        Self::Accepted,
        Self::Rejected,
        Self::Assigned,
        Self::GivenBack,
        Self::Handling,
        Self::Replied,
        Self::Evaluated,
        Self::Again,
        Self::ToClose,
        Self::Closed,
        Self::Archived,
        Self::Merged,
        Self::Withdrawn,
        Self::AtCounty,
        Self::BackFromCounty,
        Self::Held,
    ];

    fn word(self) -> &'static str {
        match self {
            Self::Registered => "已登记",
            Self::Accepted => "已受理",
            Self::Rejected => "不予受理",
            Self::Assigned => "已交办",
            Self::GivenBack => "已退件",
            Self::Handling => "承办中",
            Self::Replied => "已答复",
            Self::Evaluated => "已反馈",
            Self::Again => "重新办理",
            Self::ToClose => "待销号",
            Self::Closed => "已销号",
            Self::Archived => "已归档",
            Self::Merged => "合并办理",
            Self::Withdrawn => "已撤回",
            Self::AtCounty => "上报县级",
            Self::BackFromCounty => "县级退回",
            Self::Held => "挂起",
        }
    }

    fn is_end(self) -> bool {
        match self {
            Self::Rejected | Self::Closed | Self::Archived | Self::Merged | Self::Withdrawn => true,
            Self::Registered
            | Self::Accepted
            | Self::Assigned
            | Self::GivenBack
            | Self::Handling
            | Self::Replied
            | Self::Evaluated
            | Self::Again
            | Self::ToClose
            | Self::AtCounty
            | Self::BackFromCounty
            | Self::Held => false,
        }
    }
}

impl MatterStage {
    /// Fields without which a matter cannot stand there.
    pub(crate) fn needs(self) -> &'static [&'static str] {
        match self {
            Self::Assigned | Self::GivenBack | Self::Handling | Self::Again => {
                &["lead", "assigned_on"]
            }
            Self::Replied => &["reply", "replied_on"],
            Self::Evaluated | Self::ToClose => &["reply", "replied_on", "satisfaction"],
            Self::Closed => &[
                "reply",
                "replied_on",
                "satisfaction",
                "reviewer",
                "closed_on",
            ],
            Self::Merged => &["merged_into"],
            Self::Rejected => &["refusal"],
            Self::Registered
            | Self::Accepted
            | Self::Archived
            | Self::Withdrawn
            | Self::AtCounty
            | Self::BackFromCounty
            | Self::Held => &[],
        }
    }

    /// Whether its unit's clock runs.
    #[must_use]
    pub fn is_with_unit(self) -> bool {
        match self {
            Self::Assigned | Self::GivenBack | Self::Handling | Self::Again | Self::AtCounty => {
                true
            }
            Self::Registered
            | Self::Accepted
            | Self::Rejected
            | Self::Replied
            | Self::Evaluated
            | Self::ToClose
            | Self::Closed
            | Self::Archived
            | Self::Merged
            | Self::Withdrawn
            | Self::BackFromCounty
            | Self::Held => false,
        }
    }
}
