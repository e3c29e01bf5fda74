//! Reception days that want a notice or an entry, and tasks of the month's plan.

use std::collections::HashMap;

use domain::calendar::Deadline;
use domain::plan::TASK;
use domain::reception::{DAY, RULE, announce_by};
use domain::record::{RecordId, Row, Value};
use store::query::{Filter, ListQuery, Order};

use crate::due::DueOn;
use crate::session::App;
use crate::wire::{DueItem, UserError};

/// Rows of a kind whose field still says one of these words.
fn standing(app: &mut App, kind: &str, words: &[&str]) -> Result<Vec<Row>, UserError> {
    let mut rows = Vec::new();
    for word in words {
        let query = ListQuery {
            filters: vec![Filter::Is("state".into(), Value::Text((*word).into()))],
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
    for row in standing(app, DAY, &["计划", "已公告"])? {
        let held_on = row.get(&kind, "held_on").and_then(Value::as_date);
        let Some(held_on) = held_on.and_then(|it| it.exact()) else {
            continue;
        };
        let announced = row.get(&kind, "notice_on").is_some();
        let (sort, due) = if announced || held_on <= on.today {
            ("接待登记", held_on)
        } else {
            let own = row.get(&kind, "rule").and_then(Value::as_id);
            let own = own.and_then(|it| notice_days.get(&it).copied());
            (
                "接待日公告",
                announce_by(&on.rules, &on.almanac, own, held_on),
            )
        };
        let title = match row.get(&kind, "title").and_then(Value::as_text) {
            Some(title) => format!("{held_on} {title}"),
            None => held_on.to_string(),
        };
        let deadline = Deadline::written(due);
        let told = if sort == "接待登记" {
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
            let days = row.get(kind, "notice_days").and_then(Value::as_int)?;
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
        let state = row.get(&kind, "state").and_then(Value::as_text);
        if matches!(state, Some("已完成" | "取消")) {
            continue;
        }
        let date = |key: &str| row.get(&kind, key).and_then(Value::as_date);
        let due = date("put_off_to").or_else(|| date("due_on"));
        let Some(due) = due else {
            continue;
        };
        let deadline = Deadline::written(due.last_day());
        let title = kind.name_of(&row);
        items.push(on.item(kind.register_key(), row.id, title, "工作任务", &deadline));
    }
    Ok(())
}
