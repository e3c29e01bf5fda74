//! Registers and empty sheets written to files.

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

use super::{FileRef, ListRequest};

/// Writes a register's rows to a file.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Export {
    /// Which rows.
    pub list: ListRequest,
    /// Columns by key or label, in this order; all of the register by default.
    #[serde(default)]
    #[cfg_attr(test, ts(as = "Option<Vec<String>>", optional))]
    pub columns: Vec<String>,
    /// Where to put them; `.csv` or `.xlsx` by its name.
    pub out: FileRef,
}

/// Writes an empty sheet of a register.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Template {
    /// The register's key.
    pub register: String,
    /// Where to put it.
    pub out: FileRef,
}

/// A file written.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Written {
    /// Where it lies.
    pub path: String,
    /// Rows in it.
    pub rows: u32,
}
