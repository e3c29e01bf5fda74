//! The way of a reception day: 计划 → 已公告 → 已接待 → 已归档, or 取消.

use crate::record::{FieldFault, Need, RecordType, Row, Value};
use crate::workflow::{Done, Fill, Refusal, Situation, Stage, Step, Workflow};

/// Days between notice and reception that offices keep (小冀镇 W1); a shorter time is warned about
/// and never a wall.
pub const NOTICE_DAYS: i64 = 3;

/// Where a reception day stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DayStage {
    /// 计划
    Planned,
    /// 已公告
    Announced,
    /// 已接待
    Held,
    /// 已归档
    Filed,
    /// 取消
    Cancelled,
}

impl Stage for DayStage {
    const ALL: &'static [Self] = &[
        Self::Planned,
        Self::Announced,
        Self::Held,
        Self::Filed,
        Self::Cancelled,
    ];

    fn word(self) -> &'static str {
        match self {
            Self::Planned => "计划",
            Self::Announced => "已公告",
            Self::Held => "已接待",
            Self::Filed => "已归档",
            Self::Cancelled => "取消",
        }
    }

    fn is_end(self) -> bool {
        matches!(self, Self::Filed | Self::Cancelled)
    }
}

/// Where a day stands that no step has touched: visitors were received, or a notice was posted.
fn derive(kind: &RecordType, row: &Row) -> &'static str {
    let has = |key: &str| row.get(kind, key).is_some();
    if has("visitors") || has("stated_visitors") {
        DayStage::Held.word()
    } else if has("notice_on") {
        DayStage::Announced.word()
    } else {
        DayStage::Planned.word()
    }
}

/// The steps of a reception day.
pub(super) fn workflow() -> Workflow {
    let steps = vec![
        Step::new("announce", "公告")
            .from(&[DayStage::Planned, DayStage::Announced])
            .to(DayStage::Announced)
            .offers("notice_on", Need::Blocking, Fill::Today)
            .asks("notice_ways", Need::Expected)
            .asks("notice", Need::Optional)
            .dated_by("notice_on")
            .warn(short_notice)
            .check(announced_before),
        Step::new("hold", "接待")
            .from(&[DayStage::Planned, DayStage::Announced])
            .to(DayStage::Held)
            .asks("deputies", Need::Expected)
            .asks("recorder", Need::Expected)
            .guard(not_ahead),
        Step::new("file", "归档")
            .from(&[DayStage::Held])
            .to(DayStage::Filed)
            .asks("original", Need::Expected),
        Step::new("cancel", "取消")
            .from(&[DayStage::Planned, DayStage::Announced])
            .to(DayStage::Cancelled)
            .asks("cancelled_because", Need::Blocking)
            .guard(nobody_came),
    ];
    Workflow::over::<DayStage>("stage", derive, steps)
}

fn short_notice(situation: &Situation<'_>) -> Vec<String> {
    let Some(held_on) = situation.date("held_on").and_then(|it| it.exact()) else {
        return Vec::new();
    };
    let ahead = (held_on - situation.today).num_days();
    if ahead >= NOTICE_DAYS {
        return Vec::new();
    }
    vec![format!(
        "离接待日只有 {} 天，一般提前 {NOTICE_DAYS} 天公告",
        ahead.max(0)
    )]
}

fn announced_before(done: &Done<'_>) -> Vec<FieldFault> {
    let (Some(notice), Some(held)) = (done.date("notice_on"), done.date("held_on")) else {
        return Vec::new();
    };
    let late = notice.first_day() > held.first_day();
    match done.before.kind.field("notice_on") {
        Some(field) if late => vec![FieldFault::error(
            field,
            format!("公告日期{notice}晚于接待日{held}"),
            "请改成实际公告的日期",
        )],
        _ => Vec::new(),
    }
}

fn not_ahead(situation: &Situation<'_>) -> Result<(), Refusal> {
    match situation.date("held_on") {
        Some(held) if held.first_day() > situation.today => Err(Refusal::guard(
            format!("接待日{held}还没有到"),
            "到了那一天再登记接待情况",
        )),
        _ => Ok(()),
    }
}

fn nobody_came(situation: &Situation<'_>) -> Result<(), Refusal> {
    let came = situation
        .row
        .get(situation.kind, "visitors")
        .and_then(Value::as_int);
    match came {
        Some(count) if count > 0 => Err(Refusal::guard(
            format!("这一天已经登记了 {count} 人来访，不能取消"),
            "登记错了的，先作废那几条来访登记",
        )),
        _ => Ok(()),
    }
}
