//! The fields of the record types in this folder, each with what it holds.

use crate::record::{Text, columns};

columns! {
    /// The fields of “放假安排”.
    HolidayNotice of "holiday_year";
    YEAR: i64 = "year",
    NOTICE: Text = "notice",
    REST: Text = "rest",
    WORK: Text = "work",
}
