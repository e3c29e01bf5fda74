//! Registers, with their forms and columns.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

use super::{ColumnFilter, PartSchema};

/// What a new record takes from another one that it names.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Taken {
    /// The field that names the other record.
    pub from: String,
    /// The fields that are filled from it where nobody wrote them.
    pub fields: Vec<String>,
}

/// A register there is.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct RegisterInfo {
    /// Key, e.g. `roster`.
    pub key: String,
    /// Title on paper.
    pub title: String,
    /// Its place among the books, e.g. 册一.
    pub book: String,
    /// How many fields it has.
    pub fields: usize,
    /// How many records stand in it.
    #[cfg_attr(test, ts(type = "number"))]
    pub records: u64,
    /// The entry of the menu under which it stands, by its key.
    pub shelf: String,
    /// That entry as the menu says it.
    pub shelf_word: String,
    /// The heading above that entry.
    pub shelf_group: String,
    /// The kind of its records, as answers name it among what changed.
    pub kind: String,
    /// Kinds of records that its list and its records' pages show: a page asks again when one of
    /// these changed, and only then.
    pub kinds: Vec<String>,
    /// Whether this PC makes records of it: a village station's PC makes none of those that the
    /// township keeps.
    pub kept_here: bool,
}

/// Names a register.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct OfRegister {
    /// Its key.
    pub register: String,
}

/// One field, as a form draws it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct FieldSchema {
    /// Permanent key.
    pub key: String,
    /// Label on screen, paper and sheet.
    pub label: String,
    /// Its full name, where the label is a shorter word: command lines answer with both.
    pub called: Option<String>,
    /// `text`, `long_text`, `name`, `id_number`, `phone`, `date`, `int`, `bool`, `code`, `choice`,
    /// `choices`, `ref`, `refs`.
    pub sort: String,
    /// What to choose from, where it is a list.
    pub choices: Vec<String>,
    /// For references: the register to choose from, where it has one.
    pub register: Option<String>,
    /// `optional`, `expected` (待补 while empty) or `blocking`.
    pub need: String,
    /// 敏感.
    pub sensitive: bool,
    /// Said under the field.
    pub hint: String,
    /// In lists by default.
    pub listed: bool,
    /// In the register print by default.
    pub printed: bool,
    /// The office does without it.
    pub hidden: bool,
    /// It holds what an imported sheet had in columns of no field: shown where there is something.
    pub raw: bool,
    /// A person can write it.
    pub editable: bool,
    /// A step of the workflow fills it first; a form offers it once it has a value, or in a record
    /// from an old ledger (历史补录).
    pub step_first: bool,
    /// How whoever decides for the office fills it, e.g. 由主席或审核办理“销号”时填写: only a person with
    /// that right writes it.
    pub decided: Option<String>,
    /// The heading of the form's part that begins with this field.
    pub section: Option<String>,
    /// Takes a whole line of the form.
    pub full_line: bool,
    /// Its numbers are summed up under lists.
    pub summed: bool,
    /// The running number of the register's entries.
    pub serial: bool,
    /// Of the register to choose from, those that a step offers; all of them without it.
    #[serde(default)]
    pub offered: Option<OfferedRecords>,
    /// A name that no record has yet makes one.
    pub makes: bool,
    /// For each choice its pinyin in full and its initials, so that it is found by letters.
    pub readings: Vec<String>,
}

/// The records that a step offers for a field.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct OfferedRecords {
    /// What they say.
    pub filters: Vec<ColumnFilter>,
    /// Not this one, which is the one at hand.
    pub except: String,
}

/// A register's form and columns.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Schema {
    /// The register's key.
    pub register: String,
    /// Its title.
    pub title: String,
    /// What one of its records is called, e.g. 代表.
    pub one: String,
    /// The field by which a record is called.
    pub name_field: String,
    /// The columns that a list shows before all others, by their fields' keys.
    pub foremost: Vec<String>,
    /// Its fields, in order.
    pub fields: Vec<FieldSchema>,
    /// Rows of other types that stand inside a record of this one.
    pub parts: Vec<PartSchema>,
    /// The form has a place for a portrait of two inches.
    pub portrait: bool,
    /// What an empty form has in it already, by field.
    pub offered: BTreeMap<String, String>,
    /// The field that names another record and the fields that are taken from that one.
    pub taken: Option<Taken>,
    /// Its records go their way by steps.
    pub steps: bool,
    /// It is a book of a year, whose pages are counted and signed.
    pub paged: bool,
}
