//! 台账方案: what an office changes of its books is seen everywhere, and taken back by undo.
#![allow(clippy::expect_used, reason = "a test says what it expects")]

use scenarios::Office;
use serde_json::{Value, json};

fn labels(office: &mut Office, register: &str) -> Vec<String> {
    let schema = office.call("schema", json!({"register": register}));
    let fields = schema["fields"].as_array().expect("fields").clone();
    fields
        .iter()
        .filter(|it| it["hidden"] == false)
        .filter_map(|it| it["label"].as_str().map(str::to_owned))
        .collect()
}

/// The labels of the template, which an import takes back.
fn template(office: &mut Office, register: &str) -> Vec<String> {
    let path = office.path("模板.xlsx");
    let out = json!({"path": path.display().to_string()});
    office.call("template", json!({"register": register, "out": out}));
    let content = std::fs::read(&path).expect("the template is there");
    let mut book = workbook::read::open(content, "模板.xlsx").expect("it opens");
    let rows = book.first_rows(0, 1).expect("it has a row");
    (0..rows[0].cells.len())
        .map(|at| rows[0].value(at).shown().trim_matches('*').to_owned())
        .collect()
}

/// The fields of a register in the order in which `first` stand before the rest.
fn order(office: &mut Office, register: &str, first: &[&str]) -> Value {
    let scheme = office.call("scheme", json!({"register": register}));
    let mut fields: Vec<Value> = scheme["fields"]
        .as_array()
        .expect("fields")
        .iter()
        .map(|it| json!({"field": it["key"], "section": it["section"]}))
        .collect();
    fields.sort_by_key(|it| {
        let key = it["field"].as_str().unwrap_or_default().to_owned();
        first
            .iter()
            .position(|it| *it == key)
            .unwrap_or(first.len())
    });
    json!({"register": register, "fields": fields})
}

#[test]
fn an_order_is_seen_in_form_template_and_print() {
    let mut office = Office::founded();
    let before = labels(&mut office, "groups");
    let wanted = order(&mut office, "groups", &["remark"]);
    office.call("arrange", wanted);
    let after = labels(&mut office, "groups");
    assert_eq!(after[0], "备注", "the form begins with it");
    assert_eq!(after.len(), before.len(), "nothing is lost");
    assert_eq!(
        template(&mut office, "groups")[0],
        "备注",
        "so does the template"
    );
    office.call("undo", json!({}));
    assert_eq!(
        labels(&mut office, "groups"),
        before,
        "one undo puts all of it back"
    );
}

#[test]
fn a_hidden_field_leaves_every_page_and_comes_back_with_its_values() {
    let mut office = Office::founded();
    let saved = office.call(
        "save",
        json!({"register": "groups", "id": null, "values": {"小组名称": "东片", "备注": "每月一次"}}),
    );
    let digest = office.digest();
    let hide = json!({"register": "groups", "field": "备注", "hidden": true});
    office.call("set_scheme", hide);
    assert!(!labels(&mut office, "groups").contains(&"备注".to_owned()));
    assert!(!template(&mut office, "groups").contains(&"备注".to_owned()));
    let show = json!({"register": "groups", "field": "remark", "hidden": false});
    office.call("set_scheme", show);
    let record = office.call("record", json!({"register": "groups", "id": saved["id"]}));
    assert_eq!(
        record["values"]["remark"], "每月一次",
        "what was written is still there"
    );
    office.call("undo", json!({}));
    office.call("undo", json!({}));
    assert_eq!(
        office.digest(),
        digest,
        "undone, the store says what it said"
    );
}

#[test]
fn an_added_choice_is_filled_listed_found_and_imported() {
    let mut office = Office::founded();
    office.call(
        "set_scheme",
        json!({"register": "groups", "label": "片区", "sort": "单选", "choices": ["东片", "西片"]}),
    );
    let sheet = office.path("小组.csv");
    std::fs::write(
        &sheet,
        "\u{feff}小组名称,片区\n红旗小组,西片\n前进小组,南片\n",
    )
    .expect("written");
    let report = office.import("groups", &sheet);
    assert_eq!(report["new"], 2, "both come in");
    assert_eq!(
        report["findings"].as_array().map(Vec::len),
        Some(1),
        "南片 is none of the options"
    );
    let rows = office.rows("groups");
    let said = rows.iter().any(|row| {
        row["values"]
            .as_object()
            .is_some_and(|it| it.values().any(|it| it == "西片"))
    });
    assert!(said, "the list shows the added field");
    let refused = office.refused(
        "set_scheme",
        json!({"register": "groups", "label": "空表", "sort": "多选", "choices": []}),
    );
    assert!(
        refused.message.contains("选项"),
        "a choice needs options: {refused}"
    );
}

#[test]
fn a_register_bears_the_offices_title_on_screen_and_paper() {
    let mut office = Office::founded();
    office.call(
        "set_title",
        json!({"register": "receptions", "title": "民情登记簿"}),
    );
    let all = office.call("registers", json!({}));
    let titles = all.as_array().expect("registers").clone();
    let titled = |it: &Value| it["key"] == "receptions" && it["title"] == "民情登记簿";
    assert!(titles.iter().any(titled), "the menu says it");
    let forms = office.call("forms", json!({}));
    let named = |it: &Value| it["key"] == "receptions" && it["title"] == "民情登记簿";
    assert!(
        forms.as_array().expect("forms").iter().any(named),
        "the list of forms says it"
    );
    let out = office.path("簿一.pdf");
    let place = json!({"path": out.display().to_string()});
    office.call(
        "print",
        json!({"form": "receptions", "blank": true, "out": place}),
    );
    let paper = scenarios::pdf_text(&out);
    assert!(paper.contains("民情登记簿"), "the paper says it");
    office.call("set_title", json!({"register": "receptions", "title": ""}));
    let scheme = office.call("scheme", json!({"register": "receptions"}));
    assert_eq!(
        scheme["title"], scheme["own_title"],
        "an empty title is the delivered one"
    );
}

#[test]
fn a_renamed_option_goes_through_every_record_in_one_operation() {
    let mut office = Office::founded();
    let lists = office.call("office_lists", json!({}));
    let list = lists
        .as_array()
        .expect("lists")
        .iter()
        .find(|it| it["name"] == "站点类别")
        .expect("stations have sorts")
        .clone();
    let first = list["options"][0]["name"]
        .as_str()
        .expect("an option")
        .to_owned();
    for name in ["前苇塘站", "后苇塘站"] {
        office.call(
            "save",
            json!({"register": "stations", "id": null,
                   "values": {"站点名称": name, "类别": first}}),
        );
    }
    let digest = office.digest();
    let mut options: Vec<Value> = list["options"]
        .as_array()
        .expect("options")
        .iter()
        .map(|it| json!({"name": it["name"], "was": it["name"]}))
        .collect();
    options[0] = json!({"name": "民情驿站", "was": first});
    options.push(json!({"name": "赶集站", "was": null}));
    let done = office.call("set_list", json!({"name": "站点类别", "options": options}));
    assert_eq!(done["records"], 2, "both records follow");
    let rows = office.rows("stations");
    assert!(rows.iter().all(|row| row["values"]["sort"] == "民情驿站"));

    let sheet = office.path("站点.csv");
    std::fs::write(
        &sheet,
        format!("\u{feff}站点名称,类别\n东站,{first}\n西站,赶集站\n"),
    )
    .expect("written");
    let report = office.import("stations", &sheet);
    assert_eq!(
        report["findings"].as_array().map(Vec::len),
        Some(0),
        "sheets may still say the old word"
    );
    office.call("undo", json!({}));
    office.call("undo", json!({}));
    assert_eq!(
        office.digest(),
        digest,
        "one undo takes the renaming back from all"
    );

    let twice = json!([{"name": "甲"}, {"name": "甲"}]);
    let refused = office.refused("set_list", json!({"name": "站点类别", "options": twice}));
    assert!(refused.message.contains("两遍"), "{refused}");
}

#[test]
fn a_register_is_put_back_as_delivered() {
    let mut office = Office::founded();
    let before = labels(&mut office, "groups");
    office.call(
        "set_scheme",
        json!({"register": "groups", "field": "备注", "label": "说明"}),
    );
    office.call(
        "set_scheme",
        json!({"register": "groups", "label": "网格", "sort": "文字"}),
    );
    let wanted = order(&mut office, "groups", &["remark"]);
    office.call("arrange", wanted);
    office.call("reset_scheme", json!({"register": "groups"}));
    let after = labels(&mut office, "groups");
    assert_eq!(after[..before.len()], before[..], "ours stand as they did");
    assert_eq!(
        after.last().map(String::as_str),
        Some("网格"),
        "the office's own stays"
    );
}

#[test]
fn a_scheme_refuses_what_it_cannot_change_and_says_where_it_is_changed() {
    let mut office = Office::founded();
    let digest = office.digest();
    for (request, expected) in [
        (
            json!({"register": "activities", "field": "活动标签", "choices": ["甲", "乙"]}),
            "名称表“活动标签”",
        ),
        (
            json!({"register": "roster", "field": "性别", "choices": ["男"]}),
            "固定",
        ),
        (
            json!({"register": "roster", "field": "工作单位及职务", "sort": "日期"}),
            "不能改成日期",
        ),
        (json!({"register": "roster", "sort": "文字"}), "没有名称"),
        (json!({"register": "roster", "label": " "}), "没有名称"),
        (
            json!({"register": "roster", "field": "联系电话", "label": ""}),
            "不能是空的",
        ),
    ] {
        let refused = office.refused("set_scheme", request.clone());
        let told = format!("{}{}", refused.message, refused.hint.unwrap_or_default());
        assert!(told.contains(expected), "{request}: {told}");
    }
    assert_eq!(office.digest(), digest, "nothing changed");
}

#[test]
fn an_amended_list_keeps_what_records_say() {
    let mut office = Office::founded();
    let options = |office: &mut Office| -> Vec<String> {
        let all = office.call("office_lists", json!({}));
        let all = all.as_array().expect("lists");
        let list = all.iter().find(|it| it["name"] == "活动标签");
        let options = list.expect("the list")["options"].as_array();
        let name = |it: &Value| it["name"].as_str().expect("a name").to_owned();
        options.expect("options").iter().map(name).collect()
    };
    let before = options(&mut office);
    office.call(
        "save",
        json!({"register": "activities", "id": null,
               "values": {"活动名称": "走访", "活动日期": "2023-03-05", "活动标签": before[0]}}),
    );
    let request =
        json!({"name": "活动标签", "options": [], "add": ["赶集日"], "remove": [before[1]]});
    let done = office.call("amend_list", request);
    assert_eq!(done["kept"], json!([]), "nothing was in the way");
    let now = options(&mut office);
    assert!(now.contains(&"赶集日".to_owned()), "added: {now:?}");
    assert!(!now.contains(&before[1]), "removed: {now:?}");
    assert_eq!(now.len(), before.len(), "the others stay");

    let request = json!({"name": "活动标签", "options": [{"name": "甲"}], "add": [], "remove": []});
    let done = office.call("amend_list", request);
    assert_eq!(
        done["kept"][0]["name"],
        before[0].as_str(),
        "said by a record"
    );
    assert_eq!(
        options(&mut office),
        ["甲", before[0].as_str()],
        "and stays"
    );

    let request = json!({"name": "活动标签", "options": [], "add": [], "remove": [before[0]]});
    let done = office.call("amend_list", request);
    assert_eq!(done["still"][0]["records"], 1, "told that a record says it");
    let row = &office.rows("activities")[0]["values"];
    assert_eq!(row["tags"], before[0].as_str(), "the record keeps it");
    let refused = office.refused(
        "amend_list",
        json!({"name": "活动标签", "options": [], "add": [], "remove": ["没有的"]}),
    );
    assert!(refused.message.contains("没有的"), "{}", refused.message);
}
