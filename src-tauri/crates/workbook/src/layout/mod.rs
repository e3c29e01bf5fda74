//! Where a table begins, which column is which, and which rows are records.
//!
//! Offices' sheets have a title over them, units and notes around them, headings in one or two
//! rows with the group merged above, and footers with names and totals. [`detect`] finds the
//! heading by what it says; [`data_rows`] then hands over the records alone and says of every
//! other row why it was left out.

mod ahead;
mod assign;
mod blocks;
mod columns;
mod combined;
mod header;
mod marks;
mod rows;
mod sections;
mod shape;
mod sheet;
mod wording;
mod year;

pub use ahead::data_rows_ahead;
pub use columns::{ColumnMatch, ColumnSpec, SectionWords, Shape};
pub use header::{HEADER_SEARCH_ROWS, Layout, detect, layout_at, tables};
pub use marks::RowKind;
pub use rows::{DataSummary, SkippedRow, data_rows};
pub use shape::is_ditto;
pub use sheet::{choose_sheet, count_records, sheet_tables};
pub use wording::normalised;
pub use year::year_hint;
