//! Records, edits and their history.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

use super::{AttachmentView, ContestedField, FaultAt, PartRows, RunView, StepView};

/// Names a record.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct OfRecord {
    /// The register's key.
    pub register: String,
    /// The record's id.
    pub id: String,
}

/// Something 待核实.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct FindingView {
    /// Its own id.
    pub id: String,
    /// The field at fault, by key.
    pub field: String,
    /// Its label.
    pub label: String,
    /// What the sheet said.
    pub raw: String,
    /// What is wrong.
    pub reason: String,
    /// What to do.
    pub hint: String,
    /// File, column and row it came from.
    pub origin: String,
    /// 待核实, 已更正 or 不是问题.
    pub state: String,
    /// Nobody has settled it yet (待核实).
    pub open: bool,
}

/// A record as its page shows it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct RecordView {
    /// Its id.
    pub id: String,
    /// How it is called.
    pub title: String,
    /// Field key to text.
    pub values: BTreeMap<String, String>,
    /// Why it was voided.
    pub voided: Option<String>,
    /// 待核实 and what became of it.
    pub findings: Vec<FindingView>,
    /// Keys of fields that are 待补.
    pub to_fill: Vec<String>,
    /// What else stands beside its values.
    pub conflicts: Vec<ContestedField>,
    /// Where it stands, where its records have a way from beginning to end.
    pub state: Option<String>,
    /// The steps of that way, possible ones first.
    pub steps: Vec<StepView>,
    /// Steps that can be taken together now.
    pub runs: Vec<RunView>,
    /// Rows of its parts, in the order of the schema's.
    pub parts: Vec<PartRows>,
    /// Files attached to it.
    pub attachments: Vec<AttachmentView>,
    /// The signed page of its book on which it stands.
    #[serde(default)]
    pub signed: Option<SignedPlace>,
}

/// A signed page on which a record stands: what is changed there is corrected on the paper.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct SignedPlace {
    /// The record of the page, in the register `signed_pages`.
    pub record: String,
    /// Its number.
    pub page: u32,
    /// The day of the signature.
    pub on: String,
    /// Who signed.
    pub by: String,
    /// The station of the book; empty for the one without.
    pub station: String,
    /// The year of the book.
    pub year: Option<i32>,
}

/// One edit, validated like the form.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Save {
    /// The register's key.
    pub register: String,
    /// The record; `None` makes a new one.
    #[serde(default)]
    pub id: Option<String>,
    /// Field (key or label) to text; empty text clears.
    pub values: BTreeMap<String, String>,
    /// What was seen of the fields before they were written over; where something else stands by now,
    /// nothing is saved.
    #[serde(default)]
    #[cfg_attr(test, ts(as = "Option<BTreeMap<String, String>>", optional))]
    pub seen: BTreeMap<String, String>,
}

/// What an edit did.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Saved {
    /// The record.
    pub id: String,
    /// The operation; `None` when nothing differed.
    pub operation: Option<String>,
    /// Its name, as undo shows it.
    pub title: String,
    /// Kinds of records that changed.
    pub changed: Vec<String>,
    /// What a person should look at although it was saved.
    #[serde(default)]
    pub warnings: Vec<FaultAt>,
}

/// Voids a record (作废).
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct VoidRecord {
    /// The register's key.
    pub register: String,
    /// The record.
    pub id: String,
    /// Why.
    pub reason: String,
}

/// Settles a finding.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct SettleFinding {
    /// The finding.
    pub id: String,
}

/// One line of a record's history.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct HistoryLine {
    /// When, `YYYY-MM-DD HH:MM`.
    pub when: String,
    /// Who.
    pub who: String,
    /// On which device.
    pub device: String,
    /// From where: 表单, 导入, 撤销 …
    pub source: String,
    /// The operation's name.
    pub title: String,
    /// The operation's id.
    pub operation: String,
    /// The record's type, as `restore_value` takes it; a child's where the line is a child's.
    pub register: String,
    /// The record's id.
    pub id: String,
    /// The field's key; `_void` where the record was voided or restored.
    pub key: String,
    /// What the row inside the record is called; empty for the record itself.
    pub part: String,
    /// The change made the record.
    pub creation: bool,
    /// The field's label.
    pub field: String,
    /// Before.
    pub old: String,
    /// After.
    pub new: String,
}

/// A record's history, newest first.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct History {
    /// Its lines.
    pub changes: Vec<HistoryLine>,
}
