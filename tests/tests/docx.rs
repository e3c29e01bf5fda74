//! Letters for WPS and Word, read as a strict reader does: the parts that ECMA-376 asks for, properties in
//! the order of its schema, 22 lines on a page, titles that break between words, 版记 at the foot.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

use std::io::Read;

use scenarios::Office;
use serde_json::{Value, json};

/// A part of the package.
fn part(file: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(file)).unwrap();
    let mut text = String::new();
    let mut part = archive.by_name(name).unwrap();
    part.read_to_string(&mut text).unwrap();
    text
}

/// The elements of a name, each with the names of its children.
fn children<'a>(xml: &'a str, name: &str) -> Vec<Vec<&'a str>> {
    let (open, close) = (format!("<{name}>"), format!("</{name}>"));
    let each = xml.split(open.as_str()).skip(1);
    each.map(|rest| {
        let inside = rest.split(close.as_str()).next().unwrap();
        let (mut depth, mut names) = (0, Vec::new());
        for tag in inside.split('<').skip(1) {
            let tag = tag.split('>').next().unwrap();
            if tag.starts_with('/') {
                depth -= 1;
                continue;
            }
            if depth == 0 {
                names.push(tag.split([' ', '/']).next().unwrap());
            }
            depth += i32::from(!tag.ends_with('/'));
        }
        names
    })
    .collect()
}

/// CT_PPr, CT_RPr and CT_SectPr of ECMA-376 part 1, as far as letters use them.
const SCHEMA: [(&str, &str); 3] = [
    ("w:pPr", "keepNext framePr pBdr tabs spacing ind jc rPr"),
    ("w:rPr", "rFonts b color spacing sz szCs"),
    (
        "w:sectPr",
        "headerReference footerReference pgSz pgMar cols titlePg docGrid",
    ),
];

fn is_as_the_schema_says(xml: &str) {
    for (name, order) in SCHEMA {
        let order: Vec<String> = order.split(' ').map(|it| format!("w:{it}")).collect();
        for names in children(xml, name) {
            let places: Vec<usize> = names
                .iter()
                .map(|it| {
                    let place = order.iter().position(|known| known == it);
                    place.unwrap_or_else(|| panic!("{name}: {it} is not foreseen"))
                })
                .collect();
            assert!(places.is_sorted(), "{name}: {names:?}");
        }
    }
}

/// Paragraphs with their text.
fn paragraphs(xml: &str) -> Vec<(String, &str)> {
    let text = |paragraph: &str| -> String {
        let runs = paragraph.split("<w:t").skip(1);
        runs.filter_map(|it| Some(it.split_once('>')?.1.split_once("</w:t>")?.0))
            .collect()
    };
    xml.split("<w:p ")
        .skip(1)
        .map(|it| (text(it), it))
        .collect()
}

fn letter(office: &mut Office, mut request: Value) -> Vec<u8> {
    let out = office.path("公文.docx");
    request["out"] = json!({"path": out.display().to_string()});
    office.call("print", request);
    std::fs::read(out).unwrap()
}

fn save(office: &mut Office, register: &str, values: Value) -> Value {
    let saved = office.call("save", json!({"register": register, "values": values}));
    saved["id"].clone()
}

#[test]
fn every_letter_is_as_the_schema_says() {
    let mut office = Office::founded_on("2026-11-25");
    save(
        &mut office,
        "roster",
        json!({"姓名": "曹娟", "代表层级": "乡镇"}),
    );
    let suggestion = json!({"标题": "关于在前苇塘村口增设校车停靠点的建议", "情况和问题": "请增设。",
        "领衔代表": "曹娟", "提交日期": "2026-10-12", "提出时间": "闭会期间"});
    let suggestion = save(&mut office, "suggestions", suggestion);
    let scope = json!({"from": "2026-10-01", "to": "2026-10-31"});
    let summary = office.call("draft_report", json!({"scope": scope, "again": false}));
    let body = "一、时间\n（一）上午。11月26日上午9时。\n各代表小组要组织好。";
    let requests = [
        json!({"form": "notice", "entries": {"title": "关于开展11月份代表接待选民日活动和代表联络站开放日活动的通知",
            "addressee": "各代表小组", "body": body, "head": "是", "number": "北人大〔2026〕5号", "seal": "是",
            "remark": "联系人：王秀兰", "copies": "县人大常委会办公室。"}}),
        json!({"form": "notice", "blank": true}),
        json!({"form": "reply_letter", "record": suggestion}),
        json!({"form": "reply_letter", "blank": true}),
        json!({"form": "summary_letter", "record": summary["id"]}),
    ];
    for request in requests {
        let file = letter(&mut office, request.clone());
        for name in ["[Content_Types].xml", "_rels/.rels", "word/styles.xml"] {
            assert!(!part(&file, name).is_empty(), "{request}: {name}");
        }
        let document = part(&file, "word/document.xml");
        is_as_the_schema_says(&document);
        assert!(
            document.contains("w:linePitch=\"579\""),
            "{request}: 22 lines"
        );
        let relations = part(&file, "word/_rels/document.xml.rels");
        for footer in document.split("<w:footerReference").skip(1) {
            let id = footer
                .split("r:id=\"")
                .nth(1)
                .unwrap()
                .split('"')
                .next()
                .unwrap();
            assert!(relations.contains(&format!("\"{id}\"")), "{request}: {id}");
        }
    }
}

#[test]
fn a_title_breaks_between_words_and_copies_stand_at_the_foot() {
    let mut office = Office::founded_on("2026-11-25");
    let title = "关于组织开展2026年下半年乡镇人大代表接待选民活动的通知";
    let request = json!({"form": "notice", "entries": {"title": title, "addressee": "各代表小组",
        "body": "请认真组织。", "copies": "县人大常委会办公室。"}});
    let file = letter(&mut office, request);
    let document = part(&file, "word/document.xml");
    let all = paragraphs(&document);
    let lines: Vec<&str> = all
        .iter()
        .map(|it| it.0.as_str())
        .filter(|it| !it.is_empty() && title.contains(it))
        .collect();
    assert!(lines.len() > 1 && lines.concat() == title, "{lines:?}");
    for word in [
        "乡镇",
        "人大代表",
        "接待",
        "选民",
        "活动",
        "通知",
        "组织",
        "2026年",
    ] {
        let count = |text: &str| text.matches(word).count();
        let kept: usize = lines.iter().map(|it| count(it)).sum();
        assert_eq!(kept, count(title), "{word} is whole: {lines:?}");
    }
    let framed: Vec<&(String, &str)> = all
        .iter()
        .filter(|it| it.1.contains("<w:framePr"))
        .collect();
    assert_eq!(framed.len(), 2, "抄送 and 印发 in one frame");
    assert!(
        framed[0].0.starts_with("抄送：县人大常委会办公室。"),
        "{framed:?}"
    );
    assert!(!framed[0].0.contains("。。"), "{framed:?}");
    for (_, paragraph) in framed {
        for said in [
            "w:vAnchor=\"margin\"",
            "w:yAlign=\"bottom\"",
            "w:w=\"8844\"",
        ] {
            assert!(paragraph.contains(said), "{said}: {paragraph}");
        }
    }
    assert!(
        all.last().unwrap().1.contains("<w:framePr"),
        "the letter ends with it"
    );
}
