//! Backups: one file each, verified before it gets its name.

use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;
use rusqlite::Connection;

pub use super::archive::{Asked, Contents, EXTENSION, Manifest, Reason, Said};
use super::files::{ATTACHMENTS, DATABASE, check_room, is_plain, no_room, read_ring};
use super::{Vault, archive, connection, health, thinning};
use crate::{
    attachments,
    cancellation::Cancellation,
    durable,
    error::{Result, StoreFault},
    keys::{Key, KeyRing, Way},
};

/// A backup that was made and verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupInfo {
    /// The file.
    pub path: PathBuf,
    /// Its size.
    pub bytes: u64,
    /// What it says of itself.
    pub manifest: Manifest,
}

/// Parts of the work, for those who watch it: copying, checking, packing, reading back.
const PARTS: u64 = 4;

/// Makes a backup file in `destination` and verifies it: not readable as plain SQLite, opened
/// with the key, every page's seal and the structure checked, the same digest, and the file
/// read back from its disk. The copy gets a key of its own. `say` computes digest and counts on the
/// connection it is given; it is asked for the live store and for the copy.
///
/// # Errors
/// No room, a failing disk, a copy that does not stand its check. No half file is left.
pub fn backup_to(
    vault: &Vault,
    destination: &Path,
    asked: Asked,
    cancellation: &Cancellation,
    say: impl Fn(&Connection) -> Result<Said>,
) -> Result<BackupInfo> {
    let Some(dir) = vault.dir() else {
        return Err(StoreFault::BackupNotVerified {
            why: "内存里的台账不能备份".into(),
        });
    };
    durable::make_dir(destination)?;
    let attachments = dir.join(ATTACHMENTS);
    let attachments = (asked.contents == Contents::Everything).then_some(attachments.as_path());
    let room = require_room(dir, destination, attachments)?;

    let workshop = vault.workshop(destination)?;
    let copy = workshop.path().join(DATABASE);
    cancellation.step(0, PARTS)?;
    vault.copy_into(&copy)?;
    cancellation.step(1, PARTS)?;
    let expected = say(vault.conn())?;
    let key = Key::random()?;
    connection::change_key(&copy, vault.key(), &key)?;
    verify_copy(&copy, &key, &expected, &say)?;
    cancellation.step(2, PARTS)?;

    let ring = read_ring(dir)?;
    let manifest = Manifest::new(&asked, ring.store(), expected);
    let keys = archive::Lock::new(ring, vault.key(), &key)?.to_json()?;
    let writing = |e| match StoreFault::file("写入备份", destination, e) {
        // Said of the stick, lest the clerk clears the wrong disk.
        StoreFault::Full(_) => no_room(destination, room),
        fault => fault,
    };
    let mut temp = tempfile::Builder::new()
        .prefix(".making-")
        .suffix(".tmp")
        .tempfile_in(destination)
        .map_err(writing)?;
    archive::write(
        temp.as_file_mut(),
        &manifest,
        &keys,
        &copy,
        attachments,
        &key,
    )
    .and_then(|()| temp.as_file().sync_all())
    .map_err(writing)?;
    let temp = temp.into_temp_path();
    cancellation.step(3, PARTS)?;
    archive::check_hash(&temp).map_err(|fault| not_verified(&fault))?;
    let manifest = archive::read_manifest(&temp).map_err(|fault| not_verified(&fault))?;

    let path = free_name(destination, asked.now, asked.reason);
    durable::rename(&temp, &path)?;
    let bytes = std::fs::metadata(&path)
        .map_err(|e| StoreFault::file("读取", &path, e))?
        .len();
    Ok(BackupInfo {
        path,
        bytes,
        manifest,
    })
}

/// What a backup file says of itself, for a list to choose from; the whole is checked only when
/// it is restored.
///
/// # Errors
/// Not a backup, cut short, written by a newer version.
pub fn inspect(file: &Path) -> Result<Manifest> {
    archive::read_manifest(file)
}

/// The ways by which a backup can be opened.
///
/// # Errors
/// Not a backup, cut short, unreadable keys.
pub fn ways_of(file: &Path) -> Result<Vec<Way>> {
    let lock = archive::Lock::parse(&archive::read_keys(file)?)?;
    Ok(lock.ring.ways())
}

fn verify_copy(
    copy: &Path,
    key: &Key,
    expected: &Said,
    say: &impl Fn(&Connection) -> Result<Said>,
) -> Result<()> {
    let refuse = |why: &str| {
        Err(StoreFault::BackupNotVerified {
            why: why.to_owned(),
        })
    };
    if is_plain(copy)? {
        return refuse("副本没有加密");
    }
    let connection = connection::open_read_only(copy, key).map_err(|fault| not_verified(&fault))?;
    let health = health::examine(&connection, health::Depth::Deep, true)?;
    if !health.is_sound() {
        return refuse("副本的结构检查不通过");
    }
    let found = say(&connection).map_err(|fault| not_verified(&fault))?;
    if found == *expected {
        Ok(())
    } else {
        refuse("副本的内容与台账不一致")
    }
}

/// Has every backup in the store's own folder follow from the store's key `old` to `new`. One that
/// cannot be read is deleted: it restores nothing, and whoever had the old key may still open it.
///
/// # Errors
/// A full disk, a file that cannot be replaced. What was done stays done.
pub(super) fn renew_all(folder: &Path, old: &Key, new: &Key, ring: &KeyRing) -> Result<()> {
    for file in thinning::list(folder)? {
        let mut temp = tempfile::Builder::new()
            .prefix(".making-")
            .suffix(".tmp")
            .tempfile_in(folder)
            .map_err(|e| StoreFault::file("写入备份", folder, e))?;
        match archive::renew(&file.path, temp.as_file_mut(), old, new, ring) {
            Ok(true) => {
                temp.as_file()
                    .sync_all()
                    .map_err(|e| StoreFault::file("写入备份", folder, e))?;
                durable::rename(&temp.into_temp_path(), &file.path)?;
            }
            // Already done, another store's, or of a later program.
            Ok(false) | Err(StoreFault::TooNew { .. } | StoreFault::Key(_)) => {}
            Err(StoreFault::BadBackup { .. }) => durable::remove_file(&file.path)?,
            Err(fault) => return Err(fault),
        }
    }
    Ok(())
}

fn require_room(dir: &Path, destination: &Path, attachments: Option<&Path>) -> Result<u64> {
    let size = |name: &str| std::fs::metadata(dir.join(name)).map_or(0, |m| m.len());
    let database = size(DATABASE) + size("store.db-wal");
    let mut whole = database;
    if let Some(folder) = attachments {
        whole += attachments::files_in(folder)?
            .iter()
            .map(|(_, bytes)| bytes + 1024)
            .sum::<u64>();
    }
    // The copy in the workshop stands beside the finished file for a while.
    check_room(dir, database)?;
    check_room(destination, whole + database)?;
    Ok(whole)
}

fn free_name(destination: &Path, now: NaiveDateTime, reason: Reason) -> PathBuf {
    let stem = thinning::file_stem(now, reason);
    let first = destination.join(format!("{stem}.{EXTENSION}"));
    let others = (2..).map(|n: u32| destination.join(format!("{stem}-{n}.{EXTENSION}")));
    std::iter::once(first.clone())
        .chain(others)
        .find(|path| !path.exists())
        .unwrap_or(first)
}

fn not_verified(fault: &StoreFault) -> StoreFault {
    let why = match fault {
        StoreFault::BadBackup { why } => why.clone(),
        other => other.to_string().trim_end_matches('。').to_owned(),
    };
    StoreFault::BackupNotVerified { why }
}
