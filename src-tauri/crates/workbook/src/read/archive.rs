//! The zip container of `.xlsx` and `.ods`. Parts are found by name and read one at a time, each
//! with a limit; a part that is not needed is never unpacked.

use std::collections::HashMap;
use std::io::{Cursor, Read};
use std::sync::Arc;

use zip::ZipArchive;

use super::ReadFault;
use super::xml::Xml;

/// The bytes of the file, shared by all that read from it.
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
/// Bytes of one part, unpacked: a sheet of 1,048,576 rows and 8 columns has about as many.
const MAX_PART: u64 = 512 << 20;

/// An opened archive.
pub(crate) struct Archive {
    zip: ZipArchive<Source>,
    /// Position by name in small letters with forward slashes: some programs write the names of
    /// parts with backslashes or in other case than their references.
    places: HashMap<String, usize>,
}

impl Archive {
    pub(crate) fn open(bytes: &Bytes) -> Result<Self, ReadFault> {
        if announced_entries(bytes.as_ref()) > MAX_ENTRIES {
            return Err(ReadFault::Bomb("内部文件过多"));
        }
        let mut zip = ZipArchive::new(Cursor::new(bytes.clone()))
            .map_err(|_| ReadFault::Damaged("压缩目录"))?;
        if zip.len() > MAX_ENTRIES {
            return Err(ReadFault::Bomb("内部文件过多"));
        }
        let mut places = HashMap::with_capacity(zip.len());
        for index in 0..zip.len() {
            if let Ok(entry) = zip.by_index_raw(index)
                && let Ok(name) = entry.name()
            {
                places.entry(normal(&name)).or_insert(index);
            }
        }
        Ok(Self { zip, places })
    }

    pub(crate) fn has(&self, path: &str) -> bool {
        self.places.contains_key(&normal(path))
    }

    /// Whether a part lies in a folder.
    pub(crate) fn has_folder(&self, folder: &str) -> bool {
        self.places.keys().any(|name| name.starts_with(folder))
    }

    /// A part, unpacked as it is read. It may hold as much as the directory says, and no more than
    /// `limit` or [`MAX_PART`].
    fn part(&mut self, path: &str, limit: u64) -> Result<(impl Read + '_, u64), ReadFault> {
        let index = self.places.get(&normal(path)).copied();
        let index = index.ok_or(ReadFault::Damaged("压缩的内容"))?;
        let raw = self.zip.by_index_raw(index);
        let encrypted = raw.map(|entry| entry.encrypted()).unwrap_or(false);
        if encrypted {
            return Err(ReadFault::PasswordProtected);
        }
        let entry = self
            .zip
            .by_index(index)
            .map_err(|_| ReadFault::Damaged("压缩的内容"))?;
        let limit = limit.min(MAX_PART);
        if entry.size() > limit {
            return Err(ReadFault::Bomb("内容过多"));
        }
        let size = entry.size();
        Ok((entry, size))
    }

    /// The events of an XML part.
    pub(crate) fn xml(
        &mut self,
        path: &str,
        limit: u64,
        part: &'static str,
    ) -> Result<Xml<impl Read + '_>, ReadFault> {
        let (entry, size) = self.part(path, limit)?;
        Ok(Xml::new(entry, size, part))
    }

    /// A part as bytes that come piece by piece.
    pub(crate) fn stream(&mut self, path: &str) -> Result<impl Read + '_, ReadFault> {
        let (entry, size) = self.part(path, MAX_PART)?;
        Ok(entry.take(size))
    }

    /// A small part as text.
    pub(crate) fn text(&mut self, path: &str, limit: u64) -> Result<String, ReadFault> {
        let (entry, size) = self.part(path, limit)?;
        let mut text = Vec::new();
        entry
            .take(size)
            .read_to_end(&mut text)
            .map_err(|_| ReadFault::Damaged("压缩的内容"))?;
        String::from_utf8(text).map_err(|_| ReadFault::Damaged("文件内部的编码"))
    }
}

fn normal(path: &str) -> String {
    let path = path.replace('\\', "/").to_ascii_lowercase();
    path.trim_start_matches('/').to_owned()
}

/// The largest number of entries that the file claims or can hold, before a library makes room for
/// them: entries of its directory by their marks, and what a 64-bit end of the directory says.
fn announced_entries(bytes: &[u8]) -> usize {
    let marks = memchr::memmem::find_iter(bytes, b"PK\x01\x02").count();
    let double = |at: usize| {
        let eight = bytes.get(at..at + 8)?;
        eight.try_into().ok().map(u64::from_le_bytes)
    };
    let ends = memchr::memmem::find_iter(bytes, b"PK\x06\x06")
        .filter(|at| double(at + 4).is_some_and(|size| size <= bytes.len() as u64))
        .filter_map(|at| double(at + 32))
        .max()
        .unwrap_or(0);
    marks.max(usize::try_from(ends).unwrap_or(usize::MAX))
}
