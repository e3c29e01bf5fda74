//! 督查反馈簿: what was handed to a unit, how it was urged, what came back and what was found
//! afterwards. Offices that keep 督查反馈 as a book of its own print it from 簿三 (巴彦: 督查反馈及时).

use std::sync::Arc;

use domain::dates::PartialDate;
use domain::matter::RECHECK;
use domain::opinion::OPINION;
use domain::record::{RecordType, Row, Value};
use domain::suggestion::SUGGESTION;
use forms::Document;
use store::ledger::Ledger;

use crate::naming::NameBook;
use crate::papers::columns::{PrintColumn, pair};
use crate::papers::heading::Heading;
use crate::papers::rows::{Dates, cells, paper_row};
use crate::printing::form::{Form, Take};
use crate::printing::registers;
use crate::records::kind_of;
use crate::session::App;
use crate::wire::{PrintRequest, UserError};

const TAKES: &[Take] = &[
    Take::Deputy,
    Take::Station,
    Take::Year,
    Take::Month,
    Take::Blank,
    Take::Rows,
];

pub(super) const OPINIONS: Form = Form {
    key: "opinion_followup",
    title: "督查反馈簿（群众意见建议）",
    register: "opinions",
    takes: TAKES,
    needs: &[],
    entries: &[],
    step: "",
    compose: |app, request| compose(app, request, OPINION),
};

pub(super) const SUGGESTIONS: Form = Form {
    key: "suggestion_followup",
    title: "督查反馈簿（代表建议）",
    register: "suggestions",
    compose: |app, request| compose(app, request, SUGGESTION),
    ..OPINIONS
};

fn compose(app: &mut App, request: &PrintRequest, key: &str) -> Result<Document, UserError> {
    let kind = kind_of(app, key)?;
    let mut rows = registers::entries(app, &kind, request)?;
    // What no unit had was never followed up.
    rows.retain(|row| row.get(&kind, "assigned_on").is_some() || row.get(&kind, "lead").is_some());
    let heading = Heading::of(app, "督查反馈簿")?;
    let columns = columns(&kind);
    let ledger = app.ledger()?;
    let book = NameBook::new(ledger.read());
    let mut lines = Vec::with_capacity(rows.len());
    for (at, row) in rows.iter().enumerate() {
        let mut texts = cells(
            &book,
            &kind,
            &columns,
            row,
            at + 1,
            Dates::Dotted,
            heading.today,
        );
        // Before the last one, which is signed.
        let looked = texts.len().saturating_sub(2);
        if let Some(cell) = texts.get_mut(looked) {
            *cell = looked_again(ledger, row)?;
        }
        lines.push(paper_row(texts, row));
    }
    Ok(Document::from(heading.table(
        request,
        "督查反馈簿",
        columns,
        lines,
    )))
}

fn columns(kind: &Arc<RecordType>) -> Vec<PrintColumn> {
    let field = |key: &str| PrintColumn::of(kind, key);
    let (number, content) = if kind.key == *SUGGESTION {
        (field("no").map(|it| it.titled("编号").wide(22.0)), "title")
    } else {
        (field("number").map(|it| it.wide(10.0)), "content")
    };
    [
        number,
        field(content).map(|it| it.titled("交办事项").sharing(1.0)),
        pair(kind, "assigned_on", "lead", "交办时间\n及承办单位", 28.0),
        field("due_on").map(|it| it.titled("办理\n时限").wide(20.0)),
        field("urged").map(|it| it.titled("督查（督办）\n时间和方式").wide(34.0)),
        field("reply").map(|it| it.titled("办理情况").sharing(1.0)),
        field("replied_on").map(|it| it.titled("答复\n时间").wide(20.0)),
        pair(
            kind,
            "feedback_on",
            "satisfaction",
            "反馈时间\n及满意度",
            20.0,
        ),
        Some(PrintColumn::empty("回头看", 32.0)),
        Some(PrintColumn::empty("督查人\n签名", 18.0)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What was found when somebody went to look again, the last time.
fn looked_again(ledger: &Ledger, row: &Row) -> Result<String, UserError> {
    let Some(kind) = ledger.registry().get(RECHECK) else {
        return Ok(String::new());
    };
    let mut looks = ledger.read().children(kind, row.id)?;
    looks.retain(Row::is_live);
    let on = |row: &Row| row.get(kind, "on").and_then(Value::as_date);
    looks.sort_by_key(|row| on(row).map(PartialDate::first_day));
    Ok(looks.last().map_or_else(String::new, |row| {
        let situation = row.get(kind, "situation").and_then(Value::as_text);
        let day = on(row).map_or_else(String::new, |it| it.to_string().replace('-', "."));
        format!("{day}\n{}", situation.unwrap_or_default())
            .trim()
            .to_owned()
    }))
}
