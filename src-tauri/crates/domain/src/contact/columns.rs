//! The fields of the record types in this folder, each with what it holds.

use crate::contact::words::{ContactHandling, ElectorState};
use crate::dates::PartialDate;
use crate::record::{Reference, Several, Text, columns};

columns! {
    /// The fields of “固定联系选民”.
    Elector of "elector";
    NAME: Text = "name",
    SEX: Text = "sex",
    BORN: PartialDate = "born",
    AGE_STATED: i64 = "age_stated",
    SORT: Text = "sort",
    VILLAGE: Text = "village",
    ADDRESS: Text = "address",
    PHONE: Text = "phone",
    DEPUTIES: Several = "deputies",
    STATION: Reference = "station",
    PAIRED_ON: PartialDate = "paired_on",
    NEEDS: Text = "needs",
    STATE: ElectorState = "state",
    ENDED_ON: PartialDate = "ended_on",
    REMARK: Text = "remark",
    OTHER_COLUMNS: Text = "other_columns",
}

columns! {
    /// The fields of “联系记录”.
    Contact of "contact";
    NUMBER: i64 = "number",
    SERIES: Text = "series",
    CONTACTED_ON: PartialDate = "contacted_on",
    DEPUTIES: Several = "deputies",
    ELECTORS: Several = "electors",
    OTHERS: Text = "others",
    STATION: Reference = "station",
    WAY: Text = "way",
    PLACE: Text = "place",
    CONTENT: Text = "content",
    PUBLICITY: Text = "publicity",
    HANDLING: ContactHandling = "handling",
    MATTER: Text = "matter",
    RESULT: Text = "result",
    HELPED: bool = "helped",
    MONEY: i64 = "money",
    GOODS: Text = "goods",
    RECORDER: Text = "recorder",
    ORIGINAL: Text = "original",
    LATE_ENTRY: bool = "late_entry",
    REMARK: Text = "remark",
    OTHER_COLUMNS: Text = "other_columns",
}
