//! The open ledger: one log, everything else a view of it, one gate for writing.

mod absorb;
mod aliases;
mod appender;
mod copies;
mod digest;
mod drafts;
mod entries;
mod erase;
mod gate;
mod hand;
mod heads;
mod history;
mod homes;
mod inspect;
mod log;
mod noted;
mod numbers;
mod packing;
mod pen;
mod rebuild;
mod remembered;
mod undo;
mod verify;

use std::cell::Cell;
use std::path::Path;
use std::sync::Arc;

use domain::record::{DeviceId, OperationId, RecordType, Registry, SCHEME_KIND, SchemeEntry};
use rusqlite::{Connection, OptionalExtension, params};

use crate::error::{Result, StoreFault};
use crate::keys::{RecoveryCard, Unlock};
use crate::projection;
use crate::query::{ListQuery, Reader};
use crate::vault::{Protection, Vault};

pub use absorb::{Absorbed, Packet, Run};
pub use copies::Restored;
pub use drafts::Draft;
pub use erase::Erased;
pub use gate::{Committed, NewOperation, Tx};
pub use history::{HistoryEntry, OperationInfo, OperationPage, OperationQuery};
pub use inspect::Inspection;
pub use noted::Contradiction;
pub use undo::{Kept, KeptReason, Reversal};

pub use crate::signed_head::{NotedHead, SignedHead};

use aliases::Aliases;

const SCHEMA: &str = include_str!("schema.sql");
/// The shape of the lasting tables: that of the first release. A store of a later shape is refused
/// with a clear sentence, and so is one of a build before the release.
const SHAPE: i64 = 10;

/// An open store of records.
pub struct Ledger {
    vault: Vault,
    state: State,
}

/// What the gate needs to know beside the database.
pub(crate) struct State {
    pub(crate) registry: Registry,
    pub(crate) aliases: Aliases,
    pub(crate) statements: projection::StatementBook,
    pub(crate) device: DeviceId,
    pub(crate) device_num: i64,
    pub(crate) series: String,
    pub(crate) lamport: u64,
    /// The device's Ed25519 key.
    pub(crate) secret: [u8; 32],
    pub(crate) blocks: entries::BlockCache,
    /// The operation whose id was asked for last, by its local number.
    pub(crate) last_operation: Cell<Option<(i64, OperationId)>>,
}

impl Ledger {
    /// Makes a new store in a folder.
    ///
    /// # Errors
    /// As [`Vault::create`].
    pub fn create(
        dir: &Path,
        protection: &Protection,
        registry: Registry,
    ) -> Result<(Self, RecoveryCard)> {
        let created = Vault::create(dir, protection)?;
        Ok((Self::over(created.vault, registry)?, created.card))
    }

    /// Opens the store in a folder.
    ///
    /// # Errors
    /// As [`Vault::open`]; a store of a newer program; a projection that cannot be built anew.
    pub fn open(dir: &Path, unlock: &Unlock, registry: Registry) -> Result<Self> {
        Self::over(Vault::open(dir, unlock)?, registry)
    }

    /// A ledger in memory, for tests.
    ///
    /// # Errors
    /// Only what SQLite itself answers.
    pub fn in_memory(registry: Registry) -> Result<Self> {
        Self::over(Vault::in_memory()?, registry)
    }

    /// A ledger over an open vault.
    ///
    /// # Errors
    /// A store of a newer program; a projection that cannot be built anew.
    pub fn over(mut vault: Vault, registry: Registry) -> Result<Self> {
        prepare(vault.conn_mut())?;
        crate::query::install_functions(vault.conn())?;
        vault.conn().set_prepared_statement_cache_capacity(256);
        let state = State::load(vault.conn(), registry)?;
        let mut ledger = Self { vault, state };
        let transaction = ledger.vault.conn_mut().transaction()?;
        follow_scheme(&transaction, &mut ledger.state)?;
        transaction.commit()?;
        Ok(ledger)
    }

    /// The record types in force.
    #[must_use]
    pub fn registry(&self) -> &Registry {
        &self.state.registry
    }

    /// This device.
    #[must_use]
    pub fn device(&self) -> DeviceId {
        self.state.device
    }

    /// Grows with every change: what was planned at one version is stale at another.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.state.lamport
    }

    /// The letter of this device's series of numbers; empty for the office's first PC.
    #[must_use]
    pub fn series(&self) -> &str {
        &self.state.series
    }

    /// The folder, keys, lock and backups below.
    #[must_use]
    pub fn vault(&self) -> &Vault {
        &self.vault
    }

    /// Gives the vault back, for a restore.
    #[must_use]
    pub fn into_vault(self) -> Vault {
        self.vault
    }

    /// Ends the statement that is being worked on, from another thread. Meant for long work that
    /// the person stops; the statement then fails with [`StoreFault::Cancelled`].
    pub fn interrupter(&self) -> impl Fn() + Send + Sync + use<> {
        let handle = self.vault.conn().get_interrupt_handle();
        move || handle.interrupt()
    }

    /// Reads records.
    #[must_use]
    pub fn read(&self) -> Reader<'_> {
        Reader::new(
            self.vault.conn(),
            &self.state.registry,
            &self.state.statements,
        )
    }

    /// Gives this copy of a store a device of its own: after a restore or a clone, two devices
    /// must never write under one name.
    ///
    /// # Errors
    /// What the database answers.
    pub fn renew_device(&mut self) -> Result<DeviceId> {
        let series = self.state.series.clone();
        let (id, num) = make_device(self.vault.conn(), &series)?;
        self.state.device = id;
        self.state.device_num = num;
        self.state.secret = secret_of(self.vault.conn(), num)?;
        self.state.aliases = Aliases::load(self.vault.conn())?;
        Ok(id)
    }
}

/// Puts the office's scheme in force as its records say, and builds anew the tables whose
/// definition is not the one they were built from. The caller's transaction holds all of it.
pub(crate) fn follow_scheme(conn: &Connection, state: &mut State) -> Result<()> {
    let before = state.registry.clone();
    if let Some(kind) = before.get(SCHEME_KIND)
        && !projection::is_current(conn, kind)?
    {
        rebuild::rebuild_one(conn, state, kind)?;
    }
    let entries = scheme_in(conn, &before)?;
    state.registry = before.under(&entries);
    let mut stale = Vec::new();
    for kind in state.registry.iter() {
        if !projection::is_current(conn, kind)? {
            stale.push(Arc::clone(kind));
        }
    }
    for kind in rebuild::children_first(&state.registry, stale) {
        if adds_empty_columns(conn, state, before.get(kind.key.as_str()), &kind)? {
            projection::add_columns(conn, &kind)?;
            projection::note(conn, &kind)?;
        } else {
            rebuild::rebuild_one(conn, state, &kind)?;
        }
    }
    Ok(())
}

/// Whether the tables as they are lack nothing but columns for fields that no change speaks of.
/// A field that comes back (its entry was voided and restored) has values in the log.
fn adds_empty_columns(
    conn: &Connection,
    state: &State,
    before: Option<&Arc<RecordType>>,
    kind: &RecordType,
) -> Result<bool> {
    let Some(before) = before else {
        return Ok(false);
    };
    if !Registry::only_adds(before, kind) || !projection::is_current(conn, before)? {
        return Ok(false);
    }
    for field in &kind.fields {
        let added = before.field(field.key.as_str()).is_none();
        if added && entries::mentions(conn, state, &kind.key, &field.key)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The office's scheme as a database holds it; empty where its table is
/// not the one that this program builds.
pub(crate) fn scheme_in(conn: &Connection, registry: &Registry) -> Result<Vec<SchemeEntry>> {
    let Some(kind) = registry.get(SCHEME_KIND) else {
        return Ok(Vec::new());
    };
    if !projection::is_current(conn, kind)? {
        return Ok(Vec::new());
    }
    let statements = projection::StatementBook::default();
    let mut rows = Reader::new(conn, registry, &statements)
        .list(SCHEME_KIND, &ListQuery::all())?
        .rows;
    // Where two entries speak of one field, every store gives the same one the last word.
    rows.sort_by_key(|row| row.id);
    Ok(rows
        .iter()
        .filter_map(|row| SchemeEntry::from_row(kind, row))
        .collect())
}

impl State {
    fn load(conn: &Connection, registry: Registry) -> Result<Self> {
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
            statements: projection::StatementBook::default(),
            device,
            device_num,
            series,
            lamport: u64::try_from(lamport).unwrap_or(0),
            secret: secret_of(conn, device_num)?,
            blocks: entries::BlockCache::default(),
            last_operation: Cell::new(None),
        })
    }

    /// Forgets what was read of the log: it is not what it was.
    pub(crate) fn forget_read(&self) {
        self.blocks.clear();
        self.last_operation.set(None);
    }
}

fn secret_of(conn: &Connection, device: i64) -> Result<[u8; 32]> {
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

/// Makes the lasting tables of a new store in one transaction; refuses a store of another shape.
fn prepare(conn: &mut Connection) -> Result<()> {
    let shape: i64 = conn.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if shape > SHAPE {
        return Err(StoreFault::TooNew {
            what: "store.db".into(),
        });
    }
    if shape == SHAPE {
        return Ok(());
    }
    let tx = conn.transaction()?;
    let tables: i64 = tx.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if tables > 0 {
        return Err(StoreFault::BeforeRelease);
    }
    tx.execute_batch(SCHEMA)?;
    make_device(&tx, "")?;
    tx.pragma_update(None, "user_version", SHAPE)?;
    tx.commit()?;
    Ok(())
}

/// A device is named by half the BLAKE3 of its public key, so that a name cannot be taken.
fn make_device(conn: &Connection, series: &str) -> Result<(DeviceId, i64)> {
    let mut secret = [0_u8; 32];
    getrandom::fill(&mut secret).map_err(|fault| StoreFault::Log(fault.to_string()))?;
    let public = ed25519_dalek::SigningKey::from_bytes(&secret).verifying_key();
    let name = blake3::hash(public.as_bytes());
    let id = DeviceId::from_slice(&name.as_bytes()[..16]).unwrap_or_default();
    conn.execute(
        "INSERT INTO device (id, public, series, secret) VALUES (?1, ?2, ?3, ?4)",
        params![id.bytes(), public.as_bytes(), series, secret],
    )?;
    let num = conn.last_insert_rowid();
    set_meta(conn, "device", num)?;
    Ok((id, num))
}
