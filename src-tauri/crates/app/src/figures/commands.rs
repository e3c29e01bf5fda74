//! The figures of a period.

use chrono::NaiveDate;
use domain::figures::{Board, Cell, Indicator, On, Period, Section, indicators};

use crate::figures::Scope;
use crate::figures::gathering::gather;
use crate::session::App;
use crate::wire::{FigureLine, FigureRequest, FigureScope, Figures, UserError};

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
            .map(|(at, (it, cell))| line(it, *cell, of(&before, at), of(&last_year, at)))
            .collect(),
    })
}

/// These figures of a period beside those of the same days a year ago; nothing else is counted.
pub(crate) fn beside_last_year(
    app: &mut App,
    scope: &FigureScope,
    keys: &[&str],
) -> Result<Vec<FigureLine>, UserError> {
    let scope = Scope::of(app, scope)?;
    let mut wanted = asked(&scope);
    wanted.retain(|it| keys.contains(&it.key));
    let now = count_these(app, &scope, wanted.clone())?;
    let last_year = match scope.period.last_year_by(app.today()) {
        Some(period) => count_these(app, &scope.over(period), wanted)?,
        None => Vec::new(),
    };
    let then = |at: usize| last_year.get(at).and_then(|(it, cell)| cell.value(it.unit));
    let lines = now.iter().enumerate();
    Ok(lines
        .map(|(at, (it, cell))| line(it, *cell, None, then(at)))
        .collect())
}

/// A figure as it crosses the edge. What stands at a day is compared with no period.
fn line(it: &Indicator, cell: Cell, before: Option<f64>, last_year: Option<f64>) -> FigureLine {
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
        before: before.filter(|_| !standing),
        last_year: last_year.filter(|_| !standing),
    }
}

/// Every figure within a scope, in the order of the table. For one station those of the whole
/// office are left out.
pub(crate) fn count(app: &mut App, scope: &Scope) -> Result<Vec<(Indicator, Cell)>, UserError> {
    count_these(app, scope, asked(scope))
}

/// These figures within a scope, in the order of the table.
fn count_these(
    app: &mut App,
    scope: &Scope,
    asked: Vec<Indicator>,
) -> Result<Vec<(Indicator, Cell)>, UserError> {
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
