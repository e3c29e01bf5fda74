//! File operations that survive a power cut and a scanning antivirus.
//!
//! A file is written beside its target, flushed, and renamed over it; the folder is flushed
//! after. On Windows a freshly written file may be held for seconds by a scanner, so renames
//! and deletions are tried again with growing pauses before they are given up.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::Path,
    time::Duration,
};

use crate::error::{Result, StoreFault};

/// Pauses between attempts, together about five seconds.
const PAUSES_MS: [u64; 8] = [10, 40, 100, 250, 500, 900, 1400, 1800];

/// Replaces `path` by `bytes`: after a crash either the old or the new content is there.
pub(crate) fn write_atomic(path: &Path, bytes: &[u8]) -> Result<()> {
    let dir = parent(path);
    let write = || -> io::Result<()> {
        let mut temp = tempfile::Builder::new().prefix(".tmp-").tempfile_in(dir)?;
        temp.write_all(bytes)?;
        temp.as_file().sync_all()?;
        let temp = temp.into_temp_path();
        patiently(|| fs::rename(&temp, path))?;
        sync_dir(dir)
    };
    write().map_err(|e| StoreFault::file("写入", path, e))
}

/// Renames within one disk and flushes both folders.
pub(crate) fn rename(from: &Path, to: &Path) -> Result<()> {
    patiently(|| fs::rename(from, to))
        .and_then(|()| sync_dir(parent(to)))
        .and_then(|()| sync_dir(parent(from)))
        .map_err(|e| StoreFault::file("移动", from, e))
}

/// Deletes a file if it is there.
pub(crate) fn remove_file(path: &Path) -> Result<()> {
    match patiently(|| fs::remove_file(path)) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => Err(StoreFault::file("删除", path, e)),
        _ => Ok(()),
    }
}

/// Deletes a folder with all in it, if it is there.
pub(crate) fn remove_dir(path: &Path) -> Result<()> {
    match patiently(|| fs::remove_dir_all(path)) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => Err(StoreFault::file("删除", path, e)),
        _ => Ok(()),
    }
}

/// Makes a folder with its parents. The folder itself is for this user's eyes alone.
pub(crate) fn make_dir(path: &Path) -> Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(|e| StoreFault::file("新建文件夹", parent, e))?;
    }
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
        .recursive(true)
        .create(path)
        .map_err(|e| StoreFault::file("新建文件夹", path, e))
}

/// Makes a file that is not there yet, for this user's eyes alone.
pub(crate) fn create_new(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Denies other users of the PC access to a file or folder. A system without such permissions, or a
/// file owned by another user, is no reason to stop.
pub(crate) fn make_private(path: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let Ok(metadata) = fs::metadata(path) else {
            return;
        };
        let mode = metadata.permissions().mode();
        if mode & 0o077 != 0 {
            let _ = fs::set_permissions(path, fs::Permissions::from_mode(mode & 0o700));
        }
    }
    #[cfg(not(unix))]
    let _ = path;
}

/// Flushes a folder's list of names; Windows does this with the file itself.
pub(crate) fn sync_dir(dir: &Path) -> io::Result<()> {
    if cfg!(unix) {
        File::open(dir)?.sync_all()?;
    }
    Ok(())
}

fn parent(path: &Path) -> &Path {
    match path.parent() {
        Some(dir) if !dir.as_os_str().is_empty() => dir,
        _ => Path::new("."),
    }
}

/// Tries again while a scanner holds the file.
fn patiently<T>(mut attempt: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    for pause in PAUSES_MS {
        match attempt() {
            Err(e) if is_held(&e) => std::thread::sleep(Duration::from_millis(pause)),
            other => return other,
        }
    }
    attempt()
}

/// ERROR_ACCESS_DENIED, ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION of Windows.
fn is_held(error: &io::Error) -> bool {
    cfg!(windows) && matches!(error.raw_os_error(), Some(5 | 32 | 33))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writing_replaces_and_leaves_no_temporary_file() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.json");
        write_atomic(&path, b"one").unwrap();
        write_atomic(&path, b"two").unwrap();
        assert_eq!(
            fs::read(&path).unwrap(),
            b"two",
            "the newest content stands"
        );
        assert_eq!(
            fs::read_dir(dir.path()).unwrap().count(),
            1,
            "only the file itself is left"
        );
    }

    #[test]
    fn a_missing_folder_is_told_with_the_path() {
        let fault = write_atomic(Path::new("/nonexistent-dir/x.json"), b"").unwrap_err();
        assert!(
            fault.to_string().contains("x.json") && fault.to_string().contains("不存在"),
            "the sentence names the file and the reason: {fault}"
        );
    }

    #[test]
    fn removing_what_is_not_there_is_fine() {
        let dir = tempfile::tempdir().unwrap();
        assert!(
            remove_file(&dir.path().join("no")).is_ok(),
            "nothing to do is no fault"
        );
        assert!(
            remove_dir(&dir.path().join("no")).is_ok(),
            "nothing to do is no fault"
        );
    }
}
