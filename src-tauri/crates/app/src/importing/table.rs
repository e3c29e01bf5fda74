//! The table of a sheet that a plan is made from.

use domain::record::{FieldKey, RecordType, Value};
use store::ledger::Ledger;
use workbook::layout::{ColumnMatch, HEADER_SEARCH_ROWS, Layout, choose_sheet, layout_at};
use workbook::read::Book;

use crate::importing::remembering::Matched;
use crate::importing::specs::{Specs, match_by_hand};
use crate::wire::{ColumnView, ErrorCode, ImportReport, PlanImport, UserError};

/// Rows read to find the heading, and some below it for what the contents say.
const ROWS_LOOKED_AT: usize = HEADER_SEARCH_ROWS as usize + 20;

/// A table found in a file.
pub(super) struct Table {
    /// The sheet, by its place in the file.
    pub(super) sheet: usize,
    pub(super) layout: Layout,
    /// Columns matched by hand, now or before, for this layout.
    pub(super) matched: Matched,
    /// Some were matched as they had been before.
    pub(super) remembered: bool,
}

/// Finds the table that a request means, with its columns as the headings and the clerk say.
pub(super) fn find_table(
    ledger: &Ledger,
    book: &mut Book,
    specs: &Specs,
    request: &PlanImport,
    kind: &RecordType,
) -> Result<Table, UserError> {
    let (sheet, mut layout) = detect(ledger, book, specs, request, kind)?;
    // The star that marks a required column is no part of its name.
    for column in &mut layout.columns {
        let bare = column.header.trim_matches(['*', '＊', ' ']).to_owned();
        column.header = bare;
    }
    let matched = Matched::of(ledger, kind, &layout, request)?;
    let remembered = matched.apply(kind, specs, &mut layout);
    match_by_hand(kind, specs, &mut layout, &request.map)?;
    Ok(Table {
        sheet,
        layout,
        matched,
        remembered,
    })
}

fn detect(
    ledger: &Ledger,
    book: &mut Book,
    specs: &Specs,
    request: &PlanImport,
    kind: &RecordType,
) -> Result<(usize, Layout), UserError> {
    let first = book.sheets().first().map(|it| it.name.clone());
    let named = request
        .sheet
        .clone()
        .or(first.filter(|_| request.header_row.is_some()));
    if let Some(name) = named.as_deref() {
        let Some(index) = book.sheets().iter().position(|sheet| sheet.name == name) else {
            let names: Vec<&str> = book.sheets().iter().map(|it| it.name.as_str()).collect();
            return Err(UserError::new(
                ErrorCode::Sheet,
                format!("文件里没有叫“{name}”的工作表"),
                format!("现有：{}", names.join("、")),
            ));
        };
        let rows = book.first_rows(index, ROWS_LOOKED_AT)?;
        let file = book.file_name().to_owned();
        if let Some(row) = request.header_row {
            let pointed_at = layout_at(&rows, row, name, &file, &specs.specs);
            return pointed_at.map(|layout| (index, layout)).ok_or_else(|| {
                UserError::new(
                    ErrorCode::Sheet,
                    format!("第 {row} 行是空的，不能当表头"),
                    "请选写着“姓名”等栏目名的那一行",
                )
            });
        }
        if let Some(layout) = workbook::layout::detect(&rows, name, &file, &specs.specs) {
            return Ok((index, layout));
        }
    } else if let Some(found) = choose_sheet(book, &specs.specs)? {
        return Ok(found);
    }
    if let Some(found) = find_remembered(ledger, book, specs, request, kind)? {
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

/// A heading that says nothing to the program, but was pointed at by a person before.
fn find_remembered(
    ledger: &Ledger,
    book: &mut Book,
    specs: &Specs,
    request: &PlanImport,
    kind: &RecordType,
) -> Result<Option<(usize, Layout)>, UserError> {
    let sheets: Vec<String> = book.sheets().iter().map(|it| it.name.clone()).collect();
    let file = book.file_name().to_owned();
    for (index, name) in sheets.iter().enumerate() {
        if request.sheet.as_ref().is_some_and(|it| it != name) {
            continue;
        }
        let Ok(rows) = book.first_rows(index, ROWS_LOOKED_AT) else {
            continue;
        };
        for row in rows.iter().filter(|row| row.number <= HEADER_SEARCH_ROWS) {
            let layout = layout_at(&rows, row.number, name, &file, &specs.specs);
            if let Some(layout) = layout
                && Matched::is_known(ledger, kind, &layout)?
            {
                return Ok(Some((index, layout)));
            }
        }
    }
    Ok(None)
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
    let pair_of = |column: &ColumnMatch| specs.two_in_one(kind, column);
    let pairs: Vec<_> = layout.columns.iter().filter_map(pair_of).collect();
    let filled = |at: usize| {
        let in_pair = pairs.iter().any(|(date, rest)| *date == at || *rest == at);
        in_pair || specs.column(layout, at).is_some()
    };
    let label_of = |column: &ColumnMatch| match pair_of(column) {
        Some((date, rest)) => {
            let labels = [date, rest].map(|at| kind.fields[at].label.as_str());
            Some(labels.join("、"))
        }
        None => field_of(column).map(|it| it.label.clone()),
    };
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
                label: label_of(column),
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
        year: None,
        undated: 0,
        remembered: false,
        absent: kind
            .fields
            .iter()
            .enumerate()
            .filter(|(_, it)| it.is_wanted())
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
