//! What a record's page shows beside its fields.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

use crate::wire::ListRow;

/// A part of a record's page: rows of a child type, such as a deputy's mandates.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct PartSchema {
    /// The child type's key, in the place of a register's key.
    pub register: String,
    /// Heading of the part.
    pub title: String,
    /// The child's field that refers to the record: a save sets it to the record's id.
    pub parent_field: String,
}

/// The rows of a part.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct PartRows {
    /// The child type's key.
    pub register: String,
    /// Its rows, in the type's own order, voided ones last.
    pub rows: Vec<ListRow>,
}

/// A record that refers to the one shown.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct UseLine {
    /// The register to open.
    pub register: String,
    /// The record.
    pub id: String,
    /// How it is called.
    pub title: String,
}

/// Records of one type that refer to the one shown by one field.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct UseGroup {
    /// Their register's title, or the type's.
    pub title: String,
    /// By which field, by its label.
    pub field: String,
    /// Register and field for a list of all of them.
    pub filter: Option<(String, String)>,
    /// How many there are.
    #[cfg_attr(test, ts(type = "number"))]
    pub total: u64,
    /// The newest of them.
    pub records: Vec<UseLine>,
}

/// Where a record is used.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Uses {
    /// By type and field.
    pub groups: Vec<UseGroup>,
}

/// Asks for earlier matters like the one being written.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct OfSimilar {
    /// The register's key.
    pub register: String,
    /// The record itself, left out of the answer.
    #[serde(default)]
    pub id: Option<String>,
    /// The form as it stands, field key to text.
    pub values: BTreeMap<String, String>,
}

/// An earlier matter.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct SimilarLine {
    /// The register.
    pub register: String,
    /// The record.
    pub id: String,
    /// When.
    pub when: String,
    /// Which village or address.
    pub place: String,
    /// What it was about, shortened.
    pub what: String,
    /// What became of it, shortened.
    pub outcome: String,
}

/// A value that earlier matters suggest.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Suggested {
    /// The field's key.
    pub field: String,
    /// What it would say.
    pub text: String,
}

/// Earlier matters, the most alike first.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Similar {
    /// The matters.
    pub matters: Vec<SimilarLine>,
    /// Their category, where none is chosen yet.
    pub suggested: Option<Suggested>,
}

/// Asks how a field's text is understood.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Understand {
    /// The register's key.
    pub register: String,
    /// The field by key or label.
    pub field: String,
    /// What was typed.
    pub text: String,
}

/// A field that another one's value speaks of.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Offer {
    /// The field's key.
    pub field: String,
    /// Its label.
    pub label: String,
    /// What it would say.
    pub text: String,
}

/// How a field's text is understood; nothing is stored.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Understood {
    /// The text as it will be kept; as typed where it is not understood.
    pub text: String,
    /// Said beside the field, e.g. 2023-03-05 星期日; may be empty.
    pub shown: String,
    /// What is wrong; empty when nothing is.
    pub reason: String,
    /// What to do, or what to look at once more.
    pub hint: String,
    /// Fields that this one's value speaks of.
    pub offers: Vec<Offer>,
}

/// Puts an earlier value back.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct RestoreValue {
    /// The register's key, as the line of the history names it.
    pub register: String,
    /// The record, as the line of the history names it.
    pub id: String,
    /// The field, as the line of the history names it.
    pub field: String,
    /// The operation that wrote it.
    pub operation: String,
    /// The value from before that operation instead of the one it wrote.
    pub before: bool,
}
