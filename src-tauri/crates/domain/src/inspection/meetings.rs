//! 计划与会议: meetings of the presidium, sessions of the congress.

use chrono::NaiveDate;

use crate::inspection::judge::Said;
use crate::inspection::objection::*;
use crate::inspection::{Judge, Traces, Verdict, Virtue};
use crate::record::{RecordType, Row};
use crate::rules::RuleKey;

/// What the judgement of a presidium meeting reads.
pub const MEETING_FIELDS: &[&str] = &["held_on", "quorate", "decisions"];

/// What the judgement of a session reads.
pub const CONGRESS_FIELDS: &[&str] = &["begins_on", "sort", "quorate"];

/// Sessions of a township's congress that are usual in a year; one is the least (地方组织法 第14条).
const USUAL_SESSIONS: usize = 2;

/// A meeting of the presidium.
#[must_use]
pub fn meeting(kind: &RecordType, row: &Row, traces: Traces) -> Verdict {
    let said = Said { kind, row };
    let mut verdict = Verdict::asking(&[Virtue::Full, Virtue::Clear]);
    verdict.look_over(kind, row, traces, &[]);
    verdict.object_if(said.text("quorate").starts_with("不足"), &NOT_QUORATE);
    verdict.object_if(!said.has("decisions"), &NO_DECISION);
    verdict
}

/// A session of the congress.
#[must_use]
pub fn congress(kind: &RecordType, row: &Row, traces: Traces) -> Verdict {
    let said = Said { kind, row };
    let mut verdict = Verdict::asking(&[Virtue::Full]);
    verdict.look_over(kind, row, traces, &[]);
    verdict.object_if(said.text("quorate").starts_with("不足"), &NOT_QUORATE);
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
    /// The objection.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
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
    }
}

/// The times without a meeting in the year looked at that are longer than the rule allows (R-MT-9).
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

/// What is to be said of a year with so many sessions; `None` where nothing is. A year under way
/// is not yet short of its second session.
#[must_use]
pub fn sessions_short(judge: &Judge, sessions: usize) -> Option<Verdict> {
    let (first, last) = judge.ends();
    match sessions {
        _ if judge.today < first => None,
        0 => Some(Verdict::missing(&NO_SESSION, format!("{}年", judge.year))),
        count if count < USUAL_SESSIONS && last < judge.today => {
            Some(Verdict::missing(&ONE_SESSION, format!("{}年", judge.year)))
        }
        _ => None,
    }
}
