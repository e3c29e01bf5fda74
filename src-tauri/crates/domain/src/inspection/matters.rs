//! 簿三: opinions and suggestions. What was brought in from an old ledger (历史补录) is asked for its
//! columns, and for a reply that is still waited for: nobody is made to invent papers for it.

use crate::inspection::objection::*;
use crate::inspection::{Judge, Traces, Verdict, Virtue};
use crate::matter::{Matter, MatterStage, MatterView, feedback_begins, hand_over_until};
use crate::opinion::Opinion;
use crate::record::{Reads, RecordType, Row, TypedRow};
use crate::rules::RuleKey;
use crate::suggestion::{SUGGESTION, Suggestion};

/// What the judgement of a matter reads.
pub const MATTER_FIELDS: &[&str] = &[
    Suggestion::NO.key(),
    Opinion::RECEIVED_ON.key(),
    Suggestion::SUBMITTED_ON.key(),
    Matter::STATE.key(),
    Matter::BACKFILL.key(),
    Matter::LEAD.key(),
    Matter::DUE_ON.key(),
    Matter::URGED.key(),
    Matter::REPLY.key(),
    Matter::REPLIED_ON.key(),
    Matter::RESULT.key(),
    Matter::SATISFACTION.key(),
    Matter::FEEDBACK_ON.key(),
    Matter::REVIEWER.key(),
    Matter::ORIGINAL.key(),
    Matter::HELD.key(),
    Matter::LATE_BEFORE.key(),
    Matter::CLOSED_ON.key(),
    Matter::ASSIGNED_ON.key(),
    Matter::REPLY_RECEIVED_ON.key(),
    Suggestion::OCCASION.key(),
    Suggestion::SESSION.key(),
    Suggestion::SESSION_CLOSED_ON.key(),
];

/// How far a matter has come.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Come {
    Registered,
    Accepted,
    WithUnit,
    Replied,
    Told,
    Closed,
}

fn come(stage: MatterStage) -> Option<Come> {
    Some(match stage {
        MatterStage::Registered => Come::Registered,
        MatterStage::Accepted | MatterStage::BackFromCounty => Come::Accepted,
        MatterStage::Assigned
        | MatterStage::GivenBack
        | MatterStage::Handling
        | MatterStage::Again
        | MatterStage::AtCounty => Come::WithUnit,
        MatterStage::Replied => Come::Replied,
        MatterStage::Evaluated | MatterStage::ToClose => Come::Told,
        MatterStage::Closed | MatterStage::Archived => Come::Closed,
        // Nobody waits for these.
        MatterStage::Rejected
        | MatterStage::Merged
        | MatterStage::Withdrawn
        | MatterStage::Raised
        | MatterStage::Held => return None,
    })
}

/// An opinion or a suggestion. `consulted`: a consultation (面商) is recorded.
#[must_use]
pub fn matter(
    judge: &Judge,
    kind: &RecordType,
    row: &Row,
    traces: Traces,
    consulted: bool,
) -> Verdict {
    let said = TypedRow { kind, row };
    let backfill = said.read(Matter::BACKFILL) == Some(true);
    let stage = said.read(Matter::STATE);
    // What was filed away had come to an end before: to which one it remembers.
    let ended = match stage {
        Some(MatterStage::Archived) => said.read(Matter::HELD).or(stage),
        other => other,
    };
    let come = ended.and_then(come);
    let Some(come) = come else {
        let mut verdict = Verdict::asking(&[Virtue::Full]);
        verdict.look_over(kind, row, traces, &[]);
        return verdict;
    };
    if backfill {
        let mut verdict = Verdict::asking(&[Virtue::Full, Virtue::Timely]);
        verdict.look_over(kind, row, traces, &[]);
        overdue(judge, said, &mut verdict);
        replied_late(said, &mut verdict);
        return verdict;
    }
    let mut verdict = Verdict::asking(&Virtue::ALL);
    verdict.look_over(kind, row, traces, &[]);
    let finished = come >= Come::Closed;
    verdict.object_if(
        finished && !said.has(Matter::ORIGINAL) && !traces.scan,
        &NO_ORIGINAL,
    );
    clear(judge, said, come, consulted, &mut verdict);
    timely(judge, said, come, &mut verdict);
    verdict
}

fn clear(judge: &Judge, said: TypedRow<'_>, come: Come, consulted: bool, verdict: &mut Verdict) {
    let waited = waited_for_a_unit(judge, said);
    verdict.object_if(come == Come::Registered && waited, &NOT_ACCEPTED);
    verdict.object_if(come == Come::Accepted && waited, &NO_UNIT);
    if come < Come::Replied {
        return;
    }
    verdict.object_if(!said.has(Matter::LEAD), &NO_UNIT);
    verdict.object_if(!said.has(Matter::REPLY), &NO_REPLY_TEXT);
    verdict.object_if(!said.has(Matter::RESULT), &NO_RESULT);
    // People who raised an opinion are told; deputies are to be spoken with before the reply.
    let suggestion = said.kind.key == *SUGGESTION;
    verdict.object_if(suggestion && !consulted, &NOT_CONSULTED);
    verdict.object_if(
        come == Come::Closed && !said.has(Matter::REVIEWER),
        &CLOSED_UNREVIEWED,
    );
}

/// Whether a matter has waited for a unit too long. For a suggestion raised in session no law names a
/// period for 交办 alone; the whole one for its reply is then the measure.
fn waited_for_a_unit(judge: &Judge, said: TypedRow<'_>) -> bool {
    let (rules, almanac) = (&judge.rules, &judge.almanac);
    match hand_over_until(said.kind, said.row, rules, almanac) {
        Some(until) => until.due < judge.today,
        None => said
            .last_day(Suggestion::SUBMITTED_ON)
            .is_some_and(|it| judge.is_over(RuleKey::Reply, it)),
    }
}

/// A reply that is still waited for past its day, whoever entered the matter and when.
fn overdue(judge: &Judge, said: TypedRow<'_>, verdict: &mut Verdict) -> bool {
    let late = MatterView::of(said.kind, said.row).days_overdue(judge.today);
    if let Some(days) = late {
        verdict.object(&OVERDUE, format!("逾期 {days} 天"));
    }
    late.is_some()
}

fn replied_late(said: TypedRow<'_>, verdict: &mut Verdict) {
    match MatterView::of(said.kind, said.row).days_late() {
        Some(0) => verdict.object(&REPLIED_LATE, "重新办理以前的答复逾期"),
        Some(days) => verdict.object(&REPLIED_LATE, format!("逾期 {days} 天")),
        None => {}
    }
}

fn timely(judge: &Judge, said: TypedRow<'_>, come: Come, verdict: &mut Verdict) {
    let late = overdue(judge, said, verdict);
    verdict.object_if(late && !said.has(Matter::URGED), &NOT_URGED);
    replied_late(said, verdict);
    let told = said.has(Matter::FEEDBACK_ON) || said.has(Matter::SATISFACTION);
    let key = if said.kind.key == *SUGGESTION {
        RuleKey::Feedback
    } else {
        RuleKey::OpinionFeedback
    };
    let over = feedback_begins(said.kind, said.row).is_some_and(|it| judge.is_over(key, it));
    verdict.object_if(come >= Come::Replied && !told && over, &NO_FEEDBACK);
    verdict.object_if(
        come == Come::Told && MatterView::of(said.kind, said.row).is_discontent(),
        &NOT_DONE_AGAIN,
    );
}
