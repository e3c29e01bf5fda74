//! 簿二: activities, and the parts of a year without any.

use chrono::NaiveDate;

use crate::activity::{Activity, ActivityStage};
use crate::inspection::objection::*;
use crate::inspection::{Judge, Stretch, Traces, Verdict, Virtue};
use crate::record::{Reads, RecordType, Row, TypedRow};
use crate::rules::RuleKey;
use crate::workflow::Occasion;

/// What the judgement of an activity reads.
pub const ACTIVITY_FIELDS: &[&str] = &[
    Activity::HELD_ON.key(),
    Activity::SORT.key(),
    Activity::STATE.key(),
    Activity::CONTENT.key(),
    Activity::PRESENT.key(),
    Activity::EXPECTED.key(),
    Activity::STATED_PRESENT.key(),
    Activity::REVIEWER.key(),
    Activity::REVIEWED_ON.key(),
    Activity::TOPICS.key(),
    Activity::AGREED.key(),
    Activity::SUGGESTIONS.key(),
    Activity::RESULT.key(),
    Activity::REPORT.key(),
    Activity::HANDED_TO.key(),
    Activity::HANDED_ON.key(),
    Activity::FEEDBACK_ON.key(),
    Activity::GROUP.key(),
    Activity::STATION.key(),
    Activity::ORIGINAL.key(),
];

/// An activity; `None` for one still ahead or cancelled.
#[must_use]
pub fn activity(judge: &Judge, kind: &RecordType, row: &Row, traces: Traces) -> Option<Verdict> {
    let said = TypedRow { kind, row };
    let held = said.last_day(Activity::HELD_ON)?;
    let stage = said.read(Activity::STATE);
    if held > judge.today || stage.map(ActivityStage::occasion) == Some(Occasion::CalledOff) {
        return None;
    }
    let council = said
        .read(Activity::SORT)
        .is_some_and(|it| it.starts_with("议事日"))
        || said.has(Activity::TOPICS);
    let raised = said.read(Activity::SUGGESTIONS).unwrap_or(0) > 0;
    let reported = said.has(Activity::REPORT);
    let mut asked = vec![Virtue::Full, Virtue::Timely];
    if council || raised || reported {
        asked.push(Virtue::Clear);
    }
    let mut verdict = Verdict::asking(&asked);
    verdict.look_over(
        kind,
        row,
        traces,
        &[Activity::CONTENT.key(), Activity::EXPECTED.key()],
    );
    verdict.object_if(!said.has(Activity::CONTENT), &NO_RECORD);
    verdict.object_if(
        !said.has(Activity::PRESENT) && !said.has(Activity::STATED_PRESENT),
        &NO_ATTENDANCE,
    );
    verdict.object_if(!traces.files, &NO_PHOTO);
    verdict.object_if(!said.has(Activity::ORIGINAL) && !traces.scan, &NO_ORIGINAL);
    verdict.object_if(council && !said.has(Activity::AGREED), &COUNCIL_OPEN);
    verdict.object_if(raised && !said.has(Activity::RESULT), &RAISED_UNSAID);
    verdict.object_if(reported && !said.has(Activity::HANDED_TO), &NOT_HANDED_OVER);
    let reviewed = said.has(Activity::REVIEWER) && said.has(Activity::REVIEWED_ON);
    let written_up = judge.is_over(RuleKey::Review, held);
    verdict.object_if(!reviewed && written_up, &NOT_REVIEWED);
    // 代表法第31条 says 及时; how long that is, is a rule of the province.
    let unanswered = said
        .last_day(Activity::HANDED_ON)
        .is_some_and(|it| judge.is_over(RuleKey::ReportReply, it));
    if unanswered && !said.has(Activity::FEEDBACK_ON) {
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
