//! What an import would do, worked out without changing anything.

use std::collections::{BTreeSet, HashMap};
use std::ops::ControlFlow;
use std::sync::Arc;

use domain::record::{FieldKey, FieldType, RecordType, Severity, Value};
use store::ledger::Ledger;
use store::query::ListQuery;
use workbook::layout::{Layout, data_rows_ahead};

use crate::importing::draft::Draft;
use crate::importing::matching::Matcher;
pub(super) use crate::importing::planned::{Clinging, Fate, Plan};
use crate::importing::reading::{FieldReader, Found, ReadRow, RowReader};
use crate::importing::specs::Specs;
use crate::importing::spool::Spool;
use crate::importing::table::{Table, absent_only, empty_report, find_table};
use crate::naming::{NameBook, Resolver};
use crate::wire::{PlanImport, UserError};
use crate::work::Underway;

/// Works out a plan.
pub(super) fn make(
    ledger: &Ledger,
    kind: &Arc<RecordType>,
    (file_name, content): (&str, Vec<u8>),
    request: &PlanImport,
    today: domain::calendar::Today,
    defaults: Vec<(FieldKey, Value)>,
    underway: &Underway,
) -> Result<Plan, UserError> {
    let mut book = workbook::read::open(content, file_name)?;
    let specs = Specs::of(kind);
    let Table {
        sheet,
        layout,
        matched,
        remembered,
    } = find_table(ledger, &mut book, &specs, request, kind)?;
    let mut report = empty_report(request, &book, sheet, &layout, kind, &specs);
    report.remembered = remembered;
    report.year = request.year.or(layout.year);
    let mut draft = Draft {
        ledger,
        kind: Arc::clone(kind),
        book: NameBook::new(ledger.read()),
        strict: request.strict,
        plan: Plan {
            token: domain::record::OperationId::new().to_string(),
            kind: Arc::clone(kind),
            file: file_name.to_owned(),
            version: ledger.version(),
            fates: Vec::new(),
            spool: Spool::default(),
            findings: HashMap::new(),
            matched,
            report,
        },
        made: BTreeSet::new(),
    };
    let registry = ledger.registry().clone();
    let reader = ledger.read();
    let rows = RowReader {
        kind,
        reader: &reader,
        layout: &layout,
        specs: &specs,
        year: request.year.or(layout.year),
        today,
        defaults: absent_only(kind, &layout, &specs, defaults),
        undated: std::cell::Cell::default(),
        fields: FieldReader::all(kind, &registry),
    };
    let any = ListQuery {
        voided: true,
        ..ListQuery::all()
    };
    let empty = reader.count(kind.key.as_str(), &any)? == 0;
    let mut matcher = Matcher::new(kind, empty);
    let mut resolver = Resolver::default();
    let mut fault: Option<UserError> = None;
    let mut made = Vec::new();
    let mut spare: Vec<Option<Value>> = Vec::new();
    data_rows_ahead(&mut book, sheet, &layout, &mut |cells| {
        let done = (|| -> Result<(), UserError> {
            underway.step(u64::from(draft.plan.report.read), 0)?;
            let places = std::mem::take(&mut spare);
            let read = rows.read(cells, places, &mut resolver, &mut made)?;
            let found = match rejected(kind, &layout, &specs, &read) {
                Some(reason) => Err(reason),
                None => Ok(matcher.find(&reader, &mut resolver, kind, &read.row, cells.number)?),
            };
            spare = draft.take(cells, &layout, read, found)?;
            for (field, name) in made.drain(..) {
                draft.note_made(&registry, &field, &name);
            }
            Ok(())
        })();
        match done {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                fault = Some(error);
                ControlFlow::Break(())
            }
        }
    })?;
    if let Some(fault) = fault {
        return Err(fault);
    }
    draft.plan.report.undated = rows.undated.get();
    draft.finish()
}

/// Only the record's own name rejects a row; the fault is named where it stands.
fn rejected(kind: &RecordType, layout: &Layout, specs: &Specs, read: &ReadRow) -> Option<Found> {
    if read.row.get(kind, kind.name_field.as_str()).is_some() {
        return None;
    }
    // A day is no name: a row that says something else comes in and waits for its day.
    let name = kind.field(kind.name_field.as_str());
    if name.is_some_and(|it| it.field_type == FieldType::Date)
        && read.row.values.iter().any(Option::is_some)
    {
        return None;
    }
    if let Some(found) = read.found.iter().find(|it| it.field == kind.name_field) {
        return Some(found.clone());
    }
    let label = kind
        .field(kind.name_field.as_str())
        .map_or("", |it| it.label.as_str());
    let column = kind
        .position(kind.name_field.as_str())
        .and_then(|at| specs.column(layout, at));
    Some(Found {
        field: kind.name_field.clone(),
        column: column.map_or_else(|| label.to_owned(), |it| it.header.clone()),
        value: String::new(),
        reason: format!("没有填“{label}”，这一行没有导入"),
        hint: format!("请在表里补上{label}后再导入一次，其余各行不会重复"),
        severity: Severity::Error,
    })
}
