//! A province's year of submissions taken in and added up on one PC: 1,946 townships, 150,000
//! deputies, each with its roster and figures in one signed file.
//!
//! `cargo run --release -p app --example submission_speed`
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a measurement for the console"
)]

mod township;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use app::{App, DiskHost};
use serde_json::{Value, json};
use sync::{
    Certificate, DeviceKind, Dispatch, DispatchKind, Identity, OfficeCard, Part, Trust, Verdict,
    write_dispatch,
};

const TOWNSHIPS: usize = 1_946;
const DEPUTIES: usize = 150_000;

fn file(path: &Path) -> Value {
    json!({ "path": path.display().to_string() })
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let begun = Instant::now();
    (work(), begun.elapsed())
}

fn office(dir: PathBuf, name: &str, area: &str) -> App {
    let mut app = App::new(dir, Box::new(DiskHost));
    let found = json!({"office": name, "area": area, "term": "第十九届"});
    app.invoke("found", found).unwrap();
    app
}

fn main() {
    let townships = std::env::args()
        .nth(1)
        .and_then(|it| it.parse().ok())
        .unwrap_or(TOWNSHIPS);
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let mut county = office(at("county"), "青禾省人大常委会", "130000");
    let card = at("card.rdk");
    let given = county
        .invoke("write_card", json!({"out": file(&card)}))
        .unwrap();
    let above = OfficeCard::from_file(&std::fs::read(&card).unwrap()).unwrap();

    // One real township makes the parts; the others send the same shape under keys of their own.
    let mut first = office(at("first"), "柳河镇人大主席团", "130100001");
    let per = DEPUTIES.div_ceil(TOWNSHIPS);
    let sheet = at("名册.csv");
    write_sheet(&sheet, per);
    let plan = json!({"register": "roster", "file": file(&sheet)});
    let plan = first.invoke("plan_import", plan).unwrap();
    first
        .invoke("apply_import", json!({"token": plan["token"]}))
        .unwrap();
    let trust = json!({"file": file(&card), "fingerprint": given["fingerprint"]});
    first.invoke("trust_card", trust).unwrap();
    let choice = json!({"what": ["roster", "figures"], "year": 2026});
    let made = json!({"choice": choice, "out": file(&at("one.rds"))});
    let made = first.invoke("make_submission", made).unwrap();
    let parts = parts_of(&mut first, &made);

    let (files, written) = timed(|| {
        let mut files = Vec::with_capacity(townships);
        for number in 0..townships {
            let path = at(&format!("{number}.rds"));
            let print = send(&path, number, &above, &parts);
            files.push((path, print));
        }
        files
    });
    let bytes: u64 = files
        .iter()
        .map(|(path, _)| std::fs::metadata(path).unwrap().len())
        .sum();
    let (_, taken) = timed(|| {
        for (path, print) in &files {
            let take = json!({"file": file(path), "confirm": print});
            county.invoke("take_dispatch", take).unwrap();
        }
    });
    let (sums, added) = timed(|| {
        county
            .invoke("submission_totals", json!({"year": 2026}))
            .unwrap()
    });
    let rows = sums["rows"].as_array().unwrap();
    assert_eq!(rows.len(), townships, "every township counts");
    let (_, again) = timed(|| {
        for (path, _) in files.iter().take(100) {
            let take = json!({"file": file(path)});
            assert_eq!(
                county.invoke("take_dispatch", take).unwrap()["already"],
                true
            );
        }
    });
    let (seen, shown) = timed(|| {
        let asked = json!({"id": rows[townships / 2]["id"], "part": "roster"});
        county.invoke("sent_rows", asked).unwrap()
    });
    println!(
        "{townships} townships, {} deputies, {:.1} MB of files (written in {written:.1?}): taken in {taken:.1?}, \
         added up {added:.2?}, one hundred again {again:.2?}, rows of one ({}) {shown:.2?}; peak {} MB",
        townships * per,
        bytes as f64 / 1e6,
        seen["rows"].as_array().unwrap().len(),
        township::peak() / 1024,
    );
}

/// The parts of a submission as its own office shows them.
fn parts_of(app: &mut App, made: &Value) -> Vec<Part> {
    let mut parts = Vec::new();
    for name in ["figures", "table-roster"] {
        let asked = json!({"id": made["number"], "part": name});
        let rows = app.invoke("sent_rows", asked).unwrap();
        let content = match name {
            "figures" => {
                let whole = json!({"scope": {"from": "2026-01-01", "to": "2026-12-31"}});
                let figures = app.invoke("figures", whole).unwrap();
                let lines = figures["figures"].as_array().unwrap().iter().map(|it| {
                    json!({"key": it["key"], "title": it["title"], "unit": it["unit"],
                           "top": 3, "bottom": it["denominator"].as_i64().map(|_| 4)})
                });
                let lines: Vec<Value> = lines.collect();
                json!({"from": "2026-01-01", "to": "2026-12-31", "figures": lines})
            }
            _ => json!({"register": "roster", "title": rows["title"], "columns": rows["columns"],
                        "rows": rows["rows"], "left_out": []}),
        };
        parts.push(Part {
            name: name.into(),
            content: serde_json::to_vec(&content).unwrap(),
        });
    }
    parts
}

/// A township's signed file; answers the eight characters of its office.
fn send(path: &Path, number: usize, above: &OfficeCard, parts: &[Part]) -> String {
    let key = |sort: u8| {
        let mut secret = [sort; 32];
        secret[..8].copy_from_slice(&(number as u64).to_le_bytes());
        Identity::of(&secret).unwrap()
    };
    let (root, device) = (key(1), key(2));
    let name = format!("第{number}镇人大主席团");
    let certificate = Certificate {
        public: device.public(),
        recipient: device.recipient(),
        name: name.clone(),
        kind: DeviceKind::Office,
        series: String::new(),
        issued_ms: 1,
    };
    let trust = Trust::of(&root.public(), &[certificate.seal(&root)], &[]);
    let area = format!("13{:07}", number + 1);
    let from = OfficeCard::of(root.public(), &name, &area, &trust);
    let print = from.fingerprint();
    let dispatch = Dispatch {
        id: uuid::Uuid::now_v7(),
        kind: DispatchKind::Submission,
        sender: device.device(),
        from,
        to: Some(above.root),
        number: format!("第{number}镇〔2026〕上报第1号"),
        year: 2026,
        serial: 1,
        created_ms: 1_800_000_000_000,
        program: env!("CARGO_PKG_VERSION").into(),
        title: "代表名册、统计数字".into(),
        replaces: None,
        answers: None,
        verdict: Verdict::Received,
        note: String::new(),
        parts: Vec::new(),
    };
    write_dispatch(path, &dispatch, parts, &device, &above.recipients()).unwrap();
    print
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
