//! Cover, 基本情况 and mandates of a deputy.

use domain::contact::ids_of;
use domain::dossier::{DOSSIER, Dossier, Retention};
use domain::record::{Item, Privacy, RecordId, RecordType, Row, Value};
use domain::roster::{Deputy, Level, MANDATE, Mandate};
use store::ledger::Ledger;
use store::query::{Filter, ListQuery};

use crate::dossiers::gathering::date_words;
use crate::naming::NameBook;
use crate::papers::heading::Heading;
use crate::wire::{DossierFact, DossierStatements, UserError};

/// The fields of 基本情况, in the order of the paper (代表登记表).
const FACTS: [&str; 22] = [
    Deputy::NAME.key(),
    Deputy::SEX.key(),
    Deputy::ETHNIC.key(),
    Deputy::BORN.key(),
    Deputy::NATIVE_PLACE.key(),
    Deputy::AFFILIATION.key(),
    Deputy::JOINED_ON.key(),
    Deputy::EDUCATION.key(),
    Deputy::DEGREE.key(),
    Deputy::SCHOOL.key(),
    Deputy::WORK_SINCE.key(),
    Deputy::POST.key(),
    Deputy::MAKEUP.key(),
    Deputy::REELECTED.key(),
    Deputy::LEVEL.key(),
    Deputy::GROUP.key(),
    Deputy::CONGRESS_OFFICE.key(),
    Deputy::STATIONS.key(),
    Deputy::SKILLS.key(),
    Deputy::PUBLIC_PHONE.key(),
    Deputy::PHONE.key(),
    Deputy::ID_NUMBER.key(),
];

fn shown(names: &NameBook<'_>, kind: &RecordType, row: &Row, key: &str) -> String {
    let Some(field) = kind.field(key).filter(|it| !it.hidden) else {
        return String::new();
    };
    match row.get(kind, key) {
        Some(Value::Date(date)) => date_words(*date),
        value => names.shown(field, value),
    }
}

/// 基本情况; a field that the office does without is left out.
pub(super) fn facts(names: &NameBook<'_>, kind: &RecordType, row: &Row) -> Vec<DossierFact> {
    let known = FACTS
        .iter()
        .filter_map(|key| kind.field(key))
        .filter(|it| !it.hidden);
    known
        .map(|field| DossierFact {
            key: field.key.to_string(),
            label: field.label.clone(),
            value: shown(names, kind, row, field.key.as_str()),
            open: field.privacy == Privacy::Open,
        })
        .collect()
}

/// Mandates, the own level first: level, term, constituency, day of election, state.
pub(super) fn mandates(
    ledger: &Ledger,
    names: &NameBook<'_>,
    row: &Row,
) -> Result<Vec<Vec<String>>, UserError> {
    let Some(kind) = ledger.registry().get(MANDATE) else {
        return Ok(Vec::new());
    };
    let mut held = ledger.read().children(kind, row.id)?;
    held.retain(Row::is_live);
    held.sort_by_key(|it| {
        let level = it.of(kind, Mandate::LEVEL).and_then(Value::as_text);
        let at = level.and_then(|level| Level::WORDS.iter().position(|it| *it == level));
        let elected = it.read(kind, Mandate::ELECTED_ON);
        (at, std::cmp::Reverse(elected.map(|it| it.first_day())))
    });
    let columns = [
        Mandate::LEVEL.key(),
        Mandate::TERM.key(),
        Mandate::CONSTITUENCY.key(),
        Mandate::ELECTED_ON.key(),
        Mandate::STATUS.key(),
    ];
    Ok(held
        .iter()
        .map(|it| columns.map(|key| shown(names, kind, it, key)).to_vec())
        .collect())
}

/// What is written in the record of a dossier.
pub(super) fn statements(
    names: &NameBook<'_>,
    kind: &RecordType,
    row: Option<&Row>,
) -> DossierStatements {
    let text = |key: &str| row.map_or_else(String::new, |row| shown(names, kind, row, key));
    DossierStatements {
        number: text(Dossier::NUMBER.key()),
        opened_on: text(Dossier::OPENED_ON.key()),
        retention: text(Dossier::RETENTION.key()),
        report: text(Dossier::REPORT.key()),
        signed_on: text(Dossier::SIGNED_ON.key()),
        opinion: text(Dossier::OPINION.key()),
        opinion_on: text(Dossier::OPINION_ON.key()),
    }
}

/// The cover: 全宗单位、姓名、编号、层级届次、选区、建档日期、保管期限.
pub(crate) fn cover_of(
    heading: &Heading,
    name: &str,
    number: &str,
    mandates: &[Vec<String>],
    statements: &DossierStatements,
) -> Vec<DossierFact> {
    let first = mandates.first();
    let cell = |at: usize| first.and_then(|it| it.get(at)).cloned().unwrap_or_default();
    let seats: Vec<String> = mandates
        .iter()
        .map(|it| {
            let of = |at: usize| it.get(at).cloned().unwrap_or_default();
            format!("{}{}", of(0), of(1))
        })
        .filter(|it| !it.is_empty())
        .collect();
    let or_else = |own: &str, other: &str| if own.is_empty() { other } else { own }.to_owned();
    let fact = |label: &str, value: String| DossierFact {
        label: label.into(),
        value,
        open: true,
        ..DossierFact::default()
    };
    vec![
        fact("全宗单位", heading.office.clone()),
        fact("代表姓名", name.to_owned()),
        fact("代表编号", number.to_owned()),
        fact("层级届次", seats.join("、")),
        fact("选　　区", cell(2)),
        fact("档案编号", statements.number.clone()),
        fact("建档日期", statements.opened_on.clone()),
        fact(
            "保管期限",
            or_else(&statements.retention, Retention::ForGood.word()),
        ),
    ]
}

/// The records that keep dossiers' statements, of a year and of a deputy where they are given.
pub(super) fn records(
    ledger: &Ledger,
    year: Option<i32>,
    only: Option<RecordId>,
) -> Result<Vec<Row>, UserError> {
    let mut filters = Vec::new();
    if let Some(year) = year {
        filters.push(Filter::Is(
            Dossier::YEAR.into(),
            Value::Int(i64::from(year)),
        ));
    }
    if let Some(id) = only {
        filters.push(Filter::Is(Dossier::DEPUTY.into(), Value::Ref(Item::Id(id))));
    }
    let query = ListQuery {
        filters,
        ..ListQuery::all()
    };
    Ok(ledger.read().list(DOSSIER, &query)?.rows)
}

/// Whose dossier a record is.
pub(super) fn deputy_of(kind: &RecordType, row: &Row) -> Option<RecordId> {
    ids_of(row.of(kind, Dossier::DEPUTY)).first().copied()
}
