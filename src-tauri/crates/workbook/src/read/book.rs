use std::ops::ControlFlow;
use std::sync::Arc;

use super::archive::{Archive, Bytes};
use super::compound::Compound;
use super::csv::CsvBook;
use super::encrypted;
use super::guarded::{guarded, guarded_with_sink};
use super::ods::OdsBook;
use super::rows::ReadSummary;
use super::sniff::{self, Container};
use super::xls::XlsBook;
use super::xlsx::XlsxBook;
use super::{MAX_FILE_BYTES, ReadFault, Row, SheetInfo};

/// The opened file, by its format.
enum Opened {
    Xlsx(Box<XlsxBook>),
    Xls(Box<XlsBook>),
    Ods(OdsBook),
    Csv(CsvBook),
}

/// An opened spreadsheet.
pub struct Book {
    opened: Opened,
    sheets: Vec<SheetInfo>,
    /// The place of each sheet in the file.
    places: Vec<usize>,
    file_name: String,
}

/// Opens a spreadsheet by its content; the name serves for the year and the sheet of a text file.
pub fn open(bytes: Vec<u8>, file_name: &str) -> Result<Book, ReadFault> {
    if bytes.len() > MAX_FILE_BYTES {
        return Err(ReadFault::FileTooLarge(bytes.len() >> 20));
    }
    let container = sniff::container(&bytes)?;
    let bytes = Bytes(Arc::new(bytes));
    let opened = guarded("工作簿", || match container {
        Container::Zip => open_zip(&bytes),
        Container::Ole => open_ole(&bytes),
        Container::Text => CsvBook::open(&bytes, file_name).map(Opened::Csv),
    })?;
    let sheets = match &opened {
        Opened::Xlsx(book) => book.sheets(),
        Opened::Xls(book) => book.sheets(),
        Opened::Ods(book) => book.sheets(),
        Opened::Csv(book) => book.sheets(),
    };
    if sheets.is_empty() {
        return Err(ReadFault::NoSheets);
    }
    let mut listed: Vec<(usize, SheetInfo)> = sheets.into_iter().enumerate().collect();
    listed.sort_by_key(|(_, sheet)| sheet.hidden);
    let (places, sheets) = listed.into_iter().unzip();
    Ok(Book {
        opened,
        sheets,
        places,
        file_name: file_name.to_owned(),
    })
}

fn open_ole(bytes: &Bytes) -> Result<Opened, ReadFault> {
    let file = Compound::open(bytes.as_ref())?;
    if file.has("EncryptedPackage") {
        let package = encrypted::package(&file, MAX_FILE_BYTES)?;
        let package = package.filter(|inside| inside.starts_with(b"PK"));
        return open_zip(&Bytes(Arc::new(
            package.ok_or(ReadFault::PasswordProtected)?,
        )));
    }
    for (stream, fault) in [
        ("WordDocument", ReadFault::OtherKind(" Word 文档")),
        ("PowerPoint Document", ReadFault::OtherKind("演示文稿")),
    ] {
        if file.has(stream) {
            return Err(fault);
        }
    }
    let stream = ["Workbook", "Book"].into_iter().find(|name| file.has(name));
    let stream = file.stream(stream.ok_or(ReadFault::NotASpreadsheet)?, MAX_FILE_BYTES)?;
    XlsBook::open(stream).map(|book| Opened::Xls(Box::new(book)))
}

fn open_zip(bytes: &Bytes) -> Result<Opened, ReadFault> {
    let archive = Archive::open(bytes)?;
    if archive.has("content.xml") {
        return OdsBook::open(archive).map(Opened::Ods);
    }
    for (part, fault) in [
        ("xl/workbook.bin", ReadFault::OtherSpreadsheet(" .xlsb ")),
        ("word/document.xml", ReadFault::OtherKind(" Word 文档")),
        ("ppt/presentation.xml", ReadFault::OtherKind("演示文稿")),
        ("OFD.xml", ReadFault::OtherKind(" OFD 版式文件")),
        (
            "Index/Document.iwa",
            ReadFault::OtherSpreadsheet(" Numbers "),
        ),
        ("uof.xml", ReadFault::OtherSpreadsheet("“标文通”（UOF）")),
    ] {
        if archive.has(part) {
            return Err(fault);
        }
    }
    if !archive.has("[Content_Types].xml") && !archive.has_folder("xl/") {
        return Err(ReadFault::Packed("压缩包"));
    }
    XlsxBook::open(archive).map(|book| Opened::Xlsx(Box::new(book)))
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
        match &self.opened {
            Opened::Xlsx(book) => book.date_1904(),
            Opened::Xls(book) => book.date_1904(),
            Opened::Ods(_) | Opened::Csv(_) => false,
        }
    }

    /// Hands the rows of a sheet to `sink`, in order, until it breaks. The row is used again:
    /// take what is needed from it. Rows without any value are left out; hidden rows are not.
    pub fn read_sheet(
        &mut self,
        index: usize,
        sink: &mut dyn FnMut(&Row) -> ControlFlow<()>,
    ) -> Result<ReadSummary, ReadFault> {
        let place = self.places.get(index);
        let place = *place.ok_or(ReadFault::NoSuchSheet(index + 1))?;
        let opened = &mut self.opened;
        guarded_with_sink("工作表", sink, |sink| match opened {
            Opened::Xlsx(book) => book.read(place, sink),
            Opened::Xls(book) => book.read(place, sink),
            Opened::Ods(book) => book.read(place, sink),
            Opened::Csv(book) => book.read(sink),
        })
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
