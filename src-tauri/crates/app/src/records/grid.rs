//! The entry grid: many rows typed or pasted at once, looked over cell by cell before they are
//! saved as one operation. What a cell says is read as an import reads it: nothing is changed in
//! silence, and a cell at fault never enters its field.

use std::collections::HashMap;
use std::sync::Arc;

use domain::operation::Operation;
use domain::record::{
    FieldFault, FieldKey, RecordId, RecordType, Row, Severity, Value, Written, read_written,
};
use domain::trace::{FINDING, FindingState};
use store::ledger::Tx;
use store::query::Reader;

use crate::naming::NameBook;
use crate::records::edits::{
    Edit, Made, Named, changed, correct_findings, make_named, new_faults, resolve, write_row,
};
use crate::records::registers::{field_of, kind_of};
use crate::records::rows::{find_row, parent_text};
use crate::session::App;
use crate::wire::{
    CellNote, CellWord, ErrorCode, GridAnswer, GridRow, GridRows, RowFate, RowWord, UserError,
};

/// So many rows are taken at once; a longer sheet is an import.
const MOST_ROWS: usize = 20_000;

pub(crate) fn check_rows(app: &mut App, request: GridRows) -> Result<GridAnswer, UserError> {
    let kind = kind_of(app, &request.register)?;
    let rows = read_all(app, &kind, &request)?;
    Ok(GridAnswer {
        rows: rows.into_iter().map(|it| it.word).collect(),
        operation: None,
        title: String::new(),
        changed: Vec::new(),
    })
}

pub(crate) fn save_rows(app: &mut App, request: GridRows) -> Result<GridAnswer, UserError> {
    let kind = kind_of(app, &request.register)?;
    let mut rows = read_all(app, &kind, &request)?;
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
        let mut made = Made::default();
        for row in &mut rows {
            if matches!(row.word.fate, RowFate::New | RowFate::Changed) {
                let id = write(tx, &kind, row, &mut made)?;
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

/// A cell at fault that will wait on its record.
struct Waiting {
    field: FieldKey,
    label: String,
    raw: String,
    fault: FieldFault,
}

/// A row of the grid, read.
struct ReadRow {
    number: u32,
    id: Option<RecordId>,
    edits: Vec<Edit>,
    named: Named,
    waiting: Vec<Waiting>,
    word: RowWord,
}

impl ReadRow {
    fn new(row: &GridRow, number: u32) -> Self {
        Self {
            number,
            id: None,
            edits: Vec::new(),
            named: Vec::new(),
            waiting: Vec::new(),
            word: RowWord {
                fate: RowFate::Same,
                id: row.id.clone(),
                cells: Vec::new(),
                word: String::new(),
            },
        }
    }

    fn say(&mut self, field: &FieldKey, note: CellNote, kept: String, reason: String, hint: &str) {
        self.word.cells.push(CellWord {
            field: field.to_string(),
            note,
            kept,
            reason,
            hint: hint.to_owned(),
        });
    }

    /// The cell stays out of its field.
    fn keep_out(&mut self, kind: &RecordType, fault: FieldFault, raw: String) {
        let key = fault.field.clone();
        self.edits.retain(|(it, _)| *it != key);
        self.named.retain(|(it, _, _)| *it != key);
        self.word.cells.retain(|it| it.field != *key.as_str());
        let (reason, hint) = (fault.reason.clone(), fault.hint.clone());
        self.say(&key, CellNote::Fault, String::new(), reason, &hint);
        self.waiting.push(Waiting {
            label: kind
                .field(key.as_str())
                .map_or_else(String::new, |it| it.label.clone()),
            field: key,
            raw,
            fault,
        });
    }
}

fn read_all(
    app: &mut App,
    kind: &Arc<RecordType>,
    request: &GridRows,
) -> Result<Vec<ReadRow>, UserError> {
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
    let mut rows = Vec::with_capacity(request.rows.len());
    let mut met: HashMap<String, Vec<(u32, Row)>> = HashMap::new();
    for (number, row) in (1_u32..).zip(&request.rows) {
        let number = row.number.unwrap_or(number);
        let mut read = read_row(app, kind, row, number, request.keep_findings)?;
        if read.word.fate == RowFate::New {
            let new = changed(kind, None, &read.edits);
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
    Ok(rows)
}

fn read_row(
    app: &mut App,
    kind: &Arc<RecordType>,
    row: &GridRow,
    number: u32,
    keep_findings: bool,
) -> Result<ReadRow, UserError> {
    let mut it = ReadRow::new(row, number);
    let before = match &row.id {
        Some(id) => Some(find_row(app, kind, id)?),
        None => None,
    };
    it.id = before.as_ref().map(|row| row.id);
    if let Some(reason) = before.as_ref().and_then(|row| row.voided.as_ref()) {
        it.word.fate = RowFate::Refused;
        it.word.word = format!("已作废（{reason}），要修改请先恢复");
        return Ok(it);
    }
    if before.is_none() && row.values.values().all(|text| text.trim().is_empty()) {
        return Ok(it);
    }
    read_cells(app, kind, row, &mut it)?;
    derive(app, kind, before.as_ref(), row, &mut it)?;
    let after = changed(kind, before.as_ref(), &it.edits);
    let today = crate::periods::today(app)?;
    for fault in new_faults(kind, before.as_ref(), &after, &it.edits, &today) {
        if fault.severity == Severity::Warning {
            let (reason, hint) = (fault.reason, fault.hint);
            it.say(&fault.field, CellNote::Doubt, String::new(), reason, &hint);
        } else if !it.waiting.iter().any(|known| known.field == fault.field) {
            let raw = written(kind, row, &fault.field);
            it.keep_out(kind, fault, raw);
        }
    }
    let after = changed(kind, before.as_ref(), &it.edits);
    let nameless = after.get(kind, kind.name_field.as_str()).is_none();
    let blocked = kind
        .fields
        .iter()
        .zip(&after.values)
        .find(|(field, value)| field.need == domain::record::Need::Blocking && value.is_none());
    it.word.fate = if nameless || blocked.is_some() {
        let field = blocked
            .map(|(field, _)| field)
            .or_else(|| kind.field(kind.name_field.as_str()));
        let label = field.map_or("", |it| it.label.as_str());
        it.word.word = format!("“{label}”空着或有误，这一行还不能保存");
        RowFate::Refused
    } else if !it.waiting.is_empty() && !keep_findings {
        RowFate::Waits
    } else if before.is_none() {
        RowFate::New
    } else if before.as_ref() == Some(&after) && it.named.is_empty() && it.waiting.is_empty() {
        RowFate::Same
    } else {
        RowFate::Changed
    };
    Ok(it)
}

fn read_cells(
    app: &mut App,
    kind: &Arc<RecordType>,
    row: &GridRow,
    it: &mut ReadRow,
) -> Result<(), UserError> {
    let mut faults = Vec::new();
    for (name, text) in &row.values {
        let field = field_of(kind, name)?;
        let serial = kind.serial.as_ref().is_some_and(|it| it.field == field.key);
        if !field.is_editable() || serial {
            return Err(UserError::new(
                ErrorCode::BadRequest,
                format!("“{}”由程序自动产生，不能填写", field.label),
                "请去掉这一栏再保存",
            ));
        }
        match read_written(field, Written::Text(text), None) {
            Ok(None) if it.id.is_none() => {}
            Ok(value) => it.edits.push((field.key.clone(), value)),
            Err(fault) => faults.push(fault),
        }
    }
    it.named = resolve(app, kind, &mut it.edits, &mut faults)?;
    let book = NameBook::new(app.ledger()?.read());
    let mut said = Vec::new();
    for (key, value) in &it.edits {
        let Some(field) = kind.field(key.as_str()) else {
            continue;
        };
        let kept = book.shown(field, value.as_ref());
        let raw = written(kind, row, key);
        let raw = raw.trim();
        let names: Vec<String> = it
            .named
            .iter()
            .filter(|(it, _, _)| it == key)
            .map(|(_, target, name)| format!("{}“{name}”", target.title))
            .collect();
        if !names.is_empty() {
            let reason = format!("还没有{}，保存时一并新建", names.join("、"));
            said.push((key.clone(), CellNote::Made, kept, reason));
        } else if kept != raw {
            let reason = format!("“{raw}”将记为“{kept}”");
            said.push((key.clone(), CellNote::Reworded, kept, reason));
        }
    }
    for (key, note, kept, reason) in said {
        it.say(&key, note, kept, reason, "");
    }
    for fault in faults {
        let raw = written(kind, row, &fault.field);
        it.keep_out(kind, fault, raw);
    }
    Ok(())
}

/// What other cells now say for certain and did not say before (性别 from 身份证号).
fn derive(
    app: &mut App,
    kind: &Arc<RecordType>,
    before: Option<&Row>,
    row: &GridRow,
    it: &mut ReadRow,
) -> Result<(), UserError> {
    let Some(complete) = kind.complete else {
        return Ok(());
    };
    let after = changed(kind, before, &it.edits);
    let known = before.map(|row| complete(kind, row)).unwrap_or_default();
    let book = NameBook::new(app.ledger()?.read());
    let mut derived: Vec<(FieldKey, Value, String)> = Vec::new();
    for (key, value) in complete(kind, &after) {
        let cleared = row.id.is_some() && it.edits.iter().any(|(it, _)| *it == key);
        let faulty = it.waiting.iter().any(|it| it.field == key);
        let filled = after.get(kind, key.as_str()).is_some();
        if cleared || faulty || filled || known.iter().any(|(it, _)| *it == key) {
            continue;
        }
        let shown = kind
            .field(key.as_str())
            .map_or_else(String::new, |field| book.shown(field, Some(&value)));
        derived.push((key, value, shown));
    }
    for (key, value, shown) in derived {
        let reason = format!("空着，按本行其它内容记为“{shown}”");
        it.say(&key, CellNote::Derived, shown, reason, "");
        it.edits.push((key, Some(value)));
    }
    Ok(())
}

/// What a cell says, as it was typed.
fn written(kind: &RecordType, row: &GridRow, key: &FieldKey) -> String {
    let field = kind.field(key.as_str());
    row.values
        .iter()
        .find(|(name, _)| field.is_some_and(|it| it.answers_to(name)))
        .map_or_else(String::new, |(_, text)| text.clone())
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
    let two_people = match (one.get(kind, "id_number"), other.get(kind, "id_number")) {
        (Some(a), Some(b)) => a != b,
        _ => false,
    };
    first && !two_people && key.iter().all(|it| agree(it.as_str()))
}

fn write(
    tx: &mut Tx<'_>,
    kind: &Arc<RecordType>,
    row: &ReadRow,
    made: &mut Made,
) -> Result<RecordId, UserError> {
    let mut edits = row.edits.clone();
    make_named(tx, &mut edits, &row.named, made)?;
    let id = write_row(tx, kind, row.id, edits.clone())?;
    if row.id.is_some() {
        // A cell at fault again takes the place of what was found there before.
        edits.extend(row.waiting.iter().map(|it| (it.field.clone(), None)));
        correct_findings(tx, id, &edits)?;
    }
    for it in &row.waiting {
        let text = |value: &str| Value::Text(value.to_owned());
        tx.create(
            FINDING,
            vec![
                ("reason".into(), text(&it.fault.reason)),
                ("parent".into(), parent_text(id)),
                ("field".into(), text(it.field.as_str())),
                ("column".into(), text(&it.label)),
                ("row".into(), Value::Int(i64::from(row.number))),
                ("file".into(), text("表格录入")),
                ("raw".into(), text(&it.raw)),
                ("hint".into(), text(&it.fault.hint)),
                ("severity".into(), text("error")),
                ("state".into(), text(FindingState::Open.word())),
            ],
        )?;
    }
    Ok(id)
}
