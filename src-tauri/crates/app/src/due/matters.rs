//! Opinions and suggestions that wait for somebody, and promises to keep.

use domain::calendar::Deadline;
use domain::matter::{CLOCK_READS, clock, clocked};
use domain::opinion::OPINION;
use domain::record::{FieldKey, Value};
use domain::service::PROMISE;
use domain::suggestion::SUGGESTION;
use domain::workflow::Stage;
use store::query::{Filter, ListQuery, Order};

use crate::due::DueOn;
use crate::session::App;
use crate::wire::{DueItem, UserError};

/// Matters whose clock runs.
pub(super) fn matters(
    app: &mut App,
    on: &DueOn,
    items: &mut Vec<DueItem>,
) -> Result<(), UserError> {
    let ledger = app.ledger()?;
    for key in [OPINION, SUGGESTION] {
        let Some(kind) = ledger.registry().get(key) else {
            continue;
        };
        let columns: Vec<FieldKey> = CLOCK_READS
            .into_iter()
            .map(FieldKey::from)
            .chain([kind.name_field.clone()])
            .collect();
        for stage in clocked(kind) {
            let state = Value::Text(stage.word().into());
            let query = ListQuery {
                filters: vec![Filter::Is("state".into(), state)],
                order: Order::AsFound,
                ..ListQuery::all()
            };
            ledger.read().for_each_of(key, &query, &columns, |row| {
                if let Some(it) = clock(kind, row, &on.rules, &on.almanac) {
                    let (register, title) = (kind.register_key(), kind.name_of(row));
                    items.push(on.item(register, row.id, title, it.waits_for, &it.deadline));
                }
                Ok(())
            })?;
        }
    }
    Ok(())
}

/// Promises that are not kept yet, those of units in matters and those of deputies alike.
pub(super) fn promises(
    app: &mut App,
    on: &DueOn,
    items: &mut Vec<DueItem>,
) -> Result<(), UserError> {
    let ledger = app.ledger()?;
    let Some(kind) = ledger.registry().get(PROMISE) else {
        return Ok(());
    };
    let query = ListQuery {
        filters: vec![Filter::Empty("kept_on".into())],
        order: Order::AsFound,
        ..ListQuery::all()
    };
    let columns = ["title", "due_on", "state"].map(FieldKey::from);
    ledger
        .read()
        .for_each_of(PROMISE, &query, &columns, |row| {
            let kept = row.get(kind, "state").and_then(Value::as_text) == Some("已落实");
            let due = row.get(kind, "due_on").and_then(Value::as_date);
            if let Some(due) = due.filter(|_| !kept) {
                let deadline = Deadline {
                    due: due.last_day(),
                    unknown: Vec::new(),
                };
                let (register, title) = (kind.register_key(), kind.name_of(row));
                items.push(on.item(register, row.id, title, "承诺落实", &deadline));
            }
            Ok(())
        })?;
    Ok(())
}
