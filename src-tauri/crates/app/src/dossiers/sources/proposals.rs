//! 议案 and 代表建议、批评和意见, led or joined.

use domain::contact::ids_of;
use domain::meeting::{MOTION, Motion};
use domain::suggestion::{SUGGESTION, Suggestion};

use crate::dossiers::gathering::{Gathered, Gathering, date_words};
use crate::wire::UserError;

pub(crate) fn motions(from: &Gathering<'_>, lines: &mut Vec<Gathered>) -> Result<(), UserError> {
    proposals(
        from,
        MOTION,
        (Motion::LEAD.key(), Motion::SIGNERS.key()),
        [
            Motion::CODE.key(),
            Motion::TITLE.key(),
            Motion::HANDLING_UNIT.key(),
            Motion::ANSWERED_ON.key(),
            Motion::REVIEW.key(),
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
        (Suggestion::LEADER_DEPUTY.key(), Suggestion::DEPUTIES.key()),
        [
            Suggestion::NO.key(),
            Suggestion::TITLE.key(),
            Suggestion::LEAD.key(),
            Suggestion::REPLIED_ON.key(),
            Suggestion::RESULT.key(),
            Suggestion::SATISFACTION.key(),
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
        Suggestion::SUBMITTED_ON.key(),
        &[leader, others],
        |kind, row, on, deputies| {
            for deputy in deputies {
                let leads = ids_of(row.get(kind, leader)).contains(&deputy);
                let [number, title, unit, replied, result, evaluation] =
                    fields.map(|it| from.by_key(kind, &row, it));
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
