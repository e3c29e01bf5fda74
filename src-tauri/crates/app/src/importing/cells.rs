//! What a cell means before a field reads it: stand-ins for nothing, what its number format shows,
//! and what a spreadsheet made of a text.

use std::borrow::Cow;

use chrono::{Datelike, NaiveDate};
use domain::record::{Field, FieldFault, FieldType, Severity};
use domain::service::PromiseState;
use domain::trace::FindingState;
use workbook::read::{Cell, CellValue, DatePrecision};

/// Days between the two systems in which spreadsheets count them.
const DAYS_TO_1904: f64 = 1_462.0;

/// How a cell is handed to a field.
pub(super) enum AsWritten<'a> {
    Text(Cow<'a, str>),
    Number(f64),
    Date(NaiveDate),
    Bool(bool),
}

/// The cell as a field reads it: what the number format shows where the field holds text, the value
/// where it holds numbers or dates.
pub(super) fn written<'a>(field: &Field, cell: &'a Cell) -> AsWritten<'a> {
    let numeric = matches!(
        field.field_type,
        FieldType::Int | FieldType::Money | FieldType::Percent | FieldType::Time | FieldType::Date
    );
    if let (Some(display), false) = (&cell.display, numeric) {
        return AsWritten::Text(Cow::Borrowed(display));
    }
    match &cell.value {
        CellValue::Text(text) => AsWritten::Text(Cow::Borrowed(text)),
        CellValue::Number(number) => AsWritten::Number(*number),
        CellValue::Bool(truth) => AsWritten::Bool(*truth),
        CellValue::Date(date) if field.field_type == FieldType::Time => {
            AsWritten::Text(Cow::Owned(date.format("%H:%M").to_string()))
        }
        // A month or a year is all that was meant.
        CellValue::Date(_) if cell.precision != DatePrecision::Day => {
            AsWritten::Text(Cow::Owned(cell.shown()))
        }
        CellValue::Date(date) => AsWritten::Date(date.date()),
        other => AsWritten::Text(Cow::Owned(other.shown())),
    }
}

/// A day count as the system of 1900 has it; other numbers that are dates (196809, 1983.12) stay.
pub(super) fn in_system(number: f64, from_1904: bool) -> f64 {
    let counts_days = (1.0..100_000.0).contains(&number) && number.fract() == 0.0;
    if from_1904 && counts_days && number >= 10_000.0 {
        number + DAYS_TO_1904
    } else {
        number
    }
}

/// Whether a text stands for nothing, whatever the field.
fn is_dash(text: &str) -> bool {
    !text.is_empty()
        && text.chars().all(|c| {
            matches!(
                c,
                '-' | '—'
                    | '－'
                    | '–'
                    | '―'
                    | '─'
                    | '/'
                    | '／'
                    | '\\'
                    | '＼'
                    | '_'
                    | '＿'
                    | '~'
                    | '…'
                    | '.'
                    | '。'
            ) || c.is_whitespace()
        })
}

fn is_no_word(text: &str) -> bool {
    matches!(
        text,
        "无" | "空"
            | "没有"
            | "暂无"
            | "未填"
            | "无此项"
            | "(无)"
            | "（无）"
            | "(空)"
            | "（空）"
            | "空白"
            | "N/A"
            | "n/a"
            | "NA"
            | "NULL"
            | "null"
            | "None"
            | "无。"
    )
}

/// A text as far as it is shown.
pub(super) fn begun(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Words for a value that is not known yet; where a name of a group or a unit belongs they name
/// none.
fn is_unknown_word(text: &str) -> bool {
    let bare = text.trim_matches(['（', '）', '(', ')']);
    let states = [FindingState::Open.word(), PromiseState::Broken.word()];
    states.contains(&bare)
        || matches!(
            bare,
            "不详"
                | "未知"
                | "待定"
                | "未定"
                | "待补"
                | "待核"
                | "未分组"
                | "未编组"
                | "未分"
                | "尚未分组"
                | "无组"
                | "暂缺"
                | "缺"
                | "×"
                | "╳"
                | "?"
                | "？"
                | "??"
                | "？？"
                | "未编"
                | "未填写"
                | "待分"
                | "待分组"
                | "待落实"
                | "待确定"
                | "未确定"
        )
}

fn is_zero(value: &CellValue) -> bool {
    match value {
        CellValue::Number(number) => *number == 0.0,
        CellValue::Text(text) => matches!(text.trim(), "0" | "０" | "1900/1/0" | "1900-01-00"),
        CellValue::Date(date) => is_day_zero(date.date()),
        _ => false,
    }
}

/// A formula that points at an empty cell gives 0, which a date format shows as 1900/1/0.
fn is_day_zero(date: NaiveDate) -> bool {
    date.year() < 1900 || (date.year() == 1904 && date.ordinal() == 1)
}

/// Whether a cell stands for nothing: dashes, 无, a bare 0.
pub(super) fn says_nothing(value: &CellValue) -> bool {
    match value {
        CellValue::Text(text) => {
            let text = text.trim();
            is_dash(text) || is_no_word(text) || is_zero(value)
        }
        _ => is_zero(value),
    }
}

/// Whether what stands where a record is named names none: 无, 待定, 未分组.
pub(super) fn names_nobody(value: &CellValue) -> bool {
    says_nothing(value) || matches!(value, CellValue::Text(text) if is_unknown_word(text.trim()))
}

/// Whether a cell stands for nothing in a field that cannot mean what it says.
pub(super) fn is_nothing(field: &Field, value: &CellValue) -> bool {
    let text = match value {
        CellValue::Text(text) => text.trim(),
        _ => "",
    };
    match &field.field_type {
        // 无 may be what is meant: 备注 无, 学位 无.
        FieldType::Text | FieldType::LongText => {
            is_dash(text)
                || is_zero(value)
                || (is_no_word(text) && !text.contains('无') && !text.contains('没'))
        }
        // Day 0 as a time of day.
        FieldType::Date => {
            says_nothing(value) || matches!(text, "00:00" | "0:00" | "00:00:00" | "0:00:00")
        }
        FieldType::Name | FieldType::IdNumber | FieldType::Phone => says_nothing(value),
        FieldType::Ref(_) | FieldType::Refs(_) => names_nobody(value),
        FieldType::Int => is_dash(text) || is_no_word(text),
        FieldType::Bool | FieldType::Code(_) | FieldType::Choice(_) | FieldType::Choices(_) => {
            is_dash(text)
        }
        FieldType::Money | FieldType::Percent | FieldType::Time => false,
    }
}

/// A date where a field can hold none: the spreadsheet took 3-1 for 1 March.
pub(super) fn misread_date(field: &Field, cell: &Cell) -> Option<(String, &'static str)> {
    let CellValue::Date(date) = &cell.value else {
        return None;
    };
    let holds_none = matches!(
        field.field_type,
        FieldType::Name
            | FieldType::IdNumber
            | FieldType::Phone
            | FieldType::Code(_)
            | FieldType::Choice(_)
            | FieldType::Choices(_)
            | FieldType::Ref(_)
            | FieldType::Refs(_)
            | FieldType::Bool
    );
    holds_none.then(|| {
        (
            format!(
                "这一格成了日期，原来写的可能是“{}-{}”",
                date.month(),
                date.day()
            ),
            "请补录原来的内容；要在表里改的，先把这一列设为“文本”格式",
        )
    })
}

/// A date in a field of text that is not about time; it is kept and asked about.
pub(super) fn doubtful_date(field: &Field, header: &str, cell: &Cell) -> Option<FieldFault> {
    let CellValue::Date(date) = &cell.value else {
        return None;
    };
    let about_time = ["时间", "日期", "年", "月", "备注", "说明", "起止", "期"]
        .iter()
        .any(|word| header.contains(word));
    if field.field_type != FieldType::Text || about_time {
        return None;
    }
    Some(FieldFault {
        field: field.key.clone(),
        reason: format!(
            "这一格成了日期，原来写的可能是“{}-{}”",
            date.month(),
            date.day()
        ),
        hint: "请核对原表后改正".into(),
        severity: Severity::Warning,
    })
}

/// A character that the file has lost; the rest of the text is kept and asked about.
pub(super) fn lost_sign(field: &Field, cell: &Cell) -> Option<FieldFault> {
    let CellValue::Text(text) = &cell.value else {
        return None;
    };
    text.contains('\u{fffd}').then(|| FieldFault {
        field: field.key.clone(),
        reason: "有字在文件里已经损坏，以“\u{fffd}”代替".into(),
        hint: "请对照原件改正".into(),
        severity: Severity::Warning,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(field_type: FieldType) -> Field {
        Field::new("it", "它", field_type)
    }

    #[test]
    fn what_stands_for_nothing_depends_on_the_field() {
        let text = |text: &str| CellValue::Text(text.to_owned());
        for (field_type, value, nothing) in [
            (FieldType::Text, text("——"), true),
            (FieldType::Text, text("无"), false),
            (FieldType::Text, CellValue::Number(0.0), true),
            (FieldType::Phone, text("无"), true),
            (FieldType::Date, text("/"), true),
            (FieldType::Date, CellValue::Number(0.0), true),
            (FieldType::Int, CellValue::Number(0.0), false),
            (FieldType::Int, text("无"), true),
            (FieldType::Ref("unit".into()), text("－"), true),
            (FieldType::Ref("unit".into()), text("无锡村"), false),
            (FieldType::Ref("group".into()), text("（待定）"), true),
            (FieldType::Refs("unit".into()), text("未分组"), true),
            (FieldType::Text, text("待定"), false),
        ] {
            let found = is_nothing(&field(field_type.clone()), &value);
            assert_eq!(found, nothing, "{field_type:?} {value:?}");
        }
    }

    #[test]
    fn day_counts_of_1904() {
        assert_eq!(in_system(29_193.0, true), 30_655.0, "1,462 days later");
        assert_eq!(in_system(29_193.0, false), 29_193.0, "the usual system");
        assert_eq!(in_system(196_809.0, true), 196_809.0, "a month as digits");
    }
}
