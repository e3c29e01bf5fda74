//! 簿一 and 册二: visitors received, electors spoken to.

use std::sync::Arc;

use domain::contact::{CONTACT, Contact, Talk};
use domain::dates::PartialDate;
use domain::reception::{VISITOR, Visitor, heads_at};
use domain::record::{RecordId, RecordType, Row, Value};

use crate::dossiers::gathering::{Gathered, Gathering, date_words};
use crate::wire::UserError;

pub(crate) fn receptions(from: &Gathering<'_>, lines: &mut Vec<Gathered>) -> Result<(), UserError> {
    from.each(
        VISITOR,
        Visitor::RECEIVED_ON.key(),
        &[Visitor::DEPUTIES.key()],
        |kind, row, on, deputies| {
            let heads = heads_at(row.read(kind, Visitor::HEADS));
            // What visitors want kept secret is told by its kind alone.
            let secret = matches!(row.of(kind, Visitor::CONFIDENTIAL), Some(Value::Bool(true)));
            let (visitor, content) = if secret {
                (
                    "（要求保密）".into(),
                    from.text(kind, &row, Visitor::CATEGORY),
                )
            } else {
                (
                    from.text(kind, &row, Visitor::VISITOR),
                    from.text(kind, &row, Visitor::CONTENT),
                )
            };
            let cells = vec![
                on.map(date_words).unwrap_or_default(),
                from.text(kind, &row, Visitor::WAY),
                visitor,
                content,
                from.first(
                    kind,
                    &row,
                    &[Visitor::RESULT.key(), Visitor::HANDLING.key()],
                ),
            ];
            lines.extend(met(kind, &row, on, deputies, &cells, heads));
        },
    )
}

pub(crate) fn contacts(from: &Gathering<'_>, lines: &mut Vec<Gathered>) -> Result<(), UserError> {
    from.each(
        CONTACT,
        Contact::CONTACTED_ON.key(),
        &[Contact::DEPUTIES.key()],
        |kind, row, on, deputies| {
            let people = Talk::of(kind, &row).people;
            let whom = [
                from.text(kind, &row, Contact::ELECTORS),
                from.text(kind, &row, Contact::OTHERS),
            ];
            let whom = whom
                .iter()
                .filter(|it| !it.is_empty())
                .cloned()
                .collect::<Vec<_>>()
                .join("、");
            let cells = vec![
                on.map(date_words).unwrap_or_default(),
                from.text(kind, &row, Contact::WAY),
                whom,
                from.first(
                    kind,
                    &row,
                    &[Contact::CONTENT.key(), Contact::PUBLICITY.key()],
                ),
                from.first(
                    kind,
                    &row,
                    &[Contact::RESULT.key(), Contact::HANDLING.key()],
                ),
            ];
            lines.extend(met(kind, &row, on, deputies, &cells, people));
        },
    )
}

/// The line of each deputy who met these people.
fn met<'a>(
    kind: &'a Arc<RecordType>,
    row: &'a Row,
    on: Option<PartialDate>,
    deputies: Vec<RecordId>,
    cells: &'a [String],
    people: i64,
) -> impl Iterator<Item = Gathered> + 'a {
    deputies.into_iter().map(move |deputy| Gathered {
        deputy,
        on,
        cells: cells.to_vec(),
        kind: kind.clone(),
        row: row.clone(),
        counts: true,
        people: u32::try_from(people).unwrap_or(u32::MAX),
    })
}
