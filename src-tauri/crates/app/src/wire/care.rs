//! Keys, copies and the place of a store; what the office still has to see to.

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

use crate::wire::Target;

use super::{FileRef, UnlockWith};

/// How the store is opened.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Security {
    /// The office's one password is set.
    pub password: bool,
    /// A key file opens the store without a password.
    pub key_file: bool,
    /// Users with a password of their own, by their records' ids.
    pub users: Vec<String>,
    /// How it was opened this time: `password`, `card` or `key_file`.
    pub opened_by: String,
    /// When the clerk said that the recovery card is kept, `YYYY-MM-DD`.
    pub card_kept: Option<String>,
    /// Which copies outside still open with what was changed, as a sentence; `None` without any.
    pub still_open: Option<String>,
}

/// Sets or changes a password.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(default)]
pub struct SetPassword {
    /// Whose: a user's record id or name; the office's one password by default.
    pub user: Option<String>,
    /// The present one, where there is one and the store was not opened by the recovery card.
    pub old: Option<String>,
    /// The new one.
    pub new: String,
}

/// Takes a password away.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(default)]
pub struct RemovePassword {
    /// Whose: a user's record id or name; the office's one password by default.
    pub user: Option<String>,
    /// The present one.
    pub old: Option<String>,
}

/// A recovery card, shown this once.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct NewCard {
    /// Its 24 characters, four by four.
    pub recovery: String,
    /// Which copies outside still open with the old card, as a sentence; `None` without any.
    pub still_open: Option<String>,
}

/// Prints a recovery card that is on the screen.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct PrintCard {
    /// Its characters.
    pub recovery: String,
    /// Where to put it.
    pub out: FileRef,
}

/// Whether a key file opens the store.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct UseKeyFile {
    /// On or off; off needs a password.
    pub on: bool,
}

/// The copies of a store.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Copies {
    /// Those beside the store, newest first. Each was opened and compared when it was made.
    pub copies: Vec<CopyLine>,
    /// The folder they lie in.
    pub folder: String,
    /// When a copy last went outside this PC's own folder, `YYYY-MM-DD`.
    pub outside: Option<String>,
    /// Days since then.
    pub outside_days: Option<u32>,
}

/// One copy.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct CopyLine {
    /// Its file name, which names it in commands.
    pub name: String,
    /// When it was made, local time `YYYY-MM-DD HH:MM`.
    pub made: String,
    /// Why: 每日, 导入前, 还原前, 升级前, 手工.
    pub reason: String,
    /// Its size.
    #[cfg_attr(test, ts(type = "number"))]
    pub bytes: u64,
}

/// Which copy: one beside the store by its name, or a file.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(default)]
pub struct WhichCopy {
    /// The name of one beside the store.
    pub copy: Option<String>,
    /// A file that a person chose.
    pub file: Option<FileRef>,
}

/// What a copy says of itself, before it is put back.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct CopySays {
    /// Its file's name.
    pub name: String,
    /// When it was made, local time `YYYY-MM-DD HH:MM`.
    pub made: String,
    /// Why.
    pub reason: String,
    /// The version of the program that made it.
    pub program: String,
    /// With attachments, or records only.
    pub attachments: bool,
    /// The digest of its records.
    pub digest: String,
    /// It is of the store that stands open here, so that no password is asked.
    pub same_store: bool,
    /// It says what the open store says: putting it back would change nothing.
    pub same_content: bool,
    /// Operations of the open store since it was made, newest first, at most 200.
    pub lost: Vec<String>,
    /// How many there are in all.
    pub lost_count: u32,
    /// What the open store's log lacks of what the copy noted: somebody cut it back or wrote it anew.
    pub warning: Option<String>,
    /// What it can be opened with, where it is of another store or none is open.
    pub ways: Vec<String>,
}

/// Makes a verified copy.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Backup {
    /// In which folder (a download in the browser); beside the store by default.
    #[serde(default)]
    pub to: Option<FileRef>,
}

/// Puts a copy back.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Restore {
    /// The copy.
    #[serde(flatten)]
    pub which: WhichCopy,
    /// Its password or card, where it is another store's.
    #[serde(default)]
    pub unlock: UnlockWith,
}

/// A copy made or put back.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Copied {
    /// Where it lies; after a restore, where the replaced store lies.
    pub path: String,
    /// The digest of its records.
    pub digest: String,
}

/// Where the data lies.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Place {
    /// The folder.
    pub folder: String,
    /// Bytes of the database.
    #[cfg_attr(test, ts(type = "number"))]
    pub database: u64,
    /// Bytes of the attachments.
    #[cfg_attr(test, ts(type = "number"))]
    pub attachments: u64,
    /// Bytes of the copies beside it, and of stores that a restore replaced.
    #[cfg_attr(test, ts(type = "number"))]
    pub backups: u64,
    /// Bytes free on that disk, where the system says.
    #[cfg_attr(test, ts(type = "number | null"))]
    pub free: Option<u64>,
    /// Stores that a restore replaced and kept, by their folders' names.
    pub rescued: Vec<String>,
}

/// Something the office put off.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Reminder {
    /// `roster`, `card`, `password`, `copy`; put off under this name.
    pub key: String,
    /// What to see to.
    pub title: String,
    /// Why.
    pub reason: String,
    /// The button's word.
    pub action: String,
    /// Where it is done.
    pub target: Target,
    /// It is done.
    pub done: bool,
    /// It is put off until then, `YYYY-MM-DD`.
    pub until: Option<String>,
}
