//! The entry grid: many rows typed or pasted at once, looked over cell by cell before they are
//! saved as one operation. What a cell says is read as an import reads it: nothing is changed in
//! silence, and a cell at fault never enters its field.

use std::collections::HashMap;
use std::sync::Arc;

use domain::operation::Operation;
use domain::record::{FieldKey, RecordId, RecordType, Row, Value};
use domain::roster::Deputy;
use domain::trace::{FINDING, Finding, FindingState};
use store::ledger::Tx;
use store::query::Reader;

use crate::records::entry::Entries;
use crate::records::grid_rows::{ReadRow, read_row};
use crate::records::registers::kind_of;
use crate::records::rows::parent_text;
use crate::records::writing::correct_findings;
use crate::session::App;
use crate::wire::{ErrorCode, GridAnswer, GridRows, RowFate, UserError};

/// So many rows are taken at once; a longer sheet is an import.
const MOST_ROWS: usize = 20_000;

pub(crate) fn check_rows(app: &mut App, request: GridRows) -> Result<GridAnswer, UserError> {
    let kind = kind_of(app, &request.register)?;
    let (rows, _) = read_all(app, &kind, &request)?;
    Ok(GridAnswer {
        rows: rows.into_iter().map(|it| it.word).collect(),
        operation: None,
        title: String::new(),
        changed: Vec::new(),
    })
}

pub(crate) fn save_rows(app: &mut App, request: GridRows) -> Result<GridAnswer, UserError> {
    let kind = kind_of(app, &request.register)?;
    let (mut rows, mut entries) = read_all(app, &kind, &request)?;
    let count = |rows: &[ReadRow], fate| rows.iter().filter(|it| it.word.fate == fate).count();
    let made = count(&rows, RowFate::New);
    let edited = count(&rows, RowFate::Changed);
    let operation = app.operation(Operation::SaveRows {
        kind: &kind,
        made,
        edited,
    })?;
    let title = operation.title.clone();
    let committed = app.ledger()?.write::<_, UserError>(operation, |tx| {
        for row in &mut rows {
            if matches!(row.word.fate, RowFate::New | RowFate::Changed) {
                let id = write(tx, &kind, row, &mut entries)?;
                row.word.id = Some(id.to_string());
            }
        }
        Ok(())
    })?;
    Ok(GridAnswer {
        rows: rows.into_iter().map(|it| it.word).collect(),
        operation: committed.operation.map(|it| it.to_string()),
        title,
        changed: committed.kinds.iter().map(ToString::to_string).collect(),
    })
}

fn read_all(
    app: &mut App,
    kind: &Arc<RecordType>,
    request: &GridRows,
) -> Result<(Vec<ReadRow>, Entries), UserError> {
    if request.rows.len() > MOST_ROWS {
        return Err(UserError::new(
            ErrorCode::BadRequest,
            format!(
                "一次最多录入 {MOST_ROWS} 行，这里有 {} 行",
                request.rows.len()
            ),
            "行数多的，请存成表格文件，用“导入”",
        ));
    }
    let mut entries = Entries::open(app)?;
    let mut rows = Vec::with_capacity(request.rows.len());
    let mut met: HashMap<String, Vec<(u32, Row)>> = HashMap::new();
    for (number, row) in (1_u32..).zip(&request.rows) {
        let number = row.number.unwrap_or(number);
        let mut read = read_row(app, &mut entries, kind, row, number, request.keep_findings)?;
        if read.word.fate == RowFate::New {
            let new = read.after();
            let name = kind.name_of(&new);
            let earlier = met.entry(name.clone()).or_default();
            let twin = earlier.iter().find(|(_, known)| {
                kind.matching
                    .iter()
                    .any(|key| may_be(kind, key, known, &new))
            });
            if let Some((twin, _)) = twin {
                read.word.word = format!("可能与第 {twin} 行的“{name}”重复，请核对");
            } else if let Some(known) = repeated(&app.ledger()?.read(), kind, &new)? {
                let known = kind.name_of(&known);
                read.word.word = format!("可能与已有的“{known}”重复，请核对");
            }
            earlier.push((number, new));
        }
        rows.push(read);
    }
    Ok((rows, entries))
}

/// A record that is already there and may be the one a new row means.
fn repeated(reader: &Reader<'_>, kind: &RecordType, new: &Row) -> Result<Option<Row>, UserError> {
    for key in &kind.matching {
        let same = reader
            .alike(kind.key.as_str(), key, new)?
            .into_iter()
            .find(|known| known.is_live() && may_be(kind, key, known, new));
        if same.is_some() {
            return Ok(same);
        }
    }
    Ok(None)
}

/// Whether two rows may mean the same one by this key. A person is compared as far as both sides
/// say something; two identity numbers are two people.
fn may_be(kind: &RecordType, key: &[FieldKey], one: &Row, other: &Row) -> bool {
    let person = kind.is_persons(key);
    let agree = |field: &str| match (one.get(kind, field), other.get(kind, field)) {
        (Some(Value::Date(a)), Some(Value::Date(b))) => a.agrees_with(*b),
        (Some(a), Some(b)) => a == b,
        _ => person,
    };
    let first = key.first().is_some_and(|it| {
        let value = one.get(kind, it.as_str());
        value.is_some() && value == other.get(kind, it.as_str())
    });
    let two_people = match (
        one.of(kind, Deputy::ID_NUMBER),
        other.of(kind, Deputy::ID_NUMBER),
    ) {
        (Some(a), Some(b)) => a != b,
        _ => false,
    };
    first && !two_people && key.iter().all(|it| agree(it.as_str()))
}

fn write(
    tx: &mut Tx<'_>,
    kind: &Arc<RecordType>,
    row: &ReadRow,
    entries: &mut Entries,
) -> Result<RecordId, UserError> {
    let id = entries.write(tx, kind, &row.entry)?;
    if row.entry.id.is_some() {
        // A cell at fault again takes the place of what was found there before.
        let waiting: Vec<_> = row
            .waiting
            .iter()
            .map(|it| (it.field.clone(), None))
            .collect();
        correct_findings(tx, id, &waiting)?;
    }
    for it in &row.waiting {
        let text = |value: &str| Value::Text(value.to_owned());
        tx.create(
            FINDING,
            vec![
                (Finding::REASON.into(), text(&it.fault.reason)),
                (Finding::PARENT.into(), parent_text(id)),
                (Finding::FIELD.into(), text(it.field.as_str())),
                (Finding::COLUMN.into(), text(&it.label)),
                (Finding::ROW.into(), Value::Int(i64::from(row.number))),
                (Finding::FILE.into(), text("表格录入")),
                (Finding::RAW.into(), text(&it.raw)),
                (Finding::HINT.into(), text(&it.fault.hint)),
                (Finding::SEVERITY.into(), text("error")),
                (Finding::STATE.into(), text(FindingState::Open.word())),
            ],
        )?;
    }
    Ok(id)
}
