//! Lists and single records.

use std::collections::HashMap;

use domain::record::{RecordId, RecordType, Row, Value};
use domain::trace::{FINDING, Finding, FindingState};
use store::ledger::Ledger;

use crate::naming::NameBook;
use crate::papers::signed::signed_place;
use crate::records::attachments::attachments_on;
use crate::records::contest::open_among;
use crate::records::contested::contested_fields;
use crate::records::filters::{in_words, list_query};
use crate::records::parts::parts_of;
use crate::records::registers::kind_of;
use crate::records::rows::{find_row, is_open, open_findings};
use crate::session::App;
use crate::steps::{runs_of, steps_of};
use crate::wire::{
    FindingView, ListRequest, ListRow, OfRecord, Page, RecordView, SignedPlace, UserError,
};

/// Up to so many rows their findings are asked for one by one.
const FEW: u32 = 500;

pub(crate) fn list(app: &mut App, request: ListRequest) -> Result<Page, UserError> {
    let kind = kind_of(app, &request.register)?;
    let query = list_query(app, &kind, &request)?;
    let today = app.today();
    let ledger = app.ledger()?;
    let page = if request.rows_first {
        ledger.read().first_look(kind.key.as_str(), &query)?
    } else {
        ledger.read().list(kind.key.as_str(), &query)?
    };
    let few = query.limit.is_some_and(|it| it <= FEW);
    let counts = if few {
        None
    } else {
        Some(open_findings(ledger)?)
    };
    let book = NameBook::new(ledger.read()).on(today)?;
    let contested: HashMap<RecordId, _> = ledger
        .read()
        .contested(kind.key.as_str())?
        .into_iter()
        .collect();
    let mut rows = Vec::with_capacity(page.rows.len());
    for row in &page.rows {
        let findings = match &counts {
            Some(counts) => counts.get(&row.id).copied().unwrap_or(0),
            None => count_findings(ledger, row.id)?,
        };
        rows.push(ListRow {
            id: row.id.to_string(),
            values: book.values(&kind, row)?,
            voided: row.voided.clone(),
            findings,
            to_fill: u32::try_from(kind.to_fill(row).len()).unwrap_or(u32::MAX),
            contested: match contested.get(&row.id) {
                Some(fields) => open_among(&kind, row, fields),
                None => Vec::new(),
            },
        });
    }
    Ok(Page {
        total: page.total,
        counted: page.counted,
        rows,
        filters: in_words(&book, &kind, &request.filters),
    })
}

fn count_findings(ledger: &Ledger, id: RecordId) -> Result<u32, UserError> {
    let Some(kind) = ledger.registry().get(FINDING) else {
        return Ok(0);
    };
    let rows = ledger.read().children(kind, id)?;
    let open = rows.iter().filter(|row| is_open(kind, row)).count();
    Ok(u32::try_from(open).unwrap_or(u32::MAX))
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
    let conflicts = contested_fields(app, &kind, &row)?;
    let ledger = app.ledger()?;
    let book = NameBook::new(ledger.read()).on(today)?;
    Ok(RecordView {
        id: row.id.to_string(),
        title: kind.name_of(&row),
        values: book.values(&kind, &row)?,
        voided: row.voided.clone(),
        findings: findings_of(ledger, &kind, row.id)?,
        to_fill: kind
            .to_fill(&row)
            .iter()
            .map(|field| field.key.to_string())
            .collect(),
        conflicts,
        state,
        runs: runs_of(&kind, &row, &steps),
        steps,
        parts: parts_of(ledger, &kind, row.id, today)?,
        attachments: attachments_on(ledger, row.id)?,
        signed: signed_place(ledger, &kind, row.id)?.map(|(of, page)| SignedPlace {
            record: page.record.to_string(),
            page: page.page,
            on: page.on,
            by: page.by,
            station: of.station.map(|it| it.to_string()).unwrap_or_default(),
            year: of.year,
        }),
    })
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
        .filter(|row| {
            row.is_live() && text(row, Finding::STATE.key()) != FindingState::Corrected.word()
        })
        .map(|row| {
            let field = text(row, Finding::FIELD.key());
            let number = row.read(finding, Finding::ROW).unwrap_or(0);
            FindingView {
                id: row.id.to_string(),
                label: kind
                    .field(&field)
                    .map_or_else(String::new, |it| it.label.clone()),
                field,
                raw: text(row, Finding::RAW.key()),
                reason: text(row, Finding::REASON.key()),
                hint: text(row, Finding::HINT.key()),
                origin: format!(
                    "{} 第 {number} 行“{}”",
                    text(row, Finding::FILE.key()),
                    text(row, Finding::COLUMN.key())
                ),
                open: text(row, Finding::STATE.key()) == FindingState::Open.word(),
                state: text(row, Finding::STATE.key()),
            }
        })
        .collect())
}
