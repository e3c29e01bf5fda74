//! `.xlsx` by calamine's streaming reader. Its dense `Range` is never made: a stray cell in the
//! last row would cost gigabytes.

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{CellErrorType, DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx};
use quick_xml::events::Event;

use super::archive::{Archive, Bytes, Source};
use super::merges::{MergeFill, MergedRange};
use super::rows::{RowBuffer, Sink};
use super::{CellValue, MAX_ROWS, MAX_SHEETS, ReadFault, ReadSummary, SheetInfo};

pub(crate) struct XlsxBook {
    book: Xlsx<Source>,
    /// By sheet name; none where the sheets lie at unusual places and calamine must be asked.
    merges: Option<Vec<(String, Vec<MergedRange>)>>,
}

impl XlsxBook {
    pub(crate) fn open(bytes: &Bytes, mut archive: Archive) -> Result<Self, ReadFault> {
        let parts = archive.inspect()?;
        let paths = sheet_paths(&mut archive).unwrap_or_default();
        let looked_at = |path: &str| parts.iter().any(|(own, _)| own.eq_ignore_ascii_case(path));
        if !paths.iter().all(|(_, path)| looked_at(path)) {
            return Err(ReadFault::Damaged("工作表"));
        }
        if paths.len() > MAX_SHEETS {
            return Err(ReadFault::TooManySheets(paths.len()));
        }
        drop(archive);
        let book = guarded("工作簿", || Xlsx::new(Source::new(bytes.clone())))?
            .map_err(|_| ReadFault::Damaged("工作簿"))?;
        let mut merges = Vec::new();
        for (path, facts) in parts {
            if let Some((name, _)) = paths
                .iter()
                .find(|(_, own)| own.eq_ignore_ascii_case(&path))
                && !facts.merges.is_empty()
            {
                merges.push((name.clone(), facts.merges));
            }
        }
        Ok(Self {
            book,
            merges: (!paths.is_empty()).then_some(merges),
        })
    }

    pub(crate) fn sheets(&self) -> Vec<SheetInfo> {
        self.book
            .sheets_metadata()
            .iter()
            .filter(|sheet| sheet.typ == SheetType::WorkSheet)
            .map(|sheet| SheetInfo {
                name: sheet.name.clone(),
                hidden: sheet.visible != SheetVisible::Visible,
            })
            .collect()
    }

    pub(crate) fn read(&mut self, sheet: &str, sink: Sink<'_>) -> Result<ReadSummary, ReadFault> {
        let book = &mut self.book;
        let merges = &self.merges;
        guarded("工作表", || {
            let ranges = match merges {
                Some(known) => known
                    .iter()
                    .find(|(name, _)| name == sheet)
                    .map(|(_, ranges)| ranges.clone())
                    .unwrap_or_default(),
                None => book
                    .merge_cells_by_sheet_name(sheet)
                    .unwrap_or_default()
                    .iter()
                    .map(MergedRange::from_dimensions)
                    .collect(),
            };
            read(book, sheet, MergeFill::new(ranges), sink)
        })?
    }
}

fn read(
    book: &mut Xlsx<Source>,
    sheet: &str,
    merges: MergeFill,
    sink: Sink<'_>,
) -> Result<ReadSummary, ReadFault> {
    let damaged = |_| ReadFault::Damaged("工作表");
    let mut cells = book.worksheet_cells_reader(sheet).map_err(damaged)?;
    let mut row = RowBuffer::new(sheet, merges);
    while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(damaged)? {
        let (number, column) = (cell.pos.0.saturating_add(1), cell.pos.1 as usize);
        if number != row.number() {
            if row.finish(sink).is_break() {
                return Ok(row.summary());
            }
            if number > MAX_ROWS {
                break;
            }
            row.begin(number);
        }
        match cell.value {
            DataRef::SharedString(text) => row.set_text(column, text)?,
            DataRef::String(text) => row.set_text(column, &text)?,
            DataRef::Empty if cell.formula.is_some() => {
                row.set(column, CellValue::FormulaWithoutValue)?;
            }
            DataRef::Empty => {}
            DataRef::Float(number) => row.set(column, CellValue::Number(number))?,
            DataRef::Int(number) => row.set(column, CellValue::Number(number as f64))?,
            DataRef::Bool(truth) => row.set(column, CellValue::Bool(truth))?,
            DataRef::DateTime(date) => row.set(column, date_value(&date))?,
            DataRef::DateTimeIso(text) => row.set(column, iso_date(&text))?,
            DataRef::DurationIso(text) => row.set_text(column, &text)?,
            DataRef::Error(error) => row.set(column, error_value(&error))?,
        }
    }
    let _: ControlFlow<()> = row.finish(sink);
    Ok(row.summary())
}

/// A serial with a date format. A time alone keeps its digits as text.
pub(crate) fn date_value(date: &ExcelDateTime) -> CellValue {
    if date.is_duration() || (0.0..1.0).contains(&date.as_f64()) {
        let minutes = (date.as_f64() * 1440.0).round();
        return CellValue::Text(format!(
            "{:02}:{:02}",
            minutes as i64 / 60,
            minutes as i64 % 60
        ));
    }
    match date.as_datetime() {
        Some(moment) => CellValue::Date(moment),
        None => CellValue::Number(date.as_f64()),
    }
}

/// `2021-11-20` or `2021-11-20T08:30:00`; anything else stays text.
pub(crate) fn iso_date(text: &str) -> CellValue {
    use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
    let bare = text.trim().trim_end_matches('Z');
    let moment = NaiveDateTime::parse_from_str(bare, "%Y-%m-%dT%H:%M:%S%.f")
        .ok()
        .or_else(|| {
            let day = NaiveDate::parse_from_str(bare, "%Y-%m-%d").ok()?;
            Some(day.and_time(NaiveTime::MIN))
        });
    moment.map_or_else(|| CellValue::Text(text.to_owned()), CellValue::Date)
}

pub(crate) fn error_value(error: &CellErrorType) -> CellValue {
    CellValue::Error(error.to_string())
}

/// A damaged file may trip a parser; that is the file's fault and ends as a sentence.
pub(crate) fn guarded<T>(part: &'static str, read: impl FnOnce() -> T) -> Result<T, ReadFault> {
    catch_unwind(AssertUnwindSafe(read)).map_err(|_| ReadFault::Damaged(part))
}

/// Name and path of each sheet, in order.
fn sheet_paths(archive: &mut Archive) -> Option<Vec<(String, String)>> {
    const LIMIT: u64 = 8 << 20;
    let rels = archive.text("xl/_rels/workbook.xml.rels", LIMIT).ok()?;
    let mut targets = Vec::new();
    each_element(&rels, "Relationship", |attribute| {
        if let (Some(id), Some(target)) = (attribute("Id"), attribute("Target")) {
            let path = match target.strip_prefix('/') {
                Some(absolute) => absolute.to_owned(),
                None => format!("xl/{}", target.trim_start_matches("./")),
            };
            targets.push((id, path));
        }
    })?;
    let workbook = archive.text("xl/workbook.xml", LIMIT).ok()?;
    let mut sheets = Vec::new();
    each_element(&workbook, "sheet", |attribute| {
        if let (Some(name), Some(id)) = (attribute("name"), attribute("id"))
            && let Some((_, path)) = targets.iter().find(|(own, _)| *own == id)
        {
            sheets.push((name, path.clone()));
        }
    })?;
    Some(sheets)
}

/// Calls back for each element of a local name, with a way to its attributes.
fn each_element(
    xml: &str,
    name: &str,
    mut found: impl FnMut(&dyn Fn(&str) -> Option<String>),
) -> Option<()> {
    let mut reader = quick_xml::Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    loop {
        match reader.read_event().ok()? {
            Event::Start(element) | Event::Empty(element)
                if element.local_name().as_ref() == name =>
            {
                found(&|wanted| {
                    element.attributes().flatten().find_map(|attribute| {
                        (attribute.key.local_name().as_ref() == wanted).then(|| {
                            quick_xml::escape::unescape(&attribute.value)
                                .map(|value| value.into_owned())
                                .unwrap_or_default()
                        })
                    })
                });
            }
            Event::Eof => return Some(()),
            _ => {}
        }
    }
}
