//! The table of a sheet that a plan is made from.

use domain::record::RecordType;
use store::ledger::Ledger;
use workbook::layout::{
    ColumnMatch, HEADER_SEARCH_ROWS, Layout, Shape, choose_sheet, layout_at, normalised,
    sheet_tables,
};
use workbook::read::Book;

use crate::importing::remembering::Matched;
use crate::importing::specs::{Specs, match_by_hand};
use crate::wire::{ColumnView, ErrorCode, ImportReport, PlanImport, UserError};

/// Rows read to find the heading, and some below it for what the contents say.
const ROWS_LOOKED_AT: usize = HEADER_SEARCH_ROWS as usize + 20;

/// The tables found in a file.
pub(super) struct Tables {
    /// Each with the place of its sheet in the file; the first is the one that was asked for.
    pub(super) layouts: Vec<(usize, Layout)>,
    /// Columns matched by hand, now or before, for this layout.
    pub(super) matched: Matched,
    /// Some were matched as they had been before.
    pub(super) remembered: bool,
}

/// Finds the tables that a request means, with their columns as the headings and the clerk say.
pub(super) fn find_tables(
    ledger: &Ledger,
    book: &mut Book,
    specs: &Specs,
    request: &PlanImport,
    kind: &RecordType,
) -> Result<Tables, UserError> {
    let (sheet, first) = detect(ledger, book, specs, request, kind)?;
    let mut layouts = match request.header_row {
        Some(_) => vec![(sheet, first)],
        None => match sheet_tables(book, sheet, &specs.specs)? {
            tables if tables.is_empty() => vec![(sheet, first)],
            tables => tables.into_iter().map(|it| (sheet, it)).collect(),
        },
    };
    for name in &request.also {
        let place = book.sheets().iter().position(|it| it.name == *name);
        let Some(place) = place.filter(|it| *it != sheet) else {
            continue;
        };
        let tables = sheet_tables(book, place, &specs.specs)?;
        layouts.extend(tables.into_iter().map(|it| (place, it)));
    }
    for (_, layout) in &mut layouts {
        // The star that marks a required column is no part of its name.
        for column in &mut layout.columns {
            let bare = column.header.trim_matches(['*', '＊', ' ']).to_owned();
            column.header = bare;
        }
    }
    let matched = Matched::of(ledger, kind, &layouts[0].1, request)?;
    let mut remembered = false;
    for (at, (_, layout)) in layouts.iter_mut().enumerate() {
        remembered |= matched.apply(kind, specs, layout);
        // A table beside or below may lack a column that was matched by hand in the first.
        let choices: Vec<_> = request
            .map
            .iter()
            .filter(|it| at == 0 || has_column(layout, &it.column))
            .cloned()
            .collect();
        match_by_hand(kind, specs, layout, &choices)?;
    }
    Ok(Tables {
        layouts,
        matched,
        remembered,
    })
}

fn has_column(layout: &Layout, header: &str) -> bool {
    let wanted = normalised(header);
    layout
        .columns
        .iter()
        .any(|it| normalised(&it.header) == wanted)
}

/// The columns that a person sees, of all tables: those of the first, then what others add.
pub(super) fn columns_shown(layouts: &[(usize, Layout)]) -> Vec<ColumnMatch> {
    let mut shown: Vec<ColumnMatch> = Vec::new();
    for (at, (_, layout)) in layouts.iter().enumerate() {
        for column in layout.columns.iter().filter(|it| it.shape != Shape::Part) {
            let same = |it: &ColumnMatch| {
                it.header == column.header || (it.spec.is_some() && it.spec == column.spec)
            };
            if at == 0 || !shown.iter().any(same) {
                shown.push(column.clone());
            }
        }
    }
    shown
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
            "表头至少要有“{}”这一列，下面一行写一条；一人一张的登记表要先改成这样。可以先导出空白模板，把内容贴进去再导入",
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
    layouts: &[(usize, Layout)],
    kind: &RecordType,
    specs: &Specs,
) -> ImportReport {
    let shown = columns_shown(layouts);
    let field_of = |column: &ColumnMatch| specs.field(column).map(|at| &kind.fields[at]);
    let pair_of = |column: &ColumnMatch| specs.two_in_one(kind, column);
    let pairs: Vec<_> = shown.iter().filter_map(pair_of).collect();
    let filled = |at: usize| {
        let in_pair = pairs.iter().any(|(date, rest)| *date == at || *rest == at);
        in_pair || layouts.iter().any(|(_, it)| specs.column(it, at).is_some())
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
        sheet: layouts
            .first()
            .map_or_else(String::new, |(at, _)| book.sheets()[*at].name.clone()),
        sheets: book.sheets().iter().map(|it| it.name.clone()).collect(),
        header_row: layouts.first().map_or(0, |(_, it)| it.header_row),
        columns: shown
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
        left_out: Vec::new(),
        notes: Vec::new(),
        updates: Vec::new(),
        preview: Vec::new(),
        made: Vec::new(),
        year: None,
        undated: 0,
        asked: Vec::new(),
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
