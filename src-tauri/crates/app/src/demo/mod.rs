//! Demo data: an invented township's plausible year, to try the program with. It comes in as one
//! operation, so that one step takes all of it away again; the screen says that it is there.

mod desk;
mod material;
mod people;
mod suggestions;
mod year;

use domain::operation::Operation;
use domain::roster::DEPUTY;
use store::query::ListQuery;

use crate::demo::desk::{Desk, named};
use crate::records::Entries;
use crate::session::App;
use crate::wire::{Demo, ErrorCode, Nothing, UndoRequest, Undone, UserError};

/// Fills a store that has no deputies yet.
///
/// # Errors
/// A calm refusal where the office's own roster is already there.
pub(crate) fn fill(app: &mut App, _: Nothing) -> Result<Demo, UserError> {
    let today = app.today();
    if app.ledger()?.read().count(DEPUTY, &ListQuery::all())? > 0 {
        return Err(UserError::new(
            ErrorCode::Precondition,
            "台账里已经有代表名册，演示数据没有载入",
            "演示数据只能放进空的台账，免得和真的混在一起；可以另建一本台账来试",
        ));
    }
    let term = app.term()?.map(|(id, _)| id);
    let operation = app.operation(Operation::FillDemo)?;
    let entries = Entries::open(app)?;
    let committed = app.ledger()?.write::<_, UserError>(operation, |tx| {
        let mut desk = Desk::new(tx, entries);
        people::enter(&mut desk, term.map(named).unwrap_or_default())?;
        year::enter(&mut desk, today)?;
        Ok(desk.counts)
    })?;
    Ok(Demo {
        records: committed.value,
        operation: committed.operation.map(|it| it.to_string()),
        changed: committed.kinds.iter().map(ToString::to_string).collect(),
    })
}

/// Takes the demo data away in one step; what was changed since is named and stays.
///
/// # Errors
/// A calm refusal where there is none.
pub(crate) fn clear(app: &mut App, _: Nothing) -> Result<Undone, UserError> {
    let Some(operation) = app.demo_standing()? else {
        return Err(UserError::new(
            ErrorCode::Precondition,
            "台账里没有演示数据",
            "不用清除，可以直接登记自己的",
        ));
    };
    let operation = Some(operation);
    crate::records::undo(app, UndoRequest { operation })
}
