//! What was being typed when the machine stopped.

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

/// Keeps what somebody is typing; a later one of the same name takes its place.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct KeepDraft {
    /// Which form of which record, e.g. `record/roster/new` or `grid/receptions`; pages choose it.
    pub name: String,
    /// For people, e.g. 代表名册：新增代表.
    pub title: String,
    /// Where the page goes to take the draft up again, e.g. `/r/roster/new`.
    pub place: String,
    /// The content, as the page gave it.
    pub body: String,
}

/// A draft that was kept.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct KeptDraft {
    /// When, `HH:MM`.
    pub at: String,
}

/// A draft found again.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct DraftView {
    /// Which form of which record.
    pub name: String,
    /// For people.
    pub title: String,
    /// Where the page goes to take it up again.
    pub place: String,
    /// Who was typing.
    pub who: String,
    /// When it was last kept, `YYYY-MM-DD HH:MM`.
    pub when: String,
    /// The content, as the page gave it.
    pub body: String,
}

/// Every draft, newest first.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Drafts {
    /// The drafts.
    pub drafts: Vec<DraftView>,
}

/// Names a draft.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct OfDraft {
    /// Which form of which record.
    pub name: String,
}
