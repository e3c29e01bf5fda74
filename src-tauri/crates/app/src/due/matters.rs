//! Opinions and suggestions that wait for somebody, and promises to keep.

use domain::calendar::Deadline;
use domain::matter::{CLOCK_READS, PROMISE, clock, clocked};
use domain::opinion::OPINION;
use domain::record::{FieldKey, RecordId, Value};
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

/// Promises that are not kept yet.
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
        filters: vec![Filter::Empty("done_on".into())],
        ..ListQuery::all()
    };
    for row in ledger.read().list(PROMISE, &query)?.rows {
        let parent = row
            .get(kind, "parent")
            .and_then(Value::as_text)
            .and_then(RecordId::parse);
        let due = row.get(kind, "due").and_then(Value::as_date);
        let (Some(parent), Some(due)) = (parent, due) else {
            continue;
        };
        for key in [OPINION, SUGGESTION] {
            let standing = ledger.read().get(key, parent)?.filter(|it| it.is_live());
            let (Some(_), Some(of)) = (standing, ledger.registry().get(key)) else {
                continue;
            };
            let deadline = Deadline {
                due: due.first_day(),
                unknown: Vec::new(),
            };
            let title = kind.name_of(&row);
            items.push(on.item(of.register_key(), parent, title, "承诺落实", &deadline));
        }
    }
    Ok(())
}
