//! 迎检体检 over the books of a year, and the papers laid out for an inspection.

pub(crate) mod books;
mod facts;
mod people;
pub(crate) mod set;
pub(crate) mod survey;

pub(crate) use people::short;

use chrono::Datelike;
use domain::inspection::Judge;
use domain::record::RecordId;
use domain::station::STATION;

use crate::books::roll::find;
use crate::inspection::facts::Facts;
use crate::inspection::survey::Survey;
use crate::periods::{almanac, rules};
use crate::session::App;
use crate::wire::{ErrorCode, InspectionReport, InspectionRequest, UserError};

/// Years beyond this are slips of the hand.
const YEARS: std::ops::RangeInclusive<i32> = 1979..=2100;

/// What is looked at.
pub(crate) struct Scope {
    pub(crate) judge: Judge,
    /// The station by id and name, where only one is looked at.
    pub(crate) station: Option<(RecordId, String)>,
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
                Some((id, name.unwrap_or_default()))
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

    fn station_id(&self) -> Option<RecordId> {
        self.station.as_ref().map(|(id, _)| *id)
    }
}

pub(crate) fn inspection_check(
    app: &mut App,
    request: InspectionRequest,
) -> Result<InspectionReport, UserError> {
    let scope = Scope::of(app, request.year, request.station.as_deref())?;
    let survey = Survey::of(request.objection.as_deref())?;
    look_over(app, &scope, survey)
}

/// Goes through every book.
pub(crate) fn look_over(
    app: &mut App,
    scope: &Scope,
    mut survey: Survey,
) -> Result<InspectionReport, UserError> {
    let facts = Facts::gather(app)?;
    let served = books::receptions(app, scope, &facts, &mut survey)?;
    let attended = books::activities(app, scope, &facts, &served, &mut survey)?;
    books::matters(app, scope, &facts, &mut survey)?;
    people::deputies(app, scope, &facts, &served, &attended, &mut survey)?;
    people::contacts(app, scope, &facts, &mut survey)?;
    books::meetings(app, scope, &facts, &mut survey)?;
    survey.report(app, scope)
}
