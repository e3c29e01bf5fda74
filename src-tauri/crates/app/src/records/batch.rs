//! Many records at once: one value for all, one reason for all, one operation.

use std::collections::HashMap;
use std::sync::Arc;

use domain::operation::Operation;
use domain::record::{FieldFault, RecordId, RecordType, Row, Severity};
use store::ledger::{Ledger, Tx};

use crate::faults::{fault_at, refused};
use crate::naming::NameBook;
use crate::records::entry::{Entries, Entry};
use crate::records::filters::list_query;
use crate::records::meanwhile::changed_meanwhile;
use crate::records::reading::{Edit, read_values};
use crate::records::registers::{field_of, kind_of};
use crate::records::writing::{correct_findings, write_row};
use crate::session::App;
use crate::wire::{
    BatchChange, BatchDone, BatchSave, BatchVoid, ErrorCode, FaultAt, LeftOut, ListRequest,
    UserError,
};

/// Rows looked over at a time.
const STRETCH: usize = 2_000;

/// So many changes are shown before they are made.
const SHOWN: usize = 200;

pub(crate) fn batch_save(app: &mut App, request: BatchSave) -> Result<BatchDone, UserError> {
    let kind = kind_of(app, &request.list.register)?;
    if request.values.is_empty() {
        return Err(UserError::new(
            ErrorCode::Invalid,
            "没有选要改的栏目",
            "请选一个栏目，填上要改成的内容",
        ));
    }
    let (mut edits, mut faults) = read_values(&kind, &request.values, app.today())?;
    let mut entries = Entries::open(app)?;
    let reader = app.ledger()?.read();
    entries
        .names
        .resolve(&reader, &kind, &mut edits, &mut faults)?;
    faults.retain(|it| it.severity == Severity::Error);
    if !faults.is_empty() {
        // The value itself is at fault, whatever record it is for.
        return Err(refused(&kind, &faults));
    }
    let mut batch = Batch::new(&kind);
    let query = list_query(app, &kind, &request.list)?;
    let ledger: &Ledger = app.ledger()?;
    let reader = ledger.read();
    let places = reader.all_places(kind.key.as_str(), &query)?;
    let book = NameBook::new(ledger.read());
    // What follows from the edits in single records.
    let mut further: HashMap<RecordId, Vec<Edit>> = HashMap::new();
    for stretch in places.chunks(STRETCH) {
        for row in reader.at(kind.key.as_str(), stretch)? {
            if let Some(reason) = &row.voided {
                let fault = plain_fault(&format!("已作废（{reason}）"), "要修改请先恢复");
                batch.leave_out(&row, vec![fault]);
                continue;
            }
            let entry =
                entries.complete(&mut &reader, &kind, Some(&row), edits.clone(), Vec::new())?;
            if entry.row == row {
                batch.done.unchanged += 1;
                continue;
            }
            if let Some(seen) = request.seen.get(&row.id.to_string()) {
                let faults = changed_meanwhile(ledger, &kind, Some(&row), &edits, seen)?;
                if !faults.is_empty() {
                    batch.leave_out(&row, faults);
                    continue;
                }
            }
            match entry.ready(&kind) {
                Ok(warnings) => {
                    batch.rows.push(row.id);
                    batch.warn(&row, &warnings);
                    if request.dry_run && batch.done.changes.len() < SHOWN {
                        batch.show(&book, &entries, &row, &entry)?;
                    }
                    let derived = |it: &Edit| entry.derived.contains(&it.0);
                    let more: Vec<Edit> = entry
                        .edits
                        .iter()
                        .filter(|it| derived(it))
                        .cloned()
                        .collect();
                    if !more.is_empty() {
                        further.insert(row.id, more);
                    }
                }
                Err(error) => batch.leave_out(&row, error.faults),
            }
        }
    }
    let labels = request
        .values
        .keys()
        .map(|name| Ok(field_of(&kind, name)?.label.clone()))
        .collect::<Result<Vec<_>, UserError>>()?;
    let labels = labels.join("、");
    let operation = Operation::EditMany {
        kind: &kind,
        records: batch.rows.len(),
        fields: &labels,
    };
    let wait = !batch.done.left_out.is_empty() && !request.leave_out;
    if request.dry_run || wait {
        return Ok(batch.answer(operation.title()));
    }
    batch.write(app, operation, |tx, ids| {
        entries.make(tx, &mut edits)?;
        for id in ids {
            let mut edits = edits.clone();
            edits.extend(further.remove(id).unwrap_or_default());
            write_row(tx, &kind, Some(*id), edits.clone())?;
            correct_findings(tx, *id, &edits)?;
        }
        Ok(())
    })
}

pub(crate) fn batch_void(app: &mut App, request: BatchVoid) -> Result<BatchDone, UserError> {
    let kind = kind_of(app, &request.list.register)?;
    let reason = request.reason.trim().to_owned();
    if reason.is_empty() {
        return Err(UserError::new(
            ErrorCode::Invalid,
            "没有写作废的原因",
            "请写明原因，如：重复登记",
        ));
    }
    let mut batch = Batch::new(&kind);
    for_each(app, &kind, &request.list, |row| {
        if row.voided.is_some() {
            batch.done.unchanged += 1;
        } else {
            batch.rows.push(row.id);
        }
    })?;
    let operation = Operation::VoidMany {
        kind: &kind,
        records: batch.rows.len(),
    };
    batch.write(app, operation, |tx, ids| {
        for id in ids {
            tx.void(kind.key.as_str(), *id, &reason)?;
        }
        Ok(())
    })
}

/// What is collected about the records before they are written.
struct Batch {
    kind: Arc<RecordType>,
    rows: Vec<RecordId>,
    done: BatchDone,
}

impl Batch {
    fn new(kind: &Arc<RecordType>) -> Self {
        Self {
            kind: Arc::clone(kind),
            rows: Vec::new(),
            done: BatchDone {
                asked: 0,
                done: 0,
                unchanged: 0,
                left_out: Vec::new(),
                changes: Vec::new(),
                operation: None,
                title: String::new(),
                changed: Vec::new(),
                warnings: Vec::new(),
            },
        }
    }

    fn leave_out(&mut self, row: &Row, faults: Vec<FaultAt>) {
        self.done.left_out.push(LeftOut {
            id: row.id.to_string(),
            name: self.kind.name_of(row),
            faults,
        });
    }

    /// Takes note of what an entry would change, old beside new.
    fn show(
        &mut self,
        book: &NameBook<'_>,
        entries: &Entries,
        row: &Row,
        entry: &Entry,
    ) -> Result<(), UserError> {
        for field in &self.kind.fields {
            let (old, new) = (
                row.get(&self.kind, field.key.as_str()),
                entry.row.get(&self.kind, field.key.as_str()),
            );
            if old == new || !field.is_logged() {
                continue;
            }
            let planned: Vec<String> = entries
                .names
                .planned_in(new)
                .into_iter()
                .map(|(_, it)| it.name.clone())
                .collect();
            let new = match planned.is_empty() {
                true => book.shown(field, new),
                false => format!("{}（新登记）", planned.join("、")),
            };
            self.done.changes.push(BatchChange {
                id: row.id.to_string(),
                name: self.kind.name_of(row),
                label: field.label.clone(),
                old: book.shown(field, old),
                new,
            });
        }
        book.checked(()).map_err(Into::into)
    }

    fn warn(&mut self, row: &Row, warnings: &[FieldFault]) {
        let name = self.kind.name_of(row);
        let of = |fault: &FieldFault| {
            let mut at = fault_at(&self.kind, fault);
            at.reason = format!("“{name}”{}", at.reason);
            at
        };
        self.done.warnings.extend(warnings.iter().map(of));
    }

    fn answer(mut self, title: String) -> BatchDone {
        self.done.title = title;
        self.done.done = count(self.rows.len());
        self.done.asked = self.done.done + self.done.unchanged + count(self.done.left_out.len());
        self.done
    }

    fn write(
        self,
        app: &mut App,
        operation: Operation<'_>,
        all: impl FnOnce(&mut Tx<'_>, &[RecordId]) -> Result<(), UserError>,
    ) -> Result<BatchDone, UserError> {
        let operation = app.operation(operation)?;
        let title = operation.title.clone();
        let committed = app
            .ledger()?
            .write::<_, UserError>(operation, |tx| all(tx, &self.rows))?;
        let mut done = self.answer(title);
        done.operation = committed.operation.map(|it| it.to_string());
        done.changed = committed.kinds.iter().map(ToString::to_string).collect();
        Ok(done)
    }
}

fn count(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}

fn plain_fault(reason: &str, hint: &str) -> FaultAt {
    FaultAt {
        field: String::new(),
        label: String::new(),
        reason: reason.into(),
        hint: hint.into(),
        stands: None,
    }
}

fn for_each(
    app: &mut App,
    kind: &Arc<RecordType>,
    list: &ListRequest,
    mut each: impl FnMut(Row),
) -> Result<(), UserError> {
    let query = list_query(app, kind, list)?;
    let reader = app.ledger()?.read();
    let places = reader.all_places(kind.key.as_str(), &query)?;
    for stretch in places.chunks(STRETCH) {
        for row in reader.at(kind.key.as_str(), stretch)? {
            each(row);
        }
    }
    Ok(())
}
