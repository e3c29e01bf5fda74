//! Records of one type as tables.

use std::collections::BTreeSet;

use domain::amounts::show_money;
use domain::record::{Field, FieldType, Item, RecordType, Row, Value};
use store::query::ListQuery;

use crate::naming::NameBook;
use crate::records::registers::date_field;
use crate::session::App;
use crate::wire::{ErrorCode, UserError};

/// What the cells of a column are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Sort {
    Text,
    Integer,
    /// With two decimals: money in yuan, shares in per cent.
    Decimal,
    Boolean,
    /// A whole day.
    Date,
}

/// A column of a table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) title: String,
    pub(super) sort: Sort,
    /// The table whose `id` it holds.
    pub(super) refers_to: Option<String>,
}

impl Column {
    pub(super) fn new(name: &str, title: &str, sort: Sort) -> Self {
        Self {
            name: name.to_owned(),
            title: title.to_owned(),
            sort,
            refers_to: None,
        }
    }

    fn referring(self, refers_to: Option<String>) -> Self {
        Self { refers_to, ..self }
    }
}

/// What a table is, without its lines.
#[derive(Clone, Debug)]
pub(super) struct Table {
    pub(super) name: String,
    pub(super) title: String,
    pub(super) columns: Vec<Column>,
    /// Columns that together name a row.
    pub(super) key: Vec<&'static str>,
    pub(super) rows: u32,
}

/// A table on its way.
pub(super) struct Lines {
    table: Table,
    out: csv::Writer<Vec<u8>>,
}

fn unwritten(error: &dyn std::error::Error) -> UserError {
    UserError::new(
        ErrorCode::File,
        format!("开放数据没有写成（{error}）"),
        "请重试；仍不成功时请重新启动程序",
    )
}

impl Lines {
    pub(super) fn new(
        name: &str,
        title: &str,
        key: &[&'static str],
        columns: Vec<Column>,
    ) -> Result<Self, UserError> {
        let mut out = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(Vec::new());
        out.write_record(columns.iter().map(|it| it.name.as_str()))
            .map_err(|error| unwritten(&error))?;
        let table = Table {
            name: name.to_owned(),
            title: title.to_owned(),
            columns,
            key: key.to_vec(),
            rows: 0,
        };
        Ok(Self { table, out })
    }

    pub(super) fn add(&mut self, cells: &[String]) -> Result<(), UserError> {
        self.table.rows = self.table.rows.saturating_add(1);
        self.out
            .write_record(cells)
            .map_err(|error| unwritten(&error))
    }

    /// The table and its CSV.
    pub(super) fn end(self) -> Result<(Table, Vec<u8>), UserError> {
        let csv = self.out.into_inner();
        Ok((self.table, csv.map_err(|error| unwritten(error.error()))?))
    }
}

/// The table of a type is named after its register.
pub(super) fn name_of(kind: &RecordType) -> &str {
    match &kind.register {
        Some(it) => &it.key,
        None => kind.key.as_str(),
    }
}

fn title_of(kind: &RecordType) -> &str {
    match &kind.register {
        Some(it) => &it.title,
        None => &kind.title,
    }
}

/// The text of a number kept in hundredths: `12.05`.
fn hundredths(number: i64) -> String {
    show_money(number).replace(',', "")
}

/// The columns that a field of one value fills; `refers_to` is the table of the records that it names.
fn columns_of(kind: &RecordType, field: &Field, refers_to: Option<String>) -> Vec<Column> {
    let key = field.key.as_str();
    let taken = |name: &str| kind.field(name).is_some();
    let beside = |ending: &str| {
        let mut name = format!("{key}_{ending}");
        while taken(&name) {
            name.push('_');
        }
        name
    };
    let one = |sort| vec![Column::new(key, &field.label, sort)];
    match &field.field_type {
        FieldType::Int => one(Sort::Integer),
        FieldType::Money | FieldType::Percent => one(Sort::Decimal),
        FieldType::Bool => one(Sort::Boolean),
        FieldType::Date => vec![
            Column::new(key, &field.label, Sort::Text),
            Column::new(
                &beside("first_day"),
                &format!("{}（第一天）", field.label),
                Sort::Date,
            ),
        ],
        FieldType::Ref(_) => {
            let id = Column::new(key, &field.label, Sort::Text).referring(refers_to);
            let name = format!("{}（名称）", field.label);
            vec![id, Column::new(&beside("name"), &name, Sort::Text)]
        }
        _ => one(Sort::Text),
    }
}

fn cells_of(field: &Field, value: Option<&Value>, book: &NameBook<'_>) -> Vec<String> {
    match (&field.field_type, value) {
        (FieldType::Date, value) => match value.and_then(Value::as_date) {
            Some(date) => vec![date.to_string(), date.first_day().to_string()],
            None => vec![book.shown(field, value), String::new()],
        },
        (FieldType::Ref(_), value) => {
            let id = value.and_then(Value::as_id);
            let id = id.map_or_else(String::new, |it| it.to_string());
            vec![id, book.shown(field, value)]
        }
        (FieldType::Money | FieldType::Percent, Some(Value::Int(number))) => {
            vec![hundredths(*number)]
        }
        (FieldType::Bool, Some(Value::Bool(it))) => vec![it.to_string()],
        (_, Some(Value::Text(text))) => vec![text.clone()],
        (_, Some(Value::Int(number))) => vec![number.to_string()],
        (_, value) => vec![book.shown(field, value)],
    }
}

/// The table of a type and those of its fields of several values, each with its CSV. Which years the
/// records belong to is noted in `years`; `private` says whether what is sensitive goes along.
pub(super) fn of_kind(
    app: &mut App,
    kind: &RecordType,
    township: &str,
    private: bool,
    tables: &BTreeSet<&str>,
    years: &mut BTreeSet<i32>,
) -> Result<Vec<(Table, Vec<u8>)>, UserError> {
    let today = app.today();
    let ledger = app.ledger()?;
    let registry = ledger.registry().clone();
    // The table of the records that a field names, where it is among those that are written.
    let refers_to = |field: &Field| {
        let named = registry.get(field.field_type.refers_to()?.as_str())?;
        let table = name_of(named);
        tables.contains(table).then(|| table.to_owned())
    };
    let book = NameBook::new(ledger.read()).on(today)?;
    let own = name_of(kind);
    let mut columns = vec![
        Column::new("id", "编号", Sort::Text),
        Column::new("township", "区划代码", Sort::Text),
    ];
    let mut filled = Vec::new();
    let mut several = Vec::new();
    for field in &kind.fields {
        if field.lies_aside() && !private {
            continue;
        }
        if field.field_type.is_set() {
            let name = format!("{}（名称）", field.label);
            let lines = Lines::new(
                &format!("{own}_{}", field.key),
                &format!("{}·{}", title_of(kind), field.label),
                &[],
                vec![
                    Column::new("id", "编号", Sort::Text).referring(Some(own.to_owned())),
                    Column::new("township", "区划代码", Sort::Text),
                    Column::new("value", &field.label, Sort::Text).referring(refers_to(field)),
                    Column::new("value_name", &name, Sort::Text),
                ],
            )?;
            several.push((field, lines));
            continue;
        }
        filled.push(field);
        columns.extend(columns_of(kind, field, refers_to(field)));
    }
    columns.push(Column::new("void_reason", "作废原因", Sort::Text));
    let mut lines = Lines::new(own, title_of(kind), &["id"], columns)?;
    let year_of = date_field(kind);
    let mut fault = None;
    let mut each = |row: Row| -> Result<(), UserError> {
        let id = row.id.to_string();
        let mut cells = vec![id.clone(), township.to_owned()];
        for field in &filled {
            let value = book.value(kind, field, &row);
            cells.extend(cells_of(field, value.as_ref(), &book));
        }
        cells.push(row.voided.clone().unwrap_or_default());
        lines.add(&cells)?;
        for (field, lines) in &mut several {
            let Some(Value::Set(items)) = book.value(kind, field, &row) else {
                continue;
            };
            for item in items {
                let alone = Value::Set(BTreeSet::from([item.clone()]));
                let shown = book.shown(field, Some(&alone));
                let value = match (&field.field_type, &item) {
                    (FieldType::Refs(_), Item::Id(id)) => id.to_string(),
                    (FieldType::Refs(_), Item::Text(_)) => String::new(),
                    _ => shown.clone(),
                };
                lines.add(&[id.clone(), township.to_owned(), value, shown])?;
            }
        }
        let date = year_of
            .as_ref()
            .and_then(|key| row.get(kind, key.as_str()))
            .and_then(Value::as_date);
        years.extend(date.map(|it| it.year_part()));
        Ok(())
    };
    let query = ListQuery {
        voided: true,
        ..ListQuery::all()
    };
    ledger.read().for_each(kind.key.as_str(), &query, |row| {
        if fault.is_none() {
            fault = each(row).err();
        }
        Ok(())
    })?;
    if let Some(fault) = fault {
        return Err(fault);
    }
    book.checked(())?;
    let mut made = vec![lines.end()?];
    for (_, lines) in several {
        made.push(lines.end()?);
    }
    Ok(made)
}

#[cfg(test)]
mod tests {
    use super::hundredths;

    #[test]
    fn money_has_its_decimals() {
        let written = [0, 5, 1205, -5, -123_456].map(hundredths);
        assert_eq!(written, ["0.00", "0.05", "12.05", "-0.05", "-1234.56"]);
    }
}
