//! 计划与会议: months' plans, their tasks, topics of supervision.

use chrono::Datelike;

use crate::inspection::objection::*;
use crate::inspection::{Judge, Traces, Verdict, Virtue};
use crate::plan::{MonthPlan, Supervision, SupervisionState, Task, TaskState, is_overdue};
use crate::record::{Reads, RecordType, Row, TypedRow};

/// What the judgement of a month's plan reads.
pub const PLAN_FIELDS: &[&str] = &[MonthPlan::MONTH.key(), MonthPlan::STATION.key()];

/// What the judgement of a task reads.
pub const TASK_FIELDS: &[&str] = &[
    Task::STATE.key(),
    Task::DUE_ON.key(),
    Task::PUT_OFF_TO.key(),
    Task::OUTCOME.key(),
    Task::WHY_LATE.key(),
];

/// What the judgement of a topic of supervision reads.
pub const SUPERVISION_FIELDS: &[&str] = &[
    Supervision::YEAR.key(),
    Supervision::MONTH.key(),
    Supervision::STATE.key(),
    Supervision::HELD_ON.key(),
    Supervision::RESULT.key(),
];

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
    let said = TypedRow { kind, row };
    let overdue = is_overdue(kind, row, judge.today);
    let mut asked = vec![Virtue::Full, Virtue::Timely];
    if overdue {
        asked.push(Virtue::Clear);
    }
    let mut verdict = Verdict::asking(&asked);
    verdict.look_over(kind, row, traces, &[]);
    let done = said.read(Task::STATE) == Some(TaskState::Done);
    verdict.object_if(done && !said.has(Task::OUTCOME), &TASK_UNSAID);
    verdict.object_if(overdue, &TASK_LATE);
    verdict.object_if(overdue && !said.has(Task::WHY_LATE), &TASK_NO_REASON);
    verdict
}

/// A topic of the yearly plan of supervision.
#[must_use]
pub fn supervision(judge: &Judge, kind: &RecordType, row: &Row, traces: Traces) -> Verdict {
    let said = TypedRow { kind, row };
    let state = said.read(Supervision::STATE);
    let mut verdict = Verdict::asking(&Virtue::ALL);
    verdict.look_over(kind, row, traces, &[]);
    let begun = matches!(
        state,
        Some(SupervisionState::UnderWay | SupervisionState::Done | SupervisionState::Dropped)
    ) || said.has(Supervision::HELD_ON);
    let passed = said
        .last_day(Supervision::MONTH)
        .is_some_and(|it| it < judge.today);
    verdict.object_if(passed && !begun, &TOPIC_LATE);
    verdict.object_if(
        state == Some(SupervisionState::Done) && !said.has(Supervision::RESULT),
        &TOPIC_NO_RESULT,
    );
    verdict
}
