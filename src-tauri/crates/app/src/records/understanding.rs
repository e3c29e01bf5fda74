//! What was typed into one field, as the program understands it: shown back before anything is
//! saved.

use chrono::{Datelike, Days, NaiveDate};
use domain::dates::{PartialDate, WrittenDate, parse_written};
use domain::names::id_number::{IdNumber, Parsed};
use domain::record::{Field, FieldType, RecordType, Value, Written, read_written, show_in};
use domain::roster::Deputy;

use crate::records::registers::{field_of, kind_of};
use crate::session::App;
use crate::wire::{Offer, Understand, Understood, UserError};

const WEEKDAYS: [&str; 7] = ["一", "二", "三", "四", "五", "六", "日"];

pub(crate) fn understand(app: &mut App, request: Understand) -> Result<Understood, UserError> {
    let kind = kind_of(app, &request.register)?;
    let field = field_of(&kind, &request.field)?;
    let today = app.today();
    let mut answer = Understood {
        text: request.text.clone(),
        shown: String::new(),
        reason: String::new(),
        hint: String::new(),
        offers: Vec::new(),
    };
    if request.text.trim().is_empty() {
        return Ok(answer);
    }
    let written = if matches!(field.field_type, FieldType::Date) {
        completed(&request.text, today)
    } else {
        request.text.clone()
    };
    match read_written(field, Written::Text(&written), None) {
        Ok(Some(value)) => {
            if field.field_type.refers_to().is_none() {
                answer.text = show_in(&field.field_type, &value, &|_| None);
            }
            answer.shown = said(&value);
            if matches!(field.field_type, FieldType::IdNumber) {
                about_id(&kind, &value, today, &mut answer);
            }
        }
        Ok(None) => answer.text = String::new(),
        Err(fault) => {
            answer.reason = fault.reason;
            answer.hint = fault.hint;
        }
    }
    Ok(answer)
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

/// The month of 12月 or 12月份, which names no year.
fn month_alone(text: &str) -> Option<u8> {
    let month = text.trim_end_matches('份').strip_suffix('月')?;
    month.parse().ok().filter(|it| (1..=12).contains(it))
}

/// The value once more, in the words that let a slip be seen.
fn said(value: &Value) -> String {
    match value {
        Value::Date(date) => match date.exact() {
            Some(day) => {
                let at = usize::try_from(day.weekday().num_days_from_monday()).unwrap_or(0);
                format!("{date} 星期{}", WEEKDAYS.get(at).unwrap_or(&""))
            }
            None => date.written(),
        },
        _ => String::new(),
    }
}

/// Birth date and sex stand in the number; they are offered, never stored by themselves.
fn about_id(kind: &RecordType, value: &Value, today: NaiveDate, answer: &mut Understood) {
    let Some(Ok(Parsed::Current(id))) = value.as_text().map(IdNumber::parse) else {
        return;
    };
    let (year, month, day) = id.birth_date();
    let mut offer = |field: Option<&Field>, text: String| {
        if let Some(field) = field {
            answer.offers.push(Offer {
                field: field.key.to_string(),
                label: field.label.clone(),
                text,
            });
        }
    };
    let born = PartialDate::day(i32::from(year), month, day);
    if let Some(born) = born {
        offer(kind.field(Deputy::BORN.key()), born.to_string());
    }
    offer(kind.field(Deputy::SEX.key()), id.sex().name().to_owned());
    let warnings: Vec<String> = id.warnings(today).iter().map(ToString::to_string).collect();
    answer.hint = warnings.join("；");
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
