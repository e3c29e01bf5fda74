//! The end of the term (届): elections are prepared months ahead.

use domain::office::{TERM, Term};
use domain::rules::RuleKey;

use crate::due::DueOn;
use crate::session::App;
use crate::wire::{DueItem, UserError};

pub(super) fn due(app: &mut App, on: &DueOn, items: &mut Vec<DueItem>) -> Result<(), UserError> {
    let Some((id, name)) = app.term()? else {
        return Ok(());
    };
    let ledger = app.ledger()?;
    let end = ledger
        .read()
        .get(TERM, id)?
        .zip(ledger.registry().get(TERM))
        .and_then(|(row, kind)| row.read(kind, Term::TO))
        .map(|date| date.last_day());
    if let Some(end) = end
        && (end - on.today).num_days() <= on.days(RuleKey::TermAhead)
    {
        items.push(DueItem::by("换届", format!("{name}届满"), end, on.today).opens("terms", id));
    }
    Ok(())
}
