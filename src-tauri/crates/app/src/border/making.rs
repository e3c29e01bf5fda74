//! A submission is made: numbered, frozen, signed.

use domain::border::{HANDDOWN, HandDown, HandDownState, SUBMISSION, Submission, SubmissionState};
use domain::dates::PartialDate;
use domain::operation::Operation;
use domain::record::{FieldKey, Item, Value};
use store::query::ListQuery;
use sync::{Dispatch, DispatchKind, Opened, Part, Verdict, check_word};
use uuid::Uuid;

use crate::border::choosing::{Chosen, choose};
use crate::border::partners::{own, short_name};
use crate::border::{content, writing};
use crate::records::registers::kind_of;
use crate::session::App;
use crate::wire::{
    ChooseSubmission, DispatchMade, MakeSubmission, SentPart, SubmissionPreview, UserError,
};
use domain::office::Office;

/// Counts the submissions of a year that left this PC: a number that is out in the world does not
/// come back, also where its record is undone.
fn counter(kind: &str, year: i32) -> String {
    format!("border.{kind}.{year}")
}

/// The next number of a year: after those kept here and those in the records.
pub(super) fn next_serial(
    app: &mut App,
    kind: &str,
    year: i32,
    known: impl Iterator<Item = i64>,
) -> Result<u64, UserError> {
    let kept = app.ledger()?.kept(&counter(kind, year))?;
    let kept = kept.and_then(|it| <[u8; 8]>::try_from(it.as_slice()).ok());
    let last = known.filter_map(|it| u64::try_from(it).ok()).max();
    let last = last.max(kept.map(u64::from_le_bytes)).unwrap_or(0);
    Ok(last.saturating_add(1))
}

/// This number is given away.
pub(super) fn issue(app: &mut App, kind: &str, year: i32, serial: u64) -> Result<(), UserError> {
    Ok(app
        .ledger()?
        .keep(&counter(kind, year), &serial.to_le_bytes())?)
}

fn numbered(app: &mut App, year: i32) -> Result<(String, u64), UserError> {
    let kind = kind_of(app, SUBMISSION)?;
    let mut every = ListQuery::all();
    every.voided = true;
    let rows = app.ledger()?.read().list(SUBMISSION, &every)?.rows;
    let of_year = rows
        .iter()
        .filter(|row| row.read(&kind, Submission::YEAR) == Some(year.into()))
        .filter_map(|row| row.read(&kind, Submission::SERIAL));
    let serial = next_serial(app, SUBMISSION, year, of_year)?;
    let office = short_name(&app.office_text(Office::NAME)?);
    let series = app.ledger()?.series().to_owned();
    Ok((
        format!("{office}〔{year}〕上报第{series}{serial}号"),
        serial,
    ))
}

pub(crate) fn preview_submission(
    app: &mut App,
    request: ChooseSubmission,
) -> Result<SubmissionPreview, UserError> {
    let chosen = choose(app, &request)?;
    let (number, _) = numbered(app, chosen.year)?;
    Ok(SubmissionPreview {
        number,
        to: chosen.to.name,
        year: chosen.year,
        parts: content::described(&chosen.parts)?,
        replaces: chosen.replaces.map(|it| it.number).unwrap_or_default(),
    })
}

pub(crate) fn make_submission(
    app: &mut App,
    request: MakeSubmission,
) -> Result<DispatchMade, UserError> {
    request.out.check_ending(&["rds"])?;
    app.writer()?;
    let chosen = choose(app, &request.choice)?;
    let (number, serial) = numbered(app, chosen.year)?;
    let (identity, card) = own(app)?;
    let parts = content::described(&chosen.parts)?;
    let title = titled(&parts);
    let Some(above) = chosen.to.card.clone() else {
        return Err(sync::SyncFault::NoAddressee.into());
    };
    let dispatch = Dispatch {
        id: Uuid::now_v7(),
        kind: DispatchKind::Submission,
        sender: identity.device(),
        from: card.clone(),
        to: Some(above.root),
        number: number.clone(),
        year: chosen.year,
        serial,
        created_ms: app.now().and_utc().timestamp_millis(),
        program: env!("CARGO_PKG_VERSION").into(),
        title: title.clone(),
        replaces: chosen.replaces.clone(),
        answers: None,
        verdict: Verdict::Received,
        note: String::new(),
        parts: chosen.parts.iter().map(Part::mark).collect(),
    };
    let mut recipients = above.recipients();
    recipients.extend(card.recipients());
    issue(app, SUBMISSION, chosen.year, serial)?;
    let (written, hash, path) = writing::write(
        app,
        &request.out,
        &dispatch,
        &chosen.parts,
        &identity,
        &recipients,
    )?;
    let kept = Opened {
        signed: dispatch.signed(&identity),
        hash,
        parts: chosen.parts.clone(),
        dispatch,
    };
    let beside = writing::put(app, &kept)?;
    let check = check_word(&hash);
    let mut values = described(
        app,
        &chosen,
        (&number, serial),
        &title,
        request.choice.sensitive,
    );
    let text = |it: &str| Value::Text(it.to_owned());
    values.push((Submission::CHECK.into(), text(&check)));
    values.push((Submission::HASH.into(), text(&hex::encode(hash))));
    let operation = app.operation(Operation::SendDispatch { number: &number })?;
    let committed = app.ledger()?.write::<_, UserError>(operation, |tx| {
        let id = tx.create(SUBMISSION, values)?;
        writing::beside(tx, id, &number, &beside)?;
        for handdown in &chosen.answered {
            let state = Value::Text(HandDownState::Answered.word().into());
            tx.edit(
                HANDDOWN,
                *handdown,
                vec![(HandDown::STATE.into(), Some(state))],
            )?;
        }
        Ok(id)
    })?;
    Ok(DispatchMade {
        path,
        bytes: written.bytes,
        check,
        hash: hex::encode(hash),
        fingerprint: card.fingerprint(),
        to: vec![chosen.to.name],
        parts,
        id: committed.value.to_string(),
        operation: committed.operation.map(|it| it.to_string()),
        changed: committed.kinds.iter().map(ToString::to_string).collect(),
        number,
    })
}

/// What a submission is about, for people.
pub(super) fn titled(parts: &[SentPart]) -> String {
    let titles: Vec<&str> = parts.iter().map(|it| it.title.as_str()).collect();
    titles.join("、")
}

fn described(
    app: &App,
    chosen: &Chosen,
    (number, serial): (&str, u64),
    title: &str,
    sensitive: bool,
) -> Vec<(FieldKey, Value)> {
    let text = |it: &str| Value::Text(it.to_owned());
    let mut values: Vec<(FieldKey, Value)> = vec![
        (Submission::NUMBER.into(), text(number)),
        (Submission::YEAR.into(), Value::Int(chosen.year.into())),
        (
            Submission::SERIAL.into(),
            Value::Int(i64::try_from(serial).unwrap_or(i64::MAX)),
        ),
        (Submission::CONTENT.into(), text(title)),
        (
            Submission::PARTNER.into(),
            Value::Ref(Item::Id(chosen.to.id)),
        ),
        (
            Submission::MADE_ON.into(),
            Value::Date(PartialDate::from(app.today())),
        ),
        (Submission::STATE.into(), text(SubmissionState::Made.word())),
        (
            Submission::SENSITIVE.into(),
            text(match sensitive {
                true => "含证件号、电话、住址",
                false => "不含证件号、电话、住址",
            }),
        ),
    ];
    if let Some(it) = &chosen.replaces {
        values.push((Submission::REPLACES.into(), text(&it.number)));
    }
    values
}
