//! One row of a sheet as values and findings.

use domain::amounts::{parse_money_in, ten_thousands};
use domain::dates::{WrittenDate, from_number, parse_written};
use domain::record::{
    Field, FieldFault, FieldKey, FieldType, Origin, RecordId, Row, Severity, Value, Written,
    WrittenBy, read_written,
};
use domain::roster::Deputy;
use store::error::StoreFault;
use workbook::layout::{Shape, is_ditto};
use workbook::read::{Cell, CellValue};

use crate::importing::cells::{
    AsWritten, doubtful_date, in_system, is_nothing, lost_sign, misread_date, says_nothing, written,
};
use crate::importing::matching::Match;
use crate::importing::rows::{Found, ReadRow, RowReader, Unread, found_of};
use crate::records::completing::{begin, complete};
use crate::records::deciding::{decisions_in, tells_of_the_past};
use crate::records::names::Names;

impl RowReader<'_> {
    /// Reads a row; `places` is memory that it may use.
    pub(super) fn read(
        &self,
        cells: &workbook::read::Row,
        mut places: Vec<Option<Value>>,
        names: &mut Names,
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
            besides: Vec::new(),
            others: String::new(),
            derived: Vec::new(),
        };
        let mut passed: Vec<(usize, &String, &Cell)> = Vec::new();
        for (column, meaning) in self.layout.columns.iter().zip(&self.meanings) {
            let cell = cells.cell(column.index);
            if cell.value.is_blank() || column.shape == Shape::Part {
                continue;
            }
            if let Some((date, rest)) = meaning.two_in_one
                && let CellValue::Text(text) = &cell.value
            {
                let (first, second) = day_and_rest(text);
                for (at, part) in [(date, first), (rest, second)] {
                    if !part.is_empty() {
                        let part = Cell::of(CellValue::Text(part.to_owned()));
                        self.read_cell(at, &column.header, &part, names, &mut it)?;
                    }
                }
                continue;
            }
            if column.spec.is_none() || (meaning.numbering && is_official(&cell.shown())) {
                if !says_nothing(&cell.value) {
                    it.note(&column.header, cell.shown().trim());
                    if self.kind.field(Deputy::OTHER_COLUMNS.key()).is_none() {
                        let header = Unread::Homeless(column.header.clone());
                        self.unread.borrow_mut().insert(header);
                    }
                }
                continue;
            }
            let Some(at) = meaning.field else {
                if let Some(own) = meaning.own.filter(|_| !meaning.numbering) {
                    passed.push((own, &column.header, cell));
                }
                continue;
            };
            self.read_cell(at, &column.header, cell, names, &mut it)?;
        }
        for (at, value) in std::mem::take(&mut it.besides) {
            let place = &mut it.row.values[at];
            match (place.as_mut(), value) {
                (Some(Value::Set(known)), Value::Set(more)) => known.extend(more),
                (None, value) => *place = Some(value),
                _ => {}
            }
        }
        self.nobody_came(&mut it);
        if !it.others.is_empty() {
            let others = domain::names::radicals::unify(&it.others).into_owned();
            self.put(
                &mut it.row,
                Deputy::OTHER_COLUMNS.key(),
                Value::Text(others),
            );
        }
        self.complete(&mut it)?;
        for (at, header, cell) in passed {
            if !says_nothing(&cell.value) && !self.says_itself(at, &it.row) {
                let header = Unread::Own(header.clone());
                self.unread.borrow_mut().insert(header);
            }
        }
        self.cross_check(cells, &mut it);
        Ok(it)
    }

    /// Whether the program says something itself where a sheet cannot fill a field: the age of whose
    /// birth is known.
    fn says_itself(&self, at: usize, row: &Row) -> bool {
        match self.kind.fields[at].origin {
            Origin::ByDay(compute) => compute(self.kind, row, &self.today).is_some(),
            _ => row.values[at].is_some(),
        }
    }

    fn read_cell(
        &self,
        at: usize,
        header: &str,
        cell: &Cell,
        names: &mut Names,
        it: &mut ReadRow,
    ) -> Result<(), StoreFault> {
        if let CellValue::Text(text) = &cell.value
            && cell.display.is_none()
            && let Some(value) = self.fields[at].known(text)
        {
            it.row.values[at] = Some(value);
            return Ok(());
        }
        let found = it.found.len();
        let value = match self.value_of(at, header, cell, it) {
            Some(value) => self.resolve(names, at, header, value, it)?,
            None => return Ok(()),
        };
        // A word with a finding is named in every row.
        if let CellValue::Text(text) = &cell.value
            && it.found.len() == found
            && it.besides.is_empty()
        {
            self.fields[at].learn(text, &value);
        }
        it.row.values[at] = Some(value);
        Ok(())
    }

    /// What a cell says for a field; a fault is taken note of.
    fn value_of(&self, at: usize, header: &str, cell: &Cell, it: &mut ReadRow) -> Option<Value> {
        let field = &self.kind.fields[at];
        let fault = |reason: &str, hint: &str| FieldFault::error(field, reason, hint);
        // Whoever came without a name is a visitor all the same.
        let visitor = self.kind.heads.is_some() && field.key == self.kind.name_field;
        if is_nothing(field, &cell.value) && !visitor {
            return None;
        }
        let read = if is_ditto(&cell.value) {
            Err(fault(
                "这一格写着“同上”一类的记号，上面却没有内容",
                "请在表里写上内容后再导入，或在这里补录",
            ))
        } else if let Some((reason, hint)) = misread_date(field, cell) {
            Err(fault(&reason, hint))
        } else if field.field_type == FieldType::Name {
            return self.read_name(at, header, cell, it);
        } else {
            self.read_plain(field, header, cell)
        };
        match read {
            Ok(value) => {
                let doubts = [doubtful_date(field, header, cell), lost_sign(field, cell)];
                for fault in doubts.into_iter().flatten() {
                    it.found.push(found_of(header, cell, fault));
                }
                value
            }
            // 无 is no word of this list: the cell is empty.
            Err(_) if says_nothing(&cell.value) => None,
            Err(_) if self.lacks_year(field, &cell.value) => {
                self.undated.set(self.undated.get() + 1);
                it.found.push(found_of(
                    header,
                    cell,
                    fault(
                        "日期没有写年份",
                        "请在上面填写这张表是哪一年的，或在表里补上年份",
                    ),
                ));
                None
            }
            Err(fault) => {
                it.found.push(found_of(header, cell, fault));
                None
            }
        }
    }

    fn read_plain(
        &self,
        field: &Field,
        header: &str,
        cell: &Cell,
    ) -> Result<Option<Value>, FieldFault> {
        let fault = |reason: &str, hint: &str| FieldFault::error(field, reason, hint);
        match &cell.value {
            value if field.field_type == FieldType::Money && ten_thousands(header) != 1 => {
                read_money(field, value, ten_thousands(header))
            }
            CellValue::Error(code) => Err(fault(
                &format!("这一格是公式错误 {code}"),
                "请在表里改正公式，或直接填上内容后再导入",
            )),
            CellValue::FormulaWithoutValue => Err(fault(
                "这一格是公式，但文件里没有结果",
                "请用 Excel 或 WPS 打开表格，保存一次后再导入",
            )),
            CellValue::Empty => Ok(None),
            CellValue::Number(number) if field.field_type == FieldType::Date => {
                let number = in_system(*number, self.from_1904);
                read_written(field, Written::Number(number), self.year)
            }
            _ => match written(field, cell) {
                AsWritten::Text(text) => read_written(field, Written::Text(&text), self.year),
                AsWritten::Number(number) => {
                    read_written(field, Written::Number(number), self.year)
                }
                AsWritten::Date(date) => read_written(field, Written::Date(date), self.year),
                AsWritten::Bool(truth) => read_written(field, Written::Bool(truth), self.year),
            },
        }
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

    fn put(&self, row: &mut Row, field: &str, value: Value) {
        row.put(self.kind, &field.into(), Some(value));
    }

    /// What the row gets as a new record. A cell that was filled but at fault stays open for a
    /// person.
    fn complete(&self, it: &mut ReadRow) -> Result<(), StoreFault> {
        let held = |key: &FieldKey| it.found.iter().any(|found| found.field == *key);
        let (kind, row) = (self.kind, &mut it.row);
        let mut reader = self.reader;
        it.derived = begin(&mut reader, kind, row, &self.beginning, held)?;
        it.derived
            .extend(complete(kind, row, None, &self.today, held));
        Ok(())
    }

    /// The same of a row that is a record already: what a new record gets is no news about it.
    /// A ledger that tells how a matter went on makes it an old one.
    pub(super) fn complete_known(&self, it: &mut ReadRow, known: &Row) {
        for key in it.derived.drain(..) {
            it.row.put(self.kind, &key, None);
        }
        for (at, value) in &self.fill {
            if known.values[*at].is_none() {
                it.row.values[*at] = Some(value.clone());
            }
        }
        let old = self
            .kind
            .workflow
            .as_ref()
            .and_then(|it| it.backfill.as_ref());
        let told = || {
            let mut fields = self
                .kind
                .fields
                .iter()
                .zip(&it.row.values)
                .zip(&known.values);
            fields.any(|((field, new), old)| {
                field.written_by == WrittenBy::StepFirst && new.is_some() && old.is_none()
            })
        };
        if let Some(old) = old
            && known.get(self.kind, old.as_str()).is_none()
            && told()
        {
            it.row.put(self.kind, old, Some(Value::Bool(true)));
        }
        if self.kind.complete.is_none() {
            return;
        }
        let mut after = known.clone();
        for (place, value) in after.values.iter_mut().zip(&it.row.values) {
            if value.is_some() {
                place.clone_from(value);
            }
        }
        let held = |key: &FieldKey| it.found.iter().any(|found| found.field == *key);
        for key in complete(self.kind, &mut after, Some(known), &self.today, held) {
            let value = after.get(self.kind, key.as_str()).cloned();
            it.row.put(self.kind, &key, value);
        }
    }

    /// Contradictions: the derived one does not enter its field.
    fn cross_check(&self, cells: &workbook::read::Row, it: &mut ReadRow) {
        let Some(check) = self.kind.check else { return };
        for fault in check(self.kind, &it.row, &self.today) {
            self.keep_out(cells, it, fault);
        }
    }

    /// Names a fault of the row at its cell; a value in error does not enter its field.
    fn keep_out(&self, cells: &workbook::read::Row, it: &mut ReadRow, fault: FieldFault) {
        let at = self.kind.position(fault.field.as_str());
        let column = at.and_then(|at| self.specs.column(self.layout, at));
        let label = || at.map_or_else(String::new, |at| self.kind.fields[at].label.clone());
        it.found.push(Found {
            column: column.map_or_else(label, |it| it.header.clone()),
            value: column.map_or_else(String::new, |it| cells.cell(it.index).shown()),
            several: Vec::new(),
            field: fault.field.clone(),
            reason: fault.reason,
            hint: fault.hint,
            severity: fault.severity,
        });
        if fault.severity == Severity::Error {
            it.row.put(self.kind, &fault.field, None);
        }
    }

    /// What was decided comes in with a row of an old ledger alone: a new record of what is over, or
    /// one from an old ledger that does not say it yet. A sheet decides nothing that is under way.
    pub(super) fn leave_decisions(
        &self,
        cells: &workbook::read::Row,
        it: &mut ReadRow,
        found: &Match,
    ) {
        let kind = self.kind;
        let known = match found {
            Match::Record(known) => Some(known),
            Match::New | Match::SheetRow(_) | Match::Unclear(_) => None,
        };
        let old = match found {
            Match::New | Match::SheetRow(_) => tells_of_the_past(kind, &it.row, &self.today),
            Match::Record(known) => {
                let workflow = kind.workflow.as_ref();
                workflow.is_some_and(|it| it.is_backfill(kind, known))
            }
            Match::Unclear(_) => false,
        };
        for (at, field) in kind.fields.iter().enumerate() {
            let Some(value) = it.row.values[at].clone().filter(|_| field.by_decision) else {
                continue;
            };
            let stands = known.and_then(|row| row.values[at].as_ref());
            let edit = [(field.key.clone(), Some(value))];
            for fault in decisions_in(kind, known.map(|it| &**it), &edit) {
                if old && stands.is_none() {
                    let mut brought = self.brought.borrow_mut();
                    *brought.entry(field.label.clone()).or_default() += 1;
                } else {
                    self.keep_out(cells, it, fault);
                }
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
