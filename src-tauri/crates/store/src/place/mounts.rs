//! Linux: the mount under a folder, read from `/proc/self/mountinfo` (proc(5)).

use std::{
    ffi::OsString,
    fs,
    os::unix::ffi::OsStringExt,
    path::{Path, PathBuf},
};

use super::fault::PlaceKind;

/// File systems that are always behind a network.
const NETWORK: &[&str] = &[
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "ncpfs",
    "afs",
    "coda",
    "ceph",
    "lustre",
    "glusterfs",
    "davfs",
    "davfs2",
    "fuse.sshfs",
    "fuse.davfs",
    "fuse.davfs2",
    "fuse.rclone",
    "fuse.glusterfs",
    "fuse.curlftpfs",
    "fuse.gvfsd-fuse",
    "fuse.s3fs",
    "fuse.smbnetfs",
];

/// A block device as mountinfo names it.
pub(super) struct Device<'a> {
    /// `major:minor`.
    pub number: &'a str,
    /// Mount source, `/dev/sdb1`; for btrfs the number tells nothing.
    pub source: &'a str,
}

/// The kind of place, if the mount under `dir` is one to refuse.
pub(super) fn recognise(
    table: &str,
    dir: &Path,
    is_removable: &dyn Fn(&Device<'_>) -> bool,
) -> Option<PlaceKind> {
    // Later lines cover earlier ones at the same mount point.
    let mount = table
        .lines()
        .filter_map(Mount::parse)
        .filter(|mount| dir.starts_with(&mount.point))
        .fold(None::<Mount<'_>>, |best, mount| match best {
            Some(best) if best.depth() > mount.depth() => Some(best),
            _ => Some(mount),
        })?;
    if NETWORK.contains(&mount.kind) {
        return Some(PlaceKind::Network);
    }
    // A system that itself runs from the device does not lose it while it writes.
    let is_system = mount.point == Path::new("/");
    (!is_system && is_removable(&mount.device)).then_some(PlaceKind::Removable)
}

struct Mount<'a> {
    device: Device<'a>,
    point: PathBuf,
    kind: &'a str,
}

impl<'a> Mount<'a> {
    fn parse(line: &'a str) -> Option<Self> {
        let (before, after) = line.split_once(" - ")?;
        let mut fields = before.split(' ').skip(2);
        let number = fields.next()?;
        let point = unescape(fields.nth(1)?);
        let mut rest = after.split(' ');
        let kind = rest.next()?;
        let source = rest.next().unwrap_or_default();
        Some(Self {
            device: Device { number, source },
            point,
            kind,
        })
    }

    fn depth(&self) -> usize {
        self.point.components().count()
    }
}

/// Blank, tab, line break and backslash are written as three octal digits.
fn unescape(field: &str) -> PathBuf {
    let bytes = field.as_bytes();
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let octal = bytes
            .get(at..at + 4)
            .filter(|part| part[0] == b'\\')
            .and_then(|part| std::str::from_utf8(&part[1..]).ok())
            .and_then(|digits| u8::from_str_radix(digits, 8).ok());
        match octal {
            Some(byte) => {
                plain.push(byte);
                at += 4;
            }
            None => {
                plain.push(bytes[at]);
                at += 1;
            }
        }
    }
    PathBuf::from(OsString::from_vec(plain))
}

/// Whether the kernel calls the device removable or reaches it over USB; looks through
/// partitions and encrypted volumes.
pub(super) fn is_removable_device(device: &Device<'_>) -> bool {
    let by_number = PathBuf::from("/sys/dev/block").join(device.number);
    let by_source = Path::new(device.source)
        .file_name()
        .filter(|_| device.source.starts_with("/dev/"))
        .map(|name| Path::new("/sys/class/block").join(name));
    [Some(by_number), by_source]
        .into_iter()
        .flatten()
        .filter_map(|path| path.canonicalize().ok())
        .any(|path| is_removable_in_sysfs(&path, 0))
}

fn is_removable_in_sysfs(device: &Path, depth: usize) -> bool {
    /// LVM on LUKS on a partition is three.
    const DEEPEST: usize = 5;
    let over_usb = device
        .components()
        .any(|part| part.as_os_str().to_string_lossy().starts_with("usb"));
    let flagged = device.ancestors().take(2).any(|folder| {
        fs::read_to_string(folder.join("removable")).is_ok_and(|flag| flag.trim() == "1")
    });
    let below = || {
        fs::read_dir(device.join("slaves"))
            .into_iter()
            .flatten()
            .flatten()
            .filter_map(|entry| entry.path().canonicalize().ok())
            .any(|slave| is_removable_in_sysfs(&slave, depth + 1))
    };
    over_usb || flagged || (depth < DEEPEST && below())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "\
22 1 8:2 / / rw,relatime shared:1 - ext4 /dev/sda2 rw
30 22 8:17 / /media/wang/U\\040盘 rw,nosuid - vfat /dev/sdb1 rw
31 22 0:50 / /mnt/gx rw - cifs //10.0.0.2/gx rw
32 22 0:51 / /home/wang/ssh rw - fuse.sshfs a@b:/ rw
33 22 8:3 / /home rw - btrfs /dev/sda3 rw
34 22 0:60 / /data rw - ext4 /dev/sda4 rw
35 22 0:61 / /data rw - nfs4 10.0.0.3:/x rw
a broken line
";

    fn judge(path: &str) -> Option<PlaceKind> {
        recognise(TABLE, Path::new(path), &|device| device.number == "8:17")
    }

    #[test]
    fn each_mount_is_judged_by_its_own_kind() {
        let table = [
            ("/home/wang/台账", None),
            ("/media/wang/U 盘/台账", Some(PlaceKind::Removable)),
            ("/media/wang/U", None),
            ("/mnt/gx/台账", Some(PlaceKind::Network)),
            ("/home/wang/ssh/台账", Some(PlaceKind::Network)),
            ("/home/wang/sshx", None),
            ("/data/台账", Some(PlaceKind::Network)),
        ];
        for (path, expected) in table {
            assert_eq!(judge(path), expected, "{path}");
        }
    }

    #[test]
    fn a_system_started_from_a_stick_may_keep_a_store() {
        let found = recognise(TABLE, Path::new("/opt/台账"), &|_| true);
        assert_eq!(found, None, "the root file system is the PC's own");
    }

    #[test]
    fn sysfs_is_read_through_partitions_and_layers() {
        let sys = tempfile::tempdir().unwrap();
        let stick = sys.path().join("block/sdb/sdb1");
        fs::create_dir_all(&stick).unwrap();
        assert!(
            !is_removable_in_sysfs(&stick, 0),
            "no flag, no USB: an own disk"
        );
        fs::write(sys.path().join("block/sdb/removable"), "1\n").unwrap();
        assert!(
            is_removable_in_sysfs(&stick, 0),
            "the flag stands at the whole device"
        );
        let layer = sys.path().join("virtual/dm-0");
        fs::create_dir_all(layer.join("slaves")).unwrap();
        std::os::unix::fs::symlink(&stick, layer.join("slaves/sdb1")).unwrap();
        assert!(
            is_removable_in_sysfs(&layer, 0),
            "an encrypted volume on a stick is a stick"
        );
        let usb = sys.path().join("pci0/usb2/2-1/block/sdc");
        fs::create_dir_all(&usb).unwrap();
        assert!(
            is_removable_in_sysfs(&usb, 0),
            "a USB disk counts as removable"
        );
    }
}
