//! Files that mean harm, or came to harm: each ends in a sentence or is read, within bounded
//! memory. Each is opened in a process of its own, whose peak is measured there.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout)]
#![cfg(target_os = "linux")]

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::ops::ControlFlow;
use std::path::Path;
use std::process::Command;

use rust_xlsxwriter::Workbook;
use workbook::layout::{ColumnSpec, choose_sheet, data_rows};
use workbook::read::open;
use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

/// Of the whole process, in kilobytes.
const PEAK: u64 = 300 << 10;
const FILE: &str = "WORKBOOK_HOSTILE_FILE";

/// What became of a file.
struct Outcome {
    text: String,
    peak: u64,
}

/// Opens `bytes` in a process of its own.
fn outcome(name: &str, bytes: &[u8]) -> Outcome {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    let answer = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "open_the_file_named_in_the_environment",
            "--ignored",
            "--nocapture",
        ])
        .env(FILE, &path)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&answer.stdout).into_owned();
    let find = |key: &str| {
        let line = said
            .lines()
            .find_map(|line| line.split_once(key).map(|(_, rest)| rest));
        line.unwrap_or_else(|| panic!("{name}: the process ended early: {answer:?}"))
            .to_owned()
    };
    let outcome = Outcome {
        text: find("outcome="),
        peak: find("peak=").parse().unwrap(),
    };
    println!("{name}: {} ({} kB)", outcome.text, outcome.peak);
    assert!(outcome.peak < PEAK, "{name} needed {} kB", outcome.peak);
    outcome
}

fn refused(name: &str, bytes: &[u8], sentence: &str) {
    let outcome = outcome(name, bytes);
    assert!(outcome.text.contains(sentence), "{name}: {}", outcome.text);
}

#[test]
#[ignore = "run by the others in a process of its own"]
fn open_the_file_named_in_the_environment() {
    let Some(path) = std::env::var_os(FILE) else {
        return;
    };
    let bytes = std::fs::read(&path).unwrap();
    let name = Path::new(&path)
        .file_name()
        .unwrap()
        .to_string_lossy()
        .into_owned();
    let text = match read_whole(bytes, &name) {
        Ok(text) => text,
        Err(fault) => format!("{fault}。{}", fault.hint()),
    };
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let peak = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .unwrap();
    println!("\noutcome={}", text.replace('\n', " "));
    println!("peak={}", peak.trim().trim_end_matches(" kB"));
}

fn read_whole(bytes: Vec<u8>, name: &str) -> Result<String, workbook::read::ReadFault> {
    let specs: Vec<ColumnSpec> = ["姓名", "性别"]
        .iter()
        .map(|label| ColumnSpec {
            label: (*label).to_owned(),
            ..ColumnSpec::default()
        })
        .collect();
    let mut book = open(bytes, name)?;
    let mut text = String::new();
    if let Some((sheet, layout)) = choose_sheet(&mut book, &specs)? {
        let summary = data_rows(
            &mut book,
            sheet,
            &layout,
            &mut |_| ControlFlow::Continue(()),
        )?;
        write!(text, "data {} skipped {}", summary.data, summary.skipped).unwrap();
        text.push_str(&summary.read.note().unwrap_or_default());
    } else {
        let summary = book.read_sheet(0, &mut |_| ControlFlow::Continue(()))?;
        write!(text, "rows {}", summary.rows).unwrap();
        text.push_str(&summary.note().unwrap_or_default());
    }
    Ok(text)
}

fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(1));
    for (path, contents) in parts {
        zip.start_file(*path, options).unwrap();
        zip.write_all(contents).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// An `.xlsx` of one sheet, given as its `sheetData`.
fn xlsx(sheet_data: &str) -> Vec<u8> {
    xlsx_with(sheet_data, "<sst uniqueCount=\"0\"></sst>")
}

fn xlsx_with(sheet_data: &str, shared: &str) -> Vec<u8> {
    let sheet = format!("<worksheet><sheetData>{sheet_data}</sheetData></worksheet>");
    zipped(&[
        ("[Content_Types].xml", b"<Types/>"),
        (
            "_rels/.rels",
            b"<Relationships><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/\
              officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/>\
              </Relationships>",
        ),
        (
            "xl/workbook.xml",
            b"<workbook><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            b"<Relationships><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/\
              officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
              </Relationships>",
        ),
        ("xl/sharedStrings.xml", shared.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

fn inline(address: &str, text: &str) -> String {
    format!("<c r=\"{address}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

fn small_table() -> String {
    format!(
        "<row r=\"1\">{}{}</row><row r=\"2\">{}{}</row>",
        inline("A1", "姓名"),
        inline("B1", "性别"),
        inline("A2", "张三"),
        inline("B2", "男")
    )
}

#[test]
fn stray_cells_cost_nothing() {
    for address in ["XFD1048576", "A1048576", "XFD3"] {
        let row = address.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        let data = format!(
            "{}<row r=\"{row}\"><c r=\"{address}\"><v>1</v></c></row>",
            small_table()
        );
        let outcome = outcome("stray.xlsx", &xlsx(&data));
        assert!(
            outcome.text.starts_with("data 1"),
            "{address}: {}",
            outcome.text
        );
    }
}

#[test]
fn a_million_empty_formatted_rows_are_passed_over() {
    let mut data = small_table();
    // A million in release mode; reading is slow without optimisation.
    let rows = if cfg!(debug_assertions) {
        100_000
    } else {
        1_048_576
    };
    for row in 3..=rows {
        write!(
            data,
            "<row r=\"{row}\" s=\"1\" customFormat=\"1\"><c r=\"A{row}\" s=\"1\"/></row>"
        )
        .unwrap();
    }
    let outcome = outcome("formatted.xlsx", &xlsx(&data));
    assert_eq!(
        outcome.text, "data 1 skipped 0",
        "nothing is read from them"
    );
}

#[test]
fn a_huge_cell_is_refused_before_it_is_held() {
    let long = "长".repeat(if cfg!(debug_assertions) {
        2 << 20
    } else {
        350 << 20
    });
    let sentence = "单元格的内容过长";
    refused(
        "inline.xlsx",
        &xlsx(&format!("<row r=\"1\">{}</row>", inline("A1", &long))),
        sentence,
    );
    let shared = format!("<sst uniqueCount=\"1\"><si><t>{long}</t></si></sst>");
    refused("shared.xlsx", &xlsx_with(&small_table(), &shared), sentence);
    let ods = ods(&format!(
        "<table:table-row><table:table-cell><text:p>{long}</text:p></table:table-cell>\
         </table:table-row>"
    ));
    refused("cell.ods", &ods, sentence);
}

#[test]
fn many_long_cells_in_a_row_are_refused() {
    let shared = format!(
        "<sst uniqueCount=\"1\"><si><t>{}</t></si></sst>",
        "长".repeat(30_000)
    );
    let mut data = String::from("<row r=\"1\">");
    for column in 0..256 {
        let name = workbook::read::column_name(column);
        write!(data, "<c r=\"{name}1\" t=\"s\"><v>0</v></c>").unwrap();
    }
    data.push_str("</row>");
    refused("row.xlsx", &xlsx_with(&data, &shared), "第 1 行的内容过长");
}

#[test]
fn zip_bombs_are_refused() {
    // Packing a gigabyte takes minutes without optimisation.
    if !cfg!(debug_assertions) {
        let part = "<row></row>".repeat(6 << 20);
        let names: Vec<String> = (0..20)
            .map(|at| format!("xl/worksheets/{at}.xml"))
            .collect();
        let parts: Vec<(&str, &[u8])> = names
            .iter()
            .map(|name| (name.as_str(), part.as_bytes()))
            .collect();
        refused("many.xlsx", &zipped(&parts), "展开后大得不正常");
    }
    let zeros = vec![b' '; 20 << 20];
    refused(
        "other.xlsx",
        &zipped(&[("xl/workbook.xml", &zeros)]),
        "没有打开",
    );
    let texts = "<si/>".repeat(if cfg!(debug_assertions) {
        500_000
    } else {
        9_000_000
    });
    let texts = outcome(
        "texts.xlsx",
        &xlsx_with(&small_table(), &format!("<sst>{texts}</sst>")),
    );
    let expected = if cfg!(debug_assertions) {
        "data 1"
    } else {
        "大得不正常"
    };
    assert!(texts.text.contains(expected), "{}", texts.text);
    let nested = zipped(&[("a.zip", &zipped(&[("b.zip", &zeros[..1 << 20])]))]);
    refused("nested.xlsx", &nested, "压缩包");
}

/// An `.xlsx` of parts, with the parts that every workbook has where they are not given.
fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let usual = [
        ("[Content_Types].xml", "<Types/>"),
        (
            "_rels/.rels",
            "<Relationships><Relationship Id=\"r1\" Type=\"x/officeDocument\" \
             Target=\"xl/workbook.xml\"/></Relationships>",
        ),
        (
            "xl/workbook.xml",
            "<workbook><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" \
             Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"x/sharedStrings\" \
             Target=\"sharedStrings.xml\"/></Relationships>",
        ),
    ];
    let mut all: Vec<(&str, &[u8])> = Vec::new();
    for (path, text) in usual.iter().chain(parts) {
        match all.iter_mut().find(|(own, _)| own == path) {
            Some(own) => own.1 = text.as_bytes(),
            None => all.push((path, text.as_bytes())),
        }
    }
    zipped(&all)
}

#[test]
fn nothing_announced_is_believed_wherever_it_stands() {
    let sheet = format!(
        "<worksheet><sheetData>{}</sheetData></worksheet>",
        small_table()
    );
    let sheet = ("xl/worksheets/sheet1.xml", sheet.as_str());
    let count = "uniqueCount=\"10000000000000\"";
    let far = format!(
        "<sst {} {count}><si><t>a</t></si></sst>",
        "a=\"b\" ".repeat(40)
    );
    for (name, shared) in [
        ("alone", format!("<sst {count}><si><t>a</t></si></sst>")),
        ("behind 200 bytes of attributes", far),
        (
            "in the first of two",
            format!("<sst {count}></sst><sst uniqueCount=\"1\"><si><t>a</t></si></sst>"),
        ),
        (
            "behind a quoted decoy",
            format!("<sst x=' uniqueCount=\"1\" ' {count}><si><t>a</t></si></sst>"),
        ),
    ] {
        let file = package(&[sheet, ("xl/sharedStrings.xml", &shared)]);
        let outcome = outcome("announced.xlsx", &file);
        assert!(
            outcome.text.starts_with("data 1"),
            "{name}: {}",
            outcome.text
        );
    }
}

#[test]
fn what_is_examined_is_what_is_read() {
    // Beyond a cell's limit in every reading, with little markup that compresses well.
    let long = "x".repeat(if cfg!(debug_assertions) {
        4 << 20
    } else {
        400 << 20
    });
    let cell = format!("<c r=\"A1\" t=\"inlineStr\"><is><t>{long}</t></is></c>");
    let worksheet = |cells: &str| {
        format!("<worksheet><sheetData><row r=\"1\">{cells}</row></sheetData></worksheet>")
    };
    let (small, big) = (worksheet(&inline("A1", "姓名")), worksheet(&cell));
    let decoy = "<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" \
                 z:Target=\"worksheets/sheet1.xml\" Target=\"other/big.txt\"/></Relationships>";
    let decoy = package(&[
        ("xl/_rels/workbook.xml.rels", decoy),
        ("xl/worksheets/sheet1.xml", &small),
        ("xl/other/big.txt", &big),
    ]);
    let outside = package(&[
        (
            "_rels/.rels",
            "<Relationships><Relationship Id=\"r1\" Type=\"x/officeDocument\" \
             Target=\"elsewhere/book.xml\"/></Relationships>",
        ),
        (
            "elsewhere/book.xml",
            "<workbook><sheets><sheet name=\"S\" r:id=\"r9\"/></sheets></workbook>",
        ),
        (
            "elsewhere/_rels/book.xml.rels",
            "<Relationships><Relationship Id=\"r9\" Type=\"x/worksheet\" \
             Target=\"big.bin\"/></Relationships>",
        ),
        ("elsewhere/big.bin", &big),
    ]);
    let pieces = "x<c/>".repeat(long.len() / 5);
    let inside = worksheet(&format!(
        "<c r=\"A1\" t=\"inlineStr\"><is><t>{pieces}</t></is></c>"
    ));
    let inside = package(&[("xl/worksheets/sheet1.xml", &inside)]);
    for (name, file) in [("decoy", decoy), ("outside", outside)] {
        let outcome = outcome("hidden.xlsx", &file);
        assert!(
            outcome.text.contains("过长") || outcome.text.starts_with("rows 1"),
            "{name}: {}",
            outcome.text
        );
    }
    let split = outcome("inside.xlsx", &inside);
    let short = cfg!(debug_assertions);
    assert!(
        split.text.contains("过长") || (short && split.text.starts_with("rows 1")),
        "the pieces add up: {}",
        split.text
    );
}

#[test]
fn one_long_text_named_by_every_cell_is_cut() {
    let shared = format!("<sst><si><t>{}</t></si></sst>", "长".repeat(10_000));
    let mut data = small_table();
    for row in 3..1_000 {
        write!(data, "<row r=\"{row}\">").unwrap();
        for _ in 0..100 {
            data.push_str("<c t=\"s\"><v>0</v></c>");
        }
        data.push_str("</row>");
    }
    let outcome = outcome("named.xlsx", &xlsx_with(&data, &shared));
    assert!(outcome.text.contains("以下还有内容"), "{}", outcome.text);
}

#[test]
fn a_directory_that_lies_about_sizes_is_not_believed() {
    let mut bytes = zipped(&[("xl/worksheets/sheet1.xml", &vec![b'<'; 5 << 20])]);
    // The uncompressed size in the central directory, of one byte.
    let at = memchr_last(&bytes, b"PK\x01\x02");
    bytes[at + 24..at + 28].copy_from_slice(&1_u32.to_le_bytes());
    refused("liar.xlsx", &bytes, "。");
}

fn memchr_last(bytes: &[u8], needle: &[u8]) -> usize {
    (0..bytes.len() - needle.len())
        .rev()
        .find(|at| bytes[*at..].starts_with(needle))
        .unwrap()
}

#[test]
fn three_thousand_columns_keep_the_first() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet
        .write(0, 0, "姓名")
        .unwrap()
        .write(0, 1, "性别")
        .unwrap();
    for column in 2..3000 {
        sheet.write(0, column, format!("栏{column}")).unwrap();
    }
    for row in 1..20 {
        for column in 0..3000 {
            sheet.write(row, column, "值").unwrap();
        }
    }
    let outcome = outcome("wide.xlsx", &book.save_to_buffer().unwrap());
    assert!(outcome.text.starts_with("data 19"), "{}", outcome.text);
    assert!(outcome.text.contains("IV 列以右还有"), "{}", outcome.text);
}

#[test]
fn what_is_no_spreadsheet_is_named() {
    for (name, bytes, sentence) in [
        (
            "a.xlsx",
            &b"<html><body><table><tr><td>1</td></tr></table></html>"[..],
            "网页",
        ),
        ("b.xlsx", "这是一段文字\n没有表格".as_bytes(), "纯文本"),
        ("c.xlsx", b"", "空的"),
        ("d.xlsx", b"%PDF-1.7\n", "PDF"),
        ("e.xls", b"\x00\x01\x02\x03", "不是表格文件"),
        ("f.xlsx", b"PK\x03\x04", "损坏"),
        ("g.xls", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "损坏"),
    ] {
        refused(name, bytes, sentence);
    }
    refused("h.xlsx", &zipped(&[("word/document.xml", b"<w/>")]), "Word");
    refused("i.xlsx", &zipped(&[("xl/workbook.bin", b"x")]), ".xlsb");
}

#[test]
fn files_with_a_password_say_so() {
    let mut ole = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for stream in ["/EncryptionInfo", "/EncryptedPackage"] {
        ole.create_stream(stream)
            .unwrap()
            .write_all(&[7; 5000])
            .unwrap();
    }
    refused("a.xlsx", &ole.into_inner().into_inner(), "打开密码");
    let mut ole = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    let records = [
        0x09, 0x08, 4, 0, 0, 6, 5, 0, 0x2F, 0, 2, 0, 0, 0, 0x0A, 0, 0, 0,
    ];
    ole.create_stream("/Workbook")
        .unwrap()
        .write_all(&records)
        .unwrap();
    refused("b.xls", &ole.into_inner().into_inner(), "打开密码");
    let manifest = b"<manifest:encryption-data/>";
    let ods = zipped(&[("content.xml", b"x"), ("META-INF/manifest.xml", manifest)]);
    refused("c.ods", &ods, "打开密码");
}

#[test]
fn formulas_without_values_are_seen() {
    let data = format!(
        "<row r=\"1\">{}</row><row r=\"2\"><c r=\"A2\"><f>A1</f></c></row>\
         <row r=\"3\"><c r=\"A3\" s=\"0\"/></row>",
        inline("A1", "姓名")
    );
    let bytes = xlsx(&data);
    let mut seen = Vec::new();
    let mut book = open(bytes, "a.xlsx").unwrap();
    book.read_sheet(0, &mut |row| {
        seen.push((row.number, row.value(0).clone()));
        ControlFlow::Continue(())
    })
    .unwrap();
    assert_eq!(
        seen[1..],
        [(2, workbook::read::CellValue::FormulaWithoutValue)],
        "the formula shows, the formatted blank does not"
    );
}

/// An `.ods` of one sheet, given as its rows.
fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:body><office:spreadsheet>\
         <table:table table:name=\"S\">{rows}</table:table>\
         </office:spreadsheet></office:body></office:document-content>"
    );
    zipped(&[
        (
            "mimetype",
            b"application/vnd.oasis.opendocument.spreadsheet",
        ),
        ("content.xml", content.as_bytes()),
    ])
}

#[test]
fn repeats_of_an_ods_are_not_unrolled() {
    let cell = "<table:table-cell table:number-columns-repeated=\"16384\"><text:p>姓</text:p>\
                </table:table-cell>";
    let rows = format!(
        "<table:table-row table:number-rows-repeated=\"3000\">{cell}</table:table-row>\
         <table:table-row table:number-rows-repeated=\"1045576\"><table:table-cell/>\
         </table:table-row>"
    );
    let outcome = outcome("repeat.ods", &ods(&rows));
    assert!(outcome.text.starts_with("rows 3000"), "{}", outcome.text);
    let rows = "<table:table-row table:number-rows-repeated=\"1048576\">\
                <table:table-cell table:number-columns-repeated=\"256\"><text:p>姓名</text:p>\
                </table:table-cell></table:table-row>";
    let outcome = self::outcome("bomb.ods", &ods(rows));
    assert!(
        outcome.text.contains("行以下还有内容"),
        "the cut is said: {}",
        outcome.text
    );
    let mut cut = String::from("<table:table-row><table:table-cell><text:p>姓");
    cut.push_str(&"x".repeat(1000));
    let content = format!("<office:spreadsheet><table:table table:name=\"S\">{cut}");
    refused(
        "cut.ods",
        &zipped(&[("content.xml", content.as_bytes())]),
        "损坏",
    );
}

fn fixture(name: &str) -> Vec<u8> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../fixtures");
    std::fs::read(root.join(name)).unwrap()
}

#[test]
fn truncated_and_flipped_files_end_in_a_sentence_or_are_read() {
    for name in [
        "代表名册-两行表头.xlsx",
        "代表名册-两行表头.xls",
        "代表名册-两行表头.ods",
    ] {
        let whole = fixture(name);
        for cut in [
            10,
            whole.len() / 4,
            whole.len() / 2,
            whole.len() - 30,
            whole.len() - 1,
        ] {
            let read = read_whole(whole[..cut].to_vec(), name);
            assert!(
                read.is_err() || read == read_whole(whole.clone(), name),
                "{name} cut at {cut} is damaged, or nothing of its table was lost"
            );
        }
        let mut random = 0x9E37_79B9_7F4A_7C15_u64;
        for _ in 0..300 {
            let mut bytes = whole.clone();
            for _ in 0..4 {
                random ^= random << 13;
                random ^= random >> 7;
                random ^= random << 17;
                let at = (random >> 8) as usize % bytes.len();
                bytes[at] ^= 1 << (random % 8);
            }
            let _ = read_whole(bytes, name);
        }
    }
}
