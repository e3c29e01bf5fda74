//! Folders that a cloud client keeps in step with the network, known by name, by marker or by
//! what the client put into the environment.

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
};

use super::fault::PlaceKind;

/// Service, and the folder names that its client creates (lower case, compared whole).
const FOLDER_NAMES: &[(&str, &[&str])] = &[
    ("OneDrive", &["onedrive"]),
    (
        "坚果云",
        &["nutstore", "nutstore files", "我的坚果云", "坚果云"],
    ),
    (
        "WPS 云盘",
        &[
            "wps云盘",
            "wps 云盘",
            "wpsdrive",
            "wps cloud files",
            "wps网盘",
            "wps云文档",
        ],
    ),
    (
        "百度网盘",
        &[
            "baidusyncdisk",
            "百度网盘",
            "百度网盘同步空间",
            "百度云同步盘",
        ],
    ),
    ("Dropbox", &["dropbox"]),
    (
        "iCloud",
        &["iclouddrive", "icloud drive", "com~apple~clouddocs"],
    ),
    (
        "Google Drive",
        &["google drive", "googledrive", "我的云端硬盘"],
    ),
    (
        "微云",
        &["微云", "腾讯微云", "weiyun", "微云同步助手", "weiyunsync"],
    ),
    (
        "阿里云盘",
        &["阿里云盘", "adrive", "aliyundrive", "阿里云盘同步"],
    ),
];

/// “OneDrive - 某某镇人大”, “Dropbox (个人)”.
const FOLDER_PREFIXES: &[(&str, &[&str])] = &[
    ("OneDrive", &["onedrive - ", "onedrive－", "onedrive-"]),
    ("Dropbox", &["dropbox ("]),
];

/// Files or folders that a client leaves in the root it keeps in step.
const MARKERS: &[(&str, &str)] = &[
    ("Dropbox", ".dropbox.cache"),
    ("坚果云", ".nutstore"),
    ("百度网盘", ".baidusyncdisk"),
];

/// Environment variables in which OneDrive names its roots.
const VARIABLES: [&str; 3] = ["OneDrive", "OneDriveCommercial", "OneDriveConsumer"];

/// The cloud service whose folder `dir` is or lies in.
pub(super) fn recognise(dir: &Path, roots: &[PathBuf]) -> Option<PlaceKind> {
    if roots.iter().any(|root| dir.starts_with(root)) {
        return Some(PlaceKind::Cloud("OneDrive".into()));
    }
    let by_name = dir
        .components()
        .find_map(|c| service_of_name(c.as_os_str()));
    let by_marker = || {
        dir.ancestors().find_map(|folder| {
            MARKERS
                .iter()
                .find(|(_, mark)| folder.join(mark).exists())
                .map(|(name, _)| *name)
        })
    };
    by_name
        .or_else(by_marker)
        .map(|name| PlaceKind::Cloud(name.to_owned()))
}

fn service_of_name(name: &OsStr) -> Option<&'static str> {
    let name = name.to_string_lossy().trim().to_lowercase();
    let whole = FOLDER_NAMES
        .iter()
        .find(|(_, names)| names.contains(&name.as_str()));
    let begun = || {
        FOLDER_PREFIXES
            .iter()
            .find(|(_, begins)| begins.iter().any(|begin| name.starts_with(begin)))
    };
    whole.or_else(begun).map(|(service, _)| *service)
}

/// OneDrive's own roots, links resolved.
pub(super) fn folders_of_environment() -> Vec<PathBuf> {
    VARIABLES
        .iter()
        .filter_map(std::env::var_os)
        .map(PathBuf::from)
        .filter(|path| path.is_absolute() && path.parent().is_some())
        .map(|path| path.canonicalize().unwrap_or(path))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn services_are_known_by_their_folders() {
        let table = [
            ("/home/a/OneDrive/台账", Some("OneDrive")),
            ("/home/a/OneDrive - 清水镇人大/台账", Some("OneDrive")),
            ("/home/a/Nutstore Files/台账", Some("坚果云")),
            ("/d/WPS云盘/台账", Some("WPS 云盘")),
            ("/d/WPS Cloud Files/123/台账", Some("WPS 云盘")),
            ("/d/BaiduSyncdisk/台账", Some("百度网盘")),
            ("/d/DROPBOX/台账", Some("Dropbox")),
            ("/c/Users/a/iCloudDrive/台账", Some("iCloud")),
            ("/g/我的云端硬盘/台账", Some("Google Drive")),
            ("/d/微云/台账", Some("微云")),
            ("/d/阿里云盘/台账", Some("阿里云盘")),
            ("/d/履职台账", None),
            ("/d/百度网盘下载资料整理/台账", None),
            ("/d/微云村/台账", None),
            ("/home/a/文档", None),
        ];
        for (path, service) in table {
            let expected = service.map(|name| PlaceKind::Cloud(name.to_owned()));
            assert_eq!(recognise(Path::new(path), &[]), expected, "{path}");
        }
    }

    #[test]
    fn a_renamed_root_is_known_by_environment_or_marker() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().join("同步");
        let inner = root.join("人大");
        std::fs::create_dir_all(&inner).unwrap();
        assert_eq!(recognise(&inner, &[]), None, "an ordinary folder");
        assert!(
            recognise(&inner, std::slice::from_ref(&root)).is_some(),
            "by environment"
        );
        std::fs::create_dir(root.join(".dropbox.cache")).unwrap();
        assert!(
            recognise(&inner, &[]).is_some(),
            "by the marker in its root"
        );
    }
}
