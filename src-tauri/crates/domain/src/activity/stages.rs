//! The way of an activity: 计划 → 已通知 → 已开展 → 已审核 → 已归档, or 取消.

use crate::activity::{Activity, ActivityStage};
use crate::record::{Need, Reads, RecordType, Row};
use crate::workflow::{Fill, Refusal, Situation, Step, Workflow};

/// Whether an activity took place, by its column 状态.
#[must_use]
pub fn took_place(kind: &RecordType, row: &Row) -> bool {
    row.read(kind, Activity::STATE)
        .is_some_and(ActivityStage::took_place)
}

/// Where an activity stands that no step has touched: its columns say how far it came.
fn derive(kind: &RecordType, row: &Row) -> &'static str {
    let has = |key: &str| row.get(kind, key).is_some();
    let stage = if has(Activity::REVIEWED_ON.key()) {
        ActivityStage::Reviewed
    } else if has(Activity::CONTENT.key())
        || has(Activity::RESULT.key())
        || has(Activity::STATED_PRESENT.key())
        // Written down after its day, which says that it took place.
        || row.yes(kind, Activity::WRITTEN_AFTER)
    {
        ActivityStage::Held
    } else if has(Activity::NOTIFIED_ON.key()) {
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
            .offers(Activity::NOTIFIED_ON.key(), Need::Blocking, Fill::Today)
            .asks(Activity::NOTICE.key(), Need::Optional)
            .dated_by(Activity::NOTIFIED_ON.key()),
        Step::new("hold", "开展")
            .from(&untold)
            .to(ActivityStage::Held)
            .asks(Activity::HOST.key(), Need::Expected)
            .asks(Activity::CONTENT.key(), Need::Expected)
            .asks(Activity::RESULT.key(), Need::Optional)
            .offers(Activity::RECORDER.key(), Need::Expected, Fill::User)
            .guard(not_ahead),
        Step::new("review", "审核")
            .decides()
            .from(&[ActivityStage::Held])
            .to(ActivityStage::Reviewed)
            .offers(Activity::REVIEWER.key(), Need::Blocking, Fill::User)
            .rests_on(&[Activity::CONTENT.key()])
            .offers(Activity::REVIEWED_ON.key(), Need::Blocking, Fill::Today)
            .dated_by(Activity::REVIEWED_ON.key())
            .guard(is_recorded),
        Step::new("file", "归档")
            .from(&[ActivityStage::Reviewed])
            .to(ActivityStage::Filed)
            .asks(Activity::ORIGINAL.key(), Need::Expected),
        Step::new("cancel", "取消")
            .from(&untold)
            .to(ActivityStage::Cancelled)
            .asks(Activity::CANCELLED_BECAUSE.key(), Need::Blocking)
            .guard(is_untold),
    ];
    Workflow::over::<ActivityStage>(Activity::STAGE.key(), derive, steps)
}

/// What was told of an activity is corrected in the record itself.
fn is_untold(situation: &Situation<'_>) -> Result<(), Refusal> {
    let told = situation.has(Activity::CONTENT)
        || situation.has(Activity::RESULT)
        || situation.has(Activity::STATED_PRESENT);
    let state = situation.read(Activity::STAGE) == Some(ActivityStage::Held);
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
    match situation.read(Activity::HELD_ON) {
        Some(held) if held.first_day() > situation.today => Err(Refusal::guard(
            format!("活动日期{held}还没有到"),
            "开展以后再记录",
        )),
        _ => Ok(()),
    }
}

fn is_recorded(situation: &Situation<'_>) -> Result<(), Refusal> {
    if situation.has(Activity::CONTENT) {
        Ok(())
    } else {
        Err(Refusal::guard(
            "还没有写活动内容，不能审核",
            "请先补上活动内容",
        ))
    }
}
