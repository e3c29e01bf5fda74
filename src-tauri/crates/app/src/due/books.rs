//! Reception days that want a notice or an entry, and tasks of the month's plan.

use std::collections::HashMap;

use domain::calendar::Deadline;
use domain::dates::PartialDate;
use domain::plan::{TASK, Task, TaskState};
use domain::reception::{DAY, DayRule, DayStage, RULE, ReceptionDay, announce_by};
use domain::record::{Column, RecordId, Row, Value};
use domain::workflow::Occasion;
use store::query::{Filter, ListQuery, Order};

use crate::due::DueOn;
use crate::session::App;
use crate::wire::{DueItem, UserError};

/// What a reception day that is over waits for, as the list of what is due says it.
const RECORDING: &str = "接待登记";

/// Rows of a kind whose field still says one of these words.
fn standing(app: &mut App, kind: &str, words: &[&str]) -> Result<Vec<Row>, UserError> {
    let mut rows = Vec::new();
    for word in words {
        let query = ListQuery {
            filters: vec![Filter::Is(
                ReceptionDay::STATE.into(),
                Value::Text((*word).into()),
            )],
            order: Order::AsFound,
            ..ListQuery::all()
        };
        rows.extend(app.ledger()?.read().list(kind, &query)?.rows);
    }
    Ok(rows)
}

/// A planned day wants its notice some days before, an announced one its entries on the day.
pub(super) fn reception_days(
    app: &mut App,
    on: &DueOn,
    items: &mut Vec<DueItem>,
) -> Result<(), UserError> {
    let Some(kind) = app.ledger()?.registry().get(DAY).cloned() else {
        return Ok(());
    };
    let notice_days = notice_days(app)?;
    let mut ahead = DayStage::ALL.to_vec();
    ahead.retain(|it| it.occasion() == Occasion::Ahead);
    let ahead: Vec<&str> = ahead.into_iter().map(DayStage::word).collect();
    for row in standing(app, DAY, &ahead)? {
        let held_on = row.read(&kind, ReceptionDay::HELD_ON);
        let Some(held_on) = held_on.and_then(|it| it.exact()) else {
            continue;
        };
        let announced = row.has(&kind, ReceptionDay::NOTICE_ON);
        let (sort, due) = if announced || held_on <= on.today {
            (RECORDING, held_on)
        } else {
            let own = row.link(&kind, ReceptionDay::RULE);
            let own = own.and_then(|it| notice_days.get(&it).copied());
            (
                "接待日公告",
                announce_by(&on.rules, &on.almanac, own, held_on),
            )
        };
        let title = match row.read(&kind, ReceptionDay::TITLE) {
            Some(title) => format!("{held_on} {title}"),
            None => held_on.to_string(),
        };
        let deadline = Deadline::written(due);
        let told = if sort == RECORDING {
            "要登记来访情况"
        } else {
            "要张贴公告"
        };
        items.push(DueItem {
            told: told.into(),
            ..on.item(kind.register_key(), row.id, title, sort, &deadline)
        });
    }
    Ok(())
}

/// Days of notice that rules for reception days name themselves.
fn notice_days(app: &mut App) -> Result<HashMap<RecordId, i64>, UserError> {
    let ledger = app.ledger()?;
    let Some(kind) = ledger.registry().get(RULE) else {
        return Ok(HashMap::new());
    };
    let rows = ledger.read().list(RULE, &ListQuery::all())?.rows;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let days = row.read(kind, DayRule::NOTICE_DAYS)?;
            Some((row.id, days))
        })
        .collect())
}

/// Tasks of the plans that are not done; a month as the date is due by its end.
pub(super) fn tasks(app: &mut App, on: &DueOn, items: &mut Vec<DueItem>) -> Result<(), UserError> {
    let Some(kind) = app.ledger()?.registry().get(TASK).cloned() else {
        return Ok(());
    };
    for row in app.ledger()?.read().list(TASK, &ListQuery::all())?.rows {
        let state = row.read(&kind, Task::STATE);
        if matches!(state, Some(TaskState::Done | TaskState::Cancelled)) {
            continue;
        }
        let date = |column: Column<PartialDate>| row.read(&kind, column);
        let due = date(Task::PUT_OFF_TO).or_else(|| date(Task::DUE_ON));
        let Some(due) = due else {
            continue;
        };
        let deadline = Deadline::written(due.last_day());
        let title = kind.name_of(&row);
        items.push(on.item(kind.register_key(), row.id, title, "工作任务", &deadline));
    }
    Ok(())
}
