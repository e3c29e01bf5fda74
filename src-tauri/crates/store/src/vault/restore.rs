//! Restoring a backup: everything is checked before anything is touched, and what is replaced
//! is kept.

use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;
use rusqlite::Connection;
use zeroize::Zeroizing;

use super::{
    ATTACHMENTS, BACKUPS, DATABASE, Home, KEY_FILE, KEYS, Vault,
    archive::{self, Unsealed},
    backup::{self, Manifest},
    connection, durable, health,
    lock::StoreLock,
    read_key_file, read_ring,
    swap::{self, Exchanged, Journal, STAGING, Watch},
};
use crate::{
    attachments::{self, Attachments},
    error::{Result, StoreFault},
    keys::{Key, KeyFault, KeyRing, Unlock, Way},
    place,
};

/// How the backup is opened.
#[derive(Debug, Clone)]
pub enum Opening {
    /// By password, card or key file, as for a store.
    Unlock(Unlock),
    /// By the key of the store that was open until now (see [`Vault::close`]): no password is
    /// asked for a store's own backups.
    Held {
        /// The key.
        key: Key,
        /// By which way it was had.
        way: Way,
    },
}

/// A store that was restored.
#[derive(Debug)]
pub struct Restored {
    /// The restored store, open.
    pub vault: Vault,
    /// Where the store that was there before lies now; `None` if there was none.
    pub rescued: Option<PathBuf>,
    /// What the backup said of itself.
    pub manifest: Manifest,
}

/// Restores a backup file into `dir`, which may hold a store (closed before) or none.
///
/// The backup is unpacked beside the store, its hash and seal compared, opened with the key,
/// every page checked, and handed to `check`, which compares the digest with the manifest's.
/// Only then are the two exchanged; the replaced one goes to `backups/rescued-…`. Keys of the
/// same store stay the present ones, so that a password changed since stays changed.
///
/// # Errors
/// A refused place, another process holding the store, an unusable backup, a wrong key, no
/// room. After any failure the present store is as it was.
pub fn restore(
    file: &Path,
    dir: &Path,
    opening: &Opening,
    now: NaiveDateTime,
    check: impl Fn(&Connection, &Manifest) -> Result<()>,
) -> Result<Restored> {
    restore_watched(file, dir, opening, now, check, &mut |_| Ok(()))
}

fn restore_watched(
    file: &Path,
    dir: &Path,
    opening: &Opening,
    now: NaiveDateTime,
    check: impl Fn(&Connection, &Manifest) -> Result<()>,
    watch: Watch<'_>,
) -> Result<Restored> {
    place::check(dir)?;
    archive::read_manifest(file)?;
    durable::make_dir(dir)?;
    let lock = StoreLock::take(dir)?;
    swap::finish_interrupted(dir)?;
    let prepared = prepare(file, dir, opening, now, check);
    let (journal, key, way, manifest) = match prepared {
        Ok(prepared) => prepared,
        Err(fault) => {
            let _ = durable::remove_dir(&dir.join(STAGING));
            return Err(fault);
        }
    };
    let exchanged = journal
        .commit(dir)
        .and_then(|()| journal.forward(dir, watch))
        .and_then(|()| connection::open_read_only(&dir.join(DATABASE), &key).map(drop))
        .and_then(|()| journal.close(dir));
    if let Err(fault) = exchanged {
        journal.backward(dir)?;
        return Err(fault);
    }
    let connection = connection::open(&dir.join(DATABASE), &key)?;
    durable::make_dir(&dir.join(BACKUPS))?;
    let rescued = journal.rescued(dir);
    // Goes only where it is empty: nothing was replaced.
    let _ = std::fs::remove_dir(&rescued);
    let rescued = rescued.exists().then_some(rescued);
    let home = Some(Home {
        dir: dir.to_owned(),
        _lock: lock,
    });
    Ok(Restored {
        vault: Vault {
            connection,
            key,
            way,
            home,
        },
        rescued,
        manifest,
    })
}

fn prepare(
    file: &Path,
    dir: &Path,
    opening: &Opening,
    now: NaiveDateTime,
    check: impl Fn(&Connection, &Manifest) -> Result<()>,
) -> Result<(Journal, Key, Way, Manifest)> {
    let staging = dir.join(STAGING);
    let size = std::fs::metadata(file)
        .map_err(|e| StoreFault::file("读取", file, e))?
        .len();
    backup::check_room(dir, size)?;
    durable::make_dir(&staging)?;
    let unsealed = archive::unpack(file, &staging)?;

    let keys = staging.join(KEYS);
    let json = std::fs::read(&keys).map_err(|e| StoreFault::file("读取", &keys, e))?;
    let mut ring =
        KeyRing::parse(&json).map_err(|_| StoreFault::bad_backup("里面的钥匙文件读不出来"))?;
    // An unreadable present ring is one more reason to restore, not to refuse.
    let present = read_ring(dir)
        .ok()
        .filter(|present| present.key_id() == ring.key_id());
    let (key, mut way) = open_ring(&ring, present.as_ref(), dir, opening)?;
    unsealed.check_seal(&key)?;
    verify_database(&staging, &key, &unsealed, check)?;

    let swap_keys = present.is_none();
    if swap_keys && ring.ways().contains(&Way::KeyFile) {
        // The key file does not travel with a backup: the office gets a new one here.
        let content = ring.replace_key_file(&key)?;
        durable::write_atomic(&staging.join(KEY_FILE), &content)?;
        durable::write_atomic(&keys, &ring.to_json()?)?;
        way = Way::KeyFile;
    }
    let present_files = Attachments::new(dir.join(ATTACHMENTS), &key);
    let attachments_go = !are_ours(&present_files)?;
    if !attachments_go {
        leave_out_sound(&staging.join(ATTACHMENTS), &present_files)?;
    }
    let exchanged = Exchanged {
        keys: swap_keys,
        key_file: staging.join(KEY_FILE).exists(),
        attachments: attachments_go,
    };
    let journal = Journal::new(free_rescue_name(dir, now), exchanged);
    if !swap_keys {
        copy_keys(dir, &journal.rescued(dir))?;
    }
    durable::sync_dir(&staging).map_err(|e| StoreFault::file("写入", &staging, e))?;
    Ok((journal, key, way, unsealed.manifest))
}

fn open_ring(
    ring: &KeyRing,
    present: Option<&KeyRing>,
    dir: &Path,
    opening: &Opening,
) -> Result<(Key, Way)> {
    match opening {
        Opening::Held { key, way } if key.id() == ring.key_id() => Ok((key.clone(), way.clone())),
        Opening::Held { .. } => Err(StoreFault::BackupNeedsUnlock),
        Opening::Unlock(unlock) => {
            let key_file = read_key_file(dir)?;
            let key_file = key_file.as_deref().map(Vec::as_slice);
            let by_backup = ring.unlock(unlock, key_file);
            // The password of today opens also a backup from before it was changed.
            match (by_backup, present) {
                (Ok(opened), _) => Ok(opened),
                (Err(fault), Some(present)) => present
                    .unlock(unlock, key_file)
                    .map_err(|_: KeyFault| fault.into()),
                (Err(fault), None) => Err(fault.into()),
            }
        }
    }
}

fn verify_database(
    staging: &Path,
    key: &Key,
    unsealed: &Unsealed,
    check: impl Fn(&Connection, &Manifest) -> Result<()>,
) -> Result<()> {
    let database = staging.join(DATABASE);
    if backup::is_plain(&database)? {
        return Err(StoreFault::bad_backup("里面的台账没有加密"));
    }
    let connection = connection::open_read_only(&database, key)
        .map_err(|_| StoreFault::bad_backup("里面的台账打不开"))?;
    if !health::examine(&connection, health::Depth::Deep, true)?.is_sound() {
        return Err(StoreFault::bad_backup("里面的台账结构检查不通过"));
    }
    check(&connection, &unsealed.manifest)
}

/// Whether the present attachments open with this key; an empty folder does.
fn are_ours(present: &Attachments) -> Result<bool> {
    // A few damaged ones do not make the folder another store's.
    const ASKED: usize = 5;
    let hashes = present.list()?;
    Ok(hashes.is_empty()
        || hashes
            .iter()
            .take(ASKED)
            .any(|hash| present.get(hash).is_ok()))
}

/// Attachments that are here and sound stay; the staged copies of the others come in.
fn leave_out_sound(staged: &Path, present: &Attachments) -> Result<()> {
    for (hash, _) in attachments::files_in(staged)? {
        if present.get(&hash).is_ok() {
            durable::remove_file(&staged.join(hash.to_hex().as_str()))?;
        }
    }
    Ok(())
}

/// With its keys beside it, what is rescued can be opened as a store of its own. A store that
/// is not there has nothing to be rescued.
fn copy_keys(dir: &Path, rescued: &Path) -> Result<()> {
    if !dir.join(DATABASE).exists() {
        return Ok(());
    }
    durable::make_dir(rescued)?;
    for name in [KEYS, KEY_FILE] {
        let path = dir.join(name);
        match std::fs::read(&path).map(Zeroizing::new) {
            Ok(content) => durable::write_atomic(&rescued.join(name), &content)?,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {}
            Err(e) => return Err(StoreFault::file("读取", &path, e)),
        }
    }
    Ok(())
}

fn free_rescue_name(dir: &Path, now: NaiveDateTime) -> String {
    let stem = format!("rescued-{}", now.format("%Y%m%d-%H%M%S"));
    let taken = |name: &String| dir.join(BACKUPS).join(name).exists();
    let others = (2..).map(|n: u32| format!("{stem}-{n}"));
    std::iter::once(stem.clone())
        .chain(others)
        .find(|name| !taken(name))
        .unwrap_or(stem)
}

#[cfg(test)]
mod tests;
