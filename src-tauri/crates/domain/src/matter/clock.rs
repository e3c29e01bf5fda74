//! What a matter waits for and until when: the due day, how much is left, and the light.

use chrono::NaiveDate;

use crate::calendar::{Almanac, Deadline, Today};
use crate::dates::PartialDate;
use crate::matter::MatterStage;
use crate::record::{RecordType, Row, Value};
use crate::rules::{RuleKey, Rules};
use crate::suggestion::SUGGESTION;
use crate::workflow::Stage;

/// From so many days before its end a matter is yellow, unless the office says otherwise.
pub const WARNING_DAYS: i64 = 10;

/// Green, yellow or red.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Light {
    /// Overdue.
    Red,
    /// Due soon.
    Yellow,
    /// In good time.
    Green,
}

impl Light {
    /// The word that stands beside the colour.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Red => "红",
            Self::Yellow => "黄",
            Self::Green => "绿",
        }
    }
}

/// What a matter waits for, and until when.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Clock {
    /// 交办, 答复, 反馈, 重新答复.
    pub waits_for: &'static str,
    /// Until when.
    pub deadline: Deadline,
}

/// The light of a day before (or after) a due day.
///
/// ```
/// use chrono::NaiveDate;
/// use domain::matter::{Light, WARNING_DAYS, light};
///
/// let day = |text: &str| text.parse::<NaiveDate>().unwrap();
/// let at = |today: &str| light(day(today), day("2026-06-02"), WARNING_DAYS);
/// assert_eq!(at("2026-05-22"), Light::Green);
/// assert_eq!(at("2026-05-23"), Light::Yellow);
/// assert_eq!(at("2026-06-02"), Light::Yellow);
/// assert_eq!(at("2026-06-03"), Light::Red);
/// ```
#[must_use]
pub fn light(today: NaiveDate, due: NaiveDate, warning_days: i64) -> Light {
    if today > due {
        Light::Red
    } else if (due - today).num_days() <= warning_days {
        Light::Yellow
    } else {
        Light::Green
    }
}

/// 还有 3 个工作日, 今天到期, 已逾期 2 天.
#[must_use]
pub fn left_in_words(almanac: &Almanac, today: NaiveDate, due: NaiveDate) -> String {
    if today > due {
        return format!("已逾期 {} 天", (today - due).num_days());
    }
    match almanac.workdays_between(today, due) {
        0 if today == due => "今天到期".into(),
        days => format!("还有 {days} 个工作日"),
    }
}

/// The day on which a matter came in.
#[must_use]
pub fn begun(kind: &RecordType, row: &Row) -> Option<PartialDate> {
    let date = |key: &str| row.get(kind, key).and_then(Value::as_date);
    date("received_on").or_else(|| date("submitted_on"))
}

/// The columns that [`clock`] reads.
pub const CLOCK_READS: [&str; 6] = [
    "state",
    "assigned_on",
    "received_on",
    "submitted_on",
    "due_on",
    "replied_on",
];

/// The states in which a clock may run.
pub fn clocked(kind: &RecordType) -> impl Iterator<Item = MatterStage> {
    let suggestion = kind.key == *SUGGESTION;
    MatterStage::ALL.iter().copied().filter(move |stage| {
        let before_units = matches!(
            stage,
            MatterStage::Registered | MatterStage::Accepted | MatterStage::BackFromCounty
        );
        let for_feedback = suggestion && *stage == MatterStage::Replied;
        before_units || for_feedback || stage.is_with_unit()
    })
}

/// What a matter waits for; `None` where no clock runs (挂起, 已销号 …).
#[must_use]
pub fn clock(kind: &RecordType, row: &Row, rules: &Rules, almanac: &Almanac) -> Option<Clock> {
    let stage = stage_of(kind, row)?;
    let date = |key: &str| {
        row.get(kind, key)
            .and_then(Value::as_date)
            .map(PartialDate::first_day)
    };
    let suggestion = kind.key == *SUGGESTION;
    let begun = || begun(kind, row).map(PartialDate::first_day);
    let until = |waits_for, key, from: NaiveDate| {
        let deadline = rules.deadline(almanac, key, from)?;
        Some(Clock {
            waits_for,
            deadline,
        })
    };
    match stage {
        MatterStage::Registered | MatterStage::Accepted | MatterStage::BackFromCounty => {
            until("交办", RuleKey::HandOver, begun()?)
        }
        stage if stage.is_with_unit() => {
            let waits_for = if stage == MatterStage::Again {
                "重新答复"
            } else {
                "答复"
            };
            let due = date("due_on")?;
            let from = date("assigned_on").or_else(begun).unwrap_or(due);
            let deadline = Deadline {
                due,
                unknown: almanac.unknown_years(from, due),
            };
            Some(Clock {
                waits_for,
                deadline,
            })
        }
        MatterStage::Replied if suggestion => until("反馈", RuleKey::Feedback, date("replied_on")?),
        MatterStage::Replied
        | MatterStage::Assigned
        | MatterStage::GivenBack
        | MatterStage::Handling
        | MatterStage::Again
        | MatterStage::AtCounty
        | MatterStage::Rejected
        | MatterStage::Evaluated
        | MatterStage::ToClose
        | MatterStage::Closed
        | MatterStage::Archived
        | MatterStage::Merged
        | MatterStage::Withdrawn
        | MatterStage::Raised
        | MatterStage::Held => None,
    }
}

/// The period of a reply by the sort of matter: the law's for suggestions, by level for opinions.
pub(super) fn reply_period(kind: &RecordType, level: Option<&str>) -> RuleKey {
    if kind.key == *SUGGESTION {
        return RuleKey::Reply;
    }
    match level {
        Some("一级") => RuleKey::OpinionVillage,
        Some("三级") => RuleKey::OpinionCounty,
        _ => RuleKey::OpinionTownship,
    }
}

/// The column 剩余时间.
pub(super) fn left(kind: &RecordType, row: &Row, today: &Today) -> Option<Value> {
    let due = running(kind, row)?;
    let words = left_in_words(&today.almanac, today.date, due);
    Some(Value::Text(words))
}

/// The column 红黄绿灯.
pub(super) fn light_column(kind: &RecordType, row: &Row, today: &Today) -> Option<Value> {
    let due = running(kind, row)?;
    let light = light(today.date, due, today.warning_days);
    Some(Value::Text(light.word().into()))
}

/// The state of a matter by its kept column 状态: lists need not read whole rows.
fn stage_of(kind: &RecordType, row: &Row) -> Option<MatterStage> {
    let state = row.get(kind, "state").and_then(Value::as_text)?;
    MatterStage::of_word(state)
}

/// The due day while a unit's clock runs.
fn running(kind: &RecordType, row: &Row) -> Option<NaiveDate> {
    let stage = stage_of(kind, row)?;
    let due = row.get(kind, "due_on").and_then(Value::as_date)?;
    stage.is_with_unit().then(|| due.first_day())
}
