//! What can be printed: every form, and the forms of every register.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::Datelike;
use domain::dossier::DOSSIER;
use domain::record::{RecordType, Registry};
use forms::Document;

use crate::printing::form::{Entry, Form, Made, Offer, Over, Sort, Take};
use crate::printing::{
    FORMS, figure_numbers, figures_form, inspection_form, letters, record_form, record_pages,
    registers,
};
use crate::records::kind_of;
use crate::records::numbering;
use crate::session::App;
use crate::wire::{ErrorCode, FormEntry, FormInfo, PrintRequest, UserError};

/// Everything that can be printed: the books of the registers in the order of their definitions, the
/// forms beside them, then the 登记表 of the registers.
pub(crate) fn all(app: &mut App) -> Result<Vec<FormInfo>, UserError> {
    Ok(offers(app)?.iter().map(info).collect())
}

/// The same, to be put together.
pub(super) fn offers(app: &mut App) -> Result<Vec<Offer>, UserError> {
    Ok(offers_of(app.ledger()?.registry()))
}

fn offers_of(registry: &Registry) -> Vec<Offer> {
    let kinds: Vec<(&Arc<RecordType>, &str)> = registry
        .iter()
        .filter_map(|kind| Some((kind, kind.register.as_ref()?.key.as_str())))
        .collect();
    let (mut books, mut papers, mut records) = (Vec::new(), Vec::new(), Vec::new());
    for form in FORMS.iter().copied() {
        match form.over {
            Over::EachBook => books.extend(kinds.iter().map(|(kind, register)| {
                let own = FORMS
                    .iter()
                    .copied()
                    .find(|it| matches!(it.over, Over::Book(key) if key == *register));
                registers::offer(kind, own)
            })),
            Over::EachRecord => records.extend(
                kinds
                    .iter()
                    .filter(|(_, register)| !has_record(register))
                    .map(|(kind, register)| record_form::offer(kind, register)),
            ),
            Over::Book(_) => {}
            Over::Office | Over::Register(_) | Over::Record(_) => papers.push(Offer::of(form)),
        }
    }
    books.into_iter().chain(papers).chain(records).collect()
}

/// Whether a register has a paper of its own for each of its records.
fn has_record(register: &str) -> bool {
    let own = |form: &&Form| matches!(form.over, Over::Record(key) if key == register);
    FORMS.iter().any(own)
}

fn info(offer: &Offer) -> FormInfo {
    let keys = |takes: &[Take]| takes.iter().map(|it| it.key().to_owned()).collect();
    let form = offer.form;
    FormInfo {
        key: offer.key.clone().into_owned(),
        title: offer.title.clone().into_owned(),
        needs: keys(form.needs),
        takes: keys(&offer.takes),
        register: offer.register().map(str::to_owned),
        entries: offer.entries.iter().map(entry).collect(),
        single: form.over == Over::EachRecord,
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

/// Puts the form that a request names together.
pub(super) fn compose(app: &mut App, request: &PrintRequest) -> Result<Document, UserError> {
    let offer = find(app, &request.form)?;
    takes_all(&offer, request)?;
    let request = &of_a_month(app, request)?;
    let request = &PrintRequest {
        entries: written(&offer, &request.entries)?,
        ..request.clone()
    };
    lacks(&offer, request)?;
    match offer.form.made {
        Made::Pages(page) => record_pages::compose(app, &offer, request, page),
        Made::Letter(letter) => letters::compose(app, &offer, request, letter),
        Made::By(compose) => compose(app, &offer, request),
    }
}

/// Beside dossiers, the papers that name entries of every book.
const OF_EVERY_BOOK: [&str; 3] = [
    figures_form::FORM.key,
    figure_numbers::FORM.key,
    inspection_form::FORM.key,
];

/// Notes that the numbers on a form went out.
pub(super) fn issue(app: &mut App, request: &PrintRequest) -> Result<(), UserError> {
    if request.blank {
        return Ok(());
    }
    let request = &of_a_month(app, request)?;
    let offer = find(app, &request.form)?;
    let key = offer.form.key;
    if key.starts_with(DOSSIER) || OF_EVERY_BOOK.contains(&key) {
        return numbering::issue_all(app);
    }
    match offer.register().map(str::to_owned) {
        Some(register) => {
            let kind = kind_of(app, &register)?;
            let query = registers::query(app, &kind, request)?;
            numbering::issue(app, &kind, &query)
        }
        None => Ok(()),
    }
}

/// A form by its key; a book also by what its register is called.
fn find(app: &mut App, form: &str) -> Result<Offer, UserError> {
    let mut all = offers(app)?;
    if let Some(at) = all.iter().position(|it| it.key == form) {
        return Ok(all.swap_remove(at));
    }
    let kind = kind_of(app, form).map_err(|error| {
        let others: Vec<&str> = all
            .iter()
            .filter(|it| it.kind.is_none())
            .map(|it| &*it.key)
            .collect();
        UserError::new(
            ErrorCode::NotFound,
            format!("没有“{form}”这个表"),
            format!(
                "{}；另有 {}",
                error.hint.unwrap_or_default(),
                others.join("、")
            ),
        )
    })?;
    let own = all
        .iter()
        .position(|it| it.is_book() && it.kind.as_ref().is_some_and(|it| it.key == kind.key));
    Ok(match own {
        Some(at) => all.swap_remove(at),
        None => registers::offer(&kind, None),
    })
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

/// What a request writes on a form, by the keys of its entries. What the form has no place for, or does
/// not offer, is refused: on paper nobody would see that it was left out.
fn written(
    offer: &Offer,
    entries: &BTreeMap<String, String>,
) -> Result<BTreeMap<String, String>, UserError> {
    let mut written = BTreeMap::new();
    for (name, text) in entries {
        let meant = |it: &&Entry| it.key == name || it.label == name;
        let Some(entry) = offer.entries.iter().find(meant) else {
            let places = offer
                .entries
                .iter()
                .map(|it| format!("{}（{}）", it.label, it.key));
            let places: Vec<String> = places.collect();
            return Err(UserError::new(
                ErrorCode::BadRequest,
                format!("“{}”上没有“{name}”可填", offer.title),
                match places.is_empty() {
                    true => "这张表没有要另外填写的内容，请去掉这一项".into(),
                    false => format!("可以填：{}", places.join("、")),
                },
            ));
        };
        let text = text.trim();
        let (fits, hint) = match entry.sort {
            Sort::Choice(choices) => (choices.contains(&text), choices.join("、")),
            Sort::Yes => (yes_or_no(text).is_some(), "是、否".into()),
            Sort::Number => (text.parse::<u32>().is_ok(), "整数，如 3".into()),
            Sort::Line | Sort::Text | Sort::Date => (true, String::new()),
        };
        if !fits && !text.is_empty() {
            return Err(UserError::new(
                ErrorCode::BadRequest,
                format!("“{}”的“{}”不能是“{text}”", offer.title, entry.label),
                format!("可以写：{hint}"),
            ));
        }
        let text = match entry.sort {
            Sort::Yes => yes_or_no(text).unwrap_or_default(),
            _ => text,
        };
        written.insert(entry.key.to_owned(), text.to_owned());
    }
    Ok(written)
}

/// How a box to be ticked is asked for, and how scripts ask for it.
fn yes_or_no(text: &str) -> Option<&'static str> {
    match text {
        "是" | "yes" | "true" | "1" => Some("是"),
        "否" | "no" | "false" | "0" => Some("否"),
        _ => None,
    }
}

/// What a form cannot be narrowed by is refused: on paper nobody would see that it was left out.
fn takes_all(offer: &Offer, request: &PrintRequest) -> Result<(), UserError> {
    let not_taken = |(take, _): &&(Take, &str)| take.is_asked(request) && !offer.takes(*take);
    let Some((_, what)) = Take::ALL.iter().find(not_taken) else {
        return Ok(());
    };
    let taken = Take::ALL.iter().filter(|(take, _)| offer.takes(*take));
    let taken: Vec<&str> = taken.map(|(_, word)| *word).collect();
    Err(UserError::new(
        ErrorCode::BadRequest,
        format!("“{}”不能按{what}来印", offer.title),
        match taken.is_empty() {
            true => "这张表印的是全部内容，请去掉这一项".into(),
            false => format!("请去掉这一项；这张表可以定：{}", taken.join("、")),
        },
    ))
}

/// A form that needs a record or a year says so before anything is made.
fn lacks(offer: &Offer, request: &PrintRequest) -> Result<(), UserError> {
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
    let Some(lacking) = offer.form.needs.iter().find(|take| !given(**take)) else {
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
        format!("印“{}”要先说明是{what}", offer.title),
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
        for offer in offers_of(&Registry::builtin()) {
            for need in offer.form.needs {
                assert!(
                    offer.takes(*need),
                    "{} needs {need:?} and does not take it",
                    offer.key
                );
            }
            assert!(!offer.title.is_empty(), "{} bears a title", offer.key);
            assert!(keys.insert(offer.key), "a key is there twice");
        }
    }

    #[test]
    fn every_form_is_offered_and_stands_over_a_register_there_is() {
        let offers = offers_of(&Registry::builtin());
        for form in FORMS {
            assert!(
                offers
                    .iter()
                    .any(|it| it.form.key == form.key && it.form.over == form.over),
                "{} is offered",
                form.key
            );
        }
        for offer in &offers {
            if let Some(register) = offer.form.over.register() {
                let registry = Registry::builtin();
                let known = registry
                    .iter()
                    .any(|it| it.register.as_ref().is_some_and(|it| it.key == register));
                assert!(known, "{}: there is no register {register}", offer.key);
            }
        }
    }

    #[test]
    fn papers_of_a_step_bear_titles_of_their_own() {
        let mut titles = BTreeSet::new();
        for form in FORMS.iter().filter(|it| !it.step.is_empty()) {
            assert!(titles.insert(form.title), "{} is there twice", form.title);
        }
    }

    #[test]
    fn no_two_forms_have_one_place_in_the_inspection_set() {
        let mut places = BTreeSet::new();
        for offer in offers_of(&Registry::builtin()) {
            if let Some(place) = offer.place {
                let taken = places.insert((place.volume, place.turn));
                assert!(taken, "{}: {place:?} is taken", offer.key);
            }
        }
        assert!(places.len() > 15, "the set has its books: {}", places.len());
    }
}
