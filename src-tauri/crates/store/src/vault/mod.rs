//! A store's folder: created, opened, checked, backed up, restored.
//!
//! ```text
//! store.db     the encrypted database          keys.json   its key, wrapped
//! key          key file, if there is no password
//! attachments/ encrypted files                 backups/    *.lvbak and replaced stores
//! lock         held while open                 holder.json who holds it
//! ```

mod archive;
pub mod backup;
mod connection;
pub(crate) mod durable;
mod health;
mod lies;
mod lock;
pub mod restore;
mod swap;
pub mod thinning;

use std::path::{Path, PathBuf};

use rusqlite::Connection;
use zeroize::Zeroizing;

pub use health::{Depth, Health};
pub use lies::Lies;
pub use lock::Holder;

use crate::{
    attachments::Attachments,
    error::{Result, StoreFault},
    keys::{Cost, Key, KeyRing, RecoveryCard, Unlock, Way},
    place,
};
use lock::StoreLock;

const DATABASE: &str = "store.db";
const KEYS: &str = "keys.json";
const KEY_FILE: &str = "key";
const ATTACHMENTS: &str = "attachments";
const BACKUPS: &str = "backups";

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
}

#[derive(Debug)]
struct Home {
    dir: PathBuf,
    _lock: StoreLock,
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
        place::check(dir)?;
        durable::make_dir(dir)?;
        let lock = StoreLock::take(dir)?;
        swap::finish_interrupted(dir)?;
        if dir.join(DATABASE).exists() {
            return Err(StoreFault::Exists(dir.to_owned()));
        }
        let key = Key::random()?;
        let mut ring = KeyRing::new(&key);
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
        let home = Some(Home {
            dir: dir.to_owned(),
            _lock: lock,
        });
        Ok(Created {
            vault: Self {
                connection,
                key,
                way,
                home,
            },
            card,
        })
    }

    /// Opens the store in `dir`. An interrupted restore is finished first.
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
        place::check(dir)?;
        if !dir.join(KEYS).exists() && !dir.join(DATABASE).exists() && !swap::is_pending(dir) {
            return Err(StoreFault::NotFound(dir.to_owned()));
        }
        let lock = StoreLock::take(dir)?;
        swap::finish_interrupted(dir)?;
        let ring = read_ring(dir)?;
        if !dir.join(DATABASE).exists() {
            return Err(StoreFault::DatabaseMissing(dir.to_owned()));
        }
        let (key, way) = unlock(&ring)?;
        let connection = connection::open(&dir.join(DATABASE), &key)?;
        let home = Some(Home {
            dir: dir.to_owned(),
            _lock: lock,
        });
        Ok(Self {
            connection,
            key,
            way,
            home,
        })
    }

    /// A store in memory, for tests: same pragmas, no encryption, no folder.
    ///
    /// # Errors
    /// Only what SQLite itself answers.
    pub fn in_memory() -> Result<Self> {
        let connection = connection::in_memory()?;
        Ok(Self {
            connection,
            key: Key::random()?,
            way: Way::KeyFile,
            home: None,
        })
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

    /// Whether the store was restored and has not taken note of it yet, also where the restore
    /// was finished at this start after a power cut. A restored store must write under a new
    /// device before its first save, or two stores write under one name.
    pub fn is_fresh_from_restore(&self) -> bool {
        self.dir()
            .is_some_and(|dir| dir.join(swap::RESTORED).exists())
    }

    /// The store has taken note that it was restored (its device is renewed and saved).
    ///
    /// # Errors
    /// A mark that cannot be deleted.
    pub fn note_restored(&self) -> Result<()> {
        match self.dir() {
            Some(dir) => durable::remove_file(&dir.join(swap::RESTORED)),
            None => Ok(()),
        }
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

    /// Sets or changes a user's password; the database keeps its key.
    ///
    /// # Errors
    /// A blank password; unreadable keys; a full disk.
    pub fn set_password(&self, user: Option<&str>, password: &str) -> Result<()> {
        self.change_ring(|ring| Ok(ring.set_password(&self.key, user, password, Cost::STANDARD)?))
    }

    /// Takes a user's password away.
    ///
    /// # Errors
    /// An unknown user; the last everyday way in.
    pub fn remove_password(&self, user: Option<&str>) -> Result<()> {
        self.change_ring(|ring| Ok(ring.remove_password(user)?))
    }

    /// Makes a new recovery card; the old one no longer opens the store.
    ///
    /// # Errors
    /// Unreadable keys; a full disk.
    pub fn replace_card(&self) -> Result<RecoveryCard> {
        self.change_ring(|ring| Ok(ring.replace_card(&self.key)?))
    }

    /// Opens the store without a password from now on.
    ///
    /// # Errors
    /// Unreadable keys; a full disk.
    pub fn use_key_file(&self) -> Result<()> {
        self.change_ring(|ring| {
            let content = ring.replace_key_file(&self.key)?;
            match self.dir() {
                Some(dir) => durable::write_atomic(&dir.join(KEY_FILE), &content),
                None => Ok(()),
            }
        })
    }

    /// Asks for a password from now on; one must be set before.
    ///
    /// # Errors
    /// [`crate::keys::KeyFault::LastWay`] where no password is set.
    pub fn drop_key_file(&self) -> Result<()> {
        self.change_ring(|ring| Ok(ring.remove_key_file()?))?;
        match self.dir() {
            Some(dir) => durable::remove_file(&dir.join(KEY_FILE)),
            None => Ok(()),
        }
    }

    /// Checks the database; see [`Depth`].
    ///
    /// # Errors
    /// Only where the check itself cannot run; damage is an answer, not an error.
    pub fn verify(&self, depth: Depth) -> Result<Health> {
        health::examine(&self.connection, depth, self.home.is_some())
    }

    fn change_ring<T>(&self, change: impl FnOnce(&mut KeyRing) -> Result<T>) -> Result<T> {
        let mut ring = match self.dir() {
            Some(dir) => read_ring(dir)?,
            None => KeyRing::new(&self.key),
        };
        let answer = change(&mut ring)?;
        if let Some(dir) = self.dir() {
            durable::write_atomic(&dir.join(KEYS), &ring.to_json()?)?;
        }
        Ok(answer)
    }
}

fn read_ring(dir: &Path) -> Result<KeyRing> {
    let path = dir.join(KEYS);
    match std::fs::read(&path) {
        Ok(json) => Ok(KeyRing::parse(&json)?),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
            Err(crate::keys::KeyFault::Damaged.into())
        }
        Err(e) => Err(StoreFault::file("读取", &path, e)),
    }
}

fn read_key_file(dir: &Path) -> Result<Option<Zeroizing<Vec<u8>>>> {
    let path = dir.join(KEY_FILE);
    match std::fs::read(&path) {
        Ok(content) => Ok(Some(Zeroizing::new(content))),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(StoreFault::file("读取", &path, e)),
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
