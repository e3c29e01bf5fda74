//! A finished plan of an import: what becomes of each row, and the findings that go with it.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use domain::record::{FieldKey, RecordId, RecordType, Value};

use crate::importing::remembering::Matched;
use crate::importing::spool::Spool;
use crate::records::Entries;
use crate::wire::{FindingLine, ImportReport, UserError};

/// What is to become of a row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Fate {
    New,
    Update(RecordId),
    Unchanged(RecordId),
    /// Possibly an earlier row of the sheet.
    TwinOf(u32),
    /// Possibly that record.
    Perhaps(RecordId),
    Rejected,
}

/// A finding that stays with its record.
pub(super) struct KeptFinding {
    pub(super) field: FieldKey,
    pub(super) line: FindingLine,
}

/// How many values a packed finding has.
const PACKED: usize = 7;

impl KeptFinding {
    /// Its values, as a [`Spool`] takes them; the sheet is not kept on a record.
    fn packed(&self) -> [Option<Value>; PACKED] {
        let text = |it: &str| Some(Value::Text(it.to_owned()));
        let line = &self.line;
        [
            Some(Value::Int(i64::from(line.at))),
            text(self.field.as_str()),
            text(&line.column),
            text(&line.value),
            text(&line.reason),
            text(&line.hint),
            text(&line.severity),
        ]
    }

    /// The finding that these values are.
    fn unpacked(values: &[Option<Value>]) -> Self {
        let text = |at: usize| {
            let value = values.get(at).and_then(Option::as_ref);
            value
                .and_then(Value::as_text)
                .unwrap_or_default()
                .to_owned()
        };
        let at = values.first().and_then(Option::as_ref);
        let at = at
            .and_then(Value::as_int)
            .and_then(|it| u32::try_from(it).ok());
        let at = at.unwrap_or_default();
        Self {
            field: text(1).into(),
            line: FindingLine {
                row: row_of(at),
                at,
                sheet: None,
                column: text(2),
                value: text(3),
                reason: text(4),
                hint: text(5),
                severity: text(6),
                record: None,
            },
        }
    }
}

/// The findings that stay with their records, by the place of their row. Those beyond what a page lists
/// are packed in the order of the sheet, so that a sheet of another register costs a few megabytes.
#[derive(Default)]
pub(super) struct KeptFindings {
    listed: HashMap<u32, Vec<KeptFinding>>,
    further: Spool,
    /// The rows of the packed ones.
    rows: HashSet<u32>,
}

impl KeptFindings {
    /// Takes a finding that the page lists.
    pub(super) fn list(&mut self, it: KeptFinding) {
        self.listed.entry(it.line.at).or_default().push(it);
    }

    /// Takes one beyond those.
    pub(super) fn pack(&mut self, it: &KeptFinding) -> Result<(), UserError> {
        self.rows.insert(it.line.at);
        self.further.push(&it.packed())
    }

    /// Those of a row that the page lists.
    pub(super) fn listed(&self, at: u32) -> &[KeptFinding] {
        self.listed.get(&at).map_or(&[], Vec::as_slice)
    }

    /// Whether a row has any.
    pub(super) fn has(&self, at: u32) -> bool {
        self.listed.contains_key(&at) || self.rows.contains(&at)
    }

    /// The packed ones, one by one.
    pub(super) fn for_each_packed(
        &self,
        mut each: impl FnMut(&KeptFinding) -> Result<(), UserError>,
    ) -> Result<(), UserError> {
        self.further
            .for_each(PACKED, |values| each(&KeptFinding::unpacked(values)))
    }
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
    pub(super) findings: KeptFindings,
    /// What is shared by all entries: the names, with the records that are made on the way.
    pub(super) entries: Entries,
    /// What follows from other fields in rows that may turn out to be somebody known, by their
    /// places: it is no news about him.
    pub(super) derived: HashMap<u32, Vec<FieldKey>>,
    /// Columns matched by hand, now or before, for this layout.
    pub(super) matched: Matched,
    pub(super) report: ImportReport,
}

/// Rows of a sheet in one table; the places of the next one's begin above.
const ROWS_OF_A_TABLE: u32 = 1 << 21;

/// Which record of the import a row is: its number, unless an earlier table was read.
pub(super) fn place_of(table: usize, row: u32) -> u32 {
    u32::try_from(table)
        .unwrap_or(u32::MAX)
        .saturating_mul(ROWS_OF_A_TABLE)
        .saturating_add(row)
}

/// The row that a place says.
pub(super) fn row_of(at: u32) -> u32 {
    at % ROWS_OF_A_TABLE
}
