//! Spreadsheets as townships keep them come in whole, once, and can be taken back.
#![allow(clippy::expect_used, reason = "a test says what it expects")]

use std::collections::BTreeSet;

use scenarios::{Office, fixture};
use serde_json::{Value, json};

fn cells(report: &Value, list: &str) -> BTreeSet<(u64, String)> {
    report[list]
        .as_array()
        .expect("a list")
        .iter()
        .map(|it| {
            (
                it["row"].as_u64().expect("a row"),
                it["column"].as_str().unwrap_or("").to_owned(),
            )
        })
        .collect()
}

fn answers() -> Value {
    let text = std::fs::read_to_string(fixture("answers.json")).expect("the answers are there");
    serde_json::from_str(&text).expect("the answers are JSON")
}

fn counts(report: &Value) -> [u64; 5] {
    let len = |key: &str| report[key].as_array().map_or(0, Vec::len) as u64;
    let number = |key: &str| report[key].as_u64().unwrap_or(u64::MAX);
    [
        number("new"),
        number("updated"),
        number("unchanged"),
        len("duplicates"),
        len("rejected"),
    ]
}

#[test]
fn the_roster_with_a_two_row_heading_gives_its_answers() {
    let expected = &answers()["代表名册-两行表头.xlsx"];
    for ending in ["xlsx", "xls", "ods"] {
        let mut office = Office::founded();
        let file = fixture(&format!("代表名册-两行表头.{ending}"));
        let report = office.import("roster", &file);
        assert_eq!(
            report["findings"],
            json!([]),
            "{ending}: nothing is at fault"
        );
        let rows = office.rows("roster");
        let count = |test: &dyn Fn(&Value) -> bool| rows.iter().filter(|row| test(row)).count();
        let groups: BTreeSet<&str> = rows
            .iter()
            .filter_map(|row| row["values"]["group"].as_str())
            .collect();
        assert_eq!(
            json!(rows.len()),
            expected["deputies"],
            "{ending}: everybody is there"
        );
        assert_eq!(
            json!(groups.len()),
            expected["groups"],
            "{ending}: merged groups are filled"
        );
        let women = count(&|row| row["values"]["sex"] == "女");
        assert_eq!(json!(women), expected["women"], "{ending}: women");
        let non_han = count(&|row| row["values"]["ethnic"] != "汉族");
        assert_eq!(
            json!(non_han),
            expected["non_han"],
            "{ending}: 满 became 满族"
        );
        let again = office.import("roster", &file);
        assert_eq!(
            counts(&again),
            [0, 0, 62, 0, 0],
            "{ending}: again changes nothing"
        );
        assert_eq!(
            again["operation"],
            Value::Null,
            "{ending}: and logs nothing"
        );
    }
}

#[test]
fn the_sheet_with_faults_gives_exactly_its_answers() {
    let expected = &answers()["县级模板-含错误.xlsx"];
    for ending in ["xlsx", "xls", "ods"] {
        let mut office = Office::founded();
        let file = fixture(&format!("县级模板-含错误.{ending}"));
        let report = office.import("roster", &file);
        assert_eq!(
            report["read"], expected["rows"],
            "{ending}: all rows are read"
        );
        assert_eq!(
            cells(&report, "findings"),
            cells(expected, "faults"),
            "{ending}: the faults"
        );
        assert_eq!(
            counts(&report),
            [61, 0, 0, 1, 1],
            "{ending}: one twin, one without a name"
        );
        assert_eq!(report["duplicates"][0]["row"], 64, "{ending}: the twin");
        assert_eq!(report["duplicates"][0]["of"], 5, "{ending}: of whom");
        let again = office.import("roster", &file);
        assert_eq!(
            counts(&again),
            [0, 0, 61, 1, 1],
            "{ending}: again changes nothing"
        );
    }
}

#[test]
fn strict_rejects_every_row_with_a_fault() {
    let mut office = Office::founded();
    let file = fixture("县级模板-含错误.xlsx");
    let request = json!({"register": "roster", "strict": true,
                         "file": {"path": file.display().to_string()}});
    let plan = office.call("plan_import", request);
    assert_eq!(counts(&plan), [55, 0, 0, 1, 7], "seven rows have a fault");
}

#[test]
fn a_year_of_visitors_comes_in_with_every_deputy_linked() {
    for ending in ["xlsx", "xls", "ods"] {
        let mut office = Office::founded();
        office.import("roster", &fixture("代表名册-两行表头.xlsx"));
        let file = fixture(&format!("接待登记-2023.{ending}"));
        let report = office.import("receptions", &file);
        assert_eq!(
            report["findings"],
            json!([]),
            "{ending}: every deputy is found"
        );
        let rows = office.rows("receptions");
        assert_eq!(rows.len(), 33, "{ending}: every visitor");
        let year = |row: &Value| {
            row["values"]["received_on"]
                .as_str()
                .map(|it| it[..4].to_owned())
        };
        assert!(
            rows.iter().all(|row| year(row).as_deref() == Some("2023")),
            "{ending}: dates without a year are of the sheet's year"
        );
        let deputy = rows[0]["values"]["deputies"]
            .as_str()
            .expect("a deputy")
            .to_owned();
        let name = deputy.split('、').next().expect("one").to_owned();
        let by = json!({"register": "receptions", "where": [{"field": "接待代表", "value": name}]});
        let page = office.call("list", by);
        assert!(
            page["total"].as_u64() >= Some(1),
            "{ending}: linked, so found by deputy"
        );
        let again = office.import("receptions", &file);
        assert_eq!(
            counts(&again),
            [0, 0, 33, 0, 0],
            "{ending}: again changes nothing"
        );
    }
}

#[test]
fn an_import_is_taken_back_and_done_again() {
    let mut office = Office::founded();
    let before = office.digest();
    let report = office.import("roster", &fixture("县级模板-含错误.xlsx"));
    let after = office.digest();
    let operations = office.call("operations", json!({}));
    let title = operations["operations"][0]["title"]
        .as_str()
        .expect("a title");
    assert_eq!(
        title, "导入代表名册（新增 61，更新 0）",
        "the operation says what it did"
    );
    let undone = office.call("undo", json!({"operation": report["operation"]}));
    assert_eq!(undone["kept"], json!([]), "everything goes back");
    assert_eq!(office.digest(), before, "as if it had not happened");
    assert_eq!(
        office.rows("groups").len(),
        0,
        "groups made on the way go as well"
    );
    office.reopen();
    office.call("redo", json!({}));
    assert_eq!(office.digest(), after, "redo works after a new start");
}

#[test]
fn a_finding_stays_until_corrected_or_dismissed() {
    let mut office = Office::founded();
    let file = fixture("县级模板-含错误.xlsx");
    office.import("roster", &file);
    let marked: Vec<Value> = office
        .rows("roster")
        .into_iter()
        .filter(|row| row["findings"] != 0)
        .collect();
    assert_eq!(marked.len(), 6, "six records wait for a person");
    let find = |office: &mut Office, column: &str| {
        let rows = office.rows("roster");
        rows.iter()
            .map(|row| office.call("record", json!({"register": "roster", "id": row["id"]})))
            .find(|record| {
                record["findings"].as_array().is_some_and(|it| {
                    it.iter()
                        .any(|it| it["label"] == column && it["state"] == "待核实")
                })
            })
            .expect("a record with that finding")
    };
    let phone = find(&mut office, "联系电话");
    let save = json!({"register": "roster", "id": phone["id"],
                      "values": {"联系电话": "139 1234 5678"}});
    office.call("save", save);
    let ethnic = find(&mut office, "民族");
    office.call("settle_finding", json!({"id": ethnic["findings"][0]["id"]}));
    let left: u64 = office
        .rows("roster")
        .iter()
        .filter_map(|row| row["findings"].as_u64())
        .sum();
    assert_eq!(left, 4, "one corrected, one dismissed");
    let again = office.plan("roster", &file);
    let columns: Vec<&str> = again["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .filter_map(|it| it["column"].as_str())
        .collect();
    assert!(
        !columns.contains(&"民族"),
        "what was dismissed is not raised again: {columns:?}"
    );
    assert!(
        !columns.contains(&"联系电话"),
        "nor what was corrected: {columns:?}"
    );
}

#[test]
fn an_undecided_twin_stays_out_and_a_decided_one_comes_in() {
    let mut office = Office::founded();
    let plan = office.plan("roster", &fixture("县级模板-含错误.xlsx"));
    let decide = json!({"token": plan["token"], "decisions": [{"row": 64, "decision": "update"}]});
    let report = office.call("apply_import", decide);
    assert_eq!(
        report["updated"], 1,
        "the twin updates the record of its row"
    );
    assert_eq!(office.rows("roster").len(), 61, "and makes no second one");
}

#[test]
fn a_stale_preview_is_refused() {
    let mut office = Office::founded();
    let plan = office.plan("roster", &fixture("代表名册-两行表头.xlsx"));
    office.call(
        "save",
        json!({"register": "groups", "values": {"小组名称": "别处新增"}}),
    );
    let error = office.refused("apply_import", json!({"token": plan["token"]}));
    assert!(
        error.message.contains("预览"),
        "it says to look again: {}",
        error.message
    );
}

/// A sheet of which nearly every cell is wrong: more findings than a page lists are kept all the same.
#[test]
fn findings_beyond_those_listed_stay_with_their_records() {
    let mut office = Office::founded();
    let faults = ["性别", "出生日期", "手机", "身份证号", "代表层级"];
    let mut text = format!("姓名,{}\n", faults.join(","));
    let signs: Vec<char> = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许".chars().collect();
    let rows = 4_010;
    for at in 0..rows {
        let sign = |by: usize| signs[(at / by) % signs.len()];
        let name: String = [sign(1), sign(20), sign(400), sign(8_000)].iter().collect();
        text.push_str(&format!(
            "{name},不详{at},某月某日,电话{at},证{at},外星{at}\n"
        ));
    }
    let path = office.path("错.csv");
    std::fs::write(&path, text).expect("written");
    let plan = office.plan("roster", &path);
    let listed = plan["findings"].as_array().expect("findings").len();
    assert_eq!(listed, 20_000, "{}", plan["notes"]);
    let notes = plan["notes"].to_string();
    assert!(
        notes.contains("另有 50 处待核实") && notes.contains("在“待处理”里"),
        "{notes}"
    );
    assert_eq!(plan["new"], rows, "{notes}");
    let done = office.call("apply_import", json!({"token": plan["token"]}));
    assert!(
        done["notes"].to_string().contains("另有 50 处待核实"),
        "{done}"
    );
    let kept = office.call("list", json!({"register": "finding", "limit": 1}));
    assert_eq!(kept["total"], rows * faults.len(), "none is lost");
    let name: String = [9, 0, 10, 0].map(|at| signs[at]).iter().collect();
    let last = office.call("list", json!({"register": "roster", "search": name}));
    let id = last["rows"][0]["id"].clone();
    let record = office.record("roster", id);
    assert_eq!(
        record["findings"].as_array().map(Vec::len),
        Some(5),
        "{last}"
    );
    office.call("undo", json!({}));
    let kept = office.call("list", json!({"register": "finding", "limit": 1}));
    assert_eq!(kept["total"], 0, "one undo for all of them");
}
