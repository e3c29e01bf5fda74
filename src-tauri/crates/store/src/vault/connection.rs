//! The one place where a connection is opened and set up.

use std::{path::Path, time::Duration};

use rusqlite::{Connection, OpenFlags};
use zeroize::Zeroizing;

use crate::{
    durable,
    error::{Result, StoreFault},
    keys::Key,
    vault::functions,
};

/// Set on every connection. No foreign keys: references of records may dangle until the other
/// side's package arrives. `synchronous=FULL`: with NORMAL a power cut loses the last
/// acknowledged saves.
const PRAGMAS: &str = "
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA temp_store = MEMORY;
    PRAGMA cache_size = -64000;
    PRAGMA foreign_keys = OFF;
    PRAGMA trusted_schema = OFF;
    PRAGMA cell_size_check = ON;
    PRAGMA secure_delete = ON;
";

/// Memory for pages while very many rows come in. Every page of a large roster fits, so that none is
/// enciphered into the write-ahead log, read back for an index, and enciphered again at the commit.
pub(crate) const ROOM_FOR_MANY: &str = "PRAGMA cache_size = -88000;";
/// The usual room, as in [`PRAGMAS`].
pub(crate) const USUAL_ROOM: &str = "PRAGMA cache_size = -64000;";

/// Set before anything is read: one process holds a store, and no shared-memory file is made beside
/// it. Making one takes room, so a store on a full disk could not even be read.
const ALONE: &str = "PRAGMA locking_mode = EXCLUSIVE;";

/// What SQLCipher would write to the terminal in English is said in our own sentence.
const QUIET: &str = "PRAGMA cipher_log_level = NONE;";

/// What every unencrypted SQLite file begins with.
pub(super) const PLAIN_HEADER: &[u8] = b"SQLite format 3\0";

/// Makes a new encrypted database.
pub(super) fn create(path: &Path, key: &Key) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.execute_batch(ALONE)?;
    unlock(&connection, key)?;
    // What SQLite makes beside it takes over its permissions.
    durable::make_private(path);
    set_up(&connection)?;
    // Gives the file its header, so that an empty store is recognised as one.
    connection.execute_batch("PRAGMA user_version = 0; VACUUM;")?;
    Ok(connection)
}

/// Opens an existing encrypted database for reading and writing.
pub(super) fn open(path: &Path, key: &Key) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.execute_batch(ALONE)?;
    unlock(&connection, key)?;
    set_up(&connection)?;
    Ok(connection)
}

/// Puts a database file under another key, in place. The file must be a copy that nobody else
/// needs: without a journal, a failure leaves it unreadable.
pub(super) fn change_key(path: &Path, old: &Key, new: &Key) -> Result<()> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.execute_batch(ALONE)?;
    unlock(&connection, old)?;
    connection.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")?;
    let hex = Zeroizing::new(hex::encode(new.bytes()));
    let pragma = Zeroizing::new(format!("PRAGMA rekey = \"x'{}'\";", hex.as_str()));
    connection.execute_batch(&pragma)?;
    drop(connection);
    std::fs::File::options()
        .write(true)
        .open(path)
        .and_then(|file| file.sync_all())
        .map_err(|e| StoreFault::file("写入", path, e))
}

/// Opens a database file for reading alone, as it lies on the disk.
pub(super) fn open_read_only(path: &Path, key: &Key) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    unlock(&connection, key)?;
    connection.execute_batch("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;")?;
    functions::install(&connection)?;
    Ok(connection)
}

pub(super) fn in_memory() -> Result<Connection> {
    let connection = Connection::open_in_memory()?;
    connection.execute_batch(ALONE)?;
    set_up(&connection)?;
    Ok(connection)
}

fn set_up(connection: &Connection) -> Result<()> {
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.set_prepared_statement_cache_capacity(256);
    connection.execute_batch(PRAGMAS)?;
    functions::install(connection)?;
    Ok(())
}

/// Gives SQLCipher the raw key, which spares its password derivation, and reads once: a wrong
/// key shows only at the first read.
fn unlock(connection: &Connection, key: &Key) -> Result<()> {
    let hex = Zeroizing::new(hex::encode(key.bytes()));
    let pragma = Zeroizing::new(format!("PRAGMA key = \"x'{}'\";", hex.as_str()));
    connection.execute_batch(QUIET)?;
    connection.execute_batch(&pragma)?;
    let version: Option<String> = connection
        .query_row("PRAGMA cipher_version", [], |row| row.get(0))
        .ok();
    if version.is_none_or(|version| version.is_empty()) {
        return Err(StoreFault::Sql("SQLite was built without SQLCipher".into()));
    }
    connection.query_row("SELECT count(*) FROM sqlite_master", [], |_| Ok(()))?;
    Ok(())
}
