//! The working days and periods in force for this office: what the program delivers, and over it
//! what the office entered.

use std::sync::Arc;

use chrono::NaiveDate;
use domain::calendar::{Almanac, HOLIDAY_YEAR, HolidayYear, Today};
use domain::office::{Office, PROFILE};
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
    let date = app.today();
    Ok(today_of(&app.ledger()?.read(), date)?)
}

/// The same, of a store at hand and any day.
pub(crate) fn today_of(reader: &Reader<'_>, date: NaiveDate) -> Result<Today, StoreFault> {
    Ok(Today {
        date,
        almanac: almanac_of(reader)?,
        rules: Arc::new(rules_of(reader)?),
    })
}

/// The periods of this office: its preset, and what it changed.
pub(crate) fn rules(app: &mut App) -> Result<Rules, UserError> {
    Ok(rules_of(&app.ledger()?.read())?)
}

fn rules_of(reader: &Reader<'_>) -> Result<Rules, StoreFault> {
    let offices = match reader.registry().get(PROFILE) {
        Some(_) => reader.list(PROFILE, &ListQuery::all())?.rows,
        None => Vec::new(),
    };
    let preset = reader.registry().get(PROFILE).and_then(|kind| {
        let office = offices.first()?;
        office.read(kind, Office::PERIODS)
    });
    let mut rules = Rules::of_preset(preset.unwrap_or_default());
    if let Some(kind) = reader.registry().get(RULE) {
        for row in reader.list(RULE, &ListQuery::all())?.rows {
            rules.add_row(kind, &row);
        }
    }
    Ok(rules)
}
