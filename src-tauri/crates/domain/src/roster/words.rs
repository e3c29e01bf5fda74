//! Closed lists that the program reckons with.

use crate::record::{Reached, words};

words! {
    /// The levels of congresses from the township up.
    pub enum Level {
        Township = "乡镇",
        County = "县",
        City = "设区市",
        Province = "省",
        Nation = "全国",
    }
}

words! {
    /// Where a mandate stands (代表法 2025 第61条 suspension, 第62条 ending; 选举法 第50、55条). A suspended
    /// deputy is still one.
    pub enum MandateStatus {
        InOffice = "在任",
        Suspended = "暂停执行职务",
        Ended = "资格终止",
        Resigned = "辞职",
        OrderedToResign = "责令辞职",
        Recalled = "罢免",
        Died = "去世",
        TermOver = "任期届满",
    }
}

impl MandateStatus {
    /// Whether the deputy is in office: a suspended one is (代表法 第61条).
    #[must_use]
    pub fn is_in_office(self) -> bool {
        match self {
            Self::InOffice | Self::Suspended => true,
            Self::Ended
            | Self::Resigned
            | Self::OrderedToResign
            | Self::Recalled
            | Self::Died
            | Self::TermOver => false,
        }
    }

    /// How far a mandate is: in office, suspended or not, or ended. Which of two different endings
    /// holds, a person says.
    #[must_use]
    pub fn reached(word: &str) -> Option<Reached> {
        let status = Self::of_word(word)?;
        Some(Reached {
            at: usize::from(!status.is_in_office()),
            is_end: !status.is_in_office(),
        })
    }

    /// Whether it ended before its term, which the congress announces (代表法 第62、63条).
    #[must_use]
    pub fn is_ended_early(self) -> bool {
        !self.is_in_office() && self != Self::TermOver
    }
}

words! {
    /// What a deputy counts as in the make-up of a congress.
    pub enum DeputyMark {
        Grassroots = "基层代表",
        Woman = "妇女",
        Minority = "少数民族",
        Returned = "归侨",
        NonParty = "非党员",
        New = "新当选",
        Again = "连任",
        Young = "35岁以下",
    }
}
