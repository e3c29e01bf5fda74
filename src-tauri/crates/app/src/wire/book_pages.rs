//! The pages of the books: which entries stand on which, and which are signed.

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

/// Names a book: a register, a station, a year.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(default)]
pub struct OfBook {
    /// The register's key.
    pub register: String,
    /// The station by id or name; without it the book of entries that name none, or the first one.
    #[cfg_attr(test, ts(optional))]
    pub station: Option<String>,
    /// The year; this one by default.
    #[cfg_attr(test, ts(optional))]
    pub year: Option<i32>,
}

/// A station that has a book.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct BookStation {
    /// Its id; empty for entries without a station.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// One page of a book.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct BookPage {
    /// Its number.
    pub page: u32,
    /// What its first entry is called, e.g. 第 7 号; empty on a page without a beginning entry.
    pub first: String,
    /// The same of the last.
    pub last: String,
    /// How many entries begin on it.
    pub entries: u32,
    /// How many of them are signed.
    pub signed: u32,
    /// Its rest was struck.
    pub closed: bool,
    /// When it was signed last; empty while it is not.
    pub signed_on: String,
    /// By whom.
    pub signed_by: String,
    /// The record of its last signing; empty while there is none.
    pub record: String,
    /// Entries that were corrected after signing.
    pub corrected: u32,
}

/// A book and its pages.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct BookPages {
    /// Its title.
    pub title: String,
    /// 簿一; empty where it has no place among the three.
    pub book: String,
    /// The station's id; empty for none.
    pub station: String,
    /// The year.
    pub year: i32,
    /// Stations that have a book of this register in this year.
    pub stations: Vec<BookStation>,
    /// Years that have one.
    pub years: Vec<i32>,
    /// The pages.
    pub pages: Vec<BookPage>,
}

/// Signs the pages of a book up to one of them.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(default)]
pub struct SignPages {
    /// The register's key.
    pub register: String,
    /// The station by id or name.
    #[cfg_attr(test, ts(optional))]
    pub station: Option<String>,
    /// The year; this one by default.
    #[cfg_attr(test, ts(optional))]
    pub year: Option<i32>,
    /// The last page to sign.
    pub through: u32,
    /// The day; today by default.
    #[cfg_attr(test, ts(optional))]
    pub signed_on: Option<String>,
    /// Who signed.
    pub signed_by: String,
    /// The rest of the last page was struck (以下空白).
    #[cfg_attr(test, ts(as = "Option<bool>", optional))]
    pub closed: bool,
}
