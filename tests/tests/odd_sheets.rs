//! Small sheets, each with one oddity as offices write it, and what a careful clerk would make of it.
#![allow(clippy::expect_used, reason = "a test says what it expects")]

use scenarios::Office;
use serde_json::{Value, json};

/// A sheet: what is odd in it, the register, its bytes; how many records come in; what some of them
/// hold (a record by its name); findings as row and column; rows left out or refused.
struct Odd {
    said: &'static str,
    register: &'static str,
    sheet: &'static str,
    new: u64,
    values: &'static [(&'static str, &'static [(&'static str, &'static str)])],
    findings: &'static [(u64, &'static str)],
    out: &'static [u64],
}

const PLAIN: Odd = Odd {
    said: "",
    register: "roster",
    sheet: "",
    new: 0,
    values: &[],
    findings: &[],
    out: &[],
};

const SHEETS: &[Odd] = &[
    // People or matters lost without a word.
    Odd {
        said: "three people side by side, the last row not full",
        sheet: "姓名,性别,姓名,性别,姓名,性别\n赵一明,男,钱二妹,女,孙三强,男\n李四红,女,周五生,男,,\n",
        new: 5,
        values: &[("孙三强", &[("sex", "男")]), ("周五生", &[("sex", "男")])],
        ..PLAIN
    },
    Odd {
        said: "a name alone in its row is a person",
        sheet: "姓名,性别,职务\n赵一明,男,村主任\n钱二妹,,\n孙三强,男,\n",
        new: 3,
        values: &[("钱二妹", &[])],
        ..PLAIN
    },
    Odd {
        said: "groups as rows between people, with the number of people",
        sheet: "姓名,性别\n第一代表小组（2人）,\n赵一明,男\n钱二妹,女\n第二代表小组（1人）,\n孙三强,男\n",
        new: 3,
        values: &[
            ("钱二妹", &[("group", "第一代表小组")]),
            ("孙三强", &[("group", "第二代表小组")]),
        ],
        ..PLAIN
    },
    // Dates that are months.
    Odd {
        said: "months as words and as fractions",
        sheet: "姓名,出生年月\n赵一明,1983年12月\n钱二妹,1972.06\n孙三强,一九六二年九月\n",
        new: 3,
        values: &[
            ("赵一明", &[("born", "1983-12")]),
            ("钱二妹", &[("born", "1972-06")]),
            ("孙三强", &[("born", "1962-09")]),
        ],
        ..PLAIN
    },
    Odd {
        said: "a day 00 is asked about",
        sheet: "姓名,出生日期\n赵一明,1983-12-00\n钱二妹,19720600\n",
        new: 2,
        findings: &[(2, "出生日期"), (3, "出生日期")],
        ..PLAIN
    },
    // Headings.
    Odd {
        said: "headings with blanks, units and numbers",
        sheet: "代表名册\n序 号,1.姓　名,性 别（男/女）,出生年月（岁）,联系电话（手机）\n1,赵一明,男,1983.12,13800138000\n",
        new: 1,
        values: &[(
            "赵一明",
            &[("sex", "男"), ("born", "1983-12"), ("phone", "13800138000")],
        )],
        ..PLAIN
    },
    Odd {
        said: "the heading stands again after a page",
        sheet: "姓名,性别\n赵一明,男\n姓名,性别\n钱二妹,女\n",
        new: 2,
        values: &[("钱二妹", &[("sex", "女")])],
        ..PLAIN
    },
    // What is no person.
    Odd {
        said: "sums, makers and notes under the people",
        sheet: "姓名,性别,职务\n赵一明,男,村主任\n合计：1人,,\n制表人：王五,,审核人：李六\n备注：本表一式两份,,\n填表日期：2026年3月1日,,\n",
        new: 1,
        out: &[4],
        ..PLAIN
    },
    Odd {
        said: "an example and an instruction before the people",
        sheet: "姓名,性别,出生年月\n例：张三,男,1980.01\n（填写说明：出生年月填到月）,,\n赵一明,男,1983.12\n",
        new: 1,
        values: &[("赵一明", &[("born", "1983-12")])],
        ..PLAIN
    },
    // Stand-ins.
    Odd {
        said: "the same as above, in other signs",
        sheet: "姓名,代表小组,民族\n赵一明,一组,满族\n钱二妹,〃,″\n孙三强,同上,〃\n",
        new: 3,
        values: &[
            ("钱二妹", &[("group", "一组"), ("ethnic", "满族")]),
            ("孙三强", &[("group", "一组"), ("ethnic", "满族")]),
        ],
        ..PLAIN
    },
    Odd {
        said: "stand-ins for nothing in several fields",
        sheet: "姓名,身份证号,联系电话,代表小组\n赵一明,无,——,／\n钱二妹,暂无,无,-\n",
        new: 2,
        values: &[("赵一明", &[]), ("钱二妹", &[])],
        ..PLAIN
    },
    Odd {
        said: "nobody gave a name, and a number of people",
        register: "receptions",
        sheet: "接待时间,来访人姓名,反映内容,接待代表\n2026-03-05,13人,要求修路,\n2026-03-06,无,路灯不亮,\n2026-03-07,无,无,\n",
        new: 2,
        findings: &[(2, "来访人姓名"), (3, "来访人姓名")],
        out: &[4],
        ..PLAIN
    },
    Odd {
        said: "numbers of people with their measure word",
        register: "receptions",
        sheet: "接待时间,来访人姓名,来访人数,反映内容\n2026-03-05,丁一,13人,要求修路\n2026-03-06,丁二,３ 位,修桥\n",
        new: 2,
        values: &[("丁一", &[("heads", "13")]), ("丁二", &[("heads", "3")])],
        ..PLAIN
    },
    // Several names, or one with notes.
    Odd {
        said: "how a matter was handed to a unit",
        register: "opinions",
        sheet: "收到日期,标题,内容,主办单位\n2026-03-05,修渠,水渠堵了,县水利局（县转）\n2026-03-06,修路,路坏了,县水利局\n",
        new: 2,
        values: &[
            ("修渠", &[("lead", "县水利局")]),
            ("修路", &[("lead", "县水利局")]),
        ],
        findings: &[(2, "主办单位")],
        ..PLAIN
    },
    Odd {
        said: "receivers apart by several signs",
        register: "receptions",
        sheet: "接待时间,来访人姓名,反映内容,接待代表\n2026-03-05,丁一,修路,赵一明、钱二妹\n2026-03-06,丁二,修桥,赵一明/钱二妹\n2026-03-07,丁三,修渠,赵一明；钱二妹\n",
        new: 3,
        values: &[
            ("丁一", &[("deputies", "赵一明、钱二妹")]),
            ("丁二", &[("deputies", "赵一明、钱二妹")]),
            ("丁三", &[("deputies", "赵一明、钱二妹")]),
        ],
        ..PLAIN
    },
    Odd {
        said: "names with blanks, full width brackets and titles",
        sheet: "姓名,性别\n赵　一　明,男\n钱二妹（女）,\n孙三强同志,男\n",
        new: 3,
        values: &[
            ("赵一明", &[("sex", "男")]),
            ("钱二妹", &[("sex", "女")]),
            ("孙三强", &[]),
        ],
        ..PLAIN
    },
    // Look-alikes.
    Odd {
        said: "a name in radicals is the deputy who is there",
        register: "receptions",
        sheet: "接待时间,来访人姓名,反映内容,接待代表\n2026-03-05,丁一,修路,赵\u{2f00}明\n",
        new: 1,
        values: &[("丁一", &[("deputies", "赵一明")])],
        ..PLAIN
    },
    Odd {
        said: "headings and words of lists in radicals and compatibility signs",
        sheet: "姓名,性别,\u{2ea0}族\n赵一明,\u{2f25},满族\n",
        new: 1,
        values: &[("赵一明", &[("sex", "女"), ("ethnic", "满族")])],
        ..PLAIN
    },
    // Text files.
    Odd {
        said: "semicolons part the cells",
        sheet: "姓名;性别;职务\n赵一明;男;村主任\n钱二妹;女;会计\n",
        new: 2,
        values: &[("钱二妹", &[("sex", "女")])],
        ..PLAIN
    },
    Odd {
        said: "tabs part the cells, a line ends with a carriage return alone",
        sheet: "姓名\t性别\r赵一明\t男\r钱二妹\t女\r",
        new: 2,
        values: &[("钱二妹", &[("sex", "女")])],
        ..PLAIN
    },
    Odd {
        said: "quotes doubled inside a cell, and a line break in it",
        sheet: "姓名,性别,备注\n赵一明,男,\"外号\"\"老赵\"\"，\n住村东\"\n钱二妹,女,\n",
        new: 2,
        values: &[("赵一明", &[("sex", "男")]), ("钱二妹", &[("sex", "女")])],
        ..PLAIN
    },
    // Small things of dates.
    Odd {
        said: "months of the lunar calendar are asked about",
        sheet: "姓名,出生年月\n赵一明,1962年腊月\n钱二妹,1970年冬月\n",
        new: 2,
        findings: &[(2, "出生年月"), (3, "出生年月")],
        ..PLAIN
    },
    Odd {
        said: "dates with a weekday, a time and blanks",
        register: "receptions",
        sheet: "接待时间,来访人姓名,反映内容\n2026年3月26日（星期四）,丁一,修路\n2026-03-27 09:30,丁二,修桥\n2026 年 4 月 2 日 上午,丁三,修渠\n",
        new: 3,
        values: &[
            ("丁一", &[("received_on", "2026-03-26")]),
            ("丁二", &[("received_on", "2026-03-27")]),
            ("丁三", &[("received_on", "2026-04-02")]),
        ],
        ..PLAIN
    },
];

fn office() -> Office {
    let mut office = Office::founded();
    for name in ["赵一明", "钱二妹"] {
        office.call(
            "save",
            json!({"register": "roster", "values": {"姓名": name}}),
        );
    }
    office
}

fn lines(report: &Value, list: &str) -> Vec<Value> {
    report[list].as_array().cloned().unwrap_or_default()
}

#[test]
fn each_oddity_comes_in_as_a_clerk_would_want_it() {
    let mut wrong: Vec<String> = Vec::new();
    for odd in SHEETS {
        // Deputies are there where others speak of them.
        let mut office = match odd.register {
            "roster" => Office::founded(),
            _ => office(),
        };
        let path = office.path("表.csv");
        std::fs::write(&path, odd.sheet).expect("the sheet is written");
        let file = json!({"path": path.display().to_string()});
        let request = json!({"register": odd.register, "file": file});
        let report = match office.invoke("plan_import", request) {
            Ok(plan) => office.call("apply_import", json!({"token": plan["token"]})),
            Err(refused) => {
                wrong.push(format!("{}: refused: {}", odd.said, refused.message));
                continue;
            }
        };
        let mut is = |what: &str, found: Value, wanted: Value| {
            if found != wanted {
                wrong.push(format!(
                    "{}: {what} is {found}, wanted {wanted}\n    {}",
                    odd.said, report["findings"]
                ));
            }
        };
        is("new", report["new"].clone(), json!(odd.new));
        let found: Vec<Value> = lines(&report, "findings")
            .iter()
            .filter(|it| !odd.out.contains(&it["row"].as_u64().unwrap_or_default()))
            .map(|it| json!([it["row"], it["column"]]))
            .collect();
        let wanted: Vec<Value> = odd.findings.iter().map(|it| json!([it.0, it.1])).collect();
        is("findings", json!(found), json!(wanted));
        for row in odd.out {
            let named = ["left_out", "rejected"];
            let named = named
                .iter()
                .any(|list| lines(&report, list).iter().any(|it| it["row"] == *row));
            is(
                &format!("row {row} named as not taken"),
                json!(named),
                json!(true),
            );
        }
        let rows = office.rows(odd.register);
        for (name, values) in odd.values {
            let of = |row: &&Value| {
                let named = ["name", "visitor", "title"];
                named.iter().any(|key| row["values"][*key] == *name)
            };
            let row = rows.iter().find(of);
            is(
                &format!("{name} is there"),
                json!(row.is_some()),
                json!(true),
            );
            for (field, value) in *values {
                let found = row.map_or(Value::Null, |row| row["values"][*field].clone());
                is(&format!("{name} {field}"), found, json!(value));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn visitors_without_a_name_are_counted_and_their_words_kept() {
    let mut office = office();
    let path = office.path("接待.csv");
    let sheet = "接待时间,来访人姓名,反映内容\n2026-03-05,13人,要求修路\n2026-03-06,无,路灯不亮\n";
    std::fs::write(&path, sheet).expect("the sheet is written");
    office.import("receptions", &path);
    let mut rows = office.rows("receptions");
    rows.sort_by_key(|it| it["values"]["received_on"].to_string());
    let values = |at: usize, key: &str| rows[at]["values"][key].clone();
    assert_eq!(values(0, "visitor"), "匿名");
    assert_eq!(values(0, "heads"), "13", "all of them are counted");
    assert_eq!(
        values(0, "other_columns"),
        "来访人姓名：13人",
        "as it was written"
    );
    assert_eq!(values(1, "visitor"), "匿名");
    assert_eq!(values(1, "heads"), Value::Null, "nobody said how many");
}

#[test]
fn a_note_behind_a_units_name_makes_no_second_unit() {
    let mut office = office();
    let path = office.path("意见.csv");
    let sheet = "收到日期,标题,内容,主办单位\n2026-03-05,修渠,水渠堵了,县水利局（县转）\n\
                 2026-03-06,修路,路坏了,县水利局\n2026-03-07,办学,学校远,教育办（学前、小学）\n";
    std::fs::write(&path, sheet).expect("the sheet is written");
    office.import("opinions", &path);
    let mut units: Vec<String> = office
        .rows("units")
        .iter()
        .filter_map(|it| it["values"]["name"].as_str().map(str::to_owned))
        .collect();
    units.sort();
    assert_eq!(units, ["县水利局", "教育办（学前、小学）"]);
    let rows = office.rows("opinions");
    let noted = rows.iter().find(|it| it["values"]["title"] == "修渠");
    assert_eq!(
        noted.expect("it came in")["values"]["other_columns"],
        "主办单位：县水利局（县转）",
        "the note is kept"
    );
}
