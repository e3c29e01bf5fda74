//! 迎检体检 over the books of a year, and the papers laid out for an inspection.

pub(crate) mod books;
mod facts;
mod people;
mod scope;
pub(crate) mod survey;

pub(crate) use people::short;
pub(crate) use scope::Scope;

use crate::inspection::facts::Facts;
use crate::inspection::survey::Survey;
use crate::session::App;
use crate::wire::{InspectionReport, InspectionRequest, UserError};

pub(crate) fn inspection_check(
    app: &mut App,
    request: InspectionRequest,
) -> Result<InspectionReport, UserError> {
    let scope = Scope::of(app, request.year, request.station.as_deref())?;
    let mut survey = Survey::of(request.objection.as_deref())?;
    look_over(app, &scope, &mut survey)
}

/// Goes through every book.
pub(crate) fn look_over(
    app: &mut App,
    scope: &Scope,
    survey: &mut Survey,
) -> Result<InspectionReport, UserError> {
    let facts = Facts::gather(app)?;
    let served = books::receptions(app, scope, &facts, survey)?;
    let attended = books::activities(app, scope, &facts, &served, survey)?;
    books::matters(app, scope, &facts, survey)?;
    people::deputies(app, scope, &facts, &served, &attended, survey)?;
    people::contacts(app, scope, &facts, survey)?;
    books::meetings(app, scope, &facts, survey)?;
    survey.report(app, scope)
}
