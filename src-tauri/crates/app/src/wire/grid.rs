//! The entry grid: rows looked over and saved together.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

use super::Stands;

/// A row of the entry grid.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct GridRow {
    /// The record it corrects; `None` for a new one.
    #[serde(default)]
    pub id: Option<String>,
    /// What its cells say that differs from the record, by the field's key.
    pub values: BTreeMap<String, String>,
    /// What stood in those cells before they were written over; where something else stands by now,
    /// the cell stays out.
    #[serde(default)]
    #[cfg_attr(test, ts(as = "Option<BTreeMap<String, String>>", optional))]
    pub seen: BTreeMap<String, String>,
    /// Its number on the page, from 1; its place in the request by default.
    #[serde(default)]
    #[cfg_attr(test, ts(optional))]
    pub number: Option<u32>,
}

/// Looks over or saves rows of the entry grid.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct GridRows {
    /// The register's key.
    pub register: String,
    /// The rows.
    pub rows: Vec<GridRow>,
    /// Save rows that have cells at fault as well: those cells stay out of their fields and wait on
    /// the record as 待核实. Otherwise such rows are not saved.
    #[serde(default)]
    #[cfg_attr(test, ts(as = "Option<bool>", optional))]
    pub keep_findings: bool,
}

/// What is to be said about a cell.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(rename_all = "snake_case")]
pub enum CellNote {
    /// It cannot enter its field.
    Fault,
    /// It enters; a person should look.
    Doubt,
    /// It would be kept written another way (汉 as 汉族).
    Reworded,
    /// Empty, and follows from another cell (性别 from 身份证号).
    Derived,
    /// Names something that would be made with it.
    Made,
}

/// A note about one cell.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct CellWord {
    /// The field's key.
    pub field: String,
    /// Of which sort.
    pub note: CellNote,
    /// As it would be kept; empty where it would not.
    pub kept: String,
    /// What is wrong, or what will happen.
    pub reason: String,
    /// What to do.
    pub hint: String,
    /// What somebody else wrote there meanwhile.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub stands: Option<Stands>,
}

/// What would become, or became, of a grid's row.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(rename_all = "snake_case")]
pub enum RowFate {
    /// A new record.
    New,
    /// An existing record changes.
    Changed,
    /// Nothing differs, or the row is empty.
    Same,
    /// It cannot be a record yet: its name is missing or at fault, or the record was voided.
    Refused,
    /// Left for later, having cells at fault.
    Waits,
}

/// One row looked over or saved.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct RowWord {
    /// What becomes of it.
    pub fate: RowFate,
    /// The record, where there is one.
    pub id: Option<String>,
    /// About its cells.
    pub cells: Vec<CellWord>,
    /// About the whole row: why it is refused, or whom it may repeat.
    pub word: String,
}

/// Rows of the entry grid, looked over or saved.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct GridAnswer {
    /// One for each row, in order.
    pub rows: Vec<RowWord>,
    /// The operation; `None` when nothing was saved.
    pub operation: Option<String>,
    /// Its name, as undo shows it.
    pub title: String,
    /// Kinds of records that changed.
    pub changed: Vec<String>,
}
