//! From any number on paper to the record, from the record to its signed page, and back: with nothing
//! but what stands in the text of the prints and what one box over everything finds.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

use scenarios::Office;
use serde_json::{Value, json};

fn save(office: &mut Office, register: &str, values: Value) -> String {
    let saved = office.call("save", json!({"register": register, "values": values}));
    saved["id"].as_str().unwrap().to_owned()
}

/// The text of a file in the order in which it is drawn: the lines of a cell stand behind one another.
fn text_of(file: &std::path::Path) -> String {
    let read = std::process::Command::new("pdftotext")
        .args(["-raw".as_ref(), file.as_os_str(), "-".as_ref()])
        .output()
        .unwrap();
    assert!(read.status.success(), "pdftotext reads the file");
    String::from_utf8(read.stdout).unwrap()
}

/// A print as it is read, without its gaps, by pages.
fn pages(office: &mut Office, mut request: Value) -> Vec<String> {
    let path = office.path("印.pdf");
    request["out"] = json!({"path": path.display().to_string()});
    office.call("print", request);
    let text = text_of(&path);
    let pages = text
        .split('\u{c}')
        .map(|it| it.split_whitespace().collect());
    pages.filter(|it: &String| !it.is_empty()).collect()
}

fn print(office: &mut Office, request: Value) -> String {
    pages(office, request).concat()
}

/// What one box over everything finds: register, record, title, line.
fn search(office: &mut Office, text: &str) -> Vec<[String; 4]> {
    let found = office.call("search_all", json!({"text": text}));
    let groups = found["groups"].as_array().unwrap().iter();
    let hits = groups.flat_map(|group| {
        let hits = group["hits"].as_array().unwrap().iter();
        hits.map(|hit| {
            let word = |of: &Value| of.as_str().unwrap().to_owned();
            [&group["register"], &hit["id"], &hit["title"], &hit["line"]].map(word)
        })
    });
    hits.collect()
}

/// The text between two words of a print.
fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let (_, rest) = text
        .split_once(from)
        .unwrap_or_else(|| panic!("{from}: {text}"));
    rest.split_once(to)
        .unwrap_or_else(|| panic!("{to}: {text}"))
        .0
}

const STATION: &str = "前苇塘村代表联络站";
const NAMES: [&str; 8] = [
    "",
    "李玉兰",
    "夏荷",
    "田大利",
    "张国强",
    "阿旺",
    "尉迟云",
    "赵老四",
];

/// An office of two stations: seven visitors in one of them, the first four on its signed page.
fn office() -> (Office, Vec<String>) {
    let mut office = Office::founded_on("2026-11-25");
    for name in [STATION, "街里代表联络站"] {
        save(&mut office, "stations", json!({"名称": name}));
    }
    save(
        &mut office,
        "roster",
        json!({"姓名": "曹娟", "代表层级": "乡镇"}),
    );
    let visit = |office: &mut Office, day: u32| {
        let values = json!({"接待时间": format!("2026-10-{day:02}"), "来访人": NAMES[day as usize],
            "反映内容": format!("路灯不亮（第{day}处）"), "接待代表": "曹娟", "站点": STATION});
        save(office, "receptions", values)
    };
    let mut ids: Vec<String> = (1..=4).map(|day| visit(&mut office, day)).collect();
    office.call(
        "sign_pages",
        json!({"register": "receptions", "station": STATION, "year": 2026, "through": 1,
               "signed_by": "王秀兰、赵国文", "signed_on": "2026-10-27"}),
    );
    ids.extend((5..=7).map(|day| visit(&mut office, day)));
    let elsewhere = json!({"接待时间": "2026-10-09", "来访人": "孟凡英", "反映内容": "修桥",
        "接待代表": "曹娟", "站点": "街里代表联络站"});
    save(&mut office, "receptions", elsewhere);
    (office, ids)
}

#[test]
fn a_printed_figure_leads_to_the_record_and_its_signed_page_and_back() {
    let (mut office, ids) = office();
    // From the number of the table to the numbers of the register.
    let table = print(&mut office, json!({"form": "figures", "year": 2026}));
    let annex = between(&table, "各项数字所依据的登记号", "注：照登记号");
    let span = format!("{STATION}接待登记簿2026年第1—7号");
    assert!(annex.contains(&span), "{annex}");
    assert!(
        annex.contains("街里代表联络站接待登记簿2026年第1号"),
        "{annex}"
    );
    // All of them, and one of them.
    let all = search(&mut office, &span);
    let receptions = all.iter().filter(|it| it[0] == "receptions");
    let mut found: Vec<&str> = receptions.map(|it| it[1].as_str()).collect();
    let mut expected: Vec<&str> = ids.iter().map(String::as_str).collect();
    found.sort_unstable();
    expected.sort_unstable();
    assert_eq!(found, expected, "a span is each of its records");
    let third = search(&mut office, &format!("{STATION}接待登记簿2026年第3号"));
    assert_eq!(third[0][..2], ["receptions".to_owned(), ids[2].clone()]);
    // The record's own paper names its place and who signed there.
    let paper = print(
        &mut office,
        json!({"form": "receptions_record", "record": third[0][1]}),
    );
    let source = between(&paper, "出处：", "。").to_owned();
    assert_eq!(
        source,
        format!("{STATION}接待登记簿2026年第1页第3号，该页2026年10月27日由王秀兰、赵国文签字")
    );
    // That line, typed from paper, leads to the record and to the signed page.
    let both = search(&mut office, &format!("出处：{source}。"));
    let registers: Vec<&str> = both.iter().map(|it| it[0].as_str()).collect();
    assert_eq!(registers, ["receptions", "signed_pages"]);
    assert_eq!(both[0][1], ids[2]);
    assert!(both[1][3].contains("王秀兰、赵国文"), "{both:?}");
    // The signed page's paper names its records, and each of them leads back.
    let request = json!({"form": "signed_pages_record", "record": both[1][1]});
    let page = print(&mut office, request);
    for (number, id) in (1..=4).zip(&ids) {
        let place = format!("{STATION}接待登记簿2026年第1页第{number}号");
        assert!(page.contains(&place), "{place}: {page}");
        let back = search(&mut office, &place);
        assert!(back.iter().any(|it| it[1] == *id), "{place}: {back:?}");
    }
    assert!(!page.contains("第5号"), "no other: {page}");
}

#[test]
fn a_page_of_a_book_says_what_stands_on_it_and_is_found_by_that() {
    let (mut office, ids) = office();
    let book = pages(
        &mut office,
        json!({"form": "receptions", "year": 2026, "station": STATION}),
    );
    let told =
        format!("{STATION}接待登记簿2026年第1页：第1号至第4号，2026年10月27日由王秀兰、赵国文签字");
    assert!(book[0].contains(&told), "{}", book[0]);
    let found = search(&mut office, &told);
    let signed = found.iter().filter(|it| it[0] == "signed_pages").count();
    assert_eq!(signed, 1, "{found:?}");
    for id in &ids[..4] {
        assert!(found.iter().any(|it| it[1] == *id), "{id}: {found:?}");
    }
}

#[test]
fn figures_of_deputies_have_their_names_where_they_are_asked_for() {
    let (mut office, _) = office();
    let request = |names: &str| json!({"form": "structure", "entries": {"names": names}});
    let named = print(&mut office, request("是"));
    assert!(
        named.contains("各项人数是哪些代表") && named.contains("曹娟"),
        "{named}"
    );
    assert!(!print(&mut office, request("否")).contains("曹娟"));
}

#[test]
fn what_is_not_signed_yet_is_said() {
    let (mut office, ids) = office();
    let paper = print(
        &mut office,
        json!({"form": "receptions_record", "record": ids[6]}),
    );
    assert!(
        paper.contains("接待登记簿2026年第1页第7号，该页尚未签字"),
        "{paper}"
    );
    let blank = print(
        &mut office,
        json!({"form": "receptions_record", "blank": true}),
    );
    assert!(
        !blank.contains("出处"),
        "a blank form comes from nowhere: {blank}"
    );
}

#[test]
fn objections_and_public_figures_name_their_records() {
    let (mut office, _) = office();
    let check = print(
        &mut office,
        json!({"form": "inspection_check", "year": 2026}),
    );
    let looked_at = between(&check, "看过的登记：", "。");
    assert!(
        looked_at.contains(&format!("{STATION}接待登记簿2026年第1—7号")),
        "{looked_at}"
    );
    assert!(
        check.contains("（第1页）"),
        "an item names its page: {check}"
    );
    let public = json!({"form": "dossier_public", "deputy": "曹娟", "year": 2026});
    let board = print(&mut office, public);
    assert!(board.contains("接待登记簿2026年第1—7号"), "{board}");
    let dossier = json!({"form": "dossier", "deputy": "曹娟", "year": 2026});
    let dossier = print(&mut office, dossier);
    assert!(
        dossier.contains(&format!(
            "所引簿页：{STATION}接待登记簿第1页2026年10月27日由王秀兰、赵国文签字。"
        )),
        "{dossier}"
    );
}

#[test]
fn a_summary_has_a_paper_with_the_numbers_behind_it() {
    let (mut office, _) = office();
    let scope = json!({"from": "2026-10-01", "to": "2026-10-31"});
    let drafted = office.call("draft_report", json!({"scope": scope, "again": false}));
    let request = json!({"form": "summary_numbers", "record": drafted["id"]});
    let paper = print(&mut office, request);
    assert!(
        paper.contains(&format!("{STATION}接待登记簿2026年第1—7号")),
        "{paper}"
    );
}

#[test]
fn a_suggestion_is_found_by_its_own_number() {
    let mut office = Office::founded_on("2026-11-25");
    save(
        &mut office,
        "roster",
        json!({"姓名": "曹娟", "代表层级": "乡镇"}),
    );
    for title in ["关于修路的建议", "关于修桥的建议", "关于装灯的建议"] {
        let values = json!({"标题": title, "情况和问题": "请修。", "领衔代表": "曹娟",
            "提交日期": "2026-10-12", "提出时间": "闭会期间"});
        save(&mut office, "suggestions", values);
    }
    let table = print(&mut office, json!({"form": "figures", "year": 2026}));
    let annex = between(&table, "各项数字所依据的登记号", "注：照登记号");
    assert!(annex.contains("办理簿19-闭-001—003号"), "{annex}");
    let found = search(&mut office, "代表建议19-闭-002号");
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0][2], "关于修桥的建议");
}

#[test]
fn what_a_paper_has_no_place_for_is_refused() {
    let (mut office, _) = office();
    let refusals = [
        ("roster", "paper", "A4", "标题（title）"),
        ("notice", "papers", "A4", "主送（addressee）"),
        ("structure", "title", "表", "附名单（names）"),
        ("deputy_form", "title", "表", "没有要另外填写的内容"),
        ("poster", "paper", "A5", "A3 横、A3 竖、A4 横"),
        ("poster", "introduction", "也许", "是、否"),
        ("sign_in", "lines", "三", "整数"),
        ("receptions_record", "title", "表", "没有要另外填写的内容"),
    ];
    for (form, entry, text, said) in refusals {
        let request = json!({"form": form, "blank": true, "entries": {entry: text}});
        let refusal = office.refused("print", request);
        let hint = refusal.hint.unwrap_or_default();
        assert!(hint.contains(said), "{form}: {} {hint}", refusal.message);
    }
    // By its label as well.
    let named = json!({"form": "poster", "blank": true, "entries": {"纸张": "A4 横"}});
    office.call("print", named);
}

#[test]
fn looking_at_a_paper_issues_no_number() {
    let (mut office, _) = office();
    let path = office.path("看.pdf").display().to_string();
    let mut request = json!({"form": "receptions", "year": 2026, "preview": true,
        "out": {"path": path}});
    office.call("print", request.clone());
    let before = office.call("before_undo", json!({}));
    assert_eq!(before["numbers"], json!([]), "a preview is no paper yet");
    request["preview"] = json!(false);
    office.call("print", request);
    let before = office.call("before_undo", json!({}));
    assert_eq!(
        before["numbers"],
        json!(["接待登记簿2026年第1号"]),
        "what is printed or saved has gone out"
    );
}

/// A whole book is named by a span: its first records are told, and the way to all of them.
#[test]
fn a_span_of_many_numbers_says_that_there_are_more_and_where() {
    let mut office = Office::founded_on("2026-06-01");
    save(&mut office, "roster", json!({"姓名": "赵大年"}));
    for _ in 1..=34 {
        let values = json!({"来访人": "李敏", "反映内容": "路灯坏了", "接待代表": "赵大年", "接待时间": "2026-03-02"});
        save(&mut office, "receptions", values);
    }
    for (text, meant) in [
        ("接待登记簿2026年第1—34号", 34),
        ("接待登记簿2026年第2—33号", 32),
        ("接待登记簿2026年第1—500号", 34),
    ] {
        let group = office.call("search_all", json!({"text": text}))["groups"][0].clone();
        assert_eq!(group["hits"].as_array().map(Vec::len), Some(30), "{text}");
        assert_eq!(group["more"], true, "{text}");
        let list = json!({"register": "receptions", "filters": group["all"]});
        assert_eq!(office.call("list", list)["total"], meant, "{text}");
    }
    let few = json!({"text": "接待登记簿2026年第1—30号"});
    let few = office.call("search_all", few)["groups"][0].clone();
    assert_eq!((&few["more"], &few["all"]), (&json!(false), &Value::Null));
}
