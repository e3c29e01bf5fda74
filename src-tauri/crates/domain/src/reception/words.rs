//! Closed lists that the program reckons with.

use crate::record::words;
use crate::workflow::{Occasion, Stage};

words! {
    /// Whether what a visitor said is taken up.
    pub enum Acceptance {
        Accepted = "受理",
        Refused = "不予受理",
    }
}

words! {
    /// Where what a visitor said goes.
    pub enum Route {
        OnTheSpot = "当场办结",
        Village = "村（社区）办理",
        Government = "乡镇主席团交政府办理",
        County = "上报县人大",
        Suggestion = "转为代表建议",
        Motion = "转为议案线索",
        Proxy = "信访代办",
    }
}

words! {
    /// Where a reception day stands.
    pub enum DayStage {
        Planned = "计划",
        Announced = "已公告",
        Held = "已接待",
        Filed = "已归档",
        Cancelled = "取消",
    }
}

impl Stage for DayStage {
    const ALL: &'static [Self] = &Self::ALL;

    fn word(self) -> &'static str {
        self.word()
    }

    fn is_end(self) -> bool {
        match self {
            Self::Filed | Self::Cancelled => true,
            Self::Planned | Self::Announced | Self::Held => false,
        }
    }
}

impl DayStage {
    /// What became of the day.
    #[must_use]
    pub const fn occasion(self) -> Occasion {
        match self {
            Self::Planned | Self::Announced => Occasion::Ahead,
            Self::Held | Self::Filed => Occasion::TookPlace,
            Self::Cancelled => Occasion::CalledOff,
        }
    }

    /// Whether people were received, or waited for, on that day.
    #[must_use]
    pub const fn took_place(self) -> bool {
        matches!(self.occasion(), Occasion::TookPlace)
    }

    /// Whether it was called off.
    #[must_use]
    pub const fn is_called_off(self) -> bool {
        matches!(self.occasion(), Occasion::CalledOff)
    }
}

words! {
    /// What becomes of a reception day that falls on days off.
    #[derive(Default)]
    pub enum OnHoliday {
        /// The next working day.
        #[default]
        Later = "顺延",
        /// The working day before.
        Earlier = "提前",
        /// It is held all the same.
        Keep = "不调整",
    }
}
