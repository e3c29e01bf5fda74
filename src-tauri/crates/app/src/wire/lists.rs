//! Lists: conditions, rows, totals, many records at once.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

use super::FaultAt;

/// How a column is filtered.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
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
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
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

/// One condition of a list.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Where {
    /// Field by key or label.
    pub field: String,
    /// Its value as people read it; empty asks for empty fields.
    pub value: String,
}

/// Asks for rows.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(default)]
pub struct ListRequest {
    /// The register's key.
    pub register: String,
    /// All of these hold.
    #[serde(rename = "where")]
    pub conditions: Vec<Where>,
    /// Characters, pinyin, initials, digits.
    pub search: Option<String>,
    /// 姓名笔画, 姓氏笔画, 拼音, or a field by key or label.
    pub order: Option<String>,
    /// Against that order.
    pub descending: bool,
    /// At most so many rows.
    pub limit: Option<u32>,
    /// Leaving out so many.
    pub offset: u32,
    /// Voided ones as well.
    pub voided: bool,
    /// Only rows with something 待核实 or 待补.
    pub unsettled: bool,
    /// These hold as well, column by column.
    #[cfg_attr(test, ts(as = "Option<Vec<ColumnFilter>>", optional))]
    pub filters: Vec<ColumnFilter>,
    /// Only these records, where any are named.
    #[cfg_attr(test, ts(as = "Option<Vec<String>>", optional))]
    pub ids: Vec<String>,
    /// The rows first: where counting all of them takes longer than finding these, `totals` counts.
    #[cfg_attr(test, ts(as = "Option<bool>", optional))]
    pub rows_first: bool,
}

/// Asks for the lists that were kept under a name.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(default)]
pub struct OfSavedViews {
    /// Those of this register; of every register where none is named.
    pub register: Option<String>,
    /// This one alone; refused where none has the name.
    pub name: Option<String>,
}

/// A list that was kept under a name.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct SavedView {
    /// The register's key.
    pub register: String,
    /// The register's title.
    pub title: String,
    /// The name.
    pub name: String,
    /// What is searched and filtered, and in which order.
    pub list: ListRequest,
    /// Keys of the columns chosen, in their order; empty where none were.
    pub columns: Vec<String>,
}

/// One row of a list.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct ListRow {
    /// The record.
    pub id: String,
    /// Field key to text; empty ones are left out.
    pub values: BTreeMap<String, String>,
    /// Why it was voided.
    pub voided: Option<String>,
    /// How many findings wait (待核实).
    pub findings: u32,
    /// How many fields are 待补.
    pub to_fill: u32,
    /// Fields, by key, that two devices filled in differently and that a person has to decide; a
    /// disputed void by its own key.
    #[serde(default)]
    pub contested: Vec<String>,
}

/// Rows and how many there are in all.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Page {
    /// In all, before limit and offset; at least so many where they were not counted.
    #[cfg_attr(test, ts(type = "number"))]
    pub total: u64,
    /// Whether they were counted; they always are unless the rows were asked for first.
    pub counted: bool,
    /// The rows asked for.
    pub rows: Vec<ListRow>,
    /// Each of the request's `filters` in words, e.g. 民族：满族、回族.
    pub filters: Vec<String>,
}

/// Asks for the figures under a list.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct TotalsRequest {
    /// The list; its limit and offset do not count.
    pub list: ListRequest,
    /// Of these fields, by key or label.
    pub fields: Vec<String>,
}

/// The figure under one column.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct ColumnTotal {
    /// The field's key.
    pub field: String,
    /// How many rows have a value.
    #[cfg_attr(test, ts(type = "number"))]
    pub filled: u64,
    /// The sum as people read it, where the column is one to sum up.
    pub sum: Option<String>,
}

/// The figures under a list.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Totals {
    /// How many rows in all.
    #[cfg_attr(test, ts(type = "number"))]
    pub total: u64,
    /// One for each field asked for, in that order.
    pub columns: Vec<ColumnTotal>,
}

/// Asks which values a column has.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct ValuesRequest {
    /// The list; filters on the column itself are passed over.
    pub list: ListRequest,
    /// The column, by key or label.
    pub field: String,
    /// Only values found by this: characters, pinyin, initials.
    #[serde(default)]
    #[cfg_attr(test, ts(optional))]
    pub search: Option<String>,
}

/// A value of a column.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct ValueCount {
    /// As a filter takes it; empty for empty fields.
    pub value: String,
    /// As people read it.
    pub shown: String,
    /// In how many rows.
    #[cfg_attr(test, ts(type = "number"))]
    pub count: u64,
}

/// The values of a column.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct ValueCounts {
    /// In the column's own order, the empty one last.
    pub values: Vec<ValueCount>,
    /// How many more there are than are listed.
    pub more: u32,
}

/// Sets fields alike on many records, as one operation.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct BatchSave {
    /// Which records: a list, or by `ids` in it. Its limit and offset do not count.
    pub list: ListRequest,
    /// Field (key or label) to text; empty text clears.
    pub values: BTreeMap<String, String>,
    /// What the list showed of these records, by id: where something else stands in a field to be
    /// changed, the record is left out.
    #[serde(default)]
    #[cfg_attr(
        test,
        ts(as = "Option<BTreeMap<String, BTreeMap<String, String>>>", optional)
    )]
    pub seen: BTreeMap<String, BTreeMap<String, String>>,
    /// Leave out records that the values do not fit, and save the others.
    #[serde(default)]
    #[cfg_attr(test, ts(as = "Option<bool>", optional))]
    pub leave_out: bool,
    /// Only say what would happen.
    #[serde(default)]
    #[cfg_attr(test, ts(as = "Option<bool>", optional))]
    pub dry_run: bool,
}

/// Voids many records for one reason, as one operation.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct BatchVoid {
    /// Which records: a list, or by `ids` in it. Its limit and offset do not count.
    pub list: ListRequest,
    /// Why.
    pub reason: String,
}

/// A record that was not, or would not be, changed with the others.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct LeftOut {
    /// The record.
    pub id: String,
    /// How it is called.
    pub name: String,
    /// Why.
    pub faults: Vec<FaultAt>,
}

/// One value that changes with the others.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct BatchChange {
    /// The record.
    pub id: String,
    /// How it is called.
    pub name: String,
    /// The field's label.
    pub label: String,
    /// What it says now; empty for nothing.
    pub old: String,
    /// What it will say.
    pub new: String,
}

/// What became, or would become, of many records.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct BatchDone {
    /// How many were asked for.
    pub asked: u32,
    /// How many changed.
    pub done: u32,
    /// How many said so already.
    pub unchanged: u32,
    /// Those that do not fit. While there are some and they are not to be left out, nothing is saved.
    pub left_out: Vec<LeftOut>,
    /// What changes, or would change, of the first of them: old and new value by field.
    pub changes: Vec<BatchChange>,
    /// The operation; `None` when nothing was saved.
    pub operation: Option<String>,
    /// Its name, as undo shows it.
    pub title: String,
    /// Kinds of records that changed.
    pub changed: Vec<String>,
    /// What a person should look at in those that changed; each sentence begins with the record's
    /// name.
    pub warnings: Vec<FaultAt>,
}
