//! Lists and single records.

use domain::record::{DeviceId, RecordId, RecordType, Row, Value};
use domain::trace::{FINDING, Finding, FindingState};
use store::ledger::Ledger;

use crate::naming::NameBook;
use crate::papers::signed::signed_place;
use crate::records::attachments::attachments_on;
use crate::records::filters::{in_words, list_query};
use crate::records::histories::{device_name, who, written_at};
use crate::records::parts::parts_of;
use crate::records::registers::kind_of;
use crate::records::rows::{find_row, is_open, open_findings};
use crate::session::App;
use crate::steps::{runs_of, steps_of};
use crate::wire::{
    ConflictView, FindingView, ListRequest, ListRow, OfRecord, Page, RecordView, SideView,
    SignedPlace, UserError,
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
    let ledger = app.ledger()?;
    let book = NameBook::new(ledger.read()).on(today)?;
    let conflicts = conflicts_of(ledger, &kind, &row, &book)?;
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

fn conflicts_of(
    ledger: &Ledger,
    kind: &RecordType,
    row: &Row,
    book: &NameBook<'_>,
) -> Result<Vec<ConflictView>, UserError> {
    let open = ledger.read().conflicts(kind.key.as_str(), row.id)?;
    if open.is_empty() {
        return Ok(Vec::new());
    }
    let history = ledger.history(kind.key.as_str(), row.id)?;
    let mut views = Vec::new();
    for (key, rivals) in open {
        let field = kind.field(key.as_str());
        // Who wrote a value is the newest writer of this very value, on that device if known.
        let side = |value: Option<&Value>, device: Option<DeviceId>| {
            let wrote = history.iter().rev().find(|it| {
                it.field == key
                    && it.new.as_ref() == value
                    && device.is_none_or(|device| it.device == device)
            });
            let text = match (field, value) {
                (Some(field), Some(_)) => book.shown(field, value),
                _ => "（空）".into(),
            };
            Ok::<_, UserError>(SideView {
                text,
                who: match wrote {
                    Some(it) => who(ledger, &it.operation)?,
                    None => String::new(),
                },
                when: wrote.map_or_else(String::new, |it| written_at(it.operation.wall_ms)),
                device: device_name(ledger, wrote.map(|it| it.device).or(device)),
            })
        };
        let mut others = Vec::new();
        for rival in &rivals {
            others.push(side(rival.value.as_ref(), Some(rival.device))?);
        }
        views.push(ConflictView {
            open: field.is_none() || kind.is_open(&key, row.get(kind, key.as_str()), &rivals),
            label: field.map_or_else(|| "作废".into(), |it| it.label.clone()),
            shown: side(row.get(kind, key.as_str()), None)?,
            others,
            voiding: field.is_none(),
            field: key.to_string(),
        });
    }
    Ok(views)
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
