//! The volumes of an inspection set: where a form stands when all papers of a year are laid out.

/// A volume of the set, in the order in which an inspector asks for it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Volume {
    /// 簿一 接待登记.
    Receptions,
    /// 簿二 活动记录.
    Activities,
    /// 簿三 意见建议办理.
    Matters,
    /// 册一 代表名册.
    Roster,
    /// 册二 联系选民.
    Electors,
    /// 一档 履职档案.
    Dossiers,
    /// 计划与会议.
    Meetings,
}

impl Volume {
    /// As the contents of the set call it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Receptions => "簿一",
            Self::Activities => "簿二",
            Self::Matters => "簿三",
            Self::Roster => "册一",
            Self::Electors => "册二",
            Self::Dossiers => "一档",
            Self::Meetings => "计划与会议",
        }
    }
}

/// The place of a form in an inspection set.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Place {
    pub(crate) volume: Volume,
    /// Order within the volume, from 0.
    pub(crate) turn: u8,
    /// It lies on the table also when nothing stands in it.
    pub(crate) always: bool,
}

impl Place {
    /// A form that the set has where there is something to print.
    pub(crate) const fn of(volume: Volume, turn: u8) -> Option<Self> {
        Some(Self {
            volume,
            turn,
            always: false,
        })
    }

    /// A book that the set always has.
    pub(crate) const fn always(volume: Volume, turn: u8) -> Option<Self> {
        Some(Self {
            volume,
            turn,
            always: true,
        })
    }
}
