//! 主席一览: what waits for the word of whoever leads the office, what is late and with whom, the year
//! in a few figures.

mod awaiting;
mod held_up;

use chrono::Datelike;

use crate::due::DueOn;
use crate::figures;
use crate::session::App;
use crate::wire::{ChairView, FigureRequest, FigureScope, Nothing, UserError};

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
    let request = FigureRequest {
        scope: FigureScope {
            from: Some(from.clone()),
            to: Some(to.clone()),
            ..FigureScope::default()
        },
        compare: true,
    };
    let mut counted = figures::figures(app, request)?.figures;
    counted.retain(|it| FIGURES.contains(&it.key.as_str()));
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
