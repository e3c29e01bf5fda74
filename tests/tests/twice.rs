//! What is done a second time: sheets imported again, names shared by two, numbers already held.
#![allow(clippy::expect_used, reason = "a test says what it expects")]

use app::wire::ErrorCode;
use scenarios::{Office, fixture};
use serde_json::{Value, json};

fn save(office: &mut Office, register: &str, values: Value) -> Value {
    office.call("save", json!({"register": register, "values": values}))
}

fn sheet(office: &Office, name: &str, text: &str) -> std::path::PathBuf {
    let file = office.path(name);
    std::fs::write(&file, format!("\u{feff}{text}")).expect("written");
    file
}

/// New, updated, unchanged, duplicates.
fn outcome(report: &Value) -> [usize; 4] {
    let count = |key: &str| match &report[key] {
        Value::Array(lines) => lines.len(),
        number => usize::try_from(number.as_u64().unwrap_or(0)).unwrap_or(0),
    };
    ["new", "updated", "unchanged", "duplicates"].map(count)
}

#[test]
fn rows_without_a_readable_date_do_not_come_in_twice() {
    let mut office = Office::founded();
    save(&mut office, "roster", json!({"姓名": "赵大年"}));
    for (register, text) in [
        (
            "receptions",
            "接待时间,来访人,反映内容\n2023年13月5日,钱二,路灯坏了\n,李四,污水横流\n2023-05-06,王五,修桥\n",
        ),
        (
            "opinions",
            "收到日期,反映人,内容\n2023年13月5日,钱二,路灯坏了\n,李四,污水横流\n",
        ),
        (
            "contacts",
            "日期,代表,联系对象,联系内容\n2024-13-01,赵大年,李四,路灯坏了\n,赵大年,王五,修桥\n",
        ),
        (
            "suggestions",
            "提交日期,标题\n2023年13月5日,关于路灯的建议\n,关于污水的建议\n",
        ),
    ] {
        let file = sheet(&office, &format!("{register}.csv"), text);
        let first = office.import(register, &file);
        assert!(outcome(&first)[0] >= 2, "{register}: they come in: {first}");
        let digest = office.digest();
        let again = office.import(register, &file);
        let [new, updated, _, twins] = outcome(&again);
        assert_eq!((new, updated, twins), (0, 0, 0), "{register}: {again}");
        assert_eq!(office.digest(), digest, "{register}: nothing changes");
    }
}

#[test]
fn what_was_voided_does_not_come_back_with_the_sheet() {
    let mut office = Office::founded();
    let file = sheet(
        &office,
        "来访.csv",
        "接待时间,来访人,反映内容\n2023-05-06,王五,修桥\n",
    );
    office.import("receptions", &file);
    let id = office.rows("receptions")[0]["id"].clone();
    office.call(
        "void_record",
        json!({"register": "receptions", "id": id, "reason": "重复登记"}),
    );
    let again = office.import("receptions", &file);
    assert_eq!(outcome(&again), [0, 0, 0, 1], "a person decides: {again}");
    assert!(office.rows("receptions").is_empty(), "it stays voided");
}

#[test]
fn a_namesake_who_came_later_does_not_undo_what_was_linked() {
    let mut office = Office::founded();
    office.import("roster", &fixture("代表名册-两行表头.xlsx"));
    let file = fixture("接待登记-2023.xlsx");
    office.import("receptions", &file);
    let met = office.rows("receptions")[0]["values"]["deputies"].clone();
    let name = met
        .as_str()
        .and_then(|it| it.split('、').next())
        .expect("a deputy")
        .to_owned();
    let by_name =
        json!({"register": "receptions", "where": [{"field": "接待代表", "value": name}]});
    let before = office.call("list", by_name.clone())["total"].clone();
    save(&mut office, "roster", json!({"姓名": name, "性别": "男"}));
    let again = office.import("receptions", &file);
    assert_eq!(outcome(&again)[1], 0, "nothing is updated: {again}");
    let after = office.call("list", by_name)["total"].clone();
    assert_eq!(after, before, "whoever bears the name is found");
    let out = json!({"path": office.path("册.pdf").display().to_string()});
    for nobody in [name.as_str(), "没有这个人"] {
        let print = json!({"form": "receptions", "deputy": nobody, "out": out});
        let refused = office.refused("print", print);
        assert!(
            refused.message.contains(nobody),
            "no empty book is printed: {refused}"
        );
    }
}

#[test]
fn an_identity_number_is_held_by_one() {
    let mut office = Office::founded();
    let first = json!({"姓名": "张三", "身份证号": "11010519491231002X"});
    let id = save(&mut office, "roster", first)["id"].clone();
    let second =
        json!({"register": "roster", "values": {"姓名": "李四", "身份证号": "11010519491231002X"}});
    let refused = office.refused("save", second);
    assert_eq!(refused.code, ErrorCode::Invalid, "{refused}");
    assert!(
        refused.message.contains("已经登记在“张三”名下"),
        "{refused}"
    );
    let same =
        json!({"register": "roster", "id": id, "values": {"身份证号": "11010519491231002X"}});
    office.call("save", same);
    let young = save(
        &mut office,
        "roster",
        json!({"姓名": "王五", "出生日期": "2015-01-01"}),
    );
    assert!(
        young["warnings"].to_string().contains("岁"),
        "an age is told: {young}"
    );
}

#[test]
fn a_month_is_one_of_twelve_and_of_this_year() {
    let mut office = Office::founded_on("2026-05-20");
    save(&mut office, "roster", json!({"姓名": "赵大年"}));
    for (day, visitor) in [
        ("2026-05-06", "钱二"),
        ("2026-04-06", "孙三"),
        ("2025-05-06", "李四"),
    ] {
        let visit = json!({"接待时间": day, "来访人": visitor, "反映内容": "路灯坏了",
            "接待代表": "赵大年"});
        save(&mut office, "receptions", visit);
    }
    let out = office.path("五月.pdf");
    let out_file = json!({"path": out.display().to_string()});
    office.call(
        "print",
        json!({"form": "receptions", "month": 5, "out": out_file}),
    );
    let text = scenarios::pdf_text(&out);
    assert!(text.contains("钱二"), "this May: {text}");
    for other in ["孙三", "李四"] {
        assert!(!text.contains(other), "and nothing else: {text}");
    }
    let refused = office.refused(
        "print",
        json!({"form": "receptions", "month": 13, "out": out_file}),
    );
    assert!(refused.message.contains("没有 13 月"), "{refused}");
    let wrong = json!({"path": office.path("册.txt").display().to_string()});
    let refused = office.refused("print", json!({"form": "receptions", "out": wrong}));
    assert!(refused.message.contains("不能写成 .txt"), "{refused}");
}

#[test]
fn the_books_own_headings_are_read_back_and_an_official_number_is_kept() {
    let mut office = Office::founded();
    save(&mut office, "roster", json!({"姓名": "赵大年"}));
    let sheet_of = |office: &Office, name: &str, text: &str| sheet(office, name, text);
    let file = sheet_of(
        &office,
        "簿三.csv",
        "序号,收到时间,反映人/代表,内容,受理,交办（转办）时间及承办单位,办理情况,答复时间,反馈及满意度\n\
         1,2026-02-03,李敏,路灯坏了三盏,2026-02-05 王秀兰,2026-02-10 供电所,已修好,2026-02-20,2026-02-25 非常满意\n\
         2,2026-02-04,孙立,自来水压力小,2026-02-05,2026-02-11 水利站,正在办理,,\n",
    );
    let report = office.import("opinions", &file);
    assert_eq!(outcome(&report)[0], 2, "{report}");
    assert_eq!(
        report["findings"],
        json!([]),
        "nothing is left open: {report}"
    );
    let rows = office.rows("opinions");
    let row = |at: usize| rows[at]["values"].clone();
    for (key, said) in [
        ("accepted_on", "2026-02-05"),
        ("accepted_by", "王秀兰"),
        ("assigned_on", "2026-02-10"),
        ("lead", "供电所"),
        ("feedback_on", "2026-02-25"),
        ("satisfaction", "满意"),
        ("state", "已反馈"),
    ] {
        assert_eq!(row(0)[key], said, "{key}");
    }
    assert_eq!(row(1)["lead"], "水利站");
    assert_eq!(row(1)["state"], "已交办", "being worked on is no reply");

    let file = sheet_of(
        &office,
        "建议.csv",
        "编号,提交日期,标题,领衔代表,主办单位,办理结果,答复时间\n\
         2025-1,2025-03-02,关于修桥的建议,赵大年,交通所,A,2025-05-20\n",
    );
    let report = office.import("suggestions", &file);
    assert_eq!(outcome(&report)[0], 1, "{report}");
    let row = office.rows("suggestions")[0]["values"].clone();
    assert_eq!(
        row["other_columns"], "编号：2025-1",
        "the paper's number is kept"
    );
    assert_eq!(row["result"], "A 已解决或基本解决", "a class is a class");
    let again = office.import("suggestions", &file);
    assert_eq!(
        outcome(&again)[..2],
        [0, 0],
        "again changes nothing: {again}"
    );
}
