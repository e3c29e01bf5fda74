//! Lists and single records.

use std::collections::HashMap;

use domain::record::{FieldKey, RecordId, RecordType, Row, Value};
use domain::trace::{CORRECTED, FINDING, OPEN};
use store::ledger::Ledger;
use store::query::{Filter, ListQuery};

use crate::commands::filters::{in_words, list_query};
use crate::commands::registers::kind_of;
use crate::commands::steps::steps_of;
use crate::faults::not_found;
use crate::naming::NameBook;
use crate::session::App;
use crate::wire::{
    ConflictView, FindingView, ListRequest, ListRow, OfRecord, Page, RecordView, UserError,
};

/// Up to so many rows their findings are asked for one by one.
const FEW: u32 = 500;

pub(crate) fn list(app: &mut App, request: ListRequest) -> Result<Page, UserError> {
    let kind = kind_of(app, &request.register)?;
    let query = list_query(app, &kind, &request)?;
    let today = app.today();
    let ledger = app.ledger()?;
    let page = ledger.read().list(kind.key.as_str(), &query)?;
    let few = query.limit.is_some_and(|it| it <= FEW);
    let counts = if few {
        None
    } else {
        Some(open_findings(ledger)?)
    };
    let book = NameBook::new(ledger.read());
    let mut rows = Vec::with_capacity(page.rows.len());
    for row in &page.rows {
        let findings = match &counts {
            Some(counts) => counts.get(&row.id).copied().unwrap_or(0),
            None => count_findings(ledger, row.id)?,
        };
        rows.push(ListRow {
            id: row.id.to_string(),
            values: book.values(&kind, row, today),
            voided: row.voided.clone(),
            findings,
            to_fill: u32::try_from(kind.to_fill(row).len()).unwrap_or(u32::MAX),
        });
    }
    Ok(Page {
        total: page.total,
        rows,
        filters: in_words(&book, &kind, &request.filters),
    })
}

/// How findings name the record they cling to.
pub(crate) fn parent_text(id: RecordId) -> Value {
    Value::Text(id.0.simple().to_string())
}

fn count_findings(ledger: &Ledger, id: RecordId) -> Result<u32, UserError> {
    let Some(kind) = ledger.registry().get(FINDING) else {
        return Ok(0);
    };
    let rows = ledger.read().children(kind, id)?;
    let open = rows.iter().filter(|row| is_open(kind, row)).count();
    Ok(u32::try_from(open).unwrap_or(u32::MAX))
}

fn open_findings(ledger: &Ledger) -> Result<HashMap<RecordId, u32>, UserError> {
    let mut counts = HashMap::new();
    let Some(kind) = ledger.registry().get(FINDING) else {
        return Ok(counts);
    };
    let open = Filter::Is("state".into(), Value::Text(OPEN.into()));
    let query = ListQuery {
        filters: vec![open],
        ..ListQuery::all()
    };
    ledger.read().for_each(FINDING, &query, |row| {
        let parent = row
            .get(kind, "parent")
            .and_then(Value::as_text)
            .and_then(RecordId::parse);
        if let Some(parent) = parent {
            *counts.entry(parent).or_default() += 1;
        }
        Ok(())
    })?;
    Ok(counts)
}

pub(crate) fn is_open(kind: &RecordType, row: &Row) -> bool {
    row.is_live() && row.get(kind, "state").and_then(Value::as_text) == Some(OPEN)
}

/// A record by the id that a screen or script names.
pub(crate) fn find_row(app: &mut App, kind: &RecordType, id: &str) -> Result<Row, UserError> {
    let missing = || not_found(&kind.title, id, "请回到列表重新选择");
    let id = RecordId::parse(id).ok_or_else(missing)?;
    app.ledger()?
        .read()
        .get(kind.key.as_str(), id)?
        .ok_or_else(missing)
}

pub(crate) fn record(app: &mut App, request: OfRecord) -> Result<RecordView, UserError> {
    let kind = kind_of(app, &request.register)?;
    let row = find_row(app, &kind, &request.id)?;
    let today = app.today();
    let state = kind
        .workflow
        .as_ref()
        .map(|it| it.state_of(&kind, &row).to_owned());
    let steps = steps_of(app, &kind, &row)?;
    let ledger = app.ledger()?;
    let book = NameBook::new(ledger.read());
    let label = |key: &str| {
        kind.field(key)
            .map_or_else(String::new, |it| it.label.clone())
    };
    let conflicts = ledger
        .read()
        .conflicts(kind.key.as_str(), row.id)?
        .into_iter()
        .map(|(key, rivals)| ConflictView {
            label: if kind.field(key.as_str()).is_some() {
                label(key.as_str())
            } else {
                "作废".into()
            },
            others: rivals
                .iter()
                .map(|it| shown(&book, &kind, &key, it.value.as_ref()))
                .collect(),
            field: key.to_string(),
        })
        .collect();
    Ok(RecordView {
        id: row.id.to_string(),
        title: kind.name_of(&row),
        values: book.values(&kind, &row, today),
        voided: row.voided.clone(),
        findings: findings_of(ledger, &kind, row.id)?,
        to_fill: kind
            .to_fill(&row)
            .iter()
            .map(|field| field.key.to_string())
            .collect(),
        conflicts,
        state,
        steps,
    })
}

fn shown(book: &NameBook<'_>, kind: &RecordType, key: &FieldKey, value: Option<&Value>) -> String {
    match kind.field(key.as_str()) {
        Some(field) if value.is_some() => book.shown(field, value),
        _ => "（空）".into(),
    }
}

fn findings_of(
    ledger: &Ledger,
    kind: &RecordType,
    id: RecordId,
) -> Result<Vec<FindingView>, UserError> {
    let Some(finding) = ledger.registry().get(FINDING) else {
        return Ok(Vec::new());
    };
    let rows = ledger.read().children(finding, id)?;
    let text = |row: &Row, key: &str| {
        row.get(finding, key)
            .and_then(Value::as_text)
            .unwrap_or_default()
            .to_owned()
    };
    Ok(rows
        .iter()
        .filter(|row| row.is_live() && text(row, "state") != CORRECTED)
        .map(|row| {
            let field = text(row, "field");
            let number = row.get(finding, "row").and_then(Value::as_int).unwrap_or(0);
            FindingView {
                id: row.id.to_string(),
                label: kind
                    .field(&field)
                    .map_or_else(String::new, |it| it.label.clone()),
                field,
                raw: text(row, "raw"),
                reason: text(row, "reason"),
                hint: text(row, "hint"),
                origin: format!(
                    "{} 第 {number} 行“{}”",
                    text(row, "file"),
                    text(row, "column")
                ),
                state: text(row, "state"),
            }
        })
        .collect())
}
