//! The rows of one sheet of an `.xls`.

use super::globals::{Globals, Sheet};
use super::records::{BOF, EOF, Record, float, half, record, rk, word};
use super::strings::Cursor;
use crate::read::merges::{MergeFill, MergedRange};
use crate::read::rows::{RowBuffer, Sink};
use crate::read::{CellValue, ReadFault, ReadSummary};

const DAMAGED: ReadFault = ReadFault::Damaged("工作表");
/// Merged ranges that are kept.
const MAX_MERGES: usize = 200_000;

const NUMBER: u16 = 0x0203;
const LABEL: u16 = 0x0204;
const BOOL_OR_ERROR: u16 = 0x0205;
const STRING: u16 = 0x0207;
const RK: u16 = 0x027E;
const MANY_RK: u16 = 0x00BD;
const RICH_LABEL: u16 = 0x00D6;
const SHARED_LABEL: u16 = 0x00FD;
const FORMULA: u16 = 0x0006;

/// Where the record of a cell begins, and its row.
struct CellRecord {
    row: u16,
    at: u32,
}

/// What a first pass over a sheet finds: cells may stand in any order, and what is about rows and
/// columns may follow them.
#[derive(Default)]
struct Contents {
    cells: Vec<CellRecord>,
    merges: Vec<MergedRange>,
    hidden_rows: Vec<u16>,
    hidden_columns: Vec<usize>,
}

pub(super) fn read(
    stream: &[u8],
    globals: &Globals,
    sheet: &Sheet,
    sink: Sink<'_>,
) -> Result<ReadSummary, ReadFault> {
    let mut contents = look(stream, sheet.start)?;
    if !contents.cells.is_sorted_by_key(|cell| cell.row) {
        contents.cells.sort_by_key(|cell| cell.row);
    }
    contents.hidden_rows.sort_unstable();
    let mut row = RowBuffer::new(&sheet.info.name, MergeFill::new(contents.merges));
    for column in contents.hidden_columns {
        row.hide_column(column);
    }
    let mut text = String::new();
    for cell in &contents.cells {
        let number = u32::from(cell.row) + 1;
        if row.number() != number {
            if row.finish(sink).is_break() {
                return Ok(row.summary());
            }
            row.begin(number);
            row.set_hidden(contents.hidden_rows.binary_search(&cell.row).is_ok());
        }
        let record = record(stream, cell.at as usize).ok_or(DAMAGED)?;
        put(stream, globals, &record, &mut row, &mut text)?;
    }
    let _: std::ops::ControlFlow<()> = row.finish(sink);
    Ok(row.summary())
}

/// The first pass.
fn look(stream: &[u8], start: usize) -> Result<Contents, ReadFault> {
    let mut contents = Contents::default();
    let first = record(stream, start).filter(|first| first.kind == BOF);
    let mut at = first.ok_or(DAMAGED)?.next;
    // Charts inside a sheet have parts, and cells, of their own.
    let mut depth = 1_u32;
    while depth > 0 {
        // A sheet that is not ended is cut short.
        let record = record(stream, at).ok_or(DAMAGED)?;
        let data = record.data;
        match record.kind {
            BOF => depth += 1,
            EOF => depth -= 1,
            _ if depth > 1 => {}
            NUMBER | LABEL | BOOL_OR_ERROR | RK | MANY_RK | RICH_LABEL | SHARED_LABEL | FORMULA => {
                let row = half(data, 0).ok_or(DAMAGED)?;
                contents.cells.push(CellRecord { row, at: at as u32 });
            }
            0x00E5 => contents.add_merges(data),
            // Rows without height, by hand or by a filter.
            0x0208 if half(data, 12).is_some_and(|flags| flags & 0x20 != 0) => {
                contents.hidden_rows.extend(half(data, 0));
            }
            0x007D if half(data, 8).is_some_and(|flags| flags & 1 != 0) => {
                if let (Some(first), Some(last)) = (half(data, 0), half(data, 2)) {
                    let columns = usize::from(first)..=usize::from(last.min(255));
                    if contents.hidden_columns.len() < 1024 {
                        contents.hidden_columns.extend(columns);
                    }
                }
            }
            _ => {}
        }
        at = record.next;
    }
    Ok(contents)
}

impl Contents {
    fn add_merges(&mut self, data: &[u8]) {
        for range in data.get(2..).unwrap_or_default().chunks_exact(8) {
            let of = |at| half(range, at).map_or(0, usize::from);
            let merged = MergedRange {
                first_row: of(0) as u32 + 1,
                last_row: of(2) as u32 + 1,
                first_column: of(4),
                last_column: of(6),
            };
            let sound =
                merged.first_row <= merged.last_row && merged.first_column <= merged.last_column;
            if sound && self.merges.len() < MAX_MERGES {
                self.merges.push(merged);
            }
        }
    }
}

/// Puts the cell or cells of a record into the row.
fn put(
    stream: &[u8],
    globals: &Globals,
    cell: &Record<'_>,
    row: &mut RowBuffer<'_>,
    text: &mut String,
) -> Result<(), ReadFault> {
    let data = cell.data;
    let column = usize::from(half(data, 2).ok_or(DAMAGED)?);
    let format = half(data, 4).and_then(|format| globals.format(format));
    let number = |row: &mut RowBuffer<'_>, number: Option<f64>| {
        let number = number.ok_or(DAMAGED)?;
        row.set_number(column, number, format, globals.date_1904)
    };
    match cell.kind {
        NUMBER => number(row, float(data, 6)),
        RK => number(row, word(data, 6).map(rk)),
        MANY_RK => {
            let cells = data
                .get(4..data.len().saturating_sub(2))
                .unwrap_or_default();
            for (column, cell) in (column..).zip(cells.chunks_exact(6)) {
                let format = half(cell, 0).and_then(|format| globals.format(format));
                let number = word(cell, 2).map(rk).ok_or(DAMAGED)?;
                row.set_number(column, number, format, globals.date_1904)?;
            }
            Ok(())
        }
        SHARED_LABEL => {
            let index = word(data, 6).ok_or(DAMAGED)? as usize;
            let text = globals.texts.get(index);
            let text = text.ok_or(ReadFault::Damaged("文字表"))?;
            if text.starts_with("=DISPIMG(") {
                row.note_picture();
                return Ok(());
            }
            row.set_shown_text(column, text, format)
        }
        LABEL | RICH_LABEL => {
            let mut cursor = Cursor::new(stream, data, 6, cell.next);
            cursor.text(globals.script, false, text).ok_or(DAMAGED)?;
            row.set_shown_text(column, text, format)
        }
        BOOL_OR_ERROR => match (data.get(6), data.get(7)) {
            (Some(value), Some(0)) => row.set(column, CellValue::Bool(*value != 0)),
            (Some(code), Some(_)) => row.set(column, error(*code)),
            _ => Err(DAMAGED),
        },
        FORMULA => match data.get(6..14) {
            Some([0, .., 0xFF, 0xFF]) => {
                if !result_text(stream, cell.next, globals, text) {
                    return row.set(column, CellValue::FormulaWithoutValue);
                }
                if text.starts_with("=DISPIMG(") {
                    row.note_picture();
                    return Ok(());
                }
                row.set_shown_text(column, text, format)
            }
            Some([1, _, value, .., 0xFF, 0xFF]) => row.set(column, CellValue::Bool(*value != 0)),
            Some([2, _, code, .., 0xFF, 0xFF]) => row.set(column, error(*code)),
            Some([_, .., 0xFF, 0xFF]) => Ok(()),
            _ => number(row, float(data, 6)),
        },
        _ => Ok(()),
    }
}

/// The text that a formula gave, from the STRING record behind it.
fn result_text(stream: &[u8], mut at: usize, globals: &Globals, text: &mut String) -> bool {
    // Shared formulas, arrays and tables may stand between.
    for _ in 0..4 {
        let Some(record) = record(stream, at) else {
            return false;
        };
        match record.kind {
            STRING => {
                let mut cursor = Cursor::new(stream, record.data, 0, record.next);
                return cursor.text(globals.script, false, text).is_some();
            }
            0x04BC | 0x0221 | 0x0236 | 0x003C => at = record.next,
            _ => return false,
        }
    }
    false
}

fn error(code: u8) -> CellValue {
    let code = match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        _ => "#ERROR!",
    };
    CellValue::Error(code.to_owned())
}
