//! The fields of the record types in this folder, each with what it holds.

use crate::activity::words::{ActivityStage, AttendanceState, LeaveDecision, LeaveSort};
use crate::dates::PartialDate;
use crate::record::{Reference, Several, Text, columns};

columns! {
    /// The fields of “代表活动”.
    Activity of "activity";
    NUMBER: i64 = "number",
    SERIES: Text = "series",
    TITLE: Text = "title",
    SORT: Text = "sort",
    TAGS: Several = "tags",
    ORGANISER: Text = "organiser",
    STATION: Reference = "station",
    GROUP: Reference = "group",
    PLAN: Reference = "plan",
    SUPERVISION: Reference = "supervision",
    HELD_ON: PartialDate = "held_on",
    ENDED_ON: PartialDate = "ended_on",
    HOURS: Text = "hours",
    PLACE: Text = "place",
    HOST: Text = "host",
    RECORDER: Text = "recorder",
    EXPECTED: Several = "expected",
    PRESENT: i64 = "present",
    ON_LEAVE: i64 = "on_leave",
    ABSENT: i64 = "absent",
    RATE: i64 = "rate",
    STATED_EXPECTED: i64 = "stated_expected",
    STATED_PRESENT: i64 = "stated_present",
    WRITTEN_AFTER: bool = "written_after",
    OTHERS: Text = "others",
    NOTICE: Text = "notice",
    NOTIFIED_ON: PartialDate = "notified_on",
    CONTENT: Text = "content",
    SOURCE: Text = "source",
    TOPICS: Text = "topics",
    CADRES: i64 = "cadres",
    VILLAGERS: i64 = "villagers",
    DEPARTMENT_HEADS: i64 = "department_heads",
    EXPERTS: i64 = "experts",
    DISCUSSION: Text = "discussion",
    AGREED: Text = "agreed",
    DISSENT: Text = "dissent",
    RESPONSIBLE: Text = "responsible",
    DEADLINE: PartialDate = "deadline",
    RESULT: Text = "result",
    SUGGESTIONS: i64 = "suggestions",
    REPORT: Text = "report",
    HANDED_TO: Text = "handed_to",
    HANDED_ON: PartialDate = "handed_on",
    FEEDBACK_ON: PartialDate = "feedback_on",
    FEEDBACK: Text = "feedback",
    SPENT: i64 = "spent",
    STATE: ActivityStage = "state",
    STAGE: ActivityStage = "stage",
    REVIEWER: Text = "reviewer",
    REVIEWED_ON: PartialDate = "reviewed_on",
    CANCELLED_BECAUSE: Text = "cancelled_because",
    ORIGINAL: Text = "original",
    LATE_ENTRY: bool = "late_entry",
    REMARK: Text = "remark",
    OTHER_COLUMNS: Text = "other_columns",
}

columns! {
    /// The fields of “签到”.
    Attendance of "attendance";
    DEPUTY: Reference = "deputy",
    ACTIVITY: Reference = "activity",
    STATE: AttendanceState = "state",
    SIGNED_AT: Text = "signed_at",
    WAY: Text = "way",
    REASON: Text = "reason",
    APPROVER: Text = "approver",
    SPEECH: Text = "speech",
}

columns! {
    /// The fields of “请假”.
    Leave of "leave";
    NUMBER: i64 = "number",
    SERIES: Text = "series",
    DEPUTY: Reference = "deputy",
    ACTIVITY: Reference = "activity",
    MEETING: Reference = "meeting",
    CONGRESS: Reference = "congress",
    STATION: Reference = "station",
    SORT: LeaveSort = "sort",
    REASON: Text = "reason",
    WRITTEN: bool = "written",
    SUBMITTED_ON: PartialDate = "submitted_on",
    APPROVER: Text = "approver",
    DECISION: LeaveDecision = "decision",
    DECIDED_ON: PartialDate = "decided_on",
    ORIGINAL: Text = "original",
    LATE_ENTRY: bool = "late_entry",
    REMARK: Text = "remark",
    OTHER_COLUMNS: Text = "other_columns",
}
