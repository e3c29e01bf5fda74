//! Nothing of a sheet is lost without a word: each filled cell of a table that is read stands in a
//! record (原表其它栏 included), in a finding, in what was left out, refused or is to be decided, or in
//! a heading. Run over every sheet that the tests know.
#![allow(clippy::expect_used, reason = "a test says what it expects")]

use std::collections::HashSet;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use domain::dates::{WrittenDate, from_number};
use scenarios::{Office, Sealed, fixture};
use serde_json::Value;
use workbook::layout::{is_ditto, normalised};
use workbook::read::{Cell, CellValue, Row, open};

/// Signs in a column whose heading is what they say.
const TICKS: [&str; 16] = [
    "√", "✓", "✔", "☑", "✅", "○", "〇", "●", "◯", "■", "★", "☆", "是", "有", "1", "∨",
];
/// Columns that count the rows of a sheet.
const COUNTING: [&str; 7] = ["序号", "编号", "序", "no", "号", "行号", "次序"];

#[test]
fn every_cell_of_every_sheet_is_told() {
    let table = std::fs::read_to_string(fixture("cases/import.json")).expect("the table is there");
    let table: Value = serde_json::from_str(&table).expect("the table is JSON");
    let mut sheets: Vec<(String, PathBuf)> = Vec::new();
    for (name, expected) in table.as_object().expect("a table") {
        if expected["refused"].is_null() {
            let register = expected["register"].as_str().expect("a register");
            sheets.push((
                register.to_owned(),
                fixture(&format!("cases/import/{name}")),
            ));
        }
    }
    for ending in ["xlsx", "xls", "ods"] {
        for (register, name) in [
            ("roster", "代表名册-两行表头"),
            ("roster", "县级模板-含错误"),
            ("receptions", "接待登记-2023"),
        ] {
            sheets.push((register.to_owned(), fixture(&format!("{name}.{ending}"))));
        }
    }
    let sealed = Office::founded().sealed();
    let mut lost: Vec<String> = Vec::new();
    for (register, path) in &sheets {
        lost.extend(lost_of(&sealed, register, path));
    }
    assert!(lost.is_empty(), "lost without a word:\n{}", lost.join("\n"));
}

/// The cells of the sheet that nothing accounts for, each with its place.
fn lost_of(sealed: &Sealed, register: &str, path: &Path) -> Vec<String> {
    let name = path
        .file_name()
        .map_or_else(String::new, |it| it.to_string_lossy().into_owned());
    let mut office = sealed.open();
    let report = office.import(register, path);
    let records = office.rows(register);
    let told = Told::new(&report, &records);
    let content = std::fs::read(path).expect("the sheet is there");
    let mut book = open(content, &name).expect("it was read before");
    let sheet = report["sheet"].as_str().unwrap_or_default();
    let at = book
        .sheets()
        .iter()
        .position(|it| it.name == sheet)
        .expect("the sheet that was read");
    let mut rows: Vec<Row> = Vec::new();
    book.read_sheet(at, &mut |row| {
        rows.push(row.clone());
        ControlFlow::Continue(())
    })
    .expect("it was read before");
    let mut headings = Headings::of(&rows, told.header_row);
    let mut lost = Vec::new();
    for row in rows.iter().filter(|it| it.number > told.header_row) {
        if told.rows.contains(&row.number) || headings.again(row) {
            continue;
        }
        let own = |cell: &&Cell| !cell.merged && !cell.value.is_blank();
        let here = told.records_of(row);
        for (index, cell) in row.cells.iter().enumerate().filter(|(_, it)| own(it)) {
            let heading = headings.over(index);
            if !told.tells(row.number, cell, &heading, &here) {
                lost.push(format!(
                    "{name} 第 {} 行第 {} 列“{}”：{}",
                    row.number,
                    index + 1,
                    heading.join("/"),
                    cell.shown()
                ));
            }
        }
    }
    lost
}

/// The texts over each column.
struct Headings {
    texts: Vec<Vec<String>>,
}

impl Headings {
    fn of(rows: &[Row], last: u32) -> Self {
        let width = rows.iter().map(|it| it.cells.len()).max().unwrap_or(0);
        let mut texts = vec![Vec::new(); width];
        for row in rows
            .iter()
            .filter(|it| it.number <= last && it.number + 3 > last)
        {
            for (at, cell) in row
                .cells
                .iter()
                .enumerate()
                .filter(|(_, it)| !it.value.is_blank())
            {
                texts[at].push(normalised(&cell.shown()));
            }
        }
        Self { texts }
    }

    fn over(&self, column: usize) -> Vec<String> {
        self.texts.get(column).cloned().unwrap_or_default()
    }

    /// Whether a row is a heading itself, repeated or of a table below or beside; it holds from there.
    fn again(&mut self, row: &Row) -> bool {
        let filled: Vec<(usize, String)> = row
            .cells
            .iter()
            .enumerate()
            .filter(|(_, it)| !it.value.is_blank())
            .map(|(at, it)| (at, normalised(&it.shown())))
            .collect();
        let known = |text: &String| {
            matches!(
                text.as_str(),
                "姓名" | "性别" | "序号" | "来访人" | "日期" | "联系电话" | "电话"
            )
        };
        let is = filled.iter().filter(|(_, text)| known(text)).count() >= 2;
        if is {
            for (at, text) in filled {
                self.texts[at] = vec![text];
            }
        }
        is
    }
}

/// What the import said and made.
struct Told<'a> {
    header_row: u32,
    /// Rows left out, refused or to be decided.
    rows: HashSet<u32>,
    findings: &'a [Value],
    columns: &'a [Value],
    /// Columns named in a note are told, too.
    notes: &'a [Value],
    records: &'a [Value],
}

impl<'a> Told<'a> {
    fn new(report: &'a Value, records: &'a [Value]) -> Self {
        let list = |key: &str| report[key].as_array().expect("a list");
        let sheet = &report["sheet"];
        let mut rows = HashSet::new();
        for key in ["left_out", "rejected", "duplicates"] {
            for line in list(key)
                .iter()
                .filter(|it| key != "left_out" || it["sheet"] == *sheet)
            {
                rows.extend(line["row"].as_u64().and_then(|it| u32::try_from(it).ok()));
            }
        }
        Self {
            header_row: report["header_row"]
                .as_u64()
                .and_then(|it| u32::try_from(it).ok())
                .expect("a heading"),
            rows,
            findings: list("findings"),
            columns: list("columns"),
            notes: list("notes"),
            records,
        }
    }

    /// The records that a row names; where it names none, all of them.
    fn records_of(&self, row: &Row) -> Vec<&'a Value> {
        let named = |record: &&Value| {
            ["name", "visitor", "title"].iter().any(|key| {
                let name = record["values"][*key]
                    .as_str()
                    .map(bare)
                    .unwrap_or_default();
                !name.is_empty() && row.cells.iter().any(|it| bare(&it.shown()).contains(&name))
            })
        };
        let here: Vec<&Value> = self.records.iter().filter(named).collect();
        match here.is_empty() {
            true => self.records.iter().collect(),
            false => here,
        }
    }

    fn tells(&self, row: u32, cell: &Cell, heading: &[String], records: &[&Value]) -> bool {
        let text = cell.shown();
        let text = text.trim();
        let number = text.chars().all(|c| c.is_ascii_digit());
        let counts = heading
            .iter()
            .any(|it| COUNTING.contains(&it.as_str()) || (number && it.ends_with("编号")));
        if counts || says_nothing(text) || is_ditto(&cell.value) {
            return true;
        }
        let found = self.findings.iter().any(|it| {
            let value = it["value"].as_str().unwrap_or_default();
            it["row"] == row
                && (bare(value).contains(&bare(text))
                    || (!value.is_empty() && bare(text).contains(&bare(value))))
        });
        if found {
            return true;
        }
        let wanted: Vec<String> = match TICKS.contains(&text) {
            true => heading
                .iter()
                .map(|it| bare(it.strip_suffix('级').unwrap_or(it)))
                .collect(),
            false => said(cell),
        };
        let noted = |it: &String| {
            let named = |note: &Value| normalised(note.as_str().unwrap_or_default());
            !it.is_empty()
                && self
                    .notes
                    .iter()
                    .any(|note| named(note).contains(it.as_str()))
        };
        if heading.iter().any(noted) {
            return true;
        }
        let field = self.columns.iter().find_map(|it| {
            let header = normalised(it["header"].as_str().unwrap_or_default());
            heading
                .contains(&header)
                .then(|| it["field"].as_str())
                .flatten()
        });
        records.iter().any(|record| {
            let all = all_of(&record["values"]);
            let read = field.is_some_and(|key| !record["values"][key].is_null());
            let computed = heading.iter().any(|it| it == "年龄");
            if computed && !record["values"]["age"].is_null() {
                return true;
            }
            read || wanted.iter().any(|it| !it.is_empty() && is_among(it, &all))
        })
    }
}

fn says_nothing(text: &str) -> bool {
    matches!(text, "无" | "0" | "空" | "没有" | "未分组" | "00:00") || bare(text).is_empty()
}

/// A cell's text, and for a number that may be a day that day.
fn said(cell: &Cell) -> Vec<String> {
    let mut all = vec![bare(&cell.shown())];
    if let CellValue::Number(number) = cell.value
        && let Ok(WrittenDate::Full(day)) = from_number(number)
    {
        all.push(bare(&day.to_string()));
    }
    all
}

/// Letters, digits and Chinese characters alone.
fn bare(text: &str) -> String {
    let text = domain::names::radicals::unify(text);
    text.chars()
        .filter(|c| c.is_alphanumeric() && !"年月日号".contains(*c))
        .flat_map(char::to_lowercase)
        .collect()
}

fn all_of(values: &Value) -> String {
    match values {
        Value::Object(fields) => fields.values().map(all_of).collect(),
        Value::Array(items) => items.iter().map(all_of).collect(),
        Value::Null => String::new(),
        Value::String(text) => bare(text),
        other => other.to_string(),
    }
}

/// Whether the characters of one text stand in another in their order: 本科 in 大学本科, 7005 in 1970-05.
fn is_among(short: &str, long: &str) -> bool {
    let mut rest = long.chars();
    short.chars().all(|c| rest.any(|it| it == c))
}
