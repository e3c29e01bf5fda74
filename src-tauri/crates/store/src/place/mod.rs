//! Where a store may live: on the PC's own disk.
//!
//! A database that is written in place is damaged by a stick pulled out, by a network that
//! breaks off and by a cloud client that copies it half written. A folder is refused only where
//! one of these is positively recognised; whatever is unknown is taken for an own disk.

mod cloud;
mod fault;
#[cfg(target_os = "linux")]
mod mounts;
#[cfg(windows)]
mod windows;

use std::path::{Path, PathBuf};

pub use fault::{PlaceFault, PlaceKind};

/// Refuses a folder that is positively recognised as removable, network or cloud-synchronised.
/// The folder need not exist yet.
///
/// # Errors
/// [`PlaceFault`] with the kind of place and what to do.
pub fn check(dir: &Path) -> Result<(), PlaceFault> {
    let real = real_path(dir);
    let kind = cloud::recognise(&real, &cloud::folders_of_environment())
        .or_else(|| cloud::recognise(dir, &[]))
        .or_else(|| drive_kind(&real));
    match kind {
        Some(kind) => Err(PlaceFault {
            path: dir.to_owned(),
            kind,
        }),
        None => Ok(()),
    }
}

/// Links resolved as far as the path exists, so that a link into a cloud folder is seen.
fn real_path(dir: &Path) -> PathBuf {
    let absolute = std::path::absolute(dir).unwrap_or_else(|_| dir.to_owned());
    for ancestor in absolute.ancestors() {
        if let Ok(real) = ancestor.canonicalize() {
            let rest = absolute.strip_prefix(ancestor).unwrap_or(Path::new(""));
            return real.join(rest);
        }
    }
    absolute
}

#[cfg(target_os = "linux")]
fn drive_kind(dir: &Path) -> Option<PlaceKind> {
    let table = std::fs::read_to_string("/proc/self/mountinfo").ok()?;
    mounts::recognise(&table, dir, &mounts::is_removable_device)
}

#[cfg(windows)]
fn drive_kind(dir: &Path) -> Option<PlaceKind> {
    windows::drive_kind(dir)
}

#[cfg(not(any(target_os = "linux", windows)))]
fn drive_kind(_dir: &Path) -> Option<PlaceKind> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ordinary_folder_is_accepted_before_it_exists() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(
            check(&dir.path().join("还没有/台账")),
            Ok(()),
            "unknown is not refused"
        );
    }

    #[test]
    fn a_cloud_folder_is_refused_also_through_a_link() {
        let dir = tempfile::tempdir().unwrap();
        let cloud = dir.path().join("我的坚果云").join("人大");
        std::fs::create_dir_all(&cloud).unwrap();
        let fault = check(&cloud).unwrap_err();
        assert_eq!(
            fault.kind,
            PlaceKind::Cloud("坚果云".into()),
            "by the folder's name"
        );
        #[cfg(unix)]
        {
            let link = dir.path().join("台账");
            std::os::unix::fs::symlink(&cloud, &link).unwrap();
            assert!(
                check(&link).is_err(),
                "a link into the cloud folder is seen through"
            );
        }
    }
}
