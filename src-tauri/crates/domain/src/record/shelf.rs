//! Where registers stand in the menu. The menu speaks the offices' words (三簿二册一档), and an entry
//! may hold several registers: they stand beside each other on its page.

/// An entry of the menu under which registers stand.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Shelf {
    /// 簿一 接待登记: visits, reception days.
    Receptions,
    /// 簿二 活动记录: activities, leave.
    Activities,
    /// 簿三 意见建议办理: opinions, suggestions, motions.
    Opinions,
    /// 册一 代表名册.
    Roster,
    /// 册二 联系选民: electors and contacts with them.
    Electors,
    /// 一档 履职档案.
    Dossiers,
    /// 计划与会议: plans, tasks, meetings, congresses.
    Meetings,
    /// 履职评价: points, reports, appraisals.
    Appraisals,
    /// 民生实事: projects and ballots.
    Projects,
    /// 站点: stations and their rotas.
    Stations,
    /// 基础名册: what the books refer to (constituencies, groups, units, terms).
    Lists,
    /// Opened from the settings alone (people at the keyboard).
    Settings,
}

impl Shelf {
    /// Every shelf, in the order of the menu.
    pub const ALL: [Self; 12] = [
        Self::Receptions,
        Self::Activities,
        Self::Opinions,
        Self::Roster,
        Self::Electors,
        Self::Dossiers,
        Self::Meetings,
        Self::Appraisals,
        Self::Projects,
        Self::Stations,
        Self::Lists,
        Self::Settings,
    ];

    /// A lasting word for it, for addresses and preferences.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Receptions => "receptions",
            Self::Activities => "activities",
            Self::Opinions => "opinions",
            Self::Roster => "roster",
            Self::Electors => "electors",
            Self::Dossiers => "dossiers",
            Self::Meetings => "meetings",
            Self::Appraisals => "appraisals",
            Self::Projects => "projects",
            Self::Stations => "stations",
            Self::Lists => "lists",
            Self::Settings => "settings",
        }
    }

    /// As the menu says it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Receptions => "接待登记",
            Self::Activities => "活动记录",
            Self::Opinions => "意见建议办理",
            Self::Roster => "代表名册",
            Self::Electors => "联系选民",
            Self::Dossiers => "履职档案",
            Self::Meetings => "计划与会议",
            Self::Appraisals => "履职评价",
            Self::Projects => "民生实事",
            Self::Stations => "站点",
            Self::Lists => "基础名册",
            Self::Settings => "设置",
        }
    }

    /// The heading above it in the menu.
    #[must_use]
    pub fn group(self) -> &'static str {
        match self {
            Self::Receptions | Self::Activities | Self::Opinions => "三簿",
            Self::Roster | Self::Electors => "二册",
            Self::Dossiers => "一档",
            Self::Meetings | Self::Appraisals | Self::Projects | Self::Stations => "工作",
            Self::Lists | Self::Settings => "本机",
        }
    }
}
