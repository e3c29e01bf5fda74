//! 计划与会议: meetings of the presidium, sessions of the congress.

use chrono::{Datelike, Months, NaiveDate};

use crate::calendar::Unit;
use crate::inspection::objection::*;
use crate::inspection::{Judge, Traces, Verdict, Virtue};
use crate::meeting::{Congress, PresidiumMeeting, quorum};
use crate::record::{Reads, RecordType, Row, TypedRow};
use crate::rules::{RuleKey, Rules};

/// What the judgement of a presidium meeting reads.
pub const MEETING_FIELDS: &[&str] = &[
    PresidiumMeeting::HELD_ON.key(),
    PresidiumMeeting::MEMBERS.key(),
    PresidiumMeeting::AWAY.key(),
    PresidiumMeeting::EXPECTED.key(),
    PresidiumMeeting::PRESENT.key(),
    PresidiumMeeting::QUORUM.key(),
    PresidiumMeeting::DECISIONS.key(),
];

/// What the judgement of a session reads.
pub const CONGRESS_FIELDS: &[&str] = &[
    Congress::BEGINS_ON.key(),
    Congress::SORT.key(),
    Congress::EXPECTED_DEPUTIES.key(),
    Congress::ON_LEAVE.key(),
    Congress::ABSENT.key(),
    Congress::EXPECTED.key(),
    Congress::PRESENT.key(),
];

/// Fewer were there than make the meeting, by the rules of its day.
fn is_short(judge: &Judge, kind: &RecordType, row: &Row) -> bool {
    quorum(kind, row, &judge.rules, judge.today).is_some_and(|it| !it.is_reached())
}

/// A meeting of the presidium.
#[must_use]
pub fn meeting(judge: &Judge, kind: &RecordType, row: &Row, traces: Traces) -> Verdict {
    let said = TypedRow { kind, row };
    let mut verdict = Verdict::asking(&[Virtue::Full, Virtue::Clear]);
    verdict.look_over(kind, row, traces, &[]);
    verdict.object_if(is_short(judge, kind, row), &NOT_QUORATE);
    verdict.object_if(!said.has(PresidiumMeeting::DECISIONS), &NO_DECISION);
    verdict
}

/// A session of the congress.
#[must_use]
pub fn congress(judge: &Judge, kind: &RecordType, row: &Row, traces: Traces) -> Verdict {
    let mut verdict = Verdict::asking(&[Virtue::Full]);
    verdict.look_over(kind, row, traces, &[]);
    verdict.object_if(is_short(judge, kind, row), &NOT_QUORATE);
    verdict
}

/// A time between meetings longer than the rule allows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MeetingGap {
    /// The meeting before it, by its place among the days; `None` where the year began without one.
    pub after: Option<usize>,
    /// From this day.
    pub from: NaiveDate,
    /// To the next meeting, or to the last day that can be judged.
    pub to: NaiveDate,
    /// Whether no meeting has ended it yet.
    pub open: bool,
}

impl MeetingGap {
    /// The objection; advice where no law of the province sets an interval.
    #[must_use]
    pub fn verdict(&self, judge: &Judge) -> Verdict {
        let written = |day: NaiveDate| day.format("%Y年%-m月%-d日").to_string();
        let until = if self.open { "至今" } else { "" };
        let to = if self.open {
            String::new()
        } else {
            format!("至{}", written(self.to))
        };
        Verdict::missing(
            &MEETING_GAP,
            format!("{}{until}{to}没有会议记录", written(self.from)),
        )
        .as_binding(judge)
    }
}

/// The times without a meeting in the year looked at that are longer than the rule allows.
/// `days` are the days of all meetings in order, also those of earlier years.
///
/// ```
/// use domain::calendar::Almanac;
/// use domain::inspection::{Judge, meeting_gaps};
/// use domain::rules::Rules;
/// let day = |text: &str| text.parse::<chrono::NaiveDate>().unwrap();
/// let judge = Judge {
///     today: day("2026-11-25"),
///     year: 2026,
///     almanac: Almanac::delivered().clone(),
///     rules: Rules::default(),
/// };
/// let gaps = meeting_gaps(&judge, &[day("2025-12-20"), day("2026-03-12"), day("2026-09-10")]);
/// assert_eq!(gaps.len(), 1, "from March to September");
/// assert_eq!((gaps[0].from, gaps[0].open), (day("2026-03-12"), false));
/// ```
#[must_use]
pub fn meeting_gaps(judge: &Judge, days: &[NaiveDate]) -> Vec<MeetingGap> {
    let (first, _) = judge.ends();
    let until = judge.until();
    if until < first {
        return Vec::new();
    }
    let ended = until < judge.today;
    let mut gaps = Vec::new();
    let mut after = days.iter().rposition(|it| *it < first);
    let mut from = after.map_or(first, |at| days[at]);
    let mut look = |after: Option<usize>, from: NaiveDate, to: NaiveDate, open: bool| {
        let allowed = judge
            .rules
            .deadline(&judge.almanac, RuleKey::PresidiumMeeting, from);
        if allowed.is_some_and(|it| it.due < to) {
            gaps.push(MeetingGap {
                after,
                from,
                to,
                open,
            });
        }
    };
    for (at, day) in days.iter().enumerate() {
        if *day < first || *day > until {
            continue;
        }
        look(after, from, *day, false);
        (after, from) = (Some(at), *day);
    }
    look(after, from, until, !ended);
    gaps
}

/// The parts of the year in which the congress was to sit and did not: those over, and the first one
/// once its first session is late. `days` are the days on which sessions began.
fn parts_without(judge: &Judge, days: &[NaiveDate]) -> Vec<String> {
    let first_by = first_session_by(&judge.rules, judge.year);
    let (first, _) = judge.ends();
    let late = first_by.filter(|by| *by < judge.today);
    let first_missing = late.is_some_and(|by| !days.iter().any(|it| first <= *it && *it <= by));
    let stretches = judge.stretches(RuleKey::SessionEvery);
    let whole = stretches.first().is_none_or(|it| it.to.month() == 12);
    let mut parts: Vec<String> = stretches
        .iter()
        .filter(|part| whole || part.to < judge.today)
        .filter(|part| !days.iter().any(|it| part.from <= *it && *it <= part.to))
        .map(|part| match whole {
            true => format!("{}年", judge.year),
            false => format!("{}年{}", judge.year, part.title),
        })
        .collect();
    if let (true, true, Some(by)) = (first_missing, parts.is_empty(), late) {
        parts.push(format!("第一次会议应在{}月底以前", by.month()));
    }
    parts
}

/// The last day for the year's first session (北京组织条例 第5条: the end of March; elsewhere the year's).
#[must_use]
pub fn first_session_by(rules: &Rules, year: i32) -> Option<NaiveDate> {
    let first = NaiveDate::from_ymd_opt(year, 1, 1)?;
    let months = match rules.period(RuleKey::FirstSession, first)? {
        (value, Unit::Quarter) => value.saturating_mul(3),
        (value, Unit::Month) => value,
        (value, Unit::Day | Unit::Workday) => value / 30,
    };
    first.checked_add_months(Months::new(months))?.pred_opt()
}

/// What is to be said of a year's sessions by the days on which they began; `None` where nothing is.
/// A year under way is not yet short of its second session.
#[must_use]
pub fn sessions_short(judge: &Judge, days: &[NaiveDate]) -> Option<Verdict> {
    let (first, last) = judge.ends();
    if judge.today < first {
        return None;
    }
    let parts = parts_without(judge, days);
    if !parts.is_empty() {
        return Some(Verdict::missing(&NO_SESSION, parts.join("、")).as_binding(judge));
    }
    let usual = judge.rules.count(RuleKey::UsualSessions, first);
    let count = u32::try_from(days.len()).unwrap_or(u32::MAX);
    (count < usual && last < judge.today).then(|| {
        let detail = format!("{}年 {count} 次，一般 {usual} 次", judge.year);
        Verdict::missing(&ONE_SESSION, detail)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Almanac;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn judge(preset: &str, today: &str) -> Judge {
        Judge {
            today: day(today),
            year: 2026,
            almanac: Almanac::delivered().clone(),
            rules: Rules::of_preset(preset),
        }
    }

    #[test]
    fn how_often_the_presidium_meets_is_a_rule_of_the_province() {
        let days = [day("2026-01-05"), day("2026-06-28")];
        let gaps = |preset: &str| -> Vec<bool> {
            let judge = judge(preset, "2026-07-01");
            let gaps = meeting_gaps(&judge, &days);
            gaps.iter()
                .map(|it| it.verdict(&judge).found[0].advice)
                .collect()
        };
        assert_eq!(
            gaps("河南"),
            [false],
            "河南主席团工作条例第5条: three months, binding"
        );
        assert_eq!(gaps("浙江"), [false], "浙江乡镇人大工作条例第24条");
        assert!(
            gaps("重庆").is_empty(),
            "重庆乡镇人大工作条例第34条: once in each quarter"
        );
        assert_eq!(gaps("山东"), [true], "no law sets an interval: advice");
    }

    #[test]
    fn in_beijing_the_congress_sits_every_half_year() {
        let said = |preset: &str, today: &str, days: &[&str]| {
            let days: Vec<NaiveDate> = days.iter().map(|it| day(it)).collect();
            sessions_short(&judge(preset, today), &days).map(|it| it.found[0].detail.clone())
        };
        let why = "北京市乡、民族乡、镇人民代表大会组织条例第5条";
        assert_eq!(
            said("北京", "2026-04-01", &[]).as_deref(),
            Some("第一次会议应在3月底以前"),
            "{why}"
        );
        assert_eq!(
            said("北京", "2026-07-01", &[]).as_deref(),
            Some("2026年上半年"),
            "{why}"
        );
        assert_eq!(said("北京", "2026-07-01", &["2026-03-20"]), None, "{why}");
        assert_eq!(
            said("全国默认", "2027-01-02", &["2026-03-20"]).as_deref(),
            Some("2026年 1 次，一般 2 次"),
            "地方组织法第14条: two are usual"
        );
        assert_eq!(said("全国默认", "2026-04-01", &["2026-03-20"]), None);
    }
}
