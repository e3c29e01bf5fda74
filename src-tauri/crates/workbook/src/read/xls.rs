//! `.xls` (and WPS `.et`) by calamine, which holds every sheet as a dense block. The records are
//! looked through first, so that a block too big for memory is never begun.

use std::io::{Cursor, Read};

use calamine::{Data, Reader, SheetType, SheetVisible, Xls};

use super::archive::{Bytes, Source};
use super::merges::{MergeFill, MergedRange};
use super::rows::{RowBuffer, Sink};
use super::xlsx::{date_value, error_value, guarded, iso_date};
use super::{CellValue, MAX_SHEETS, ReadFault, ReadSummary, SheetInfo};

/// Bytes that the sheets may take in memory by this reckoning; calamine copies a sheet once more to
/// hand it over.
const MAX_HELD: u64 = 160 << 20;
/// A cell in calamine's dense block, one in its list on the way there, and what a text costs
/// beyond its bytes.
const DENSE_CELL: u64 = 24;
const LISTED_CELL: u64 = 40;
const TEXT: u64 = 16;
/// Text that a formula's code can become, by byte of code.
const FORMULA_TEXT: u64 = 16;

pub(crate) struct XlsBook {
    book: Xls<Source>,
}

impl XlsBook {
    pub(crate) fn open(bytes: &Bytes) -> Result<Self, ReadFault> {
        let stream = guarded("文件的目录", || workbook_stream(bytes))??;
        guarded("工作簿", || inspect(&stream))??;
        drop(stream);
        let book = guarded("工作簿", || Xls::new(Source::new(bytes.clone())))?;
        match book {
            Ok(book) => Ok(Self { book }),
            Err(calamine::XlsError::Password) => Err(ReadFault::PasswordProtected),
            Err(_) => Err(ReadFault::Damaged("工作簿")),
        }
    }

    pub(crate) fn sheets(&self) -> Vec<SheetInfo> {
        self.book
            .sheets_metadata()
            .iter()
            .filter(|sheet| sheet.typ == SheetType::WorkSheet)
            .map(|sheet| SheetInfo {
                name: sheet.name.clone(),
                hidden: sheet.visible != SheetVisible::Visible,
            })
            .collect()
    }

    pub(crate) fn read(&mut self, sheet: &str, sink: Sink<'_>) -> Result<ReadSummary, ReadFault> {
        let book = &mut self.book;
        guarded("工作表", || read(book, sheet, sink))?
    }
}

fn read(book: &mut Xls<Source>, sheet: &str, sink: Sink<'_>) -> Result<ReadSummary, ReadFault> {
    let ranges = book.merge_cells_by_sheet_name(sheet).unwrap_or_default();
    let ranges = ranges.iter().map(MergedRange::from_dimensions).collect();
    let mut row = RowBuffer::new(sheet, MergeFill::new(ranges));
    let block = book
        .worksheet_range(sheet)
        .map_err(|_| ReadFault::Damaged("工作表"))?;
    let (top, left) = block.start().unwrap_or_default();
    for (number, cells) in (top + 1..).zip(block.rows()) {
        row.begin(number);
        for (column, value) in (left as usize..).zip(cells) {
            match value {
                Data::String(text) => row.set_text(column, text)?,
                Data::Empty => {}
                Data::Float(number) => row.set(column, CellValue::Number(*number))?,
                Data::Int(number) => row.set(column, CellValue::Number(*number as f64))?,
                Data::Bool(truth) => row.set(column, CellValue::Bool(*truth))?,
                Data::DateTime(date) => row.set(column, date_value(date))?,
                Data::DateTimeIso(text) => row.set(column, iso_date(text))?,
                Data::DurationIso(text) => row.set_text(column, text)?,
                Data::Error(error) => row.set(column, error_value(error))?,
            }
        }
        if row.finish(sink).is_break() {
            break;
        }
    }
    Ok(row.summary())
}

/// The stream of BIFF records, or what the container is instead.
fn workbook_stream(bytes: &Bytes) -> Result<Vec<u8>, ReadFault> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes.clone()))
        .map_err(|_| ReadFault::Damaged("文件的目录"))?;
    for (path, fault) in [
        ("/EncryptedPackage", ReadFault::PasswordProtected),
        ("/WordDocument", ReadFault::OtherKind("Word 文档")),
        ("/PowerPoint Document", ReadFault::OtherKind("演示文稿")),
    ] {
        if file.is_stream(path) {
            return Err(fault);
        }
    }
    let path = ["/Workbook", "/Book"]
        .into_iter()
        .find(|path| file.is_stream(path))
        .ok_or(ReadFault::NotASpreadsheet)?;
    let mut stream = Vec::new();
    file.open_stream(path)
        .and_then(|opened| {
            opened
                .take(super::MAX_FILE_BYTES as u64)
                .read_to_end(&mut stream)
        })
        .map_err(|_| ReadFault::Damaged("工作簿"))?;
    Ok(stream)
}

/// A record: its type, its bytes, and where the next one begins.
fn record(stream: &[u8], at: usize) -> Option<(u16, &[u8], usize)> {
    let head = stream.get(at..at + 4)?;
    let length = usize::from(u16::from_le_bytes([head[2], head[3]]));
    let data = stream.get(at + 4..at + 4 + length)?;
    Some((
        u16::from_le_bytes([head[0], head[1]]),
        data,
        at + 4 + length,
    ))
}

fn word(data: &[u8], at: usize) -> Option<u64> {
    data.get(at..at + 2)
        .map(|pair| u64::from(u16::from_le_bytes([pair[0], pair[1]])))
}

fn inspect(stream: &[u8]) -> Result<(), ReadFault> {
    let damaged = || ReadFault::Damaged("工作簿");
    let mut sheets = Vec::new();
    let mut texts = Vec::new();
    let mut at = 0;
    while let Some((kind, data, next)) = record(stream, at) {
        match kind {
            0x000A => break,
            0x002F => return Err(ReadFault::PasswordProtected),
            0x0085 => {
                let offset = data.get(..4).ok_or_else(damaged)?;
                let offset = u32::from_le_bytes([offset[0], offset[1], offset[2], offset[3]]);
                sheets.push(offset as usize);
            }
            0x00FC => texts = text_lengths(stream, data, next),
            _ => {}
        }
        at = next;
    }
    if sheets.is_empty() {
        return Err(ReadFault::NoSheets);
    }
    if sheets.len() > MAX_SHEETS {
        return Err(ReadFault::TooManySheets(sheets.len()));
    }
    let mut held = 0;
    for start in sheets {
        let memory = sheet_memory(stream, start, &texts).ok_or_else(damaged)?;
        held = memory
            .block
            .saturating_add(memory.contents)
            .saturating_add(held);
        if held > MAX_HELD {
            return Err(if memory.block > memory.contents {
                ReadFault::StrayCells
            } else {
                ReadFault::Bomb("工作表的内容过多")
            });
        }
    }
    Ok(())
}

/// Bytes that calamine needs to hold one sheet.
struct Memory {
    /// The rectangle around all cells, and room for what the sheet says of its own size.
    block: u64,
    /// The cells themselves with their texts.
    contents: u64,
}

/// What one sheet needs, or more than the limit as soon as that is sure.
fn sheet_memory(stream: &[u8], start: usize, texts: &[u32]) -> Option<Memory> {
    let (mut announced, mut formulas) = (0_u64, 0_u64);
    let (mut first, mut last) = ((u64::MAX, u64::MAX), (0, 0));
    let (mut cells, mut bytes) = (0_u64, 0_u64);
    let mut at = start;
    while let Some((kind, data, next)) = record(stream, at) {
        let columns = match kind {
            0x000A => break,
            0x0200 => {
                let (rows, columns) = dimensions(data)?;
                // Room is made for what the sheet says of itself, before the first cell.
                announced = announced.saturating_add(rows.saturating_mul(columns));
                0
            }
            0x00BD => (data.len() as u64).saturating_sub(6) / 6,
            0x0203 | 0x0204 | 0x00D6 | 0x0205 | 0x027E | 0x0006 => 1,
            0x00FD => {
                let index = data.get(6..10)?;
                let index = u32::from_le_bytes([index[0], index[1], index[2], index[3]]);
                bytes += u64::from(texts.get(index as usize).copied().unwrap_or(0)) + TEXT;
                1
            }
            0x0207 => {
                bytes += data.len() as u64 * 3 + TEXT;
                0
            }
            _ => 0,
        };
        if columns > 0 {
            let (row, column) = (word(data, 0)?, word(data, 2)?);
            first = (first.0.min(row), first.1.min(column));
            last = (last.0.max(row), last.1.max(column + columns - 1));
            cells += columns;
            match kind {
                0x0006 => {
                    formulas += 1;
                    bytes += data.len() as u64 * FORMULA_TEXT + TEXT;
                }
                0x0204 | 0x00D6 => bytes += data.len() as u64 * 3 + TEXT,
                _ => {}
            }
        }
        if bytes + cells * LISTED_CELL > MAX_HELD || announced > MAX_HELD {
            break;
        }
        at = next;
    }
    let around = match cells {
        0 => 0,
        _ => (last.0 - first.0 + 1) * (last.1 - first.1 + 1) * DENSE_CELL,
    };
    let blocks = if formulas > 0 { 2 } else { 1 };
    // The list has room for what was announced; where that is too little it doubles.
    let listed = if cells > announced { cells * 2 } else { cells };
    let spare = announced.saturating_sub(cells).saturating_mul(LISTED_CELL);
    Some(Memory {
        block: (around * blocks).saturating_add(spare),
        contents: bytes + listed * LISTED_CELL,
    })
}

/// Rows and columns that a DIMENSIONS record announces.
fn dimensions(data: &[u8]) -> Option<(u64, u64)> {
    let double = |at: usize| {
        data.get(at..at + 4)
            .map(|four| u64::from(u32::from_le_bytes([four[0], four[1], four[2], four[3]])))
    };
    let (first_row, last_row, columns) = match data.len() {
        10 => (
            word(data, 0)?,
            word(data, 2)?,
            (word(data, 4)?, word(data, 6)?),
        ),
        _ => (double(0)?, double(4)?, (word(data, 8)?, word(data, 10)?)),
    };
    if last_row < first_row || columns.1 < columns.0 {
        return Some((0, 0));
    }
    Some((last_row - first_row + 1, columns.1 - columns.0 + 1))
}

/// Bytes of each shared text (SST and its CONTINUE records), as UTF-8 at most. Ends where the
/// table no longer makes sense; later texts then count as nothing, and cannot be read either.
fn text_lengths(stream: &[u8], first: &[u8], mut next: usize) -> Vec<u32> {
    let mut segments = vec![first.get(8..).unwrap_or_default()];
    while let Some((0x003C, data, after)) = record(stream, next) {
        segments.push(data);
        next = after;
    }
    let mut cursor = Segments {
        segments,
        index: 0,
        at: 0,
    };
    let mut lengths = Vec::new();
    while let Some(length) = cursor.text() {
        lengths.push(length);
    }
    lengths
}

struct Segments<'a> {
    segments: Vec<&'a [u8]>,
    index: usize,
    at: usize,
}

impl Segments<'_> {
    fn byte(&mut self) -> Option<u8> {
        loop {
            let segment = self.segments.get(self.index)?;
            if let Some(byte) = segment.get(self.at) {
                self.at += 1;
                return Some(*byte);
            }
            self.index += 1;
            self.at = 0;
        }
    }

    fn number(&mut self, bytes: u32) -> Option<u32> {
        let mut value = 0;
        for shift in 0..bytes {
            value |= u32::from(self.byte()?) << (8 * shift);
        }
        Some(value)
    }

    fn skip(&mut self, mut bytes: u64) -> Option<()> {
        while bytes > 0 {
            let left = (self.segments.get(self.index)?.len() - self.at) as u64;
            if left == 0 {
                self.index += 1;
                self.at = 0;
                continue;
            }
            let step = left.min(bytes);
            self.at += step as usize;
            bytes -= step;
        }
        Some(())
    }

    /// XLUnicodeRichExtendedString, [MS-XLS] 2.5.293.
    fn text(&mut self) -> Option<u32> {
        let characters = self.number(2)?;
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
        let mut wide = flags & 0x01 != 0;
        let mut left = characters;
        while left > 0 {
            let segment = self.segments.get(self.index)?;
            let room = (segment.len() - self.at) as u32;
            let width = if wide { 2 } else { 1 };
            let taken = left.min(room / width);
            self.at += (taken * width) as usize;
            left -= taken;
            if left > 0 {
                self.index += 1;
                self.at = 0;
                // A text that goes on in the next record begins there with its flags.
                wide = self.byte()? & 0x01 != 0;
            }
        }
        self.skip(u64::from(runs) * 4 + u64::from(extra))?;
        Some(characters.saturating_mul(3))
    }
}
