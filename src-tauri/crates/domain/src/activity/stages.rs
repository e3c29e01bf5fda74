//! The way of an activity: 计划 → 已通知 → 已开展 → 已审核 → 已归档, or 取消.

use crate::record::{Need, RecordType, Row, Value};
use crate::workflow::{Fill, Refusal, Situation, Stage, Step, Workflow};

/// Where an activity stands. Only a reviewed one counts for points.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ActivityStage {
    /// 计划
    Planned,
    /// 已通知
    Notified,
    /// 已开展
    Held,
    /// 已审核
    Reviewed,
    /// 已归档
    Filed,
    /// 取消
    Cancelled,
}

impl Stage for ActivityStage {
    const ALL: &'static [Self] = &[
        Self::Planned,
        Self::Notified,
        Self::Held,
        Self::Reviewed,
        Self::Filed,
        Self::Cancelled,
    ];

    fn word(self) -> &'static str {
        match self {
            Self::Planned => "计划",
            Self::Notified => "已通知",
            Self::Held => "已开展",
            Self::Reviewed => "已审核",
            Self::Filed => "已归档",
            Self::Cancelled => "取消",
        }
    }

    fn is_end(self) -> bool {
        matches!(self, Self::Filed | Self::Cancelled)
    }
}

impl ActivityStage {
    /// 计次: whether the activity took place, so that it counts and those who came are counted. A plan
    /// counts nowhere, however long its day is past.
    #[must_use]
    pub fn took_place(self) -> bool {
        match self {
            Self::Held | Self::Reviewed | Self::Filed => true,
            Self::Planned | Self::Notified | Self::Cancelled => false,
        }
    }

    /// The words of those states.
    pub const TOOK_PLACE: [&'static str; 3] = ["已开展", "已审核", "已归档"];
}

/// Whether an activity took place, by its column 状态.
#[must_use]
pub fn took_place(kind: &RecordType, row: &Row) -> bool {
    row.get(kind, "state")
        .and_then(Value::as_text)
        .and_then(ActivityStage::of_word)
        .is_some_and(ActivityStage::took_place)
}

/// Whether it was written down after its day, which says that it took place.
fn written_after(kind: &RecordType, row: &Row) -> bool {
    row.get(kind, "written_after") == Some(&Value::Bool(true))
}

/// Where an activity stands that no step has touched: its columns say how far it came.
fn derive(kind: &RecordType, row: &Row) -> &'static str {
    let has = |key: &str| row.get(kind, key).is_some();
    let stage = if has("reviewed_on") {
        ActivityStage::Reviewed
    } else if has("content") || has("result") || has("stated_present") || written_after(kind, row) {
        ActivityStage::Held
    } else if has("notified_on") {
        ActivityStage::Notified
    } else {
        ActivityStage::Planned
    };
    stage.word()
}

/// The steps of an activity.
pub(super) fn workflow() -> Workflow {
    let open = [ActivityStage::Planned, ActivityStage::Notified];
    // One written down after its day stands at 已开展 before anybody told of it.
    let untold = [open[0], open[1], ActivityStage::Held];
    let steps = vec![
        Step::new("notify", "通知")
            .from(&open)
            .to(ActivityStage::Notified)
            .offers("notified_on", Need::Blocking, Fill::Today)
            .asks("notice", Need::Optional)
            .dated_by("notified_on"),
        Step::new("hold", "开展")
            .from(&untold)
            .to(ActivityStage::Held)
            .asks("host", Need::Expected)
            .asks("content", Need::Expected)
            .asks("result", Need::Optional)
            .offers("recorder", Need::Expected, Fill::User)
            .guard(not_ahead),
        Step::new("review", "审核")
            .from(&[ActivityStage::Held])
            .to(ActivityStage::Reviewed)
            .offers("reviewer", Need::Blocking, Fill::User)
            .offers("reviewed_on", Need::Blocking, Fill::Today)
            .dated_by("reviewed_on")
            .guard(is_recorded),
        Step::new("file", "归档")
            .from(&[ActivityStage::Reviewed])
            .to(ActivityStage::Filed)
            .asks("original", Need::Expected),
        Step::new("cancel", "取消")
            .from(&untold)
            .to(ActivityStage::Cancelled)
            .asks("cancelled_because", Need::Blocking)
            .guard(is_untold),
    ];
    Workflow::over::<ActivityStage>("stage", derive, steps)
}

/// What was told of an activity is corrected in the record itself.
fn is_untold(situation: &Situation<'_>) -> Result<(), Refusal> {
    let told = ["content", "result", "stated_present"]
        .iter()
        .any(|key| situation.has(key));
    let state = situation.text("stage") == Some(ActivityStage::Held.word());
    if told || state {
        Err(Refusal::guard(
            "这次活动已经记录为开展过",
            "记错了的，请直接修改登记；不算数的，请作废",
        ))
    } else {
        Ok(())
    }
}

fn not_ahead(situation: &Situation<'_>) -> Result<(), Refusal> {
    is_untold(situation)?;
    match situation.date("held_on") {
        Some(held) if held.first_day() > situation.today => Err(Refusal::guard(
            format!("活动日期{held}还没有到"),
            "开展以后再记录",
        )),
        _ => Ok(()),
    }
}

fn is_recorded(situation: &Situation<'_>) -> Result<(), Refusal> {
    if situation.has("content") {
        Ok(())
    } else {
        Err(Refusal::guard(
            "还没有写活动内容，不能审核",
            "请先补上活动内容",
        ))
    }
}
