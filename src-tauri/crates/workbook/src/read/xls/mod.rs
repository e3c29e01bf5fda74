//! `.xls` and WPS's `.et`: BIFF records of Excel 5 to 2003, read where they lie in the file.
//!
//! Source: [MS-XLS]; for BIFF5 the OpenOffice documentation of the Excel file format.

mod globals;
mod records;
mod sheet;
mod strings;

use super::rows::Sink;
use super::{ReadFault, ReadSummary, SheetInfo};
use globals::Globals;

/// An opened `.xls`: the stream of records, and what its first part says.
pub(crate) struct XlsBook {
    stream: Vec<u8>,
    globals: Globals,
}

impl XlsBook {
    /// Of the stream `Workbook` or `Book`.
    pub(crate) fn open(stream: Vec<u8>) -> Result<Self, ReadFault> {
        let globals = Globals::read(&stream)?;
        Ok(Self { stream, globals })
    }

    pub(crate) fn sheets(&self) -> Vec<SheetInfo> {
        let sheets = self.globals.sheets.iter();
        sheets.map(|sheet| sheet.info.clone()).collect()
    }

    pub(crate) fn date_1904(&self) -> bool {
        self.globals.date_1904
    }

    /// Hands over the rows of the sheet at a place of [`XlsBook::sheets`].
    pub(crate) fn read(&mut self, at: usize, sink: Sink<'_>) -> Result<ReadSummary, ReadFault> {
        let sheet = self.globals.sheets.get(at);
        let sheet = sheet.ok_or(ReadFault::NoSuchSheet(at + 1))?;
        sheet::read(&self.stream, &self.globals, sheet, sink)
    }
}
