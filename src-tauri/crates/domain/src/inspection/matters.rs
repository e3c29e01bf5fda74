//! 簿三: opinions and suggestions. What was brought in from an old ledger (历史补录) is asked for its
//! columns alone: nobody is made to invent papers for it.

use crate::inspection::judge::Said;
use crate::inspection::objection::*;
use crate::inspection::{Judge, Traces, Verdict, Virtue};
use crate::matter::MatterStage;
use crate::record::{RecordType, Row};
use crate::rules::RuleKey;
use crate::suggestion::SUGGESTION;
use crate::workflow::Stage;

/// What the judgement of a matter reads.
pub const MATTER_FIELDS: &[&str] = &[
    "no",
    "received_on",
    "submitted_on",
    "state",
    "backfill",
    "lead",
    "due_on",
    "urged",
    "reply",
    "replied_on",
    "result",
    "satisfaction",
    "feedback_on",
    "reviewer",
    "original",
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
    let said = Said { kind, row };
    let backfill = said.yes("backfill") == Some(true);
    let come = MatterStage::of_word(said.text("state")).and_then(come);
    let Some(come) = come.filter(|_| !backfill) else {
        let mut verdict = Verdict::asking(&[Virtue::Full]);
        verdict.look_over(kind, row, traces, &[]);
        return verdict;
    };
    let mut verdict = Verdict::asking(&Virtue::ALL);
    verdict.look_over(kind, row, traces, &[]);
    let finished = come >= Come::Closed;
    verdict.object_if(
        finished && !said.has("original") && !traces.scan,
        &NO_ORIGINAL,
    );
    clear(judge, said, come, consulted, &mut verdict);
    timely(judge, said, come, &mut verdict);
    verdict
}

fn clear(judge: &Judge, said: Said<'_>, come: Come, consulted: bool, verdict: &mut Verdict) {
    let begun = said.day("received_on").or(said.day("submitted_on"));
    let waited = begun.is_some_and(|it| judge.is_over(RuleKey::HandOver, it));
    verdict.object_if(come == Come::Registered && waited, &NOT_ACCEPTED);
    verdict.object_if(come == Come::Accepted && waited, &NO_UNIT);
    if come < Come::Replied {
        return;
    }
    verdict.object_if(!said.has("lead"), &NO_UNIT);
    verdict.object_if(!said.has("reply"), &NO_REPLY_TEXT);
    verdict.object_if(!said.has("result"), &NO_RESULT);
    // People who raised an opinion are told; deputies are to be spoken with before the reply.
    let suggestion = said.kind.key == *SUGGESTION;
    verdict.object_if(suggestion && !consulted, &NOT_CONSULTED);
    verdict.object_if(
        come == Come::Closed && !said.has("reviewer"),
        &CLOSED_UNREVIEWED,
    );
}

fn timely(judge: &Judge, said: Said<'_>, come: Come, verdict: &mut Verdict) {
    let due = said.day("due_on");
    let replied = said.day("replied_on");
    let days = |late: i64| format!("逾期 {late} 天");
    match (come, due, replied) {
        (Come::WithUnit, Some(due), _) if due < judge.today => {
            verdict.object(&OVERDUE, days((judge.today - due).num_days()));
            verdict.object_if(!said.has("urged"), &NOT_URGED);
        }
        (Come::Replied | Come::Told | Come::Closed, Some(due), Some(replied)) if due < replied => {
            verdict.object(&REPLIED_LATE, days((replied - due).num_days()));
        }
        _ => {}
    }
    let told = said.has("feedback_on") || said.has("satisfaction");
    let over = replied.is_some_and(|it| judge.is_over(RuleKey::Feedback, it));
    verdict.object_if(come >= Come::Replied && !told && over, &NO_FEEDBACK);
    verdict.object_if(
        come == Come::Told && said.text("satisfaction") == "不满意",
        &NOT_DONE_AGAIN,
    );
}
