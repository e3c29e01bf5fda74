//! What an office put off at its first contact: a password, the recovery card on paper, the first
//! copy on a stick, the roster.

use crate::commands::reminders;
use crate::due::DueOn;
use crate::session::App;
use crate::wire::{DueItem, Nothing, UserError};

pub(super) fn due(app: &mut App, _: &DueOn, items: &mut Vec<DueItem>) -> Result<(), UserError> {
    let open = reminders(app, Nothing {})?
        .into_iter()
        .filter(|it| !it.done);
    for it in open {
        items.push(
            DueItem::note(&it.title, it.reason)
                .opens_page(&it.route)
                .later(&it.key),
        );
    }
    Ok(())
}
