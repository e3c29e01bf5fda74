//! Lists: filters, totals, many records at once, entry grid.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{FaultAt, ListRequest};

/// How a column is filtered.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FilterHow {
    /// One of the values; the empty one asks for empty fields.
    #[default]
    AnyOf,
    /// Has the first value in it.
    Contains,
    /// From the first value to the second; an empty one leaves that side open.
    Between,
    /// Is filled.
    Filled,
}

/// A filter over one column.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, TS)]
pub struct ColumnFilter {
    /// Field by key or label.
    pub field: String,
    /// How.
    #[serde(default)]
    pub how: FilterHow,
    /// As people read them; records also by their id.
    #[serde(default)]
    pub values: Vec<String>,
}

/// Asks for the figures under a list.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, TS)]
pub struct TotalsRequest {
    /// The list; its limit and offset do not count.
    pub list: ListRequest,
    /// Of these fields, by key or label.
    pub fields: Vec<String>,
}

/// The figure under one column.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, TS)]
pub struct ColumnTotal {
    /// The field's key.
    pub field: String,
    /// How many rows have a value.
    #[ts(type = "number")]
    pub filled: u64,
    /// The sum as people read it, where the column is one to sum up.
    pub sum: Option<String>,
}

/// The figures under a list.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, TS)]
pub struct Totals {
    /// How many rows in all.
    #[ts(type = "number")]
    pub total: u64,
    /// One for each field asked for, in that order.
    pub columns: Vec<ColumnTotal>,
}

/// Asks which values a column has.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, TS)]
pub struct ValuesRequest {
    /// The list; filters on the column itself are passed over.
    pub list: ListRequest,
    /// The column, by key or label.
    pub field: String,
    /// Only values found by this: characters, pinyin, initials.
    #[serde(default)]
    #[ts(optional)]
    pub search: Option<String>,
}

/// A value of a column.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, TS)]
pub struct ValueCount {
    /// As a filter takes it; empty for empty fields.
    pub value: String,
    /// As people read it.
    pub shown: String,
    /// In how many rows.
    #[ts(type = "number")]
    pub count: u64,
}

/// The values of a column.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, TS)]
pub struct ValueCounts {
    /// In the column's own order, the empty one last.
    pub values: Vec<ValueCount>,
    /// How many more there are than are listed.
    pub more: u32,
}

/// Sets fields alike on many records, as one operation.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, TS)]
pub struct BatchSave {
    /// Which records: a list, or by `ids` in it. Its limit and offset do not count.
    pub list: ListRequest,
    /// Field (key or label) to text; empty text clears.
    pub values: BTreeMap<String, String>,
    /// Leave out records that the values do not fit, and save the others.
    #[serde(default)]
    #[ts(as = "Option<bool>", optional)]
    pub leave_out: bool,
    /// Only say what would happen.
    #[serde(default)]
    #[ts(as = "Option<bool>", optional)]
    pub dry_run: bool,
}

/// Voids many records for one reason, as one operation.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, TS)]
pub struct BatchVoid {
    /// Which records: a list, or by `ids` in it. Its limit and offset do not count.
    pub list: ListRequest,
    /// Why.
    pub reason: String,
}

/// A record that was not, or would not be, changed with the others.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, TS)]
pub struct LeftOut {
    /// The record.
    pub id: String,
    /// How it is called.
    pub name: String,
    /// Why.
    pub faults: Vec<FaultAt>,
}

/// What became, or would become, of many records.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, TS)]
pub struct BatchDone {
    /// How many were asked for.
    pub asked: u32,
    /// How many changed.
    pub done: u32,
    /// How many said so already.
    pub unchanged: u32,
    /// Those that do not fit. While there are some and they are not to be left out, nothing is saved.
    pub left_out: Vec<LeftOut>,
    /// The operation; `None` when nothing was saved.
    pub operation: Option<String>,
    /// Its name, as undo shows it.
    pub title: String,
    /// Kinds of records that changed.
    pub changed: Vec<String>,
}

/// A row of the entry grid.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, TS)]
pub struct GridRow {
    /// The record it corrects; `None` for a new one.
    #[serde(default)]
    pub id: Option<String>,
    /// What its cells say that differs from the record, by the field's key.
    pub values: BTreeMap<String, String>,
    /// Its number on the page, from 1; its place in the request by default.
    #[serde(default)]
    #[ts(optional)]
    pub number: Option<u32>,
}

/// Looks over or saves rows of the entry grid.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, TS)]
pub struct GridRows {
    /// The register's key.
    pub register: String,
    /// The rows.
    pub rows: Vec<GridRow>,
    /// Save rows that have cells at fault as well: those cells stay out of their fields and wait on
    /// the record as 待核实. Otherwise such rows are not saved.
    #[serde(default)]
    #[ts(as = "Option<bool>", optional)]
    pub keep_findings: bool,
}

/// What is to be said about a cell.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
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
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, TS)]
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
}

/// What would become, or became, of a grid's row.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
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
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, TS)]
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
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, TS)]
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
