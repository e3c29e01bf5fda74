//! Spreadsheets in: the plan of an import, what a person decides of it, what it did.

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

use super::FileRef;

/// What to do with a row that may already be there.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// Leave it out (also the default).
    Skip,
    /// It is somebody else: make a new record.
    New,
    /// It is that one: update it.
    Update,
}

/// A decision about one row of a sheet.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct RowDecision {
    /// The line's `at`: the row as the spreadsheet counts, unless several tables were read.
    pub row: u32,
    /// What to do.
    pub decision: Decision,
}

/// A column matched by hand.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct ColumnChoice {
    /// The column's header as the sheet writes it.
    pub column: String,
    /// Field by key or label; empty leaves the column out.
    pub field: String,
}

/// The same value in every row of a sheet that has no column for it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct FillIn {
    /// Field by key or label.
    pub field: String,
    /// Its value.
    pub value: String,
}

/// What is asked once of a sheet that has no column for it: 都是乡镇代表吗？
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct AskedField {
    /// The field's key.
    pub field: String,
    /// The field's label.
    pub label: String,
    /// The question, with the value that is proposed.
    pub question: String,
    /// The value that is proposed; empty where nothing is.
    pub proposed: String,
    /// What else it may be.
    pub options: Vec<String>,
    /// What every row without a value gets; `None`: the field stays empty.
    pub value: Option<String>,
}

/// Reads a spreadsheet into a plan, changing nothing.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct PlanImport {
    /// The register's key.
    pub register: String,
    /// The spreadsheet.
    pub file: FileRef,
    /// Which sheet; the best fitting one by default.
    #[serde(default)]
    pub sheet: Option<String>,
    /// Further sheets that are read together with it.
    #[serde(default)]
    #[cfg_attr(test, ts(as = "Option<Vec<String>>", optional))]
    pub also: Vec<String>,
    /// Columns matched by hand.
    #[serde(default)]
    pub map: Vec<ColumnChoice>,
    /// Reject every row with a fault.
    #[serde(default)]
    pub strict: bool,
    /// The year of dates written without one.
    #[serde(default)]
    pub year: Option<i32>,
    /// The row with the headings, as the spreadsheet counts, where a person pointed at it.
    #[serde(default)]
    pub header_row: Option<u32>,
    /// Passes over the columns matched by hand for this layout before.
    #[serde(default)]
    pub afresh: bool,
    /// Answers to what was asked of the sheet.
    #[serde(default)]
    #[cfg_attr(test, ts(as = "Option<Vec<FillIn>>", optional))]
    pub fill: Vec<FillIn>,
    /// Takes what is proposed for what is asked of the sheet.
    #[serde(default)]
    #[cfg_attr(test, ts(as = "Option<bool>", optional))]
    pub propose: bool,
}

/// Looks at the top of a spreadsheet, for a person to point at the headings.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct PeekSheet {
    /// The spreadsheet.
    pub file: FileRef,
    /// Which sheet; the first by default.
    #[serde(default)]
    pub sheet: Option<String>,
}

/// The top of a sheet.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct SheetTop {
    /// The sheet.
    pub sheet: String,
    /// All sheets, hidden ones last.
    pub sheets: Vec<String>,
    /// Its first rows.
    pub rows: Vec<TopRow>,
}

/// A row at the top of a sheet.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct TopRow {
    /// Row as the spreadsheet counts.
    pub row: u32,
    /// Its first cells, as they are shown.
    pub cells: Vec<String>,
}

/// Applies the plan made last.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct ApplyImport {
    /// The plan's token.
    pub token: String,
    /// What to do with possible duplicates.
    #[serde(default)]
    pub decisions: Vec<RowDecision>,
}

/// How a sheet's column was understood.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct ColumnView {
    /// Header as the sheet writes it.
    pub header: String,
    /// The field's key; `None` is kept as 原表其它栏.
    pub field: Option<String>,
    /// The field's label.
    pub label: Option<String>,
}

/// A cell at fault.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct FindingLine {
    /// Row as the spreadsheet counts.
    pub row: u32,
    /// Which record of the import: the row, unless several tables were read.
    #[serde(default)]
    pub at: u32,
    /// The sheet, where it is not the one read first.
    #[serde(default)]
    pub sheet: Option<String>,
    /// Column as the sheet's header writes it.
    pub column: String,
    /// What the cell says.
    pub value: String,
    /// What is wrong.
    pub reason: String,
    /// What to do.
    pub hint: String,
    /// `error` or `warning`.
    pub severity: String,
    /// The record it stays with, once applied.
    #[serde(default)]
    pub record: Option<String>,
}

/// Whom a possible duplicate may be.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(untagged)]
pub enum DuplicateOf {
    /// A row of the same sheet.
    Row(u32),
    /// A record already there.
    Record {
        /// Its id.
        id: String,
    },
}

/// A row that may already be there.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct DuplicateLine {
    /// Row as the spreadsheet counts.
    pub row: u32,
    /// Which record of the import: the row, unless several tables were read.
    #[serde(default)]
    pub at: u32,
    /// Whom it may be.
    pub of: DuplicateOf,
    /// Its name, for the eye.
    pub name: String,
    /// Both, field by field, where either is filled; for the first 200 duplicates.
    #[serde(default)]
    pub beside: Vec<SideBySide>,
}

/// One field of a row and of whom it may be.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct SideBySide {
    /// The field's label.
    pub field: String,
    /// What the row says.
    pub here: String,
    /// What the other says.
    pub there: String,
}

/// A row that cannot come in.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct RejectedLine {
    /// Row as the spreadsheet counts.
    pub row: u32,
    /// Which record of the import: the row, unless several tables were read.
    #[serde(default)]
    pub at: u32,
    /// The sheet, where it is not the one read first.
    #[serde(default)]
    pub sheet: Option<String>,
    /// Why.
    pub reason: String,
}

/// Something in the file that was not taken over.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct LeftOutLine {
    /// The sheet.
    pub sheet: String,
    /// Row as the spreadsheet counts; the heading's for a whole table.
    pub row: u32,
    /// What it is, and why it was left out.
    pub reason: String,
    /// A sheet with a table of this register, which may be read together: see [`PlanImport::also`].
    #[serde(default)]
    pub table: bool,
}

/// One field that an import changes.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct UpdateLine {
    /// Row as the spreadsheet counts.
    pub row: u32,
    /// Which record of the import: the row, unless several tables were read.
    #[serde(default)]
    pub at: u32,
    /// How the record is called.
    pub record: String,
    /// The field's label.
    pub field: String,
    /// Before.
    pub old: String,
    /// After.
    pub new: String,
}

/// A row of the preview.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct PreviewRow {
    /// Row as the spreadsheet counts.
    pub row: u32,
    /// Which record of the import: the row, unless several tables were read.
    #[serde(default)]
    pub at: u32,
    /// The sheet, where it is not the one read first.
    #[serde(default)]
    pub sheet: Option<String>,
    /// `new`, `updated`, `unchanged`, `duplicate` or `rejected`.
    pub what: String,
    /// Cells in the order of `columns`, as they will stand.
    pub cells: Vec<String>,
}

/// What an import would do, or did.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct ImportReport {
    /// To apply it; `None` once applied.
    pub token: Option<String>,
    /// The register's key.
    pub register: String,
    /// The sheet that was read.
    pub sheet: String,
    /// All sheets, hidden ones last.
    pub sheets: Vec<String>,
    /// The (last) header row as the spreadsheet counts.
    pub header_row: u32,
    /// How the columns were understood.
    pub columns: Vec<ColumnView>,
    /// Rows of data read.
    pub read: u32,
    /// New records.
    pub new: u32,
    /// Records that change.
    pub updated: u32,
    /// Records that already say the same.
    pub unchanged: u32,
    /// Possible duplicates, not applied without a decision.
    pub duplicates: Vec<DuplicateLine>,
    /// Cells at fault.
    pub findings: Vec<FindingLine>,
    /// Rows that cannot come in.
    pub rejected: Vec<RejectedLine>,
    /// Whatever was not taken over and is not named elsewhere: other sheets with a table, rows taken
    /// for notes, examples and totals.
    pub left_out: Vec<LeftOutLine>,
    /// What else the clerk should know of the file, in whole sentences: hidden rows that came in, pictures,
    /// lines beyond those listed.
    pub notes: Vec<String>,
    /// Old and new values, at most 500 lines.
    pub updates: Vec<UpdateLine>,
    /// The first rows, at most 200, and the first of those with something to decide or correct, at
    /// most 300 more.
    pub preview: Vec<PreviewRow>,
    /// Constituencies, groups and units that will be made on the way.
    pub made: Vec<String>,
    /// Fields that no column fills.
    pub absent: Vec<String>,
    /// The year that dates without one were read in: asked for, or told by sheet, title or file.
    #[serde(default)]
    pub year: Option<i32>,
    /// Cells with a date without a year that nothing tells: the year must be asked.
    #[serde(default)]
    pub undated: u32,
    /// What is asked of the sheet as a whole.
    #[serde(default)]
    pub asked: Vec<AskedField>,
    /// Columns were matched as a person had matched them for this layout before.
    #[serde(default)]
    pub remembered: bool,
    /// The operation, once applied.
    pub operation: Option<String>,
    /// Kinds of records that changed.
    pub changed: Vec<String>,
}

/// Asks what the headings over a pasted block name.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct MatchHeadings {
    /// The register's key.
    pub register: String,
    /// The block's first rows, cell by cell.
    pub rows: Vec<Vec<String>>,
}

/// What the headings over a pasted block name.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct MatchedHeadings {
    /// Rows of the block down to the heading; 0 where it has none.
    pub rows: u32,
    /// For each column of the block the field it fills.
    pub fields: Vec<Option<String>>,
    /// Headings whose columns fill no single field.
    pub unused: Vec<String>,
}
