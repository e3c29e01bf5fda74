//! Founding, unlocking and knowing who is there.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

use domain::office::Role;

use super::{FileRef, Look};

/// Whether there is a store and whether it is open.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(rename_all = "snake_case")]
pub enum StoreState {
    /// None yet: an office is to be founded.
    Absent,
    /// It asks for a password or a card.
    Locked,
    /// Open.
    Open,
}

/// What a command does, as far as roles are concerned.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(rename_all = "snake_case")]
pub enum Right {
    /// Looks at the books, prints, exports; also what concerns this PC alone.
    Read,
    /// Changes the books or their scheme.
    Write,
    /// Care for the whole store: its keys, restoring, rebuilding.
    Care,
    /// Decides for the office on what was asked for: 销号, 退件, 延期, 重点督办, 审核.
    Decide,
}

impl Right {
    /// Every right.
    pub const ALL: [Self; 4] = [Self::Read, Self::Write, Self::Care, Self::Decide];

    /// Its word on the wire.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::Care => "care",
            Self::Decide => "decide",
        }
    }

    /// Whether this role has it. 审核 reviews what is written and leaves keys to 经办 and 主席; 经办 writes
    /// what is asked for and leaves the answer to 主席 and 审核, as soon as the office has such a person.
    #[must_use]
    pub const fn is_held_by(self, role: Role) -> bool {
        match (self, role) {
            (Self::Read, _) => true,
            (Self::Write, Role::Clerk | Role::Reviewer | Role::Chair) => true,
            (Self::Care, Role::Clerk | Role::Chair) => true,
            (Self::Decide, Role::Reviewer | Role::Chair) => true,
            (Self::Write, Role::Viewer)
            | (Self::Care, Role::Reviewer | Role::Viewer)
            | (Self::Decide, Role::Clerk | Role::Viewer) => false,
        }
    }
}

/// What a window shows in its frame.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
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
    /// What their role lets them do, when open; each command declares which of these it takes.
    pub rights: Vec<Right>,
    /// When data was last copied away from this PC, `YYYY-MM-DD`; `None` when never.
    pub copied_on: Option<String>,
    /// How pages look on this PC.
    pub look: Look,
    /// The screen locks after so many minutes without a touch; 0 never.
    pub lock_after: u32,
    /// Whether the store holds demo data.
    pub demo: bool,
    /// What this PC calls itself while it waits for an office's answer to its request; `None` once it
    /// belongs to an office.
    pub waiting: Option<String>,
    /// The village station whose PC this is; `None` on a PC of the office.
    pub station: Option<String>,
    /// The store's folder may not be written: everything can be looked at and printed, nothing saved.
    pub read_only: bool,
    /// What upkeep could not do when the store was opened, each a sentence to be shown.
    pub notices: Vec<String>,
    /// The program's version.
    pub version: String,
}

/// Demo data that came in.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Demo {
    /// How many records, by register.
    pub records: BTreeMap<String, u32>,
    /// The operation that one step takes back.
    pub operation: Option<String>,
    /// Kinds of records that changed.
    pub changed: Vec<String>,
}

/// Founding an office.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
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
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Founded {
    /// Where the data lies.
    pub store: String,
    /// The office's name.
    pub office: String,
    /// The recovery card's 24 characters, shown this once.
    pub recovery: String,
}

/// Unlocking: by exactly one of the two, or by the key file when both are empty.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
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

/// The password once more, or the recovery card, before a step that asks for it.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(default)]
pub struct Reauthenticate {
    /// The office's password, or that of the person at the keyboard.
    pub password: Option<String>,
    /// The recovery card's 24 characters.
    pub card: Option<String>,
}

/// Asks for what helps somebody find a fault.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(default)]
pub struct DiagnosisRequest {
    /// Where to put it as one zip file; without it, the answer shows what would be in it. What was
    /// shown last is what is saved.
    pub out: Option<FileRef>,
}

/// What helps somebody find a fault: log, versions, sizes, checks. Nothing of a record is in it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Diagnosis {
    /// Its files as they are packed.
    pub parts: Vec<DiagnosisPart>,
    /// Where it was put, for people; `None` where it was only shown.
    pub path: Option<String>,
}

/// One file of it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct DiagnosisPart {
    /// Its name in the zip file.
    pub name: String,
    /// Its whole text.
    pub text: String,
}

/// Nothing asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Nothing {}

/// Verifying or rebuilding.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Checked {
    /// Everything is as it should be.
    pub ok: bool,
    /// What is not, one sentence each.
    pub problems: Vec<String>,
    /// The digest of the records.
    pub digest: String,
    /// Attachments to which no record refers; they go by themselves once nothing can bring one back.
    pub orphans: u64,
    /// Their bytes on the disk.
    pub orphan_bytes: u64,
}

/// How to verify.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Check {
    /// Every page, every change, every attachment.
    #[serde(default)]
    pub deep: bool,
}
