//! Files between PCs, as the people of an office do it: a village station's PC and a second PC are
//! let in, packages go to and fro on a stick, and what is not theirs to write stays out.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests stand outside test functions"
)]

use std::path::{Path, PathBuf};

use scenarios::{Office, pdf_text};
use serde_json::{Value, json};

const OFFICE: &str = "北营房镇人大主席团";

/// A file reference as hosts give it.
fn file(path: &Path) -> Value {
    json!({ "path": path.display().to_string() })
}

/// An office with a village station, a deputy with a telephone, and the stick.
struct Township {
    office: Office,
    stick: tempfile::TempDir,
}

impl Township {
    fn new() -> Self {
        let mut office = Office::founded_on("2026-03-05");
        for name in ["苇塘村联络站", "三道河村联络站"] {
            office.save("stations", json!({"站点名称": name, "类别": "代表联络站"}));
        }
        office.save(
            "stations",
            json!({"站点名称": "镇代表之家", "类别": "代表之家"}),
        );
        office.save(
            "roster",
            json!({"姓名": "王秀兰", "联系电话": "13900000001", "选区": "第1选区"}),
        );
        Self {
            office,
            stick: tempfile::tempdir().expect("a stick"),
        }
    }

    fn on_stick(&self, name: &str) -> PathBuf {
        self.stick.path().join(name)
    }

    /// A PC asks, is let in and joins.
    fn let_in(&mut self, name: &str, kind: &str, station: Option<&str>) -> Office {
        let mut pc = Office::absent();
        let (asked, answer) = (
            self.on_stick(&format!("{name}.rdj")),
            self.on_stick(&format!("{name}.rdx")),
        );
        let request = pc.call("ask_to_join", json!({"name": name, "out": file(&asked)}));
        let mut enrol = json!({"file": file(&asked), "kind": kind, "out": file(&answer)});
        if let Some(station) = station {
            enrol["station"] = json!(station);
        }
        let enrolled = self.office.call("enrol_device", enrol);
        assert_eq!(
            enrolled["fingerprint"], request["fingerprint"],
            "both sides read the same characters"
        );
        let joined = pc.call("join_by_answer", json!({"file": file(&answer)}));
        assert_eq!(joined["office"], OFFICE);
        pc.on("2026-03-05");
        pc
    }

    fn station(&mut self) -> Office {
        self.let_in("苇塘村电脑", "station", Some("苇塘村联络站"))
    }

    /// What a PC has for the office.
    fn package(&self, from: &mut Office, name: &str) -> PathBuf {
        let path = self.on_stick(name);
        from.call(
            "export_package",
            json!({"to": [OFFICE], "out": file(&path)}),
        );
        path
    }
}

fn visit(who: &str, content: &str) -> Value {
    json!({"来访人": who, "反映内容": content, "联系电话": "13900000002",
           "接待时间": "2026-03-05", "接待代表": "王秀兰"})
}

fn names(office: &mut Office, register: &str, field: &str) -> Vec<String> {
    let rows = office.rows(register);
    let mut names: Vec<String> = rows
        .iter()
        .map(|it| it["values"][field].as_str().unwrap_or_default().to_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn a_village_sees_the_published_and_sends_its_own() {
    let mut it = Township::new();
    it.office
        .save("receptions", visit("镇上来的", "排水沟堵了"));
    let mut village = it.station();
    assert_eq!(names(&mut village, "roster", "name"), ["王秀兰"]);
    let deputy = village.rows("roster").remove(0);
    assert_eq!(
        deputy["values"].get("phone"),
        None,
        "a telephone that is not its own stays in the township"
    );
    assert!(
        village.rows("receptions").is_empty(),
        "the township's own book stays there"
    );
    village.save("receptions", visit("王老四", "路灯不亮"));
    let row = village.rows("receptions").remove(0);
    assert_eq!(
        row["values"]["station"], "苇塘村联络站",
        "its book is its station's"
    );
    let refused = village.refused(
        "save",
        json!({"register": "roster", "values": {"姓名": "冒名"}}),
    );
    assert!(refused.message.contains("村站"), "{refused}");

    let package = it.package(&mut village, "苇塘.rdx");
    let before = it.office.digest();
    let preview = it
        .office
        .call("preview_package", json!({"file": file(&package)}));
    assert_eq!(it.office.digest(), before, "a look changes nothing");
    assert_eq!(
        (&preview["new"], &preview["already"]),
        (&json!(1), &json!(false))
    );
    let applied = it
        .office
        .call("apply_package", json!({"file": file(&package)}));
    assert_eq!(applied["records"], preview["records"], "as it was shown");
    assert_eq!(
        names(&mut it.office, "receptions", "visitor"),
        ["王老四", "镇上来的"]
    );
    let again = it
        .office
        .call("apply_package", json!({"file": file(&package)}));
    assert_eq!(again["already"], true, "said again without harm");
    assert_eq!(it.office.rows("receptions").len(), 2);
}

#[test]
fn a_package_goes_out_again_exactly_and_comes_back() {
    let mut it = Township::new();
    let mut village = it.station();
    let before = it.office.digest();
    village.save("receptions", visit("王老四", "路灯不亮"));
    let package = it.package(&mut village, "苇塘.rdx");
    let take = json!({"file": file(&package)});
    it.office.call("apply_package", take.clone());
    let with = it.office.digest();
    assert_ne!(with, before);
    it.office.call("undo_package", json!({}));
    assert_eq!(it.office.digest(), before, "as it was before");
    let checked = it.office.call("check", json!({"deep": true}));
    assert_eq!(checked["ok"], true, "{checked}");
    it.office.call("apply_package", take.clone());
    assert_eq!(it.office.digest(), with);
    // Something was built on it: exactly is not possible any more.
    it.office.save("receptions", visit("后来的", "路面破损"));
    let refused = it.office.refused("undo_package", json!({}));
    assert!(refused.message.contains("又有新的登记"), "{refused}");
}

#[test]
fn two_pcs_of_the_office_see_everything_and_come_to_the_same() {
    let mut it = Township::new();
    let mut village = it.station();
    let mut second = it.let_in("办公室第二台", "pc", None);
    assert_eq!(second.digest(), it.office.digest(), "everything came");
    let deputy = second.rows("roster").remove(0);
    assert_eq!(deputy["values"]["phone"], "13900000001");
    village.save("receptions", visit("王老四", "路灯不亮"));
    second.save("receptions", visit("第二台登记", "井盖丢失"));
    it.office
        .save("receptions", visit("第一台登记", "垃圾清运"));
    // The village has not heard of the second PC yet.
    let news = it.on_stick("零.rdx");
    it.office.call(
        "export_package",
        json!({"to": ["苇塘村电脑"], "out": file(&news)}),
    );
    village.call("apply_package", json!({"file": file(&news)}));
    // The village's package reaches the second PC first, and the office by way of it.
    let to_second = it.on_stick("一.rdx");
    village.call(
        "export_package",
        json!({"to": ["办公室第二台", OFFICE], "out": file(&to_second)}),
    );
    second.call("apply_package", json!({"file": file(&to_second)}));
    let passed_on = it.package(&mut second, "二.rdx");
    let report = it
        .office
        .call("apply_package", json!({"file": file(&passed_on)}));
    assert_eq!(report["new"], 2, "{report}");
    let back = it.on_stick("三.rdx");
    it.office.call(
        "export_package",
        json!({"to": ["办公室第二台"], "out": file(&back)}),
    );
    second.call("apply_package", json!({"file": file(&back)}));
    assert_eq!(second.digest(), it.office.digest());
    let own = it
        .office
        .call("apply_package", json!({"file": file(&to_second)}));
    assert_eq!(
        own["already"], true,
        "the village's own package brings nothing new"
    );
    let numbers: Vec<Value> = second
        .rows("receptions")
        .iter()
        .map(|row| row["values"]["series"].clone())
        .collect();
    assert_eq!(numbers.len(), 3, "{numbers:?}");
}

#[test]
fn what_was_written_after_it_was_put_out_is_refused_and_listed() {
    let mut it = Township::new();
    let mut village = it.station();
    village.save("receptions", visit("以前的", "路灯不亮"));
    let package = it.package(&mut village, "一.rdx");
    it.office
        .call("apply_package", json!({"file": file(&package)}));
    it.office.call(
        "revoke_device",
        json!({"device": "苇塘村电脑", "reason": "电脑丢失"}),
    );
    let late = village.save("receptions", visit("以后的", "路面破损"));
    let package = it.package(&mut village, "二.rdx");
    let report = it
        .office
        .call("apply_package", json!({"file": file(&package)}));
    assert_eq!(report["new"], 0);
    let refused = report["refused"].as_array().expect("a list");
    assert!(!refused.is_empty());
    assert_eq!(refused[0]["register"], "receptions");
    assert_eq!(refused[0]["id"], late);
    let reason = refused[0]["reason"].as_str().unwrap_or_default();
    assert!(reason.contains("停用"), "{reason}");
    assert_eq!(names(&mut it.office, "receptions", "visitor"), ["以前的"]);
    let devices = it.office.call("devices", json!({}));
    let lines = devices["devices"].as_array().expect("a list");
    let gone = lines
        .iter()
        .find(|it| it["name"] == "苇塘村电脑")
        .expect("is there");
    assert_eq!(
        (&gone["revoked"], &gone["reason"]),
        (&json!(true), &json!("电脑丢失"))
    );
    // The second PC hears of it with the next package, and refuses as well.
    let mut second = it.let_in("办公室第二台", "pc", None);
    let path = it.on_stick("三.rdx");
    village.call(
        "export_package",
        json!({"to": [OFFICE], "out": file(&path)}),
    );
    let refused = second.refused("apply_package", json!({"file": file(&path)}));
    assert!(refused.message.contains("不是发给本机"), "{refused}");
}

#[test]
fn an_edit_on_each_side_keeps_both_until_a_person_decides() {
    let mut it = Township::new();
    let mut second = it.let_in("办公室第二台", "pc", None);
    let id = it.office.rows("roster")[0]["id"].clone();
    it.office
        .edit("roster", &id, json!({"出生日期": "1970-01-01"}));
    second.edit("roster", &id, json!({"出生日期": "1970-01-02"}));
    let package = it.package(&mut second, "一.rdx");
    let report = it
        .office
        .call("apply_package", json!({"file": file(&package)}));
    assert_eq!(report["conflicts"], 1, "{report}");
    let fields = report["records"][0]["fields"].as_array().expect("fields");
    assert!(fields.iter().any(|it| it["conflict"] == true), "{fields:?}");
}

#[test]
fn unusually_much_stops_until_it_is_confirmed() {
    let mut it = Township::new();
    let mut ids = Vec::new();
    for one in "赵钱孙李周吴郑王冯陈".chars() {
        for other in "春夏秋冬梅兰".chars() {
            let name = format!("{one}{other}");
            ids.push(it.office.save("roster", json!({"姓名": name})));
        }
    }
    let mut second = it.let_in("办公室第二台", "pc", None);
    for id in ids.iter().take(40) {
        second.call(
            "void_record",
            json!({"register": "roster", "id": id, "reason": "误"}),
        );
    }
    let package = it.package(&mut second, "一.rdx");
    let before = it.office.digest();
    let preview = it
        .office
        .call("preview_package", json!({"file": file(&package)}));
    assert_eq!(
        preview["alarms"].as_array().map(Vec::len),
        Some(1),
        "{preview}"
    );
    let refused = it
        .office
        .refused("apply_package", json!({"file": file(&package)}));
    assert!(refused.message.contains("作废 40 条"), "{refused}");
    assert_eq!(it.office.digest(), before);
    let report = it.office.call(
        "apply_package",
        json!({"file": file(&package), "anyway": true}),
    );
    assert_eq!(report["voided"], 40);
}

#[test]
fn a_package_is_sent_back_with_a_reason() {
    let mut it = Township::new();
    let mut village = it.station();
    village.save("receptions", visit("王老四", "路灯不亮"));
    let package = it.package(&mut village, "一.rdx");
    let back = it.on_stick("退回.rdx");
    it.office.call(
        "return_package",
        json!({"file": file(&package), "reason": "年份写错了", "out": file(&back)}),
    );
    assert!(
        it.office.rows("receptions").is_empty(),
        "nothing was taken in"
    );
    let report = village.call("preview_package", json!({"file": file(&back)}));
    assert_eq!(report["note"], "年份写错了");
    let packages = it.office.call("packages", json!({}));
    let states: Vec<&str> = packages["packages"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|it| it["state"].as_str())
        .collect();
    assert_eq!(
        states,
        ["returned", "sent", "sent"],
        "back, its answer, the enrolment"
    );
}

#[test]
fn what_is_no_package_says_so() {
    let mut it = Township::new();
    let mut village = it.station();
    let junk = it.on_stick("名册.rdx");
    std::fs::write(&junk, "不是数据包").expect("writes");
    let empty = it.on_stick("空.rdx");
    std::fs::write(&empty, "").expect("writes");
    let gone = it.on_stick("没有.rdx");
    for (path, says) in [
        (&junk, "不是数据包"),
        (&empty, "不是数据包"),
        (&gone, "读不出来"),
    ] {
        let refused = village.refused("apply_package", json!({"file": file(path)}));
        assert!(refused.message.contains(says), "{refused}");
    }
    // Another office's package.
    let mut other = Township::new();
    let mut theirs = other.station();
    let package = other.package(&mut theirs, "别的.rdx");
    let refused = it
        .office
        .refused("apply_package", json!({"file": file(&package)}));
    assert!(refused.message.contains("不是发给本机"), "{refused}");
    // A request is not taken twice under another sort, and no stranger can send.
    let asked = it.on_stick("苇塘村电脑.rdj");
    let refused = it.office.refused(
        "enrol_device",
        json!({"file": file(&asked), "kind": "pc", "out": file(&it.on_stick("x.rdx"))}),
    );
    assert!(refused.message.contains("已经以"), "{refused}");
    let refused = village.refused(
        "enrol_device",
        json!({"file": file(&asked), "kind": "pc", "out": file(&it.on_stick("x.rdx"))}),
    );
    assert!(refused.message.contains("主钥匙"), "{refused}");
}

#[test]
fn photographs_go_beside_the_package_and_only_what_the_other_side_lacks() {
    let mut it = Township::new();
    let mut village = it.station();
    let visit_id = village.save("receptions", visit("王老四", "路灯不亮"));
    let photo = village.path("路灯.txt");
    std::fs::write(&photo, "一张照片".repeat(500)).expect("writes");
    village.call(
        "attach",
        json!({"register": "receptions", "id": visit_id, "file": file(&photo)}),
    );
    let path = it.on_stick("一.rdx");
    let made = village.call(
        "export_package",
        json!({"to": [OFFICE], "out": file(&path)}),
    );
    assert_eq!(made["attachments"], 1);
    let volume = it.on_stick("一.a01.rdx");
    assert!(volume.is_file(), "{made}");
    // The volume was forgotten on the way: the record says what is missing.
    let away = it.on_stick("忘了带.rdx");
    std::fs::rename(&volume, &away).expect("renames");
    let report = it
        .office
        .call("apply_package", json!({"file": file(&path)}));
    assert_eq!(
        (&report["attachments"], &report["attachments_missing"]),
        (&json!(0), &json!(1))
    );
    let look = it
        .office
        .call("preview_package", json!({"file": file(&away)}));
    assert_eq!(
        (&look["attachments"], &look["attachments_missing"]),
        (&json!(1), &json!(1)),
        "a look takes nothing"
    );
    assert_eq!(
        look["already"], false,
        "a volume is told apart from one that is here"
    );
    let late = it
        .office
        .call("apply_package", json!({"file": file(&away)}));
    assert_eq!(
        (&late["attachments"], &late["attachments_missing"]),
        (&json!(1), &json!(0))
    );
    let record = it.office.record("receptions", &visit_id);
    let attached = &record["attachments"][0];
    assert_eq!(
        (&attached["name"], &attached["here"]),
        (&json!("路灯.txt"), &json!(true))
    );
    // The office says what it has; the village does not send it again.
    let back = it.on_stick("二.rdx");
    it.office.call(
        "export_package",
        json!({"to": ["苇塘村电脑"], "out": file(&back)}),
    );
    village.call("apply_package", json!({"file": file(&back)}));
    let again = it.on_stick("三.rdx");
    let made = village.call(
        "export_package",
        json!({"to": [OFFICE], "out": file(&again)}),
    );
    assert_eq!(made["attachments"], 0, "{made}");
    assert!(!it.on_stick("三.a01.rdx").exists());
    // With a damaged volume beside it the package goes in and the volume is named.
    std::fs::write(it.on_stick("三.a01.rdx"), "坏的").expect("writes");
    let report = it
        .office
        .call("apply_package", json!({"file": file(&again)}));
    let warnings = report["warnings"].to_string();
    assert!(warnings.contains("三.a01.rdx"), "{warnings}");
}

/// What stands on a paper, without spaces.
fn paper(office: &mut Office, request: &Value) -> String {
    let path = office.path("纸.pdf");
    let mut request = request.clone();
    request["out"] = file(&path);
    let printed = office.call("print", request);
    assert_eq!(printed["missing"], json!([]), "every character is printed");
    pdf_text(&path).split_whitespace().collect()
}

#[test]
fn a_pc_says_that_it_waits_and_what_it_keeps() {
    let mut it = Township::new();
    let mut pc = Office::absent();
    let asked = it.on_stick("申请.rdj");
    let request = json!({"name": "苇塘村电脑", "out": file(&asked)});
    let first = pc.call("ask_to_join", request.clone());
    let status = pc.call("status", json!({}));
    assert_eq!(
        (&status["state"], &status["waiting"]),
        (&json!("open"), &json!("苇塘村电脑"))
    );
    let devices = pc.call("devices", json!({}));
    assert_eq!(devices["fingerprint"], first["fingerprint"]);
    let answer = it.on_stick("答复.rdx");
    it.office.call(
        "enrol_device",
        json!({"file": file(&asked), "kind": "station", "station": "苇塘村联络站", "out": file(&answer)}),
    );
    pc.call("join_by_answer", json!({"file": file(&answer)}));
    let status = pc.call("status", json!({}));
    assert_eq!(
        (&status["waiting"], &status["station"]),
        (&Value::Null, &json!("苇塘村联络站"))
    );
    let keeps = |office: &mut Office, key: &str| {
        let registers = office.call("registers", json!({}));
        let found = registers
            .as_array()
            .expect("a list")
            .iter()
            .find(|it| it["key"] == key)
            .expect("is there");
        found["kept_here"] == true
    };
    assert!(keeps(&mut pc, "receptions"), "its own book");
    assert!(!keeps(&mut pc, "roster"), "the township's roster");
    assert!(keeps(&mut it.office, "roster"));
}

#[test]
fn both_sides_sign_a_paper_with_the_same_characters() {
    let mut it = Township::new();
    let empty = paper(&mut it.office, &json!({"form": "handover"}));
    assert!(
        empty.contains("核对码"),
        "without a package it is written by hand: {empty}"
    );
    let mut village = it.station();
    village.save("receptions", visit("王老四", "路灯不亮"));
    let package = it.package(&mut village, "苇塘.rdx");
    let report = it
        .office
        .call("apply_package", json!({"file": file(&package)}));
    let check = report["receipt"].as_str().expect("characters");
    let request = json!({"form": "handover", "record": report["package"]});
    let (sent, received) = (
        paper(&mut village, &request),
        paper(&mut it.office, &request),
    );
    for text in [&sent, &received] {
        for words in [
            check,
            "苇塘村电脑",
            OFFICE,
            "送交人（签字）",
            "接收人（签字）",
        ] {
            assert!(text.contains(words), "{words} stands on it: {text}");
        }
    }
    assert!(sent.contains("已发出"), "{sent}");
    assert!(
        received.contains("已接收") && received.contains("新增登记1条"),
        "{received}"
    );
    it.office.call("undo_package", json!({}));
    let undone = paper(&mut it.office, &request);
    assert!(undone.contains("接收以后又退出"), "{undone}");
    let refused = it.office.refused(
        "print",
        json!({"form": "handover", "record": "没有", "out": file(&it.on_stick("纸.pdf"))}),
    );
    assert!(refused.message.contains("数据包"), "{refused}");
    // What was refused stands on the paper with its reason.
    it.office
        .call("apply_package", json!({"file": file(&package)}));
    it.office.call(
        "revoke_device",
        json!({"device": "苇塘村电脑", "reason": "电脑丢失"}),
    );
    village.save("receptions", visit("以后的", "路面破损"));
    let late = it.package(&mut village, "二.rdx");
    it.office
        .call("apply_package", json!({"file": file(&late)}));
    let newest = paper(&mut it.office, &json!({"form": "handover"}));
    assert!(newest.contains("停用以后写的没有收"), "{newest}");
}

#[test]
fn the_way_of_a_stick_names_the_pcs_of_the_office() {
    let mut it = Township::new();
    it.station();
    let page = paper(&mut it.office, &json!({"form": "stick_guide"}));
    for words in ["苇塘村联络站", OFFICE, "苇塘村电脑", "安全弹出"] {
        assert!(page.contains(words), "{words} stands on it: {page}");
    }
}

#[test]
fn a_pc_put_back_from_a_copy_comes_back_to_its_own_office_alone() {
    let mut it = Township::new();
    let mut second = it.let_in("办公室第二台", "pc", None);
    let copy = second.call("backup", json!({}))["path"].clone();
    second.call("restore", json!({"file": {"path": copy}}));
    let out = it.on_stick("发不出.rdx");
    let refused = second.refused("export_package", json!({"to": [OFFICE], "out": file(&out)}));
    assert!(refused.message.contains("新的身份"), "{refused}");
    let asked = it.on_stick("再申请.rdj");
    second.call(
        "ask_to_join",
        json!({"name": "办公室第二台新", "out": file(&asked)}),
    );
    let answer = |office: &mut Office, name: &str| {
        let out = it.stick.path().join(name);
        office.call(
            "enrol_device",
            json!({"file": file(&asked), "kind": "pc", "out": file(&out)}),
        );
        out
    };
    let mut other = Township::new();
    let foreign = answer(&mut other.office, "别的.rdx");
    let before = second.digest();
    let refused = second.refused("join_by_answer", json!({"file": file(&foreign)}));
    assert!(refused.message.contains("别的单位"), "{refused}");
    assert_eq!(second.digest(), before, "nothing of another office came in");
    let own = answer(&mut it.office, "自己的.rdx");
    second.call("join_by_answer", json!({"file": file(&own)}));
    assert_eq!(second.digest(), it.office.digest());
}
