//! Reading and appending the log.

use std::collections::HashMap;

use domain::record::{
    Change, DeviceId, FieldKey, KindKey, OperationHead, OperationId, Partition, RecordId, Source,
    Stamp, VersionVector, decode_writes, encode_writes,
};
use rusqlite::{CachedStatement, Connection, OptionalExtension, Row, params};

use crate::error::{Result, StoreFault};
use crate::ledger::State;

const APPEND: &str = "INSERT INTO change
    (part, device, seq, lamport, operation, record, kind, seen, salt, body)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";

const END_RUN: &str =
    "INSERT INTO run (operation, part, device, first, last) VALUES (?1, ?2, ?3, ?4, ?5)";

const COLUMNS: &str = "part, device, seq, lamport, operation, record, kind, seen, salt, body";

/// The greatest number of a device in a partition; 0 when it wrote nothing there.
pub(crate) fn last_seq(conn: &Connection, part: i64, device: i64) -> Result<u64> {
    let last: Option<i64> = conn
        .prepare_cached("SELECT max(seq) FROM change WHERE part = ?1 AND device = ?2")?
        .query_row([part, device], |row| row.get(0))?;
    Ok(last.and_then(|it| u64::try_from(it).ok()).unwrap_or(0))
}

/// Appends to the log; its statement is prepared once and not once per change. [`Appender::end`]
/// has to be called before the transaction is committed.
pub(crate) struct Appender<'c> {
    conn: &'c Connection,
    statement: CachedStatement<'c>,
    /// The runs that are still growing, by part and device.
    runs: HashMap<(i64, i64), Run>,
}

/// Changes of one operation without a gap between their numbers.
struct Run {
    operation: i64,
    first: u64,
    last: u64,
}

/// A change as it is appended: its body is written already.
pub(crate) struct Entry<'a> {
    pub(crate) partition: &'a Partition,
    pub(crate) device: DeviceId,
    pub(crate) seq: u64,
    pub(crate) lamport: u64,
    pub(crate) record: RecordId,
    pub(crate) kind: &'a KindKey,
    pub(crate) seen: &'a VersionVector,
    pub(crate) salt: [u8; 16],
    pub(crate) body: &'a [u8],
}

impl<'c> Appender<'c> {
    pub(crate) fn new(conn: &'c Connection) -> Result<Self> {
        let statement = conn.prepare_cached(APPEND)?;
        Ok(Self {
            conn,
            statement,
            runs: HashMap::new(),
        })
    }

    /// Notes which changes its operations made.
    pub(crate) fn end(&mut self) -> Result<()> {
        for (place, run) in std::mem::take(&mut self.runs) {
            self.end_run(place, &run)?;
        }
        Ok(())
    }

    fn end_run(&self, (part, device): (i64, i64), run: &Run) -> Result<()> {
        let (first, last) = (signed(run.first), signed(run.last));
        self.conn
            .prepare_cached(END_RUN)?
            .execute([run.operation, part, device, first, last])?;
        Ok(())
    }

    fn grow_run(&mut self, place: (i64, i64), operation: i64, seq: u64) -> Result<()> {
        let begun = Run {
            operation,
            first: seq,
            last: seq,
        };
        let Some(run) = self.runs.get_mut(&place) else {
            self.runs.insert(place, begun);
            return Ok(());
        };
        if run.operation == operation && run.last + 1 == seq {
            run.last = seq;
            return Ok(());
        }
        let ended = std::mem::replace(run, begun);
        self.end_run(place, &ended)
    }

    /// Appends a change from elsewhere under an operation's local number.
    pub(crate) fn append_change(
        &mut self,
        state: &mut State,
        operation: i64,
        change: &Change,
    ) -> Result<()> {
        let entry = Entry {
            partition: &change.stamp.partition,
            device: change.stamp.device,
            seq: change.stamp.seq,
            lamport: change.lamport,
            record: change.record,
            kind: &change.kind,
            seen: &change.seen,
            salt: change.salt,
            body: &encode_writes(&change.writes),
        };
        self.append(state, operation, &entry)
    }

    /// Appends a change under an operation's local number.
    pub(crate) fn append(
        &mut self,
        state: &mut State,
        operation: i64,
        entry: &Entry<'_>,
    ) -> Result<()> {
        let part = state.aliases.partition(self.conn, entry.partition)?;
        let device = state.aliases.device(self.conn, entry.device)?;
        let kind = state.aliases.kind(self.conn, entry.kind)?;
        let seen = state.aliases.pack(self.conn, entry.seen)?;
        self.statement.execute(params![
            part,
            device,
            signed(entry.seq),
            signed(entry.lamport),
            operation,
            entry.record.bytes(),
            kind,
            seen,
            entry.salt,
            entry.body
        ])?;
        self.grow_run((part, device), operation, entry.seq)
    }
}

/// Notes an operation; answers its local number.
pub(crate) fn add_operation(
    conn: &Connection,
    state: &mut State,
    head: &OperationHead,
) -> Result<i64> {
    if let Some(num) = known_operation(conn, head.id)? {
        return Ok(num);
    }
    let device = state.aliases.device(conn, head.device)?;
    conn.prepare_cached(
        "INSERT INTO operation (id, device, sort, title, user, wall_ms, source, undoes)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(params![
        head.id.bytes(),
        device,
        head.sort,
        head.title,
        head.user.map(|it| *it.bytes()),
        head.wall_ms,
        head.source.key(),
        head.undoes.map(|it| *it.bytes()),
    ])?;
    Ok(conn.last_insert_rowid())
}

/// Gives an operation the name it has at its end, before it is committed.
pub(crate) fn rename_operation(conn: &Connection, num: i64, title: &str) -> Result<()> {
    conn.prepare_cached("UPDATE operation SET title = ?2 WHERE num = ?1 AND title <> ?2")?
        .execute(params![num, title])?;
    Ok(())
}

/// Every change of one record, in the order of the log.
pub(crate) fn of_record(
    conn: &Connection,
    state: &State,
    kind: &KindKey,
    record: RecordId,
) -> Result<Vec<Change>> {
    let Some(kind_num) = state.aliases.known_kind(kind.as_str()) else {
        return Ok(Vec::new());
    };
    let sql = format!(
        "SELECT {COLUMNS} FROM change WHERE kind = ?1 AND record = ?2 ORDER BY part, device, seq"
    );
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = statement.query(params![kind_num, record.bytes()])?;
    let mut changes = Vec::new();
    while let Some(row) = rows.next()? {
        changes.push(read(conn, state, row)?);
    }
    Ok(changes)
}

/// Whether any change of this kind speaks of a field. CBOR holds keys as they are; a text that
/// happens to hold the key costs a rebuild, nothing more.
pub(crate) fn mentions(
    conn: &Connection,
    state: &State,
    kind: &KindKey,
    field: &FieldKey,
) -> Result<bool> {
    let Some(kind_num) = state.aliases.known_kind(kind.as_str()) else {
        return Ok(false);
    };
    Ok(conn
        .prepare_cached("SELECT 1 FROM change WHERE kind = ?1 AND instr(body, ?2) > 0 LIMIT 1")?
        .query_row(params![kind_num, field.as_str().as_bytes()], |_| Ok(()))
        .optional()?
        .is_some())
}

/// The local number of an operation; `None` while it is unknown.
pub(crate) fn known_operation(conn: &Connection, id: OperationId) -> Result<Option<i64>> {
    Ok(conn
        .prepare_cached("SELECT num FROM operation WHERE id = ?1")?
        .query_row([id.bytes()], |row| row.get(0))
        .optional()?)
}

/// Blanks a change: its body goes, BLAKE3 of salt and body stays.
pub(crate) fn blank(conn: &Connection, state: &mut State, stamp: &Stamp) -> Result<()> {
    let part = state.aliases.partition(conn, &stamp.partition)?;
    let device = state.aliases.device(conn, stamp.device)?;
    let place = params![part, device, signed(stamp.seq)];
    let (salt, body): (Vec<u8>, Option<Vec<u8>>) = conn
        .prepare_cached(
            "SELECT salt, body FROM change WHERE part = ?1 AND device = ?2 AND seq = ?3",
        )?
        .query_row(place, |row| Ok((row.get(0)?, row.get(1)?)))?;
    let Some(body) = body else {
        return Ok(());
    };
    let mut hasher = blake3::Hasher::new();
    hasher.update(&salt).update(&body);
    conn.prepare_cached(
        "UPDATE change SET body = NULL, erased = ?4 WHERE part = ?1 AND device = ?2 AND seq = ?3",
    )?
    .execute(params![
        part,
        device,
        signed(stamp.seq),
        hasher.finalize().as_bytes()
    ])?;
    Ok(())
}

/// Every change of one operation, in the order of the log.
pub(crate) fn of_operation(
    conn: &Connection,
    state: &State,
    operation: i64,
    mut each: impl FnMut(Change) -> Result<()>,
) -> Result<()> {
    let mut runs = conn.prepare_cached(
        "SELECT part, device, first, last FROM run WHERE operation = ?1
         ORDER BY part, device, first",
    )?;
    let mut changes = conn.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM change WHERE part = ?1 AND device = ?2 AND seq BETWEEN ?3 AND ?4
         ORDER BY seq"
    ))?;
    let mut runs = runs.query([operation])?;
    while let Some(run) = runs.next()? {
        let place: [i64; 4] = [run.get(0)?, run.get(1)?, run.get(2)?, run.get(3)?];
        let mut rows = changes.query(place)?;
        while let Some(row) = rows.next()? {
            each(read(conn, state, row)?)?;
        }
    }
    Ok(())
}

/// The changes of one kind, record by record, of at most `count` records after `from`.
pub(crate) fn of_kind_from(
    conn: &Connection,
    state: &State,
    kind: &KindKey,
    from: Option<RecordId>,
    count: usize,
    mut each: impl FnMut(RecordId, &[Change]) -> Result<()>,
) -> Result<()> {
    let Some(kind_num) = state.aliases.known_kind(kind.as_str()) else {
        return Ok(());
    };
    let sql = format!(
        "SELECT {COLUMNS} FROM change WHERE kind = ?1 AND record > ?2
         ORDER BY record, part, device, seq"
    );
    let from: &[u8] = from.as_ref().map_or(&[], |it| it.bytes());
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = statement.query(params![kind_num, from])?;
    let mut changes: Vec<Change> = Vec::new();
    let mut given = 0;
    while let Some(row) = rows.next()? {
        let change = read(conn, state, row)?;
        if let Some(record) = changes.first().map(|it| it.record)
            && record != change.record
        {
            each(record, &changes)?;
            changes.clear();
            given += 1;
            if given == count {
                return Ok(());
            }
        }
        changes.push(change);
    }
    if let Some(record) = changes.first().map(|it| it.record) {
        each(record, &changes)?;
    }
    Ok(())
}

/// Every change, in the order of the log.
pub(crate) fn all(
    conn: &Connection,
    state: &State,
    mut each: impl FnMut(i64, Change) -> Result<()>,
) -> Result<()> {
    let mut statement = conn.prepare(&format!(
        "SELECT {COLUMNS} FROM change ORDER BY part, device, seq"
    ))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        each(row.get(4)?, read(conn, state, row)?)?;
    }
    Ok(())
}

fn read(conn: &Connection, state: &State, row: &Row<'_>) -> Result<Change> {
    let blob = |at: usize| -> Result<Vec<u8>> { Ok(row.get::<_, Vec<u8>>(at)?) };
    let record = RecordId::from_slice(row.get_ref(5)?.as_blob().unwrap_or_default())
        .ok_or_else(|| StoreFault::Log("登记编号读不出来".into()))?;
    let mut salt = [0_u8; 16];
    let stored = blob(8)?;
    if stored.len() == salt.len() {
        salt.copy_from_slice(&stored);
    }
    let body: Option<Vec<u8>> = row.get(9)?;
    let writes = match body {
        Some(body) => decode_writes(&body).map_err(|fault| StoreFault::Log(fault.to_string()))?,
        None => domain::record::Writes::new(),
    };
    Ok(Change {
        stamp: Stamp {
            partition: state.aliases.partition_name(row.get(0)?)?,
            device: state.aliases.device_id(row.get(1)?)?,
            seq: unsigned(row.get(2)?),
        },
        lamport: unsigned(row.get(3)?),
        operation: operation_id(conn, row.get(4)?)?,
        record,
        kind: state.aliases.kind_key(row.get(6)?)?,
        seen: state
            .aliases
            .unpack(row.get_ref(7)?.as_blob().unwrap_or_default())?,
        salt,
        writes,
    })
}

pub(crate) fn operation_id(conn: &Connection, num: i64) -> Result<OperationId> {
    let id: Vec<u8> = conn
        .prepare_cached("SELECT id FROM operation WHERE num = ?1")?
        .query_row([num], |row| row.get(0))?;
    OperationId::from_slice(&id).ok_or_else(|| StoreFault::Log("操作编号读不出来".into()))
}

/// The head of an operation by its local number.
pub(crate) fn operation(conn: &Connection, state: &State, num: i64) -> Result<OperationHead> {
    let head = conn
        .prepare_cached(
            "SELECT id, device, sort, title, user, wall_ms, source, undoes
             FROM operation WHERE num = ?1",
        )?
        .query_row([num], |row| {
            Ok((
                row.get::<_, Vec<u8>>(0)?,
                row.get::<_, i64>(1)?,
                row.get::<_, String>(2)?,
                row.get::<_, String>(3)?,
                row.get::<_, Option<Vec<u8>>>(4)?,
                row.get::<_, i64>(5)?,
                row.get::<_, String>(6)?,
                row.get::<_, Option<Vec<u8>>>(7)?,
            ))
        })?;
    let (id, device, sort, title, user, wall_ms, source, undoes) = head;
    Ok(OperationHead {
        id: OperationId::from_slice(&id)
            .ok_or_else(|| StoreFault::Log("操作编号读不出来".into()))?,
        device: state.aliases.device_id(device)?,
        sort,
        title,
        user: user.as_deref().and_then(RecordId::from_slice),
        wall_ms,
        source: Source::from_key(&source),
        undoes: undoes.as_deref().and_then(OperationId::from_slice),
    })
}

/// SQLite's integers are signed; sequence and Lamport numbers never come near the border.
pub(crate) fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

pub(crate) fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}
