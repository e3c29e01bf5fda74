//! One process holds a store; another is told who.
//!
//! The lock is the operating system's, on the file `lock`, so that a killed process leaves
//! nothing to clean up. Who holds it stands in `holder.json` beside it, because Windows lets
//! nobody read a locked file.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

use crate::durable;
use crate::error::{Result, StoreFault};
use crate::holder::Holder;

const LOCK: &str = "lock";
const HOLDER: &str = "holder.json";

/// The lock held; given back when dropped.
#[derive(Debug)]
pub(crate) struct StoreLock {
    dir: PathBuf,
    writes: bool,
    // Kept open: closing it gives the lock back.
    _file: File,
}

impl StoreLock {
    /// Takes the lock without waiting.
    pub(crate) fn take(dir: &Path) -> Result<Self> {
        let path = dir.join(LOCK);
        let mut options = File::options();
        options.create(true).truncate(false).read(true).write(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options
            .open(&path)
            .map_err(|e| StoreFault::file("打开", &path, e))?;
        // Another user who may open it could hold the lock.
        durable::make_private(&path);
        let taken = fs4::fs_std::FileExt::try_lock_exclusive(&file)
            .map_err(|e| StoreFault::file("锁定", &path, e))?;
        if !taken {
            return Err(StoreFault::Held {
                by: read_holder(dir),
            });
        }
        if let Ok(json) = serde_json::to_vec_pretty(&Holder::this_process()) {
            // Without it only the sentence for a second process is poorer.
            let _ = durable::write_atomic(&dir.join(HOLDER), &json);
        }
        Ok(Self {
            dir: dir.to_owned(),
            writes: true,
            _file: file,
        })
    }

    /// Takes the lock of a store that this process cannot write, as far as there is one: nobody
    /// writes it while it is read.
    pub(crate) fn take_to_read(dir: &Path) -> Result<Option<Self>> {
        let Ok(file) = File::open(dir.join(LOCK)) else {
            return Ok(None);
        };
        match fs4::fs_std::FileExt::try_lock_shared(&file) {
            Ok(false) => Err(StoreFault::Held {
                by: read_holder(dir),
            }),
            // A file system that has no locks has no second process either.
            Ok(true) | Err(_) => Ok(Some(Self {
                dir: dir.to_owned(),
                writes: false,
                _file: file,
            })),
        }
    }
}

impl Drop for StoreLock {
    fn drop(&mut self) {
        if self.writes {
            let _ = fs::remove_file(self.dir.join(HOLDER));
        }
    }
}

fn read_holder(dir: &Path) -> Holder {
    fs::read(dir.join(HOLDER))
        .ok()
        .and_then(|json| serde_json::from_slice(&json).ok())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_one_is_told_who_holds_the_store() {
        let dir = tempfile::tempdir().unwrap();
        let first = StoreLock::take(dir.path()).unwrap();
        let fault = StoreLock::take(dir.path()).unwrap_err();
        let sentence = fault.to_string();
        assert!(
            sentence.starts_with("台账正被本机另一个“履职台账”程序使用（")
                && sentence.contains(&format!("进程 {}，", std::process::id()))
                && sentence.ends_with(" 打开）。请先关掉它再试。"),
            "process and time are named: {sentence}"
        );
        drop(first);
        assert!(
            StoreLock::take(dir.path()).is_ok(),
            "given back, the lock is free"
        );
    }

    #[test]
    fn an_unreadable_holder_still_gives_a_sentence() {
        let dir = tempfile::tempdir().unwrap();
        let _first = StoreLock::take(dir.path()).unwrap();
        fs::write(dir.path().join(HOLDER), "坏").unwrap();
        let fault = StoreLock::take(dir.path()).unwrap_err();
        assert_eq!(
            fault.to_string(),
            "台账正被本机另一个“履职台账”程序使用。请先关掉它再试。",
            "what is unknown is left out"
        );
    }
}
