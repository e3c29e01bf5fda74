//! Registers out as spreadsheets.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;

use domain::reception::Visitor;
use domain::record::{Field, FieldType, Need, RecordType};
use workbook::write::{ColumnKind, OutCell, TableColumn, TemplateColumn, csv, table};

use crate::naming::NameBook;
use crate::records::filters::list_query;
use crate::records::numbering;
use crate::records::registers::{field_of, kind_of};
use crate::session::App;
use crate::wire::{ErrorCode, Export, FileRef, Template, UserError, Written};

/// Rows read at a time while a file is written.
const STRETCH: usize = 2_000;

/// The columns of an export: those named, in that order, else what `list` shows.
fn columns<'a>(kind: &'a RecordType, named: &[String]) -> Result<Vec<&'a Field>, UserError> {
    if named.is_empty() {
        return Ok(kind.fields.iter().filter(|field| !field.hidden).collect());
    }
    named.iter().map(|name| field_of(kind, name)).collect()
}

pub(crate) fn export(app: &mut App, request: Export) -> Result<Written, UserError> {
    request.out.check_ending(&["xlsx", "csv"])?;
    let kind = kind_of(app, &request.list.register)?;
    let query = list_query(app, &kind, &request.list)?;
    let today = app.today();
    let ledger = app.ledger()?;
    let places = ledger.read().all_places(kind.key.as_str(), &query)?;
    let first = usize::try_from(query.offset).unwrap_or(usize::MAX);
    let most = query
        .limit
        .map_or(usize::MAX, |it| usize::try_from(it).unwrap_or(usize::MAX));
    let places: Vec<i64> = places.into_iter().skip(first).take(most).collect();
    let wanted = places.len();
    let book = NameBook::new(ledger.read()).on(today)?;
    let fields = columns(&kind, &request.columns)?;
    let mut fault = None;
    let rows = places.chunks(STRETCH).flat_map(|stretch| {
        match ledger.read().at(kind.key.as_str(), stretch) {
            Ok(rows) => rows,
            Err(found) => {
                fault.get_or_insert(found);
                Vec::new()
            }
        }
    });
    let unnamed = RefCell::new(None);
    let rows = rows.map(|row| {
        let values = book.values(&kind, &row).unwrap_or_else(|found| {
            unnamed.borrow_mut().get_or_insert(found);
            BTreeMap::new()
        });
        fields
            .iter()
            .map(|field| match values.get(field.key.as_str()) {
                None => OutCell::Empty,
                Some(text) => match (&field.field_type, text.replace(',', "").parse::<f64>()) {
                    (FieldType::Int | FieldType::Money, Ok(number)) => OutCell::Number(number),
                    _ => OutCell::Text(Cow::Owned(text.clone())),
                },
            })
            .collect::<Vec<_>>()
    });
    let mut content = Vec::new();
    if is_csv(&request.out) {
        let headers: Vec<&str> = fields.iter().map(|field| field.label.as_str()).collect();
        csv(&headers, rows, &mut content).map_err(|error| unwritten(&error))?;
    } else {
        let title = kind
            .register
            .as_ref()
            .map_or_else(|| kind.title.clone(), |it| it.title.clone());
        let heads: Vec<TableColumn<'_>> = fields
            .iter()
            .map(|field| TableColumn {
                label: &field.label,
                width: sheet_width(field),
            })
            .collect();
        table(&title, &heads, rows, std::io::Cursor::new(&mut content))
            .map_err(|error| unwritten(&error))?;
    }
    if let Some(fault) = fault.or(unnamed.into_inner()) {
        return Err(fault.into());
    }
    let path = app.host.write(&request.out, &content)?;
    numbering::issue(app, &kind, &query)?;
    Ok(Written {
        path,
        rows: u32::try_from(wanted).unwrap_or(u32::MAX),
    })
}

fn unwritten(error: &dyn std::error::Error) -> UserError {
    UserError::new(
        ErrorCode::File,
        error.to_string().trim_end_matches('。'),
        "",
    )
}

fn is_csv(out: &FileRef) -> bool {
    let (FileRef::Path(name) | FileRef::Handle(name)) = out;
    name.to_lowercase().ends_with(".csv")
}

/// Characters of a sheet's font; a millimetre of paper takes about half of one.
fn sheet_width(field: &Field) -> f64 {
    let heading = 2.0 * field.label.chars().count() as f64 + 3.0;
    (f64::from(field.width) * 0.5).max(heading)
}

pub(crate) fn template(app: &mut App, request: Template) -> Result<Written, UserError> {
    request.out.check_ending(&["xlsx"])?;
    let kind = kind_of(app, &request.register)?;
    let today = crate::periods::today(app)?;
    let serial = kind.serial.as_ref();
    let columns: Vec<TemplateColumn> = kind
        .fields
        .iter()
        .filter(|field| {
            field.is_editable() && !field.hidden && field.key != *Visitor::OTHER_COLUMNS.key()
        })
        .filter(|field| serial.is_none_or(|it| it.field != field.key && it.series != field.key))
        .map(|field| TemplateColumn {
            label: field.label.clone(),
            hint: today.rules.fill(&field.hint, today.date),
            width: sheet_width(field),
            kind: match field.field_type {
                FieldType::Date => ColumnKind::Date,
                FieldType::Int => ColumnKind::Number,
                _ => ColumnKind::Text,
            },
            choices: if field.field_type.is_set() {
                Vec::new()
            } else {
                field.field_type.choices()
            },
            required: field.need != Need::Optional,
        })
        .collect();
    let title = kind
        .register
        .as_ref()
        .map_or_else(|| kind.title.clone(), |it| it.title.clone());
    let mut content = Vec::new();
    workbook::write::template(&title, &columns, std::io::Cursor::new(&mut content))
        .map_err(|error| unwritten(&error))?;
    let path = app.host.write(&request.out, &content)?;
    Ok(Written { path, rows: 0 })
}
