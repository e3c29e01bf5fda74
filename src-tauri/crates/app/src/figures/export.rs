//! Figures and breakdowns as a spreadsheet.

use std::borrow::Cow;

use workbook::write::{OutCell, TableColumn, table};

use crate::figures::{breakdown, figures};
use crate::session::App;
use crate::wire::{
    BreakdownCell, BreakdownRequest, ErrorCode, ExportFigures, FigureRequest, UserError, Written,
};

fn text(it: &str) -> OutCell<'static> {
    OutCell::Text(Cow::Owned(it.to_owned()))
}

fn number(it: Option<f64>) -> OutCell<'static> {
    it.map_or(OutCell::Empty, OutCell::Number)
}

fn whole(it: i64) -> OutCell<'static> {
    OutCell::Number(it as f64)
}

pub(crate) fn export_figures(app: &mut App, request: ExportFigures) -> Result<Written, UserError> {
    let (title, heads, rows) = match request.dimension.clone().filter(|it| !it.is_empty()) {
        None => whole_table(app, &request)?,
        Some(dimension) => lines(app, &request, dimension)?,
    };
    let columns: Vec<TableColumn<'_>> = heads
        .iter()
        .map(|(label, width)| TableColumn {
            label,
            width: *width,
        })
        .collect();
    let count = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    let mut content = Vec::new();
    table(&title, &columns, rows, std::io::Cursor::new(&mut content)).map_err(|error| {
        let sentence = error.to_string();
        UserError::new(ErrorCode::File, sentence.trim_end_matches('。'), "")
    })?;
    app.all_read()?;
    let path = app.host.write(&request.out, &content)?;
    Ok(Written { path, rows: count })
}

type Sheet = (String, Vec<(String, f64)>, Vec<Vec<OutCell<'static>>>);

fn whole_table(app: &mut App, request: &ExportFigures) -> Result<Sheet, UserError> {
    let answer = figures(
        app,
        FigureRequest {
            scope: request.scope.clone(),
            compare: true,
        },
    )?;
    let heads = [
        ("分类", 22.0),
        ("项目", 26.0),
        ("数值", 10.0),
        ("单位", 8.0),
        ("分子", 10.0),
        ("分母", 10.0),
        ("上期", 10.0),
        ("上年同期", 10.0),
        ("怎么算", 70.0),
    ];
    let rows = answer
        .figures
        .iter()
        .map(|it| {
            let top = it
                .denominator
                .map_or(OutCell::Empty, |_| whole(it.numerator));
            vec![
                text(&it.section),
                text(&it.title),
                number(it.value),
                text(&it.unit),
                top,
                it.denominator.map_or(OutCell::Empty, whole),
                number(it.before),
                number(it.last_year),
                text(&it.basis),
            ]
        })
        .collect();
    let title = format!("{}{}统计报告", answer.station, answer.title);
    let heads = heads
        .map(|(label, width)| (label.to_owned(), width))
        .to_vec();
    Ok((title, heads, rows))
}

fn lines(app: &mut App, request: &ExportFigures, dimension: String) -> Result<Sheet, UserError> {
    let answer = breakdown(
        app,
        BreakdownRequest {
            scope: request.scope.clone(),
            dimension,
            rates: request.rates,
        },
    )?;
    let period = figures_title(app, request)?;
    // A rate takes three columns, so that what it came of stands beside it.
    let mut heads = vec![(answer.title.clone(), 22.0)];
    for (column, cell) in answer.columns.iter().zip(&answer.total) {
        let unit = if column.unit == "%" { "（%）" } else { "" };
        heads.push((format!("{}{unit}", column.title), 14.0));
        if cell.denominator.is_some() {
            heads.push((format!("{}分子", column.title), 12.0));
            heads.push((format!("{}分母", column.title), 12.0));
        }
    }
    let row = |title: &str, cells: &[BreakdownCell]| {
        let mut row = vec![text(title)];
        for cell in cells {
            row.push(number(cell.value));
            if let Some(bottom) = cell.denominator {
                row.extend([whole(cell.numerator), whole(bottom)]);
            }
        }
        row
    };
    let rows = answer
        .rows
        .iter()
        .map(|it| row(&it.title, &it.cells))
        .chain([row("全部", &answer.total)])
        .collect();
    Ok((
        format!("{period}统计报告（按{}）", answer.title),
        heads,
        rows,
    ))
}

fn figures_title(app: &mut App, request: &ExportFigures) -> Result<String, UserError> {
    let scope = crate::figures::Scope::of(app, &request.scope)?;
    Ok(format!("{}{}", scope.station_name, scope.period.title()))
}
