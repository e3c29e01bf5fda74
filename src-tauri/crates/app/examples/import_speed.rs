//! Import of a sheet of 100,000 × 20 beside the raw read and insert of the same sheet, and beside
//! openpyxl and sqlite3 of Python, which write neither log nor cipher; then the same sheet again, first
//! as it is, then with one column changed in every row; then twice as many rows of which hardly any comes
//! in.
//!
//! `cargo run --release -p app --example import_speed`
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a measurement for the console"
)]

mod township;

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use app::{App, DiskHost};
use domain::record::Registry;
use rust_xlsxwriter::Workbook;
use serde_json::json;
use store::keys::Unlock;
use store::ledger::Ledger;

const ROWS: usize = 100_000;

fn main() {
    let mut arguments = std::env::args().skip(1);
    match (arguments.next().as_deref(), arguments.next()) {
        (Some("ours"), Some(file)) => ours(Path::new(&file)),
        (Some("again"), Some(file)) => again(Path::new(&file)),
        (Some("outside"), Some(file)) => outside(Path::new(&file)),
        _ => compare(),
    }
}

fn compare() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("名册.xlsx");
    let changed = folder.path().join("名册-改.xlsx");
    eprintln!("writing two sheets of {ROWS} rows");
    generate(&file, "");
    generate(&changed, "连任");
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
        "--features",
        "beside",
    ];
    assert!(
        Command::new(cargo).args(build).status().unwrap().success(),
        "the raw side is built"
    );
    eprintln!("into a store, again as it is, again with a column changed (about a minute)");
    let again = run(Command::new(&here).arg("again").arg(&file).arg(&changed));
    let mut lines = Vec::new();
    for round in 0..3 {
        eprintln!("round {round} of 3: raw, then ours");
        let raw = run(Command::new(&raw).arg(&file));
        let ours = run(Command::new(&here).arg("ours").arg(&file));
        println!("{round}: {raw} | {ours}");
        lines.push([&raw, &ours].map(|line| [1, 3, 5].map(|at| figure(line, at))));
    }
    lines.sort_by_key(|[raw, ours]| ours[0] * 1000 / raw[0].max(1));
    let [raw, ours] = lines[lines.len() / 2];
    let ratio = |at: usize| ours[at] as f64 / raw[at].max(1) as f64;
    println!(
        "\nimport 100,000 x 20: {:.2}x raw ({} ms to {} ms), {:.2}x the processor's time ({} ms to \
         {} ms), peak {} MB to {} MB",
        ratio(0),
        ours[0],
        raw[0],
        ratio(1),
        ours[1],
        raw[1],
        ours[2] / 1024,
        raw[2] / 1024
    );
    let size = figure(&again, 1);
    println!(
        "the store of the sheet: {} MB (the sheet {} MB)",
        size >> 10,
        size_of(&file) >> 20
    );
    eprintln!("the same sheet by openpyxl and sqlite3 (about a minute)");
    match python(&file) {
        Ok(theirs) => println!(
            "openpyxl and sqlite3: {theirs} ms, {:.1}x ours",
            theirs as f64 / ours[0].max(1) as f64
        ),
        Err(why) => println!("openpyxl and sqlite3 are left out: {why}"),
    }
    println!("{again}");
    let file = folder.path().join("不进.xlsx");
    for (what, cells) in [
        ("all the same", (|_| township::deputy(7)) as fn(usize) -> _),
        ("all without a name", |number| {
            let mut cells = township::deputy(number);
            cells[1].clear();
            cells
        }),
    ] {
        write(&file, 2 * ROWS, cells);
        let said = run(Command::new(&here).arg("outside").arg(&file));
        println!("{} rows {what}: {said}", 2 * ROWS);
    }
}

fn size_of(file: &Path) -> u64 {
    std::fs::metadata(file).map_or(0, |it| it.len())
}

/// Milliseconds that Python needs to read the sheet with openpyxl and to insert its rows into one
/// plain table with sqlite3; why not, where the library cannot be had.
fn python(file: &Path) -> Result<u64, String> {
    const SCRIPT: &str = r#"
import sqlite3, sys, tempfile, time, openpyxl
start = time.time()
book = openpyxl.load_workbook(sys.argv[1], read_only=True)
rows = book.worksheets[0].iter_rows(values_only=True)
width = len(next(rows))
with tempfile.TemporaryDirectory() as folder:
    base = sqlite3.connect(folder + "/raw.db")
    base.execute("CREATE TABLE raw (%s)" % ",".join("c%d" % at for at in range(width)))
    base.executemany("INSERT INTO raw VALUES (%s)" % ",".join("?" * width), rows)
    base.commit()
print(int((time.time() - start) * 1000))
"#;
    let target = std::env::current_exe().unwrap();
    let target = target.ancestors().nth(3).unwrap();
    let place = target.join("bench-python");
    let program = place.join("bin/python3");
    let succeeds = |command: &mut Command| command.output().is_ok_and(|it| it.status.success());
    if !succeeds(Command::new(&program).args(["-c", "import openpyxl"])) {
        let made = succeeds(Command::new("python3").args(["-m", "venv"]).arg(&place))
            && succeeds(Command::new(&program).args(["-m", "pip", "install", "-q", "openpyxl"]));
        if !made {
            return Err("python3, venv or the network is missing".into());
        }
    }
    let said = run(Command::new(&program).arg("-c").arg(SCRIPT).arg(file));
    said.parse().map_err(|_| said)
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

/// Writes the sheet; `remark` goes into the last column of every row.
fn generate(file: &Path, remark: &str) {
    write(file, ROWS, |number| {
        let mut cells = township::deputy(number);
        cells[19] = remark.into();
        cells
    });
}

fn write(file: &Path, rows: usize, cells: impl Fn(usize) -> [String; 20]) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet_with_constant_memory().unwrap();
    for (column, heading) in township::HEADINGS.iter().enumerate() {
        sheet.write_string(0, column as u16, *heading).unwrap();
    }
    for number in 0..rows {
        for (column, cell) in cells(number).iter().enumerate() {
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
    let mut app = office(folder.path());
    let start = Instant::now();
    let before = township::processor();
    let (report, planned) = import(&mut app, file);
    println!(
        "ours {} ms {} ms-cpu {} kB {} rows ({} ms to the preview)",
        start.elapsed().as_millis(),
        (township::processor() - before).as_millis(),
        township::peak(),
        report["new"],
        planned.as_millis()
    );
}

/// A sheet of which hardly any row comes in.
fn outside(file: &Path) {
    let folder = tempfile::tempdir().unwrap();
    let mut app = office(folder.path());
    let start = Instant::now();
    let before = township::processor();
    let (report, _) = import(&mut app, file);
    println!(
        "{} ms, {} ms of the processor, peak {} MB, {} rows came in",
        start.elapsed().as_millis(),
        (township::processor() - before).as_millis(),
        township::peak() / 1024,
        report["new"]
    );
}

/// The sheet comes in, comes in again, and comes in changed.
fn again(file: &Path) {
    let changed = std::env::args().nth(3).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut app = office(folder.path());
    import(&mut app, file);
    // A checkpoint comes with closing; the pages of the write-ahead log are the database's own then.
    drop(app);
    let size = size_of(&folder.path().join("store/store.db"));
    let parts = parts(&folder.path().join("store"));
    let mut app = App::new(folder.path().join("store"), Box::new(DiskHost));
    let start = Instant::now();
    let (same, _) = import(&mut app, file);
    let unchanged = start.elapsed();
    let start = Instant::now();
    let (report, _) = import(&mut app, Path::new(&changed));
    println!(
        "store {} kB ({parts}); again: {} unchanged in {} ms; {} updated in {} ms",
        size >> 10,
        same["unchanged"],
        unchanged.as_millis(),
        report["updated"],
        start.elapsed().as_millis()
    );
}

/// The largest tables and indices of a store, in MB.
fn parts(store: &Path) -> String {
    let ledger = Ledger::open(store, &Unlock::KeyFile, Registry::builtin()).unwrap();
    let mut statement = ledger
        .vault()
        .conn()
        .prepare("SELECT name, sum(pgsize) FROM dbstat GROUP BY name ORDER BY 2 DESC LIMIT 14")
        .unwrap();
    let parts = statement.query_map([], |row| {
        let (name, bytes): (String, f64) = (row.get(0)?, row.get(1)?);
        Ok(format!("{name} {:.1}", bytes / f64::from(1 << 20)))
    });
    let parts: Vec<String> = parts.unwrap().map(Result::unwrap).collect();
    parts.join(", ")
}

fn office(folder: &Path) -> App {
    let mut app = App::new(folder.join("store"), Box::new(DiskHost));
    let found = json!({"office": "测试", "area": "130822101", "term": "第十九届"});
    app.invoke("found", found).unwrap();
    app
}

/// Plans and applies; answers the report and how long the preview took.
fn import(app: &mut App, file: &Path) -> (serde_json::Value, Duration) {
    let start = Instant::now();
    let request = json!({"register": "roster", "file": {"path": file.display().to_string()}});
    let plan = app.invoke("plan_import", request).unwrap();
    let planned = start.elapsed();
    let report = app
        .invoke("apply_import", json!({"token": plan["token"]}))
        .unwrap();
    (report, planned)
}
