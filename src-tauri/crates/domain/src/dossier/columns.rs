//! The fields of the record types in this folder, each with what it holds.

use crate::dates::PartialDate;
use crate::dossier::words::{DossierState, Retention};
use crate::record::{Reference, Several, Text, columns};
use crate::roster::Level;

columns! {
    /// The fields of “履职档案”.
    Dossier of "dossier";
    TITLE: Text = "title",
    DEPUTY: Reference = "deputy",
    YEAR: i64 = "year",
    NUMBER: Text = "number",
    OPENED_ON: PartialDate = "opened_on",
    RETENTION: Retention = "retention",
    REPORT: Text = "report",
    SIGNED_ON: PartialDate = "signed_on",
    OPINION: Text = "opinion",
    OPINION_ON: PartialDate = "opinion_on",
    STATE: DossierState = "state",
    FROZEN_ON: PartialDate = "frozen_on",
    FROZEN_BY: Text = "frozen_by",
    CONTENT: Text = "content",
    ORIGINAL: Text = "original",
    REMARK: Text = "remark",
}

columns! {
    /// The fields of “表彰奖励”.
    Honour of "honour";
    NUMBER: i64 = "number",
    SERIES: Text = "series",
    TITLE: Text = "title",
    SORT: Text = "sort",
    GIVEN_ON: PartialDate = "given_on",
    STATION: Reference = "station",
    DEPUTIES: Several = "deputies",
    LEVEL: Level = "level",
    GIVEN_BY: Text = "given_by",
    PAPER: Text = "paper",
    ORIGINAL: Text = "original",
    LATE_ENTRY: bool = "late_entry",
    REMARK: Text = "remark",
    OTHER_COLUMNS: Text = "other_columns",
}

columns! {
    /// The fields of “提醒约谈”.
    Admonition of "admonition";
    NUMBER: i64 = "number",
    SERIES: Text = "series",
    SORT: Text = "sort",
    TITLE: Text = "title",
    GIVEN_ON: PartialDate = "given_on",
    STATION: Reference = "station",
    DEPUTIES: Several = "deputies",
    GIVEN_BY: Text = "given_by",
    BASIS: Text = "basis",
    STATEMENT: Text = "statement",
    OUTCOME: Text = "outcome",
    ORIGINAL: Text = "original",
    LATE_ENTRY: bool = "late_entry",
    REMARK: Text = "remark",
    OTHER_COLUMNS: Text = "other_columns",
}

columns! {
    /// The fields of “簿页”.
    SignedPage of "signed_page";
    TITLE: Text = "title",
    BOOK: Text = "book",
    STATION: Reference = "station",
    YEAR: i64 = "year",
    PAGE: i64 = "page",
    PAGES: i64 = "pages",
    FIRST: Text = "first",
    LAST: Text = "last",
    ENTRIES: i64 = "entries",
    CLOSED: bool = "closed",
    SIGNED_ON: PartialDate = "signed_on",
    SIGNED_BY: Text = "signed_by",
    CONTENT: Text = "content",
    ORIGINAL: Text = "original",
    REMARK: Text = "remark",
}
