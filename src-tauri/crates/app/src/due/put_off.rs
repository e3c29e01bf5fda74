//! What an office put off at its first contact: a password, the recovery card on paper, the first
//! copy on a stick, the roster.

use crate::due::DueOn;
use crate::due::reminders::reminders;
use crate::session::App;
use crate::wire::{DueItem, Nothing, UserError};

pub(super) fn due(app: &mut App, _: &DueOn, items: &mut Vec<DueItem>) -> Result<(), UserError> {
    let copied = app.copied_on()?.is_some();
    let open = reminders(app, Nothing {})?
        .into_iter()
        // Once something was copied out, the next copy has a day of its own.
        .filter(|it| !(it.done || copied && it.key == "copy"));
    for it in open {
        items.push(
            DueItem::note(&it.title, it.reason)
                .leads_to(it.target)
                .later(&it.key),
        );
    }
    Ok(())
}
