//! How steps set and move the day until which a matter is to be answered, and what they say of it.

use chrono::{Days, NaiveDate};

use crate::calendar::{Almanac, Deadline};
use crate::dates::PartialDate;
use crate::matter::effects::put;
use crate::matter::stage::MatterStage as At;
use crate::matter::{Matter, MatterView, raised_in_recess};
use crate::opinion::{Opinion, OpinionLevel};
use crate::record::{Column, Reads, RecordType, Row, Value};
use crate::rules::{Begin, RuleKey, Rules};
use crate::suggestion::{SUGGESTION, Suggestion};
use crate::workflow::{Done, Effects, STEP, Situation, StepRow};

/// The day on which a matter came in.
#[must_use]
pub fn begun(kind: &RecordType, row: &Row) -> Option<PartialDate> {
    let date = |column: Column<PartialDate>| row.read(kind, column);
    date(Opinion::RECEIVED_ON).or_else(|| date(Suggestion::SUBMITTED_ON))
}

/// The period of a reply, and the longest one once extended: the law's for suggestions, by where
/// they were raised; the office's for opinions, by level.
fn reply_periods(kind: &RecordType, row: &Row) -> (RuleKey, RuleKey) {
    if kind.key == *SUGGESTION {
        return if raised_in_recess(kind, row) {
            (RuleKey::ReplyRecess, RuleKey::ReplyRecessExtended)
        } else {
            (RuleKey::Reply, RuleKey::ReplyExtended)
        };
    }
    let own = match row.read(kind, Opinion::LEVEL) {
        Some(OpinionLevel::Village) => RuleKey::OpinionVillage,
        Some(OpinionLevel::County) => RuleKey::OpinionCounty,
        Some(OpinionLevel::Township) | None => RuleKey::OpinionTownship,
    };
    (own, RuleKey::OpinionExtension)
}

/// The end of the period that the rule for 交办 gives a matter; `None` before it was handed over.
fn reckoned(
    kind: &RecordType,
    row: &Row,
    rules: &Rules,
    almanac: &Almanac,
    key: RuleKey,
) -> Option<Deadline> {
    let step = row.read(kind, Matter::ASSIGNED_ON)?;
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
    let date = |column: Column<PartialDate>| row.read(kind, column);
    let (own, extended) = reply_periods(kind, row);
    let county = || {
        let from = date(Matter::COUNTY_ON)?.last_day();
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
    let from = date(Matter::ASSIGNED_ON).or_else(|| begun(kind, row));
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
    effects.record.push((Matter::EXTENSION_ASKED.into(), None));
    if !done.has(Matter::DUE_ON)
        && let Some(due) = reckoned_due(before.kind, done.after, before.rules, before.almanac)
    {
        effects
            .record
            .push(put(Matter::DUE_ON.key(), Value::Date(due.into())));
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
            .read(kind, Suggestion::SESSION_CLOSED_ON)
            .map_or(step, PartialDate::first_day),
        Some(Begin::Step) | None => step,
    }
}

/// 退件 after its period: said, and left to the office.
pub(super) fn late_to_give_back(situation: &Situation<'_>) -> Vec<String> {
    let Some(from) = situation.read(Matter::ASSIGNED_ON) else {
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

/// The last day to which a matter may be extended.
pub(super) fn latest(situation: &Situation<'_>, row: &Row) -> Option<PartialDate> {
    let kind = situation.kind;
    let key = reply_periods(kind, row).1;
    let from = match key {
        RuleKey::OpinionExtension => row.read(kind, Matter::DUE_ON)?,
        _ => row.read(kind, Matter::ASSIGNED_ON)?,
    };
    let from = begins_on(kind, row, situation.rules, key, from.last_day());
    let deadline = situation.rules.deadline(situation.almanac, key, from)?;
    Some(deadline.due.into())
}

/// Days since a matter was laid aside; 0 where its steps do not say when.
fn days_held(situation: &Situation<'_>) -> i64 {
    let is_held = situation.read(Matter::STAGE) == Some(At::Held);
    let Some((kind, rows)) = situation.inside.of(STEP).filter(|_| is_held) else {
        return 0;
    };
    let held = rows
        .iter()
        .filter(|row| row.read(kind, StepRow::STEP) == Some("hold"))
        .filter_map(|row| row.read(kind, StepRow::ON))
        .map(PartialDate::first_day)
        .max();
    held.map_or(0, |it| (situation.today - it).num_days().max(0))
}

pub(super) fn moved_by_days_held(situation: &Situation<'_>) -> Vec<String> {
    match (days_held(situation), situation.read(Matter::DUE_ON)) {
        (days @ 1.., Some(_)) => vec![format!("暂缓办理了 {days} 天，办理期限顺延 {days} 天")],
        _ => Vec::new(),
    }
}

/// Adds the days of 暂缓办理 to the deadline: days laid aside with the chair's approval do not count.
pub(super) fn moves_by_days_held(done: &Done<'_>) -> Effects {
    let due = done.read(Matter::DUE_ON).and_then(PartialDate::exact);
    let days = u64::try_from(days_held(&done.before)).unwrap_or(0);
    let moved = due.and_then(|it| it.checked_add_days(Days::new(days)));
    Effects {
        record: moved
            .map(|it| put(Matter::DUE_ON.key(), Value::Date(it.into())))
            .into_iter()
            .collect(),
        ..Effects::default()
    }
}

/// The county's period, from the day of 上报, unless the clerk wrote a day.
pub(super) fn sets_county_due(done: &Done<'_>) -> Effects {
    let before = &done.before;
    let given = done.value(Matter::DUE_ON.key());
    let written = given.is_some() && given != before.row.of(before.kind, Matter::DUE_ON);
    let from = done.read(Matter::COUNTY_ON).filter(|_| !written);
    let deadline = from.and_then(|from| {
        let rules = before.rules;
        rules.deadline(before.almanac, RuleKey::OpinionCounty, from.last_day())
    });
    let due = deadline.map(|it| put(Matter::DUE_ON.key(), Value::Date(it.due.into())));
    Effects {
        record: due
            .into_iter()
            .chain([(Matter::EXTENSION_ASKED.into(), None)])
            .collect(),
        ..Effects::default()
    }
}
