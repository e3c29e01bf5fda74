//! Edits of one field by two people: the second save says what its editor had seen of each field it
//! changes; where something else stands there by now, it is told and not overwritten. Different fields
//! of one record do not meet.

use std::collections::BTreeMap;

use domain::record::{Field, FieldKey, RecordId, RecordType, Row};
use store::ledger::Ledger;

use crate::naming::NameBook;
use crate::records::histories::{who, written_at};
use crate::records::reading::Edit;
use crate::wire::{ErrorCode, FaultAt, Stands, UserError};

/// What a person had seen of a record: fields, by key or label, with their texts.
pub(crate) type Seen = BTreeMap<String, String>;

/// The fields of these edits in which something else stands by now than was seen.
pub(crate) fn changed_meanwhile(
    ledger: &Ledger,
    kind: &RecordType,
    before: Option<&Row>,
    edits: &[Edit],
    seen: &Seen,
) -> Result<Vec<FaultAt>, UserError> {
    let Some(row) = before.filter(|_| !seen.is_empty()) else {
        return Ok(Vec::new());
    };
    let book = NameBook::new(ledger.read());
    let mut faults = Vec::new();
    for (key, value) in edits {
        let Some(field) = kind.field(key.as_str()) else {
            continue;
        };
        let Some((_, known)) = seen.iter().find(|(name, _)| field.answers_to(name)) else {
            continue;
        };
        let now = row.get(kind, key.as_str());
        let stands = book.shown(field, now);
        if stands.trim() == known.trim() || now == value.as_ref() {
            continue;
        }
        faults.push(told(ledger, kind, row.id, field, stands)?);
    }
    Ok(book.checked(faults)?)
}

/// The fields that a person had seen before a step and in which something else stands by now, unless
/// the person wrote that very text. A step rests on all that it was shown with, so also on what it does
/// not write.
pub(crate) fn met_meanwhile(
    ledger: &Ledger,
    kind: &RecordType,
    row: &Row,
    seen: &Seen,
    written: &[&Seen],
) -> Result<Vec<FaultAt>, UserError> {
    let book = NameBook::new(ledger.read());
    let mut faults = Vec::new();
    for (name, known) in seen {
        let Some(field) = kind.fields.iter().find(|it| it.answers_to(name)) else {
            continue;
        };
        let stands = book.shown(field, row.get(kind, field.key.as_str()));
        let mut texts = written
            .iter()
            .flat_map(|it| it.iter())
            .filter(|(name, _)| field.answers_to(name.trim()));
        if stands.trim() == known.trim() || texts.any(|(_, text)| text.trim() == stands.trim()) {
            continue;
        }
        faults.push(told(ledger, kind, row.id, field, stands)?);
    }
    Ok(book.checked(faults)?)
}

/// What is told of a field in which something else stands by now.
pub(crate) fn told(
    ledger: &Ledger,
    kind: &RecordType,
    id: RecordId,
    field: &Field,
    stands: String,
) -> Result<FaultAt, UserError> {
    let (by, when) = last_writer(ledger, kind, id, &field.key)?;
    let whom = match (by.is_empty(), when.is_empty()) {
        (false, false) => format!("{by}（{when}）"),
        (true, false) => format!("另一处（{when}）"),
        _ => "另一处".into(),
    };
    let became = match stands.is_empty() {
        true => "清空了".to_owned(),
        false => format!("改成了“{stands}”"),
    };
    Ok(FaultAt {
        field: field.key.to_string(),
        label: field.label.clone(),
        reason: format!("“{}”在这里打开以后，由{whom}{became}", field.label),
        hint: "请选“用我的”或“用他的”，再保存".into(),
        stands: Some(Stands {
            text: stands,
            who: by,
            when,
        }),
    })
}

/// Who wrote a field last, and when; both empty where the record's own log does not say.
fn last_writer(
    ledger: &Ledger,
    kind: &RecordType,
    id: RecordId,
    field: &FieldKey,
) -> Result<(String, String), UserError> {
    let history = ledger.history(kind.key.as_str(), id)?;
    let mut own = history.iter().filter(|it| it.field == *field);
    match own.next_back() {
        Some(entry) => Ok((
            who(ledger, &entry.operation)?,
            written_at(entry.operation.wall_ms),
        )),
        None => Ok((String::new(), String::new())),
    }
}

/// The refusal of a save that would overwrite what others wrote.
pub(crate) fn refusal(kind: &RecordType, faults: Vec<FaultAt>) -> UserError {
    let sentences: Vec<&str> = faults.iter().map(|it| it.reason.as_str()).collect();
    let hint = faults.first().map_or("", |it| it.hint.as_str()).to_owned();
    let mut error = UserError::new(
        ErrorCode::Invalid,
        format!("{}没有保存：{}", kind.this_one(), sentences.join("；")),
        hint,
    );
    error.faults = faults;
    error
}
