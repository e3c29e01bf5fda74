//! Opening what was printed or exported in the system's own reader, and nothing else: a page can
//! only name files that this run of the program has written, or handles of what lies in its memory.

use std::collections::{HashSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use app::wire::{ErrorCode, FileRef};
use app::{DiskHost, Host, UserError};
use tauri::State;

/// Endings of what the program writes for people to open.
const OPENED: [&str; 4] = ["pdf", "docx", "xlsx", "csv"];

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

/// How many papers are kept in memory for looking at; older ones make room.
const KEPT: usize = 4;
/// Digits of a handle, before `~` and the name.
const HANDLE_DIGITS: usize = 32;
/// Longest file name taken, in characters.
const LONGEST_NAME: usize = 120;

/// A paper by its handle.
type Sheet = (String, Arc<Vec<u8>>);

/// Papers that were made to be looked at. They lie in memory; only what a person opens in the
/// system's reader is written, into a folder that goes when the program ends.
#[derive(Clone, Default)]
pub(crate) struct Scratch {
    papers: Arc<Mutex<VecDeque<Sheet>>>,
    folder: Arc<Mutex<Option<tempfile::TempDir>>>,
}

impl Scratch {
    fn keep(&self, handle: &str, content: &[u8]) {
        let mut papers = self.papers.lock().unwrap_or_else(PoisonError::into_inner);
        papers.retain(|(it, _)| it != handle);
        papers.push_back((handle.to_owned(), Arc::new(content.to_vec())));
        let surplus = papers.len().saturating_sub(KEPT);
        papers.drain(..surplus);
    }

    fn find(&self, handle: &str) -> Result<Arc<Vec<u8>>, UserError> {
        let papers = self.papers.lock().unwrap_or_else(PoisonError::into_inner);
        let found = papers.iter().find(|(it, _)| it == handle);
        found
            .map(|(_, content)| Arc::clone(content))
            .ok_or_else(|| {
                UserError::new(
                    ErrorCode::File,
                    "这份版面已经不在内存里",
                    "请重新打开打印页面",
                )
            })
    }

    /// Writes a paper where the system's reader finds it.
    fn lay_out(&self, handle: &str) -> Result<PathBuf, UserError> {
        let content = self.find(handle)?;
        let name = name_in(handle).ok_or_else(|| {
            UserError::new(
                ErrorCode::BadRequest,
                "文件名不能用",
                "请换一个不带斜杠的文件名",
            )
        })?;
        let fault = |_| {
            UserError::new(
                ErrorCode::File,
                "临时文件夹不能写",
                "请改用“保存为 PDF”，再从文件夹里打开",
            )
        };
        let mut folder = self.folder.lock().unwrap_or_else(PoisonError::into_inner);
        let dir: &Path = match folder.as_ref() {
            Some(dir) => dir.path(),
            None => folder.insert(tempfile::tempdir().map_err(fault)?).path(),
        };
        let path = dir.join(name);
        std::fs::write(&path, content.as_slice()).map_err(fault)?;
        Ok(path)
    }
}

/// The name in a handle: 32 hexadecimal digits, `~`, a name that is nothing but a name.
fn name_in(handle: &str) -> Option<&str> {
    let (digits, name) = handle.split_once('~')?;
    let hex = digits.len() == HANDLE_DIGITS && digits.bytes().all(|it| it.is_ascii_hexdigit());
    let plain = !name.is_empty()
        && name.chars().count() <= LONGEST_NAME
        && Path::new(name).file_name().is_some_and(|it| it == name)
        && !name
            .chars()
            .any(|it| it.is_control() || "/\\:\"".contains(it));
    (hex && plain).then_some(name)
}

/// Files of this machine, as the window's dialogs give them, and papers in memory.
pub(crate) struct WindowHost {
    disk: DiskHost,
    written: Written,
    scratch: Scratch,
}

impl WindowHost {
    /// Notes what is written in `written`; keeps what is only looked at in `scratch`.
    pub(crate) fn new(written: Written, scratch: Scratch) -> Self {
        Self {
            disk: DiskHost,
            written,
            scratch,
        }
    }
}

impl Host for WindowHost {
    fn read(&self, file: &FileRef) -> Result<(String, Vec<u8>), UserError> {
        self.disk.read(file)
    }

    fn write(&self, file: &FileRef, content: &[u8]) -> Result<String, UserError> {
        if let FileRef::Handle(handle) = file {
            self.scratch.keep(handle, content);
            return Ok(handle.clone());
        }
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

/// The bytes of a paper in memory.
#[tauri::command]
pub(crate) fn read_scratch(
    scratch: State<'_, Scratch>,
    handle: String,
) -> Result<tauri::ipc::Response, UserError> {
    let content = scratch.find(&handle)?;
    Ok(tauri::ipc::Response::new(content.as_ref().clone()))
}

/// Opens a file written in this run, or a paper in memory.
#[tauri::command]
pub(crate) async fn open_written(
    written: State<'_, Written>,
    scratch: State<'_, Scratch>,
    path: String,
) -> Result<(), UserError> {
    let path = if name_in(&path).is_some() {
        scratch.lay_out(&path)?.display().to_string()
    } else if written.may_open(&path) {
        path
    } else {
        return Err(UserError::new(
            ErrorCode::NotFound,
            "这个文件不是刚才存下的",
            "请在文件夹里找到它，双击打开",
        ));
    };
    open::that_detached(&path).map_err(|_| {
        UserError::new(
            ErrorCode::File,
            format!("打不开“{path}”"),
            "电脑上可能没有看这种文件的程序；文件已经存好，可以拷到别的电脑打开",
        )
    })
}

/// Shows the folder with the data in the system's file manager.
#[tauri::command]
pub(crate) async fn open_store_folder() -> Result<(), UserError> {
    let folder = app::default_store_dir();
    open::that_detached(&folder).map_err(|_| {
        UserError::new(
            ErrorCode::File,
            format!("打不开文件夹“{}”", folder.display()),
            "请在文件管理器里按这个位置找到它",
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

    #[test]
    fn a_paper_in_memory_is_laid_out_under_its_own_name_alone() {
        let scratch = Scratch::default();
        let digits = "0a".repeat(16);
        let handle = format!("{digits}~册.pdf");
        scratch.keep(&handle, b"%PDF");
        let path = scratch.lay_out(&handle).unwrap();
        assert_eq!(
            std::fs::read(&path).unwrap(),
            b"%PDF",
            "the reader finds it"
        );
        for bad in [
            format!("{digits}~../册.pdf"),
            format!("{digits}~.."),
            format!("{digits}~"),
            "册.pdf".into(),
        ] {
            scratch.keep(&bad, b"x");
            assert!(scratch.lay_out(&bad).is_err(), "{bad} is no handle");
        }
    }

    #[test]
    fn memory_is_bounded() {
        let scratch = Scratch::default();
        for number in 0..=KEPT {
            scratch.keep(&number.to_string(), b"x");
        }
        assert!(scratch.find("0").is_err(), "old papers make room");
        assert!(scratch.find("1").is_ok(), "the newest stay");
    }
}
