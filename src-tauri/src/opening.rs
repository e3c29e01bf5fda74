//! Opening what was printed or exported in the system's own reader, and nothing else: a page can
//! only name files that this run of the program has written, or handles of what lies in its memory.

use std::collections::{HashSet, VecDeque};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use app::wire::{ErrorCode, FileRef};
use app::{DiskHost, Host, Log, UserError};
use tauri::State;

use crate::choosing::{Choices, Purpose};

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
/// system's reader is written, into a folder of this user beside the store. It is emptied when the
/// program begins and ends, and when the store is locked.
#[derive(Clone)]
pub(crate) struct Scratch {
    papers: Arc<Mutex<VecDeque<Sheet>>>,
    folder: PathBuf,
}

impl Scratch {
    /// For the store in this folder. Nothing is written or removed yet.
    pub(crate) fn beside(store: &Path) -> Self {
        let mut name = store.file_name().unwrap_or_default().to_owned();
        name.push(".papers");
        Self {
            papers: Arc::default(),
            folder: store.with_file_name(name),
        }
    }

    /// Forgets the papers in memory and removes those that were written. One that a reader keeps
    /// open on Windows stays until the next time.
    pub(crate) fn clear(&self) {
        self.papers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
        let Ok(entries) = std::fs::read_dir(&self.folder) else {
            return;
        };
        for entry in entries.filter_map(Result::ok) {
            let _ = std::fs::remove_file(entry.path());
        }
        let _ = std::fs::remove_dir(&self.folder);
    }

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
        let fault = |_: std::io::Error| {
            UserError::new(
                ErrorCode::File,
                "临时文件夹不能写",
                "请改用“保存为 PDF”，再从文件夹里打开",
            )
        };
        let mut builder = std::fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&self.folder).map_err(fault)?;
        let path = self.folder.join(name);
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(fault(error)),
            _ => {}
        }
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options
            .open(&path)
            .and_then(|mut file| file.write_all(&content))
            .map_err(fault)?;
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

/// Files of this machine that a person chose in the window's dialogs, and papers in memory. No path
/// from a page is taken.
pub(crate) struct WindowHost {
    written: Written,
    scratch: Scratch,
    choices: Choices,
}

impl WindowHost {
    /// Notes what is written in `written`; keeps what is only looked at in `scratch`.
    pub(crate) fn new(written: Written, scratch: Scratch, choices: Choices) -> Self {
        Self {
            written,
            scratch,
            choices,
        }
    }

    /// What was chosen for this purpose, as a path of the disk.
    fn chosen(&self, file: &FileRef, purposes: &[Purpose]) -> Result<FileRef, UserError> {
        let FileRef::Handle(handle) = file else {
            return Err(not_chosen());
        };
        match self.choices.find(handle) {
            Some((path, purpose)) if purposes.contains(&purpose) => {
                Ok(FileRef::Path(path.display().to_string()))
            }
            _ => Err(not_chosen()),
        }
    }
}

impl Host for WindowHost {
    fn read(&self, file: &FileRef) -> Result<(String, Vec<u8>), UserError> {
        DiskHost.read(&self.chosen(file, &[Purpose::Read])?)
    }

    fn write(&self, file: &FileRef, content: &[u8]) -> Result<String, UserError> {
        if let FileRef::Handle(handle) = file
            && self.choices.find(handle).is_none()
            && name_in(handle).is_some()
        {
            self.scratch.keep(handle, content);
            return Ok(handle.clone());
        }
        let path = DiskHost.write(&self.chosen(file, &[Purpose::Write])?, content)?;
        self.written.note(&path);
        Ok(path)
    }

    fn write_inside(
        &self,
        folder: &FileRef,
        name: &str,
        content: &[u8],
    ) -> Result<String, UserError> {
        let folder = self.chosen(folder, &[Purpose::Folder])?;
        let path = DiskHost.write_inside(&folder, name, content)?;
        self.written.note(&path);
        Ok(path)
    }

    fn path(&self, file: &FileRef) -> Option<PathBuf> {
        let chosen = self.chosen(file, &[Purpose::Read, Purpose::Folder]);
        DiskHost.path(&chosen.ok()?)
    }

    fn now(&self) -> chrono::NaiveDateTime {
        DiskHost.now()
    }
}

fn not_chosen() -> UserError {
    UserError::new(
        ErrorCode::BadRequest,
        "这个文件不是在窗口里选的",
        "请点按钮，在弹出的窗口里重新选择",
    )
}

/// The bytes of a paper in memory.
#[tauri::command]
pub(crate) fn read_scratch(
    scratch: State<'_, Scratch>,
    log: State<'_, Log>,
    handle: String,
) -> Result<tauri::ipc::Response, UserError> {
    let content = scratch.find(&handle).map_err(|error| log.noted(error))?;
    Ok(tauri::ipc::Response::new(content.as_ref().clone()))
}

/// Opens a file written in this run, or a paper in memory.
#[tauri::command]
pub(crate) async fn open_written(
    written: State<'_, Written>,
    scratch: State<'_, Scratch>,
    log: State<'_, Log>,
    path: String,
) -> Result<(), UserError> {
    open_one(&written, &scratch, &path).map_err(|error| log.noted(error))
}

fn open_one(written: &Written, scratch: &Scratch, path: &str) -> Result<(), UserError> {
    let path = if name_in(path).is_some() {
        scratch.lay_out(path)?.display().to_string()
    } else if written.may_open(path) {
        path.to_owned()
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
pub(crate) async fn open_store_folder(log: State<'_, Log>) -> Result<(), UserError> {
    let folder = app::default_store_dir();
    open::that_detached(&folder).map_err(|_| {
        log.noted(UserError::new(
            ErrorCode::File,
            format!("打不开文件夹“{}”", folder.display()),
            "请在文件管理器里按这个位置找到它",
        ))
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
        let place = tempfile::tempdir().unwrap();
        let scratch = Scratch::beside(&place.path().join("台账"));
        let digits = "0a".repeat(16);
        let handle = format!("{digits}~册.pdf");
        scratch.keep(&handle, b"%PDF");
        let path = scratch.lay_out(&handle).unwrap();
        assert_eq!(
            std::fs::read(&path).unwrap(),
            b"%PDF",
            "the reader finds it"
        );
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            for it in [path.as_path(), path.parent().unwrap()] {
                let mode = it.metadata().unwrap().permissions().mode();
                assert_eq!(mode & 0o077, 0, "nobody else reads {}", it.display());
            }
        }
        for bad in [
            format!("{digits}~../册.pdf"),
            format!("{digits}~.."),
            format!("{digits}~"),
            "册.pdf".into(),
        ] {
            scratch.keep(&bad, b"x");
            assert!(scratch.lay_out(&bad).is_err(), "{bad} is no handle");
        }
        // As the next start of a program that was killed does.
        Scratch::beside(&place.path().join("台账")).clear();
        assert!(!path.exists(), "what was laid out is swept");
    }

    #[test]
    fn no_path_from_a_page_reaches_the_disk() {
        let place = tempfile::tempdir().unwrap();
        let file = place.path().join("册.pdf");
        std::fs::write(&file, b"x").unwrap();
        let choices = Choices::default();
        let scratch = Scratch::beside(&place.path().join("台账"));
        let host = WindowHost::new(Written::default(), scratch, choices.clone());
        let path = FileRef::Path(file.display().to_string());
        assert!(host.read(&path).is_err(), "not read");
        assert!(host.write(&path, b"y").is_err(), "not written");
        assert!(host.path(&path).is_none(), "not given out");
        assert!(host.write_inside(&path, "a", b"y").is_err(), "no folder");
        let guess = FileRef::Handle(file.display().to_string());
        assert!(host.read(&guess).is_err(), "nor as a handle");
        assert!(host.write(&guess, b"y").is_err(), "nor written as one");

        let as_handle = |purpose| {
            let kept = choices.keep(file.clone(), purpose).unwrap();
            let json = serde_json::to_value(kept).unwrap();
            FileRef::Handle(json["handle"].as_str().unwrap().to_owned())
        };
        let to_read = as_handle(Purpose::Read);
        assert_eq!(host.read(&to_read).unwrap().1, b"x", "what was chosen");
        assert!(host.write(&to_read, b"y").is_err(), "for reading alone");
        let to_write = as_handle(Purpose::Write);
        assert!(host.read(&to_write).is_err(), "for writing alone");
        host.write(&to_write, b"y").unwrap();
        assert_eq!(std::fs::read(&file).unwrap(), b"y");
    }

    #[test]
    fn memory_is_bounded() {
        let scratch = Scratch::beside(Path::new("台账"));
        for number in 0..=KEPT {
            scratch.keep(&number.to_string(), b"x");
        }
        assert!(scratch.find("0").is_err(), "old papers make room");
        assert!(scratch.find("1").is_ok(), "the newest stay");
    }
}
