//! The container of `.xls` and of encrypted files, read as other programs read it: what is spare or
//! odd in its tables does not matter as long as the stream asked for can be followed.
//!
//! Source: [MS-CFB].

use std::collections::HashMap;

use super::ReadFault;

const DAMAGED: ReadFault = ReadFault::Damaged("文件的目录");
/// Sector numbers from here on are marks: end of chain, free, part of a table.
const FIRST_MARK: u32 = 0xFFFF_FFFA;
const NONE: u32 = 0xFFFF_FFFF;
/// Entries of the directory that are looked at; a workbook has a dozen.
const MAX_ENTRIES: usize = 50_000;

/// Where the bytes of a stream lie.
#[derive(Clone, Copy)]
struct Extent {
    first: u32,
    size: u64,
}

/// A stream or folder of the directory.
struct Entry {
    name: String,
    kind: u8,
    left: u32,
    right: u32,
    child: u32,
    extent: Extent,
}

/// An opened container. Its tables take no more memory than they take in the file.
pub(crate) struct Compound<'a> {
    bytes: &'a [u8],
    sector: usize,
    mini_sector: usize,
    /// Streams shorter than this lie in the mini stream.
    cutoff: u64,
    fat: Vec<u32>,
    mini_fat: Vec<u32>,
    mini: Vec<u8>,
    streams: HashMap<String, Extent>,
}

fn half(bytes: &[u8], at: usize) -> Option<u16> {
    let two = bytes.get(at..at + 2)?;
    two.try_into().ok().map(u16::from_le_bytes)
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at + 4)?;
    four.try_into().ok().map(u32::from_le_bytes)
}

impl<'a> Compound<'a> {
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, ReadFault> {
        Self::parse(bytes).ok_or(DAMAGED)
    }

    fn parse(bytes: &'a [u8]) -> Option<Self> {
        let shift = half(bytes, 0x1E)?;
        let mini_shift = half(bytes, 0x20)?;
        if !matches!(shift, 7..=12) || !matches!(mini_shift, 4..=9) {
            return None;
        }
        let mut file = Self {
            bytes,
            sector: 1 << shift,
            mini_sector: 1 << mini_shift,
            cutoff: u64::from(word(bytes, 0x38)?),
            fat: Vec::new(),
            mini_fat: Vec::new(),
            mini: Vec::new(),
            streams: HashMap::new(),
        };
        file.read_fat()?;
        let directory = file.chain(word(bytes, 0x30)?, usize::MAX)?;
        let entries = file.entries(&directory)?;
        let mini_fat = file
            .chain(word(bytes, 0x3C)?, usize::MAX)
            .unwrap_or_default();
        file.mini_fat = numbers(&mini_fat);
        let root = entries.first()?;
        let size = usize::try_from(root.extent.size).ok()?;
        file.mini = file.chain(root.extent.first, size).unwrap_or_default();
        file.list(&entries, root.child);
        Some(file)
    }

    /// The number of whole or begun sectors behind the header.
    fn sectors(&self) -> usize {
        self.bytes.len() / self.sector
    }

    fn at(&self, number: u32) -> Option<&'a [u8]> {
        let start = (number as usize).checked_add(1)?.checked_mul(self.sector)?;
        if start >= self.bytes.len() {
            return None;
        }
        // The last sector of a file may be cut short.
        let end = (start + self.sector).min(self.bytes.len());
        Some(&self.bytes[start..end])
    }

    fn read_fat(&mut self) -> Option<()> {
        let mut listed: Vec<u32> = numbers(self.bytes.get(0x4C..0x200)?);
        let mut next = word(self.bytes, 0x44)?;
        let most = self.sectors();
        let mut steps = 0;
        while next < FIRST_MARK && steps < most {
            let Some(part) = self.at(next) else { break };
            let mut part = numbers(part);
            next = part.pop()?;
            listed.append(&mut part);
            steps += 1;
        }
        let wanted = self.sectors() + 1;
        for number in listed.into_iter().filter(|number| *number < FIRST_MARK) {
            if self.fat.len() >= wanted {
                break;
            }
            match self.at(number) {
                Some(part) => self.fat.append(&mut numbers(part)),
                None => break,
            }
        }
        Some(())
    }

    /// The bytes of a chain of sectors, up to `size` of them.
    fn chain(&self, first: u32, size: usize) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let (mut number, mut steps) = (first, 0);
        while number < FIRST_MARK && bytes.len() < size {
            if steps > self.sectors() {
                return None;
            }
            steps += 1;
            bytes.extend_from_slice(self.at(number)?);
            number = self.fat.get(number as usize).copied().unwrap_or(NONE);
        }
        bytes.truncate(size);
        Some(bytes)
    }

    fn mini_chain(&self, first: u32, size: usize) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut number = first;
        while number < FIRST_MARK && bytes.len() < size {
            let start = (number as usize).checked_mul(self.mini_sector)?;
            let end = (start + self.mini_sector).min(self.mini.len());
            let part = self.mini.get(start..end)?;
            if part.is_empty() {
                return None;
            }
            bytes.extend_from_slice(part);
            number = self.mini_fat.get(number as usize).copied().unwrap_or(NONE);
        }
        bytes.truncate(size);
        Some(bytes)
    }

    fn entries(&self, directory: &[u8]) -> Option<Vec<Entry>> {
        let mut entries = Vec::new();
        for raw in directory.chunks_exact(128).take(MAX_ENTRIES) {
            let length = usize::from(half(raw, 64)?).min(64);
            let units: Vec<u16> = raw[..length]
                .chunks_exact(2)
                .map(|two| u16::from_le_bytes([two[0], two[1]]))
                .take_while(|unit| *unit != 0)
                .collect();
            // Only small files have the upper half; elsewhere it may hold anything.
            let upper = if self.sector > 512 {
                word(raw, 124)?
            } else {
                0
            };
            entries.push(Entry {
                name: String::from_utf16_lossy(&units).to_lowercase(),
                kind: raw[66],
                left: word(raw, 68)?,
                right: word(raw, 72)?,
                child: word(raw, 76)?,
                extent: Extent {
                    first: word(raw, 116)?,
                    size: u64::from(word(raw, 120)?) | u64::from(upper) << 32,
                },
            });
        }
        Some(entries)
    }

    /// Lists the streams at the top; those of embedded documents lie in folders.
    fn list(&mut self, entries: &[Entry], child: u32) {
        let mut waiting = vec![child];
        let mut seen = vec![false; entries.len()];
        while let Some(number) = waiting.pop() {
            let at = number as usize;
            let Some(entry) = entries.get(at) else {
                continue;
            };
            if std::mem::replace(&mut seen[at], true) {
                continue;
            }
            waiting.extend([entry.left, entry.right]);
            if entry.kind == 2 {
                self.streams
                    .entry(entry.name.clone())
                    .or_insert(entry.extent);
            }
        }
        if self.streams.is_empty() {
            // A tree that leads nowhere: the list itself still names them.
            for entry in entries.iter().filter(|entry| entry.kind == 2) {
                self.streams
                    .entry(entry.name.clone())
                    .or_insert(entry.extent);
            }
        }
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.streams.contains_key(&name.to_lowercase())
    }

    /// A stream of at most `limit` bytes.
    pub(crate) fn stream(&self, name: &str, limit: usize) -> Result<Vec<u8>, ReadFault> {
        let extent = self.streams.get(&name.to_lowercase()).ok_or(DAMAGED)?;
        let size = usize::try_from(extent.size)
            .unwrap_or(usize::MAX)
            .min(limit);
        let bytes = if extent.size < self.cutoff {
            self.mini_chain(extent.first, size)
        } else {
            self.chain(extent.first, size)
        };
        let bytes = bytes.ok_or(DAMAGED)?;
        if bytes.len() < size {
            return Err(ReadFault::Damaged("工作簿"));
        }
        Ok(bytes)
    }
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    let words = bytes.chunks_exact(4);
    words
        .map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
        .collect()
}
