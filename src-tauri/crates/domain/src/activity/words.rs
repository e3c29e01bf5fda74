//! Closed lists that the program reckons with.

use crate::record::words;
use crate::workflow::Stage;

words! {
    /// How somebody was at an activity or a sitting. 出席 needs no row of its own.
    pub enum AttendanceState {
        Present = "出席",
        Late = "迟到",
        LeftEarly = "早退",
        OnLeave = "请假",
        Absent = "缺席",
    }
}

words! {
    /// Why somebody asks for leave.
    pub enum LeaveSort {
        Sick = "病假",
        Private = "事假",
        Duty = "公务",
        Other = "其他",
    }
}

words! {
    /// What became of a request for leave.
    pub enum LeaveDecision {
        Granted = "批准",
        Refused = "不批准",
    }
}

impl AttendanceState {
    /// Whether somebody was there: those who came late or left early were.
    #[must_use]
    pub const fn is_present(self) -> bool {
        match self {
            Self::Present | Self::Late | Self::LeftEarly => true,
            Self::OnLeave | Self::Absent => false,
        }
    }
}

words! {
    /// Where an activity stands. Only a reviewed one counts for points.
    pub enum ActivityStage {
        Planned = "计划",
        Notified = "已通知",
        Held = "已开展",
        Reviewed = "已审核",
        Filed = "已归档",
        Cancelled = "取消",
    }
}

impl Stage for ActivityStage {
    const ALL: &'static [Self] = &Self::ALL;

    fn word(self) -> &'static str {
        self.word()
    }

    fn is_end(self) -> bool {
        matches!(self, Self::Filed | Self::Cancelled)
    }
}

impl ActivityStage {
    /// 计次: whether the activity took place, so that it counts and those who came are counted. A plan
    /// counts nowhere, however long its day is past.
    #[must_use]
    pub fn took_place(self) -> bool {
        match self {
            Self::Held | Self::Reviewed | Self::Filed => true,
            Self::Planned | Self::Notified | Self::Cancelled => false,
        }
    }

    /// The words of those states.
    pub const TOOK_PLACE: [&'static str; 3] =
        [Self::Held.word(), Self::Reviewed.word(), Self::Filed.word()];
}
