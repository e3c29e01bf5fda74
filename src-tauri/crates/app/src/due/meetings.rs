//! Meetings that law and rules ask for: the presidium's in recess, the congress's sessions of the
//! year (地方组织法 第14条). A register that nobody has begun says nothing: on the first day of an office
//! all of its meetings would be late.

use chrono::{Datelike, NaiveDate};
use domain::inspection::first_session_by;
use domain::meeting::{CONGRESS, Congress};
use domain::record::FieldKey;
use domain::rules::RuleKey;
use store::query::{Filter, ListQuery};

use crate::due::DueOn;
use crate::inspection::books::{is_session, meeting_days};
use crate::session::App;
use crate::wire::{DueItem, UserError};

/// The presidium's next meeting, counted from the last one.
pub(super) fn presidium(
    app: &mut App,
    on: &DueOn,
    items: &mut Vec<DueItem>,
) -> Result<(), UserError> {
    let days = meeting_days(app)?;
    let last = days
        .iter()
        .map(|(day, _)| *day)
        .filter(|it| *it <= on.today)
        .max();
    let Some(from) = last else {
        return Ok(());
    };
    let Some(rule) = on.rules.on(RuleKey::PresidiumMeeting, from) else {
        return Ok(());
    };
    let Some(until) = on
        .rules
        .deadline(&on.almanac, RuleKey::PresidiumMeeting, from)
    else {
        return Ok(());
    };
    let due = until.due;
    let planned = days.iter().any(|(day, _)| *day > on.today && *day <= due);
    if planned || (due - on.today).num_days() > on.days(RuleKey::PresidiumAhead) {
        return Ok(());
    }
    let said = from.format("%-m月%-d日");
    let mut item = DueItem::by(
        "会议",
        format!(
            "主席团会议：上次是{said}，每{}至少一次",
            rule.written(RuleKey::PresidiumMeeting)
        ),
        due,
        on.today,
    )
    .opens("meetings", "");
    item.remark = Some(format!("依据：{}", rule.cited()));
    items.push(item);
    Ok(())
}

/// The congress's sessions of this year.
pub(super) fn congress(
    app: &mut App,
    on: &DueOn,
    items: &mut Vec<DueItem>,
) -> Result<(), UserError> {
    let ledger = app.ledger()?;
    let Some(kind) = ledger.registry().get(CONGRESS).cloned() else {
        return Ok(());
    };
    let year = on.today.year();
    let query = ListQuery {
        filters: vec![Filter::In(Congress::BEGINS_ON.into(), year, None)],
        ..ListQuery::all()
    };
    let columns = [
        FieldKey::from(Congress::SORT.key()),
        FieldKey::from(Congress::BEGINS_ON.key()),
    ];
    if ledger.read().count(CONGRESS, &ListQuery::all())? == 0 {
        return Ok(());
    }
    let mut sessions = Vec::new();
    ledger
        .read()
        .for_each_of(CONGRESS, &query, &columns, |row| {
            let begins = row.read(&kind, Congress::BEGINS_ON);
            sessions.extend(
                begins
                    .filter(|_| is_session(&kind, row))
                    .map(|it| it.last_day()),
            );
            Ok(())
        })?;
    let Some((due, ahead, key, said)) = next_session(on, year, &sessions) else {
        return Ok(());
    };
    if (due - on.today).num_days() > ahead {
        return Ok(());
    }
    let mut item = DueItem::by("会议", said, due, on.today).opens("congresses", "");
    item.remark = Some(format!("依据：{}", on.rules.basis(key, on.today)));
    items.push(item);
    Ok(())
}

/// The session that is waited for: until when, from how many days before it is listed, by which rule,
/// in which words. First the one that the law asks for in the running part of the year, then the one
/// that is usual.
fn next_session(
    on: &DueOn,
    year: i32,
    sessions: &[NaiveDate],
) -> Option<(NaiveDate, i64, RuleKey, String)> {
    let judge = on.judge(year);
    let ahead = on.days(RuleKey::SessionAhead);
    if sessions.is_empty() {
        let due = first_session_by(&on.rules, year)?;
        let said = "人代会会议：本年还没有登记（每年至少一次）";
        return Some((due, ahead, RuleKey::FirstSession, said.into()));
    }
    let part = judge.stretches(RuleKey::SessionEvery).pop()?;
    if !sessions.iter().any(|it| part.from <= *it && *it <= part.to) {
        let said = format!("人代会会议：{}还没有登记", part.title);
        return Some((part.to, ahead, RuleKey::SessionEvery, said));
    }
    let usual = on.rules.count(RuleKey::UsualSessions, on.today);
    let count = u32::try_from(sessions.len()).unwrap_or(u32::MAX);
    if count >= usual {
        return None;
    }
    let said = format!("人代会会议：本年只登记了 {count} 次（乡镇一般每年 {usual} 次）");
    let end = NaiveDate::from_ymd_opt(year, 12, 31)?;
    let ahead = on.days(RuleKey::UsualSessionAhead);
    Some((end, ahead, RuleKey::UsualSessions, said))
}
