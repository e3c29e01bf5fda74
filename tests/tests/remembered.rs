//! What an import asks and remembers: columns matched by hand, headings pointed at, the year.
#![allow(clippy::expect_used, reason = "a test says what it expects")]

use std::path::PathBuf;

use scenarios::Office;
use serde_json::{Value, json};

fn sheet(office: &Office, name: &str, text: &str) -> PathBuf {
    let path = office.path(name);
    std::fs::write(&path, format!("\u{feff}{text}")).expect("the sheet is written");
    path
}

fn plan(office: &mut Office, register: &str, file: &std::path::Path, more: Value) -> Value {
    let mut request = json!({"register": register, "file": {"path": file.display().to_string()}});
    for (key, value) in more.as_object().expect("an object") {
        request[key] = value.clone();
    }
    office.call("plan_import", request)
}

fn field(plan: &Value, header: &str) -> Value {
    let columns = plan["columns"].as_array().expect("columns").clone();
    let column = columns.into_iter().find(|it| it["header"] == header);
    column.expect("the column is there")["field"].clone()
}

#[test]
fn a_match_by_hand_is_remembered_for_the_layout_once_it_was_used() {
    let mut office = Office::founded();
    let digest = office.digest();
    let first = sheet(&office, "一.csv", "姓名,性别,绰号\n王秀兰,女,兰兰\n");
    let map = json!({"map": [{"column": "绰号", "field": "备注"}]});
    let tried = plan(&mut office, "roster", &first, map.clone());
    assert_eq!(field(&tried, "绰号"), "remark");
    let again = plan(&mut office, "roster", &first, json!({}));
    assert_eq!(
        again["remembered"], false,
        "a match given up leaves no trace"
    );
    assert_eq!(office.digest(), digest);

    let used = plan(&mut office, "roster", &first, map);
    office.call("apply_import", json!({"token": used["token"]}));
    let second = sheet(&office, "二.csv", "姓名,性别,绰号\n李国强,男,强子\n");
    let known = plan(&mut office, "roster", &second, json!({}));
    assert_eq!(
        (&known["remembered"], field(&known, "绰号")),
        (&json!(true), json!("remark"))
    );
    let other = sheet(&office, "三.csv", "姓名,民族,绰号\n张三,汉,三儿\n");
    let other = plan(&mut office, "roster", &other, json!({}));
    assert_eq!(
        other["remembered"], false,
        "another layout is another matter"
    );

    let afresh = plan(&mut office, "roster", &second, json!({"afresh": true}));
    assert_eq!(field(&afresh, "绰号"), json!(null), "it can be passed over");
    office.call("apply_import", json!({"token": afresh["token"]}));
    let forgotten = plan(&mut office, "roster", &second, json!({}));
    assert_eq!(forgotten["remembered"], false, "and is forgotten with it");
}

#[test]
fn headings_that_say_nothing_are_pointed_at_once() {
    let mut office = Office::founded();
    let odd = sheet(
        &office,
        "怪.csv",
        "花名册,,\n谁,哪里人,怎么找\n王秀兰,前苇塘,13800138000\n",
    );
    let file = json!({"path": odd.display().to_string()});
    let refused = office.refused("plan_import", json!({"register": "roster", "file": file}));
    assert!(refused.message.contains("表头"), "{refused}");
    let top = office.call("peek_sheet", json!({"file": file}));
    assert_eq!(
        top["rows"][1]["cells"][0], "谁",
        "the rows are shown to point at"
    );
    let said = json!({"header_row": 2, "map": [{"column": "谁", "field": "姓名"},
                      {"column": "怎么找", "field": "联系电话"}]});
    let pointed = plan(&mut office, "roster", &odd, said);
    assert_eq!(
        (&pointed["header_row"], &pointed["new"]),
        (&json!(2), &json!(1))
    );
    office.call("apply_import", json!({"token": pointed["token"]}));
    let next = sheet(
        &office,
        "又.csv",
        "花名册,,\n谁,哪里人,怎么找\n李国强,后苇塘,13900139000\n",
    );
    let known = plan(&mut office, "roster", &next, json!({}));
    assert_eq!(
        (&known["remembered"], &known["new"]),
        (&json!(true), &json!(1))
    );
}

#[test]
fn the_year_is_asked_only_where_nothing_tells_it() {
    let mut office = Office::founded();
    let rows = "接待日期,来访人,反映内容,接待代表\n1月26日,孙玉田,校车停靠点太远,王秀兰\n";
    let bare = sheet(&office, "登记.csv", rows);
    let asked = plan(&mut office, "receptions", &bare, json!({}));
    assert_eq!(
        (&asked["undated"], &asked["year"]),
        (&json!(1), &json!(null))
    );
    let told = plan(&mut office, "receptions", &bare, json!({"year": 2023}));
    assert_eq!((&told["undated"], &told["year"]), (&json!(0), &json!(2023)));
    let named = sheet(&office, "2024年登记.csv", rows);
    let named = plan(&mut office, "receptions", &named, json!({}));
    assert_eq!(
        (&named["undated"], &named["year"]),
        (&json!(0), &json!(2024))
    );
    let full = rows.replace("1月26日", "2025年1月26日");
    let full = sheet(&office, "全.csv", &full);
    let full = plan(&mut office, "receptions", &full, json!({}));
    assert_eq!(full["undated"], 0, "dates with their year ask nothing");
}

#[test]
fn duplicates_stand_beside_whom_they_may_be() {
    let mut office = Office::founded();
    let twice = sheet(
        &office,
        "重.csv",
        "姓名,性别,联系电话,工作单位及职务\n王秀兰,女,13800138000,前苇塘村\n王秀兰,女,13900139000,前苇塘村\n",
    );
    let planned = plan(&mut office, "roster", &twice, json!({}));
    let line = &planned["duplicates"][0];
    assert_eq!((&line["row"], &line["of"]), (&json!(3), &json!(2)));
    let beside = line["beside"].as_array().expect("both sides");
    let differing: Vec<&Value> = beside
        .iter()
        .filter(|it| it["here"] != it["there"])
        .collect();
    assert_eq!(
        differing.len(),
        1,
        "only the telephone differs: {differing:?}"
    );
    assert_eq!(differing[0]["there"], "13800138000");
}

#[test]
fn findings_name_the_records_that_keep_them() {
    let mut office = Office::founded();
    let faulty = sheet(
        &office,
        "错.csv",
        "姓名,出生日期\n王秀兰,1978-02-30\n李国强,1975-03-11\n",
    );
    let report = office.import("roster", &faulty);
    let id = report["findings"][0]["record"]
        .as_str()
        .expect("its record")
        .to_owned();
    let record = office.call("record", json!({"register": "roster", "id": id}));
    assert_eq!(record["values"]["name"], "王秀兰");
}
