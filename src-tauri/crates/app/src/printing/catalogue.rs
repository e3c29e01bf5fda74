//! The one list of forms: hand-made ones, and the plain print that every register has.

use chrono::Datelike;
use domain::record::{FieldType, RecordType};
use domain::roster::DEPUTY;
use forms::Document;

pub(crate) use crate::printing::form::{Entry, Form, Sort, Take};
use crate::printing::{
    activity_page, contact_booklet, deputy_form, dossier_form, dossier_public, figures_form,
    followup_book, handling_summary, inspection_form, matter_papers, minutes, month_plan, notice,
    poster, reception_today, record_form, registers, sign_in, slip_paper, structure_form,
};
use crate::records::kind_of;
use crate::records::registers::{date_field, station_field, year_field};
use crate::session::App;
use crate::wire::{ErrorCode, FormEntry, FormInfo, PrintRequest, UserError};

/// Every hand-made form. One with a register's key stands in for that register's plain print.
pub(super) static FORMS: &[Form] = &[
    deputy_form::FORM,
    structure_form::FORM,
    figures_form::FORM,
    figures_form::SUMMARY,
    dossier_form::FORM,
    dossier_public::FORM,
    sign_in::FORM,
    poster::FORM,
    notice::FORM,
    activity_page::FORM,
    activity_page::COUNCIL_FORM,
    minutes::PRESIDIUM,
    minutes::CONGRESS_FILE,
    month_plan::FORM,
    contact_booklet::FORM,
    handling_summary::FORM,
    followup_book::OPINIONS,
    followup_book::SUGGESTIONS,
    reception_today::FORM,
    inspection_form::FORM,
    matter_papers::SUGGESTION_PAPER,
    slip_paper::SUGGESTION_SLIPS,
    slip_paper::OPINION_SLIPS,
    matter_papers::ASSIGNMENT,
    matter_papers::OPINION_ASSIGNMENT,
    matter_papers::REPLY,
    matter_papers::FEEDBACK,
    matter_papers::URGING,
    matter_papers::OPINION_URGING,
    matter_papers::CLOSING,
    matter_papers::OPINION_CLOSING,
];

/// Everything that can be printed: registers in the order of their definitions, the forms made by
/// hand, then the papers of one record by their definitions.
pub(crate) fn all(app: &mut App) -> Result<Vec<FormInfo>, UserError> {
    let registry = app.ledger()?.registry();
    let kinds: Vec<(&RecordType, &str)> = registry
        .iter()
        .filter_map(|kind| Some((kind.as_ref(), kind.register.as_ref()?.key.as_str())))
        .collect();
    let by_hand = |key: &str| FORMS.iter().any(|form| form.key == key);
    let made = |key: String, title: String, takes: &[Take], register: &str, single| FormInfo {
        key,
        title,
        needs: Vec::new(),
        takes: keys(takes),
        register: Some(register.to_owned()),
        entries: Vec::new(),
        single,
        step: None,
    };
    let asked = |kind: &RecordType| match year_field(kind) {
        Some(_) => registers::BOOK_ENTRIES.iter().map(entry).collect(),
        None => Vec::new(),
    };
    let mut forms = Vec::new();
    for (kind, register) in kinds.iter().filter(|(_, register)| !by_hand(register)) {
        let title = kind.register.as_ref().map(|it| it.title.clone());
        let title = title.unwrap_or_default();
        forms.push(FormInfo {
            entries: asked(kind),
            ..made(
                (*register).to_owned(),
                title,
                &takes_of(kind),
                register,
                false,
            )
        });
    }
    forms.extend(FORMS.iter().map(info));
    for (kind, register) in kinds.iter().filter(|(_, it)| record_form::is_for(it)) {
        let takes = record_form::takes(&takes_of(kind));
        let title = record_form::title(kind);
        forms.push(made(
            record_form::key(register),
            title,
            &takes,
            register,
            true,
        ));
    }
    Ok(forms)
}

fn keys(takes: &[Take]) -> Vec<String> {
    takes.iter().map(|it| it.key().into()).collect()
}

fn info(form: &Form) -> FormInfo {
    FormInfo {
        key: form.key.into(),
        title: form.title.into(),
        needs: keys(form.needs),
        takes: keys(form.takes),
        register: (!form.register.is_empty()).then(|| form.register.into()),
        entries: form.entries.iter().map(entry).collect(),
        single: false,
        step: (!form.step.is_empty()).then(|| form.step.into()),
    }
}

fn entry(entry: &Entry) -> FormEntry {
    let (sort, choices) = match entry.sort {
        Sort::Line => ("line", &[][..]),
        Sort::Text => ("text", &[][..]),
        Sort::Date => ("date", &[][..]),
        Sort::Number => ("number", &[][..]),
        Sort::Yes => ("yes", &[][..]),
        Sort::Choice(choices) => ("choice", choices),
    };
    FormEntry {
        key: entry.key.into(),
        label: entry.label.into(),
        sort: sort.into(),
        choices: choices.iter().map(|it| (*it).into()).collect(),
        hint: entry.hint.into(),
    }
}

/// What a register's plain print can be narrowed by.
fn takes_of(kind: &RecordType) -> Vec<Take> {
    let mut takes = vec![Take::Record, Take::Blank, Take::Columns, Take::Rows];
    let deputies = kind.fields.iter().any(|field| {
        matches!(&field.field_type, FieldType::Ref(it) | FieldType::Refs(it) if *it == *DEPUTY)
    });
    if deputies || kind.key == *DEPUTY {
        takes.push(Take::Deputy);
    }
    if station_field(kind).is_some() {
        takes.push(Take::Station);
    }
    if date_field(kind).is_some() {
        takes.extend([Take::Year, Take::Month]);
    }
    if kind.key == *DEPUTY {
        takes.push(Take::Sections);
    }
    takes
}

/// Puts the form that a request names together.
pub(super) fn compose(app: &mut App, request: &PrintRequest) -> Result<Document, UserError> {
    let request = &of_a_month(app, request)?;
    if let Some(form) = FORMS.iter().find(|form| form.key == request.form) {
        lacks(form, request)?;
        return (form.compose)(app, request);
    }
    if let Some(kind) = record_form::kind_named(app, &request.form) {
        return record_form::compose(app, &kind, request);
    }
    let kind = kind_of(app, &request.form).map_err(|error| {
        let others: Vec<&str> = FORMS.iter().map(|form| form.key).collect();
        UserError::new(
            ErrorCode::NotFound,
            format!("没有“{}”这个表", request.form),
            format!(
                "{}；另有 {}",
                error.hint.unwrap_or_default(),
                others.join("、")
            ),
        )
    })?;
    registers::compose(app, &kind, request)
}

/// A month without a year is one of this year; there are twelve.
fn of_a_month(app: &App, request: &PrintRequest) -> Result<PrintRequest, UserError> {
    let mut request = request.clone();
    match request.month {
        Some(1..=12) => request.year = request.year.or(Some(app.today().year())),
        Some(month) => {
            return Err(UserError::new(
                ErrorCode::BadRequest,
                format!("没有 {month} 月"),
                "月份请填 1 到 12",
            ));
        }
        None => {}
    }
    Ok(request)
}

/// A form that needs a record or a year says so before anything is made.
fn lacks(form: &Form, request: &PrintRequest) -> Result<(), UserError> {
    if request.blank {
        return Ok(());
    }
    let given = |take: Take| match take {
        Take::Record => request.record.is_some(),
        Take::Deputy => request.deputy.is_some() || request.record.is_some(),
        Take::Station => request.station.is_some(),
        Take::Year => request.year.is_some(),
        Take::Month => request.month.is_some(),
        Take::Blank | Take::Columns | Take::Sections | Take::Rows => true,
    };
    let Some(lacking) = form.needs.iter().find(|take| !given(**take)) else {
        return Ok(());
    };
    let (what, hint) = match lacking {
        Take::Deputy => ("哪位代表", "请选一位代表，或改印空白表"),
        Take::Station => ("哪个站点", "请选一个站点，或改印空白表"),
        Take::Year | Take::Month => ("哪一年哪一月", "请填写年份和月份，或改印空白表"),
        _ => ("哪一条登记", "请先打开一条登记再打印，或改印空白表"),
    };
    Err(UserError::new(
        ErrorCode::BadRequest,
        format!("印“{}”要先说明是{what}", form.title),
        hint,
    ))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_form_has_a_key_of_its_own_and_asks_for_nothing_it_does_not_take() {
        let mut keys = BTreeSet::new();
        for form in FORMS {
            assert!(keys.insert(form.key), "{} is there twice", form.key);
            for need in form.needs {
                assert!(
                    form.takes.contains(need),
                    "{} needs {need:?} and does not take it",
                    form.key
                );
            }
        }
    }
}
