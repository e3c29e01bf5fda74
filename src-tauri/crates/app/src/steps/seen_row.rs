//! The row inside a record into which a step writes (同意延期 writes into the row of 申请延期), as the
//! page of that person showed it: which row it was, and what it said.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::record::{Field, RecordType, Row};
use domain::workflow::{Others, Situation, Step};

use crate::naming::NameBook;
use crate::records::meanwhile::{Seen, told};
use crate::session::App;
use crate::steps::preparing::workflow_of;
use crate::steps::surroundings::Surroundings;
use crate::wire::{FaultAt, Stands, UserError};

/// Under this name stands which row it was; its fields stand as `inside/field`.
const INSIDE: &str = "inside";

/// The row into which a step would write, with its type.
fn row_of<'a>(
    around: &'a Surroundings,
    step: &Step,
    situation: &Situation<'_>,
) -> Option<(&'a RecordType, &'a Row)> {
    let id = step.into_row.and_then(|find| find(situation))?;
    around.inside_of(step.inside.as_ref()?, id)
}

/// The fields of such a row that a person reads.
fn fields_of(kind: &RecordType) -> impl Iterator<Item = &Field> {
    let link = kind.parent.as_ref().map(|it| &it.field);
    let own = kind.fields.iter().filter(|it| it.is_logged());
    own.filter(move |it| Some(&it.key) != link)
}

/// What a step's row says now, to be sent back with the step.
pub(super) fn seen_of_row(
    book: &NameBook<'_>,
    around: &Surroundings,
    step: &Step,
    situation: &Situation<'_>,
) -> BTreeMap<String, String> {
    let mut seen = BTreeMap::new();
    if let Some((kind, row)) = row_of(around, step, situation) {
        seen.insert(INSIDE.to_owned(), row.id.to_string());
        for field in fields_of(kind) {
            let text = book.shown(field, row.get(kind, field.key.as_str()));
            seen.insert(format!("{INSIDE}/{}", field.key), text);
        }
    }
    seen
}

/// What others did meanwhile to the rows into which these steps would write.
pub(super) fn met_in_row(
    app: &mut App,
    kind: &Arc<RecordType>,
    row: &Row,
    steps: &[&str],
    seen: &Seen,
) -> Result<Vec<FaultAt>, UserError> {
    let Some(known) = seen.get(INSIDE) else {
        return Ok(Vec::new());
    };
    let workflow = workflow_of(kind)?;
    let mut of_steps = workflow.steps.iter();
    let step = of_steps
        .find(|it| it.into_row.is_some() && steps.iter().any(|name| it.answers_to(name.trim())));
    let Some(step) = step else {
        return Ok(Vec::new());
    };
    let around = Surroundings::of(app, kind, row.id)?;
    let others = Others::default();
    let situation = around.situation(kind, row, &others);
    let ledger = app.ledger()?;
    let Some((child, now)) = row_of(&around, step, &situation) else {
        let title = step
            .inside
            .as_ref()
            .and_then(|it| ledger.registry().get(it.as_str()));
        let title = title.map_or("", |it| it.title.as_str());
        return Ok(vec![other_row(title, "", "已经有人处理了")]);
    };
    if now.id.to_string() != *known {
        let stands = now.id.to_string();
        return Ok(vec![other_row(&child.title, &stands, "已经换了一份")]);
    }
    let book = NameBook::new(ledger.read());
    let mut faults = Vec::new();
    for field in fields_of(child) {
        let name = format!("{INSIDE}/{}", field.key);
        let stands = book.shown(field, now.get(child, field.key.as_str()));
        let differs = |it: &String| it.trim() != stands.trim();
        if seen.get(&name).is_some_and(differs) {
            let mut fault = told(ledger, child, now.id, field, stands)?;
            fault.field = name;
            faults.push(fault);
        }
    }
    Ok(book.checked(faults)?)
}

/// The fault where the row that the page showed is not the one that waits now.
fn other_row(title: &str, stands: &str, what: &str) -> FaultAt {
    FaultAt {
        field: INSIDE.to_owned(),
        label: title.to_owned(),
        reason: format!("这里打开以后，“{title}”{what}"),
        hint: "请看一看现在的内容，再登记一次".into(),
        stands: Some(Stands {
            text: stands.to_owned(),
            who: String::new(),
            when: String::new(),
        }),
    }
}
