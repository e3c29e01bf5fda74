//! Edits through the form: validated, explained, taken back whole.
#![allow(clippy::expect_used, reason = "a test says what it expects")]

use scenarios::{Office, fixture};
use serde_json::{Value, json};

fn first(office: &mut Office, register: &str) -> Value {
    office.rows(register).into_iter().next().expect("a row")
}

#[test]
fn setting_the_constituency_sets_the_shown_mandate_and_is_taken_back_whole() {
    let mut office = Office::founded();
    office.import("roster", &fixture("代表名册-两行表头.xlsx"));
    let before = office.digest();
    let id = first(&mut office, "roster")["id"].clone();
    let values = json!({"选区": "第八选区", "代表证号": "A01"});
    office.call(
        "save",
        json!({"register": "roster", "id": id, "values": values}),
    );
    let row = first(&mut office, "roster");
    assert_eq!(
        row["values"]["constituency"], "第八选区",
        "the row shows it"
    );
    assert_eq!(
        office.rows("constituencies").len(),
        1,
        "the constituency was made on the way"
    );
    let history = office.call("history", json!({"register": "roster", "id": id}));
    let fields: Vec<&str> = history["changes"]
        .as_array()
        .expect("lines")
        .iter()
        .take(2)
        .filter_map(|it| it["field"].as_str())
        .collect();
    assert!(
        fields.contains(&"选区"),
        "the mandate's history is the deputy's: {fields:?}"
    );
    let undone = office.call("undo", json!({}));
    assert_eq!(undone["kept"], json!([]), "nothing has to stay");
    assert_eq!(office.digest(), before, "also the constituency went back");
    office.call("redo", json!({}));
    assert_eq!(
        office.rows("constituencies").len(),
        1,
        "and returns with a redo"
    );
}

#[test]
fn a_refused_edit_names_field_reason_and_remedy_and_changes_nothing() {
    let mut office = Office::founded();
    let before = office.digest();
    for (values, label, word) in [
        (json!({"性别": "女"}), "姓名", "没有填"),
        (
            json!({"姓名": "张三", "出生日期": "1978-02-30"}),
            "出生日期",
            "没有",
        ),
        (json!({"姓名": "张三", "民族": "满蒙族"}), "民族", "不在"),
        (
            json!({"姓名": "张三", "联系电话": "13912"}),
            "联系电话",
            "5",
        ),
        (
            json!({"姓名": "张三", "身份证号": "34052419800101001X", "性别": "女"}),
            "性别",
            "男",
        ),
        (
            json!({"姓名": "张三", "身份证号": "340524198001010013"}),
            "身份证号",
            "校验",
        ),
        (json!({"姓名": "张三", "代表层级": "村"}), "代表层级", "村"),
    ] {
        let request = json!({"register": "roster", "values": values});
        let error = office.refused("save", request);
        let fault = error.faults.first().expect("a fault is named");
        assert_eq!(fault.label, label, "{}", error.message);
        assert!(fault.reason.contains(word), "{label}: {}", fault.reason);
        assert!(!fault.hint.is_empty(), "{label}: what to do is said");
    }
    assert_eq!(office.digest(), before, "nothing was saved");
}

#[test]
fn a_voided_record_is_not_edited_until_restored() {
    let mut office = Office::founded();
    let save = json!({"register": "groups", "values": {"小组名称": "甲组"}});
    let id = office.call("save", save)["id"].clone();
    let void = json!({"register": "groups", "id": id, "reason": "重复登记"});
    office.call("void_record", void.clone());
    let again = office.refused("void_record", void);
    assert!(
        again.message.contains("重复登记"),
        "says why it is void: {}",
        again.message
    );
    let edit = json!({"register": "groups", "id": id, "values": {"备注": "x"}});
    let error = office.refused("save", edit.clone());
    assert!(
        error.message.contains("作废"),
        "calmly refused: {}",
        error.message
    );
    office.call("restore_record", json!({"register": "groups", "id": id}));
    office.call("save", edit);
}

#[test]
fn a_group_is_one_with_and_without_its_ending() {
    let mut office = Office::founded();
    for (name, group) in [
        ("张三", "前苇塘"),
        ("李四", "前苇塘代表小组"),
        ("王五", "前苇塘小组"),
    ] {
        let values = json!({"姓名": name, "代表小组": group});
        office.call("save", json!({"register": "roster", "values": values}));
    }
    assert_eq!(office.rows("groups").len(), 1, "one group");
}

#[test]
fn names_beyond_the_common_plane_are_kept_found_and_sorted() {
    let mut office = Office::founded();
    for name in [
        "夏田𬭛",
        "阿卜杜热合曼·艾则孜",
        "𠮷野",
        "王文",
        "尉迟云",
        "单田芳",
    ] {
        office.call(
            "save",
            json!({"register": "roster", "values": {"姓名": name}}),
        );
    }
    for (search, name) in [
        ("𬭛", "夏田𬭛"),
        ("艾则孜", "阿卜杜热合曼·艾则孜"),
        ("yuchi", "尉迟云"),
        ("shantianfang", "单田芳"),
        ("stf", "单田芳"),
    ] {
        let request = json!({"register": "roster", "search": search});
        let page = office.call("list", request);
        assert_eq!(page["rows"][0]["values"]["name"], name, "{search}");
    }
}
