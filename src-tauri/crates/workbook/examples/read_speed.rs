//! Time and peak memory of reading a sheet of 100,000 rows and 20 columns, beside calamine's own
//! streaming reader alone.
//!
//! `cargo run --release -p workbook --features beside --example read_speed -- make sheet.xlsx`, then
//! `… -- rows sheet.xlsx` and `… -- raw sheet.xlsx`.

use std::borrow::Cow;
use std::error::Error;
use std::io::{Cursor, Write};
use std::ops::ControlFlow;
use std::time::Instant;

use workbook::layout::{ColumnSpec, choose_sheet, data_rows};
use workbook::read::open;
use workbook::write::{OutCell, TableColumn, table};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(what), Some(path)) = (arguments.next(), arguments.next()) else {
        return Err("make|rows|raw FILE".into());
    };
    let start = Instant::now();
    let cells = match what.as_str() {
        "make" => make(&path)?,
        "rows" => rows(&path)?,
        "raw" => raw(&path)?,
        other => return Err(format!("unknown: {other}").into()),
    };
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status
        .lines()
        .find(|line| line.starts_with("VmHWM"))
        .unwrap_or("VmHWM: unknown");
    writeln!(
        std::io::stdout(),
        "{what}: {cells} cells, {:.2?}, {peak}",
        start.elapsed()
    )?;
    Ok(())
}

fn label(column: usize) -> String {
    if column == 0 {
        "姓名".to_owned()
    } else {
        format!("第{column}栏")
    }
}

fn make(path: &str) -> Result<usize, Box<dyn Error>> {
    let labels: Vec<String> = (0..20).map(label).collect();
    let columns: Vec<TableColumn<'_>> = labels
        .iter()
        .map(|label| TableColumn { label, width: 12.0 })
        .collect();
    let rows = (0..100_000).map(|row| {
        (0..20)
            .map(|column| match column {
                0 => OutCell::Text(Cow::Owned(format!("代表{row}"))),
                1..=9 => OutCell::Text(Cow::Owned(format!("北营房村{}", (row * 7 + column) % 500))),
                10..=14 => OutCell::Number(f64::from(row * 31 + column)),
                _ => OutCell::Text(Cow::Borrowed("中共党员")),
            })
            .collect()
    });
    table("名册", &columns, rows, std::fs::File::create(path)?)?;
    Ok(2_000_000)
}

fn rows(path: &str) -> Result<usize, Box<dyn Error>> {
    let specs: Vec<ColumnSpec> = (0..20)
        .map(|at| ColumnSpec {
            label: label(at),
            ..ColumnSpec::default()
        })
        .collect();
    let mut book = open(std::fs::read(path)?, path)?;
    let (sheet, layout) = choose_sheet(&mut book, &specs)?.ok_or("no table")?;
    let mut cells = 0;
    data_rows(&mut book, sheet, &layout, &mut |row| {
        cells += row.cells.len();
        ControlFlow::Continue(())
    })?;
    Ok(cells)
}

fn raw(path: &str) -> Result<usize, Box<dyn Error>> {
    use calamine::{Reader, Xlsx};
    let mut book = Xlsx::new(Cursor::new(std::fs::read(path)?))?;
    let name = book.sheet_names().first().cloned().ok_or("no sheet")?;
    let mut reader = book.worksheet_cells_reader(&name)?;
    let mut cells = 0;
    while reader.next_cell()?.is_some() {
        cells += 1;
    }
    Ok(cells)
}
