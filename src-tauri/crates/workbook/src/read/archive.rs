//! The zip container of `.xlsx` and `.ods`, checked before anything is unpacked into memory.

use std::io::{Cursor, Read};
use std::sync::Arc;

use zip::ZipArchive;
use zip::read::ZipFile;

use super::ReadFault;
use super::xml_guard::{self, Facts, Part};

/// The file, shared by the readers that walk it.
#[derive(Clone, Debug)]
pub(crate) struct Bytes(pub(crate) Arc<Vec<u8>>);

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

pub(crate) type Source = Cursor<Bytes>;

/// Entries of a workbook: one per sheet, drawing and picture.
const MAX_ENTRIES: usize = 20_000;
/// Bytes of all entries, unpacked; beyond lies no table.
const MAX_TOTAL: u64 = 1 << 30;
/// Pictures and the like, which are never read.
const UNREAD: [&str; 13] = [
    ".png", ".jpg", ".jpeg", ".gif", ".bmp", ".emf", ".wmf", ".tif", ".tiff", ".bin", ".wdp",
    ".svg", ".vml",
];

/// A checked archive.
pub(crate) struct Archive {
    zip: ZipArchive<Source>,
}

impl Archive {
    pub(crate) fn open(bytes: &Bytes) -> Result<Self, ReadFault> {
        if announced_entries(bytes.as_ref()).is_some_and(|count| count > MAX_ENTRIES) {
            return Err(ReadFault::Bomb("内部文件过多"));
        }
        let mut zip = ZipArchive::new(Cursor::new(bytes.clone()))
            .map_err(|_| ReadFault::Damaged("压缩目录"))?;
        if zip.len() > MAX_ENTRIES {
            return Err(ReadFault::Bomb("内部文件过多"));
        }
        let mut total = 0_u64;
        for index in 0..zip.len() {
            let entry = zip
                .by_index_raw(index)
                .map_err(|_| ReadFault::Damaged("压缩目录"))?;
            if entry.encrypted() {
                return Err(ReadFault::PasswordProtected);
            }
            total = total.saturating_add(entry.size());
        }
        if total > MAX_TOTAL {
            return Err(ReadFault::Bomb("展开后超过 1 GB"));
        }
        Ok(Self { zip })
    }

    pub(crate) fn has(&self, path: &str) -> bool {
        self.zip.index_for_name(path).is_some()
    }

    pub(crate) fn names(&self) -> Vec<String> {
        self.zip
            .file_names()
            .flatten()
            .map(|name| name.into_owned())
            .collect()
    }

    pub(crate) fn entry(&mut self, path: &str) -> Result<ZipFile<'_, Source>, ReadFault> {
        self.zip
            .by_name(path)
            .map_err(|_| ReadFault::Damaged("压缩的内容"))
    }

    /// A small part as text.
    pub(crate) fn text(&mut self, path: &str, limit: u64) -> Result<String, ReadFault> {
        let mut text = Vec::new();
        self.entry(path)?
            .take(limit + 1)
            .read_to_end(&mut text)
            .map_err(|_| ReadFault::Damaged("压缩的内容"))?;
        if text.len() as u64 > limit {
            return Err(ReadFault::Bomb("内容过多"));
        }
        String::from_utf8(text).map_err(|_| ReadFault::Damaged("文件内部的编码"))
    }

    /// Looks through every part that a reader may open; gives the facts by path. The sizes that
    /// the directory announces are not believed: what is counted is what comes out.
    pub(crate) fn inspect(&mut self) -> Result<Vec<(String, Facts)>, ReadFault> {
        let mut found = Vec::new();
        let mut total = 0_u64;
        for index in 0..self.zip.len() {
            let mut entry = self
                .zip
                .by_index(index)
                .map_err(|_| ReadFault::Damaged("压缩的内容"))?;
            let path = match entry.name() {
                Ok(name) => name.into_owned(),
                Err(_) => return Err(ReadFault::Damaged("压缩目录")),
            };
            let lower = path.to_ascii_lowercase();
            if entry.is_dir() || UNREAD.iter().any(|ending| lower.ends_with(ending)) {
                continue;
            }
            let part = Part::of(&path);
            let name = match part {
                Part::Worksheet => "工作表",
                _ => "文件",
            };
            let facts = xml_guard::inspect(&mut entry, part, name)?;
            total += facts.bytes;
            if total > MAX_TOTAL {
                return Err(ReadFault::Bomb("展开后超过 1 GB"));
            }
            found.push((path, facts));
        }
        Ok(found)
    }
}

/// The number of entries the end of the directory announces, before a library makes room for
/// them. A file without a readable end is left to the library to refuse.
fn announced_entries(bytes: &[u8]) -> Option<usize> {
    let at = memchr::memmem::rfind(bytes, b"PK\x05\x06")?;
    let count = bytes.get(at + 10..at + 12)?;
    Some(usize::from(u16::from_le_bytes([count[0], count[1]])))
}
