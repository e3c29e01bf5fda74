//! Records that may be of one person: a proposal to join them, or to be told that they are of two.

use std::sync::Arc;

use domain::operation::Operation;
use domain::record::{ConflictId, RecordType, Value};
use domain::trace::{APART, Apart};
use store::ledger::Ledger;

use crate::conflicts::questions::{every_kind, settled};
use crate::naming::NameBook;
use crate::records::edits::saved;
use crate::records::joining::{self, Pair, pairs_of};
use crate::session::App;
use crate::wire::{Saved, TellApart, TwinField, Twins, UserError};

/// The pairs of every register of people.
pub(super) fn pairs(ledger: &Ledger) -> Result<Vec<(Arc<RecordType>, Pair)>, UserError> {
    let mut found = Vec::new();
    for kind in every_kind(ledger) {
        let pairs = pairs_of(ledger, &kind)?;
        found.extend(pairs.into_iter().map(|pair| (Arc::clone(&kind), pair)));
    }
    Ok(found)
}

/// Pairs as people read them, both records beside each other.
pub(super) fn told(
    app: &mut App,
    pairs: impl Iterator<Item = (Arc<RecordType>, Pair)>,
) -> Result<Vec<Twins>, UserError> {
    let ledger = app.ledger()?;
    let book = NameBook::new(ledger.read());
    let mut twins = Vec::new();
    for (kind, pair) in pairs {
        let rows = [pair.one, pair.other].map(|id| ledger.read().get(kind.key.as_str(), id));
        let [one, other] = rows;
        let (Some(one), Some(other)) = (one?, other?) else {
            continue;
        };
        let mut fields = Vec::new();
        for field in kind
            .fields
            .iter()
            .filter(|it| !it.hidden && it.is_editable())
        {
            let said =
                [&one, &other].map(|row| book.shown(field, row.get(&kind, field.key.as_str())));
            if said.iter().any(|it| !it.is_empty()) {
                let [one, other] = said;
                let label = field.label.clone();
                fields.push(TwinField { label, one, other });
            }
        }
        if let Some(both) = joining::told(ledger, &kind, &pair)? {
            twins.push(Twins {
                id: ConflictId::of_pair(pair.one, pair.other).to_string(),
                register: kind.register_key().to_owned(),
                book: kind.register_title().to_owned(),
                one: both.one,
                other: both.other,
                why: both.why,
                fields,
            });
        }
    }
    Ok(book.checked(twins)?)
}

/// Keeps that two records are of two people, so that nobody is asked again.
pub(crate) fn tell_apart(app: &mut App, request: TellApart) -> Result<Saved, UserError> {
    let id = request.id.trim();
    let found = pairs(app.ledger()?)?
        .into_iter()
        .find(|(_, it)| ConflictId::of_pair(it.one, it.other).to_string() == id);
    let (kind, pair) = found.ok_or_else(|| settled(id))?;
    let row = app.ledger()?.read().get(kind.key.as_str(), pair.one)?;
    let name = row.map_or_else(String::new, |row| kind.name_of(&row));
    let operation = app.operation(Operation::TellApart {
        kind: &kind,
        name: &name,
    })?;
    let title = operation.title.clone();
    let text = |it: &str| Value::Text(it.to_owned());
    let values = vec![
        (Apart::REGISTER.into(), text(kind.key.as_str())),
        (Apart::ONE.into(), text(&pair.one.to_string())),
        (Apart::OTHER.into(), text(&pair.other.to_string())),
    ];
    let committed = app
        .ledger()?
        .write::<_, UserError>(operation, |tx| Ok(tx.create(APART, values)?))?;
    Ok(saved(committed, title))
}
