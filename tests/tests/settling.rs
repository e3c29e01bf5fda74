//! What is still to be settled stands in one list until the last is.
#![allow(clippy::expect_used, reason = "a test says what it expects")]

use scenarios::Office;
use serde_json::{Value, json};

fn listed(office: &mut Office, to_fill: bool) -> Value {
    office.call("to_settle", json!({"to_fill": to_fill}))
}

fn rows(office: &mut Office) {
    let rows = json!({"register": "roster", "keep_findings": true, "rows": [
        {"values": {"name": "赵大年", "phone": "1390314"}},
        {"values": {"name": "钱二喜", "phone": "12"}},
    ]});
    office.call("save_rows", rows);
}

#[test]
fn findings_stay_in_one_list_until_the_last_is_settled() {
    let mut office = Office::founded_on("2026-03-02");
    assert_eq!(listed(&mut office, false)["findings"], 0);
    rows(&mut office);
    let before = listed(&mut office, false);
    assert_eq!(before["findings"], 2, "{before}");
    let items = before["items"].as_array().expect("items").clone();
    for it in &items {
        for told in [
            "finding", "register", "record", "title", "field", "label", "raw", "reason", "origin",
        ] {
            assert!(
                !it[told].as_str().unwrap_or("").is_empty(),
                "{told} of {it}"
            );
        }
    }
    // One is corrected on its record, the other declared to be none: each leaves the list.
    office.reopen();
    assert_eq!(
        listed(&mut office, false),
        before,
        "the same after a new start"
    );
    let first = &items[0];
    let save = json!({"register": first["register"], "id": first["record"],
                      "values": {"phone": "13903140001"}});
    office.call("save", save);
    let left = listed(&mut office, false);
    assert_eq!(left["findings"], 1);
    assert_eq!(left["items"][0], items[1], "the rest in its order");
    office.call("settle_finding", json!({"id": items[1]["finding"]}));
    assert_eq!(
        listed(&mut office, false)["findings"],
        0,
        "the last is settled"
    );
    office.call("undo", json!({}));
    assert_eq!(
        listed(&mut office, false)["findings"],
        1,
        "undone, it is open again"
    );
    let with = listed(&mut office, true);
    assert!(
        with["to_fill"].as_u64().expect("a number") >= 2
            && with["items"]
                .as_array()
                .expect("items")
                .iter()
                .any(|it| it["finding"].is_null()),
        "records with empty fields follow the findings: {with}"
    );
}

#[test]
fn what_stands_behind_a_name_in_a_roster_is_flagged() {
    let mut office = Office::founded_on("2026-03-02");
    let file = office.store().with_file_name("名册.csv");
    std::fs::write(&file, "姓名,性别\n王建国（补选）,男\n李四红（女）,女\n").expect("written");
    office.import("roster", &file);
    let left = listed(&mut office, false);
    assert_eq!(left["findings"], 1, "（女） is the sex: {left}");
    let it = &left["items"][0];
    assert_eq!(
        (&it["title"], &it["field"]),
        (&json!("王建国"), &json!("name"))
    );
    assert!(
        it["reason"]
            .as_str()
            .expect("a reason")
            .contains("（补选）"),
        "{it}"
    );
    assert_eq!(left["files"], json!(["名册.csv"]));
    let other = office.call("to_settle", json!({"file": "别的.xlsx"}));
    assert_eq!(other["findings"], 0, "only of that file");
}
