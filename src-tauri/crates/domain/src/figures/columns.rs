//! The fields of the record types in this folder, each with what it holds.

use crate::dates::PartialDate;
use crate::figures::words::{SummarySort, SummaryState};
use crate::record::{Reference, Text, columns};

columns! {
    /// The fields of “工作小结”.
    Summary of "summary";
    TITLE: Text = "title",
    SORT: SummarySort = "sort",
    STATION: Reference = "station",
    FROM: PartialDate = "from",
    TO: PartialDate = "to",
    ADDRESSEE: Text = "addressee",
    TEXT: Text = "text",
    FIGURES: Text = "figures",
    DAY: PartialDate = "day",
    AUTHOR: Text = "author",
    STATE: SummaryState = "state",
    SENT_ON: PartialDate = "sent_on",
    ORIGINAL: Text = "original",
    LATE_ENTRY: bool = "late_entry",
    REMARK: Text = "remark",
    OTHER_COLUMNS: Text = "other_columns",
}
