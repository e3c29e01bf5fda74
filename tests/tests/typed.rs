//! What is typed by hand: a day without its year, a block pasted with its headings, a visitor in one
//! line where the office knows nothing yet.
#![allow(clippy::expect_used, reason = "a test says what it expects")]

use scenarios::Office;
use serde_json::{Value, json};

fn first(office: &mut Office, register: &str) -> Value {
    office.rows(register)[0]["values"].clone()
}

#[test]
fn a_day_without_its_year_is_read_before_it_is_saved() {
    let mut office = Office::founded();
    let today = office.call("status", json!({}))["today"].clone();
    let year = today.as_str().and_then(|it| it.get(..4)).expect("a year");
    let month = today.as_str().and_then(|it| it.get(5..7)).expect("a month");
    let day = format!("{year}-{month}-15");
    let short = format!("{}.15", month.trim_start_matches('0'));

    let values = json!({"活动名称": "走访", "活动类型": "走访", "活动日期": short});
    let saved = office.call("save", json!({"register": "activities", "values": values}));
    assert_eq!(first(&mut office, "activities")["held_on"], day, "a form");

    let id = saved["id"].as_str().expect("an id").to_owned();
    let rows = json!([{"id": id, "values": {"held_on": format!("{}月16日", month)}}]);
    let looked = office.call(
        "check_rows",
        json!({"register": "activities", "rows": rows}),
    );
    let cell = &looked["rows"][0]["cells"][0];
    assert_eq!(
        cell["note"], "reworded",
        "a grid shows how it reads: {looked}"
    );
    assert_eq!(cell["kept"], format!("{year}-{month}-16"));
    office.call("save_rows", json!({"register": "activities", "rows": rows}));
    let held = first(&mut office, "activities")["held_on"].clone();
    assert_eq!(held, format!("{year}-{month}-16"), "a grid");

    let list = json!({"register": "activities", "where": [
        {"field": "held_on", "value": format!("{}.16", month.trim_start_matches('0'))}
    ]});
    assert_eq!(office.call("list", list)["total"], 1, "a filter");
}

#[test]
fn headings_over_a_block_are_matched_as_those_of_a_sheet() {
    let mut office = Office::founded();
    let rows = json!([
        [
            "序号",
            "来访人",
            "日期",
            "村组",
            "反映的主要问题",
            "陪同人员"
        ],
        ["1", "王老四", "11.21", "前苇塘", "校车停靠点太远", "无"],
    ]);
    let found = office.call(
        "match_headings",
        json!({"register": "receptions", "rows": rows}),
    );
    assert_eq!(found["rows"], 1, "{found}");
    let fields = json!([null, "visitor", "received_on", "village", "content", null]);
    assert_eq!(found["fields"], fields);
    assert_eq!(found["unused"], json!(["陪同人员"]), "what was not taken");

    for rows in [
        json!([["王老四", "男"], ["李二嫂", "女"]]),
        json!([["来访人", "性别"]]),
        json!([]),
    ] {
        let asked = json!({"register": "receptions", "rows": rows});
        assert_eq!(
            office.call("match_headings", asked)["rows"],
            0,
            "no heading: {rows}"
        );
    }
}

#[test]
fn a_line_is_understood_in_a_new_office_and_asks_for_the_rest() {
    let mut office = Office::founded();
    let line = json!({"line": "26日 前苇塘 王老四 13912345678 校车停靠点太远"});
    let read = office.call("read_line", line);
    let values = &read["values"];
    for (field, text) in [
        ("village", "前苇塘"),
        ("visitor", "王老四"),
        ("phone", "13912345678"),
        ("content", "校车停靠点太远"),
        ("category", "道路交通"),
    ] {
        assert_eq!(values[field], text, "{field}");
    }
    assert_eq!(read["dated"], true, "the day is written");
    let asks = read["asks"].to_string();
    assert!(
        asks.contains("“前苇塘”"),
        "a village never seen is named: {asks}"
    );
    assert_eq!(
        read["missing"],
        json!(["接待代表"]),
        "what has to be filled"
    );
    let later = read["later"].to_string();
    assert!(
        later.contains("接待方式"),
        "what can be filled later: {later}"
    );

    let read = office.call("read_line", json!({"line": "王老四 校车停靠点太远"}));
    assert_eq!(read["dated"], false, "no day is written");
}
