//! What an import would do, worked out without changing anything.

use std::collections::{BTreeSet, HashMap};
use std::ops::ControlFlow;
use std::sync::Arc;

use domain::record::{FieldKey, RecordId, RecordType, Row, Severity, Value};
use domain::trace::FINDING;
use store::ledger::Ledger;
use workbook::layout::{ColumnMatch, Layout, choose_sheet, data_rows};
use workbook::read::Book;

use crate::commands::is_open;
use crate::importing::matching::{Match, Matcher};
use crate::importing::reading::{Found, ReadRow, RowReader};
use crate::importing::specs::{Specs, match_by_hand};
use crate::importing::spool::Spool;
use crate::naming::{NameBook, Resolver, referred};
use crate::wire::{
    ColumnView, DuplicateLine, DuplicateOf, ErrorCode, FindingLine, ImportReport, PlanImport,
    PreviewRow, RejectedLine, UpdateLine, UserError,
};

/// Rows shown before applying.
const PREVIEW_ROWS: usize = 200;
/// Old and new values shown before applying.
const UPDATE_LINES: usize = 500;
/// Findings listed; beyond that the sheet is of another register.
const MOST_FINDINGS: usize = 20_000;

/// What is to become of a row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Fate {
    New,
    Update(RecordId),
    Unchanged,
    /// Possibly an earlier row of the sheet.
    TwinOf(u32),
    /// Possibly that record.
    Perhaps(RecordId),
    Rejected,
}

/// A finding that will cling to its record.
pub(super) struct Clinging {
    pub(super) field: FieldKey,
    pub(super) line: FindingLine,
}

/// A finished plan, waiting to be applied.
pub(crate) struct Plan {
    pub(super) token: String,
    pub(super) kind: Arc<RecordType>,
    pub(super) file: String,
    /// The store's version when it was made.
    pub(super) version: u64,
    pub(super) fates: Vec<(u32, Fate)>,
    pub(super) spool: Spool,
    pub(super) findings: HashMap<u32, Vec<Clinging>>,
    pub(super) report: ImportReport,
}

/// What is collected while the sheet is read.
struct Draft<'a> {
    ledger: &'a Ledger,
    kind: Arc<RecordType>,
    book: NameBook<'a>,
    strict: bool,
    plan: Plan,
    made: BTreeSet<(String, String)>,
}

/// Works out a plan.
pub(super) fn make(
    ledger: &Ledger,
    kind: &Arc<RecordType>,
    file_name: &str,
    content: Vec<u8>,
    request: &PlanImport,
    today: chrono::NaiveDate,
    defaults: Vec<(FieldKey, Value)>,
) -> Result<Plan, UserError> {
    let mut book = workbook::read::open(content, file_name)?;
    let specs = Specs::of(kind);
    let (sheet, mut layout) = find_table(&mut book, &specs, request, kind)?;
    // The star that marks a required column is no part of its name.
    for column in &mut layout.columns {
        let bare = column.header.trim_matches(['*', '＊', ' ']).to_owned();
        column.header = bare;
    }
    match_by_hand(kind, &specs, &mut layout, &request.map)?;
    let report = empty_report(request, &book, sheet, &layout, kind, &specs);
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
            report,
        },
        made: BTreeSet::new(),
    };
    let registry = ledger.registry().clone();
    let reader = ledger.read();
    let rows = RowReader {
        kind,
        registry: &registry,
        reader: &reader,
        layout: &layout,
        specs: &specs,
        year: request.year.or(layout.year),
        today,
        defaults: absent_only(kind, &layout, &specs, defaults),
        words: std::cell::RefCell::default(),
    };
    let empty = reader.count(kind.key.as_str(), &store::query::ListQuery::all())? == 0;
    let mut matcher = Matcher::new(empty);
    let mut resolver = Resolver::default();
    let mut fault: Option<UserError> = None;
    let mut made = Vec::new();
    data_rows(&mut book, sheet, &layout, &mut |cells| {
        let done = (|| -> Result<(), UserError> {
            let read = rows.read(cells, &mut resolver, &mut made)?;
            let found = match rejected(kind, &layout, &specs, &read) {
                Some(reason) => Err(reason),
                None => Ok(matcher.find(&reader, &mut resolver, kind, &read.row, cells.number)?),
            };
            draft.take(cells, &layout, read, found)?;
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
    draft.finish()
}

fn find_table(
    book: &mut Book,
    specs: &Specs,
    request: &PlanImport,
    kind: &RecordType,
) -> Result<(usize, Layout), UserError> {
    if let Some(name) = request.sheet.as_deref() {
        let Some(index) = book.sheets().iter().position(|sheet| sheet.name == name) else {
            let names: Vec<&str> = book.sheets().iter().map(|it| it.name.as_str()).collect();
            return Err(UserError::new(
                ErrorCode::Sheet,
                format!("文件里没有叫“{name}”的工作表"),
                format!("现有：{}", names.join("、")),
            ));
        };
        let rows = book.first_rows(index, 50)?;
        let file = book.file_name().to_owned();
        if let Some(layout) = workbook::layout::detect(&rows, name, &file, &specs.specs) {
            return Ok((index, layout));
        }
    } else if let Some(found) = choose_sheet(book, &specs.specs)? {
        return Ok(found);
    }
    let wanted: Vec<&str> = specs
        .specs
        .iter()
        .filter(|spec| spec.required)
        .map(|spec| spec.label.as_str())
        .collect();
    Err(UserError::new(
        ErrorCode::Sheet,
        format!("前 30 行里没有找到{}的表头", kind.title),
        format!(
            "表头至少要有“{}”这一列；可以先导出空白模板，把内容贴进去再导入",
            wanted.join("”“")
        ),
    ))
}

fn empty_report(
    request: &PlanImport,
    book: &Book,
    sheet: usize,
    layout: &Layout,
    kind: &RecordType,
    specs: &Specs,
) -> ImportReport {
    let field_of = |column: &ColumnMatch| specs.field(column).map(|at| &kind.fields[at]);
    let filled = |at: usize| specs.column(layout, at).is_some();
    ImportReport {
        token: None,
        register: request.register.clone(),
        sheet: book.sheets()[sheet].name.clone(),
        sheets: book.sheets().iter().map(|it| it.name.clone()).collect(),
        header_row: layout.header_row,
        columns: layout
            .columns
            .iter()
            .map(|column| ColumnView {
                header: column.header.clone(),
                field: field_of(column).map(|it| it.key.to_string()),
                label: field_of(column).map(|it| it.label.clone()),
            })
            .collect(),
        read: 0,
        new: 0,
        updated: 0,
        unchanged: 0,
        duplicates: Vec::new(),
        findings: Vec::new(),
        rejected: Vec::new(),
        updates: Vec::new(),
        preview: Vec::new(),
        made: Vec::new(),
        absent: kind
            .fields
            .iter()
            .enumerate()
            .filter(|(_, it)| it.need != domain::record::Need::Optional && !it.hidden)
            .filter(|(at, _)| !filled(*at))
            .map(|(_, it)| it.label.clone())
            .collect(),
        operation: None,
        changed: Vec::new(),
    }
}

/// Defaults are for columns that the sheet does not have at all.
fn absent_only(
    kind: &RecordType,
    layout: &Layout,
    specs: &Specs,
    defaults: Vec<(FieldKey, Value)>,
) -> Vec<(FieldKey, Value)> {
    let filled = |key: &FieldKey| {
        let at = kind.position(key.as_str());
        at.is_some_and(|at| specs.column(layout, at).is_some())
    };
    defaults
        .into_iter()
        .filter(|(key, _)| !filled(key))
        .collect()
}

/// Only the record's own name rejects a row; the fault is named where it stands.
fn rejected(kind: &RecordType, layout: &Layout, specs: &Specs, read: &ReadRow) -> Option<Found> {
    if read.row.get(kind, kind.name_field.as_str()).is_some() {
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

impl Draft<'_> {
    fn take(
        &mut self,
        cells: &workbook::read::Row,
        layout: &Layout,
        read: ReadRow,
        found: Result<Match, Found>,
    ) -> Result<(), UserError> {
        let number = cells.number;
        let kind = Arc::clone(&self.kind);
        let mut findings = read.found;
        let mut row = read.row;
        let mut known: HashMap<FieldKey, bool> = HashMap::new();
        self.plan.report.read += 1;
        let (fate, what) = match found {
            Err(reason) => {
                self.reject(number, &reason.reason);
                findings.retain(|it| it.field != reason.field);
                findings.push(reason);
                (Fate::Rejected, "rejected")
            }
            Ok(_) if self.strict && !findings.is_empty() => {
                let reasons: Vec<&str> = findings.iter().map(|it| it.reason.as_str()).collect();
                self.reject(number, &reasons.join("；"));
                (Fate::Rejected, "rejected")
            }
            Ok(Match::New) => {
                self.plan.report.new += 1;
                (Fate::New, "new")
            }
            Ok(Match::SheetRow(of)) => {
                self.doubt(number, DuplicateOf::Row(of), kind.name_of(&row));
                (Fate::TwinOf(of), "duplicate")
            }
            Ok(Match::Unclear(id)) => {
                let of = DuplicateOf::Record { id: id.to_string() };
                self.doubt(number, of, kind.name_of(&row));
                (Fate::Perhaps(id), "duplicate")
            }
            Ok(Match::Record(id)) => {
                known = self.known_findings(id, &findings)?;
                // One that was looked at and dismissed, or corrected since, is not raised again.
                findings.retain(|it| known.get(&it.field).is_none_or(|open| *open));
                let fresh = findings.iter().any(|it| !known.contains_key(&it.field));
                let changes = self.compare(number, id, &mut row)?;
                if changes || fresh {
                    self.plan.report.updated += 1;
                    (Fate::Update(id), "updated")
                } else {
                    self.plan.report.unchanged += 1;
                    (Fate::Unchanged, "unchanged")
                }
            }
        };
        self.preview(cells, layout, what);
        self.list_findings(number, fate, findings, &known);
        self.plan.fates.push((number, fate));
        self.plan.spool.push(&kind, &row)
    }

    fn reject(&mut self, row: u32, reason: &str) {
        self.plan.report.rejected.push(RejectedLine {
            row,
            reason: reason.to_owned(),
        });
    }

    fn doubt(&mut self, row: u32, of: DuplicateOf, name: String) {
        self.plan
            .report
            .duplicates
            .push(DuplicateLine { row, of, name });
    }

    /// Leaves in the row only what differs from the record; says whether anything does. A month
    /// does not overwrite the day that is known, and an empty cell clears nothing.
    fn compare(&mut self, number: u32, id: RecordId, row: &mut Row) -> Result<bool, UserError> {
        let kind = Arc::clone(&self.kind);
        let Some(known) = self.ledger.read().get(kind.key.as_str(), id)? else {
            return Ok(true);
        };
        let mut changes = false;
        for (at, field) in kind.fields.iter().enumerate() {
            let Some(new) = &row.values[at] else { continue };
            let old = known.values[at].as_ref();
            let same = match (old, new) {
                (Some(Value::Date(old)), Value::Date(new)) => {
                    old == new || (old.agrees_with(*new) && old.day_part() >= new.day_part())
                }
                (Some(old), new) => old == new,
                (None, _) => false,
            };
            if same {
                row.values[at] = None;
                continue;
            }
            changes = true;
            if self.plan.report.updates.len() < UPDATE_LINES {
                self.plan.report.updates.push(UpdateLine {
                    row: number,
                    record: kind.name_of(&known),
                    field: field.label.clone(),
                    old: self.book.shown(field, old),
                    new: self.book.shown(field, Some(new)),
                });
            }
        }
        Ok(changes)
    }

    /// Findings of this row that the record already has, with whether they are still open.
    fn known_findings(
        &self,
        id: RecordId,
        findings: &[Found],
    ) -> Result<HashMap<FieldKey, bool>, UserError> {
        let mut known = HashMap::new();
        let Some(kind) = self.ledger.registry().get(FINDING) else {
            return Ok(known);
        };
        if findings.is_empty() {
            return Ok(known);
        }
        let text = |row: &Row, key: &str| {
            row.get(kind, key)
                .and_then(Value::as_text)
                .map(str::to_owned)
        };
        for row in self.ledger.read().children(kind, id)? {
            let same = findings.iter().find(|it| {
                text(&row, "field").as_deref() == Some(it.field.as_str())
                    && text(&row, "raw").unwrap_or_default() == it.value
            });
            if let Some(found) = same
                && row.is_live()
            {
                let open = known.entry(found.field.clone()).or_insert(false);
                *open |= is_open(kind, &row);
            }
        }
        Ok(known)
    }

    /// Lists findings; those that the record does not have yet will cling to it.
    fn list_findings(
        &mut self,
        number: u32,
        fate: Fate,
        findings: Vec<Found>,
        known: &HashMap<FieldKey, bool>,
    ) {
        let cling = matches!(
            fate,
            Fate::New | Fate::Update(_) | Fate::TwinOf(_) | Fate::Perhaps(_)
        );
        for found in findings {
            if self.plan.report.findings.len() >= MOST_FINDINGS {
                return;
            }
            let line = FindingLine {
                row: number,
                column: found.column,
                value: found.value,
                reason: found.reason,
                hint: found.hint,
                severity: match found.severity {
                    Severity::Error => "error".into(),
                    Severity::Warning => "warning".into(),
                },
            };
            self.plan.report.findings.push(line.clone());
            if cling && !known.contains_key(&found.field) {
                let clinging = Clinging {
                    field: found.field,
                    line,
                };
                self.plan.findings.entry(number).or_default().push(clinging);
            }
        }
    }

    fn preview(&mut self, cells: &workbook::read::Row, layout: &Layout, what: &str) {
        if self.plan.report.preview.len() < PREVIEW_ROWS {
            let cells_shown = layout
                .columns
                .iter()
                .map(|column| cells.value(column.index).shown().trim().to_owned())
                .collect();
            self.plan.report.preview.push(PreviewRow {
                row: cells.number,
                what: what.into(),
                cells: cells_shown,
            });
        }
    }

    fn note_made(&mut self, registry: &domain::record::Registry, field: &FieldKey, name: &str) {
        let target = self
            .kind
            .field(field.as_str())
            .and_then(|it| referred(registry, it));
        if let Some(target) = target {
            self.made.insert((target.title.clone(), name.to_owned()));
        }
    }

    fn finish(mut self) -> Result<Plan, UserError> {
        self.plan.report.token = Some(self.plan.token.clone());
        self.plan.report.made = self
            .made
            .into_iter()
            .map(|(title, name)| format!("{title}：{name}"))
            .collect();
        Ok(self.plan)
    }
}
