//! The command line as scripts and checks call it: shapes, exit statuses, one sentence on refusal.
#![allow(clippy::expect_used, reason = "a test says what it expects")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value, json};

struct Office {
    folder: tempfile::TempDir,
}

struct Answer {
    status: i32,
    json: Value,
    complaint: String,
}

impl Office {
    fn founded() -> Self {
        let it = Self {
            folder: tempfile::tempdir().expect("a folder"),
        };
        let done = it.run(&[
            "init",
            "--office",
            "北营房镇人大主席团",
            "--area",
            "130822101",
            "--term",
            "第十九届",
            "--clerk",
            "王秀兰",
            "--no-password",
        ]);
        assert_eq!(done.status, 0, "founded: {}", done.complaint);
        assert_eq!(
            done.json["office"], "北营房镇人大主席团",
            "names the office"
        );
        let card = done.json["recovery"].as_str().expect("a card");
        let characters = card.chars().filter(|c| !c.is_whitespace()).count();
        assert_eq!(characters, 24, "the recovery card has 24 characters");
        it
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_presidium"));
        command
            .arg("--store")
            .arg(self.path("台账"))
            .arg("--json")
            .args(arguments);
        command
    }

    fn run(&self, arguments: &[&str]) -> Answer {
        answer(
            &self
                .command(arguments)
                .output()
                .expect("the program starts"),
        )
    }

    fn done(&self, arguments: &[&str]) -> Value {
        let answer = self.run(arguments);
        assert_eq!(answer.status, 0, "{arguments:?}: {}", answer.complaint);
        answer.json
    }
}

fn answer(output: &Output) -> Answer {
    let text = String::from_utf8_lossy(&output.stdout);
    let json = if text.trim().is_empty() {
        Value::Null
    } else {
        serde_json::from_str(text.trim()).expect("standard output holds one JSON object")
    };
    Answer {
        status: output.status.code().unwrap_or(-1),
        json,
        complaint: String::from_utf8_lossy(&output.stderr).trim().to_owned(),
    }
}

fn fixture(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../fixtures");
    folder.join(name).display().to_string()
}

#[test]
fn the_main_job_runs_from_sheet_to_paper() {
    let office = Office::founded();
    let roster = fixture("代表名册-两行表头.xlsx");
    let report = office.done(&["import", "roster", &roster]);
    assert_eq!(
        (&report["read"], &report["new"]),
        (&json!(62), &json!(62)),
        "everybody"
    );
    assert_eq!(report["sheet"], "代表名册", "names the sheet");
    assert_eq!(report["header_row"], 4, "and the heading's row");

    let visits = fixture("接待登记-2023.xlsx");
    office.done(&["import", "receptions", &visits]);
    let women = office.done(&["list", "roster", "--where", "性别=女"]);
    assert_eq!(women["total"], 24, "filters by label");
    let first = &women["rows"][0];
    assert!(
        first["姓名"].is_string() && first["民族"].is_string(),
        "rows read like the book"
    );
    let found = office.done(&["list", "roster", "--search", "qiujianchao"]);
    assert!(
        found["total"].as_u64() >= Some(1),
        "surname readings are right"
    );

    let id = first["id"].as_str().expect("an id");
    let saved = office.done(&["set", "roster", id, "联系电话=139 1234 5678"]);
    assert!(saved["operation"].is_string(), "an edit is an operation");
    let history = office.done(&["history", "roster", id]);
    assert_eq!(history["changes"][0]["new"], "13912345678", "newest first");
    assert_eq!(history["changes"][0]["who"], "王秀兰", "who");
    assert_eq!(history["changes"][0]["source"], "命令行", "from where");

    let digest = |office: &Office| office.done(&["check"])["digest"].clone();
    let after = digest(&office);
    let undone = office.done(&["undo"]);
    assert_eq!(undone["undone"], 1, "one field went back");
    assert_ne!(digest(&office), after, "the digest changed");
    office.done(&["redo"]);
    assert_eq!(digest(&office), after, "and came back");
    let operations = office.done(&["operations"]);
    assert!(
        operations["operations"]
            .as_array()
            .is_some_and(|it| it.len() >= 4),
        "listed"
    );

    let out = office.path("名册.pdf").display().to_string();
    let printed = office.done(&["print", "roster", "--out", &out]);
    assert_eq!(printed["missing"], json!([]), "every character prints");
    assert!(printed["pages"].as_u64() >= Some(1), "pages are counted");
    assert!(
        std::fs::read(&out)
            .expect("the file is there")
            .starts_with(b"%PDF-"),
        "a PDF"
    );

    let copy = office.path("导出.xlsx").display().to_string();
    assert_eq!(
        office.done(&["export", "roster", "--out", &copy])["rows"],
        62,
        "exported"
    );
    let again = office.done(&["import", "roster", &copy]);
    assert_eq!(
        again["unchanged"], 62,
        "an export imported changes nothing: {again}"
    );
}

#[test]
fn exit_statuses_keep_the_contract() {
    let office = Office::founded();
    let partly = office.run(&["import", "roster", &fixture("县级模板-含错误.xlsx")]);
    assert_eq!(partly.status, 3, "done in part");
    assert_eq!(
        partly.json["findings"].as_array().map(Vec::len),
        Some(7),
        "the rest is listed"
    );
    let refused = office.run(&["set", "roster", "new", "性别=女"]);
    assert_eq!(refused.status, 1, "cannot be done");
    assert!(
        refused.complaint.contains("姓名"),
        "says what is missing: {}",
        refused.complaint
    );
    assert!(refused.complaint.ends_with('。'), "in one sentence");
    assert_eq!(office.run(&["list"]).status, 2, "wrong usage");
    let unknown = office.run(&["list", "nothing"]);
    assert_eq!(unknown.status, 1, "no such register");
    let missing = office.run(&["import", "roster", "没有这个文件.xlsx"]);
    assert!(
        missing.complaint.contains("没有这个文件"),
        "names the file: {}",
        missing.complaint
    );
    let stranger = office.run(&["--as", "李四", "list", "roster"]);
    assert_eq!(stranger.status, 0, "reading needs no name");
    let stranger = office.run(&["--as", "李四", "set", "groups", "new", "小组名称=甲"]);
    assert!(
        stranger.complaint.contains("李四"),
        "writing does: {}",
        stranger.complaint
    );
}

#[test]
fn a_dry_run_and_a_void_with_its_return() {
    let office = Office::founded();
    let roster = fixture("代表名册-两行表头.xlsx");
    let plan = office.done(&["import", "roster", &roster, "--dry-run"]);
    assert_eq!(plan["operation"], Value::Null, "nothing was done");
    assert_eq!(
        office.done(&["list", "roster"])["total"],
        0,
        "nothing is there"
    );
    let id = office.done(&["set", "groups", "new", "小组名称=第一代表小组"])["id"].clone();
    let id = id.as_str().expect("an id");
    assert_eq!(
        office.run(&["void", "groups", id, "--reason", " "]).status,
        1,
        "needs a reason"
    );
    office.done(&["void", "groups", id, "--reason", "重复登记"]);
    assert_eq!(
        office.done(&["list", "groups"])["total"],
        0,
        "voided ones are left out"
    );
    assert_eq!(
        office.done(&["list", "groups", "--voided"])["total"],
        1,
        "and shown when asked"
    );
    office.done(&["restore-record", "groups", id]);
    assert_eq!(
        office.done(&["list", "groups"])["total"],
        1,
        "it stands again"
    );
}

#[test]
fn a_copy_is_put_back_and_what_it_replaced_is_kept() {
    let office = Office::founded();
    office.done(&["set", "groups", "new", "小组名称=甲组"]);
    let to = office.path("U盘").display().to_string();
    let copy = office.done(&["backup", "--to", &to]);
    office.done(&["set", "groups", "new", "小组名称=乙组"]);
    let restored = office.done(&["restore", copy["path"].as_str().expect("a path")]);
    assert_eq!(restored["digest"], copy["digest"], "the same records");
    assert_eq!(office.done(&["list", "groups"])["total"], 1, "as it was");
    let rescued = PathBuf::from(restored["path"].as_str().expect("a path"));
    assert!(rescued.exists(), "the replaced store is kept");
    office.done(&["set", "groups", "new", "小组名称=丙组"]);
    let deep = office.done(&["check", "--deep"]);
    assert_eq!(deep["problems"], json!([]), "a device of its own writes on");
}

#[test]
fn a_password_opens_and_a_second_process_is_told_who_holds_the_store() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = folder.path().join("台账");
    let password = folder.path().join("口令.txt");
    std::fs::write(&password, "春风又绿江南岸\n").expect("written");
    let run = |password: &Path, arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_presidium"));
        command
            .arg("--store")
            .arg(&store)
            .arg("--password-file")
            .arg(password)
            .arg("--json");
        answer(&command.args(arguments).output().expect("starts"))
    };
    let init = [
        "init",
        "--office",
        "甲镇人大主席团",
        "--area",
        "130822101",
        "--term",
        "第一届",
    ];
    let founded = run(&password, &init);
    assert_eq!(founded.status, 0, "founded under a password");
    assert_eq!(run(&password, &["list", "roster"]).status, 0, "it opens");
    let wrong = folder.path().join("错.txt");
    std::fs::write(&wrong, "不对").expect("written");
    let refused = run(&wrong, &["list", "roster"]);
    assert_eq!(refused.status, 1, "a wrong one does not");
    assert!(
        refused.complaint.contains("口令"),
        "and says so: {}",
        refused.complaint
    );
    let words = founded.json["recovery"].as_str().expect("the card's words");
    let card = folder.path().join("卡.txt");
    std::fs::write(&card, words).expect("written");
    let by_card = run(&card, &["list", "roster"]);
    assert_eq!(
        by_card.status, 0,
        "the card opens as well: {}",
        by_card.complaint
    );

    let mut held = app::App::new(store.clone(), Box::new(app::DiskHost));
    let with = json!({"password": "春风又绿江南岸"});
    held.invoke("unlock", with)
        .expect("this process takes the store");
    let second = run(&password, &["list", "roster"]);
    assert_eq!(second.status, 1, "one process holds a store");
    assert!(
        second.complaint.contains("正"),
        "who holds it is said: {}",
        second.complaint
    );
    drop(held);
    assert_eq!(
        run(&password, &["list", "roster"]).status,
        0,
        "and given back"
    );
}

#[test]
fn a_file_that_is_no_spreadsheet_gets_a_sentence() {
    let office = Office::founded();
    for (name, content) in [
        (
            "网页.xlsx",
            &b"<html><body><table><tr><td>1</td></tr></table></body></html>"[..],
        ),
        ("半截.xlsx", &b"PK\x03\x04\x14\x00"[..]),
        ("空.xls", &b""[..]),
        ("图.ods", &b"\x89PNG\r\n\x1a\n"[..]),
    ] {
        let file = office.path(name);
        std::fs::write(&file, content).expect("written");
        let refused = office.run(&["import", "roster", &file.display().to_string()]);
        assert_eq!(refused.status, 1, "{name} is refused");
        let lines = refused.complaint.lines().count();
        assert_eq!(lines, 1, "{name} in one sentence: {}", refused.complaint);
        assert!(
            refused.complaint.ends_with('。'),
            "{name}: {}",
            refused.complaint
        );
    }
}

#[test]
fn a_list_kept_under_a_name_is_asked_for_by_it() {
    let office = Office::founded();
    office.done(&["import", "roster", &fixture("代表名册-两行表头.xlsx")]);
    let none = office.done(&["views"]);
    assert_eq!(none, json!([]), "none is kept yet");

    // As the pages write it, with an entry that another version wrote.
    let women = json!([["sex", "any_of", "女"]]).to_string();
    let kept = json!([
        {"name": "女代表", "query": {"f": women, "order": "拼音", "down": "1"},
         "columns": {"keys": ["name", "sex"], "widths": {}, "freeze": null}},
        {"called": "别的版本"},
    ]);
    let mut app = app::App::new(office.path("台账"), Box::new(app::DiskHost));
    app.invoke("status", json!({})).expect("opened");
    let preference = json!({"name": "views.roster", "value": kept.to_string()});
    app.invoke("set_preference", preference).expect("kept");
    drop(app);

    let views = office.done(&["views", "roster"]);
    assert_eq!(
        views.as_array().map(Vec::len),
        Some(1),
        "the one that is a view"
    );
    assert_eq!(
        (
            &views[0]["name"],
            &views[0]["register"],
            &views[0]["columns"]
        ),
        (&json!("女代表"), &json!("roster"), &json!(["name", "sex"])),
        "its name, register and columns"
    );
    let shown = office.done(&["list", "roster", "--view", "女代表"]);
    assert_eq!(shown["total"], 24, "as it filters");
    let backwards = office.done(&[
        "list",
        "roster",
        "--where",
        "性别=女",
        "--order",
        "拼音",
        "--descending",
    ]);
    assert_eq!(shown["rows"], backwards["rows"], "in its order");
    let narrowed = office.done(&["list", "roster", "--view", "女代表", "--where", "性别=男"]);
    assert_eq!(narrowed["total"], 0, "conditions add to its own");
    let forwards = office.done(&["list", "roster", "--view", "女代表", "--order", "拼音"]);
    assert_ne!(
        shown["rows"], forwards["rows"],
        "an order stands in place of its own"
    );

    let told = office
        .command(&["list", "roster", "--view", "女代表"])
        .args(["--limit", "1"])
        .output()
        .expect("the program starts");
    assert_eq!(
        answer(&told).json["rows"].as_array().map(Vec::len),
        Some(1),
        "limited"
    );
    let out = office.path("女代表.csv").display().to_string();
    let written = office.done(&["export", "roster", "--view", "女代表", "--out", &out]);
    assert_eq!(written["rows"], 24, "exported as it filters");
    let heading = std::fs::read_to_string(&out).expect("written");
    let heading = heading.lines().next().expect("a heading");
    assert_eq!(
        heading.trim_start_matches('\u{feff}'),
        "姓名,性别",
        "with its columns"
    );

    let unknown = office.run(&["list", "roster", "--view", "男代表"]);
    assert_eq!(unknown.status, 1, "no such view");
    assert!(
        unknown.complaint.contains("男代表") && unknown.complaint.contains("女代表"),
        "says which there are: {}",
        unknown.complaint
    );
}
