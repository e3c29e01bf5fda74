//! The books at three sizes: a township's year, a county's, a province's. A page, a filter, a search
//! through what was said, what is due, one visitor saved.
//!
//! `cargo run --release -p app --example books_speed`
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement for the console"
)]

mod township;

use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use app::{App, DiskHost};
use serde_json::{Value, json};

/// Visits and matters: a township, twenty of them, a province's hundred thousands (sources/000:
/// 565,200 person-times, 83,700 opinions) as a million rows.
const SIZES: [(&str, usize, usize); 3] = [
    ("x1", 500, 500),
    ("x20", 10_000, 10_000),
    ("province", 916_300, 83_700),
];
/// A sheet's rows: larger files are refused.
const SHEET: usize = 240_000;
const RUNS: usize = 9;
const CATEGORIES: [&str; 5] = ["道路交通", "环境卫生", "水利饮水", "供电通信", "社会保障"];

fn main() {
    let mut lines = Vec::new();
    for (size, visits, matters) in SIZES {
        println!("{size}: {visits} visits, {matters} matters");
        let folder = tempfile::tempdir().unwrap();
        let mut app =
            App::new(folder.path().join("store"), Box::new(DiskHost)).on("2026-11-25".parse().ok());
        let found = json!({"office": "测试县", "area": "130822101", "term": "第十九届"});
        app.invoke("found", found).unwrap();
        let start = Instant::now();
        fill(&mut app, folder.path(), visits, matters);
        println!("    filled in {} s", start.elapsed().as_secs());
        lines.push(measure(&mut app, size));
    }
    println!();
    for line in lines {
        println!("{line}");
    }
}

fn measure(app: &mut App, size: &str) -> String {
    let mut worst = Duration::ZERO;
    let mut time = |app: &mut App, what: &str, request: Value| {
        let page = app.invoke("list", request.clone()).unwrap();
        let time = township::median(RUNS, || drop(app.invoke("list", request.clone()).unwrap()));
        println!("    {what} ({}): {} ms", page["total"], time.as_millis());
        worst = worst.max(time);
        time
    };
    let list = |register: &str, more: Value| {
        let mut request = json!({"register": register, "limit": 50});
        for (key, value) in more.as_object().unwrap() {
            request[key] = value.clone();
        }
        request
    };
    let category = json!({"filters": [
        {"field": "问题类别", "how": "any_of", "values": ["环境卫生"]}]});
    let pages = [
        time(app, "page of 簿一", list("receptions", json!({}))),
        time(app, "page of 簿三", list("opinions", json!({}))),
    ];
    let filters = [
        time(app, "filter of 簿一", list("receptions", category)),
        time(
            app,
            "待补、待核实 of 簿三",
            list("opinions", json!({"unsettled": true})),
        ),
    ];
    let searches = [
        time(
            app,
            "search 路灯",
            list("receptions", json!({"search": "路灯"})),
        ),
        time(
            app,
            "search 第77777件",
            list("receptions", json!({"search": "第77777件"})),
        ),
        time(
            app,
            "search nothing",
            list("receptions", json!({"search": "不存在的话"})),
        ),
    ];
    let due = township::median(RUNS, || drop(app.invoke("due", json!({})).unwrap()));
    let mut number = 0;
    let save = township::median(RUNS, || {
        number += 1;
        let values = json!({"接待时间": "2026-11-20", "来访人": township::deputy(number)[1],
            "反映内容": "校车停靠点离村太远", "接待代表": "张三"});
        let request = json!({"register": "receptions", "values": values});
        drop(app.invoke("save", request).unwrap());
    });
    let most = |times: &[Duration]| times.iter().max().map_or(0, Duration::as_millis);
    println!(
        "    due {} ms, one visitor saved {} ms",
        due.as_millis(),
        save.as_millis()
    );
    println!("    peak {} MB", township::peak() / 1024);
    format!(
        "{size}: page {} ms, filter {} ms, search {} ms, due {} ms, one visitor saved {} ms",
        most(&pages),
        most(&filters),
        most(&searches),
        due.as_millis(),
        save.as_millis()
    )
}

/// Everything comes in by sheets, as it would.
fn fill(app: &mut App, folder: &Path, visits: usize, matters: usize) {
    import(app, folder, "roster", &["姓名", "性别"], 1, |_| {
        vec!["张三".into(), "男".into()]
    });
    let on = |at: usize| {
        format!(
            "20{:02}-{:02}-{:02}",
            15 + at % 11,
            1 + at % 10,
            1 + at % 28
        )
    };
    let headings = ["接待时间", "来访人", "问题类别", "反映内容", "接待代表"];
    import(app, folder, "receptions", &headings, visits, |at| {
        let said = if at.is_multiple_of(100) {
            "村口的路灯坏了，夜里看不清路"
        } else {
            "村里的路不好走，下雨天车过不去"
        };
        vec![
            on(at),
            township::deputy(at)[1].clone(),
            CATEGORIES[at % 5].into(),
            format!("第{at}件：{said}。"),
            "张三".into(),
        ]
    });
    let headings = [
        "收到日期",
        "反映人",
        "内容",
        "问题类别",
        "交办日期",
        "主办单位",
        "办理期限",
        "答复内容",
        "答复日期",
    ];
    import(app, folder, "opinions", &headings, matters, |at| {
        // As in any office, little is open.
        let open = at % 200 == 0;
        let past = |text: &str| if open { String::new() } else { text.to_owned() };
        vec![
            on(at),
            township::deputy(at * 3)[1].clone(),
            format!("第{at}件：自来水压力小，高处的住户用不上水。"),
            CATEGORIES[at % 5].into(),
            on(at),
            format!("第{}承办单位", at % 30),
            "2026-12-10".into(),
            past("已经安排维修，压力恢复正常。"),
            past("2026-11-01"),
        ]
    });
}

/// Imports of generated sheets, one after the other.
fn import(
    app: &mut App,
    folder: &Path,
    register: &str,
    headings: &[&str],
    rows: usize,
    row: impl Fn(usize) -> Vec<String>,
) {
    let file = folder.join(format!("{register}.csv"));
    for from in (0..rows).step_by(SHEET) {
        let mut sheet = std::io::BufWriter::new(std::fs::File::create(&file).unwrap());
        writeln!(sheet, "\u{feff}{}", headings.join(",")).unwrap();
        for at in from..rows.min(from + SHEET) {
            writeln!(sheet, "{}", row(at).join(",")).unwrap();
        }
        sheet.flush().unwrap();
        drop(sheet);
        let start = Instant::now();
        let request = json!({"register": register, "file": {"path": file.display().to_string()}});
        let plan = app.invoke("plan_import", request).unwrap();
        let planned = start.elapsed().as_secs();
        let applied = app
            .invoke("apply_import", json!({"token": plan["token"]}))
            .unwrap();
        let rejected = applied["rejected"].as_array().map_or(0, Vec::len);
        assert_eq!(rejected, 0, "{}", applied["rejected"][0]);
        if rows > SHEET {
            let seconds = start.elapsed().as_secs();
            println!(
                "    {register} from row {from}: {planned} s to the preview, {seconds} s in all"
            );
        }
    }
}
