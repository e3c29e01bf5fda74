//! Spreadsheets in and out.
//!
//! [`read`] takes any `.xlsx`, `.xls`, `.ods` or `.csv` file, told by its content, and hands over
//! its rows one at a time. Files come from anywhere, so everything is bounded before it is held:
//! reading needs a few megabytes beyond the file and its shared texts, whatever the file says. The
//! reader that keeps the limits is the reader that reads.
//! [`layout`] finds where the table begins, which column is which and which rows are people and
//! which are notes. [`write`] makes templates and exports.
//!
//! What the rows mean (fields, findings, updates) is decided above this crate.

pub mod layout;
pub mod read;
pub mod write;
