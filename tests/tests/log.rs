//! The log file and 诊断: an error is found by its number, and nothing of the office's is in them.
#![allow(clippy::expect_used, reason = "a test says what it expects")]

use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::Path;

use scenarios::Office;
use serde_json::{Value, json};

fn log_of(office: &Office) -> String {
    let folder = office.store().with_file_name("台账.log");
    let mut text = String::new();
    for entry in std::fs::read_dir(folder).expect("a log beside the store") {
        let path = entry.expect("an entry").path();
        text += &std::fs::read_to_string(path).expect("readable");
    }
    text
}

#[test]
fn the_number_of_an_error_is_found_in_the_log() {
    let mut office = Office::founded();
    let cases = [
        (
            "save",
            json!({"register": "roster", "values": {"性别": "男"}}),
        ),
        ("list", json!({"register": "王秀兰"})),
        (
            "plan_import",
            json!({"register": "roster", "file": {"path": "/无/王秀兰.xlsx"}}),
        ),
        ("王秀兰", json!({})),
        ("record", json!(null)),
    ];
    let mut seen = BTreeSet::new();
    for (command, request) in cases {
        let refused = office.refused(command, request);
        let id = refused.id.clone().expect("every refusal has its number");
        assert_eq!(id.len(), 6, "short enough for the telephone");
        let log = log_of(&office);
        let line = log.lines().find(|it| it.contains(&format!("id={id}")));
        let line = line.unwrap_or_else(|| panic_with(&log, &id));
        let code = serde_json::to_value(refused.code).expect("a word");
        let code = code.as_str().expect("a word");
        assert!(line.contains(&format!("code={code}")), "{line}");
        seen.insert(id);
    }
    assert_eq!(seen.len(), 5, "one number for each");
    assert!(!log_of(&office).contains("王秀兰"));
    let missing = log_of(&office);
    assert!(
        missing.contains("cause=io NotFound os=2"),
        "the cause behind: {missing}"
    );
}

#[allow(clippy::panic, reason = "a test stops where its line is missing")]
fn panic_with(log: &str, id: &str) -> &'static str {
    panic!("{id} is not in the log:\n{log}")
}

/// Every text of the records and every name, as lists and histories answer them.
fn texts(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => {
            found.insert(text.trim().to_owned());
        }
        Value::Array(items) => items.iter().for_each(|it| texts(it, found)),
        Value::Object(fields) => fields.values().for_each(|it| texts(it, found)),
        _ => {}
    }
}

/// Whether a text would tell anything of a person or of what was written.
fn tells(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let other = text.chars().filter(|it| !it.is_ascii()).count();
    let date = text.len() <= 10 && text.chars().all(|it| it.is_ascii_digit() || it == '-');
    (digits >= 6 && !date) || other >= 2
}

#[test]
fn nothing_of_a_record_is_in_the_log_or_the_diagnosis() {
    let mut office = Office::founded_on("2026-11-24");
    office.call("demo", json!({}));
    let mut said = BTreeSet::new();
    let registers = office.call("registers", json!({}));
    for register in registers.as_array().expect("registers") {
        let key = &register["key"];
        let request = json!({"register": key, "limit": 500});
        let rows = office.call("list", request)["rows"].clone();
        for row in rows.as_array().expect("rows") {
            texts(&row["cells"], &mut said);
            texts(&row["values"], &mut said);
        }
        // What fails names them too.
        if let Some(row) = rows.get(0) {
            let request =
                json!({"register": key, "id": row["id"], "values": {"没有这一栏": "王秀兰"}});
            office.refused("save", request);
            office.call("record", json!({"register": key, "id": row["id"]}));
        }
    }
    for name in said
        .iter()
        .filter(|it| tells(it))
        .take(200)
        .cloned()
        .collect::<Vec<_>>()
    {
        office.refused("record", json!({"register": "roster", "id": name}));
        office.call("search_all", json!({"text": name}));
    }
    let shown = office.call("diagnosis", json!({}));
    let out = office.path("诊断.zip");
    let saved = office.call("diagnosis", json!({"out": {"path": out}}));
    assert_eq!(
        shown["parts"], saved["parts"],
        "what was shown is what is saved"
    );
    let packed = unpacked(&out);
    assert_eq!(
        packed.len(),
        shown["parts"].as_array().expect("parts").len()
    );
    for (part, (name, text)) in shown["parts"]
        .as_array()
        .expect("parts")
        .iter()
        .zip(&packed)
    {
        assert_eq!((&part["name"], &part["text"]), (&json!(name), &json!(text)));
    }

    let log = log_of(&office);
    assert!(log.is_ascii(), "the log has no word of Chinese");
    assert!(log.contains("command=save"), "it says what was done");
    // Words of the program's own lists stand in records as well, and tell nothing of one.
    let own = [
        "备份",
        "每日",
        "导入前",
        "还原前",
        "升级前",
        "手工",
        "版本",
        "系统",
        "电话",
    ];
    let everything: String = packed.into_iter().map(|(_, text)| text).collect::<String>() + &log;
    let told = said
        .iter()
        .filter(|it| tells(it) && !own.contains(&it.as_str()));
    let mut count = 0;
    let mut found = Vec::new();
    for text in told {
        if everything.contains(text.as_str()) {
            found.push(text);
        }
        count += 1;
    }
    assert!(found.is_empty(), "these are in it: {found:?}");
    assert!(
        count > 300,
        "so many texts of a year were looked for: {count}"
    );
}

fn unpacked(file: &Path) -> Vec<(String, String)> {
    let file = std::fs::File::open(file).expect("it was saved");
    let mut zip = zip::ZipArchive::new(file).expect("a zip file");
    (0..zip.len())
        .map(|at| {
            let mut entry = zip.by_index(at).expect("an entry");
            let mut text = String::new();
            entry.read_to_string(&mut text).expect("text");
            (entry.name().expect("a name").into_owned(), text)
        })
        .collect()
}

#[test]
fn a_locked_store_can_be_diagnosed() {
    let mut office = Office::founded();
    office.call("set_password", json!({"new": "红旗渠水"}));
    office.call("lock", json!({}));
    let shown = office.call("diagnosis", json!({}));
    let parts = shown["parts"].as_array().expect("parts");
    assert!(parts.iter().any(|it| it["name"] == "log.txt"), "{shown}");
    let out = office.path("诊断.pdf");
    office.refused("diagnosis", json!({"out": {"path": out}}));
}
