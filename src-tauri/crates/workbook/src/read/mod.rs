//! Reading spreadsheets as rows with addresses.

mod archive;
mod book;
mod cell;
mod compound;
mod csv;
mod encrypted;
mod fault;
mod guarded;
mod limits;
mod merges;
mod numfmt;
mod ods;
mod rows;
mod sheet_info;
mod sniff;
mod texts;
mod values;
mod xls;
mod xlsx;
mod xml;

pub use book::{Book, open};
pub use cell::{Cell, CellValue, DatePrecision, Row, column_name};
pub use fault::ReadFault;
pub(crate) use limits::{MAX_CELL_BYTES, MAX_ROW_BYTES, MAX_SHEETS};
pub use limits::{MAX_COLUMNS, MAX_FILE_BYTES, MAX_ROWS};
pub use rows::ReadSummary;
pub use sheet_info::SheetInfo;
