//! What a command needs from the outside: files that a person chose, and the clock.

use std::path::{Component, Path, PathBuf};

use chrono::NaiveDateTime;

use crate::wire::{ErrorCode, FileRef, UserError};

/// The outside, as commands see it.
pub trait Host: Send {
    /// A chosen file: its name and content.
    ///
    /// # Errors
    /// A sentence naming the file and what is wrong.
    fn read(&self, file: &FileRef) -> Result<(String, Vec<u8>), UserError>;

    /// Puts content where a person chose; answers where that is, for people.
    ///
    /// # Errors
    /// A sentence naming the file and what is wrong.
    fn write(&self, file: &FileRef, content: &[u8]) -> Result<String, UserError>;

    /// Puts content into a folder that a person chose, under a name relative to it (parts joined by
    /// `/`); answers where that is, for people.
    ///
    /// # Errors
    /// A name that leads out of the folder; a host without folders; what the disk answers.
    fn write_inside(
        &self,
        folder: &FileRef,
        name: &str,
        content: &[u8],
    ) -> Result<String, UserError> {
        let folder = self.path(folder).ok_or_else(no_path)?;
        let path = inside(&folder, name)?;
        stands(&folder)?;
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|error| fault("新建文件夹", folder, &error))?;
        }
        write_file(&path, content)
    }

    /// Whether the folder of a chosen file is there: asked before long work whose result would have no
    /// place.
    ///
    /// # Errors
    /// The sentence that it is not.
    fn has_place(&self, file: &FileRef) -> Result<(), UserError> {
        self.path(file).map_or(Ok(()), |path| stands(&path))
    }

    /// A folder or file as a path of this machine, for copies that are too large for memory;
    /// `None` where the host gives out no paths.
    fn path(&self, file: &FileRef) -> Option<PathBuf>;

    /// The local time.
    fn now(&self) -> NaiveDateTime;
}

/// Files of this machine by their paths.
#[derive(Clone, Copy, Default, Debug)]
pub struct DiskHost;

/// The largest file read whole; a spreadsheet is refused far below.
const LARGEST: u64 = 512 << 20;

impl Host for DiskHost {
    fn read(&self, file: &FileRef) -> Result<(String, Vec<u8>), UserError> {
        let path = self.path(file).ok_or_else(no_path)?;
        let name = path
            .file_name()
            .map_or_else(String::new, |it| it.to_string_lossy().into());
        let size = std::fs::metadata(&path)
            .map_err(|error| fault("读取", &path, &error))?
            .len();
        if size > LARGEST {
            return Err(UserError::new(
                ErrorCode::File,
                format!("文件“{name}”太大（{} 兆）", size >> 20),
                "请确认选对了文件",
            ));
        }
        let content = std::fs::read(&path).map_err(|error| fault("读取", &path, &error))?;
        Ok((name, content))
    }

    fn write(&self, file: &FileRef, content: &[u8]) -> Result<String, UserError> {
        write_file(&self.path(file).ok_or_else(no_path)?, content)
    }

    fn path(&self, file: &FileRef) -> Option<PathBuf> {
        match file {
            FileRef::Path(path) if !path.trim().is_empty() => Some(PathBuf::from(path.trim())),
            _ => None,
        }
    }

    fn now(&self) -> NaiveDateTime {
        chrono::Local::now().naive_local()
    }
}

/// Whether the folder in which something is to stand is there. A folder that is not is most likely
/// mistyped, so it is not made.
fn stands(path: &Path) -> Result<(), UserError> {
    let folder = path.parent().filter(|it| !it.as_os_str().is_empty());
    match folder.filter(|it| !it.exists()) {
        Some(missing) => Err(UserError::new(
            ErrorCode::File,
            format!("没有“{}”这个文件夹，没有写", missing.display()),
            "请检查位置是否写对，或先建好这个文件夹",
        )),
        None => Ok(()),
    }
}

/// Writes a file whole; answers its path for people.
fn write_file(path: &Path, content: &[u8]) -> Result<String, UserError> {
    stands(path)?;
    let folder = path.parent().filter(|it| !it.as_os_str().is_empty());
    // Beside its place first: a full stick leaves no half file under the wanted name.
    let mut temp = tempfile::NamedTempFile::new_in(folder.unwrap_or_else(|| Path::new(".")))
        .map_err(|error| fault("写入", path, &error))?;
    std::io::Write::write_all(&mut temp, content)
        .and_then(|()| temp.as_file().sync_all())
        .map_err(|error| fault("写入", path, &error))?;
    temp.persist(path)
        .map_err(|error| fault("写入", path, &error.error))?;
    Ok(path.display().to_string())
}

/// A path under a folder; each part of the name must be a plain name.
fn inside(folder: &Path, name: &str) -> Result<PathBuf, UserError> {
    let mut path = folder.to_path_buf();
    for part in name.split('/') {
        let mut components = Path::new(part).components();
        let plain = matches!(components.next(), Some(Component::Normal(it)) if it == part)
            && components.next().is_none()
            && !part.contains(['\\', ':', '\0']);
        if !plain {
            return Err(UserError::new(
                ErrorCode::File,
                format!("“{name}”不能用作文件名"),
                "请改掉名称里的斜杠、冒号或点号再试",
            ));
        }
        path.push(part);
    }
    Ok(path)
}

fn no_path() -> UserError {
    UserError::new(ErrorCode::BadRequest, "没有选择文件", "请重新选择文件")
}

fn fault(what: &str, path: &Path, error: &std::io::Error) -> UserError {
    use std::io::ErrorKind;
    let (code, reason, hint) = match error.kind() {
        ErrorKind::NotFound => (ErrorCode::File, "没有这个文件", "请检查文件位置是否写对"),
        ErrorKind::PermissionDenied => (
            ErrorCode::File,
            "没有权限，或文件正被别的程序打开",
            "请先关掉打开它的程序再试",
        ),
        ErrorKind::StorageFull => (ErrorCode::DiskFull, "磁盘满了", "请清出空间或换一个盘"),
        ErrorKind::IsADirectory => (ErrorCode::File, "这是一个文件夹", "请选择一个文件"),
        ErrorKind::AlreadyExists => (
            ErrorCode::File,
            "同名文件已经存在",
            "请换一个名称，或先移走那个文件",
        ),
        ErrorKind::NotADirectory => (
            ErrorCode::File,
            "路径里有一段是文件，不是文件夹",
            "请检查文件位置是否写对",
        ),
        _ => (ErrorCode::File, "系统出错", "请检查磁盘或U盘后再试"),
    };
    UserError::new(
        code,
        format!("{what}“{}”时：{reason}", path.display()),
        hint,
    )
    .because(error)
}

/// Where the store lies unless told otherwise: `LVZHI_STORE`, else the user's own data folder
/// (`~/.local/share/lvzhi`, `%LOCALAPPDATA%\lvzhi`).
#[must_use]
pub fn default_store_dir() -> PathBuf {
    if let Some(dir) = std::env::var_os("LVZHI_STORE").filter(|it| !it.is_empty()) {
        return dir.into();
    }
    directories::BaseDirs::new().map_or_else(
        || PathBuf::from("lvzhi"),
        |base| base.data_local_dir().join("lvzhi"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stays_inside_its_folder() {
        let folder = tempfile::tempdir().unwrap();
        let chosen = folder.path().join("材料");
        let out = FileRef::Path(chosen.display().to_string());
        for bad in [
            "",
            "..",
            "../x.pdf",
            "/x.pdf",
            "a/../../x.pdf",
            "./x.pdf",
            "a//x.pdf",
            "a\\..\\x.pdf",
            "C:x.pdf",
            "a\0.pdf",
        ] {
            let refused = DiskHost.write_inside(&out, bad, b"x");
            assert!(refused.is_err(), "{bad:?} is no name inside a folder");
        }
        let written = DiskHost.write_inside(&out, "北营房代表之家/00 封面.pdf", b"x");
        assert!(written.is_ok_and(|it| Path::new(&it).starts_with(&chosen)));
        let mistyped = FileRef::Path(chosen.join("没有/材料").display().to_string());
        for refused in [
            DiskHost.write_inside(&mistyped, "00 封面.pdf", b"x"),
            DiskHost.write(&mistyped, b"x"),
            DiskHost.has_place(&mistyped).map(|()| String::new()),
        ] {
            let error = refused.expect_err("a folder that is not there is mistyped");
            assert!(error.message.contains("这个文件夹，没有写"), "{error}");
        }
        assert!(!chosen.join("没有").exists(), "and is not made");
        let beside: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
        assert_eq!(beside.len(), 1, "nothing stands beside the folder");
    }
}
