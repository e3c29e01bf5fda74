//! The table of a sheet that a plan is made from.

use domain::record::{FieldKey, Need, RecordType, Value};
use workbook::layout::{ColumnMatch, Layout, choose_sheet};
use workbook::read::Book;

use crate::importing::specs::{Specs, match_by_hand};
use crate::wire::{ColumnView, ErrorCode, ImportReport, PlanImport, UserError};

/// Finds the table that a request means, with its columns as the headings and the clerk say.
pub(super) fn find_table(
    book: &mut Book,
    specs: &Specs,
    request: &PlanImport,
    kind: &RecordType,
) -> Result<(usize, Layout), UserError> {
    let (sheet, mut layout) = detect(book, specs, request, kind)?;
    // The star that marks a required column is no part of its name.
    for column in &mut layout.columns {
        let bare = column.header.trim_matches(['*', '＊', ' ']).to_owned();
        column.header = bare;
    }
    match_by_hand(kind, specs, &mut layout, &request.map)?;
    Ok((sheet, layout))
}

fn detect(
    book: &mut Book,
    specs: &Specs,
    request: &PlanImport,
    kind: &RecordType,
) -> Result<(usize, Layout), UserError> {
    if let Some(name) = request.sheet.as_deref() {
        let Some(index) = book.sheets().iter().position(|sheet| sheet.name == name) else {
            let names: Vec<&str> = book.sheets().iter().map(|it| it.name.as_str()).collect();
            return Err(UserError::new(
                ErrorCode::Sheet,
                format!("文件里没有叫“{name}”的工作表"),
                format!("现有：{}", names.join("、")),
            ));
        };
        let rows = book.first_rows(index, 50)?;
        let file = book.file_name().to_owned();
        if let Some(layout) = workbook::layout::detect(&rows, name, &file, &specs.specs) {
            return Ok((index, layout));
        }
    } else if let Some(found) = choose_sheet(book, &specs.specs)? {
        return Ok(found);
    }
    let wanted: Vec<&str> = specs
        .specs
        .iter()
        .filter(|spec| spec.required)
        .map(|spec| spec.label.as_str())
        .collect();
    Err(UserError::new(
        ErrorCode::Sheet,
        format!("前 30 行里没有找到{}的表头", kind.title),
        format!(
            "表头至少要有“{}”这一列；可以先导出空白模板，把内容贴进去再导入",
            wanted.join("”“")
        ),
    ))
}

/// A report that has read nothing yet.
pub(super) fn empty_report(
    request: &PlanImport,
    book: &Book,
    sheet: usize,
    layout: &Layout,
    kind: &RecordType,
    specs: &Specs,
) -> ImportReport {
    let field_of = |column: &ColumnMatch| specs.field(column).map(|at| &kind.fields[at]);
    let filled = |at: usize| specs.column(layout, at).is_some();
    ImportReport {
        token: None,
        register: request.register.clone(),
        sheet: book.sheets()[sheet].name.clone(),
        sheets: book.sheets().iter().map(|it| it.name.clone()).collect(),
        header_row: layout.header_row,
        columns: layout
            .columns
            .iter()
            .map(|column| ColumnView {
                header: column.header.clone(),
                field: field_of(column).map(|it| it.key.to_string()),
                label: field_of(column).map(|it| it.label.clone()),
            })
            .collect(),
        read: 0,
        new: 0,
        updated: 0,
        unchanged: 0,
        duplicates: Vec::new(),
        findings: Vec::new(),
        rejected: Vec::new(),
        updates: Vec::new(),
        preview: Vec::new(),
        made: Vec::new(),
        absent: kind
            .fields
            .iter()
            .enumerate()
            .filter(|(_, it)| it.need != Need::Optional && !it.hidden)
            .filter(|(at, _)| !filled(*at))
            .map(|(_, it)| it.label.clone())
            .collect(),
        operation: None,
        changed: Vec::new(),
    }
}

/// Defaults are for columns that the sheet does not have at all.
pub(super) fn absent_only(
    kind: &RecordType,
    layout: &Layout,
    specs: &Specs,
    defaults: Vec<(FieldKey, Value)>,
) -> Vec<(FieldKey, Value)> {
    let filled = |key: &FieldKey| {
        let at = kind.position(key.as_str());
        at.is_some_and(|at| specs.column(layout, at).is_some())
    };
    defaults
        .into_iter()
        .filter(|(key, _)| !filled(key))
        .collect()
}
