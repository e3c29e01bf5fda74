//! Cover, 基本情况 and mandates of a deputy.

use domain::contact::ids_of;
use domain::dossier::{DOSSIER, Dossier, Retention};
use domain::record::{Item, Privacy, RecordId, RecordType, Row, Value};
use domain::roster::{DEPUTY, Deputy, Level, MANDATE, Mandate};
use store::ledger::Ledger;
use store::query::{Filter, ListQuery};

use crate::dossiers::gathering::date_words;
use crate::naming::NameBook;
use crate::papers::columns::{keys, label_of};
use crate::wire::{DossierFact, DossierStatements, UserError};

/// The fields of 基本情况, in the order of the paper (代表登记表).
pub(crate) const FACTS: [&str; 22] = [
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
        Some(Value::Date(date)) => names.marked(field, row, date_words(*date)),
        value => names.on_paper(field, row, value),
    }
}

/// 基本情况; the values are empty where there is no row, for a form that is filled in by hand. A field that
/// the office has hidden is left out.
pub(crate) fn facts(
    names: &NameBook<'_>,
    kind: &RecordType,
    row: Option<&Row>,
) -> Vec<DossierFact> {
    let known = FACTS
        .iter()
        .filter_map(|key| kind.field(key))
        .filter(|it| !it.hidden);
    known
        .map(|field| DossierFact {
            key: field.key.to_string(),
            label: field.label.clone(),
            value: row.map_or_else(String::new, |row| {
                shown(names, kind, row, field.key.as_str())
            }),
            open: field.privacy == Privacy::Open,
        })
        .collect()
}

/// What a dossier says of a mandate.
pub(crate) const OF_MANDATE: [&str; 5] = [
    Mandate::LEVEL.key(),
    Mandate::TERM.key(),
    Mandate::CONSTITUENCY.key(),
    Mandate::ELECTED_ON.key(),
    Mandate::STATUS.key(),
];

/// Mandates, the own level first.
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
    Ok(held
        .iter()
        .map(|it| OF_MANDATE.map(|key| shown(names, kind, it, key)).to_vec())
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

/// What the cover of a dossier is filled from.
pub(crate) struct Covered<'a> {
    pub(crate) office: &'a str,
    pub(crate) name: &'a str,
    pub(crate) number: &'a str,
    pub(crate) mandates: &'a [Vec<String>],
    pub(crate) statements: &'a DossierStatements,
}

/// A line of the cover.
pub(crate) struct CoverLine {
    /// The type whose fields it shows; empty for the office's own, which stands on a blank cover too.
    pub(crate) kind: &'static str,
    pub(crate) keys: &'static [&'static str],
    /// What the cover calls it, unless the office gave a field a label of its own.
    called: &'static str,
    text: fn(&Covered<'_>) -> String,
}

/// The cover, from above.
pub(crate) const COVER: &[CoverLine] = &[
    CoverLine {
        kind: "",
        keys: &[],
        called: "全宗单位",
        text: |it| it.office.to_owned(),
    },
    CoverLine {
        kind: DEPUTY,
        keys: keys![Deputy::NAME],
        called: "代表姓名",
        text: |it| it.name.to_owned(),
    },
    CoverLine {
        kind: DEPUTY,
        keys: keys![Deputy::NUMBER],
        called: "代表编号",
        text: |it| it.number.to_owned(),
    },
    CoverLine {
        kind: MANDATE,
        keys: keys![Mandate::LEVEL, Mandate::TERM],
        called: "层级届次",
        text: seats,
    },
    CoverLine {
        kind: MANDATE,
        keys: keys![Mandate::CONSTITUENCY],
        called: "选　　区",
        text: |it| {
            let first = it.mandates.first();
            let place = |key: &&str| *key == Mandate::CONSTITUENCY.key();
            let at = OF_MANDATE.iter().position(place);
            let cell = first.zip(at).and_then(|(cells, at)| cells.get(at));
            cell.cloned().unwrap_or_default()
        },
    },
    CoverLine {
        kind: DOSSIER,
        keys: keys![Dossier::NUMBER],
        called: "档案编号",
        text: |it| it.statements.number.clone(),
    },
    CoverLine {
        kind: DOSSIER,
        keys: keys![Dossier::OPENED_ON],
        called: "建档日期",
        text: |it| it.statements.opened_on.clone(),
    },
    CoverLine {
        kind: DOSSIER,
        keys: keys![Dossier::RETENTION],
        called: "保管期限",
        text: |it| match it.statements.retention.as_str() {
            "" => Retention::ForGood.word().to_owned(),
            written => written.to_owned(),
        },
    },
];

/// 乡镇第十九届、县级第十八届.
fn seats(it: &Covered<'_>) -> String {
    let seat = |cells: &Vec<String>| cells.iter().take(2).map(String::as_str).collect::<String>();
    let seats: Vec<String> = it.mandates.iter().map(seat).collect();
    let held: Vec<String> = seats.into_iter().filter(|it| !it.is_empty()).collect();
    held.join("、")
}

/// The cover of a dossier under the labels in force.
pub(crate) fn cover_of(ledger: &Ledger, it: &Covered<'_>, blank: bool) -> Vec<DossierFact> {
    let label = |line: &CoverLine| match ledger.registry().get(line.kind) {
        Some(kind) => label_of(kind, line.keys, line.called),
        None => line.called.to_owned(),
    };
    let fact = |line: &CoverLine| DossierFact {
        label: label(line),
        value: match blank && !line.keys.is_empty() {
            true => String::new(),
            false => (line.text)(it),
        },
        open: true,
        ..DossierFact::default()
    };
    COVER.iter().map(fact).collect()
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
