//! The fields of the record types in this folder, each with what it holds.

use crate::dates::PartialDate;
use crate::plan::words::{SupervisionState, TaskState};
use crate::record::{Reference, Several, Text, columns};

columns! {
    /// The fields of “月工作计划”.
    MonthPlan of "month_plan";
    MONTH: PartialDate = "month",
    STATION: Reference = "station",
    THEME: Text = "theme",
    THEME_BY: Text = "theme_by",
    REVIEWER: Text = "reviewer",
    TASKS: i64 = "tasks",
    DONE: i64 = "done",
    RATE: i64 = "rate",
    SUMMARY: Text = "summary",
    REMARK: Text = "remark",
    OTHER_COLUMNS: Text = "other_columns",
}

columns! {
    /// The fields of “任务”.
    Task of "task";
    TITLE: Text = "title",
    PLAN: Reference = "plan",
    TURN: i64 = "turn",
    STATION: Reference = "station",
    STANDARD: Text = "standard",
    DEPUTIES: Several = "deputies",
    RESPONSIBLE: Text = "responsible",
    PARTNERS: Text = "partners",
    BEGINS_ON: PartialDate = "begins_on",
    DUE_ON: PartialDate = "due_on",
    STATE: TaskState = "state",
    PROGRESS: i64 = "progress",
    OUTCOME: Text = "outcome",
    DONE_ON: PartialDate = "done_on",
    WHY_LATE: Text = "why_late",
    PUT_OFF_TO: PartialDate = "put_off_to",
    ACTIVITY: Reference = "activity",
    RECEPTION_DAY: Reference = "reception_day",
    MATTERS: Text = "matters",
    REVIEWER: Text = "reviewer",
    REMARK: Text = "remark",
    OTHER_COLUMNS: Text = "other_columns",
}

columns! {
    /// The fields of “监督议题”.
    Supervision of "supervision";
    TOPIC: Text = "topic",
    YEAR: PartialDate = "year",
    FORMS: Several = "forms",
    SOURCE: Text = "source",
    MONTH: PartialDate = "month",
    RESPONSIBLE: Text = "responsible",
    DEPUTIES: Several = "deputies",
    DEPARTMENTS: Text = "departments",
    STATION: Reference = "station",
    STATE: SupervisionState = "state",
    HELD_ON: PartialDate = "held_on",
    OPINIONS: i64 = "opinions",
    RESULT: Text = "result",
    FOLLOW_UP: Text = "follow_up",
    BASIS: Text = "basis",
    REMARK: Text = "remark",
    OTHER_COLUMNS: Text = "other_columns",
}
