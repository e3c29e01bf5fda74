//! What two devices wrote differently, and records that may be of one person.

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

use crate::wire::PairSide;

/// What sort of question it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(rename_all = "snake_case")]
pub enum ContestSort {
    /// One device voided the record, or took its creation back, while another edited it.
    Void,
    /// Who somebody is. Whoever decides for the office chooses; papers mark it meanwhile.
    Identity,
    /// A person chooses.
    Person,
    /// Nobody has to: the later value stands, the other is noted.
    Noted,
}

/// A piece of a text that is compared with another.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct TextPart {
    /// The piece.
    pub text: String,
    /// The other text does not have it.
    pub differs: bool,
}

/// One of several values that stand beside each other.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct ContestedValue {
    /// By this number it is taken, from 1. The one shown meanwhile is the first.
    pub take: u32,
    /// As people read it; （空） where the field was cleared.
    pub value: String,
    /// A long text in pieces, compared with the first value; empty for others.
    pub parts: Vec<TextPart>,
    /// Who wrote it; may be empty.
    pub who: String,
    /// When by the clock of that device, `YYYY-MM-DD HH:MM`.
    pub when: String,
    /// That clock was wrong.
    pub clock_doubted: bool,
    /// On which device, by name.
    pub device: String,
    /// The devices that wrote this very value, by id.
    pub sides: Vec<String>,
    /// The name of the operation that wrote it.
    pub title: String,
    /// Where that came from: 表单, 导入, ….
    pub source: String,
}

/// A field that was filled in differently, or a record that one device voided while another
/// edited it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct ContestedField {
    /// The same on every PC and after every restart.
    pub id: String,
    /// The field, by key.
    pub field: String,
    /// Its label.
    pub label: String,
    /// What sort of question.
    pub sort: ContestSort,
    /// The values, the one shown meanwhile first.
    pub values: Vec<ContestedValue>,
    /// What stood there before the devices parted; empty for nothing, and where that is not known.
    pub before: String,
    /// Another value can be written.
    pub writable: bool,
    /// Why the person at the keyboard may not decide it.
    pub forbidden: Option<String>,
}

/// A device that wrote in a record.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct ConflictSide {
    /// The device's id.
    pub device: String,
    /// Its name.
    pub name: String,
}

/// A record in which values stand beside each other.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct ContestedRecord {
    /// Its register's key; the type's for a row inside another record.
    pub register: String,
    /// The register's title.
    pub book: String,
    /// The record.
    pub record: String,
    /// How it is called; a row inside another record by the name of that one first.
    pub title: String,
    /// The register and the record whose page shows it.
    pub page: Option<RecordPlace>,
    /// The devices that wrote, this one first.
    pub sides: Vec<ConflictSide>,
    /// Its fields.
    pub fields: Vec<ContestedField>,
}

/// Where a record's page is.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct RecordPlace {
    /// The register's key.
    pub register: String,
    /// The record.
    pub id: String,
}

/// Two records that may be of one person.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Twins {
    /// The same on every PC and after every restart.
    pub id: String,
    /// Their register's key.
    pub register: String,
    /// Its title.
    pub book: String,
    /// The earlier one.
    pub one: PairSide,
    /// The later one.
    pub other: PairSide,
    /// What speaks for it, e.g. 姓名、出生日期相同.
    pub why: String,
    /// What each says, field by field.
    pub fields: Vec<TwinField>,
}

/// What two records say in a field.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct TwinField {
    /// The field's label.
    pub label: String,
    /// What the earlier record says.
    pub one: String,
    /// What the later one says.
    pub other: String,
}

/// Asks for what stands beside each other.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(default)]
pub struct ConflictsRequest {
    /// Only in this register.
    #[cfg_attr(test, ts(optional))]
    pub register: Option<String>,
}

/// What stands beside each other.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Conflicts {
    /// How many questions there are, named below or not.
    pub counts: ConflictCounts,
    /// Records with a question for a person; the hardest first.
    pub records: Vec<ContestedRecord>,
    /// Records in which something was only noted (并行修改).
    pub noted: Vec<ContestedRecord>,
    /// Records that may be of one person.
    pub twins: Vec<Twins>,
}

/// How many questions there are.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct ConflictCounts {
    /// Fields and records that a person decides.
    pub open: u32,
    /// Fields in which something was noted.
    pub noted: u32,
    /// Pairs of records that may be of one person.
    pub twins: u32,
}

/// Decides one question.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(default)]
pub struct ResolveConflict {
    /// The question.
    pub id: String,
    /// Takes the value of this number.
    #[cfg_attr(test, ts(optional))]
    pub take: Option<u32>,
    /// Writes this value instead.
    #[cfg_attr(test, ts(optional))]
    pub value: Option<String>,
}

/// Decides everything in a record for what one device wrote.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct ResolveRecord {
    /// The register's key, or the type's of a row inside another record.
    pub register: String,
    /// The record.
    pub record: String,
    /// The device, by id.
    pub side: String,
}

/// Leaves noted values as they are shown.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct SeeNoted {
    /// The fields, by the ids of the questions.
    pub ids: Vec<String>,
}

/// Says that two records are of two people.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct TellApart {
    /// The pair.
    pub id: String,
}
