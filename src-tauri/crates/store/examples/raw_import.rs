//! The cost of doing nothing: a sheet read by calamine as it streams, its columns inserted raw in
//! one transaction into one table of an encrypted store with the same cache. Prints milliseconds,
//! those of the processor, and the peak of memory.
//!
//! `cargo run --release -p store --features beside --example raw_import -- FILE.xlsx`
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement for the console"
)]

use std::time::{Duration, Instant};

use calamine::{DataRef, Reader, Xlsx, open_workbook};
use rusqlite::params_from_iter;
use rusqlite::types::Value;
use store::vault::{Protection, Vault};

const COLUMNS: usize = 20;

fn main() {
    let file = std::env::args().nth(1).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut created = Vault::create(&folder.path().join("store"), &Protection::KeyFile).unwrap();
    let names: Vec<String> = (0..COLUMNS).map(|at| format!("c{at}")).collect();
    let places: Vec<String> = (1..=COLUMNS).map(|at| format!("?{at}")).collect();
    let conn = created.vault.conn_mut();
    conn.execute_batch(&format!("CREATE TABLE raw ({})", names.join(",")))
        .unwrap();

    let start = Instant::now();
    let before = processor();
    let mut rows = 0;
    let tx = conn.transaction().unwrap();
    {
        let sql = format!("INSERT INTO raw VALUES ({})", places.join(","));
        let mut insert = tx.prepare(&sql).unwrap();
        let mut book: Xlsx<_> = open_workbook(&file).unwrap();
        let sheet = book.sheet_names()[0].clone();
        let mut cells = book.worksheet_cells_reader(&sheet).unwrap();
        let mut row: Vec<Value> = vec![Value::Null; COLUMNS];
        let mut number = 0;
        while let Some(cell) = cells.next_cell().unwrap() {
            let (at, column) = cell.get_position();
            if at != number {
                insert.execute(params_from_iter(&row)).unwrap();
                row.fill(Value::Null);
                number = at;
                rows += 1;
            }
            row[column as usize] = match cell.get_value() {
                DataRef::Float(number) => Value::Real(*number),
                DataRef::String(text) => Value::Text(text.clone()),
                DataRef::SharedString(text) => Value::Text((*text).to_owned()),
                _ => Value::Null,
            };
        }
        insert.execute(params_from_iter(&row)).unwrap();
    }
    tx.commit().unwrap();
    println!(
        "raw {} ms {} ms-cpu {} kB {rows} rows",
        start.elapsed().as_millis(),
        (processor() - before).as_millis(),
        peak()
    );
}

/// Processor time of this process so far (Linux; zero elsewhere).
fn processor() -> Duration {
    // Fields 14 and 15, in hundredths of a second; the name before them may hold spaces.
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let behind = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks: u64 = behind
        .split_whitespace()
        .skip(11)
        .take(2)
        .filter_map(|it| it.parse::<u64>().ok())
        .sum();
    Duration::from_millis(ticks * 10)
}

/// The most memory this process ever held, kB (Linux; 0 elsewhere).
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status
        .lines()
        .find(|line| line.starts_with("VmHWM:"))
        .unwrap_or_default();
    line.split_whitespace()
        .nth(1)
        .and_then(|it| it.parse().ok())
        .unwrap_or(0)
}
