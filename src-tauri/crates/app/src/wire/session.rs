//! Founding, unlocking and knowing who is there.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Look;

/// Whether there is a store and whether it is open.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StoreState {
    /// None yet: an office is to be founded.
    Absent,
    /// It asks for a password or a card.
    Locked,
    /// Open.
    Open,
}

/// What a window shows in its frame.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, TS)]
pub struct Status {
    /// Absent, locked or open.
    pub state: StoreState,
    /// Where the data lies.
    pub store: String,
    /// The office's name, when open.
    pub office: Option<String>,
    /// The current term, when open.
    pub term: Option<String>,
    /// Who is at the keyboard, when open.
    pub user: Option<String>,
    /// Today by this machine, `YYYY-MM-DD`.
    pub today: String,
    /// What undo would take back.
    pub undo: Option<String>,
    /// What redo would do again.
    pub redo: Option<String>,
    /// Whether a password is set (else a key file opens it).
    pub has_password: bool,
    /// Who is at the keyboard, by the record's id.
    pub user_id: Option<String>,
    /// 经办, 审核, 主席 or 查看.
    pub role: Option<String>,
    /// When data was last copied away from this PC, `YYYY-MM-DD`; `None` when never.
    pub copied_on: Option<String>,
    /// How pages look on this PC.
    pub look: Look,
    /// The screen locks after so many minutes without a touch; 0 never.
    pub lock_after: u32,
    /// Whether the store holds demo data.
    pub demo: bool,
    /// The store's folder may not be written: everything can be looked at and printed, nothing saved.
    pub read_only: bool,
    /// What upkeep could not do when the store was opened, each a sentence to be shown.
    pub notices: Vec<String>,
    /// The program's version.
    pub version: String,
}

/// Demo data that came in.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, TS)]
pub struct Demo {
    /// How many records, by register.
    pub records: BTreeMap<String, u32>,
    /// The operation that one step takes back.
    pub operation: Option<String>,
    /// Kinds of records that changed.
    pub changed: Vec<String>,
}

/// Founding an office.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, TS)]
pub struct Found {
    /// Its name, e.g. 北营房镇人大主席团.
    pub office: String,
    /// Its division code, 9 or 12 digits.
    pub area: String,
    /// The current term, e.g. 第十九届.
    pub term: String,
    /// The clerk's name.
    #[serde(default)]
    pub clerk: Option<String>,
    /// A password; without one a key file opens the store.
    #[serde(default)]
    pub password: Option<String>,
}

/// What founding gives.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, TS)]
pub struct Founded {
    /// Where the data lies.
    pub store: String,
    /// The office's name.
    pub office: String,
    /// The recovery card's 24 characters, shown this once.
    pub recovery: String,
}

/// Unlocking: by exactly one of the two, or by the key file when both are empty.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, TS)]
pub struct UnlockWith {
    /// The password.
    #[serde(default)]
    pub password: Option<String>,
    /// The recovery card's 24 characters.
    #[serde(default)]
    pub card: Option<String>,
    /// With a card: the password from now on.
    #[serde(default)]
    pub new_password: Option<String>,
}

/// Nothing asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, TS)]
pub struct Nothing {}

/// Verifying or rebuilding.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, TS)]
pub struct Checked {
    /// Everything is as it should be.
    pub ok: bool,
    /// What is not, one sentence each.
    pub problems: Vec<String>,
    /// The digest of the records.
    pub digest: String,
}

/// How to verify.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, TS)]
pub struct Check {
    /// Every page, every change, every attachment.
    #[serde(default)]
    pub deep: bool,
}
