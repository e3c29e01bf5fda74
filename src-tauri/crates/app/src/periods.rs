//! The working days and periods in force for this office: what the program delivers, and over it
//! what the office entered.

use std::sync::Arc;

use domain::calendar::{Almanac, HOLIDAY_YEAR, HolidayYear, Today};
use domain::rules::{RULE, Rules};
use store::error::StoreFault;
use store::query::{ListQuery, Reader};

use crate::session::App;
use crate::wire::UserError;

/// The working days known to this office.
pub(crate) fn almanac(app: &mut App) -> Result<Arc<Almanac>, UserError> {
    Ok(almanac_of(&app.ledger()?.read())?)
}

/// The same, of a store at hand.
pub(crate) fn almanac_of(reader: &Reader<'_>) -> Result<Arc<Almanac>, StoreFault> {
    let mut almanac = Arc::clone(Almanac::delivered());
    let Some(kind) = reader.registry().get(HOLIDAY_YEAR) else {
        return Ok(almanac);
    };
    for row in reader.list(HOLIDAY_YEAR, &ListQuery::all())?.rows {
        if let Some(Ok(year)) = HolidayYear::from_row(kind, &row) {
            Arc::make_mut(&mut almanac).add(&year);
        }
    }
    Ok(almanac)
}

/// Today, with the working days known to this office.
pub(crate) fn today(app: &mut App) -> Result<Today, UserError> {
    Ok(Today {
        date: app.today(),
        almanac: almanac(app)?,
    })
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
