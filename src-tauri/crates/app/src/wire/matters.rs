//! Matters (opinions, suggestions): passing on, similar earlier ones, samples, their course, slips.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

use super::{DueItem, FaultAt};

/// Passes a visitor's or a person's matter on: it becomes an opinion or a suggestion.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct PassOn {
    /// `receptions`, `contacts`, `hotline`, `activities` or `opinions`.
    pub register: String,
    /// The record.
    pub id: String,
    /// 拟办意见: 村（社区）办理, 乡镇主席团交政府办理, 上报县人大, 转为代表建议, 转为议案线索, 信访代办; without it, the
    /// one that stands in the record.
    #[serde(default)]
    pub route: Option<String>,
    /// Further fields of what it becomes (key or label) to text.
    #[serde(default)]
    pub values: BTreeMap<String, String>,
}

/// The routes (拟办意见) by which a record can be passed on.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Onward {
    /// The routes; empty where the record cannot be passed on.
    pub routes: Vec<OnwardRoute>,
    /// The one taken by default; `None` where the record gives no ground for one.
    pub proposed: Option<String>,
    /// Whether one record may give several matters, as an activity does.
    pub several: bool,
}

/// One route.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct OnwardRoute {
    /// 拟办意见 as it is written.
    pub word: String,
    /// The book in which it is entered, and as what.
    pub leads: String,
}

/// What a matter became.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct PassedOn {
    /// The register of the new record.
    pub register: String,
    /// The new record.
    pub id: String,
    /// Its number, as it is written back (转入办理编号).
    pub number: String,
    /// The operation.
    pub operation: Option<String>,
    /// Its name, as undo shows it.
    pub title: String,
    /// Kinds of records that changed.
    pub changed: Vec<String>,
    /// What a person should look at in the new record.
    pub warnings: Vec<FaultAt>,
}

/// Asks for earlier matters of similar content.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Alike {
    /// What the person says.
    pub content: String,
    /// Leaves this record out.
    #[serde(default)]
    pub except: Option<String>,
}

/// An earlier matter.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct AlikeMatter {
    /// The register it stands in.
    pub register: String,
    /// The record.
    pub id: String,
    /// How it is called.
    pub title: String,
    /// When it came in.
    pub received: String,
    /// Where it stands.
    pub state: String,
    /// Likeness of the contents, in per cent.
    pub likeness: u32,
}

/// Asks for a random sample, for telephone checks (电话抽访).
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Sample {
    /// `opinions` or `suggestions`.
    pub register: String,
    /// How many.
    pub count: u32,
    /// Only of this state; without it, of answered and closed ones.
    #[serde(default)]
    pub state: Option<String>,
}

/// One of a sample.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct SampleLine {
    /// The record.
    pub id: String,
    /// How it is called.
    pub title: String,
    /// Who raised it.
    pub raised_by: String,
    /// The telephone number.
    pub phone: String,
    /// Where it stands.
    pub state: String,
}

/// A random sample of a day: the same on every machine.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Sampled {
    /// Of how many it was drawn.
    pub of: u32,
    /// For which day.
    pub day: String,
    /// States of matters about which people can be asked.
    pub states: Vec<String>,
    /// The sample.
    pub rows: Vec<SampleLine>,
}

/// A labelled value.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Labelled {
    /// The label.
    pub label: String,
    /// The value as people read it.
    pub value: String,
}

/// One step done, with what it noted.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct CourseLine {
    /// The step's own record.
    pub id: String,
    /// The step's key, as `record` names it.
    pub step: String,
    /// The verb, e.g. 交办.
    pub title: String,
    /// When.
    pub on: String,
    /// Who.
    pub by: String,
    /// The state before; empty where nobody took the step here.
    pub from: String,
    /// The state after.
    pub to: String,
    /// 依据或文号.
    pub basis: String,
    /// 意见.
    pub opinion: String,
    /// The type of the row that it wrote inside the record, as `schema` and `record` know it.
    pub inside: Option<String>,
    /// That row.
    pub inside_id: Option<String>,
    /// What that row says, and the record in the fields that the step asks for.
    pub values: Vec<Labelled>,
    /// The other matter that it names: 并入.
    pub other: Option<CourseLink>,
    /// Nobody took the step here: the record was entered with it.
    pub entered: bool,
}

/// Another matter on a way.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct CourseLink {
    /// Its register.
    pub register: String,
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
}

/// A point of a matter's way.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct WayPoint {
    /// 登记, 受理, 交办, 承办, 答复, 反馈, 销号.
    pub title: String,
    /// `done`, `here`, `ahead`, or `left` where the matter ended or is on hold before this point.
    pub standing: String,
    /// When it was reached last; empty where that is not known or not yet so.
    pub on: String,
    /// Why, with what result or by whom: 不受理理由, 满意度, 审核人.
    pub note: String,
    /// The matter that goes on in its place.
    pub other: Option<CourseLink>,
}

/// A record's way so far, oldest step first.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Course {
    /// Where it stands.
    pub state: String,
    /// Whether this state is final.
    pub ended: bool,
    /// The running deadline in words: 答复：还有 3 个工作日.
    pub clock: Option<DueItem>,
    /// The points of its whole way; empty for records that are no matters.
    pub way: Vec<WayPoint>,
    /// Its steps.
    pub steps: Vec<CourseLine>,
}

/// 本年办理情况: where the matters of a year stand.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct MattersOfYear {
    /// The year.
    pub year: i32,
    /// One line for each book of matters.
    pub books: Vec<BookOfYear>,
}

/// A book of matters in a year.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct BookOfYear {
    /// Its register.
    pub register: String,
    /// What stands in it: 群众意见建议.
    pub word: String,
    /// The field of the day on which a matter came; by it the year is counted.
    pub dated: String,
    /// How many matters came.
    pub all: u64,
    /// Where they stand, in the order of a matter's way.
    pub groups: Vec<GroupOfYear>,
}

/// Several states under one word, with how many matters are in them.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct GroupOfYear {
    /// 待受理, 待交办, 办理中, 已答复, 已反馈, 已办结, 其他.
    pub word: String,
    /// The states that it sums up.
    pub states: Vec<String>,
    /// How many.
    pub count: u64,
}

/// The matters by the four parts of their slip (点单、定单、买单、验单).
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(default)]
pub struct SlipRequest {
    /// Only of this station, by name.
    pub station: Option<String>,
    /// Only of this lead unit, by name.
    pub unit: Option<String>,
    /// The year of finished matters; this year by default. Those still open stand in any year.
    pub year: Option<i32>,
}

/// One matter on a part.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct SlipCard {
    /// The register it stands in.
    pub register: String,
    /// The record.
    pub id: String,
    /// Its number as its book writes it.
    pub number: String,
    /// How it is called.
    pub title: String,
    /// Who raised it.
    pub raised_by: String,
    /// The lead unit; empty before 交办.
    pub unit: String,
    /// When it came in, `YYYY-MM-DD`.
    pub received: String,
    /// Where it stands.
    pub state: String,
    /// What it waits for and until when; `None` where no clock runs.
    pub clock: Option<DueItem>,
}

/// One part with what stands on it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct SlipPart {
    /// `ordered`, `settled`, `paid`, `checked`.
    pub key: String,
    /// 点单 …
    pub title: String,
    /// Who does what in it.
    pub meaning: String,
    /// Matters still open, the most urgent first.
    pub cards: Vec<SlipCard>,
    /// Of these, how many are late.
    pub late: u32,
    /// Matters of the year that are closed.
    pub finished: u32,
}

/// All four parts.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct SlipParts {
    /// The year of the finished ones.
    pub year: i32,
    /// In their order.
    pub parts: Vec<SlipPart>,
    /// Stations that have matters, by name.
    pub stations: Vec<String>,
    /// Units that have matters, by name.
    pub units: Vec<String>,
}
