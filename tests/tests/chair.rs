//! What the chairman looks at: what waits for a word of his, what is late and with whom.
#![allow(clippy::expect_used, reason = "a test says what it expects")]

use scenarios::Office;
use serde_json::{Value, json};

fn save(office: &mut Office, register: &str, values: Value) -> Value {
    let request = json!({"register": register, "values": values});
    office.call("save", request)["id"].clone()
}

fn act(office: &mut Office, register: &str, id: &Value, step: &str, values: Value) {
    let request = json!({"register": register, "id": id, "step": step, "values": values});
    office.call("act", request);
}

/// A matter that the water station has since the day it came.
fn handed(office: &mut Office, content: &str) -> Value {
    let values =
        json!({"收到日期": "2026-03-02", "反映人": "李敏", "内容": content, "来源": "走访"});
    let id = save(office, "opinions", values);
    act(
        office,
        "opinions",
        &id,
        "受理",
        json!({"受理日期": "2026-03-02"}),
    );
    let values = json!({"主办单位": "水利站", "交办日期": "2026-03-02"});
    act(office, "opinions", &id, "交办", values);
    id
}

fn sort<'a>(view: &'a Value, sort: &str) -> &'a Value {
    let all = view["awaiting"].as_array().expect("sorts");
    all.iter()
        .find(|it| it["sort"] == sort)
        .unwrap_or(&Value::Null)
}

#[test]
fn an_empty_office_has_nothing_that_waits() {
    let mut office = Office::founded_on("2026-03-02");
    let view = office.call("chair", json!({}));
    assert_eq!(view["awaiting"], json!([]));
    assert_eq!(view["held_up"], json!([]));
    assert_eq!(view["figures"].as_array().map(Vec::len), Some(9));
}

#[test]
fn what_waits_for_the_chairman_names_who_asks_and_why() {
    let mut office = Office::founded_on("2026-03-02");
    save(&mut office, "roster", json!({"姓名": "赵大年"}));
    let closing = handed(&mut office, "前苇塘村口路灯坏了三盏，夜里看不清路。");
    let reply = json!({"答复日期": "2026-03-05", "答复内容": "已修好", "办理结果类别": "A"});
    office.on("2026-03-10");
    act(&mut office, "opinions", &closing, "答复", reply);
    let feedback = json!({"满意度": "满意", "反馈日期": "2026-03-06"});
    act(&mut office, "opinions", &closing, "反馈", feedback);
    act(
        &mut office,
        "opinions",
        &closing,
        "申请销号",
        json!({"销号申请人": "王秀兰"}),
    );
    let back = handed(&mut office, "后苇塘村的机井打不出水。");
    let reason = json!({"退件日期": "2026-03-03", "退件理由": "不归水利站管"});
    act(&mut office, "opinions", &back, "退件", reason);
    let leave = json!({"请假代表": "赵大年", "请假理由": "住院", "提交日期": "2026-03-02"});
    save(&mut office, "leaves", leave);

    let view = office.call("chair", json!({}));
    let close = sort(&view, "待销号");
    assert_eq!(close["told"], "销号，或不同意销号");
    assert_eq!(
        (&close["total"], &close["items"][0]["id"]),
        (&json!(1), &closing)
    );
    let given_back = sort(&view, "已退件");
    assert_eq!(given_back["items"][0]["id"], back);
    let told = given_back["items"][0]["told"].as_str().expect("words");
    assert!(told.contains("不归水利站管"), "{told}");
    let leaves = sort(&view, "请假");
    assert_eq!(leaves["items"][0]["title"], "赵大年请假");
    assert!(sort(&view, "重点督办").is_null(), "nothing is marked");

    act(
        &mut office,
        "opinions",
        &closing,
        "销号",
        json!({"销号审核人": "李主席"}),
    );
    let view = office.call("chair", json!({}));
    assert!(sort(&view, "待销号").is_null(), "it was decided");
}

#[test]
fn a_key_matter_says_how_often_it_was_urged() {
    let mut office = Office::founded_on("2026-03-02");
    let id = handed(&mut office, "桥面塌了半边。");
    let edit = json!({"register": "opinions", "id": id, "values": {"重点督办": "是"}});
    office.call("save", edit);
    let view = office.call("chair", json!({}));
    assert_eq!(sort(&view, "重点督办")["items"][0]["told"], "还没有督办");
    let urged = json!({"督办日期": "2026-03-02", "督办方式": "现场督办", "督办要求": "三天内封桥"});
    act(&mut office, "opinions", &id, "督办", urged);
    let view = office.call("chair", json!({}));
    let item = &sort(&view, "重点督办")["items"][0];
    assert_eq!(
        (&item["told"], &item["since"]),
        (&json!("督办 1 次"), &json!("2026-03-02"))
    );
}

#[test]
fn what_is_late_stands_under_its_unit() {
    let mut office = Office::founded_on("2026-03-02");
    for content in ["路灯坏了", "水渠堵了"] {
        handed(&mut office, content);
    }
    let kept = json!({"收到日期": "2026-03-02", "内容": "垃圾没人清", "来源": "走访"});
    save(&mut office, "opinions", kept);
    office.on("2026-09-01");
    let view = office.call("chair", json!({}));
    let units = view["held_up"].as_array().expect("units");
    let named: Vec<_> = units.iter().map(|it| (&it["unit"], &it["late"])).collect();
    assert!(named.contains(&(&json!("水利站"), &json!(2))), "{named:?}");
    assert!(
        named.contains(&(&json!("本办公室"), &json!(1))),
        "{named:?}"
    );
    let total: u64 = units.iter().filter_map(|it| it["late"].as_u64()).sum();
    let due = office.call("due", json!({}));
    let late = due["items"].as_array().expect("items").iter().filter(|it| {
        let days = it["days_left"].as_i64().unwrap_or(0);
        days < 0 && it["register"] == "opinions"
    });
    assert_eq!(total, late.count() as u64, "the same as 今天要办什么");
}
