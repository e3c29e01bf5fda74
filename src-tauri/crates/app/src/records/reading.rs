//! What was written for a record by field names, read into values.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate};
use domain::dates::{PartialDate, WrittenDate, parse_written};
use domain::record::{
    Field, FieldFault, FieldKey, FieldType, RecordId, RecordType, Row, Value, Written, read_written,
};

use crate::records::registers::field_of;
use crate::wire::{ErrorCode, UserError};

/// A field and what it becomes.
pub(crate) type Edit = (FieldKey, Option<Value>);

/// Reads a text that a person types today: a day without its year is the nearest one. A sheet's
/// dates are read by the year that stands over them instead.
pub(crate) fn read_typed(
    field: &Field,
    text: &str,
    today: NaiveDate,
) -> Result<Option<Value>, FieldFault> {
    if matches!(field.field_type, FieldType::Date) {
        return read_written(field, Written::Text(&completed(text, today)), None);
    }
    read_written(field, Written::Text(text), None)
}

/// Reads what was written into values; unknown and computed fields are refused at once.
pub(crate) fn read_values(
    kind: &RecordType,
    values: &BTreeMap<String, String>,
    today: NaiveDate,
) -> Result<(Vec<Edit>, Vec<FieldFault>), UserError> {
    let mut edits: Vec<Edit> = Vec::new();
    let mut faults = Vec::new();
    for (name, written) in values {
        let field = field_of(kind, name)?;
        let serial = kind.serial.as_ref().is_some_and(|it| it.field == field.key);
        if !field.is_editable() || serial {
            return Err(UserError::new(
                ErrorCode::BadRequest,
                format!("“{}”由程序自动产生，不能填写", field.label),
                "请去掉这一栏再保存",
            ));
        }
        match read_typed(field, written, today) {
            Ok(value) => edits.push((field.key.clone(), value)),
            Err(fault) => faults.push(fault),
        }
    }
    Ok((edits, faults))
}

/// The row as it would stand after the edits.
pub(crate) fn changed(kind: &RecordType, before: Option<&Row>, edits: &[Edit]) -> Row {
    let mut row = before
        .cloned()
        .unwrap_or_else(|| Row::empty(RecordId::new(), kind));
    for (key, value) in edits {
        row.put(kind, key, value.clone());
    }
    row
}

/// Values as edits.
pub(crate) fn filled(values: Vec<(FieldKey, Value)>) -> Vec<Edit> {
    let edit = |(key, value)| (key, Some(value));
    values.into_iter().map(edit).collect()
}

/// The month of 12月 or 12月份, which names no year.
fn month_alone(text: &str) -> Option<u8> {
    let month = text.trim_end_matches('份').strip_suffix('月')?;
    month.parse().ok().filter(|it| (1..=12).contains(it))
}

/// A day as people say it beside a diary: 今天, 昨天, 26日, 3月5日. The year or month that is not
/// said is the one that makes the day nearest to today.
fn completed(text: &str, today: NaiveDate) -> String {
    let text = text.trim();
    let word = [
        ("今天", 0),
        ("今日", 0),
        ("昨天", -1),
        ("昨日", -1),
        ("前天", -2),
        ("明天", 1),
    ];
    if let Some((_, days)) = word.iter().find(|(it, _)| *it == text) {
        let span = Days::new(i64::unsigned_abs(*days));
        let day = if *days < 0 {
            today.checked_sub_days(span)
        } else {
            today.checked_add_days(span)
        };
        return day.unwrap_or(today).to_string();
    }
    if let Some(month) = month_alone(text) {
        let away = |year: &i32| {
            let months = (year - today.year()) * 12 + i32::from(month);
            (months - i32::try_from(today.month()).unwrap_or(0)).abs()
        };
        let years = today.year() - 1..=today.year() + 1;
        return years
            .min_by_key(away)
            .and_then(|year| PartialDate::month(year, month))
            .map_or_else(|| text.to_owned(), |it| it.to_string());
    }
    let day_alone = text
        .strip_suffix(['日', '号'])
        .and_then(|it| it.parse::<u32>().ok());
    let candidates: Vec<NaiveDate> = if let Some(day) = day_alone {
        (-1..=1)
            .filter_map(|step| {
                let month = today.year() * 12 + i32::try_from(today.month0()).unwrap_or(0) + step;
                let at = u32::try_from(month.rem_euclid(12)).unwrap_or(0) + 1;
                NaiveDate::from_ymd_opt(month.div_euclid(12), at, day)
            })
            .collect()
    } else if let Ok(WrittenDate::WithoutYear { month, day }) = parse_written(text) {
        (today.year() - 1..=today.year() + 1)
            .filter_map(|year| PartialDate::day(year, month, day).and_then(PartialDate::exact))
            .collect()
    } else {
        Vec::new()
    };
    candidates
        .into_iter()
        .min_by_key(|it| it.signed_duration_since(today).num_days().abs())
        .map_or_else(|| text.to_owned(), |it| it.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_without_its_year_is_the_nearest_one() {
        let day = |text: &str, on: &str| completed(text, on.parse().unwrap());
        assert_eq!(day("12月30日", "2027-01-02"), "2026-12-30", "last week");
        assert_eq!(day("1月5日", "2026-12-30"), "2027-01-05", "next week");
        assert_eq!(day("26日", "2026-11-02"), "2026-10-26", "last month's");
        assert_eq!(day("26日", "2026-11-24"), "2026-11-26", "this month's");
        assert_eq!(
            day("31号", "2026-11-24"),
            "2026-10-31",
            "a month that has one"
        );
        assert_eq!(day("昨天", "2026-03-01"), "2026-02-28");
        assert_eq!(
            day("1983.12", "2026-03-01"),
            "1983.12",
            "a month stays a month"
        );
    }
}
