//! 簿二: activities, and the parts of a year without any.

use chrono::NaiveDate;

use crate::activity::ActivityStage;
use crate::inspection::judge::Said;
use crate::inspection::objection::*;
use crate::inspection::{Judge, Stretch, Traces, Verdict, Virtue};
use crate::record::{RecordType, Row};
use crate::rules::RuleKey;
use crate::workflow::Stage;

/// What the judgement of an activity reads.
pub const ACTIVITY_FIELDS: &[&str] = &[
    "held_on",
    "sort",
    "state",
    "content",
    "present",
    "expected",
    "stated_present",
    "reviewer",
    "reviewed_on",
    "topics",
    "agreed",
    "suggestions",
    "result",
    "report",
    "handed_to",
    "handed_on",
    "feedback_on",
    "group",
    "station",
    "original",
];

/// An activity; `None` for one still ahead or cancelled.
#[must_use]
pub fn activity(judge: &Judge, kind: &RecordType, row: &Row, traces: Traces) -> Option<Verdict> {
    let said = Said { kind, row };
    let held = said.day("held_on")?;
    let stage = ActivityStage::of_word(said.text("state"));
    if held > judge.today || stage == Some(ActivityStage::Cancelled) {
        return None;
    }
    let council = said.text("sort").starts_with("议事日") || said.has("topics");
    let raised = said.number("suggestions") > 0;
    let reported = said.has("report");
    let mut asked = vec![Virtue::Full, Virtue::Timely];
    if council || raised || reported {
        asked.push(Virtue::Clear);
    }
    let mut verdict = Verdict::asking(&asked);
    verdict.look_over(kind, row, traces, &["content", "expected"]);
    verdict.object_if(!said.has("content"), &NO_RECORD);
    verdict.object_if(
        !said.has("present") && !said.has("stated_present"),
        &NO_ATTENDANCE,
    );
    verdict.object_if(!traces.files, &NO_PHOTO);
    verdict.object_if(!said.has("original") && !traces.scan, &NO_ORIGINAL);
    verdict.object_if(council && !said.has("agreed"), &COUNCIL_OPEN);
    verdict.object_if(raised && !said.has("result"), &RAISED_UNSAID);
    verdict.object_if(reported && !said.has("handed_to"), &NOT_HANDED_OVER);
    let reviewed = said.has("reviewer") && said.has("reviewed_on");
    let written_up = judge.is_over(RuleKey::Review, held);
    verdict.object_if(!reviewed && written_up, &NOT_REVIEWED);
    // 代表法第31条 says 及时; how long that is, is a rule of the province.
    let unanswered = said
        .day("handed_on")
        .is_some_and(|it| judge.is_over(RuleKey::ReportReply, it));
    if unanswered && !said.has("feedback_on") {
        let mut late = Verdict::default();
        late.object(&REPORT_NO_FEEDBACK, "");
        verdict.found.extend(late.as_binding(judge).found);
    }
    Some(verdict)
}

/// A group without activity in a part of the year.
#[must_use]
pub fn silent_group(part: &Stretch) -> Verdict {
    Verdict::missing(&SILENT_GROUP, part.title.clone())
}

/// A station without activity and reception in a part of the year.
#[must_use]
pub fn silent_station(part: &Stretch) -> Verdict {
    Verdict::missing(&SILENT_STATION, part.title.clone())
}

/// The parts of the year, by the rule for groups' activities, in which none of these days lies: those
/// over, and the running one as its end comes near.
///
/// ```
/// use domain::calendar::Almanac;
/// use domain::inspection::{Judge, silent_stretches};
/// use domain::rules::Rules;
/// let day = |text: &str| text.parse::<chrono::NaiveDate>().unwrap();
/// let judge = Judge {
///     today: day("2026-08-03"),
///     year: 2026,
///     almanac: Almanac::delivered().clone(),
///     rules: Rules::default(),
/// };
/// let silent = silent_stretches(&judge, &[day("2026-02-11")]);
/// let titles: Vec<&str> = silent.iter().map(|it| it.title.as_str()).collect();
/// assert_eq!(titles, ["第二季度"], "the third has two months to go");
/// ```
#[must_use]
pub fn silent_stretches(judge: &Judge, days: &[NaiveDate]) -> Vec<Stretch> {
    let mut stretches = judge.stretches(RuleKey::GroupActivity);
    let ahead = judge.rules.days(RuleKey::SilenceAhead, judge.today);
    stretches.retain(|part| {
        let near = (part.to - judge.today).num_days() < ahead;
        near && !days.iter().any(|day| part.from <= *day && *day <= part.to)
    });
    stretches
}
