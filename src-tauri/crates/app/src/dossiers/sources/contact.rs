//! 簿一 and 册二: visitors received, electors spoken to.

use domain::contact::{CONTACT, ids_of};
use domain::reception::VISITOR;
use domain::record::Value;

use crate::dossiers::gathering::{Gathered, Gathering, date_words};
use crate::wire::UserError;

pub(crate) fn receptions(from: &Gathering<'_>, lines: &mut Vec<Gathered>) -> Result<(), UserError> {
    from.each(
        VISITOR,
        "received_on",
        &["deputies"],
        |kind, row, on, deputies| {
            let heads = row.get(kind, "heads").and_then(Value::as_int).unwrap_or(1);
            // What visitors want kept secret is told by its kind alone.
            let secret = matches!(row.get(kind, "confidential"), Some(Value::Bool(true)));
            let (visitor, content) = if secret {
                ("（要求保密）".into(), from.text(kind, &row, "category"))
            } else {
                (
                    from.text(kind, &row, "visitor"),
                    from.text(kind, &row, "content"),
                )
            };
            for deputy in deputies {
                lines.push(Gathered {
                    deputy,
                    on,
                    cells: vec![
                        on.map(date_words).unwrap_or_default(),
                        from.text(kind, &row, "way"),
                        visitor.clone(),
                        content.clone(),
                        from.first(kind, &row, &["result", "handling"]),
                    ],
                    kind: kind.clone(),
                    row: row.clone(),
                    counts: true,
                    people: u32::try_from(heads).unwrap_or(1).max(1),
                });
            }
        },
    )
}

pub(crate) fn contacts(from: &Gathering<'_>, lines: &mut Vec<Gathered>) -> Result<(), UserError> {
    from.each(
        CONTACT,
        "contacted_on",
        &["deputies"],
        |kind, row, on, deputies| {
            let electors = ids_of(row.get(kind, "electors")).len();
            let whom = [
                from.text(kind, &row, "electors"),
                from.text(kind, &row, "others"),
            ];
            let whom = whom
                .iter()
                .filter(|it| !it.is_empty())
                .cloned()
                .collect::<Vec<_>>()
                .join("、");
            for deputy in deputies {
                lines.push(Gathered {
                    deputy,
                    on,
                    cells: vec![
                        on.map(date_words).unwrap_or_default(),
                        from.text(kind, &row, "way"),
                        whom.clone(),
                        from.first(kind, &row, &["content", "publicity"]),
                        from.first(kind, &row, &["result", "handling"]),
                    ],
                    kind: kind.clone(),
                    row: row.clone(),
                    counts: true,
                    people: u32::try_from(electors).unwrap_or(u32::MAX).max(1),
                });
            }
        },
    )
}
