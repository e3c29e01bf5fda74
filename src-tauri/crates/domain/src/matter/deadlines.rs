//! How steps set and move the day until which a matter is to be answered, and what they say of it.

use chrono::{Days, NaiveDate};

use crate::calendar::{Almanac, Deadline};
use crate::dates::PartialDate;
use crate::matter::MatterView;
use crate::matter::clock::{begun, reply_periods};
use crate::matter::effects::put;
use crate::matter::inside::EXTENSION;
use crate::matter::stage::MatterStage as At;
use crate::record::{FieldFault, RecordType, Row, Value};
use crate::rules::{Begin, RuleKey, Rules};
use crate::workflow::{Done, Effects, Refusal, STEP, Situation, Stage};

/// The end of the period that the rule for 交办 gives a matter; `None` before it was handed over.
fn reckoned(
    kind: &RecordType,
    row: &Row,
    rules: &Rules,
    almanac: &Almanac,
    key: RuleKey,
) -> Option<Deadline> {
    let step = row.get(kind, "assigned_on").and_then(Value::as_date)?;
    let from = begins_on(kind, row, rules, key, step.last_day());
    rules.deadline(almanac, key, from)
}

/// The day that the rule for 交办 gives a matter; `None` before it was handed over.
#[must_use]
pub fn reckoned_due(
    kind: &RecordType,
    row: &Row,
    rules: &Rules,
    almanac: &Almanac,
) -> Option<NaiveDate> {
    let (key, _) = reply_periods(kind, row);
    reckoned(kind, row, rules, almanac, key).map(|it| it.due)
}

/// The deadline in the record while an answer is waited for, with the day before a holiday moved it
/// where the rules say how it came about.
#[must_use]
pub fn deadline_of(
    kind: &RecordType,
    row: &Row,
    rules: &Rules,
    almanac: &Almanac,
) -> Option<Deadline> {
    let due = MatterView::of(kind, row).waits_until()?;
    let date = |key: &str| row.get(kind, key).and_then(Value::as_date);
    let (own, extended) = reply_periods(kind, row);
    let county = || {
        let from = date("county_on")?.last_day();
        rules.deadline(almanac, RuleKey::OpinionCounty, from)
    };
    let moved = [own, extended]
        .into_iter()
        .filter_map(|key| reckoned(kind, row, rules, almanac, key))
        .chain(county())
        .find(|it| it.due == due);
    if let Some(deadline) = moved {
        return Some(deadline);
    }
    let from = date("assigned_on").or_else(|| begun(kind, row));
    let from = from.map_or(due, PartialDate::last_day);
    Some(Deadline {
        unknown: almanac.unknown_years(from, due),
        ..Deadline::written(due)
    })
}

/// Unless the clerk wrote a day, the rule in force on the day of 交办 gives it.
pub(super) fn sets_due(done: &Done<'_>) -> Effects {
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
/// says so and the day is known (山东省乡镇人大工作若干规定 第15条).
fn begins_on(
    kind: &RecordType,
    row: &Row,
    rules: &Rules,
    key: RuleKey,
    step: NaiveDate,
) -> NaiveDate {
    match rules.on(key, step).map(|it| it.begins) {
        Some(Begin::SessionClose) => row
            .get(kind, "session_closed_on")
            .and_then(Value::as_date)
            .map_or(step, PartialDate::first_day),
        Some(Begin::Step) | None => step,
    }
}

/// 退件 after its period: said, and left to the office.
pub(super) fn late_to_give_back(situation: &Situation<'_>) -> Vec<String> {
    let Some(from) = situation.date("assigned_on") else {
        return Vec::new();
    };
    let rules = situation.rules;
    let deadline = rules.deadline(situation.almanac, RuleKey::GiveBack, from.last_day());
    match deadline {
        Some(it) if situation.today > it.due => {
            vec![format!("退件应在 {} 以前提出，已经过了", it.due)]
        }
        _ => Vec::new(),
    }
}

pub(super) fn once_only(situation: &Situation<'_>) -> Result<(), Refusal> {
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
    let key = reply_periods(before.kind, done.after).1;
    let from = match key {
        RuleKey::OpinionExtension => done.date("due_on")?,
        _ => done.date("assigned_on")?,
    };
    let from = begins_on(before.kind, done.after, before.rules, key, from.last_day());
    let deadline = before.rules.deadline(before.almanac, key, from)?;
    Some(deadline.due.into())
}

/// At most six months from 交办 (代表法第51条), or what the local rule says.
pub(super) fn not_too_long(done: &Done<'_>) -> Vec<FieldFault> {
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

pub(super) fn moves_due(done: &Done<'_>) -> Effects {
    let until = done
        .inside("until")
        .cloned()
        .or_else(|| latest(done).map(Value::Date));
    Effects {
        record: vec![("due_on".into(), until.clone())],
        inside: vec![("until".into(), until)],
    }
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

pub(super) fn moved_by_days_held(situation: &Situation<'_>) -> Vec<String> {
    match (days_held(situation), situation.date("due_on")) {
        (days @ 1.., Some(_)) => vec![format!("挂起了 {days} 天，办理期限顺延 {days} 天")],
        _ => Vec::new(),
    }
}

/// What was laid aside with the chair's approval is not late for it: the period goes on where it
/// stood still.
pub(super) fn moves_by_days_held(done: &Done<'_>) -> Effects {
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

/// The county's period, from the day of 上报, unless the clerk wrote a day.
pub(super) fn sets_county_due(done: &Done<'_>) -> Effects {
    let before = &done.before;
    let given = done.value("due_on");
    let written = given.is_some() && given != before.row.get(before.kind, "due_on");
    let from = done.date("county_on").filter(|_| !written);
    let deadline = from.and_then(|from| {
        let rules = before.rules;
        rules.deadline(before.almanac, RuleKey::OpinionCounty, from.last_day())
    });
    Effects {
        record: deadline
            .map(|it| put("due_on", Value::Date(it.due.into())))
            .into_iter()
            .collect(),
        ..Effects::default()
    }
}
