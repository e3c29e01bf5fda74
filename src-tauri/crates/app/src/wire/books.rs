//! Whole days, rotas, attendance sheets and visits of many at once.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

use crate::wire::FaultAt;

/// Plans a year's reception days by a rule.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct PlanDays {
    /// The year.
    pub year: i32,
    /// The rule, by id or name; with a single rule it need not be said.
    #[serde(default)]
    pub rule: Option<String>,
    /// Only days from this one on, `YYYY-MM-DD`.
    #[serde(default)]
    pub from: Option<String>,
    /// Tries this pattern in place of the rule's own, e.g. 每月第二个周五; only to look at.
    #[serde(default)]
    pub pattern: Option<String>,
    /// Tries 顺延, 提前 or 不调整 in place of the rule's own; only to look at.
    #[serde(default)]
    pub on_holiday: Option<String>,
    /// Enters the days; otherwise they are only shown.
    #[serde(default)]
    pub apply: bool,
}

/// A reception day as it would be entered.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct PlannedDay {
    /// When, `YYYY-MM-DD`.
    pub date: String,
    /// 周一…
    pub weekday: String,
    /// The day of the rule, where it was moved over days off.
    pub ruled_on: Option<String>,
    /// Why it was moved, in words: 10月1日是国庆节，顺延; empty for a day that was not.
    pub why: String,
    /// The team whose turn it is; empty without a rota.
    pub team: String,
    /// Who receives.
    pub deputies: Vec<String>,
    /// It is entered already and left as it is.
    pub exists: bool,
}

/// A year of reception days.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct PlannedDays {
    /// The rule in its own words: 每月26日.
    pub rule: String,
    /// The days.
    pub days: Vec<PlannedDay>,
    /// What a person should know: a calendar that is missing, no rota.
    pub notes: Vec<String>,
    /// How many were entered.
    pub made: u32,
    /// The operation; `None` when nothing was entered.
    pub operation: Option<String>,
    /// Kinds of records that changed.
    pub changed: Vec<String>,
}

/// Deals the deputies into teams that receive in turn.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct DealTeams {
    /// The station, by id or name; without it all deputies are dealt.
    #[serde(default)]
    pub station: Option<String>,
    /// Into how many teams.
    pub teams: u32,
    /// Enters the teams; otherwise they are only shown.
    #[serde(default)]
    pub apply: bool,
}

/// A team.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct DealtTeam {
    /// What it is called: 第一轮值组.
    pub name: String,
    /// Its deputies, each with the highest level above the township: 张建国（县）.
    pub deputies: Vec<String>,
}

/// The teams.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct DealtTeams {
    /// In their turn.
    pub teams: Vec<DealtTeam>,
    /// The operation; `None` when nothing was entered.
    pub operation: Option<String>,
    /// Kinds of records that changed.
    pub changed: Vec<String>,
}

/// The visitors of a day, entered as a grid.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct SaveDay {
    /// The reception day they came on, by id or date; time, place, deputies, recorder and way are
    /// taken from it.
    #[serde(default)]
    pub day: Option<String>,
    /// What is alike for all of them, by field; a row's own value stands over it.
    #[serde(default)]
    pub shared: BTreeMap<String, String>,
    /// One visitor each; `id` corrects one that is entered.
    pub rows: Vec<crate::wire::GridRow>,
    /// Saves rows with cells at fault as well; the cells wait as 待核实.
    #[serde(default)]
    pub keep_findings: bool,
}

/// A visitor in one line: 26日 前苇塘 校车停靠点远.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct ReadLine {
    /// The line.
    pub line: String,
}

/// What a line proposes for the form.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct LineProposal {
    /// Field to text; the reception day by its id.
    pub values: BTreeMap<String, String>,
    /// How that reception day is called.
    pub day_title: Option<String>,
    /// Where proposed values come from, in words.
    pub notes: Vec<String>,
    /// What in the line has to be looked at, or was not understood: a sentence that names the words.
    pub asks: Vec<String>,
    /// Labels of fields that still have to be filled before it can be saved.
    pub missing: Vec<String>,
    /// Labels of fields that can be filled later (待补).
    pub later: Vec<String>,
    /// The day stands in the line; otherwise it is today.
    pub dated: bool,
}

/// Asks for the draft of a reception day's notice.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct OfDay {
    /// The reception day.
    pub day: String,
}

/// A notice as it can be posted.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Notice {
    /// Its heading.
    pub title: String,
    /// Its text, a paragraph per line.
    pub text: String,
    /// What is missing in it, or late.
    pub notes: Vec<String>,
}

/// Names an activity or a meeting.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct OfActivity {
    /// Its id.
    pub activity: String,
    /// Where it stands: `activities` by default, `meetings`, `congresses` or `sitting`.
    #[serde(default)]
    pub register: Option<String>,
}

/// Who was there.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct AttendanceSheet {
    /// The activity.
    pub activity: String,
    /// What it is called.
    pub title: String,
    /// When, `YYYY-MM-DD`; empty where it is not said.
    pub held_on: String,
    /// What can be written about somebody, 出席 first.
    pub states: Vec<String>,
    /// Whether reasons, approvers and speeches are kept with a name; meetings keep names alone.
    pub tells_more: bool,
    /// Everybody expected, in the order of names.
    pub rows: Vec<AttendanceRow>,
    /// 应到
    pub expected: u32,
    /// 实到
    pub present: u32,
    /// 请假
    pub on_leave: u32,
    /// 缺席
    pub absent: u32,
    /// 出席率, e.g. `80%`; empty where nobody was expected.
    pub rate: String,
    /// The operation; `None` when nothing was written.
    pub operation: Option<String>,
    /// Kinds of records that changed.
    pub changed: Vec<String>,
    /// What a person should look at in what was saved.
    pub warnings: Vec<FaultAt>,
}

/// One deputy on the sheet.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct AttendanceRow {
    /// Who, by id.
    pub deputy: String,
    /// Who, by name.
    pub name: String,
    /// The deputies' group.
    pub group: String,
    /// 出席 unless something else is written down.
    pub state: String,
    /// The reason of a leave.
    pub reason: String,
    /// Who granted it.
    pub approver: String,
    /// What was said.
    pub speech: String,
    /// A granted leave says so; it is not yet on the sheet.
    pub by_leave: bool,
}

/// What is written on an attendance sheet at once.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(default)]
pub struct SetAttendance {
    /// The activity or meeting.
    pub activity: String,
    /// Where it stands: `activities` by default, `meetings`, `congresses` or `sitting`.
    pub register: Option<String>,
    /// Who was expected, by id or name; `None` leaves it as it is.
    pub expected: Option<Vec<String>>,
    /// Expects everybody of these groups as well.
    pub groups: Vec<String>,
    /// Expects everybody of these levels as well.
    pub levels: Vec<String>,
    /// Expects every deputy in office.
    pub everybody: bool,
    /// Takes granted leaves onto the sheet.
    pub take_leaves: bool,
    /// The exceptions; everybody else was there.
    pub marks: Vec<AttendanceMark>,
}

/// An exception, or what somebody said.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(default)]
pub struct AttendanceMark {
    /// Who, by id or name.
    pub deputy: String,
    /// 出席, 迟到, 早退, 请假, 缺席.
    pub state: String,
    /// The reason of a leave.
    pub reason: String,
    /// Who granted it.
    pub approver: String,
    /// What was said.
    pub speech: String,
}

/// One visit or round of visits, ticked for many electors.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(default)]
pub struct TickContacts {
    /// What is alike for all of them: 日期, 联系方式, 反映内容 …
    pub values: BTreeMap<String, String>,
    /// Who visited whom.
    pub visits: Vec<TickedVisit>,
    /// Every deputy of this group visited all of his or her electors.
    pub group: Option<String>,
    /// Every deputy in office did.
    pub everybody: bool,
}

/// A deputy's visit.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(default)]
pub struct TickedVisit {
    /// Who, by id or name.
    pub deputy: String,
    /// Whom, by id or name; none named means all of the deputy's electors.
    pub electors: Vec<String>,
}

/// What was entered.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct TickedContacts {
    /// Records made, one for each deputy.
    pub made: u32,
    /// 联系人次.
    pub people: u32,
    /// Deputies left out because they have no elector yet.
    pub skipped: Vec<String>,
    /// The operation; `None` when nothing was entered.
    pub operation: Option<String>,
    /// Its name.
    pub title: String,
    /// Kinds of records that changed.
    pub changed: Vec<String>,
    /// What a person should look at in the visits.
    pub warnings: Vec<FaultAt>,
}

/// Of which year.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct OfYear {
    /// The year; this year by default.
    #[serde(default)]
    pub year: Option<i32>,
}

/// How deputies stand with their electors.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct ContactStandings {
    /// The year of the contacts.
    pub year: i32,
    /// Electors that each deputy should keep in contact with.
    #[cfg_attr(test, ts(type = "number"))]
    pub wanted: i64,
    /// How often a year each elector should be spoken to.
    #[cfg_attr(test, ts(type = "number"))]
    pub times: i64,
    /// How many deputies have fewer electors than wanted.
    pub short: u32,
    /// 联系人次 of all of them.
    #[cfg_attr(test, ts(type = "number"))]
    pub contacts: i64,
    /// Every deputy in office, those short of electors first.
    pub rows: Vec<ContactStanding>,
}

/// How one deputy stands.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct ContactStanding {
    /// Who, by id.
    pub deputy: String,
    /// Who, by name.
    pub name: String,
    /// The deputies' group.
    pub group: String,
    /// Electors kept in contact with.
    #[cfg_attr(test, ts(type = "number"))]
    pub electors: i64,
    /// Electors missing up to the wanted number.
    #[cfg_attr(test, ts(type = "number"))]
    pub short_of: i64,
    /// Electors spoken to less often than wanted.
    #[cfg_attr(test, ts(type = "number"))]
    pub seldom: i64,
    /// 联系人次 of the year.
    #[cfg_attr(test, ts(type = "number"))]
    pub contacts: i64,
}

/// Copies a month's plan.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct CopyPlan {
    /// The plan to copy, by id.
    pub plan: String,
    /// The month it is for; the next month by default.
    #[serde(default)]
    pub month: Option<String>,
}

/// What was copied.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct CopiedPlan {
    /// The new plan.
    pub id: String,
    /// Its month, `YYYY-MM`.
    pub month: String,
    /// Tasks copied.
    pub tasks: u32,
    /// Of these, tasks that were not done last time.
    pub carried_over: u32,
    /// The operation; `None` when nothing was new.
    pub operation: Option<String>,
    /// Kinds of records that changed.
    pub changed: Vec<String>,
}
