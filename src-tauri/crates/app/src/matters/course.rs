//! A record's way so far: the steps taken, what its own fields tell of others, the whole way ahead.

use std::sync::Arc;

use domain::dates::PartialDate;
use domain::matter::{MatterStage, MatterView, clock};
use domain::opinion::{OPINION, Opinion};
use domain::record::{Column, Field, RecordId, RecordType, Row};
use domain::suggestion::{SUGGESTION, Suggestion};
use domain::workflow::{Place, STEP, Stage, StepRow, To};

use crate::due::DueOn;
use crate::naming::NameBook;
use crate::records::registers::kind_of;
use crate::records::rows::find_row;
use crate::session::App;
use crate::wire::{Course, CourseLine, ErrorCode, Labelled, OfRecord, UserError, WayPoint};

pub(crate) fn course(app: &mut App, request: OfRecord) -> Result<Course, UserError> {
    let kind = kind_of(app, &request.register)?;
    let row = find_row(app, &kind, &request.id)?;
    let Some(workflow) = kind.workflow.clone() else {
        return Err(UserError::new(
            ErrorCode::BadRequest,
            format!("{}没有办理环节", kind.title),
            "",
        ));
    };
    let on = DueOn::of(app)?;
    let ledger = app.ledger()?;
    let register = kind.register.as_ref().map_or("", |it| it.key.as_str());
    let clock = clock(&kind, &row, &on.rules, &on.almanac).map(|it| {
        let title = kind.name_of(&row);
        on.item(register, row.id, title, it.waits_for, &it.deadline)
    });
    let book = NameBook::new(ledger.read());
    let mut steps = Vec::new();
    if let Some(step) = ledger.registry().get(STEP).cloned() {
        let mut rows = ledger.read().children(&step, row.id)?;
        rows.retain(Row::is_live);
        for it in &rows {
            let text = |key: &str| {
                step.field(key)
                    .map_or_else(String::new, |field| book.shown(field, it.get(&step, key)))
            };
            let inside_kind = workflow
                .step(&text(StepRow::STEP.key()))
                .ok()
                .and_then(|it| it.inside.as_ref())
                .and_then(|it| ledger.registry().get(it.as_str()).cloned());
            let inside_id = RecordId::parse(&text(StepRow::INSIDE.key()));
            let values =
                match (&inside_kind, inside_id) {
                    (Some(kind), Some(id)) => ledger
                        .read()
                        .get(kind.key.as_str(), id)?
                        .map_or_else(Vec::new, |row| {
                            let shown = kind.fields.iter().filter(|field| !field.hidden);
                            labelled(&book, kind, &row, shown)
                        }),
                    _ => Vec::new(),
                };
            steps.push(CourseLine {
                id: it.id.to_string(),
                step: text(StepRow::STEP.key()),
                title: text(StepRow::TITLE.key()),
                on: text(StepRow::ON.key()),
                by: text(StepRow::BY.key()),
                from: text(StepRow::FROM.key()),
                to: text(StepRow::TO.key()),
                basis: text(StepRow::BASIS.key()),
                opinion: text(StepRow::OPINION.key()),
                inside: inside_id
                    .and(inside_kind.as_ref())
                    .map(|it| it.key.to_string()),
                inside_id: inside_id.map(|it| it.to_string()),
                values,
                entered: false,
            });
        }
    }
    let steps = [entered(&book, &kind, &row, &steps), steps].concat();
    let state = workflow.state_of(&kind, &row).to_owned();
    let date = |column: Column<PartialDate>| row.read(&kind, column);
    let begun = date(Opinion::RECEIVED_ON).or_else(|| date(Suggestion::SUBMITTED_ON));
    // What was filed away had come to an end before: to which one it remembers.
    let ended = match MatterStage::of_word(&state) {
        Some(MatterStage::Archived) => MatterView::of(&kind, &row)
            .before
            .or(Some(MatterStage::Archived)),
        other => other,
    };
    let way = match ended {
        Some(stage) if kind.key == *OPINION || kind.key == *SUGGESTION => {
            let begun = begun.map(|it| it.to_string()).unwrap_or_default();
            way(stage, &steps, begun)
        }
        _ => Vec::new(),
    };
    let ended = workflow.state(&state).is_some_and(|it| it.is_end);
    Ok(Course {
        state,
        ended,
        clock,
        way,
        steps,
    })
}

/// The steps of which only the record's own fields tell.
fn entered(
    book: &NameBook<'_>,
    kind: &Arc<RecordType>,
    row: &Row,
    taken: &[CourseLine],
) -> Vec<CourseLine> {
    let Some(workflow) = &kind.workflow else {
        return Vec::new();
    };
    let taken: Vec<_> = taken
        .iter()
        .filter_map(|line| workflow.step(&line.step).ok()?.dated_by.clone())
        .collect();
    let told = workflow.told_by(kind, row).into_iter();
    told.filter(|(step, _)| step.dated_by.as_ref().is_none_or(|it| !taken.contains(it)))
        .map(|(step, on)| {
            let to = match step.to {
                To::State(word) => word,
                To::Stays | To::Back => "",
            };
            let asked = step
                .asks
                .iter()
                .filter(|it| it.place == Place::Record && Some(&it.field) != step.dated_by.as_ref())
                .filter_map(|it| kind.field(it.field.as_str()));
            CourseLine {
                id: format!("{}-{}", row.id, step.key),
                step: step.key.into(),
                title: step.title.into(),
                on: on.to_string(),
                by: String::new(),
                from: String::new(),
                to: to.into(),
                basis: String::new(),
                opinion: String::new(),
                inside: None,
                inside_id: None,
                values: labelled(book, kind, row, asked),
                entered: true,
            }
        })
        .collect()
}

/// Steps that lead back to where a matter was before.
const BACK: [&str; 4] = ["take_back", "keep_with", "not_close", "resume"];

/// The whole way, with the days on which its points were reached last: what it has come to is done,
/// what it waits for now is the next.
fn way(stage: MatterStage, steps: &[CourseLine], begun: String) -> Vec<WayPoint> {
    let here = stage.reached();
    let point = |(at, (of, title)): (usize, &(MatterStage, &str))| {
        // 恢复办理 and 同意退件 lead back to a point; they are not when it was reached.
        let reached = |it: &&CourseLine| {
            it.to == of.word() && it.from != it.to && !BACK.contains(&it.step.as_str())
        };
        let on = match steps.iter().rev().find(reached) {
            Some(step) => step.on.clone(),
            None if at == 0 => begun.clone(),
            None => String::new(),
        };
        let standing = match at.cmp(&here) {
            std::cmp::Ordering::Less | std::cmp::Ordering::Equal => "done",
            std::cmp::Ordering::Greater if at == here + 1 && !stage.is_end() => "here",
            std::cmp::Ordering::Greater => "ahead",
        };
        WayPoint {
            title: (*title).to_owned(),
            standing: standing.into(),
            on: if at > here { String::new() } else { on },
        }
    };
    MatterStage::WAY.iter().enumerate().map(point).collect()
}

/// What a row says in these fields, the empty ones left out.
fn labelled<'a>(
    book: &NameBook<'_>,
    kind: &RecordType,
    row: &Row,
    fields: impl Iterator<Item = &'a Field>,
) -> Vec<Labelled> {
    fields
        .map(|field| Labelled {
            label: field.label.clone(),
            value: book.shown(field, row.get(kind, field.key.as_str())),
        })
        .filter(|it| !it.value.is_empty())
        .collect()
}
