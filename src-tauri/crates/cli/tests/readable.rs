//! What a person reads: tables and sentences in Chinese, and what is said of a wrong call. Looked
//! at as lines, so that other words beside them may change.
#![allow(clippy::expect_used, reason = "a test says what it expects")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use unicode_width::UnicodeWidthStr;

struct Office {
    folder: tempfile::TempDir,
}

struct Told {
    status: i32,
    out: String,
    error: String,
}

impl Office {
    fn nowhere() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a folder"),
        }
    }

    fn founded() -> Self {
        let it = Self::nowhere();
        let told = it.run(&[
            "init",
            "--office",
            "青禾镇人大主席团",
            "--area",
            "130822101",
            "--term",
            "第十九届",
            "--clerk",
            "李敏",
            "--no-password",
        ]);
        assert_eq!(told.status, 0, "founded: {}", told.error);
        assert!(told.out.contains("恢复卡"), "shows the card: {}", told.out);
        it
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_presidium"));
        command
            .env_remove("COLUMNS")
            .arg("--store")
            .arg(self.path("台账"))
            .args(["--on", "2026-06-20"])
            .args(arguments);
        command
    }

    fn run(&self, arguments: &[&str]) -> Told {
        told(&self.command(arguments).output().expect("starts"))
    }

    fn done(&self, arguments: &[&str]) -> String {
        let told = self.run(arguments);
        assert_eq!(told.status, 0, "{arguments:?}: {}", told.error);
        told.out
    }

    fn id_of(&self, register: &str) -> String {
        let answer = self.done(&["--json", "list", register, "--limit", "1"]);
        let answer: serde_json::Value = serde_json::from_str(&answer).expect("an object");
        answer["rows"][0]["id"].as_str().expect("an id").to_owned()
    }
}

fn told(output: &Output) -> Told {
    Told {
        status: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout.clone()).expect("UTF-8"),
        error: String::from_utf8(output.stderr.clone()).expect("UTF-8"),
    }
}

fn roster() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../fixtures");
    folder.join("代表名册-两行表头.xlsx").display().to_string()
}

#[test]
fn a_wrong_call_is_explained_in_chinese_with_status_2_and_needs_no_store() {
    let office = Office::nowhere();
    for (call, expected) in [
        (&[][..], "没有写命令"),
        (&["lsit"], "没有“lsit”这个命令；是不是 list"),
        (&["list"], "还缺 <登记簿>"),
        (
            &["list", "roster", "--limit", "三"],
            "--limit <条数> 写的“三”不对：要写数字",
        ),
        (&["list", "roster", "--where", "性别"], "要写成 名称=值"),
        (&["set", "roster", "new", "姓名"], "要写成 名称=值"),
        (
            &["do", "opinions", "甲", "交办", "镇水利站"],
            "要写成 名称=值",
        ),
        (&["day", "--visitor", "王老四"], "要写成 名称=值"),
        (
            &["import", "roster", "甲.xlsx", "--decide", "64=要"],
            "行号=skip",
        ),
        (&["attendance", "甲", "王小明"], "要写成 名称=值"),
        (&["void", "groups", "甲"], "还缺 --reason <原因>"),
        (&["stats", "--rates"], "还缺 --by <按什么>"),
        (&["password"], "还缺 --new-file <文件>"),
        (&["undo", "--all"], "不认识“--all”"),
    ] {
        let told = office.run(call);
        assert_eq!(told.status, 2, "{call:?} is wrong usage: {}", told.error);
        assert_eq!(told.out, "", "{call:?} says nothing on standard output");
        assert!(told.error.contains(expected), "{call:?}: {}", told.error);
        for english in ["error", "Usage", "required", "tip:", "For more"] {
            assert!(!told.error.contains(english), "{call:?}: {}", told.error);
        }
    }
    let told = office.run(&["set", "roster"]);
    assert!(told.error.contains("用法：presidium set"), "{}", told.error);
    assert!(told.error.contains("例：presidium set"), "{}", told.error);
}

#[test]
fn help_is_in_chinese_and_asked_for_in_either_way() {
    let office = Office::nowhere();
    let all = office.done(&["--help"]);
    for line in [
        "登记簿：",
        "口令与恢复卡：",
        "  list ",
        "每个命令都有的选项：",
    ] {
        assert!(all.contains(line), "{line} in {all}");
    }
    let of_one = office.done(&["list", "--help"]);
    assert!(of_one.contains("用法：presidium list"), "{of_one}");
    assert!(
        of_one.contains("参数：") && of_one.contains("例："),
        "{of_one}"
    );
    assert_eq!(office.done(&["help", "list"]), of_one, "the other way");
    let version = office.done(&["--version"]);
    assert!(version.starts_with("presidium "), "{version}");
}

#[test]
fn an_empty_store_is_told_in_sentences_and_says_what_to_do() {
    let office = Office::founded();
    for (call, expected) in [
        (&["list", "roster"][..], "没有符合条件的登记"),
        (&["due"], "没有到期和逾期的事"),
        (&["dossier"], "名册里还没有在任代表"),
        (&["standings"], "名册里还没有在任代表"),
        (&["alike", "路灯"], "以前没有类似的事"),
        (&["sample", "opinions"], "没有可以抽访的"),
        (&["check"], "检查过，没有问题"),
        (&["copies"], "还没有拷出过本机"),
        (&["book-pages", "receptions"], "这一年还没有登记"),
    ] {
        let told = office.done(call);
        assert!(told.contains(expected), "{call:?}: {told}");
    }
    let refused = office.run(&["undo"]);
    assert_eq!((refused.status, refused.out.as_str()), (1, ""), "refused");
    assert_eq!(
        refused.error.lines().count(),
        1,
        "one sentence: {}",
        refused.error
    );
    let nowhere = Office::nowhere().run(&["list", "roster"]);
    assert!(nowhere.error.contains("还没有台账"), "{}", nowhere.error);
}

#[test]
fn lists_are_tables_whose_columns_stand_aligned() {
    let office = Office::founded();
    let imported = office.done(&["import", "roster", &roster()]);
    assert!(
        imported.contains("新增：") && imported.contains("62 条"),
        "{imported}"
    );
    let list = office.done(&["list", "roster", "--limit", "8"]);
    let lines: Vec<&str> = list.lines().collect();
    assert_eq!(
        lines[0], "代表名册：共 62 条，这里是第 1 到 8 条",
        "counted"
    );
    assert!(lines[1].starts_with("姓名"), "headings: {}", lines[1]);
    // The rule below the headings says where each column begins; ids are the last one.
    let begin = lines[2].rfind(' ').expect("several columns") + 1;
    for row in &lines[3..11] {
        let (before, id) = row.rsplit_once(' ').expect("an id");
        assert_eq!(before.width() + 1, begin, "aligned: {row}");
        assert_eq!(id.len(), 36, "a whole id: {row}");
    }
    let narrow = office
        .command(&["list", "roster"])
        .env("COLUMNS", "90")
        .output();
    let narrow = told(&narrow.expect("starts")).out;
    assert!(
        narrow
            .lines()
            .all(|it| it.width() <= 90 || it.starts_with('（')),
        "fits a terminal: {narrow}"
    );
    assert!(
        narrow.contains("没有列出："),
        "what is left out is named: {narrow}"
    );
}

#[test]
fn every_reading_command_of_a_filled_store_is_told_without_keys_and_braces() {
    let office = Office::founded();
    office.done(&["demo"]);
    let (opinion, deputy, activity) = (
        office.id_of("opinions"),
        office.id_of("roster"),
        office.id_of("activities"),
    );
    for call in [
        &["registers"][..],
        &["forms"],
        &["due"],
        &["stats"],
        &["stats", "--from", "2026", "--to", "2026", "--compare"],
        &["stats", "--by", "unit", "--rates"],
        &["stats", "--records", "visits"],
        &["structure"],
        &["slips"],
        &["standings"],
        &["dossier"],
        &["dossier", &deputy],
        &["dossier", &deputy, "--across"],
        &["inspection-check"],
        &["steps", "opinions", &opinion],
        &["course", "opinions", &opinion],
        &["history", "opinions", &opinion],
        &["uses", "roster", &deputy],
        &["attendance", &activity],
        &["operations"],
        &["holidays"],
        &["lists"],
        &["scheme", "roster"],
        &["reminders"],
        &["place"],
        &["copies"],
        &["plan-days", "2027"],
        &["deal-rota", "3"],
        &["book-pages", "receptions", "--year", "2026"],
    ] {
        let told = office.run(call);
        // Plans of a year ask for a rule first.
        assert!(
            told.status == 0 || call[0] == "plan-days",
            "{call:?}: {}",
            told.error
        );
        for raw in [
            "null",
            "\"",
            "{\"",
            "[]",
            "numerator",
            "operation=",
            "：\n\n\n",
        ] {
            assert!(!told.out.contains(raw), "{call:?}: {raw} in\n{}", told.out);
        }
        assert!(!told.out.ends_with("\n\n"), "{call:?} ends once");
    }
}

#[test]
fn what_was_done_is_a_sentence_with_what_to_do_next() {
    let office = Office::founded();
    let made = office.done(&["set", "groups", "new", "小组名称=甲组"]);
    assert!(
        made.starts_with("已完成：") && made.contains("编号："),
        "{made}"
    );
    let id = office.id_of("groups");
    let same = office.done(&["set", "groups", &id, "小组名称=甲组"]);
    assert!(same.contains("没有写入"), "{same}");
    let voided = office.done(&["void", "groups", &id, "--reason", "重复"]);
    assert!(
        voided.contains(&format!("restore-record groups {id}")),
        "{voided}"
    );
    let undone = office.done(&["undo"]);
    assert!(
        undone.starts_with("已撤销：") && undone.contains("presidium redo"),
        "{undone}"
    );
    assert!(office.done(&["redo"]).starts_with("已重做："), "done again");
}

/// A field's text must not steer the terminal of whoever lists it.
#[test]
fn control_characters_of_a_record_do_not_reach_the_terminal() {
    let office = Office::founded();
    let name = "小组名称=甲\u{1b}[2J组";
    let saved = office.run(&["set", "groups", "new", name]);
    let list = office.run(&["list", "groups"]);
    for told in [saved, list] {
        let both = format!("{}{}", told.out, told.error);
        assert!(!both.contains('\u{1b}'), "no escape: {both:?}");
    }
}

#[test]
fn the_words_of_a_new_card_are_shown_also_where_its_paper_fails() {
    let office = Office::founded();
    // A file stands where the folder of the paper would be.
    let file = office.path("挡着");
    std::fs::write(&file, "x").expect("written");
    let out = file.join("恢复卡.pdf");
    let told = office.run(&["card", "--out", &out.display().to_string()]);
    assert_eq!(told.status, 3, "done in part: {}", told.out);
    assert!(told.out.contains("没有写成 PDF"), "{}", told.out);
    let words = told.out.lines().find(|it| {
        let groups: Vec<&str> = it.split_whitespace().collect();
        groups.len() == 6 && groups.iter().all(|it| it.chars().count() == 4)
    });
    assert!(
        words.is_some(),
        "the old card is void, so the new words: {}",
        told.out
    );
}

#[test]
fn a_saved_diagnosis_names_its_file_and_what_is_in_it() {
    let office = Office::founded();
    let out = office.path("诊断.zip");
    let told = office.done(&["diagnose", "--out", &out.display().to_string()]);
    assert!(
        told.contains("诊断.zip") && told.contains("说明.txt"),
        "{told}"
    );
    assert!(
        told.lines().count() < 8,
        "the content is in the file: {told}"
    );
}
