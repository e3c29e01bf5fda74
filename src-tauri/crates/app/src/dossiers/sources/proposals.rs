//! 议案 and 代表建议、批评和意见, led or joined.

use domain::contact::ids_of;
use domain::meeting::MOTION;
use domain::suggestion::SUGGESTION;

use crate::dossiers::gathering::{Gathered, Gathering, date_words};
use crate::wire::UserError;

pub(crate) fn motions(from: &Gathering<'_>, lines: &mut Vec<Gathered>) -> Result<(), UserError> {
    proposals(
        from,
        MOTION,
        ("lead", "signers"),
        [
            "code",
            "title",
            "handling_unit",
            "answered_on",
            "review",
            "",
        ],
        lines,
    )
}

pub(crate) fn suggestions(
    from: &Gathering<'_>,
    lines: &mut Vec<Gathered>,
) -> Result<(), UserError> {
    proposals(
        from,
        SUGGESTION,
        ("leader_deputy", "deputies"),
        [
            "no",
            "title",
            "lead",
            "replied_on",
            "result",
            "satisfaction",
        ],
        lines,
    )
}

/// Proposals with these fields for number, title, unit, reply, result and evaluation.
fn proposals(
    from: &Gathering<'_>,
    kind: &str,
    (leader, others): (&str, &str),
    fields: [&str; 6],
    lines: &mut Vec<Gathered>,
) -> Result<(), UserError> {
    from.each(
        kind,
        "submitted_on",
        &[leader, others],
        |kind, row, on, deputies| {
            for deputy in deputies {
                let leads = ids_of(row.get(kind, leader)).contains(&deputy);
                let [number, title, unit, replied, result, evaluation] =
                    fields.map(|it| from.text(kind, &row, it));
                lines.push(Gathered {
                    deputy,
                    on,
                    cells: vec![
                        on.map(date_words).unwrap_or_default(),
                        number,
                        title,
                        if leads { "领衔" } else { "联名" }.into(),
                        unit,
                        replied,
                        result,
                        evaluation,
                    ],
                    kind: kind.clone(),
                    row: row.clone(),
                    counts: leads,
                    people: 0,
                });
            }
        },
    )
}
