//! Named operations, and taking them back.

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

/// One named operation.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
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
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
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
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Operations {
    /// How many there are in all.
    #[cfg_attr(test, ts(type = "number"))]
    pub total: u64,
    /// The lines.
    pub operations: Vec<OperationLine>,
}

/// Takes an operation back; without one, the newest of this user.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct UndoRequest {
    /// Which.
    #[serde(default)]
    pub operation: Option<String>,
}

/// What an undo would leave behind, asked before it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct BeforeUndo {
    /// The operation that it would take back.
    pub operation: String,
    /// Numbers that would stay without a record (作废), since they were printed, signed or sent, or
    /// later ones stand; in words.
    pub numbers: Vec<String>,
}

/// What an undo left as it was.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
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
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Undone {
    /// The operation that does the taking back.
    pub operation: String,
    /// What it took back, by name.
    pub title: String,
    /// How many fields and records went back.
    pub undone: u32,
    /// What stayed.
    pub kept: Vec<KeptLine>,
    /// Numbers that stay without a record (作废), in words: 接待登记2026年第2号.
    pub numbers: Vec<String>,
    /// Kinds of records that changed.
    pub changed: Vec<String>,
}
