//! A store that may not be written (a read-only medium, a folder without permission) is opened to
//! be looked at.
//!
//! SQLite cannot read a database with a log beside it where it may write neither, so a copy in a
//! temporary folder is opened. It is as encrypted as the original and goes when the store is closed.

use std::{fs, io::ErrorKind, path::Path, sync::Arc};

use rusqlite::Connection;

use super::files::{DATABASE, read_ring};
use super::{connection, home::Home, lock::StoreLock, swap};
use crate::{
    error::{Result, StoreFault},
    keys::{Key, KeyRing, Way},
};

/// Whether files in the folder, and the database, may be written. A full disk may.
pub(super) fn is_writable(dir: &Path) -> bool {
    let refused = |error: &std::io::Error| {
        matches!(
            error.kind(),
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem
        )
    };
    if tempfile::tempfile_in(dir).is_err_and(|error| refused(&error)) {
        return false;
    }
    let opened = fs::File::options().write(true).open(dir.join(DATABASE));
    !opened.is_err_and(|error| refused(&error))
}

/// A store opened to be looked at.
pub(super) struct Seen {
    pub(super) connection: Connection,
    pub(super) key: Key,
    pub(super) way: Way,
    pub(super) home: Home,
}

pub(super) fn open(
    dir: &Path,
    unlock: impl FnOnce(&KeyRing) -> Result<(Key, Way)>,
) -> Result<Seen> {
    if swap::is_pending(dir) {
        return Err(StoreFault::Unfinished(dir.to_owned()));
    }
    let lock = StoreLock::take_to_read(dir)?;
    let ring = read_ring(dir)?;
    if !dir.join(DATABASE).exists() {
        return Err(StoreFault::DatabaseMissing(dir.to_owned()));
    }
    let (key, way) = unlock(&ring)?;
    let making = |e| StoreFault::file("新建文件夹", &std::env::temp_dir(), e);
    let copy = tempfile::Builder::new()
        .prefix("lvzhi-taizhang-")
        .tempdir()
        .map_err(making)?;
    for name in [DATABASE, "store.db-wal"] {
        let (from, to) = (dir.join(name), copy.path().join(name));
        match fs::File::open(&from) {
            Ok(mut source) => {
                let mut target = crate::durable::create_new(&to)
                    .map_err(|e| StoreFault::file("写入", &to, e))?;
                std::io::copy(&mut source, &mut target)
                    .map_err(|e| StoreFault::file("复制", &from, e))?;
            }
            Err(e) if e.kind() == ErrorKind::NotFound => {}
            Err(e) => return Err(StoreFault::file("读取", &from, e)),
        }
    }
    let connection = connection::open(&copy.path().join(DATABASE), &key)?;
    let home = Home {
        dir: dir.to_owned(),
        _lock: lock.map(Arc::new),
        copy: Some(copy),
    };
    Ok(Seen {
        connection,
        key,
        way,
        home,
    })
}
