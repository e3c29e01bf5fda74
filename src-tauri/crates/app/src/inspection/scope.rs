//! What an inspection looks at: a year, and perhaps one station.

use chrono::Datelike;
use domain::inspection::Judge;
use domain::record::RecordId;
use domain::station::STATION;

use crate::books::roll::find;
use crate::periods::{almanac, rules};
use crate::session::App;
use crate::stations::with_those_below;
use crate::wire::{ErrorCode, UserError};

/// Years beyond this are typing errors.
const YEARS: std::ops::RangeInclusive<i32> = 1979..=2100;

/// What is looked at.
pub(crate) struct Scope {
    pub(crate) judge: Judge,
    /// Where only one station is looked at: it and all below it, and its name.
    pub(crate) station: Option<(Vec<RecordId>, String)>,
}

impl Scope {
    pub(crate) fn of(
        app: &mut App,
        year: Option<i32>,
        station: Option<&str>,
    ) -> Result<Self, UserError> {
        let today = app.today();
        let year = year.unwrap_or_else(|| today.year());
        if !YEARS.contains(&year) {
            return Err(UserError::new(
                ErrorCode::BadRequest,
                format!("“{year}”年不对"),
                "请填四位年份，如 2026",
            ));
        }
        let station = match station.map(str::trim).filter(|it| !it.is_empty()) {
            None => None,
            Some(written) => {
                let id = find(app, STATION, written)?;
                let name = app.ledger()?.read().name_of(STATION, id)?;
                let all = with_those_below(&app.ledger()?.read(), id)?;
                Some((all, name.unwrap_or_default()))
            }
        };
        Ok(Self {
            judge: Judge {
                today,
                year,
                almanac: almanac(app)?,
                rules: rules(app)?,
            },
            station,
        })
    }

    /// The stations looked at; `None` where all are.
    pub(super) fn stations(&self) -> Option<&[RecordId]> {
        self.station.as_ref().map(|(all, _)| all.as_slice())
    }

    /// Whether what belongs to this station, or to none, is looked at.
    pub(super) fn takes(&self, station: Option<RecordId>) -> bool {
        self.stations()
            .is_none_or(|all| station.is_some_and(|it| all.contains(&it)))
    }
}
