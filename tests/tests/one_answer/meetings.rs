//! Meetings of the presidium and sessions of the congress: 应到, 实到.

use serde_json::{Value, json};

use crate::{Town, text};

const NAMES: [&str; 5] = ["赵大年", "钱二喜", "孙三江", "李四海", "周五湖"];

/// A meeting: its register, what is entered of who was there, 应到 and 实到; `None` where it is not
/// known how many were expected.
type Row = (
    &'static str,
    &'static str,
    fn() -> Value,
    Option<(i64, i64)>,
);

/// Nobody of the roster: a sheet alone brings such a name in.
const STRANGER: &str = "外来人";

const ROWS: &[Row] = &[
    (
        "meetings",
        "everybody came",
        || json!({"应到主席团成员": of(4)}),
        Some((4, 4)),
    ),
    (
        "meetings",
        "one was away",
        || json!({"应到主席团成员": of(4), "缺席和请假成员": "赵大年"}),
        Some((4, 3)),
    ),
    (
        "meetings",
        "one who is no member was away",
        || json!({"应到主席团成员": of(4), "缺席和请假成员": "赵大年、周五湖"}),
        Some((4, 3)),
    ),
    (
        "meetings",
        "nobody came",
        || json!({"应到主席团成员": of(2), "缺席和请假成员": of(2)}),
        Some((2, 0)),
    ),
    (
        "meetings",
        "numbers of an old book",
        || json!({"应到人数": "9", "实到人数": "7"}),
        Some((9, 7)),
    ),
    (
        "meetings",
        "names, and other numbers beside them",
        || json!({"应到主席团成员": of(3), "应到人数": "9", "实到人数": "7"}),
        Some((3, 3)),
    ),
    (
        "congresses",
        "one on leave, one absent",
        || json!({"应到代表": of(5), "请假代表": "赵大年", "缺席代表": "钱二喜"}),
        Some((5, 3)),
    ),
    (
        "congresses",
        "one both on leave and absent",
        || json!({"应到代表": of(5), "请假代表": "赵大年", "缺席代表": "赵大年"}),
        Some((5, 4)),
    ),
    (
        "congresses",
        "one on leave who was not expected",
        || json!({"应到代表": of(4), "请假代表": "周五湖"}),
        Some((4, 4)),
    ),
    (
        "congresses",
        "numbers of an old book",
        || json!({"应到人数": "50", "实到人数": "41"}),
        Some((50, 41)),
    ),
    (
        "meetings",
        "somebody whom the roster does not know",
        || json!({"应到主席团成员": format!("{}、{STRANGER}", of(2)), "缺席和请假成员": "赵大年"}),
        Some((3, 2)),
    ),
    (
        "meetings",
        "somebody whom the roster does not know was away",
        || json!({"应到主席团成员": format!("{}、{STRANGER}", of(2)), "缺席和请假成员": STRANGER}),
        Some((3, 2)),
    ),
    (
        "meetings",
        "nobody wrote how many were expected",
        || json!({"实到人数": "7"}),
        None,
    ),
    (
        "congresses",
        "nobody wrote how many were expected",
        || json!({"实到人数": "41"}),
        None,
    ),
];

fn of(many: usize) -> String {
    NAMES[..many].join("、")
}

/// A meeting out of a sheet, where people may stand by their name alone.
fn import(town: &mut Town, register: &str, entered: &Value) -> String {
    let entered = entered.as_object().unwrap();
    let labels: Vec<&str> = entered.keys().map(String::as_str).collect();
    let cells: Vec<&str> = entered.values().filter_map(Value::as_str).collect();
    let file = town.office.path("会议.csv");
    std::fs::write(
        &file,
        format!("{}\n{}\n", labels.join(","), cells.join(",")),
    )
    .unwrap();
    town.office.import(register, &file);
    let rows = town.office.rows(register);
    let title = &entered["会议名称"];
    let row = rows.iter().find(|it| it["values"]["title"] == *title);
    text(&row.expect("it came in")["id"])
}

/// The two numbers in a text: 达到（5/9）, 应到 9 人，实到 5 人.
fn numbers(text: &str) -> Vec<i64> {
    text.split(|c: char| !c.is_ascii_digit())
        .filter_map(|it| it.parse().ok())
        .collect()
}

#[test]
fn a_meeting_is_attended_in_one_way_everywhere() {
    let mut town = Town::founded();
    for name in NAMES {
        town.save("roster", json!({"姓名": name, "代表层级": "乡镇"}));
    }
    let mut wrong = Vec::new();
    for (at, (register, said, values, heads)) in ROWS.iter().enumerate() {
        let mut entered = values();
        let day = format!("2026-05-{:02}", at + 1);
        let (date, form) = match *register {
            "meetings" => ("会议日期", "meeting_minutes"),
            _ => ("开始日期", "congress_file"),
        };
        entered["会议名称"] = json!(format!("第{at}次会议"));
        entered[date] = json!(day);
        let of_strangers = entered.to_string().contains(STRANGER);
        let stranger_came = of_strangers && entered["缺席和请假成员"] != STRANGER;
        let id = match of_strangers {
            true => import(&mut town, register, &entered),
            false => town.save(register, entered),
        };
        let mut differs = |place: &str, answer: Option<(i64, i64)>| {
            if answer != *heads {
                wrong.push(format!(
                    "{register}, {said}: {place} says {answer:?}, not {heads:?}"
                ));
            }
        };
        let record = json!({"register": register, "id": id});
        let shown = text(&town.office.call("record", record)["values"]["quorate"]);
        // 达到（present/expected）
        let quorum = numbers(&shown);
        let quorum = quorum.first().map(|it| (quorum[1], *it));
        differs("the quorum", quorum);
        let sheet = json!({"activity": id, "register": register});
        let sheet = town.office.call("attendance", sheet);
        if !sheet["rows"].as_array().unwrap().is_empty() {
            let both = sheet["expected"].as_i64().zip(sheet["present"].as_i64());
            differs("the attendance sheet", both);
        }
        let paper = town.paper(json!({"form": form, "record": id}));
        let said: String = paper.split_whitespace().collect();
        let on_paper = said.split("应到、实到").nth(1).and_then(|it| {
            let both = numbers(it);
            (!it.starts_with("未记应到")).then(|| (both[0], both[1]))
        });
        differs("the minutes", on_paper);
        // Whose names are there: a line of each dossier, counting those who came.
        let (mut named, mut came) = (0, 0);
        for name in NAMES {
            let of = json!({"deputy": name, "year": 2026, "living": true});
            let dossier = town.office.call("dossier", of);
            for part in dossier["content"]["parts"].as_array().unwrap() {
                for line in part["lines"].as_array().unwrap() {
                    if text(&line["id"]) == id {
                        named += 1;
                        came += i64::from(line["counts"] == true);
                    }
                }
            }
        }
        if named > 0 {
            // Whom the roster does not know has no dossier.
            let of = |is: bool| i64::from(is);
            let both = (named + of(of_strangers), came + of(stranger_came));
            differs("the dossiers", Some(both));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
