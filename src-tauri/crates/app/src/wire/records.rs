//! Registers, lists, records, edits and their history.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{AttachmentView, ColumnFilter, PartRows, PartSchema, StepView};

/// A register there is.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, TS)]
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
    #[ts(type = "number")]
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
}

/// Names a register.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, TS)]
pub struct OfRegister {
    /// Its key.
    pub register: String,
}

/// Names a record.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, TS)]
pub struct OfRecord {
    /// The register's key.
    pub register: String,
    /// The record's id.
    pub id: String,
}

/// One field, as a form draws it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, TS)]
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
    /// A person can write it.
    pub editable: bool,
    /// A step of the workflow fills it first; a form offers it once it has a value, or in a record
    /// from an old ledger (历史补录).
    pub step_first: bool,
    /// The heading of the form's part that begins with this field.
    pub section: Option<String>,
    /// Takes a whole line of the form.
    pub full_line: bool,
    /// Its numbers are summed up under lists.
    pub summed: bool,
    /// The running number of the register's entries.
    pub serial: bool,
    /// For each choice its pinyin in full and its initials, so that it is found by letters.
    pub readings: Vec<String>,
}

/// A register's form and columns.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, TS)]
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
    /// Its records go their way by steps.
    pub steps: bool,
    /// It is a book of a year, whose pages are counted and signed.
    pub paged: bool,
}

/// One condition of a list.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, TS)]
pub struct Where {
    /// Field by key or label.
    pub field: String,
    /// Its value as people read it; empty asks for empty fields.
    pub value: String,
}

/// Asks for rows.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, TS)]
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
    #[ts(as = "Option<Vec<ColumnFilter>>", optional)]
    pub filters: Vec<ColumnFilter>,
    /// Only these records, where any are named.
    #[ts(as = "Option<Vec<String>>", optional)]
    pub ids: Vec<String>,
}

/// One row of a list.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, TS)]
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
}

/// Rows and how many there are in all.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, TS)]
pub struct Page {
    /// In all, before limit and offset.
    #[ts(type = "number")]
    pub total: u64,
    /// The rows asked for.
    pub rows: Vec<ListRow>,
    /// Each of the request's `filters` in words, e.g. 民族：满族、回族.
    pub filters: Vec<String>,
}

/// Something 待核实.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, TS)]
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

/// A value that another device wrote, or that stands here.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, TS)]
pub struct SideView {
    /// The value as people read it.
    pub text: String,
    /// Who wrote it; may be empty.
    pub who: String,
    /// When, `YYYY-MM-DD HH:MM`; may be empty.
    pub when: String,
    /// On which device.
    pub device: String,
}

/// Two devices wrote different things.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, TS)]
pub struct ConflictView {
    /// The field, by key.
    pub field: String,
    /// Its label.
    pub label: String,
    /// The value shown.
    pub shown: SideView,
    /// What else stands beside it.
    pub others: Vec<SideView>,
    /// One device voided the record while another went on writing in it; there are no values to
    /// choose from.
    pub voiding: bool,
}

/// A record as its page shows it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, TS)]
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
    /// Open conflicts.
    pub conflicts: Vec<ConflictView>,
    /// Where it stands, where its records have a way from beginning to end.
    pub state: Option<String>,
    /// The steps of that way, possible ones first.
    pub steps: Vec<StepView>,
    /// Rows of its parts, in the order of the schema's.
    pub parts: Vec<PartRows>,
    /// Files that cling to it.
    pub attachments: Vec<AttachmentView>,
}

/// One edit, validated like the form.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, TS)]
pub struct Save {
    /// The register's key.
    pub register: String,
    /// The record; `None` makes a new one.
    #[serde(default)]
    pub id: Option<String>,
    /// Field (key or label) to text; empty text clears.
    pub values: BTreeMap<String, String>,
}

/// What an edit did.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, TS)]
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
    pub warnings: Vec<super::FaultAt>,
}

/// Voids a record (作废).
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, TS)]
pub struct VoidRecord {
    /// The register's key.
    pub register: String,
    /// The record.
    pub id: String,
    /// Why.
    pub reason: String,
}

/// Settles a finding.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, TS)]
pub struct SettleFinding {
    /// The finding.
    pub id: String,
}

/// One line of a record's history.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, TS)]
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
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, TS)]
pub struct History {
    /// Its lines.
    pub changes: Vec<HistoryLine>,
}

/// One named operation.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, TS)]
pub struct OperationLine {
    /// Its id.
    pub operation: String,
    /// Its name.
    pub title: String,
    /// When, `YYYY-MM-DD HH:MM`.
    pub when: String,
    /// Who.
    pub who: String,
    /// Taken back since.
    pub undone: bool,
    /// Where it came from: 界面, 导入, 数据包, 撤销…
    pub source: String,
    /// 本机, or the other device.
    pub device: String,
    /// It can be taken back now.
    pub reversible: bool,
    /// The register of the one record that it touched; empty where there were several.
    #[serde(default)]
    pub register: String,
    /// That record.
    #[serde(default)]
    pub record: String,
}

/// Which operations.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct OperationsRequest {
    /// Only those whose name has this in it.
    pub text: Option<String>,
    /// Only this user's, by the record's id.
    pub user: Option<String>,
    /// Only from this day on, `YYYY-MM-DD`.
    pub from: Option<String>,
    /// Only up to this day.
    pub to: Option<String>,
    /// At most so many; 500 by default.
    pub limit: Option<u32>,
    /// Leaving out so many.
    pub offset: u32,
}

/// Operations, newest first.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, TS)]
pub struct Operations {
    /// How many there are in all.
    #[ts(type = "number")]
    pub total: u64,
    /// The lines.
    pub operations: Vec<OperationLine>,
}

/// Takes an operation back; without one, the newest of this user.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, TS)]
pub struct UndoRequest {
    /// Which.
    #[serde(default)]
    pub operation: Option<String>,
}

/// What an undo left as it was.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, TS)]
pub struct KeptLine {
    /// The record.
    pub id: String,
    /// How it is called.
    pub record: String,
    /// The field's label; empty for the whole record.
    pub field: String,
    /// Why.
    pub reason: String,
}

/// What an undo or redo did.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, TS)]
pub struct Undone {
    /// The operation that does the taking back.
    pub operation: String,
    /// What it took back, by name.
    pub title: String,
    /// How many fields and records went back.
    pub undone: u32,
    /// What stayed.
    pub kept: Vec<KeptLine>,
    /// Kinds of records that changed.
    pub changed: Vec<String>,
}

/// One field of the scheme (台账方案).
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct SchemeField {
    /// The register's key.
    pub register: String,
    /// An existing field by key or label; `None` adds one.
    pub field: Option<String>,
    /// Its label from now on.
    pub label: Option<String>,
    /// Whether the office does without it.
    pub hidden: Option<bool>,
    /// Where it stands, from 0.
    pub position: Option<u32>,
    /// For an added one: 文字, 长文字, 日期, 数字, 是否, 单选, 多选, 电话.
    pub sort: Option<String>,
    /// For 单选 and 多选.
    pub choices: Vec<String>,
    /// Said under the field.
    pub hint: Option<String>,
    /// The part of the form it stands in.
    pub section: Option<String>,
}
