//! Files attached to records: reduced, encrypted, found again, and refused with a sentence.
#![allow(clippy::expect_used, reason = "a test says what it expects")]

use std::path::Path;

use base64::Engine;
use image::{GenericImageView, ImageFormat, RgbImage};
use scenarios::Office;
use serde_json::{Value, json};

fn deputy(office: &mut Office) -> Value {
    office.call(
        "save",
        json!({"register": "roster", "values": {"姓名": "丁霞华"}}),
    )["id"]
        .clone()
}

fn photo(office: &Office, name: &str, width: u32, height: u32) -> String {
    let path = office.path(name);
    RgbImage::from_fn(width, height, |x, y| {
        image::Rgb([(x % 251) as u8, (y % 239) as u8, 120])
    })
    .save_with_format(
        &path,
        ImageFormat::from_path(&path).expect("a known ending"),
    )
    .expect("written");
    path.display().to_string()
}

fn file(office: &Office, name: &str, content: &[u8]) -> String {
    let path = office.path(name);
    std::fs::write(&path, content).expect("written");
    path.display().to_string()
}

fn attach(id: &Value, path: &str, more: Value) -> Value {
    let mut request = json!({"register": "roster", "id": id, "file": {"path": path}});
    if let (Some(request), Some(more)) = (request.as_object_mut(), more.as_object()) {
        request.extend(more.clone());
    }
    request
}

fn on_record(office: &mut Office, id: &Value) -> Vec<Value> {
    let record = office.call("record", json!({"register": "roster", "id": id}));
    record["attachments"].as_array().cloned().expect("a list")
}

fn contents(office: &Office) -> usize {
    let folder = office.store().join("attachments");
    std::fs::read_dir(folder).map_or(0, |it| it.count())
}

#[test]
fn a_photo_is_reduced_shown_and_taken_back() {
    let mut office = Office::founded();
    let id = deputy(&mut office);
    let before = office.digest();
    let path = photo(&office, "接待现场.png", 3000, 2000);
    let done = office.call(
        "attach",
        attach(&id, &path, json!({"place": "第3盒第12页"})),
    );
    assert_eq!(done["title"], "代表 丁霞华：附上照片 接待现场.png");
    let shown = &on_record(&mut office, &id)[0];
    assert_eq!(shown["sort"], "照片", "told by its content");
    assert_eq!(shown["place"], "第3盒第12页");
    assert_eq!(shown["here"], true);
    let content = office.call("attachment", json!({"id": done["id"]}));
    let data = content["data"].as_str().expect("for display");
    let bytes = base64::engine::general_purpose::STANDARD
        .decode(data.trim_start_matches("data:image/png;base64,"))
        .expect("base64");
    let size = image::load_from_memory(&bytes)
        .expect("a picture")
        .dimensions();
    assert_eq!(size, (2000, 1333), "no longer than 2000 points");
    let again = office.refused("attach", attach(&id, &path, json!({})));
    assert!(again.message.contains("已经附在"), "{again}");
    office.call("undo", json!({}));
    assert_eq!(on_record(&mut office, &id), Vec::<Value>::new());
    assert_eq!(office.digest(), before, "as before");
    office.call("redo", json!({}));
    assert_eq!(
        on_record(&mut office, &id)[0]["here"],
        true,
        "also its content"
    );
}

#[test]
fn a_portrait_has_two_inches_and_a_file_comes_out_as_it_went_in() {
    let mut office = Office::founded();
    let id = deputy(&mut office);
    let path = photo(&office, "证件照.jpg", 1200, 1200);
    let done = office.call("attach", attach(&id, &path, json!({"sort": "登记照"})));
    assert!(
        done["bytes"].as_u64().is_some_and(|it| it <= 200 << 10),
        "at most 200 KB: {done}"
    );
    let text = "会议记录，一字不改".as_bytes();
    let path = file(&office, "记录.docx", text);
    let done = office.call("attach", attach(&id, &path, json!({})));
    let out = office.path("取出.docx");
    let given = office.call(
        "attachment",
        json!({"id": done["id"], "out": {"path": out.display().to_string()}}),
    );
    assert_eq!(given["data"], Value::Null, "nothing to show");
    assert_eq!(std::fs::read(&out).expect("written"), text, "byte for byte");
    office.call(
        "save",
        json!({"register": "attachment", "id": done["id"], "values": {"place": "第1盒第2页"}}),
    );
    office.call(
        "void_record",
        json!({"register": "attachment", "id": done["id"], "reason": "附错了"}),
    );
    let shown = &on_record(&mut office, &id)[1];
    assert_eq!(shown["voided"], "附错了", "it stays to be seen");
    assert_eq!(shown["place"], "第1盒第2页");
    let history = office.call("history", json!({"register": "roster", "id": id}));
    let lines = history["changes"].as_array().expect("lines");
    assert!(
        lines
            .iter()
            .any(|it| it["part"] == "附件 记录.docx" && it["new"] == "附错了"),
        "the record's history tells it: {lines:?}"
    );
    office.reopen();
    assert_eq!(on_record(&mut office, &id).len(), 2, "also after a restart");
}

#[test]
fn hostile_files_get_a_sentence_and_leave_nothing_behind() {
    let mut office = Office::founded();
    let id = deputy(&mut office);
    let before = office.digest();
    let mut bomb = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    bomb.extend(100_000_u32.to_be_bytes());
    bomb.extend(100_000_u32.to_be_bytes());
    bomb.extend([8, 6, 0, 0, 0, 0, 0, 0, 0]);
    let huge = vec![7_u8; (50 << 20) + 1];
    let cases: [(&str, &[u8], Value, &str); 7] = [
        ("空.jpg", b"", json!({}), "空文件"),
        ("炸弹.png", &bomb, json!({}), "图片“炸弹.png”"),
        (
            "半张.jpg",
            b"\xff\xd8\xff\xe0\0\x10JFIF",
            json!({}),
            "打不开",
        ),
        ("大.zip", &huge, json!({}), "附件最多 50 兆"),
        (
            "文档.pdf",
            b"%PDF-1.4",
            json!({"sort": "登记照"}),
            "不是 JPG 或 PNG",
        ),
        (
            "手机.heic",
            b"\0\0\0\x18ftypheic",
            json!({"sort": "照片"}),
            "不是 JPG 或 PNG",
        ),
        (
            "随便.txt",
            b"x",
            json!({"sort": "视频"}),
            "没有“视频”这一类",
        ),
    ];
    for (name, content, more, word) in cases {
        let path = file(&office, name, content);
        let refused = office.refused("attach", attach(&id, &path, more));
        assert!(refused.message.contains(word), "{name}: {refused}");
    }
    let folder = office.path("");
    let refused = office.refused(
        "attach",
        attach(&id, &folder.display().to_string(), json!({})),
    );
    assert!(
        !refused.message.is_empty(),
        "a folder is no file: {refused}"
    );
    assert_eq!(contents(&office), 0, "nothing half written");
    assert_eq!(office.digest(), before, "nothing changed");
    let voided = json!({"register": "roster", "id": id, "reason": "调离"});
    office.call("void_record", voided);
    let path = file(&office, "信.txt", b"x");
    let refused = office.refused("attach", attach(&id, &path, json!({})));
    assert!(refused.message.contains("已作废"), "{refused}");
    assert_eq!(contents(&office), 0, "no content without a record");
}

#[test]
fn a_check_notices_a_missing_and_a_damaged_content() {
    let mut office = Office::founded();
    let id = deputy(&mut office);
    for name in ["甲.txt", "乙.txt"] {
        let path = file(&office, name, name.as_bytes());
        office.call("attach", attach(&id, &path, json!({})));
    }
    assert_eq!(office.call("check", json!({"deep": true}))["ok"], true);
    let folder = office.store().join("attachments");
    let first = blake3::hash("甲.txt".as_bytes()).to_hex();
    let second = blake3::hash("乙.txt".as_bytes()).to_hex();
    std::fs::remove_file(folder.join(first.as_str())).expect("removed");
    std::fs::write(folder.join(second.as_str()), b"x").expect("damaged");
    let problems = office.call("check", json!({"deep": true}))["problems"].to_string();
    assert!(
        problems.contains("附件“甲.txt”的内容不在本机"),
        "{problems}"
    );
    assert!(problems.contains("已损坏"), "{problems}");
    let attachments = on_record(&mut office, &id);
    assert_eq!(attachments[0]["here"], false, "the page says so too");
    let refused = office.refused("attachment", json!({"id": attachments[0]["id"]}));
    assert!(refused.message.contains("附件不在本机"), "{refused}");
    // Attached anew, it is repaired.
    office.call(
        "void_record",
        json!({"register": "attachment", "id": attachments[0]["id"], "reason": "重新附"}),
    );
    let path = office.path("甲.txt");
    assert!(Path::new(&path).exists());
    office.call(
        "attach",
        attach(&id, &path.display().to_string(), json!({})),
    );
    assert_eq!(on_record(&mut office, &id)[2]["here"], true);
}
