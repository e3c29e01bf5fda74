//! How far each device came in each partition, signed with the device's key.

use domain::record::{Chain, DeviceId, Link, OperationHead, Partition, SignedHead, head_hash};
use rusqlite::{Connection, OptionalExtension, params};

use crate::error::{Result, StoreFault};
use crate::ledger::State;
use crate::ledger::log::{signed, unsigned};

/// In this place stands the head of a device's operations. Local numbers of partitions begin at 1.
pub(crate) const OPERATIONS: i64 = 0;

/// Number and value behind which the next change of a device in a partition stands.
pub(crate) fn last(conn: &Connection, device: i64, part: i64) -> Result<(u64, Link)> {
    let known = conn
        .prepare_cached("SELECT seq, chain FROM head WHERE device = ?1 AND part = ?2")?
        .query_row([device, part], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, Link>(1)?))
        })
        .optional()?;
    Ok(known.map_or((0, Link::default()), |(seq, chain)| (unsigned(seq), chain)))
}

/// Notes and signs how far this device came.
pub(crate) fn note_own(
    conn: &Connection,
    state: &State,
    partition: Option<&Partition>,
    part: i64,
    seq: u64,
    chain: Link,
) -> Result<()> {
    let mut head = SignedHead {
        device: state.device,
        partition: partition.cloned(),
        seq,
        chain,
        public: None,
        signature: None,
    };
    head.sign(&state.secret);
    note(conn, state.device_num, part, &head)
}

/// How far a device came in a partition, as it is noted; number 0 where nothing of it is here.
pub(crate) fn of(
    conn: &Connection,
    state: &State,
    device_id: DeviceId,
    partition: &Partition,
) -> Result<SignedHead> {
    let mut head = SignedHead {
        device: device_id,
        partition: Some(partition.clone()),
        seq: 0,
        chain: Link::default(),
        public: None,
        signature: None,
    };
    let (Some(device), Some(part)) = (
        state.aliases.known_device(device_id),
        state.aliases.known_partition(partition),
    ) else {
        return Ok(head);
    };
    let known = conn
        .prepare_cached(
            "SELECT head.seq, head.chain, head.signature, device.public FROM head
             JOIN device ON device.num = head.device WHERE head.device = ?1 AND head.part = ?2",
        )?
        .query_row([device, part], |row| {
            Ok((row.get::<_, i64>(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })
        .optional()?;
    if let Some((seq, chain, signature, public)) = known {
        (head.seq, head.chain) = (unsigned(seq), chain);
        (head.signature, head.public) = (signature, public);
    }
    Ok(head)
}

/// Notes how far a device came.
pub(crate) fn note(conn: &Connection, device: i64, part: i64, head: &SignedHead) -> Result<()> {
    conn.prepare_cached(
        "INSERT OR REPLACE INTO head (device, part, seq, chain, signature)
         VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![
        device,
        part,
        signed(head.seq),
        head.chain,
        head.signature
    ])?;
    Ok(())
}

/// Keeps the public key of a device, which its name proves.
pub(crate) fn know_key(conn: &Connection, device: i64, head: &SignedHead) -> Result<()> {
    conn.prepare_cached("UPDATE device SET public = ?2 WHERE num = ?1 AND public IS NULL")?
        .execute(params![device, head.public])?;
    Ok(())
}

/// Notes one more operation of this device.
pub(crate) fn note_operation(conn: &Connection, state: &State, head: &OperationHead) -> Result<()> {
    let (count, value) = last(conn, state.device_num, OPERATIONS)?;
    let chain = Chain::of_operations(&value, state.device).end(&head_hash(head));
    note_own(conn, state, None, OPERATIONS, count + 1, chain)
}

/// Every head.
pub(crate) fn all(conn: &Connection, state: &State) -> Result<Vec<SignedHead>> {
    let mut statement = conn.prepare(
        "SELECT head.device, head.part, head.seq, head.chain, head.signature, device.public
         FROM head JOIN device ON device.num = head.device ORDER BY head.device, head.part",
    )?;
    let mut rows = statement.query([])?;
    let mut heads = Vec::new();
    while let Some(row) = rows.next()? {
        let part: i64 = row.get(1)?;
        let fixed = |fault: rusqlite::Error| StoreFault::Log(fault.to_string());
        heads.push(SignedHead {
            device: state.aliases.device_id(row.get(0)?)?,
            partition: match part {
                OPERATIONS => None,
                part => Some(state.aliases.partition_name(part)?),
            },
            seq: unsigned(row.get(2)?),
            chain: row.get(3).map_err(fixed)?,
            signature: row.get(4).map_err(fixed)?,
            public: row.get(5).map_err(fixed)?,
        });
    }
    Ok(heads)
}
