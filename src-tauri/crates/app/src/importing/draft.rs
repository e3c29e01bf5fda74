//! What is collected while a sheet is read: fates, findings, what the clerk is shown.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use domain::names::numbered::numbered_key;
use domain::record::{Column, FieldKey, Item, RecordId, RecordType, Row, Severity, Text, Value};
use domain::trace::{FINDING, Finding};
use store::ledger::Ledger;
use workbook::layout::{ColumnMatch, Layout, Shape};

use crate::importing::beside;
use crate::importing::cells::begun;
use crate::importing::matching::Match;
use crate::importing::planned::{Fate, KeptFinding, Plan, row_of};
use crate::importing::rows::{Found, ReadRow};
use crate::naming::NameBook;
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
/// Findings listed before applying; beyond that the sheet is of another register. Those beyond stay with
/// their records all the same.
const MOST_FINDINGS: usize = 20_000;
/// Possible duplicates, and rows that cannot come in, listed one by one.
const MOST_LISTED: usize = 5_000;

/// Characters shown of a text; a cell can hold 30,000, and so can each of its neighbours.
const SHOWN: usize = 300;

/// Where a row stands.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    /// Which record of the import it is.
    pub(super) at: u32,
    /// As the spreadsheet counts.
    pub(super) row: u32,
    /// Its sheet, where it is not the first one read.
    pub(super) sheet: Option<&'a str>,
}

/// What is counted and not listed.
#[derive(Default)]
pub(super) struct Beyond {
    duplicates: u32,
    rejected: u32,
    /// They stay with their records.
    findings: u32,
    /// They are of rows that do not come in, or of records that have them already.
    findings_left: u32,
}

/// A plan in the making.
pub(super) struct Draft<'a> {
    pub(super) ledger: &'a Ledger,
    pub(super) kind: Arc<RecordType>,
    pub(super) book: NameBook<'a>,
    pub(super) strict: bool,
    /// The columns of the preview.
    pub(super) shown: Vec<ColumnMatch>,
    pub(super) beyond: Beyond,
    pub(super) plan: Plan,
    pub(super) made: BTreeSet<(String, String)>,
}

impl Draft<'_> {
    /// Takes a row in; gives its places back, to be used for the next.
    pub(super) fn take(
        &mut self,
        cells: &workbook::read::Row,
        layout: &Layout,
        place: Place<'_>,
        read: ReadRow,
        found: Result<Match, Found>,
    ) -> Result<Vec<Option<Value>>, UserError> {
        let kind = Arc::clone(&self.kind);
        let mut findings = read.found;
        let mut row = read.row;
        let mut known: HashMap<FieldKey, bool> = HashMap::new();
        self.plan.report.read += 1;
        let (fate, what) = match found {
            Err(reason) => {
                self.reject(place, &reason.reason);
                findings.retain(|it| it.field != reason.field);
                findings.push(reason);
                (Fate::Rejected, "rejected")
            }
            Ok(_) if self.strict && !findings.is_empty() => {
                let reasons: Vec<&str> = findings.iter().map(|it| it.reason.as_str()).collect();
                self.reject(place, &reasons.join("；"));
                (Fate::Rejected, "rejected")
            }
            Ok(Match::New) => {
                self.plan.report.new += 1;
                (Fate::New, "new")
            }
            Ok(Match::SheetRow(of)) => {
                let name = kind.name_of(&row);
                self.doubt(place, DuplicateOf::Row(row_of(of)), name);
                (Fate::TwinOf(of), "duplicate")
            }
            Ok(Match::Unclear(id)) => {
                let of = DuplicateOf::Record { id: id.to_string() };
                self.doubt(place, of, kind.name_of(&row));
                (Fate::Perhaps(id), "duplicate")
            }
            Ok(Match::Record(record)) => {
                let id = record.id;
                // What stands linked already needs no person any more.
                let linked = self.linked(&findings, &record, &row);
                findings.retain(|it| !linked.contains(&it.field) || it.several.is_empty());
                known = self.known_findings(id, &findings)?;
                // One that was looked at and dismissed, or corrected since, is not raised again.
                findings.retain(|it| known.get(&it.field).is_none_or(|open| *open));
                let fresh = findings.iter().any(|it| !known.contains_key(&it.field));
                let changes = self.compare(place, &record, &mut row, &linked);
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
        self.preview(cells, layout, place, what, troubled);
        self.list_findings(place, fate, findings, &known)?;
        self.plan.fates.push((place.at, fate));
        if matches!(fate, Fate::TwinOf(_) | Fate::Perhaps(_)) && !read.derived.is_empty() {
            self.plan.derived.insert(place.at, read.derived);
        }
        self.plan.spool.push(&row.values)?;
        Ok(row.values)
    }

    fn reject(&mut self, place: Place<'_>, reason: &str) {
        if self.plan.report.rejected.len() >= MOST_LISTED {
            self.beyond.rejected += 1;
            return;
        }
        self.plan.report.rejected.push(RejectedLine {
            row: place.row,
            at: place.at,
            sheet: place.sheet.map(str::to_owned),
            reason: begun(reason, SHOWN),
        });
    }

    fn doubt(&mut self, place: Place<'_>, of: DuplicateOf, name: String) {
        if self.plan.report.duplicates.len() >= MOST_LISTED {
            self.beyond.duplicates += 1;
            return;
        }
        self.plan.report.duplicates.push(DuplicateLine {
            row: place.row,
            at: place.at,
            of,
            name: begun(&name, SHOWN),
            beside: Vec::new(),
        });
    }

    /// Leaves in the row only what differs from the record; says whether anything does. A month
    /// does not overwrite the day that is known, and an empty cell clears nothing.
    fn compare(
        &mut self,
        place: Place<'_>,
        known: &Row,
        row: &mut Row,
        linked: &BTreeSet<FieldKey>,
    ) -> bool {
        let kind = Arc::clone(&self.kind);
        let mut changes = false;
        for (at, field) in kind.fields.iter().enumerate() {
            let Some(new) = &row.values[at] else { continue };
            let old = known.values[at].as_ref();
            let same = match (old, new) {
                (Some(Value::Date(old)), Value::Date(new)) => {
                    old == new || (old.agrees_with(*new) && old.day_part() >= new.day_part())
                }
                (Some(old), new) => old == new || linked.contains(&field.key),
                (None, _) => false,
            };
            if same {
                row.values[at] = None;
                continue;
            }
            changes = true;
            if self.plan.report.updates.len() < UPDATE_LINES {
                self.plan.report.updates.push(UpdateLine {
                    row: place.row,
                    at: place.at,
                    record: kind.name_of(known),
                    field: field.label.clone(),
                    old: begun(&self.book.shown(field, old), SHOWN),
                    new: begun(&self.book.shown(field, Some(new)), SHOWN),
                });
            }
        }
        changes
    }

    /// Fields whose names, of which some mean several records, are those of the records linked
    /// before: a namesake who came later does not undo what was linked.
    fn linked(&self, findings: &[Found], known: &Row, row: &Row) -> BTreeSet<FieldKey> {
        let mut linked = BTreeSet::new();
        for (at, field) in self.kind.fields.iter().enumerate() {
            if field.field_type.refers_to().is_none() {
                continue;
            }
            let (Some(old), Some(new)) = (&known.values[at], &row.values[at]) else {
                continue;
            };
            let may_be: Vec<&Found> = findings.iter().filter(|it| it.field == field.key).collect();
            if names_the_same(old, new, &may_be) {
                linked.insert(field.key.clone());
            }
        }
        linked
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
        let text = |row: &Row, column: Column<Text>| row.read(kind, column).map(str::to_owned);
        for row in self.ledger.read().children(kind, id)? {
            let same = findings.iter().find(|it| {
                text(&row, Finding::FIELD).as_deref() == Some(it.field.as_str())
                    && text(&row, Finding::RAW).unwrap_or_default() == it.value
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

    /// Lists findings, up to a limit; those that the record does not have yet stay with it, also beyond
    /// that limit.
    fn list_findings(
        &mut self,
        place: Place<'_>,
        fate: Fate,
        findings: Vec<Found>,
        known: &HashMap<FieldKey, bool>,
    ) -> Result<(), UserError> {
        let comes_in = matches!(
            fate,
            Fate::New | Fate::Update(_) | Fate::TwinOf(_) | Fate::Perhaps(_)
        );
        for found in findings {
            let line = FindingLine {
                row: place.row,
                at: place.at,
                sheet: place.sheet.map(str::to_owned),
                column: found.column,
                value: found.value,
                reason: begun(&found.reason, SHOWN),
                hint: found.hint,
                severity: match found.severity {
                    Severity::Error => "error".into(),
                    Severity::Warning => "warning".into(),
                },
                record: None,
            };
            let stays = comes_in && !known.contains_key(&found.field);
            let field = found.field;
            if self.plan.report.findings.len() < MOST_FINDINGS {
                self.plan.report.findings.push(line.clone());
                if stays {
                    self.plan.findings.list(KeptFinding { field, line });
                }
            } else if stays {
                self.beyond.findings += 1;
                self.plan.findings.pack(&KeptFinding { field, line })?;
            } else {
                self.beyond.findings_left += 1;
            }
        }
        Ok(())
    }

    fn preview(
        &mut self,
        cells: &workbook::read::Row,
        layout: &Layout,
        place: Place<'_>,
        what: &str,
        troubled: bool,
    ) {
        let first = self.plan.fates.len() < PREVIEW_ROWS;
        let most = PREVIEW_ROWS + TROUBLED_ROWS;
        if first || troubled && self.plan.report.preview.len() < most {
            // Tables beside and below have columns of their own.
            let own = |shown: &ColumnMatch| {
                let same = |it: &&ColumnMatch| it.header == shown.header;
                let meant = |it: &&ColumnMatch| it.spec.is_some() && it.spec == shown.spec;
                let columns = || layout.columns.iter().filter(|it| it.shape != Shape::Part);
                columns().find(meant).or_else(|| columns().find(same))
            };
            let text = |it: &ColumnMatch| begun(cells.cell(it.index).shown().trim(), SHOWN);
            let cells_shown = self
                .shown
                .iter()
                .map(|shown| own(shown).map_or_else(String::new, text))
                .collect();
            self.plan.report.preview.push(PreviewRow {
                row: place.row,
                at: place.at,
                sheet: place.sheet.map(str::to_owned),
                what: what.into(),
                cells: cells_shown,
            });
        }
    }

    /// Takes note of records to be made, so that they are called by their names.
    pub(super) fn note_planned(&mut self) {
        let names = &mut self.plan.entries.names;
        for id in names.fresh.drain(..) {
            if let Some(planned) = names.planned.get(&id) {
                self.book.learn(id, &planned.name);
                let name = planned.name.trim().to_owned();
                self.made.insert((planned.kind.title.clone(), name));
            }
        }
    }

    pub(super) fn finish(mut self) -> Result<Plan, UserError> {
        self.plan.report.token = Some(self.plan.token.clone());
        let again = "把列出的处理好，再导入一次，会接着列出其余的";
        let settled = "导入后都留在各自的登记上，在“待处理”里可以一条一条看";
        for (count, what, how) in [
            (self.beyond.duplicates, "行可能重复，没有导入", again),
            (self.beyond.rejected, "行不能导入", again),
            (self.beyond.findings, "处待核实", settled),
            (
                self.beyond.findings_left,
                "处写得不对，在没有导入的行里",
                again,
            ),
        ] {
            if count > 0 {
                let note = format!("另有 {count} {what}，这里没有一一列出；{how}。");
                self.plan.report.notes.push(note);
            }
        }
        let mut made: Vec<(String, String)> = self.made.into_iter().collect();
        made.sort_by_cached_key(|(title, name)| (title.clone(), numbered_key(name)));
        self.plan.report.made = made
            .into_iter()
            .map(|(title, name)| format!("{title}：{name}"))
            .collect();
        beside::fill(self.ledger, &self.book, &mut self.plan)?;
        let Self { book, plan, .. } = self;
        Ok(book.checked(plan)?)
    }
}

/// Whether new names are those of old records: each is one of them, or may mean one of them.
fn names_the_same(old: &Value, new: &Value, may_be: &[&Found]) -> bool {
    let items = |value: &Value| -> Vec<Item> {
        match value {
            Value::Ref(it) => vec![it.clone()],
            Value::Set(items) => items.iter().cloned().collect(),
            _ => Vec::new(),
        }
    };
    let mut left = items(old);
    let new = items(new);
    if new.is_empty() || left.len() != new.len() {
        return false;
    }
    let may_mean = |id: RecordId| may_be.iter().any(|it| it.several.contains(&id));
    for item in new {
        let place = left.iter().position(|known| match (known, &item) {
            (Item::Id(id), Item::Text(_)) => may_mean(*id),
            (known, item) => known == item,
        });
        match place {
            Some(at) => drop(left.remove(at)),
            None => return false,
        }
    }
    true
}
