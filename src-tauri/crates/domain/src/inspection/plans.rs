//! 计划与会议: months' plans, their tasks, topics of supervision.

use chrono::Datelike;

use crate::inspection::judge::Said;
use crate::inspection::objection::*;
use crate::inspection::{Judge, Traces, Verdict, Virtue};
use crate::plan::is_overdue;
use crate::record::{RecordType, Row};

/// What the judgement of a month's plan reads.
pub const PLAN_FIELDS: &[&str] = &["month", "station"];

/// What the judgement of a task reads.
pub const TASK_FIELDS: &[&str] = &["state", "due_on", "put_off_to", "outcome", "why_late"];

/// What the judgement of a topic of supervision reads.
pub const SUPERVISION_FIELDS: &[&str] = &["year", "month", "state", "held_on", "result"];

/// A month's plan.
#[must_use]
pub fn plan(kind: &RecordType, row: &Row, traces: Traces) -> Verdict {
    let mut verdict = Verdict::asking(&[Virtue::Full]);
    verdict.look_over(kind, row, traces, &[]);
    verdict
}

/// The months of the year up to now that have no plan.
#[must_use]
pub fn months_without(judge: &Judge, planned: &[u32]) -> Vec<u32> {
    let last = match judge.year.cmp(&judge.today.year()) {
        std::cmp::Ordering::Less => 12,
        std::cmp::Ordering::Equal => judge.today.month(),
        std::cmp::Ordering::Greater => 0,
    };
    (1..=last).filter(|it| !planned.contains(it)).collect()
}

/// A station (or, without stations, the office) without plans for some months.
#[must_use]
pub fn plan_missing(months: &[u32]) -> Verdict {
    let months: Vec<String> = months.iter().map(|it| format!("{it}月")).collect();
    Verdict::missing(&PLAN_MISSING, months.join("、"))
}

/// A task of a month's plan.
#[must_use]
pub fn task(judge: &Judge, kind: &RecordType, row: &Row, traces: Traces) -> Verdict {
    let said = Said { kind, row };
    let overdue = is_overdue(kind, row, judge.today);
    let mut asked = vec![Virtue::Full, Virtue::Timely];
    if overdue {
        asked.push(Virtue::Clear);
    }
    let mut verdict = Verdict::asking(&asked);
    verdict.look_over(kind, row, traces, &[]);
    let done = said.text("state") == "已完成";
    verdict.object_if(done && !said.has("outcome"), &TASK_UNSAID);
    verdict.object_if(overdue, &TASK_LATE);
    verdict.object_if(overdue && !said.has("why_late"), &TASK_NO_REASON);
    verdict
}

/// A topic of the yearly plan of supervision.
#[must_use]
pub fn supervision(judge: &Judge, kind: &RecordType, row: &Row, traces: Traces) -> Verdict {
    let said = Said { kind, row };
    let state = said.text("state");
    let mut verdict = Verdict::asking(&Virtue::ALL);
    verdict.look_over(kind, row, traces, &[]);
    let begun = matches!(state, "进行中" | "已完成" | "调整取消") || said.has("held_on");
    let passed = said.day("month").is_some_and(|it| it < judge.today);
    verdict.object_if(passed && !begun, &TOPIC_LATE);
    verdict.object_if(state == "已完成" && !said.has("result"), &TOPIC_NO_RESULT);
    verdict
}
