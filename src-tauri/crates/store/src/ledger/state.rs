//! What the gate and the tables need to know beside the database: who writes here, under which
//! definitions, by which short numbers.

use std::cell::Cell;

use domain::record::{DeviceId, OperationId, Partition, RecordId, Registry};
use rusqlite::{Connection, OptionalExtension, params};

use crate::error::{Result, StoreFault};
use crate::ledger::aliases::Aliases;
use crate::ledger::blocks::BlockCache;
use crate::projection::StatementBook;
use crate::query::{KeptRows, Unread};

/// Under this key stands the village station to which this device is confined.
pub(super) const CONFINED: &str = "confined";

/// What the gate needs to know beside the database.
pub(crate) struct State {
    pub(crate) registry: Registry,
    pub(crate) aliases: Aliases,
    pub(crate) statements: StatementBook,
    pub(crate) unread: Unread,
    pub(crate) kept: KeptRows,
    pub(crate) device: DeviceId,
    pub(crate) device_num: i64,
    pub(crate) series: String,
    pub(crate) lamport: u64,
    /// The device's Ed25519 key.
    pub(crate) secret: [u8; 32],
    /// The village station to whose own records this device is confined; `None` for the office's.
    pub(crate) confined: Option<RecordId>,
    pub(crate) blocks: BlockCache,
    /// The operation whose id was asked for last, by its local number.
    pub(crate) last_operation: Cell<Option<(i64, OperationId)>>,
}

impl State {
    pub(super) fn load(conn: &Connection, registry: Registry) -> Result<Self> {
        let aliases = Aliases::load(conn)?;
        let device_num: i64 =
            meta(conn, "device")?.ok_or_else(|| StoreFault::Log("缺少本机编号".into()))?;
        let (id, series): (Vec<u8>, String) = conn.query_row(
            "SELECT id, series FROM device WHERE num = ?1",
            [device_num],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        let device =
            DeviceId::from_slice(&id).ok_or_else(|| StoreFault::Log("本机编号读不出来".into()))?;
        let lamport = meta(conn, "lamport")?.unwrap_or(0);
        Ok(Self {
            registry,
            aliases,
            statements: StatementBook::default(),
            unread: Unread::default(),
            kept: KeptRows::default(),
            device,
            device_num,
            series,
            lamport: u64::try_from(lamport).unwrap_or(0),
            secret: secret_of(conn, device_num)?,
            confined: confined(conn)?,
            blocks: BlockCache::default(),
            last_operation: Cell::new(None),
        })
    }

    /// Whether this device may write in a partition.
    pub(crate) fn may_write(&self, partition: &Partition) -> bool {
        self.confined.is_none_or(|own| match partition {
            Partition::Village(it) | Partition::VillageSensitive(it) => *it == own.0,
            Partition::Published | Partition::Township | Partition::Sensitive => false,
        })
    }

    /// Forgets what was read of the log: it is not what it was.
    pub(crate) fn forget_read(&self) {
        self.blocks.clear();
        self.last_operation.set(None);
    }
}

fn confined(conn: &Connection) -> Result<Option<RecordId>> {
    let kept: Option<Vec<u8>> = conn
        .prepare_cached("SELECT value FROM meta WHERE key = ?1")?
        .query_row([CONFINED], |row| row.get(0))
        .optional()?;
    Ok(kept.as_deref().and_then(RecordId::from_slice))
}

pub(super) fn secret_of(conn: &Connection, device: i64) -> Result<[u8; 32]> {
    let secret: Vec<u8> = conn.query_row(
        "SELECT coalesce(secret, x'') FROM device WHERE num = ?1",
        [device],
        |row| row.get(0),
    )?;
    secret
        .try_into()
        .map_err(|_| StoreFault::Log("本机的密钥读不出来".into()))
}

pub(crate) fn meta(conn: &Connection, key: &str) -> Result<Option<i64>> {
    Ok(conn
        .prepare_cached("SELECT value FROM meta WHERE key = ?1")?
        .query_row([key], |row| row.get(0))
        .optional()?)
}

pub(crate) fn set_meta(conn: &Connection, key: &str, value: i64) -> Result<()> {
    conn.prepare_cached("INSERT OR REPLACE INTO meta (key, value) VALUES (?1, ?2)")?
        .execute(params![key, value])?;
    Ok(())
}

/// A new device with a key of its own.
pub(super) fn make_device(conn: &Connection, series: &str) -> Result<(DeviceId, i64)> {
    let mut secret = [0_u8; 32];
    getrandom::fill(&mut secret).map_err(|fault| StoreFault::Log(fault.to_string()))?;
    let public = ed25519_dalek::SigningKey::from_bytes(&secret).verifying_key();
    let id = DeviceId::of_key(public.as_bytes());
    conn.execute(
        "INSERT INTO device (id, public, series, secret) VALUES (?1, ?2, ?3, ?4)",
        params![id.bytes(), public.as_bytes(), series, secret],
    )?;
    let num = conn.last_insert_rowid();
    set_meta(conn, "device", num)?;
    Ok((id, num))
}
