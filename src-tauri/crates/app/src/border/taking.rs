//! A signed file of another office comes to this PC: verified, looked at, taken in once.

use domain::border::{
    RECEIVED, Received, SENT_ANSWER, SENT_FIGURE, SentAnswer, SentFigure, Standing, SubmissionState,
};
use domain::dates::PartialDate;
use domain::operation::Operation;
use domain::record::{FieldKey, Item, Value};
use sync::{DispatchKind, Identity, Opened, SyncFault, Verdict, check_word, open_dispatch};

use crate::border::answering::{self, Answer};
use crate::border::content::{self, ANSWERS, Answers, FIGURES, Figures};
use crate::border::finding::with_hash;
use crate::border::partners::{self, Neighbour};
use crate::border::{handed_down, writing};
use crate::exchange::keys;
use crate::exchange::staging::stage;
use crate::records::histories::written_at;
use crate::records::registers::kind_of;
use crate::session::App;
use crate::wire::{
    AnswerSubmission, DispatchFile, DispatchReport, ErrorCode, FileRef, TakeDispatch, UserError,
};

/// A file that was read whole, from an office that is known or to be confirmed.
pub(super) struct Arrived {
    pub(super) opened: Opened,
    /// The office as it is known here.
    pub(super) known: Option<Neighbour>,
    /// The record that stands for an office that is not confirmed yet.
    meant: Option<Neighbour>,
}

fn calm(message: impl Into<String>, hint: impl Into<String>) -> UserError {
    UserError::new(ErrorCode::Precondition, message, hint)
}

fn arrive(app: &mut App, file: &FileRef) -> Result<Arrived, UserError> {
    // The stick may be pulled out while it is looked at: what is read lies on this PC's own disk.
    let staged = stage(app, file)?;
    let ledger = app.ledger()?;
    let mut identities = Vec::new();
    for key in ledger.own_keys()? {
        identities.push(Identity::of(&key)?);
    }
    let opened = open_dispatch(staged.path(), &identities)?;
    let own = keys::root_public(app.ledger()?)?;
    let dispatch = &opened.dispatch;
    if own == Some(dispatch.from.root) {
        return Err(calm(
            "这是本单位自己做的文件，不用收",
            "请把它交给收件的单位",
        ));
    }
    // One that its reader passed on to a third office is not what its sender sent there.
    if dispatch.to != own && !(dispatch.to.is_none() && dispatch.kind == DispatchKind::HandDown) {
        return Err(SyncFault::NotForUs.into());
    }
    let known = partners::of_root(app, &dispatch.from)?;
    if let Some(earlier) = known.as_ref().and_then(|it| it.card.as_ref()) {
        let trust = dispatch.from.joined(earlier).trust();
        if trust.revocation(dispatch.sender).is_some() {
            return Err(calm(
                format!("做这个文件的电脑已经被“{}”停用，没有收", dispatch.from.name),
                "请对方在别的电脑上重新制作",
            ));
        }
    }
    let meant = match known {
        Some(_) => None,
        None => partners::meant_by(app, &dispatch.from)?,
    };
    Ok(Arrived {
        opened,
        known,
        meant,
    })
}

fn kind_word(opened: &Opened) -> &'static str {
    match (opened.dispatch.kind, opened.dispatch.verdict) {
        (DispatchKind::Submission, _) => "submission",
        (DispatchKind::HandDown, _) => "handdown",
        (DispatchKind::Answer, Verdict::Received) => "receipt",
        (DispatchKind::Answer, Verdict::Replied) => "reply",
        (DispatchKind::Answer, Verdict::Returned) => "return",
    }
}

fn report(app: &mut App, arrived: &Arrived) -> Result<DispatchReport, UserError> {
    let it = &arrived.opened.dispatch;
    let hash = hex::encode(arrived.opened.hash);
    let mut warnings = Vec::new();
    if let Some(meant) = &arrived.meant
        && let Some(card) = &meant.card
    {
        warnings.push(format!(
            "“{}”以前核对过的识别码是 {}，这个文件的是 {}。换了电脑或重建了台账才会这样，请打电话问清",
            meant.name,
            card.fingerprint(),
            it.from.fingerprint()
        ));
    }
    let mut id = String::new();
    let already = match it.kind {
        DispatchKind::Submission => {
            let row = with_hash(app, RECEIVED, Received::HASH.key(), &hash)?;
            id = row.map_or(id, |row| row.id.to_string());
            !id.is_empty()
        }
        DispatchKind::HandDown => handed_down::is_here(app, &hash)?,
        DispatchKind::Answer => answering::is_here(app, &answer(&arrived.opened)?)?,
    };
    Ok(DispatchReport {
        kind: kind_word(&arrived.opened).into(),
        from: match &arrived.known {
            Some(known) => known.name.clone(),
            None => it.from.name.clone(),
        },
        area: it.from.area.clone(),
        fingerprint: it.from.fingerprint(),
        known: arrived.known.is_some(),
        number: it.number.clone(),
        year: it.year,
        title: it.title.clone(),
        made: written_at(it.created_ms),
        already,
        replaces: it.replaces.clone().map(|it| it.number).unwrap_or_default(),
        note: it.note.clone(),
        parts: content::described(&arrived.opened.parts)?,
        warnings,
        receipt: check_word(&arrived.opened.hash),
        hash,
        receipt_path: String::new(),
        id,
        operation: None,
        changed: Vec::new(),
    })
}

pub(crate) fn preview_dispatch(
    app: &mut App,
    request: DispatchFile,
) -> Result<DispatchReport, UserError> {
    let arrived = arrive(app, &request.file)?;
    report(app, &arrived)
}

pub(crate) fn take_dispatch(
    app: &mut App,
    request: TakeDispatch,
) -> Result<DispatchReport, UserError> {
    app.writer()?;
    let arrived = arrive(app, &request.file)?;
    let mut said = report(app, &arrived)?;
    if let Some(out) = &request.receipt {
        out.check_ending(&["rds"])?;
    }
    if !said.already {
        match arrived.opened.dispatch.kind {
            DispatchKind::Submission => {
                take_submission(app, &arrived, request.confirm.as_deref(), &mut said)?;
            }
            DispatchKind::Answer => {
                is_known(&arrived)?;
                answering::take(app, &answer(&arrived.opened)?, &mut said)?;
            }
            DispatchKind::HandDown => {
                let above = is_known(&arrived)?;
                if above.standing != Some(Standing::Above) {
                    return Err(calm(
                        format!("“{}”不是本单位的上级，它的下发件没有收", above.name),
                        "请核对是谁给的文件",
                    ));
                }
                handed_down::take(app, &arrived.opened, above, &mut said)?;
            }
        }
    }
    if let Some(out) = request.receipt
        && arrived.opened.dispatch.kind == DispatchKind::Submission
    {
        let receipt = AnswerSubmission {
            id: said.id.clone(),
            verdict: "receipt".into(),
            text: String::new(),
            out,
        };
        // It was taken in: a full stick is a warning, and the receipt can be written again.
        match answering::answer_submission(app, receipt) {
            Ok(made) => said.receipt_path = made.path,
            Err(error) => said
                .warnings
                .push(format!("已经收下，但回执没有写成：{}", error.message)),
        }
    }
    Ok(said)
}

fn is_known(arrived: &Arrived) -> Result<&Neighbour, UserError> {
    arrived.known.as_ref().ok_or_else(|| {
        let from = &arrived.opened.dispatch.from;
        calm(
            format!(
                "没有收过“{}”（识别码 {}）的收件卡，它的文件没有收",
                from.name,
                from.fingerprint()
            ),
            "请先收下上级单位的收件卡，在电话里核对识别码",
        )
    })
}

fn answer(opened: &Opened) -> Result<Answer, UserError> {
    let it = &opened.dispatch;
    let to = it.answers.ok_or(SyncFault::Damaged("没有写明答复哪一份"))?;
    Ok(Answer {
        to: hex::encode(to),
        state: match it.verdict {
            Verdict::Received => SubmissionState::Received,
            Verdict::Replied => SubmissionState::Replied,
            Verdict::Returned => SubmissionState::Returned,
        },
        text: it.note.clone(),
        number: it.number.clone(),
        from: it.from.root,
    })
}

/// The number was used for something else by the same office: one of the two is not what it says.
fn refuse_same_number(app: &mut App, arrived: &Arrived, from: &Neighbour) -> Result<(), UserError> {
    let kind = kind_of(app, RECEIVED)?;
    let number = &arrived.opened.dispatch.number;
    let value = Value::Text(number.clone());
    let rows = app
        .ledger()?
        .read()
        .with(RECEIVED, Received::NUMBER.key(), &value)?;
    let same = rows
        .iter()
        .any(|row| row.is_live() && row.link(&kind, Received::PARTNER) == Some(from.id));
    match same {
        true => Err(calm(
            format!(
                "已经收过“{}”的{number}，内容和这一份不同，没有收",
                from.name
            ),
            "请对方用新的编号做一份更正（命令行加 --replaces），再收",
        )),
        false => Ok(()),
    }
}

fn take_submission(
    app: &mut App,
    arrived: &Arrived,
    confirm: Option<&str>,
    said: &mut DispatchReport,
) -> Result<(), UserError> {
    let opened = &arrived.opened;
    let it = &opened.dispatch;
    let card = match (&arrived.known, confirm) {
        (Some(known), _) => {
            refuse_same_number(app, arrived, known)?;
            let earlier = known.card.as_ref();
            earlier.map_or_else(|| it.from.clone(), |earlier| it.from.joined(earlier))
        }
        (None, Some(confirm)) => {
            partners::check_fingerprint(&it.from, confirm)?;
            it.from.clone()
        }
        (None, None) => {
            return Err(calm(
                format!(
                    "“{}”第一次上报，识别码是 {}，还没有核对，没有收",
                    it.from.name,
                    it.from.fingerprint()
                ),
                "请打电话让对方念识别码，一样的再收（命令行加 --confirm 识别码）",
            ));
        }
    };
    let contents = inside(opened)?;
    let beside = writing::put(app, opened)?;
    let today = PartialDate::from(app.today());
    let values = described(opened, today);
    let known = arrived.known.as_ref().or(arrived.meant.as_ref());
    let same_card = known.and_then(|it| it.card.as_ref()) == Some(&card);
    let operation = app.operation(Operation::TakeDispatch { number: &it.number })?;
    let committed = app.ledger()?.write::<_, UserError>(operation, |tx| {
        let partner = match known {
            Some(known) if same_card => known.id,
            _ => partners::keep(tx, known, &card, Standing::Below, today)?,
        };
        let mut values = values;
        values.push((Received::PARTNER.into(), Value::Ref(Item::Id(partner))));
        let id = tx.create(RECEIVED, values)?;
        writing::beside(tx, id, &it.number, &beside)?;
        for (kind, mut values) in contents {
            let parent = match kind {
                SENT_FIGURE => SentFigure::RECEIVED.into(),
                _ => SentAnswer::RECEIVED.into(),
            };
            values.push((parent, Value::Ref(Item::Id(id))));
            tx.create(kind, values)?;
        }
        Ok(id)
    })?;
    said.id = committed.value.to_string();
    said.operation = committed.operation.map(|it| it.to_string());
    said.changed = committed.kinds.iter().map(ToString::to_string).collect();
    Ok(())
}

fn described(opened: &Opened, today: PartialDate) -> Vec<(FieldKey, Value)> {
    let it = &opened.dispatch;
    let text = |it: &str| Value::Text(it.to_owned());
    let mut values: Vec<(FieldKey, Value)> = vec![
        (Received::NUMBER.into(), text(&it.number)),
        (Received::YEAR.into(), Value::Int(it.year.into())),
        (
            Received::SERIAL.into(),
            Value::Int(i64::try_from(it.serial).unwrap_or(i64::MAX)),
        ),
        (Received::CONTENT.into(), text(&it.title)),
        (Received::RECEIVED_ON.into(), Value::Date(today)),
        (
            Received::STATE.into(),
            text(SubmissionState::Received.word()),
        ),
        (Received::CHECK.into(), text(&check_word(&opened.hash))),
        (Received::HASH.into(), text(&hex::encode(opened.hash))),
    ];
    let made = chrono::DateTime::from_timestamp_millis(it.created_ms);
    if let Some(made) = made {
        let made = PartialDate::from(made.date_naive());
        values.push((Received::MADE_ON.into(), Value::Date(made)));
    }
    if let Some(replaced) = &it.replaces {
        values.push((Received::REPLACES.into(), text(&replaced.number)));
        let hash = hex::encode(replaced.hash);
        values.push((Received::REPLACED_HASH.into(), text(&hash)));
    }
    values
}

/// Figures and answers of one submission at most: each becomes a record.
const MOST: usize = 2_000;

type Inside = Vec<(&'static str, Vec<(FieldKey, Value)>)>;

/// The figures and answers in a submission, as records without their parent.
fn inside(opened: &Opened) -> Result<Inside, UserError> {
    let text = |it: String| Value::Text(it);
    let turn = |at: usize| Value::Int(i64::try_from(at).unwrap_or(i64::MAX));
    let mut made: Inside = Vec::new();
    for part in &opened.parts {
        if part.name == FIGURES {
            let figures: Figures = content::read(part)?;
            for (at, it) in figures.figures.into_iter().enumerate() {
                let mut values: Vec<(FieldKey, Value)> = vec![
                    (SentFigure::TITLE.into(), text(it.title)),
                    (SentFigure::KEY.into(), text(it.key)),
                    (SentFigure::TURN.into(), turn(at + 1)),
                    (SentFigure::UNIT.into(), text(it.unit)),
                    (SentFigure::TOP.into(), Value::Int(it.top)),
                ];
                if let Some(bottom) = it.bottom {
                    values.push((SentFigure::BOTTOM.into(), Value::Int(bottom)));
                }
                made.push((SENT_FIGURE, values));
            }
        } else if part.name.starts_with(ANSWERS) {
            let answers: Answers = content::read(part)?;
            for (at, it) in answers.items.into_iter().enumerate() {
                let mut values: Vec<(FieldKey, Value)> = vec![
                    (SentAnswer::TITLE.into(), text(it.title)),
                    (SentAnswer::HANDDOWN.into(), text(answers.handdown.clone())),
                    (SentAnswer::TURN.into(), turn(at + 1)),
                    (SentAnswer::SORT.into(), text(it.sort)),
                ];
                for (key, it) in [
                    (SentAnswer::UNIT.into(), it.unit),
                    (SentAnswer::VALUE.into(), it.value),
                ] {
                    if !it.is_empty() {
                        values.push((key, text(it)));
                    }
                }
                made.push((SENT_ANSWER, values));
            }
        }
    }
    if made.len() > MOST {
        return Err(SyncFault::TooLarge("数字和填报项").into());
    }
    Ok(made)
}
