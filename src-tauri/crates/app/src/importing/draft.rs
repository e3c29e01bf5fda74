//! What is collected while a sheet is read: fates, findings, what the clerk is shown.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use domain::record::{Field, FieldKey, RecordId, RecordType, Registry, Row, Severity, Value};
use domain::trace::FINDING;
use store::ledger::Ledger;
use workbook::layout::Layout;

use crate::importing::beside;
use crate::importing::matching::Match;
use crate::importing::plan::{Clinging, Fate, Plan};
use crate::importing::reading::{Found, ReadRow};
use crate::naming::{NameBook, referred, unresolved};
use crate::records::is_open;
use crate::wire::{
    DuplicateLine, DuplicateOf, FindingLine, PreviewRow, RejectedLine, UpdateLine, UserError,
};

/// Rows shown before applying.
const PREVIEW_ROWS: usize = 200;
/// Rows beyond those that have something to decide or correct.
const TROUBLED_ROWS: usize = 300;
/// Old and new values shown before applying.
const UPDATE_LINES: usize = 500;
/// Findings listed; beyond that the sheet is of another register.
const MOST_FINDINGS: usize = 20_000;

/// A plan in the making.
pub(super) struct Draft<'a> {
    pub(super) ledger: &'a Ledger,
    pub(super) kind: Arc<RecordType>,
    pub(super) book: NameBook<'a>,
    pub(super) strict: bool,
    pub(super) plan: Plan,
    pub(super) made: BTreeSet<(String, String)>,
}

impl Draft<'_> {
    /// Takes a row in; gives its places back, to be used for the next.
    pub(super) fn take(
        &mut self,
        cells: &workbook::read::Row,
        layout: &Layout,
        read: ReadRow,
        found: Result<Match, Found>,
    ) -> Result<Vec<Option<Value>>, UserError> {
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
            Ok(Match::Record(record)) => {
                let id = record.id;
                // What stands linked already needs no person any more.
                findings.retain(|it| !self.stands_linked(&it.field, &record, &row));
                known = self.known_findings(id, &findings)?;
                // One that was looked at and dismissed, or corrected since, is not raised again.
                findings.retain(|it| known.get(&it.field).is_none_or(|open| *open));
                let fresh = findings.iter().any(|it| !known.contains_key(&it.field));
                let changes = self.compare(number, &record, &mut row);
                if changes || fresh {
                    self.plan.report.updated += 1;
                    (Fate::Update(id), "updated")
                } else {
                    self.plan.report.unchanged += 1;
                    (Fate::Unchanged(id), "unchanged")
                }
            }
        };
        let troubled = !findings.is_empty() || matches!(what, "duplicate" | "rejected");
        self.preview(cells, layout, what, troubled);
        self.list_findings(number, fate, findings, &known);
        self.plan.fates.push((number, fate));
        self.plan.spool.push(&row.values)?;
        Ok(row.values)
    }

    fn reject(&mut self, row: u32, reason: &str) {
        self.plan.report.rejected.push(RejectedLine {
            row,
            reason: reason.to_owned(),
        });
    }

    fn doubt(&mut self, row: u32, of: DuplicateOf, name: String) {
        self.plan.report.duplicates.push(DuplicateLine {
            row,
            of,
            name,
            beside: Vec::new(),
        });
    }

    /// Leaves in the row only what differs from the record; says whether anything does. A month
    /// does not overwrite the day that is known, and an empty cell clears nothing.
    fn compare(&mut self, number: u32, known: &Row, row: &mut Row) -> bool {
        let kind = Arc::clone(&self.kind);
        let mut changes = false;
        for (at, field) in kind.fields.iter().enumerate() {
            let Some(new) = &row.values[at] else { continue };
            let old = known.values[at].as_ref();
            let same = match (old, new) {
                (Some(Value::Date(old)), Value::Date(new)) => {
                    old == new || (old.agrees_with(*new) && old.day_part() >= new.day_part())
                }
                (Some(old), new) => old == new || self.names_the_same(field, old, new),
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
                    record: kind.name_of(known),
                    field: field.label.clone(),
                    old: self.book.shown(field, old),
                    new: self.book.shown(field, Some(new)),
                });
            }
        }
        changes
    }

    /// Whether a name that a finding is about is that of the record linked before.
    fn stands_linked(&self, field: &FieldKey, known: &Row, row: &Row) -> bool {
        let place = self.kind.position(field.as_str());
        place.is_some_and(|at| match (&known.values[at], &row.values[at]) {
            (Some(old), Some(new)) => self.names_the_same(&self.kind.fields[at], old, new),
            _ => false,
        })
    }

    /// Whether a sheet's name, which means nobody for certain, is that of the record referred to: a
    /// namesake who came later does not undo what was linked before.
    fn names_the_same(&self, field: &Field, old: &Value, new: &Value) -> bool {
        let names = |value: &Value| -> BTreeSet<String> {
            let shown = self.book.shown(field, Some(value));
            shown.split('、').map(str::to_owned).collect()
        };
        field.field_type.refers_to().is_some()
            && !unresolved(new).is_empty()
            && names(old) == names(new)
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
                record: None,
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

    fn preview(
        &mut self,
        cells: &workbook::read::Row,
        layout: &Layout,
        what: &str,
        troubled: bool,
    ) {
        let first = self.plan.fates.len() < PREVIEW_ROWS;
        let most = PREVIEW_ROWS + TROUBLED_ROWS;
        if first || troubled && self.plan.report.preview.len() < most {
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

    pub(super) fn note_made(&mut self, registry: &Registry, field: &FieldKey, name: &str) {
        let target = self
            .kind
            .field(field.as_str())
            .and_then(|it| referred(registry, it));
        if let Some(target) = target {
            self.made.insert((target.title.clone(), name.to_owned()));
        }
    }

    pub(super) fn finish(mut self) -> Result<Plan, UserError> {
        self.plan.report.token = Some(self.plan.token.clone());
        self.plan.report.made = self
            .made
            .into_iter()
            .map(|(title, name)| format!("{title}：{name}"))
            .collect();
        beside::fill(self.ledger, &self.book, &mut self.plan)?;
        Ok(self.plan)
    }
}
