//! 表彰奖励与宣传报道, and what is for the office alone: 提醒约谈、处分.

use domain::dossier::{ADMONITION, Admonition, HONOUR, Honour};

use crate::dossiers::gathering::{Gathered, Gathering, date_words};
use crate::wire::UserError;

fn lines_of(
    from: &Gathering<'_>,
    kind: &str,
    fields: [&str; 4],
    lines: &mut Vec<Gathered>,
) -> Result<(), UserError> {
    from.each(
        kind,
        Honour::GIVEN_ON.key(),
        &[Honour::DEPUTIES.key()],
        |kind, row, on, deputies| {
            for deputy in deputies {
                let mut cells = vec![on.map(date_words).unwrap_or_default()];
                cells.extend(fields.map(|it| from.by_key(kind, &row, it)));
                lines.push(Gathered {
                    deputy,
                    on,
                    cells,
                    kind: kind.clone(),
                    row: row.clone(),
                    counts: true,
                    people: 0,
                });
            }
        },
    )
}

pub(crate) fn honours(from: &Gathering<'_>, lines: &mut Vec<Gathered>) -> Result<(), UserError> {
    lines_of(
        from,
        HONOUR,
        [
            Honour::TITLE.key(),
            Honour::SORT.key(),
            Honour::LEVEL.key(),
            Honour::GIVEN_BY.key(),
        ],
        lines,
    )
}

pub(crate) fn admonitions(
    from: &Gathering<'_>,
    lines: &mut Vec<Gathered>,
) -> Result<(), UserError> {
    lines_of(
        from,
        ADMONITION,
        [
            Admonition::SORT.key(),
            Admonition::TITLE.key(),
            Admonition::GIVEN_BY.key(),
            Admonition::OUTCOME.key(),
        ],
        lines,
    )
}
