//! Erasure asked for by law (个人信息保护法 第47条): the content of changes is blanked, what proves
//! that they were there is kept.
//!
//! The log keeps its numbers, so that no sequence gets a gap, and BLAKE3 of salt and body in place
//! of the body. What the blanked changes said of other fields is said again by the erasing
//! operation. Copies on other devices and in backups are not reached from here: the office has to
//! see to them.

use std::collections::{BTreeMap, BTreeSet};

use domain::record::{
    Change, FieldKey, KindKey, Life, OperationId, Partition, RecordId, Value, Write, Writes, merge,
};
use rusqlite::params;

use crate::error::Result;
use crate::ledger::absorb::project;
use crate::ledger::{Ledger, NewOperation, Tx, log};
use crate::projection;

/// The sort of erasing operations. They cannot be undone, nor can what happened to the record
/// before them.
pub(super) const ERASE: &str = "erase";
/// Why a record that was erased as a whole is voided.
const REASON: &str = "依法删除";

/// What an erasure did.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Erased {
    /// The operation; `None` when the log held nothing to erase.
    pub operation: Option<OperationId>,
    /// Changes whose content was blanked.
    pub changes: usize,
}

impl Ledger {
    /// Erases what the log says of these fields of a record; `None` erases all of it and voids
    /// the record. The old content is overwritten on the disk as well.
    ///
    /// # Errors
    /// An unknown kind or record; what the database answers. Nothing is erased then.
    pub fn erase(
        &mut self,
        new: NewOperation,
        kind: &str,
        id: RecordId,
        fields: Option<&[FieldKey]>,
    ) -> Result<Erased> {
        let new = NewOperation {
            sort: ERASE.into(),
            ..new
        };
        let committed = self.write(new, |tx| erase(tx, kind, id, fields))?;
        // Pages are overwritten (secure_delete); the write-ahead log still holds the old ones.
        let _ = self
            .vault
            .conn()
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        Ok(Erased {
            operation: committed.operation,
            changes: committed.value,
        })
    }

    /// The newest operation that erased something of a record; what came before it stays as it is.
    pub(super) fn erased_by(&self, kind: &KindKey, id: RecordId) -> Result<Option<i64>> {
        let Some(kind_num) = self.state.aliases.known_kind(kind.as_str()) else {
            return Ok(None);
        };
        Ok(self
            .vault
            .conn()
            .prepare_cached(
                "SELECT max(operation.num) FROM change
                 JOIN operation ON operation.num = change.operation
                 WHERE change.kind = ?1 AND change.record = ?2 AND operation.sort = ?3",
            )?
            .query_row(params![kind_num, id.bytes(), ERASE], |row| row.get(0))?)
    }
}

fn erase(tx: &mut Tx<'_>, kind: &str, id: RecordId, fields: Option<&[FieldKey]>) -> Result<usize> {
    let kind = tx.kind(kind)?;
    tx.flush()?;
    let changes = log::of_record(tx.conn, tx.state, &kind.key, id)?;
    let concerned = |field: &FieldKey| match fields {
        Some(fields) => fields.contains(field),
        None => *field != *Life::RETRACTED,
    };
    let blanked: Vec<&Change> = changes
        .iter()
        .filter(|change| {
            change
                .writes
                .iter()
                .any(|(field, write)| concerned(field) && says_something(field, write))
        })
        .collect();
    if blanked.is_empty() {
        return Ok(0);
    }
    let standing = merge(&changes.iter().collect::<Vec<_>>());
    let mut said_again: BTreeMap<Partition, Writes> = BTreeMap::new();
    for change in &blanked {
        let writes = said_again
            .entry(change.stamp.partition.clone())
            .or_default();
        for field in change.writes.keys() {
            let value = standing
                .fields
                .get(field)
                .and_then(|state| state.value.clone())
                .filter(|_| !concerned(field));
            writes.insert(field.clone(), Write::Put(value));
        }
    }
    if fields.is_none() && !standing.retracted() {
        let reason = Write::Put(Some(Value::Text(REASON.into())));
        said_again
            .entry(kind.partition.clone())
            .or_default()
            .insert(Life::VOID.into(), reason);
    }
    tx.hold(&kind, id)?;
    for (partition, writes) in said_again {
        tx.log(&kind, id, partition, writes)?;
    }
    for change in &blanked {
        log::blank(tx.conn, tx.state, &change.stamp)?;
    }
    tx.empty_hand();
    project(tx.conn, tx.state, &BTreeSet::from([(kind.key.clone(), id)]))?;
    // A full-text index keeps what was taken out of it until it is written anew.
    projection::pairs::forget_old(tx.conn, &kind)?;
    Ok(blanked.len())
}

/// Whether a write holds content; clearing a field does not.
fn says_something(field: &FieldKey, write: &Write) -> bool {
    match write {
        Write::Put(None) => false,
        Write::Put(Some(Value::Text(reason))) => *field != *Life::VOID || reason != REASON,
        Write::Put(Some(_)) => true,
        Write::Elements { add, remove } => !(add.is_empty() && remove.is_empty()),
    }
}
