//! What two PCs write without knowing of each other: told on one page, decided once, taken back.
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests stand outside test functions"
)]

use app::wire::ErrorCode;
use domain::office::Role;
use scenarios::Office;
use serde_json::{Value, json};

const DAY: &str = "2026-03-02";

/// Two PCs of one office that know the same deputy.
fn two() -> (Office, Office, String) {
    let mut one = Office::founded_on(DAY);
    let id = one.save(
        "roster",
        json!({"姓名": "周志国", "性别": "男", "出生日期": "1970-05-01", "联系电话": "13903140001",
               "工作单位及职务": "前苇塘村主任"}),
    );
    let other = one.second();
    (one, other, id)
}

fn records(office: &mut Office) -> Vec<Value> {
    let found = office.call("conflicts", json!({}));
    found["records"].as_array().cloned().unwrap_or_default()
}

/// The questions of all records, open ones and those only noted.
fn questions(office: &mut Office, part: &str) -> Vec<Value> {
    let found = office.call("conflicts", json!({}));
    let records = found[part].as_array().cloned().unwrap_or_default();
    let fields = records.iter().filter_map(|it| it["fields"].as_array());
    fields.flatten().cloned().collect()
}

fn open(office: &mut Office) -> Vec<Value> {
    questions(office, "records")
}

/// The values of a question in the order of their numbers.
fn values(question: &Value) -> Vec<String> {
    let values = question["values"].as_array().cloned().unwrap_or_default();
    let text = |it: &Value| it["value"].as_str().unwrap_or_default().to_owned();
    values.iter().map(text).collect()
}

fn take_of(question: &Value, value: &str) -> usize {
    let at = values(question).iter().position(|it| it == value);
    at.unwrap_or_else(|| panic!("no {value} in {question}")) + 1
}

fn shown(office: &mut Office, id: &str, field: &str) -> Value {
    office.record("roster", id)["values"][field].clone()
}

fn same(one: &mut Office, other: &mut Office) {
    assert_eq!(one.digest(), other.digest(), "both PCs say the same");
    for it in [one, other] {
        let checked = it.call("check", json!({"deep": true}));
        assert_eq!(checked["ok"], true, "{checked}");
    }
}

#[test]
fn a_name_written_twice_is_told_with_its_writers_and_decided_once_for_all_pcs() {
    let (mut one, mut other, id) = two();
    one.edit("roster", &id, json!({"姓名": "周志国一"}));
    other.edit("roster", &id, json!({"姓名": "周志国二"}));
    one.meet(&mut other);
    same(&mut one, &mut other);

    let found = records(&mut one);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0]["register"], "roster");
    assert_eq!(found[0]["record"], json!(id));
    assert_eq!(found[0]["sides"].as_array().map(Vec::len), Some(2));
    assert_eq!(found[0]["sides"][0]["name"], "本机", "this PC stands left");
    let question = &open(&mut one)[0];
    assert_eq!(question["field"], "name");
    assert_eq!(question["sort"], "identity");
    assert_eq!(question["before"], "周志国");
    let mut said = values(question);
    assert_eq!(
        json!(said[0]),
        shown(&mut one, &id, "name"),
        "the shown one first"
    );
    said.sort();
    assert_eq!(said, ["周志国一", "周志国二"]);
    for value in question["values"].as_array().expect("values") {
        assert_eq!(value["who"], "王秀兰");
        assert_eq!(value["source"], "表单");
        assert!(
            value["title"].as_str().expect("title").contains("修改代表"),
            "{value}"
        );
        assert_eq!(value["clock_doubted"], false, "{value}");
    }
    let theirs = &open(&mut other)[0];
    assert_eq!(question["id"], theirs["id"], "the same id on every PC");
    assert_eq!(values(question), values(theirs), "in the same order");
    one.reopen();
    assert_eq!(
        open(&mut one)[0]["id"],
        question["id"],
        "and after a new start"
    );

    let id_of = question["id"].clone();
    let take = take_of(question, "周志国二");
    let before = one.digest();
    let decided = one.call("resolve_conflict", json!({"id": id_of, "take": take}));
    let title = decided["title"].as_str().expect("a title");
    assert!(
        title.starts_with("裁定 周志国") && title.ends_with("的 姓名"),
        "{title}"
    );
    assert_eq!(shown(&mut one, &id, "name"), "周志国二");
    assert!(open(&mut one).is_empty());
    one.meet(&mut other);
    assert!(open(&mut other).is_empty(), "the decision travels");
    assert_eq!(shown(&mut other, &id, "name"), "周志国二");
    same(&mut one, &mut other);

    // Taken back, it is open again everywhere, with the same values of the same people.
    one.call("undo", json!({}));
    assert_eq!(one.digest(), before, "as before the decision");
    one.meet(&mut other);
    let again = &open(&mut other)[0];
    assert_eq!(again["id"], id_of);
    assert_eq!(again["before"], "周志国");
    let mut said = values(again);
    said.sort();
    assert_eq!(said, ["周志国一", "周志国二"]);
    let devices: Vec<&str> = again["values"]
        .as_array()
        .expect("values")
        .iter()
        .filter_map(|it| it["device"].as_str())
        .collect();
    assert!(
        devices.contains(&"本机"),
        "still told as its own: {devices:?}"
    );
    same(&mut one, &mut other);
    let settled = one.refused("resolve_conflict", json!({"id": "000000000000", "take": 1}));
    assert_eq!(settled.code, ErrorCode::Precondition, "{settled}");
    let none = one.refused("resolve_conflict", json!({"id": id_of, "take": 3}));
    assert!(none.message.contains("有 2 种"), "{none}");
}

#[test]
fn another_value_goes_the_way_of_every_edit() {
    let (mut one, mut other, id) = two();
    one.edit("roster", &id, json!({"出生日期": "1970-05-02"}));
    other.edit("roster", &id, json!({"出生日期": "1970-05-03"}));
    one.meet(&mut other);
    let question = open(&mut one)[0]["id"].clone();
    let wrong = json!({"id": question, "value": "前年"});
    let refused = one.refused("resolve_conflict", wrong);
    assert!(!refused.faults.is_empty(), "{refused}");
    let right = json!({"id": question, "value": "1970.5.4"});
    one.call("resolve_conflict", right);
    assert_eq!(shown(&mut one, &id, "born"), "1970-05-04");
    one.meet(&mut other);
    assert!(open(&mut other).is_empty());
    assert_eq!(shown(&mut other, &id, "born"), "1970-05-04");
}

/// Each policy with two PCs: what is shown, whether a person is asked, that nothing is lost.
#[test]
fn each_policy_decides_what_it_says() {
    let (mut one, mut other, id) = two();
    let matter = |office: &mut Office| {
        office.save(
            "opinions",
            json!({"收到日期": DAY, "反映人": "李敏", "内容": "村口路灯坏了三盏。", "来源": "走访"}),
        )
    };
    let opinion = matter(&mut one);
    one.save("roster", json!({"姓名": "赵大年"}));
    one.save("roster", json!({"姓名": "钱二喜"}));
    one.meet(&mut other);

    // Contact: the later one stands, the other is noted.
    one.edit("roster", &id, json!({"联系电话": "13900000001"}));
    other.edit("roster", &id, json!({"联系电话": "13900000002"}));
    // A set: what either added stays.
    one.edit("roster", &id, json!({"结构标记": "妇女"}));
    other.edit("roster", &id, json!({"结构标记": "基层代表"}));
    // A date of record and a long text: a person decides.
    one.edit(
        "opinions",
        &opinion,
        json!({"收到日期": "2026-02-27", "内容": "村口路灯坏了四盏，夜里看不清路。"}),
    );
    other.edit(
        "opinions",
        &opinion,
        json!({"收到日期": "2026-02-28", "内容": "村口路灯坏了三盏，老人摔了一跤。"}),
    );
    one.meet(&mut other);
    same(&mut one, &mut other);

    let noted = questions(&mut one, "noted");
    assert_eq!(noted.len(), 1, "{noted:?}");
    assert_eq!(
        (&noted[0]["field"], &noted[0]["sort"]),
        (&json!("phone"), &json!("noted"))
    );
    let mut phones = values(&noted[0]);
    phones.sort();
    assert_eq!(phones, ["13900000001", "13900000002"], "the loser is kept");
    let tags = shown(&mut one, &id, "marks");
    let tags = tags.as_str().unwrap_or_default().to_owned();
    assert!(tags.contains("妇女") && tags.contains("基层代表"), "{tags}");
    let asked = open(&mut one);
    let fields: Vec<&str> = asked.iter().filter_map(|it| it["field"].as_str()).collect();
    assert_eq!(fields.len(), 2, "{fields:?}");
    let text = asked
        .iter()
        .find(|it| it["field"] == "content")
        .expect("the text");
    let parts = text["values"][0]["parts"].as_array().expect("parts");
    assert!(parts.iter().any(|it| it["differs"] == true), "{parts:?}");
    assert!(parts.iter().any(|it| it["differs"] == false), "{parts:?}");
    let whole: String = parts.iter().filter_map(|it| it["text"].as_str()).collect();
    assert_eq!(
        json!(whole),
        text["values"][0]["value"],
        "nothing is left out"
    );

    // What was noted is looked at, once for all.
    let ids: Vec<Value> = noted.iter().map(|it| it["id"].clone()).collect();
    one.call("see_noted", json!({"ids": ids}));
    assert!(questions(&mut one, "noted").is_empty());
    one.meet(&mut other);
    assert!(questions(&mut other, "noted").is_empty(), "there as well");

    // A state: the one further along stands and nobody is asked; two ends need a person.
    let (forward, ends) = (matter(&mut one), matter(&mut one));
    one.meet(&mut other);
    other.act("opinions", &forward, "受理", json!({}));
    one.act("opinions", &forward, "受理", json!({}));
    one.act("opinions", &forward, "交办", json!({"主办单位": "水利站"}));
    one.act("opinions", &ends, "撤回", json!({"意见": "反映人不要了"}));
    let refuse = json!({"不受理理由": "重复反映"});
    other.act("opinions", &ends, "不予受理", refuse);
    one.meet(&mut other);
    same(&mut one, &mut other);
    let asked = records(&mut one);
    let sort = |id: &str| {
        let found = asked.iter().find(|it| it["record"] == json!(id));
        let fields = found.and_then(|it| it["fields"].as_array().cloned());
        let stage = fields
            .unwrap_or_default()
            .into_iter()
            .find(|it| it["field"] == "stage");
        stage.map(|it| it["sort"].clone())
    };
    assert_ne!(sort(&forward), Some(json!("person")), "{asked:?}");
    assert_eq!(
        other.record("opinions", &forward)["state"],
        "已交办",
        "forward stands"
    );
    assert_eq!(sort(&ends), Some(json!("person")), "{asked:?}");
    let counts = one.call("conflict_counts", json!({}));
    assert_eq!(counts["open"], 3, "{counts}");
}

#[test]
fn a_whole_record_is_decided_for_one_pc_at_once() {
    let (mut one, mut other, id) = two();
    one.edit(
        "roster",
        &id,
        json!({"姓名": "周志国一", "出生日期": "1970-05-02", "联系电话": "13900000001"}),
    );
    other.edit(
        "roster",
        &id,
        json!({"姓名": "周志国二", "出生日期": "1970-05-03", "联系电话": "13900000002"}),
    );
    one.meet(&mut other);
    let side = records(&mut one)[0]["sides"][1].clone();
    let request = json!({"register": "roster", "record": id, "side": side["device"]});
    let done = one.call("resolve_record", request);
    assert!(
        done["title"]
            .as_str()
            .expect("title")
            .starts_with("裁定 周志国"),
        "{done}"
    );
    let now = one.record("roster", &id)["values"].clone();
    assert_eq!(
        (&now["name"], &now["born"], &now["phone"]),
        (
            &json!("周志国二"),
            &json!("1970-05-03"),
            &json!("13900000002")
        )
    );
    assert!(open(&mut one).is_empty());
    one.meet(&mut other);
    assert!(open(&mut other).is_empty());
    one.call("undo", json!({}));
    let counts = one.call("conflict_counts", json!({}));
    let counted = (&counts["open"], &counts["noted"]);
    assert_eq!(counted, (&json!(2), &json!(1)), "taken back whole");
    assert_eq!(
        open(&mut one).len(),
        3,
        "what is noted stands with its record"
    );
}

#[test]
fn two_decisions_made_apart_are_one_new_question() {
    let (mut one, mut other, id) = two();
    one.edit("roster", &id, json!({"姓名": "周志国一"}));
    other.edit("roster", &id, json!({"姓名": "周志国二"}));
    one.meet(&mut other);
    let question = open(&mut one)[0].clone();
    for (office, name) in [(&mut one, "周志国一"), (&mut other, "周志国二")] {
        let take = take_of(&open(office)[0], name);
        office.call(
            "resolve_conflict",
            json!({"id": question["id"], "take": take}),
        );
        assert!(open(office).is_empty());
    }
    one.meet(&mut other);
    same(&mut one, &mut other);
    let again = open(&mut one);
    assert_eq!(again.len(), 1, "nobody is overruled: {again:?}");
    assert_eq!(again[0]["id"], question["id"]);
    for value in again[0]["values"].as_array().expect("values") {
        assert!(
            value["title"].as_str().expect("title").starts_with("裁定"),
            "{value}"
        );
    }
    one.call(
        "resolve_conflict",
        json!({"id": question["id"], "value": "周志国"}),
    );
    one.meet(&mut other);
    assert!(open(&mut other).is_empty());
    assert_eq!(shown(&mut other, &id, "name"), "周志国");
}

#[test]
fn what_a_third_pc_wrote_later_joins_the_question() {
    let (mut one, mut other, id) = two();
    let mut third = one.second();
    one.edit("roster", &id, json!({"姓名": "周志国一"}));
    other.edit("roster", &id, json!({"姓名": "周志国二"}));
    third.edit("roster", &id, json!({"姓名": "周志国三"}));
    one.meet(&mut other);
    assert_eq!(values(&open(&mut one)[0]).len(), 2);
    // The third had seen neither; a decision of the two leaves its value standing beside.
    let question = open(&mut one)[0]["id"].clone();
    one.call("resolve_conflict", json!({"id": question, "take": 1}));
    one.meet(&mut third);
    let again = open(&mut third);
    assert_eq!(
        values(&again[0]).len(),
        2,
        "the decision and the third: {again:?}"
    );
    third.call(
        "resolve_conflict",
        json!({"id": question, "take": take_of(&again[0], "周志国三")}),
    );
    third.meet(&mut other);
    one.meet(&mut other);
    for it in [&mut one, &mut other, &mut third] {
        assert!(open(it).is_empty());
        assert_eq!(shown(it, &id, "name"), "周志国三");
    }
    same(&mut one, &mut third);
}

#[test]
fn a_void_beside_an_edit_keeps_the_record_until_somebody_decides() {
    for keep in [true, false] {
        let (mut one, mut other, id) = two();
        let void = json!({"register": "roster", "id": id, "reason": "重复登记"});
        one.call("void_record", void);
        other.edit("roster", &id, json!({"联系电话": "13900000002"}));
        one.meet(&mut other);
        same(&mut one, &mut other);
        assert!(one.record("roster", &id)["voided"].is_null(), "it stays");
        let row = one.rows("roster")[0].clone();
        assert_eq!(row["contested"].as_array().map(Vec::len), Some(1), "{row}");
        let question = open(&mut one)[0].clone();
        assert_eq!(question["label"], "一方作废、一方修改");
        let said = values(&question);
        assert!(said[0].contains("联系电话 → 13900000002"), "{said:?}");
        assert_eq!(said[1], "作废：重复登记");
        let written = json!({"id": question["id"], "value": "x"});
        assert_eq!(
            one.refused("resolve_conflict", written).code,
            ErrorCode::Invalid
        );
        let take = if keep { 1 } else { 2 };
        let done = one.call(
            "resolve_conflict",
            json!({"id": question["id"], "take": take}),
        );
        let verb = if keep {
            "裁定保留代表 周志国"
        } else {
            "裁定作废代表 周志国"
        };
        assert_eq!(done["title"], verb);
        one.meet(&mut other);
        same(&mut one, &mut other);
        assert!(open(&mut other).is_empty());
        assert_eq!(other.record("roster", &id)["voided"].is_null(), keep);
        one.call("undo", json!({}));
        one.meet(&mut other);
        assert_eq!(open(&mut other)[0]["id"], question["id"], "open again");
        assert!(other.record("roster", &id)["voided"].is_null());
        same(&mut one, &mut other);
    }
}

#[test]
fn a_row_inside_a_record_is_called_by_that_record() {
    let (mut one, mut other, id) = two();
    let mandate = one.save(
        "mandate",
        json!({"代表": id, "代表层级": "乡镇", "代表证号": "19-001", "状态": "在任"}),
    );
    one.meet(&mut other);
    one.edit("mandate", &mandate, json!({"代表证号": "19-002"}));
    other.edit("mandate", &mandate, json!({"代表证号": "19-003"}));
    // In office and ended: the end stands and nobody is asked.
    one.edit("mandate", &mandate, json!({"状态": "暂停执行职务"}));
    other.edit("mandate", &mandate, json!({"状态": "辞职"}));
    one.meet(&mut other);
    let found = records(&mut one);
    assert_eq!(found.len(), 1, "{found:?}");
    let title = found[0]["title"].as_str().expect("title");
    assert!(title.starts_with("周志国 · 代表职务"), "{title}");
    assert_eq!(found[0]["page"], json!({"register": "roster", "id": id}));
    let fields = &found[0]["fields"];
    assert_eq!(fields[0]["label"], "代表证号");
    assert_eq!(fields[1]["sort"], "noted", "{fields}");
    assert_eq!(fields[1]["values"][0]["value"], "辞职");
    let parts = one.record("roster", &id)["parts"].clone();
    assert!(
        parts.to_string().contains(r#""contested":["certificate"]"#),
        "{parts}"
    );
    let take = take_of(&fields[0], "19-003");
    one.call(
        "resolve_conflict",
        json!({"id": fields[0]["id"], "take": take}),
    );
    assert!(open(&mut one).is_empty());
}

#[test]
fn who_somebody_is_stays_frozen_until_somebody_who_decides_has_chosen() {
    let (mut one, mut other, id) = two();
    one.edit("roster", &id, json!({"姓名": "周志国一"}));
    other.edit("roster", &id, json!({"姓名": "周志国二"}));
    one.meet(&mut other);
    let shown_name = shown(&mut one, &id, "name");
    let request = json!({"register": "roster", "id": id, "values": {"姓名": "周志国三"}});
    let refused = one.refused("save", request);
    assert!(
        refused.message.contains("还没有裁定") || refused.to_string().contains("还没有裁定"),
        "{refused}"
    );
    // Other work goes on.
    one.edit("roster", &id, json!({"联系电话": "13900000009"}));
    assert_eq!(shown(&mut one, &id, "name"), shown_name);
    let question = open(&mut one)[0].clone();
    assert!(
        question["forbidden"].is_null(),
        "an office of one clerk decides itself"
    );

    for role in Role::ALL {
        one.save(
            "users",
            json!({"姓名": format!("{}者", role.word()), "角色": role.word()}),
        );
    }
    for role in [Role::Viewer, Role::Clerk, Role::Chair] {
        let users = one.call("users", json!({}));
        let name = format!("{}者", role.word());
        let user = users
            .as_array()
            .expect("users")
            .iter()
            .find(|it| it["name"] == json!(name));
        one.call("switch_user", json!({"user": user.expect("a user")["id"]}));
        let request = json!({"id": question["id"], "take": 1});
        if role == Role::Chair {
            one.call("resolve_conflict", request);
        } else {
            let forbidden = open(&mut one)[0]["forbidden"].clone();
            assert!(forbidden.is_string(), "{name}");
            let refused = one.refused("resolve_conflict", request);
            assert_eq!(refused.code, ErrorCode::Precondition, "{name}: {refused}");
        }
    }
    assert!(open(&mut one).is_empty());
    assert_eq!(shown(&mut one, &id, "name"), shown_name);
}

#[test]
fn papers_mark_who_is_in_doubt_until_it_is_decided() {
    const MEANING: &str = "※ 有待裁定的不同填写";
    let (mut one, mut other, id) = two();
    let papers = |office: &mut Office| {
        let named = json!({"form": "deputy_form", "record": id});
        let roster = json!({"form": "roster"});
        [named, roster].map(|request| office.print(request).1)
    };
    for text in papers(&mut one) {
        assert!(text.contains("周志国") && !text.contains('※'), "{text}");
    }
    one.edit("roster", &id, json!({"姓名": "周志国一"}));
    other.edit(
        "roster",
        &id,
        json!({"姓名": "周志国二", "联系电话": "13900000002"}),
    );
    // What only needs a person, and what nobody is asked about, has no mark.
    one.edit("roster", &id, json!({"联系电话": "13900000001"}));
    one.meet(&mut other);
    let name = shown(&mut one, &id, "name");
    let name = name.as_str().expect("a name");
    for text in papers(&mut one) {
        let plain = text.replace([' ', '\n'], "");
        assert!(plain.contains(&format!("{name}※")), "{text}");
        assert!(plain.contains(&MEANING.replace(' ', "")), "{text}");
        assert_eq!(
            text.matches('※').count(),
            2,
            "one mark and its meaning: {text}"
        );
    }
    let question = open(&mut one)[0]["id"].clone();
    one.call("resolve_conflict", json!({"id": question, "take": 1}));
    for text in papers(&mut one) {
        assert!(text.contains(name) && !text.contains('※'), "{text}");
    }
}

/// A PC whose clock says 1970, 2099, or a time before what it has already seen.
#[test]
fn a_wrong_clock_decides_nothing_and_is_said() {
    let (mut one, mut other, id) = two();
    let record = domain::record::RecordId::parse(&id).expect("an id");
    let far = 4_070_908_800_000;
    for (clock, doubted) in [(0, true), (far, true), (1_577_900_000_000, true)] {
        one.edit("roster", &id, json!({"出生日期": "1970-06-01"}));
        other.in_store(|ledger| {
            let operation = store::ledger::NewOperation {
                sort: "deputy.edit".into(),
                title: "修改代表 周志国".into(),
                user: None,
                wall_ms: clock,
                source: domain::record::Source::Form,
                undoes: None,
            };
            let born = domain::dates::PartialDate::day(1970, 7, 1).map(domain::record::Value::Date);
            let edit = vec![("born".into(), born)];
            let done = ledger.write::<_, store::error::StoreFault>(operation, |tx| {
                tx.edit("deputy", record, edit)
            });
            done.expect("writes");
        });
        one.meet(&mut other);
        same(&mut one, &mut other);
        let question = open(&mut one)[0].clone();
        assert_eq!(
            values(&question).len(),
            2,
            "whatever the clock says, both stand"
        );
        for value in question["values"].as_array().expect("values") {
            let wrong = value["value"] == "1970-07-01";
            assert_eq!(
                value["clock_doubted"] == true,
                wrong && doubted,
                "{clock}: {value}"
            );
        }
        let back = json!({"id": question["id"], "value": "1970-05-01"});
        one.call("resolve_conflict", back);
        one.meet(&mut other);
    }
}

#[test]
fn records_of_one_person_are_proposed_and_told_apart_once_for_all_pcs() {
    let (mut one, mut other, _) = two();
    let person = json!({"姓名": "李水生", "出生日期": "1980-01-02"});
    let mine = one.save("roster", person.clone());
    let theirs = other.save("roster", person);
    one.meet(&mut other);
    let twins = |office: &mut Office| office.call("conflicts", json!({}))["twins"].clone();
    let found = twins(&mut one);
    assert_eq!(found.as_array().map(Vec::len), Some(1), "{found}");
    assert_eq!(found[0]["why"], "姓名、出生日期相同");
    assert_eq!(found[0]["register"], "roster");
    let ids = [&found[0]["one"]["id"], &found[0]["other"]["id"]];
    assert!(
        ids.contains(&&json!(mine)) && ids.contains(&&json!(theirs)),
        "{found}"
    );
    assert_eq!(one.call("conflict_counts", json!({}))["twins"], 1);
    assert_eq!(
        twins(&mut other)[0]["id"],
        found[0]["id"],
        "the same on every PC"
    );

    one.call("tell_apart", json!({"id": found[0]["id"]}));
    assert_eq!(twins(&mut one), json!([]));
    assert_eq!(
        one.call("duplicates", json!({"register": "roster"})),
        json!([])
    );
    one.meet(&mut other);
    assert_eq!(twins(&mut other), json!([]), "nobody is asked there either");
    one.call("undo", json!({}));
    assert_eq!(
        twins(&mut one).as_array().map(Vec::len),
        Some(1),
        "asked again"
    );

    one.call(
        "join_records",
        json!({"register": "roster", "keep": mine, "other": theirs}),
    );
    assert_eq!(twins(&mut one), json!([]));
    one.meet(&mut other);
    assert_eq!(twins(&mut other), json!([]));
    same(&mut one, &mut other);
}
