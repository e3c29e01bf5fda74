//! The steps of a matter, from 受理 to 归档. Source: domain handbook 2.4; 代表法 第51条; the local
//! regulations named at each guard.

use chrono::{Days, NaiveDate};

use crate::calendar::Almanac;
use crate::dates::PartialDate;
use crate::matter::clock::reply_period;
use crate::matter::inside::{
    ASKING_ROUND, CONSULTATION, EVALUATION, EXTENSION, GIVING_BACK, PROGRESS, RECHECK, REWORK,
    SUPERVISION, TRANSFER,
};
use crate::matter::stage::MatterStage as At;
use crate::matter::{derive, list};
use crate::record::Need::{Blocking, Expected, Optional};
use crate::record::{FieldFault, FieldKey, RecordType, Row, Value};
use crate::rules::{Begin, RuleKey, Rules};
use crate::service::PROMISE;
use crate::suggestion::SUGGESTION;
use crate::workflow::{Done, Effects, Fill, Refusal, STEP, Situation, Stage, Step, Workflow};

/// Opinions come from people, suggestions from deputies: the latter's papers have numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Sort {
    Opinion,
    Suggestion,
}

/// States in which a unit has the matter.
const WITH_UNIT: [At; 3] = [At::Assigned, At::Handling, At::Again];

pub(crate) fn workflow(sort: Sort) -> Workflow {
    let mut steps = beginning(sort);
    steps.extend(with_unit());
    steps.extend(answering(sort));
    steps.extend(ending());
    steps.extend(aside(sort));
    Workflow::over::<At>("stage", derive, steps)
        .held_in("held")
        .backfilled_by("backfill")
}

/// The day that the rule for 交办 gives a matter; `None` before it was handed over.
#[must_use]
pub fn reckoned_due(
    kind: &RecordType,
    row: &Row,
    rules: &Rules,
    almanac: &Almanac,
) -> Option<NaiveDate> {
    let date = |key: &str| row.get(kind, key).and_then(Value::as_date);
    let step = date("assigned_on")?.first_day();
    let key = reply_period(kind, row.get(kind, "level").and_then(Value::as_text));
    let begins = rules.on(key, step).map(|it| it.begins);
    let from = match (begins, date("session_closed_on")) {
        (Some(Begin::SessionClose), Some(closed)) => closed.first_day(),
        _ => step,
    };
    rules.deadline(almanac, key, from).map(|it| it.due)
}

fn beginning(sort: Sort) -> Vec<Step> {
    let number = match sort {
        Sort::Opinion => Optional,
        Sort::Suggestion => Expected,
    };
    vec![
        Step::new("accept", "受理")
            .from(&[At::Registered])
            .to(At::Accepted)
            .offers("accepted_on", Blocking, Fill::Today)
            .offers("accepted_by", Expected, Fill::User)
            .opinion(Optional)
            .dated_by("accepted_on"),
        Step::new("reject", "不予受理")
            .from(&[At::Registered])
            .to(At::Rejected)
            .asks("refusal", Blocking)
            .offers("accepted_on", Blocking, Fill::Today)
            .offers("accepted_by", Expected, Fill::User)
            .offers("told_on", Expected, Fill::Nothing)
            .opinion(Optional)
            .dated_by("accepted_on"),
        Step::new("assign", "交办")
            .from(&[At::Accepted, At::BackFromCounty])
            .to(At::Assigned)
            .asks("lead", Blocking)
            .asks("co", Optional)
            .offers("assigned_on", Blocking, Fill::Today)
            .offers("assigned_by", Expected, Fill::Word("主席团"))
            .asks("assign_no", number)
            .offers("due_on", Optional, Fill::Nothing)
            .asks("demand", Optional)
            .asks("key_matter", Optional)
            .opinion(Optional)
            .dated_by("assigned_on")
            .effect(sets_due),
    ]
}

fn with_unit() -> Vec<Step> {
    vec![
        Step::new("take_up", "承办")
            .from(&[At::Assigned])
            .to(At::Handling)
            .asks("handler", Expected)
            .asks("handler_phone", Optional)
            .asks("leader", Optional),
        Step::new("transfer", "转办")
            .from(&WITH_UNIT)
            .writes(TRANSFER)
            .row("to", Blocking, Fill::Nothing)
            .row("on", Blocking, Fill::Today)
            .row("reason", Blocking, Fill::Nothing)
            .basis(Optional)
            .dated_by("on")
            .check(to_another_unit)
            .effect(moves_to_unit),
        Step::new("give_back", "退件")
            .from(&[At::Assigned, At::Handling])
            .to(At::GivenBack)
            .writes(GIVING_BACK)
            .row("on", Blocking, Fill::Today)
            .row("reason", Blocking, Fill::Nothing)
            .dated_by("on")
            .warn(late_to_give_back)
            .effect(names_its_unit),
        Step::new("take_back", "同意退件")
            .from(&[At::GivenBack])
            .to(At::Accepted)
            .opinion(Optional)
            .effect(clears_assignment),
        Step::new("keep_with", "不同意退件")
            .from(&[At::GivenBack])
            .back()
            .opinion(Blocking),
        Step::new("consult", "面商")
            .from(&WITH_UNIT)
            .writes(CONSULTATION)
            .row("on", Blocking, Fill::Today)
            .row("way", Blocking, Fill::Nothing)
            .row("by", Expected, Fill::Nothing)
            .row("view", Expected, Fill::Nothing)
            .dated_by("on"),
        Step::new("progress", "进度")
            .from(&WITH_UNIT)
            .writes(PROGRESS)
            .row("on", Blocking, Fill::Today)
            .row("content", Blocking, Fill::Nothing)
            .row("percent", Optional, Fill::Nothing)
            .dated_by("on"),
        Step::new("extend", "延期")
            .from(&[At::Assigned, At::Handling])
            .writes(EXTENSION)
            .row("on", Blocking, Fill::Today)
            .row("reason", Blocking, Fill::Nothing)
            .row("approver", Blocking, Fill::Nothing)
            .row("until", Optional, Fill::Nothing)
            .row("told_on", Expected, Fill::Nothing)
            .basis(Optional)
            .dated_by("on")
            .guard(once_only)
            .check(not_too_long)
            .effect(moves_due),
        Step::new("supervise", "督办")
            .from(&[
                At::Assigned,
                At::GivenBack,
                At::Handling,
                At::Again,
                At::Replied,
            ])
            .writes(SUPERVISION)
            .row("on", Blocking, Fill::Today)
            .row("way", Blocking, Fill::Nothing)
            .row("by", Expected, Fill::User)
            .row("level", Optional, Fill::Nothing)
            .row("demand", Blocking, Fill::Nothing)
            .row("result", Optional, Fill::Nothing)
            .basis(Optional)
            .dated_by("on")
            .effect(notes_urging),
        Step::new("promise", "承诺")
            .from(&[
                At::Assigned,
                At::Handling,
                At::Again,
                At::Replied,
                At::Evaluated,
            ])
            .writes(PROMISE)
            .row("title", Blocking, Fill::Nothing)
            .row("made_on", Blocking, Fill::Today)
            .row("due_on", Blocking, Fill::Nothing)
            .row("responsible", Expected, Fill::Nothing)
            .dated_by("made_on")
            .effect(fills_ledger),
    ]
}

fn answering(sort: Sort) -> Vec<Step> {
    let (number, signer) = match sort {
        Sort::Opinion => (Optional, Optional),
        Sort::Suggestion => (Blocking, Expected),
    };
    let reply = |key, title| {
        Step::new(key, title)
            .offers("replied_on", Blocking, Fill::Today)
            .offers("reply_way", Expected, Fill::Nothing)
            .offers("reply_no", number, Fill::Nothing)
            .offers("signed_by", signer, Fill::Nothing)
            .offers("reply", Blocking, Fill::Nothing)
            .offers("result", Expected, Fill::Nothing)
            .dated_by("replied_on")
    };
    vec![
        reply("reply", "答复")
            .from(&WITH_UNIT)
            .to(At::Replied)
            .warn(without_consultation),
        reply("county_reply", "县级答复")
            .from(&[At::AtCounty])
            .to(At::Replied),
        reply("answer_each", "分别答复").from(&[At::Merged]),
        Step::new("feedback", "反馈")
            .from(&[At::Replied])
            .to(At::Evaluated)
            .writes(EVALUATION)
            .offers("satisfaction", Blocking, Fill::Nothing)
            .offers("feedback_on", Blocking, Fill::Today)
            .offers("feedback_way", Expected, Fill::Nothing)
            .offers("feedback", Optional, Fill::Nothing)
            .row("leadership", Optional, Fill::Nothing)
            .row("attitude", Optional, Fill::Nothing)
            .row("talking", Optional, Fill::Nothing)
            .row("quality", Optional, Fill::Nothing)
            .row("result", Optional, Fill::Nothing)
            .dated_by("feedback_on")
            .check(says_why_not_content)
            .effect(fills_evaluation),
        Step::new("evaluate", "测评")
            .from(&[At::Evaluated, At::ToClose, At::Closed, At::Archived])
            .writes(EVALUATION)
            .row("round", Blocking, Fill::Nothing)
            .row("on", Blocking, Fill::Today)
            .row("by", Expected, Fill::Nothing)
            .row("leadership", Optional, Fill::Nothing)
            .row("attitude", Optional, Fill::Nothing)
            .row("talking", Optional, Fill::Nothing)
            .row("quality", Optional, Fill::Nothing)
            .row("result", Optional, Fill::Nothing)
            .row("overall", Blocking, Fill::Nothing)
            .row("opinion", Optional, Fill::Nothing)
            .dated_by("on")
            .check(whole_follows_result),
        Step::new("again", "重新办理")
            .from(&[At::Evaluated])
            .to(At::Again)
            .writes(REWORK)
            .asks("lead", Blocking)
            .row("on", Blocking, Fill::Today)
            .row("reason", Blocking, Fill::Nothing)
            .basis(Optional)
            .dated_by("on")
            .guard(not_content)
            .effect(begins_again),
    ]
}

fn ending() -> Vec<Step> {
    vec![
        Step::new("ask_close", "申请销号")
            .from(&[At::Replied, At::Evaluated])
            .to(At::ToClose)
            .offers("close_applicant", Blocking, Fill::User)
            .asks("close_basis", Optional)
            .opinion(Optional)
            .check(rests_on_something),
        Step::new("close", "销号")
            .from(&[At::ToClose])
            .to(At::Closed)
            .offers("reviewer", Blocking, Fill::Nothing)
            .offers("closed_on", Blocking, Fill::Today)
            .asks("close_basis", Optional)
            .asks("recheck_wanted", Optional)
            .opinion(Optional)
            .dated_by("closed_on")
            .guard(has_feedback)
            .check(second_person),
        Step::new("not_close", "不同意销号")
            .from(&[At::ToClose])
            .back()
            .opinion(Blocking),
        Step::new("recheck", "回头看")
            .from(&[At::Closed, At::Archived])
            .writes(RECHECK)
            .row("on", Blocking, Fill::Today)
            .row("by", Expected, Fill::User)
            .row("situation", Blocking, Fill::Nothing)
            .row("relapsed", Optional, Fill::Nothing)
            .dated_by("on"),
        Step::new("reopen", "反弹重开")
            .from(&[At::Closed, At::Archived])
            .to(At::Again)
            .writes(REWORK)
            .asks("lead", Blocking)
            .row("on", Blocking, Fill::Today)
            .row("reason", Blocking, Fill::Nothing)
            .dated_by("on")
            .guard(was_answered)
            .effect(begins_again),
        Step::new("archive", "归档")
            .from(&[
                At::Closed,
                At::Rejected,
                At::Merged,
                At::Withdrawn,
                At::Raised,
            ])
            .to(At::Archived)
            .offers("archived_on", Blocking, Fill::Today)
            .asks("original", Optional)
            .dated_by("archived_on"),
    ]
}

fn aside(sort: Sort) -> Vec<Step> {
    let withdrawal = match sort {
        Sort::Opinion => Optional,
        // R-JY-15: in writing (山东条例第9条、重庆条例第12条).
        Sort::Suggestion => Expected,
    };
    let mut steps = vec![
        Step::new("merge", "合并办理")
            .from(&[At::Registered, At::Accepted, At::Assigned, At::Handling])
            .to(At::Merged)
            .asks("merged_into", Blocking)
            .opinion(Optional)
            .check(not_into_itself),
        Step::new("withdraw", "撤回")
            .from(&[
                At::Registered,
                At::Accepted,
                At::Assigned,
                At::GivenBack,
                At::Handling,
                At::Again,
                At::AtCounty,
                At::BackFromCounty,
                At::Held,
            ])
            .to(At::Withdrawn)
            .opinion(Blocking)
            .basis(withdrawal),
        Step::new("to_county", "上报县级")
            .from(&[At::Registered, At::Accepted, At::Assigned, At::Handling])
            .to(At::AtCounty)
            .offers("county_on", Blocking, Fill::Today)
            .offers("due_on", Optional, Fill::Nothing)
            .basis(Optional)
            .opinion(Optional)
            .dated_by("county_on")
            .effect(sets_county_due),
        Step::new("from_county", "县级退回")
            .from(&[At::AtCounty])
            .to(At::BackFromCounty)
            .opinion(Blocking)
            .basis(Optional),
        Step::new("hold", "挂起")
            .from(&[At::Accepted, At::Assigned, At::Handling, At::Again])
            .to(At::Held)
            .opinion(Blocking)
            .basis(Blocking),
        Step::new("resume", "恢复办理")
            .from(&[At::Held, At::Raised])
            .back()
            .opinion(Optional)
            .warn(moved_by_days_held)
            .effect(moves_by_days_held),
    ];
    if sort == Sort::Opinion {
        steps.push(
            Step::new("raise", "转为代表建议")
                .from(&[
                    At::Registered,
                    At::Accepted,
                    At::Assigned,
                    At::Handling,
                    At::Again,
                    At::Replied,
                    At::Evaluated,
                ])
                .to(At::Raised)
                .guard(by_passing_on),
        );
    }
    steps
}

fn put(key: &str, value: Value) -> (FieldKey, Option<Value>) {
    (key.into(), Some(value))
}

fn cleared(keys: &[&str]) -> Vec<(FieldKey, Option<Value>)> {
    keys.iter().map(|key| ((*key).into(), None)).collect()
}

/// R-JY-3, R-JY-4, R-MY-1: unless the clerk wrote a day, the rule in force on the day of 交办 gives
/// it.
fn sets_due(done: &Done<'_>) -> Effects {
    let before = &done.before;
    let mut effects = Effects::default();
    if done.value("due_on").is_none()
        && let Some(due) = reckoned_due(before.kind, done.after, before.rules, before.almanac)
    {
        effects.record.push(put("due_on", Value::Date(due.into())));
    }
    effects
}

/// The day from which a period counts: the step's own, or the close of the session where the rule
/// says so and the day is known (SD-XZ 15).
fn begins_on(done: &Done<'_>, key: RuleKey, step: NaiveDate) -> NaiveDate {
    let rule = done.before.rules.on(key, step);
    match rule.map(|it| it.begins) {
        Some(Begin::SessionClose) => done
            .date("session_closed_on")
            .map_or(step, PartialDate::first_day),
        Some(Begin::Step) | None => step,
    }
}

fn to_another_unit(done: &Done<'_>) -> Vec<FieldFault> {
    let same = done.inside("to").is_some() && done.inside("to") == done.value("lead");
    match done.before.kind.field("lead") {
        Some(field) if same => vec![FieldFault::error(
            field,
            "转给的就是现在的主办单位",
            "请填另一个单位；只是催办的，用“督办”",
        )],
        _ => Vec::new(),
    }
}

/// 转办 changes the unit and keeps the clock.
fn moves_to_unit(done: &Done<'_>) -> Effects {
    Effects {
        record: vec![("lead".into(), done.inside("to").cloned())],
        inside: vec![("from".into(), done.value("lead").cloned())],
    }
}

fn names_its_unit(done: &Done<'_>) -> Effects {
    Effects {
        inside: vec![("unit".into(), done.value("lead").cloned())],
        ..Effects::default()
    }
}

/// An accepted 退件 ends the clock; the next 交办 starts it anew.
fn clears_assignment(_: &Done<'_>) -> Effects {
    Effects {
        record: cleared(&["lead", "co", "assigned_on", "assign_no", "due_on"]),
        ..Effects::default()
    }
}

/// The book has one column for all of them: 2026-03-05 电话催办；2026-04-01 现场督办.
fn notes_urging(done: &Done<'_>) -> Effects {
    let day = done.inside("on").and_then(Value::as_date);
    let way = done
        .inside("way")
        .and_then(Value::as_text)
        .unwrap_or_default();
    let new = format!(
        "{} {way}",
        day.map_or_else(String::new, |it| it.to_string())
    );
    let all = match done.text("urged") {
        Some(earlier) => format!("{earlier}；{}", new.trim()),
        None => new.trim().to_owned(),
    };
    Effects {
        record: vec![put("urged", Value::Text(all))],
        ..Effects::default()
    }
}

/// The line in 承诺事项台账 says who promised and in which matter.
fn fills_ledger(done: &Done<'_>) -> Effects {
    let before = &done.before;
    let of = |key: &str| before.row.get(before.kind, key).cloned();
    Effects {
        inside: vec![
            put("by", Value::Text("承办单位".into())),
            put("state", Value::Text("落实中".into())),
            ("unit".into(), of("lead")),
            ("station".into(), of("station")),
            ("matter".into(), cited(before).map(Value::Text)),
        ],
        ..Effects::default()
    }
}

/// How a matter is cited by its number: a suggestion's own, an opinion's of its year.
fn cited(situation: &Situation<'_>) -> Option<String> {
    let (kind, row) = (situation.kind, situation.row);
    let text = |key: &str| row.get(kind, key).and_then(Value::as_text);
    if let Some(no) = text("no") {
        return Some(no.to_owned());
    }
    let number = row.get(kind, "number").and_then(Value::as_int)?;
    let year = situation.date("received_on")?.year_part();
    let series = text("series").unwrap_or_default();
    Some(format!("{year}年第{series}{number}号"))
}

/// R-JY-7: said, and left to the office.
fn late_to_give_back(situation: &Situation<'_>) -> Vec<String> {
    let Some(from) = situation.date("assigned_on") else {
        return Vec::new();
    };
    let rules = situation.rules;
    let deadline = rules.deadline(situation.almanac, RuleKey::GiveBack, from.first_day());
    match deadline {
        Some(it) if situation.today > it.due => {
            vec![format!("退件应在 {} 以前提出，已经过了", it.due)]
        }
        _ => Vec::new(),
    }
}

/// A missing 面商 on a deputies' suggestion is warned about and printed as 未面商; it is no wall.
fn without_consultation(situation: &Situation<'_>) -> Vec<String> {
    let asked = situation.kind.key == *SUGGESTION;
    if !asked || situation.inside.count(CONSULTATION) > 0 {
        return Vec::new();
    }
    vec![
        "还没有面商记录（代表法第51条：应当与代表联系沟通，充分听取意见），纸上会印“未面商”".into(),
    ]
}

/// The suggestion and the end of the opinion are one operation.
fn by_passing_on(_: &Situation<'_>) -> Result<(), Refusal> {
    Err(Refusal::guard(
        "转为代表建议要同时立一件建议",
        "请用“转入办理”一栏里的按钮",
    ))
}

fn once_only(situation: &Situation<'_>) -> Result<(), Refusal> {
    if situation.inside.count(EXTENSION) > 0 {
        return Err(Refusal::guard(
            "已经延过一次期，不能再延",
            "请抓紧办理，或先答复办理到哪一步",
        ));
    }
    Ok(())
}

/// The last day to which a matter may be extended.
fn latest(done: &Done<'_>) -> Option<PartialDate> {
    let before = &done.before;
    let (key, from) = match reply_period(before.kind, done.text("level")) {
        RuleKey::Reply => (RuleKey::ReplyExtended, done.date("assigned_on")?),
        _ => (RuleKey::OpinionExtension, done.date("due_on")?),
    };
    let from = begins_on(done, key, from.first_day());
    let deadline = before.rules.deadline(before.almanac, key, from)?;
    Some(deadline.due.into())
}

/// R-JY-3: at most six months from 交办 (代表法第51条), or what the local rule says.
fn not_too_long(done: &Done<'_>) -> Vec<FieldFault> {
    let until = done.inside("until").and_then(Value::as_date);
    let (Some(until), Some(field)) = (until, done.before.kind.field("due_on")) else {
        return Vec::new();
    };
    let (sentence, hint) = match (latest(done), done.date("due_on")) {
        (Some(latest), _) if until > latest => {
            (format!("最晚只能延到 {latest}"), "期限见设置里的“期限规则”")
        }
        (_, Some(due)) if until <= due => (format!("原来的期限就是 {due}"), "延至日期要晚于原期限"),
        _ => return Vec::new(),
    };
    vec![FieldFault::error(field, sentence, hint)]
}

fn moves_due(done: &Done<'_>) -> Effects {
    let until = done
        .inside("until")
        .cloned()
        .or_else(|| latest(done).map(Value::Date));
    Effects {
        record: vec![("due_on".into(), until.clone())],
        inside: vec![("until".into(), until)],
    }
}

/// 山东条例第23条、重庆条例第27条: who is not content says what with.
fn says_why_not_content(done: &Done<'_>) -> Vec<FieldFault> {
    let silent = done.text("satisfaction") == Some("不满意") && done.value("feedback").is_none();
    match done.before.kind.field("feedback") {
        Some(field) if silent => vec![FieldFault::error(
            field,
            "评价“不满意”，没有写具体意见",
            "请写明对什么不满意",
        )],
        _ => Vec::new(),
    }
}

fn fills_evaluation(done: &Done<'_>) -> Effects {
    Effects {
        inside: vec![
            put("round", Value::Text(ASKING_ROUND.into())),
            ("on".into(), done.value("feedback_on").cloned()),
            ("overall".into(), done.value("satisfaction").cloned()),
            ("opinion".into(), done.value("feedback").cloned()),
        ],
        ..Effects::default()
    }
}

/// Domain handbook 5.1: where the result satisfies nobody, the whole cannot be 满意.
fn whole_follows_result(done: &Done<'_>) -> Vec<FieldFault> {
    let word = |key: &str| done.inside(key).and_then(Value::as_text);
    let contradicts = word("result") == Some("不满意") && word("overall") == Some("满意");
    match done.before.kind.field("satisfaction") {
        Some(field) if contradicts => vec![FieldFault::error(
            field,
            "“落实情况”不满意，总体评价不能是“满意”",
            "请核对总体评价",
        )],
        _ => Vec::new(),
    }
}

fn not_content(situation: &Situation<'_>) -> Result<(), Refusal> {
    match situation.text("satisfaction") {
        Some("不满意") => Ok(()),
        word => Err(Refusal::guard(
            format!("评价是“{}”，不用重新办理", word.unwrap_or("未评价")),
            "评价“不满意”的才重新办理",
        )),
    }
}

fn was_answered(situation: &Situation<'_>) -> Result<(), Refusal> {
    if situation.has("replied_on") || situation.has("reply") {
        return Ok(());
    }
    Err(Refusal::guard("这件没有办过，谈不上反弹", "请另登记一件"))
}

/// R-JY-11: the second reply has its own period; the first one is kept in the row.
fn begins_again(done: &Done<'_>) -> Effects {
    let before = &done.before;
    let round = i64::try_from(before.inside.count(REWORK)).unwrap_or(0) + 1;
    let on = done.inside("on").and_then(Value::as_date);
    let due = on.and_then(|on| {
        let rules = before.rules;
        rules.deadline(before.almanac, RuleKey::Again, on.first_day())
    });
    let mut record = cleared(&[
        "reply",
        "replied_on",
        "reply_no",
        "reply_way",
        "result",
        "satisfaction",
        "feedback",
        "feedback_on",
        "feedback_way",
        "close_applicant",
        "reviewer",
        "closed_on",
        "close_basis",
    ]);
    record.push(("due_on".into(), due.map(|it| Value::Date(it.due.into()))));
    // A reply that came late stays late, whenever the second one comes.
    let late = done.date("replied_on").zip(done.date("due_on"));
    if late.is_some_and(|(replied, due)| replied.first_day() > due.last_day()) {
        record.push(put("late_before", Value::Bool(true)));
    }
    if done.value("assigned_on").is_none() {
        record.push(("assigned_on".into(), on.map(Value::Date)));
    }
    Effects {
        record,
        inside: vec![
            put("round", Value::Int(round)),
            ("reply_before".into(), done.value("reply").cloned()),
            ("replied_before".into(), done.value("replied_on").cloned()),
            (
                "satisfaction_before".into(),
                done.value("satisfaction").cloned(),
            ),
        ],
    }
}

/// Who is not content is overruled by a decision of the presidium alone; where nobody said anything
/// (an anonymous visitor, a slip that never came back: 重庆条例第29条), it is said how they were asked.
fn rests_on_something(done: &Done<'_>) -> Vec<FieldFault> {
    let (sentence, hint) = match done.text("satisfaction") {
        Some("不满意") => (
            "评价是“不满意”，销号要有主席团的决定",
            "请在“销号依据”里写明主席团会议的决定，或先“重新办理”",
        ),
        Some(_) => return Vec::new(),
        None => (
            "还没有反馈，销号要写明依据",
            "请先办理“反馈”；联系不上或没有返回评价的，在“销号依据”里写明何时怎样联系过",
        ),
    };
    match done.before.kind.field("close_basis") {
        Some(field) if done.value("close_basis").is_none() => {
            vec![FieldFault::error(field, sentence, hint)]
        }
        _ => Vec::new(),
    }
}

fn has_feedback(situation: &Situation<'_>) -> Result<(), Refusal> {
    let told = ["satisfaction", "feedback_on", "close_basis"];
    if told.iter().any(|it| situation.has(it)) {
        return Ok(());
    }
    Err(Refusal::guard(
        "还没有向反映人反馈，不能销号",
        "请先办理“反馈”",
    ))
}

/// Days since a matter was laid aside; 0 where its steps do not say when.
fn days_held(situation: &Situation<'_>) -> i64 {
    let is_held = situation.text("stage") == Some(At::Held.word());
    let Some((kind, rows)) = situation.inside.of(STEP).filter(|_| is_held) else {
        return 0;
    };
    let held = rows
        .iter()
        .filter(|row| row.get(kind, "step").and_then(Value::as_text) == Some("hold"))
        .filter_map(|row| row.get(kind, "on").and_then(Value::as_date))
        .map(PartialDate::first_day)
        .max();
    held.map_or(0, |it| (situation.today - it).num_days().max(0))
}

fn moved_by_days_held(situation: &Situation<'_>) -> Vec<String> {
    match (days_held(situation), situation.date("due_on")) {
        (days @ 1.., Some(_)) => vec![format!("挂起了 {days} 天，办理期限顺延 {days} 天")],
        _ => Vec::new(),
    }
}

/// What was laid aside with the chair's approval is not late for it: the period goes on where it
/// stood still.
fn moves_by_days_held(done: &Done<'_>) -> Effects {
    let due = done.date("due_on").and_then(PartialDate::exact);
    let days = u64::try_from(days_held(&done.before)).unwrap_or(0);
    let moved = due.and_then(|it| it.checked_add_days(Days::new(days)));
    Effects {
        record: moved
            .map(|it| put("due_on", Value::Date(it.into())))
            .into_iter()
            .collect(),
        ..Effects::default()
    }
}

/// R-MY-1: the county's period, from the day of 上报, unless the clerk wrote a day.
fn sets_county_due(done: &Done<'_>) -> Effects {
    let before = &done.before;
    let given = done.value("due_on");
    let written = given.is_some() && given != before.row.get(before.kind, "due_on");
    let from = done.date("county_on").filter(|_| !written);
    let deadline = from.and_then(|from| {
        let rules = before.rules;
        rules.deadline(before.almanac, RuleKey::OpinionCounty, from.first_day())
    });
    Effects {
        record: deadline
            .map(|it| put("due_on", Value::Date(it.due.into())))
            .into_iter()
            .collect(),
        ..Effects::default()
    }
}

/// A second name and a signature on paper; in an office of one clerk that is enough.
fn second_person(done: &Done<'_>) -> Vec<FieldFault> {
    let reviewer = done.text("reviewer");
    let same = [done.text("handler"), done.text("close_applicant")]
        .iter()
        .any(|it| it.is_some() && *it == reviewer);
    match done.before.kind.field("reviewer") {
        Some(field) if same => vec![FieldFault::error(
            field,
            "销号审核人不能是承办人或申请人自己",
            "请填主席、副主席或另一位同志",
        )],
        _ => Vec::new(),
    }
}

fn not_into_itself(done: &Done<'_>) -> Vec<FieldFault> {
    let into = done.value("merged_into").and_then(Value::as_id);
    match done.before.kind.field("merged_into") {
        Some(field) if into == Some(done.after.id) => vec![FieldFault::error(
            field,
            "不能并入自己",
            "请选择要并入的另一件",
        )],
        _ => Vec::new(),
    }
}

/// Reasons for not taking a matter up (W5, W6).
pub(crate) fn refusals() -> Vec<String> {
    list(&[
        "已或应通过诉讼、复议、仲裁解决",
        "涉法涉诉",
        "个人诉求非公益",
        "人事案件",
        "应走信访",
        "超出人大职权",
        "重复反映",
        "没有实际内容",
    ])
}
