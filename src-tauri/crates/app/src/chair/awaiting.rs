//! What waits for a decision: what stands in a state from which a deciding step leads (销号, 退件, 审核), what
//! was asked for in a record (延期, 重点督办), key matters that nobody urged, leaves.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::Datelike;
use domain::activity::{AttendanceState, LEAVE, Leave, LeaveDecision};
use domain::dates::PartialDate;
use domain::matter::{
    EXTENSION, Extension, Matter, MatterStage, MatterSupervision, SUPERVISION, URGE,
};
use domain::opinion::OPINION;
use domain::record::{FieldKey, RecordId, RecordType, Row, Value};
use domain::suggestion::SUGGESTION;
use domain::workflow::{Awaited, STEP, Stage, Step, StepRow};
use store::query::{Filter, ListQuery, Order};

use crate::due::DueOn;
use crate::naming::NameBook;
use crate::session::App;
use crate::wire::{
    Awaiting, AwaitingAnswer, AwaitingItem, AwaitingList, ErrorCode, Right, UserError, Where,
};

/// So many of each sort are named.
const NAMED: usize = 12;

/// Of so many records, those that come first in their register, it is looked up since when they wait.
const LOOKED_AT: u32 = 60;

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

/// What deciding steps of every workflow wait for.
fn decisions(app: &mut App) -> Result<Vec<Awaiting>, UserError> {
    let forbidden = match app.check_role(Right::Decide) {
        Err(error) if error.code == ErrorCode::Precondition => Some(error.message),
        Err(error) => return Err(error),
        Ok(()) => None,
    };
    let (mut petitions, mut all): (Vec<Awaiting>, Vec<Awaiting>) = <_>::default();
    let kinds: Vec<Arc<RecordType>> = app.ledger()?.registry().iter().cloned().collect();
    for kind in &kinds {
        let Some(workflow) = kind.workflow.as_ref().filter(|_| kind.register.is_some()) else {
            continue;
        };
        for (awaited, steps) in workflow.awaiting() {
            let (sort, column, value, word) = match &awaited {
                Awaited::State(state) => {
                    let column = FieldKey::from(Matter::STATE.key());
                    let word = state.word.to_owned();
                    let sort = match steps.as_slice() {
                        // 已开展 does not say by itself that something waits.
                        [only] => format!("等{}", only.title),
                        _ => word.clone(),
                    };
                    (sort, column, Value::Text(word.clone()), word)
                }
                Awaited::Petition(it) => {
                    let column = FieldKey::from(it.column);
                    (it.sort.to_owned(), column, Value::Bool(true), yes())
                }
            };
            let filters = vec![Filter::Is(column.clone(), value)];
            let (rows, count) = rows(app, kind.key.as_str(), filters)?;
            let titles: Vec<&str> = steps.iter().map(|it| it.title).collect();
            let all = match awaited {
                Awaited::State(_) => &mut all,
                Awaited::Petition(_) => &mut petitions,
            };
            let at = all.iter().position(|it| it.sort == sort);
            let at = at.unwrap_or_else(|| {
                let mut of = sort_of(&sort, &titles.join("，或"));
                of.answers = steps.iter().map(|it| answer(it)).collect();
                of.forbidden = forbidden.clone();
                all.push(of);
                all.len() - 1
            });
            let condition = Where {
                field: column.to_string(),
                value: word,
            };
            let mut items = Vec::new();
            for row in &rows {
                items.push(asked(app, kind, row, &awaited)?);
            }
            if let Some(sort) = all.get_mut(at) {
                sort.items.append(&mut items);
                sort.lists.push(list_of(kind, vec![condition], count));
            }
        }
    }
    // What somebody asked for stands before what came to its turn by itself.
    petitions.append(&mut all);
    Ok(petitions)
}

fn answer(step: &Step) -> AwaitingAnswer {
    AwaitingAnswer {
        step: Some(step.key.to_owned()),
        title: step.title.to_owned(),
        values: BTreeMap::new(),
    }
}

/// The record with the step that asked, or that brought it into its state: by whom, on what, why.
fn asked(
    app: &mut App,
    kind: &RecordType,
    row: &Row,
    awaited: &Awaited,
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
    let asks = |it: &&Row| match awaited {
        Awaited::State(state) => it.read(&step, StepRow::TO) == Some(state.word),
        Awaited::Petition(petition) => it.read(&step, StepRow::STEP) == Some(petition.asked_by),
    };
    let last = rows.iter().filter(|it| it.is_live()).rfind(asks);
    let Some(last) = last else {
        // It came from a sheet: the day by which it stands in its list.
        let day = kind
            .dates()
            .find_map(|it| match row.get(kind, it.key.as_str()) {
                Some(Value::Date(day)) => Some(day.to_string()),
                _ => None,
            });
        item.since = day.unwrap_or_default();
        return Ok(item);
    };
    let on = last.read(&step, StepRow::ON);
    item.since = on.map(|it| it.to_string()).unwrap_or_default();
    let said = |label: &str, text: Option<&str>| text.map(|it| format!("{label}{it}"));
    let inside = last.read(&step, StepRow::INSIDE).and_then(RecordId::parse);
    let why = reason(app, kind, row, last.read(&step, StepRow::STEP), inside)?;
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

/// What the row says that a step wrote inside the record: of 退件 its reason; of 延期 from which day to which
/// as well.
fn reason(
    app: &mut App,
    kind: &RecordType,
    of: &Row,
    step: Option<&str>,
    inside: Option<RecordId>,
) -> Result<Option<String>, UserError> {
    let step = step.and_then(|it| kind.workflow.as_ref()?.step(it).ok());
    let ledger = app.ledger()?;
    let inside_kind = step
        .and_then(|it| it.inside.as_ref())
        .and_then(|it| ledger.registry().get(it.as_str()));
    let (Some(child), Some(id)) = (inside_kind, inside) else {
        return Ok(None);
    };
    let Some(row) = ledger.read().get(child.key.as_str(), id)? else {
        return Ok(None);
    };
    let mut told: Vec<String> = Vec::new();
    if child.key == *EXTENSION {
        let book = NameBook::new(ledger.read());
        let unit = child.field(Extension::UNIT.key());
        let unit = unit.map(|it| book.shown(it, row.get(child, Extension::UNIT.key())));
        let unit = book.checked(unit)?.unwrap_or_default();
        if let Some(until) = row.read(child, Extension::ASKED_UNTIL) {
            let due = of.read(kind, Matter::DUE_ON);
            let due = due.map_or_else(String::new, |it| format!("原期限{it}，"));
            told.push(format!("{unit}申请：{due}延至{until}"));
        }
    }
    told.push(child.name_of(&row));
    told.retain(|it| !it.is_empty());
    Ok(Some(told.join("；")).filter(|it| !it.is_empty()))
}

/// Open matters marked 重点督办; those come first that nobody has urged.
fn key_matters(app: &mut App) -> Result<Awaiting, UserError> {
    let mut sort = sort_of("重点督办", "看督办到哪一步，没有督办的安排督办");
    for key in [OPINION, SUGGESTION] {
        let Some(kind) = app.ledger()?.registry().get(key).cloned() else {
            continue;
        };
        let urging = kind.workflow.as_ref().and_then(|it| it.step(URGE).ok());
        sort.answers = urging.map(answer).into_iter().collect();
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
        let (rows, count) = rows(app, key, filters)?;
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
        let key = Where {
            field: Matter::KEY_MATTER.key().into(),
            value: yes(),
        };
        let stages = open.iter().map(|it| Where {
            field: Matter::STATE.key().into(),
            value: (*it).into(),
        });
        let conditions = std::iter::once(key).chain(stages).collect();
        sort.lists.push(list_of(&kind, conditions, count));
    }
    Ok(sort)
}

/// How a list is asked for what says yes.
fn yes() -> String {
    "是".into()
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
    // Who is there to decide signs with his name; the clerk notes what somebody else decided.
    let approver = if app.is_decider()? {
        app.user_name()?
    } else {
        String::new()
    };
    sort.answers = LeaveDecision::ALL
        .iter()
        .map(|it| AwaitingAnswer {
            step: None,
            title: it.word().to_owned(),
            values: [
                (Leave::DECISION.key(), it.word().to_owned()),
                (Leave::DECIDED_ON.key(), on.today.to_string()),
                (Leave::APPROVER.key(), approver.clone()),
            ]
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(key, value)| (key.to_owned(), value))
            .collect(),
        })
        .collect();
    let Some(kind) = app.ledger()?.registry().get(LEAVE).cloned() else {
        return Ok(sort);
    };
    let filters = vec![
        Filter::Empty(Leave::DECISION.into()),
        Filter::In(Leave::SUBMITTED_ON.into(), on.today.year(), None),
    ];
    let (rows, count) = rows(app, LEAVE, filters)?;
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
        .push(list_of(&kind, vec![empty, this_year], count));
    Ok(sort)
}

/// The records that come first in their register, and how many there are in all.
fn rows(app: &mut App, kind: &str, filters: Vec<Filter>) -> Result<(Vec<Row>, u64), UserError> {
    let query = ListQuery {
        filters,
        order: Order::Own,
        limit: Some(LOOKED_AT),
        ..ListQuery::all()
    };
    let page = app.ledger()?.read().list(kind, &query)?;
    Ok((page.rows, page.total))
}

fn sort_of(sort: &str, told: &str) -> Awaiting {
    Awaiting {
        sort: sort.into(),
        told: told.into(),
        total: 0,
        answers: Vec::new(),
        forbidden: None,
        items: Vec::new(),
        lists: Vec::new(),
    }
}

fn list_of(kind: &RecordType, conditions: Vec<Where>, count: u64) -> AwaitingList {
    AwaitingList {
        register: kind.register_key().into(),
        title: kind.title.clone(),
        conditions,
        count: u32::try_from(count).unwrap_or(u32::MAX),
    }
}
