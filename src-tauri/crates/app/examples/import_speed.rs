//! Import of a sheet of 100,000 × 20 beside the raw read and insert of the same sheet.
//!
//! `cargo run --release -p app --example import_speed`
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement for the console"
)]

mod township;

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use app::{App, DiskHost};
use rust_xlsxwriter::Workbook;
use serde_json::json;

const ROWS: usize = 100_000;

fn main() {
    let mut arguments = std::env::args().skip(1);
    match (arguments.next().as_deref(), arguments.next()) {
        (Some("ours"), Some(file)) => ours(Path::new(&file)),
        _ => compare(),
    }
}

fn compare() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("名册.xlsx");
    generate(&file);
    let here = std::env::current_exe().unwrap();
    let raw = here.with_file_name("raw_import");
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let build = [
        "build",
        "--release",
        "--quiet",
        "-p",
        "store",
        "--example",
        "raw_import",
    ];
    assert!(
        Command::new(cargo).args(build).status().unwrap().success(),
        "the raw side is built"
    );
    let mut lines = Vec::new();
    for round in 0..3 {
        let raw = run(Command::new(&raw).arg(&file));
        let ours = run(Command::new(&here).arg("ours").arg(&file));
        println!("{round}: {raw} | {ours}");
        lines.push((
            figure(&raw, 1),
            figure(&raw, 3),
            figure(&ours, 1),
            figure(&ours, 3),
        ));
    }
    lines.sort_by_key(|line| line.2 * 1000 / line.0.max(1));
    let (raw_ms, raw_kb, ours_ms, ours_kb) = lines[lines.len() / 2];
    println!(
        "\nimport 100,000 x 20: {:.2}x raw ({ours_ms} ms to {raw_ms} ms), peak {} MB to {} MB",
        ours_ms as f64 / raw_ms as f64,
        ours_kb / 1024,
        raw_kb / 1024
    );
}

fn run(command: &mut Command) -> String {
    let output = command.output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

fn figure(line: &str, at: usize) -> u64 {
    line.split_whitespace()
        .nth(at)
        .and_then(|it| it.parse().ok())
        .unwrap_or(0)
}

fn generate(file: &Path) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet_with_constant_memory().unwrap();
    for (column, heading) in township::HEADINGS.iter().enumerate() {
        sheet.write_string(0, column as u16, *heading).unwrap();
    }
    for number in 0..ROWS {
        for (column, cell) in township::deputy(number).iter().enumerate() {
            if !cell.is_empty() {
                sheet
                    .write_string(number as u32 + 1, column as u16, cell)
                    .unwrap();
            }
        }
    }
    book.save(file).unwrap();
}

fn ours(file: &Path) {
    let folder = tempfile::tempdir().unwrap();
    let mut app = App::new(folder.path().join("store"), Box::new(DiskHost));
    let found = json!({"office": "测试", "area": "130822101", "term": "第十九届"});
    app.invoke("found", found).unwrap();
    let start = Instant::now();
    let request = json!({"register": "roster", "file": {"path": file.display().to_string()}});
    let plan = app.invoke("plan_import", request).unwrap();
    let planned = start.elapsed().as_millis();
    let report = app
        .invoke("apply_import", json!({"token": plan["token"]}))
        .unwrap();
    let total = start.elapsed().as_millis();
    println!(
        "ours {total} ms {} kB {} rows ({planned} ms to the preview)",
        township::peak(),
        report["new"]
    );
}
