//! 兴隆县北营房镇 in 河北日报: what the article tells comes out of registers that were entered as it
//! happened. Eleven groups; every 26th the deputies of four teams receive electors at the 代表之家:
//! 36 deputies received 35 electors, passed 9 suggestions on to offices of the township, solved 8 real
//! problems and settled 7 disputes; 7 inspections with 5 reports and 6 suggestions; the congress chose
//! 5 projects for the people.
#![allow(clippy::expect_used, reason = "a test says what it expects")]

use std::collections::BTreeSet;

use scenarios::{Office, pdf_text};
use serde_json::{Value, json};

const STATION: &str = "北营房镇代表之家";

const SURNAMES: [&str; 36] = [
    "赵", "钱", "孙", "李", "周", "吴", "郑", "王", "冯", "陈", "褚", "卫", "蒋", "沈", "韩", "杨",
    "朱", "秦", "尤", "许", "何", "吕", "施", "张", "孔", "曹", "严", "华", "金", "魏", "陶", "姜",
    "戚", "谢", "邹", "喻",
];

/// 36 deputies in eleven groups, every fourth of them of the county as well.
fn roster(office: &mut Office) -> Vec<String> {
    let groups = [
        "第一",
        "第二",
        "第三",
        "第四",
        "第五",
        "第六",
        "第七",
        "第八",
        "第九",
        "第十",
        "第十一",
    ];
    let mut names = Vec::new();
    for (at, surname) in SURNAMES.iter().enumerate() {
        let name = format!("{surname}志国");
        let level = if at % 4 == 0 {
            "乡镇、县"
        } else {
            "乡镇"
        };
        let group = format!("{}代表小组", groups[at % groups.len()]);
        let values = json!({"姓名": name, "代表层级": level, "代表小组": group});
        office.save("roster", values);
        names.push(name);
    }
    names
}

/// Ten reception days, four teams in turn, 35 visitors; nine of them with something for the offices
/// of the township.
fn reception_days(office: &mut Office, deputies: &[String]) -> Vec<String> {
    let mut passed_on = Vec::new();
    let mut visitors = 0;
    for month in 1..=10_usize {
        let on = format!("2020-{month:02}-26");
        office.on(&on);
        let team: Vec<&str> = deputies
            .iter()
            .skip((month - 1) % 4 * 9)
            .take(9)
            .map(String::as_str)
            .collect();
        let values = json!({"日期": on, "站点": STATION, "地点": "镇政府一楼",
                            "接待代表": team.join("、"), "记录人": "王秀兰"});
        let day = office.save("reception_days", values);
        let rows: Vec<Value> = (0..if month % 2 == 1 { 4 } else { 3 })
            .map(|at| {
                visitors += 1;
                let route = if at == 0 && month < 10 {
                    "乡镇主席团交政府办理"
                } else {
                    "当场办结"
                };
                json!({"values": {"来访人": format!("{}桂兰", SURNAMES[visitors]),
                       "反映内容": format!("第{visitors}件：村里的路灯坏了{visitors}盏"),
                       "问题类别": "供电通信", "拟办意见": route}})
            })
            .collect();
        let saved = office.call("save_day", json!({"day": day, "rows": rows}));
        assert_ne!(saved["operation"], Value::Null, "{saved}");
        if month < 10 {
            let asked = json!({"register": "receptions", "where": [
                {"field": "接待时间", "value": on}, {"field": "拟办意见", "value": "乡镇主席团交政府办理"}]});
            let found = office.call("list", asked);
            let visit = found["rows"][0]["id"]
                .as_str()
                .expect("the visit")
                .to_owned();
            passed_on.push(hand_over(office, &visit));
        }
    }
    assert_eq!(visitors, 35, "as the article says");
    passed_on
}

/// The visitor's matter goes to an office of the township on the same day.
fn hand_over(office: &mut Office, visit: &str) -> String {
    let passed = office.call("pass_on", json!({"register": "receptions", "id": visit}));
    let id = passed["id"].as_str().expect("an opinion").to_owned();
    office.act("opinions", &id, "受理", json!({}));
    office.act("opinions", &id, "交办", json!({"主办单位": "供电所"}));
    id
}

/// Eight are solved within their time, one is still being worked on.
fn answers(office: &mut Office, opinions: &[String]) {
    for (at, id) in opinions.iter().enumerate() {
        office.on(&format!("2020-{:02}-05", at + 2));
        let result = if at < 8 { "A" } else { "B" };
        let talk = json!({"面商方式": "见面", "代表（反映人）意见": "同意"});
        office.act("opinions", id, "面商", talk);
        let reply = json!({"答复内容": "已安排维修", "答复方式": "当面", "办理结果类别": result});
        office.act("opinions", id, "答复", reply);
        if at < 8 {
            office.act("opinions", id, "反馈", json!({"满意度": "满意"}));
            office.act("opinions", id, "申请销号", json!({"销号申请人": "王秀兰"}));
            office.act("opinions", id, "销号", json!({"销号审核人": "周主席"}));
        }
    }
}

fn disputes(office: &mut Office) {
    for at in 1..=8 {
        let settled = if at <= 7 { "已化解" } else { "调解中" };
        let values = json!({"受理日期": format!("2020-0{at}-10"), "当事方": format!("甲{at}、乙{at}"),
                            "纠纷类型": "邻里", "化解结果": settled});
        office.save("disputes", values);
    }
}

fn inspections(office: &mut Office, deputies: &[String]) {
    let topics = [
        ("视察镇域重点项目", "视察", 1),
        ("脱贫攻坚调研", "专题调研", 2),
        ("人居环境视察", "视察", 1),
        ("河道治理视察", "视察", 1),
        ("春季造林视察", "视察", 0),
        ("义务教育调研", "专题调研", 1),
        ("安全生产检查", "执法检查", 0),
    ];
    for (at, (title, sort, suggestions)) in topics.iter().enumerate() {
        let mut values = json!({"活动名称": title, "活动类型": sort,
            "活动日期": format!("2020-0{}-15", at + 2), "活动内容": "实地察看，听取汇报",
            "应到代表": deputies[..12].join("、")});
        if *suggestions > 0 {
            values["报告名称"] = json!(format!("关于{title}的报告"));
            values["意见建议件数"] = json!(suggestions.to_string());
        }
        office.save("activities", values);
    }
    // Planned, and not counted.
    let planned = json!({"活动名称": "冬季供暖视察", "活动类型": "视察", "活动日期": "2020-12-15"});
    office.save("activities", planned);
}

fn congress(office: &mut Office) {
    let values = json!({"会议名称": "北营房镇第十八届人民代表大会第五次会议", "开始日期": "2020-01-10",
                        "结束日期": "2020-01-10"});
    let id = office.save("congresses", values);
    let mut vote = |title: &str, sort: &str, votes: &str| {
        let values = json!({"人代会": id, "表决事项": title, "事项类别": sort,
                            "全体代表": "36", "赞成": votes, "反对": "0"});
        office.save("congress_vote", values);
    };
    for title in ["村道硬化", "安全饮水", "路灯安装", "文化广场", "垃圾清运"] {
        vote(title, "民生实事项目", "33");
    }
    vote("旧校舍改造", "民生实事项目", "12");
    vote("政府工作报告", "报告决议", "36");
}

/// The year as it was entered.
fn year() -> Office {
    let mut office = Office::founded_on("2020-01-02");
    let deputies = roster(&mut office);
    office.save("stations", json!({"站点名称": STATION}));
    office.on("2020-01-10");
    congress(&mut office);
    let opinions = reception_days(&mut office, &deputies);
    office.on("2020-11-25");
    disputes(&mut office);
    inspections(&mut office, &deputies);
    answers(&mut office, &opinions);
    office.on("2020-11-25");
    office
}

fn figure(answer: &Value, key: &str) -> Value {
    answer["figures"]
        .as_array()
        .expect("figures")
        .iter()
        .find(|it| it["key"] == key)
        .cloned()
        .expect(key)
}

#[test]
fn the_figures_of_the_article_come_out_of_the_registers() {
    let mut office = year();
    let scope = json!({"from": "2020-01-01", "to": "2020-12-31"});
    let answer = office.call("figures", json!({"scope": scope}));
    assert_eq!(
        answer["title"], "2020年",
        "the period in the office's words"
    );
    for (key, unit, expected) in [
        ("groups", "个", 11),
        ("deputies", "人", 36),
        ("deputy_times", "人次", 90),
        ("sittings", "场", 10),
        ("voter_times", "人次", 35),
        ("visits", "件次", 35),
        ("passed_on", "件", 9),
        ("passed_on_solved", "件", 8),
        ("solved", "件", 8),
        ("disputes_settled", "起", 7),
        ("inspections", "次", 7),
        ("reports", "份", 5),
        ("activity_suggestions", "条", 6),
        ("projects", "项", 5),
        ("own_deputies", "人", 36),
    ] {
        let it = figure(&answer, key);
        assert_eq!(it["value"], f64::from(expected), "{key}: {it}");
        assert_eq!(it["numerator"], expected, "{key}: {it}");
        assert_eq!(it["denominator"], Value::Null, "{key} is a plain count");
        assert_eq!(it["unit"], unit, "{key}");
    }
    for (key, top, bottom, value) in [
        ("accepted_rate", 9, 9, json!(100.0)),
        ("assigned_rate", 9, 9, json!(100.0)),
        ("solved_rate", 8, 9, json!(88.9)),
        ("consulted_rate", 9, 9, json!(100.0)),
        ("satisfied_rate", 8, 8, json!(100.0)),
        ("closed_rate", 8, 9, json!(88.9)),
        ("settled_rate", 7, 7, json!(100.0)),
        // What the visitors said of the matters that came of their visits is known in 簿一 as well.
        ("visitor_satisfied_rate", 8, 8, json!(100.0)),
    ] {
        let it = figure(&answer, key);
        assert_eq!(
            (&it["numerator"], &it["denominator"], &it["value"]),
            (&json!(top), &json!(bottom), &value),
            "{key}: {it}"
        );
        assert_eq!(it["unit"], "%", "{key}");
    }

    let none = json!({"from": "2019-01-01", "to": "2019-12-31"});
    let empty = office.call("figures", json!({"scope": none}));
    let it = figure(&empty, "closed_rate");
    assert_eq!(
        (&it["numerator"], &it["denominator"], &it["value"]),
        (&json!(0), &json!(0), &Value::Null),
        "a year with nothing shows its zeros"
    );
    assert_eq!(
        answer["figures"].as_array().map(Vec::len),
        empty["figures"].as_array().map(Vec::len),
        "and every line"
    );
}

#[test]
fn every_figure_opens_its_records_and_they_come_to_the_figure() {
    let mut office = year();
    let scope = json!({"from": "2020-01-01", "to": "2020-12-31"});
    let answer = office.call("figures", json!({"scope": scope}));
    let mut listed = 0;
    for line in answer["figures"].as_array().expect("figures") {
        for bottom in [false, true] {
            let expected = if bottom {
                &line["denominator"]
            } else {
                &line["numerator"]
            };
            if expected.is_null() {
                continue;
            }
            let asked = json!({"scope": scope, "key": line["key"], "bottom": bottom});
            let behind = office.call("figure_records", asked);
            assert_eq!(&behind["amount"], expected, "{line} comes to its records");
            let rows = behind["rows"].as_array().expect("rows");
            assert_eq!(behind["total"], rows.len(), "{line}: all of them are there");
            let ids: BTreeSet<&str> = rows.iter().filter_map(|it| it["id"].as_str()).collect();
            assert_eq!(ids.len(), rows.len(), "{line}: each once");
            for row in rows {
                let record = json!({"register": row["register"], "id": row["id"]});
                office.call("record", record);
            }
            // Where lists can say it, they show the very same records.
            let lists = behind["lists"].as_array().expect("lists");
            if lists.is_empty() {
                continue;
            }
            listed += 1;
            let mut found = BTreeSet::new();
            for list in lists {
                let asked = json!({"register": list["register"], "filters": list["filters"]});
                let page = office.call("list", asked);
                let rows = page["rows"].as_array().cloned().unwrap_or_default();
                found.extend(
                    rows.iter()
                        .filter_map(|it| it["id"].as_str().map(String::from)),
                );
            }
            let ids: BTreeSet<String> = ids.into_iter().map(String::from).collect();
            assert_eq!(found, ids, "{line}: the list shows the same");
        }
    }
    assert!(listed > 15, "{listed} lists were compared");

    let unknown = office.refused("figure_records", json!({"scope": scope, "key": "nothing"}));
    assert!(unknown.message.contains("没有"), "{unknown}");
    let plain = json!({"scope": scope, "key": "visits", "bottom": true});
    let plain = office.refused("figure_records", plain);
    assert!(plain.message.contains("没有分母"), "{plain}");
}

#[test]
fn figures_break_down_and_each_cell_opens_its_records() {
    let mut office = year();
    let scope = json!({"from": "2020-01-01", "to": "2020-12-31"});
    for (dimension, rows) in [
        ("month", 12),
        ("quarter", 4),
        ("category", 20),
        ("deputy", 36),
        ("unit", 1),
    ] {
        let asked = json!({"scope": scope, "dimension": dimension});
        let answer = office.call("breakdown", asked);
        let lines = answer["rows"].as_array().expect("rows");
        assert_eq!(
            lines.len(),
            rows,
            "{dimension} shows lines with 0 too: {answer}"
        );
        let asked = json!({"scope": scope, "dimension": dimension, "rates": true});
        let rates = office.call("breakdown", asked);
        let keys: Vec<&Value> = rates["columns"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|it| &it["key"])
            .collect();
        for key in [
            "accepted_rate",
            "solved_rate",
            "consulted_rate",
            "reply_days",
            "overdue",
        ] {
            assert!(keys.contains(&&json!(key)), "{key} by {dimension}");
        }
        let at = keys
            .iter()
            .position(|it| **it == "solved_rate")
            .expect("it is there");
        let whole = &rates["total"][at];
        assert_eq!(
            (&whole["numerator"], &whole["denominator"]),
            (&json!(8), &json!(9)),
            "by {dimension}"
        );
        let columns = answer["columns"].as_array().expect("columns");
        for line in lines {
            for (column, cell) in columns.iter().zip(line["cells"].as_array().expect("cells")) {
                if cell["numerator"] == 0 {
                    continue;
                }
                let asked = json!({"scope": scope, "key": column["key"],
                                   "dimension": dimension, "line": line["key"]});
                let behind = office.call("figure_records", asked);
                assert_eq!(
                    behind["amount"], cell["numerator"],
                    "{dimension} {} {}",
                    line["title"], column["key"]
                );
            }
        }
    }
    let stations = office.call("breakdown", json!({"scope": scope, "dimension": "station"}));
    assert_eq!(stations["rows"][0]["title"], STATION, "{stations}");
    assert_eq!(
        stations["rows"][0]["cells"][0]["numerator"], 10,
        "its receptions"
    );
    assert_eq!(
        stations["rows"][1]["title"], "未填站点",
        "activities name none"
    );

    let here = json!({"from": "2020-01-01", "to": "2020-12-31", "station": STATION});
    let answer = office.call("figures", json!({"scope": here}));
    assert_eq!(
        figure(&answer, "visits")["value"],
        35.0,
        "all at the one station"
    );
    assert_eq!(
        figure(&answer, "activities")["value"],
        0.0,
        "activities name none"
    );
    let nowhere = json!({"scope": {"station": "没有的站"}});
    let refusal = office.refused("figures", nowhere);
    assert!(refusal.message.contains("没有的站"), "{refusal}");
    let turned = json!({"scope": {"from": "2020-05-01", "to": "2020-04-01"}});
    let refusal = office.refused("figures", turned);
    assert!(refusal.message.contains("晚于"), "{refusal}");
}

#[test]
fn a_month_stands_beside_the_one_before() {
    let mut office = year();
    let scope = json!({"from": "2020-05", "to": "2020-05"});
    let answer = office.call("figures", json!({"scope": scope, "compare": true}));
    assert_eq!(answer["title"], "2020年5月");
    assert_eq!(answer["before"], "2020年4月");
    assert_eq!(answer["last_year"], "2019年5月");
    let visits = figure(&answer, "visits");
    assert_eq!(
        (&visits["value"], &visits["before"], &visits["last_year"]),
        (&json!(4.0), &json!(3.0), &json!(0.0)),
        "{visits}"
    );
}

#[test]
fn a_months_summary_is_drafted_once_edited_and_printed() {
    let mut office = year();
    let scope = json!({"from": "2020-05-01", "to": "2020-05-31"});
    let drafted = office.call("draft_report", json!({"scope": scope}));
    assert_eq!(drafted["existing"], false, "{drafted}");
    let id = drafted["id"].clone();
    let record = json!({"register": "summaries", "id": id});
    let values = office.call("record", record.clone())["values"].clone();
    assert_eq!(values["sort"], "月小结", "{values}");
    let text = values["text"].as_str().unwrap_or_default().to_owned();
    assert!(
        text.contains("登记来访4件次，比上月增加1件次、增长33.3%"),
        "{text}"
    );
    assert!(text.contains("受理率100%（1/1）"), "{text}");
    let figures = values["figures"].as_str().unwrap_or_default();
    assert!(
        figures.contains("办结率：100%（销号 1 ÷ 交办 1）"),
        "{figures}"
    );

    let edited = format!("{text}\n七、下一步打算\n六月集中视察防汛。");
    let save =
        json!({"register": "summaries", "id": id, "values": {"正文": edited, "状态": "已定稿"}});
    office.call("save", save);
    let again = office.call("draft_report", json!({"scope": scope}));
    assert_eq!(
        (&again["existing"], &again["id"]),
        (&json!(true), &id),
        "the kept one opens"
    );
    let values = office.call("record", record)["values"].clone();
    assert_eq!(values["text"], edited, "and is not written over");
    let anew = office.call("draft_report", json!({"scope": scope, "again": true}));
    assert_ne!(anew["id"], id, "unless a new one is asked for");

    let out = office.path("小结.pdf");
    let print =
        json!({"form": "summary_letter", "record": id, "out": {"path": out.display().to_string()}});
    office.call("print", print);
    let paper = pdf_text(&out);
    assert!(
        paper.contains("六月集中视察防汛"),
        "the office's own words: {paper}"
    );
    let out = office.path("统计表.pdf");
    let print =
        json!({"form": "figures", "year": 2020, "out": {"path": out.display().to_string()}});
    office.call("print", print);
    let paper = pdf_text(&out);
    let line = paper
        .lines()
        .find(|it| it.contains("办结率 ") && it.contains("88.9%"));
    let line = line.expect("the rate stands on the paper");
    assert!(
        line.contains('8') && line.contains('9'),
        "with both sides: {line}"
    );
    let out = office.path("统计.xlsx");
    for dimension in [Value::Null, json!("month")] {
        let export = json!({"scope": scope, "dimension": dimension, "out": {"path": out.display().to_string()}});
        let written = office.call("export_figures", export);
        assert!(written["rows"].as_u64().unwrap_or(0) > 0, "{written}");
    }

    let open = office.refused("draft_report", json!({"scope": {"from": "2020-05-01"}}));
    assert!(open.message.contains("从哪一天到哪一天"), "{open}");
}
