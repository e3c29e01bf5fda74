use std::ops::ControlFlow;
use std::sync::Arc;

use super::archive::{Archive, Bytes};
use super::csv::CsvBook;
use super::ods::OdsBook;
use super::rows::ReadSummary;
use super::sniff::{self, Container};
use super::xls::XlsBook;
use super::xlsx::XlsxBook;
use super::{MAX_FILE_BYTES, ReadFault, Row};

/// A sheet of a book.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SheetInfo {
    /// As its tab says.
    pub name: String,
    /// Not shown in the spreadsheet program.
    pub hidden: bool,
}

enum Source {
    Xlsx(Box<XlsxBook>),
    Xls(Box<XlsBook>),
    Ods(OdsBook),
    Csv(CsvBook),
}

/// An opened spreadsheet.
pub struct Book {
    source: Source,
    sheets: Vec<SheetInfo>,
    file_name: String,
}

/// Opens a spreadsheet by its content; the name serves for the year and the sheet of a text file.
pub fn open(bytes: Vec<u8>, file_name: &str) -> Result<Book, ReadFault> {
    if bytes.len() > MAX_FILE_BYTES {
        return Err(ReadFault::FileTooLarge(bytes.len() >> 20));
    }
    let container = sniff::container(&bytes)?;
    let bytes = Bytes(Arc::new(bytes));
    let source = match container {
        Container::Zip => open_zip(&bytes)?,
        Container::Ole => Source::Xls(Box::new(XlsBook::open(&bytes)?)),
        Container::Text => Source::Csv(CsvBook::open(&bytes, file_name)?),
    };
    let mut sheets = match &source {
        Source::Xlsx(book) => book.sheets(),
        Source::Xls(book) => book.sheets(),
        Source::Ods(book) => book.sheets(),
        Source::Csv(book) => book.sheets(),
    };
    if sheets.is_empty() {
        return Err(ReadFault::NoSheets);
    }
    sheets.sort_by_key(|sheet| sheet.hidden);
    Ok(Book {
        source,
        sheets,
        file_name: file_name.to_owned(),
    })
}

fn open_zip(bytes: &Bytes) -> Result<Source, ReadFault> {
    let mut archive = Archive::open(bytes)?;
    if archive.has("content.xml") {
        return OdsBook::open(archive).map(Source::Ods);
    }
    if archive.has("xl/workbook.bin") {
        return Err(ReadFault::OtherSpreadsheet(" .xlsb "));
    }
    if archive.has("word/document.xml") {
        return Err(ReadFault::OtherKind("Word 文档"));
    }
    if archive.has("ppt/presentation.xml") {
        return Err(ReadFault::OtherKind("演示文稿"));
    }
    let names = archive.names();
    if !archive.has("[Content_Types].xml")
        && !names
            .iter()
            .any(|name| name.to_ascii_lowercase().starts_with("xl"))
    {
        // Bombs are rarely dressed as anything: say so before saying that it is no table.
        archive.inspect()?;
        return Err(ReadFault::OtherKind("压缩包"));
    }
    XlsxBook::open(bytes, archive).map(|book| Source::Xlsx(Box::new(book)))
}

impl Book {
    /// The sheets, hidden ones last. The index into this list names a sheet everywhere.
    pub fn sheets(&self) -> &[SheetInfo] {
        &self.sheets
    }

    /// The name the file was opened under.
    pub fn file_name(&self) -> &str {
        &self.file_name
    }

    /// Whether days are counted from 1904-01-01 instead of 1899-12-30 (files of old Macs). Dates
    /// are given right either way; a [`CellValue::Number`](super::CellValue::Number) that is meant
    /// as a day is 1,462 days short where this is so.
    pub fn date_1904(&self) -> bool {
        false
    }

    /// Hands the rows of a sheet to `sink`, in order, until it breaks. The row is used again:
    /// take what is needed from it. Rows without any value are left out; hidden rows are not.
    pub fn read_sheet(
        &mut self,
        index: usize,
        sink: &mut dyn FnMut(&Row) -> ControlFlow<()>,
    ) -> Result<ReadSummary, ReadFault> {
        let name = &self
            .sheets
            .get(index)
            .ok_or(ReadFault::NoSuchSheet(index + 1))?
            .name;
        match &mut self.source {
            Source::Xlsx(book) => book.read(name, sink),
            Source::Xls(book) => book.read(name, sink),
            Source::Ods(book) => book.read(name, sink),
            Source::Csv(book) => book.read(sink),
        }
    }

    /// The first rows of a sheet, copied: enough to find the header in.
    pub fn first_rows(&mut self, index: usize, count: usize) -> Result<Vec<Row>, ReadFault> {
        let mut rows = Vec::new();
        if count == 0 {
            return Ok(rows);
        }
        self.read_sheet(index, &mut |row| {
            rows.push(row.clone());
            if rows.len() < count {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        })?;
        Ok(rows)
    }
}
