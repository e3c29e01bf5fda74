//! Forms and books on paper.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

use super::{ColumnFilter, FileRef, Where};

/// Prints a form or book.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(default)]
pub struct PrintRequest {
    /// The form's key; a register's form has the register's key.
    pub form: String,
    /// Only this station's rows, by its name.
    pub station: Option<String>,
    /// Only this record.
    pub record: Option<String>,
    /// Only this deputy's.
    pub deputy: Option<String>,
    /// Only this year.
    pub year: Option<i32>,
    /// Only this month.
    pub month: Option<u32>,
    /// Without entries, to be written by hand.
    pub blank: bool,
    /// Columns by key or label, in this order; the form's own by default.
    pub columns: Vec<String>,
    /// Sections: `level`, `group` or `constituency` (roster); none by default.
    pub sections: Option<String>,
    /// Characters, pinyin, initials, digits: only rows found by it.
    pub search: Option<String>,
    /// All of these hold.
    #[serde(rename = "where")]
    pub conditions: Vec<Where>,
    /// 姓名笔画, 姓氏笔画, 拼音, or a field.
    pub order: Option<String>,
    /// Against that order.
    #[cfg_attr(test, ts(as = "Option<bool>", optional))]
    pub descending: bool,
    /// These hold as well, column by column.
    #[cfg_attr(test, ts(as = "Option<Vec<ColumnFilter>>", optional))]
    pub filters: Vec<ColumnFilter>,
    /// Only these records, where any are named.
    #[cfg_attr(test, ts(as = "Option<Vec<String>>", optional))]
    pub ids: Vec<String>,
    /// Only rows with something 待核实 or 待补.
    #[cfg_attr(test, ts(as = "Option<bool>", optional))]
    pub unsettled: bool,
    /// What is written on the form besides records, by the keys of its entries.
    #[cfg_attr(test, ts(as = "Option<BTreeMap<String, String>>", optional))]
    pub entries: BTreeMap<String, String>,
    /// To be looked at: nothing goes out yet, so that the numbers on it are not issued by it.
    #[cfg_attr(test, ts(as = "Option<bool>", optional))]
    pub preview: bool,
    /// Where to put it; without it, the answer says what the print would be.
    pub out: Option<FileRef>,
}

/// A font that another stood in for.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Substituted {
    /// Wanted.
    pub wanted: String,
    /// Used.
    pub used: String,
}

/// A finished print.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct PrintReport {
    /// Pages.
    pub pages: u32,
    /// Characters that no font has.
    pub missing: Vec<String>,
    /// Fonts that stood in.
    pub substituted: Vec<Substituted>,
    /// Whether it is a letter, which can be written as .docx as well.
    pub letter: bool,
    /// Where it lies.
    pub path: String,
}

/// A form there is.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct FormInfo {
    /// Key.
    pub key: String,
    /// Title on paper.
    pub title: String,
    /// What it cannot do without, e.g. `record`; empty for a whole book.
    pub needs: Vec<String>,
    /// What it can be narrowed by or made of: `record`, `deputy`, `station`, `year`, `month`,
    /// `blank`, `columns`, `sections`, `rows` (search, conditions, order).
    pub takes: Vec<String>,
    /// Key of the register whose pages offer it; `None` for a paper of the office.
    pub register: Option<String>,
    /// What a person writes on it besides records.
    pub entries: Vec<FormEntry>,
    /// The 登记表 of one record, made from its definition.
    pub single: bool,
    /// Key of the step of a matter at which it is printed.
    pub step: Option<String>,
}

/// Something written on a form besides records: the subject of a meeting, the text of a notice.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct FormEntry {
    /// Key.
    pub key: String,
    /// The word on paper and screen.
    pub label: String,
    /// `line`, `text`, `date`, `number`, `yes` or `choice`.
    pub sort: String,
    /// What a choice offers.
    pub choices: Vec<String>,
    /// Said to the clerk.
    pub hint: String,
}
