//! What the pages of submissions show, and every command between offices.

use std::cmp::Reverse;

use domain::border::{HANDDOWN, HandDown, RECEIVED, Received, SUBMISSION, Standing, Submission};
use domain::record::{RecordType, Row};
use store::query::ListQuery;

pub(crate) use crate::border::answering::answer_submission;
pub(crate) use crate::border::handing::make_handdown;
pub(crate) use crate::border::making::{make_submission, preview_submission};
use crate::border::partners;
pub(crate) use crate::border::partners::{look_at_card, trust_card, write_card};
pub(crate) use crate::border::taking::{preview_dispatch, take_dispatch};
pub(crate) use crate::border::totals::{handdown_totals, sent_rows, submission_totals};
use crate::naming::NameBook;
use crate::records::registers::kind_of;
use crate::session::App;
use crate::wire::{Border, BorderLine, Nothing, UserError};

/// What was sent, received and handed down, with the state of each.
pub(crate) fn border(app: &mut App, _: Nothing) -> Result<Border, UserError> {
    let neighbours = partners::all(app)?;
    let above = neighbours
        .iter()
        .filter(|it| it.standing == Some(Standing::Above) && it.card.is_some());
    let above = above.map(|it| it.name.clone()).collect();
    let below = neighbours
        .iter()
        .filter(|it| it.standing != Some(Standing::Above) && it.expected)
        .count();
    Ok(Border {
        above,
        below: u32::try_from(below).unwrap_or(u32::MAX),
        made: lines(
            app,
            SUBMISSION,
            [
                Submission::NUMBER.key(),
                Submission::PARTNER.key(),
                Submission::YEAR.key(),
                Submission::CONTENT.key(),
                Submission::MADE_ON.key(),
                Submission::STATE.key(),
                Submission::ANSWER.key(),
            ],
        )?,
        received: lines(
            app,
            RECEIVED,
            [
                Received::NUMBER.key(),
                Received::PARTNER.key(),
                Received::YEAR.key(),
                Received::CONTENT.key(),
                Received::RECEIVED_ON.key(),
                Received::STATE.key(),
                Received::ANSWER.key(),
            ],
        )?,
        handdowns: lines(
            app,
            HANDDOWN,
            [
                HandDown::NUMBER.key(),
                HandDown::PARTNER.key(),
                HandDown::YEAR.key(),
                HandDown::TITLE.key(),
                HandDown::MADE_ON.key(),
                HandDown::STATE.key(),
                HandDown::DUE_ON.key(),
            ],
        )?,
    })
}

/// The records of a type, the newest first: number, who, year, title, day, state, note.
fn lines(app: &mut App, kind: &str, fields: [&str; 7]) -> Result<Vec<BorderLine>, UserError> {
    let kind = kind_of(app, kind)?;
    let today = app.today();
    let ledger = app.ledger()?;
    let mut rows = ledger
        .read()
        .list(kind.key.as_str(), &ListQuery::all())?
        .rows;
    rows.sort_by_key(|row| Reverse(row.id));
    let book = NameBook::new(ledger.read()).on(today)?;
    let line = |kind: &RecordType, row: &Row| -> Result<BorderLine, UserError> {
        let mut values = book.values(kind, row)?;
        let [number, who, year, title, on, state, note] =
            fields.map(|it| values.remove(it).unwrap_or_default());
        Ok(BorderLine {
            id: row.id.to_string(),
            number,
            who,
            year,
            title,
            on,
            state,
            note,
        })
    };
    rows.iter().map(|row| line(&kind, row)).collect()
}
