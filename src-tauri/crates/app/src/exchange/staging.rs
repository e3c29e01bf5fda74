//! A chosen file on this PC's own disk while it is read: the stick may be pulled out meanwhile.

use std::io::Write;
use std::path::Path;

use tempfile::TempPath;

use crate::incoming;
use crate::session::App;
use crate::wire::{ErrorCode, FileRef, UserError};

/// A copy that goes when it is let go.
pub(crate) struct Staged {
    path: TempPath,
    /// The name of the file that was chosen.
    pub(crate) name: String,
}

impl Staged {
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }
}

/// Copies a chosen file into the store's folder. It is encrypted as it is.
pub(crate) fn stage(app: &App, file: &FileRef) -> Result<Staged, UserError> {
    let failed = |name: &str, error: &std::io::Error| {
        let code = match error.kind() {
            std::io::ErrorKind::StorageFull => ErrorCode::DiskFull,
            _ => ErrorCode::File,
        };
        UserError::new(
            code,
            format!("“{name}”读不出来（{error}）"),
            "请检查U盘是否插好、文件是否还在，再试一次",
        )
    };
    let mut temp = incoming::file_in(&app.dir).map_err(|error| failed("台账的文件夹", &error))?;
    let name = match app.host.path(file) {
        Some(path) => {
            let name = path
                .file_name()
                .map_or_else(String::new, |it| it.to_string_lossy().into());
            let mut from = std::fs::File::open(&path).map_err(|error| failed(&name, &error))?;
            std::io::copy(&mut from, &mut temp).map_err(|error| failed(&name, &error))?;
            name
        }
        None => {
            let (name, content) = app.host.read(file)?;
            temp.write_all(&content)
                .map_err(|error| failed(&name, &error))?;
            name
        }
    };
    Ok(Staged {
        path: temp.into_temp_path(),
        name,
    })
}
