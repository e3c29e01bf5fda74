//! Files of many producers, and what a reader must make of them.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::ops::ControlFlow;
use std::path::PathBuf;

use workbook::read::{CellValue, DatePrecision, ReadFault, ReadSummary, Row, open};

fn bytes(name: &str) -> Vec<u8> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../fixtures/cases/import");
    std::fs::read(root.join(name)).unwrap()
}

fn read(name: &str) -> Result<(Vec<Row>, ReadSummary), ReadFault> {
    let mut book = open(bytes(name), name)?;
    let mut rows = Vec::new();
    let summary = book.read_sheet(0, &mut |row| {
        rows.push(row.clone());
        ControlFlow::Continue(())
    })?;
    Ok((rows, summary))
}

fn rows(name: &str) -> Vec<Row> {
    read(name)
        .unwrap_or_else(|fault| panic!("{name}: {fault}"))
        .0
}

/// Column under a heading of the first row.
fn column(rows: &[Row], heading: &str) -> usize {
    let mut cells = rows[0].cells.iter();
    cells
        .position(|cell| cell.value.shown() == heading)
        .unwrap_or_else(|| panic!("{heading} in {:?}", rows[0]))
}

#[test]
fn good_files_of_every_producer_open() {
    for name in [
        "c07_backslash.xlsx",
        "c07_cell_extlst.xlsx",
        "c08_embedded_docx.xlsx",
        "c08_photo_noext.xlsx",
        "c42_biff5_1252.xls",
        "c44_biff8_cp1252.xls",
        "c44_biff8_cp65001.xls",
        "c44_biff8_cp936.xls",
        "c44_fmt59.xls",
        "c46_dsstore.xlsx",
        "c46_google_metadata.xlsx",
        "c46_trash.xlsx",
        "c47_velvet.xlsx",
        "c51_dim_a0.xlsx",
        "c51_dim_empty.xlsx",
        "c51_dim_rows.xlsx",
        "c10_1a.csv",
        "c10_ctrl.csv",
        "c10_utf8_cut.csv",
        "c10_quote_open.csv",
    ] {
        let rows = rows(name);
        let names = column(&rows, "姓名");
        let people: Vec<String> = rows[1..]
            .iter()
            .map(|row| row.value(names).shown())
            .collect();
        assert_eq!(
            people,
            ["赵一明", "钱二妹", "孙三强", "李四红", "周五生"],
            "{name}: five people"
        );
    }
}

#[test]
fn a_container_with_spare_entries_in_its_tables_opens() {
    let rows = rows("c41_sheetjs_5.xls");
    let names = column(&rows, "姓名");
    assert_eq!(rows.len(), 6, "a heading and five people");
    assert_eq!(rows[5].value(names).shown(), "代表丣", "to the last");
}

#[test]
fn formats_of_year_and_month_are_months() {
    for name in [
        "c01_ym_17.xlsx",
        "c01_ym_cn.xlsx",
        "c01_ym_dash.xlsx",
        "c01_ym_loc.xlsx",
    ] {
        let rows = rows(name);
        let born = column(&rows, "出生年月");
        let cell = rows[1].cell(born);
        assert_eq!(cell.precision, DatePrecision::Month, "{name}: no day");
        assert_eq!(cell.shown(), "1983-12", "{name}: as it stands there");
    }
    let rows = rows("c44_fmt59.xls");
    let born = rows[1].cell(column(&rows, "出生日期"));
    assert!(
        matches!(born.value, CellValue::Date(_)) && born.precision == DatePrecision::Day,
        "the file's own format goes before one of the same number: {born:?}"
    );
}

#[test]
fn what_the_format_adds_is_handed_on() {
    let rows = rows("c21_numfmt.xlsx");
    let shown: Vec<String> = rows[4].cells.iter().map(|cell| cell.shown()).collect();
    assert_eq!(
        shown[3..6],
        ["00028", "0312-1234564", "第2代表小组"],
        "zeros, dashes and words"
    );
    assert_eq!(shown[7], "冀代20260004", "a prefix");
    assert_eq!(
        rows[4].cells[3].value,
        CellValue::Number(28.0),
        "the number is there as well"
    );
}

#[test]
fn errors_are_errors_of_their_cell() {
    for name in ["blocked", "calc", "field", "google", "lo", "spill"] {
        let rows = rows(&format!("c05_err_{name}.xlsx"));
        assert_eq!(rows.len(), 6, "{name}: all are read");
        let errors = rows
            .iter()
            .flat_map(|row| &row.cells)
            .filter(|cell| matches!(cell.value, CellValue::Error(_)))
            .count();
        assert_eq!(errors, 1, "{name}: one cell is at fault");
    }
}

#[test]
fn hidden_rows_pictures_and_open_quotes_are_said() {
    let (_, hidden) = read("c20_hidden.xlsx").unwrap();
    assert!(
        hidden.hidden_rows + hidden.hidden_columns > 0,
        "what is not seen is counted: {hidden:?}"
    );
    assert!(hidden.note().unwrap().contains("隐藏"), "and said");
    let (rows, pictures) = read("c08_dispimg.xlsx").unwrap();
    assert_eq!(pictures.pictures, 5, "a photo each");
    assert!(
        rows[1..].iter().all(|row| row.value(4).is_blank()),
        "no formula text remains"
    );
    let (_, quote) = read("c10_quote_open.csv").unwrap();
    assert_eq!(quote.open_quote, Some(3), "its line");
    let (_, lost) = read("c10_utf8_cut.csv").unwrap();
    assert!(lost.lost_characters > 0, "the cut character is counted");
}

#[test]
fn digits_kept_by_a_formula_are_digits() {
    for name in ["c09_eq.csv", "c09_eqq.csv"] {
        let rows = rows(name);
        let id = column(&rows, "身份证号");
        assert_eq!(
            rows[1].value(id).shown(),
            "130899198312050113",
            "{name}: no formula around them"
        );
    }
}

#[test]
fn both_date_systems_are_told() {
    let name = "c03_general_1904.xlsx";
    let book = open(bytes(name), name).unwrap();
    assert!(book.date_1904(), "numbers without a format count from 1904");
}

#[test]
fn other_kinds_are_named_with_what_to_do() {
    for (name, word) in [
        ("c10_big5.csv", "Big5"),
        ("c11_uof.uos", "UOF"),
        ("c11_longstyle.xls", "网页"),
    ] {
        let fault = read(name).unwrap_err();
        assert!(fault.to_string().contains(word), "{name}: {fault}");
        assert!(fault.hint().contains("另存为"), "{name}: {}", fault.hint());
    }
}
