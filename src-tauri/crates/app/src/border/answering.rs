//! What became of a submission: 回执, 批复, 退回, out of the office that took it and in at the one that
//! made it.

use domain::border::{PARTNER, RECEIVED, Received, SUBMISSION, Submission, SubmissionState};
use domain::dates::PartialDate;
use domain::operation::Operation;
use domain::record::{FieldKey, Value};
use sync::{Dispatch, DispatchKind, Verdict, check_word};
use uuid::Uuid;

use crate::border::finding::{self, made_here};
use crate::border::partners::{self, own};
use crate::border::writing;
use crate::faults::not_found;
use crate::records::registers::kind_of;
use crate::session::App;
use crate::wire::{AnswerSubmission, DispatchMade, DispatchReport, ErrorCode, UserError};

/// What another office says about a submission made here.
pub(super) struct Answer {
    /// The hash of the submission.
    pub(super) to: String,
    pub(super) state: SubmissionState,
    pub(super) text: String,
    pub(super) number: String,
    /// The root key of the office that says it.
    pub(super) from: [u8; 32],
}

/// Whether an answer says nothing new.
pub(super) fn is_here(app: &mut App, answer: &Answer) -> Result<bool, UserError> {
    let kind = kind_of(app, SUBMISSION)?;
    let Some((_, row)) = made_here(app, &answer.to)? else {
        return Ok(false);
    };
    let state = row.read(&kind, Submission::STATE);
    let text = row.read(&kind, Submission::ANSWER).unwrap_or_default();
    // A receipt that comes after the reply brings nothing.
    let receipt = answer.state == SubmissionState::Received;
    Ok(match receipt {
        true => state != Some(SubmissionState::Made),
        false => state == Some(answer.state) && text == answer.text,
    })
}

/// Takes an answer in: the submission shows it.
pub(super) fn take(
    app: &mut App,
    answer: &Answer,
    said: &mut DispatchReport,
) -> Result<(), UserError> {
    let kind = kind_of(app, SUBMISSION)?;
    let Some((id, row)) = made_here(app, &answer.to)? else {
        return Err(UserError::new(
            ErrorCode::Precondition,
            format!("这里没有它答复的上报件（{}）", answer.number),
            "请核对是不是给别的乡镇的",
        ));
    };
    let asked = row.link(&kind, Submission::PARTNER);
    let from = partners::all(app)?.into_iter().find(|it| {
        it.card
            .as_ref()
            .is_some_and(|card| card.root == answer.from)
    });
    if from.map(|it| it.id) != asked {
        return Err(UserError::new(
            ErrorCode::Precondition,
            "答复的单位不是这份上报件的收件单位，没有收",
            "请核对是谁给的文件",
        ));
    }
    let today = Value::Date(PartialDate::from(app.today()));
    let text = |it: &str| Value::Text(it.to_owned());
    let values: Vec<(FieldKey, Option<Value>)> = vec![
        (Submission::STATE.into(), Some(text(answer.state.word()))),
        (Submission::ANSWERED_ON.into(), Some(today)),
        (
            Submission::ANSWER.into(),
            (!answer.text.is_empty()).then(|| text(&answer.text)),
        ),
    ];
    let operation = app.operation(Operation::TakeDispatch {
        number: &answer.number,
    })?;
    let committed = app
        .ledger()?
        .write::<_, UserError>(operation, |tx| Ok(tx.edit(SUBMISSION, id, values)?))?;
    said.id = id.to_string();
    said.operation = committed.operation.map(|it| it.to_string());
    said.changed = committed.kinds.iter().map(ToString::to_string).collect();
    Ok(())
}

/// Answers a submission that was taken in here.
pub(crate) fn answer_submission(
    app: &mut App,
    request: AnswerSubmission,
) -> Result<DispatchMade, UserError> {
    request.out.check_ending(&["rds"])?;
    app.writer()?;
    let text = request.text.trim().to_owned();
    let (verdict, state, word) = match request.verdict.as_str() {
        "receipt" => (Verdict::Received, SubmissionState::Received, "回执"),
        "reply" => (Verdict::Replied, SubmissionState::Replied, "批复"),
        "return" => (Verdict::Returned, SubmissionState::Returned, "退回"),
        other => {
            return Err(UserError::new(
                ErrorCode::BadRequest,
                format!("没有“{other}”这种答复"),
                "可以写 receipt（回执）、reply（批复）、return（退回）",
            ));
        }
    };
    if text.is_empty() && verdict != Verdict::Received {
        return Err(UserError::new(
            ErrorCode::Invalid,
            format!("没有写{word}的内容"),
            "写清意见；退回的写清哪里不对、要对方怎么改",
        ));
    }
    let kind = kind_of(app, RECEIVED)?;
    let row = finding::named(app, &kind, &request.id)?
        .ok_or_else(|| not_found("收到的上报件", &request.id, "请写它的编号"))?;
    let partner = row.link(&kind, Received::PARTNER);
    let to = partners::all(app)?
        .into_iter()
        .find(|it| Some(it.id) == partner);
    let Some((to, card)) = to.and_then(|it| it.card.clone().map(|card| (it, card))) else {
        return Err(not_found(PARTNER, &kind.name_of(&row), "请先核对上报单位"));
    };
    let answers = row
        .read(&kind, Received::HASH)
        .and_then(|it| hex::decode(it).ok())
        .and_then(|it| <[u8; 32]>::try_from(it).ok());
    let (identity, from) = own(app)?;
    let number = format!("{}的{word}", kind.name_of(&row));
    let year = row.read(&kind, Received::YEAR).unwrap_or_default();
    let mut recipients = card.recipients();
    recipients.extend(from.recipients());
    let dispatch = Dispatch {
        id: Uuid::now_v7(),
        kind: DispatchKind::Answer,
        sender: identity.device(),
        to: Some(card.root),
        number: number.clone(),
        year: i32::try_from(year).unwrap_or_default(),
        serial: 0,
        created_ms: app.now().and_utc().timestamp_millis(),
        program: env!("CARGO_PKG_VERSION").into(),
        title: word.into(),
        replaces: None,
        answers,
        verdict,
        note: text.clone(),
        parts: Vec::new(),
        from,
    };
    let (written, hash, path) =
        writing::write(app, &request.out, &dispatch, &[], &identity, &recipients)?;
    let mut made = DispatchMade {
        path,
        bytes: written.bytes,
        check: check_word(&hash),
        hash: hex::encode(hash),
        fingerprint: dispatch.from.fingerprint(),
        to: vec![to.name],
        parts: Vec::new(),
        id: row.id.to_string(),
        operation: None,
        changed: Vec::new(),
        number,
    };
    // Receipts may be written again and again; they do not take a reply back.
    if verdict == Verdict::Received {
        return Ok(made);
    }
    let value = |it: &str| Some(Value::Text(it.to_owned()));
    let values: Vec<(FieldKey, Option<Value>)> = vec![
        (Received::STATE.into(), value(state.word())),
        (Received::ANSWER.into(), value(&text)),
        (
            Received::ANSWERED_ON.into(),
            Some(Value::Date(PartialDate::from(app.today()))),
        ),
    ];
    let operation = app.operation(Operation::SendDispatch {
        number: &made.number,
    })?;
    let committed = app
        .ledger()?
        .write::<_, UserError>(operation, |tx| Ok(tx.edit(RECEIVED, row.id, values)?))?;
    made.operation = committed.operation.map(|it| it.to_string());
    made.changed = committed.kinds.iter().map(ToString::to_string).collect();
    Ok(made)
}
