//! What an import would do, worked out without changing anything.

use std::collections::{BTreeSet, HashMap};
use std::ops::ControlFlow;
use std::sync::Arc;

use domain::record::{Beginning, FieldType, RecordId, RecordType, Row, Severity, Value};
use store::ledger::Ledger;
use store::query::ListQuery;
use workbook::layout::{Layout, data_rows_ahead};
use workbook::read::{Cell, CellValue};

use crate::importing::asking::Answers;
use crate::importing::draft::{Beyond, Draft, Place};
use crate::importing::left_out;
use crate::importing::matching::{Match, Matcher};
use crate::importing::planned::place_of;
pub(super) use crate::importing::planned::{Fate, KeptFindings, Plan};
use crate::importing::rows::{FieldReader, Found, Meaning, ReadRow, RowReader, found_of};
use crate::importing::specs::Specs;
use crate::importing::spool::Spool;
use crate::importing::table::{Tables, columns_shown, empty_report, find_tables};
use crate::naming::NameBook;
use crate::records::Entries;
use crate::records::checking::{borne_by, of_one_alone};
use crate::wire::{PlanImport, UserError};
use crate::work::Underway;

/// Works out a plan.
pub(super) fn make(
    ledger: &Ledger,
    kind: &Arc<RecordType>,
    (file_name, content): (&str, Vec<u8>),
    request: &PlanImport,
    entries: Entries,
    underway: &Underway,
) -> Result<Plan, UserError> {
    let registry = ledger.registry().clone();
    let mut book = workbook::read::open(content, file_name)?;
    let specs = Specs::of(kind, &registry);
    let Tables {
        layouts,
        matched,
        remembered,
    } = find_tables(ledger, &mut book, &specs, request, kind)?;
    let mut report = empty_report(request, &book, &layouts, kind, &specs);
    report.remembered = remembered;
    let year_of = |layout: &Layout| request.year.or(layout.year);
    report.year = layouts.first().and_then(|(_, it)| year_of(it));
    let today = entries.today.clone();
    let (term, level) = (entries.term.clone(), entries.level.clone());
    let beginning = Beginning {
        term: term.as_ref().map(|(id, name)| (*id, name.as_str())),
        level: Some(level.as_str()),
        station: entries.station,
    };
    let answers = Answers::of(kind, request, &beginning)?;
    report.asked = answers.questions(kind, &specs, &layouts, &beginning);
    let answered = |label: &String| {
        let mut asked = report.asked.iter();
        asked.any(|it| it.label == *label && it.value.is_some())
    };
    // What a new record begins with, the office's term for one, needs no column.
    let empty = Row::empty(RecordId::new(), kind);
    let begun = kind
        .begin
        .map_or_else(Vec::new, |begin| begin(kind, &empty, &beginning));
    let begins = |label: &String| {
        let mut begun = begun.iter();
        begun.any(|(key, _)| {
            kind.field(key.as_str())
                .is_some_and(|it| it.label == *label)
        })
    };
    let absent = std::mem::take(&mut report.absent).into_iter();
    report.absent = absent.filter(|it| !answered(it) && !begins(it)).collect();
    let mut draft = Draft {
        ledger,
        kind: Arc::clone(kind),
        book: NameBook::new(ledger.read()),
        strict: request.strict,
        shown: columns_shown(&layouts),
        beyond: Beyond::default(),
        plan: Plan {
            token: domain::record::OperationId::new().to_string(),
            kind: Arc::clone(kind),
            file: file_name.to_owned(),
            version: ledger.version(),
            fates: Vec::new(),
            spool: Spool::default(),
            findings: KeptFindings::default(),
            entries,
            derived: HashMap::new(),
            matched,
            report,
        },
        made: BTreeSet::new(),
    };
    let reader = ledger.read();
    let any = ListQuery {
        voided: true,
        ..ListQuery::all()
    };
    let empty = reader.count(kind.key.as_str(), &any)? == 0;
    let mut matcher = Matcher::new(kind, empty);
    let mut spare: Vec<Option<Value>> = Vec::new();
    let first_sheet = layouts.first().map_or(0, |(sheet, _)| *sheet);
    let from_1904 = book.date_1904();
    for (number, (sheet, layout)) in layouts.iter().enumerate() {
        let sheet_name = book.sheets()[*sheet].name.clone();
        let rows = RowReader {
            kind,
            reader: &reader,
            layout,
            specs: &specs,
            year: year_of(layout),
            today: today.clone(),
            from_1904,
            beginning,
            undated: std::cell::Cell::default(),
            unread: std::cell::RefCell::default(),
            may_decide: draft.plan.entries.may_decide,
            brought: std::cell::RefCell::default(),
            fill: answers.for_table(&specs, layout),
            fields: FieldReader::all(kind, &registry),
            meanings: Meaning::all(kind, &specs, layout),
        };
        let mut fault: Option<UserError> = None;
        let summary = data_rows_ahead(&mut book, *sheet, layout, &mut |cells| {
            let place = Place {
                at: place_of(number, cells.number),
                row: cells.number,
                sheet: (*sheet != first_sheet).then_some(sheet_name.as_str()),
            };
            let done = (|| -> Result<(), UserError> {
                underway.step(u64::from(draft.plan.report.read), 0)?;
                let places = std::mem::take(&mut spare);
                let mut read = rows.read(cells, places, &mut draft.plan.entries.names)?;
                draft.note_planned();
                let found = match rejected(kind, layout, &specs, &read) {
                    Some(reason) => Err(reason),
                    None => {
                        let resolver = &mut draft.plan.entries.names.resolver;
                        let found = matcher.find(&reader, resolver, kind, &read.row, place.at)?;
                        rows.settled(cells, &mut read, found).map_err(|it| *it)
                    }
                };
                spare = draft.take(cells, layout, place, read, found)?;
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
        draft.plan.report.undated += rows.undated.get();
        let brought = rows.brought.take();
        if !brought.is_empty() {
            let all: Vec<String> = brought
                .iter()
                .map(|(label, count)| format!("“{label}”{count}处"))
                .collect();
            draft.plan.report.notes.push(format!(
                "{}本来由主席或审核填写；表里记的是旧事，随表一并导入。",
                all.join("、")
            ));
        }
        left_out::of_columns(&mut draft.plan.report, kind, &rows.unread.borrow());
        let whole =
            layout.last_row.is_none() && layout.span.as_ref().is_none_or(|it| it.start == 0);
        let first_of_sheet = layouts[..number].iter().all(|(it, _)| it != sheet);
        let seen = (first_of_sheet, whole);
        left_out::of_table(&mut draft.plan.report, &sheet_name, layout, &summary, seen);
    }
    let read: Vec<usize> = layouts.iter().map(|(sheet, _)| *sheet).collect();
    left_out::other_sheets(&mut draft.plan.report, &mut book, &read, &specs, kind)?;
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
    let (reason, hint) = match column {
        Some(_) => (
            format!("没有填“{label}”，这一行没有导入"),
            format!("请在表里补上{label}后再导入一次，其余各行不会重复"),
        ),
        None => (
            format!("表头里没有认出“{label}”这一列，这一行没有导入"),
            format!(
                "请指定写着{label}的是哪一列（命令行用 --map 列={label}），或把表头改成“{label}”再导入"
            ),
        ),
    };
    Some(Found {
        field: kind.name_field.clone(),
        column: column.map_or_else(|| label.to_owned(), |it| it.header.clone()),
        value: String::new(),
        reason,
        hint,
        severity: Severity::Error,
        several: Vec::new(),
    })
}

impl RowReader<'_> {
    /// A row beside whom it was found to be: what is known already is no news, and somebody else's
    /// number keeps it out.
    fn settled(
        &self,
        cells: &workbook::read::Row,
        read: &mut ReadRow,
        found: Match,
    ) -> Result<Match, Box<Found>> {
        if !self.may_decide {
            self.leave_decisions(cells, read, &found);
        }
        let Match::Record(known) = &found else {
            // What the sheet does not say itself tells nobody apart, and is no news about whom a
            // person finds in the row.
            for (at, value) in &self.fill {
                read.row.values[*at] = Some(value.clone());
                read.derived.push(self.kind.fields[*at].key.clone());
            }
            return Ok(found);
        };
        let kind = self.kind;
        let name = kind.name_field.as_str();
        let (here, there) = (read.row.get(kind, name), known.get(kind, name));
        if here.is_some() && here != there {
            for key in of_one_alone(kind) {
                let number = read.row.get(kind, key.as_str());
                if number.is_none() || number != known.get(kind, key.as_str()) {
                    continue;
                }
                if let Some(fault) = borne_by(kind, key, &kind.name_of(known)) {
                    let at = kind.position(key.as_str());
                    let column = at.and_then(|at| self.specs.column(self.layout, at));
                    let header = column.map_or("", |it| it.header.as_str());
                    let shown = number.and_then(Value::as_text).unwrap_or_default();
                    let cell = Cell::of(CellValue::Text(shown.to_owned()));
                    return Err(Box::new(found_of(header, &cell, fault)));
                }
            }
        }
        self.complete_known(read, known);
        Ok(found)
    }
}
