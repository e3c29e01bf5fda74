//! What was asked for in a record and waits for a decision: 申请延期, 提请重点督办.

use domain::record::{FieldKey, Value};
use domain::workflow::Awaited;
use store::query::{Filter, ListQuery, Order};

use crate::due::DueOn;
use crate::session::App;
use crate::wire::{DueItem, UserError};

/// One item for each record with a petition.
pub(super) fn due(app: &mut App, _: &DueOn, items: &mut Vec<DueItem>) -> Result<(), UserError> {
    let ledger = app.ledger()?;
    for kind in ledger.registry().iter() {
        let awaiting = kind.workflow.iter().flat_map(|it| it.awaiting());
        for (awaited, _) in awaiting {
            let Awaited::Petition(petition) = awaited else {
                continue;
            };
            let column = FieldKey::from(petition.column);
            let query = ListQuery {
                filters: vec![Filter::Is(column, Value::Bool(true))],
                order: Order::AsFound,
                ..ListQuery::all()
            };
            let columns = [kind.name_field.clone()];
            ledger
                .read()
                .for_each_of(kind.key.as_str(), &query, &columns, |row| {
                    let item = DueItem::note(petition.sort, kind.name_of(row));
                    let told = "等主席审批".to_owned();
                    items.push(DueItem { told, ..item }.opens(kind.register_key(), row.id));
                    Ok(())
                })?;
        }
    }
    Ok(())
}
