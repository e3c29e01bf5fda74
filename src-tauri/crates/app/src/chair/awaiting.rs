//! What waits for a decision: matters to close or given back, key matters that nobody urges, leaves.

use chrono::Datelike;
use domain::activity::{AttendanceState, LEAVE, Leave};
use domain::dates::PartialDate;
use domain::matter::{Matter, MatterStage, MatterSupervision, SUPERVISION};
use domain::opinion::OPINION;
use domain::record::{RecordId, RecordType, Row, Value};
use domain::suggestion::SUGGESTION;
use domain::workflow::{STEP, Stage, StepRow};
use store::query::{Filter, ListQuery, Order};

use crate::due::DueOn;
use crate::naming::NameBook;
use crate::session::App;
use crate::wire::{Awaiting, AwaitingItem, AwaitingList, UserError, Where};

/// So many of each sort are named.
const NAMED: usize = 12;

pub(super) fn awaiting(app: &mut App, on: &DueOn) -> Result<Vec<Awaiting>, UserError> {
    let mut all = decisions(app)?;
    all.push(key_matters(app)?);
    all.push(leaves(app, on)?);
    for sort in &mut all {
        sort.total = sort.lists.iter().map(|it| it.count).sum();
        sort.items
            .sort_by(|a, b| (&a.since, &a.title).cmp(&(&b.since, &b.title)));
        sort.items.truncate(NAMED);
        sort.lists.retain(|it| it.count > 0);
    }
    all.retain(|it| it.total > 0);
    Ok(all)
}

/// Matters in states from which a deciding step leads.
fn decisions(app: &mut App) -> Result<Vec<Awaiting>, UserError> {
    let mut all: Vec<Awaiting> = Vec::new();
    for key in [OPINION, SUGGESTION] {
        let Some(kind) = app.ledger()?.registry().get(key).cloned() else {
            continue;
        };
        let Some(workflow) = &kind.workflow else {
            continue;
        };
        for (state, steps) in workflow.awaiting() {
            let filter = Filter::Is(Matter::STATE.into(), Value::Text(state.word.into()));
            let rows = rows(app, key, vec![filter])?;
            let titles: Vec<&str> = steps.iter().map(|it| it.title).collect();
            let at = all.iter().position(|it| it.sort == state.word);
            let at = at.unwrap_or_else(|| {
                all.push(sort_of(state.word, &titles.join("，或")));
                all.len() - 1
            });
            let condition = Where {
                field: Matter::STATE.key().into(),
                value: state.word.into(),
            };
            let mut items = Vec::new();
            for row in &rows {
                items.push(asked(app, &kind, row, state.word)?);
            }
            if let Some(sort) = all.get_mut(at) {
                sort.items.append(&mut items);
                sort.lists.push(list_of(&kind, vec![condition], rows.len()));
            }
        }
    }
    Ok(all)
}

/// The record with the step that brought it into this state: by whom, on what, why.
fn asked(
    app: &mut App,
    kind: &RecordType,
    row: &Row,
    state: &str,
) -> Result<AwaitingItem, UserError> {
    let ledger = app.ledger()?;
    let mut item = AwaitingItem {
        register: kind.register_key().into(),
        id: row.id.to_string(),
        title: kind.name_of(row),
        told: String::new(),
        since: String::new(),
    };
    let Some(step) = ledger.registry().get(STEP).cloned() else {
        return Ok(item);
    };
    let rows = ledger.read().children(&step, row.id)?;
    let last = rows
        .iter()
        .rfind(|it| it.is_live() && it.read(&step, StepRow::TO) == Some(state));
    let Some(last) = last else {
        return Ok(item);
    };
    let on = last.read(&step, StepRow::ON);
    item.since = on.map(|it| it.to_string()).unwrap_or_default();
    let said = |label: &str, text: Option<&str>| text.map(|it| format!("{label}{it}"));
    let inside = last.read(&step, StepRow::INSIDE).and_then(RecordId::parse);
    let why = reason(app, kind, last.read(&step, StepRow::STEP), inside)?;
    let told: Vec<String> = [
        last.read(&step, StepRow::BY).map(str::to_owned),
        why,
        said("意见：", last.read(&step, StepRow::OPINION)),
        said("依据：", last.read(&step, StepRow::BASIS)),
    ]
    .into_iter()
    .flatten()
    .collect();
    item.told = told.join("；");
    Ok(item)
}

/// The name of the row that a step wrote inside the record: of 退件 its reason.
fn reason(
    app: &mut App,
    kind: &RecordType,
    step: Option<&str>,
    inside: Option<RecordId>,
) -> Result<Option<String>, UserError> {
    let step = step.and_then(|it| kind.workflow.as_ref()?.step(it).ok());
    let ledger = app.ledger()?;
    let inside_kind = step
        .and_then(|it| it.inside.as_ref())
        .and_then(|it| ledger.registry().get(it.as_str()));
    let (Some(of), Some(id)) = (inside_kind, inside) else {
        return Ok(None);
    };
    let row = ledger.read().get(of.key.as_str(), id)?;
    Ok(row.map(|row| of.name_of(&row)).filter(|it| !it.is_empty()))
}

/// Matters marked 重点督办 that go on; those come first that nobody has urged.
fn key_matters(app: &mut App) -> Result<Awaiting, UserError> {
    let mut sort = sort_of("重点督办", "看督办到哪一步，没有督办的安排督办");
    for key in [OPINION, SUGGESTION] {
        let Some(kind) = app.ledger()?.registry().get(key).cloned() else {
            continue;
        };
        let open: Vec<&str> = MatterStage::ALL
            .iter()
            .filter(|it| !it.is_end())
            .map(|it| it.word())
            .collect();
        let is = |word: &&str| Filter::Is(Matter::STATE.into(), Value::Text((*word).into()));
        let filters = vec![
            Filter::Is(Matter::KEY_MATTER.into(), Value::Bool(true)),
            Filter::Any(open.iter().map(is).collect()),
        ];
        let rows = rows(app, key, filters)?;
        for row in &rows {
            let (told, since) = urged(app, row.id)?;
            sort.items.push(AwaitingItem {
                register: kind.register_key().into(),
                id: row.id.to_string(),
                title: kind.name_of(row),
                told,
                since,
            });
        }
        let condition = Where {
            field: Matter::KEY_MATTER.key().into(),
            value: "是".into(),
        };
        sort.lists.push(list_of(&kind, vec![condition], rows.len()));
    }
    Ok(sort)
}

/// How often a matter was urged, and when last.
fn urged(app: &mut App, matter: RecordId) -> Result<(String, String), UserError> {
    let ledger = app.ledger()?;
    let Some(kind) = ledger.registry().get(SUPERVISION).cloned() else {
        return Ok(<_>::default());
    };
    let rows = ledger.read().children(&kind, matter)?;
    let live: Vec<&Row> = rows.iter().filter(|it| it.is_live()).collect();
    let last: Option<PartialDate> = live
        .iter()
        .filter_map(|it| it.read(&kind, MatterSupervision::ON))
        .max();
    Ok(match last {
        None => ("还没有督办".into(), String::new()),
        Some(last) => (format!("督办 {} 次", live.len()), last.to_string()),
    })
}

/// This year's leaves on which nobody has decided.
fn leaves(app: &mut App, on: &DueOn) -> Result<Awaiting, UserError> {
    let mut sort = sort_of(AttendanceState::OnLeave.word(), "批准，或不批准");
    let Some(kind) = app.ledger()?.registry().get(LEAVE).cloned() else {
        return Ok(sort);
    };
    let filters = vec![
        Filter::Empty(Leave::DECISION.into()),
        Filter::In(Leave::SUBMITTED_ON.into(), on.today.year(), None),
    ];
    let rows = rows(app, LEAVE, filters)?;
    let ledger = app.ledger()?;
    let book = NameBook::new(ledger.read());
    for row in &rows {
        let shown = |key: &str| {
            kind.field(key)
                .map_or_else(String::new, |field| book.shown(field, row.get(&kind, key)))
        };
        let told: Vec<String> = [
            Leave::ACTIVITY.key(),
            Leave::MEETING.key(),
            Leave::CONGRESS.key(),
            Leave::SORT.key(),
            Leave::REASON.key(),
        ]
        .into_iter()
        .map(shown)
        .filter(|it| !it.is_empty())
        .collect();
        sort.items.push(AwaitingItem {
            register: kind.register_key().into(),
            id: row.id.to_string(),
            title: format!("{}{}", shown(Leave::DEPUTY.key()), sort.sort),
            told: told.join("；"),
            since: shown(Leave::SUBMITTED_ON.key()),
        });
    }
    let empty = Where {
        field: Leave::DECISION.key().into(),
        value: String::new(),
    };
    let this_year = Where {
        field: Leave::SUBMITTED_ON.key().into(),
        value: on.today.year().to_string(),
    };
    sort.lists
        .push(list_of(&kind, vec![empty, this_year], rows.len()));
    Ok(sort)
}

fn rows(app: &mut App, kind: &str, filters: Vec<Filter>) -> Result<Vec<Row>, UserError> {
    let query = ListQuery {
        filters,
        order: Order::AsFound,
        ..ListQuery::all()
    };
    Ok(app.ledger()?.read().list(kind, &query)?.rows)
}

fn sort_of(sort: &str, told: &str) -> Awaiting {
    Awaiting {
        sort: sort.into(),
        told: told.into(),
        total: 0,
        items: Vec::new(),
        lists: Vec::new(),
    }
}

fn list_of(kind: &RecordType, conditions: Vec<Where>, count: usize) -> AwaitingList {
    AwaitingList {
        register: kind.register_key().into(),
        title: kind.title.clone(),
        conditions,
        count: u32::try_from(count).unwrap_or(u32::MAX),
    }
}
