//! Putting a store that lies ready (restored, or under a new key) in the place of the present one,
//! so that a power cut at any moment leaves either the old or the new one after the next start.
//!
//! The new files lie ready in `restoring/`. Writing `restore.json` decides: from then on the
//! next start carries the exchange to its end. Each move can be repeated: what is still in
//! `restoring/` has not been moved yet.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::files::{ATTACHMENTS, BACKUPS, DATABASE, KEY_FILE, KEYS, REVOKED};
use crate::{
    attachments, durable,
    error::{Result, StoreFault},
};

pub(super) const STAGING: &str = "restoring";
const JOURNAL: &str = "restore.json";
/// What is being made; whatever a killed process left of it is of no use.
const UNFINISHED: [&str; 2] = [".making-", ".tmp-"];
/// What SQLite keeps beside a database.
const LOGS: [&str; 2] = ["store.db-wal", "store.db-shm"];
const VERSION: u32 = 1;

/// What is to be exchanged; written before the first move.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Journal {
    version: u32,
    /// Name of the folder in `backups/` that takes what is replaced.
    rescued: String,
    /// Another store's keys come in, the present ones go out.
    swap_keys: bool,
    /// A new key file comes in with them.
    new_key_file: bool,
    /// The present attachments belong to another key and go out; otherwise new ones join them.
    swap_attachments: bool,
    /// The store's key was changed: what is replaced is deleted, for the former key opens it.
    revoked: bool,
}

/// What goes with the database, each of the new store's for the present one's.
pub(super) struct Exchanged {
    /// `keys.json`, and the present key file goes out.
    pub keys: bool,
    /// A key file comes in.
    pub key_file: bool,
    /// The whole folder of attachments.
    pub attachments: bool,
    /// What is replaced is deleted, and the mark of a changed key comes in.
    pub revoked: bool,
}

/// One file or folder of the store's folder in the exchange.
struct Move {
    name: &'static str,
    comes_in: bool,
}

/// Told before each move, so that tests can cut the power there.
pub(super) type Watch<'a> = &'a mut dyn FnMut(&str) -> Result<()>;

impl Journal {
    pub(super) fn new(rescued: String, exchanged: Exchanged) -> Self {
        let Exchanged {
            keys,
            key_file,
            attachments,
            revoked,
        } = exchanged;
        Self {
            version: VERSION,
            rescued,
            swap_keys: keys,
            new_key_file: key_file,
            swap_attachments: attachments,
            revoked,
        }
    }

    /// From here on the exchange will happen.
    pub(super) fn commit(&self, dir: &Path) -> Result<()> {
        let json = serde_json::to_vec_pretty(self).map_err(|e| StoreFault::Sql(Box::new(e)))?;
        durable::write_atomic(&dir.join(JOURNAL), &json)
    }

    /// Where what is replaced goes.
    pub(super) fn rescued(&self, dir: &Path) -> PathBuf {
        dir.join(BACKUPS).join(&self.rescued)
    }

    fn moves(&self) -> Vec<Move> {
        let mut moves = vec![
            // The log of the database goes before it, never without it.
            Move {
                name: LOGS[0],
                comes_in: false,
            },
            Move {
                name: LOGS[1],
                comes_in: false,
            },
            Move {
                name: DATABASE,
                comes_in: true,
            },
        ];
        if self.swap_keys {
            moves.push(Move {
                name: KEYS,
                comes_in: true,
            });
            moves.push(Move {
                name: KEY_FILE,
                comes_in: self.new_key_file,
            });
        }
        if self.revoked {
            moves.push(Move {
                name: REVOKED,
                comes_in: true,
            });
        }
        if self.swap_attachments {
            moves.push(Move {
                name: ATTACHMENTS,
                comes_in: true,
            });
        }
        moves
    }

    /// Carries the exchange out, or the rest of it.
    pub(super) fn forward(&self, dir: &Path, watch: Watch<'_>) -> Result<()> {
        let rescued = self.rescued(dir);
        durable::make_dir(&rescued)?;
        for Move { name, comes_in } in self.moves() {
            let (incoming, present, saved) = (
                dir.join(STAGING).join(name),
                dir.join(name),
                rescued.join(name),
            );
            // Once the new database is in, a log beside it is its own.
            let is_in = match LOGS.contains(&name) {
                true => !dir.join(STAGING).join(DATABASE).exists(),
                false => comes_in && !incoming.exists(),
            };
            if is_in {
                continue;
            }
            if present.exists() && !saved.exists() {
                watch(name)?;
                durable::rename(&present, &saved)?;
            }
            if comes_in {
                if present.exists() {
                    let taken = std::io::ErrorKind::AlreadyExists.into();
                    return Err(StoreFault::file("移动", &incoming, taken));
                }
                watch(name)?;
                durable::rename(&incoming, &present)?;
            }
        }
        if self.swap_attachments {
            Ok(())
        } else {
            self.add_attachments(dir, watch)
        }
    }

    /// Only what is missing or damaged here was left in the staging folder.
    fn add_attachments(&self, dir: &Path, watch: Watch<'_>) -> Result<()> {
        let folders = [dir.join(STAGING), dir.to_owned(), self.rescued(dir)];
        let [incoming, present, saved] = folders.map(|folder| folder.join(ATTACHMENTS));
        durable::make_dir(&present)?;
        for (hash, _) in attachments::files_in(&incoming)? {
            let name = hash.to_hex();
            let place = present.join(name.as_str());
            watch(ATTACHMENTS)?;
            if place.exists() {
                durable::make_dir(&saved)?;
                durable::rename(&place, &saved.join(name.as_str()))?;
            }
            durable::rename(&incoming.join(name.as_str()), &place)?;
        }
        Ok(())
    }

    /// Takes the exchange back: the present store is where it was.
    pub(super) fn backward(&self, dir: &Path) -> Result<()> {
        let rescued = self.rescued(dir);
        if !dir.join(STAGING).join(DATABASE).exists() {
            // What the new database left beside it must not meet the former one.
            for name in LOGS {
                durable::remove_file(&dir.join(name))?;
            }
        }
        for Move { name, comes_in } in self.moves().into_iter().rev() {
            let (incoming, present, saved) = (
                dir.join(STAGING).join(name),
                dir.join(name),
                rescued.join(name),
            );
            if comes_in && !incoming.exists() && present.exists() {
                durable::rename(&present, &incoming)?;
            }
            if saved.exists() && !present.exists() {
                durable::rename(&saved, &present)?;
            }
        }
        durable::remove_file(&dir.join(JOURNAL))?;
        durable::remove_dir(&rescued)?;
        durable::remove_dir(&dir.join(STAGING))
    }

    /// The exchange is done and checked.
    pub(super) fn close(&self, dir: &Path) -> Result<()> {
        if self.revoked {
            durable::remove_dir(&self.rescued(dir))?;
        }
        durable::remove_file(&dir.join(JOURNAL))?;
        // What stays behind is swept at the next start.
        let _ = durable::remove_dir(&dir.join(STAGING));
        Ok(())
    }
}

/// Whether an exchange was begun and not finished.
pub(super) fn is_pending(dir: &Path) -> bool {
    dir.join(JOURNAL).exists()
}

/// At every start, under the lock: finishes an exchange that was decided, sweeps what was left
/// of one that was not, and what a cut-off backup left.
pub(super) fn finish_interrupted(dir: &Path) -> Result<()> {
    let path = dir.join(JOURNAL);
    match std::fs::read(&path) {
        Ok(json) => {
            let journal: Journal = serde_json::from_slice(&json)
                .ok()
                .filter(|journal: &Journal| journal.version == VERSION && is_name(&journal.rescued))
                .ok_or_else(|| StoreFault::RestoreUnclear(dir.to_owned()))?;
            journal.forward(dir, &mut |_| Ok(()))?;
            journal.close(dir)?;
        }
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => {}
        Err(e) => return Err(StoreFault::file("读取", &path, e)),
    }
    let _ = durable::remove_dir(&dir.join(STAGING));
    for folder in [dir, &dir.join(BACKUPS), &dir.join(ATTACHMENTS)] {
        sweep(folder);
    }
    Ok(())
}

/// A plain folder name of ours: nothing that leads elsewhere.
fn is_name(name: &str) -> bool {
    name.starts_with("rescued-") && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

/// Only under the lock: nothing is being made then.
fn sweep(dir: &Path) {
    for entry in std::fs::read_dir(dir).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if UNFINISHED.iter().any(|it| name.starts_with(it)) {
            let path = entry.path();
            let _ = if path.is_dir() {
                durable::remove_dir(&path)
            } else {
                durable::remove_file(&path)
            };
        }
    }
}
