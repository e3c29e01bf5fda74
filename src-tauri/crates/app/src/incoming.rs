//! Files of the store's folder that last as long as somebody reads a file from a stick.

use std::io;
use std::path::Path;

use tempfile::NamedTempFile;

const PREFIX: &str = ".incoming-";

/// A new one, which goes when it is let go.
pub(crate) fn file_in(dir: &Path) -> io::Result<NamedTempFile> {
    tempfile::Builder::new()
        .prefix(PREFIX)
        .suffix(".rdx")
        .tempfile_in(dir)
}

/// Removes those that a program left which was killed meanwhile. Called while this program holds the
/// store and reads nothing: none of them is in use.
pub(crate) fn sweep(dir: &Path) -> io::Result<()> {
    for entry in std::fs::read_dir(dir)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(PREFIX) {
            std::fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}
