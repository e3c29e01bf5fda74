//! 以前有过类似的: earlier matters like the one being written, so that a clerk sees what was done
//! then, and in which category it was put; and matters of either book that may be the same one.

use std::collections::BTreeMap;

use domain::matter::{Pairs, likeness};
use domain::opinion::{OPINION, Opinion};
use domain::reception::Visitor;
use domain::record::{Column, RecordId, RecordType, Row, Text, Value, show};
use domain::suggestion::{SUGGESTION, Suggestion};
use store::ledger::Ledger;
use store::query::{ListQuery, Order};

use crate::naming::NameBook;
use crate::records::registers::kind_of;
use crate::session::App;
use crate::wire::{Alike, AlikeMatter, OfSimilar, Similar, SimilarLine, Suggested, UserError};

/// So many earlier matters are looked through, the newest first.
const LOOKED_THROUGH: u32 = 20_000;
/// So many are shown.
const SHOWN: usize = 4;
/// The share of the shorter text's pairs of characters that must be common.
const ALIKE: f64 = 0.3;
/// Shorter texts are alike by chance.
const SHORTEST: usize = 4;
/// Characters of an earlier matter shown in one line.
const LINE: usize = 24;

/// So many matters that may be the same are named.
const NAMED: usize = 5;

/// What is being written, and what may speak for an earlier matter.
struct Sought {
    pairs: Pairs,
    place: Pairs,
    category: String,
}

pub(crate) fn similar(app: &mut App, request: OfSimilar) -> Result<Similar, UserError> {
    let kind = kind_of(app, &request.register)?;
    let nothing = Similar {
        matters: Vec::new(),
        suggested: None,
    };
    let text = |key: &str| request.values.get(key).map_or("", String::as_str);
    if kind.field(Visitor::CONTENT.key()).is_none()
        || text(Visitor::CONTENT.key()).chars().count() < SHORTEST
    {
        return Ok(nothing);
    }
    let sought = Sought {
        pairs: Pairs::of(text(Visitor::CONTENT.key())),
        place: Pairs::of(&format!(
            "{}{}",
            text(Visitor::VILLAGE.key()),
            text(Visitor::ADDRESS.key())
        )),
        category: text(Visitor::CATEGORY.key()).to_owned(),
    };
    let own = request.id.as_deref().and_then(RecordId::parse);
    let ledger = app.ledger()?;
    let query = ListQuery {
        order: Order::Own,
        descending: true,
        limit: Some(LOOKED_THROUGH),
        ..ListQuery::all()
    };
    let mut found: Vec<(f64, Row)> = Vec::new();
    ledger.read().for_each(kind.key.as_str(), &query, |row| {
        if Some(row.id) != own
            && let Some(score) = likely(&kind, &row, &sought)
        {
            found.push((score, row));
        }
        Ok(())
    })?;
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.id.cmp(&a.1.id)));
    let suggested = suggested(&kind, &found, &sought);
    found.truncate(SHOWN);
    let register = request.register.clone();
    let matters = found
        .iter()
        .map(|(_, row)| line(ledger, &kind, &register, row))
        .collect();
    Ok(Similar { matters, suggested })
}

/// How much an earlier matter is like the one sought, `None` when it is not. The same place or
/// category speaks for it, but never alone.
fn likely(kind: &RecordType, row: &Row, sought: &Sought) -> Option<f64> {
    let text = |column: Column<Text>| row.read(kind, column).unwrap_or_default();
    let theirs = Pairs::of(text(Visitor::CONTENT));
    let common = theirs.common(&sought.pairs);
    let share = theirs.share_of_shorter(&sought.pairs);
    let place = Pairs::of(&format!(
        "{}{}",
        text(Visitor::VILLAGE),
        text(Visitor::ADDRESS)
    ));
    let near = place.common(&sought.place) > 0;
    let same = !sought.category.is_empty() && text(Visitor::CATEGORY) == sought.category;
    let likely = share + if near { 0.15 } else { 0.0 } + if same { 0.1 } else { 0.0 };
    (common >= 2 && likely >= ALIKE).then_some(likely)
}

/// The category in which most of the earlier ones stand, while none is chosen yet.
fn suggested(kind: &RecordType, found: &[(f64, Row)], sought: &Sought) -> Option<Suggested> {
    let field = kind.field(Visitor::CATEGORY.key())?;
    if !sought.category.is_empty() {
        return None;
    }
    let mut votes: BTreeMap<&str, f64> = BTreeMap::new();
    for (score, row) in found.iter().take(8) {
        if let Some(category) = row.read(kind, Visitor::CATEGORY) {
            *votes.entry(category).or_default() += score;
        }
    }
    let (text, _) = votes.into_iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
    Some(Suggested {
        field: field.key.to_string(),
        text: text.to_owned(),
    })
}

fn line(ledger: &Ledger, kind: &RecordType, register: &str, row: &Row) -> SimilarLine {
    let book = NameBook::new(ledger.read());
    let shown = |key: &str| {
        kind.field(key)
            .map(|field| book.shown(field, row.get(kind, key)))
            .unwrap_or_default()
    };
    let first = |keys: &[&str]| {
        keys.iter()
            .map(|key| shown(key))
            .find(|it| !it.is_empty())
            .unwrap_or_default()
    };
    let when = kind
        .order
        .first()
        .and_then(|key| row.get(kind, key.as_str()))
        .map(|it| show(it, &|_| None))
        .unwrap_or_default();
    SimilarLine {
        register: register.to_owned(),
        id: row.id.to_string(),
        when,
        place: first(&[Visitor::VILLAGE.key(), Visitor::ADDRESS.key()]),
        what: shown(Visitor::CONTENT.key()).chars().take(LINE).collect(),
        outcome: first(&[
            Visitor::RESULT.key(),
            Visitor::HANDLING.key(),
            Visitor::ROUTE.key(),
        ])
        .chars()
        .take(LINE * 2)
        .collect(),
    }
}

/// Matters of either book that may be the same one, the likeliest first.
pub(crate) fn alike(app: &mut App, request: Alike) -> Result<Vec<AlikeMatter>, UserError> {
    let ledger = app.ledger()?;
    let mut found: Vec<(f64, AlikeMatter)> = Vec::new();
    let except = request.except.as_deref().and_then(RecordId::parse);
    for key in [OPINION, SUGGESTION] {
        let Some(kind) = ledger.registry().get(key) else {
            continue;
        };
        let register = kind.register_key();
        ledger.read().for_each(key, &ListQuery::all(), |row| {
            let text = |column: Column<Text>| row.read(kind, column).unwrap_or("");
            let score = likeness(text(Opinion::CONTENT), &request.content)
                .max(likeness(text(Opinion::TITLE), &request.content));
            if score >= ALIKE && Some(row.id) != except {
                let date = row
                    .of(kind, Opinion::RECEIVED_ON)
                    .or(row.of(kind, Suggestion::SUBMITTED_ON));
                #[allow(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "a share between 0 and 1"
                )]
                let percent = (score * 100.0).round() as u32;
                let matter = AlikeMatter {
                    register: register.into(),
                    id: row.id.to_string(),
                    title: kind.name_of(&row),
                    received: date
                        .and_then(Value::as_date)
                        .map_or_else(String::new, |it| it.to_string()),
                    state: row
                        .of(kind, Opinion::STATE)
                        .and_then(Value::as_text)
                        .unwrap_or("")
                        .to_owned(),
                    likeness: percent,
                };
                found.push((score, matter));
            }
            Ok(())
        })?;
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    Ok(found.into_iter().take(NAMED).map(|(_, it)| it).collect())
}
