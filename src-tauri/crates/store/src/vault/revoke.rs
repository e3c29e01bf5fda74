//! A store gets a new key, so that a revoked password, card or key file opens nothing of it.
//!
//! The database is copied under the new key beside the present one, and the two change places as in
//! a restore: a kill at any moment leaves a whole store under one of the two keys, and a full disk
//! shows while the copy is made. Attachments open with both keys meanwhile. Backups and rescued
//! stores of the store's own follow after the exchange; until they have, the former key stands in
//! `revoked.json` under the new one, so that the next opening can go on with them.

use std::path::{Path, PathBuf};

use super::files::{
    ATTACHMENTS, BACKUPS, DATABASE, KEY_FILE, KEYS, REVOKED, check_room, path_text, read_key_file,
    read_ring,
};
use super::{
    Vault, backup, connection, health, restore,
    swap::{Exchanged, Journal, STAGING},
};
use crate::{
    attachments::Attachments,
    durable,
    error::{Result, StoreFault},
    keys::{Key, KeyRing, Sealed, Way},
};

impl Vault {
    pub(super) fn refuse_if_read_only(&self) -> Result<()> {
        if self.is_read_only() {
            let cause = "the store is open to be looked at";
            return Err(StoreFault::ReadOnly(cause.into()));
        }
        Ok(())
    }

    /// Puts the store under `key`, with these ways to it.
    pub(super) fn exchange_key(
        &mut self,
        key: Key,
        ring: &KeyRing,
        key_file: Option<&[u8]>,
    ) -> Result<()> {
        let Some(dir) = self.dir().map(Path::to_owned) else {
            return Ok(());
        };
        // Backups that have not followed the last change would be lost to this one.
        self.finish_revoking()?;
        self.pending = None;
        let staged = self.stage(&dir, &key, ring, key_file);
        if let Err(fault) = staged {
            let _ = durable::remove_dir(&dir.join(STAGING));
            return Err(fault);
        }
        let rescued = restore::free_rescue_name(&dir, chrono::Local::now().naive_local());
        let exchanged = Exchanged {
            keys: true,
            key_file: dir.join(STAGING).join(KEY_FILE).exists(),
            attachments: false,
            revoked: true,
        };
        let journal = Journal::new(rescued, exchanged);
        // Closed: an open file cannot be moved on every system.
        let open = std::mem::replace(&mut self.connection, connection::in_memory()?);
        drop(open);
        let done = journal
            .commit(&dir)
            .and_then(|()| journal.forward(&dir, &mut |_| Ok(())))
            .and_then(|()| connection::open(&dir.join(DATABASE), &key))
            .and_then(|connection| journal.close(&dir).map(|()| connection));
        match done {
            Ok(connection) => {
                self.connection = connection;
                self.key = key;
                if !ring.ways().contains(&self.way) {
                    self.way = ring.ways().pop().unwrap_or(Way::RecoveryCard);
                }
            }
            Err(fault) => {
                journal.backward(&dir)?;
                self.connection = connection::open(&dir.join(DATABASE), &self.key)?;
                return Err(fault);
            }
        }
        self.pending = self.finish_revoking().err();
        Ok(())
    }

    /// Lays everything ready in the staging folder.
    fn stage(&self, dir: &Path, key: &Key, ring: &KeyRing, key_file: Option<&[u8]>) -> Result<()> {
        let size = |name: &str| std::fs::metadata(dir.join(name)).map_or(0, |it| it.len());
        check_room(dir, size(DATABASE) + size("store.db-wal"))?;
        let staging = dir.join(STAGING);
        durable::remove_dir(&staging)?;
        durable::make_dir(&staging)?;
        durable::make_dir(&dir.join(BACKUPS))?;
        let copy = staging.join(DATABASE);
        self.copy_into(&copy)?;
        connection::change_key(&copy, &self.key, key)?;
        durable::make_private(&copy);
        let opened = connection::open_read_only(&copy, key)?;
        if !health::examine(&opened, health::Depth::Deep, true)?.is_sound() {
            return Err(StoreFault::BackupNotVerified {
                why: "换钥匙后的副本检查不通过".into(),
            });
        }
        drop(opened);
        durable::write_atomic(&staging.join(KEYS), &ring.to_json()?)?;
        if let Some(content) = self.key_file_to_stage(dir, ring, key_file)? {
            durable::write_atomic(&staging.join(KEY_FILE), &content)?;
        }
        let former = Sealed::of(&self.key, key)?;
        let json = serde_json::to_vec(&former).map_err(|e| StoreFault::Sql(Box::new(e)))?;
        durable::write_atomic(&staging.join(REVOKED), &json)?;
        Attachments::new(dir.join(ATTACHMENTS), &self.key).admit(key, &|| Ok(()))?;
        durable::sync_dir(&staging).map_err(|e| StoreFault::file("写入", &staging, e))
    }

    /// A key file that stays is carried over; one whose way is gone is not.
    fn key_file_to_stage(
        &self,
        dir: &Path,
        ring: &KeyRing,
        new: Option<&[u8]>,
    ) -> Result<Option<zeroize::Zeroizing<Vec<u8>>>> {
        if !ring.ways().contains(&Way::KeyFile) {
            return Ok(None);
        }
        match new {
            Some(content) => Ok(Some(zeroize::Zeroizing::new(content.to_vec()))),
            None => read_key_file(dir),
        }
    }

    /// Has attachments, own backups and rescued stores follow a changed key, where they have not.
    pub(super) fn finish_revoking(&self) -> Result<()> {
        let Some(dir) = self.dir() else { return Ok(()) };
        let mark = dir.join(REVOKED);
        let json = match std::fs::read(&mark) {
            Ok(json) => json,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(()),
            Err(e) => return Err(StoreFault::file("读取", &mark, e)),
        };
        let former = serde_json::from_slice::<Sealed>(&json)
            .ok()
            .and_then(|it| it.open(&self.key));
        // A mark of another key speaks of nothing that this store holds.
        if let Some(former) = former {
            let ring = read_ring(dir)?;
            let backups = dir.join(BACKUPS);
            Attachments::new(dir.join(ATTACHMENTS), &self.key).dismiss_others()?;
            backup::renew_all(&backups, &former, &self.key, &ring)?;
            for rescued in rescued_in(&backups)? {
                renew_rescued(&rescued, &former, &self.key, &ring)?;
            }
        }
        durable::remove_file(&mark)
    }
}

fn rescued_in(backups: &Path) -> Result<Vec<PathBuf>> {
    let entries = match std::fs::read_dir(backups) {
        Ok(entries) => entries,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(e) => return Err(StoreFault::file("读取", backups, e)),
    };
    Ok(entries
        .filter_map(std::result::Result::ok)
        .map(|it| it.path())
        .filter(|it| it.join(KEYS).exists())
        .collect())
}

/// Puts a replaced store of this store's own under the new key. One that does not open is deleted:
/// what is left of it must not stay under the former key.
fn renew_rescued(rescued: &Path, old: &Key, new: &Key, ring: &KeyRing) -> Result<()> {
    let present = match read_ring(rescued) {
        Ok(present) if present.store() == ring.store() => present,
        // Another store's, which this key never opened.
        _ => return Ok(()),
    };
    if present.key_id() == new.id() {
        return Ok(());
    }
    let database = rescued.join(DATABASE);
    let copy = rescued.join(".making-store.db");
    durable::remove_file(&copy)?;
    let files = rescued.join(ATTACHMENTS);
    let Ok(opened) = connection::open(&database, old) else {
        // Killed between the two last steps below, or damaged.
        if connection::open(&database, new).is_err() {
            return durable::remove_dir(rescued);
        }
        durable::write_atomic(&rescued.join(KEYS), &ring.to_json()?)?;
        return Attachments::new(files, new).dismiss_others();
    };
    let size = std::fs::metadata(&database).map_or(0, |it| it.len());
    check_room(rescued, size)?;
    let copied = opened.execute("VACUUM INTO ?1", [path_text(&copy)?]);
    drop(opened);
    match copied.map_err(StoreFault::from) {
        Ok(_) => {}
        Err(StoreFault::Corrupt(_) | StoreFault::NotThisStore(_)) => {
            return durable::remove_dir(rescued);
        }
        Err(fault) => return Err(fault),
    }
    connection::change_key(&copy, old, new)?;
    durable::make_private(&copy);
    Attachments::new(files.clone(), old).admit(new, &|| Ok(()))?;
    for name in ["store.db-wal", "store.db-shm", KEY_FILE] {
        durable::remove_file(&rescued.join(name))?;
    }
    // The ring last: as long as it is the former one, all this is done again after a kill.
    durable::rename(&copy, &database)?;
    durable::write_atomic(&rescued.join(KEYS), &ring.to_json()?)?;
    Attachments::new(files, new).dismiss_others()
}

#[cfg(test)]
mod tests;
