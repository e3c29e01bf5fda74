//! A finished plan of an import: what becomes of each row, and the findings that go with it.

use std::collections::HashMap;
use std::sync::Arc;

use domain::record::{FieldKey, RecordId, RecordType};

use crate::importing::remembering::Matched;
use crate::importing::spool::Spool;
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
    /// Columns matched by hand, now or before, for this layout.
    pub(super) matched: Matched,
    pub(super) report: ImportReport,
}
