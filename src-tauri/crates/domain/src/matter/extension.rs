//! 延期: a unit asks for a later day, whoever decides for the office agrees or not, and the deadline
//! moves only when it is agreed. Source: 山东省建议办理工作条例 第19条, 青岛市建议工作条例 第25条
//! (the authority that handed the matter over approves); 代表法 第51条 for the longest period.

use crate::dates::PartialDate;
use crate::matter::deadlines::latest;
use crate::matter::effects::put;
use crate::matter::inside::EXTENSION;
use crate::matter::stage::MatterStage as At;
use crate::matter::{Extension, ExtensionOutcome, Matter};
use crate::record::Need::{Blocking, Expected, Optional};
use crate::record::{Column, FieldFault, FieldKey, Reads, RecordId, Row, TypedRow, Value};
use crate::workflow::{Done, Effects, Fill, Petition, Refusal, Situation, Step};

/// A request for a later day that nobody has decided on.
const EXTENDING: Petition = Petition {
    sort: "申请延期",
    asked_by: "ask_extension",
    column: Matter::EXTENSION_ASKED.key(),
};

/// States in which a request for a later day may wait.
const EXTENDED: [At; 4] = [At::Assigned, At::GivenBack, At::Handling, At::Held];

/// What the steps of 延期 look at and move.
const EXTENSION_RESTS: [&str; 3] = [
    Matter::DUE_ON.key(),
    Matter::ASSIGNED_ON.key(),
    Matter::EXTENSION_ASKED.key(),
];

/// A request, the answer to it, and both at once.
pub(super) fn steps() -> Vec<Step> {
    vec![
        Step::new("ask_extension", "申请延期")
            .seldom()
            .from(&[At::Assigned, At::Handling])
            .writes(EXTENSION)
            .row("on", Blocking, Fill::Today)
            .row("reason", Blocking, Fill::Nothing)
            .row("asked_until", Optional, Fill::Nothing)
            .row("asker", Optional, Fill::Nothing)
            .basis(Optional)
            .dated_by("on")
            .rests_on(&EXTENSION_RESTS)
            .guard(once_only)
            .check(asks_for_a_later_day)
            .reckons("asked_until", until_by_itself)
            .effect(asks),
        Step::new("agree_extension", "同意延期")
            .decides_on(EXTENDING)
            .from(&EXTENDED)
            .writes(EXTENSION)
            .into_row(open_request)
            .row("decided_on", Blocking, Fill::Today)
            .row("approver", Blocking, Fill::Decider)
            .row("until", Optional, Fill::Nothing)
            .row("told_on", Expected, Fill::Nothing)
            .opinion(Optional)
            .basis(Optional)
            .dated_by("decided_on")
            .rests_on(&EXTENSION_RESTS)
            .guard(is_asked_for)
            .check(not_too_long)
            .reckons("until", until_by_itself)
            .effect(moves_due),
        Step::new("refuse_extension", "不同意延期")
            .decides_on(EXTENDING)
            .from(&EXTENDED)
            .writes(EXTENSION)
            .into_row(open_request)
            .row("decided_on", Blocking, Fill::Today)
            .row("approver", Blocking, Fill::Decider)
            .opinion(Blocking)
            .dated_by("decided_on")
            .rests_on(&EXTENSION_RESTS)
            .guard(is_asked_for)
            .effect(refuses),
        // The request and its approval at once: as it is written on paper, or in an office of one person.
        Step::new("extend", "延期")
            .seldom()
            .decides_unasked()
            .from(&[At::Assigned, At::Handling])
            .writes(EXTENSION)
            .row("on", Blocking, Fill::Today)
            .row("reason", Blocking, Fill::Nothing)
            .row("approver", Blocking, Fill::Decider)
            .row("until", Optional, Fill::Nothing)
            .row("told_on", Expected, Fill::Nothing)
            .basis(Optional)
            .dated_by("on")
            .rests_on(&EXTENSION_RESTS)
            .guard(once_only)
            .check(not_too_long)
            .reckons("until", until_by_itself)
            .effect(moves_due),
    ]
}

/// Whether a row of 延期 moved the deadline. One entered in one step, and those from before requests
/// were kept, name who approved and have no outcome of their own.
#[must_use]
pub fn is_granted(row: &impl Reads) -> bool {
    match row.read(Extension::OUTCOME) {
        Some(ExtensionOutcome::Agreed) => true,
        Some(ExtensionOutcome::Refused) => false,
        None => row.has(Extension::APPROVER),
    }
}

/// How often a matter was extended.
fn granted(situation: &Situation<'_>) -> usize {
    let Some((kind, rows)) = situation.inside.of(EXTENSION) else {
        return 0;
    };
    let moved = |row: &&Row| is_granted(&TypedRow { kind, row });
    rows.iter().filter(moved).count()
}

fn is_asked(situation: &Situation<'_>) -> bool {
    situation.yes(Matter::EXTENSION_ASKED)
}

/// The row of the request that waits.
fn open_request(situation: &Situation<'_>) -> Option<RecordId> {
    let (kind, rows) = situation.inside.of(EXTENSION)?;
    let undecided = |row: &&Row| {
        let row = TypedRow { kind, row };
        !row.has(Extension::OUTCOME) && !row.has(Extension::APPROVER)
    };
    let on = |row: &&Row| row.read(kind, Extension::ON).map(PartialDate::first_day);
    rows.iter()
        .filter(|_| is_asked(situation))
        .filter(undecided)
        .max_by_key(on)
        .map(|row| row.id)
}

/// One request at a time, and no second extension.
fn once_only(situation: &Situation<'_>) -> Result<(), Refusal> {
    if is_asked(situation) {
        return Err(Refusal::guard(
            "已经申请延期，还在等审批",
            "请先办“同意延期”或“不同意延期”；申请填错了的，撤销后重新申请",
        ));
    }
    if granted(situation) > 0 {
        return Err(Refusal::guard(
            "已经延过一次期，不能再延",
            "请抓紧办理，或先答复办理到哪一步",
        ));
    }
    Ok(())
}

/// Nothing is decided that was not asked for.
fn is_asked_for(situation: &Situation<'_>) -> Result<(), Refusal> {
    match open_request(situation) {
        Some(_) => Ok(()),
        None => Err(Refusal::guard(
            "没有等着审批的延期申请",
            "承办单位要延期的，先办“申请延期”",
        )),
    }
}

/// The day that the request names.
fn asked_until(situation: &Situation<'_>) -> Option<PartialDate> {
    let open = open_request(situation)?;
    let (kind, rows) = situation.inside.of(EXTENSION)?;
    let row = rows.iter().find(|row| row.id == open)?;
    row.read(kind, Extension::ASKED_UNTIL)
}

/// The day that an extension without one is given: what was asked for, else the last one possible.
fn until_by_itself(situation: &Situation<'_>) -> Option<Value> {
    let day = asked_until(situation).or_else(|| latest(situation, situation.row));
    day.map(Value::Date)
}

/// The day to which a matter would be extended.
fn until(done: &Done<'_>, column: Column<PartialDate>) -> Option<PartialDate> {
    let written = done.inside(column).and_then(Value::as_date);
    written
        .or_else(|| asked_until(&done.before))
        .or_else(|| latest(&done.before, done.after))
}

/// Later than the deadline, and at most six months from 交办 (代表法 第51条) or what the local rule says.
fn faults_of_day(done: &Done<'_>, column: Column<PartialDate>) -> Vec<FieldFault> {
    let field = done.before.kind.field(Matter::DUE_ON.key());
    let Some(field) = field else {
        return Vec::new();
    };
    let Some(until) = until(done, column) else {
        return vec![FieldFault::error(
            field,
            "推算不出能延到哪一天",
            "请写明延至哪一天",
        )];
    };
    let (sentence, hint) = match (latest(&done.before, done.after), done.read(Matter::DUE_ON)) {
        (Some(latest), _) if until > latest => {
            (format!("最晚只能延到 {latest}"), "期限见设置里的“期限规则”")
        }
        (_, Some(due)) if until <= due => (format!("原来的期限就是 {due}"), "延至日期要晚于原期限"),
        _ => return Vec::new(),
    };
    vec![FieldFault::error(field, sentence, hint)]
}

fn asks_for_a_later_day(done: &Done<'_>) -> Vec<FieldFault> {
    faults_of_day(done, Extension::ASKED_UNTIL)
}

fn not_too_long(done: &Done<'_>) -> Vec<FieldFault> {
    faults_of_day(done, Extension::UNTIL)
}

fn waits(yes: bool) -> (FieldKey, Option<Value>) {
    (
        Matter::EXTENSION_ASKED.into(),
        yes.then_some(Value::Bool(true)),
    )
}

/// The request waits, in the name of the unit that has the matter; the deadline stays.
fn asks(done: &Done<'_>) -> Effects {
    let until = until(done, Extension::ASKED_UNTIL);
    Effects {
        record: vec![waits(true)],
        inside: vec![
            (
                Extension::UNIT.into(),
                done.value(Matter::LEAD.key()).cloned(),
            ),
            (Extension::ASKED_UNTIL.into(), until.map(Value::Date)),
        ],
    }
}

fn outcome(it: ExtensionOutcome) -> (FieldKey, Option<Value>) {
    put(Extension::OUTCOME.key(), Value::Text(it.word().into()))
}

/// The deadline moves.
fn moves_due(done: &Done<'_>) -> Effects {
    let until = until(done, Extension::UNTIL).map(Value::Date);
    Effects {
        record: vec![waits(false), (Matter::DUE_ON.into(), until.clone())],
        inside: vec![
            (Extension::UNTIL.into(), until),
            outcome(ExtensionOutcome::Agreed),
        ],
    }
}

/// The deadline stays.
fn refuses(_: &Done<'_>) -> Effects {
    Effects {
        record: vec![waits(false)],
        inside: vec![outcome(ExtensionOutcome::Refused)],
    }
}
