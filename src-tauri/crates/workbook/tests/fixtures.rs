//! The sample files read the same from every format.

use std::ops::ControlFlow;
use std::path::PathBuf;

use workbook::read::{CellValue, Row, open};

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
    while row.cells.last().is_some_and(|cell| cell.value.shown().is_empty()) {
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
        let from_xlsx: Vec<Row> = rows(&format!("{name}.xlsx")).into_iter().map(trimmed).collect();
        for ending in ["xls", "ods"] {
            let other: Vec<Row> =
                rows(&format!("{name}.{ending}")).into_iter().map(trimmed).collect();
            assert_eq!(from_xlsx.len(), other.len(), "{name}.{ending} has as many rows");
            for (left, right) in from_xlsx.iter().zip(&other) {
                assert_eq!(as_kept(left), as_kept(right), "{name}.{ending} row {}", left.number);
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
        assert!(!sheets[0].hidden && sheets[1].hidden, "{name}: the list of choices is hidden");
        assert_eq!(sheets[1].name, "选项", "{name}: by its name");
    }
}

#[test]
fn groups_in_merged_cells_reach_every_person() {
    let rows = rows("代表名册-两行表头.xlsx");
    let people: Vec<&Row> = rows.iter().filter(|row| (5..=66).contains(&row.number)).collect();
    assert_eq!(people.len(), 62, "62 people");
    assert!(people.iter().all(|row| !row.value(1).is_blank()), "each has a group");
    assert!(people[1].cells[1].merged && !people[0].cells[1].merged, "filled cells are marked");
    assert_eq!(people[1].address(1), "B6", "addresses are those of the sheet");
}
