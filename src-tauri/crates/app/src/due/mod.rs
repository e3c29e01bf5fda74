//! What is to be done: deadlines, lists to look through, things put off. One list of sources, each
//! looking over its own records for a day; nothing of it is kept.

mod books;
mod copy;
mod decisions;
mod deputies;
mod item;
mod matters;
mod meetings;
mod proxies;
mod put_off;
pub(crate) mod reminders;
mod term;
mod unsettled;

use chrono::NaiveDate;

pub(crate) use crate::due::item::DueOn;
pub(crate) use crate::due::matters::{WithUnit, each_waiting};
use crate::session::App;
use crate::wire::{DueItem, DueItems, Nothing, UserError};

/// Looks over one sort of records.
type Source = fn(&mut App, &DueOn, &mut Vec<DueItem>) -> Result<(), UserError>;

/// Every source.
const SOURCES: &[Source] = &[
    decisions::due,
    matters::matters,
    matters::promises,
    matters::relapsed,
    proxies::due,
    books::reception_days,
    books::tasks,
    meetings::presidium,
    meetings::congress,
    deputies::due,
    copy::due,
    term::due,
    unsettled::due,
    put_off::due,
];

/// What says until when a reminder is put off is remembered under names that begin like this.
pub(crate) const LATER: &str = "later.";

/// What is late, what is due within the office's days of warning, and what has no day; without
/// what was put off.
pub(crate) fn due(app: &mut App, _: Nothing) -> Result<DueItems, UserError> {
    let on = DueOn::of(app)?;
    let mut items = Vec::new();
    for source in SOURCES {
        source(app, &on, &mut items)?;
    }
    let kept = app.ledger()?.all_remembered()?;
    items.retain(|it| {
        let until = kept
            .get(&format!("{LATER}{}", it.later))
            .and_then(|it| it.parse::<NaiveDate>().ok());
        it.level != "green" && (it.later.is_empty() || until.is_none_or(|day| day <= on.today))
    });
    items.sort_by(|a, b| {
        let key = |it: &DueItem| (it.days_left.is_none(), it.days_left);
        (key(a), &a.title).cmp(&(key(b), &b.title))
    });
    Ok(DueItems { items })
}
