//! Closed lists that the program reckons with.

use crate::record::words;
use crate::workflow::{Occasion, Stage};

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
        match self {
            Self::Filed | Self::Cancelled => true,
            Self::Planned | Self::Notified | Self::Held | Self::Reviewed => false,
        }
    }
}

impl ActivityStage {
    /// What became of the activity.
    #[must_use]
    pub const fn occasion(self) -> Occasion {
        match self {
            Self::Planned | Self::Notified => Occasion::Ahead,
            Self::Held | Self::Reviewed | Self::Filed => Occasion::TookPlace,
            Self::Cancelled => Occasion::CalledOff,
        }
    }

    /// 计次: whether the activity took place, so that it counts and those who came are counted. A plan
    /// counts nowhere, however long its day is past.
    #[must_use]
    pub const fn took_place(self) -> bool {
        matches!(self.occasion(), Occasion::TookPlace)
    }

    /// The words of those states.
    pub const TOOK_PLACE: [&'static str; Self::those_that_took_place()] = {
        let mut words = [""; Self::those_that_took_place()];
        let (mut at, mut word) = (0, 0);
        while at < Self::ALL.len() {
            if Self::ALL[at].took_place() {
                words[word] = Self::WORDS[at];
                word += 1;
            }
            at += 1;
        }
        words
    };

    const fn those_that_took_place() -> usize {
        let (mut at, mut count) = (0, 0);
        while at < Self::ALL.len() {
            count += Self::ALL[at].took_place() as usize;
            at += 1;
        }
        count
    }
}
