//! Open data for other programs.

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

use super::FileRef;

/// Everything is to be written as CSV with its description.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct OpenData {
    /// A folder that is empty or not there yet.
    pub out: FileRef,
    /// Whether identity numbers, telephones and addresses go along.
    #[serde(default)]
    pub private: bool,
}

/// A file of it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct OpenDataFile {
    /// Where it lies.
    pub path: String,
    /// What it holds, for people.
    pub title: String,
    /// Its rows without the heading.
    pub rows: u32,
}

/// What was written.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct OpenDataMade {
    /// The folder.
    pub path: String,
    /// Its tables; `datapackage.json` beside them describes them.
    pub files: Vec<OpenDataFile>,
    /// Whether identity numbers, telephones and addresses went along.
    pub private: bool,
}
