//! 一档: a deputy's year put together from the books, frozen, printed, made public.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use scenarios::{Office, pdf_text};
use serde_json::{Value, json};

/// An office with a year of 曹娟.
fn year_of_work() -> (Office, String) {
    let mut office = Office::founded_on("2026-11-25");
    let deputy = office.save(
        "roster",
        json!({"姓名": "曹娟", "性别": "女", "代表层级": "乡镇", "选区": "第三选区",
               "联系电话": "13912345678", "工作单位及职务": "前苇塘村妇联主席"}),
    );
    office.save("roster", json!({"姓名": "赵国文", "代表层级": "乡镇"}));
    for (day, content) in [(26, "校车停靠点离村太远"), (27, "排水沟淤堵")] {
        office.save(
            "receptions",
            json!({"接待时间": format!("2026-10-{day}"), "来访人": "李玉兰", "来访人数": "3",
                   "反映内容": content, "接待代表": "曹娟"}),
        );
    }
    let visit = office.save(
        "activities",
        json!({"活动名称": "视察农村饮水工程", "活动类型": "视察", "活动日期": "2026-03-12",
               "应到代表": "曹娟、赵国文", "活动内容": "看了两处水源井"}),
    );
    office.call(
        "set_attendance",
        json!({"activity": visit, "marks": [{"deputy": "曹娟", "state": "请假", "reason": "病"}]}),
    );
    office.save(
        "suggestions",
        json!({"标题": "关于增设校车停靠点的建议", "提交日期": "2026-04-02", "领衔代表": "曹娟",
               "附议代表": "赵国文", "情况和问题": "太远", "具体建议": "增设"}),
    );
    office.save(
        "honours",
        json!({"名称": "优秀人大代表", "类别": "表彰", "日期": "2026-06-30", "代表": "曹娟",
               "级别": "县"}),
    );
    office.save(
        "admonitions",
        json!({"类别": "提醒", "事由": "未请假缺席小组活动", "日期": "2026-05-08", "代表": "曹娟"}),
    );
    (office, deputy)
}

fn dossier(office: &mut Office) -> Value {
    office.call("dossier", json!({"deputy": "曹娟", "year": 2026}))
}

fn part<'a>(dossier: &'a Value, key: &str) -> &'a Value {
    let parts = dossier["content"]["parts"].as_array().unwrap();
    parts.iter().find(|it| it["key"] == key).unwrap()
}

#[test]
fn every_line_says_where_it_stands_and_what_it_opens() {
    let (mut office, _) = year_of_work();
    let it = dossier(&mut office);
    let contact = part(&it, "contact");
    assert_eq!(contact["sum"], "接待 2 件 6 人次，联系 0 次 0 人次");
    let second = &contact["lines"][1];
    assert_eq!(second["place"], "见簿一第1页第2号");
    assert_eq!(second["register"], "receptions");
    let opened = office.call(
        "record",
        json!({"register": "receptions", "id": second["id"]}),
    );
    assert_eq!(
        opened["values"]["content"], "排水沟淤堵",
        "the line opens its record"
    );
    let supervision = part(&it, "supervision");
    assert_eq!(
        supervision["sum"], "应参加 1 次，出席 0 次",
        "leave is no attendance"
    );
    let proposals = part(&it, "proposals");
    assert_eq!(proposals["sum"], "1 件，其中领衔 1 件");
    let place = proposals["lines"][0]["place"].as_str().unwrap();
    assert!(
        place.starts_with("见《代表建议、批评和意见办理簿》第1页"),
        "{place}"
    );
    let other = office.call("dossier", json!({"deputy": "赵国文", "year": 2026}));
    assert_eq!(part(&other, "proposals")["sum"], "1 件，其中领衔 0 件");
    assert_eq!(part(&other, "supervision")["sum"], "1 次");
    assert_eq!(
        part(&it, "admonitions")["lines"].as_array().unwrap().len(),
        1,
        "a reminder stands in the dossier"
    );
    let before = office.call("dossier", json!({"deputy": "曹娟", "year": 2025}));
    assert_eq!(
        part(&before, "contact")["lines"],
        json!([]),
        "another year is empty"
    );
}

#[test]
fn the_page_in_the_dossier_is_the_page_on_paper() {
    let (mut office, _) = year_of_work();
    for n in 1..25 {
        office.save(
            "receptions",
            json!({"接待时间": "2026-11-10", "来访人": "夏田富",
                   "反映内容": format!("东梁路段路灯不亮，第{n}盏。"), "接待代表": "赵国文"}),
        );
    }
    office.save(
        "receptions",
        json!({"接待时间": "2026-11-20", "来访人": "尉迟云", "反映内容": "最后来的一位",
               "接待代表": "曹娟"}),
    );
    let it = dossier(&mut office);
    let lines = part(&it, "contact")["lines"].as_array().unwrap();
    let place = lines.last().unwrap()["place"].as_str().unwrap().to_owned();
    let path = office.path("簿一.pdf");
    office.call(
        "print",
        json!({"form": "receptions", "year": 2026, "out": {"path": path.display().to_string()}}),
    );
    let text = pdf_text(&path);
    let on = text
        .split('\u{c}')
        .position(|it| it.contains("最后来的一位"))
        .unwrap()
        + 1;
    assert!(on > 1, "the book has several pages");
    assert_eq!(place, format!("见簿一第{on}页第27号"));
    office.call(
        "sign_pages",
        json!({"register": "receptions", "year": 2026, "through": on, "signed_by": "王秀兰"}),
    );
    let it = dossier(&mut office);
    let lines = part(&it, "contact")["lines"].as_array().unwrap();
    assert_eq!(lines.last().unwrap()["signed"], true, "the page stays now");
    assert_eq!(lines.last().unwrap()["place"], place);
}

#[test]
fn a_frozen_dossier_says_what_it_said_and_what_changed_since() {
    let (mut office, _) = year_of_work();
    office.call(
        "keep_dossier",
        json!({"deputy": "曹娟", "year": 2026, "values": {
            "report": "全年接待选民二十次。", "opinion": "履职认真。"}}),
    );
    office.call(
        "freeze_dossier",
        json!({"deputies": ["曹娟"], "year": 2026}),
    );
    let again = office.refused(
        "freeze_dossier",
        json!({"deputies": ["曹娟"], "year": 2026}),
    );
    assert!(again.message.contains("定稿"), "{}", again.message);
    let refused = office.refused(
        "keep_dossier",
        json!({"deputy": "曹娟", "year": 2026, "values": {"opinion": "改"}}),
    );
    assert!(refused.message.contains("不能再改"), "{}", refused.message);
    let first = dossier(&mut office)["content"].clone();
    let id = first["parts"]
        .as_array()
        .unwrap()
        .iter()
        .find(|it| it["key"] == "contact")
        .unwrap()["lines"][0]["id"]
        .clone();
    office.call(
        "save",
        json!({"register": "receptions", "id": id, "values": {"反映内容": "校车要停在村口"}}),
    );
    office.save(
        "good_works",
        json!({"事项": "修井", "日期": "2026-08-01", "代表": "曹娟"}),
    );
    let now = dossier(&mut office);
    assert_eq!(now["content"], first, "the frozen text stands");
    assert_eq!(now["frozen_on"], "2026-11-25");
    let told: Vec<(&str, &str)> = now["differences"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (it["sort"].as_str().unwrap(), it["part"].as_str().unwrap()))
        .collect();
    assert_eq!(
        told,
        [
            ("改动", "接待选民和联系选民"),
            ("新增", "为民办实事、化解矛盾和招商")
        ],
        "{now}"
    );
    let living = office.call(
        "dossier",
        json!({"deputy": "曹娟", "year": 2026, "living": true}),
    );
    assert_eq!(part(&living, "service")["sum"], "1 项");
    let digest = office.digest();
    office.call(
        "freeze_dossier",
        json!({"deputies": ["曹娟"], "year": 2026, "again": true}),
    );
    assert_eq!(dossier(&mut office)["differences"], json!([]));
    office.call("undo", json!({}));
    assert_eq!(
        office.digest(),
        digest,
        "undo gives back what stood there before"
    );
    assert_eq!(dossier(&mut office)["content"], first);
}

#[test]
fn paper_has_every_section_and_the_board_only_what_is_public() {
    let (mut office, deputy) = year_of_work();
    let mut print = |request: Value| {
        let path = office.path("档.pdf");
        let mut request = request;
        request["out"] = json!({"path": path.display().to_string()});
        let report = office.call("print", request);
        assert_eq!(report["missing"], json!([]), "every character prints");
        pdf_text(&path).split_whitespace().collect::<String>()
    };
    let paper = print(json!({"form": "dossier", "deputy": "曹娟", "year": 2026}));
    for words in [
        "全宗单位",
        "保管期限",
        "一、基本情况",
        "二、出席会议",
        "见簿一第1页第2号",
        "未请假缺席小组活动",
        "13912345678",
        "十二、年度履职报告与主席团鉴定意见",
        "代表本人签字",
        "尚未定稿",
        "第三选区",
    ] {
        assert!(paper.contains(words), "the paper says {words}: {paper}");
    }
    let board = print(json!({"form": "dossier_public", "record": deputy, "year": 2026}));
    for words in [
        "曹娟",
        "接待2件6人次",
        "1件，其中领衔1件",
        "前苇塘村妇联主席",
    ] {
        assert!(board.contains(words), "the board says {words}: {board}");
    }
    for secret in ["13912345678", "未请假缺席", "李玉兰", "校车停靠点离村"] {
        assert!(
            !board.contains(secret),
            "the board keeps {secret} to itself"
        );
    }
    let all = print(json!({"form": "dossier", "year": 2026}));
    assert!(
        all.contains("姓名：曹娟") && all.contains("姓名：赵国文"),
        "all deputies of the office: {all}"
    );
    let blank = print(json!({"form": "dossier", "blank": true}));
    assert!(!blank.contains("曹娟") && blank.contains("出处"), "{blank}");
}

#[test]
fn the_shelf_counts_a_year_and_terms_are_seen_across() {
    let (mut office, deputy) = year_of_work();
    office.save(
        "receptions",
        json!({"接待时间": "2025-10-26", "来访人": "田富", "反映内容": "修桥",
               "接待代表": "曹娟"}),
    );
    let terms = office.rows("terms");
    office.call(
        "save",
        json!({"register": "terms", "id": terms[0]["id"], "values": {"开始日期": "2026-01-05"}}),
    );
    let shelf = office.call("dossiers", json!({"year": 2026}));
    let parts: Vec<&str> = shelf["parts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["key"].as_str().unwrap())
        .collect();
    let at = parts.iter().position(|it| *it == "contact").unwrap();
    let rows = shelf["rows"].as_array().unwrap();
    let row = rows.iter().find(|it| it["deputy"] == *deputy).unwrap();
    assert_eq!(row["counts"][at], 2, "the figure of the year");
    assert_eq!(shelf["years"], json!([2026, 2025]));
    let across = office.call("dossier_across", json!({"deputy": deputy}));
    let years: Vec<(i64, &str)> = across["years"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (it["year"].as_i64().unwrap(), it["term"].as_str().unwrap()))
        .collect();
    assert_eq!(
        years,
        [(2026, "第十九届"), (2025, "")],
        "a term holds its own years"
    );
    assert_eq!(across["totals"][at], 3, "two years together");
    let nobody = office.refused("dossier", json!({"deputy": "没有这人"}));
    assert!(nobody.message.contains("没有这人"), "{}", nobody.message);
}
