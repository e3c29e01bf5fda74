//! Forms on paper, by the commands that every host calls.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use scenarios::{Office, fixture, pdf_text};
use serde_json::{Value, json};

const HAND_MADE: [&str; 5] = ["deputy_form", "structure", "sign_in", "poster", "notice"];

fn print(office: &mut Office, mut request: Value) -> (Value, String) {
    let path = office.path("打印.pdf");
    request["out"] = json!({"path": path.display().to_string()});
    let report = office.call("print", request);
    let text = pdf_text(&path);
    (report, text)
}

/// Text without the spaces that readers put between columns and spread names.
fn plain(text: &str) -> String {
    text.split_whitespace().collect()
}

fn set(office: &mut Office, id: &str, values: Value) {
    office.call(
        "save",
        json!({"register": "roster", "id": id, "values": values}),
    );
}

#[test]
fn every_form_prints_on_the_first_day_blank_and_with_nobody() {
    let mut office = Office::founded();
    let forms = office.call("forms", json!({}));
    // A paper of one matter is filled from that matter; with nobody there it is printed blank.
    let keys: Vec<(String, bool)> = forms
        .as_array()
        .unwrap()
        .iter()
        .map(|it| {
            let needs = it["needs"].as_array();
            let of_one = needs.is_some_and(|all| all.iter().any(|need| need == "record"));
            (it["key"].as_str().unwrap().to_owned(), !of_one)
        })
        .collect();
    let hand_made = HAND_MADE.iter().map(|key| (key.to_string(), true));
    for (key, of_nobody) in hand_made.chain(keys) {
        for blank in [true, false] {
            if !blank && !of_nobody {
                continue;
            }
            let all = forms.as_array().unwrap();
            let form = all
                .iter()
                .find(|it| it["key"] == key)
                .expect("it is offered");
            let takes = form["takes"].as_array().unwrap();
            if blank && !takes.contains(&json!("blank")) {
                let refused = office.refused("print", json!({"form": key, "blank": true}));
                assert!(refused.message.contains("不能按空白表来印"), "{refused}");
                continue;
            }
            let (report, _) = print(&mut office, json!({"form": key, "blank": blank}));
            assert!(
                report["pages"].as_u64().unwrap() >= 1,
                "{key} has a page, blank or not"
            );
            assert_eq!(report["missing"], json!([]), "{key} prints every character");
        }
    }
    let refused = office.refused("print", json!({"form": "没有"}));
    assert!(
        refused.message.contains("没有“没有”这个表"),
        "{}",
        refused.message
    );
}

#[test]
fn a_register_card_says_all_that_is_known_and_a_poster_only_what_is_public() {
    let mut office = Office::founded();
    office.import("roster", &fixture("代表名册-两行表头.xlsx"));
    let row = office.rows("roster").remove(0);
    let (id, name) = (
        row["id"].as_str().unwrap().to_owned(),
        row["values"]["name"].as_str().unwrap().to_owned(),
    );
    set(
        &mut office,
        &id,
        json!({
            "former_name": "丁䶮㛃",
            "id_number": "",
            "phone": "13912345678",
            "public_phone": "0314-7123456",
            "address": "西沟村三组十七号",
            "resume": "1998年参加工作。",
            "introduction": "扎根基层二十年。",
            "promise": "每年办三件实事。",
            "marks": "基层代表",
        }),
    );
    let (report, card) = print(&mut office, json!({"form": "deputy_form", "deputy": name}));
    assert_eq!(report["pages"], 2, "one deputy takes two pages");
    let card = plain(&card);
    for words in [
        &*name,
        "丁䶮㛃",
        "13912345678",
        "西沟村三组十七号",
        "1998年参加工作。",
        "每年办三件实事。",
        "代表证号",
        "主席团",
    ] {
        assert!(card.contains(words), "the card says {words}: {card}");
    }
    let (_, poster) = print(&mut office, json!({"form": "poster", "record": id}));
    assert!(
        !plain(&poster).contains("扎根基层"),
        "what the deputy says of himself stands there where it is asked for"
    );
    let request = json!({"form": "poster", "record": id, "entries": {"introduction": "是"}});
    let (_, poster) = print(&mut office, request);
    let poster = plain(&poster);
    for words in [&*name, "0314-7123456", "扎根基层二十年。"] {
        assert!(poster.contains(words), "the poster says {words}: {poster}");
    }
    for secret in ["13912345678", "西沟村三组", "1998年"] {
        assert!(
            !poster.contains(secret),
            "the poster keeps {secret} to itself"
        );
    }
}

/// Pictures in the PDF printed last: width and height in dots.
fn pictures(office: &Office) -> Vec<(u32, u32)> {
    let listed = std::process::Command::new("pdfimages")
        .arg("-list")
        .arg(office.path("打印.pdf"))
        .output()
        .unwrap();
    let lines = String::from_utf8_lossy(&listed.stdout).into_owned();
    let figure = |line: &str, at: usize| line.split_whitespace().nth(at)?.parse().ok();
    lines
        .lines()
        .skip(2)
        .filter_map(|line| Some((figure(line, 3)?, figure(line, 4)?)))
        .collect()
}

#[test]
fn a_portrait_stands_on_the_card_and_a_photo_of_a_meeting_does_not() {
    let mut office = Office::founded();
    let saved = office.call(
        "save",
        json!({"register": "roster", "values": {"姓名": "丁霞华", "代表层级": "乡镇"}}),
    );
    let id = saved["id"].clone();
    let mut attach = |name: &str, width: u32, height: u32, sort: &str| {
        let path = office.path(name);
        image::RgbImage::from_pixel(width, height, image::Rgb([120, 140, 160]))
            .save(&path)
            .unwrap();
        office.call(
            "attach",
            json!({"register": "roster", "id": id, "sort": sort,
                   "file": {"path": path.display().to_string()}}),
        );
        print(&mut office, json!({"form": "deputy_form", "record": id}));
        pictures(&office)
    };
    assert_eq!(
        attach("会场.png", 1200, 800, "照片"),
        [],
        "a meeting is no portrait"
    );
    let shown = attach("本人.png", 500, 700, "登记照");
    assert_eq!(shown.len(), 1, "one photo on the card: {shown:?}");
    assert!(shown[0].0 < shown[0].1, "it stands upright");
}

#[test]
fn figures_of_structure_are_those_of_the_paper_and_open_their_people() {
    let mut office = Office::founded();
    office.import("roster", &fixture("代表名册-两行表头.xlsx"));
    let table = office.call("structure", json!({}));
    let total = table["total"].as_u64().unwrap();
    let groups = table["groups"].as_array().unwrap();
    let apart = groups.iter().find(|it| it["key"] == "apart").unwrap();
    let sum = |group: &Value| -> u64 {
        let lines = group["lines"].as_array().unwrap();
        lines.iter().map(|it| it["count"].as_u64().unwrap()).sum()
    };
    assert_eq!(
        total + sum(apart),
        62,
        "everybody is counted or named apart"
    );
    for group in groups {
        let key = group["key"].as_str().unwrap();
        if !["apart", "grassroots"].contains(&key) {
            assert_eq!(sum(group), total, "{key} shares everybody out");
        }
        for line in group["lines"].as_array().unwrap() {
            let people = office.call(
                "structure_people",
                json!({"block": key, "line": line["key"]}),
            );
            let count = people["rows"].as_array().unwrap().len() as u64;
            assert_eq!(
                line["count"], count,
                "{key} {} opens its people",
                line["title"]
            );
        }
    }
    let (report, paper) = print(&mut office, json!({"form": "structure"}));
    assert_eq!(report["pages"], 1, "the table stands on one page");
    let paper = plain(&paper);
    assert!(paper.contains(&format!("本级代表总数{total}人")), "{paper}");
}

#[test]
fn a_sign_in_sheet_names_those_who_should_come() {
    let mut office = Office::founded();
    office.import("roster", &fixture("代表名册-两行表头.xlsx"));
    let (_, sheet) = print(
        &mut office,
        json!({"form": "sign_in", "sections": "group",
               "entries": {"title": "第六次会议", "place": "三楼会议室", "lines": "3"}}),
    );
    let sheet = plain(&sheet);
    for row in office.rows("roster") {
        let name = row["values"]["name"].as_str().unwrap();
        assert!(sheet.contains(name), "{name} is on the sheet");
    }
    for words in ["第六次会议", "三楼会议室", "应到62人"] {
        assert!(sheet.contains(words), "{words}");
    }
}

#[test]
fn a_notice_is_an_official_letter() {
    let mut office = Office::founded();
    let (report, letter) = print(
        &mut office,
        json!({"form": "notice", "entries": {
            "title": "关于开展代表接待选民日活动的通知", "addressee": "各代表小组",
            "body": "现将有关事项通知如下。\n一、时间\n2026年11月26日。",
            "date": "2026-11-20", "head": "是", "copies": "镇党委"}}),
    );
    let letter = plain(&letter);
    for words in [
        "北营房镇人民代表大会主席团",
        "关于开展代表接待选民日活动的通知",
        "各代表小组：",
        "2026年11月20日",
        "抄送：镇党委。",
    ] {
        assert!(letter.contains(words), "the letter says {words}: {letter}");
    }
    let wanted: Vec<&str> = report["substituted"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["wanted"].as_str().unwrap())
        .collect();
    assert!(
        wanted.is_empty() || wanted.contains(&"仿宋") || wanted.contains(&"方正小标宋"),
        "faces that stand in are told: {wanted:?}"
    );
}

#[test]
fn any_record_prints_on_a_paper_of_its_own_filled_and_blank() {
    let mut office = Office::founded();
    office.import("roster", &fixture("代表名册-两行表头.xlsx"));
    office.import("receptions", &fixture("接待登记-2023.xlsx"));
    let row = office.rows("receptions").remove(0);
    let (id, values) = (row["id"].clone(), row["values"].clone());
    let forms = office.call("forms", json!({}));
    let single = |register: &str| -> Vec<String> {
        let forms = forms.as_array().unwrap().iter();
        let own = forms.filter(|it| it["register"] == register && it["single"] == true);
        own.map(|it| it["key"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(single("receptions"), ["receptions_record"]);
    assert!(
        single("roster").is_empty(),
        "a deputy has the 代表登记表 of the offices"
    );

    let (report, paper) = print(
        &mut office,
        json!({"form": "receptions_record", "record": id}),
    );
    assert!(
        report["pages"].as_u64().unwrap() <= 2,
        "one visitor on one sheet of paper"
    );
    let paper = plain(&paper);
    for key in ["visitor", "content", "deputies"] {
        let text = plain(values[key].as_str().unwrap());
        assert!(paper.contains(&text), "{key} {text} stands on it: {paper}");
    }
    assert!(paper.contains("来访人"), "so do the labels: {paper}");
    assert!(paper.contains("填表人："), "and room to sign");

    let (report, blank) = print(
        &mut office,
        json!({"form": "receptions_record", "blank": true}),
    );
    let blank = plain(&blank);
    assert!(
        report["pages"].as_u64().unwrap() <= 2,
        "one sheet of paper to write on"
    );
    assert!(blank.contains("来访人"), "with its labels: {blank}");
    let visitor = values["visitor"].as_str().unwrap();
    assert!(!blank.contains(visitor), "and nothing of the store");

    let (report, all) = print(
        &mut office,
        json!({"form": "receptions_record", "search": visitor}),
    );
    assert!(
        report["pages"].as_u64().unwrap() >= 1 && plain(&all).contains(visitor),
        "a list prints each of its records so"
    );
    office.call(
        "void_record",
        json!({"register": "receptions", "id": id, "reason": "登记错了"}),
    );
    let (_, voided) = print(
        &mut office,
        json!({"form": "receptions_record", "record": id}),
    );
    assert!(plain(&voided).contains("已作废：登记错了"), "{voided}");
}

#[test]
fn a_printed_list_is_the_list_on_the_screen() {
    let mut office = Office::founded();
    let sheet = office.path("名册.csv");
    let rows = "姓名,性别,民族,出生日期,政治面貌,学历,工作单位及职务,联系电话,代表层级,届次,选区,代表小组\n\
                贾荣刚,男,汉,,群众,本科,村民,13800138000,乡镇,第十九届,第一选区,第一小组\n\
                王秀兰,女,汉,1983-12-05,群众,本科,村民,13900139000,乡镇,第十九届,第一选区,第一小组\n";
    std::fs::write(&sheet, rows).unwrap();
    office.import("roster", &sheet);
    let open = json!({"register": "roster", "unsettled": true, "limit": 10});
    assert_eq!(office.call("list", open)["total"], 1, "one has no birthday");
    let (_, paper) = print(
        &mut office,
        json!({"form": "roster", "unsettled": true, "columns": ["姓名", "年龄"]}),
    );
    let paper = plain(&paper);
    assert!(
        paper.contains("贾荣刚") && !paper.contains("王秀兰"),
        "only what waits: {paper}"
    );
    assert!(
        paper.contains("年龄") && !paper.contains("政治面貌"),
        "the chosen columns: {paper}"
    );
}

/// What a word processor reads in a .docx: its paragraphs.
fn paragraphs(file: &std::path::Path) -> Vec<String> {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(file).unwrap()).unwrap();
    let mut xml = String::new();
    let mut document = archive.by_name("word/document.xml").unwrap();
    std::io::Read::read_to_string(&mut document, &mut xml).unwrap();
    let texts = |paragraph: &str| -> String {
        let runs = paragraph.split("<w:t").skip(1);
        runs.filter_map(|it| Some(it.split_once('>')?.1.split_once("</w:t>")?.0))
            .collect()
    };
    xml.split("<w:p ").skip(1).map(texts).collect()
}

#[test]
fn a_letter_goes_to_wps_as_it_stands_on_paper_and_a_register_does_not() {
    let mut office = Office::founded_on("2026-11-02");
    let day = json!({"register": "reception_days", "values": {"日期": "2026-11-26", "地点": "镇政府一楼"}});
    let id = office.call("save", day)["id"].clone();
    let out = office.path("公告.docx");
    let letter = "一、接待时间。11月26日上午。\n二、接待地点。镇政府一楼。";
    let request = json!({"form": "notice", "entries": {"title": "关于接待选民的公告", "body": letter},
        "out": {"path": out.display().to_string()}});
    let report = office.call("print", request);
    assert_eq!(report["letter"], true, "{report}");
    let said = paragraphs(&out);
    for words in [
        "关于接待选民的公告",
        "一、接待时间。11月26日上午。",
        "北营房镇人大主席团",
        "2026年11月2日",
    ] {
        let found = said.iter().filter(|it| *it == words).count();
        assert_eq!(found, 1, "{words} is a paragraph of its own: {said:?}");
    }
    let out = office.path("名册.docx");
    let request =
        json!({"form": "reception_days", "record": id, "out": {"path": out.display().to_string()}});
    let refused = office.refused("print", request);
    assert!(refused.message.contains("存不成 Word"), "{refused}");
    assert!(!out.exists(), "and nothing is written");
}
