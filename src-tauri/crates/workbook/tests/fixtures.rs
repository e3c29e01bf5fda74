//! The sample files read the same from every format.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout)]

use std::ops::ControlFlow;
use std::path::PathBuf;

use workbook::layout::{ColumnSpec, RowKind, choose_sheet, data_rows};
use workbook::read::{CellValue, Row, column_name, open};

const NAMES: [&str; 3] = ["代表名册-两行表头", "县级模板-含错误", "接待登记-2023"];

fn fixture(name: &str) -> Vec<u8> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../fixtures");
    std::fs::read(root.join(name)).unwrap()
}

fn rows(name: &str) -> Vec<Row> {
    let mut book = open(fixture(name), name).unwrap();
    let mut rows = Vec::new();
    book.read_sheet(0, &mut |row| {
        rows.push(row.clone());
        ControlFlow::Continue(())
    })
    .unwrap();
    rows
}

fn trimmed(mut row: Row) -> Row {
    while row
        .cells
        .last()
        .is_some_and(|cell| cell.value.shown().is_empty())
    {
        row.cells.pop();
    }
    row
}

/// `.ods` keeps 15 digits of a number, the others 17.
fn as_kept(row: &Row) -> Vec<(String, bool)> {
    row.cells
        .iter()
        .map(|cell| match cell.value {
            CellValue::Number(_) => (format!("number {}", cell.value.shown()), cell.merged),
            ref value => (format!("{value:?}"), cell.merged),
        })
        .collect()
}

#[test]
fn every_format_gives_the_same_rows() {
    for name in NAMES {
        let from_xlsx: Vec<Row> = rows(&format!("{name}.xlsx"))
            .into_iter()
            .map(trimmed)
            .collect();
        for ending in ["xls", "ods"] {
            let other: Vec<Row> = rows(&format!("{name}.{ending}"))
                .into_iter()
                .map(trimmed)
                .collect();
            assert_eq!(
                from_xlsx.len(),
                other.len(),
                "{name}.{ending} has as many rows"
            );
            for (left, right) in from_xlsx.iter().zip(&other) {
                assert_eq!(
                    as_kept(left),
                    as_kept(right),
                    "{name}.{ending} row {}",
                    left.number
                );
            }
        }
    }
}

#[test]
fn hidden_sheets_come_last_and_are_marked() {
    for ending in ["xlsx", "xls", "ods"] {
        let name = format!("县级模板-含错误.{ending}");
        let book = open(fixture(&name), &name).unwrap();
        let sheets = book.sheets();
        assert_eq!(sheets.len(), 2, "{name} has two sheets");
        assert!(
            !sheets[0].hidden && sheets[1].hidden,
            "{name}: the list of choices is hidden"
        );
        assert_eq!(sheets[1].name, "选项", "{name}: by its name");
    }
}

#[test]
fn groups_in_merged_cells_reach_every_person() {
    let rows = rows("代表名册-两行表头.xlsx");
    let people: Vec<&Row> = rows
        .iter()
        .filter(|row| (5..=66).contains(&row.number))
        .collect();
    assert_eq!(people.len(), 62, "62 people");
    assert!(
        people.iter().all(|row| !row.value(1).is_blank()),
        "each has a group"
    );
    assert!(
        people[1].cells[1].merged && !people[0].cells[1].merged,
        "filled cells are marked"
    );
    assert_eq!(
        people[1].address(1),
        "B6",
        "addresses are those of the sheet"
    );
}

fn specs(columns: &[(&str, &[&str])]) -> Vec<ColumnSpec> {
    columns
        .iter()
        .map(|(label, aliases)| ColumnSpec {
            key: (*label).to_owned(),
            label: (*label).to_owned(),
            aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
            required: matches!(*label, "姓名" | "来访人姓名"),
            name: matches!(*label, "姓名" | "来访人姓名"),
            ..ColumnSpec::default()
        })
        .collect()
}

fn roster() -> Vec<ColumnSpec> {
    specs(&[
        ("姓名", &["代表姓名"]),
        ("性别", &[]),
        ("民族", &[]),
        ("出生日期", &["出生年月", "出生年月日"]),
        ("身份证号", &["身份证号码", "公民身份号码"]),
        ("政治面貌", &["党派"]),
        ("学历", &["文化程度"]),
        ("工作单位及职务", &["职业", "单位及职务"]),
        ("代表层级", &["层级"]),
        ("选区", &["所在选区"]),
        ("代表小组", &["小组"]),
        ("手机", &["联系电话", "电话"]),
        ("是否连任", &[]),
        ("备注", &[]),
    ])
}

fn reception() -> Vec<ColumnSpec> {
    specs(&[
        ("接待时间", &["时间"]),
        ("来访人姓名", &["来访人"]),
        ("性别", &[]),
        ("住址", &["住址（村组）"]),
        ("联系电话", &["电话"]),
        ("反映内容", &["反映的主要问题和意见建议"]),
        ("接待代表", &[]),
        ("当场处理情况", &["处理意见"]),
        ("办理结果", &[]),
        ("反馈时间", &[]),
        ("来访人满意度", &["满意度"]),
    ])
}

#[test]
fn tables_are_found_and_their_records_counted() {
    for (name, specs, header, count, unmatched) in [
        (NAMES[0], roster(), 3..=4, 62, vec!["序号"]),
        (NAMES[1], roster(), 1..=1, 63, vec![]),
        (NAMES[2], reception(), 1..=1, 33, vec!["序号"]),
    ] {
        for ending in ["xlsx", "xls", "ods"] {
            let name = format!("{name}.{ending}");
            let mut book = open(fixture(&name), &name).unwrap();
            let (sheet, layout) = choose_sheet(&mut book, &specs).unwrap().unwrap();
            assert_eq!(sheet, 0, "{name}: the visible sheet");
            assert_eq!(
                layout.header_first..=layout.header_row,
                header,
                "{name}: the heading"
            );
            let other: Vec<&str> = layout
                .columns
                .iter()
                .filter(|column| column.spec.is_none())
                .map(|column| column.header.as_str())
                .collect();
            assert_eq!(other, unmatched, "{name}: every other column is known");
            let mut numbers = Vec::new();
            let summary = data_rows(&mut book, sheet, &layout, &mut |row| {
                numbers.push(row.number);
                ControlFlow::Continue(())
            })
            .unwrap();
            assert_eq!(summary.data, count, "{name}: records");
            let first = layout.header_row + 1;
            let expected: Vec<u32> = (first..first + count).collect();
            assert_eq!(
                numbers, expected,
                "{name}: none is left out between, also without a name"
            );
        }
    }
}

#[test]
fn the_roster_names_its_columns_and_its_notes() {
    let name = "代表名册-两行表头.xlsx";
    let specs = roster();
    let mut book = open(fixture(name), name).unwrap();
    let (sheet, layout) = choose_sheet(&mut book, &specs).unwrap().unwrap();
    let column = |label: &str| {
        let spec = specs.iter().position(|spec| spec.label == label).unwrap();
        layout.column_of(spec).map(column_name)
    };
    assert_eq!(
        column("代表层级").as_deref(),
        Some("L"),
        "备注（代表层级） holds the levels"
    );
    assert_eq!(column("备注"), None, "and nothing is left for 备注");
    assert_eq!(column("学历").as_deref(), Some("H"), "under its group");
    assert_eq!(
        column("出生日期").as_deref(),
        Some("F"),
        "through its line break"
    );
    assert_eq!(
        layout.title.as_deref(),
        Some("北营房镇第十九届人民代表大会代表名册"),
        "title"
    );
    let summary = data_rows(
        &mut book,
        sheet,
        &layout,
        &mut |_| ControlFlow::Continue(()),
    )
    .unwrap();
    let notes: Vec<(u32, RowKind)> = summary
        .remembered
        .iter()
        .map(|skipped| (skipped.row, skipped.kind))
        .collect();
    assert_eq!(
        notes,
        [(67, RowKind::Note), (68, RowKind::Note)],
        "the two lines at the foot"
    );
}

#[test]
fn the_year_of_a_logbook_is_known() {
    let name = "接待登记-2023.ods";
    let mut book = open(fixture(name), name).unwrap();
    let (_, layout) = choose_sheet(&mut book, &reception()).unwrap().unwrap();
    assert_eq!(layout.year, Some(2023), "1月26日 is in 2023");
}
