//! Uploads and downloads, by handle. They are kept in memory, so that nothing of a roster lies
//! unencrypted on the disk, and are gone when the program ends.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use app::wire::{ErrorCode, FileRef};
use app::{DiskHost, Host, UserError};

/// The largest upload.
pub(crate) const LARGEST_UPLOAD: usize = 200 << 20;

/// How many files are kept each way; older ones make room.
const KEPT: usize = 4;

/// A link to a download works once, and for so long.
const LINK_LASTS: Duration = Duration::from_secs(60);

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
    links: Arc<Mutex<VecDeque<Link>>>,
}

/// A new tab and the browser's own download cannot send a header, so they get a link that works
/// once.
struct Link {
    secret: String,
    handle: String,
    until: Instant,
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

    /// A link to a file that a command wrote: what stands behind `/fetch/`.
    pub(crate) fn link(&self, handle: &str) -> Option<String> {
        self.written(handle)?;
        let secret = crate::sessions::secret().ok()?;
        let mut links = open(&self.links);
        let surplus = (links.len() + 1).saturating_sub(KEPT);
        links.drain(..surplus);
        links.push_back(Link {
            secret: secret.clone(),
            handle: handle.to_owned(),
            until: Instant::now() + LINK_LASTS,
        });
        Some(secret)
    }

    /// The file behind a link. The link opens nothing more.
    pub(crate) fn follow(&self, offered: &str) -> Option<Transfer> {
        let link = {
            let mut links = open(&self.links);
            let at = links
                .iter()
                .position(|it| crate::sessions::same(&it.secret, offered))?;
            links.remove(at)?
        };
        (Instant::now() < link.until)
            .then(|| self.written(&link.handle))
            .flatten()
    }

    /// Forgets every file and link.
    pub(crate) fn clear(&self) {
        open(&self.uploads).clear();
        open(&self.downloads).clear();
        open(&self.links).clear();
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

fn open<It>(place: &Mutex<VecDeque<It>>) -> MutexGuard<'_, VecDeque<It>> {
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
    fn a_link_works_once_and_a_lock_forgets_everything() {
        let transfers = Transfers::default();
        let out = format!("{}~名册.pdf", "0a".repeat(16));
        let file = FileRef::Handle(out.clone());
        transfers.write(&file, b"pdf").unwrap();
        let link = transfers.link(&out).unwrap();
        assert!(transfers.follow("guess").is_none(), "a guess");
        assert_eq!(transfers.follow(&link).unwrap().name, "名册.pdf");
        assert!(transfers.follow(&link).is_none(), "not twice");
        let link = transfers.link(&out).unwrap();
        let upload = transfers.take_in("名册.xlsx", vec![1]).unwrap();
        transfers.clear();
        assert!(transfers.follow(&link).is_none(), "no link");
        assert!(transfers.written(&out).is_none(), "no download");
        let upload = transfers.read(&FileRef::Handle(upload));
        assert!(upload.is_err(), "no upload");
        assert!(transfers.link(&out).is_none(), "nor a link to what is gone");
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
