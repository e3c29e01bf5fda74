//! The working days and periods in force for this office: what the program delivers, and over it
//! what the office entered.

use domain::calendar::{Almanac, HOLIDAY_YEAR, HolidayYear};
use domain::rules::{RULE, Rules};
use store::query::ListQuery;

use crate::session::App;
use crate::wire::UserError;

/// The working days known to this office.
pub(crate) fn almanac(app: &mut App) -> Result<Almanac, UserError> {
    let ledger = app.ledger()?;
    let mut almanac = Almanac::delivered().clone();
    let Some(kind) = ledger.registry().get(HOLIDAY_YEAR) else {
        return Ok(almanac);
    };
    for row in ledger.read().list(HOLIDAY_YEAR, &ListQuery::all())?.rows {
        if let Some(Ok(year)) = HolidayYear::from_row(kind, &row) {
            almanac.add(&year);
        }
    }
    Ok(almanac)
}

/// The periods of this office: its preset, and what it changed.
pub(crate) fn rules(app: &mut App) -> Result<Rules, UserError> {
    let preset = app.office_text("periods")?;
    let ledger = app.ledger()?;
    let mut rules = Rules::of_preset(&preset);
    if let Some(kind) = ledger.registry().get(RULE) {
        for row in ledger.read().list(RULE, &ListQuery::all())?.rows {
            rules.add_row(kind, &row);
        }
    }
    Ok(rules)
}
