//! What a record's page offers beside its fields: rows inside it, earlier values, similar matters.
#![allow(clippy::expect_used, reason = "a test says what it expects")]

use scenarios::Office;
use serde_json::{Value, json};

fn save(office: &mut Office, register: &str, id: Value, values: Value) -> Value {
    office.call(
        "save",
        json!({"register": register, "id": id, "values": values}),
    )["id"]
        .clone()
}

fn view(office: &mut Office, register: &str, id: &Value) -> Value {
    office.call("record", json!({"register": register, "id": id}))
}

fn lines(office: &mut Office, register: &str, id: &Value) -> Vec<Value> {
    let history = office.call("history", json!({"register": register, "id": id}));
    history["changes"].as_array().cloned().expect("lines")
}

#[test]
fn mandates_are_rows_of_the_deputy_saved_under_their_own_type() {
    let mut office = Office::founded();
    let id = save(
        &mut office,
        "roster",
        Value::Null,
        json!({"姓名": "丁霞华", "代表层级": "乡镇", "选区": "第一选区"}),
    );
    let schema = office.call("schema", json!({"register": "roster"}));
    assert_eq!(
        schema["parts"],
        json!([{"register": "mandate", "title": "代表职务", "parent_field": "deputy"}])
    );
    let county = save(
        &mut office,
        "mandate",
        Value::Null,
        json!({"deputy": id, "level": "县", "certificate": "县七号"}),
    );
    let page = view(&mut office, "roster", &id);
    assert_eq!(page["parts"][0]["rows"].as_array().map(Vec::len), Some(2));
    assert_eq!(page["values"]["level"], "乡镇、县", "the row shows both");
    let operations = office.call("operations", json!({}));
    assert_eq!(
        operations["operations"][0]["title"], "新增 丁霞华 的代表职务 县",
        "named after the deputy"
    );
    office.call(
        "void_record",
        json!({"register": "mandate", "id": county, "reason": "任期届满"}),
    );
    let page = view(&mut office, "roster", &id);
    assert_eq!(page["values"]["level"], "乡镇", "one ended");
    assert_eq!(
        page["parts"][0]["rows"][1]["voided"], "任期届满",
        "and stays to be seen, last"
    );
    let told = lines(&mut office, "roster", &id);
    assert!(
        told.iter()
            .any(|it| it["part"] == "代表职务 县" && it["new"] == "任期届满"),
        "the deputy's history tells it: {told:?}"
    );
}

#[test]
fn any_earlier_value_is_put_back_by_an_operation_of_its_own() {
    let mut office = Office::founded();
    let id = save(
        &mut office,
        "roster",
        Value::Null,
        json!({"姓名": "丁霞华", "联系电话": "13800005678", "代表小组": "第一小组"}),
    );
    let before = office.digest();
    save(
        &mut office,
        "roster",
        id.clone(),
        json!({"联系电话": "13900001234", "代表小组": ""}),
    );
    let told = lines(&mut office, "roster", &id);
    for (field, old) in [("phone", "13800005678"), ("group", "第一小组")] {
        let line = told
            .iter()
            .find(|it| it["key"] == field && it["old"] == old)
            .expect("the change is told");
        let done = office.call(
            "restore_value",
            json!({"register": line["register"], "id": line["id"], "field": field,
                   "operation": line["operation"], "before": true}),
        );
        let title = done["title"].as_str().expect("named");
        assert!(title.starts_with("恢复 丁霞华 的 "), "{title}");
        assert_eq!(view(&mut office, "roster", &id)["values"][field], old);
    }
    assert_eq!(office.digest(), before, "as it was");
    let line = told.iter().find(|it| it["key"] == "phone").expect("told");
    let same = json!({"register": "deputy", "id": id, "field": "phone",
                      "operation": line["operation"], "before": true});
    let refused = office.refused("restore_value", same);
    assert!(refused.message.contains("不用恢复"), "{refused}");
    office.call("undo", json!({}));
    assert_eq!(
        view(&mut office, "roster", &id)["values"]["group"],
        Value::Null,
        "the putting back is taken back"
    );
}

#[test]
fn voiding_is_history_too_and_a_value_that_contradicts_is_refused() {
    let mut office = Office::founded();
    let id = save(
        &mut office,
        "roster",
        Value::Null,
        json!({"姓名": "丁霞华", "出生日期": "1970-01-01"}),
    );
    save(
        &mut office,
        "roster",
        id.clone(),
        json!({"出生日期": "1980-01-01", "身份证号": "34052419800101001X"}),
    );
    let told = lines(&mut office, "roster", &id);
    let born = told
        .iter()
        .find(|it| it["old"] == "1970-01-01")
        .expect("told");
    let request = |line: &Value, before: bool| {
        json!({"register": line["register"], "id": line["id"], "field": line["key"],
               "operation": line["operation"], "before": before})
    };
    let refused = office.refused("restore_value", request(born, true));
    assert_eq!(
        refused.faults[0].field, "born",
        "as the form would: {refused}"
    );
    office.call(
        "void_record",
        json!({"register": "roster", "id": id, "reason": "重复登记"}),
    );
    let refused = office.refused("restore_value", request(born, true));
    assert!(refused.message.contains("已作废"), "{refused}");
    let told = lines(&mut office, "roster", &id);
    let voided = told.iter().find(|it| it["key"] == "_void").expect("told");
    office.call("restore_value", request(voided, true));
    assert_eq!(view(&mut office, "roster", &id)["voided"], Value::Null);
    office.call("restore_value", request(voided, false));
    assert_eq!(view(&mut office, "roster", &id)["voided"], "重复登记");
}

#[test]
fn a_record_says_where_it_is_used() {
    let mut office = Office::founded();
    let id = save(
        &mut office,
        "roster",
        Value::Null,
        json!({"姓名": "丁霞华"}),
    );
    for visitor in ["李玉兰", "王建国"] {
        save(
            &mut office,
            "receptions",
            Value::Null,
            json!({"接待时间": "2026-10-26", "来访人": visitor, "反映内容": "路灯不亮",
                   "接待代表": id}),
        );
    }
    let uses = office.call("uses", json!({"register": "roster", "id": id}));
    let group = &uses["groups"][0];
    assert_eq!(group["title"], "接待登记簿");
    assert_eq!(group["field"], "接待代表");
    assert_eq!(group["total"], 2, "{uses}");
    assert_eq!(
        uses["groups"].as_array().map(Vec::len),
        Some(1),
        "mandates are no use"
    );
}

#[test]
fn earlier_matters_like_this_one_are_found_with_their_category() {
    let mut office = Office::founded();
    let deputy = save(
        &mut office,
        "roster",
        Value::Null,
        json!({"姓名": "丁霞华"}),
    );
    for (on, address, category, content, result) in [
        (
            "2025-03-26",
            "三道河村",
            "教育",
            "校车绕行时间太长，孩子上学要早起",
            "县交通局增设停靠点",
        ),
        (
            "2024-09-26",
            "前苇塘村",
            "教育",
            "孩子上学路远，希望校车进村",
            "解释说明",
        ),
        (
            "2025-05-26",
            "后苇塘村",
            "环境卫生",
            "垃圾清运不及时",
            "已清运",
        ),
    ] {
        save(
            &mut office,
            "receptions",
            Value::Null,
            json!({"接待时间": on, "来访人": "李玉兰", "住址": address, "问题类别": category,
                   "反映内容": content, "办理结果": result, "接待代表": deputy}),
        );
    }
    let answer = office.call(
        "similar",
        json!({"register": "receptions", "values": {
            "content": "校车停靠点离村太远，孩子上学要走两里多路", "address": "前苇塘村 三组"}}),
    );
    let matters = answer["matters"].as_array().expect("a list");
    assert_eq!(matters.len(), 2, "rubbish is another matter: {matters:?}");
    assert_eq!(
        matters[0]["place"], "前苇塘村",
        "the same village stands first"
    );
    assert_eq!(
        answer["suggested"],
        json!({"field": "category", "text": "教育"})
    );
    let other = json!({"register": "roster", "values": {}});
    assert_eq!(office.call("similar", other)["matters"], json!([]));
}

#[test]
fn what_is_typed_is_understood_before_it_is_saved() {
    let mut office = Office::founded();
    let mut ask = |field: &str, text: &str| {
        office.call(
            "understand",
            json!({"register": "roster", "field": field, "text": text}),
        )
    };
    let date = ask("born", "2023.3.5");
    assert_eq!(date["text"], "2023-03-05");
    assert_eq!(date["shown"], "2023-03-05 星期日");
    assert_eq!(ask("born", "1983年12月")["shown"], "1983年12月");
    let id = ask("id_number", "34052419800101001x");
    assert_eq!(
        id["offers"],
        json!([{"field": "born", "label": "出生日期", "text": "1980-01-01"},
               {"field": "sex", "label": "性别", "text": "男"}])
    );
    let wrong = ask("id_number", "340524198001010013");
    assert!(
        wrong["reason"]
            .as_str()
            .is_some_and(|it| it.contains("校验")),
        "{wrong}"
    );
    assert_eq!(
        ask("group", "第一小组")["text"],
        "第一小组",
        "names are looked up at the save"
    );
}
