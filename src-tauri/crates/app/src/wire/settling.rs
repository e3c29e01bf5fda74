//! What is still to be settled (待核实, 待补).

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

/// Asks for what is still to be settled.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(default)]
pub struct OfSettling {
    /// Only of this register; of every book by default.
    pub register: Option<String>,
    /// Only findings of this file, by its name.
    pub file: Option<String>,
    /// Records with empty fields (待补) as well, after the findings.
    pub to_fill: bool,
}

/// One thing to be settled.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct SettleItem {
    /// The finding (待核实); `None` for a record with empty fields (待补).
    pub finding: Option<String>,
    /// Key of the register.
    pub register: String,
    /// The register's title.
    pub book: String,
    /// The record.
    pub record: String,
    /// How it is called.
    pub title: String,
    /// Key of the field at which it is settled.
    pub field: String,
    /// The field's label; of empty fields all of them.
    pub label: String,
    /// What stood in the sheet.
    pub raw: String,
    /// What is wrong with it.
    pub reason: String,
    /// What to do.
    pub hint: String,
    /// File, row and column it came from.
    pub origin: String,
}

/// What is still to be settled.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct ToSettle {
    /// The first of them, in a lasting order.
    pub items: Vec<SettleItem>,
    /// How many findings there are in all.
    pub findings: u32,
    /// How many records have empty fields.
    #[cfg_attr(test, ts(type = "number"))]
    pub to_fill: u64,
    /// The files that findings came from.
    pub files: Vec<String>,
}
