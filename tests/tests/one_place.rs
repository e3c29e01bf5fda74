//! Adding a field is a change in one place.
#![allow(clippy::expect_used, reason = "a test says what it expects")]

use domain::record::{Field, FieldType, RecordType, Registry, SearchAs};
use scenarios::Office;
use serde_json::{Value, json};

/// A record type of a test, with and without its second field.
fn registry(with_field: bool) -> Registry {
    let mut fields = vec![Field::new("name", "名称", FieldType::Text).blocking()];
    if with_field {
        fields.push(
            Field::new("colour", "颜色", FieldType::Text)
                .aliases(&["色彩"])
                .search(SearchAs::Text)
                .width(30.0),
        );
    }
    let flag = RecordType::new("flag", "旗", fields).register("flags", "旗帜登记簿", "");
    Registry::of(domain::types().into_iter().chain([flag]))
}

fn write_sheet(path: &std::path::Path) {
    std::fs::write(path, "\u{feff}名称,色彩\n红旗,大红\n绿旗,翠绿\n")
        .expect("the sheet is written");
}

#[test]
fn a_field_added_in_one_place_is_seen_everywhere() {
    let mut office = Office::with_registry(registry(true));
    let schema = office.call("schema", json!({"register": "flags"}));
    let labels: Vec<&str> = schema["fields"]
        .as_array()
        .expect("fields")
        .iter()
        .filter_map(|it| it["label"].as_str())
        .collect();
    assert_eq!(labels, ["名称", "颜色"], "the form has it");

    let sheet = office.path("旗.csv");
    write_sheet(&sheet);
    let report = office.import("flags", &sheet);
    assert_eq!(report["new"], 2, "the import knows its alias");
    let rows = office.rows("flags");
    assert!(
        rows.iter().any(|row| row["values"]["colour"] == "翠绿"),
        "the list shows it"
    );
    assert_eq!(office.found("flags", "翠绿"), 1, "search finds by it");

    let id = rows[0]["id"].clone();
    office.call(
        "save",
        json!({"register": "flags", "id": id, "values": {"颜色": "金黄"}}),
    );
    let history = office.call("history", json!({"register": "flags", "id": id}));
    let newest = &history["changes"][0];
    assert_eq!(
        (&newest["field"], &newest["new"]),
        (&json!("颜色"), &json!("金黄")),
        "history"
    );

    let template = office.path("模板.xlsx");
    let request = json!({"register": "flags", "out": {"path": template.display().to_string()}});
    office.call("template", request);
    let book = workbook::read::open(std::fs::read(&template).expect("reads"), "模板.xlsx");
    let first = book.expect("opens").first_rows(0, 1).expect("has a row");
    assert_eq!(
        first[0].value(1).shown(),
        "颜色",
        "the template has its column"
    );

    let out = office.path("旗.pdf");
    let report = office.call(
        "print",
        json!({"form": "flags", "out": {"path": out.display().to_string()}}),
    );
    assert_eq!(report["pages"], 1, "the register prints");
    let text = scenarios::pdf_text(&out);
    assert!(
        text.contains("颜色") && text.contains("金黄"),
        "with its column: {text}"
    );
}

#[test]
fn a_field_added_by_a_newer_program_appears_over_an_old_store() {
    let mut office = Office::with_registry(registry(false));
    office.call(
        "save",
        json!({"register": "flags", "values": {"名称": "红旗"}}),
    );
    let before = office.digest();
    office.reopen_with(registry(true));
    assert_eq!(
        office.digest(),
        before,
        "an added empty field changes nothing"
    );
    let id = office.rows("flags")[0]["id"].clone();
    office.call(
        "save",
        json!({"register": "flags", "id": id, "values": {"颜色": "大红"}}),
    );
    office.reopen_with(registry(false));
    office.reopen_with(registry(true));
    let rows: Vec<Value> = office.rows("flags");
    assert_eq!(
        rows[0]["values"]["colour"], "大红",
        "an older program in between loses nothing"
    );
}

#[test]
fn an_office_renames_hides_and_adds_fields() {
    let mut office = Office::founded();
    let scheme = |office: &mut Office, request: Value| office.call("set_scheme", request);
    scheme(
        &mut office,
        json!({"register": "roster", "field": "联系电话", "label": "手机号码"}),
    );
    scheme(
        &mut office,
        json!({"register": "roster", "label": "车牌号", "sort": "文字"}),
    );
    scheme(
        &mut office,
        json!({"register": "roster", "field": "籍贯", "hidden": true}),
    );
    let save = json!({"register": "roster", "values":
        {"姓名": "王小明", "车牌号": "冀H12345", "手机号码": "13912345678"}});
    let id = office.call("save", save)["id"].clone();
    let rename = json!({"register": "roster", "id": id, "values": {"联系电话": "13912345679"}});
    office.call("save", rename);
    office.reopen();
    let row = &office.rows("roster")[0];
    assert_eq!(
        row["values"]["phone"], "13912345679",
        "the old label is accepted too"
    );
    assert_eq!(
        office.found("roster", "冀H12345"),
        1,
        "the added field is searched"
    );
    let taken = json!({"register": "roster", "label": "姓名", "sort": "文字"});
    let error = office.refused("set_scheme", taken);
    assert!(
        error.message.contains("已经用了"),
        "a taken label is refused: {}",
        error.message
    );
    let hidden = json!({"register": "roster", "field": "姓名", "hidden": true});
    office.refused("set_scheme", hidden);
    office.call("undo", json!({}));
    let schema = office.call("schema", json!({"register": "roster"}));
    let field = |label: &str| {
        schema["fields"].as_array().is_some_and(|it| {
            it.iter()
                .any(|it| it["label"] == label && it["hidden"] == false)
        })
    };
    assert!(field("车牌号") && field("手机号码"), "the scheme stands");
}
