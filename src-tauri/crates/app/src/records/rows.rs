//! Records as other features find them: by id, and with what still belongs to them.

use std::collections::HashMap;

use domain::record::{RecordId, RecordType, Row, Value};
use domain::trace::{FINDING, Finding, FindingState};
use store::ledger::Ledger;
use store::query::{Filter, ListQuery};

use crate::faults::not_found;
use crate::session::App;
use crate::wire::UserError;

/// A record by the id that a screen or script names.
pub(crate) fn find_row(app: &mut App, kind: &RecordType, id: &str) -> Result<Row, UserError> {
    let missing = || not_found(&kind.title, id, "请回到列表重新选择");
    let id = RecordId::parse(id).ok_or_else(missing)?;
    app.ledger()?
        .read()
        .get(kind.key.as_str(), id)?
        .ok_or_else(missing)
}

/// How findings name the record they are attached to.
pub(crate) fn parent_text(id: RecordId) -> Value {
    Value::Text(id.0.simple().to_string())
}

pub(crate) fn is_open(kind: &RecordType, row: &Row) -> bool {
    row.is_live() && row.read(kind, Finding::STATE) == Some(FindingState::Open)
}

pub(crate) fn open_findings(ledger: &Ledger) -> Result<HashMap<RecordId, u32>, UserError> {
    let mut counts = HashMap::new();
    let Some(kind) = ledger.registry().get(FINDING) else {
        return Ok(counts);
    };
    let open = Filter::Is(
        Finding::STATE.into(),
        Value::Text(FindingState::Open.word().into()),
    );
    let query = ListQuery {
        filters: vec![open],
        ..ListQuery::all()
    };
    ledger.read().for_each(FINDING, &query, |row| {
        let parent = row.read(kind, Finding::PARENT).and_then(RecordId::parse);
        if let Some(parent) = parent {
            *counts.entry(parent).or_default() += 1;
        }
        Ok(())
    })?;
    Ok(counts)
}
