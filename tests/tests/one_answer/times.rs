//! Receptions and contacts: how often a deputy received or called on people (件, 次), and how many
//! people that was (人次).

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::Town;

const DEPUTIES: [&str; 3] = ["赵大年", "钱二喜", "孙三江"];

/// How often, and with how many people.
type Times = (i64, i64);

/// A record: what is entered, what is done with it, what it adds for each of the deputies and for
/// the office.
struct Row {
    said: &'static str,
    entered: fn() -> Value,
    voided: bool,
    of: [Times; 3],
    all: Times,
}

const CONTACTS: &[Row] = &[
    Row {
        said: "one elector",
        entered: || json!({"日期": "2026-03-05", "代表": "赵大年", "联系对象": "丁一"}),
        voided: false,
        of: [(1, 1), (0, 0), (0, 0)],
        all: (1, 1),
    },
    Row {
        said: "two electors by two deputies, the day not known",
        entered: || json!({"日期": "2026-04", "代表": "赵大年、钱二喜", "联系对象": "丁一、戊二"}),
        voided: false,
        of: [(1, 2), (1, 2), (0, 0)],
        all: (1, 2),
    },
    Row {
        said: "others alone",
        entered: || json!({"日期": "2026-05-01", "代表": "钱二喜", "非固定对象": "村口的几位老人"}),
        voided: false,
        of: [(0, 0), (1, 1), (0, 0)],
        all: (1, 1),
    },
    Row {
        said: "an elector and others",
        entered: || {
            json!({"日期": "2026-05-02", "代表": "钱二喜", "联系对象": "戊二",
                   "非固定对象": "邻居"})
        },
        voided: false,
        of: [(0, 0), (1, 1), (0, 0)],
        all: (1, 1),
    },
    Row {
        said: "written into the books later",
        entered: || {
            json!({"日期": "2026-01-09", "代表": "孙三江", "联系对象": "己三",
                   "补录": "是"})
        },
        voided: false,
        of: [(0, 0), (0, 0), (1, 1)],
        all: (1, 1),
    },
    Row {
        said: "voided",
        entered: || json!({"日期": "2026-05-03", "代表": "赵大年", "联系对象": "戊二"}),
        voided: true,
        of: [(0, 0); 3],
        all: (0, 0),
    },
    Row {
        said: "of the year before",
        entered: || json!({"日期": "2025-12-31", "代表": "赵大年", "联系对象": "丁一"}),
        voided: false,
        of: [(0, 0); 3],
        all: (0, 0),
    },
];

const RECEPTIONS: &[Row] = &[
    Row {
        said: "one visitor",
        entered: || {
            json!({"接待时间": "2026-03-26", "接待代表": "赵大年", "来访人": "庚四",
                   "反映内容": "路灯坏了"})
        },
        voided: false,
        of: [(1, 1), (0, 0), (0, 0)],
        all: (1, 1),
    },
    Row {
        said: "six people before two deputies, the day not known",
        entered: || {
            json!({"接待时间": "2026-04", "接待代表": "赵大年、钱二喜", "来访人": "辛五",
                   "来访人数": "6", "反映内容": "水渠堵了"})
        },
        voided: false,
        of: [(1, 6), (1, 6), (0, 0)],
        all: (1, 6),
    },
    Row {
        said: "voided",
        entered: || {
            json!({"接待时间": "2026-04-02", "接待代表": "赵大年", "来访人": "壬六",
                   "反映内容": "错登"})
        },
        voided: true,
        of: [(0, 0); 3],
        all: (0, 0),
    },
    Row {
        said: "of the year before",
        entered: || {
            json!({"接待时间": "2025-11-02", "接待代表": "孙三江", "来访人": "癸七",
                   "反映内容": "旧事"})
        },
        voided: false,
        of: [(0, 0); 3],
        all: (0, 0),
    },
];

fn founded() -> Town {
    let mut town = Town::founded();
    for name in DEPUTIES {
        town.save("roster", json!({"姓名": name, "代表层级": "乡镇"}));
    }
    for name in ["丁一", "戊二", "己三"] {
        town.save("electors", json!({"姓名": name, "联系代表": "赵大年"}));
    }
    for (register, rows) in [("contacts", CONTACTS), ("receptions", RECEPTIONS)] {
        for row in rows {
            let id = town.save(register, (row.entered)());
            if row.voided {
                town.void(register, &id);
            }
        }
    }
    // An old book names an elector whom the register does not know.
    let file = town.office.path("联系.csv");
    let sheet = "日期,代表,联系对象,反映内容\n2026-02-03,孙三江,己三、外来人,修桥\n";
    std::fs::write(&file, sheet).unwrap();
    town.office.import("contacts", &file);
    town
}

/// What all rows add up to: for each deputy, and for the office.
fn wanted(rows: &[Row], more: [Times; 4]) -> [Times; 4] {
    let mut sums = more;
    let add = |sum: &mut Times, it: Times| *sum = (sum.0 + it.0, sum.1 + it.1);
    for row in rows {
        assert!(!row.said.is_empty());
        for (sum, it) in sums.iter_mut().zip(row.of.iter().chain([&row.all])) {
            add(sum, *it);
        }
    }
    sums
}

fn year() -> Value {
    json!({"from": "2026-01-01", "to": "2026-12-31"})
}

/// Times and people, where a place says them.
type Said = (Option<i64>, Option<i64>);

/// Places and what they say of each deputy and of the office; `None` where a place does not say it.
#[derive(Default)]
struct Heard(BTreeMap<&'static str, [Said; 4]>);

impl Heard {
    fn say(&mut self, place: &'static str, at: usize, times: Option<i64>, people: Option<i64>) {
        let said = self.0.entry(place).or_default();
        said[at] = (times, people);
    }

    fn check(&self, of: &str, wanted: &[Times; 4]) {
        let mut wrong = Vec::new();
        for (place, said) in &self.0 {
            for ((times, people), (so, with)) in said.iter().zip(wanted) {
                if times.is_some_and(|it| it != *so) || people.is_some_and(|it| it != *with) {
                    wrong.push(format!(
                        "{place}: {times:?} {people:?}, not {so} and {with}"
                    ));
                }
            }
        }
        assert!(wrong.is_empty(), "{of}:\n{}", wrong.join("\n"));
    }
}

fn list(town: &mut Town, register: &str, dated: &str, named: &str, heard: &mut Heard) {
    for (at, name) in DEPUTIES.iter().enumerate() {
        let filters = json!([{"field": named, "values": [name]},
                             {"field": dated, "how": "between",
                              "values": ["2026-01-01", "2026-12-31"]}]);
        let page = town
            .office
            .call("list", json!({"register": register, "filters": filters}));
        heard.say("list", at, page["total"].as_i64(), None);
    }
}

/// The page's line of each deputy in the breakdown by deputies, and the figure of the office.
fn figures(town: &mut Town, times: &str, people: &str, heard: &mut Heard) {
    let all = (
        town.counted(year(), times).0,
        town.counted(year(), people).0,
    );
    heard.say("figures", 3, Some(all.0), Some(all.1));
    let request = json!({"scope": year(), "dimension": "deputy"});
    let table = town.office.call("breakdown", request);
    let columns = table["columns"].as_array().unwrap();
    for (at, name) in DEPUTIES.iter().enumerate() {
        let rows = table["rows"].as_array().unwrap();
        let row = rows.iter().find(|it| it["title"] == *name).expect(name);
        let cell = |key: &str| {
            let at = columns.iter().position(|it| it["key"] == key)?;
            row["cells"][at]["numerator"].as_i64()
        };
        heard.say("figures", at, cell(times), cell(people));
    }
}

fn dossiers(town: &mut Town, register: &str, heard: &mut Heard) {
    for (at, name) in DEPUTIES.iter().enumerate() {
        let of = json!({"deputy": name, "year": 2026, "living": true});
        let dossier = town.office.call("dossier", of);
        let (mut times, mut people) = (0, 0);
        for part in dossier["content"]["parts"].as_array().unwrap() {
            for line in part["lines"].as_array().unwrap() {
                if line["register"] == register {
                    times += 1;
                    people += line["people"].as_i64().unwrap();
                }
            }
        }
        heard.say("dossier", at, Some(times), Some(people));
    }
}

/// `接待 2 件 7 人次，联系 2 次 3 人次` on the paper of each dossier.
fn papers(town: &mut Town, word: &str, heard: &mut Heard) {
    for (at, name) in DEPUTIES.iter().enumerate() {
        let paper = town.paper(json!({"form": "dossier", "year": 2026, "deputy": name}));
        let paper: String = paper.split_whitespace().collect();
        let numbers = paper.split(word).skip(1).find_map(|it| {
            let mut numbers = it
                .split(|c: char| !c.is_ascii_digit())
                .filter(|it| !it.is_empty());
            it.starts_with(|c: char| c.is_ascii_digit()).then_some(())?;
            let number = |it: &str| it.parse().ok();
            Some((number(numbers.next()?)?, number(numbers.next()?)?))
        });
        let (times, people): Times = numbers.unwrap_or((0, 0));
        heard.say("dossier on paper", at, Some(times), Some(people));
    }
}

#[test]
fn contacts_are_counted_in_one_way_everywhere() {
    let mut town = founded();
    let it = &mut town;
    let imported = [(0, 0), (0, 0), (1, 2), (1, 2)];
    let mut heard = Heard::default();
    list(it, "contacts", "contacted_on", "deputies", &mut heard);
    figures(it, "contacts", "elector_times", &mut heard);
    dossiers(it, "contacts", &mut heard);
    papers(it, "联系", &mut heard);
    let standings = it.office.call("contact_standings", json!({"year": 2026}));
    heard.say("standings", 3, None, standings["contacts"].as_i64());
    for (at, name) in DEPUTIES.iter().enumerate() {
        let rows = standings["rows"].as_array().unwrap();
        let row = rows.iter().find(|it| it["name"] == *name).expect(name);
        heard.say("standings", at, None, row["contacts"].as_i64());
        let of = json!({"form": "contact_booklet", "year": 2026, "deputy": name});
        let paper = it.paper(of);
        let paper: String = paper.split_whitespace().collect();
        let after = |word: &str, measure: &str| {
            let said = paper.split(word).nth(1)?;
            said.split(measure).next()?.parse::<i64>().ok()
        };
        heard.say(
            "booklet",
            at,
            after("联系次数", "次"),
            after("联系选民", "人次"),
        );
    }
    heard.check("contacts", &wanted(CONTACTS, imported));
}

#[test]
fn receptions_are_counted_in_one_way_everywhere() {
    let mut town = founded();
    let it = &mut town;
    let mut heard = Heard::default();
    list(it, "receptions", "received_on", "deputies", &mut heard);
    figures(it, "visits", "voter_times", &mut heard);
    dossiers(it, "receptions", &mut heard);
    papers(it, "接待", &mut heard);
    heard.check("receptions", &wanted(RECEPTIONS, [(0, 0); 4]));
}
