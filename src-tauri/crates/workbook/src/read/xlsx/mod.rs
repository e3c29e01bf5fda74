//! `.xlsx`, read as a stream with limits: nothing is held but the shared texts, the formats and the
//! row being read, and what the file announces of itself is never believed.

mod ahead;
mod escaped;
mod package;
mod shared;
mod sheet;
mod styles;

use std::collections::HashMap;

use super::archive::Archive;
use super::merges::{MergeFill, MergedRange};
use super::rows::{RowBuffer, Sink};
use super::texts::Texts;
use super::{ReadFault, ReadSummary, SheetInfo};
use package::Workbook;
use styles::Styles;

/// An opened `.xlsx`.
pub(crate) struct XlsxBook {
    archive: Archive,
    workbook: Workbook,
    styles: Styles,
    /// Read with the first sheet.
    strings: Option<Texts>,
    /// Merged ranges of the sheets read so far.
    merges: HashMap<usize, Vec<MergedRange>>,
}

impl XlsxBook {
    pub(crate) fn open(mut archive: Archive) -> Result<Self, ReadFault> {
        let workbook = Workbook::read(&mut archive)?;
        let styles = match &workbook.styles {
            Some(path) => Styles::read(&mut archive, path)?,
            None => Styles::default(),
        };
        Ok(Self {
            archive,
            workbook,
            styles,
            strings: None,
            merges: HashMap::new(),
        })
    }

    pub(crate) fn sheets(&self) -> Vec<SheetInfo> {
        let sheets = self.workbook.sheets.iter();
        sheets.map(|sheet| sheet.info.clone()).collect()
    }

    pub(crate) fn date_1904(&self) -> bool {
        self.workbook.date_1904
    }

    /// Hands over the rows of the sheet at a place of [`XlsxBook::sheets`].
    pub(crate) fn read(&mut self, at: usize, sink: Sink<'_>) -> Result<ReadSummary, ReadFault> {
        let sheet = self.workbook.sheets.get(at);
        let sheet = sheet.ok_or(ReadFault::NoSuchSheet(at + 1))?;
        if self.strings.is_none() {
            self.strings = Some(match &self.workbook.shared_strings {
                Some(path) => shared::read(&mut self.archive, path)?,
                None => Texts::default(),
            });
        }
        let merges = match self.merges.get(&at) {
            Some(known) => known.clone(),
            None => {
                let found = ahead::merged_ranges(&mut self.archive, &sheet.path)?;
                self.merges.insert(at, found.clone());
                found
            }
        };
        let strings = self.strings.get_or_insert_default();
        let row = RowBuffer::new(&sheet.info.name, MergeFill::new(merges));
        sheet::SheetReader::new(row, strings, &self.styles, self.workbook.date_1904).read(
            &mut self.archive,
            &sheet.path,
            sink,
        )
    }
}
