//! The fields of the record types in this folder, each with what it holds.

use crate::dates::PartialDate;
use crate::office::role::Role;
use crate::office::words::{DeviceSort, HotlineHandling};
use crate::record::{Reference, Several, Text, columns};
use crate::roster::Level;

columns! {
    /// The fields of “单位信息”.
    Office of "office";
    NAME: Text = "name",
    AREA: Text = "area",
    TERM: Reference = "term",
    LEVEL: Level = "level",
    PHONE: Text = "phone",
    ADDRESS: Text = "address",
    SCHEME: Text = "scheme",
    NAME_ORDER: Text = "name_order",
    PERIODS: Text = "periods",
}

columns! {
    /// The fields of “使用人”.
    User of "user";
    NAME: Text = "name",
    POST: Text = "post",
    ROLE: Role = "role",
}

columns! {
    /// The fields of “入网电脑”.
    Device of "device";
    NAME: Text = "name",
    SORT: DeviceSort = "sort",
    STATION: Reference = "station",
    CODE: Text = "code",
    FINGERPRINT: Text = "fingerprint",
    SERIES: Text = "series",
    ENROLLED_ON: PartialDate = "enrolled_on",
    REVOKED_ON: PartialDate = "revoked_on",
    REASON: Text = "reason",
}

columns! {
    /// The fields of “届次”.
    Term of "term";
    NAME: Text = "name",
    FROM: PartialDate = "from",
    TO: PartialDate = "to",
}

columns! {
    /// The fields of “请示报告”.
    Request of "request";
    NUMBER: i64 = "number",
    SERIES: Text = "series",
    TITLE: Text = "title",
    SORT: Text = "sort",
    CODE: Text = "code",
    TO: Text = "to",
    SENT_ON: PartialDate = "sent_on",
    CONTENT: Text = "content",
    SIGNED_BY: Text = "signed_by",
    RULED_BY: Text = "ruled_by",
    RULED_ON: PartialDate = "ruled_on",
    RULING: Text = "ruling",
    OUTCOME: Text = "outcome",
    STATION: Reference = "station",
    ORIGINAL: Text = "original",
    LATE_ENTRY: bool = "late_entry",
    REMARK: Text = "remark",
    OTHER_COLUMNS: Text = "other_columns",
}

columns! {
    /// The fields of “制度”.
    Bylaw of "bylaw";
    TITLE: Text = "title",
    SORT: Text = "sort",
    CODE: Text = "code",
    ADOPTED_ON: PartialDate = "adopted_on",
    FROM: PartialDate = "from",
    STATE: Text = "state",
    ENDED_ON: PartialDate = "ended_on",
    ON_WALL: bool = "on_wall",
    CONTENT: Text = "content",
    STATION: Reference = "station",
    REMARK: Text = "remark",
    OTHER_COLUMNS: Text = "other_columns",
}

columns! {
    /// The fields of “经费预算”.
    Budget of "budget";
    TITLE: Text = "title",
    YEAR: PartialDate = "year",
    STATION: Reference = "station",
    SOURCE: Text = "source",
    STANDARD: i64 = "standard",
    PEOPLE: i64 = "people",
    AMOUNT: i64 = "amount",
    BY_STANDARD: i64 = "by_standard",
    RECEIVED_ON: PartialDate = "received_on",
    REMARK: Text = "remark",
    OTHER_COLUMNS: Text = "other_columns",
}

columns! {
    /// The fields of “经费支出”.
    Expense of "expense";
    NUMBER: i64 = "number",
    SERIES: Text = "series",
    TITLE: Text = "title",
    SPENT_ON: PartialDate = "spent_on",
    STATION: Reference = "station",
    SORT: Text = "sort",
    AMOUNT: i64 = "amount",
    BUDGET: Reference = "budget",
    ACTIVITY: Reference = "activity",
    PAYEE: Text = "payee",
    HANDLER: Text = "handler",
    APPROVER: Text = "approver",
    VOUCHER: Text = "voucher",
    ORIGINAL: Text = "original",
    LATE_ENTRY: bool = "late_entry",
    REMARK: Text = "remark",
    OTHER_COLUMNS: Text = "other_columns",
}

columns! {
    /// The fields of “法律顾问”.
    Adviser of "adviser";
    NAME: Text = "name",
    FIRM: Text = "firm",
    LICENCE: Text = "licence",
    FIELD: Text = "field",
    PHONE: Text = "phone",
    STATION: Reference = "station",
    FROM: PartialDate = "from",
    TO: PartialDate = "to",
    REMARK: Text = "remark",
    OTHER_COLUMNS: Text = "other_columns",
}

columns! {
    /// The fields of “法律咨询”.
    AdviserConsultation of "consultation";
    NUMBER: i64 = "number",
    SERIES: Text = "series",
    TOPIC: Text = "topic",
    ASKED_ON: PartialDate = "asked_on",
    ADVISER: Reference = "adviser",
    ASKER: Text = "asker",
    DEPUTIES: Several = "deputies",
    STATION: Reference = "station",
    ANSWER: Text = "answer",
    OUTCOME: Text = "outcome",
    ORIGINAL: Text = "original",
    LATE_ENTRY: bool = "late_entry",
    REMARK: Text = "remark",
    OTHER_COLUMNS: Text = "other_columns",
}

columns! {
    /// The fields of “热线来电”.
    HotlineCall of "hotline_call";
    NUMBER: i64 = "number",
    SERIES: Text = "series",
    CALLED_ON: PartialDate = "called_on",
    AT: Text = "at",
    STATION: Reference = "station",
    ON_DUTY: Text = "on_duty",
    DEPUTY: Reference = "deputy",
    CALLER: Text = "caller",
    PHONE: Text = "phone",
    VILLAGE: Text = "village",
    CONTENT: Text = "content",
    HANDLING: HotlineHandling = "handling",
    MATTER: Text = "matter",
    RESULT: Text = "result",
    CALLED_BACK_ON: PartialDate = "called_back_on",
    ORIGINAL: Text = "original",
    LATE_ENTRY: bool = "late_entry",
    REMARK: Text = "remark",
    OTHER_COLUMNS: Text = "other_columns",
}

columns! {
    /// The fields of “资料订阅”.
    Subscription of "subscription";
    NUMBER: i64 = "number",
    SERIES: Text = "series",
    TITLE: Text = "title",
    SORT: Text = "sort",
    ORDERED_ON: PartialDate = "ordered_on",
    STATION: Reference = "station",
    YEAR: PartialDate = "year",
    COPIES: i64 = "copies",
    PRICE: i64 = "price",
    COST: i64 = "cost",
    DEPUTIES: Several = "deputies",
    HANDED_TO: Text = "handed_to",
    HANDLER: Text = "handler",
    ORIGINAL: Text = "original",
    LATE_ENTRY: bool = "late_entry",
    REMARK: Text = "remark",
    OTHER_COLUMNS: Text = "other_columns",
}
