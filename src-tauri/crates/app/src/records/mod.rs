//! Records as clerks write and look them up: reading what was written, resolving names, completing,
//! checking and writing, and what belongs to a record.

pub(crate) mod attachments;
pub(crate) mod batch;
pub(crate) mod checking;
pub(crate) mod choosing;
pub(crate) mod completing;
pub(crate) mod contest;
pub(crate) mod contested;
pub(crate) mod deciding;
pub(crate) mod decisions;
pub(crate) mod drafts;
pub(crate) mod edits;
pub(crate) mod entry;
pub(crate) mod filters;
pub(crate) mod grid;
mod grid_rows;
pub(crate) mod histories;
pub(crate) mod joining;
pub(crate) mod meanwhile;
pub(crate) mod mirroring;
pub(crate) mod names;
pub(crate) mod numbering;
pub(crate) mod parts;
pub(crate) mod reading;
pub(crate) mod registers;
pub(crate) mod rows;
pub(crate) mod saving;
pub(crate) mod schema;
pub(crate) mod understanding;
pub(crate) mod writing;

pub(crate) use entry::Entries;
pub(crate) use filters::list_query;
pub(crate) use grid::{check_rows, save_rows};
pub(crate) use histories::undo;
pub(crate) use parts::child_types;
pub(crate) use reading::{Edit, read_values};
pub(crate) use registers::{field_of, kind_of};
pub(crate) use rows::{find_row, is_open, open_findings, parent_text};
pub(crate) use writing::{correct_findings, make_row, write_row};
