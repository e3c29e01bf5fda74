//! `.ods`, streamed. calamine would hold every sheet whole, repeats unrolled, and does not tell
//! merged cells; a roster's 代表小组 stands in merged cells.
//!
//! Source: OASIS OpenDocument 1.2 part 1, chapters 9 (tables) and 19 (attributes).

use std::io::{BufRead, BufReader, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::archive::Archive;
use super::merges::{MergeFill, MergedRange};
use super::rows::{RowBuffer, Sink};
use super::xlsx::iso_date;
use super::{
    CellValue, MAX_CELL_BYTES, MAX_COLUMNS, MAX_ROWS, MAX_SHEETS, ReadFault, ReadSummary, SheetInfo,
};

const CONTENT: &str = "content.xml";
const DAMAGED: ReadFault = ReadFault::Damaged("工作表");

pub(crate) struct OdsBook {
    archive: Archive,
    sheets: Vec<SheetInfo>,
}

impl OdsBook {
    pub(crate) fn open(mut archive: Archive) -> Result<Self, ReadFault> {
        if archive.has("META-INF/manifest.xml") {
            let manifest = archive.text("META-INF/manifest.xml", 8 << 20)?;
            if manifest.contains("encryption-data") {
                return Err(ReadFault::PasswordProtected);
            }
        }
        if archive.has("mimetype") {
            let kind = archive.text("mimetype", 256)?;
            if kind.contains("opendocument.text") {
                return Err(ReadFault::OtherKind("文字文档"));
            }
            if kind.contains("opendocument.") && !kind.contains("spreadsheet") {
                return Err(ReadFault::OtherKind("演示文稿或图形文档"));
            }
        }
        archive.inspect()?;
        let sheets = list_sheets(&mut archive)?;
        if sheets.len() > MAX_SHEETS {
            return Err(ReadFault::TooManySheets(sheets.len()));
        }
        Ok(Self { archive, sheets })
    }

    pub(crate) fn sheets(&self) -> Vec<SheetInfo> {
        self.sheets.clone()
    }

    pub(crate) fn read(&mut self, sheet: &str, sink: Sink<'_>) -> Result<ReadSummary, ReadFault> {
        let wanted = self
            .sheets
            .iter()
            .position(|own| own.name == sheet)
            .unwrap_or(0);
        let mut xml = Xml::open(&mut self.archive)?;
        let mut seen = 0;
        loop {
            match xml.next()? {
                Event::Start(element) if element.name().as_ref() == "table:table" => {
                    if seen == wanted {
                        return Table::new(sheet).read(&mut xml, sink);
                    }
                    seen += 1;
                    xml.skip("table:table")?;
                }
                Event::Eof => return Err(DAMAGED),
                _ => {}
            }
        }
    }
}

fn list_sheets(archive: &mut Archive) -> Result<Vec<SheetInfo>, ReadFault> {
    let mut xml = Xml::open(archive)?;
    let (mut sheets, mut hidden_styles) = (Vec::new(), Vec::new());
    let mut style = String::new();
    loop {
        match xml.next()? {
            Event::Start(element) | Event::Empty(element)
                if element.name().as_ref() == "style:style" =>
            {
                style = attribute(&element, "style:name").unwrap_or_default();
            }
            Event::Start(element) | Event::Empty(element)
                if element.name().as_ref() == "style:table-properties"
                    && attribute(&element, "table:display").as_deref() == Some("false") =>
            {
                hidden_styles.push(style.clone());
            }
            Event::Start(element) if element.name().as_ref() == "table:table" => {
                let name = attribute(&element, "table:name").unwrap_or_default();
                let own = attribute(&element, "table:style-name").unwrap_or_default();
                sheets.push(SheetInfo {
                    name,
                    hidden: hidden_styles.contains(&own),
                });
                xml.skip("table:table")?;
            }
            Event::Eof => return Ok(sheets),
            _ => {}
        }
    }
}

/// The events of `content.xml`. The part has been inspected, so each of them is short.
struct Xml<R: BufRead> {
    reader: Reader<R>,
    buffer: Vec<u8>,
}

impl<'a> Xml<BufReader<Box<dyn Read + 'a>>> {
    fn open(archive: &'a mut Archive) -> Result<Self, ReadFault> {
        let entry: Box<dyn Read + 'a> = Box::new(archive.entry(CONTENT)?);
        let mut reader = Reader::from_reader(BufReader::with_capacity(64 << 10, entry));
        reader.config_mut().check_end_names = false;
        Ok(Self {
            reader,
            buffer: Vec::new(),
        })
    }
}

impl<R: BufRead> Xml<R> {
    fn next(&mut self) -> Result<Event<'_>, ReadFault> {
        self.buffer.clear();
        self.reader
            .read_event_into(&mut self.buffer)
            .map_err(|_| DAMAGED)
    }

    /// To the end of the element that has just begun, over those of the same name inside it.
    fn skip(&mut self, name: &str) -> Result<(), ReadFault> {
        let mut depth = 1;
        while depth > 0 {
            match self.next()? {
                Event::Start(element) if element.name().as_ref() == name => depth += 1,
                Event::End(element) if element.name().as_ref() == name => depth -= 1,
                Event::Eof => return Err(DAMAGED),
                _ => {}
            }
        }
        Ok(())
    }
}

/// What a cell's own attributes say.
#[derive(Default)]
struct CellHead {
    repeated: u32,
    rows_spanned: u32,
    columns_spanned: usize,
    formula: bool,
    error: bool,
    kind: String,
    value: String,
}

impl CellHead {
    fn of(element: &BytesStart<'_>) -> Self {
        let number = |name: &str| attribute(element, name).and_then(|text| text.parse().ok());
        let kind = attribute(element, "office:value-type").unwrap_or_default();
        let value = match kind.as_str() {
            "float" | "percentage" | "currency" => "office:value",
            "date" => "office:date-value",
            "boolean" => "office:boolean-value",
            _ => "office:string-value",
        };
        Self {
            repeated: number("table:number-columns-repeated").unwrap_or(1).max(1),
            rows_spanned: number("table:number-rows-spanned").unwrap_or(1),
            columns_spanned: number("table:number-columns-spanned").unwrap_or(1) as usize,
            formula: attribute(element, "table:formula").is_some(),
            error: attribute(element, "calcext:value-type").as_deref() == Some("error"),
            value: attribute(element, value).unwrap_or_default(),
            kind,
        }
    }

    fn value(&self, text: &str) -> CellValue {
        let shown = || match text {
            "" => CellValue::Empty,
            text => CellValue::Text(text.to_owned()),
        };
        if self.error {
            return CellValue::Error(text.to_owned());
        }
        match self.kind.as_str() {
            "float" | "percentage" | "currency" => self
                .value
                .parse()
                .map_or_else(|_| shown(), CellValue::Number),
            "date" => iso_date(&self.value),
            "boolean" => CellValue::Bool(self.value == "true"),
            "string" if text.is_empty() && !self.value.is_empty() => {
                CellValue::Text(self.value.clone())
            }
            "" if text.is_empty() && self.formula => CellValue::FormulaWithoutValue,
            _ => shown(),
        }
    }
}

/// A sheet being read.
struct Table<'a> {
    row: RowBuffer<'a>,
    /// Of the row being read, from 1.
    number: u32,
    column: usize,
    text: String,
}

impl<'a> Table<'a> {
    fn new(sheet: &'a str) -> Self {
        let row = RowBuffer::new(sheet, MergeFill::default());
        Self {
            row,
            number: 1,
            column: 0,
            text: String::new(),
        }
    }

    fn read<R: BufRead>(
        mut self,
        xml: &mut Xml<R>,
        sink: Sink<'_>,
    ) -> Result<ReadSummary, ReadFault> {
        loop {
            let (repeated, empty) = match xml.next()? {
                Event::Start(element) if element.name().as_ref() == "table:table-row" => {
                    (rows_repeated(&element), false)
                }
                Event::Empty(element) if element.name().as_ref() == "table:table-row" => {
                    (rows_repeated(&element), true)
                }
                Event::End(element) if element.name().as_ref() == "table:table" => break,
                Event::Eof => return Err(DAMAGED),
                _ => continue,
            };
            self.row.begin(self.number);
            self.column = 0;
            if !empty {
                self.cells(xml)?;
            }
            // A row that is written once for many is handed over as many times.
            for _ in 0..repeated {
                if self.number > MAX_ROWS {
                    return Ok(self.row.summary());
                }
                let before = self.row.summary().rows;
                self.row.renumber(self.number);
                if self.row.finish(sink).is_break() {
                    return Ok(self.row.summary());
                }
                self.number += 1;
                if self.row.summary().rows == before {
                    // Nothing in it: the rest of the repeats is as empty.
                    self.number = self.number.saturating_add(repeated - 1);
                    break;
                }
            }
        }
        Ok(self.row.summary())
    }

    fn cells<R: BufRead>(&mut self, xml: &mut Xml<R>) -> Result<(), ReadFault> {
        let is_cell = |element: &BytesStart<'_>| {
            matches!(
                element.name().as_ref(),
                "table:table-cell" | "table:covered-table-cell"
            )
        };
        loop {
            match xml.next()? {
                Event::Start(element) if is_cell(&element) => {
                    let head = CellHead::of(&element);
                    self.contents(xml)?;
                    self.put(&head)?;
                }
                Event::Empty(element) if is_cell(&element) => {
                    let head = CellHead::of(&element);
                    self.text.clear();
                    self.put(&head)?;
                }
                Event::End(element) if element.name().as_ref() == "table:table-row" => {
                    return Ok(());
                }
                Event::Eof => return Err(DAMAGED),
                _ => {}
            }
        }
    }

    /// The paragraphs of a cell, joined by line ends; comments and drawings are left out.
    fn contents<R: BufRead>(&mut self, xml: &mut Xml<R>) -> Result<(), ReadFault> {
        self.text.clear();
        let mut paragraphs = 0;
        let mut inside = 0_u32;
        // The element whose contents are not the cell's text, and the depth inside it.
        let mut aside: Option<(String, u32)> = None;
        loop {
            let event = xml.next()?;
            if let Some((name, depth)) = &mut aside {
                match &event {
                    Event::Start(element) if element.name().as_ref() == name.as_str() => {
                        *depth += 1;
                    }
                    Event::End(element) if element.name().as_ref() == name.as_str() => {
                        *depth -= 1;
                        if *depth == 0 {
                            aside = None;
                        }
                    }
                    Event::Eof => return Err(DAMAGED),
                    _ => {}
                }
                continue;
            }
            match event {
                Event::Start(element) => match element.name().as_ref() {
                    "text:p" => {
                        if paragraphs > 0 {
                            self.text.push('\n');
                        }
                        paragraphs += 1;
                        inside += 1;
                    }
                    "text:s" => self.spaces(&element),
                    name if name == "office:annotation"
                        || name.starts_with("draw:")
                        || name == "table:table" =>
                    {
                        aside = Some((name.to_owned(), 1));
                    }
                    _ => {}
                },
                Event::Empty(element) => match element.name().as_ref() {
                    "text:p" => {
                        if paragraphs > 0 {
                            self.text.push('\n');
                        }
                        paragraphs += 1;
                    }
                    "text:s" => self.spaces(&element),
                    "text:tab" => self.text.push('\t'),
                    "text:line-break" => self.text.push('\n'),
                    _ => {}
                },
                Event::End(element) => match element.name().as_ref() {
                    "text:p" => inside = inside.saturating_sub(1),
                    "table:table-cell" | "table:covered-table-cell" => return Ok(()),
                    _ => {}
                },
                Event::Text(text) if inside > 0 => self.text.push_str(&text.xml10_content()),
                Event::CData(text) if inside > 0 => self.text.push_str(&text),
                Event::GeneralRef(reference) if inside > 0 => {
                    let character = match reference.resolve_char_ref() {
                        Ok(Some(character)) => Some(character),
                        _ => named_entity(&reference),
                    };
                    self.text.extend(character);
                }
                Event::Eof => return Err(DAMAGED),
                _ => {}
            }
            if self.text.len() > MAX_CELL_BYTES {
                return Err(ReadFault::CellTooLong("工作表".to_owned()));
            }
        }
    }

    fn spaces(&mut self, element: &BytesStart<'_>) {
        let count = attribute(element, "text:c")
            .and_then(|text| text.parse().ok())
            .unwrap_or(1);
        self.text
            .extend(std::iter::repeat_n(' ', std::cmp::min(count, 1024)));
    }

    fn put(&mut self, head: &CellHead) -> Result<(), ReadFault> {
        if head.rows_spanned > 1 || head.columns_spanned > 1 {
            self.row.merges_mut().push(MergedRange {
                first_row: self.number,
                last_row: self
                    .number
                    .saturating_add(head.rows_spanned.saturating_sub(1)),
                first_column: self.column,
                last_column: self
                    .column
                    .saturating_add(head.columns_spanned.saturating_sub(1)),
            });
        }
        let value = head.value(&self.text);
        let repeated = head.repeated as usize;
        if value != CellValue::Empty {
            let kept = repeated.min(MAX_COLUMNS.saturating_sub(self.column));
            for column in self.column..self.column + kept {
                self.row.set(column, value.clone())?;
            }
            if kept < repeated {
                self.row.set(MAX_COLUMNS, value)?;
            }
        }
        self.column = self.column.saturating_add(repeated);
        Ok(())
    }
}

fn rows_repeated(element: &BytesStart<'_>) -> u32 {
    attribute(element, "table:number-rows-repeated")
        .and_then(|text| text.parse().ok())
        .unwrap_or(1)
        .max(1)
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element
        .attributes()
        .flatten()
        .find(|own| own.key.as_ref() == name)?;
    match quick_xml::escape::unescape(&found.value) {
        Ok(value) => Some(value.into_owned()),
        Err(_) => Some(found.value.into_owned()),
    }
}

fn named_entity(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}
