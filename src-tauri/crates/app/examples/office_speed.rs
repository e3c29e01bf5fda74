//! A province in one store: list, search, one edit, rebuild at 150,000 deputies.
//!
//! `cargo run --release -p app --example office_speed`
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement for the console"
)]

mod township;

use std::io::Write;
use std::time::Instant;

use app::{App, DiskHost};
use serde_json::json;

const DEPUTIES: usize = 150_000;
const RUNS: usize = 15;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = App::new(folder.path().join("store"), Box::new(DiskHost));
    let found = json!({"office": "测试", "area": "130822101", "term": "第十九届"});
    app.invoke("found", found).unwrap();
    fill(&mut app, folder.path());

    let list = |order: &str| json!({"register": "roster", "limit": 50, "order": order});
    for order in ["姓名笔画", "姓氏笔画", "拼音"] {
        app.invoke("list", list(order)).unwrap();
        let time = township::median(RUNS, || drop(app.invoke("list", list(order)).unwrap()));
        println!(
            "list page of 50 and total at {DEPUTIES}, {order}: {} ms",
            time.as_millis()
        );
    }
    for search in [
        "王",
        "小明",
        "wxm",
        "wangxiao",
        "王xm",
        "5678",
        "不存在的人",
    ] {
        let request = json!({"register": "roster", "limit": 50, "search": search});
        let page = app.invoke("list", request.clone()).unwrap();
        let time = township::median(RUNS, || drop(app.invoke("list", request.clone()).unwrap()));
        println!(
            "search {search} ({} found): {} ms",
            page["total"],
            time.as_millis()
        );
    }
    edits(&mut app, folder.path());
    let start = Instant::now();
    app.invoke("rebuild", json!({})).unwrap();
    println!("rebuild and deep check: {} ms", start.elapsed().as_millis());
    println!("peak {} MB", township::peak() / 1024);
}

/// Deputies come in by sheets of 50,000, as they would.
fn fill(app: &mut App, folder: &std::path::Path) {
    let start = Instant::now();
    for part in 0..DEPUTIES / 50_000 {
        let file = folder.join(format!("{part}.csv"));
        let mut sheet = std::io::BufWriter::new(std::fs::File::create(&file).unwrap());
        writeln!(sheet, "\u{feff}{}", township::HEADINGS.join(",")).unwrap();
        for number in part * 50_000..(part + 1) * 50_000 {
            writeln!(sheet, "{}", township::deputy(number).join(",")).unwrap();
        }
        sheet.flush().unwrap();
        drop(sheet);
        let request = json!({"register": "roster", "file": {"path": file.display().to_string()}});
        let plan = app.invoke("plan_import", request).unwrap();
        app.invoke("apply_import", json!({"token": plan["token"]}))
            .unwrap();
    }
    println!(
        "{DEPUTIES} deputies in three imports: {} ms",
        start.elapsed().as_millis()
    );
}

/// One edit, beside the disk's own flush of the same size.
fn edits(app: &mut App, folder: &std::path::Path) {
    let page = app
        .invoke("list", json!({"register": "roster", "limit": 1}))
        .unwrap();
    let id = page["rows"][0]["id"].clone();
    let mut count = 0;
    let edit = township::median(31, || {
        count += 1;
        let values = json!({"工作单位及职务": format!("第{count}村")});
        let request = json!({"register": "roster", "id": id, "values": values});
        app.invoke("save", request).unwrap();
    });
    let mut file = std::fs::File::create(folder.join("flush")).unwrap();
    let flush = township::median(31, || {
        file.write_all(&[1; 4096 * 12]).unwrap();
        file.sync_data().unwrap();
    });
    println!(
        "one edit: {:.1} ms, the disk's own flush {:.1} ms",
        edit.as_secs_f64() * 1000.0,
        flush.as_secs_f64() * 1000.0
    );
}
