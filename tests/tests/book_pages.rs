//! Pages of the books: what is signed stays where it is.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use scenarios::Office;
use serde_json::{Value, json};

fn visit(office: &mut Office, day: u32, visitor: &str, content: &str) -> String {
    let saved = office.call(
        "save",
        json!({"register": "receptions", "values": {
            "接待时间": format!("2026-10-{day:02}"), "来访人": visitor, "反映内容": content,
            "接待代表": "曹娟"}}),
    );
    saved["id"].as_str().unwrap().to_owned()
}

/// An office with a deputy and so many visits, numbered from 1.
fn with_visits(count: u32) -> (Office, Vec<String>) {
    let mut office = Office::founded_on("2026-11-25");
    office.call(
        "save",
        json!({"register": "roster", "values": {"姓名": "曹娟", "代表层级": "乡镇"}}),
    );
    let ids = (1..=count)
        .map(|n| {
            let surname = ["李", "夏", "田", "张", "阿"][n as usize % 5];
            let (visitor, content) = (format!("{surname}玉兰"), format!("路灯不亮（第{n}处）"));
            visit(&mut office, 1 + n % 26, &visitor, &content)
        })
        .collect();
    (office, ids)
}

fn pages(office: &mut Office) -> Vec<Value> {
    let book = office.call(
        "book_pages",
        json!({"register": "receptions", "year": 2026}),
    );
    book["pages"].as_array().unwrap().clone()
}

/// Page, first and last entry of every page.
fn places(office: &mut Office) -> Vec<(u64, String, String)> {
    let text = |it: &Value| it.as_str().unwrap().to_owned();
    pages(office)
        .iter()
        .map(|it| {
            (
                it["page"].as_u64().unwrap(),
                text(&it["first"]),
                text(&it["last"]),
            )
        })
        .collect()
}

fn sign(office: &mut Office, through: u64, closed: bool) {
    office.call(
        "sign_pages",
        json!({"register": "receptions", "year": 2026, "through": through, "closed": closed,
               "signed_by": "王秀兰、赵国文", "signed_on": "2026-10-27"}),
    );
}

fn print(office: &mut Office, mut request: Value) -> (u64, Vec<String>) {
    request["form"] = json!("receptions");
    request["year"] = json!(2026);
    let (report, text) = office.print(request);
    let pages = text
        .split('\u{c}')
        .map(|it| it.split_whitespace().collect())
        .collect();
    (report["pages"].as_u64().unwrap(), pages)
}

#[test]
fn a_signed_page_keeps_its_entries_through_later_ones_and_corrections() {
    let (mut office, ids) = with_visits(25);
    let before = places(&mut office);
    assert!(before.len() >= 2, "the book has pages: {before:?}");
    sign(&mut office, 1, false);
    // A late entry of an earlier day takes the next number and stands behind.
    visit(&mut office, 1, "赵玉兰", "补录的一件事");
    // A longer text on the first page would push its last entries over.
    office.call(
        "save",
        json!({"register": "receptions", "id": ids[0], "values": {
            "反映内容": "路灯不亮，孩子上学路上看不清，老人夜里出门摔过跤，希望早日修好。".repeat(8),
            "办理结果": "已装灯"}}),
    );
    office.call(
        "void_record",
        json!({"register": "receptions", "id": ids[2], "reason": "登记重复"}),
    );
    let after = places(&mut office);
    assert_eq!(
        after[0], before[0],
        "the signed page holds the same entries"
    );
    assert_eq!(
        after[1].1, before[1].1,
        "the next page begins with the same one"
    );
    let (_, pages) = print(&mut office, json!({}));
    let first = &pages[0];
    assert!(
        first.contains("路灯不亮（第1处）"),
        "what was signed stands there: {first}"
    );
    let said = |it: &String| it.contains("第1号更正：“反映的主要问题和意见建议”改为");
    assert!(pages.iter().any(said), "the correction is said: {pages:?}");
    assert!(
        first.contains("第1号更正见附页"),
        "the page points to what found no room under it: {first}"
    );
    assert!(
        first.contains("已装灯"),
        "what came into an empty cell stands in it: {first}"
    );
    assert!(
        first.contains("第3号作废：登记重复"),
        "the void is said on its page: {first}"
    );
    let listed = &self::pages(&mut office)[0];
    assert_eq!(listed["corrected"], 2, "a correction and a void: {listed}");
}

#[test]
fn printing_goes_on_behind_the_last_signed_entry() {
    let (mut office, _) = with_visits(5);
    sign(&mut office, 1, false);
    let refused = office.refused(
        "print",
        json!({"form": "receptions", "year": 2026, "entries": {"continued": "是"}}),
    );
    assert!(
        refused.message.contains("没有新的登记"),
        "{}",
        refused.message
    );
    visit(&mut office, 28, "尉迟云", "新的一件事");
    let (count, pages) = print(&mut office, json!({"entries": {"continued": "是"}}));
    assert_eq!(count, 1, "one sheet goes into the printer");
    let text = &pages[0];
    assert!(text.contains("尉迟云"), "the new entry is printed: {text}");
    for there in ["第1处", "代表接待选民登记簿", "第1页", "记录人", "以下空白"]
    {
        assert!(
            !text.contains(there),
            "{there} stands on the sheet already: {text}"
        );
    }
    let (_, whole) = print(&mut office, json!({}));
    assert!(
        whole[0].contains("第5处") && whole[0].contains("尉迟云"),
        "the whole page has both: {}",
        whole[0]
    );
}

#[test]
fn a_struck_page_is_not_gone_on_with_and_signing_is_undone() {
    let (mut office, _) = with_visits(4);
    sign(&mut office, 1, true);
    visit(&mut office, 28, "尉迟云", "新的一件事");
    let now = places(&mut office);
    assert_eq!(
        now[0].2, "第 4 号",
        "the struck page ends where it ended: {now:?}"
    );
    assert_eq!(now[1].1, "第 5 号", "the new entry begins the next page");
    office.call("undo", json!({}));
    office.call("undo", json!({}));
    let now = pages(&mut office);
    assert_eq!(now.len(), 1, "{now:?}");
    assert_eq!(now[0]["signed"], 0, "the signature is taken back");
    let refused = office.refused(
        "sign_pages",
        json!({"register": "receptions", "year": 2026, "through": 1, "signed_by": " "}),
    );
    assert!(refused.message.contains("签字人"), "{}", refused.message);
}

#[test]
fn every_station_has_its_own_pages_and_an_extract_has_none() {
    let (mut office, _) = with_visits(0);
    for (station, visitor) in [("前苇塘站", "李玉兰"), ("西沟站", "夏田富")] {
        office.call(
            "save",
            json!({"register": "receptions", "values": {
                "接待时间": "2026-10-26", "站点": station, "来访人": visitor,
                "反映内容": "修路", "接待代表": "曹娟"}}),
        );
    }
    let (count, pages) = print(&mut office, json!({}));
    assert_eq!(count, 2, "one page for each station's book");
    for (page, station) in pages.iter().zip(["前苇塘站", "西沟站"]) {
        assert!(
            page.contains("第1页共1页"),
            "each book counts its own pages: {page}"
        );
        assert!(
            pages.iter().any(|it| it.contains(station)),
            "{station} has its page"
        );
    }
    let (count, _) = print(&mut office, json!({"month": 10}));
    assert_eq!(count, 1, "an extract of a month is one table");
}

#[test]
fn a_number_that_was_taken_back_is_said_to_be_void() {
    let (mut office, _) = with_visits(3);
    // They stood on paper: their numbers are issued.
    print(&mut office, json!({}));
    let before = office.call("before_undo", json!({}));
    assert_eq!(
        before["numbers"],
        json!(["接待登记簿2026年第3号"]),
        "it is said before the undo"
    );
    office.call("undo", json!({}));
    office.call("undo", json!({}));
    visit(&mut office, 26, "李四海", "桥面裂了");
    let (_, pages) = print(&mut office, json!({}));
    let all = pages.concat();
    assert!(
        all.contains("第2号至第3号作废"),
        "the gap between 1 and 4 is explained: {all}"
    );
    assert!(all.contains("李四海"), "beside what came after: {all}");
}
