//! Between this office and those above and below: cards, submissions, hand-downs.

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

use super::FileRef;

/// This office's card is to be written.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct WriteCard {
    /// Where it goes.
    pub out: FileRef,
}

/// A card: this office's own, or another's before it is taken in.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct CardSays {
    /// What the office calls itself.
    pub office: String,
    /// Its area code.
    pub area: String,
    /// Eight characters that are compared over the telephone.
    pub fingerprint: String,
    /// Where the card lies; empty for one that was only looked at.
    pub path: String,
    /// Whether it was confirmed here before.
    pub known: bool,
}

/// A card is looked at.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct CardFile {
    /// The file.
    pub file: FileRef,
}

/// The card of the office above is taken in.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct TrustCard {
    /// The file.
    pub file: FileRef,
    /// The eight characters as they were read over the telephone.
    pub fingerprint: String,
}

/// An office that is trusted from now on.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct OfficeTrusted {
    /// What it calls itself.
    pub office: String,
    /// Its eight characters.
    pub fingerprint: String,
    /// Its record.
    pub id: String,
    /// The operation; `None` when nothing differed.
    pub operation: Option<String>,
    /// Kinds of records that changed.
    pub changed: Vec<String>,
}

/// What is to be submitted.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(default)]
pub struct ChooseSubmission {
    /// `figures`, `tasks`, or registers by key or title.
    pub what: Vec<String>,
    /// The year it tells of; this year where none is written.
    pub year: Option<i32>,
    /// Suggestions passed up: their records or names.
    pub suggestions: Vec<String>,
    /// ID numbers, telephone numbers and addresses as well.
    pub sensitive: bool,
    /// The number of the earlier one that this one corrects.
    pub replaces: Option<String>,
    /// The office above, where there are several.
    pub to: Option<String>,
}

/// A submission is to be made.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct MakeSubmission {
    /// What goes in.
    pub choice: ChooseSubmission,
    /// Where the file goes.
    pub out: FileRef,
}

/// A part of a submission.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct SentPart {
    /// By which `sent_rows` names it.
    pub name: String,
    /// What people call it.
    pub title: String,
    /// Rows, figures or answers in it.
    pub rows: u32,
    /// Columns that were left out because they are sensitive.
    pub left_out: Vec<String>,
}

/// What a submission would hold.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct SubmissionPreview {
    /// The number it would get.
    pub number: String,
    /// The office it is for.
    pub to: String,
    /// The year it tells of.
    pub year: i32,
    /// Its parts.
    pub parts: Vec<SentPart>,
    /// What it stands in place of; empty for a new one.
    pub replaces: String,
}

/// A signed file for another office was made.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct DispatchMade {
    /// Its number.
    pub number: String,
    /// Where it lies.
    pub path: String,
    /// Bytes of the file.
    #[cfg_attr(test, ts(type = "number"))]
    pub bytes: u64,
    /// Eight characters of its hash, for people to compare.
    pub check: String,
    /// Its hash, by which answers and corrections name it.
    pub hash: String,
    /// This office's eight characters.
    pub fingerprint: String,
    /// Whom it is for.
    pub to: Vec<String>,
    /// Its parts.
    pub parts: Vec<SentPart>,
    /// Its record.
    pub id: String,
    /// The operation.
    pub operation: Option<String>,
    /// Kinds of records that changed.
    pub changed: Vec<String>,
}

/// A signed file of another office is looked at.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct DispatchFile {
    /// The file.
    pub file: FileRef,
}

/// A signed file of another office is taken in.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct TakeDispatch {
    /// The file.
    pub file: FileRef,
    /// The eight characters of an office that sends for the first time, as they were read over the
    /// telephone.
    #[serde(default)]
    #[cfg_attr(test, ts(optional))]
    pub confirm: Option<String>,
    /// Where a receipt for the sender goes.
    #[serde(default)]
    #[cfg_attr(test, ts(optional))]
    pub receipt: Option<FileRef>,
}

/// What a signed file of another office brings, or brought.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct DispatchReport {
    /// `submission`, `receipt`, `reply`, `return` or `handdown`.
    pub kind: String,
    /// What the office calls itself.
    pub from: String,
    /// Its area code.
    pub area: String,
    /// Its eight characters.
    pub fingerprint: String,
    /// Whether it was confirmed here before.
    pub known: bool,
    /// The number of the file.
    pub number: String,
    /// The year it tells of.
    pub year: i32,
    /// What it is about.
    pub title: String,
    /// When it was made, `YYYY-MM-DD HH:MM` by the sender's clock.
    pub made: String,
    /// Whether it was taken in before.
    pub already: bool,
    /// The number of the earlier one that it corrects.
    pub replaces: String,
    /// The reply, the reasons, the content handed down.
    pub note: String,
    /// Its parts.
    pub parts: Vec<SentPart>,
    /// What should be looked at.
    pub warnings: Vec<String>,
    /// Eight characters of its hash, for people to compare.
    pub receipt: String,
    /// Its hash.
    pub hash: String,
    /// Where the receipt lies.
    pub receipt_path: String,
    /// The record that was made or changed; empty for one that was only looked at.
    pub id: String,
    /// The operation.
    pub operation: Option<String>,
    /// Kinds of records that changed.
    pub changed: Vec<String>,
}

/// A submission is answered.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct AnswerSubmission {
    /// The submission's record or number.
    pub id: String,
    /// `receipt`, `reply` or `return`.
    pub verdict: String,
    /// The reply, or the reasons.
    #[serde(default)]
    pub text: String,
    /// Where the file goes.
    pub out: FileRef,
}

/// Asks for the sums of a year.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(default)]
pub struct OfSentYear {
    /// The year; this year where none is written.
    pub year: Option<i32>,
}

/// A figure added up, or as one township sent it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct SummedFigure {
    /// Lasting key.
    pub key: String,
    /// As offices call it.
    pub title: String,
    /// 件, 人次, %, 天 …
    pub unit: String,
    /// To one place, computed from the two below; `null` where the denominator is 0.
    pub value: Option<f64>,
    /// 分子
    #[cfg_attr(test, ts(type = "number"))]
    pub numerator: i64,
    /// 分母; `null` for plain counts.
    #[cfg_attr(test, ts(type = "number | null"))]
    pub denominator: Option<i64>,
}

/// What a township sent that counts.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct TownshipSent {
    /// The township.
    pub township: String,
    /// Its area code.
    pub area: String,
    /// The submission that counts.
    pub id: String,
    /// Its number.
    pub number: String,
    /// When it was taken in.
    pub received: String,
    /// Its figures.
    pub figures: Vec<SummedFigure>,
}

/// The figures of a year, added up.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct SubmissionSums {
    /// The year.
    pub year: i32,
    /// Every figure over all townships that sent it.
    pub figures: Vec<SummedFigure>,
    /// Township by township.
    pub rows: Vec<TownshipSent>,
    /// Townships that are expected to send and have not.
    pub missing: Vec<String>,
}

/// Asks for the rows of a submission as they were sent.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct OfSentPart {
    /// The submission's record or number, sent or taken in here.
    pub id: String,
    /// The part; the first one where none is named.
    #[serde(default)]
    #[cfg_attr(test, ts(optional))]
    pub part: Option<String>,
}

/// Rows of a submission as they were sent.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct SentRows {
    /// The number of the submission.
    pub number: String,
    /// What people call the part.
    pub title: String,
    /// Headings.
    pub columns: Vec<String>,
    /// Rows, a cell for each heading.
    pub rows: Vec<Vec<String>>,
    /// Every part of the submission.
    pub parts: Vec<SentPart>,
}

/// A line of a task package that is to be filled in.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct AskedItem {
    /// What is asked.
    pub title: String,
    /// Whether a number is asked for; words otherwise. Numbers are added up.
    pub number: bool,
    /// The unit of a number.
    #[serde(default)]
    pub unit: String,
}

/// Something is to be handed down.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct MakeHandDown {
    /// 月主题, 期限规则, 放假安排 or 任务包.
    pub sort: String,
    /// What it is called.
    pub title: String,
    /// The month of a theme: 2026-03.
    #[serde(default)]
    #[cfg_attr(test, ts(optional))]
    pub month: Option<String>,
    /// The last day for answers.
    #[serde(default)]
    #[cfg_attr(test, ts(optional))]
    pub due: Option<String>,
    /// What it says: the plan.
    #[serde(default)]
    pub body: String,
    /// What is to be filled in.
    #[serde(default)]
    pub items: Vec<AskedItem>,
    /// The table of holidays.
    #[serde(default)]
    #[cfg_attr(test, ts(optional))]
    pub file: Option<FileRef>,
    /// For these offices below; for all that were confirmed where none is named.
    #[serde(default)]
    pub to: Vec<String>,
    /// Where the file goes.
    pub out: FileRef,
}

/// Asks who answered a task package.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct OfHandDown {
    /// Its record, number or title.
    pub id: String,
}

/// A line of a task package over all who answered.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct SummedItem {
    /// What was asked.
    pub title: String,
    /// 填数字 or 填文字.
    pub sort: String,
    /// The unit of a number.
    pub unit: String,
    /// The sum of the numbers; empty for words.
    pub sum: String,
}

/// What a township answered.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct TownshipAnswered {
    /// The township.
    pub township: String,
    /// The submission it came with.
    pub id: String,
    /// Its number.
    pub number: String,
    /// One for each line of the package.
    pub values: Vec<String>,
}

/// Who answered a task package, and the sums.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct HandDownSums {
    /// What it is called.
    pub title: String,
    /// Its number.
    pub number: String,
    /// The last day for answers.
    pub due: String,
    /// Its lines.
    pub items: Vec<SummedItem>,
    /// Township by township.
    pub rows: Vec<TownshipAnswered>,
    /// Townships that are expected to answer and have not.
    pub missing: Vec<String>,
}

/// A submission or hand-down in a table.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct BorderLine {
    /// Its record.
    pub id: String,
    /// Its number.
    pub number: String,
    /// From or for whom.
    pub who: String,
    /// The year it tells of.
    pub year: String,
    /// What it is about.
    pub title: String,
    /// When it was made or taken in.
    pub on: String,
    /// What became of it, as a word.
    pub state: String,
    /// The reply, the reasons, the last day.
    pub note: String,
}

/// What the page of submissions shows.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Border {
    /// Offices above whose card was taken in.
    pub above: Vec<String>,
    /// How many offices below are expected to send.
    pub below: u32,
    /// Submissions made here, the newest first.
    pub made: Vec<BorderLine>,
    /// Submissions taken in here, the newest first.
    pub received: Vec<BorderLine>,
    /// What was handed down, from here or to here, the newest first.
    pub handdowns: Vec<BorderLine>,
}
