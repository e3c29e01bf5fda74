//! What happened, and taking it back.

use chrono::{DateTime, NaiveDate, NaiveTime};
use domain::office::{DEVICE, Device, USER};
use domain::operation::Operation;
use domain::record::{
    DeviceId, Life, OperationHead, OperationId, RecordId, RecordType, Source, Value,
};
use domain::trace::ATTACHMENT;
use store::ledger::{Committed, HistoryEntry, KeptReason, Ledger, OperationQuery, Reversal};

use crate::naming::NameBook;
use crate::records::deciding::check_reversal;
use crate::records::numbering::staying;
use crate::records::parts::child_types;
use crate::records::registers::kind_of;
use crate::records::rows::find_row;
use crate::session::App;
use crate::wire::{
    BeforeUndo, ErrorCode, History, HistoryLine, KeptLine, Nothing, OfRecord, OperationLine,
    Operations, OperationsRequest, UndoRequest, Undone, UserError,
};

/// So many operations are listed.
const LISTED: u32 = 500;

/// Fields that say nothing to a reader of a history.
const OWN_WORDS: [(&str, &str); 2] = [(ATTACHMENT, "hash"), (ATTACHMENT, "bytes")];

pub(crate) fn history(app: &mut App, request: OfRecord) -> Result<History, UserError> {
    let kind = kind_of(app, &request.register)?;
    let row = find_row(app, &kind, &request.id)?;
    let ledger = app.ledger()?;
    let mut lines: Vec<(i64, HistoryLine)> = Vec::new();
    add_lines(ledger, &kind, row.id, "", &mut lines)?;
    let mut children = child_types(ledger.registry(), &kind);
    children.extend(ledger.registry().get(ATTACHMENT).cloned());
    for child in children {
        for row in ledger.read().children(&child, row.id)? {
            let part = format!("{} {}", child.title, child.name_of(&row));
            add_lines(ledger, &child, row.id, part.trim(), &mut lines)?;
        }
    }
    lines.sort_by_key(|(when, _)| std::cmp::Reverse(*when));
    Ok(History {
        changes: lines.into_iter().map(|(_, line)| line).collect(),
    })
}

fn add_lines(
    ledger: &Ledger,
    kind: &RecordType,
    id: RecordId,
    part: &str,
    lines: &mut Vec<(i64, HistoryLine)>,
) -> Result<(), UserError> {
    let book = NameBook::new(ledger.read());
    for entry in ledger.history(kind.key.as_str(), id)?.into_iter().rev() {
        // A child refers to its parent in every line; that says nothing to a reader.
        let link = kind
            .parent
            .as_ref()
            .is_some_and(|it| it.field == entry.field);
        if link || OWN_WORDS.contains(&(kind.key.as_str(), entry.field.as_str())) {
            continue;
        }
        let mut line = line(ledger, kind, &book, &entry)?;
        line.id = id.to_string();
        part.clone_into(&mut line.part);
        lines.push((entry.operation.wall_ms, line));
    }
    Ok(())
}

fn line(
    ledger: &Ledger,
    kind: &RecordType,
    book: &NameBook<'_>,
    entry: &HistoryEntry,
) -> Result<HistoryLine, UserError> {
    let field = kind.field(entry.field.as_str());
    let text = |value: &Option<Value>| match (field, value) {
        (Some(field), value) => book.shown(field, value.as_ref()),
        (None, Some(Value::Text(reason))) => reason.clone(),
        (None, Some(_)) => "是".into(),
        (None, None) => String::new(),
    };
    let label = match (field, entry.field.as_str()) {
        (Some(field), _) => field.label.clone(),
        (None, Life::VOID) => "作废".into(),
        (None, Life::RETRACTED) => "撤回新增".into(),
        (None, other) => other.to_owned(),
    };
    Ok(HistoryLine {
        when: when(&entry.operation),
        who: who(ledger, &entry.operation)?,
        device: device_name(ledger, Some(entry.device)),
        source: entry.operation.source.title().into(),
        title: entry.operation.title.clone(),
        operation: entry.operation.id.to_string(),
        register: kind.register_key().to_owned(),
        id: String::new(),
        key: entry.field.to_string(),
        part: String::new(),
        creation: entry.creation,
        field: label,
        old: text(&entry.old),
        new: text(&entry.new),
    })
}

/// 本机, or another device by the name under which it was let in, else by the first digits of its
/// number.
pub(crate) fn device_name(ledger: &Ledger, device: Option<DeviceId>) -> String {
    match device {
        Some(device) if device == ledger.device() => "本机".into(),
        Some(device) => let_in_as(ledger, device)
            .unwrap_or_else(|| format!("设备 {}", &device.0.simple().to_string()[..8])),
        None => String::new(),
    }
}

/// What cannot be read here shows as the device's number.
fn let_in_as(ledger: &Ledger, device: DeviceId) -> Option<String> {
    let kind = ledger.registry().get(DEVICE)?;
    let code = Value::Text(device.to_string());
    let rows = ledger.read().with(DEVICE, Device::CODE.key(), &code).ok()?;
    let mut names = rows.iter().map(|row| kind.name_of(row));
    names.next_back().filter(|it| !it.is_empty())
}

fn when(head: &OperationHead) -> String {
    written_at(head.wall_ms)
}

/// A moment of this machine's clock, to the minute.
pub(crate) fn written_at(wall_ms: i64) -> String {
    DateTime::from_timestamp_millis(wall_ms)
        .map(|it| it.naive_utc().format("%Y-%m-%d %H:%M").to_string())
        .unwrap_or_default()
}

/// Who was at the keyboard.
pub(crate) fn who(ledger: &Ledger, head: &OperationHead) -> Result<String, UserError> {
    Ok(match head.user {
        Some(id) => ledger.read().name_of(USER, id)?.unwrap_or_default(),
        None => String::new(),
    })
}

pub(crate) fn operations(
    app: &mut App,
    request: OperationsRequest,
) -> Result<Operations, UserError> {
    let query = OperationQuery {
        text: request.text.map(|it| it.trim().to_owned()),
        user: request.user.as_deref().and_then(RecordId::parse),
        from_ms: request.from.as_deref().map(start_of).transpose()?,
        to_ms: request
            .to
            .as_deref()
            .map(start_of)
            .transpose()?
            .map(|it| it + DAY_MS),
        limit: request.limit.unwrap_or(LISTED),
        offset: request.offset,
    };
    operation_lines(app, &query)
}

/// Milliseconds of a day.
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

fn start_of(day: &str) -> Result<i64, UserError> {
    day.trim()
        .parse::<NaiveDate>()
        .map(|it| it.and_time(NaiveTime::MIN).and_utc().timestamp_millis())
        .map_err(|_| {
            UserError::new(
                ErrorCode::BadRequest,
                format!("“{day}”不是日期"),
                "如 2026-11-21",
            )
        })
}

/// Operations as pages list them.
pub(crate) fn operation_lines(
    app: &mut App,
    query: &OperationQuery,
) -> Result<Operations, UserError> {
    let ledger = app.ledger()?;
    let page = ledger.operations_where(query)?;
    let mut lines = Vec::with_capacity(page.operations.len());
    for info in page.operations {
        let head = &info.head;
        let (register, record) = opened_by(ledger, head.id)?.unwrap_or_default();
        let lasting = head.source == Source::Setup || head.sort == Operation::ERASE;
        lines.push(OperationLine {
            operation: head.id.to_string(),
            when: when(head),
            who: who(ledger, head)?,
            undone: info.undone,
            source: head.source.title().into(),
            device: device_name(ledger, Some(head.device)),
            reversible: !info.undone && !lasting,
            register,
            record,
            title: info.head.title,
        });
    }
    Ok(Operations {
        total: page.total,
        operations: lines,
    })
}

/// The one record of a register that an operation touched, together with its findings and attachments.
fn opened_by(ledger: &Ledger, id: OperationId) -> Result<Option<(String, String)>, UserError> {
    let registers = ledger.registry();
    let mut records = ledger
        .touched(id, MANY)?
        .into_iter()
        .filter_map(|(kind, id)| {
            let kind = registers.get(kind.as_str())?;
            Some((kind.register.as_ref()?.key.clone(), id.to_string()))
        });
    Ok(match (records.next(), records.next()) {
        (Some(only), None) => Some(only),
        _ => None,
    })
}

/// So many touched records are looked at; an operation on more is of many.
const MANY: u32 = 20;

/// What an undo would leave behind.
pub(crate) fn before_undo(app: &mut App, request: UndoRequest) -> Result<BeforeUndo, UserError> {
    let (of, _) = undo_of(app, &request)?;
    Ok(BeforeUndo {
        operation: of.to_string(),
        numbers: staying(app, of)?,
    })
}

/// The operation that an undo takes back, and who asks.
pub(crate) fn undo_of(
    app: &mut App,
    request: &UndoRequest,
) -> Result<(OperationId, Option<RecordId>), UserError> {
    let user = app.writer()?;
    let ledger = app.ledger()?;
    let of = match request.operation.as_deref().map(str::trim) {
        Some(id) => OperationId::parse(id).ok_or_else(|| {
            UserError::new(
                ErrorCode::NotFound,
                format!("没有“{id}”这个操作"),
                "请在“操作记录”里选择",
            )
        })?,
        None => ledger.undoable(user)?.ok_or_else(|| {
            UserError::new(
                ErrorCode::Precondition,
                "没有可以撤销的操作",
                "别人做的，请在“操作记录”里选那一次来撤销",
            )
        })?,
    };
    Ok((of, user))
}

pub(crate) fn undo(app: &mut App, request: UndoRequest) -> Result<Undone, UserError> {
    let (of, user) = undo_of(app, &request)?;
    reverse(app, of, user)
}

pub(crate) fn redo(app: &mut App, _: Nothing) -> Result<Undone, UserError> {
    let user = app.writer()?;
    let of = app.ledger()?.redoable(user)?.ok_or_else(|| {
        UserError::new(
            ErrorCode::Precondition,
            "没有可以重做的操作",
            "撤销以后又改过的，请直接再改一次",
        )
    })?;
    reverse(app, of, user)
}

pub(crate) fn reverse(
    app: &mut App,
    of: OperationId,
    user: Option<RecordId>,
) -> Result<Undone, UserError> {
    check_reversal(app, of)?;
    let wall = app.now().and_utc().timestamp_millis();
    let numbers = staying(app, of)?;
    let ledger = app.ledger()?;
    let Committed {
        value,
        operation,
        kinds,
    } = ledger.reverse(of, user, wall)?;
    let kept = kept_lines(ledger, &value)?;
    Ok(Undone {
        operation: operation.map(|it| it.to_string()).unwrap_or_default(),
        title: value.title,
        undone: value.undone,
        kept,
        numbers,
        changed: kinds.iter().map(ToString::to_string).collect(),
    })
}

fn kept_lines(ledger: &Ledger, reversal: &Reversal) -> Result<Vec<KeptLine>, UserError> {
    let mut lines = Vec::new();
    for kept in &reversal.kept {
        let Some(kind) = ledger.registry().get(kept.kind.as_str()) else {
            continue;
        };
        let row = ledger.read().get(kept.kind.as_str(), kept.id)?;
        let name = row.map(|row| kind.name_of(&row)).unwrap_or_default();
        let field = kept.field.as_ref().map_or_else(String::new, |key| {
            kind.field(key.as_str())
                .map_or_else(|| "作废".into(), |it| it.label.clone())
        });
        lines.push(KeptLine {
            id: kept.id.to_string(),
            record: format!("{} {name}", kind.title),
            reason: match kept.reason {
                KeptReason::ChangedSince => "后来又改过，保持现在的内容",
                KeptReason::ReferredTo => "别的登记用到了它，保留不撤",
            }
            .into(),
            field,
        });
    }
    Ok(lines)
}
