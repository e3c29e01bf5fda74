//! 迎检体检: what an inspector would object to, and the set of papers laid out for an inspection.

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

use super::FileRef;

/// Asks what an inspector would object to.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct InspectionRequest {
    /// The books of this year; today's by default.
    #[serde(default)]
    pub year: Option<i32>,
    /// Only this station's, by id or name; all of them by default.
    #[serde(default)]
    pub station: Option<String>,
    /// Every item of this objection of this book (`opinions.overdue`), and of no other. Without it
    /// each objection names its first items.
    #[serde(default)]
    #[cfg_attr(test, ts(optional))]
    pub objection: Option<String>,
}

/// How far a virtue is kept.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct VirtueShare {
    /// `full`, `clear` or `timely`.
    pub virtue: String,
    /// 记录详实规范, 处理问题明晰, 督查反馈及时.
    pub word: String,
    /// So many are without a counted objection.
    #[cfg_attr(test, ts(type = "number"))]
    pub kept: u64,
    /// Of so many that are asked for it: records, and what should be there and is not.
    #[cfg_attr(test, ts(type = "number"))]
    pub asked: u64,
    /// In per cent to one digit, never rounded up to 100; `None` where nothing is asked.
    pub percent: Option<f64>,
}

/// One thing objected to.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct ObjectionItem {
    /// The register to open.
    pub register: String,
    /// The record to open; empty where there is none yet and the register itself opens.
    pub id: String,
    /// How it is called: 第12号 张国强.
    pub title: String,
    /// What the inspector says of it: 有空着的栏目：接待地点、记录人.
    pub sentence: String,
}

/// An objection with what it is raised against.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct RaisedObjection {
    /// Its key within the book, e.g. `overdue`.
    pub key: String,
    /// The virtue it harms, by key.
    pub virtue: String,
    /// What the inspector says.
    pub said: String,
    /// What is to be done about it.
    pub remedy: String,
    /// Law, regulation, article or practice.
    pub source: String,
    /// 件, 次, 名 …
    pub measure: String,
    /// Worth a look and not counted against the share (提示).
    pub advice: bool,
    /// Against so many.
    #[cfg_attr(test, ts(type = "number"))]
    pub count: u64,
    /// Those, or the first of them.
    pub items: Vec<ObjectionItem>,
}

/// A book as an inspector would find it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct InspectedBook {
    /// Key, e.g. `opinions`.
    pub key: String,
    /// 簿一 …; empty beside 三簿二册一档.
    pub place: String,
    /// As the office calls it.
    pub title: String,
    /// Records looked at.
    #[cfg_attr(test, ts(type = "number"))]
    pub records: u64,
    /// The three virtues.
    pub shares: Vec<VirtueShare>,
    /// What is objected to: what counts first, then by number.
    pub objections: Vec<RaisedObjection>,
}

/// What an inspector would find.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct InspectionReport {
    /// The year.
    pub year: i32,
    /// The station's name; empty for all.
    pub station: String,
    /// The day of the inspection, `YYYY-MM-DD`.
    pub day: String,
    /// The three virtues over all books.
    pub shares: Vec<VirtueShare>,
    /// The books in the order in which they are laid out.
    pub books: Vec<InspectedBook>,
}

/// Prints the whole set for an inspection.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct InspectionSet {
    /// The books of this year; today's by default.
    #[serde(default)]
    pub year: Option<i32>,
    /// Only this station's, by id or name.
    #[serde(default)]
    pub station: Option<String>,
    /// After the set of the whole office one for each station, in a folder of its own.
    #[serde(default)]
    pub each_station: bool,
    /// A folder; a host that gives out no folders gets one zip file.
    pub out: FileRef,
}

/// One paper of the set.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct SetFile {
    /// The form's key.
    pub form: String,
    /// Its title.
    pub title: String,
    /// The station; empty for all.
    pub station: String,
    /// Records in it.
    pub records: u32,
    /// Pages.
    pub pages: u32,
    /// Where it lies: the file, or its name within the zip.
    pub path: String,
}

/// The set as it was printed.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct InspectionPapers {
    /// The papers in their order; the first is cover and contents.
    pub files: Vec<SetFile>,
    /// Pages of all of them.
    pub pages: u32,
    /// Characters that no font has.
    pub missing: Vec<String>,
    /// The folder, or the zip file.
    pub path: String,
}
