//! Two records of one person made one.

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

/// Joins two records of one person.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct JoinRecords {
    /// The register's key.
    pub register: String,
    /// The record that stays.
    pub keep: String,
    /// The one that goes into it.
    pub other: String,
    /// Fields, by key or label, whose value is taken from the other although the record that stays
    /// has one. What it lacks it takes in any case.
    #[serde(default)]
    pub take: Vec<String>,
    /// Only say what would happen.
    #[serde(default)]
    #[cfg_attr(test, ts(as = "Option<bool>", optional))]
    pub dry_run: bool,
}

/// A field in which the other record says something else.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct JoinField {
    /// Its key.
    pub field: String,
    /// Its label.
    pub label: String,
    /// What the record that stays says; empty for nothing.
    pub keep: String,
    /// What the other says.
    pub other: String,
    /// Whether the other's value is taken.
    pub taken: bool,
}

/// What refers to the other record and will refer to the one that stays.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Moved {
    /// What sort of records.
    pub title: String,
    /// How many.
    pub count: u32,
}

/// Two records made one, or how they would be.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Joined {
    /// The operation's name, as undo shows it.
    pub title: String,
    /// The fields in which they differ.
    pub fields: Vec<JoinField>,
    /// What moves over.
    pub moved: Vec<Moved>,
    /// Rows of the other that say again what one of the record that stays says; they are voided.
    pub doubled: u32,
    /// The operation; `None` while nothing was done.
    pub operation: Option<String>,
    /// Kinds of records that changed.
    pub changed: Vec<String>,
}

/// Two records that may be of one person.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct DuplicatePair {
    /// The earlier one.
    pub one: PairSide,
    /// The later one.
    pub other: PairSide,
    /// What speaks for it, e.g. 姓名、出生日期相同.
    pub why: String,
}

/// One of two records.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct PairSide {
    /// The record.
    pub id: String,
    /// How it is called.
    pub name: String,
    /// What tells people apart, in one line.
    pub told: String,
}
