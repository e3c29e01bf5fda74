//! Copies of the whole store: made, verified, put back.

use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;
use domain::record::Registry;
use rusqlite::Connection;

use crate::error::{Result, StoreFault};
use crate::going::Going;
use crate::ledger::digest::digest_of;
use crate::ledger::{Ledger, scheme_in};
use crate::projection;
use crate::vault::backup::{Asked, BackupInfo, Contents, Reason, backup_to};
use crate::vault::restore::{Opening, restore};
use crate::vault::thinning;

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
        self.back_up_going(destination, now, reason, &Going::alone())
    }

    /// As [`Ledger::back_up`]; told which part of the work is done.
    ///
    /// # Errors
    /// As [`Ledger::back_up`]; [`StoreFault::Cancelled`], and then no file is left.
    pub fn back_up_going(
        &self,
        destination: Option<&Path>,
        now: NaiveDateTime,
        reason: Reason,
        going: &Going,
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
        let digest = |conn: &Connection| digest_of(conn, registry).map(|it| it.to_string());
        let asked = Asked {
            now,
            reason,
            contents,
        };
        let info = backup_to(&self.vault, folder, asked, going, digest)?;
        if destination.is_none() {
            thinning::thin(folder, now)?;
        }
        Ok(info)
    }

    /// Makes the copy of the first start of a day; `None` when today has one.
    ///
    /// # Errors
    /// As [`Ledger::back_up`].
    pub fn back_up_daily(&self, now: NaiveDateTime) -> Result<Option<BackupInfo>> {
        let Some(folder) = self.vault.backups_dir() else {
            return Ok(None);
        };
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
        Self::restore_going(file, dir, opening, now, registry, &Going::alone())
    }

    /// As [`Ledger::restore`]; told which part is done. It can be stopped until the stores are
    /// exchanged, and then the present one is as it was.
    ///
    /// # Errors
    /// As [`Ledger::restore`]; [`StoreFault::Cancelled`].
    pub fn restore_going(
        file: &Path,
        dir: &Path,
        opening: &Opening,
        now: NaiveDateTime,
        registry: Registry,
        going: &Going,
    ) -> Result<Restored> {
        going.step(0, PARTS)?;
        let restored = restore(file, dir, opening, now, |conn, manifest| {
            going.step(1, PARTS)?;
            compare(conn, &registry, &manifest.digest)?;
            going.step(2, PARTS)
        })?;
        let ledger = Self::over(restored.vault, registry)?;
        Ok(Restored {
            ledger,
            rescued: restored.rescued,
            made: restored.manifest.made,
        })
    }
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
