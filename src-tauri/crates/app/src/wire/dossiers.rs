//! Dossiers: what the screens and scripts see of them. The sections of a frozen dossier are kept in
//! the same shape.

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

/// Names a deputy's dossier of a year.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(default)]
pub struct OfDossier {
    /// The deputy by id or name.
    pub deputy: String,
    /// The year; this one by default.
    #[cfg_attr(test, ts(optional))]
    pub year: Option<i32>,
    /// As the books stand now, also where the dossier is frozen.
    #[cfg_attr(test, ts(as = "Option<bool>", optional))]
    pub living: bool,
}

/// Names the dossiers of a year.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(default)]
pub struct OfDossiers {
    /// The year; this one by default.
    #[cfg_attr(test, ts(optional))]
    pub year: Option<i32>,
}

/// A line of a cover or of 基本情况.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct DossierFact {
    /// The field's key; empty on the cover.
    #[serde(default)]
    pub key: String,
    /// What it is.
    pub label: String,
    /// What it says; may be empty.
    pub value: String,
    /// May stand on a notice board.
    #[serde(default)]
    pub open: bool,
}

/// A line of a dossier.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(default)]
pub struct DossierLine {
    /// What stands under each column.
    pub cells: Vec<String>,
    /// 见簿一第12页第7号.
    pub place: String,
    /// Its page is signed, so that the number stays.
    pub signed: bool,
    /// The register to open.
    pub register: String,
    /// The record to open.
    pub id: String,
    /// It counts as attended, as led.
    pub counts: bool,
    /// How many people it was with.
    pub people: u32,
}

/// A part of a dossier.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(default)]
pub struct DossierPart {
    /// Key.
    pub key: String,
    /// Heading.
    pub title: String,
    /// Heads of its columns.
    pub columns: Vec<String>,
    /// Its lines, oldest first.
    pub lines: Vec<DossierLine>,
    /// Its figure in words.
    pub sum: String,
    /// Its figure is made public.
    pub open: bool,
}

/// What is written in a dossier beside the books.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(default)]
pub struct DossierStatements {
    /// The dossier's number.
    pub number: String,
    /// 建档日期.
    pub opened_on: String,
    /// 保管期限.
    pub retention: String,
    /// 年度履职报告.
    pub report: String,
    /// The day on which the deputy signed.
    pub signed_on: String,
    /// 主席团鉴定意见.
    pub opinion: String,
    /// Its day.
    pub opinion_on: String,
}

/// What a dossier says, between its covers.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(default)]
pub struct DossierContent {
    /// What stands on the cover.
    pub cover: Vec<DossierFact>,
    /// 基本情况.
    pub facts: Vec<DossierFact>,
    /// Mandates: level, term, constituency, day of election, state.
    pub mandates: Vec<Vec<String>>,
    /// The parts that come from the books.
    pub parts: Vec<DossierPart>,
    /// 年度履职报告与主席团鉴定意见.
    pub statements: DossierStatements,
}

/// What the books say otherwise since a dossier was frozen.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct DossierDifference {
    /// The part's heading.
    pub part: String,
    /// 新增, 减少, 改动.
    pub sort: String,
    /// What it said when frozen; empty for something new.
    pub was: String,
    /// What the books say now; empty for something gone.
    pub now: String,
    /// The register to open.
    pub register: String,
    /// The record to open.
    pub id: String,
}

/// A deputy's dossier of a year.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Dossier {
    /// The deputy.
    pub deputy: String,
    /// The name.
    pub name: String,
    /// The year.
    pub year: i32,
    /// The record that keeps its statements; empty while there is none.
    pub record: String,
    /// What it says: as frozen, where it is, else as the books stand.
    pub content: DossierContent,
    /// When it was frozen; empty while it is not.
    pub frozen_on: String,
    /// By whom.
    pub frozen_by: String,
    /// What the books say otherwise since.
    pub differences: Vec<DossierDifference>,
    /// Years that have anything, the newest first.
    pub years: Vec<i32>,
}

/// A deputy on the shelf of dossiers.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct DossierRow {
    /// The deputy.
    pub deputy: String,
    /// The name.
    pub name: String,
    /// The group.
    pub group: String,
    /// How many lines each part has.
    pub counts: Vec<u32>,
    /// The record that keeps the statements; empty while there is none.
    pub record: String,
    /// A report or an opinion is written.
    pub written: bool,
    /// When it was frozen; empty while it is not.
    pub frozen_on: String,
}

/// The heading of a column of the shelf.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct DossierHead {
    /// The part's key.
    pub key: String,
    /// Its heading.
    pub title: String,
}

/// The shelf of dossiers of a year.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct DossierShelf {
    /// The year.
    pub year: i32,
    /// Years to choose from, the newest first.
    pub years: Vec<i32>,
    /// The parts counted.
    pub parts: Vec<DossierHead>,
    /// The deputies, by name.
    pub rows: Vec<DossierRow>,
}

/// A mandate in the view across terms.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct DossierTerm {
    /// 乡镇, 县…
    pub level: String,
    /// 第十九届.
    pub term: String,
    /// The constituency.
    pub constituency: String,
    /// When elected.
    pub elected_on: String,
    /// 在任, 任期届满…
    pub status: String,
    /// From when to when the term runs, as far as it is entered.
    pub span: String,
}

/// One year in the view across terms.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct DossierYear {
    /// The year.
    pub year: i32,
    /// The term it lies in, as far as terms have their days entered.
    pub term: String,
    /// How many lines each part has.
    pub counts: Vec<u32>,
    /// When it was frozen; empty while it is not.
    pub frozen_on: String,
}

/// A deputy's work over all years and terms.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct DossierAcross {
    /// The deputy.
    pub deputy: String,
    /// The name.
    pub name: String,
    /// Mandates, the newest first.
    pub terms: Vec<DossierTerm>,
    /// The parts counted.
    pub parts: Vec<DossierHead>,
    /// The years, the newest first.
    pub years: Vec<DossierYear>,
    /// Sums over all years.
    pub totals: Vec<u32>,
}

/// Writes statements into a dossier.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(default)]
pub struct KeepDossier {
    /// The deputy by id or name.
    pub deputy: String,
    /// The year; this one by default.
    #[cfg_attr(test, ts(optional))]
    pub year: Option<i32>,
    /// Fields of the dossier's record by key: report, opinion, number…
    pub values: std::collections::BTreeMap<String, String>,
}

/// Freezes dossiers of a year.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(default)]
pub struct FreezeDossier {
    /// The deputies by id or name; one at least.
    pub deputies: Vec<String>,
    /// The year; this one by default.
    #[cfg_attr(test, ts(optional))]
    pub year: Option<i32>,
    /// Also where it is frozen already: what the books say now takes its place.
    #[cfg_attr(test, ts(as = "Option<bool>", optional))]
    pub again: bool,
}
