//! The home page, what surrounds every page, and what is set for this PC.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

use super::{ColumnFilter, OperationLine, UseGroup, Where};

/// How far long work is.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Progress {
    /// What is being done, e.g. 导入代表名册.
    pub word: String,
    /// So much is done.
    #[cfg_attr(test, ts(type = "number"))]
    pub done: u64,
    /// Of so much; 0 while that is unknown.
    #[cfg_attr(test, ts(type = "number"))]
    pub total: u64,
    /// The person asked to stop.
    pub stopping: bool,
}

/// Something to be done.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct DueItem {
    /// The register that it opens; empty where it opens a page.
    pub register: String,
    /// The record that it opens; empty where it opens a list or page.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// Who has it, or what is to be done: 镇水利站承办, 要张贴公告; empty where the title says all.
    #[serde(default)]
    pub told: String,
    /// What it waits for: 交办, 答复, 反馈, 待核实 …
    pub sort: String,
    /// Until when, `YYYY-MM-DD`; without a day it is a list to look through, or something put off.
    pub due: Option<String>,
    /// Days from today; negative when late.
    #[cfg_attr(test, ts(type = "number | null"))]
    pub days_left: Option<i64>,
    /// 还有 3 个工作日, 今天到期, 已逾期 2 天; empty without a day.
    pub words: String,
    /// `red`, `yellow`, `green`, or `note` without a day.
    pub level: String,
    /// The day on which the period itself ends, `YYYY-MM-DD`, where a day of rest moved it.
    #[serde(default)]
    pub unrolled: Option<String>,
    /// Said where a holiday moved the day, or a year's holidays are not known yet.
    pub remark: Option<String>,
    /// For a list: only these rows.
    #[serde(default)]
    pub conditions: Vec<Where>,
    /// For a list: only what is 待核实 or 待补.
    #[serde(default)]
    pub unsettled: bool,
    /// What it opens besides records and lists.
    #[serde(default)]
    pub target: Option<Target>,
    /// Where it may be put off (以后再说): under which name that is remembered.
    #[serde(default)]
    pub later: String,
}

/// What an answer leads to, besides records and lists of a register. Pages know where that stands.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Target {
    /// Bringing a sheet into a register.
    Import {
        /// The register's key.
        register: String,
    },
    /// Passwords, the recovery card.
    Security,
    /// Copies of the store.
    Copies,
    /// What an inspector would say of a book.
    Inspection {
        /// The book's key.
        book: String,
    },
}

/// What is due or late on a day.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct DueItems {
    /// The latest first, what has no day last.
    pub items: Vec<DueItem>,
}

/// The next reception day, where it is near.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct ReceptionAhead {
    /// The day's record.
    pub id: String,
    /// When, `YYYY-MM-DD`.
    pub day: String,
    /// Days from today; 0 on the day itself.
    #[cfg_attr(test, ts(type = "number"))]
    pub days: i64,
}

/// The home page: 今天要办什么, 最近做了什么.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct HomeView {
    /// What is due or late, the most urgent first.
    pub due: Vec<DueItem>,
    /// What was put off when the office was founded and is still open.
    pub put_off: Vec<DueItem>,
    /// The reception day of today or of the days right ahead, for which papers are wanted.
    pub reception: Option<ReceptionAhead>,
    /// The newest operations.
    pub recent: Vec<OperationLine>,
}

/// Puts a reminder off.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct PutOff {
    /// The item's `later`.
    pub later: String,
    /// For so many days.
    pub days: u32,
}

/// A search over everything.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct SearchAll {
    /// Characters, pinyin, initials, digits.
    pub text: String,
    /// At most so many of each register; 5 by default.
    #[serde(default)]
    pub limit: Option<u32>,
}

/// One record found.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct SearchHit {
    /// The record.
    pub id: String,
    /// How it is called.
    pub title: String,
    /// What else it says, in one line.
    pub line: String,
}

/// What was found in one register.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct SearchGroup {
    /// The register's key.
    pub register: String,
    /// Its title.
    pub title: String,
    /// The best fitting records.
    pub hits: Vec<SearchHit>,
    /// There are more in the register's list.
    pub more: bool,
    /// The filters by which that list shows all of them; `None` where the text itself is searched for there.
    pub all: Option<Vec<ColumnFilter>>,
}

/// A person whose name was typed, and what is linked to that person.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct SearchPerson {
    /// The person's record.
    pub id: String,
    /// The person's name.
    pub name: String,
    /// What refers to the person, by register and field.
    pub linked: Vec<UseGroup>,
}

/// What one box over everything found.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct SearchFound {
    /// Records by register.
    pub groups: Vec<SearchGroup>,
    /// The people of the roster who go by what was typed, where they are few.
    pub people: Vec<SearchPerson>,
}

/// What is set for this PC, by name.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Preferences {
    /// Each value as the page wrote it.
    pub values: BTreeMap<String, String>,
}

/// Sets something for this PC.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct SetPreference {
    /// Its name, e.g. `columns.roster`.
    pub name: String,
    /// Its value; without one it is forgotten.
    #[serde(default)]
    pub value: Option<String>,
}

/// Sets after how long without a touch the screen locks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct SetLock {
    /// Minutes; 0 never.
    pub minutes: u32,
}

/// How pages look on this PC, also while the store is locked.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(default)]
pub struct Look {
    /// Size of all text in pixels: 16, 18 or 22.
    pub text: u32,
    /// 高对比: darker text, stronger lines.
    pub contrast: bool,
}

impl Default for Look {
    fn default() -> Self {
        Self {
            text: 16,
            contrast: false,
        }
    }
}

/// A person at the keyboard.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct UserLine {
    /// The record.
    pub id: String,
    /// Name.
    pub name: String,
    /// Post; empty where none is given.
    pub post: String,
    /// 经办, 审核, 主席 or 查看; empty where none is given.
    pub role: String,
    /// Asks for a password of their own.
    pub own_password: bool,
    /// Is at the keyboard now.
    pub here: bool,
}

/// Another user takes over the keyboard.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct SwitchUser {
    /// The user's record.
    pub user: String,
    /// Their own password, where they have one.
    #[serde(default)]
    pub password: Option<String>,
}
