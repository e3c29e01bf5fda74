//! The open ledger: one log, everything else a view of it, one gate for writing.

mod absorb;
mod aliases;
mod appender;
mod batch;
mod blocks;
mod building;
mod children;
mod contested;
mod copies;
mod differences;
mod digest;
mod drafts;
mod entries;
mod erase;
mod gate;
mod giving_back;
mod heads;
mod history;
mod holding;
mod homes;
mod in_flight;
mod inspect;
mod log;
mod log_appender;
mod noted;
mod number_book;
mod numbers;
mod open_block;
mod orphans;
mod packages;
mod packet;
mod packing;
mod pending;
mod projecting;
mod rebuild;
mod remembered;
mod scheme;
mod state;
mod undo;
mod verify;

use std::path::Path;

use domain::record::{DeviceId, Registry};
use rusqlite::Connection;

use crate::error::{Result, StoreFault};
use crate::keys::{RecoveryCard, Unlock};
use crate::query::Reader;
use crate::vault::{Protection, Vault};

pub use absorb::{Absorbed, Feed, Intent, Law, Refusal, Refused, Stretch, Taken};
pub use contested::{Contest, Dispute, Writing};
pub use copies::Restored;
pub use differences::{Difference, Differences, Happening, Tally};
pub use drafts::Draft;
pub use erase::Erased;
pub use gate::{Committed, NewOperation, Tx};
pub use history::{HistoryEntry, OperationInfo, OperationPage, OperationQuery};
pub use inspect::Inspection;
pub use noted::Contradiction;
pub use number_book::NumberBook;
pub use numbers::{Greatest, StayingNumbers};
pub use orphans::Orphans;
pub use packages::NotedPackage;
pub use packet::Packet;
pub use undo::{Kept, KeptReason, Reversal};

pub use crate::noted_head::NotedHead;

pub(crate) use scheme::{follow_scheme, scheme_in};
pub(crate) use state::{State, set_meta};

pub(crate) use aliases::Aliases;
use state::{make_device, secret_of};

const SCHEMA: &str = include_str!("schema.sql");
const EXCHANGE: &str = include_str!("exchange.sql");
/// The shape of the lasting tables of the first release. Builds before it counted up to nine; their
/// stores are refused and must not be taken for later ones.
const FIRST_RELEASE: i64 = 10;
/// The shape of the lasting tables. A store of a later one is refused with a clear sentence; one of
/// the first release gets the tables that it lacks.
const SHAPE: i64 = 11;

/// An open store of records.
pub struct Ledger {
    vault: Vault,
    state: State,
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
            &self.state.unread,
        )
        .keeping(&self.state.kept)
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

/// Makes the lasting tables of a new store, or those that an earlier one lacks, in one transaction;
/// refuses a store of another shape.
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
    if shape < FIRST_RELEASE {
        let tables: i64 =
            tx.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        if tables > 0 {
            return Err(StoreFault::BeforeRelease);
        }
        tx.execute_batch(SCHEMA)?;
        make_device(&tx, "")?;
    }
    tx.execute_batch(EXCHANGE)?;
    tx.pragma_update(None, "user_version", SHAPE)?;
    tx.commit()?;
    Ok(())
}
