//! The files of a store: their names, what stands in the small ones, the room that a disk must have.

use std::path::Path;

use zeroize::Zeroizing;

use super::connection::PLAIN_HEADER;
use crate::{
    error::{Result, StoreFault},
    keys::{KeyFault, KeyRing},
    place,
};

pub(super) const DATABASE: &str = "store.db";
pub(super) const KEYS: &str = "keys.json";
pub(super) const KEY_FILE: &str = "key";
pub(super) const ATTACHMENTS: &str = "attachments";
pub(super) const BACKUPS: &str = "backups";
pub(super) const REVOKED: &str = "revoked.json";
/// SQLite takes paths of at most 512 bytes; names inside the folder need some of them.
const LONGEST_PATH: usize = 400;

/// Refuses a folder on which no store may be kept, and one whose path is too long for SQLite.
pub(super) fn check_place(dir: &Path) -> Result<()> {
    place::check(dir)?;
    let whole = std::path::absolute(dir).unwrap_or_else(|_| dir.to_owned());
    if whole.as_os_str().len() > LONGEST_PATH {
        return Err(StoreFault::PathTooLong {
            bytes: whole.as_os_str().len(),
            most: LONGEST_PATH,
        });
    }
    Ok(())
}

pub(super) fn read_ring(dir: &Path) -> Result<KeyRing> {
    let path = dir.join(KEYS);
    match std::fs::read(&path) {
        Ok(json) => Ok(KeyRing::parse(&json)?),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Err(KeyFault::Damaged.into()),
        Err(e) => Err(StoreFault::file("读取", &path, e)),
    }
}

pub(super) fn read_key_file(dir: &Path) -> Result<Option<Zeroizing<Vec<u8>>>> {
    let path = dir.join(KEY_FILE);
    match std::fs::read(&path) {
        Ok(content) => Ok(Some(Zeroizing::new(content))),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(StoreFault::file("读取", &path, e)),
    }
}

/// Whether the file is unencrypted SQLite.
pub(super) fn is_plain(path: &Path) -> Result<bool> {
    use std::io::Read;
    let reading = |e| StoreFault::file("读取", path, e);
    let mut head = Vec::new();
    std::fs::File::open(path)
        .map_err(reading)?
        .take(PLAIN_HEADER.len() as u64)
        .read_to_end(&mut head)
        .map_err(reading)?;
    Ok(head == PLAIN_HEADER)
}

/// Refuses work for which the disk has no room, with a little to spare.
pub(super) fn check_room(place: &Path, needed: u64) -> Result<()> {
    const SPARE: u64 = 4 * 1024 * 1024;
    let needed = needed.saturating_add(SPARE);
    // A system that does not tell is not a reason to refuse.
    let free = fs4::available_space(place).unwrap_or(u64::MAX);
    if free < needed {
        Err(no_room(place, needed))
    } else {
        Ok(())
    }
}

pub(super) fn no_room(place: &Path, needed: u64) -> StoreFault {
    let free = fs4::available_space(place).unwrap_or_default();
    StoreFault::NoRoom {
        place: place.to_owned(),
        needed,
        free,
    }
}

pub(super) fn path_text(path: &Path) -> Result<&str> {
    path.to_str().ok_or_else(|| {
        StoreFault::file(
            "写入",
            path,
            std::io::Error::other("文件夹名里有不能识别的字符"),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disk_without_room_is_named_before_anything_is_written() {
        let dir = tempfile::tempdir().unwrap();
        assert!(check_room(dir.path(), 1).is_ok(), "a byte fits");
        let fault = check_room(dir.path(), u64::MAX).unwrap_err();
        assert!(
            fault.to_string().contains("磁盘空间不够") && fault.code() == "disk_full",
            "the sentence says how much is needed and free: {fault}"
        );
    }
}
