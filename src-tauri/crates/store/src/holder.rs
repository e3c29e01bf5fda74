//! Who holds a store, and the sentence for whoever wants it as well.

use std::fs;

use chrono::{Local, NaiveDateTime};
use serde::{Deserialize, Serialize};

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
    /// This process, now.
    pub(crate) fn this_process() -> Self {
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
