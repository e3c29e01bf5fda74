//! Erasure asked for by law (个人信息保护法 第47条): the content of changes is blanked, what proves
//! that they were there is kept.
//!
//! The log keeps its numbers, so that no sequence gets a gap, and the hash of salt and body in place
//! of both, so that its chain stays what it was. The erasing operation names what it blanked: a change
//! without content that no erasure names was not erased by law. What the blanked changes said of other fields is said again by the erasing
//! operation. Copies on other devices and in backups are not reached from here: the office has to
//! see to them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::operation::Operation;
use domain::record::{
    BlockWriter, Body, Change, DeviceId, Entry, FieldKey, Item, Life, OperationId, Partition,
    RecordId, Stamp, Value, Write, Writes, merge_as, read_block,
};
use rusqlite::{Connection, params};

use crate::error::{Result, StoreFault};
use crate::ledger::differences::Differences;
use crate::ledger::log::{signed, unsigned};
use crate::ledger::packing::{Packer, unpack};
use crate::ledger::projecting::{Touched, project};
use crate::ledger::{Ledger, NewOperation, State, Tx, entries};
use crate::projection;

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
            sort: Operation::ERASE.into(),
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

    /// The erasing operations, by their local numbers. What came before one of them in a record that
    /// it erased something of stays as it is.
    pub(super) fn erasures(&self) -> Result<HashMap<OperationId, i64>> {
        let mut statement = self
            .vault
            .conn()
            .prepare_cached("SELECT id, num FROM operation WHERE sort = ?1")?;
        let mut rows = statement.query([Operation::ERASE])?;
        let mut erasures = HashMap::new();
        while let Some(row) = rows.next()? {
            let id = OperationId::from_slice(row.get_ref(0)?.as_blob().unwrap_or_default());
            if let Some(id) = id {
                erasures.insert(id, row.get(1)?);
            }
        }
        Ok(erasures)
    }
}

fn erase(tx: &mut Tx<'_>, kind: &str, id: RecordId, fields: Option<&[FieldKey]>) -> Result<usize> {
    let kind = tx.kind(kind)?;
    tx.flush()?;
    let changes = entries::of_record(tx.conn, tx.state, &kind.key, id)?;
    let concerned = |field: &FieldKey| match fields {
        Some(fields) => fields.contains(field) && *field != *Life::ERASED,
        None => *field != *Life::RETRACTED && *field != *Life::ERASED,
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
    let standing = merge_as(&kind, &changes.iter().collect::<Vec<_>>());
    let mut said_again: BTreeMap<Partition, Writes> = BTreeMap::new();
    let mut erased: BTreeMap<Partition, BTreeSet<Item>> = BTreeMap::new();
    for change in &blanked {
        let writes = said_again
            .entry(change.stamp.partition.clone())
            .or_default();
        let names = erased.entry(change.stamp.partition.clone()).or_default();
        names.insert(erased_name(change.stamp.device, change.stamp.seq));
        for (field, write) in &change.writes {
            if *field == *Life::ERASED {
                // An erasure that is blanked itself: what it named is named again.
                names.extend(named_by(write));
                continue;
            }
            let value = standing
                .fields
                .get(field)
                .and_then(|state| state.value.clone())
                .filter(|_| !concerned(field));
            writes.insert(field.clone(), Write::Put(value));
        }
    }
    tx.hold(&kind, id)?;
    let home = tx.pending.get(id).map(|held| held.home.clone());
    if fields.is_none()
        && !standing.retracted()
        && let Some(home) = home
    {
        let reason = Write::Put(Some(Value::Text(REASON.into())));
        said_again
            .entry(home)
            .or_default()
            .insert(Life::VOID.into(), reason);
    }
    for (partition, names) in erased {
        let names = Write::Put(Some(Value::Set(names)));
        said_again
            .entry(partition)
            .or_default()
            .insert(Life::ERASED.into(), names);
    }
    for (partition, writes) in said_again {
        tx.log(&kind, id, partition, writes)?;
    }
    tx.log.flush(tx.state)?;
    let newest = tx.pending.get(id).map(|held| held.seen.clone());
    let mut stamps: Vec<&Stamp> = blanked.iter().map(|it| &it.stamp).collect();
    stamps.sort_unstable();
    blank(tx.conn, tx.state, &stamps)?;
    tx.drop_pending();
    let newest = BTreeMap::from([(id, newest.unwrap_or_default())]);
    let touched = Touched::from([(kind.key.clone(), newest)]);
    project(tx.conn, tx.state, &touched, &mut Differences::default())?;
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

/// How an erasing change names a change that it blanked.
pub(super) fn erased_name(device: DeviceId, seq: u64) -> Item {
    Item::Text(format!("{device}#{seq}"))
}

/// The changes that an erasing change blanked.
pub(super) fn named_by(write: &Write) -> BTreeSet<Item> {
    match write {
        Write::Put(Some(Value::Set(names))) => names.clone(),
        _ => BTreeSet::new(),
    }
}

/// Blanks changes: body and salt go, their hash stays. The blocks in which they stand are written
/// anew, the salts of their neighbours spelled out, since the seed would give the salt away.
fn blank(conn: &Connection, state: &mut State, stamps: &[&Stamp]) -> Result<()> {
    state.forget_read();
    let mut packer = Packer::default();
    let mut rest = stamps;
    while let Some(stamp) = rest.first() {
        let part = state.aliases.partition(conn, &stamp.partition)?;
        let device = state.aliases.device(conn, stamp.device)?;
        let (first, last, cell): (i64, i64, Vec<u8>) = conn
            .prepare_cached(
                "SELECT first, last, body FROM block
                 WHERE part = ?1 AND device = ?2 AND first <= ?3 ORDER BY first DESC LIMIT 1",
            )?
            .query_row(params![part, device, signed(stamp.seq)], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })?;
        let within = |it: &&&Stamp| {
            it.partition == stamp.partition && it.device == stamp.device && it.seq <= unsigned(last)
        };
        let count = rest.iter().take_while(within).count().max(1);
        let (these, others) = rest.split_at(count);
        let mut block = BlockWriter::new(unsigned(first), None);
        read_block::<StoreFault>(&unpack(&cell)?, |entry| {
            let body = if these.iter().any(|it| it.seq == entry.seq) {
                Body::Erased(entry.body.hash())
            } else {
                entry.body
            };
            block.push(&Entry { body, ..entry });
            Ok(())
        })?;
        let body = packer.pack(&block.finish())?;
        conn.prepare_cached(
            "UPDATE block SET body = ?4 WHERE part = ?1 AND device = ?2 AND first = ?3",
        )?
        .execute(params![part, device, first, body])?;
        rest = others;
    }
    Ok(())
}
