//! The first part of an `.xls`: sheets, formats and the texts they share.

use std::collections::HashMap;

use super::records::{BOF, EOF, half, record, word};
use super::strings::{Cursor, Script, code_page};
use crate::read::numfmt::NumberFormat;
use crate::read::texts::Texts;
use crate::read::{MAX_SHEETS, ReadFault, SheetInfo};

const DAMAGED: ReadFault = ReadFault::Damaged("工作簿");
/// Cell formats; Excel allows 4,050.
const MAX_FORMATS: usize = 20_000;
/// Number formats of the file's own.
const MAX_CODES: usize = 5_000;

/// What the sheets share.
pub(super) struct Globals {
    pub(super) sheets: Vec<Sheet>,
    pub(super) date_1904: bool,
    pub(super) script: Script,
    pub(super) texts: Texts,
    codes: HashMap<u16, NumberFormat>,
    by_cell: Vec<u16>,
}

/// A sheet and where its records begin.
pub(super) struct Sheet {
    pub(super) info: SheetInfo,
    pub(super) start: usize,
}

impl Globals {
    pub(super) fn read(stream: &[u8]) -> Result<Self, ReadFault> {
        let first = record(stream, 0).ok_or(DAMAGED)?;
        if first.kind != BOF {
            return Err(match first.kind {
                0x0009 | 0x0209 | 0x0409 => ReadFault::OtherSpreadsheet("很早的 Excel"),
                _ => DAMAGED,
            });
        }
        let mut globals = Self {
            sheets: Vec::new(),
            date_1904: false,
            script: match half(first.data, 0) {
                Some(0x0600) => Script::Unicode,
                _ => Script::Bytes(encoding_rs::WINDOWS_1252),
            },
            texts: Texts::default(),
            codes: HashMap::new(),
            by_cell: Vec::new(),
        };
        let mut text = String::new();
        let mut at = first.next;
        while let Some(record) = record(stream, at) {
            let data = record.data;
            at = record.next;
            match record.kind {
                EOF => break,
                0x002F => return Err(ReadFault::PasswordProtected),
                0x0042 => {
                    if let (Script::Bytes(own), Some(encoding)) =
                        (&mut globals.script, code_page(data))
                    {
                        *own = encoding;
                    }
                }
                0x0022 => globals.date_1904 = half(data, 0) == Some(1),
                0x0085 => {
                    let mut cursor = Cursor::new(stream, data, 6, at);
                    cursor.text(globals.script, true, &mut text);
                    globals.add_sheet(data, &text)?;
                }
                0x041E if globals.codes.len() < MAX_CODES => {
                    let short = matches!(globals.script, Script::Bytes(_));
                    let mut cursor = Cursor::new(stream, data, 2, at);
                    if cursor.text(globals.script, short, &mut text).is_some()
                        && let Some(id) = half(data, 0)
                    {
                        globals.codes.insert(id, NumberFormat::parse(&text));
                    }
                }
                0x00E0 if globals.by_cell.len() < MAX_FORMATS => {
                    globals.by_cell.push(half(data, 2).unwrap_or(0));
                }
                0x00FC => {
                    let mut cursor = Cursor::new(stream, data, 8, at);
                    globals.read_texts(&mut cursor, &mut text)?;
                }
                _ => {}
            }
        }
        for id in &globals.by_cell {
            let built_in = || NumberFormat::built_in(*id);
            globals.codes.entry(*id).or_insert_with(built_in);
        }
        Ok(globals)
    }

    fn add_sheet(&mut self, data: &[u8], name: &str) -> Result<(), ReadFault> {
        let start = word(data, 0).ok_or(DAMAGED)? as usize;
        let (Some(state), Some(kind)) = (data.get(4), data.get(5)) else {
            return Err(DAMAGED);
        };
        // Charts, macros and modules hold no rows.
        if *kind == 0 {
            let info = SheetInfo {
                name: name.to_owned(),
                hidden: state & 3 != 0,
            };
            self.sheets.push(Sheet { info, start });
        }
        if self.sheets.len() > MAX_SHEETS {
            return Err(ReadFault::TooManySheets(self.sheets.len()));
        }
        Ok(())
    }

    /// Reads to where the table no longer makes sense; cells with later texts are then refused.
    fn read_texts(&mut self, cursor: &mut Cursor<'_>, text: &mut String) -> Result<(), ReadFault> {
        while cursor.has_more() && cursor.shared(text).is_some() {
            self.texts.push(text)?;
        }
        Ok(())
    }

    /// The number format of a cell format.
    pub(super) fn format(&self, cell: u16) -> Option<&NumberFormat> {
        self.codes.get(self.by_cell.get(usize::from(cell))?)
    }
}
