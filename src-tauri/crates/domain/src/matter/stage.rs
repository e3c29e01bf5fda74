use crate::record::words;
use crate::workflow::Stage;

words! {
    /// Where a matter stands.
    pub enum MatterStage {
        Registered = "已登记",
        Accepted = "已受理",
        Rejected = "不予受理",
        Assigned = "已交办",
        /// The unit says that it is not its own.
        GivenBack = "已退件",
        Handling = "承办中",
        Replied = "已答复",
        Evaluated = "已反馈",
        Again = "重新办理",
        ToClose = "待销号",
        Closed = "已销号",
        Archived = "已归档",
        Merged = "合并办理",
        Withdrawn = "已撤回",
        /// A deputy took it up as a suggestion, which goes on in its place.
        Raised = "转为建议",
        AtCounty = "上报县级",
        BackFromCounty = "县级退回",
        Held = "暂缓办理",
    }
}

words! {
    /// States of a matter that an office speaks of as one.
    pub enum StageGroup {
        ToAccept = "待受理",
        ToAssign = "待交办",
        Handling = "办理中",
        Replied = "已答复",
        Evaluated = "已反馈",
        Closed = "已办结",
        /// It went no further, or goes on elsewhere.
        Other = "其他",
    }
}

impl Stage for MatterStage {
    const ALL: &'static [Self] = &Self::ALL;

    fn word(self) -> &'static str {
        self.word()
    }

    /// The point of [`Self::WAY`] that it has reached, from 0.
    fn reached(self) -> usize {
        match self {
            Self::Registered => 0,
            Self::Accepted
            | Self::Rejected
            | Self::GivenBack
            | Self::BackFromCounty
            | Self::Merged
            | Self::Withdrawn
            | Self::Raised => 1,
            Self::Assigned => 2,
            Self::Handling | Self::Again | Self::AtCounty | Self::Held => 3,
            Self::Replied => 4,
            Self::Evaluated | Self::ToClose => 5,
            Self::Closed | Self::Archived => 6,
        }
    }

    fn is_end(self) -> bool {
        match self {
            Self::Rejected
            | Self::Closed
            | Self::Archived
            | Self::Merged
            | Self::Withdrawn
            | Self::Raised => true,
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
    /// Whether there is an answer about which people can be asked (电话抽访).
    #[must_use]
    pub fn is_answered(self) -> bool {
        match self.group() {
            StageGroup::Replied | StageGroup::Evaluated | StageGroup::Closed => true,
            StageGroup::ToAccept
            | StageGroup::ToAssign
            | StageGroup::Handling
            | StageGroup::Other => false,
        }
    }

    /// What an office sums it up as.
    #[must_use]
    pub fn group(self) -> StageGroup {
        match self {
            Self::Registered | Self::BackFromCounty => StageGroup::ToAccept,
            Self::Accepted => StageGroup::ToAssign,
            Self::Assigned
            | Self::GivenBack
            | Self::Handling
            | Self::Again
            | Self::AtCounty
            | Self::Held => StageGroup::Handling,
            Self::Replied => StageGroup::Replied,
            Self::Evaluated | Self::ToClose => StageGroup::Evaluated,
            Self::Closed | Self::Archived => StageGroup::Closed,
            Self::Rejected | Self::Merged | Self::Withdrawn | Self::Raised => StageGroup::Other,
        }
    }

    /// The ordinary states in their order, each with the word that 办到哪一步 shows.
    pub const WAY: [(Self, &'static str); 7] = [
        (Self::Registered, "登记"),
        (Self::Accepted, "受理"),
        (Self::Assigned, "交办"),
        (Self::Handling, "承办"),
        (Self::Replied, "答复"),
        (Self::Evaluated, "反馈"),
        (Self::Closed, "销号"),
    ];

    /// Whether another matter is handled in its place (合并办理, 转为代表建议).
    #[must_use]
    pub fn goes_on_elsewhere(self) -> bool {
        match self {
            Self::Merged | Self::Raised => true,
            Self::Registered
            | Self::Accepted
            | Self::Rejected
            | Self::Assigned
            | Self::GivenBack
            | Self::Handling
            | Self::Replied
            | Self::Evaluated
            | Self::Again
            | Self::ToClose
            | Self::Closed
            | Self::Archived
            | Self::Withdrawn
            | Self::AtCounty
            | Self::BackFromCounty
            | Self::Held => false,
        }
    }

    /// Whether its state alone says that the office took it up.
    #[must_use]
    pub fn is_taken_up(self) -> bool {
        match self {
            Self::Accepted
            | Self::Assigned
            | Self::GivenBack
            | Self::Handling
            | Self::Replied
            | Self::Evaluated
            | Self::Again
            | Self::ToClose
            | Self::Closed
            | Self::Merged
            | Self::AtCounty
            | Self::BackFromCounty
            | Self::Held => true,
            Self::Registered | Self::Rejected | Self::Archived | Self::Withdrawn | Self::Raised => {
                false
            }
        }
    }

    /// Whether its state alone says that it was answered.
    #[must_use]
    pub fn has_reply(self) -> bool {
        match self {
            Self::Replied | Self::Evaluated | Self::ToClose | Self::Closed => true,
            Self::Registered
            | Self::Accepted
            | Self::Rejected
            | Self::Assigned
            | Self::GivenBack
            | Self::Handling
            | Self::Again
            | Self::Archived
            | Self::Merged
            | Self::Withdrawn
            | Self::Raised
            | Self::AtCounty
            | Self::BackFromCounty
            | Self::Held => false,
        }
    }

    /// Whether it rests after it was closed.
    #[must_use]
    pub fn rests(self) -> bool {
        match self {
            Self::Closed | Self::Archived => true,
            Self::Registered
            | Self::Accepted
            | Self::Rejected
            | Self::Assigned
            | Self::GivenBack
            | Self::Handling
            | Self::Replied
            | Self::Evaluated
            | Self::Again
            | Self::ToClose
            | Self::Merged
            | Self::Withdrawn
            | Self::Raised
            | Self::AtCounty
            | Self::BackFromCounty
            | Self::Held => false,
        }
    }

    /// Whether it goes on in another matter, or was given up: nothing will be done here.
    #[must_use]
    pub fn is_gone(self) -> bool {
        match self {
            Self::Merged | Self::Withdrawn | Self::Rejected | Self::Raised => true,
            Self::Registered
            | Self::Accepted
            | Self::Assigned
            | Self::GivenBack
            | Self::Handling
            | Self::Replied
            | Self::Evaluated
            | Self::Again
            | Self::ToClose
            | Self::Closed
            | Self::Archived
            | Self::AtCounty
            | Self::BackFromCounty
            | Self::Held => false,
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
            | Self::Raised
            | Self::BackFromCounty
            | Self::Held => false,
        }
    }
}

/// The four parts of a matter's slip, as 襄城 calls them: people order, deputies settle, the
/// government pays, the congress checks (点单、定单、买单、验单).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Slip {
    /// 点单: registered, nobody has decided yet.
    Ordered,
    /// 定单: accepted, or back for another decision.
    Settled,
    /// 买单: a unit has it.
    Paid,
    /// 验单: answered; feedback, closing, archive.
    Checked,
}

impl Slip {
    /// The parts in their order.
    pub const ALL: [Self; 4] = [Self::Ordered, Self::Settled, Self::Paid, Self::Checked];

    /// Its key in requests and addresses.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Ordered => "ordered",
            Self::Settled => "settled",
            Self::Paid => "paid",
            Self::Checked => "checked",
        }
    }

    /// Its word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Ordered => "点单",
            Self::Settled => "定单",
            Self::Paid => "买单",
            Self::Checked => "验单",
        }
    }

    /// Who does what in it.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Ordered => "群众、代表提出，等受理",
            Self::Settled => "主席团审定，等交办",
            Self::Paid => "承办单位办理、答复",
            Self::Checked => "反馈、测评、销号",
        }
    }

    /// The part on which a matter stands; `None` for what left the way: 不予受理, 合并, 撤回.
    ///
    /// ```
    /// use domain::matter::{MatterStage, Slip};
    /// assert_eq!(Slip::of(MatterStage::Handling), Some(Slip::Paid));
    /// assert_eq!(Slip::of(MatterStage::Withdrawn), None);
    /// ```
    #[must_use]
    pub fn of(stage: MatterStage) -> Option<Self> {
        match stage {
            MatterStage::Registered => Some(Self::Ordered),
            MatterStage::Accepted | MatterStage::GivenBack | MatterStage::BackFromCounty => {
                Some(Self::Settled)
            }
            MatterStage::Assigned
            | MatterStage::Handling
            | MatterStage::Again
            | MatterStage::AtCounty
            | MatterStage::Held => Some(Self::Paid),
            MatterStage::Replied
            | MatterStage::Evaluated
            | MatterStage::ToClose
            | MatterStage::Closed
            | MatterStage::Archived => Some(Self::Checked),
            MatterStage::Rejected
            | MatterStage::Merged
            | MatterStage::Withdrawn
            | MatterStage::Raised => None,
        }
    }
}
