//! Between what people write and what a field holds: one reader for forms, command line and
//! sheets, one writer for screen, paper and export.

use std::borrow::Cow;
use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::amounts::{
    AmountFault, Hours, parse_money, parse_percent, percent_from_number, says_nothing, show_money,
    show_percent,
};
use crate::dates::{PartialDate, WrittenDate, from_number, parse_written};
use crate::names::{clean, id_number, phone, radicals, several, width};
use crate::record::{Field, FieldFault, FieldType, Item, RecordId, Value};

/// What was written: text from a form, or a cell as a spreadsheet holds it.
#[derive(Clone, Copy, Debug)]
pub enum Written<'a> {
    /// Text.
    Text(&'a str),
    /// A number.
    Number(f64),
    /// A date.
    Date(NaiveDate),
    /// Yes or no.
    Bool(bool),
}

/// Without control characters, which stand on no paper; a sheet's cells come without them, too.
fn readable(text: Cow<'_, str>) -> Cow<'_, str> {
    let is_readable = |c: char| !c.is_ascii_control() || matches!(c, '\n' | '\t');
    if text.chars().all(is_readable) {
        return text;
    }
    Cow::Owned(text.chars().filter(|c| is_readable(*c)).collect())
}

/// Reads what was written into a field's value. Names of other records come back as
/// [`Item::Text`]: who they are is looked up by the caller. `year` completes dates written without
/// one.
///
/// # Errors
/// The fault in the clerk's words; the value then does not enter the field.
pub fn read_written(
    field: &Field,
    written: Written<'_>,
    year: Option<i32>,
) -> Result<Option<Value>, FieldFault> {
    let fault = |reason: String, hint: &str| FieldFault::error(field, reason, hint);
    let text = match written {
        Written::Text(text) => readable(radicals::unify(tidy(text))),
        _ => Cow::Owned(plain(written)),
    };
    if text.is_empty() {
        return Ok(None);
    }
    if let Some(count) = overlong(&field.field_type, &text) {
        let reason = format!("这一格有 {count} 个字，不像“{}”", field.label);
        return Err(fault(reason, "请核对这一格；要留下的说明请写在备注里"));
    }
    let value = match &field.field_type {
        FieldType::Text | FieldType::LongText => Value::Text(text.into_owned()),
        FieldType::Name => {
            if several::apart(&text).len() > 1 {
                let written = text.split_whitespace().collect::<Vec<_>>().join(" ");
                let found = clean::NameFault::People { written };
                return Err(fault(found.to_string(), found.hint()));
            }
            let name = clean::clean(&text);
            if let Some(found) = clean::fault_in_clean(&name) {
                return Err(fault(found.to_string(), "请核对姓名后改正"));
            }
            Value::Text(name)
        }
        FieldType::IdNumber => {
            if let Written::Number(number) = written
                && id_number::lost_digits(number)
            {
                return Err(fault(
                    "身份证号在表里存成了数字，末尾几位已丢失".into(),
                    "请按身份证原件补录；要在表里改的，先把这一列设为“文本”格式",
                ));
            }
            match id_number::IdNumber::parse(&text) {
                Ok(id_number::Parsed::Current(id)) => Value::Text(id.as_str().to_owned()),
                Ok(id_number::Parsed::Old { converted }) => {
                    return Err(fault(
                        "这是 15 位的老身份证号".into(),
                        &format!(
                            "换成 18 位可能是 {}，请对照现用身份证核对",
                            converted.as_str()
                        ),
                    ));
                }
                Err(found) => return Err(fault(found.to_string(), found.hint())),
            }
        }
        FieldType::Phone => match phone::parse(&text) {
            Ok(number) => Value::Text(number),
            Err(found) => return Err(fault(found.to_string(), found.hint())),
        },
        FieldType::Date => return read_date(field, written, &text, year).map(Some),
        FieldType::Int => match without_measure(&text).parse::<i64>() {
            Ok(number) if number >= 0 => Value::Int(number),
            _ => return Err(fault(format!("“{text}”不是数字"), "请只填数字，如 3")),
        },
        FieldType::Money | FieldType::Percent | FieldType::Time => {
            return read_amount(field, written, &text);
        }
        FieldType::Bool => match &*text {
            "是" | "√" | "✓" | "有" | "对" | "true" | "TRUE" | "1" | "Y" | "y" => {
                Value::Bool(true)
            }
            "否" | "×" | "无" | "不" | "false" | "FALSE" | "0" | "N" | "n" => {
                Value::Bool(false)
            }
            _ => return Err(fault(format!("“{text}”看不出是还是否"), "请填“是”或“否”")),
        },
        FieldType::Code(list) => match list.find(&text) {
            Some(code) => Value::Text(code.name.to_owned()),
            None => {
                return Err(fault(
                    format!("“{text}”不在{}名单里", list.title),
                    &format!("请从{}名单里选一个", list.title),
                ));
            }
        },
        FieldType::Choice(choices) => match choice(field, choices, &text) {
            Some(chosen) => Value::Text(chosen),
            None => return Err(unknown_choice(field, choices, &text)),
        },
        FieldType::Choices(choices) => {
            let mut chosen = BTreeSet::new();
            for part in split(&text) {
                match choice(field, choices, part) {
                    Some(it) => chosen.insert(Item::Text(it)),
                    None => return Err(unknown_choice(field, choices, part)),
                };
            }
            Value::Set(chosen)
        }
        FieldType::Ref(_) => Value::Ref(Item::Text(text.into_owned())),
        FieldType::Refs(_) => Value::Set(
            split(&text)
                .flat_map(several::apart)
                .map(|name| Item::Text(name.to_owned()))
                .collect(),
        ),
    };
    Ok(Some(value).filter(|value| !value.is_empty()))
}

/// The longest date, number, word of a list or name of a record, in characters.
const LONGEST_WORD: usize = 200;

/// The characters of a text that is far too long for its field. Such a text is refused before any
/// fault quotes it: a sheet can hold one of 30,000 characters in each of its rows.
fn overlong(field_type: &FieldType, text: &str) -> Option<usize> {
    let longest = match field_type {
        FieldType::Text | FieldType::LongText | FieldType::Name => return None,
        _ if text.len() <= LONGEST_WORD => return None,
        FieldType::Refs(_) | FieldType::Choices(_) => {
            let parts = split(text).map(|part| part.chars().count());
            parts.max().unwrap_or(0)
        }
        _ => text.chars().count(),
    };
    (longest > LONGEST_WORD).then_some(longest)
}

fn read_amount(
    field: &Field,
    written: Written<'_>,
    text: &str,
) -> Result<Option<Value>, FieldFault> {
    if says_nothing(text) {
        return Ok(None);
    }
    let read = match (&field.field_type, written) {
        // A sheet keeps 0.1 + 0.2 with seventeen digits; its cell shows two.
        (FieldType::Money, Written::Number(number)) => parse_money(&format!("{number:.2}")),
        (FieldType::Money, _) => parse_money(text),
        (FieldType::Percent, Written::Number(number)) => percent_from_number(number),
        (FieldType::Percent, _) => parse_percent(text),
        (_, Written::Number(number)) if (0.0..1.0).contains(&number) => {
            // A time of day is a part of a day in a sheet.
            let minutes = (number * 1440.0).round();
            return Hours::parse(&format!(
                "{:.0}:{:02.0}",
                (minutes / 60.0).floor(),
                minutes % 60.0
            ))
            .map(|it| Some(Value::Text(it.to_string())))
            .map_err(|fault| amount_fault(field, &fault));
        }
        _ => {
            return Hours::parse(text)
                .map(|it| Some(Value::Text(it.to_string())))
                .map_err(|fault| amount_fault(field, &fault));
        }
    };
    read.map(|it| Some(Value::Int(it)))
        .map_err(|fault| amount_fault(field, &fault))
}

fn amount_fault(field: &Field, fault: &AmountFault) -> FieldFault {
    FieldFault::error(field, fault.to_string(), fault.hint())
}

fn read_date(
    field: &Field,
    written: Written<'_>,
    text: &str,
    year: Option<i32>,
) -> Result<Value, FieldFault> {
    let read = match written {
        Written::Date(date) => {
            use chrono::Datelike;
            let month = u8::try_from(date.month()).unwrap_or(1);
            let day = u8::try_from(date.day()).unwrap_or(1);
            return PartialDate::day(date.year(), month, day)
                .map(Value::Date)
                .ok_or_else(|| {
                    FieldFault::error(
                        field,
                        format!("“{date}”不像一个日期"),
                        "请改成如 2023-03-05",
                    )
                });
        }
        Written::Number(number) => from_number(number),
        _ => parse_written(text),
    };
    match read {
        Ok(WrittenDate::Full(date)) => Ok(Value::Date(date)),
        Ok(WrittenDate::WithoutYear { month, day }) => {
            let Some(year) = year else {
                return Err(FieldFault::error(
                    field,
                    format!("“{text}”没有写年份"),
                    "请补上年份，如 2023年1月26日",
                ));
            };
            PartialDate::day(year, month, day)
                .map(Value::Date)
                .ok_or_else(|| {
                    FieldFault::error(
                        field,
                        format!("没有 {year} 年 {month} 月 {day} 日这一天"),
                        "请对照原件改成真实的日期",
                    )
                })
        }
        Err(found) => Err(FieldFault::error(field, found.to_string(), found.hint())),
    }
}

/// A value as people read it; sets joined with 、. `name` gives the name of a record referred to.
#[must_use]
pub fn show(value: &Value, name: &dyn Fn(RecordId) -> Option<String>) -> String {
    let item = |item: &Item| match item {
        Item::Id(id) => name(*id).unwrap_or_else(|| "（资料未到）".into()),
        Item::Text(text) => text.clone(),
    };
    match value {
        Value::Text(text) => text.clone(),
        Value::Int(number) => number.to_string(),
        Value::Bool(true) => "是".into(),
        Value::Bool(false) => "否".into(),
        Value::Date(date) => date.to_string(),
        Value::Ref(it) => item(it),
        Value::Set(items) => items.iter().map(item).collect::<Vec<_>>().join("、"),
    }
}

/// A field's value as people read it: amounts in the field's unit, the rest as [`show`] does.
#[must_use]
pub fn show_in(
    field_type: &FieldType,
    value: &Value,
    name: &dyn Fn(RecordId) -> Option<String>,
) -> String {
    match (field_type, value) {
        (FieldType::Money, Value::Int(fen)) => show_money(*fen),
        (FieldType::Percent, Value::Int(hundredths)) => show_percent(*hundredths),
        _ => show(value, name),
    }
}

/// Trims what editors and spreadsheets leave around a value; the inside stays as written.
fn tidy(text: &str) -> &str {
    let blank = |c: char| {
        c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{200c}' | '\u{200d}')
    };
    let text = text.trim_matches(blank);
    text.strip_prefix('\'').unwrap_or(text).trim_matches(blank)
}

fn plain(written: Written<'_>) -> String {
    match written {
        Written::Text(text) => text.to_owned(),
        Written::Number(number) if number.fract() == 0.0 && number.abs() < 1e15 => {
            format!("{number:.0}")
        }
        Written::Number(number) => number.to_string(),
        Written::Date(date) => date.format("%Y-%m-%d").to_string(),
        Written::Bool(true) => "是".into(),
        Written::Bool(false) => "否".into(),
    }
}

/// Several values in one cell, as offices separate them. What stands in brackets parts nothing:
/// 教育办（学前、小学） is one.
pub fn split(text: &str) -> impl Iterator<Item = &str> {
    const SEPARATORS: [char; 8] = ['、', '，', ',', ';', '；', '/', '\n', '|'];
    let opens = |sign: char| matches!(sign, '（' | '(' | '【' | '[');
    let closes = |sign: char| matches!(sign, '）' | ')' | '】' | ']');
    let count = |which: &dyn Fn(char) -> bool| text.chars().filter(|it| which(*it)).count();
    // A bracket that nobody closed holds nothing together.
    let paired = count(&opens) == count(&closes);
    let mut depth = 0_u32;
    text.split(move |sign: char| {
        if paired && opens(sign) {
            depth += 1;
        } else if closes(sign) {
            depth = depth.saturating_sub(1);
        }
        depth == 0 && SEPARATORS.contains(&sign)
    })
    .map(str::trim)
    .filter(|part| !part.is_empty())
}

/// A choice by its name, with or without 级, or by another word that offices use for it.
fn choice(field: &Field, choices: &[String], written: &str) -> Option<String> {
    let bare = |text: &str| {
        text.chars()
            .filter(|c| !c.is_whitespace())
            .collect::<String>()
    };
    let written = bare(written);
    let short = written.strip_suffix('级').unwrap_or(&written);
    let named = |choice: &&String| {
        let choice = bare(choice);
        choice == written || choice.strip_suffix('级').unwrap_or(&choice) == short
    };
    let meant = |(word, _): &&(String, String)| *word == written || word == short;
    choices.iter().find(named).cloned().or_else(|| {
        field
            .choice_aliases
            .iter()
            .find(meant)
            .map(|(_, choice)| choice.clone())
    })
}

fn unknown_choice(field: &Field, choices: &[String], written: &str) -> FieldFault {
    let offered: Vec<&str> = choices.iter().take(12).map(String::as_str).collect();
    FieldFault::error(
        field,
        format!("“{written}”不在“{}”的选项里", field.label),
        format!("可选：{}", offered.join("、")),
    )
}
/// 13人, ３ 件, 45岁: the number before its measure word.
fn without_measure(text: &str) -> String {
    const MEASURES: [&str; 16] = [
        "人次", "件次", "人", "名", "位", "户", "件", "条", "次", "份", "个", "项", "场", "岁",
        "天", "期",
    ];
    let text: String = text.chars().map(width::narrow).collect();
    let bare = MEASURES.iter().find_map(|it| text.trim().strip_suffix(it));
    let bare = bare.map_or(text.as_str(), str::trim_end);
    bare.trim_end_matches(".0").to_owned()
}
