//! Between offices, as their people do it: the county gives out its card, townships send numbered,
//! frozen, signed files, the county takes each once, answers, adds up and hands down.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests stand outside test functions"
)]

use std::fs;
use std::path::{Path, PathBuf};

use scenarios::Office;
use serde_json::{Value, json};

const DAY: &str = "2026-03-05";

/// A file reference as hosts give it.
fn file(path: &Path) -> Value {
    json!({ "path": path.display().to_string() })
}

/// A store of its own for an office of this name.
fn office(name: &str, area: &str) -> Office {
    let mut office = Office::absent();
    office.call(
        "found",
        json!({"office": name, "area": area, "term": "第十九届", "clerk": "王秀兰"}),
    );
    office.on(DAY);
    office
}

/// A county, and the stick that goes round.
struct County {
    office: Office,
    stick: tempfile::TempDir,
    made: u32,
}

impl County {
    fn new() -> Self {
        Self {
            office: office("青禾县人大常委会", "130822"),
            stick: tempfile::tempdir().expect("a stick"),
            made: 0,
        }
    }

    fn on_stick(&mut self, name: &str) -> PathBuf {
        self.made += 1;
        self.stick.path().join(format!("{}-{name}", self.made))
    }

    /// A township that has the county's card.
    fn township(&mut self, name: &str, area: &str) -> Office {
        let mut township = office(name, area);
        let card = self.on_stick("收件卡.rdk");
        let given = self.office.call("write_card", json!({"out": file(&card)}));
        let seen = township.call("look_at_card", json!({"file": file(&card)}));
        assert_eq!(
            seen["fingerprint"], given["fingerprint"],
            "read over the telephone"
        );
        assert_eq!(seen["known"], false);
        township.call(
            "trust_card",
            json!({"file": file(&card), "fingerprint": given["fingerprint"]}),
        );
        township
    }

    /// A township makes a submission.
    fn sent(&mut self, from: &mut Office, choice: Value) -> (PathBuf, Value) {
        let path = self.on_stick("上报.rds");
        let made = from.call(
            "make_submission",
            json!({"choice": choice, "out": file(&path)}),
        );
        (path, made)
    }

    /// The county takes it in, confirming whoever is new.
    fn takes(&mut self, path: &Path) -> Value {
        let seen = self
            .office
            .call("preview_dispatch", json!({"file": file(path)}));
        let mut request = json!({"file": file(path)});
        if seen["known"] == false {
            request["confirm"] = seen["fingerprint"].clone();
        }
        self.office.call("take_dispatch", request)
    }

    /// A township sends, the county takes.
    fn gets(&mut self, from: &mut Office, choice: Value) -> Value {
        let (path, _) = self.sent(from, choice);
        self.takes(&path)
    }

    fn totals(&mut self) -> Value {
        self.office.call("submission_totals", json!({"year": 2026}))
    }

    /// The county's answer goes back to a township.
    fn answers(&mut self, number: &Value, verdict: &str, text: &str, to: &mut Office) -> Value {
        let path = self.on_stick("答复.rds");
        self.office.call(
            "answer_submission",
            json!({"id": number, "verdict": verdict, "text": text, "out": file(&path)}),
        );
        to.call("take_dispatch", json!({"file": file(&path)}))
    }
}

fn deputy(office: &mut Office, name: &str, id: &str) {
    office.save(
        "roster",
        json!({"姓名": name, "身份证号": id, "联系电话": "13900000001", "住址": "柳河镇一村3号",
               "选区": "第1选区"}),
    );
}

fn opinion(office: &mut Office, content: &str) -> String {
    office.save(
        "opinions",
        json!({"反映人": "刘建国", "内容": content, "收到日期": "2026-02-03"}),
    )
}

fn figures(all: &Value, key: &str) -> Value {
    let found = all["figures"].as_array().unwrap();
    let it = found.iter().find(|it| it["key"] == key);
    it.unwrap_or_else(|| panic!("no figure {key}")).clone()
}

#[test]
fn a_submission_is_numbered_previewed_and_frozen() {
    let mut county = County::new();
    let mut liuhe = county.township("柳河镇人大主席团", "130822101");
    deputy(&mut liuhe, "王小红", "130822198001010022");
    let choice = json!({"what": ["roster", "figures"], "year": 2026});
    let preview = liuhe.call("preview_submission", choice.clone());
    assert_eq!(preview["number"], "柳河镇〔2026〕上报第1号");
    assert_eq!(preview["to"], "青禾县人大常委会");
    let roster = preview["parts"]
        .as_array()
        .unwrap()
        .iter()
        .find(|it| it["name"] == "table-roster")
        .expect("the roster is in it");
    assert_eq!(roster["rows"], 1);
    let left: Vec<&str> = roster["left_out"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_str)
        .collect();
    for label in ["身份证号", "联系电话", "住址"] {
        assert!(
            left.contains(&label),
            "{label} is named as left out: {left:?}"
        );
    }
    let (path, made) = county.sent(&mut liuhe, choice);
    assert_eq!(made["number"], preview["number"]);

    // What the township does later does not reach what it sent.
    deputy(&mut liuhe, "李大明", "130822198101010038");
    let taken = county.takes(&path);
    assert_eq!(taken["hash"], made["hash"]);
    let rows = |office: &mut Office| {
        office.call("sent_rows", json!({"id": made["number"], "part": "roster"}))
    };
    for office in [&mut county.office, &mut liuhe] {
        let rows = rows(office);
        assert_eq!(
            rows["rows"].as_array().unwrap().len(),
            1,
            "as it was frozen"
        );
        let text = rows.to_string();
        assert!(text.contains("王小红") && !text.contains("李大明"));
        assert!(!text.contains("130822198001010022"), "no ID number");
        assert!(!text.contains("13900000001"), "no telephone number");
        assert!(!text.contains("柳河镇一村3号"), "no address");
    }
}

#[test]
fn sensitive_fields_go_only_where_the_person_says_so() {
    let mut county = County::new();
    let mut liuhe = county.township("柳河镇人大主席团", "130822101");
    deputy(&mut liuhe, "王小红", "130822198001010022");
    let taken = county.gets(&mut liuhe, json!({"what": ["名册"], "sensitive": true}));
    let rows = county
        .office
        .call("sent_rows", json!({"id": taken["number"]}));
    assert!(rows.to_string().contains("130822198001010022"));
    assert!(taken["parts"][0]["left_out"].as_array().unwrap().is_empty());
}

#[test]
fn an_unknown_township_is_confirmed_once() {
    let mut county = County::new();
    let mut liuhe = county.township("柳河镇人大主席团", "130822101");
    let (path, made) = county.sent(&mut liuhe, json!({"what": ["figures"]}));
    let refusal = county
        .office
        .refused("take_dispatch", json!({"file": file(&path)}));
    let print = made["fingerprint"].as_str().unwrap();
    assert!(refusal.message.contains(print), "{}", refusal.message);
    let refusal = county.office.refused(
        "take_dispatch",
        json!({"file": file(&path), "confirm": "22222222"}),
    );
    assert!(
        refusal.message.contains("识别码对不上"),
        "{}",
        refusal.message
    );
    assert!(
        county.office.rows("received").is_empty(),
        "nothing was taken"
    );
    county.office.call(
        "take_dispatch",
        json!({"file": file(&path), "confirm": print.to_lowercase()}),
    );
    let (second, _) = county.sent(&mut liuhe, json!({"what": ["figures"]}));
    let taken = county
        .office
        .call("take_dispatch", json!({"file": file(&second)}));
    assert_eq!(taken["known"], true, "confirmed once, trusted from then on");
    assert_eq!(county.office.rows("partners").len(), 1);
}

#[test]
fn a_card_whose_characters_differ_is_not_taken() {
    let mut county = County::new();
    let mut liuhe = office("柳河镇人大主席团", "130822101");
    let card = county.on_stick("卡.rdk");
    county
        .office
        .call("write_card", json!({"out": file(&card)}));
    let refusal = liuhe.refused(
        "trust_card",
        json!({"file": file(&card), "fingerprint": "ABCDEFGH"}),
    );
    assert!(refusal.message.contains("识别码对不上"));
    let refusal = liuhe.refused(
        "make_submission",
        json!({"choice": {"what": ["figures"]}, "out": file(&county.on_stick("x.rds"))}),
    );
    assert!(refusal.message.contains("收件卡"), "{}", refusal.message);
}

#[test]
fn forged_cut_and_another_countys_are_refused_and_change_nothing() {
    let mut county = County::new();
    let mut other = County::new();
    let mut liuhe = county.township("柳河镇人大主席团", "130822101");
    let mut far = other.township("远山镇人大主席团", "130999101");
    let (theirs, _) = other.sent(&mut far, json!({"what": ["figures"]}));
    let refusal = county
        .office
        .refused("take_dispatch", json!({"file": file(&theirs)}));
    assert!(
        refusal.message.contains("不是发给本机的"),
        "{}",
        refusal.message
    );

    let (path, _) = county.sent(&mut liuhe, json!({"what": ["figures"]}));
    let before = county.office.digest();
    let whole = fs::read(&path).unwrap();
    for at in (0..whole.len()).step_by(whole.len() / 60 + 1) {
        let mut altered = whole.clone();
        altered[at] ^= 0x20;
        fs::write(&path, &altered).unwrap();
        county
            .office
            .refused("preview_dispatch", json!({"file": file(&path)}));
        fs::write(&path, &whole[..at]).unwrap();
        county
            .office
            .refused("take_dispatch", json!({"file": file(&path)}));
    }
    assert_eq!(county.office.digest(), before);

    // Who was confirmed by another card cannot speak for the township: same name, same code.
    fs::write(&path, &whole).unwrap();
    county.takes(&path);
    let mut impostor = county.township("柳河镇人大主席团", "130822101");
    let (forged, _) = county.sent(&mut impostor, json!({"what": ["figures"]}));
    let seen = county
        .office
        .call("preview_dispatch", json!({"file": file(&forged)}));
    assert_eq!(seen["known"], false);
    assert_eq!(
        seen["warnings"].as_array().unwrap().len(),
        1,
        "the characters known before are named: {seen}"
    );
    county
        .office
        .refused("take_dispatch", json!({"file": file(&forged)}));
    assert_eq!(county.office.rows("received").len(), 1);
}

#[test]
fn one_taken_twice_counts_once() {
    let mut county = County::new();
    let mut liuhe = county.township("柳河镇人大主席团", "130822101");
    opinion(&mut liuhe, "路灯不亮");
    let (path, _) = county.sent(&mut liuhe, json!({"what": ["figures"]}));
    assert_eq!(county.takes(&path)["already"], false);
    let before = (county.office.digest(), county.totals());
    let again = county.takes(&path);
    assert_eq!(again["already"], true);
    assert_eq!(again["operation"], Value::Null);
    assert_eq!((county.office.digest(), county.totals()), before);
}

#[test]
fn totals_are_the_sums_of_what_the_townships_own_figures_say() {
    let mut county = County::new();
    let names = [
        ("柳河镇人大主席团", "130822101"),
        ("三道河乡人大主席团", "130822102"),
    ];
    let scope = json!({"scope": {"from": "2026-01-01", "to": "2026-12-31"}});
    let mut own: Vec<Value> = Vec::new();
    for (at, (name, area)) in names.into_iter().enumerate() {
        let mut township = county.township(name, area);
        for it in 0..=at {
            deputy(&mut township, ["王小红", "李大明"][it], "");
            opinion(&mut township, ["路灯不亮", "自来水浑"][it]);
        }
        // One of two was accepted here, none of one there: the mean of the rates is not the rate.
        if at == 1 {
            let accepted = township.rows("opinions")[0]["id"].clone();
            township.act("opinions", accepted, "受理", json!({}));
        }
        own.push(township.call("figures", scope.clone()));
        county.gets(&mut township, json!({"what": ["figures"], "year": 2026}));
    }
    let totals = county.totals();
    assert_eq!(totals["rows"].as_array().unwrap().len(), 2);
    let whole = |it: &Value| it.as_i64().unwrap_or(0);
    let mut seen = 0;
    for line in own[0]["figures"].as_array().unwrap() {
        let key = line["key"].as_str().unwrap();
        let sum = figures(&totals, key);
        let top: i64 = own
            .iter()
            .map(|it| whole(&figures(it, key)["numerator"]))
            .sum();
        assert_eq!(whole(&sum["numerator"]), top, "numerator of {key}");
        if line["denominator"].is_null() {
            assert_eq!(sum["denominator"], Value::Null, "{key} is a count");
            continue;
        }
        let bottom: i64 = own
            .iter()
            .map(|it| whole(&figures(it, key)["denominator"]))
            .sum();
        assert_eq!(whole(&sum["denominator"]), bottom, "denominator of {key}");
        if bottom > 0 && line["unit"] == "%" {
            seen += 1;
            let rate = (top as f64 * 1000.0 / bottom as f64).round() / 10.0;
            assert_eq!(sum["value"].as_f64(), Some(rate), "rate of {key}");
        }
    }
    assert!(seen > 0, "at least one rate is compared");
    assert_eq!(figures(&totals, "registered")["numerator"], 3);
    assert_eq!(figures(&totals, "accepted_rate")["value"], 33.3);
}

#[test]
fn a_correction_stands_in_place_of_what_it_names() {
    let mut county = County::new();
    let mut liuhe = county.township("柳河镇人大主席团", "130822101");
    opinion(&mut liuhe, "路灯不亮");
    let (first, made) = county.sent(&mut liuhe, json!({"what": ["figures"]}));
    opinion(&mut liuhe, "自来水浑");
    let (second, corrected) = county.sent(
        &mut liuhe,
        json!({"what": ["figures"], "replaces": made["number"]}),
    );
    assert_eq!(corrected["number"], "柳河镇〔2026〕上报第2号");
    // In whichever order they arrive.
    let taken = county.takes(&second);
    assert_eq!(taken["replaces"], made["number"]);
    county.takes(&first);
    let totals = county.totals();
    assert_eq!(totals["rows"].as_array().unwrap().len(), 1);
    assert_eq!(totals["rows"][0]["number"], corrected["number"]);
    assert_eq!(figures(&totals, "registered")["numerator"], 2);
    // Also one without figures: what it stands in place of counts no more.
    county.gets(
        &mut liuhe,
        json!({"what": ["roster"], "replaces": corrected["number"]}),
    );
    let totals = county.totals();
    assert_eq!(totals["rows"][0]["number"], "柳河镇〔2026〕上报第3号");
    assert!(totals["figures"].as_array().unwrap().is_empty());
    let refusal = liuhe.refused(
        "make_submission",
        json!({"choice": {"what": ["figures"], "replaces": "柳河镇〔2026〕上报第9号"},
               "out": file(&county.on_stick("x.rds"))}),
    );
    assert!(refusal.message.contains("第9号"), "{}", refusal.message);
}

#[test]
fn receipt_reply_and_return_show_on_the_submission() {
    let mut county = County::new();
    let mut liuhe = county.township("柳河镇人大主席团", "130822101");
    let (path, made) = county.sent(&mut liuhe, json!({"what": ["figures"]}));
    county.takes(&path);
    let state = |office: &mut Office| {
        let row = office.rows("submissions")[0].clone();
        (
            row["values"]["state"].clone(),
            row["values"]["answer"].clone(),
        )
    };
    assert_eq!(state(&mut liuhe).0, "已制作");

    let receipt = county.on_stick("回执.rds");
    let again = county.office.call(
        "take_dispatch",
        json!({"file": file(&path), "receipt": file(&receipt)}),
    );
    assert_eq!(again["already"], true, "a receipt can be written again");
    let back = liuhe.call("take_dispatch", json!({"file": file(&receipt)}));
    assert_eq!(back["kind"], "receipt");
    assert_eq!(state(&mut liuhe).0, "已收件");

    county.answers(&made["number"], "reply", "同意，按此办理", &mut liuhe);
    assert_eq!(
        state(&mut liuhe),
        (json!("已批复"), json!("同意，按此办理"))
    );
    let late = liuhe.call("take_dispatch", json!({"file": file(&receipt)}));
    assert_eq!(late["already"], true, "a late receipt takes no reply back");
    assert_eq!(state(&mut liuhe).0, "已批复");

    county.answers(&made["number"], "return", "办结数填错了", &mut liuhe);
    assert_eq!(state(&mut liuhe), (json!("已退回"), json!("办结数填错了")));
    let totals = county.totals();
    assert!(totals["rows"].as_array().unwrap().is_empty(), "not counted");
    assert_eq!(totals["missing"], json!(["柳河镇人大主席团"]));

    let refusal = county.office.refused(
        "answer_submission",
        json!({"id": made["number"], "verdict": "return", "text": " ",
               "out": file(&receipt)}),
    );
    assert!(refusal.message.contains("退回"), "{}", refusal.message);
}

#[test]
fn an_answer_for_another_township_is_refused() {
    let mut county = County::new();
    let mut liuhe = county.township("柳河镇人大主席团", "130822101");
    let mut far = county.township("三道河乡人大主席团", "130822102");
    let taken = county.gets(&mut liuhe, json!({"what": ["figures"]}));
    let path = county.on_stick("批复.rds");
    county.office.call(
        "answer_submission",
        json!({"id": taken["number"], "verdict": "reply", "text": "同意", "out": file(&path)}),
    );
    far.refused("take_dispatch", json!({"file": file(&path)}));
    county
        .office
        .refused("take_dispatch", json!({"file": file(&path)}));
}

#[test]
fn who_has_not_sent_is_named_from_the_list_that_was_imported() {
    let mut county = County::new();
    for (name, area, expected) in [
        ("柳河镇人大主席团", "130822101", "应报"),
        ("三道河乡人大主席团", "130822102", "应报"),
        ("开发区工委", "130822400", "不用报"),
    ] {
        county.office.save(
            "partners",
            json!({"单位名称": name, "行政区划代码": area, "上级或下级": "下级", "是否应报": expected}),
        );
    }
    let mut liuhe = county.township("柳河镇人大主席团", "130822101");
    county.gets(&mut liuhe, json!({"what": ["figures"]}));
    assert_eq!(
        county.office.rows("partners").len(),
        3,
        "the one that sent is the one on the list"
    );
    assert_eq!(county.totals()["missing"], json!(["三道河乡人大主席团"]));
}

#[test]
fn a_suggestion_is_passed_up() {
    let mut county = County::new();
    let mut liuhe = county.township("柳河镇人大主席团", "130822101");
    deputy(&mut liuhe, "王小红", "");
    let id = liuhe.save(
        "suggestions",
        json!({"标题": "关于修建柳河桥的建议", "建议内容": "老桥是危桥，建议县里立项",
               "提交日期": "2026-02-01", "领衔代表": "王小红"}),
    );
    let taken = county.gets(&mut liuhe, json!({"suggestions": [id]}));
    let rows = county
        .office
        .call("sent_rows", json!({"id": taken["number"]}));
    assert_eq!(rows["title"], "转报的代表建议");
    assert!(rows.to_string().contains("关于修建柳河桥的建议"));
}

#[test]
fn a_task_package_is_filled_in_returned_and_added_up() {
    let mut county = County::new();
    let mut liuhe = county.township("柳河镇人大主席团", "130822101");
    let mut sandao = county.township("三道河乡人大主席团", "130822102");
    for township in [&mut liuhe, &mut sandao] {
        let (path, _) = county.sent(township, json!({"what": ["figures"]}));
        county.takes(&path);
    }
    let path = county.on_stick("任务.rds");
    let made = county.office.call(
        "make_handdown",
        json!({"sort": "任务包", "title": "防汛备汛联动监督", "due": "2026-06-30",
               "body": "检查水库、塘坝",
               "items": [{"title": "检查次数", "number": true, "unit": "次"},
                         {"title": "主要问题", "number": false}],
               "out": file(&path)}),
    );
    assert_eq!(made["number"], "青禾县〔2026〕下发第1号");
    assert_eq!(made["to"].as_array().unwrap().len(), 2);
    for (township, count) in [(&mut liuhe, "3"), (&mut sandao, "2.5")] {
        let taken = township.call("take_dispatch", json!({"file": file(&path)}));
        assert_eq!(taken["kind"], "handdown");
        let again = township.call("take_dispatch", json!({"file": file(&path)}));
        assert_eq!(again["already"], true);
        let tasks = township.rows("tasks");
        assert_eq!(tasks.len(), 1, "it stands among the tasks");
        assert_eq!(tasks[0]["values"]["title"], "防汛备汛联动监督");
        let record = township.record("handdowns", &taken["id"]);
        let text = record.to_string();
        assert!(
            text.contains("检查次数") && text.contains("主要问题"),
            "{text}"
        );
        for item in township.rows("handdown_item") {
            let value = match item["values"]["title"].as_str() {
                Some("检查次数") => count,
                _ => "塘坝淤积",
            };
            township.edit("handdown_item", &item["id"], json!({"填报内容": value}));
        }
    }
    let (answer, _) = county.sent(&mut liuhe, json!({"what": ["tasks"]}));
    assert_eq!(liuhe.rows("handdowns")[0]["values"]["state"], "已上报");
    county.takes(&answer);
    let sums = county
        .office
        .call("handdown_totals", json!({"id": made["number"]}));
    assert_eq!(sums["missing"], json!(["三道河乡人大主席团"]));
    assert_eq!(sums["items"][0]["sum"], "3");

    let (answer, _) = county.sent(&mut sandao, json!({"what": ["任务"]}));
    county.takes(&answer);
    let sums = county
        .office
        .call("handdown_totals", json!({"id": "防汛备汛联动监督"}));
    assert_eq!(sums["items"][0]["sum"], "5.5");
    assert_eq!(sums["items"][1]["sum"], "", "words are listed, not added");
    assert_eq!(sums["rows"].as_array().unwrap().len(), 2);
    assert!(sums["missing"].as_array().unwrap().is_empty());
}

#[test]
fn a_theme_rules_and_holidays_take_effect_where_they_are_taken() {
    let mut county = County::new();
    let mut liuhe = county.township("柳河镇人大主席团", "130822101");
    county.gets(&mut liuhe, json!({"what": ["figures"]}));
    let path = county.on_stick("主题.rds");
    county.office.call(
        "make_handdown",
        json!({"sort": "月主题", "title": "人居环境整治", "month": "2026-04",
               "body": "走访选民\n视察垃圾清运", "due": "2026-04-30", "out": file(&path)}),
    );
    liuhe.call("take_dispatch", json!({"file": file(&path)}));
    let plans = liuhe.rows("plans");
    assert_eq!(plans.len(), 1);
    assert_eq!(plans[0]["values"]["theme"], "人居环境整治");
    assert_eq!(plans[0]["values"]["theme_by"], "县定");
    assert_eq!(liuhe.rows("tasks").len(), 2, "each line is a task");

    let holidays = county.on_stick("2027.json");
    fs::write(
        &holidays,
        r#"{"year":2027,"notice":"国办发明电〔2026〕9号","rest":[{"name":"元旦","from":"2027-01-01","to":"2027-01-03"}],"work":["2027-01-09"]}"#,
    )
    .unwrap();
    let path = county.on_stick("放假.rds");
    let made = county.office.invoke(
        "make_handdown",
        json!({"sort": "放假安排", "title": "2027年放假安排", "file": file(&holidays),
               "out": file(&path)}),
    );
    made.expect("the table of holidays is one");
    liuhe.call("take_dispatch", json!({"file": file(&path)}));
    assert_eq!(liuhe.rows("holiday_years").len(), 1);

    let stranger = office("外县人大常委会", "130999");
    drop(stranger);
    let mut other = County::new();
    let mut far = other.township("远山镇人大主席团", "130999101");
    other.gets(&mut far, json!({"what": ["figures"]}));
    let path = other.on_stick("任务.rds");
    other.office.call(
        "make_handdown",
        json!({"sort": "月主题", "title": "别县的主题", "month": "2026-04", "out": file(&path)}),
    );
    liuhe.refused("take_dispatch", json!({"file": file(&path)}));
}

#[test]
fn the_same_number_for_something_else_is_refused() {
    let mut county = County::new();
    let mut liuhe = county.township("柳河镇人大主席团", "130822101");
    let (first, made) = county.sent(&mut liuhe, json!({"what": ["figures"]}));
    county.takes(&first);
    // Undoing the record does not bring the number back.
    let refusal = liuhe.refused("undo", json!({"operation": made["operation"]}));
    assert!(!refusal.message.is_empty());
    let (_, second) = county.sent(&mut liuhe, json!({"what": ["figures"]}));
    assert_eq!(second["number"], "柳河镇〔2026〕上报第2号");
}

#[test]
fn what_was_taken_in_can_be_taken_out_and_taken_in_again() {
    let mut county = County::new();
    let mut liuhe = county.township("柳河镇人大主席团", "130822101");
    let (first, _) = county.sent(&mut liuhe, json!({"what": ["figures"]}));
    county.takes(&first);
    let before = county.office.digest();
    let (second, _) = county.sent(&mut liuhe, json!({"what": ["figures", "roster"]}));
    let taken = county.takes(&second);
    assert_ne!(county.office.digest(), before);
    county
        .office
        .call("undo", json!({"operation": taken["operation"]}));
    assert_eq!(county.office.digest(), before, "nothing of it is left");
    assert_eq!(county.takes(&second)["already"], false);
    assert_eq!(county.office.rows("received").len(), 2);
}

#[test]
fn a_stations_pc_does_not_speak_for_the_township() {
    let mut county = County::new();
    let mut liuhe = county.township("柳河镇人大主席团", "130822101");
    liuhe.save(
        "stations",
        json!({"站点名称": "苇塘村联络站", "类别": "代表联络站"}),
    );
    let (asked, answer) = (county.on_stick("申请.rdj"), county.on_stick("答复.rdx"));
    let mut village = Office::absent();
    village.call(
        "ask_to_join",
        json!({"name": "苇塘村", "out": file(&asked)}),
    );
    liuhe.call(
        "enrol_device",
        json!({"file": file(&asked), "kind": "station", "station": "苇塘村联络站",
               "out": file(&answer)}),
    );
    village.call("join_by_answer", json!({"file": file(&answer)}));
    village.on(DAY);
    assert!(village.rows("partners").is_empty(), "not theirs to see");
    let refusal = village.refused(
        "write_card",
        json!({"out": file(&county.on_stick("卡.rdk"))}),
    );
    assert!(refusal.message.contains("村站"), "{}", refusal.message);
}

#[test]
fn a_pc_that_was_put_out_speaks_no_more() {
    let mut county = County::new();
    let mut liuhe = county.township("柳河镇人大主席团", "130822101");
    let (asked, answer) = (county.on_stick("申请.rdj"), county.on_stick("答复.rdx"));
    let mut second = Office::absent();
    second.call(
        "ask_to_join",
        json!({"name": "第二台", "out": file(&asked)}),
    );
    liuhe.call(
        "enrol_device",
        json!({"file": file(&asked), "kind": "pc", "out": file(&answer)}),
    );
    second.call("join_by_answer", json!({"file": file(&answer)}));
    second.on(DAY);
    county.gets(&mut liuhe, json!({"what": ["figures"]}));
    let taken = county.gets(&mut second, json!({"what": ["figures"]}));
    assert_eq!(
        taken["known"], true,
        "another PC of an office that was confirmed"
    );

    liuhe.call(
        "revoke_device",
        json!({"device": "第二台", "reason": "丢失"}),
    );
    county.gets(&mut liuhe, json!({"what": ["figures"]}));
    let (stolen, _) = county.sent(&mut second, json!({"what": ["figures"]}));
    let refusal = county
        .office
        .refused("take_dispatch", json!({"file": file(&stolen)}));
    assert!(refusal.message.contains("停用"), "{}", refusal.message);
}
