use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

use super::{DueItem, FigureLine, Where};

/// What somebody who leads the office looks at: what waits for a word of theirs, what is late and
/// with whom, the year in a few figures.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct ChairView {
    /// What waits for a decision, sort by sort; sorts of which nothing waits are left out.
    pub awaiting: Vec<Awaiting>,
    /// Who has what is late or soon due, the latest first.
    pub held_up: Vec<HeldUp>,
    /// The year of the figures.
    pub year: i32,
    /// Its first day, as figures are asked for.
    pub from: String,
    /// Today.
    pub to: String,
    /// A few figures of the year.
    pub figures: Vec<FigureLine>,
}

/// Records of which one sort of decision is wanted.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Awaiting {
    /// What is wanted: 销号, 退件, 重点督办, 请假.
    pub sort: String,
    /// What can be decided: 同意退件或不同意退件.
    pub told: String,
    /// How many wait.
    pub total: u32,
    /// What can be answered with one step.
    pub answers: Vec<AwaitingAnswer>,
    /// Why the person at the keyboard may not answer; `None` where they may.
    pub forbidden: Option<String>,
    /// The first of them, those that wait longest first.
    pub items: Vec<AwaitingItem>,
    /// The lists that show all of them.
    pub lists: Vec<AwaitingList>,
}

/// An answer to what waits.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct AwaitingAnswer {
    /// The step by which it is given; `None` where it is saved in the record.
    pub step: Option<String>,
    /// Its verb: 同意延期, 批准.
    pub title: String,
    /// Without a step: field to text, as saved.
    pub values: BTreeMap<String, String>,
}

/// A record that waits for a decision.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct AwaitingItem {
    /// Its register.
    pub register: String,
    /// The record.
    pub id: String,
    /// Its name.
    pub title: String,
    /// Who asks for it and why.
    pub told: String,
    /// Since when, `YYYY-MM-DD`; empty where nothing says so.
    pub since: String,
}

/// A register's list of what waits.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct AwaitingList {
    /// The register.
    pub register: String,
    /// Its title.
    pub title: String,
    /// What narrows it.
    pub conditions: Vec<Where>,
    /// How many rows it has.
    pub count: u32,
}

/// What a unit, or the office itself, holds up.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct HeldUp {
    /// The unit; 本办公室 for what was not handed over yet.
    pub unit: String,
    /// How many matters are late.
    pub late: u32,
    /// How many are due within the office's days of warning.
    pub soon: u32,
    /// Days by which the latest is late; 0 where none is.
    #[cfg_attr(test, ts(type = "number"))]
    pub longest: i64,
    /// The matters, the latest first; at most ten.
    pub items: Vec<DueItem>,
}
