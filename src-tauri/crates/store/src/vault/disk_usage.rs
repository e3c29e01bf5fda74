//! How much a store takes up, part by part.

use std::path::{Path, PathBuf};

use super::Vault;
use super::files::{ATTACHMENTS, BACKUPS, DATABASE};
use crate::error::{Result, StoreFault};

/// Bytes of a store's parts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DiskUsage {
    /// The database with what it is writing.
    pub database: u64,
    /// The attachments.
    pub attachments: u64,
    /// Copies, and stores that a restore replaced.
    pub backups: u64,
    /// Free on that disk; `None` where the system does not say.
    pub free: Option<u64>,
    /// The folders of stores that a restore replaced, the newest first.
    pub rescued: Vec<String>,
}

impl Vault {
    /// Where copies of the store in `dir` lie.
    #[must_use]
    pub fn backups_of(dir: &Path) -> PathBuf {
        dir.join(BACKUPS)
    }

    /// How much the store takes up; nothing for one in memory.
    ///
    /// # Errors
    /// A folder that cannot be read.
    pub fn disk_usage(&self) -> Result<DiskUsage> {
        let Some(dir) = self.dir() else {
            return Ok(DiskUsage::default());
        };
        let size = |name: &str| std::fs::metadata(dir.join(name)).map_or(0, |it| it.len());
        let backups = dir.join(BACKUPS);
        let mut rescued: Vec<String> = match std::fs::read_dir(&backups) {
            Ok(entries) => entries
                .filter_map(std::result::Result::ok)
                .filter(|it| it.path().is_dir())
                .map(|it| it.file_name().to_string_lossy().into_owned())
                .filter(|it| it.starts_with("rescued-"))
                .collect(),
            Err(_) => Vec::new(),
        };
        rescued.sort();
        rescued.reverse();
        Ok(DiskUsage {
            database: size(DATABASE) + size("store.db-wal"),
            attachments: size_of(&dir.join(ATTACHMENTS))?,
            backups: size_of(&backups)?,
            free: fs4::available_space(dir).ok(),
            rescued,
        })
    }
}

fn size_of(folder: &Path) -> Result<u64> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(0),
        Err(error) => return Err(StoreFault::file("读取", folder, error)),
    };
    let mut bytes = 0;
    for entry in entries {
        let entry = entry.map_err(|error| StoreFault::file("读取", folder, error))?;
        let Ok(metadata) = entry.metadata() else {
            continue;
        };
        bytes += if metadata.is_dir() {
            size_of(&entry.path())?
        } else {
            metadata.len()
        };
    }
    Ok(bytes)
}
