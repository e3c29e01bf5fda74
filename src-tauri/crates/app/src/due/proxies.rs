//! 信访代办: what the petition organ has to tell those who were helped, until when.

use domain::record::FieldKey;
use domain::service::{PROXY, Proxy, proxy_clock};
use store::query::{ListQuery, Order};

use crate::due::DueOn;
use crate::session::App;
use crate::wire::{DueItem, UserError};

/// The columns that the clock of a petition reads.
const READS: [&str; 6] = [
    Proxy::DELIVERED_ON.key(),
    Proxy::ACCEPTED_ON.key(),
    Proxy::EXTENDED.key(),
    Proxy::SORT.key(),
    Proxy::ENDED_ON.key(),
    Proxy::STATE.key(),
];

pub(super) fn due(app: &mut App, on: &DueOn, items: &mut Vec<DueItem>) -> Result<(), UserError> {
    let ledger = app.ledger()?;
    let Some(kind) = ledger.registry().get(PROXY) else {
        return Ok(());
    };
    let query = ListQuery {
        order: Order::AsFound,
        ..ListQuery::all()
    };
    let columns: Vec<FieldKey> = READS
        .into_iter()
        .map(FieldKey::from)
        .chain([kind.name_field.clone()])
        .collect();
    ledger.read().for_each_of(PROXY, &query, &columns, |row| {
        if let Some((waits_for, deadline)) = proxy_clock(kind, row, &on.rules, &on.almanac) {
            let (register, title) = (kind.register_key(), kind.name_of(row));
            items.push(on.item(register, row.id, title, waits_for, &deadline));
        }
        Ok(())
    })?;
    Ok(())
}
