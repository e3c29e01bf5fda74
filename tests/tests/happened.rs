//! The books say what happened: one mandate whichever way it is filled, the last round of a matter in
//! every place, numbers that come back unless they went out, the way of a matter as its guards see it,
//! two people's edits of one field.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use scenarios::Office;
use serde::Serialize;
use serde_json::{Value, json};

fn act(office: &mut Office, id: impl Serialize + Copy, step: &str, values: Value) -> Value {
    office.act("opinions", id, step, values)
}

fn values(office: &mut Office, register: &str, id: impl Serialize + Copy) -> Value {
    office.record(register, id)["values"].clone()
}

/// A print as it is read, without its gaps.
fn print(office: &mut Office, request: Value) -> String {
    office.print(request).1.split_whitespace().collect()
}

// Mandates.

const SHEET: &str =
    "姓名,性别,选区,代表小组\n丁霞华,女,第一选区,第一小组\n尉迟云,男,第二选区,第一小组\n";
const SHEET_WITH_LEVEL: &str = "姓名,性别,选区,代表小组,代表层级\n丁霞华,女,第一选区,第一小组,乡镇\n\
     尉迟云,男,第二选区,第一小组,乡镇\n";

fn sheet(office: &Office, name: &str, text: &str) -> Value {
    let path = office.path(name);
    std::fs::write(&path, text).unwrap();
    json!({"path": path.display().to_string()})
}

fn import(office: &mut Office, file: &Value, more: Value) -> Value {
    let mut request = json!({"register": "roster", "file": file});
    for (key, value) in more.as_object().into_iter().flatten() {
        request[key] = value.clone();
    }
    let plan = office.call("plan_import", request);
    office.call("apply_import", json!({"token": plan["token"]}));
    plan
}

/// A roster without 代表层级.
fn without_levels() -> Office {
    let mut office = Office::founded_on("2026-11-25");
    let file = sheet(&office, "名册.csv", SHEET);
    import(&mut office, &file, json!({}));
    office
}

/// Level, term and constituency of every live mandate of a deputy.
fn mandates(office: &mut Office, id: impl Serialize + Copy) -> Vec<[String; 3]> {
    let parts = office.record("roster", id)["parts"].clone();
    let part = parts.as_array().unwrap().iter();
    let part = part.clone().find(|it| it["register"] == "mandate").unwrap();
    let rows = part["rows"].as_array().unwrap().iter();
    rows.filter(|it| it["voided"].is_null())
        .map(|it| {
            ["level", "term", "constituency"]
                .map(|key| it["values"][key].as_str().unwrap_or_default().to_owned())
        })
        .collect()
}

fn all_are_counted_once(office: &mut Office, door: &str) {
    let rows = office.rows("roster");
    assert_eq!(rows.len(), 2, "{door}");
    for (row, constituency) in rows.iter().map(|row| {
        let text = row["values"]["constituency"].as_str().unwrap_or_default();
        (row, text.to_owned())
    }) {
        let expected = ["乡镇", "第十九届", &constituency].map(str::to_owned);
        assert!(constituency.ends_with("选区"), "{door}: 选区 stays: {row}");
        assert_eq!(mandates(office, &row["id"]), [expected], "{door}");
        assert_eq!(row["values"]["level"], "乡镇", "{door}");
        assert_eq!(row["values"]["term"], "第十九届", "{door}");
    }
    let table = office.call("structure", json!({"conditions": []}));
    assert_eq!(table["total"], 2, "{door}: 代表结构 counts all of them");
    let paper = print(office, json!({"form": "structure"}));
    assert!(!paper.contains("未填代表层级"), "{door}: {paper}");
    let roster = print(office, json!({"form": "roster"}));
    assert!(
        roster.contains("第一选区") && roster.contains("第二选区"),
        "{door}: {roster}"
    );
}

#[test]
fn a_level_that_is_filled_later_makes_no_second_mandate_by_any_door() {
    type Door = (&'static str, fn(&mut Office));
    let doors: [Door; 6] = [
        ("form", |office| {
            for row in office.rows("roster") {
                office.edit("roster", &row["id"], json!({"代表层级": "乡镇"}));
            }
        }),
        ("form, over another level", |office| {
            for row in office.rows("roster") {
                office.edit("roster", &row["id"], json!({"代表层级": "县"}));
                office.edit("roster", &row["id"], json!({"代表层级": "乡镇"}));
            }
        }),
        ("form, emptied between", |office| {
            for row in office.rows("roster") {
                office.edit("roster", &row["id"], json!({"代表层级": "乡镇"}));
                office.edit("roster", &row["id"], json!({"代表层级": ""}));
                office.edit("roster", &row["id"], json!({"代表层级": "乡镇"}));
            }
        }),
        ("grid", |office| {
            let rows = office.rows("roster").into_iter();
            let rows: Vec<Value> = rows
                .map(|it| json!({"id": it["id"], "values": {"level": "乡镇"}}))
                .collect();
            office.call("save_rows", json!({"register": "roster", "rows": rows}));
        }),
        ("batch", |office| {
            let request = json!({"list": {"register": "roster"}, "values": {"代表层级": "乡镇"}});
            office.call("batch_save", request);
        }),
        ("sheet again, with the column", |office| {
            let file = sheet(office, "名册2.csv", SHEET_WITH_LEVEL);
            let plan = import(office, &file, json!({}));
            assert_eq!(
                (&plan["new"], &plan["updated"]),
                (&json!(0), &json!(2)),
                "{plan}"
            );
            assert_eq!(plan["asked"], json!([]), "nothing is left to ask");
        }),
    ];
    for (name, door) in doors {
        let mut office = without_levels();
        door(&mut office);
        all_are_counted_once(&mut office, name);
    }
}

#[test]
fn an_import_asks_once_for_the_level_that_no_column_says() {
    let mut office = Office::founded_on("2026-11-25");
    let file = sheet(&office, "名册.csv", SHEET);
    let plan = import(&mut office, &file, json!({"propose": true}));
    let asked = &plan["asked"][0];
    assert_eq!(asked["question"], "都是乡镇代表吗？", "{asked}");
    assert_eq!(asked["value"], "乡镇", "what the office's level proposes");
    all_are_counted_once(&mut office, "proposed");

    // Who came in without one gets it from the same sheet; nobody's other level is overwritten.
    let mut office = without_levels();
    let first = office.rows("roster")[0]["id"].clone();
    office.edit("roster", &first, json!({"代表层级": "县"}));
    let fill = json!({"fill": [{"field": "代表层级", "value": "乡镇"}]});
    let plan = import(&mut office, &file, fill);
    assert_eq!(plan["updated"], 1, "{plan}");
    let levels: Vec<String> = office
        .rows("roster")
        .iter()
        .map(|it| {
            it["values"]["level"]
                .as_str()
                .unwrap_or_default()
                .to_owned()
        })
        .collect();
    assert_eq!(
        levels.iter().filter(|it| *it == "县").count(),
        1,
        "{levels:?}"
    );
    assert_eq!(
        levels.iter().filter(|it| *it == "乡镇").count(),
        1,
        "{levels:?}"
    );
}

#[test]
fn two_people_under_one_number_both_come_in_and_the_number_waits() {
    let mut office = Office::founded_on("2026-11-25");
    let text = "姓名,性别,出生日期,身份证号,联系电话\n\
         田海涛,男,1975-03-11,130899197503110751,13900448041\n\
         袁晓燕,女,1991-01-05,130899197503110751,13900488772\n";
    let file = sheet(&office, "名册.csv", text);
    let plan = office.call("plan_import", json!({"register": "roster", "file": file}));
    let absent = plan["absent"].to_string();
    assert!(
        !absent.contains("届次"),
        "the office's term is filled in: {absent}"
    );
    let twin = &plan["duplicates"][0];
    let decide = json!([{"row": twin["at"], "decision": "new"}]);
    let done = office.call(
        "apply_import",
        json!({"token": plan["token"], "decisions": decide}),
    );
    assert_eq!(done["new"], 2, "both stand in the roster: {done}");
    let rows = office.rows("roster");
    let named = |name: &str| {
        let row = rows.iter().find(|it| it["values"]["name"] == name).unwrap();
        row.clone()
    };
    assert_eq!(named("田海涛")["values"]["id_number"], "130899197503110751");
    let second = named("袁晓燕");
    assert!(second["values"]["id_number"].is_null(), "{second}");
    assert_eq!(second["values"]["phone"], "13900488772", "the rest came in");
    let record = office.record("roster", &second["id"]);
    let findings = record["findings"].as_array().unwrap();
    let waits = findings.iter().find(|it| it["field"] == "id_number");
    let waits = waits.unwrap_or_else(|| panic!("no finding: {record}"));
    assert!(
        waits["reason"].as_str().unwrap().contains("田海涛"),
        "{waits}"
    );
    let listed = done["findings"].as_array().unwrap().iter();
    let mut listed = listed.filter(|it| it["record"] == second["id"]);
    assert!(
        listed.any(|it| it["reason"].as_str().unwrap().contains("田海涛")),
        "said with the result: {done}"
    );
}

#[test]
fn a_second_mandate_of_the_same_level_and_term_is_refused_on_its_own_form() {
    let mut office = without_levels();
    let id = office.rows("roster")[0]["id"].clone();
    office.edit("roster", &id, json!({"代表层级": "乡镇"}));
    let again = json!({"register": "mandate",
        "values": {"代表": id, "代表层级": "乡镇", "届次": "第十九届"}});
    let refused = office.refused("save", again);
    assert!(
        refused.message.contains("同一届已经有一条职务（乡镇）"),
        "{refused}"
    );
    let county = json!({"代表": id, "代表层级": "县", "届次": "第十九届"});
    office.save("mandate", county);
    assert_eq!(
        mandates(&mut office, &id).len(),
        2,
        "two levels are two mandates"
    );
}

// Rounds.

/// A visit that was passed on, answered twice and closed.
fn two_rounds() -> (Office, String, Value) {
    let mut office = Office::founded_on("2026-03-02");
    office.save("roster", json!({"姓名": "赵大年", "代表层级": "乡镇"}));
    let visit = office.save(
        "receptions",
        json!({"接待时间": "2026-03-01", "来访人": "孟凡英", "反映内容": "校车停靠点离村太远",
            "接待代表": "赵大年", "拟办意见": "乡镇主席团交政府办理"}),
    );
    let passed = office.call("pass_on", json!({"register": "receptions", "id": visit}));
    let id = passed["id"].clone();
    act(&mut office, &id, "受理", json!({}));
    act(&mut office, &id, "交办", json!({"主办单位": "教育办"}));
    act(&mut office, &id, "承办", json!({"承办人": "孙立"}));
    act(&mut office, &id, "答复", json!({"答复内容": "正在协调"}));
    act(
        &mut office,
        &id,
        "反馈",
        json!({"满意度": "不满意", "反馈意见": "车还是不停"}),
    );
    (office, visit, id)
}

fn second_round(office: &mut Office, id: impl Serialize + Copy) {
    office.on("2026-03-20");
    act(
        office,
        id,
        "重新办理",
        json!({"重新办理原因": "停靠点没有落实"}),
    );
    act(office, id, "答复", json!({"答复内容": "村口新设停靠点"}));
    act(office, id, "反馈", json!({"满意度": "满意"}));
    act(office, id, "申请销号", json!({"销号申请人": "孙立"}));
    act(office, id, "销号", json!({"销号审核人": "周主席"}));
}

/// Shares of 满意 by the figures, as numerator and denominator.
fn content(office: &mut Office) -> Vec<(String, Value, Value)> {
    let scope = json!({"scope": {"from": "2026-01-01", "to": "2026-12-31"}});
    let figures = office.call("figures", scope)["figures"].clone();
    let all = figures.as_array().unwrap().iter();
    all.filter(|it| {
        let title = it["title"].as_str().unwrap_or_default();
        title.contains("满意率") && it["denominator"] != 0 && !it["denominator"].is_null()
    })
    .map(|it| {
        let key = it["key"].as_str().unwrap_or_default().to_owned();
        (key, it["numerator"].clone(), it["denominator"].clone())
    })
    .collect()
}

#[test]
fn the_last_round_stands_in_every_place_and_the_earlier_ones_as_rounds() {
    let (mut office, visit, id) = two_rounds();
    let first = values(&mut office, "receptions", &visit);
    assert_eq!(
        (&first["result"], &first["satisfaction"]),
        (&json!("正在协调"), &json!("不满意"))
    );
    for (key, content, _) in content(&mut office) {
        assert_eq!(content, 0, "{key}: nobody is content yet");
    }

    second_round(&mut office, &id);
    let told = values(&mut office, "receptions", &visit);
    assert_eq!(told["result"], "村口新设停靠点", "簿一 has the last reply");
    assert_eq!(told["satisfaction"], "满意");
    assert_eq!(told["feedback_on"], "2026-03-20");
    let rounds = "第1次：2026-03-02答复“正在协调”；2026-03-02评价“不满意”（车还是不停）";
    assert_eq!(
        told["earlier_rounds"], rounds,
        "the round before stays as a round"
    );
    assert_eq!(
        values(&mut office, "opinions", &id)["earlier_rounds"],
        rounds
    );

    let figures = content(&mut office);
    assert!(figures.len() >= 2, "visits and matters: {figures:?}");
    for (key, content, all) in figures {
        assert_eq!(content, all, "{key} is 100 %");
    }
    let book = print(&mut office, json!({"form": "receptions", "year": 2026}));
    // Narrow columns break the words; a text of two columns stands between them.
    assert!(book.contains("村口新设") && book.contains("满意"), "{book}");
    let stale = |paper: &str| paper.contains("不满意") || paper.contains("正在协调");
    assert!(!stale(&book), "the first round is gone: {book}");
    let period = json!({"from": "2026-01-01", "to": "2026-12-31"});
    let report = print(&mut office, json!({"form": "figures", "entries": period}));
    assert!(report.contains("100"), "{report}");
    let dossier = json!({"form": "dossier", "deputy": "赵大年", "year": 2026});
    let dossier = print(&mut office, dossier);
    assert!(!stale(&dossier), "{dossier}");
    for asked in [
        json!({"form": "opinion_followup", "year": 2026}),
        json!({"form": "opinion_slips", "record": id}),
    ] {
        let form = asked["form"].as_str().unwrap().to_owned();
        let paper = print(&mut office, asked);
        assert!(paper.contains("村口新设"), "{form}: {paper}");
        assert!(
            paper.contains("第1次"),
            "{form} tells of the round before: {paper}"
        );
    }
    let course = office.call("course", json!({"register": "opinions", "id": id}));
    let again = course["steps"].as_array().unwrap().iter();
    let again = again.clone().find(|it| it["step"] == "again").unwrap();
    let said: Vec<&str> = again["values"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|it| it["value"].as_str())
        .collect();
    assert!(
        said.contains(&"正在协调") && said.contains(&"不满意"),
        "{said:?}"
    );
}

#[test]
fn what_somebody_wrote_in_the_book_himself_stays() {
    let (mut office, visit, id) = two_rounds();
    office.edit("receptions", &visit, json!({"办理结果": "来访人已去县里"}));
    second_round(&mut office, &id);
    let told = values(&mut office, "receptions", &visit);
    assert_eq!(told["result"], "来访人已去县里", "the clerk's own words");
    assert_eq!(told["satisfaction"], "满意", "the rest follows");
}

#[test]
fn a_round_is_taken_back_from_both_books_at_once() {
    let (mut office, visit, id) = two_rounds();
    let before = office.digest();
    act(
        &mut office,
        &id,
        "重新办理",
        json!({"重新办理原因": "没有落实"}),
    );
    let told = values(&mut office, "receptions", &visit);
    assert!(
        told["satisfaction"].is_null(),
        "the new round has no answer yet: {told}"
    );
    office.call("undo", json!({}));
    assert_eq!(office.digest(), before);
}

// The way.

fn way(office: &mut Office, id: impl Serialize + Copy) -> Vec<(String, String, String, String)> {
    let course = office.call("course", json!({"register": "opinions", "id": id}));
    let text = |it: &Value, key: &str| it[key].as_str().unwrap_or_default().to_owned();
    let way = course["way"].as_array().unwrap().iter();
    way.map(|it| {
        (
            text(it, "title"),
            text(it, "standing"),
            text(it, "on"),
            text(it, "note"),
        )
    })
    .collect()
}

fn matter(office: &mut Office, content: &str) -> String {
    office.save(
        "opinions",
        json!({"收到日期": "2026-03-01", "反映人": "李敏", "内容": content}),
    )
}

#[test]
fn the_way_says_why_by_whom_and_what_the_guards_allow_next() {
    let (mut office, _, id) = two_rounds();
    let next = way(&mut office, &id)
        .into_iter()
        .find(|it| it.1 == "here")
        .unwrap();
    assert_eq!(next.0, "重新办理", "after 不满意, not 销号");
    let steps = office.record("opinions", &id)["steps"].clone();
    let leads = steps
        .as_array()
        .unwrap()
        .iter()
        .find(|it| it["leads_on"] == true);
    assert_eq!(
        leads.unwrap()["title"],
        "重新办理",
        "the button says the same"
    );
    second_round(&mut office, &id);
    let done = way(&mut office, &id);
    let told: Vec<(&str, &str)> = done.iter().map(|it| (&*it.0, &*it.2)).collect();
    let (first, second) = ("2026-03-02", "2026-03-20");
    assert_eq!(
        told,
        [
            ("登记", "2026-03-01"),
            ("受理", first),
            ("交办", first),
            ("承办", first),
            ("重新办理", second),
            ("答复", second),
            ("反馈", second),
            ("销号", second)
        ],
        "dates in order, 承办 with its own"
    );
    assert_eq!(done[7].3, "审核：周主席", "who agreed");
    assert_eq!(done[4].3, "停靠点没有落实", "why again");

    let refused = matter(&mut office, "低保申请三个月没有回音");
    act(
        &mut office,
        &refused,
        "不予受理",
        json!({"不受理理由": "应走信访", "受理日期": "2026-03-05"}),
    );
    let told = way(&mut office, &refused);
    let last = told.last().unwrap().clone();
    let expected = ["不予受理", "left", "2026-03-05", "应走信访"].map(str::to_owned);
    assert_eq!(
        [last.0, last.1, last.2, last.3],
        expected,
        "refused, with date and reason"
    );
    assert_eq!(told.len(), 2, "nothing is said to be accepted: {told:?}");
    let course = office.call("course", json!({"register": "opinions", "id": refused}));
    assert!(course["steps"].to_string().contains("应走信访"), "{course}");
}

#[test]
fn the_visitors_book_says_why_a_matter_was_refused() {
    let mut office = Office::founded_on("2026-03-02");
    office.save("roster", json!({"姓名": "赵大年", "代表层级": "乡镇"}));
    let visit = office.save(
        "receptions",
        json!({"接待时间": "2026-03-01", "来访人": "孙有才", "反映内容": "低保申请没有回音",
            "接待代表": "赵大年", "拟办意见": "乡镇主席团交政府办理"}),
    );
    let passed = office.call("pass_on", json!({"register": "receptions", "id": visit}));
    // A reason that only the matters' list had.
    let why = json!({"不受理理由": "重复反映", "受理日期": "2026-03-02"});
    act(&mut office, &passed["id"], "不予受理", why);
    assert_eq!(
        values(&mut office, "receptions", &visit)["refusal"],
        "重复反映",
        "both books say it"
    );
}

#[test]
fn what_was_merged_leads_on_and_is_offered_only_what_goes_on() {
    let mut office = Office::founded_on("2026-03-02");
    let (one, other) = (
        matter(&mut office, "路灯坏了"),
        matter(&mut office, "村口路灯不亮"),
    );
    let closed = matter(&mut office, "旧的一件");
    act(
        &mut office,
        &closed,
        "不予受理",
        json!({"不受理理由": "重复反映"}),
    );
    let steps = office.record("opinions", &one)["steps"].clone();
    let merge = steps.as_array().unwrap().iter();
    let merge = merge.clone().find(|it| it["key"] == "merge").unwrap();
    let offered = merge["fields"][0]["offered"].clone();
    assert_eq!(offered["except"], one, "not itself");
    let list = json!({"register": "opinions", "filters": offered["filters"]});
    let rows = office.call("list", list)["rows"].clone();
    let offers = |id: &str| rows.as_array().unwrap().iter().any(|it| it["id"] == id);
    assert!(offers(&other) && !offers(&closed), "{rows}");

    act(
        &mut office,
        &one,
        "合并办理",
        json!({"并入事项": other, "意见": "同一处路灯"}),
    );
    let course = office.call("course", json!({"register": "opinions", "id": one}));
    let last = course["way"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(
        (&last["title"], &last["standing"]),
        (&json!("合并办理"), &json!("left"))
    );
    assert_eq!(last["note"], "同一处路灯");
    assert_eq!(last["other"]["id"], other, "as a link");
    let into_closed = json!({"register": "opinions", "id": other, "step": "合并办理",
        "values": {"并入事项": closed}});
    let refused = office.refused("act", into_closed);
    assert!(refused.message.contains("不予受理"), "{refused}");
}

#[test]
fn a_step_dated_before_the_last_one_is_pointed_out() {
    let mut office = Office::founded_on("2026-03-20");
    let id = matter(&mut office, "路灯坏了");
    act(&mut office, &id, "受理", json!({"受理日期": "2026-03-10"}));
    act(
        &mut office,
        &id,
        "交办",
        json!({"主办单位": "供电所", "交办日期": "2026-03-12"}),
    );
    let early = act(
        &mut office,
        &id,
        "督办",
        json!({"督办方式": "电话催办", "督办要求": "抓紧", "督办日期": "2026-03-05"}),
    );
    let said = early["warnings"].to_string();
    assert!(said.contains("早于已办的“交办”（2026-03-12）"), "{said}");
}

// Numbers.

fn visits(office: &mut Office, count: usize) {
    let rows: Vec<Value> = (0..count)
        .map(|at| {
            let name: String =
                ["甲", "乙", "丙", "丁", "戊", "己", "庚"][at % 7].repeat(1 + at / 7 % 2);
            json!({"values": {"received_on": "2026-03-01", "visitor": format!("李{name}"),
                "content": format!("第{at}件"), "deputies": "赵大年"}})
        })
        .collect();
    office.call("save_rows", json!({"register": "receptions", "rows": rows}));
}

fn numbers(office: &mut Office) -> Vec<String> {
    let rows = office.rows("receptions");
    let number = |it: &Value| {
        it["values"]["number"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    };
    let mut numbers: Vec<String> = rows.iter().map(number).collect();
    numbers.sort_by_key(|it| it.parse::<u32>().unwrap_or(0));
    numbers
}

/// An office with the deputy who receives the visitors.
fn with_a_deputy() -> Office {
    let mut office = Office::founded_on("2026-03-02");
    office.save("roster", json!({"姓名": "赵大年"}));
    office
}

fn one_visit(office: &mut Office) -> String {
    let id = office.save(
        "receptions",
        json!({"接待时间": "2026-03-02", "来访人": "孟凡英", "反映内容": "修桥",
            "接待代表": "赵大年"}),
    );
    let number = &values(office, "receptions", &id)["number"];
    number.as_str().unwrap_or_default().to_owned()
}

#[test]
fn numbers_that_never_went_out_come_back() {
    let mut office = with_a_deputy();
    assert_eq!(one_visit(&mut office), "1");
    visits(&mut office, 50);
    let before = office.call("before_undo", json!({}));
    assert_eq!(before["numbers"], json!([]), "nothing to be asked");
    office.call("undo", json!({}));
    office.call("redo", json!({}));
    let all: Vec<String> = (1..=51).map(|it| it.to_string()).collect();
    assert_eq!(numbers(&mut office), all, "redo gives the same numbers");
    office.call("undo", json!({}));
    assert_eq!(one_visit(&mut office), "2", "the grid's numbers came back");
    office.call("undo", json!({}));
    let file = office.path("来访.csv");
    std::fs::write(
        &file,
        "接待时间,来访人,反映内容\n2026-03-01,王强,停水\n2026-03-01,田青,停电\n",
    )
    .unwrap();
    office.import("receptions", &file);
    assert_eq!(numbers(&mut office), ["1", "2", "3"]);
    office.call("undo", json!({}));
    assert_eq!(one_visit(&mut office), "2", "the sheet's as well");
    let paper = print(&mut office, json!({"form": "receptions", "year": 2026}));
    assert!(
        !paper.contains("号码不再使用"),
        "no gap is printed: {paper}"
    );
}

#[test]
fn an_issued_number_stays_and_is_said_before_the_undo() {
    let mut office = with_a_deputy();
    one_visit(&mut office);
    visits(&mut office, 3);
    let out = office.path("来访.xlsx").display().to_string();
    let export = json!({"list": {"register": "receptions"}, "columns": [], "out": {"path": out}});
    office.call("export", export);
    let before = office.call("before_undo", json!({}));
    assert_eq!(before["numbers"], json!(["接待登记簿2026年第2号至第4号"]));
    let undone = office.call("undo", json!({}));
    assert_eq!(undone["numbers"], before["numbers"], "and told after it");
    assert_eq!(
        one_visit(&mut office),
        "5",
        "what went out is not given again"
    );
    let paper = print(&mut office, json!({"form": "receptions", "year": 2026}));
    assert!(
        paper.contains("第2号至第4号作废"),
        "the paper explains the gap: {paper}"
    );
}

#[test]
fn a_number_below_one_that_stands_stays_as_a_gap() {
    let mut office = with_a_deputy();
    visits(&mut office, 2);
    let operation = office.call("operations", json!({}))["operations"][0]["operation"].clone();
    assert_eq!(one_visit(&mut office), "3");
    let request = json!({"operation": operation});
    let before = office.call("before_undo", request.clone());
    assert_eq!(
        before["numbers"],
        json!(["接待登记簿2026年第1号至第2号"]),
        "a later one stands"
    );
    office.call("undo", request);
    assert_eq!(one_visit(&mut office), "4");
}

// Two people.

fn deputy(office: &mut Office) -> String {
    office.save(
        "roster",
        json!({"姓名": "丁霞华", "工作单位及职务": "书记", "备注": "甲"}),
    )
}

#[test]
fn the_second_save_of_one_field_is_told_and_different_fields_meet() {
    let mut office = Office::founded_on("2026-03-02");
    let id = deputy(&mut office);
    office.edit("roster", &id, json!({"工作单位及职务": "副书记"}));
    let late = |seen: &str| {
        json!({"register": "roster", "id": id, "values": {"工作单位及职务": "主任"},
            "seen": {"工作单位及职务": seen}})
    };
    let before = office.digest();
    let refused = office.refused("save", late("书记"));
    let fault = &refused.faults[0];
    assert_eq!(fault.field, "post");
    assert!(
        fault.reason.contains("王秀兰") && fault.reason.contains("副书记"),
        "{refused}"
    );
    let stands = fault.stands.as_ref().unwrap();
    assert_eq!(
        (stands.text.as_str(), stands.who.as_str()),
        ("副书记", "王秀兰")
    );
    assert!(stands.when.starts_with("20"), "{}", stands.when);
    assert_eq!(office.digest(), before, "nothing is overwritten");
    office.call("save", late("副书记"));
    assert_eq!(values(&mut office, "roster", &id)["post"], "主任", "用我的");

    let other = json!({"register": "roster", "id": id, "values": {"备注": "乙"},
        "seen": {"备注": "甲"}});
    office.call("save", other);
    let both = values(&mut office, "roster", &id);
    assert_eq!(
        (&both["post"], &both["remark"]),
        (&json!("主任"), &json!("乙"))
    );
}

#[test]
fn grid_day_and_batch_tell_it_as_well() {
    let mut office = Office::founded_on("2026-03-02");
    let id = deputy(&mut office);
    office.edit("roster", &id, json!({"工作单位及职务": "副书记"}));
    let row = json!({"id": id, "values": {"post": "主任"}, "seen": {"post": "书记"}});
    let rows = json!({"register": "roster", "rows": [row], "keep_findings": true});
    let answer = office.call("save_rows", rows);
    assert!(answer["operation"].is_null(), "{answer}");
    let cell = &answer["rows"][0]["cells"][0];
    assert_eq!(
        (&cell["field"], &cell["stands"]["text"]),
        (&json!("post"), &json!("副书记"))
    );

    let batch = |leave_out: bool| {
        json!({"list": {"register": "roster"}, "values": {"post": "主任"}, "leave_out": leave_out,
            "seen": {id.as_str(): {"post": "书记"}}})
    };
    let answer = office.call("batch_save", batch(false));
    let reason = answer["left_out"][0]["faults"][0]["reason"].to_string();
    assert!(
        answer["operation"].is_null() && reason.contains("副书记"),
        "{answer}"
    );
    assert_eq!(values(&mut office, "roster", &id)["post"], "副书记");

    let day = office.save(
        "reception_days",
        json!({"接待日期": "2026-03-01", "接待代表": "丁霞华"}),
    );
    let visit = office.save(
        "receptions",
        json!({"接待时间": "2026-03-01", "所属接待日": day, "来访人": "孟凡英", "反映内容": "修桥",
            "接待代表": "丁霞华"}),
    );
    office.edit("receptions", &visit, json!({"反映内容": "修路"}));
    let row = json!({"id": visit, "values": {"content": "修塘"}, "seen": {"content": "修桥"}});
    let request = json!({"day": day, "shared": {}, "rows": [row]});
    let answer = office.call("save_day", request);
    assert_eq!(
        answer["rows"][0]["cells"][0]["stands"]["text"], "修路",
        "{answer}"
    );
}

// Signed pages.

#[test]
fn a_record_names_the_signed_page_on_which_it_stands() {
    let mut office = with_a_deputy();
    one_visit(&mut office);
    let id = office.rows("receptions")[0]["id"].clone();
    assert!(office.record("receptions", &id)["signed"].is_null());
    let sign = json!({"register": "receptions", "year": 2026, "through": 1,
        "signed_by": "周主席", "signed_on": "2026-03-02", "closed": false});
    office.call("sign_pages", sign);
    let signed = office.record("receptions", &id)["signed"].clone();
    assert_eq!(
        (&signed["page"], &signed["by"]),
        (&json!(1), &json!("周主席")),
        "{signed}"
    );
    let page = office.record("signed_pages", &signed["record"]);
    assert_eq!(
        page["values"]["signed_on"], "2026-03-02",
        "the link leads to the page"
    );
    // Its number is issued.
    let made = office.call("operations", json!({}))["operations"][1]["operation"].clone();
    let before = office.call("before_undo", json!({"operation": made}));
    assert_eq!(before["numbers"], json!(["接待登记簿2026年第1号"]));
}

#[test]
fn a_dossier_that_was_printed_issues_the_numbers_it_names() {
    let mut office = Office::founded_on("2026-03-02");
    office.save("roster", json!({"姓名": "赵大年", "代表层级": "乡镇"}));
    one_visit(&mut office);
    assert_eq!(office.call("before_undo", json!({}))["numbers"], json!([]));
    print(
        &mut office,
        json!({"form": "dossier", "deputy": "赵大年", "year": 2026}),
    );
    let before = office.call("before_undo", json!({}));
    assert_eq!(before["numbers"], json!(["接待登记簿2026年第1号"]));
}
