//! Years of working days.

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

use super::FileRef;

/// The years whose 放假安排 is known.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Holidays {
    /// Those known, in order.
    pub years: Vec<HolidayLine>,
    /// Years that are reckoned with already and not known.
    pub missing: Vec<i32>,
    /// What that means until they are loaded, a sentence for each.
    pub words: Vec<String>,
}

/// One known year.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct HolidayLine {
    /// The year.
    pub year: i32,
    /// The notice's number; empty where it is not said.
    pub notice: String,
    /// The record that the office entered; `None` for a year that the program brings along.
    pub id: Option<String>,
}

/// Takes in years from a file.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct LoadHolidays {
    /// A `.json` file of notices.
    pub file: FileRef,
}

/// What was taken in.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct HolidaysLoaded {
    /// The years entered or corrected.
    pub years: Vec<i32>,
    /// In words.
    pub title: String,
    /// The operation; `None` when all of them were known.
    pub operation: Option<String>,
    /// Kinds of records that changed.
    pub changed: Vec<String>,
}
