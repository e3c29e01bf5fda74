//! A finished plan of an import: what becomes of each row, and the findings that go with it.

use std::collections::HashMap;
use std::sync::Arc;

use domain::record::{FieldKey, RecordId, RecordType};

use crate::importing::remembering::Matched;
use crate::importing::spool::Spool;
use crate::records::Entries;
use crate::wire::{FindingLine, ImportReport};

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
