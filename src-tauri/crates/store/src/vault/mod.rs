//! A store's folder: created, opened, checked, backed up, restored.
//!
//! ```text
//! store.db     the encrypted database          keys.json   its key, wrapped
//! key          key file, if there is no password
//! attachments/ encrypted files                 backups/    *.lvbak and replaced stores
//! lock         held while open                 holder.json who holds it
//! restoring/, restore.json   an exchange under way
//! revoked.json the former key under the present one, until own backups follow
//! ```

mod archive;
pub mod backup;
pub(crate) mod connection;
mod disk_usage;
mod files;
pub(crate) mod functions;
mod health;
mod home;
mod lock;
mod look;
pub mod restore;
mod revoke;
mod swap;
pub mod thinning;
mod ways;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::Connection;
use zeroize::Zeroizing;

pub use disk_usage::DiskUsage;
pub use health::{Depth, Health};

use crate::{
    attachments::Attachments,
    durable,
    error::{Result, StoreFault},
    keys::{Cost, Key, KeyRing, RecoveryCard, Unlock, Way},
};
use files::{
    ATTACHMENTS, BACKUPS, DATABASE, KEY_FILE, KEYS, check_place, read_key_file, read_ring,
};
use home::Home;
use lock::StoreLock;

/// How a new store is protected. A recovery card is made in either case.
#[derive(Clone)]
pub enum Protection {
    /// By a password.
    Password {
        /// Whose password it is; `None` for the office's one password.
        user: Option<String>,
        /// The password.
        password: Zeroizing<String>,
    },
    /// Without a password: by a key file beside the database.
    KeyFile,
}

impl Protection {
    /// The office's one password.
    pub fn password(password: impl Into<String>) -> Self {
        Self::Password {
            user: None,
            password: Zeroizing::new(password.into()),
        }
    }
}

/// A new store and its recovery card, which is shown this once.
#[derive(Debug)]
pub struct Created {
    /// The open store.
    pub vault: Vault,
    /// To be printed or copied by hand now.
    pub card: RecoveryCard,
}

/// An open store: its connection, key and lock.
#[derive(Debug)]
pub struct Vault {
    // Closed before the lock is given back: fields drop in this order.
    connection: Connection,
    key: Key,
    way: Way,
    /// `None` for a store in memory.
    home: Option<Home>,
    pending: Option<StoreFault>,
}

impl Vault {
    /// Makes a new store in `dir`, which may not exist yet.
    ///
    /// # Errors
    /// A refused place, an existing store, a blank password, a full disk. A creation that fails
    /// leaves no half store.
    pub fn create(dir: &Path, protection: &Protection) -> Result<Created> {
        Self::create_at_cost(dir, protection, Cost::STANDARD)
    }

    fn create_at_cost(dir: &Path, protection: &Protection, cost: Cost) -> Result<Created> {
        check_place(dir)?;
        // Before the lock, which the process that opened the store there holds.
        if dir.join(DATABASE).exists() {
            return Err(StoreFault::Exists(dir.to_owned()));
        }
        durable::make_dir(dir)?;
        let lock = Arc::new(StoreLock::take(dir)?);
        swap::finish_interrupted(dir)?;
        if dir.join(DATABASE).exists() {
            return Err(StoreFault::Exists(dir.to_owned()));
        }
        durable::make_private(dir);
        let key = Key::random()?;
        let mut ring = KeyRing::new(&key)?;
        let card = ring.replace_card(&key)?;
        let (way, key_file) = match protection {
            Protection::Password { user, password } => {
                ring.set_password(&key, user.as_deref(), password, cost)?;
                (Way::Password(user.clone()), None)
            }
            Protection::KeyFile => (Way::KeyFile, Some(ring.replace_key_file(&key)?)),
        };
        set_aside_orphaned_keys(dir)?;
        let made = (|| {
            if let Some(content) = key_file {
                durable::write_atomic(&dir.join(KEY_FILE), &content)?;
            }
            durable::write_atomic(&dir.join(KEYS), &ring.to_json()?)?;
            for folder in [ATTACHMENTS, BACKUPS] {
                durable::make_dir(&dir.join(folder))?;
            }
            connection::create(&dir.join(DATABASE), &key)
        })();
        let connection = match made {
            Ok(connection) => connection,
            Err(fault) => {
                for name in [DATABASE, "store.db-wal", "store.db-journal", KEYS, KEY_FILE] {
                    let _ = durable::remove_file(&dir.join(name));
                }
                return Err(fault);
            }
        };
        Ok(Created {
            vault: Self::of(connection, key, way, Some(Home::at(dir, lock))),
            card,
        })
    }

    fn of(connection: Connection, key: Key, way: Way, home: Option<Home>) -> Self {
        Self {
            connection,
            key,
            way,
            home,
            pending: None,
        }
    }

    /// Opens the store in `dir`. An interrupted restore is finished first. A store that may not be
    /// written is opened to be looked at ([`Vault::is_read_only`]).
    ///
    /// # Errors
    /// No store there, a refused place, another process holding it, a wrong key, damage.
    pub fn open(dir: &Path, unlock: &Unlock) -> Result<Self> {
        Self::open_by(dir, |ring| {
            ring.unlock(unlock, read_key_file(dir)?.as_deref().map(Vec::as_slice))
                .map_err(StoreFault::from)
        })
    }

    /// Opens the store again with the key from [`Vault::close`], where a restore was refused.
    ///
    /// # Errors
    /// As [`Vault::open`]; [`StoreFault::NotThisStore`] where the key is another store's.
    pub fn open_with_key(dir: &Path, key: &Key, way: Way) -> Result<Self> {
        Self::open_by(dir, |_| Ok((key.clone(), way)))
    }

    fn open_by(dir: &Path, unlock: impl FnOnce(&KeyRing) -> Result<(Key, Way)>) -> Result<Self> {
        if Self::exists(dir) && !look::is_writable(dir) {
            let seen = look::open(dir, unlock)?;
            return Ok(Self::of(
                seen.connection,
                seen.key,
                seen.way,
                Some(seen.home),
            ));
        }
        check_place(dir)?;
        if !Self::exists(dir) {
            return Err(StoreFault::NotFound(dir.to_owned()));
        }
        let lock = Arc::new(StoreLock::take(dir)?);
        swap::finish_interrupted(dir)?;
        let ring = read_ring(dir)?;
        if !dir.join(DATABASE).exists() {
            return Err(StoreFault::DatabaseMissing(dir.to_owned()));
        }
        let (key, way) = unlock(&ring)?;
        let connection = connection::open(&dir.join(DATABASE), &key)?;
        let mut vault = Self::of(connection, key, way, Some(Home::at(dir, lock)));
        // What a killed process left undone here does not stand in the way of reading.
        vault.pending = vault.finish_revoking().err();
        Ok(vault)
    }

    /// Whether the store can be looked at only: its folder may not be written. Nothing that is
    /// changed is kept then.
    #[must_use]
    pub fn is_read_only(&self) -> bool {
        self.home.as_ref().is_some_and(|home| home.copy.is_some())
    }

    /// Why own backups could not follow a changed key yet; tried again at the next opening.
    #[must_use]
    pub fn pending(&self) -> Option<&StoreFault> {
        self.pending.as_ref()
    }

    /// Copies the database, under the same key, into a file that is not there yet.
    fn copy_into(&self, file: &Path) -> Result<()> {
        let name = files::path_text(file)?;
        // SQLite counts it among the writes that a store to be looked at refuses.
        let refuses: bool = self
            .connection
            .query_row("PRAGMA query_only", [], |row| row.get(0))?;
        self.connection.pragma_update(None, "query_only", false)?;
        let copied = self.connection.execute("VACUUM INTO ?1", [name]);
        self.connection.pragma_update(None, "query_only", refuses)?;
        copied?;
        Ok(())
    }

    /// A folder in which something is made before it gets its place: in the store's own, or where it
    /// goes to if that may not be written.
    fn workshop(&self, destination: &Path) -> Result<tempfile::TempDir> {
        let dir = match self.dir() {
            Some(dir) if !self.is_read_only() => dir,
            _ => destination,
        };
        tempfile::Builder::new()
            .prefix(".making-")
            .tempdir_in(dir)
            .map_err(|e| StoreFault::file("新建文件夹", dir, e))
    }

    /// A store in memory, for tests: same pragmas, no encryption, no folder.
    ///
    /// # Errors
    /// Only what SQLite itself answers.
    pub fn in_memory() -> Result<Self> {
        let connection = connection::in_memory()?;
        Ok(Self::of(connection, Key::random()?, Way::KeyFile, None))
    }

    /// Whether there is a store (or an unfinished restore of one) in the folder.
    pub fn exists(dir: &Path) -> bool {
        dir.join(DATABASE).exists() || dir.join(KEYS).exists() || swap::is_pending(dir)
    }

    /// The ways by which the store in `dir` can be opened, without opening it.
    ///
    /// # Errors
    /// No store there; unreadable keys.
    pub fn ways_of(dir: &Path) -> Result<Vec<Way>> {
        if !Self::exists(dir) {
            return Err(StoreFault::NotFound(dir.to_owned()));
        }
        Ok(read_ring(dir)?.ways())
    }

    /// By which way this secret opens the store in `dir`, without opening it.
    ///
    /// # Errors
    /// No store there; unreadable keys; a secret that opens nothing.
    pub fn way_of(dir: &Path, unlock: &Unlock) -> Result<Way> {
        if !Self::exists(dir) {
            return Err(StoreFault::NotFound(dir.to_owned()));
        }
        let key_file = read_key_file(dir)?;
        let (_, way) = read_ring(dir)?.unlock(unlock, key_file.as_deref().map(Vec::as_slice))?;
        Ok(way)
    }

    /// Closes the store and gives back what opens it again, for a restore.
    pub fn close(self) -> (Key, Way) {
        (self.key, self.way)
    }

    /// The configured connection.
    pub fn conn(&self) -> &Connection {
        &self.connection
    }

    /// The configured connection, for transactions.
    pub fn conn_mut(&mut self) -> &mut Connection {
        &mut self.connection
    }

    /// The store's folder; `None` in memory.
    pub fn dir(&self) -> Option<&Path> {
        self.home.as_ref().map(|home| home.dir.as_path())
    }

    /// The folder for backups made of themselves; `None` in memory.
    pub fn backups_dir(&self) -> Option<PathBuf> {
        self.dir().map(|dir| dir.join(BACKUPS))
    }

    /// The store's key, from which keys for further uses are derived.
    pub fn key(&self) -> &Key {
        &self.key
    }

    /// By which way the store was opened.
    pub fn opened_by(&self) -> &Way {
        &self.way
    }

    /// The attachments; `None` in memory.
    pub fn attachments(&self) -> Option<Attachments> {
        self.dir()
            .map(|dir| Attachments::new(dir.join(ATTACHMENTS), &self.key))
    }

    /// What names the store, whatever its key; empty in memory.
    ///
    /// # Errors
    /// Unreadable keys.
    pub fn store_name(&self) -> Result<String> {
        match self.dir() {
            Some(dir) => Ok(read_ring(dir)?.store().to_owned()),
            None => Ok(String::new()),
        }
    }

    /// The ways by which this store can be opened.
    ///
    /// # Errors
    /// Unreadable keys.
    pub fn ways(&self) -> Result<Vec<Way>> {
        match self.dir() {
            Some(dir) => Ok(read_ring(dir)?.ways()),
            None => Ok(Vec::new()),
        }
    }

    /// Whether this is the user's password (asked before it is changed).
    ///
    /// # Errors
    /// Unreadable keys.
    pub fn is_password(&self, user: Option<&str>, password: &str) -> Result<bool> {
        let Some(dir) = self.dir() else {
            return Ok(false);
        };
        let unlock = Unlock::Password {
            user: user.map(str::to_owned),
            password: Zeroizing::new(password.to_owned()),
        };
        let owner = Way::Password(user.map(str::to_owned));
        Ok(read_ring(dir)?
            .unlock(&unlock, None)
            .is_ok_and(|(_, way)| way == owner))
    }

    /// Checks the database; see [`Depth`].
    ///
    /// # Errors
    /// Only where the check itself cannot run; damage is an answer, not an error.
    pub fn verify(&self, depth: Depth) -> Result<Health> {
        health::examine(&self.connection, depth, self.home.is_some())
    }
}

/// Keys without a database stay from a creation cut off by a power failure, or from a database
/// that was deleted; they may still open an old backup, so they are renamed, not overwritten.
fn set_aside_orphaned_keys(dir: &Path) -> Result<()> {
    let stamp = chrono::Local::now().format("%Y%m%d-%H%M%S");
    for name in [KEYS, KEY_FILE] {
        let path = dir.join(name);
        if path.exists() {
            durable::rename(&path, &dir.join(format!("{name}.{stamp}.old")))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
