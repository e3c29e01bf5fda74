//! Whether files that are made by a program are what it makes today.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The files of a folder, by name.
pub type Snapshot = BTreeMap<String, Vec<u8>>;

/// What lies in the folder now.
///
/// # Errors
/// A sentence, when it cannot be read.
pub fn take(folder: &Path) -> Result<Snapshot, String> {
    let mut files = Snapshot::new();
    if folder.exists() {
        gather(folder, folder, &mut files)
            .map_err(|error| format!("reading {}: {error}", folder.display()))?;
    }
    Ok(files)
}

fn gather(root: &Path, folder: &Path, files: &mut Snapshot) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            gather(root, &path, files)?;
        } else {
            let name = path
                .strip_prefix(root)
                .unwrap_or(&path)
                .display()
                .to_string();
            files.insert(name, fs::read(&path)?);
        }
    }
    Ok(())
}

/// The names of the files that making them anew changed.
pub fn changed(before: &Snapshot, after: &Snapshot) -> Vec<String> {
    let same = |name: &&String| before.get(*name) == after.get(*name);
    let mut names: Vec<String> = before
        .keys()
        .chain(after.keys())
        .filter(|name| !same(name))
        .cloned()
        .collect();
    names.sort();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_changed_and_lost_files_are_named_once() {
        let files = |pairs: &[(&str, &str)]| -> Snapshot {
            pairs
                .iter()
                .map(|(name, text)| ((*name).into(), (*text).into()))
                .collect()
        };
        let before = files(&[("Kept.ts", "1"), ("Edited.ts", "1"), ("Lost.ts", "1")]);
        let after = files(&[("Kept.ts", "1"), ("Edited.ts", "2"), ("New.ts", "1")]);
        assert_eq!(
            changed(&before, &after),
            ["Edited.ts", "Lost.ts", "New.ts"],
            "only what differs is stale"
        );
    }
}
