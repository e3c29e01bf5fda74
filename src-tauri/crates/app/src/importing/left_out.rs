//! What a file holds beside the records that came in: nothing of it is passed over without a word.

use std::collections::BTreeSet;

use domain::record::RecordType;
use workbook::layout::{DataSummary, Layout, RowKind, SkippedRow, count_records, sheet_tables};
use workbook::read::{Book, ReadFault};

use crate::importing::rows::Unread;
use crate::importing::specs::Specs;
use crate::wire::{FindingLine, ImportReport, LeftOutLine};

/// Lines listed; beyond that their number is told.
const MOST_LINES: usize = 2_000;
/// Filled cells in a row, and such rows, from which a sheet without a known heading is a table.
const TABLE_CELLS: usize = 3;
const TABLE_ROWS: usize = 2;

/// Takes note of a table's rows that are no records, and of what its reading met. `whole`: the pass
/// saw all of the sheet; `first_of_sheet`: no table of it was read before.
pub(super) fn of_table(
    report: &mut ImportReport,
    sheet: &str,
    layout: &Layout,
    summary: &DataSummary,
    (first_of_sheet, whole): (bool, bool),
) {
    // Above the heading of a lower table stand the tables before it.
    let told =
        |it: &&SkippedRow| !it.kind.says_nothing() && (first_of_sheet || it.kind != RowKind::Above);
    for row in summary.remembered.iter().filter(told) {
        let reason = if row.text.is_empty() {
            row.kind.reason().to_owned()
        } else {
            format!("{}：{}", row.kind.reason(), row.text)
        };
        let line = LeftOutLine {
            sheet: sheet.to_owned(),
            row: row.row,
            reason,
            table: false,
        };
        // A line merged over tables side by side is met in each of them.
        if !report
            .left_out
            .iter()
            .any(|it| it.row == line.row && it.sheet == line.sheet)
            && report.left_out.len() < MOST_LINES
        {
            report.left_out.push(line);
        }
    }
    if summary.forgotten > 0 {
        report.notes.push(format!(
            "另有 {} 行合计、说明之类没有一一列出，也没有导入。",
            summary.forgotten
        ));
    }
    if !whole {
        return;
    }
    for note in summary.read.notes() {
        if !report.notes.contains(&note) {
            report.notes.push(note);
        }
    }
    if let Some(row) = summary.read.open_quote {
        let last = layout
            .columns
            .last()
            .map_or_else(String::new, |it| it.header.clone());
        report.findings.push(FindingLine {
            row,
            at: row,
            sheet: None,
            column: last,
            value: "\"".into(),
            reason: "这一行有一个引号没有配对，已按普通字符读入".into(),
            hint: "请核对这一行的内容，在表里补上或删去引号".into(),
            severity: "warning".into(),
            record: None,
        });
    }
}

/// Names the columns that hold something which no record has a place for.
pub(super) fn of_columns(report: &mut ImportReport, kind: &RecordType, unread: &BTreeSet<Unread>) {
    let named = |of: fn(&Unread) -> Option<&String>| {
        let headers = unread.iter().filter_map(of).map(|it| format!("“{it}”"));
        headers.collect::<Vec<_>>().join("、")
    };
    let own = named(|it| match it {
        Unread::Own(header) => Some(header),
        Unread::Homeless(_) => None,
    });
    let homeless = named(|it| match it {
        Unread::Homeless(header) => Some(header),
        Unread::Own(_) => None,
    });
    let mut notes = Vec::new();
    if !own.is_empty() {
        notes.push(format!(
            "{own}由程序自己得出，表里写的没有读入；要留底的，请给这一列另起一个名称，就会记在“原表其它栏”里。"
        ));
    }
    if !homeless.is_empty() {
        notes.push(format!(
            "{}没有{homeless}这样的栏目，没有读入；要留着的，请先在台账方案里增加一栏。",
            kind.title
        ));
    }
    for note in notes {
        if !report.notes.contains(&note) {
            report.notes.push(note);
        }
    }
}

/// Names the sheets that were not read and hold a table.
pub(super) fn other_sheets(
    report: &mut ImportReport,
    book: &mut Book,
    read: &[usize],
    specs: &Specs,
    kind: &RecordType,
) -> Result<(), ReadFault> {
    let sheets: Vec<_> = book.sheets().to_vec();
    let title = kind
        .register
        .as_ref()
        .map_or(kind.title.as_str(), |it| it.title.as_str());
    for (at, sheet) in sheets.iter().enumerate() {
        if read.contains(&at) || report.left_out.len() >= MOST_LINES {
            continue;
        }
        let hidden = if sheet.hidden {
            "（隐藏的工作表）"
        } else {
            ""
        };
        let tables = match sheet_tables(book, at, &specs.specs) {
            Ok(tables) => tables,
            Err(fault) => {
                report.left_out.push(LeftOutLine {
                    sheet: sheet.name.clone(),
                    row: 1,
                    reason: format!("这张工作表读不出来{hidden}：{fault}"),
                    table: false,
                });
                continue;
            }
        };
        if let Some(first) = tables.first() {
            let count = count_records(book, at, &tables)?;
            if count > 0 {
                report.left_out.push(LeftOutLine {
                    sheet: sheet.name.clone(),
                    row: first.header_row,
                    reason: format!("另一张{title}{hidden}，有 {count} 行，这次没有导入"),
                    table: true,
                });
            }
            continue;
        }
        // Lists of words behind a template's columns lie on hidden sheets.
        if sheet.hidden {
            continue;
        }
        let rows = book.first_rows(at, 50)?;
        let full = |row: &&workbook::read::Row| {
            let own = row
                .cells
                .iter()
                .filter(|it| !it.merged && !it.value.is_blank());
            own.count() >= TABLE_CELLS
        };
        let full: Vec<u32> = rows.iter().filter(full).map(|it| it.number).collect();
        if full.len() >= TABLE_ROWS {
            report.left_out.push(LeftOutLine {
                sheet: sheet.name.clone(),
                row: full[0],
                reason: format!("这张工作表里没有认出{title}的表头，没有导入"),
                table: false,
            });
        }
    }
    Ok(())
}
