//! What a matter waits for and until when: the due day, how much is left, and the light.

use chrono::NaiveDate;

use crate::calendar::{Almanac, Deadline, Today};
use crate::dates::PartialDate;
use crate::matter::{Matter, MatterStage, MatterView, begun, deadline_of, raised_in_recess};
use crate::opinion::Opinion;
use crate::record::{Column, RecordType, Row, Value};
use crate::rules::{RuleKey, Rules};
use crate::suggestion::{SUGGESTION, Suggestion};

/// What a matter waits for, and until when.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Clock {
    /// 交办, 答复, 反馈, 重新答复.
    pub waits_for: &'static str,
    /// Until when.
    pub deadline: Deadline,
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

/// The columns that [`clock`] reads.
pub const CLOCK_READS: [&str; 16] = [
    Matter::STATE.key(),
    Matter::HELD.key(),
    Matter::ASSIGNED_ON.key(),
    Opinion::RECEIVED_ON.key(),
    Suggestion::SUBMITTED_ON.key(),
    Matter::DUE_ON.key(),
    Matter::REPLIED_ON.key(),
    Matter::LATE_BEFORE.key(),
    Matter::SATISFACTION.key(),
    Matter::CLOSED_ON.key(),
    Matter::REPLY_RECEIVED_ON.key(),
    Suggestion::OCCASION.key(),
    Suggestion::SESSION.key(),
    Suggestion::SESSION_CLOSED_ON.key(),
    Opinion::LEVEL.key(),
    Matter::COUNTY_ON.key(),
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

/// Until when a matter that came in is to be handed over. An opinion has the office's own period; of
/// suggestions the law speaks only where they were raised in recess (山东省建议办理工作条例 第10条,
/// 青岛市建议工作条例 第14条, 重庆市建议工作条例 第13条).
#[must_use]
pub fn hand_over_until(
    kind: &RecordType,
    row: &Row,
    rules: &Rules,
    almanac: &Almanac,
) -> Option<Deadline> {
    let key = if kind.key != *SUGGESTION {
        RuleKey::OpinionHandOver
    } else if raised_in_recess(kind, row) {
        RuleKey::HandOver
    } else {
        return None;
    };
    rules.deadline(almanac, key, begun(kind, row)?.last_day())
}

/// From when the deputy's feedback is waited for: the receipt of the reply (河南省办理办法 第22条,
/// 重庆市实施代表法办法 第47条), or the reply's own day where nobody wrote when it came.
#[must_use]
pub fn feedback_begins(kind: &RecordType, row: &Row) -> Option<NaiveDate> {
    let date = |column: Column<PartialDate>| row.read(kind, column);
    let begins = date(Matter::REPLY_RECEIVED_ON).or_else(|| date(Matter::REPLIED_ON))?;
    Some(begins.last_day())
}

/// What a matter waits for; `None` where no clock runs (暂缓办理, 已销号 …).
#[must_use]
pub fn clock(kind: &RecordType, row: &Row, rules: &Rules, almanac: &Almanac) -> Option<Clock> {
    let view = MatterView::of(kind, row);
    let stage = view.stage?;
    let waits = |waits_for, deadline: Option<Deadline>| {
        Some(Clock {
            waits_for,
            deadline: deadline?,
        })
    };
    match stage {
        MatterStage::Registered | MatterStage::Accepted | MatterStage::BackFromCounty => {
            waits("交办", hand_over_until(kind, row, rules, almanac))
        }
        MatterStage::Again => waits("重新答复", deadline_of(kind, row, rules, almanac)),
        MatterStage::Assigned
        | MatterStage::GivenBack
        | MatterStage::Handling
        | MatterStage::AtCounty => waits("答复", deadline_of(kind, row, rules, almanac)),
        MatterStage::Replied if kind.key == *SUGGESTION => {
            let from = feedback_begins(kind, row)?;
            waits("反馈", rules.deadline(almanac, RuleKey::Feedback, from))
        }
        MatterStage::Replied
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

/// The column 剩余时间.
pub(super) fn left(kind: &RecordType, row: &Row, today: &Today) -> Option<Value> {
    let due = MatterView::of(kind, row).waits_until()?;
    let words = left_in_words(&today.almanac, today.date, due);
    Some(Value::Text(words))
}

/// The column 红黄绿灯.
pub(super) fn light_column(kind: &RecordType, row: &Row, today: &Today) -> Option<Value> {
    let light = MatterView::of(kind, row).light(today.date, today.warning_days())?;
    Some(Value::Text(light.word().into()))
}
