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
    for text in ["王", "wxm", "5678"] {
        let request = json!({"text": text});
        let time = township::median(RUNS, || {
            drop(app.invoke("search_all", request.clone()).unwrap());
        });
        println!("search over everything for {text}: {} ms", time.as_millis());
    }
    for command in ["due", "home"] {
        let time = township::median(RUNS, || drop(app.invoke(command, json!({})).unwrap()));
        println!("{command}: {} ms", time.as_millis());
    }
    columns(&mut app);
    edits(&mut app, folder.path());
    let start = Instant::now();
    app.invoke("rebuild", json!({})).unwrap();
    println!("rebuild and deep check: {} ms", start.elapsed().as_millis());
    println!("peak {} MB", township::peak() / 1024);
}

/// Sorting and filtering from the headings: the first time, which makes the column's index, and
/// then, on the first page and on the last.
fn columns(app: &mut App) {
    let filter = |field: &str, how: &str, values: &[&str]| json!({"field": field, "how": how, "values": values});
    let asked = [
        ("sort 出生日期", json!({"order": "出生日期"})),
        ("sort 民族", json!({"order": "民族"})),
        ("sort 年龄", json!({"order": "年龄", "descending": true})),
        ("sort 代表小组", json!({"order": "代表小组"})),
        (
            "filter 性别",
            json!({"filters": [filter("性别", "any_of", &["女"])]}),
        ),
        (
            "filter 民族 and 年龄",
            json!({"filters": [filter("民族", "any_of", &["满族", "回族"]),
                               filter("年龄", "between", &["40", "50"])]}),
        ),
        (
            "filter 工作单位 contains",
            json!({"filters": [filter("工作单位及职务", "contains", &["村"])]}),
        ),
    ];
    for (what, request) in asked {
        let page = |offset: u64| {
            let mut request = request.clone();
            request["register"] = json!("roster");
            request["limit"] = json!(50);
            request["offset"] = json!(offset);
            request
        };
        let start = Instant::now();
        let total = app.invoke("list", page(0)).unwrap()["total"]
            .as_u64()
            .unwrap_or(0);
        let made = start.elapsed();
        let first = township::median(RUNS, || drop(app.invoke("list", page(0)).unwrap()));
        let last = township::median(RUNS, || {
            drop(app.invoke("list", page(total.saturating_sub(50))).unwrap());
        });
        println!(
            "{what} ({total}): {} ms the first time, then {} ms, the last page {} ms",
            made.as_millis(),
            first.as_millis(),
            last.as_millis()
        );
    }
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
