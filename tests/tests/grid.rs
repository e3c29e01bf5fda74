//! The entry grid: looked over without saving, saved as one operation, by the rules of imports.
#![allow(clippy::expect_used, reason = "a test says what it expects")]

use scenarios::Office;
use serde_json::{Value, json};

fn rows(of: &[Value]) -> Value {
    json!({"register": "roster", "rows": of})
}

fn cell<'a>(answer: &'a Value, row: usize, field: &str) -> Option<&'a Value> {
    answer["rows"][row]["cells"]
        .as_array()
        .expect("cells")
        .iter()
        .find(|it| it["field"] == field)
}

#[test]
fn nothing_is_changed_in_silence() {
    let mut office = Office::founded();
    let answer = office.call(
        "check_rows",
        rows(&[
            json!({"values": {"name": "王 明", "ethnic": "汉", "born": "1983.12", "group": "一组"}}),
            json!({"values": {"name": "张三", "id_number": "34052419800101001X"}}),
            json!({"values": {"name": "李四", "sex": "女", "id_number": "340524198001010036"}}),
            json!({"values": {"sex": "男"}}),
            json!({"values": {"name": "", "sex": " "}}),
        ]),
    );
    let ethnic = cell(&answer, 0, "ethnic").expect("a word about 汉");
    assert_eq!(
        (&ethnic["note"], &ethnic["kept"]),
        (&json!("reworded"), &json!("汉族"))
    );
    assert_eq!(
        cell(&answer, 0, "born").expect("about the month")["kept"],
        "1983-12"
    );
    assert_eq!(
        cell(&answer, 0, "group").expect("about the group")["note"],
        "made"
    );
    assert_eq!(
        cell(&answer, 1, "sex").expect("from the number")["note"],
        "derived"
    );
    let fault = cell(&answer, 2, "sex").expect("a contradiction");
    assert_eq!(fault["note"], "fault", "{fault}");
    assert!(!fault["hint"].as_str().expect("a hint").is_empty());
    let fates: Vec<&str> = (0..5)
        .map(|at| answer["rows"][at]["fate"].as_str().expect("a fate"))
        .collect();
    assert_eq!(fates, ["new", "new", "waits", "refused", "same"]);
    assert!(
        answer["rows"][2]["word"]
            .as_str()
            .expect("a word")
            .is_empty()
            || answer["rows"][2]["word"]
                .as_str()
                .expect("a word")
                .contains("重复"),
        "{answer}"
    );
    assert!(
        office.rows("roster").is_empty() && office.rows("groups").is_empty(),
        "looking over saves nothing"
    );
}

#[test]
fn a_grid_is_saved_as_one_operation_and_a_faulty_cell_waits_on_its_record() {
    let mut office = Office::founded();
    let known = office.call(
        "save",
        json!({"register": "roster", "values": {"姓名": "赵六", "民族": "满族"}}),
    );
    let before = office.digest();
    let grid = [
        json!({"values": {"name": "王明", "group": "一组", "phone": "013"}}),
        json!({"values": {"name": "张三", "group": "一组"}}),
        json!({"id": known["id"], "values": {"ethnic": "回"}}),
    ];
    let answer = office.call("save_rows", rows(&grid));
    let fates: Vec<&str> = (0..3)
        .map(|at| answer["rows"][at]["fate"].as_str().expect("a fate"))
        .collect();
    assert_eq!(
        fates,
        ["waits", "new", "changed"],
        "a cell at fault holds back its own row alone"
    );
    assert_eq!(answer["title"], "表格录入：新增 1 名代表，修改 1");
    assert_eq!(office.rows("roster").len(), 2);
    office.call("undo", json!({}));
    assert_eq!(office.digest(), before, "one undo takes all of it back");

    let mut request = rows(&grid);
    request["keep_findings"] = json!(true);
    let answer = office.call("save_rows", request);
    assert_eq!(answer["rows"][0]["fate"], "new");
    let view = office.call(
        "record",
        json!({"register": "roster", "id": answer["rows"][0]["id"]}),
    );
    assert_eq!(
        view["values"]["phone"],
        Value::Null,
        "the faulty cell is out"
    );
    assert_eq!(
        view["findings"][0]["raw"], "013",
        "and waits as it was typed"
    );
    assert_eq!(view["findings"][0]["state"], "待核实");
    assert_eq!(office.rows("groups").len(), 1, "one group, made once");
}

#[test]
fn a_repeated_person_is_pointed_out_and_a_number_has_one_bearer() {
    let mut office = Office::founded();
    office.call(
        "save",
        json!({"register": "roster",
               "values": {"姓名": "张三", "身份证号": "34052419800101001X", "出生日期": "1980-01-01"}}),
    );
    let grid = rows(&[
        json!({"values": {"name": "李五", "id_number": "34052419800101001X"}}),
        json!({"values": {"name": "李四", "born": "1980-01-02"}}),
        json!({"values": {"name": "李四", "born": "1980-01-02"}}),
        json!({"values": {"name": "张三", "born": "1980-01"}}),
        json!({"values": {"name": "赵六", "id_number": "340524198001010036"}}),
        json!({"values": {"name": "钱七", "id_number": "340524198001010036"}}),
    ]);
    let answer = office.call("save_rows", grid);
    let word = |at: usize| answer["rows"][at]["word"].as_str().unwrap_or_default();
    assert!(word(0).contains("登记在“张三”名下"), "{}", word(0));
    assert!(word(2).contains("第 2 行"), "{}", word(2));
    assert!(word(3).contains("已有的“张三”"), "{}", word(3));
    assert!(word(5).contains("登记在“赵六”名下"), "{}", word(5));
    assert_eq!(word(1), "");
    let fates: Vec<&Value> = (0..6).map(|at| &answer["rows"][at]["fate"]).collect();
    assert_eq!(
        fates,
        ["refused", "new", "new", "new", "new", "refused"],
        "a second bearer is refused, the rest goes in"
    );
    assert_eq!(office.rows("roster").len(), 5);
}
