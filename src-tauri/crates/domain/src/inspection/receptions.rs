//! 簿一: visitors received and reception days.

use crate::inspection::objection::*;
use crate::inspection::{Judge, Traces, Verdict, Virtue};
use crate::reception::{Acceptance, DayStage, ReceptionDay, Route, Visitor, announce_by};
use crate::record::{Reads, RecordType, Row, TypedRow};
use crate::rules::RuleKey;

/// What the judgement of a visitor reads.
pub const VISIT_FIELDS: &[&str] = &[
    Visitor::RECEIVED_ON.key(),
    Visitor::HANDLING.key(),
    Visitor::ROUTE.key(),
    Visitor::MATTER.key(),
    Visitor::RESULT.key(),
    Visitor::ACCEPTED.key(),
    Visitor::REFUSAL.key(),
    Visitor::FEEDBACK_WANTED.key(),
    Visitor::FEEDBACK_ON.key(),
    Visitor::DEPUTIES.key(),
    Visitor::ORIGINAL.key(),
];

/// What the judgement of a reception day reads.
pub const DAY_FIELDS: &[&str] = &[
    ReceptionDay::HELD_ON.key(),
    ReceptionDay::STATE.key(),
    ReceptionDay::NOTICE_ON.key(),
    ReceptionDay::VISITORS.key(),
    ReceptionDay::STATED_VISITORS.key(),
    ReceptionDay::DEPUTIES.key(),
    ReceptionDay::STATION.key(),
];

/// Ways of dealing with a visitor's matter that lead out of the book.
fn leads_on(said: TypedRow<'_>) -> bool {
    let route = said.read(Visitor::ROUTE);
    said.has(Visitor::ROUTE) && !matches!(route, Some(Route::OnTheSpot | Route::Motion))
}

/// Whether a visitor is to be told something at all, here and not through the matter that came of
/// the visit.
fn is_to_be_told(said: TypedRow<'_>, passed_on: bool) -> bool {
    let told_elsewhere = passed_on && !said.has(Visitor::FEEDBACK_ON);
    said.read(Visitor::FEEDBACK_WANTED) != Some(false)
        && said.read(Visitor::ACCEPTED) != Some(Acceptance::Refused)
        && !told_elsewhere
}

/// Whether a visitor still waits to be told what became of it.
#[must_use]
pub fn owes_feedback(kind: &RecordType, row: &Row, passed_on: bool) -> bool {
    let said = TypedRow { kind, row };
    let settled =
        said.read(Visitor::ROUTE) == Some(Route::OnTheSpot) || said.has(Visitor::FEEDBACK_ON);
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
    let said = TypedRow { kind, row };
    let refused = said.read(Visitor::ACCEPTED) == Some(Acceptance::Refused);
    let mut asked = vec![Virtue::Full, Virtue::Clear];
    if is_to_be_told(said, passed_on) {
        asked.push(Virtue::Timely);
    }
    let mut verdict = Verdict::asking(&asked);
    // A place and a recorder are on the reception day; what matters here has its own objection.
    verdict.look_over(
        kind,
        row,
        traces,
        &[
            Visitor::HANDLING.key(),
            Visitor::ACCEPTED.key(),
            Visitor::URGENCY.key(),
        ],
    );
    verdict.object_if(!said.has(Visitor::ORIGINAL) && !traces.scan, &NO_ORIGINAL);
    let dealt_with = said.has(Visitor::HANDLING)
        || said.has(Visitor::ROUTE)
        || said.has(Visitor::MATTER)
        || said.has(Visitor::RESULT);
    verdict.object_if(!dealt_with && !refused && !passed_on, &NO_HANDLING);
    let on_its_way = leads_on(said) && !refused;
    verdict.object_if(
        on_its_way && !said.has(Visitor::MATTER) && !passed_on,
        &NOT_PASSED_ON,
    );
    verdict.object_if(refused && !said.has(Visitor::REFUSAL), &REFUSED_UNSAID);
    let over = said
        .last_day(Visitor::RECEIVED_ON)
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
    let said = TypedRow { kind, row };
    let held = said.last_day(ReceptionDay::HELD_ON)?;
    let stage = said.read(ReceptionDay::STATE);
    if held >= judge.today || stage.is_some_and(DayStage::is_called_off) {
        return None;
    }
    let mut verdict = Verdict::asking(&[Virtue::Full]);
    verdict.look_over(kind, row, traces, &[]);
    let came = said.has(ReceptionDay::VISITORS) || said.has(ReceptionDay::STATED_VISITORS);
    let marked = stage.is_some_and(DayStage::took_place);
    verdict.object_if(!came && !marked, &DAY_UNRECORDED);
    match said.last_day(ReceptionDay::NOTICE_ON) {
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
