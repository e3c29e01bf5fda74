//! `.ods`, streamed. What is written once for many (columns, rows) is repeated within limits.
//!
//! Source: OASIS OpenDocument 1.2 part 1, chapters 9 (tables) and 19 (attributes).

use std::io::Read;
use std::ops::ControlFlow;

use quick_xml::events::{BytesStart, Event};

use super::archive::Archive;
use super::merges::{MergeFill, MergedRange};
use super::rows::{RowBuffer, Sink};
use super::values::iso_date;
use super::xml::{Xml, character, unescaped};
use super::{
    CellValue, DatePrecision, MAX_CELL_BYTES, MAX_COLUMNS, MAX_ROWS, MAX_SHEETS, ReadFault,
    ReadSummary, SheetInfo,
};

const CONTENT: &str = "content.xml";
/// Bytes of that part.
const MAX_CONTENT: u64 = 512 << 20;
/// Rows that are handed over a second time because the file writes them once for many, and the
/// bytes of their texts. Real repeats are a few empty or alike rows.
const MAX_REPEATS: u32 = 10_000;
const MAX_REPEATED_BYTES: usize = 64 << 20;
const PART: &str = "工作表";
const DAMAGED: ReadFault = ReadFault::Damaged(PART);

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
        let sheets = list_sheets(&mut archive)?;
        if sheets.len() > MAX_SHEETS {
            return Err(ReadFault::TooManySheets(sheets.len()));
        }
        Ok(Self { archive, sheets })
    }

    pub(crate) fn sheets(&self) -> Vec<SheetInfo> {
        self.sheets.clone()
    }

    /// Hands over the rows of the sheet at a place of [`OdsBook::sheets`].
    pub(crate) fn read(&mut self, wanted: usize, sink: Sink<'_>) -> Result<ReadSummary, ReadFault> {
        let sheet = self.sheets.get(wanted);
        let sheet = &sheet.ok_or(ReadFault::NoSuchSheet(wanted + 1))?.name;
        let mut xml = self.archive.xml(CONTENT, MAX_CONTENT, PART)?;
        let mut seen = 0;
        loop {
            match xml.next()? {
                Event::Start(element) if element.name().as_ref() == "table:table" => {
                    if seen == wanted {
                        return Table::new(sheet).read(&mut xml, sink);
                    }
                    seen += 1;
                    xml.skip()?;
                }
                Event::Eof => return Err(DAMAGED),
                _ => {}
            }
        }
    }
}

fn list_sheets(archive: &mut Archive) -> Result<Vec<SheetInfo>, ReadFault> {
    let mut xml = archive.xml(CONTENT, MAX_CONTENT, PART)?;
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
                xml.skip()?;
            }
            Event::Eof => return Ok(sheets),
            _ => {}
        }
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
    /// Columns that were declared so far.
    columns: usize,
    repeats: u32,
    repeated_bytes: usize,
}

impl<'a> Table<'a> {
    fn new(sheet: &'a str) -> Self {
        let row = RowBuffer::new(sheet, MergeFill::default());
        Self {
            row,
            number: 1,
            column: 0,
            text: String::new(),
            columns: 0,
            repeats: 0,
            repeated_bytes: 0,
        }
    }

    fn read<R: Read>(mut self, xml: &mut Xml<R>, sink: Sink<'_>) -> Result<ReadSummary, ReadFault> {
        loop {
            let (element, empty) = match xml.next()? {
                Event::Start(element) => (element, false),
                Event::Empty(element) => (element, true),
                Event::End(element) if element.name().as_ref() == "table:table" => break,
                Event::Eof => return Err(DAMAGED),
                _ => continue,
            };
            match element.name().as_ref() {
                "table:table-column" => {
                    self.columns(&element);
                    continue;
                }
                "table:table-row" => {}
                _ => continue,
            }
            let repeated = rows_repeated(&element);
            let hidden = is_hidden(&element);
            self.row.begin(self.number);
            self.row.set_hidden(hidden);
            self.column = 0;
            if !empty {
                self.cells(xml)?;
            }
            if self.hand_over(repeated, sink).is_break() {
                break;
            }
        }
        Ok(self.row.summary())
    }

    /// A row that is written once for many is handed over as many times, within limits.
    fn hand_over(&mut self, repeated: u32, sink: Sink<'_>) -> ControlFlow<()> {
        for repeat in 0..repeated {
            if self.number > MAX_ROWS {
                self.row.renumber(self.number);
                let _: ControlFlow<()> = self.row.finish(sink);
                return ControlFlow::Break(());
            }
            let before = self.row.summary().rows;
            self.row.renumber(self.number);
            self.row.finish(sink)?;
            self.number += 1;
            if self.row.summary().rows == before {
                // Nothing in it: the rest of the repeats is as empty.
                self.number = self.number.saturating_add(repeated - repeat - 1);
                return ControlFlow::Continue(());
            }
            if repeat + 1 < repeated {
                self.repeats += 1;
                self.repeated_bytes += self.row.bytes();
                if self.repeats > MAX_REPEATS || self.repeated_bytes > MAX_REPEATED_BYTES {
                    self.row.cut();
                    return ControlFlow::Break(());
                }
            }
        }
        ControlFlow::Continue(())
    }

    fn columns(&mut self, element: &BytesStart<'_>) {
        let repeated = attribute(element, "table:number-columns-repeated");
        let repeated = repeated.and_then(|text| text.parse().ok()).unwrap_or(1);
        let end = self.columns.saturating_add(repeated);
        if is_hidden(element) {
            for column in self.columns..end.min(MAX_COLUMNS) {
                self.row.hide_column(column);
            }
        }
        self.columns = end;
    }

    fn cells<R: Read>(&mut self, xml: &mut Xml<R>) -> Result<(), ReadFault> {
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
    fn contents<R: Read>(&mut self, xml: &mut Xml<R>) -> Result<(), ReadFault> {
        self.text.clear();
        let mut paragraphs = 0;
        let mut inside = 0_u32;
        loop {
            let event = xml.next()?;
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
                        xml.skip()?;
                        continue;
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
                    self.text.extend(character(&reference));
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
        if matches!(&value, CellValue::Text(text) if text.starts_with("=DISPIMG(")) {
            self.row.note_picture();
            self.column = self.column.saturating_add(head.repeated as usize);
            return Ok(());
        }
        let precision = match value {
            CellValue::Date(_) => shown_precision(&self.text),
            _ => DatePrecision::Day,
        };
        let display = match value {
            CellValue::Number(_) if adds_something(&self.text) => Some(self.text.as_str()),
            _ => None,
        };
        let repeated = head.repeated as usize;
        if value != CellValue::Empty {
            let kept = repeated.min(MAX_COLUMNS.saturating_sub(self.column));
            for column in self.column..self.column + kept {
                self.row.set(column, value.clone())?;
                self.row.show(column, precision, display);
            }
            if kept < repeated {
                self.row.set(MAX_COLUMNS, value)?;
            }
        }
        self.column = self.column.saturating_add(repeated);
        Ok(())
    }
}

/// How fine a date is as it stands on the screen.
fn shown_precision(shown: &str) -> DatePrecision {
    let numbers: Vec<&str> = shown
        .split(|c: char| !c.is_ascii_digit())
        .filter(|digits| !digits.is_empty())
        .collect();
    let has = |sign| shown.contains(sign);
    match numbers.as_slice() {
        _ if has('日') || has('号') => DatePrecision::Day,
        _ if has('年') && has('月') => DatePrecision::Month,
        [year] if year.len() == 4 && !shown.chars().any(|c| c.is_ascii_alphabetic()) => {
            DatePrecision::Year
        }
        [year] if year.len() == 4 => DatePrecision::Month,
        [first, second] if first.len() == 4 || second.len() == 4 => DatePrecision::Month,
        _ => DatePrecision::Day,
    }
}

/// Whether a number on the screen says more than its digits: zeros before them, words, dashes.
fn adds_something(shown: &str) -> bool {
    let shown = shown.trim();
    if shown.replace(',', "").parse::<f64>().is_ok() {
        let digits = shown.trim_start_matches('-');
        return digits.starts_with('0') && digits[1..].starts_with(|c: char| c.is_ascii_digit());
    }
    let body = shown.trim_start_matches('-');
    body.contains(|c: char| c.is_ascii_digit())
        && body.contains(|c: char| c.is_alphabetic() || c == '-')
}

fn is_hidden(element: &BytesStart<'_>) -> bool {
    let visibility = attribute(element, "table:visibility");
    matches!(visibility.as_deref(), Some("collapse" | "filter"))
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
    Some(unescaped(&found.value).into_owned())
}
