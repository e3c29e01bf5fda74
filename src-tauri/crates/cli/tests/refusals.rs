//! Wrong calls, as a person at a console makes them: each is answered with a Chinese sentence that
//! says what is wrong and what to do, with the status of the contract, and changes nothing.
#![allow(clippy::expect_used, reason = "a test says what it expects")]

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Output};

/// Cannot be done, and wrong usage.
const REFUSED: i32 = 1;
const WRONG: i32 = 2;

/// A call (words with blanks between them; ∅ is an empty text, D, G and O the ids of a deputy, a
/// group and an opinion), its status, and what its sentence says.
type Call = (&'static str, i32, &'static str);

const USAGE: &[Call] = &[
    ("--json", WRONG, "没有写命令"),
    ("∅", WRONG, "没有“”这个命令"),
    ("lsit", WRONG, "是不是 list"),
    ("help nothing", WRONG, "没有“nothing”这个命令"),
    ("list", WRONG, "还缺 <登记簿>"),
    ("list roster more", WRONG, "不认识“more”"),
    ("list roster --limt 3", WRONG, "是不是 --limit"),
    ("list roster --limit", WRONG, "后面要写内容"),
    ("list roster --limit 三", WRONG, "要写数字"),
    ("list roster --limit -1", WRONG, "写的“-1”不对"),
    ("list roster --limit 99999999999", WRONG, "不能太大"),
    ("list roster --limit 1 --limit 2", WRONG, "只能写一次"),
    ("list roster --where 性别", WRONG, "要写成 名称=值"),
    (
        "--store ∅ list roster",
        WRONG,
        "--store <文件夹> 后面要写内容",
    ),
    ("--store", WRONG, "后面要写内容"),
    ("--on 2026-02-30 due", WRONG, "要写成 年-月-日"),
    ("--on 昨天 due", WRONG, "要写成 年-月-日"),
    ("--on ∅ due", WRONG, "要写成 年-月-日"),
    ("set roster new", WRONG, "还缺 <字段=值>"),
    ("set roster new =甲", WRONG, "要写成 名称=值"),
    ("void groups G", WRONG, "还缺 --reason"),
    ("alike ∅", WRONG, "要写内容"),
    ("search ∅", WRONG, "要写内容"),
    ("sample opinions --count 0", WRONG, "要写 1 以上的数字"),
    ("slips --year 明年", WRONG, "要写四位数的年份"),
    ("import roster", WRONG, "还缺 <文件>"),
    ("import roster ∅", WRONG, "后面要写内容"),
    (
        "import roster 名册.csv --year 99999",
        WRONG,
        "要写四位数的年份",
    ),
    (
        "import roster 名册.csv --header-row 0",
        WRONG,
        "要写 1 以上的数字",
    ),
    (
        "import roster 名册.csv --decide 2=maybe",
        WRONG,
        "行号=skip",
    ),
    ("import roster 名册.csv --map 姓名", WRONG, "要写成 名称=值"),
    ("export roster", WRONG, "还缺 --out"),
    ("print roster --out ∅", WRONG, "后面要写内容"),
    ("stats --rates", WRONG, "还缺 --by"),
    ("stats --by unit --records x", WRONG, "不能与 --records"),
    ("draft-report --from 2026-01", WRONG, "还缺 --to"),
    ("inspection --year 2026", WRONG, "还缺 --out"),
    ("day 2026-03-01 --visitor 姓名", WRONG, "要写成 名称=值"),
    ("plan-days 甲", WRONG, "要写四位数的年份"),
    ("deal-rota 0", WRONG, "要写 1 以上的数字"),
    (
        "sign-pages receptions --through 0 --by 甲",
        WRONG,
        "要写 1 以上的数字",
    ),
    (
        "scheme roster --field 姓名 --hidden 也许",
        WRONG,
        "要写 true",
    ),
    (
        "password --remove --new-file 口令.txt",
        WRONG,
        "不能与 --new-file",
    ),
    ("serve --port 99999", WRONG, "要写数字"),
];

const STORES: &[Call] = &[
    (
        "--store 没有 list roster",
        REFUSED,
        "里还没有台账。第一次使用请先新建台账",
    ),
    ("--store 夹 list roster", REFUSED, "里还没有台账"),
    (
        "--store 名册.csv list roster",
        REFUSED,
        "是一个文件，不是台账的文件夹。请写台账所在的文件夹",
    ),
    ("--store 锁 list roster", REFUSED, "台账锁着。请输入口令"),
    (
        "--store 锁 --password-file 错.txt list roster",
        REFUSED,
        "口令不对。请检查",
    ),
    (
        "--store 锁 --password-file 没有.txt list roster",
        REFUSED,
        "没有口令文件“没有.txt”。请检查",
    ),
    (
        "--store 锁 --password-file 乱码.txt list roster",
        REFUSED,
        "不是 UTF-8 编码的文本。请",
    ),
    (
        "--store 锁 --password-file 夹 list roster",
        REFUSED,
        "口令文件“夹”是一个文件夹。请",
    ),
    (
        "--store 锁 --password-file 空.xlsx list roster",
        REFUSED,
        "第一行是空的。请在第一行写上口令",
    ),
    (
        "init --office 甲镇人大 --term 第一届 --no-password",
        REFUSED,
        "已经有一本台账，不会覆盖它。请",
    ),
    (
        "--as 陌生人 set groups new 小组名称=甲",
        REFUSED,
        "没有叫“陌生人”的使用人。现有：王秀兰",
    ),
    (
        "--as ∅ set groups new 小组名称=甲",
        REFUSED,
        "没有叫“”的使用人。现有",
    ),
    (
        "--as 李看 set groups new 小组名称=甲",
        REFUSED,
        "只能看，不能改。请",
    ),
    ("demo --remove", REFUSED, "没有演示数据。"),
    ("demo", REFUSED, "演示数据没有载入。"),
    ("redo", REFUSED, "没有可以重做的操作。"),
    ("undo 甲", REFUSED, "没有“甲”这个操作。请"),
    ("backup --to 名册.csv", REFUSED, "同名文件已经存在。请"),
    ("look-into 没有", REFUSED, "文件或文件夹不存在。请"),
    ("restore 没有", REFUSED, "文件或文件夹不存在。请"),
    (
        "restore 名册.csv",
        REFUSED,
        "不是履职台账的备份，或没有复制完整。请换一份备份",
    ),
    ("restore 夹", REFUSED, "不是一个文件。请换一份备份"),
    (
        "diagnose --out 夹",
        REFUSED,
        "这是一个文件夹。请选择一个文件",
    ),
    ("password --new-file 短.txt", REFUSED, "口令太短"),
    (
        "password --new-file 口令.txt --user 没有",
        REFUSED,
        "没有使用人“没有”。请",
    ),
];

const RECORDS: &[Call] = &[
    (
        "list nothing",
        REFUSED,
        "没有登记簿“nothing”。可用的登记簿见",
    ),
    ("list ∅", REFUSED, "没有登记簿“”"),
    (
        "list roster --where 没有=1",
        REFUSED,
        "栏目“没有”。可用的栏目：姓名",
    ),
    (
        "list roster --where 性别=中",
        REFUSED,
        "“中”不在性别名单里。请",
    ),
    (
        "list roster --order 没有",
        REFUSED,
        "栏目“没有”。可用的栏目",
    ),
    ("list roster --view 没有", REFUSED, "没有记住的名单“没有”。"),
    ("views nothing", REFUSED, "没有登记簿“nothing”"),
    ("set roster new 姓名=", REFUSED, "没有填“姓名”。请先填"),
    ("set roster new 没有=甲", REFUSED, "栏目“没有”。可用的栏目"),
    (
        "set roster new 姓名=王小 出生日期=2026-13-45",
        REFUSED,
        "没有 2026 年 13 月这个月份。请",
    ),
    (
        "set roster new 姓名=王小 身份证号=123",
        REFUSED,
        "身份证号应为18位，现在是3位。请",
    ),
    ("set roster 甲 姓名=乙", REFUSED, "没有代表“甲”。请"),
    ("set roster G 姓名=甲", REFUSED, "没有代表“"),
    ("set roster D 姓名=", REFUSED, "没有填“姓名”"),
    (
        "set opinions O 收到日期=明天后",
        REFUSED,
        "“明天后”不是能认出的日期。请写成",
    ),
    (
        "void groups G --reason ∅",
        REFUSED,
        "没有写作废的原因。请写明原因",
    ),
    ("restore-record groups G", REFUSED, "没有作废，不用恢复。"),
    (
        "do opinions O 飞",
        REFUSED,
        "没有“飞”这一步。可用的环节：受理",
    ),
    (
        "do opinions O 销号",
        REFUSED,
        "现在是“已登记”，只能办：受理",
    ),
    (
        "do opinions O 受理 没有=1",
        REFUSED,
        "栏目“没有”。可填：受理日期",
    ),
    ("do opinions ∅ 受理", REFUSED, "没有选择要受理的登记。请"),
    ("do groups G 受理", REFUSED, "没有办理环节。请"),
    ("steps opinions 甲", REFUSED, "没有群众意见建议“甲”。请"),
    ("pass-on groups G", REFUSED, "不能转办。可以转办的有"),
    ("sample roster", REFUSED, "不能抽访。可以抽访的有"),
    ("sample opinions --state 飞", REFUSED, "没有“飞”这个状态。"),
    (
        "slips --station 没有",
        REFUSED,
        "没有站点“没有”。请核对名称",
    ),
    ("slips --unit 没有", REFUSED, "没有单位“没有”。请核对名称"),
    ("attendance 甲", REFUSED, "没有代表活动“甲”。请"),
    (
        "attendance 甲 --register roster",
        REFUSED,
        "“roster”没有签到。可以签到的有",
    ),
    ("tick 日期=2026-03-01", REFUSED, "没有选代表。请"),
    ("plan-days 2026", REFUSED, "还没有接待日规则。请"),
    ("deal-rota 999", REFUSED, "不能分成 999 组。请填 1 到"),
    ("draft-notice 没有", REFUSED, "没有接待日“没有”。请"),
    ("copy-plan 甲", REFUSED, "没有月工作计划“甲”。请"),
    ("history roster 甲", REFUSED, "没有代表“甲”。请"),
    (
        "restore-value roster D 姓名 甲",
        REFUSED,
        "没有这一步历史“甲”。请",
    ),
    ("uses roster 甲", REFUSED, "没有代表“甲”。请"),
    (
        "scheme roster --field 没有 --label 甲",
        REFUSED,
        "栏目“没有”。可用的栏目",
    ),
    (
        "scheme roster --label 甲",
        REFUSED,
        "没有写类型。可写：文字",
    ),
    ("lists 没有 --add 甲", REFUSED, "没有名称表“没有”。可以改的"),
    ("dossier 没有", REFUSED, "没有代表“没有”。请"),
];

const FILES: &[Call] = &[
    ("import roster 没有.xlsx", REFUSED, "没有这个文件。请检查"),
    (
        "import roster 夹",
        REFUSED,
        "这是一个文件夹。请选择一个文件",
    ),
    ("import roster 空.xlsx", REFUSED, "这个文件是空的"),
    ("import roster 文.txt", REFUSED, "不是表格文件"),
    ("import roster 半.xlsx", REFUSED, "文件已损坏或不完整"),
    ("import nothing 名册.csv", REFUSED, "没有登记簿“nothing”"),
    (
        "import groups 名册.csv",
        REFUSED,
        "没有找到代表小组的表头。表头至少要有",
    ),
    (
        "import roster 名册.csv --sheet 没有",
        REFUSED,
        "没有叫“没有”的工作表。现有：名册",
    ),
    (
        "import roster 名册.csv --map 没有=姓名",
        REFUSED,
        "没有“没有”这一列。表里的列：姓名",
    ),
    (
        "import roster 名册.csv --header-row 99",
        REFUSED,
        "第 99 行是空的",
    ),
    (
        "import roster 名册.csv --fill 没有=1",
        REFUSED,
        "不能给整张表填同一个值。请",
    ),
    (
        "import roster 名册.csv --fill 代表层级=村",
        REFUSED,
        "可选：乡镇、县",
    ),
    (
        "import roster 名册.csv --decide 99=skip",
        REFUSED,
        "第 99 行不是疑似重复，没有什么要决定。",
    ),
    (
        "export roster --out 甲.pdf",
        REFUSED,
        "不能写成 .pdf 文件。文件名请以",
    ),
    ("export roster --out 夹", REFUSED, "这是一个文件夹。请"),
    ("export roster --out 名册.csv/甲.xlsx", REFUSED, "请"),
    (
        "template nothing --out 甲.xlsx",
        REFUSED,
        "没有登记簿“nothing”",
    ),
    (
        "template roster --out 甲.docx",
        REFUSED,
        "文件名请以 .xlsx 结尾",
    ),
    (
        "print nothing --out 甲.pdf",
        REFUSED,
        "没有“nothing”这个表。可用的",
    ),
    ("print roster --out 甲.txt", REFUSED, "文件名请以 .pdf"),
    (
        "print roster --year 2026 --out 甲.pdf",
        REFUSED,
        "不能按年份来印。请去掉这一项；这张表可以定",
    ),
    (
        "print roster --out 没有/甲.pdf",
        REFUSED,
        "没有“没有”这个文件夹，没有写",
    ),
    (
        "export roster --out 没有/甲.csv",
        REFUSED,
        "没有“没有”这个文件夹，没有写",
    ),
    (
        "inspection --out 没有/材料",
        REFUSED,
        "没有“没有”这个文件夹，没有写",
    ),
    (
        "print roster --columns 没有 --out 甲.pdf",
        REFUSED,
        "栏目“没有”。可用的栏目",
    ),
    (
        "print roster --sections 没有 --out 甲.pdf",
        REFUSED,
        "不能按“没有”分段。可选",
    ),
    (
        "print receptions --month 13 --out 甲.pdf",
        REFUSED,
        "没有 13 月。月份请填 1 到 12",
    ),
    (
        "print receptions --station 没有 --out 甲.pdf",
        REFUSED,
        "没有站点“没有”。请",
    ),
    (
        "print opinions --record 甲 --out 甲.pdf",
        REFUSED,
        "没有群众意见建议“甲”。请",
    ),
    (
        "print sign_in --entry 没有=1 --out 甲.pdf",
        REFUSED,
        "没有“没有”可填。可以填",
    ),
    (
        "inspection --out 名册.csv",
        REFUSED,
        "同名文件已经存在。请换一个名称",
    ),
    (
        "inspection-check --objection 甲.乙",
        REFUSED,
        "没有“甲.乙”这项体检内容。请",
    ),
    ("book-pages roster", REFUSED, "没有簿页。"),
    (
        "sign-pages receptions --through 1 --by 甲 --day 昨天",
        REFUSED,
        "“昨天”看不懂。请写成",
    ),
    ("stats --from 甲", REFUSED, "“甲”不是日期。请写成"),
    (
        "stats --from 2026-05 --to 2026-01",
        REFUSED,
        "晚于结束日期2026-01-31。请",
    ),
    ("stats --by planet", REFUSED, "没有分项“planet”。可以写"),
    (
        "stats --records nothing",
        REFUSED,
        "没有统计项“nothing”。请",
    ),
    (
        "stats --matters roster",
        REFUSED,
        "没有“roster”这类事项。可以写",
    ),
    ("attach groups G 没有.jpg", REFUSED, "没有这个文件。请"),
    ("attach groups G 空.xlsx", REFUSED, "是空文件"),
    (
        "attach groups G 文.txt --sort 没有",
        REFUSED,
        "没有“没有”这一类。可选",
    ),
    ("attachment 甲 --out 甲.jpg", REFUSED, "没有附件“甲”。请"),
    ("holidays 没有.json", REFUSED, "没有这个文件。请"),
    (
        "holidays 文.txt",
        REFUSED,
        "这个文件不是放假安排（第 1 行看不懂）。请",
    ),
];

struct Desk {
    folder: tempfile::TempDir,
    ids: [String; 3],
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let mut it = Self {
            folder,
            ids: Default::default(),
        };
        let at = |name: &str| it.folder.path().join(name);
        for (name, content) in [
            ("空.xlsx", &b""[..]),
            ("文.txt", "这不是表格".as_bytes()),
            ("半.xlsx", b"PK\x03\x04\x14\x00"),
            ("名册.csv", "姓名,性别\n甲一,男\n".as_bytes()),
            ("口令.txt", "春风又绿江南岸\n".as_bytes()),
            ("错.txt", "不对".as_bytes()),
            ("短.txt", "短".as_bytes()),
            ("乱码.txt", b"\xff\xfe\x00\x81"),
        ] {
            std::fs::write(at(name), content).expect("written");
        }
        std::fs::create_dir(at("夹")).expect("made");
        let init = "init --office 甲镇人大主席团 --area 130822101 --term 第十九届 --clerk 王秀兰";
        it.done(&format!("{init} --no-password"));
        it.done(&format!("--store 锁 --password-file 口令.txt {init}"));
        it.done("set users new 姓名=李看 角色=查看");
        it.ids = [
            it.made("set roster new 姓名=张建国"),
            it.made("set groups new 小组名称=一组"),
            it.made("set opinions new 标题=路灯不亮 收到日期=2026-03-01 反映内容=路灯不亮"),
        ];
        it
    }

    fn run(&self, call: &str, json: bool) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_presidium"));
        command.current_dir(self.folder.path());
        if !call.contains("--store") {
            command.args(["--store", "台账"]);
        }
        if json && call != "--json" {
            command.arg("--json");
        }
        for word in call.split(' ') {
            command.arg(match word {
                "∅" => "",
                "D" => &self.ids[0],
                "G" => &self.ids[1],
                "O" => &self.ids[2],
                word => word,
            });
        }
        command.output().expect("the program starts")
    }

    fn done(&self, call: &str) -> String {
        let output = self.run(call, true);
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{call}: {complaint}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    fn made(&self, call: &str) -> String {
        let answer: serde_json::Value = serde_json::from_str(&self.done(call)).expect("JSON");
        answer["id"].as_str().expect("an id").to_owned()
    }

    /// Names in the folder.
    fn names(&self) -> BTreeSet<String> {
        let names = std::fs::read_dir(self.folder.path()).expect("the folder");
        names
            .map(|it| {
                it.expect("an entry")
                    .file_name()
                    .to_string_lossy()
                    .into_owned()
            })
            .collect()
    }
}

fn check(calls: &[Call]) {
    let desk = Desk::new();
    let (names, standing) = (desk.names(), desk.done("check"));
    let mut wrong: Vec<String> = Vec::new();
    for (at, (call, status, says)) in calls.iter().enumerate() {
        let output = desk.run(call, at % 2 == 0);
        let complaint = String::from_utf8_lossy(&output.stderr);
        let complaint = complaint.trim();
        let first = complaint.lines().next().unwrap_or_default();
        let mut not = |what: &str| wrong.push(format!("{call}\n  {what}: {complaint}"));
        if output.status.code() != Some(*status) {
            not(&format!("status {:?}", output.status.code()));
        }
        if !output.stdout.is_empty() {
            not("standard output is not empty");
        }
        if !first.contains(says) {
            not(&format!("does not say {says}"));
        }
        if !first.ends_with('。') {
            not("no sentence");
        }
        if is_english(first) || complaint.contains("panicked") {
            not("not Chinese");
        }
        match *status {
            REFUSED if complaint.lines().count() != 1 => not("more than one line"),
            WRONG if !complaint.contains("用法：") && !complaint.contains("--help") => {
                not("does not say how it is called");
            }
            _ => {}
        }
        if desk.names() != names {
            not("left something in the folder");
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(desk.done("check"), standing, "nothing changed");
}

/// Two words of letters behind each other, names of commands and options aside.
fn is_english(sentence: &str) -> bool {
    let is_word = |it: &str| it.len() > 2 && it.bytes().all(|byte| byte.is_ascii_alphabetic());
    let words: Vec<&str> = sentence.split(' ').collect();
    words
        .windows(2)
        .any(|pair| pair[0] != "presidium" && pair.iter().all(|it| is_word(it)))
}

#[test]
fn wrong_usage_is_told_with_the_way_to_call() {
    check(USAGE);
}

#[test]
fn a_store_that_does_not_open_and_a_person_who_may_not() {
    check(STORES);
}

#[test]
fn records_fields_steps_and_names_that_are_not_there() {
    check(RECORDS);
}

#[test]
fn files_that_cannot_be_read_or_written() {
    check(FILES);
}

#[test]
fn a_store_in_use_is_named_with_its_holder() {
    let desk = Desk::new();
    let store = desk.folder.path().join("台账");
    let mut held = app::App::new(Path::new(&store).to_owned(), Box::new(app::DiskHost));
    held.invoke("status", serde_json::json!({}))
        .expect("opened");
    held.invoke("list", serde_json::json!({"register": "roster"}))
        .expect("held");
    let output = desk.run("list roster", true);
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(REFUSED), "{complaint}");
    assert!(
        complaint.contains("正被本机另一个“履职台账”程序使用") && complaint.contains("请先关掉它"),
        "{complaint}"
    );
    drop(held);
    assert_eq!(
        desk.run("list roster", true).status.code(),
        Some(0),
        "given back"
    );
}
