//! Steps (办理环节) that lead a record from its beginning to its end.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

use crate::wire::{FieldSchema, ListRequest};

/// A step of a record, possible now or not.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct StepView {
    /// Its key, e.g. `assign`.
    pub key: String,
    /// The verb on the button, e.g. 交办.
    pub title: String,
    /// Whether it is possible now.
    pub possible: bool,
    /// Why not.
    pub reason: Option<String>,
    /// What to do about that.
    pub hint: Option<String>,
    /// Whether the ordinary way goes on by it.
    pub leads_on: bool,
    /// Whether it is possible more often than it is done.
    pub seldom: bool,
    /// The state that it leads to; the same one for a step on the way.
    pub to: Option<String>,
    /// What it asks for; `need` is `blocking` where the step is not done without it.
    pub fields: Vec<FieldSchema>,
    /// What stands in those fields before the clerk writes.
    pub values: BTreeMap<String, String>,
    /// What a person should know before doing it.
    pub warnings: Vec<String>,
    /// What it rests on as the record says it now, by field: sent back with the step, so that what others
    /// change meanwhile is told.
    pub seen: BTreeMap<String, String>,
    /// Whoever decides for the office takes it.
    pub decides: bool,
    /// Somebody asked for it: it waits to be taken.
    pub awaited: bool,
}

/// Steps that are ordinarily taken together and can be begun now.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct RunView {
    /// Its key, e.g. `accept-assign`.
    pub key: String,
    /// The verbs, e.g. 受理、交办.
    pub title: String,
    /// The keys of its steps in their order.
    pub steps: Vec<String>,
    /// Whether the ordinary way goes on by it.
    pub leads_on: bool,
}

/// Does several steps one after the other, as one operation: all of them or none.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct ActTogether {
    /// The register's key.
    pub register: String,
    /// The record.
    pub id: String,
    /// The run by its key or its verbs.
    pub run: String,
    /// By step (key or verb): field (key or label) to text. What is left out stands as offered; a
    /// day that is left out is that of the step before.
    #[serde(default)]
    pub values: BTreeMap<String, BTreeMap<String, String>>,
    /// What was seen of the record before, as its steps say it; where something else stands by now,
    /// nothing is done.
    #[serde(default)]
    #[cfg_attr(test, ts(as = "Option<BTreeMap<String, String>>", optional))]
    pub seen: BTreeMap<String, String>,
    /// Foreseen with what earlier records propose; a page asks for that once.
    #[serde(default)]
    #[cfg_attr(test, ts(as = "Option<bool>", optional))]
    pub propose: bool,
}

/// What a run would write, so that it can be looked over before it is done.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Foreseen {
    /// Its steps in their order.
    pub steps: Vec<ForeseenStep>,
    /// The first thing that stands in the way as it is written now.
    pub refused: Option<String>,
}

/// A step of a run as it would be done.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct ForeseenStep {
    /// Its key.
    pub step: String,
    /// What its fields would hold.
    pub values: BTreeMap<String, String>,
    /// Values proposed from earlier records; they hold only when they are sent.
    pub proposed: Vec<Proposed>,
    /// What a person should know.
    pub warnings: Vec<String>,
}

/// A value proposed from an earlier record.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Proposed {
    /// The field's key.
    pub field: String,
    /// The text.
    pub text: String,
    /// From which record, e.g. 第12号“路灯不亮”.
    pub from: String,
}

/// Does a step.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Act {
    /// The register's key.
    pub register: String,
    /// The record.
    pub id: String,
    /// The step by key or verb.
    pub step: String,
    /// Field (key or label) to text; what is left out stands as offered.
    #[serde(default)]
    pub values: BTreeMap<String, String>,
    /// What was seen of the record before, as the step says it; where something else stands by now,
    /// nothing is done.
    #[serde(default)]
    #[cfg_attr(test, ts(as = "Option<BTreeMap<String, String>>", optional))]
    pub seen: BTreeMap<String, String>,
}

/// A step done.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Acted {
    /// The record.
    pub id: String,
    /// Where it stands now.
    pub state: String,
    /// The operation; one undo takes the step back.
    pub operation: Option<String>,
    /// Its name, as undo shows it.
    pub title: String,
    /// What a person should know.
    pub warnings: Vec<String>,
    /// Kinds of records that changed.
    pub changed: Vec<String>,
}

/// Does the same step for several records, as one operation.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct ActMany {
    /// The register's key.
    pub register: String,
    /// The records.
    pub ids: Vec<String>,
    /// The step by key or verb.
    pub step: String,
    /// Field (key or label) to text, for all of them.
    #[serde(default)]
    pub values: BTreeMap<String, String>,
    /// What was seen of these records before, by id; those in which something else stands by now are left
    /// out.
    #[serde(default)]
    #[cfg_attr(
        test,
        ts(as = "Option<BTreeMap<String, BTreeMap<String, String>>>", optional)
    )]
    pub seen: BTreeMap<String, BTreeMap<String, String>>,
}

/// A record for which a step was not possible.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct NotActed {
    /// The record.
    pub id: String,
    /// How it is called.
    pub record: String,
    /// Why, and what to do.
    pub reason: String,
}

/// Asks which steps can be taken for the records of a list.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct StepsForMany {
    /// The records.
    pub list: ListRequest,
    /// One step by key or verb, to be told of each record whether it can be taken.
    #[serde(default)]
    #[cfg_attr(test, ts(optional))]
    pub step: Option<String>,
}

/// The steps of many records.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct ManySteps {
    /// How many records were looked at.
    pub total: u32,
    /// Every step, those first that most of the records can take; empty where one was asked about.
    pub steps: Vec<StepForMany>,
    /// What was asked about one step.
    pub chosen: Option<ChosenStep>,
}

/// A step, and how many records can take it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct StepForMany {
    /// Its key.
    pub key: String,
    /// The verb.
    pub title: String,
    /// So many of the records can take it now.
    pub able: u32,
}

/// A step before it is taken for many records.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct ChosenStep {
    /// Its key.
    pub key: String,
    /// The verb.
    pub title: String,
    /// What it asks for.
    pub fields: Vec<FieldSchema>,
    /// The records that can take it.
    pub able: Vec<String>,
    /// Those that cannot, each with the reason.
    pub unable: Vec<NotActed>,
    /// What it rests on in those that can, by record: sent back with the step.
    pub seen: BTreeMap<String, BTreeMap<String, String>>,
}

/// A step done for several records.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct ActedMany {
    /// For which it was done.
    pub done: Vec<String>,
    /// For which it was not possible; these are unchanged.
    pub left: Vec<NotActed>,
    /// The operation; `None` when it was possible for none.
    pub operation: Option<String>,
    /// Its name, as undo shows it.
    pub title: String,
    /// Kinds of records that changed.
    pub changed: Vec<String>,
    /// What a person should look at in those that were done; each sentence begins with the record's
    /// name.
    pub warnings: Vec<String>,
}
