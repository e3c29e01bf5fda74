//! A record's way so far: the steps taken, what its own fields tell of others, the whole way ahead.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use domain::dates::PartialDate;
use domain::matter::{
    EXTENSION, Extension, ExtensionOutcome, GIVING_BACK, GivingBack, Matter, MatterStage,
    MatterView, REWORK, Rework, Standing, TRANSFER, Transfer, WayMark, clock, is_granted, way,
};
use domain::opinion::{OPINION, Opinion};
use domain::record::{Column, Field, FieldKey, RecordId, RecordType, Row, TypedRow};
use domain::suggestion::{SUGGESTION, Suggestion};
use domain::workflow::{Place, STEP, Step, StepRow, To, Workflow};

use crate::due::DueOn;
use crate::naming::NameBook;
use crate::records::registers::kind_of;
use crate::records::rows::find_row;
use crate::session::App;
use crate::wire::{
    Course, CourseLine, CourseLink, ErrorCode, Labelled, OfRecord, UserError, WayPoint,
};

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
    let register = kind.register_key();
    let clock = clock(&kind, &row, &on.rules, &on.almanac).map(|it| {
        let title = kind.name_of(&row);
        on.item(register, row.id, title, it.waits_for, &it.deadline)
    });
    let book = NameBook::new(ledger.read());
    let mut steps = Vec::new();
    let mut reasons = HashMap::new();
    let (mut refused, mut granted) = (HashSet::new(), HashSet::new());
    if let Some(step) = ledger.registry().get(STEP).cloned() {
        let mut rows = ledger.read().children(&step, row.id)?;
        rows.retain(Row::is_live);
        for it in &rows {
            let text = |key: &str| {
                step.field(key)
                    .map_or_else(String::new, |field| book.shown(field, it.get(&step, key)))
            };
            let taken = workflow.step(&text(StepRow::STEP.key())).ok();
            let inside_kind = taken
                .and_then(|it| it.inside.as_ref())
                .and_then(|it| ledger.registry().get(it.as_str()).cloned());
            let inside_id = RecordId::parse(&text(StepRow::INSIDE.key()));
            let values =
                match (&inside_kind, inside_id) {
                    (Some(kind), Some(id)) => ledger
                        .read()
                        .get(kind.key.as_str(), id)?
                        .map_or_else(Vec::new, |row| {
                            if let Some(why) = reason_of(kind, &row) {
                                reasons.insert(it.id.to_string(), why);
                            }
                            let line = it.id.to_string();
                            if row.read(kind, Extension::OUTCOME) == Some(ExtensionOutcome::Refused)
                            {
                                refused.insert(line);
                            } else if is_granted(&TypedRow { kind, row: &row }) {
                                granted.insert(line);
                            }
                            let own = |field: &&Field| {
                                taken.is_none_or(|step| tells(&workflow, step, field))
                            };
                            let shown = kind.fields.iter().filter(|it| !it.hidden).filter(own);
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
                other: None,
                entered: false,
            });
        }
    }
    let mut steps = [entered(&book, &kind, &row, &steps), steps].concat();
    // By their days; those of one day in the order in which they were taken.
    steps.sort_by(|a, b| a.on.cmp(&b.on));
    let told = Told {
        book: &book,
        kind: &kind,
        row: &row,
        reasons,
        refused,
        granted,
    };
    told.fill(&mut steps);
    let state = workflow.state_of(&kind, &row).to_owned();
    let way = match kind.key == *OPINION || kind.key == *SUGGESTION {
        true => told.way(&state, &steps),
        false => Vec::new(),
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

/// Whether the line of a step tells this field of the row that it wrote. A row that several steps write
/// one after the other (申请延期, 同意延期) is told in parts: what each of them asked for, and what none did.
fn tells(workflow: &Workflow, step: &Step, field: &Field) -> bool {
    let asks = |it: &Step| {
        let mut asks = it.asks.iter();
        asks.any(|ask| ask.place == Place::Inside && ask.field == field.key)
    };
    let mut writers = workflow.steps.iter().filter(|it| it.inside == step.inside);
    let shared = writers.clone().any(|it| it.into_row.is_some());
    !shared || asks(step) || !writers.any(asks)
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
                other: None,
                entered: true,
            }
        })
        .collect()
}

/// Steps that lead back to where a matter was before.
const BACK: [&str; 4] = ["take_back", "keep_with", "not_close", "resume"];

/// A record whose course is told.
struct Told<'a> {
    book: &'a NameBook<'a>,
    kind: &'a Arc<RecordType>,
    row: &'a Row,
    /// The reasons that rows inside give, by the steps that wrote them.
    reasons: HashMap<String, String>,
    /// The steps whose row tells that a later day was not agreed to.
    refused: HashSet<String>,
    /// The steps whose row tells that it was.
    granted: HashSet<String>,
}

impl Told<'_> {
    /// Adds what the record says in the fields that its steps ask for: to the newest step that asks for
    /// each, since earlier ones wrote what no longer stands there.
    fn fill(&self, steps: &mut [CourseLine]) {
        let Some(workflow) = &self.kind.workflow else {
            return;
        };
        let mut told: Vec<FieldKey> = Vec::new();
        for line in steps.iter_mut().rev() {
            let Ok(step) = workflow.step(&line.step) else {
                continue;
            };
            if line.step == TRANSFER {
                told.push(Matter::LEAD.into());
            }
            for ask in step.asks.iter().filter(|it| it.place == Place::Record) {
                let dates_it = Some(&ask.field) == step.dated_by.as_ref();
                if dates_it || told.contains(&ask.field) {
                    continue;
                }
                told.push(ask.field.clone());
                let Some(field) = self.kind.field(ask.field.as_str()) else {
                    continue;
                };
                let known = |it: &Labelled| line.values.iter().any(|old| old.value == it.value);
                let mut said = labelled(self.book, self.kind, self.row, std::iter::once(field));
                said.retain(|it| !known(it));
                line.values.extend(said);
                if ask.field == *Matter::MERGED_INTO.key() {
                    line.other = self.other(field);
                }
            }
        }
    }

    /// The matter that a field names.
    fn other(&self, field: &Field) -> Option<CourseLink> {
        let id = self.row.get(self.kind, field.key.as_str())?.as_id()?;
        Some(CourseLink {
            register: self.kind.register.as_ref()?.key.clone(),
            id: id.to_string(),
            title: self
                .book
                .shown(field, self.row.get(self.kind, field.key.as_str())),
        })
    }

    /// The whole way, with the days on which its points were reached last.
    fn way(&self, state: &str, steps: &[CourseLine]) -> Vec<WayPoint> {
        let view = MatterView {
            stage: MatterStage::of_word(state),
            ..MatterView::of(self.kind, self.row)
        };
        let again = steps.iter().any(|it| it.to == MatterStage::Again.word());
        // 恢复办理 and 同意退件 lead back to a state; they are not when it was reached.
        let reached = |stage: MatterStage| {
            let mut steps = steps.iter().rev();
            steps.find(|it| {
                it.to == stage.word() && it.from != it.to && !BACK.contains(&it.step.as_str())
            })
        };
        let left = view.stage.filter(|it| *it != MatterStage::Archived);
        let from = left
            .or(view.before)
            .and_then(reached)
            .and_then(|it| MatterStage::of_word(&it.from))
            .or(view.before);
        // A unit may answer without having taken the matter up: what went by steps and has no day was
        // not done. Old ledgers do not tell.
        let handled = self.row.yes(self.kind, Matter::BACKFILL)
            || self.day(MatterStage::Handling).is_some()
            || reached(MatterStage::Handling).is_some()
            || view.stage == Some(MatterStage::Handling);
        let passed_over = |mark: &WayMark| {
            !handled && mark.stage == Some(MatterStage::Handling) && mark.standing == Standing::Done
        };
        let marks = way(&view, from, again).into_iter();
        let points = marks.filter(|it| !passed_over(it)).map(|mark| {
            let step = mark.stage.and_then(reached);
            let behind = matches!(mark.standing, Standing::Done | Standing::Left);
            let on = mark.stage.and_then(|it| self.day(it));
            let on = on.or_else(|| step.map(|it| it.on.clone()));
            let mut note = match mark.stage {
                Some(stage) if behind => self.note(stage, step),
                Some(MatterStage::Replied) => self.put_off(steps),
                _ => String::new(),
            };
            if mark.standing == Standing::Here {
                let asked = self.asked();
                if !asked.is_empty() {
                    note = asked;
                }
            }
            WayPoint {
                title: mark.title.to_owned(),
                standing: mark.standing.key().to_owned(),
                on: on.filter(|_| behind).unwrap_or_default(),
                note,
                other: step.filter(|_| behind).and_then(|it| it.other.clone()),
            }
        });
        points.collect()
    }

    /// The day on which a state was reached, where the record has a column of its own for it.
    fn day(&self, stage: MatterStage) -> Option<String> {
        let date = |column: Column<PartialDate>| self.row.read(self.kind, column);
        let on = match stage {
            MatterStage::Registered => {
                date(Opinion::RECEIVED_ON).or_else(|| date(Suggestion::SUBMITTED_ON))
            }
            MatterStage::Accepted | MatterStage::Rejected => date(Matter::ACCEPTED_ON),
            MatterStage::Assigned => date(Matter::ASSIGNED_ON),
            MatterStage::Handling => date(Matter::TAKEN_UP_ON),
            MatterStage::Replied => date(Matter::REPLIED_ON),
            MatterStage::Evaluated => date(Matter::FEEDBACK_ON),
            MatterStage::Closed => date(Matter::CLOSED_ON),
            MatterStage::AtCounty => date(Matter::COUNTY_ON),
            _ => None,
        };
        on.map(|it| it.to_string())
    }

    /// What was asked for and waits for a decision.
    fn asked(&self) -> String {
        let Some(workflow) = &self.kind.workflow else {
            return String::new();
        };
        let mut sorts: Vec<&str> = Vec::new();
        for step in &workflow.steps {
            if let Some(petition) = step.awaited_in(self.kind, self.row)
                && !sorts.contains(&petition.sort)
            {
                sorts.push(petition.sort);
            }
        }
        let told = sorts.iter().map(|sort| format!("{sort}，等主席审批"));
        told.collect::<Vec<_>>().join("；")
    }

    /// Why the answer may come later than it was due first, or may not.
    fn put_off(&self, steps: &[CourseLine]) -> String {
        let extended = |it: &&CourseLine| it.inside.as_deref() == Some(EXTENSION);
        match steps.iter().rev().find(extended) {
            Some(it) if self.refused.contains(&it.id) => format!("不同意延期：{}", it.opinion),
            Some(it) if self.granted.contains(&it.id) => format!("延期：{}", self.reason(it)),
            _ => String::new(),
        }
    }

    /// The reason that the row of a step gives.
    fn reason(&self, line: &CourseLine) -> String {
        self.reasons.get(&line.id).cloned().unwrap_or_default()
    }

    /// What a point says beside its day: why, with what result, by whom.
    fn note(&self, stage: MatterStage, step: Option<&CourseLine>) -> String {
        let text = |key: &str| {
            let field = self.kind.field(key);
            field.map_or_else(String::new, |it| {
                self.book.shown(it, self.row.get(self.kind, key))
            })
        };
        match stage {
            MatterStage::Rejected => text(Matter::REFUSAL.key()),
            MatterStage::Evaluated => text(Matter::SATISFACTION.key()),
            MatterStage::Closed => {
                let reviewer = text(Matter::REVIEWER.key());
                match reviewer.is_empty() {
                    true => reviewer,
                    false => format!("审核：{reviewer}"),
                }
            }
            MatterStage::Assigned => text(Matter::LEAD.key()),
            MatterStage::GivenBack | MatterStage::Again => {
                step.map_or_else(String::new, |it| self.reason(it))
            }
            MatterStage::Held
            | MatterStage::Withdrawn
            | MatterStage::Merged
            | MatterStage::BackFromCounty => step.map_or_else(String::new, |it| it.opinion.clone()),
            _ => String::new(),
        }
    }
}

/// Why a row inside a matter was written.
fn reason_of(kind: &RecordType, row: &Row) -> Option<String> {
    let column = match kind.key.as_str() {
        GIVING_BACK => GivingBack::REASON,
        EXTENSION => Extension::REASON,
        REWORK => Rework::REASON,
        TRANSFER => Transfer::REASON,
        _ => return None,
    };
    row.read(kind, column).map(str::to_owned)
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
