//! One row of a sheet as values and findings.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use domain::amounts::{parse_money_in, ten_thousands};
use domain::dates::{WrittenDate, from_number, parse_written};
use domain::record::{
    Field, FieldFault, FieldKey, FieldType, RecordId, RecordType, Registry, Row, Severity, Value,
    Written, read_written,
};
use store::error::StoreFault;
use store::query::Reader;
use workbook::layout::Layout;
use workbook::read::CellValue;

use crate::importing::specs::Specs;
use crate::naming::{Meaning, Resolver, referred, replaced, unresolved};
use crate::records::measure;

/// A cell at fault.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) field: FieldKey,
    pub(super) column: String,
    pub(super) value: String,
    pub(super) reason: String,
    pub(super) hint: String,
    pub(super) severity: Severity,
}

/// A row as it would come in.
pub(super) struct ReadRow {
    pub(super) row: Row,
    pub(super) found: Vec<Found>,
}

/// What reading a sheet's rows needs to know.
pub(super) struct RowReader<'a> {
    pub(super) kind: &'a RecordType,
    pub(super) reader: &'a Reader<'a>,
    pub(super) layout: &'a Layout,
    pub(super) specs: &'a Specs,
    pub(super) year: Option<i32>,
    pub(super) today: domain::calendar::Today,
    /// Values that an absent column takes.
    pub(super) defaults: Vec<(FieldKey, Value)>,
    /// Cells with a date whose year nothing tells.
    pub(super) undated: std::cell::Cell<u32>,
    /// What is known of each field, by its place.
    pub(super) fields: Vec<FieldReader>,
}

/// What reading the cells of one field needs to know.
pub(super) struct FieldReader {
    /// Where its names lead.
    target: Option<Arc<RecordType>>,
    /// A sheet repeats a few words of a list in every row, and a few names.
    repeats: bool,
    /// What they were read as.
    words: RefCell<HashMap<String, Value>>,
}

/// Words remembered per field; a column with more has nothing to gain.
const MOST_WORDS: usize = 2_000;

impl FieldReader {
    pub(super) fn all(kind: &RecordType, registry: &Registry) -> Vec<Self> {
        kind.fields
            .iter()
            .map(|field| Self {
                target: referred(registry, field),
                repeats: matches!(
                    field.field_type,
                    FieldType::Code(_)
                        | FieldType::Choice(_)
                        | FieldType::Choices(_)
                        | FieldType::Bool
                        | FieldType::Ref(_)
                        | FieldType::Refs(_)
                ),
                words: RefCell::default(),
            })
            .collect()
    }

    fn known(&self, text: &str) -> Option<Value> {
        self.repeats
            .then(|| self.words.borrow().get(text).cloned())
            .flatten()
    }

    fn learn(&self, text: &str, value: &Value) {
        let mut words = self.words.borrow_mut();
        if self.repeats && words.len() < MOST_WORDS {
            words.insert(text.to_owned(), value.clone());
        }
    }
}

impl RowReader<'_> {
    /// Reads a row; `places` is memory that it may use.
    pub(super) fn read(
        &self,
        cells: &workbook::read::Row,
        mut places: Vec<Option<Value>>,
        resolver: &mut Resolver,
        made: &mut Vec<(FieldKey, String)>,
    ) -> Result<ReadRow, StoreFault> {
        places.clear();
        places.resize(self.kind.fields.len(), None);
        let mut it = ReadRow {
            row: Row {
                id: RecordId(uuid::Uuid::nil()),
                values: places,
                voided: None,
                retracted: false,
            },
            found: Vec::new(),
        };
        let mut others = String::new();
        for column in &self.layout.columns {
            let cell = cells.value(column.index);
            if cell.is_blank() {
                continue;
            }
            if let Some((date, rest)) = self.specs.two_in_one(self.kind, column)
                && let CellValue::Text(text) = cell
            {
                let (first, second) = day_and_rest(text);
                for (at, part) in [(date, first), (rest, second)] {
                    if !part.is_empty() {
                        let part = CellValue::Text(part.to_owned());
                        self.read_cell(at, &column.header, &part, resolver, made, &mut it)?;
                    }
                }
                continue;
            }
            let numbered = self.specs.is_numbering(self.kind, column);
            if column.spec.is_none() || (numbered && is_official(&cell.shown())) {
                if !others.is_empty() {
                    others.push('；');
                }
                others.push_str(&column.header);
                others.push('：');
                others.push_str(cell.shown().trim());
                continue;
            }
            let Some(at) = self.specs.field(column) else {
                continue;
            };
            self.read_cell(at, &column.header, cell, resolver, made, &mut it)?;
        }
        if !others.is_empty() {
            self.put(&mut it.row, "other_columns", Value::Text(others));
        }
        self.complete(&mut it);
        self.cross_check(cells, &mut it);
        Ok(it)
    }

    fn read_cell(
        &self,
        at: usize,
        header: &str,
        cell: &CellValue,
        resolver: &mut Resolver,
        made: &mut Vec<(FieldKey, String)>,
        it: &mut ReadRow,
    ) -> Result<(), StoreFault> {
        let field = &self.kind.fields[at];
        if let CellValue::Text(text) = cell
            && let Some(value) = self.fields[at].known(text)
        {
            it.row.values[at] = Some(value);
            return Ok(());
        }
        let fault = |reason: &str, hint: &str| FieldFault::error(field, reason, hint);
        let read = match cell {
            _ if field.field_type == FieldType::Money && ten_thousands(header) != 1 => {
                read_money(field, cell, ten_thousands(header))
            }
            CellValue::Text(text) => read_written(field, Written::Text(text), self.year),
            CellValue::Number(number) => read_written(field, Written::Number(*number), self.year),
            CellValue::Date(date) if field.field_type == FieldType::Time => read_written(
                field,
                Written::Text(&date.format("%H:%M").to_string()),
                self.year,
            ),
            CellValue::Date(date) => read_written(field, Written::Date(date.date()), self.year),
            CellValue::Bool(truth) => read_written(field, Written::Bool(*truth), self.year),
            CellValue::Error(code) => Err(fault(
                &format!("这一格是公式错误 {code}"),
                "请在表里改正公式，或直接填上内容后再导入",
            )),
            CellValue::FormulaWithoutValue => Err(fault(
                "这一格是公式，但文件里没有结果",
                "请用 Excel 或 WPS 打开表格，保存一次后再导入",
            )),
            CellValue::Empty => Ok(None),
        };
        match read {
            Ok(Some(value)) => {
                let found = it.found.len();
                let value = self.resolve(at, header, value, resolver, made, it)?;
                // A word with a finding is named in every row.
                if let CellValue::Text(text) = cell
                    && it.found.len() == found
                {
                    self.fields[at].learn(text, &value);
                }
                it.row.values[at] = Some(value);
            }
            Ok(None) => {}
            Err(_) if self.lacks_year(field, cell) => {
                self.undated.set(self.undated.get() + 1);
                it.found.push(Found {
                    field: field.key.clone(),
                    column: header.to_owned(),
                    value: cell.shown().trim().to_owned(),
                    reason: "日期没有写年份".into(),
                    hint: "请在上面填写这张表是哪一年的，或在表里补上年份".into(),
                    severity: Severity::Error,
                });
            }
            Err(fault) => it.found.push(Found {
                field: fault.field,
                column: header.to_owned(),
                value: cell.shown().trim().chars().take(200).collect(),
                reason: fault.reason,
                hint: fault.hint,
                severity: fault.severity,
            }),
        }
        Ok(())
    }

    /// Whether a cell is a date that only lacks a year which nothing tells.
    fn lacks_year(&self, field: &Field, cell: &CellValue) -> bool {
        if self.year.is_some() || field.field_type != FieldType::Date {
            return false;
        }
        let written = match cell {
            CellValue::Text(text) => parse_written(text),
            CellValue::Number(number) => from_number(*number),
            _ => return false,
        };
        matches!(written, Ok(WrittenDate::WithoutYear { .. }))
    }

    /// Names become the records they mean. One that means nobody stays as text, with a finding;
    /// groups and the like will be made.
    fn resolve(
        &self,
        at: usize,
        header: &str,
        value: Value,
        resolver: &mut Resolver,
        made: &mut Vec<(FieldKey, String)>,
        it: &mut ReadRow,
    ) -> Result<Value, StoreFault> {
        let field = &self.kind.fields[at];
        let Some(target) = &self.fields[at].target else {
            return Ok(value);
        };
        let mut means = HashMap::new();
        for name in unresolved(&value) {
            let meaning = resolver.find(self.reader, target, name)?;
            let (reason, hint) = match meaning {
                Meaning::Record(id) => {
                    means.insert(name.to_owned(), id);
                    continue;
                }
                Meaning::Nobody if target.made_by_naming => {
                    made.push((field.key.clone(), name.to_owned()));
                    continue;
                }
                Meaning::Nobody => (
                    format!("没有找到叫“{name}”的{}", target.title),
                    format!(
                        "请核对名字；确实有的，先登记这{}{}再来改正",
                        measure(target),
                        target.title
                    ),
                ),
                Meaning::Several(several) => (
                    format!(
                        "有 {} 位叫“{name}”的{}，分不清是哪一位",
                        several.len(),
                        target.title
                    ),
                    "请打开这条登记选定一位".to_owned(),
                ),
            };
            it.found.push(Found {
                field: field.key.clone(),
                column: header.to_owned(),
                value: name.to_owned(),
                reason,
                hint,
                severity: Severity::Warning,
            });
        }
        Ok(replaced(value, &means))
    }

    fn put(&self, row: &mut Row, field: &str, value: Value) {
        row.put(self.kind, &field.into(), Some(value));
    }

    fn complete(&self, it: &mut ReadRow) {
        for (field, value) in &self.defaults {
            if it.row.get(self.kind, field.as_str()).is_none() {
                it.row.put(self.kind, field, Some(value.clone()));
            }
        }
        if let Some(complete) = self.kind.complete {
            for (field, value) in complete(self.kind, &it.row) {
                // A cell that was filled but at fault stays open for a person.
                if !it.found.iter().any(|found| found.field == field) {
                    it.row.put(self.kind, &field, Some(value));
                }
            }
        }
    }

    /// Contradictions: the derived one does not enter its field.
    fn cross_check(&self, cells: &workbook::read::Row, it: &mut ReadRow) {
        let Some(check) = self.kind.check else { return };
        for fault in check(self.kind, &it.row, &self.today) {
            let at = self.kind.position(fault.field.as_str());
            let column = at.and_then(|at| self.specs.column(self.layout, at));
            let label = || at.map_or_else(String::new, |at| self.kind.fields[at].label.clone());
            it.found.push(Found {
                column: column.map_or_else(label, |it| it.header.clone()),
                value: column.map_or_else(String::new, |it| cells.value(it.index).shown()),
                field: fault.field.clone(),
                reason: fault.reason,
                hint: fault.hint,
                severity: fault.severity,
            });
            if fault.severity == Severity::Error {
                it.row.put(self.kind, &fault.field, None);
            }
        }
    }
}

/// “2月8日 满意” as the day and the rest; without a day all of it is the rest.
fn day_and_rest(text: &str) -> (&str, &str) {
    let text = text.trim();
    let of_a_day = |c: char| c.is_ascii_digit() || "年月日号.-/．－".contains(c);
    let cut = text.find(|c| !of_a_day(c)).unwrap_or(text.len());
    let (day, rest) = text.split_at(cut);
    if parse_written(day).is_err() {
        return ("", text);
    }
    let between = |c: char| c.is_whitespace() || "，,、；;：:".contains(c);
    (day, rest.trim_matches(between))
}

/// Whether a number was given by somebody: counted rows and the program's own numbers are not kept.
fn is_official(number: &str) -> bool {
    let number = number.trim();
    let counted = number.chars().all(|c| c.is_ascii_digit() || c == '.');
    !counted && !domain::suggestion::is_own_number(number)
}

/// Money under a heading that says its unit: 投资额（万元）.
fn read_money(field: &Field, cell: &CellValue, unit: i128) -> Result<Option<Value>, FieldFault> {
    let text = cell.shown();
    if text.trim().is_empty() {
        return Ok(None);
    }
    parse_money_in(&text, unit)
        .map(|fen| Some(Value::Int(fen)))
        .map_err(|fault| FieldFault::error(field, fault.to_string(), fault.hint()))
}
