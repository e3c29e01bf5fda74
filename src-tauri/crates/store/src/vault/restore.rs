//! Restoring a backup: everything is checked before anything is touched, and what is replaced
//! is kept.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDateTime;
use rusqlite::Connection;

use super::files::{
    ATTACHMENTS, BACKUPS, DATABASE, KEY_FILE, KEYS, check_place, check_room, is_plain,
    read_key_file, read_ring,
};
use super::{
    Vault,
    archive::{self, Lock, Manifest, Unsealed},
    connection, health,
    home::Home,
    lock::StoreLock,
    swap::{self, Exchanged, Journal, STAGING, Watch},
};
use crate::{
    attachments::{self, Attachments},
    durable,
    error::{Result, StoreFault},
    keys::{Key, KeyRing, Unlock, Way},
};

/// How the backup is opened, and what shows that the present store may be replaced.
#[derive(Debug, Clone)]
pub enum Opening {
    /// By password, card or key file, as for a store. A present store must open with it as well.
    Unlock(Unlock),
    /// By the key of the store that was open until now (see [`Vault::close`]): no password is
    /// asked for a store's own backups.
    Held {
        /// The key.
        key: Key,
        /// By which way it was had.
        way: Way,
    },
    /// The store that was open until now is replaced by a backup that needs something else: another
    /// store's, or one from before the store's key was changed.
    HeldAnd {
        /// The key of the store that was open.
        key: Key,
        /// By which way it was had.
        way: Way,
        /// What opens the backup.
        unlock: Unlock,
    },
}

impl Opening {
    fn held(&self) -> Option<(&Key, &Way)> {
        match self {
            Self::Unlock(_) => None,
            Self::Held { key, way } | Self::HeldAnd { key, way, .. } => Some((key, way)),
        }
    }

    fn unlock(&self) -> Option<&Unlock> {
        match self {
            Self::Held { .. } => None,
            Self::Unlock(unlock) | Self::HeldAnd { unlock, .. } => Some(unlock),
        }
    }
}

/// What a restore came to.
#[derive(Debug)]
pub struct Restored<T> {
    /// What the caller made of the restored store.
    pub opened: T,
    /// Where the store that was there before lies now; `None` if there was none.
    pub rescued: Option<PathBuf>,
    /// What the backup said of itself.
    pub manifest: Manifest,
}

/// What a restore asks of its caller on the way.
pub struct Steps<C, R, O> {
    /// Compares the database's content with the manifest.
    pub check: C,
    /// Makes the restored store ready to be opened, while it still lies apart: whatever an upgrade
    /// changes, and a device of its own. It is closed after.
    pub ready: R,
    /// Opens the store in its place. A refusal takes the exchange back.
    pub open: O,
}

/// Restores a backup file into `dir`, which may hold a store (closed before) or none.
///
/// The backup is unpacked beside the store, its hash and seal compared, opened with its key, every
/// page checked, its content compared, put under the store's key and made ready. Only then are the
/// two exchanged; the replaced one goes to `backups/rescued-…`. A store keeps its present keys, so
/// that a password changed since stays changed.
///
/// # Errors
/// A refused place, another process holding the store, a present store that nothing was offered to
/// open, an unusable backup, a wrong key, no room, a refusal of the caller's. After any failure the
/// present store is as it was.
pub fn restore<T>(
    file: &Path,
    dir: &Path,
    opening: &Opening,
    now: NaiveDateTime,
    steps: Steps<
        impl FnOnce(&Connection, &Manifest) -> Result<()>,
        impl FnOnce(Vault) -> Result<()>,
        impl FnOnce(Vault) -> Result<T>,
    >,
) -> Result<Restored<T>> {
    restore_watched(file, dir, opening, now, steps, &mut |_| Ok(()))
}

fn restore_watched<T>(
    file: &Path,
    dir: &Path,
    opening: &Opening,
    now: NaiveDateTime,
    steps: Steps<
        impl FnOnce(&Connection, &Manifest) -> Result<()>,
        impl FnOnce(Vault) -> Result<()>,
        impl FnOnce(Vault) -> Result<T>,
    >,
    watch: Watch<'_>,
) -> Result<Restored<T>> {
    check_place(dir)?;
    archive::read_manifest(file)?;
    durable::make_dir(dir)?;
    let lock = Arc::new(StoreLock::take(dir)?);
    swap::finish_interrupted(dir)?;
    let made = !Vault::exists(dir);
    let prepared = prepare(file, dir, opening, now, steps.check, steps.ready);
    let Prepared {
        journal,
        key,
        way,
        manifest,
    } = match prepared {
        Ok(prepared) => prepared,
        Err(fault) => {
            let _ = durable::remove_dir(&dir.join(STAGING));
            return Err(fault);
        }
    };
    let exchanged = journal
        .commit(dir)
        .and_then(|()| durable::make_dir(&dir.join(BACKUPS)))
        .and_then(|()| journal.forward(dir, watch))
        .and_then(|()| {
            let connection = connection::open(&dir.join(DATABASE), &key)?;
            let home = Home::at(dir, Arc::clone(&lock));
            (steps.open)(Vault::of(connection, key, way, Some(home)))
        })
        .and_then(|opened| journal.close(dir).map(|()| opened));
    let opened = match exchanged {
        Ok(opened) => {
            if made {
                durable::make_private(dir);
            }
            opened
        }
        Err(fault) => {
            // Whatever was opened is closed by now.
            journal.backward(dir)?;
            return Err(fault);
        }
    };
    let rescued = journal.rescued(dir);
    // Goes only where it is empty: nothing was replaced.
    let _ = std::fs::remove_dir(&rescued);
    let rescued = rescued.exists().then_some(rescued);
    Ok(Restored {
        opened,
        rescued,
        manifest,
    })
}

/// A restore of which nothing is left to do but the exchange.
struct Prepared {
    journal: Journal,
    key: Key,
    way: Way,
    manifest: Manifest,
}

fn prepare(
    file: &Path,
    dir: &Path,
    opening: &Opening,
    now: NaiveDateTime,
    check: impl FnOnce(&Connection, &Manifest) -> Result<()>,
    ready: impl FnOnce(Vault) -> Result<()>,
) -> Result<Prepared> {
    let staging = dir.join(STAGING);
    let size = std::fs::metadata(file)
        .map_err(|e| StoreFault::file("读取", file, e))?
        .len();
    // Tables may have to be built anew in the copy, with a log beside it.
    check_room(dir, size.saturating_mul(3))?;
    durable::make_dir(&staging)?;
    let unsealed = archive::unpack(file, &staging)?;

    let keys = staging.join(KEYS);
    let json = std::fs::read(&keys).map_err(|e| StoreFault::file("读取", &keys, e))?;
    let lock = Lock::parse(&json)?;
    let present = Present::of(dir, opening)?;
    let store_key = open_ring(&lock.ring, &present, dir, opening)?;
    present.may_be_replaced(dir)?;
    let (backup_key, then) = lock
        .open(&store_key.0)
        .ok_or_else(|| StoreFault::bad_backup("里面的钥匙文件被改动过"))?;
    unsealed.check_seal(&backup_key)?;
    verify_database(&staging, &backup_key, &unsealed, check)?;

    // The store stays itself where the backup is its own and its present key is at hand.
    let stays = present
        .ring
        .as_ref()
        .filter(|it| it.store() == lock.ring.store())
        .and(present.opened.clone());
    let swap_keys = stays.is_none();
    let (key, mut way) = stays.unwrap_or(store_key);
    let mut ring = lock.ring;
    if swap_keys && ring.ways().contains(&Way::KeyFile) {
        // The key file does not travel with a backup: the office gets a new one here.
        let content = ring.replace_key_file(&key)?;
        durable::write_atomic(&staging.join(KEY_FILE), &content)?;
        way = Way::KeyFile;
    }
    durable::write_atomic(&keys, &ring.to_json()?)?;
    let staged = Attachments::new(staging.join(ATTACHMENTS), &then);
    staged.admit(&key, &|| Ok(()))?;
    Attachments::new(staging.join(ATTACHMENTS), &key).dismiss_others()?;

    let database = staging.join(DATABASE);
    connection::change_key(&database, &backup_key, &key)?;
    let connection = connection::open(&database, &key)?;
    ready(Vault::of(connection, key.clone(), way.clone(), None))?;
    // Closing it moved its log into the file.
    let left = staging.join("store.db-wal");
    if std::fs::metadata(&left).is_ok_and(|it| it.len() > 0) {
        return Err(StoreFault::Busy("the staged store stayed open".into()));
    }
    durable::remove_file(&left)?;
    durable::make_private(&database);

    let present_files = Attachments::new(dir.join(ATTACHMENTS), &key);
    let attachments_go = !are_ours(&present_files)?;
    if !attachments_go {
        leave_out_sound(&staging.join(ATTACHMENTS), &present_files)?;
    }
    let exchanged = Exchanged {
        keys: swap_keys,
        key_file: staging.join(KEY_FILE).exists(),
        attachments: attachments_go,
        revoked: false,
    };
    let journal = Journal::new(free_rescue_name(dir, now), exchanged);
    if !swap_keys {
        copy_keys(dir, &journal.rescued(dir))?;
    }
    durable::sync_dir(&staging).map_err(|e| StoreFault::file("写入", &staging, e))?;
    Ok(Prepared {
        journal,
        key,
        way,
        manifest: unsealed.manifest,
    })
}

/// The store that is there before a restore.
struct Present {
    /// `None` where its keys cannot be read: one more reason to restore, not to refuse.
    ring: Option<KeyRing>,
    /// Its key, where what was offered opens it.
    opened: Option<(Key, Way)>,
}

impl Present {
    fn of(dir: &Path, opening: &Opening) -> Result<Self> {
        let ring = read_ring(dir).ok();
        let held = opening.held().map(|(key, way)| (key.clone(), way.clone()));
        let key_file = read_key_file(dir)?;
        let key_file = key_file.as_deref().map(Vec::as_slice);
        let opened = ring.as_ref().and_then(|ring| {
            held.filter(|(key, _)| key.id() == ring.key_id())
                .or_else(|| ring.unlock(opening.unlock()?, key_file).ok())
                .or_else(|| ring.unlock(&Unlock::KeyFile, key_file).ok())
        });
        Ok(Self { ring, opened })
    }

    /// Whoever cannot open a store must not be able to put another in its place.
    fn may_be_replaced(&self, dir: &Path) -> Result<()> {
        let locked = self.ring.is_some() && self.opened.is_none() && dir.join(DATABASE).exists();
        if locked {
            return Err(StoreFault::PresentLocked(dir.to_owned()));
        }
        Ok(())
    }
}

/// The store's key in force when the backup was last written, from the backup's own ring.
fn open_ring(
    ring: &KeyRing,
    present: &Present,
    dir: &Path,
    opening: &Opening,
) -> Result<(Key, Way)> {
    let same = |(key, _): &(Key, Way)| key.id() == ring.key_id();
    if let Some(opened) = present.opened.clone().filter(same) {
        return Ok(opened);
    }
    let held = opening.held().map(|(key, way)| (key.clone(), way.clone()));
    if let Some(held) = held.filter(same) {
        return Ok(held);
    }
    let Some(unlock) = opening.unlock() else {
        return Err(StoreFault::BackupNeedsUnlock);
    };
    let key_file = read_key_file(dir)?;
    Ok(ring.unlock(unlock, key_file.as_deref().map(Vec::as_slice))?)
}

fn verify_database(
    staging: &Path,
    key: &Key,
    unsealed: &Unsealed,
    check: impl FnOnce(&Connection, &Manifest) -> Result<()>,
) -> Result<()> {
    let database = staging.join(DATABASE);
    if is_plain(&database)? {
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
/// is not there has nothing to be rescued. The key file stays the store's alone: a second one lying
/// about would open the store after the first is given up.
fn copy_keys(dir: &Path, rescued: &Path) -> Result<()> {
    if !dir.join(DATABASE).exists() {
        return Ok(());
    }
    durable::make_dir(rescued)?;
    let path = dir.join(KEYS);
    match std::fs::read(&path) {
        Ok(content) => durable::write_atomic(&rescued.join(KEYS), &content),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(e) => Err(StoreFault::file("读取", &path, e)),
    }
}

pub(super) fn free_rescue_name(dir: &Path, now: NaiveDateTime) -> String {
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
