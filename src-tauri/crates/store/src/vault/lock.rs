//! One process holds a store; another is told who.
//!
//! The lock is the operating system's, on the file `lock`, so that a killed process leaves
//! nothing to clean up. Who holds it stands in `holder.json` beside it, because Windows lets
//! nobody read a locked file.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

use chrono::{Local, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::durable;
use crate::error::{Result, StoreFault};

const LOCK: &str = "lock";
const HOLDER: &str = "holder.json";

/// Who holds a store.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// Process number; 0 where unknown.
    pub process: u32,
    /// The program's file name.
    pub program: String,
    /// The PC's name.
    pub host: String,
    /// Since when, in the holder's local time.
    pub since: Option<NaiveDateTime>,
}

impl Holder {
    fn this_process() -> Self {
        let program = std::env::current_exe()
            .ok()
            .and_then(|path| {
                path.file_stem()
                    .map(|name| name.to_string_lossy().into_owned())
            })
            .unwrap_or_default();
        Self {
            process: std::process::id(),
            program,
            host: host_name(),
            since: Some(Local::now().naive_local()),
        }
    }
}

impl std::fmt::Display for Holder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let here = self.host.is_empty() || self.host == host_name();
        match here {
            true => f.write_str("台账正被本机另一个“履职台账”程序使用")?,
            false => write!(f, "台账正被电脑“{}”上的“履职台账”程序使用", self.host)?,
        }
        if self.process != 0 {
            write!(f, "（{} 进程 {}", self.program, self.process)?;
            if let Some(since) = self.since {
                let today = since.date() == Local::now().date_naive();
                let pattern = if today { "%H:%M" } else { "%Y-%m-%d %H:%M" };
                write!(f, "，{} 打开", since.format(pattern))?;
            }
            f.write_str("）")?;
        }
        f.write_str("。请先关掉它再试。")
    }
}

/// The lock held; given back when dropped.
#[derive(Debug)]
pub(crate) struct StoreLock {
    dir: PathBuf,
    // Kept open: closing it gives the lock back.
    _file: File,
}

impl StoreLock {
    /// Takes the lock without waiting.
    pub(crate) fn take(dir: &Path) -> Result<Self> {
        let path = dir.join(LOCK);
        let file = File::options()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(&path)
            .map_err(|e| StoreFault::file("打开", &path, e))?;
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
            _file: file,
        })
    }
}

impl Drop for StoreLock {
    fn drop(&mut self) {
        let _ = fs::remove_file(self.dir.join(HOLDER));
    }
}

fn read_holder(dir: &Path) -> Holder {
    fs::read(dir.join(HOLDER))
        .ok()
        .and_then(|json| serde_json::from_slice(&json).ok())
        .unwrap_or_default()
}

fn host_name() -> String {
    let from_kernel = || fs::read_to_string("/proc/sys/kernel/hostname").ok();
    std::env::var("COMPUTERNAME")
        .ok()
        .or_else(from_kernel)
        .unwrap_or_default()
        .trim()
        .to_owned()
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

    #[test]
    fn another_pc_and_another_day_are_named() {
        let holder = Holder {
            process: 7,
            program: "presidium".into(),
            host: "QINGSHUI-2".into(),
            since: "2020-01-02T09:12:00".parse().ok(),
        };
        assert_eq!(
            holder.to_string(),
            "台账正被电脑“QINGSHUI-2”上的“履职台账”程序使用\
             （presidium 进程 7，2020-01-02 09:12 打开）。请先关掉它再试。"
        );
    }
}
