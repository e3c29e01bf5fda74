//! Where a store may live: on the PC's own disk.
//!
//! A database that is written in place is damaged by a stick pulled out, by a network that
//! breaks off and by a cloud client that copies it half written. A folder is refused only where
//! one of these is positively recognised; whatever is unknown is taken for an own disk.

mod cloud;
#[cfg(target_os = "linux")]
mod mounts;
#[cfg(windows)]
mod windows;

use std::path::{Path, PathBuf};

/// A folder on which no store may be kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{}”{kind}，台账不能放在这里：{}。请改放在本机硬盘的文件夹里{}。",
    .path.display(), .kind.danger(), .kind.remedy()
)]
pub struct PlaceFault {
    /// The folder asked for.
    pub path: PathBuf,
    /// What kind of place it is.
    pub kind: PlaceKind,
}

/// The kinds of places that are refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlaceKind {
    /// A stick, memory card or USB disk.
    Removable,
    /// A network drive or share.
    Network,
    /// A folder that the named cloud service copies.
    Cloud(String),
}

impl PlaceKind {
    fn danger(&self) -> &'static str {
        match self {
            Self::Removable => "中途拔出或断电会损坏台账",
            Self::Network => "网络一断就会损坏台账，别的电脑同时打开也会冲突",
            Self::Cloud(_) => "同步软件会复制写到一半的文件，而且会把台账传到网上",
        }
    }

    fn remedy(&self) -> &'static str {
        match self {
            Self::Removable => "，U 盘只用来放备份和数据包",
            Self::Network => "，要给别的电脑用请导出数据包",
            Self::Cloud(_) => "，不要放在同步文件夹里",
        }
    }
}

impl std::fmt::Display for PlaceKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Removable => f.write_str("在 U 盘、移动硬盘等可移动盘上"),
            Self::Network => f.write_str("在网络盘或共享文件夹上"),
            Self::Cloud(name) => write!(f, "在“{name}”的同步文件夹里"),
        }
    }
}

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
    fn the_sentence_names_place_danger_and_remedy() {
        let of = |kind| {
            PlaceFault {
                path: "E:\\台账".into(),
                kind,
            }
            .to_string()
        };
        assert_eq!(
            of(PlaceKind::Removable),
            "“E:\\台账”在 U 盘、移动硬盘等可移动盘上，台账不能放在这里：中途拔出或断电会损坏台账。\
             请改放在本机硬盘的文件夹里，U 盘只用来放备份和数据包。"
        );
        assert!(
            of(PlaceKind::Network).contains("导出数据包"),
            "the network has a remedy"
        );
        assert!(
            of(PlaceKind::Cloud("坚果云".into())).contains("“坚果云”"),
            "the cloud is named"
        );
    }

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
