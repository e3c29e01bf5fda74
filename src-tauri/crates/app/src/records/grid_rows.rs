//! One row of the entry grid: read, and what is said about its cells.

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::record::{Field, FieldFault, FieldKey, Need, RecordType, Row, Severity};

use crate::naming::NameBook;
use crate::records::entry::{Entries, Entry};
use crate::records::meanwhile::changed_meanwhile;
use crate::records::reading::{changed, read_values};
use crate::records::rows::find_row;
use crate::session::App;
use crate::wire::{CellNote, CellWord, GridRow, RowFate, RowWord, UserError};

/// A cell at fault that will wait on its record.
pub(super) struct Waiting {
    pub(super) field: FieldKey,
    pub(super) label: String,
    pub(super) raw: String,
    pub(super) fault: FieldFault,
}

/// A row of the grid, read.
pub(super) struct ReadRow {
    pub(super) number: u32,
    pub(super) entry: Entry,
    pub(super) waiting: Vec<Waiting>,
    pub(super) word: RowWord,
}

impl ReadRow {
    fn new(kind: &RecordType, row: &GridRow, number: u32, before: Option<&Row>) -> Self {
        Self {
            number,
            entry: Entry {
                id: before.map(|it| it.id),
                edits: Vec::new(),
                derived: BTreeSet::new(),
                row: changed(kind, before, &[]),
                faults: Vec::new(),
                taken: None,
            },
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
            stands: None,
        });
    }

    /// The cell stays out of its field.
    fn keep_out(
        &mut self,
        kind: &RecordType,
        before: Option<&Row>,
        fault: FieldFault,
        raw: String,
    ) {
        let key = fault.field.clone();
        self.entry.edits.retain(|(it, _)| *it != key);
        let standing = before.and_then(|it| it.get(kind, key.as_str()).cloned());
        self.entry.row.put(kind, &key, standing);
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

    /// The row as it would be saved.
    pub(super) fn after(&self) -> Row {
        self.entry.row.clone()
    }
}

pub(super) fn read_row(
    app: &mut App,
    entries: &mut Entries,
    kind: &Arc<RecordType>,
    row: &GridRow,
    number: u32,
    keep_findings: bool,
) -> Result<ReadRow, UserError> {
    let before = match &row.id {
        Some(id) => Some(find_row(app, kind, id)?),
        None => None,
    };
    let before = before.as_ref();
    let mut it = ReadRow::new(kind, row, number, before);
    if let Some(reason) = before.and_then(|row| row.voided.as_ref()) {
        it.word.fate = RowFate::Refused;
        it.word.word = format!("已作废（{reason}），要修改请先恢复");
        return Ok(it);
    }
    if before.is_none() && row.values.values().all(|text| text.trim().is_empty()) {
        return Ok(it);
    }
    let (edits, faults) = read_values(kind, &row.values, app.today())?;
    it.entry = entries.entry(app.ledger()?, kind, before, edits, faults)?;
    say_kept(app, entries, kind, row, &mut it)?;
    if let Some(fault) = it.entry.taken.clone() {
        it.word.fate = RowFate::Refused;
        it.word.word.clone_from(&fault.reason);
        it.say(
            &fault.field,
            CellNote::Fault,
            String::new(),
            fault.reason,
            &fault.hint,
        );
        return Ok(it);
    }
    for fault in std::mem::take(&mut it.entry.faults) {
        if fault.severity == Severity::Warning {
            let (reason, hint) = (fault.reason, fault.hint);
            it.say(&fault.field, CellNote::Doubt, String::new(), reason, &hint);
        } else if !it.waiting.iter().any(|known| known.field == fault.field) {
            let raw = written(kind, row, &fault.field);
            it.keep_out(kind, before, fault, raw);
        }
    }
    let edits = it.entry.edits.clone();
    let mut meanwhile = changed_meanwhile(app.ledger()?, kind, before, &edits, &row.seen)?;
    for fault in meanwhile.drain(..) {
        it.word.cells.retain(|cell| cell.field != fault.field);
        it.word.cells.push(CellWord {
            field: fault.field,
            note: CellNote::Fault,
            kept: String::new(),
            reason: fault.reason,
            hint: fault.hint,
            stands: fault.stands,
        });
        // A person decides first; it is no finding that could wait on the record.
        it.word.fate = RowFate::Waits;
    }
    if it.word.fate == RowFate::Waits {
        return Ok(it);
    }
    let after = &it.entry.row;
    let nameless = after.get(kind, kind.name_field.as_str()).is_none();
    let blocked = kind
        .fields
        .iter()
        .zip(&after.values)
        .find(|(field, value)| field.need == Need::Blocking && value.is_none());
    it.word.fate = if nameless || blocked.is_some() {
        let field = blocked
            .map(|(field, _)| field)
            .or_else(|| kind.field(kind.name_field.as_str()));
        it.word.word = not_yet(field, &it.waiting);
        RowFate::Refused
    } else if !it.waiting.is_empty() && !keep_findings {
        RowFate::Waits
    } else if before.is_none() {
        RowFate::New
    } else if before == Some(after) && it.waiting.is_empty() {
        RowFate::Same
    } else {
        RowFate::Changed
    };
    Ok(it)
}

/// Why a row cannot be saved yet: what is wrong with the field that it must have, or that it is empty.
fn not_yet(field: Option<&Field>, waiting: &[Waiting]) -> String {
    let Some(field) = field else {
        return String::new();
    };
    let empty = format!("没有填“{}”", field.label);
    match waiting.iter().find(|it| it.field == field.key) {
        Some(Waiting { fault, .. }) if fault.reason != empty => {
            format!("{}，还不能保存。{}", fault.reason, fault.hint)
        }
        _ => format!("{empty}，还不能保存"),
    }
}

/// Tells what each cell becomes where that is not what was typed.
fn say_kept(
    app: &mut App,
    entries: &Entries,
    kind: &RecordType,
    row: &GridRow,
    it: &mut ReadRow,
) -> Result<(), UserError> {
    let book = NameBook::new(app.ledger()?.read());
    let mut said = Vec::new();
    for (key, value) in &it.entry.edits {
        let Some(field) = kind.field(key.as_str()).filter(|it| !it.hidden) else {
            continue;
        };
        let planned = entries.names.planned_in(value.as_ref());
        for (id, planned) in &planned {
            book.learn(*id, &planned.name);
        }
        let kept = book.shown(field, value.as_ref());
        let raw = written(kind, row, key);
        let raw = raw.trim();
        if it.entry.derived.contains(key) {
            let reason = format!("空着，按本行其它内容记为“{kept}”");
            said.push((key.clone(), CellNote::Derived, kept, reason));
        } else if !planned.is_empty() {
            let named: Vec<String> = planned
                .iter()
                .map(|(_, it)| format!("{}“{}”", it.kind.title, it.name))
                .collect();
            let reason = format!("还没有{}，保存时一并新建", named.join("、"));
            said.push((key.clone(), CellNote::Made, kept, reason));
        } else if kept != raw {
            let reason = format!("“{raw}”将记为“{kept}”");
            said.push((key.clone(), CellNote::Reworded, kept, reason));
        }
    }
    for (key, note, kept, reason) in book.checked(said)? {
        it.say(&key, note, kept, reason, "");
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
