//! The periods that matters run under (R-JY-3 … R-JY-11, R-MY-1, R-MY-2) and in which meetings and
//! activities return (R-MT-9, R-MT-14, R-MT-15), as data with their legal basis and the day from which each holds: what began earlier keeps the rule of its time.

mod preset;
mod record;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::calendar::{Almanac, Deadline, Unit};

pub use preset::{Preset, preset_titles};
pub use record::{RULE, rule_type};

/// Which period.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RuleKey {
    /// R-JY-3, R-JY-4: from 交办 to the reply.
    Reply,
    /// R-JY-3 to R-JY-5: the same, once extended; counted from 交办 as well.
    ReplyExtended,
    /// R-JY-6: from the receipt in recess to 交办.
    HandOver,
    /// R-JY-7: from 交办 to giving it back as not one's own.
    GiveBack,
    /// R-JY-8: from 交办 to a co-handler's opinion for the lead.
    CoOpinion,
    /// R-JY-10: from the reply to the deputy's feedback.
    Feedback,
    /// R-JY-11: from 重新交办 to the second reply.
    Again,
    /// R-MY-1: 一级, done at the village station.
    OpinionVillage,
    /// R-MY-1: 二级, the township.
    OpinionTownship,
    /// R-MY-1: 三级, the county.
    OpinionCounty,
    /// R-MY-1: added once where it is complicated.
    OpinionExtension,
    /// 信访: the organ tells whether it takes the matter.
    PetitionNotice,
    /// 信访: the organ deals with it.
    Petition,
    /// 信访: added once.
    PetitionExtension,
    /// R-MY-2: a reception day is announced so long before.
    ReceptionNotice,
    /// R-MT-9: between two meetings of the presidium in recess at most so long.
    PresidiumMeeting,
    /// R-MT-14: a group (and a station) is active once in so long.
    GroupActivity,
    /// R-MT-15: a deputy receives people once in so long.
    DeputyReception,
    /// F5: from how many days before its end a matter shows yellow.
    Warning,
}

impl RuleKey {
    /// Every period.
    pub const ALL: [Self; 19] = [
        Self::Reply,
        Self::ReplyExtended,
        Self::HandOver,
        Self::GiveBack,
        Self::CoOpinion,
        Self::Feedback,
        Self::Again,
        Self::OpinionVillage,
        Self::OpinionTownship,
        Self::OpinionCounty,
        Self::OpinionExtension,
        Self::PetitionNotice,
        Self::Petition,
        Self::PetitionExtension,
        Self::ReceptionNotice,
        Self::PresidiumMeeting,
        Self::GroupActivity,
        Self::DeputyReception,
        Self::Warning,
    ];

    /// As settings call it.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Reply => "代表建议答复",
            Self::ReplyExtended => "代表建议延期答复",
            Self::HandOver => "闭会建议交办",
            Self::GiveBack => "退件",
            Self::CoOpinion => "协办意见",
            Self::Feedback => "代表反馈",
            Self::Again => "重新办理",
            Self::OpinionVillage => "群众意见一级（村站）",
            Self::OpinionTownship => "群众意见二级（乡镇）",
            Self::OpinionCounty => "群众意见三级（县级）",
            Self::OpinionExtension => "群众意见延期",
            Self::PetitionNotice => "信访告知",
            Self::Petition => "信访办理",
            Self::PetitionExtension => "信访延期",
            Self::ReceptionNotice => "接待日公告提前",
            Self::PresidiumMeeting => "主席团会议间隔",
            Self::GroupActivity => "小组活动间隔",
            Self::DeputyReception => "代表接待间隔",
            Self::Warning => "临期提醒",
        }
    }

    /// From its title.
    #[must_use]
    pub fn of_title(title: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.title() == title.trim())
    }
}

/// From which day a period counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Begin {
    /// From the day of the step itself: 交办之日, 答复之日.
    #[default]
    Step,
    /// From the day on which the session closed, for what was raised in session (SD-XZ 15).
    SessionClose,
}

impl Begin {
    /// Both of them.
    pub const ALL: [Self; 2] = [Self::Step, Self::SessionClose];

    /// As settings call it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Step => "办理之日",
            Self::SessionClose => "闭会之日",
        }
    }

    /// By its word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word.trim())
    }
}

/// One period, as it holds from a day on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rule {
    /// How long.
    pub value: u32,
    /// Counted in what.
    pub unit: Unit,
    /// Counted from when.
    pub begins: Begin,
    /// By which law or regulation (依据).
    pub basis: String,
    /// From when.
    pub from: NaiveDate,
    /// Where the figure was read; empty for an office's own.
    pub source: String,
}

impl Rule {
    /// 3个月, 10个工作日, 15日.
    #[must_use]
    pub fn written(&self) -> String {
        match self.unit {
            Unit::Month | Unit::Workday => format!("{}个{}", self.value, self.unit),
            Unit::Day => format!("{}日", self.value),
        }
    }
}

/// Every period in force for an office: a preset, and over it what the office changed.
#[derive(Clone, Debug)]
pub struct Rules {
    preset: BTreeMap<RuleKey, Vec<Rule>>,
    own: BTreeMap<RuleKey, Vec<Rule>>,
}

impl Rules {
    /// The rules of a preset by its title; the national ones where it is not known.
    #[must_use]
    pub fn of_preset(title: &str) -> Self {
        Self {
            preset: Preset::titled(title).periods(),
            own: BTreeMap::new(),
        }
    }

    /// What an office changed.
    pub fn add(&mut self, key: RuleKey, rule: Rule) {
        self.own.entry(key).or_default().push(rule);
    }

    /// The period that holds for what begins on a day: the office's own newest one, else the
    /// preset's newest, else the oldest known.
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use domain::rules::{RuleKey, Rules};
    ///
    /// let on = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
    /// let rule = Rules::of_preset("重庆").on(RuleKey::Reply, on).unwrap().written();
    /// assert_eq!(rule, "2个月");
    /// ```
    #[must_use]
    pub fn on(&self, key: RuleKey, day: NaiveDate) -> Option<&Rule> {
        let newest = |rules: Option<&'_ Vec<Rule>>| -> Option<NaiveDate> {
            rules?
                .iter()
                .map(|it| it.from)
                .filter(|it| *it <= day)
                .max()
        };
        for rules in [self.own.get(&key), self.preset.get(&key)] {
            if let (Some(from), Some(rules)) = (newest(rules), rules) {
                return rules.iter().rev().find(|it| it.from == from);
            }
        }
        self.preset.get(&key)?.iter().min_by_key(|it| it.from)
    }

    /// The last day of a period that begins on a day.
    #[must_use]
    pub fn deadline(&self, almanac: &Almanac, key: RuleKey, from: NaiveDate) -> Option<Deadline> {
        let rule = self.on(key, from)?;
        Some(almanac.after(from, rule.value, rule.unit))
    }
}

impl Default for Rules {
    fn default() -> Self {
        Self::of_preset("全国默认")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn every_period_is_as_its_source_says() {
        // preset, period, begins, value, unit, source
        use RuleKey::*;
        use Unit::*;
        for (preset, key, on, value, unit, source) in [
            ("全国默认", Reply, "2026-01-05", 3, Month, "DBF 51"),
            ("全国默认", ReplyExtended, "2026-01-05", 6, Month, "DBF 51"),
            ("全国默认", Reply, "2024-01-05", 3, Month, "DBF"),
            ("山东", Reply, "2026-01-05", 2, Month, "SD-XZ 15"),
            ("山东", ReplyExtended, "2026-01-05", 4, Month, "SD-XZ 15"),
            ("重庆", Reply, "2026-01-05", 2, Month, "CQ-XZ 16"),
            ("重庆", ReplyExtended, "2026-01-05", 4, Month, "CQ-XZ 16"),
            ("北京", Reply, "2026-01-05", 3, Month, "BJ-XZ 14"),
            ("北京", ReplyExtended, "2026-01-05", 6, Month, "BJ-XZ 14"),
            ("河南", Reply, "2026-01-05", 3, Month, "DBF 51"),
            ("河北（待核实）", Reply, "2026-01-05", 3, Month, "DBF 51"),
            ("山东", HandOver, "2026-01-05", 5, Day, "SD-JY 10"),
            ("重庆", HandOver, "2026-01-05", 10, Workday, "CQ-JY 13"),
            (
                "全国默认",
                HandOver,
                "2026-01-05",
                5,
                Workday,
                "SD-JY 10, QD-JY 14",
            ),
            ("河南", GiveBack, "2026-01-05", 10, Workday, "HN-JY 14"),
            ("重庆", GiveBack, "2026-01-05", 10, Workday, "CQ-JY 16"),
            ("山东", GiveBack, "2026-01-05", 5, Day, "SD-JY 12"),
            ("河南", CoOpinion, "2026-01-05", 2, Month, "R-JY-8"),
            ("山东", CoOpinion, "2026-01-05", 1, Month, "R-JY-8"),
            ("重庆", CoOpinion, "2026-01-05", 30, Workday, "R-JY-8"),
            ("河南", Feedback, "2026-01-05", 10, Workday, "HN-JY 22"),
            ("重庆", Feedback, "2026-01-05", 20, Workday, "CQ-JY 27"),
            ("全国默认", Feedback, "2026-01-05", 10, Workday, "HN-JY 22"),
            ("河南", Again, "2026-01-05", 1, Month, "HN-JY 22"),
            ("山东", Again, "2026-01-05", 1, Month, "SD-JY 24"),
            ("重庆", Again, "2026-01-05", 2, Month, "CQ-JY 27"),
            (
                "全国默认",
                OpinionVillage,
                "2026-01-05",
                3,
                Workday,
                "R-MY-1",
            ),
            ("全国默认", OpinionTownship, "2026-01-05", 15, Day, "R-MY-1"),
            ("全国默认", OpinionCounty, "2026-01-05", 30, Day, "R-MY-1"),
            (
                "全国默认",
                OpinionExtension,
                "2026-01-05",
                30,
                Day,
                "R-MY-1",
            ),
            ("全国默认", PetitionNotice, "2026-01-05", 15, Day, "XFT 22"),
            ("全国默认", Petition, "2026-01-05", 60, Day, "XFT 34"),
            (
                "全国默认",
                PetitionExtension,
                "2026-01-05",
                30,
                Day,
                "XFT 34",
            ),
            (
                "全国默认",
                ReceptionNotice,
                "2026-01-05",
                3,
                Day,
                "R-MY-2: W1, W2, W5, W8",
            ),
            (
                "全国默认",
                PresidiumMeeting,
                "2026-01-05",
                3,
                Month,
                "R-MT-9: HN-ZXT 5, ZJ-XZ 24, CQ-XZ 34",
            ),
            (
                "全国默认",
                GroupActivity,
                "2026-01-05",
                3,
                Month,
                "R-MT-14: CQ-XZ 43",
            ),
            ("北京", GroupActivity, "2026-01-05", 6, Month, "BJ-DB 16"),
            (
                "全国默认",
                DeputyReception,
                "2026-01-05",
                6,
                Month,
                "R-MT-15: BJ-DB 22",
            ),
            ("重庆", DeputyReception, "2026-01-05", 4, Month, "P4"),
            ("全国默认", Warning, "2026-01-05", 10, Day, "F5"),
        ] {
            let rules = Rules::of_preset(preset);
            let rule = rules.on(key, day(on)).expect("the rule stands");
            let read = (rule.value, rule.unit, rule.source.as_str());
            assert_eq!(read, (value, unit, source), "{preset} {key:?} on {on}");
            assert!(!rule.basis.is_empty(), "{preset} {key:?} has its basis");
        }
    }

    #[test]
    fn every_preset_has_every_period() {
        for title in preset_titles() {
            let rules = Rules::of_preset(&title);
            for key in RuleKey::ALL {
                assert!(
                    rules.on(key, day("2026-06-01")).is_some(),
                    "{title} {key:?}"
                );
            }
        }
    }

    #[test]
    fn what_began_earlier_keeps_the_rule_of_its_time() {
        let mut rules = Rules::of_preset("重庆");
        let own = Rule {
            value: 45,
            unit: Unit::Day,
            begins: Begin::Step,
            basis: "主席团会议纪要".into(),
            from: day("2026-07-01"),
            source: String::new(),
        };
        rules.add(RuleKey::Reply, own);
        let written = |on: &str| rules.on(RuleKey::Reply, day(on)).unwrap().written();
        assert_eq!(written("2026-06-30"), "2个月", "the day before");
        assert_eq!(written("2026-07-01"), "45日", "from the day on");
        assert_eq!(
            written("2009-01-01"),
            "3个月",
            "before all of them, the oldest"
        );
        let almanac = Almanac::delivered();
        let due = rules
            .deadline(almanac, RuleKey::Reply, day("2026-03-02"))
            .unwrap();
        assert_eq!(due.due, day("2026-05-06"), "2 months end on a holiday");
    }
}
