//! Lists: sorted and filtered by any column, summed up, many records changed at once.
#![allow(clippy::expect_used, reason = "a test says what it expects")]

use scenarios::{Office, fixture};
use serde_json::{Value, json};

fn roster() -> Office {
    let mut office = Office::founded();
    office.import("roster", &fixture("代表名册-两行表头.xlsx"));
    office
}

fn column(page: &Value, key: &str) -> Vec<String> {
    page["rows"]
        .as_array()
        .expect("rows")
        .iter()
        .map(|row| row["values"][key].as_str().unwrap_or_default().to_owned())
        .collect()
}

fn filtered(field: &str, how: &str, values: &[&str]) -> Value {
    json!({"register": "roster", "limit": 500,
           "filters": [{"field": field, "how": how, "values": values}]})
}

#[test]
fn every_column_sorts_both_ways_with_empty_ones_last() {
    let mut office = roster();
    let schema = office.call("schema", json!({"register": "roster"}));
    for field in schema["fields"].as_array().expect("fields") {
        let key = field["key"].as_str().expect("a key");
        if field["hidden"] == true {
            continue;
        }
        for descending in [false, true] {
            let whole = json!({"register": "roster", "order": key, "descending": descending});
            let all = office.call("list", whole.clone());
            let shown = column(&all, key);
            let first_empty = shown.iter().position(String::is_empty);
            assert!(
                first_empty.is_none_or(|at| shown[at..].iter().all(String::is_empty)),
                "{key}: empty ones stand last, {shown:?}"
            );
            // A page read from the back is the same page.
            let mut paged = Vec::new();
            for offset in (0..shown.len()).step_by(7) {
                let mut request = whole.clone();
                request["limit"] = json!(7);
                request["offset"] = json!(offset);
                let page = office.call("list", request);
                assert_eq!(page["total"], shown.len(), "{key}: the total is the same");
                paged.extend(page["rows"].as_array().expect("rows").clone());
            }
            let ids = |rows: &[Value]| -> Vec<String> {
                rows.iter().map(|it| it["id"].to_string()).collect()
            };
            assert_eq!(
                ids(&paged),
                ids(all["rows"].as_array().expect("rows")),
                "{key}: pages follow on each other"
            );
        }
    }
}

#[test]
fn ages_dates_and_lists_stand_in_their_own_order() {
    let mut office = roster();
    let by = |order: &str, descending: bool| json!({"register": "roster", "order": order, "descending": descending, "limit": 50});
    let ages: Vec<u32> = column(&office.call("list", by("年龄", true)), "age")
        .iter()
        .filter_map(|it| it.parse().ok())
        .collect();
    assert!(ages.len() > 3, "the sheet says ages");
    assert!(ages.is_sorted_by(|a, b| a >= b), "oldest first: {ages:?}");
    let born = column(&office.call("list", by("出生日期", false)), "born");
    let born: Vec<&String> = born.iter().filter(|it| !it.is_empty()).collect();
    assert!(born.is_sorted(), "earliest first: {born:?}");
    let sex = column(&office.call("list", by("性别", false)), "sex");
    let first_woman = sex.iter().position(|it| it == "女");
    let last_man = sex.iter().rposition(|it| it == "男");
    assert!(
        last_man < first_woman,
        "男 before 女, as the national list has them: {sex:?}"
    );
}

#[test]
fn a_column_is_filtered_by_values_by_text_by_range_and_by_emptiness() {
    let mut office = roster();
    let all = office.rows("roster").len();
    let count = |office: &mut Office, request: Value| {
        let page = office.call("list", request);
        let total = page["total"].as_u64().expect("a total");
        assert_eq!(
            page["rows"].as_array().map(Vec::len),
            Some(usize::try_from(total).expect("small")),
            "the page has what the total says"
        );
        usize::try_from(total).expect("small")
    };
    let women = count(&mut office, filtered("性别", "any_of", &["女"]));
    let men = count(&mut office, filtered("性别", "any_of", &["男"]));
    let both = count(&mut office, filtered("sex", "any_of", &["男", "女"]));
    let none = count(&mut office, filtered("性别", "any_of", &[""]));
    assert!(women > 0 && men > 0, "both are there");
    assert_eq!(both, women + men, "several values are any of them");
    assert_eq!(both + none, all, "and the empty ones are the rest");
    assert_eq!(
        count(&mut office, filtered("性别", "filled", &[])),
        both,
        "filled ones"
    );
    let born = count(&mut office, filtered("出生日期", "filled", &[]));
    let early = count(&mut office, filtered("出生日期", "between", &["", "1979"]));
    let late = count(&mut office, filtered("出生日期", "between", &["1980", ""]));
    assert_eq!(early + late, born, "a range up to a year takes all of it");
    let old = count(&mut office, filtered("年龄", "between", &["40", ""]));
    let young = count(&mut office, filtered("年龄", "between", &["", "39"]));
    let aged = count(&mut office, filtered("年龄", "filled", &[]));
    assert_eq!(old + young, aged, "computed columns are filtered alike");
    let mut two = filtered("性别", "any_of", &["女"]);
    two["filters"]
        .as_array_mut()
        .expect("filters")
        .push(json!({"field": "年龄", "how": "between", "values": ["40", ""]}));
    assert!(
        count(&mut office, two.clone()) <= women.min(old),
        "all filters hold"
    );
    two["search"] = json!("不会有的字");
    assert_eq!(count(&mut office, two), 0, "and search with them");
    let page = office.call("list", filtered("性别", "any_of", &["女", ""]));
    assert_eq!(
        page["filters"],
        json!(["性别：女、（空白）"]),
        "filters are said in words"
    );
    let refusal = office.refused("list", filtered("姓名", "between", &["a", "b"]));
    assert!(refusal.message.contains("姓名"), "{}", refusal.message);
}

#[test]
fn references_are_filtered_by_name_or_id_and_sorted_by_name() {
    let mut office = roster();
    let ids: Vec<Value> = office
        .rows("roster")
        .iter()
        .map(|it| it["id"].clone())
        .collect();
    for (at, id) in ids.iter().enumerate() {
        let place = ["第二选区", "第一选区", ""][at % 3];
        office.call(
            "save",
            json!({"register": "roster", "id": id, "values": {"选区": place}}),
        );
    }
    let values = office.call(
        "values_of",
        json!({"list": {"register": "roster"}, "field": "选区"}),
    );
    let values = values["values"].as_array().expect("values").clone();
    assert_eq!(values.len(), 3, "two and the empty one: {values:?}");
    assert_eq!(
        values[2],
        json!({"value": "", "shown": "（空白）", "count": ids.len() / 3}),
        "the empty one stands last"
    );
    for it in &values[..2] {
        let by_id = filtered("选区", "any_of", &[it["value"].as_str().expect("an id")]);
        let page = office.call("list", by_id);
        assert_eq!(page["total"], it["count"], "as many as were counted");
        let shown = it["shown"].as_str().expect("a name");
        assert_eq!(page["filters"], json!([format!("选区：{shown}")]));
        let by_name = office.call("list", filtered("选区", "any_of", &[shown]));
        assert_eq!(by_name["total"], it["count"], "by name as well");
    }
    let found = office.call(
        "values_of",
        json!({"list": {"register": "roster"}, "field": "选区", "search": "dyxq"}),
    );
    assert_eq!(
        found["values"].as_array().map(Vec::len),
        Some(1),
        "values are found by initials: {found}"
    );
    let page = office.call("list", json!({"register": "roster", "order": "选区"}));
    let places = column(&page, "constituency");
    let changes = places.windows(2).filter(|it| it[0] != it[1]).count();
    assert_eq!(changes, 2, "equal ones stand together: {places:?}");
}

#[test]
fn figures_count_and_sum_what_the_filters_leave() {
    let mut office = Office::founded();
    for (name, seats) in [("第一选区", "3"), ("第二选区", "2"), ("第三选区", "")] {
        office.call(
            "save",
            json!({"register": "constituencies", "values": {"选区名称": name, "应选名额": seats}}),
        );
    }
    let totals = office.call(
        "totals",
        json!({"list": {"register": "constituencies", "limit": 1, "offset": 1},
               "fields": ["应选名额"]}),
    );
    assert_eq!(totals["total"], 3, "limit and offset do not count");
    assert_eq!(
        totals["columns"],
        json!([{"field": "seats", "filled": 2, "sum": "5"}])
    );
    let totals = office.call(
        "totals",
        json!({"list": {"register": "constituencies",
                        "filters": [{"field": "seats", "how": "between", "values": ["3", ""]}]},
               "fields": ["seats"]}),
    );
    assert_eq!(
        totals["columns"][0]["sum"], "3",
        "of what is filtered: {totals}"
    );
}

#[test]
fn many_are_changed_as_one_operation_and_taken_back_as_one() {
    let mut office = roster();
    let before = office.digest();
    let all = office.rows("roster").len();
    let groups = office.rows("groups").len();
    let done = office.call(
        "batch_save",
        json!({"list": {"register": "roster"}, "values": {"代表小组": "另一小组"}}),
    );
    assert_eq!(done["done"], all);
    assert_eq!(
        done["title"],
        format!("批量修改 {all} 名代表：代表小组"),
        "the operation's name"
    );
    assert_eq!(
        office.rows("groups").len(),
        groups + 1,
        "the group is made once"
    );
    let again = office.call(
        "batch_save",
        json!({"list": {"register": "roster"}, "values": {"代表小组": "另一小组"}}),
    );
    assert_eq!(again["operation"], Value::Null, "nothing differs");
    assert_eq!(again["unchanged"], all);
    office.call("undo", json!({}));
    assert_eq!(office.digest(), before, "one undo takes all of it back");
}

#[test]
fn faulty_ones_are_named_and_left_out_only_when_that_is_said() {
    let mut office = Office::founded();
    for (name, number) in [("张三", "34052419800101001X"), ("李四", "")] {
        office.call(
            "save",
            json!({"register": "roster", "values": {"姓名": name, "身份证号": number}}),
        );
    }
    let before = office.digest();
    let request = json!({"list": {"register": "roster"}, "values": {"性别": "女"}});
    let done = office.call("batch_save", request.clone());
    assert_eq!(done["operation"], Value::Null, "nothing is saved");
    assert_eq!(done["left_out"][0]["name"], "张三");
    assert!(
        done["left_out"][0]["faults"][0]["reason"]
            .as_str()
            .is_some_and(|it| it.contains("身份证")),
        "{done}"
    );
    assert_eq!(office.digest(), before);
    let mut request = request;
    request["leave_out"] = json!(true);
    let done = office.call("batch_save", request);
    assert_eq!(done["done"], 1, "the other one is saved");
    assert_eq!(done["title"], "批量修改 1 名代表：性别");
    let refusal = office.refused(
        "batch_save",
        json!({"list": {"register": "roster"}, "values": {"民族": "满蒙族"}}),
    );
    assert_eq!(
        refusal.faults[0].label, "民族",
        "a value that no record can take is refused at once"
    );
}

#[test]
fn chosen_ones_are_voided_for_one_reason_and_exported_as_shown() {
    let mut office = roster();
    let all = office.rows("roster").len();
    let ids: Vec<Value> = office
        .rows("roster")
        .iter()
        .take(2)
        .map(|it| it["id"].clone())
        .collect();
    let out = office.path("所选.csv");
    let written = office.call(
        "export",
        json!({"list": {"register": "roster", "ids": ids, "order": "出生日期"},
               "columns": ["出生日期", "姓名"],
               "out": {"path": out.display().to_string()}}),
    );
    assert_eq!(written["rows"], 2);
    let text = std::fs::read_to_string(&out).expect("the file is there");
    let head = text.trim_start_matches('\u{feff}').lines().next();
    assert_eq!(head, Some("出生日期,姓名"), "columns as they are shown");
    let refusal = office.refused(
        "batch_void",
        json!({"list": {"register": "roster", "ids": ids}, "reason": " "}),
    );
    assert!(refusal.message.contains("原因"));
    let done = office.call(
        "batch_void",
        json!({"list": {"register": "roster", "ids": ids}, "reason": "调离"}),
    );
    assert_eq!(done["title"], "批量作废 2 名代表");
    assert_eq!(office.rows("roster").len(), all - 2);
    office.call("undo", json!({}));
    assert_eq!(
        office.rows("roster").len(),
        all,
        "one undo brings them back"
    );
}

#[test]
fn a_field_answers_to_its_label_its_full_name_and_the_words_of_sheets() {
    let mut office = Office::founded();
    office.call(
        "save",
        json!({"register": "roster", "values": {"姓名": "赵大年"}}),
    );
    let visit = json!({"接待时间": "2025-03-06", "来访人姓名": "钱二", "反映内容": "路灯坏了",
        "接待代表": "赵大年", "当场处理情况": "当场答复"});
    office.call("save", json!({"register": "receptions", "values": visit}));
    for name in ["来访人", "来访人姓名", "visitor"] {
        let asked = json!({"register": "receptions", "where": [{"field": name, "value": "钱二"}]});
        assert_eq!(office.call("list", asked)["total"], 1, "by {name}");
    }
    let nobody = json!({"register": "receptions", "where": [{"field": "某一栏", "value": "钱二"}]});
    let refused = office.refused("list", nobody);
    assert!(
        refused.message.contains("某一栏"),
        "an unknown word is told: {refused}"
    );
}

#[test]
fn words_of_contents_are_found_as_they_are_read_and_a_deputys_name_finds_what_is_linked_to_him() {
    let mut office = roster();
    let page = office.call("list", json!({"register": "roster", "limit": 1}));
    let deputy = column(&page, "name").remove(0);
    let visit = json!({"register": "receptions", "values": {"接待时间": "2025-03-08",
        "来访人": "赵六", "反映内容": "希望村口增设校车停靠点", "接待代表": deputy}});
    office.call("save", visit);
    for typed in ["xct", "xiaoche", "校ct", "xiaocheting", "校车"] {
        for request in [
            json!({"register": "receptions", "limit": 10, "search": typed}),
            json!({"register": "receptions", "search": typed}),
        ] {
            let list = office.call("list", request);
            assert_eq!(list["total"], 1, "{typed} finds 校车停靠点");
        }
        let found = office.call("search_all", json!({"text": typed}));
        let hit = found["groups"]
            .as_array()
            .expect("groups")
            .iter()
            .find(|it| it["register"] == "receptions")
            .unwrap_or_else(|| panic!("{typed} finds the visit"));
        let line = hit["hits"][0]["line"].as_str().expect("a line");
        assert!(
            line.contains("校车"),
            "{typed} shows where it was found: {line}"
        );
    }
    let none = office.call("list", json!({"register": "receptions", "search": "ctx"}));
    assert_eq!(none["total"], 0, "letters in another order find nothing");

    let found = office.call("search_all", json!({"text": deputy}));
    let person = &found["people"][0];
    assert_eq!(person["name"], deputy.as_str());
    let linked = person["linked"].as_array().expect("what is linked");
    let visits = linked
        .iter()
        .find(|it| it["filter"] == json!(["receptions", "deputies"]))
        .expect("visits that the deputy received");
    assert_eq!(visits["total"], 1);
    let filter = json!({"field": "deputies", "how": "any_of", "values": [person["id"]]});
    let list = json!({"register": "receptions", "limit": 10, "filters": [filter]});
    assert_eq!(
        office.call("list", list)["total"],
        1,
        "and the list shows it"
    );
    let nobody = office.call("search_all", json!({"text": "校车"}));
    assert_eq!(nobody["people"], json!([]), "no deputy is called so");

    office.save("roster", json!({"姓名": "欧阳雪松"}));
    office.save(
        "receptions",
        json!({"接待时间": "2025-03-09", "来访人": "赵七", "反映内容": "路灯坏了",
               "接待代表": "欧阳雪松"}),
    );
    for typed in ["欧阳雪", "雪松", "ouyangxuesong"] {
        let found = office.call("search_all", json!({"text": typed}));
        let person = &found["people"][0];
        assert_eq!(
            person["name"], "欧阳雪松",
            "{typed} is a part of the name, or how it is read"
        );
        assert!(
            !person["linked"].as_array().expect("links").is_empty(),
            "{typed}"
        );
    }
}

#[test]
fn groups_and_constituencies_stand_by_their_numbers() {
    let mut office = Office::founded_on("2026-11-24");
    let named = |office: &mut Office, register: &str, order: Value| {
        let request = json!({"register": register, "order": order});
        column(&office.call("list", request), "name")
    };
    let groups = [
        "第一代表小组",
        "第二代表小组",
        "第三代表小组",
        "第十代表小组",
    ];
    let places = ["第1选区", "第2选区", "第10选区"];
    for it in [2, 0, 3, 1] {
        office.save("groups", json!({"小组名称": groups[it]}));
    }
    for it in [2, 1, 0] {
        office.save("constituencies", json!({"选区名称": places[it]}));
    }
    for order in [Value::Null, json!("name")] {
        assert_eq!(named(&mut office, "groups", order.clone()), groups);
        assert_eq!(named(&mut office, "constituencies", order), places);
    }
    for (at, group) in [(0, 3), (1, 1), (2, 2)] {
        let name = ["张建国", "李桂英", "王德福"][at];
        office.save("roster", json!({"姓名": name, "代表小组": groups[group]}));
    }
    let sorted = office.call("list", json!({"register": "roster", "order": "group"}));
    let sorted = column(&sorted, "group");
    assert_eq!(
        sorted,
        [groups[1], groups[2], groups[3]],
        "deputies by group"
    );
}
