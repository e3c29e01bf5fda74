//! What screens look at: lists, one record, sums, searching, and lists as spreadsheets.

mod by_number;
pub(crate) mod exporting;
pub(crate) mod lists;
pub(crate) mod saved;
pub(crate) mod searching;
pub(crate) mod settling;
pub(crate) mod totals;
