use std::ops::ControlFlow;

use super::merges::MergeFill;
use super::numfmt::NumberFormat;
use super::values::is_error_code;
use super::{
    Cell, CellValue, DatePrecision, MAX_COLUMNS, MAX_ROW_BYTES, MAX_ROWS, ReadFault, Row,
    column_name,
};

/// What a pass over a sheet met.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct ReadSummary {
    /// Rows handed over.
    pub rows: u32,
    /// Of those, rows that the spreadsheet program does not show.
    pub hidden_rows: u32,
    /// Hidden columns with something in them; they are read as well.
    pub hidden_columns: u32,
    /// Cells that hold a picture instead of a value; they count as empty.
    pub pictures: u64,
    /// Cells with a value right of the last column that is kept.
    pub cells_beyond: u64,
    /// The rows of the file were not read to their end: there are too many of them, counted here
    /// as the number of the last row read.
    pub cut_after: Option<u32>,
    /// Line (from 1) of a text file in which a quotation mark opens and does not close. The mark
    /// was taken as a character.
    pub open_quote: Option<u32>,
    /// Characters of a text file that could not be decoded; each became `\u{FFFD}`.
    pub lost_characters: u32,
}

impl ReadSummary {
    /// What the clerk should know about what was not read, or was read although it is not seen;
    /// a sentence each.
    pub fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if self.cells_beyond > 0 {
            notes.push(format!(
                "{} 列以右还有 {} 个有内容的单元格，没有读入；如果需要，请把它们移到左边。",
                column_name(MAX_COLUMNS - 1),
                self.cells_beyond
            ));
        }
        if let Some(row) = self.cut_after {
            notes.push(format!(
                "第 {row} 行以下还有内容，没有读入；如果需要，请分成几个文件导入。"
            ));
        }
        if self.pictures > 0 {
            notes.push(format!(
                "有 {} 个单元格里是图片，没有读入；照片请在档案里另行添加。",
                self.pictures
            ));
        }
        if self.hidden_rows > 0 {
            notes.push(format!(
                "有 {} 行在表格里是隐藏的，也读入了；如果不需要，请先在表格里删除。",
                self.hidden_rows
            ));
        }
        if self.hidden_columns > 0 {
            notes.push(format!(
                "有 {} 列在表格里是隐藏的，也读入了；如果不需要，请先在表格里删除。",
                self.hidden_columns
            ));
        }
        if let Some(line) = self.open_quote {
            notes.push(format!(
                "第 {line} 行有一个引号没有配对，已按普通字符读入；请核对这一行。"
            ));
        }
        if self.lost_characters > 0 {
            notes.push(format!(
                "有 {} 处文字已损坏，读不出来，以“\u{FFFD}”代替；请核对。",
                self.lost_characters
            ));
        }
        notes
    }

    /// The [`ReadSummary::notes`] as one text.
    pub fn note(&self) -> Option<String> {
        let notes = self.notes();
        (!notes.is_empty()).then(|| notes.concat())
    }
}

/// Bytes of text that a sheet hands over. A short file can name one long text in every cell.
const MAX_SHEET_BYTES: usize = 512 << 20;

/// Receives rows and may end the reading.
pub(crate) type Sink<'a> = &'a mut dyn FnMut(&Row) -> ControlFlow<()>;

/// Collects the cells of one row at a time, fills merged ranges and hands the row over. The row
/// and its texts are used again, so a sheet costs no more than its widest row.
pub(crate) struct RowBuffer<'a> {
    row: Row,
    spare: Vec<String>,
    merges: MergeFill,
    sheet: &'a str,
    /// Of the texts of the row being collected.
    bytes: usize,
    /// Of the texts of all rows.
    total: usize,
    summary: ReadSummary,
    hidden_columns: Vec<HiddenColumn>,
}

/// A column that is not shown.
struct HiddenColumn {
    column: usize,
    used: bool,
}

impl<'a> RowBuffer<'a> {
    pub(crate) fn new(sheet: &'a str, merges: MergeFill) -> Self {
        Self {
            row: Row::default(),
            spare: Vec::new(),
            merges,
            sheet,
            bytes: 0,
            total: 0,
            summary: ReadSummary::default(),
            hidden_columns: Vec::new(),
        }
    }

    /// Number of the row being collected, 0 before the first.
    pub(crate) fn number(&self) -> u32 {
        self.row.number
    }

    pub(crate) fn merges_mut(&mut self) -> &mut MergeFill {
        &mut self.merges
    }

    /// What was met so far.
    pub(crate) fn summary(&self) -> ReadSummary {
        let hidden = self.hidden_columns.iter().filter(|hidden| hidden.used);
        ReadSummary {
            hidden_columns: hidden.count() as u32,
            ..self.summary
        }
    }

    /// Begins a row (counted from 1); the one before it must have been handed over.
    pub(crate) fn begin(&mut self, number: u32) {
        self.row.hidden = false;
        for cell in self.row.cells.drain(..) {
            if let CellValue::Text(text) = cell.value
                && self.spare.len() < MAX_COLUMNS
            {
                self.spare.push(text);
            }
        }
        self.row.number = number;
        self.bytes = 0;
    }

    /// The same cells again, under another number.
    pub(crate) fn renumber(&mut self, number: u32) {
        self.row.number = number;
    }

    /// Marks the row as one that is not shown.
    pub(crate) fn set_hidden(&mut self, hidden: bool) {
        self.row.hidden = hidden;
    }

    /// Marks a column (from 0) as one that is not shown.
    pub(crate) fn hide_column(&mut self, column: usize) {
        let known = self.hidden_columns.iter().any(|own| own.column == column);
        if !known && column < MAX_COLUMNS {
            self.hidden_columns.push(HiddenColumn {
                column,
                used: false,
            });
        }
    }

    /// Counts a cell that holds a picture.
    pub(crate) fn note_picture(&mut self) {
        self.summary.pictures += 1;
    }

    /// Remembers that rows below the one being read are left out.
    pub(crate) fn cut(&mut self) {
        self.summary.cut_after = Some(self.row.number);
    }

    /// Puts a text into a column, counted from 0. An error code is an error, also as text; signs
    /// that cannot be seen or printed are left out.
    pub(crate) fn set_text(&mut self, column: usize, text: &str) -> Result<(), ReadFault> {
        if text.is_empty() {
            return Ok(());
        }
        if column >= MAX_COLUMNS {
            self.summary.cells_beyond += 1;
            return Ok(());
        }
        self.count(text.len())?;
        if is_error_code(text) {
            self.put(column, CellValue::Error(text.to_owned()));
            return Ok(());
        }
        let mut own = self.spare.pop().unwrap_or_default();
        own.clear();
        if text.bytes().any(|byte| byte < b' ' || byte == 0x7F) {
            let text = text.replace("\r\n", "\n").replace('\r', "\n");
            let readable = |c: &char| !c.is_ascii_control() || matches!(c, '\n' | '\t');
            own.extend(text.chars().filter(readable));
            if own.is_empty() {
                return Ok(());
            }
        } else {
            own.push_str(text);
        }
        self.put(column, CellValue::Text(own));
        Ok(())
    }

    /// Puts a text with what its number format adds to it.
    pub(crate) fn set_shown_text(
        &mut self,
        column: usize,
        text: &str,
        format: Option<&NumberFormat>,
    ) -> Result<(), ReadFault> {
        self.set_text(column, text)?;
        if let Some(cell) = self.row.cells.get_mut(column)
            && let CellValue::Text(own) = &cell.value
            && let Some(display) = format.and_then(|format| format.text(own))
        {
            cell.display = Some(display);
        }
        Ok(())
    }

    /// Puts a number as what its number format makes of it.
    pub(crate) fn set_number(
        &mut self,
        column: usize,
        number: f64,
        format: Option<&NumberFormat>,
        date_1904: bool,
    ) -> Result<(), ReadFault> {
        let Some(format) = format.filter(|format| !format.is_plain()) else {
            return self.set(column, CellValue::Number(number));
        };
        let (value, precision, display) = format.number(number, date_1904);
        self.set(column, value)?;
        if let Some(cell) = self.row.cells.get_mut(column) {
            cell.precision = precision;
            cell.display = display;
        }
        Ok(())
    }

    /// Says how the value just put into a column is shown.
    pub(crate) fn show(&mut self, column: usize, precision: DatePrecision, display: Option<&str>) {
        if let Some(cell) = self.row.cells.get_mut(column) {
            cell.precision = precision;
            cell.display = display.map(Into::into);
        }
    }

    /// Bytes of the texts of the row being collected.
    pub(crate) fn bytes(&self) -> usize {
        self.bytes
    }

    /// Puts any other value into a column, counted from 0.
    pub(crate) fn set(&mut self, column: usize, value: CellValue) -> Result<(), ReadFault> {
        match value {
            CellValue::Empty => Ok(()),
            CellValue::Text(text) => self.set_text(column, &text),
            value if column < MAX_COLUMNS => {
                if let CellValue::Error(code) = &value {
                    self.count(code.len())?;
                }
                self.put(column, value);
                Ok(())
            }
            _ => {
                self.summary.cells_beyond += 1;
                Ok(())
            }
        }
    }

    /// Keeps count of the texts of a row, which are held together.
    fn count(&mut self, bytes: usize) -> Result<(), ReadFault> {
        self.bytes += bytes;
        if self.bytes > MAX_ROW_BYTES {
            return Err(ReadFault::RowTooLong {
                sheet: self.sheet.to_owned(),
                row: self.row.number,
            });
        }
        Ok(())
    }

    fn put(&mut self, column: usize, value: CellValue) {
        if self.row.cells.len() <= column {
            self.row.cells.resize_with(column + 1, Default::default);
        }
        self.row.cells[column] = Cell::of(value);
    }

    /// Hands the row over if it has a value of its own.
    pub(crate) fn finish(&mut self, sink: Sink<'_>) -> ControlFlow<()> {
        if self.row.number == 0 {
            return ControlFlow::Continue(());
        }
        let has_value = |cell: &Cell| !matches!(cell.value, CellValue::Empty);
        let own = self.row.cells.iter().any(has_value);
        if self.row.number > MAX_ROWS {
            if own {
                self.summary.cut_after.get_or_insert(MAX_ROWS);
            }
            return ControlFlow::Continue(());
        }
        if own {
            for hidden in self.hidden_columns.iter_mut().filter(|own| !own.used) {
                hidden.used = self.row.cells.get(hidden.column).is_some_and(has_value);
            }
        }
        self.merges.apply(&mut self.row);
        if !own {
            return ControlFlow::Continue(());
        }
        self.total += self.bytes;
        if self.total > MAX_SHEET_BYTES {
            self.summary.cut_after = Some(self.row.number.saturating_sub(1));
            return ControlFlow::Break(());
        }
        self.summary.rows += 1;
        self.summary.hidden_rows += u32::from(self.row.hidden);
        sink(&self.row)
    }
}
