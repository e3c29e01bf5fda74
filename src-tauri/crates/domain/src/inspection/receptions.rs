//! 簿一: visitors received and reception days.

use crate::inspection::judge::Said;
use crate::inspection::objection::*;
use crate::inspection::{Judge, Traces, Verdict, Virtue};
use crate::reception::{DayStage, announce_by};
use crate::record::{RecordType, Row};
use crate::rules::RuleKey;
use crate::workflow::Stage;

/// What the judgement of a visitor reads.
pub const VISIT_FIELDS: &[&str] = &[
    "received_on",
    "handling",
    "route",
    "matter",
    "result",
    "accepted",
    "refusal",
    "feedback_wanted",
    "feedback_on",
    "deputies",
    "original",
];

/// What the judgement of a reception day reads.
pub const DAY_FIELDS: &[&str] = &[
    "held_on",
    "state",
    "notice_on",
    "visitors",
    "stated_visitors",
    "deputies",
    "station",
];

/// Ways of dealing with a visitor's matter that lead out of the book.
fn leads_on(route: &str) -> bool {
    !matches!(route, "" | "当场办结" | "转为议案线索")
}

/// Whether a visitor is to be told something at all, here and not through the matter that came of
/// the visit.
fn is_to_be_told(said: Said<'_>, passed_on: bool) -> bool {
    let told_elsewhere = passed_on && !said.has("feedback_on");
    said.yes("feedback_wanted") != Some(false)
        && said.text("accepted") != "不予受理"
        && !told_elsewhere
}

/// Whether a visitor still waits to be told what became of it.
#[must_use]
pub fn owes_feedback(kind: &RecordType, row: &Row, passed_on: bool) -> bool {
    let said = Said { kind, row };
    let settled = said.text("route") == "当场办结" || said.has("feedback_on");
    is_to_be_told(said, passed_on) && !settled
}

/// A visitor received. `passed_on`: an opinion or suggestion says that it came from this visit; its
/// feedback is then judged in 簿三.
#[must_use]
pub fn visit(
    judge: &Judge,
    kind: &RecordType,
    row: &Row,
    traces: Traces,
    passed_on: bool,
) -> Verdict {
    let said = Said { kind, row };
    let refused = said.text("accepted") == "不予受理";
    let mut asked = vec![Virtue::Full, Virtue::Clear];
    if is_to_be_told(said, passed_on) {
        asked.push(Virtue::Timely);
    }
    let mut verdict = Verdict::asking(&asked);
    // A place and a recorder are on the reception day; what matters here has its own objection.
    verdict.look_over(kind, row, traces, &["handling", "accepted", "urgency"]);
    verdict.object_if(!said.has("original") && !traces.scan, &NO_ORIGINAL);
    let dealt_with = ["handling", "route", "matter", "result"]
        .iter()
        .any(|key| said.has(key));
    verdict.object_if(!dealt_with && !refused && !passed_on, &NO_HANDLING);
    let on_its_way = leads_on(said.text("route")) && !refused;
    verdict.object_if(
        on_its_way && !said.has("matter") && !passed_on,
        &NOT_PASSED_ON,
    );
    verdict.object_if(refused && !said.has("refusal"), &REFUSED_UNSAID);
    let over = said
        .day("received_on")
        .is_some_and(|it| judge.is_over(RuleKey::OpinionFeedback, it));
    verdict.object_if(
        owes_feedback(kind, row, passed_on) && over,
        &VISIT_NO_FEEDBACK,
    );
    verdict
}

/// A reception day; `None` for one that is still ahead or was cancelled.
#[must_use]
pub fn day(judge: &Judge, kind: &RecordType, row: &Row, traces: Traces) -> Option<Verdict> {
    let said = Said { kind, row };
    let held = said.day("held_on")?;
    let stage = DayStage::of_word(said.text("state"));
    if held >= judge.today || stage == Some(DayStage::Cancelled) {
        return None;
    }
    let mut verdict = Verdict::asking(&[Virtue::Full]);
    verdict.look_over(kind, row, traces, &[]);
    let came = said.has("visitors") || said.has("stated_visitors");
    let marked = matches!(stage, Some(DayStage::Held | DayStage::Filed));
    verdict.object_if(!came && !marked, &DAY_UNRECORDED);
    match said.day("notice_on") {
        None => verdict.object(&DAY_NO_NOTICE, ""),
        Some(notice) => {
            if notice > announce_by(&judge.rules, &judge.almanac, None, held) {
                let ahead = (held - notice).num_days().max(0);
                verdict.object(&DAY_SHORT_NOTICE, format!("提前 {ahead} 天"));
            }
        }
    }
    Some(verdict)
}
