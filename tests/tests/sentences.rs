//! What the program says is said in an office's words: a table of situations and sentences, and words
//! that stand in no sentence any more.
#![allow(clippy::expect_used, reason = "a test says what it expects")]

use std::fs;
use std::path::{Path, PathBuf};

use scenarios::Office;
use serde_json::{Value, json};

fn office() -> Office {
    Office::founded_on("2026-03-02")
}

fn matter(office: &mut Office) -> Value {
    let values = json!({"收到日期": "2026-03-02", "反映人": "李敏", "来源": "走访",
                        "内容": "前苇塘村口路灯坏了三盏，夜里看不清路。"});
    let save = json!({"register": "opinions", "values": values});
    office.call("save", save)["id"].clone()
}

fn step(id: &Value, step: &str, values: &Value) -> Value {
    json!({"register": "opinions", "id": id, "step": step, "values": values})
}

/// What is said where a step is refused.
fn refused(office: &mut Office, id: &Value, name: &str) -> String {
    office
        .refused("act", step(id, name, &json!({})))
        .to_string()
}

#[test]
fn refusals_say_what_can_be_done() {
    let mut office = office();
    let id = matter(&mut office);
    let table = [
        (
            "进度",
            "现在是“已登记”，只能办：受理、不予受理",
            "“进度”要等到“已交办",
        ),
        (
            "不予受理",
            "“不予受理”还没有登记：没有填“不受理理由”",
            "请先选“不受理理由”",
        ),
    ];
    for (name, sentence, hint) in table {
        let said = refused(&mut office, &id, name);
        assert!(said.contains(sentence), "{name}: {said}");
        assert!(said.contains(hint), "{name}: {said}");
        assert!(!said.contains("不能"), "{name}: {said}");
    }
    office.call("act", step(&id, "受理", &json!({})));
    office.call("act", step(&id, "交办", &json!({"主办单位": "供电所"})));
    let record = office.call("record", json!({"register": "opinions", "id": id}));
    for it in record["steps"].as_array().expect("steps") {
        let reason = it["reason"].as_str().unwrap_or_default();
        assert!(
            !reason.contains("不能") && !reason.contains("现在是"),
            "beside what can be done the others say when: {it}"
        );
    }
}

#[test]
fn a_deputy_is_no_entry() {
    let mut office = office();
    let save = json!({"register": "roster", "values": {"性别": "男"}});
    let said = office.refused("save", save).to_string();
    assert!(said.contains("这名代表还没有保存：没有填“姓名”"), "{said}");
}

#[test]
fn an_extension_shows_the_day_it_would_give() {
    let mut office = office();
    let id = matter(&mut office);
    office.call("act", step(&id, "受理", &json!({})));
    office.call("act", step(&id, "交办", &json!({"主办单位": "供电所"})));
    let record = office.call("record", json!({"register": "opinions", "id": id}));
    let extend = record["steps"]
        .as_array()
        .and_then(|it| it.iter().find(|it| it["key"] == "extend").cloned())
        .expect("a step to extend");
    let shown = extend["values"]["until"].clone();
    assert!(shown.is_string(), "the day stands in the field: {extend}");
    let values = json!({"延期理由": "等材料", "批准人": "周主席"});
    office.call("act", step(&id, "延期", &values));
    let record = office.call("record", json!({"register": "opinions", "id": id}));
    assert_eq!(
        record["values"]["due_on"], shown,
        "and that is the day it gets"
    );
}

#[test]
fn what_is_known_stands_in_an_empty_form() {
    let mut office = office();
    let schema = office.call("schema", json!({"register": "receptions"}));
    assert_eq!(schema["offered"]["received_on"], "2026-03-02");
    assert!(schema["offered"]["recorder"].is_string(), "{schema}");
    let taken = schema["taken"]["fields"].as_array().expect("fields");
    for key in ["received_on", "recorder", "way"] {
        assert!(taken.contains(&json!(key)), "{key} is the day's word");
    }
    let meeting = office.call("schema", json!({"register": "meetings"}));
    assert!(meeting["offered"]["term"].is_string(), "{meeting}");
}

#[test]
fn a_month_alone_is_the_nearest_one() {
    let mut office = office();
    for (typed, read) in [
        ("12月", "2025-12"),
        ("3月", "2026-03"),
        ("5月份", "2026-05"),
    ] {
        let asked = json!({"register": "plans", "field": "month", "text": typed});
        assert_eq!(office.call("understand", asked)["text"], read, "{typed}");
    }
    let none = json!({"register": "plans", "field": "month", "text": "13月"});
    assert!(office.call("understand", none)["reason"] != "");
}

/// Words that offices do not say, and what they say.
const UNSAID: &[(&str, &str)] = &[
    ("，不能{", "现在只能办：……"),
    ("没有{}：", "“……”还没有登记："),
    ("照纸上的写法", "写什么，有例子"),
    ("接待日要用的", "接待日用表（一套）"),
    ("写了记录转办，没有转入编号", "写明转办，却没有转办编号"),
    ("因放假调整", "因周末、节假日顺延"),
    ("现在没有办理期限", "已答复，等反馈"),
    ("\"挂起\"", "暂缓办理"),
    ("测评轮次", "评价方式"),
    (">做什么<", "权限"),
];

fn sources(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().and_then(|it| it.to_str()).unwrap_or("");
        if path.is_dir() {
            if !["generated", "node_modules", "target"].contains(&name) {
                sources(&path, into);
            }
        } else if ["rs", "vue", "ts"].iter().any(|it| name.ends_with(it)) {
            into.push(path);
        }
    }
}

#[test]
fn words_that_offices_do_not_say_stand_nowhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut files = Vec::new();
    for folder in [
        "src-tauri/crates/domain/src",
        "src-tauri/crates/app/src",
        "ui/src",
    ] {
        sources(&root.join(folder), &mut files);
    }
    assert!(files.len() > 400, "{} files", files.len());
    let mut said = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).expect("a source");
        for (word, better) in UNSAID {
            if text.contains(word) {
                said.push(format!("{}: {word} → {better}", file.display()));
            }
        }
    }
    assert!(said.is_empty(), "{}", said.join("\n"));
}
