//! Meetings that the law asks for: the presidium's in recess (R-MT-9), the congress's sessions of
//! the year (R-MT-1). A register that nobody has begun says nothing: on the first day of an office
//! all of its meetings would be late.

use chrono::{Datelike, NaiveDate};
use domain::meeting::CONGRESS;
use domain::record::FieldKey;
use domain::rules::RuleKey;
use store::query::{Filter, ListQuery};

use crate::due::DueOn;
use crate::inspection::books::{is_session, meeting_days};
use crate::session::App;
use crate::wire::{DueItem, UserError};

/// Days before its end in which a meeting of the presidium is listed.
const MEETING_AHEAD: i64 = 30;
/// Days before the year's end in which a first session, and a second, is listed.
const SESSION_AHEAD: [i64; 2] = [180, 90];

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
    let due = on.almanac.after(from, rule.value, rule.unit).due;
    let planned = days.iter().any(|(day, _)| *day > on.today && *day <= due);
    if planned || (due - on.today).num_days() > MEETING_AHEAD {
        return Ok(());
    }
    let said = from.format("%-m月%-d日");
    let mut item = DueItem::by(
        "会议",
        format!("主席团会议：上次是{said}，每{}至少一次", rule.written()),
        due,
        on.today,
    )
    .opens("meetings", "");
    item.remark = Some(format!("依据：{}", rule.basis));
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
        filters: vec![Filter::In("begins_on".into(), year, None)],
        ..ListQuery::all()
    };
    let columns = [FieldKey::from("sort")];
    if ledger.read().count(CONGRESS, &ListQuery::all())? == 0 {
        return Ok(());
    }
    let mut sessions = 0;
    ledger
        .read()
        .for_each_of(CONGRESS, &query, &columns, |row| {
            sessions += usize::from(is_session(&kind, row));
            Ok(())
        })?;
    let (Some(ahead), Some(due)) = (
        SESSION_AHEAD.get(sessions),
        NaiveDate::from_ymd_opt(year, 12, 31),
    ) else {
        return Ok(());
    };
    if (due - on.today).num_days() > *ahead {
        return Ok(());
    }
    let said = if sessions == 0 {
        "人代会会议：本年还没有登记（每年至少一次）"
    } else {
        "人代会会议：本年只登记了一次（乡镇一般每年两次）"
    };
    let mut item = DueItem::by("会议", said, due, on.today).opens("congresses", "");
    item.remark = Some("依据：地方组织法第十四条".into());
    items.push(item);
    Ok(())
}
