//! Where an open store lies, and what holds it there.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::lock::StoreLock;

/// The folder of an open store.
#[derive(Debug)]
pub(super) struct Home {
    pub(super) dir: PathBuf,
    /// `None` where the folder cannot be written and has no lock to hold.
    pub(super) _lock: Option<Arc<StoreLock>>,
    /// The copy that is open in place of a database that may not be written.
    pub(super) copy: Option<tempfile::TempDir>,
}

impl Home {
    pub(super) fn at(dir: &Path, lock: Arc<StoreLock>) -> Self {
        Self {
            dir: dir.to_owned(),
            _lock: Some(lock),
            copy: None,
        }
    }
}
