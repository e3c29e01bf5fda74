//! Opinions and suggestions that wait for somebody, and promises to keep.

use std::collections::HashMap;

use domain::calendar::Deadline;
use domain::dates::PartialDate;
use domain::matter::{CLOCK_READS, Matter, MatterStage, RECHECK, Recheck, clock, clocked};
use domain::opinion::OPINION;
use domain::record::{FieldKey, Item, RecordId, RecordType, Row, Value};
use domain::service::{PROMISE, Promise, PromiseState};
use domain::station::UNIT;
use domain::suggestion::SUGGESTION;
use store::error::StoreFault;
use store::query::{Filter, ListQuery, Order, Reader};

use crate::due::DueOn;
use crate::session::App;
use crate::wire::{DueItem, UserError};

/// Matters whose clock runs.
pub(super) fn matters(
    app: &mut App,
    on: &DueOn,
    items: &mut Vec<DueItem>,
) -> Result<(), UserError> {
    each_waiting(app, on, |mut item, unit| {
        if item.level != "green"
            && let Some(unit) = unit.name
        {
            item.told = format!("{unit}承办");
        }
        items.push(item);
    })
}

/// The unit that has a matter.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub(crate) struct WithUnit {
    /// What it is called; nothing while no unit has it, or where nothing presses.
    pub(crate) name: Option<String>,
    /// Its record.
    pub(crate) id: Option<RecordId>,
}

/// Every matter that waits for something by a day, with the unit that has it.
pub(crate) fn each_waiting(
    app: &mut App,
    on: &DueOn,
    mut take: impl FnMut(DueItem, WithUnit),
) -> Result<(), UserError> {
    let ledger = app.ledger()?;
    for key in [OPINION, SUGGESTION] {
        let Some(kind) = ledger.registry().get(key) else {
            continue;
        };
        let columns: Vec<FieldKey> = CLOCK_READS
            .into_iter()
            .map(FieldKey::from)
            .chain([kind.name_field.clone(), Matter::LEAD.into()])
            .collect();
        for stage in clocked(kind) {
            let state = Value::Text(stage.word().into());
            let query = ListQuery {
                filters: vec![Filter::Is(Matter::STATE.into(), state)],
                order: Order::AsFound,
                ..ListQuery::all()
            };
            ledger.read().for_each_of(key, &query, &columns, |row| {
                if let Some(it) = clock(kind, row, &on.rules, &on.almanac) {
                    let (register, title) = (kind.register_key(), kind.name_of(row));
                    let item = on.item(register, row.id, title, it.waits_for, &it.deadline);
                    let unit = match item.level.as_str() {
                        "green" => WithUnit::default(),
                        _ => unit_of(&ledger.read(), kind, row)?,
                    };
                    take(item, unit);
                }
                Ok(())
            })?;
        }
    }
    Ok(())
}

/// The unit that has a matter.
fn unit_of(reader: &Reader<'_>, kind: &RecordType, row: &Row) -> Result<WithUnit, StoreFault> {
    Ok(match row.of(kind, Matter::LEAD) {
        Some(Value::Ref(Item::Id(id))) => WithUnit {
            name: reader.name_of(UNIT, *id)?,
            id: Some(*id),
        },
        Some(Value::Ref(Item::Text(name))) => WithUnit {
            name: Some(name.clone()),
            id: None,
        },
        _ => WithUnit::default(),
    })
}

/// Closed matters of which somebody found that they came back (反弹), until they are taken up again.
pub(super) fn relapsed(
    app: &mut App,
    _: &DueOn,
    items: &mut Vec<DueItem>,
) -> Result<(), UserError> {
    let ledger = app.ledger()?;
    let Some(kind) = ledger.registry().get(RECHECK) else {
        return Ok(());
    };
    let query = ListQuery {
        filters: vec![Filter::Is(Recheck::RELAPSED.into(), Value::Bool(true))],
        order: Order::AsFound,
        ..ListQuery::all()
    };
    let mut parents = HashMap::new();
    ledger.read().for_each_of(
        RECHECK,
        &query,
        &[Recheck::PARENT.into(), Recheck::ON.into()],
        |row| {
            let parent = row.read(kind, Recheck::PARENT);
            if let Some(parent) = parent.and_then(RecordId::parse) {
                let on = row.read(kind, Recheck::ON);
                let last = parents.entry(parent).or_insert(None);
                *last = (*last).max(on.map(PartialDate::first_day));
            }
            Ok(())
        },
    )?;
    for (parent, on) in parents {
        for key in [OPINION, SUGGESTION] {
            let Some(of) = ledger.registry().get(key) else {
                continue;
            };
            let Some(row) = ledger.read().get(key, parent)?.filter(Row::is_live) else {
                continue;
            };
            let state = row.read(of, Matter::STATE);
            let closed = row.read(of, Matter::CLOSED_ON);
            let rests = state.is_some_and(MatterStage::rests);
            // One that was taken up again and closed since has its answer.
            let since = closed.map(PartialDate::first_day) > on;
            if rests && !since {
                let title = format!("{}：回头看发现反弹，要重开办理", of.name_of(&row));
                items.push(DueItem::note("回头看", title).opens(of.register_key(), parent));
            }
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
        filters: vec![Filter::Empty(Promise::KEPT_ON.into())],
        order: Order::AsFound,
        ..ListQuery::all()
    };
    let columns = [
        Promise::TITLE.key(),
        Promise::DUE_ON.key(),
        Promise::STATE.key(),
    ]
    .map(FieldKey::from);
    ledger
        .read()
        .for_each_of(PROMISE, &query, &columns, |row| {
            let kept = row.read(kind, Promise::STATE) == Some(PromiseState::Kept);
            let due = row.read(kind, Promise::DUE_ON);
            if let Some(due) = due.filter(|_| !kept) {
                let deadline = Deadline::written(due.last_day());
                let (register, title) = (kind.register_key(), kind.name_of(row));
                items.push(on.item(register, row.id, title, "承诺落实", &deadline));
            }
            Ok(())
        })?;
    Ok(())
}
