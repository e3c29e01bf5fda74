//! What is still to be settled: 待核实, finding by finding, and the records with fields 待补, in one
//! order, so that a clerk goes from one to the next until nothing is left. It is read from the
//! records each time: it is the same after a restart and on another day.

use std::sync::Arc;

use domain::record::{RecordType, Row, Shelf};
use domain::trace::{FINDING, Finding};
use store::query::{Filter, ListQuery};

use crate::records::registers::kind_of;
use crate::records::rows::is_open;
use crate::session::App;
use crate::wire::{OfSettling, SettleItem, ToSettle, UserError};

/// So many are named at once; the next come up as these are settled.
const NAMED: usize = 300;

pub(crate) fn to_settle(app: &mut App, request: OfSettling) -> Result<ToSettle, UserError> {
    let kinds: Vec<Arc<RecordType>> = match &request.register {
        Some(register) => vec![kind_of(app, register)?],
        None => {
            let all = app.ledger()?.registry().iter();
            let kept = |it: &&Arc<RecordType>| {
                let register = it.register.as_ref();
                register.is_some_and(|it| it.shelf != Shelf::Settings)
            };
            all.filter(kept).cloned().collect()
        }
    };
    let mut answer = ToSettle {
        items: Vec::new(),
        findings: 0,
        to_fill: 0,
        files: Vec::new(),
    };
    for kind in &kinds {
        findings_of(app, kind, &request, &mut answer)?;
    }
    for kind in &kinds {
        fields_of(app, kind, &request, &mut answer)?;
    }
    Ok(answer)
}

/// The open findings of a register's records, in the order of the register.
fn findings_of(
    app: &mut App,
    kind: &Arc<RecordType>,
    request: &OfSettling,
    answer: &mut ToSettle,
) -> Result<(), UserError> {
    let ledger = app.ledger()?;
    let Some(finding) = ledger.registry().get(FINDING).cloned() else {
        return Ok(());
    };
    let mut doubtful: Vec<Row> = Vec::new();
    ledger
        .read()
        .for_each(kind.key.as_str(), &only(Filter::InDoubt), |row| {
            doubtful.push(row);
            Ok(())
        })?;
    for row in doubtful {
        let mut found = ledger.read().children(&finding, row.id)?;
        found.retain(|it| is_open(&finding, it));
        for it in found {
            let text = |column| it.read(&finding, column).unwrap_or_default();
            let file = text(Finding::FILE).to_owned();
            if !answer.files.contains(&file) {
                answer.files.push(file.clone());
            }
            if request.file.as_ref().is_some_and(|wished| *wished != file) {
                continue;
            }
            answer.findings += 1;
            if answer.items.len() >= NAMED {
                continue;
            }
            let key = text(Finding::FIELD);
            let number = it.read(&finding, Finding::ROW).unwrap_or(0);
            answer.items.push(SettleItem {
                finding: Some(it.id.to_string()),
                field: key.to_owned(),
                label: kind
                    .field(key)
                    .map_or_else(|| text(Finding::COLUMN).to_owned(), |it| it.label.clone()),
                raw: text(Finding::RAW).to_owned(),
                reason: text(Finding::REASON).to_owned(),
                hint: text(Finding::HINT).to_owned(),
                origin: format!("{file} 第 {number} 行“{}”", text(Finding::COLUMN)),
                ..item(kind, &row)
            });
        }
    }
    Ok(())
}

/// The records with fields that are still empty, one item each: its fields are filled on one page.
fn fields_of(
    app: &mut App,
    kind: &Arc<RecordType>,
    request: &OfSettling,
    answer: &mut ToSettle,
) -> Result<(), UserError> {
    if request.file.is_some() {
        return Ok(());
    }
    let reader = app.ledger()?.read();
    answer.to_fill += reader.count(kind.key.as_str(), &only(Filter::ToFill))?;
    if !request.to_fill || answer.items.len() >= NAMED {
        return Ok(());
    }
    let query = ListQuery {
        limit: Some(u32::try_from(NAMED - answer.items.len()).unwrap_or(0)),
        ..only(Filter::ToFill)
    };
    reader.for_each(kind.key.as_str(), &query, |row| {
        let empty = kind.to_fill(&row);
        let labels: Vec<&str> = empty.iter().map(|it| it.label.as_str()).collect();
        if let Some(first) = empty.first() {
            answer.items.push(SettleItem {
                field: first.key.to_string(),
                label: labels.join("、"),
                reason: "还空着".into(),
                ..item(kind, &row)
            });
        }
        Ok(())
    })?;
    Ok(())
}

fn item(kind: &RecordType, row: &Row) -> SettleItem {
    SettleItem {
        finding: None,
        register: kind.register_key().to_owned(),
        book: kind.register_title().to_owned(),
        record: row.id.to_string(),
        title: kind.name_of(row),
        field: String::new(),
        label: String::new(),
        raw: String::new(),
        reason: String::new(),
        hint: String::new(),
        origin: String::new(),
    }
}

fn only(filter: Filter) -> ListQuery {
    ListQuery {
        filters: vec![filter],
        ..ListQuery::all()
    }
}
