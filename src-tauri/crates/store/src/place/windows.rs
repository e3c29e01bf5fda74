//! Windows: what the system says of the drive under a folder.

use std::{
    os::windows::ffi::OsStrExt,
    path::{Component, Path, Prefix},
};

use windows_sys::Win32::Storage::FileSystem::GetDriveTypeW;

use super::fault::PlaceKind;

/// `DRIVE_REMOVABLE` and `DRIVE_REMOTE` of fileapi.h.
const REMOVABLE: u32 = 2;
const REMOTE: u32 = 4;

/// The kind of place, if the drive is one to refuse. A share (`\\PC\share`) is a network place
/// whatever the system calls it.
pub(super) fn drive_kind(dir: &Path) -> Option<PlaceKind> {
    let Some(Component::Prefix(prefix)) = dir.components().next() else {
        return None;
    };
    let letter = match prefix.kind() {
        Prefix::UNC(..) | Prefix::VerbatimUNC(..) => return Some(PlaceKind::Network),
        Prefix::Disk(letter) | Prefix::VerbatimDisk(letter) => letter,
        _ => return None,
    };
    let root = format!("{}:\\", char::from(letter));
    match drive_type(Path::new(&root)) {
        REMOVABLE => Some(PlaceKind::Removable),
        REMOTE => Some(PlaceKind::Network),
        _ => None,
    }
}

#[allow(unsafe_code)]
fn drive_type(root: &Path) -> u32 {
    let wide: Vec<u16> = root.as_os_str().encode_wide().chain([0]).collect();
    // SAFETY: the pointer is to a zero-terminated UTF-16 string that outlives the call.
    unsafe { GetDriveTypeW(wide.as_ptr()) }
}
