//! Copies of the whole store: made, verified, put back.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;
use domain::record::Registry;
use rusqlite::Connection;

use crate::cancellation::Cancellation;
use crate::error::{Result, StoreFault};
use crate::ledger::digest::digest_of;
use crate::ledger::noted::noted;
use crate::ledger::{Ledger, scheme_in};
use crate::projection;
use crate::vault::backup::{Asked, BackupInfo, Contents, Manifest, Reason, Said, backup_to};
use crate::vault::restore::{Opening, Steps, restore};
use crate::vault::{Vault, thinning};

/// Parts of a restore, for those who watch it: unpacking, checking, exchanging.
const PARTS: u64 = 3;

/// A restored ledger and where the replaced one lies.
pub struct Restored {
    /// Open, with a device of its own.
    pub ledger: Ledger,
    /// The replaced store; `None` if there was none.
    pub rescued: Option<PathBuf>,
    /// When the copy was made.
    pub made: NaiveDateTime,
}

impl Ledger {
    /// Makes a verified copy in `destination`, or among the store's own backups, which are then
    /// thinned.
    ///
    /// # Errors
    /// No room, a failing disk, a copy that does not stand its check. No half file is left.
    pub fn back_up(
        &self,
        destination: Option<&Path>,
        now: NaiveDateTime,
        reason: Reason,
    ) -> Result<BackupInfo> {
        self.back_up_cancellable(destination, now, reason, &Cancellation::never())
    }

    /// As [`Ledger::back_up`]; told which part of the work is done.
    ///
    /// # Errors
    /// As [`Ledger::back_up`]; [`StoreFault::Cancelled`], and then no file is left.
    pub fn back_up_cancellable(
        &self,
        destination: Option<&Path>,
        now: NaiveDateTime,
        reason: Reason,
        cancellation: &Cancellation,
    ) -> Result<BackupInfo> {
        let own = self.vault.backups_dir();
        let (folder, contents) = match (destination, &own) {
            (Some(folder), _) => (folder, Contents::Everything),
            (None, Some(own)) => (own.as_path(), Contents::RecordsOnly),
            (None, None) => {
                let why = "内存里的台账不能备份".into();
                return Err(StoreFault::BackupNotVerified { why });
            }
        };
        let registry = &self.state.registry;
        let say = |conn: &Connection| {
            Ok(Said {
                digest: digest_of(conn, registry)?.to_string(),
                operations: counts(conn)?,
                heads: noted(conn, &self.state)?,
            })
        };
        let asked = Asked {
            now,
            reason,
            contents,
        };
        let info = backup_to(&self.vault, folder, asked, cancellation, say)?;
        if destination.is_none() {
            thinning::thin(folder, now)?;
            thinning::thin_rescued(folder, now)?;
        }
        Ok(info)
    }

    /// Changes the ways into the store. Where one is taken from somebody, the store gets a new key
    /// and is opened anew under it: an [`Ledger::interrupter`] of before ends nothing any more.
    ///
    /// # Errors
    /// What `change` refuses.
    pub fn change_ways<T>(&mut self, change: impl FnOnce(&mut Vault) -> Result<T>) -> Result<T> {
        let changed = change(&mut self.vault);
        // Also after a failure the connection may be another one.
        crate::query::install_functions(self.vault.conn())?;
        changed
    }

    /// Refuses every write from now on where the store can be looked at only: what is written then
    /// would be gone with the copy that is open.
    ///
    /// # Errors
    /// What the database answers.
    pub fn guard(&self) -> Result<()> {
        if self.vault.is_read_only() {
            self.vault.conn().pragma_update(None, "query_only", true)?;
        }
        Ok(())
    }

    /// Titles of the operations here that a copy does not hold, the newest first, by how many of each
    /// device it has. Clocks do not matter.
    ///
    /// # Errors
    /// What the database answers.
    pub fn operations_beyond(&self, copy: &Manifest) -> Result<Vec<String>> {
        let mut statement = self.vault.conn().prepare(
            "SELECT device.id, operation.title FROM operation
             JOIN device ON device.num = operation.device ORDER BY operation.num",
        )?;
        let mut seen: BTreeMap<String, u64> = BTreeMap::new();
        let mut beyond = Vec::new();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let device = name_of_device(row.get_ref(0)?.as_blob().unwrap_or_default());
            let held = copy.operations.get(&device).copied().unwrap_or(0);
            let count = seen.entry(device).or_default();
            *count += 1;
            if *count > held {
                beyond.push(row.get(1)?);
            }
        }
        beyond.reverse();
        Ok(beyond)
    }

    /// Makes the copy of the first start of a day; `None` when today has one.
    ///
    /// # Errors
    /// As [`Ledger::back_up`].
    pub fn back_up_daily(&self, now: NaiveDateTime) -> Result<Option<BackupInfo>> {
        let Some(folder) = self.vault.backups_dir() else {
            return Ok(None);
        };
        if self.vault.is_read_only() {
            return Ok(None);
        }
        if folder.exists() && !thinning::first_of_day(&folder, now)? {
            return Ok(None);
        }
        self.back_up(None, now, Reason::FirstOfDay).map(Some)
    }

    /// Puts a copy into `dir`. What was there is kept beside it. The restored store writes under a
    /// device of its own from now on: two stores must never write under one name.
    ///
    /// # Errors
    /// An unusable copy, a wrong key, no room; the present store is then as it was.
    pub fn restore(
        file: &Path,
        dir: &Path,
        opening: &Opening,
        now: NaiveDateTime,
        registry: Registry,
    ) -> Result<Restored> {
        Self::restore_cancellable(file, dir, opening, now, registry, &Cancellation::never())
    }

    /// As [`Ledger::restore`]; told which part is done. It can be stopped until the stores are
    /// exchanged, and then the present one is as it was.
    ///
    /// # Errors
    /// As [`Ledger::restore`]; [`StoreFault::Cancelled`].
    pub fn restore_cancellable(
        file: &Path,
        dir: &Path,
        opening: &Opening,
        now: NaiveDateTime,
        registry: Registry,
        cancellation: &Cancellation,
    ) -> Result<Restored> {
        cancellation.step(0, PARTS)?;
        let check = |conn: &Connection, manifest: &Manifest| {
            cancellation.step(1, PARTS)?;
            compare(conn, &registry, &manifest.digest)
        };
        // Tables of an earlier shape and a device of its own, while a failure costs nothing yet.
        let ready = |vault: Vault| {
            let mut ledger = Self::over(vault, registry.clone())?;
            ledger.give_up_later(dir)?;
            ledger.renew_device()?;
            cancellation.step(2, PARTS)
        };
        let open = |vault: Vault| Self::over(vault, registry.clone());
        let steps = Steps { check, ready, open };
        let restored = restore(file, dir, opening, now, steps)?;
        Ok(Restored {
            ledger: restored.opened,
            rescued: restored.rescued,
            made: restored.manifest.made,
        })
    }
}

/// How many operations of each device a database holds.
fn counts(conn: &Connection) -> Result<BTreeMap<String, u64>> {
    let mut statement = conn.prepare(
        "SELECT device.id, count(*) FROM operation
         JOIN device ON device.num = operation.device GROUP BY operation.device",
    )?;
    let mut counts = BTreeMap::new();
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let device = name_of_device(row.get_ref(0)?.as_blob().unwrap_or_default());
        let count: i64 = row.get(1)?;
        counts.insert(device, u64::try_from(count).unwrap_or(0));
    }
    Ok(counts)
}

fn name_of_device(id: &[u8]) -> String {
    hex::encode(id)
}

/// The copy says what it said when it was made. One made by an older program whose tables differ
/// is built anew from its log instead.
fn compare(conn: &Connection, registry: &Registry, expected: &str) -> Result<()> {
    let registry = registry.under(&scheme_in(conn, registry)?);
    for kind in registry.iter() {
        if !projection::is_current(conn, kind)? {
            return Ok(());
        }
    }
    if digest_of(conn, &registry)?.to_string() == expected {
        return Ok(());
    }
    Err(StoreFault::BadBackup {
        why: "内容与备份时不一致".into(),
    })
}
