//! Opinions and suggestions that wait for somebody, and promises to keep.

use domain::calendar::Deadline;
use domain::matter::{MatterStage, PROMISE, clock};
use domain::opinion::OPINION;
use domain::record::{RecordId, Value};
use domain::suggestion::SUGGESTION;
use domain::workflow::Stage;
use store::query::{Filter, ListQuery};

use crate::due::DueOn;
use crate::session::App;
use crate::wire::{DueItem, UserError};

/// States in which somebody is waited for.
const WAITING: [MatterStage; 9] = [
    MatterStage::Registered,
    MatterStage::Accepted,
    MatterStage::BackFromCounty,
    MatterStage::Assigned,
    MatterStage::GivenBack,
    MatterStage::Handling,
    MatterStage::Again,
    MatterStage::AtCounty,
    MatterStage::Replied,
];

/// Matters whose clock runs.
pub(super) fn matters(
    app: &mut App,
    on: &DueOn,
    items: &mut Vec<DueItem>,
) -> Result<(), UserError> {
    let ledger = app.ledger()?;
    for key in [OPINION, SUGGESTION] {
        let Some(kind) = ledger.registry().get(key) else {
            continue;
        };
        let register = kind.register.as_ref().map_or(key, |it| it.key.as_str());
        for stage in WAITING {
            let state = Value::Text(stage.word().into());
            let query = ListQuery {
                filters: vec![Filter::Is("state".into(), state)],
                ..ListQuery::all()
            };
            ledger.read().for_each(key, &query, |row| {
                if let Some(it) = clock(kind, &row, &on.rules, &on.almanac) {
                    let title = kind.name_of(&row);
                    items.push(on.item(register, row.id, title, it.waits_for, &it.deadline));
                }
                Ok(())
            })?;
        }
    }
    Ok(())
}

/// Promises that are not kept yet.
pub(super) fn promises(
    app: &mut App,
    on: &DueOn,
    items: &mut Vec<DueItem>,
) -> Result<(), UserError> {
    let ledger = app.ledger()?;
    let Some(kind) = ledger.registry().get(PROMISE) else {
        return Ok(());
    };
    let query = ListQuery {
        filters: vec![Filter::Empty("done_on".into())],
        ..ListQuery::all()
    };
    for row in ledger.read().list(PROMISE, &query)?.rows {
        let parent = row
            .get(kind, "parent")
            .and_then(Value::as_text)
            .and_then(RecordId::parse);
        let due = row.get(kind, "due").and_then(Value::as_date);
        let (Some(parent), Some(due)) = (parent, due) else {
            continue;
        };
        for key in [OPINION, SUGGESTION] {
            let standing = ledger.read().get(key, parent)?.filter(|it| it.is_live());
            let (Some(_), Some(of)) = (standing, ledger.registry().get(key)) else {
                continue;
            };
            let register = of.register.as_ref().map_or(key, |it| it.key.as_str());
            let deadline = Deadline {
                due: due.first_day(),
                unknown: Vec::new(),
            };
            let title = kind.name_of(&row);
            items.push(on.item(register, parent, title, "承诺落实", &deadline));
        }
    }
    Ok(())
}
