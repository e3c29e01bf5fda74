//! Files on their way in and out, by handle. They live in memory, so nothing of a roster lies
//! unencrypted on the disk, and are gone when the program ends.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use app::wire::{ErrorCode, FileRef};
use app::{DiskHost, Host, UserError};

/// The largest upload.
pub(crate) const LARGEST_UPLOAD: usize = 200 << 20;

/// How many files are kept each way; older ones make room.
const KEPT: usize = 4;

/// Digits of a handle.
const HANDLE_DIGITS: usize = 32;

/// Longest file name taken, in characters.
const LONGEST_NAME: usize = 120;

/// A file on its way.
#[derive(Clone)]
pub(crate) struct Transfer {
    handle: String,
    /// Its name, for people and for the ending.
    pub(crate) name: String,
    /// Its bytes.
    pub(crate) content: Arc<Vec<u8>>,
}

/// The files of one session.
#[derive(Clone, Default)]
pub(crate) struct Transfers {
    uploads: Arc<Mutex<VecDeque<Transfer>>>,
    downloads: Arc<Mutex<VecDeque<Transfer>>>,
}

impl Transfers {
    /// Keeps an upload; answers its handle.
    ///
    /// # Errors
    /// The machine gives no random bytes.
    pub(crate) fn take_in(&self, name: &str, content: Vec<u8>) -> Result<String, UserError> {
        let mut bytes = [0_u8; HANDLE_DIGITS / 2];
        getrandom::fill(&mut bytes).map_err(|_| {
            UserError::new(
                ErrorCode::Internal,
                "电脑没有给出随机数",
                "请重新启动程序再试",
            )
        })?;
        let handle: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        let name = plain_name(name).unwrap_or_else(|| "表格".into());
        keep(
            &self.uploads,
            Transfer {
                handle: handle.clone(),
                name,
                content: Arc::new(content),
            },
        );
        Ok(handle)
    }

    /// A file that a command wrote.
    pub(crate) fn written(&self, handle: &str) -> Option<Transfer> {
        open(&self.downloads)
            .iter()
            .find(|it| it.handle == handle)
            .cloned()
    }
}

impl Host for Transfers {
    fn read(&self, file: &FileRef) -> Result<(String, Vec<u8>), UserError> {
        let FileRef::Handle(handle) = file else {
            return Err(no_paths());
        };
        let uploads = open(&self.uploads);
        let found = uploads.iter().find(|it| &it.handle == handle);
        let found = found.ok_or_else(|| {
            UserError::new(
                ErrorCode::File,
                "选择的文件已经不在内存里",
                "请重新选择一次文件",
            )
        })?;
        Ok((found.name.clone(), found.content.as_ref().clone()))
    }

    fn write(&self, file: &FileRef, content: &[u8]) -> Result<String, UserError> {
        let FileRef::Handle(handle) = file else {
            return Err(no_paths());
        };
        let name = name_in(handle).ok_or_else(|| {
            UserError::new(
                ErrorCode::BadRequest,
                "文件名不能用",
                "请换一个不带斜杠的文件名",
            )
        })?;
        let content = Arc::new(content.to_vec());
        keep(
            &self.downloads,
            Transfer {
                handle: handle.clone(),
                name,
                content,
            },
        );
        Ok(handle.clone())
    }

    fn path(&self, _file: &FileRef) -> Option<PathBuf> {
        None
    }

    fn now(&self) -> chrono::NaiveDateTime {
        DiskHost.now()
    }
}

fn no_paths() -> UserError {
    UserError::new(
        ErrorCode::BadRequest,
        "在浏览器里不能直接填写文件位置",
        "请点“选择表格”选择文件，或下载到浏览器的下载文件夹",
    )
}

/// The name in a download's handle: 32 hexadecimal digits, `~`, the name.
fn name_in(handle: &str) -> Option<String> {
    let (digits, name) = handle.split_once('~')?;
    let hex = digits.len() == HANDLE_DIGITS
        && digits
            .bytes()
            .all(|it| matches!(it, b'0'..=b'9' | b'a'..=b'f'));
    if hex { plain_name(name) } else { None }
}

/// A name that is nothing but a name.
fn plain_name(name: &str) -> Option<String> {
    let plain = !name.is_empty()
        && name.chars().count() <= LONGEST_NAME
        && !name
            .chars()
            .any(|it| it.is_control() || matches!(it, '/' | '\\' | ':' | '"'));
    plain.then(|| name.to_owned())
}

fn keep(place: &Mutex<VecDeque<Transfer>>, it: Transfer) {
    let mut kept = open(place);
    kept.retain(|old| old.handle != it.handle);
    kept.push_back(it);
    let surplus = kept.len().saturating_sub(KEPT);
    kept.drain(..surplus);
}

fn open(place: &Mutex<VecDeque<Transfer>>) -> MutexGuard<'_, VecDeque<Transfer>> {
    place.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_path_reaches_the_disk() {
        let transfers = Transfers::default();
        let path = FileRef::Path("/etc/passwd".into());
        assert!(transfers.read(&path).is_err(), "a path is not read");
        assert!(
            transfers.write(&path, b"x").is_err(),
            "a path is not written"
        );
        assert!(transfers.path(&path).is_none(), "a path is not given out");
    }

    #[test]
    fn uploads_and_downloads_come_back_under_their_handles() {
        let transfers = Transfers::default();
        let handle = transfers.take_in("名册.xlsx", vec![1, 2]).unwrap();
        let (name, content) = transfers.read(&FileRef::Handle(handle.clone())).unwrap();
        assert_eq!(
            (name.as_str(), content),
            ("名册.xlsx", vec![1, 2]),
            "what went in comes out"
        );
        assert!(
            transfers.written(&handle).is_none(),
            "an upload is not a download"
        );

        let out = format!("{}~名册.pdf", "0a".repeat(16));
        assert_eq!(
            transfers
                .write(&FileRef::Handle(out.clone()), b"pdf")
                .unwrap(),
            out
        );
        assert_eq!(
            transfers.written(&out).unwrap().name,
            "名册.pdf",
            "the name is kept"
        );
    }

    #[test]
    fn handles_that_are_none_are_refused() {
        let transfers = Transfers::default();
        let digits = "0a".repeat(16);
        for bad in [
            "x.pdf".into(),
            format!("{digits}~../x.pdf"),
            format!("{digits}~"),
            "~x".into(),
        ] {
            let written = transfers.write(&FileRef::Handle(bad.clone()), b"x");
            assert!(written.is_err(), "{bad} is no handle");
        }
    }

    #[test]
    fn old_files_make_room() {
        let transfers = Transfers::default();
        let first = transfers.take_in("1", vec![]).unwrap();
        for _ in 0..KEPT {
            transfers.take_in("2", vec![]).unwrap();
        }
        assert!(
            transfers.read(&FileRef::Handle(first)).is_err(),
            "memory is bounded"
        );
    }
}
