//! The figures of a period.

use chrono::NaiveDate;
use domain::figures::{Board, Cell, Indicator, On, Period, Section, indicators};

use crate::figures::Scope;
use crate::figures::gathering::gather;
use crate::session::App;
use crate::wire::{FigureLine, FigureRequest, Figures, UserError};

pub(crate) fn figures(app: &mut App, request: FigureRequest) -> Result<Figures, UserError> {
    let scope = Scope::of(app, &request.scope)?;
    let all = count(app, &scope)?;
    let values = |app: &mut App, period: Option<_>| -> Result<Vec<Option<f64>>, UserError> {
        match period.filter(|_| request.compare) {
            None => Ok(Vec::new()),
            Some(period) => Ok(count(app, &scope.over(period))?
                .iter()
                .map(|(it, cell)| cell.value(it.unit))
                .collect()),
        }
    };
    let today = app.today();
    let (earlier, year_ago) = (
        scope.period.before_by(today),
        scope.period.last_year_by(today),
    );
    let before = values(app, earlier)?;
    let last_year = values(app, year_ago)?;
    let of = |values: &[Option<f64>], at: usize| values.get(at).copied().flatten();
    let shown = |day: Option<NaiveDate>| day.map(|it| it.to_string());
    Ok(Figures {
        title: scope.period.title(),
        from: shown(scope.period.from),
        to: shown(scope.period.to),
        station: scope.station_name.clone(),
        day: app.today().to_string(),
        before: earlier.map(Period::title),
        last_year: year_ago.map(Period::title),
        figures: all
            .iter()
            .enumerate()
            .map(|(at, (it, cell))| {
                let standing = it.section == Section::Bodies;
                FigureLine {
                    key: it.key.into(),
                    title: it.title.into(),
                    section: it.section.word().into(),
                    value: cell.value(it.unit),
                    numerator: cell.top,
                    denominator: cell.bottom,
                    unit: it.unit.word().into(),
                    top: it.top.words.into(),
                    bottom: it.bottom.map(|it| it.words.into()),
                    basis: it.basis.into(),
                    before: of(&before, at).filter(|_| !standing),
                    last_year: of(&last_year, at).filter(|_| !standing),
                }
            })
            .collect(),
    })
}

/// Every figure within a scope, in the order of the table. For one station those of the whole
/// office are left out.
pub(crate) fn count(app: &mut App, scope: &Scope) -> Result<Vec<(Indicator, Cell)>, UserError> {
    let asked = asked(scope);
    let on = On { day: app.today() };
    let mut board = Board::new(asked, on, None);
    let wanted: Vec<_> = board.indicators().iter().map(|it| it.about).collect();
    gather(
        app,
        scope,
        |about| wanted.contains(&about),
        |fact| board.take(fact),
    )?;
    Ok(board
        .indicators()
        .iter()
        .copied()
        .zip(board.all())
        .collect())
}

/// The figures that a scope has.
pub(super) fn asked(scope: &Scope) -> Vec<Indicator> {
    let mut all = indicators();
    if scope.station.is_some() {
        all.retain(|it| it.section != Section::Bodies || it.key == "electors");
        all.retain(|it| it.key != "projects");
    }
    all
}
