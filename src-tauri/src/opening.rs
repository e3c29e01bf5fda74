//! Opening what was printed or exported in the system's own reader, and nothing else: a page can
//! only name files that this run of the program has written.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use app::wire::{ErrorCode, FileRef};
use app::{DiskHost, Host, UserError};
use tauri::State;

/// Endings of what the program writes for people to open.
const OPENED: [&str; 3] = ["pdf", "xlsx", "csv"];

/// The files written in this run, as answers named them.
#[derive(Clone, Default)]
pub(crate) struct Written(Arc<Mutex<HashSet<String>>>);

impl Written {
    fn note(&self, path: &str) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(path.to_owned());
    }

    /// Whether this file was written in this run and is of a sort that people open.
    fn may_open(&self, path: &str) -> bool {
        let ending = path
            .rsplit_once('.')
            .map_or("", |(_, ending)| ending)
            .to_lowercase();
        OPENED.contains(&ending.as_str())
            && self
                .0
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .contains(path)
    }
}

/// Files of this machine, as the window's dialogs give them.
pub(crate) struct WindowHost {
    disk: DiskHost,
    written: Written,
}

impl WindowHost {
    /// Notes what is written in `written`.
    pub(crate) fn new(written: Written) -> Self {
        Self {
            disk: DiskHost,
            written,
        }
    }
}

impl Host for WindowHost {
    fn read(&self, file: &FileRef) -> Result<(String, Vec<u8>), UserError> {
        self.disk.read(file)
    }

    fn write(&self, file: &FileRef, content: &[u8]) -> Result<String, UserError> {
        let path = self.disk.write(file, content)?;
        self.written.note(&path);
        Ok(path)
    }

    fn path(&self, file: &FileRef) -> Option<PathBuf> {
        self.disk.path(file)
    }

    fn now(&self) -> chrono::NaiveDateTime {
        self.disk.now()
    }
}

/// Opens a file written in this run.
#[tauri::command]
pub(crate) async fn open_written(
    written: State<'_, Written>,
    path: String,
) -> Result<(), UserError> {
    if !written.may_open(&path) {
        return Err(UserError::new(
            ErrorCode::NotFound,
            "这个文件不是刚才存下的",
            "请在文件夹里找到它，双击打开",
        ));
    }
    open::that_detached(&path).map_err(|_| {
        UserError::new(
            ErrorCode::File,
            format!("打不开“{path}”"),
            "电脑上可能没有看这种文件的程序；文件已经存好，可以拷到别的电脑打开",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_written_is_opened() {
        let written = Written::default();
        written.note("/tmp/册.pdf");
        written.note("/tmp/run.sh");
        assert!(written.may_open("/tmp/册.pdf"), "a print opens");
        assert!(!written.may_open("/tmp/other.pdf"), "another file does not");
        assert!(
            !written.may_open("/tmp/run.sh"),
            "nor does what is no paper or sheet"
        );
    }
}
