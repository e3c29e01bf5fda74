//! The fields of the record types in this folder, each with what it holds.

use crate::dates::PartialDate;
use crate::matter::Satisfaction;
use crate::record::{Reference, Several, Text, columns};
use crate::service::words::{DisputeState, PromiseState, Promiser, ProxyState, WorkState};

columns! {
    /// The fields of “矛盾纠纷”.
    Dispute of "dispute";
    NUMBER: i64 = "number",
    SERIES: Text = "series",
    RECEIVED_ON: PartialDate = "received_on",
    STATION: Reference = "station",
    PARTIES: Text = "parties",
    VILLAGE: Text = "village",
    SORT: Text = "sort",
    CONTENT: Text = "content",
    PEOPLE: i64 = "people",
    DEPUTIES: Several = "deputies",
    HELPERS: Text = "helpers",
    REFERRED_BY: Text = "referred_by",
    WAY: Text = "way",
    STATE: DisputeState = "state",
    SETTLED_ON: PartialDate = "settled_on",
    AGREEMENT: Text = "agreement",
    MONEY: i64 = "money",
    VISITED_ON: PartialDate = "visited_on",
    VISIT: Text = "visit",
    RELAPSED: bool = "relapsed",
    ACTIVITY: Reference = "activity",
    MATTER: Text = "matter",
    ORIGINAL: Text = "original",
    LATE_ENTRY: bool = "late_entry",
    REMARK: Text = "remark",
    OTHER_COLUMNS: Text = "other_columns",
}

columns! {
    /// The fields of “微实事”.
    SmallWork of "small_work";
    NUMBER: i64 = "number",
    SERIES: Text = "series",
    TITLE: Text = "title",
    PROPOSED_ON: PartialDate = "proposed_on",
    STATION: Reference = "station",
    VILLAGE: Text = "village",
    CONTENT: Text = "content",
    SOURCE: Text = "source",
    MATTER: Text = "matter",
    ACTIVITY: Reference = "activity",
    DEPUTIES: Several = "deputies",
    RESPONSIBLE: Text = "responsible",
    SUBSIDY: i64 = "subsidy",
    RAISED: i64 = "raised",
    TOTAL: i64 = "total",
    HOUSEHOLDS: i64 = "households",
    PEOPLE: i64 = "people",
    STATE: WorkState = "state",
    DONE_ON: PartialDate = "done_on",
    RESULT: Text = "result",
    SATISFACTION: Satisfaction = "satisfaction",
    ORIGINAL: Text = "original",
    LATE_ENTRY: bool = "late_entry",
    REMARK: Text = "remark",
    OTHER_COLUMNS: Text = "other_columns",
}

columns! {
    /// The fields of “为民办实事”.
    GoodWork of "good_work";
    NUMBER: i64 = "number",
    SERIES: Text = "series",
    TITLE: Text = "title",
    DONE_ON: PartialDate = "done_on",
    STATION: Reference = "station",
    DEPUTIES: Several = "deputies",
    SORT: Text = "sort",
    VILLAGE: Text = "village",
    MONEY: i64 = "money",
    GOODS: Text = "goods",
    GOODS_WORTH: i64 = "goods_worth",
    HELPED: Text = "helped",
    PEOPLE: i64 = "people",
    HOUSEHOLDS: i64 = "households",
    TAGS: Several = "tags",
    RESULT: Text = "result",
    ACTIVITY: Reference = "activity",
    PROOF: Text = "proof",
    ORIGINAL: Text = "original",
    LATE_ENTRY: bool = "late_entry",
    REMARK: Text = "remark",
    OTHER_COLUMNS: Text = "other_columns",
}

columns! {
    /// The fields of “承诺”.
    Promise of "promise";
    NUMBER: i64 = "number",
    SERIES: Text = "series",
    TITLE: Text = "title",
    BY: Promiser = "by",
    DEPUTY: Reference = "deputy",
    UNIT: Reference = "unit",
    STATION: Reference = "station",
    MADE_ON: PartialDate = "made_on",
    DUE_ON: PartialDate = "due_on",
    RESPONSIBLE: Text = "responsible",
    MATTER: Text = "matter",
    STATE: PromiseState = "state",
    KEPT_ON: PartialDate = "kept_on",
    OUTCOME: Text = "outcome",
    ANSWERED_AGAIN_ON: PartialDate = "answered_again_on",
    RECHECKED_ON: PartialDate = "rechecked_on",
    RECHECK: Text = "recheck",
    ORIGINAL: Text = "original",
    LATE_ENTRY: bool = "late_entry",
    REMARK: Text = "remark",
    OTHER_COLUMNS: Text = "other_columns",
    PARENT: Text = "parent",
}

columns! {
    /// The fields of “信访代办”.
    Proxy of "proxy";
    NUMBER: i64 = "number",
    SERIES: Text = "series",
    CLIENT: Text = "client",
    PHONE: Text = "phone",
    VILLAGE: Text = "village",
    DEPUTIES: Several = "deputies",
    STATION: Reference = "station",
    DEMAND: Text = "demand",
    SORT: Text = "sort",
    PETITIONED: bool = "petitioned",
    RECEIVED_ON: PartialDate = "received_on",
    ORGAN: Text = "organ",
    DELIVERED_ON: PartialDate = "delivered_on",
    TOLD_BY: PartialDate = "told_by",
    ACCEPTED_ON: PartialDate = "accepted_on",
    EXTENDED: bool = "extended",
    ENDS_BY: PartialDate = "ends_by",
    RESULT: Text = "result",
    ENDED_ON: PartialDate = "ended_on",
    STATE: ProxyState = "state",
    VISITED_ON: PartialDate = "visited_on",
    VISIT: Text = "visit",
    ORIGINAL: Text = "original",
    LATE_ENTRY: bool = "late_entry",
    REMARK: Text = "remark",
    OTHER_COLUMNS: Text = "other_columns",
}

columns! {
    /// The fields of “招商项目”.
    Investment of "investment";
    NUMBER: i64 = "number",
    SERIES: Text = "series",
    TITLE: Text = "title",
    SORT: Text = "sort",
    SIGNED_ON: PartialDate = "signed_on",
    STATION: Reference = "station",
    DEPUTIES: Several = "deputies",
    INVESTOR: Text = "investor",
    PLACE: Text = "place",
    PLANNED: i64 = "planned",
    ACTUAL: i64 = "actual",
    JOBS: i64 = "jobs",
    STATE: Text = "state",
    PROGRESS: Text = "progress",
    ORIGINAL: Text = "original",
    LATE_ENTRY: bool = "late_entry",
    REMARK: Text = "remark",
    OTHER_COLUMNS: Text = "other_columns",
}

columns! {
    /// The fields of “立法征求意见”.
    Legislation of "legislation";
    NUMBER: i64 = "number",
    SERIES: Text = "series",
    BILL: Text = "bill",
    ARTICLE: Text = "article",
    ASKED_ON: PartialDate = "asked_on",
    STATION: Reference = "station",
    ASKED_BY: Text = "asked_by",
    OPINION: Text = "opinion",
    PROPOSER: Text = "proposer",
    DEPUTIES: Several = "deputies",
    PEOPLE: i64 = "people",
    REPORTED_ON: PartialDate = "reported_on",
    ADOPTED: Text = "adopted",
    REPLY: Text = "reply",
    ORIGINAL: Text = "original",
    LATE_ENTRY: bool = "late_entry",
    REMARK: Text = "remark",
    OTHER_COLUMNS: Text = "other_columns",
}

columns! {
    /// The fields of “学习培训”.
    Training of "training";
    NUMBER: i64 = "number",
    SERIES: Text = "series",
    TITLE: Text = "title",
    HELD_ON: PartialDate = "held_on",
    ENDED_ON: PartialDate = "ended_on",
    STATION: Reference = "station",
    ORGANISER: Text = "organiser",
    WAY: Text = "way",
    CLASS_HOURS: i64 = "class_hours",
    DEPUTIES: Several = "deputies",
    PEOPLE: i64 = "people",
    TEACHER: Text = "teacher",
    CERTIFICATE: Text = "certificate",
    NOTES: Text = "notes",
    COST: i64 = "cost",
    ORIGINAL: Text = "original",
    LATE_ENTRY: bool = "late_entry",
    REMARK: Text = "remark",
    OTHER_COLUMNS: Text = "other_columns",
}
