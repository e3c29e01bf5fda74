//! The fields of the record types in this folder, each with what it holds.

use crate::border::words::{
    Expected, HandDownSort, HandDownState, ItemSort, Standing, SubmissionState,
};
use crate::dates::PartialDate;
use crate::record::{Reference, Text, columns};

columns! {
    /// The fields of “上下级单位”.
    Partner of "partner";
    NAME: Text = "name",
    AREA: Text = "area",
    STANDING: Standing = "standing",
    EXPECTED: Expected = "expected",
    FINGERPRINT: Text = "fingerprint",
    CONFIRMED_ON: PartialDate = "confirmed_on",
    CARD: Text = "card",
    REMARK: Text = "remark",
}

columns! {
    /// The fields of “上报件”.
    Submission of "submission";
    NUMBER: Text = "number",
    YEAR: i64 = "year",
    SERIAL: i64 = "serial",
    CONTENT: Text = "content",
    PARTNER: Reference = "partner",
    MADE_ON: PartialDate = "made_on",
    SENSITIVE: Text = "sensitive",
    REPLACES: Text = "replaces",
    STATE: SubmissionState = "state",
    ANSWERED_ON: PartialDate = "answered_on",
    ANSWER: Text = "answer",
    CHECK: Text = "check",
    HASH: Text = "hash",
}

columns! {
    /// The fields of “收到的上报件”.
    Received of "received";
    NUMBER: Text = "number",
    PARTNER: Reference = "partner",
    YEAR: i64 = "year",
    SERIAL: i64 = "serial",
    CONTENT: Text = "content",
    MADE_ON: PartialDate = "made_on",
    RECEIVED_ON: PartialDate = "received_on",
    REPLACES: Text = "replaces",
    REPLACED_HASH: Text = "replaced_hash",
    STATE: SubmissionState = "state",
    ANSWERED_ON: PartialDate = "answered_on",
    ANSWER: Text = "answer",
    CHECK: Text = "check",
    HASH: Text = "hash",
}

columns! {
    /// The fields of “上报数字”.
    SentFigure of "sent_figure";
    TITLE: Text = "title",
    RECEIVED: Reference = "received",
    KEY: Text = "key",
    TURN: i64 = "turn",
    UNIT: Text = "unit",
    TOP: i64 = "top",
    BOTTOM: i64 = "bottom",
}

columns! {
    /// The fields of “任务填报”.
    SentAnswer of "sent_answer";
    TITLE: Text = "title",
    RECEIVED: Reference = "received",
    HANDDOWN: Text = "handdown",
    TURN: i64 = "turn",
    SORT: ItemSort = "sort",
    UNIT: Text = "unit",
    VALUE: Text = "value",
}

columns! {
    /// The fields of “下发件”.
    HandDown of "handdown";
    TITLE: Text = "title",
    SORT: HandDownSort = "sort",
    PARTNER: Reference = "partner",
    NUMBER: Text = "number",
    YEAR: i64 = "year",
    SERIAL: i64 = "serial",
    MONTH: PartialDate = "month",
    DUE_ON: PartialDate = "due_on",
    BODY: Text = "body",
    MADE_ON: PartialDate = "made_on",
    STATE: HandDownState = "state",
    CHECK: Text = "check",
    HASH: Text = "hash",
}

columns! {
    /// The fields of “填报项”.
    HandDownItem of "handdown_item";
    TITLE: Text = "title",
    HANDDOWN: Reference = "handdown",
    TURN: i64 = "turn",
    SORT: ItemSort = "sort",
    UNIT: Text = "unit",
    VALUE: Text = "value",
}
