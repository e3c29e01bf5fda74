//! What was typed into one field, as the program understands it: shown back before anything is
//! saved.

use chrono::{Datelike, NaiveDate};
use domain::dates::PartialDate;
use domain::names::id_number::{IdNumber, Parsed};
use domain::record::{Field, FieldType, RecordType, Value, show_in};
use domain::roster::Deputy;

use crate::records::reading::read_typed;
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
    match read_typed(field, &request.text, today) {
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
