//! The operations of the log: their heads and local numbers.

use domain::record::{OperationHead, OperationId, RecordId, Source};
use rusqlite::{Connection, OptionalExtension, params};

use crate::error::{Result, StoreFault};
use crate::ledger::State;

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

/// The local number of an operation; `None` while it is unknown.
pub(crate) fn known_operation(conn: &Connection, id: OperationId) -> Result<Option<i64>> {
    Ok(conn
        .prepare_cached("SELECT num FROM operation WHERE id = ?1")?
        .query_row([id.bytes()], |row| row.get(0))
        .optional()?)
}

/// The id of an operation by its local number.
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
