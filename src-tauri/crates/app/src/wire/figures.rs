//! 统计报告: figures, breakdowns, and the records behind each figure.

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

use super::{ColumnFilter, FileRef};

/// What is counted: which days, which station, which matters.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(default)]
pub struct FigureScope {
    /// The first day, as 2026-01-01; also a month or a year. Open where it is missing.
    pub from: Option<String>,
    /// The last day.
    pub to: Option<String>,
    /// One station by name or id; all where it is missing.
    pub station: Option<String>,
    /// `opinions` or `suggestions` for one register of matters; both where it is missing.
    pub matters: Option<String>,
}

/// Asks for the figures.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(default)]
pub struct FigureRequest {
    /// What is counted.
    pub scope: FigureScope,
    /// Count the period before (环比) and the same of the year before (同比) as well.
    pub compare: bool,
}

/// The figures of a period.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Figures {
    /// The period as offices write it: 2026年第三季度.
    pub title: String,
    /// Its first day; `null` where it is open.
    pub from: Option<String>,
    /// Its last day.
    pub to: Option<String>,
    /// The station's name; empty for all.
    pub station: String,
    /// How far things came is seen on this day.
    pub day: String,
    /// The period before, as offices write it.
    pub before: Option<String>,
    /// The same period of the year before.
    pub last_year: Option<String>,
    /// Every figure in the order of the table.
    pub figures: Vec<FigureLine>,
}

/// One figure.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct FigureLine {
    /// Lasting key, e.g. `satisfied_rate`.
    pub key: String,
    /// As offices call it.
    pub title: String,
    /// The heading under which it stands.
    pub section: String,
    /// To one place; `null` where the denominator is 0.
    pub value: Option<f64>,
    /// 分子; of a plain count the value itself.
    #[cfg_attr(test, ts(type = "number"))]
    pub numerator: i64,
    /// 分母; `null` for plain counts.
    #[cfg_attr(test, ts(type = "number | null"))]
    pub denominator: Option<i64>,
    /// 件, 人次, %, 天 …
    pub unit: String,
    /// What the numerator counts.
    pub top: String,
    /// What the denominator counts.
    pub bottom: Option<String>,
    /// What is counted and what is not, with its source.
    pub basis: String,
    /// The value of the period before, where it was asked for.
    pub before: Option<f64>,
    /// The value of the same period of the year before.
    pub last_year: Option<f64>,
}

/// Asks for figures by one thing.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(default)]
pub struct BreakdownRequest {
    /// What is counted.
    pub scope: FigureScope,
    /// `month`, `quarter`, `station`, `category`, `unit`, `deputy` or `channel`.
    pub dimension: String,
    /// Every rate of how matters are handled instead of the usual columns.
    pub rates: bool,
}

/// Figures by one thing, lines with nothing in them too.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Breakdown {
    /// By what.
    pub dimension: String,
    /// As offices call it.
    pub title: String,
    /// The figures.
    pub columns: Vec<BreakdownColumn>,
    /// The lines.
    pub rows: Vec<BreakdownRow>,
    /// Over everything; not the sum of the lines where a record stands in several.
    pub total: Vec<BreakdownCell>,
}

/// A figure of a breakdown.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct BreakdownColumn {
    /// Key of the figure.
    pub key: String,
    /// As offices call it.
    pub title: String,
    /// 件, 人次, %, 天 …
    pub unit: String,
    /// What is counted and what is not.
    pub basis: String,
}

/// A line of a breakdown.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct BreakdownRow {
    /// Its key, for asking for its records.
    pub key: String,
    /// As people read it.
    pub title: String,
    /// One for each column.
    pub cells: Vec<BreakdownCell>,
}

/// A figure in a line.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct BreakdownCell {
    /// To one place; `null` where the denominator is 0.
    pub value: Option<f64>,
    /// 分子
    #[cfg_attr(test, ts(type = "number"))]
    pub numerator: i64,
    /// 分母
    #[cfg_attr(test, ts(type = "number | null"))]
    pub denominator: Option<i64>,
}

/// Asks which records a figure counts.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(default)]
pub struct FigureRecordsRequest {
    /// As the table was asked for.
    pub scope: FigureScope,
    /// The figure's key.
    pub key: String,
    /// The records of the denominator instead of the numerator.
    pub bottom: bool,
    /// In one line of this breakdown.
    pub dimension: Option<String>,
    /// The line's key.
    pub line: Option<String>,
    /// At most so many, and never more than 200.
    pub limit: Option<u32>,
    /// Leaving out so many.
    pub offset: u32,
}

/// The records that a figure counts.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct FigureRecords {
    /// The figure.
    pub title: String,
    /// What this side of it counts.
    pub words: String,
    /// Its measure word; empty for rates.
    pub unit: String,
    /// What is counted and what is not, with its source.
    pub basis: String,
    /// What the records come to: the figure itself.
    #[cfg_attr(test, ts(type = "number"))]
    pub amount: i64,
    /// How many records there are.
    pub total: u32,
    /// Registers whose lists show the very same records with these filters.
    pub lists: Vec<FigureList>,
    /// Newest first.
    pub rows: Vec<FigureRecord>,
}

/// A register's list with filters.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct FigureList {
    /// The register.
    pub register: String,
    /// Its title.
    pub title: String,
    /// Filters of its columns.
    pub filters: Vec<ColumnFilter>,
}

/// A record behind a figure.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct FigureRecord {
    /// The register in whose pages it opens.
    pub register: String,
    /// What it is: 来访登记, 群众意见建议 …
    pub register_title: String,
    /// The record.
    pub id: String,
    /// Its date.
    pub on: String,
    /// How it is called.
    pub title: String,
    /// What it is about.
    pub telling: String,
    /// Its station.
    pub station: String,
    /// How far it came.
    pub state: String,
    /// How much it counts.
    #[cfg_attr(test, ts(type = "number"))]
    pub weight: i64,
}

/// Writes figures as a spreadsheet.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct ExportFigures {
    /// What is counted.
    #[serde(default)]
    pub scope: FigureScope,
    /// A breakdown instead of the whole table.
    #[serde(default)]
    pub dimension: Option<String>,
    /// With every rate of how matters are handled instead of the usual columns.
    #[serde(default)]
    pub rates: bool,
    /// Where to.
    pub out: FileRef,
}

/// Drafts the summary of a period: 周调度, 月小结, 季报告, 年度报告.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(default)]
pub struct DraftReport {
    /// What is counted; both days must be said.
    pub scope: FigureScope,
    /// Draft anew although one is kept.
    pub again: bool,
}

/// A summary that was drafted, or the one that is kept of this period.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct DraftedReport {
    /// The record in the register `summaries`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// It was there; nothing was drafted.
    pub existing: bool,
    /// The operation; `null` where nothing was drafted.
    pub operation: Option<String>,
    /// Kinds of records that changed.
    pub changed: Vec<String>,
}
