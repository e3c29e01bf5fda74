//! Reading the log: one change by its number, the changes of a record, of an operation, of a type.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::record::{
    Change, DeviceId, FieldKey, KindKey, Link, OperationId, Partition, RecordId, Stamp, Writes,
    decode_writes, read_block,
};
use rusqlite::{Connection, OptionalExtension, params};

use crate::error::{Result, StoreFault};
use crate::ledger::State;
use crate::ledger::aliases::unpack_numbers;
use crate::ledger::blocks::{Place, Taken, Unpacked};
use crate::ledger::log::{operation_id, signed, unsigned};
use crate::ledger::packing::unpack;
use crate::projection::{self, Seen};

fn block_with(
    conn: &Connection,
    state: &State,
    part: i64,
    device: i64,
    seq: u64,
) -> Result<Option<Arc<Unpacked>>> {
    if let Some(known) = state.blocks.get(part, device, seq) {
        return Ok(Some(known));
    }
    let mut statement = conn.prepare_cached(
        "SELECT first, last, operation, body FROM block
         WHERE part = ?1 AND device = ?2 AND first <= ?3 ORDER BY first DESC LIMIT 1",
    )?;
    let mut rows = statement.query(params![part, device, signed(seq)])?;
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    let (first, last) = (unsigned(row.get(0)?), unsigned(row.get(1)?));
    if seq > last {
        return Ok(None);
    }
    let mut changes = Vec::new();
    let cell = row.get_ref(3)?.as_blob().unwrap_or_default();
    read_block::<StoreFault>(&unpack(cell)?, |entry| {
        changes.push(Taken::of(entry));
        Ok(())
    })?;
    let block = Arc::new(Unpacked {
        place: Place {
            part,
            device,
            operation: row.get(2)?,
        },
        first,
        last,
        changes,
    });
    state.blocks.put(&block);
    Ok(Some(block))
}

/// Every change of one record, in the order of the log. Its projection names the newest ones.
pub(crate) fn of_record(
    conn: &Connection,
    state: &State,
    kind: &KindKey,
    record: RecordId,
) -> Result<Vec<Change>> {
    let known = match state.registry.get(kind.as_str()) {
        Some(kind) => projection::versions(conn, state, kind, record)?,
        None => Seen::default(),
    };
    reached(conn, state, record, &[&known])
}

/// Every change of one record, in the order of the log, from its newest ones on: each change names
/// what its writer had seen, so the others are found from there.
pub(crate) fn reached(
    conn: &Connection,
    state: &State,
    record: RecordId,
    newest: &[&Seen],
) -> Result<Vec<Change>> {
    let mut open: Vec<(i64, i64, u64)> = Vec::new();
    for (partition, seen) in newest.iter().flat_map(|it| it.iter()) {
        if let Some(part) = state.aliases.known_partition(partition) {
            for (device, seq) in seen.iter() {
                open.extend(state.aliases.known_device(device).map(|it| (part, it, seq)));
            }
        }
    }
    let mut done: BTreeSet<(i64, i64, u64)> = BTreeSet::new();
    let mut changes = Vec::new();
    while let Some((part, device, seq)) = open.pop() {
        if !done.insert((part, device, seq)) {
            continue;
        }
        let Some(block) = block_with(conn, state, part, device, seq)? else {
            continue;
        };
        let at = usize::try_from(seq - block.first).unwrap_or(usize::MAX);
        let Some(taken) = block.changes.get(at).filter(|it| it.record == record) else {
            continue;
        };
        for (device, seq) in taken.seen.iter() {
            open.extend(state.aliases.known_device(device).map(|it| (part, it, seq)));
        }
        open.extend(taken.before.map(|seq| (part, device, seq)));
        changes.push(change(conn, state, block.place, taken)?);
    }
    changes.sort_by(|one, other| one.stamp.cmp(&other.stamp));
    Ok(changes)
}

/// Every change of one operation, in the order of the log; `each` answers whether to go on.
pub(crate) fn of_operation(
    conn: &Connection,
    state: &State,
    operation: i64,
    mut each: impl FnMut(Change) -> Result<bool>,
) -> Result<()> {
    let mut runs = conn.prepare_cached(
        "SELECT part, device, first, last FROM run WHERE operation = ?1 ORDER BY part, device",
    )?;
    let mut runs = runs.query([operation])?;
    while let Some(run) = runs.next()? {
        let (part, device) = (run.get(0)?, run.get(1)?);
        let (mut seq, last) = (unsigned(run.get(2)?), unsigned(run.get(3)?));
        while seq <= last {
            let Some(block) = block_with(conn, state, part, device, seq)? else {
                return Err(StoreFault::Log(format!("缺第 {seq} 条")));
            };
            for taken in &block.changes {
                if !each(change(conn, state, block.place, taken)?)? {
                    return Ok(());
                }
            }
            seq = block.last + 1;
        }
    }
    Ok(())
}

/// Whether any change of this type speaks of a field. CBOR holds keys as they are; a text that
/// happens to hold the key costs a rebuild, nothing more.
pub(crate) fn mentions(
    conn: &Connection,
    state: &State,
    kind: &KindKey,
    field: &FieldKey,
) -> Result<bool> {
    let key = field.as_str().as_bytes();
    let mut found = false;
    each_block(conn, state, kind, |_, bytes| {
        found = found || bytes.windows(key.len().max(1)).any(|it| it == key);
        Ok(())
    })?;
    Ok(found)
}

/// Goes through the blocks that speak of a type.
fn each_block(
    conn: &Connection,
    state: &State,
    kind: &KindKey,
    mut each: impl FnMut(Place, &[u8]) -> Result<()>,
) -> Result<()> {
    let Some(kind_num) = state.aliases.known_kind(kind.as_str()) else {
        return Ok(());
    };
    let mut statement = conn.prepare_cached(
        "SELECT part, device, operation, body FROM block WHERE kinds = ?1
         ORDER BY part, device, first",
    )?;
    for kinds in sets_of_kinds(conn)? {
        if !unpack_numbers(&kinds)?.contains(&kind_num) {
            continue;
        }
        let mut rows = statement.query([kinds])?;
        while let Some(row) = rows.next()? {
            let place = Place {
                part: row.get(0)?,
                device: row.get(1)?,
                operation: row.get(2)?,
            };
            each(
                place,
                &unpack(row.get_ref(3)?.as_blob().unwrap_or_default())?,
            )?;
        }
    }
    Ok(())
}

/// Which types stand in blocks together. Each step looks for the next greater one in the index, so
/// that the blocks themselves are not gone through.
fn sets_of_kinds(conn: &Connection) -> Result<Vec<Vec<u8>>> {
    let mut statement = conn.prepare_cached(
        "WITH RECURSIVE known (kinds) AS (
             SELECT min(kinds) FROM block
             UNION ALL
             SELECT (SELECT min(kinds) FROM block WHERE kinds > known.kinds) FROM known
             WHERE known.kinds IS NOT NULL
         )
         SELECT kinds FROM known WHERE kinds IS NOT NULL",
    )?;
    let sets = statement.query_map([], |row| row.get(0))?;
    Ok(sets.collect::<rusqlite::Result<_>>()?)
}

/// So many changes are held at a time while a type is gone through record by record.
const STRETCH: usize = 60_000;

/// The changes of a type, record by record, in stretches of records. The log is in the order of
/// time, so it is gone through once for each stretch; what is not of the stretch is passed over
/// in the bytes.
pub(crate) struct ByRecord {
    kind: KindKey,
    /// The last record of each stretch.
    ends: Vec<RecordId>,
    at: usize,
}

/// The changes of one record as they were found.
pub(crate) struct Gathered {
    pub(crate) record: RecordId,
    found: Vec<(Place, Taken)>,
}

impl Gathered {
    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.found.len()
    }

    /// The changes.
    pub(crate) fn changes(&self, conn: &Connection, state: &State) -> Result<Vec<Change>> {
        self.found
            .iter()
            .map(|(place, taken)| change(conn, state, *place, taken))
            .collect()
    }
}

impl ByRecord {
    pub(crate) fn of(conn: &Connection, state: &State, kind: &KindKey) -> Result<Self> {
        let mut records: Vec<RecordId> = Vec::new();
        each_block(conn, state, kind, |_, bytes| {
            read_block::<StoreFault>(bytes, |entry| {
                if entry.kind == kind {
                    records.push(entry.record);
                }
                Ok(())
            })
        })?;
        records.sort_unstable();
        let mut ends: Vec<RecordId> = records
            .chunks(STRETCH)
            .filter_map(|stretch| stretch.last().copied())
            .collect();
        ends.dedup();
        Ok(Self {
            kind: kind.clone(),
            ends,
            at: 0,
        })
    }

    /// The next stretch, its records in the order of their ids; `None` at the end.
    pub(crate) fn next(
        &mut self,
        conn: &Connection,
        state: &State,
    ) -> Result<Option<Vec<Gathered>>> {
        let Some(end) = self.ends.get(self.at).copied() else {
            return Ok(None);
        };
        let after = self
            .at
            .checked_sub(1)
            .and_then(|it| self.ends.get(it))
            .copied();
        self.at += 1;
        let mut found: Vec<(Place, Taken)> = Vec::new();
        let kind = &self.kind;
        each_block(conn, state, kind, |place, bytes| {
            read_block::<StoreFault>(bytes, |entry| {
                if entry.kind == kind
                    && entry.record <= end
                    && after.is_none_or(|after| entry.record > after)
                {
                    found.push((place, Taken::of(entry)));
                }
                Ok(())
            })
        })?;
        // Stable: within a record the order of the log stays.
        found.sort_by_key(|(_, taken)| taken.record);
        let mut gathered: Vec<Gathered> = Vec::new();
        for it in found {
            let record = it.1.record;
            match gathered.last_mut().filter(|last| last.record == record) {
                Some(last) => last.found.push(it),
                None => gathered.push(Gathered {
                    record,
                    found: vec![it],
                }),
            }
        }
        Ok(Some(gathered))
    }
}

fn change(conn: &Connection, state: &State, place: Place, taken: &Taken) -> Result<Change> {
    let writes = match &taken.body {
        Some(body) => decode_writes(body)?,
        None => Writes::new(),
    };
    Ok(Change {
        stamp: Stamp {
            partition: state.aliases.partition_name(place.part)?,
            device: state.aliases.device_id(place.device)?,
            seq: taken.seq,
        },
        lamport: taken.lamport,
        operation: operation_of(conn, state, place.operation)?,
        record: taken.record,
        kind: taken.kind.clone(),
        seen: taken.seen.clone(),
        writes,
    })
}

/// The id of an operation; the last one asked for is remembered, since a block has one.
fn operation_of(conn: &Connection, state: &State, num: i64) -> Result<OperationId> {
    if let Some((known, id)) = state.last_operation.get()
        && known == num
    {
        return Ok(id);
    }
    let id = operation_id(conn, num)?;
    state.last_operation.set(Some((num, id)));
    Ok(id)
}

/// How far each device came in each partition.
pub(crate) fn have(
    conn: &Connection,
    state: &State,
) -> Result<BTreeMap<(DeviceId, Partition), u64>> {
    let mut have = BTreeMap::new();
    let mut statement = conn.prepare_cached("SELECT part, device, seq FROM head WHERE part > 0")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let partition = state.aliases.partition_name(row.get(0)?)?;
        let device = state.aliases.device_id(row.get(1)?)?;
        have.insert((device, partition), unsigned(row.get(2)?));
    }
    Ok(have)
}

/// The value of the chain behind the run that ends with this number; `None` where no run does.
pub(crate) fn chain_at(
    conn: &Connection,
    part: i64,
    device: i64,
    seq: u64,
) -> Result<Option<Link>> {
    Ok(conn
        .prepare_cached(
            "SELECT run.chain FROM block CROSS JOIN run ON run.operation = block.operation
                 AND run.part = block.part AND run.device = block.device
             WHERE block.part = ?1 AND block.device = ?2 AND block.first <= ?3 AND run.last = ?3
             ORDER BY block.first DESC LIMIT 1",
        )?
        .query_row(params![part, device, signed(seq)], |row| row.get(0))
        .optional()?)
}
