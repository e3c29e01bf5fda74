//! The rows of one worksheet.
//!
//! Source: ECMA-376 part 1, 18.3.1.4 (c), 18.3.1.73 (row), 18.3.1.13 (col), 18.18.11 (cell types).

use std::io::Read;
use std::ops::ControlFlow;

use quick_xml::events::{BytesStart, Event};

use super::escaped::decoded;
use super::shared::rich_text;
use super::styles::Styles;
use crate::read::archive::Archive;
use crate::read::rows::{RowBuffer, Sink};
use crate::read::texts::Texts;
use crate::read::values::iso_date;
use crate::read::xml::{Attributes, Xml, local, local_part};
use crate::read::{CellValue, MAX_COLUMNS, MAX_ROWS, ReadFault, ReadSummary};

/// Bytes of a sheet.
const MAX_PART: u64 = 512 << 20;
const PART: &str = "工作表";

/// The type of a cell.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum CellType {
    #[default]
    Number,
    Shared,
    /// The text that a formula gave.
    FormulaText,
    Inline,
    Bool,
    Error,
    Date,
}

/// What the attributes of a cell say.
#[derive(Default)]
struct Head {
    row: Option<u32>,
    column: Option<usize>,
    style: usize,
    kind: CellType,
}

pub(super) struct SheetReader<'a> {
    row: RowBuffer<'a>,
    strings: &'a Texts,
    styles: &'a Styles,
    date_1904: bool,
    /// Whether the row being read has told its number.
    numbered: bool,
    /// The column behind the last cell.
    column: usize,
    /// Contents of the `v` of the cell being read.
    value: String,
    /// Text written into the cell itself.
    inline: String,
}

impl<'a> SheetReader<'a> {
    pub(super) fn new(
        row: RowBuffer<'a>,
        strings: &'a Texts,
        styles: &'a Styles,
        date_1904: bool,
    ) -> Self {
        Self {
            row,
            strings,
            styles,
            date_1904,
            numbered: false,
            column: 0,
            value: String::new(),
            inline: String::new(),
        }
    }

    pub(super) fn read(
        mut self,
        archive: &mut Archive,
        path: &str,
        sink: Sink<'_>,
    ) -> Result<ReadSummary, ReadFault> {
        let mut xml = archive.xml(path, MAX_PART, PART)?;
        let mut rows = false;
        // Whether a row or a cell has just begun or ended.
        let mut between = false;
        loop {
            if between && rows && self.plain_cells(&mut xml)?.is_break() {
                return Ok(self.row.summary());
            }
            between = false;
            let (element, empty) = match xml.next()? {
                Event::Start(element) => (element, false),
                Event::Empty(element) => (element, true),
                Event::End(element) if local_part(element.name().into_inner()) == "sheetData" => {
                    break;
                }
                Event::Eof => return Err(xml.damaged()),
                _ => continue,
            };
            match local(&element) {
                "c" if rows => {
                    let head = head(Attributes::of(&element));
                    between = true;
                    if self.cell(&mut xml, &head, empty)?.is_break() {
                        return Ok(self.row.summary());
                    }
                }
                "row" if rows => {
                    if self.row.finish(sink).is_break() {
                        return Ok(self.row.summary());
                    }
                    if self.begin(&element).is_break() {
                        return Ok(self.row.summary());
                    }
                    between = true;
                }
                "col" if !rows => self.hide_columns(&element),
                "sheetData" if empty => break,
                "sheetData" => rows = true,
                _ => {}
            }
        }
        let _: ControlFlow<()> = self.row.finish(sink);
        Ok(self.row.summary())
    }

    /// Cells of a plain text, one behind the other, up to the first of another form; breaks where no
    /// cell further on is wanted.
    fn plain_cells<R: Read>(&mut self, xml: &mut Xml<R>) -> Result<ControlFlow<()>, ReadFault> {
        loop {
            self.value.clear();
            self.inline.clear();
            let Some((attributes, inline)) = xml.plain_cell(&mut self.value) else {
                return Ok(ControlFlow::Continue(()));
            };
            let head = head(attributes);
            let ControlFlow::Continue(column) = self.column_of(&head) else {
                return Ok(ControlFlow::Break(()));
            };
            if inline {
                std::mem::swap(&mut self.value, &mut self.inline);
            }
            self.put(column, &head, !inline, false)?;
        }
    }

    /// Begins a row; ends the reading behind the last one that a sheet can have.
    fn begin(&mut self, element: &BytesStart<'_>) -> ControlFlow<()> {
        let (mut number, mut hidden) = (None, false);
        for (name, value) in Attributes::of(element) {
            match name {
                "r" => number = value.trim().parse().ok(),
                "hidden" => hidden = is_true(value),
                _ => {}
            }
        }
        self.numbered = number.is_some();
        let number = number.unwrap_or_else(|| self.row.number().saturating_add(1));
        self.column = 0;
        self.row.begin(number.max(1));
        self.row.set_hidden(hidden);
        // Known to have rows beyond the last, which the summary then says.
        if number > MAX_ROWS && self.row.summary().cut_after.is_some() {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }

    fn hide_columns(&mut self, element: &BytesStart<'_>) {
        let (mut first, mut last, mut hidden) = (0_usize, 0_usize, false);
        for (name, value) in Attributes::of(element) {
            match name {
                "min" => first = value.parse().unwrap_or(0),
                "max" => last = value.parse().unwrap_or(0),
                "hidden" => hidden = is_true(value),
                _ => {}
            }
        }
        if hidden && first > 0 {
            for column in first..=last.min(MAX_COLUMNS) {
                self.row.hide_column(column - 1);
            }
        }
    }

    /// The column of a cell; breaks behind the last row that a sheet can have.
    fn column_of(&mut self, head: &Head) -> ControlFlow<(), usize> {
        if !self.numbered
            && let Some(number) = head.row
        {
            // Rows without a number of their own are where their first cell says.
            self.numbered = true;
            self.row.renumber(number);
            if number > MAX_ROWS && self.row.summary().cut_after.is_some() {
                return ControlFlow::Break(());
            }
        }
        let column = head.column.unwrap_or(self.column);
        self.column = column.saturating_add(1);
        ControlFlow::Continue(column)
    }

    /// Reads what is left of a cell and puts its value into the row.
    fn cell<R: Read>(
        &mut self,
        xml: &mut Xml<R>,
        head: &Head,
        empty: bool,
    ) -> Result<ControlFlow<()>, ReadFault> {
        let ControlFlow::Continue(column) = self.column_of(head) else {
            return Ok(ControlFlow::Break(()));
        };
        if empty {
            return Ok(ControlFlow::Continue(()));
        }
        self.value.clear();
        self.inline.clear();
        let (mut valued, mut formula, mut picture) = (false, false, false);
        loop {
            let kind = match xml.next()? {
                Event::Start(element) => match local(&element) {
                    "v" => Inside::Value,
                    "is" => Inside::Inline,
                    "f" => Inside::Formula,
                    _ => Inside::Other,
                },
                Event::Empty(element) => {
                    match local(&element) {
                        "v" => valued = true,
                        "f" => formula = true,
                        _ => {}
                    }
                    continue;
                }
                Event::End(_) => break,
                Event::Eof => return Err(xml.damaged()),
                _ => continue,
            };
            match kind {
                Inside::Value => {
                    valued = true;
                    self.value.clear();
                    xml.text(&mut self.value)?;
                }
                Inside::Inline => rich_text(xml, &mut self.inline)?,
                Inside::Formula => {
                    formula = true;
                    self.inline.clear();
                    xml.text(&mut self.inline)?;
                    picture = is_picture(&self.inline);
                    self.inline.clear();
                }
                Inside::Other => xml.skip()?,
            }
        }
        if picture {
            self.row.note_picture();
        } else {
            self.put(column, head, valued, formula)?;
        }
        Ok(ControlFlow::Continue(()))
    }

    fn put(
        &mut self,
        column: usize,
        head: &Head,
        valued: bool,
        formula: bool,
    ) -> Result<(), ReadFault> {
        let Self {
            row,
            strings,
            styles,
            value,
            inline,
            ..
        } = self;
        let format = styles.format(head.style);
        let text = match head.kind {
            CellType::Shared => {
                let index = value.trim();
                if index.is_empty() {
                    return Ok(());
                }
                let index = index.parse().ok();
                let text = index.and_then(|index| strings.get(index));
                text.ok_or(ReadFault::Damaged("文字表"))?
            }
            CellType::Inline => {
                let own = if inline.is_empty() { value } else { inline };
                return row.set_shown_text(column, &decoded(own), format);
            }
            CellType::FormulaText => {
                if !valued && formula {
                    return row.set(column, CellValue::FormulaWithoutValue);
                }
                if is_picture(value) {
                    row.note_picture();
                    return Ok(());
                }
                return row.set_shown_text(column, &decoded(value), format);
            }
            CellType::Number => {
                let digits = value.trim();
                if digits.is_empty() {
                    let value = match formula {
                        true => CellValue::FormulaWithoutValue,
                        false if !inline.is_empty() => {
                            return row.set_shown_text(column, &decoded(inline), format);
                        }
                        false => CellValue::Empty,
                    };
                    return row.set(column, value);
                }
                return match digits.parse::<f64>() {
                    Ok(number) if number.is_finite() => {
                        row.set_number(column, number, format, self.date_1904)
                    }
                    _ => row.set_text(column, digits),
                };
            }
            CellType::Bool => {
                let truth = match value.trim() {
                    "" if formula => CellValue::FormulaWithoutValue,
                    "" => CellValue::Empty,
                    digits => CellValue::Bool(is_true(digits)),
                };
                return row.set(column, truth);
            }
            CellType::Error => {
                let code = match value.trim() {
                    "" => "#ERROR!",
                    code => code,
                };
                return row.set(column, CellValue::Error(code.to_owned()));
            }
            CellType::Date => return row.set(column, iso_date(value)),
        };
        if is_picture(text) {
            row.note_picture();
            return Ok(());
        }
        row.set_shown_text(column, text, format)
    }
}

/// An element inside a cell.
enum Inside {
    Value,
    Inline,
    Formula,
    Other,
}

fn head(attributes: Attributes<'_>) -> Head {
    let mut head = Head::default();
    for (name, value) in attributes {
        match name {
            "r" => (head.column, head.row) = address(value),
            "s" => head.style = value.parse().unwrap_or(usize::MAX),
            "t" => {
                head.kind = match value {
                    "s" => CellType::Shared,
                    "str" => CellType::FormulaText,
                    "inlineStr" => CellType::Inline,
                    "b" => CellType::Bool,
                    "e" => CellType::Error,
                    "d" => CellType::Date,
                    _ => CellType::Number,
                }
            }
            _ => {}
        }
    }
    head
}

/// Column (from 0) and row of `C25`; none where it makes no sense.
fn address(reference: &str) -> (Option<usize>, Option<u32>) {
    let mut column = 0_usize;
    let mut letters = 0;
    for byte in reference.bytes() {
        let letter = byte.to_ascii_uppercase();
        if !letter.is_ascii_uppercase() || letters == 3 {
            break;
        }
        column = column * 26 + usize::from(letter - b'A') + 1;
        letters += 1;
    }
    let row = reference
        .get(letters..)
        .and_then(|digits| digits.parse().ok());
    (column.checked_sub(1), row.filter(|row| *row > 0))
}

fn is_true(value: &str) -> bool {
    matches!(value, "1" | "true" | "TRUE" | "on")
}

/// What WPS writes for a picture inside a cell.
fn is_picture(text: &str) -> bool {
    let text = text.trim_start_matches('=');
    let text = text.strip_prefix("_xlfn.").unwrap_or(text);
    text.starts_with("DISPIMG(")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        for (reference, column, row) in [
            ("A1", Some(0), Some(1)),
            ("XFD1048576", Some(16_383), Some(1_048_576)),
            ("c25", Some(2), Some(25)),
            ("7", None, Some(7)),
            ("B", Some(1), None),
            ("", None, None),
            ("A0", Some(0), None),
            ("B99999999999", Some(1), None),
        ] {
            assert_eq!(address(reference), (column, row), "{reference}");
        }
    }
}
