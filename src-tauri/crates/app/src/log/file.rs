//! The files of a log: one that grows, and a few full ones behind it.

use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

/// A file that reaches this size is put behind.
const LARGEST: u64 = 1 << 20;
/// Full files that are kept.
const KEPT: u32 = 3;
/// The file that grows.
const CURRENT: &str = "log.txt";

/// A folder with the files of one log. It is opened for each line, so that no handle keeps the
/// folder in use and several processes can write.
#[derive(Clone)]
pub(crate) struct LogFile {
    folder: PathBuf,
    /// One line at a time within this process.
    turn: Arc<Mutex<()>>,
}

impl LogFile {
    /// The log in this folder, which is made with the first line.
    pub(crate) fn new(folder: PathBuf) -> Self {
        Self {
            folder,
            turn: Arc::default(),
        }
    }

    /// Adds a line. A disk that refuses must not stop the work that is being written about.
    pub(crate) fn append(&self, line: &str) {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(mut file) = self.open() else { return };
        // One call, so that lines of several processes do not mix.
        let _ = file.write_all(format!("{line}\n").as_bytes());
    }

    /// The files, oldest first: names and contents.
    pub(crate) fn read(&self) -> Vec<(String, String)> {
        let names = (1..=KEPT).rev().map(full).chain([CURRENT.to_owned()]);
        names
            .filter_map(|name| {
                let content = std::fs::read(self.folder.join(&name)).ok()?;
                Some((name, String::from_utf8_lossy(&content).into_owned()))
            })
            .collect()
    }

    fn open(&self) -> Option<File> {
        let current = self.folder.join(CURRENT);
        match std::fs::metadata(&current) {
            Ok(it) if it.len() >= LARGEST => self.put_behind(),
            Ok(_) => {}
            Err(_) => self.make_folder(),
        }
        let mut options = OpenOptions::new();
        options.append(true).create(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(current).ok()
    }

    /// The folder the store stands in is not made for a log alone.
    fn make_folder(&self) {
        let mut builder = std::fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        let _ = builder.create(&self.folder);
    }

    fn put_behind(&self) {
        for number in (1..KEPT).rev() {
            let _ = std::fs::rename(
                self.folder.join(full(number)),
                self.folder.join(full(number + 1)),
            );
        }
        let _ = std::fs::rename(self.folder.join(CURRENT), self.folder.join(full(1)));
    }
}

fn full(number: u32) -> String {
    format!("log.{number}.txt")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_files_are_put_behind_and_the_oldest_goes() {
        let folder = tempfile::tempdir().unwrap();
        let log = LogFile::new(folder.path().join("log"));
        let line = "x".repeat(64 << 10);
        for _ in 0..(u64::from(KEPT) + 3) * (LARGEST >> 16) {
            log.append(&line);
        }
        let files = log.read();
        assert_eq!(files.len(), KEPT as usize + 1, "so many are kept");
        let size: usize = files.iter().map(|(_, text)| text.len()).sum();
        assert!(size as u64 <= LARGEST * u64::from(KEPT + 2), "{size} bytes");
        assert_eq!(files.last().unwrap().0, CURRENT, "the newest stands last");
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_reads_it() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let log = LogFile::new(folder.path().join("log"));
        log.append("a line");
        for path in [log.folder.clone(), log.folder.join(CURRENT)] {
            let mode = path.metadata().unwrap().permissions().mode();
            assert_eq!(mode & 0o077, 0, "{}", path.display());
        }
    }

    #[test]
    fn a_place_that_cannot_be_written_is_no_fault() {
        let log = LogFile::new(PathBuf::from("/nonexistent/at/all/log"));
        log.append("a line");
        assert!(log.read().is_empty());
    }
}
