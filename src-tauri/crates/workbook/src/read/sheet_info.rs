//! What is known of a sheet before it is read.

/// A sheet of a book.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SheetInfo {
    /// As its tab says.
    pub name: String,
    /// Not shown in the spreadsheet program.
    pub hidden: bool,
}
