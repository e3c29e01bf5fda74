//! How much of a file is read at all.

/// Columns kept of each row; what lies further right is counted, not read.
pub const MAX_COLUMNS: usize = 256;
/// Rows of a sheet, the limit of Excel itself.
pub const MAX_ROWS: u32 = 1_048_576;
/// Bytes of a file that are taken at all.
pub const MAX_FILE_BYTES: usize = 64 << 20;
/// Bytes of one cell, with its markup: Excel's 32,767 characters written as entities.
pub(crate) const MAX_CELL_BYTES: usize = 1 << 20;
/// Bytes of text in one row.
pub(crate) const MAX_ROW_BYTES: usize = 4 << 20;
/// Sheets of a book.
pub(crate) const MAX_SHEETS: usize = 256;
