//! Texts of records, which may go on in CONTINUE records.

use encoding_rs::Encoding;

use super::records::{CONTINUE, half, record};
use crate::read::MAX_CELL_BYTES;

/// How the texts of a workbook are written.
#[derive(Clone, Copy)]
pub(super) enum Script {
    /// BIFF8: UTF-16, or its lower bytes alone. The code page does not matter.
    Unicode,
    /// BIFF5: bytes of a code page.
    Bytes(&'static Encoding),
}

/// Reads on through a record and the CONTINUE records behind it.
pub(super) struct Cursor<'a> {
    stream: &'a [u8],
    data: &'a [u8],
    at: usize,
    next: usize,
}

impl<'a> Cursor<'a> {
    /// At a place in the data of a record; `next` is where the record behind it begins.
    pub(super) fn new(stream: &'a [u8], data: &'a [u8], at: usize, next: usize) -> Self {
        Self {
            stream,
            data,
            at,
            next,
        }
    }

    /// Goes on to the next CONTINUE record.
    fn advance(&mut self) -> Option<()> {
        let record = record(self.stream, self.next).filter(|record| record.kind == CONTINUE)?;
        self.data = record.data;
        self.at = 0;
        self.next = record.next;
        Some(())
    }

    fn byte(&mut self) -> Option<u8> {
        while self.at >= self.data.len() {
            self.advance()?;
        }
        self.at += 1;
        Some(self.data[self.at - 1])
    }

    fn number(&mut self, bytes: u32) -> Option<u32> {
        let mut value = 0;
        for place in 0..bytes {
            value |= u32::from(self.byte()?) << (8 * place);
        }
        Some(value)
    }

    fn skip(&mut self, mut bytes: u64) -> Option<()> {
        while bytes > 0 {
            let left = self.data.len().saturating_sub(self.at) as u64;
            if left == 0 {
                self.advance()?;
                continue;
            }
            let step = left.min(bytes);
            self.at += step as usize;
            bytes -= step;
        }
        Some(())
    }

    /// Whether anything is left, in this record or behind it.
    pub(super) fn has_more(&mut self) -> bool {
        while self.at >= self.data.len() {
            if self.advance().is_none() {
                return false;
            }
        }
        true
    }

    /// Characters of a Unicode text whose flags have been read. A text that goes on in the next
    /// record begins there with its flags.
    fn characters(&mut self, count: u32, mut wide: bool, into: &mut String) -> Option<()> {
        let mut left = count as usize;
        // The first half of a pair that the end of a record separates.
        let mut units: Vec<u16> = Vec::new();
        loop {
            let width = if wide { 2 } else { 1 };
            let room = self.data.len().saturating_sub(self.at) / width;
            let taken = left.min(room);
            let bytes = &self.data[self.at..self.at + taken * width];
            self.at += taken * width;
            left -= taken;
            if wide {
                units.extend(
                    bytes
                        .chunks_exact(2)
                        .map(|two| u16::from_le_bytes([two[0], two[1]])),
                );
            } else {
                units.extend(bytes.iter().map(|byte| u16::from(*byte)));
            }
            if left == 0 {
                break;
            }
            self.advance()?;
            wide = self.byte()? & 1 != 0;
        }
        into.extend(char::decode_utf16(units).map(|unit| unit.unwrap_or('\u{FFFD}')));
        (into.len() <= MAX_CELL_BYTES).then_some(())
    }

    /// A text of the shared table: XLUnicodeRichExtendedString, [MS-XLS] 2.5.293.
    pub(super) fn shared(&mut self, into: &mut String) -> Option<()> {
        into.clear();
        let count = self.number(2)?;
        let flags = self.byte()?;
        let runs = if flags & 0x08 != 0 {
            self.number(2)?
        } else {
            0
        };
        let extra = if flags & 0x04 != 0 {
            self.number(4)?
        } else {
            0
        };
        self.characters(count, flags & 1 != 0, into)?;
        // Runs of other looks, and how it is read aloud.
        self.skip(u64::from(runs) * 4 + u64::from(extra))
    }

    /// A text with its length in two bytes, or in one.
    pub(super) fn text(&mut self, script: Script, short: bool, into: &mut String) -> Option<()> {
        into.clear();
        let count = self.number(if short { 1 } else { 2 })?;
        match script {
            Script::Unicode => {
                let flags = self.byte()?;
                self.characters(count, flags & 1 != 0, into)
            }
            Script::Bytes(encoding) => {
                let mut bytes = Vec::new();
                let mut left = count as usize;
                while left > 0 && self.has_more() {
                    let taken = left.min(self.data.len() - self.at);
                    bytes.extend_from_slice(&self.data[self.at..self.at + taken]);
                    self.at += taken;
                    left -= taken;
                }
                let encoding = if encoding == encoding_rs::WINDOWS_1252 && is_chinese(&bytes) {
                    encoding_rs::GB18030
                } else {
                    encoding
                };
                into.push_str(&encoding.decode_without_bom_handling(&bytes).0);
                Some(())
            }
        }
    }
}

/// Whether a text that is said to be Western is Chinese: all its bytes beyond ASCII come in pairs of
/// GB 2312. Programs translated into Chinese often left the code page as it was.
fn is_chinese(bytes: &[u8]) -> bool {
    let (mut at, mut pairs) = (0, 0);
    while let Some(byte) = bytes.get(at) {
        if byte.is_ascii() {
            at += 1;
            continue;
        }
        let second = bytes.get(at + 1).copied().unwrap_or(0);
        if !matches!(byte, 0xA1..=0xA9 | 0xB0..=0xF7) || !matches!(second, 0xA1..=0xFE) {
            return false;
        }
        pairs += 1;
        at += 2;
    }
    pairs > 0
}

/// The encoding of a CODEPAGE record.
pub(super) fn code_page(data: &[u8]) -> Option<&'static Encoding> {
    Some(match half(data, 0)? {
        936 | 10008 | 54936 => encoding_rs::GB18030,
        950 | 10002 => encoding_rs::BIG5,
        932 | 10001 => encoding_rs::SHIFT_JIS,
        949 | 10003 => encoding_rs::EUC_KR,
        1250 => encoding_rs::WINDOWS_1250,
        1251 => encoding_rs::WINDOWS_1251,
        65001 => encoding_rs::UTF_8,
        _ => encoding_rs::WINDOWS_1252,
    })
}
