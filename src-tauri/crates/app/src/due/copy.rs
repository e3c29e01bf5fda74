//! The last copy outside this PC: a week after it the next one is due.

use chrono::Days;

use crate::due::DueOn;
use crate::session::App;
use crate::upkeep::copies::DAYS_OUTSIDE;
use crate::wire::{DueItem, Target, UserError};

/// Until the first copy the list of what was put off asks for it.
pub(super) fn due(app: &mut App, on: &DueOn, items: &mut Vec<DueItem>) -> Result<(), UserError> {
    let Some(copied) = app.copied_on()? else {
        return Ok(());
    };
    let due = copied + Days::new(u64::from(DAYS_OUTSIDE));
    if due > on.today {
        return Ok(());
    }
    let days = (on.today - copied).num_days();
    items.push(
        DueItem::by(
            "备份",
            format!("把数据拷到U盘：上次拷出本机是 {days} 天前"),
            due,
            on.today,
        )
        .leads_to(Target::Copies)
        .later("copy"),
    );
    Ok(())
}
