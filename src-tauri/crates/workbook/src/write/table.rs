use std::borrow::Cow;
use std::io::Write;

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{
    ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::{WriteFault, text};

/// A4, in the numbering of Excel.
pub(super) const A4: u8 = 9;
/// Grey behind headings, as on the printed registers.
pub(super) const HEADING_FILL: u32 = 0x00_E7_E6_E6;

/// A column of an export.
#[derive(Clone, PartialEq, Debug)]
pub struct TableColumn<'a> {
    /// Heading.
    pub label: &'a str,
    /// Width in characters of the sheet's font; a Chinese character takes two.
    pub width: f64,
}

/// A value of an export.
#[derive(Clone, PartialEq, Debug)]
pub enum OutCell<'a> {
    /// Nothing.
    Empty,
    /// Written as text whatever it looks like: numbers keep their digits, `=` calculates nothing.
    Text(Cow<'a, str>),
    /// A quantity.
    Number(f64),
    /// A day; months and years go as text.
    Date(NaiveDate),
}

/// Writes a table as `.xlsx`: title, headings that repeat on each page and stay in view, rows.
///
/// Rows are written as they come and not held. Until the file is done they lie in a nameless
/// temporary file of the system.
pub fn table<'a, W, R>(
    title: &str,
    columns: &[TableColumn<'_>],
    rows: R,
    out: W,
) -> Result<(), WriteFault>
where
    W: Write + Send,
    R: IntoIterator<Item = Vec<OutCell<'a>>>,
{
    let mut book = Workbook::new();
    let sheet = book.add_worksheet_with_constant_memory()?;
    sheet.set_name(text::sheet_name(title))?;
    page(sheet, 1)?;
    let last = u16::try_from(columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    for (index, column) in (0_u16..).zip(columns) {
        sheet.set_column_width(index, column.width.clamp(4.0, 80.0))?;
    }
    let over = Format::new()
        .set_bold()
        .set_font_size(16)
        .set_align(FormatAlign::Center);
    let title = text::cell(title);
    if last > 0 {
        sheet.merge_range(0, 0, 0, last, &title, &over)?;
    } else {
        sheet.write_string_with_format(0, 0, title.as_ref(), &over)?;
    }
    let heading = heading_format();
    for (index, column) in (0_u16..).zip(columns) {
        sheet.write_string_with_format(1, index, text::cell(column.label).as_ref(), &heading)?;
    }
    let body = Format::new()
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap();
    let as_text = body.clone().set_num_format("@");
    let as_date = body.clone().set_num_format("yyyy-mm-dd");
    for (number, row) in (2_u32..).zip(rows) {
        if number >= crate::read::MAX_ROWS {
            return Err(WriteFault::TooManyRows);
        }
        for (index, cell) in (0_u16..).zip(&row) {
            match cell {
                OutCell::Empty => sheet.write_blank(number, index, &body)?,
                OutCell::Text(value) => {
                    let value = text::cell(value);
                    sheet.write_string_with_format(number, index, value.as_ref(), &as_text)?
                }
                OutCell::Number(value) => {
                    sheet.write_number_with_format(number, index, *value, &body)?
                }
                OutCell::Date(day) => match excel_day(*day) {
                    Ok(value) => {
                        sheet.write_datetime_with_format(number, index, value, &as_date)?
                    }
                    // Excel knows no day before 1900.
                    Err(_) => sheet.write_string_with_format(
                        number,
                        index,
                        day.format("%Y-%m-%d").to_string(),
                        &as_text,
                    )?,
                },
            };
        }
    }
    book.save_to_writer(out)?;
    Ok(())
}

fn excel_day(day: NaiveDate) -> Result<ExcelDateTime, XlsxError> {
    let year =
        u16::try_from(day.year()).map_err(|_| XlsxError::DateTimeRangeError(day.to_string()))?;
    if year < 1900 {
        return Err(XlsxError::DateTimeRangeError(day.to_string()));
    }
    ExcelDateTime::from_ymd(year, day.month() as u8, day.day() as u8)
}

/// A4 landscape, as wide as one page; the rows to `heading` (from 0) repeat and stay in view.
pub(super) fn page(sheet: &mut Worksheet, heading: u32) -> Result<(), XlsxError> {
    sheet
        .set_landscape()
        .set_paper_size(A4)
        .set_print_fit_to_pages(1, 0)
        .set_footer("&C第 &P 页 共 &N 页");
    sheet
        .set_repeat_rows(heading, heading)?
        .set_freeze_panes(heading + 1, 0)?;
    Ok(())
}

pub(super) fn heading_format() -> Format {
    Format::new()
        .set_bold()
        .set_border(FormatBorder::Thin)
        .set_background_color(HEADING_FILL)
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap()
        .set_num_format("@")
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;
    use std::ops::ControlFlow;

    use super::*;
    use crate::read::{CellValue, open};

    #[test]
    fn what_is_written_is_read_again() {
        let columns = [
            TableColumn {
                label: "姓名",
                width: 12.0,
            },
            TableColumn {
                label: "身份证号",
                width: 22.0,
            },
            TableColumn {
                label: "日期",
                width: 12.0,
            },
            TableColumn {
                label: "次数",
                width: 8.0,
            },
        ];
        let day = NaiveDate::from_ymd_opt(2023, 1, 26).unwrap();
        let rows = [
            vec![
                OutCell::Text("=1+1".into()),
                OutCell::Text("130899198312038202".into()),
                OutCell::Date(day),
                OutCell::Number(3.0),
            ],
            vec![
                OutCell::Text("苏荣𬱟".into()),
                OutCell::Empty,
                OutCell::Date(NaiveDate::from_ymd_opt(1899, 1, 1).unwrap()),
            ],
        ];
        let mut out = Cursor::new(Vec::new());
        table("接待登记/2023", &columns, rows, &mut out).unwrap();
        let mut book = open(out.into_inner(), "a.xlsx").unwrap();
        assert_eq!(
            book.sheets()[0].name,
            "接待登记-2023",
            "the sheet is named by the title"
        );
        let mut values = Vec::new();
        book.read_sheet(0, &mut |row| {
            if row.number > 2 {
                values.push(
                    row.cells
                        .iter()
                        .map(|cell| cell.value.clone())
                        .collect::<Vec<_>>(),
                );
            }
            ControlFlow::Continue(())
        })
        .unwrap();
        let text = |text: &str| CellValue::Text(text.to_owned());
        assert_eq!(
            values[0],
            [
                text("=1+1"),
                text("130899198312038202"),
                CellValue::Date(day.and_hms_opt(0, 0, 0).unwrap()),
                CellValue::Number(3.0)
            ],
            "texts stay texts with all their digits"
        );
        assert_eq!(values[1][0], text("苏荣𬱟"), "rare characters come back");
        assert_eq!(
            values[1][2],
            text("1899-01-01"),
            "a day before Excel's first is text"
        );
    }
}
