//! Packages between two PCs: made, taken in by one that has nothing, looked at and taken in again,
//! beside the same rows inserted raw into the same encrypted database.
//!
//! `cargo run --release -p app --example package_speed`
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
use serde_json::{Value, json};
use store::vault::{Protection, Vault};

/// Deputies in each office measured; each is two changes: what everybody sees, and telephone and
/// number aside.
const SIZES: [usize; 4] = [5_000, 25_000, 50_000, 100_000];

fn main() {
    let mut arguments = std::env::args().skip(1);
    match (arguments.next().as_deref(), arguments.next()) {
        (Some("join"), Some(folder)) => join(Path::new(&folder)),
        _ => {
            for deputies in SIZES {
                measure(deputies);
            }
        }
    }
}

fn office(dir: &Path) -> App {
    App::new(dir.to_owned(), Box::new(DiskHost))
}

fn file(path: &Path) -> Value {
    json!({ "path": path.display().to_string() })
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let begun = Instant::now();
    (work(), begun.elapsed())
}

fn measure(deputies: usize) {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let mut first = office(&at("first"));
    let found = json!({"office": "测试镇人大主席团", "area": "130822101", "term": "第十九届"});
    first.invoke("found", found).unwrap();
    let sheet = at("名册.csv");
    write_sheet(&sheet, deputies);
    let plan = json!({"register": "roster", "file": file(&sheet)});
    let plan = first.invoke("plan_import", plan).unwrap();
    let apply = json!({"token": plan["token"]});
    first.invoke("apply_import", apply).unwrap();
    let mut second = office(&at("second"));
    let ask = json!({"name": "第二台", "out": file(&at("ask.rdj"))});
    second.invoke("ask_to_join", ask).unwrap();
    let enrol = json!({"file": file(&at("ask.rdj")), "kind": "pc", "out": file(&at("answer.rdx"))});
    first.invoke("enrol_device", enrol).unwrap();
    drop(second);
    let export = json!({"to": ["第二台"], "out": file(&at("package.rdx"))});
    let (made, exported) = timed(|| first.invoke("export_package", export).unwrap());
    let changes = made["changes"].as_u64().unwrap();
    let bytes = made["bytes"].as_u64().unwrap();
    // The import in a process of its own, whose peak is its own.
    let here = std::env::current_exe().unwrap();
    let joined = Command::new(here)
        .arg("join")
        .arg(folder.path())
        .output()
        .unwrap();
    assert!(joined.status.success(), "{joined:?}");
    let joined = String::from_utf8(joined.stdout).unwrap();
    let raw = raw(folder.path(), deputies);
    println!(
        "{changes} changes: {} bytes each; export {} ms; raw insert {} ms; {}",
        bytes / changes,
        exported.as_millis(),
        raw.as_millis(),
        joined.trim()
    );
}

/// The other PC: joins with the answer, then takes the next package, which brings nothing new.
fn join(folder: &Path) {
    let mut second = office(&folder.join("second"));
    let answer = json!({"file": file(&folder.join("answer.rdx"))});
    let (_, joined) = timed(|| second.invoke("join_by_answer", answer).unwrap());
    let package = json!({"file": file(&folder.join("package.rdx"))});
    let (again, repeated) = timed(|| second.invoke("apply_package", package).unwrap());
    assert_eq!(again["already"], true);
    println!(
        "import {} ms; again {} ms; peak {} MB",
        joined.as_millis(),
        repeated.as_millis(),
        township::peak() / 1024
    );
}

fn write_sheet(path: &Path, deputies: usize) {
    let mut text = String::from(
        "序号,姓名,性别,民族,出生日期,身份证号,政治面貌,学历,工作单位及职务,代表层级,选区,代表小组,联系电话\n",
    );
    for number in 0..deputies {
        let cells = township::deputy(number);
        text.push_str(&cells[..13].join(","));
        text.push('\n');
    }
    std::fs::write(path, text).unwrap();
}

/// The same rows into the same sort of database, by one prepared statement in one transaction.
fn raw(folder: &Path, deputies: usize) -> Duration {
    let dir = folder.join("raw");
    let created = Vault::create(&dir, &Protection::KeyFile).unwrap();
    let rows: Vec<[String; 20]> = (0..deputies).map(township::deputy).collect();
    let conn = created.vault.conn();
    let begun = Instant::now();
    let columns: Vec<String> = (0..20).map(|at| format!("c{at} TEXT")).collect();
    let marks = vec!["?"; 20].join(",");
    conn.execute_batch(&format!("CREATE TABLE raw ({}); BEGIN", columns.join(",")))
        .unwrap();
    {
        let mut insert = conn
            .prepare(&format!("INSERT INTO raw VALUES ({marks})"))
            .unwrap();
        for row in &rows {
            insert.execute(row.each_ref()).unwrap();
        }
    }
    conn.execute_batch("COMMIT").unwrap();
    begun.elapsed()
}
