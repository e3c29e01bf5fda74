//! The fields of the record types in this folder, each with what it holds.

use crate::dates::PartialDate;
use crate::matter::Satisfaction;
use crate::reception::words::{Acceptance, DayStage, OnHoliday, Route};
use crate::record::{Reference, Several, Text, columns};

columns! {
    /// The fields of “来访登记”.
    Visitor of "visitor";
    NUMBER: i64 = "number",
    SERIES: Text = "series",
    RECEIVED_ON: PartialDate = "received_on",
    DAY: Reference = "day",
    STATION: Reference = "station",
    WAY: Text = "way",
    PLACE: Text = "place",
    RECORDER: Text = "recorder",
    VISITOR: Text = "visitor",
    SEX: Text = "sex",
    HEADS: i64 = "heads",
    STANDING: Text = "standing",
    VILLAGE: Text = "village",
    ADDRESS: Text = "address",
    PHONE: Text = "phone",
    ID_NUMBER: Text = "id_number",
    SORT: Text = "sort",
    CATEGORY: Text = "category",
    CONTENT: Text = "content",
    PEOPLE: Text = "people",
    URGENCY: Text = "urgency",
    ACCEPTED: Acceptance = "accepted",
    REFUSAL: Text = "refusal",
    DEPUTIES: Several = "deputies",
    HANDLING: Text = "handling",
    ROUTE: Route = "route",
    MATTER: Text = "matter",
    RESULT: Text = "result",
    FEEDBACK_WANTED: bool = "feedback_wanted",
    FEEDBACK_ON: PartialDate = "feedback_on",
    FEEDBACK_WAY: Text = "feedback_way",
    FEEDBACK_BY: Text = "feedback_by",
    SATISFACTION: Satisfaction = "satisfaction",
    EARLIER_ROUNDS: Text = "earlier_rounds",
    CONFIDENTIAL: bool = "confidential",
    ORIGINAL: Text = "original",
    LATE_ENTRY: bool = "late_entry",
    REMARK: Text = "remark",
    OTHER_COLUMNS: Text = "other_columns",
}

columns! {
    /// The fields of “接待日”.
    ReceptionDay of "reception_day";
    NUMBER: i64 = "number",
    SERIES: Text = "series",
    HELD_ON: PartialDate = "held_on",
    HOURS: Text = "hours",
    STATION: Reference = "station",
    TITLE: Text = "title",
    PLACE: Text = "place",
    RULE: Reference = "rule",
    RULED_ON: PartialDate = "ruled_on",
    TEAM: Reference = "team",
    DEPUTIES: Several = "deputies",
    DEPARTMENTS: Text = "departments",
    THEME: Text = "theme",
    SCOPE: Text = "scope",
    RECORDER: Text = "recorder",
    NOTICE_ON: PartialDate = "notice_on",
    NOTICE_WAYS: Several = "notice_ways",
    NOTICE: Text = "notice",
    STATE: DayStage = "state",
    CANCELLED_BECAUSE: Text = "cancelled_because",
    STAGE: DayStage = "stage",
    VISITORS: i64 = "visitors",
    MATTERS: i64 = "matters",
    ANSWERED: i64 = "answered",
    STATED_VISITORS: i64 = "stated_visitors",
    STATED_MATTERS: i64 = "stated_matters",
    ORIGINAL: Text = "original",
    LATE_ENTRY: bool = "late_entry",
    REMARK: Text = "remark",
    OTHER_COLUMNS: Text = "other_columns",
}

columns! {
    /// The fields of “接待日规则”.
    DayRule of "reception_rule";
    NAME: Text = "name",
    STATION: Reference = "station",
    PATTERN: Text = "pattern",
    ON_HOLIDAY: OnHoliday = "on_holiday",
    HOURS: Text = "hours",
    PLACE: Text = "place",
    TITLE: Text = "title",
    THEME: Text = "theme",
    SCOPE: Text = "scope",
    RECORDER: Text = "recorder",
    NOTICE_DAYS: i64 = "notice_days",
    FROM: PartialDate = "from",
    TO: PartialDate = "to",
    BASIS: Text = "basis",
    REMARK: Text = "remark",
}

columns! {
    /// The fields of “轮值组”.
    RotaTeam of "rota_team";
    NAME: Text = "name",
    STATION: Reference = "station",
    TURN: i64 = "turn",
    DEPUTIES: Several = "deputies",
    LEADER: Reference = "leader",
    REMARK: Text = "remark",
}
