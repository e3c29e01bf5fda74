//! A deputy over all years and terms: those elected again (连选连任) have one record of work.

use std::collections::BTreeMap;

use domain::dates::PartialDate;
use domain::dossier::{DOSSIER, Dossier};
use domain::office::{TERM, Term};
use domain::record::{Row, Value};
use domain::roster::{DEPUTY, MANDATE, Mandate};
use store::query::ListQuery;

use crate::books::{find, kind};
use crate::dossiers::commands::{count, heads};
use crate::dossiers::freezing::frozen;
use crate::dossiers::gathering::date_words;
use crate::dossiers::parts;
use crate::dossiers::person::records;
use crate::naming::NameBook;
use crate::session::App;
use crate::wire::{DossierAcross, DossierTerm, DossierYear, OfDossier, UserError};

/// A term with the days it runs.
struct Span {
    name: String,
    from: Option<PartialDate>,
    to: Option<PartialDate>,
}

impl Span {
    /// Whether a year lies in it. A term without its days holds none: it is not guessed.
    fn holds(&self, year: i32) -> bool {
        let from = self.from.map(|it| it.year_part());
        let to = self.to.map(|it| it.year_part());
        from.is_some_and(|it| it <= year) && to.is_none_or(|it| year <= it)
    }

    fn words(&self) -> String {
        match (self.from, self.to) {
            (None, None) => String::new(),
            (from, to) => {
                let say = |it: Option<PartialDate>| it.map(date_words).unwrap_or_default();
                format!("{}—{}", say(from), say(to))
            }
        }
    }
}

pub(crate) fn dossier_across(
    app: &mut App,
    request: OfDossier,
) -> Result<DossierAcross, UserError> {
    let id = find(app, DEPUTY, &request.deputy)?;
    let today = app.today();
    let (deputies, dossiers) = (kind(app, DEPUTY)?, kind(app, DOSSIER)?);
    let (terms, mandates) = (kind(app, TERM)?, kind(app, MANDATE)?);
    let ledger = app.ledger()?;
    let names = NameBook::new(ledger.read());
    let row = ledger.read().get(DEPUTY, id)?;
    let name = row.map(|it| deputies.name_of(&it)).unwrap_or_default();
    let spans: BTreeMap<_, Span> = ledger
        .read()
        .list(TERM, &ListQuery::all())?
        .rows
        .into_iter()
        .map(|row| {
            let date = |key: &str| row.get(&terms, key).and_then(Value::as_date);
            let span = Span {
                name: terms.name_of(&row),
                from: date(Term::FROM.key()),
                to: date(Term::TO.key()),
            };
            (row.id, span)
        })
        .collect();
    let mut held = ledger.read().children(&mandates, id)?;
    held.retain(Row::is_live);
    let text = |row: &Row, key: &str| {
        let field = mandates.field(key);
        match row.get(&mandates, key) {
            Some(Value::Date(date)) => date_words(*date),
            value => field.map_or_else(String::new, |it| names.shown(it, value)),
        }
    };
    let mut seats: Vec<(Option<PartialDate>, DossierTerm)> = held
        .iter()
        .map(|row| {
            let span = row.link(&mandates, Mandate::TERM);
            let span = span.and_then(|it| spans.get(&it));
            let elected = row.read(&mandates, Mandate::ELECTED_ON);
            let seat = DossierTerm {
                level: text(row, Mandate::LEVEL.key()),
                term: text(row, Mandate::TERM.key()),
                constituency: text(row, Mandate::CONSTITUENCY.key()),
                elected_on: text(row, Mandate::ELECTED_ON.key()),
                status: text(row, Mandate::STATUS.key()),
                span: span.map(Span::words).unwrap_or_default(),
            };
            (span.and_then(|it| it.from).or(elected), seat)
        })
        .collect();
    seats.sort_by_key(|it| std::cmp::Reverse(it.0.map(|it| it.first_day())));
    let mut years: BTreeMap<i32, DossierYear> = BTreeMap::new();
    let parts = parts(ledger);
    let blank = |year: i32| DossierYear {
        year,
        term: spans
            .values()
            .rev()
            .find(|it| it.holds(year))
            .map(|it| it.name.clone())
            .unwrap_or_default(),
        counts: vec![0; parts.len()],
        frozen_on: String::new(),
    };
    for ((_, year), counts) in count(ledger, None, Some(id), today)? {
        if let Some(year) = year {
            years.entry(year).or_insert_with(|| blank(year)).counts = counts;
        }
    }
    for record in records(ledger, None, Some(id))? {
        let year = record.read(&dossiers, Dossier::YEAR);
        let Some(year) = year.and_then(|it| i32::try_from(it).ok()) else {
            continue;
        };
        let kept = frozen(&dossiers, &record)
            .map(|it| it.on)
            .unwrap_or_default();
        years.entry(year).or_insert_with(|| blank(year)).frozen_on = kept;
    }
    let totals = (0..parts.len())
        .map(|at| years.values().map(|it| it.counts[at]).sum())
        .collect();
    Ok(DossierAcross {
        deputy: id.to_string(),
        name,
        terms: seats.into_iter().map(|it| it.1).collect(),
        parts: heads(&parts),
        years: years.into_values().rev().collect(),
        totals,
    })
}
