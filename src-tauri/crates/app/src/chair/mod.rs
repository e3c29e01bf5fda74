//! 主席一览: what waits for a decision, what is late and with whom, the year in a few figures.

mod awaiting;
mod held_up;

use chrono::Datelike;

use crate::due::DueOn;
use crate::figures;
use crate::session::App;
use crate::wire::{ChairView, FigureScope, Nothing, UserError};

/// The figures that a chairman is asked for, in the order in which they stand.
const FIGURES: [&str; 9] = [
    "voter_times",
    "opinions",
    "suggestions",
    "closed_rate",
    "punctual_rate",
    "satisfied_rate",
    "activities",
    "activity_times",
    "contacts",
];

pub(crate) fn chair(app: &mut App, _: Nothing) -> Result<ChairView, UserError> {
    let on = DueOn::of(app)?;
    let awaiting = awaiting::awaiting(app, &on)?;
    let held_up = held_up::held_up(app, &on)?;
    let year = on.today.year();
    let (from, to) = (format!("{year}-01-01"), on.today.to_string());
    let scope = FigureScope {
        from: Some(from.clone()),
        to: Some(to.clone()),
        ..FigureScope::default()
    };
    let mut counted = figures::beside_last_year(app, &scope, &FIGURES)?;
    counted.sort_by_key(|it| FIGURES.iter().position(|key| *key == it.key));
    Ok(ChairView {
        awaiting,
        held_up,
        year,
        from,
        to,
        figures: counted,
    })
}
