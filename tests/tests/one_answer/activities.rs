//! Activities: 计次, 应到, 实到.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::table::{Place, Situation, agree};
use crate::{Town, text};

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Asked {
    /// 计次: it took place.
    Counts,
}

use Asked::*;

/// An activity: whether it counts, 应到, 实到.
struct Row {
    said: &'static str,
    counts: bool,
    heads: Option<(i64, i64)>,
    make: fn(&mut Town) -> String,
}

const NAMES: [&str; 4] = ["赵大年", "钱二喜", "孙三江", "李四海"];

/// An activity of the four; what else is known of it.
fn held(town: &mut Town, more: Value) -> String {
    let mut values = json!({"活动名称": "视察", "活动类型": "视察", "活动日期": "2026-06-10",
                            "应到代表": NAMES.join("、"), "活动内容": "看了水源井"});
    for (key, value) in more.as_object().unwrap() {
        values[key] = value.clone();
    }
    town.save("activities", values)
}

fn mark(town: &mut Town, activity: &str, marks: &[(usize, &str)]) {
    let marks: Vec<Value> = marks
        .iter()
        .map(|(at, state)| json!({"deputy": NAMES[*at], "state": state, "reason": "有事"}))
        .collect();
    let set = json!({"activity": activity, "marks": marks});
    town.office.call("set_attendance", set);
}

fn expect(town: &mut Town, activity: &str, names: &[&str]) {
    let set = json!({"activity": activity, "expected": names});
    town.office.call("set_attendance", set);
}

const ROWS: &[Row] = &[
    Row {
        said: "everybody came",
        counts: true,
        heads: Some((4, 4)),
        make: |it| held(it, json!({})),
    },
    Row {
        said: "in a month, the day not known",
        counts: true,
        heads: Some((4, 4)),
        make: |it| held(it, json!({"活动日期": "2026-06"})),
    },
    Row {
        said: "one on leave, one absent",
        counts: true,
        heads: Some((4, 2)),
        make: |it| {
            let id = held(it, json!({}));
            mark(it, &id, &[(0, "请假"), (1, "缺席")]);
            id
        },
    },
    Row {
        said: "one late, one left early",
        counts: true,
        heads: Some((4, 4)),
        make: |it| {
            let id = held(it, json!({}));
            mark(it, &id, &[(0, "迟到"), (1, "早退")]);
            id
        },
    },
    Row {
        said: "said to be absent, then present",
        counts: true,
        heads: Some((4, 4)),
        make: |it| {
            let id = held(it, json!({}));
            mark(it, &id, &[(0, "缺席")]);
            mark(it, &id, &[(0, "出席")]);
            id
        },
    },
    Row {
        said: "the absent one was not expected after all",
        counts: true,
        heads: Some((3, 3)),
        make: |it| {
            let id = held(it, json!({}));
            mark(it, &id, &[(0, "缺席")]);
            expect(it, &id, &NAMES[1..]);
            id
        },
    },
    Row {
        said: "the one on leave was not expected, another is absent",
        counts: true,
        heads: Some((3, 2)),
        make: |it| {
            let id = held(it, json!({}));
            mark(it, &id, &[(0, "请假"), (3, "缺席")]);
            expect(it, &id, &NAMES[1..]);
            id
        },
    },
    Row {
        said: "somebody whom the roster does not know",
        counts: true,
        heads: Some((3, 2)),
        make: |it| {
            let file = it.office.path("活动.csv");
            let sheet = "活动名称,活动类型,活动日期,应到代表,活动内容\n\
                         有外来人,视察,2026-06-10,赵大年、钱二喜、外来人,看了水源井\n";
            std::fs::write(&file, sheet).unwrap();
            it.office.import("activities", &file);
            let rows = it.office.rows("activities");
            let row = rows.iter().find(|it| it["values"]["title"] == "有外来人");
            let id = text(&row.expect("it came in")["id"]);
            mark(it, &id, &[(1, "缺席")]);
            id
        },
    },
    Row {
        said: "nobody came",
        counts: true,
        heads: Some((4, 0)),
        make: |it| {
            let id = held(it, json!({}));
            mark(
                it,
                &id,
                &[(0, "缺席"), (1, "缺席"), (2, "请假"), (3, "请假")],
            );
            id
        },
    },
    Row {
        said: "numbers of an old book",
        counts: true,
        heads: Some((20, 15)),
        make: |it| {
            held(
                it,
                json!({"应到代表": "", "应到人数": "20", "实到人数": "15"}),
            )
        },
    },
    Row {
        said: "names, and other numbers beside them",
        counts: true,
        heads: Some((4, 4)),
        make: |it| held(it, json!({"应到人数": "20", "实到人数": "15"})),
    },
    Row {
        said: "reviewed",
        counts: true,
        heads: Some((4, 4)),
        make: |it| {
            let id = held(it, json!({}));
            it.act("activities", &id, "审核", json!({"审核人": "周主席"}));
            id
        },
    },
    Row {
        said: "planned for a day still to come",
        counts: false,
        heads: None,
        make: |it| held(it, json!({"活动日期": "2026-07-10", "活动内容": ""})),
    },
    Row {
        said: "planned for today",
        counts: false,
        heads: None,
        make: |it| held(it, json!({"活动日期": "2026-06-30", "活动内容": ""})),
    },
    Row {
        said: "cancelled",
        counts: false,
        heads: None,
        make: |it| {
            let id = held(it, json!({"活动日期": "2026-07-10", "活动内容": ""}));
            it.act("activities", &id, "取消", json!({"取消原因": "下雨"}));
            id
        },
    },
    Row {
        said: "voided",
        counts: false,
        heads: None,
        make: |it| {
            let id = held(it, json!({}));
            it.void("activities", &id);
            id
        },
    },
];

/// 应到 and 实到 as they should be said; `None` where a record has none.
type Wanted = Option<(i64, i64)>;

fn founded() -> (Town, Vec<(Situation<Asked>, Wanted)>) {
    let mut town = Town::founded();
    for name in NAMES {
        town.save("roster", json!({"姓名": name, "代表层级": "乡镇"}));
    }
    let mut situations = Vec::new();
    for row in ROWS {
        let id = (row.make)(&mut town);
        let situation = Situation {
            said: row.said.into(),
            id,
            register: "activities",
            so: if row.counts { vec![Counts] } else { Vec::new() },
        };
        situations.push((situation, row.heads));
    }
    (town, situations)
}

/// A place, and what it says of 应到 and 实到.
type Said = (&'static str, Option<i64>, Option<i64>);

/// What places say of each activity.
#[derive(Default)]
struct Heads(BTreeMap<String, Vec<Said>>);

impl Heads {
    fn say(&mut self, id: &str, place: &'static str, expected: Option<i64>, present: Option<i64>) {
        let said = self.0.entry(id.to_owned()).or_default();
        said.push((place, expected, present));
    }
}

const SCOPE: &str = r#"{"from": "2026-01-01", "to": "2026-12-31"}"#;

fn scope() -> Value {
    serde_json::from_str(SCOPE).unwrap()
}

fn number(text: &str) -> Option<i64> {
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

fn figures(town: &mut Town, heads: &mut Heads) -> Place<Asked> {
    let expected: BTreeMap<_, _> = town
        .figure(scope(), "attendance_rate", true)
        .into_iter()
        .collect();
    let present: BTreeMap<_, _> = town
        .figure(scope(), "activity_times", false)
        .into_iter()
        .collect();
    let counts: Vec<String> = town
        .figure(scope(), "activities", false)
        .into_iter()
        .map(|it| it.0)
        .collect();
    for id in &counts {
        let (all, came) = (expected.get(id), present.get(id));
        heads.say(
            id,
            "figures",
            all.copied(),
            Some(came.copied().unwrap_or(0)),
        );
    }
    Place::named("figures").says(Counts, counts)
}

/// The list behind a figure shows the same activities, with their column 实到.
fn list(town: &mut Town, heads: &mut Heads) -> Place<Asked> {
    let request = json!({"scope": scope(), "key": "activities"});
    let lists = town.office.call("figure_records", request)["lists"].clone();
    let list = json!({"register": "activities", "filters": lists[0]["filters"]});
    let page = town.office.call("list", list);
    let rows = page["rows"].as_array().unwrap();
    for row in rows {
        let present = number(&text(&row["values"]["present"]));
        heads.say(&text(&row["id"]), "list", None, present);
    }
    Place::named("list").says(Counts, rows.iter().map(|it| text(&it["id"])))
}

/// The sheet on which attendance is taken, and the activity's page on paper.
fn sheets(town: &mut Town, heads: &mut Heads, counting: &[String]) {
    for id in counting {
        let sheet = town.office.call("attendance", json!({"activity": id}));
        if !sheet["rows"].as_array().unwrap().is_empty() {
            let of = |key: &str| sheet[key].as_i64();
            heads.say(id, "attendance", of("expected"), of("present"));
        }
        let paper = town.paper(json!({"form": "activity_page", "record": id}));
        let said: String = paper.split_whitespace().collect();
        let after = |word: &str| {
            let all = said.split(word).skip(1);
            all.filter_map(number).next()
        };
        heads.say(id, "activity page", after("应到"), after("实到"));
    }
}

/// Everybody's dossier: a line for each activity, counting where the deputy came.
fn dossiers(town: &mut Town, heads: &mut Heads) -> (Place<Asked>, BTreeMap<String, i64>) {
    let (mut named, mut came) = (BTreeMap::new(), BTreeMap::new());
    let mut of_each = BTreeMap::new();
    for name in NAMES {
        let of = json!({"deputy": name, "year": 2026, "living": true});
        let dossier = town.office.call("dossier", of);
        for part in dossier["content"]["parts"].as_array().unwrap() {
            for line in part["lines"].as_array().unwrap() {
                if line["register"] == "activities" {
                    let id = text(&line["id"]);
                    *named.entry(id.clone()).or_insert(0) += 1;
                    let counts = i64::from(line["counts"] == true);
                    *came.entry(id).or_insert(0) += counts;
                    *of_each.entry(name.to_owned()).or_insert(0) += counts;
                }
            }
        }
    }
    // Whom the roster does not know has no dossier.
    let unknown = town.office.rows("activities");
    let unknown = unknown
        .iter()
        .find(|it| it["values"]["title"] == "有外来人");
    let unknown = unknown.map(|it| text(&it["id"]));
    for (id, expected) in named.iter().filter(|(id, _)| Some(*id) != unknown.as_ref()) {
        heads.say(id, "dossiers", Some(*expected), came.get(id).copied());
    }
    let place = Place::named("dossiers").says(Counts, named.into_keys());
    (place, of_each)
}

/// What the inspection counts for each deputy at the year's end, where twelve activities are wanted.
fn inspection(town: &mut Town) -> BTreeMap<String, i64> {
    let monthly = json!({"期限": "小组活动间隔", "数值": "1", "单位": "月",
                         "施行日期": "2026-01-01", "依据": "主席团会议纪要"});
    town.save("rules", monthly);
    town.office.on("2026-12-31");
    let request = json!({"year": 2026, "objection": "dossiers.few_activities"});
    let report = town.office.call("inspection_check", request);
    let mut counted = BTreeMap::new();
    for book in report["books"].as_array().unwrap() {
        for raised in book["objections"].as_array().unwrap() {
            for item in raised["items"].as_array().unwrap() {
                let sentence = text(&item["sentence"]);
                let count = sentence.split('：').nth(1).and_then(number);
                counted.insert(text(&item["title"]), count.expect(&sentence));
            }
        }
    }
    counted
}

#[test]
fn an_activity_counts_and_is_attended_in_one_way_everywhere() {
    let (mut town, rows) = founded();
    let it = &mut town;
    let mut heads = Heads::default();
    let counting: Vec<String> = rows
        .iter()
        .filter(|(it, _)| it.so.contains(&Counts))
        .map(|(it, _)| it.id.clone())
        .collect();
    // Numbers of an old book name nobody, so that no dossier has a line of it.
    let places = [figures(it, &mut heads), list(it, &mut heads)];
    let (mut named, came) = dossiers(it, &mut heads);
    let old = rows
        .iter()
        .find(|(it, _)| it.said == "numbers of an old book");
    if let Some((_, crate::table::Answer::Records(_, ids))) = named.answers.first_mut() {
        ids.insert(old.unwrap().0.id.clone());
    }
    sheets(it, &mut heads, &counting);
    let mut wrong = Vec::new();
    for (situation, heads_of) in &rows {
        for (place, expected, present) in heads.0.get(&situation.id).into_iter().flatten() {
            let (all, here) = heads_of.unwrap_or((-1, -1));
            let agrees = expected.is_none_or(|it| it == all) && present.is_none_or(|it| it == here);
            if !agrees {
                wrong.push(format!(
                    "{place}: {}: 应到 {expected:?} 实到 {present:?}, not {all} and {here}",
                    situation.said
                ));
            }
        }
    }
    let situations: Vec<_> = rows.into_iter().map(|it| it.0).collect();
    let [figures, list] = places;
    agree(&[Counts], &situations, &[figures, list, named]);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let counted = inspection(&mut town);
    assert_eq!(
        counted, came,
        "inspection and dossiers count the same for each deputy"
    );
}

/// An old book may tell no more than who came: that is no attendance of 100 %.
#[test]
fn without_knowing_who_was_expected_there_is_no_rate() {
    let mut town = Town::founded();
    let known = json!({"活动名称": "培训", "活动类型": "学习培训", "活动日期": "2026-05-10",
                       "应到人数": "20", "实到人数": "15"});
    let known = town.save("activities", known);
    let unknown = json!({"活动名称": "视察", "活动类型": "视察", "活动日期": "2026-06-10",
                         "实到人数": "15"});
    let unknown = town.save("activities", unknown);
    for bottom in [false, true] {
        let counted = town.figure(scope(), "attendance_rate", bottom);
        let ids: Vec<&String> = counted.iter().map(|(id, _)| id).collect();
        assert_eq!(ids, [&known], "the rate is of the one that is known");
    }
    assert_eq!(town.counted(scope(), "attendance_rate"), (15, Some(20)));
    assert_eq!(town.counted(scope(), "activity_times").0, 30, "both came");
    let rows = town.office.rows("activities");
    let row = rows.iter().find(|it| it["id"] == unknown.as_str()).unwrap();
    assert_eq!(row["values"]["present"], "15", "the list says who came");
    assert!(row["values"]["rate"].is_null(), "and no rate: {row}");
    let sheet = town.office.call("attendance", json!({"activity": unknown}));
    assert_eq!(sheet["rate"], "", "nor does the sheet of names");
    let paper = town.paper(json!({"form": "activity_page", "record": unknown}));
    let paper: String = paper.split_whitespace().collect();
    assert!(
        paper.contains("未记应到") && !paper.contains("出席率"),
        "nor the page: {paper}"
    );
}
