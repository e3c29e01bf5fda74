//! Open data, read back as another program would: by `datapackage.json` and nothing else.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests stand outside test functions"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;

use app::wire::{ErrorCode, FileRef};
use app::{App, DiskHost, Host, UserError};
use scenarios::Office;
use serde_json::{Value, json};

type Line = BTreeMap<String, String>;

/// A folder of open data: the tables by name, each checked against its description.
struct Folder {
    described: Value,
    tables: BTreeMap<String, Vec<Line>>,
}

impl Folder {
    fn read(path: &Path) -> Self {
        let described = std::fs::read(path.join("datapackage.json")).expect("is described");
        let described: Value = serde_json::from_slice(&described).expect("is JSON");
        let mut tables = BTreeMap::new();
        for it in described["resources"].as_array().expect("tables") {
            let name = it["name"].as_str().expect("a name");
            let content = std::fs::read(path.join(it["path"].as_str().expect("a path")));
            let content = content.expect("the file lies there");
            assert_eq!(it["bytes"], content.len(), "the size of {name}");
            assert_ne!(&content[..3], b"\xEF\xBB\xBF", "no mark before {name}");
            let fields = it["schema"]["fields"].as_array().expect("fields");
            let mut reader = csv::Reader::from_reader(content.as_slice());
            let heads: Vec<String> = reader
                .headers()
                .expect("a heading")
                .iter()
                .map(String::from)
                .collect();
            let said: Vec<&str> = fields.iter().filter_map(|it| it["name"].as_str()).collect();
            assert_eq!(heads, said, "the columns of {name}");
            let distinct: BTreeSet<&String> = heads.iter().collect();
            assert_eq!(distinct.len(), heads.len(), "each column once in {name}");
            let mut lines = Vec::new();
            for record in reader.records() {
                let record = record.expect("a line");
                for (cell, field) in record.iter().zip(fields) {
                    is_of_its_type(name, cell, field);
                }
                let cells = record.iter().map(String::from);
                lines.push(heads.iter().cloned().zip(cells).collect());
            }
            assert!(
                tables.insert(name.to_owned(), lines).is_none(),
                "{name} once"
            );
        }
        Self { described, tables }
    }

    fn table(&self, name: &str) -> &[Line] {
        self.tables.get(name).unwrap_or_else(|| panic!("no {name}"))
    }
}

fn is_of_its_type(table: &str, cell: &str, field: &Value) {
    let fits = cell.is_empty()
        || match field["type"].as_str().expect("a type") {
            "integer" => cell.parse::<i64>().is_ok(),
            "number" => cell.parse::<f64>().is_ok() && !cell.contains(','),
            "boolean" => matches!(cell, "true" | "false"),
            "date" => chrono::NaiveDate::parse_from_str(cell, "%Y-%m-%d").is_ok(),
            "string" => true,
            other => panic!("the type {other}"),
        };
    assert!(
        fits,
        "“{cell}” in {table}.{}: {}",
        field["name"], field["type"]
    );
}

fn export(office: &mut Office, name: &str, private: bool) -> (Value, Folder) {
    let path = office.path(name);
    let request = json!({"out": {"path": path.display().to_string()}, "private": private});
    let made = office.call("open_data", request);
    (made, Folder::read(&path))
}

#[test]
fn a_demo_year_comes_out_whole_and_says_what_it_is() {
    let mut office = Office::founded_on("2026-11-20");
    office.call("demo", json!({}));
    let (made, folder) = export(&mut office, "开放数据", false);
    for it in made["files"].as_array().expect("files") {
        let path = Path::new(it["path"].as_str().expect("a path"));
        let name = path.file_stem().expect("a name").to_string_lossy();
        assert_eq!(
            folder.table(&name).len() as u64,
            it["rows"],
            "rows of {name}"
        );
    }
    let (mut filled, mut numbers) = (0, BTreeMap::new());
    for register in office
        .call("registers", json!({}))
        .as_array()
        .expect("registers")
    {
        let key = register["key"].as_str().expect("a key");
        let Some(lines) = folder.tables.get(key) else {
            continue;
        };
        let live = lines
            .iter()
            .filter(|it| it["void_reason"].is_empty())
            .count();
        let listed = office.rows(key).len();
        assert_eq!(live, listed, "the live rows of {key}");
        filled += usize::from(live > 0);
        numbers.insert(key.to_owned(), live);
    }
    assert!(filled > 12, "most books hold something: {numbers:?}");
    // References lead somewhere.
    for it in folder.described["resources"].as_array().expect("tables") {
        let name = it["name"].as_str().expect("a name");
        for field in it["schema"]["fields"].as_array().expect("fields") {
            let said = field["description"].as_str().unwrap_or_default();
            let Some(to) = said.strip_suffix(" 的 id") else {
                continue;
            };
            let ids: BTreeSet<&str> = folder
                .table(to)
                .iter()
                .map(|it| it["id"].as_str())
                .collect();
            let column = field["name"].as_str().expect("a name");
            for line in folder.table(name) {
                let id = line[column].as_str();
                assert!(
                    id.is_empty() || ids.contains(id),
                    "{name}.{column} {id} in {to}"
                );
            }
        }
    }
    let figures = office.call(
        "figures",
        json!({"scope": {"from": "2026-01-01", "to": "2026-12-31"}}),
    );
    let figures = figures["figures"].as_array().expect("figures");
    let mine: Vec<&Line> = folder
        .table("figures")
        .iter()
        .filter(|it| it["year"] == "2026")
        .collect();
    assert_eq!(mine.len(), figures.len());
    for (line, figure) in mine.iter().zip(figures) {
        assert_eq!(line["figure"], figure["key"].as_str().expect("a key"));
        assert_eq!(line["numerator"], figure["numerator"].to_string());
        let below = figure["denominator"]
            .as_i64()
            .map_or_else(String::new, |it| it.to_string());
        assert_eq!(line["denominator"], below, "{}", line["title"]);
    }
}

#[test]
fn what_is_private_stays_unless_it_is_asked_for() {
    let mut office = Office::founded_on("2026-11-20");
    office.save(
        "roster",
        json!({"姓名": "张建国", "身份证号": "340524198001010036", "联系电话": "13800138000"}),
    );
    let held = |path: &Path| {
        let files = std::fs::read_dir(path).expect("a folder");
        let texts =
            files.map(|it| std::fs::read_to_string(it.expect("a file").path()).expect("text"));
        let all: String = texts.collect();
        ["340524198001010036", "13800138000"].map(|it| all.contains(it))
    };
    let (_, folder) = export(&mut office, "公开", false);
    assert_eq!(
        held(&office.path("公开")),
        [false, false],
        "neither is there"
    );
    assert_eq!(folder.table("roster")[0]["name"], "张建国");
    export(&mut office, "全部", true);
    assert_eq!(held(&office.path("全部")), [true, true], "both are");
}

#[test]
fn awkward_texts_and_half_known_dates_come_through() {
    let mut office = Office::founded_on("2026-11-20");
    let name = "阿依古丽·买买提";
    let unit = "𠮷野村, “合作社”社长";
    office.save(
        "roster",
        json!({"姓名": name, "出生日期": "1983-12", "工作单位及职务": unit}),
    );
    let text = "=1+1, \"引号\"\n第二行";
    let id = office.save(
        "opinions",
        json!({"内容": text, "收到日期": "2026-03-05", "标题": "路灯"}),
    );
    office.call(
        "void_record",
        json!({"register": "opinions", "id": id, "reason": "重复, 登错"}),
    );
    let (_, folder) = export(&mut office, "开放数据", false);
    let person = &folder.table("roster")[0];
    assert_eq!(person["name"], name);
    assert!(person.values().any(|it| it == unit), "{person:?}");
    assert_eq!(
        (&*person["born"], &*person["born_first_day"]),
        ("1983-12", "1983-12-01")
    );
    let opinion = &folder.table("opinions")[0];
    assert_eq!(opinion["content"], text, "as it was written");
    assert_eq!(opinion["void_reason"], "重复, 登错");
}

#[test]
fn a_folder_that_holds_something_is_left_alone() {
    let mut office = Office::founded_on("2026-11-20");
    let path = office.path("已有");
    std::fs::create_dir(&path).expect("a folder");
    std::fs::write(path.join("总结.txt"), "别动").expect("a file");
    let refused = office.refused(
        "open_data",
        json!({"out": {"path": path.display().to_string()}}),
    );
    assert!(
        refused.message.contains("已经有东西"),
        "{}",
        refused.message
    );
    let left = std::fs::read_dir(&path).expect("a folder").count();
    assert_eq!(left, 1, "nothing was added");
}

/// A disk on which there is room for so many files.
struct Narrow {
    left: AtomicUsize,
}

impl Host for Narrow {
    fn read(&self, file: &FileRef) -> Result<(String, Vec<u8>), UserError> {
        DiskHost.read(file)
    }

    fn write(&self, file: &FileRef, content: &[u8]) -> Result<String, UserError> {
        DiskHost.write(file, content)
    }

    fn write_inside(
        &self,
        folder: &FileRef,
        name: &str,
        content: &[u8],
    ) -> Result<String, UserError> {
        let room = |left: usize| left.checked_sub(1);
        if self.left.fetch_update(Relaxed, Relaxed, room).is_err() {
            return Err(UserError::new(ErrorCode::DiskFull, "磁盘满了", ""));
        }
        DiskHost.write_inside(folder, name, content)
    }

    fn path(&self, file: &FileRef) -> Option<PathBuf> {
        DiskHost.path(file)
    }

    fn now(&self) -> chrono::NaiveDateTime {
        DiskHost.now()
    }
}

#[test]
fn a_disk_that_fills_leaves_a_folder_that_can_be_chosen_again() {
    let place = tempfile::tempdir().expect("a folder");
    let path = place.path().join("开放数据");
    let request = json!({"out": {"path": path.display().to_string()}});
    let left = AtomicUsize::new(5);
    let mut narrow = App::new(place.path().join("台账"), Box::new(Narrow { left }));
    let office = json!({"office": "北营房镇人大主席团", "area": "130822101", "term": "第十九届"});
    narrow.invoke("found", office).expect("is founded");
    let refused = narrow.invoke("open_data", request.clone());
    assert_eq!(refused.expect_err("is full").code, ErrorCode::DiskFull);
    let left = std::fs::read_dir(&path).expect("a folder").count();
    assert_eq!(left, 0, "nothing half");
    drop(narrow);
    let mut roomy = App::new(place.path().join("台账"), Box::new(DiskHost));
    roomy.invoke("status", json!({})).expect("opens");
    roomy.invoke("open_data", request).expect("there is room");
    Folder::read(&path);
}
