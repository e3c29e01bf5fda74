//! What the office above handed down is taken in: as plan and tasks, as rules, as holidays.

use domain::border::{
    HANDDOWN, HANDDOWN_ITEM, HandDown, HandDownItem, HandDownSort, HandDownState,
};
use domain::dates::PartialDate;
use domain::operation::Operation;
use domain::plan::{MonthPlan, PLAN, TASK, Task, TaskState, ThemeSource, month_of};
use domain::record::{FieldKey, Item, RecordId, Row, Value};
use domain::rules::RULE;
use store::ledger::Tx;
use store::query::ListQuery;
use sync::{Opened, SyncFault};

use crate::border::content::{self, HandedDown};
use crate::border::finding::with_hash;
use crate::border::partners::Neighbour;
use crate::border::{handing, writing};
use crate::naming::NameBook;
use crate::office::calendar::holidays_of;
use crate::records::Entries;
use crate::records::entry::Entry;
use crate::records::reading::read_values;
use crate::records::registers::kind_of;
use crate::session::App;
use crate::wire::{DispatchReport, UserError};

pub(super) fn is_here(app: &mut App, hash: &str) -> Result<bool, UserError> {
    Ok(with_hash(app, HANDDOWN, HandDown::HASH.key(), hash)?.is_some())
}

pub(super) fn take(
    app: &mut App,
    opened: &Opened,
    above: &Neighbour,
    report: &mut DispatchReport,
) -> Result<(), UserError> {
    let part = opened
        .parts
        .iter()
        .find(|it| it.name == content::HANDDOWN)
        .ok_or(SyncFault::Damaged("缺少下发的内容"))?;
    let said: HandedDown = content::read(part)?;
    let sort = HandDownSort::of_word(&said.sort).ok_or(SyncFault::TooNew(0))?;
    let it = &opened.dispatch;
    let today = app.today();
    let state = match sort {
        HandDownSort::Tasks => HandDownState::Open,
        _ => HandDownState::Taken,
    };
    let mut values = handing::described(&said, &it.number, it.serial, it.year, &opened.hash, state);
    values.push((HandDown::PARTNER.into(), Value::Ref(Item::Id(above.id))));
    if let Some(made) = chrono::DateTime::from_timestamp_millis(it.created_ms) {
        let made = PartialDate::from(made.date_naive());
        values.push((HandDown::MADE_ON.into(), Value::Date(made)));
    }
    let month = month_to_plan(&said, sort, PartialDate::from(today));
    let plan = match month {
        Some(month) => Some((month, plan_of(app, month)?)),
        None => None,
    };
    let (mut entries, rules) = rules(app, &said)?;
    let rule = kind_of(app, RULE)?;
    let beside = writing::put(app, opened)?;
    let operation = app.operation(Operation::TakeDispatch { number: &it.number })?;
    let committed = app.ledger()?.write::<_, UserError>(operation, |tx| {
        let id = tx.create(HANDDOWN, values)?;
        writing::beside(tx, id, &it.number, &beside)?;
        for mut item in handing::items(&said) {
            item.push((HandDownItem::HANDDOWN.into(), Value::Ref(Item::Id(id))));
            tx.create(HANDDOWN_ITEM, item)?;
        }
        if let Some((month, known)) = plan {
            plan_in(tx, &said, sort, month, known)?;
        }
        for entry in &rules {
            entries.write(tx, &rule, entry)?;
        }
        Ok(id)
    })?;
    report.id = committed.value.to_string();
    report.operation = committed.operation.map(|it| it.to_string());
    report.changed = committed.kinds.iter().map(ToString::to_string).collect();
    if let Some(text) = &said.holidays {
        let loaded = holidays_of(app, &it.number, text)?;
        report.changed.extend(loaded.changed);
    }
    Ok(())
}

/// The month whose plan it goes into.
fn month_to_plan(said: &HandedDown, sort: HandDownSort, today: PartialDate) -> Option<PartialDate> {
    let read = |it: &Option<String>| it.as_deref().and_then(PartialDate::parse_iso);
    match sort {
        HandDownSort::Theme | HandDownSort::Tasks => read(&said.month)
            .or_else(|| read(&said.due_on))
            .and_then(month_of)
            .or_else(|| month_of(today)),
        HandDownSort::Rules | HandDownSort::Holidays => None,
    }
}

/// The office's own plan of a month: one of no station.
fn plan_of(app: &mut App, month: PartialDate) -> Result<Option<Row>, UserError> {
    let kind = kind_of(app, PLAN)?;
    let standing = app
        .ledger()?
        .read()
        .with(PLAN, MonthPlan::MONTH.key(), &Value::Date(month))?;
    Ok(standing
        .into_iter()
        .find(|row| row.is_live() && row.of(&kind, MonthPlan::STATION).is_none()))
}

/// A theme heads the month's plan, and each line of its text is a task; a task package is one task.
fn plan_in(
    tx: &mut Tx<'_>,
    said: &HandedDown,
    sort: HandDownSort,
    month: PartialDate,
    known: Option<Row>,
) -> Result<(), UserError> {
    let text = |it: &str| Value::Text(it.to_owned());
    let mut heading: Vec<(FieldKey, Value)> = Vec::new();
    if sort == HandDownSort::Theme {
        heading.push((MonthPlan::THEME.into(), text(&said.title)));
        heading.push((MonthPlan::THEME_BY.into(), text(ThemeSource::County.word())));
    }
    let plan: RecordId = match known {
        Some(row) => {
            let edits = heading.into_iter().map(|(key, it)| (key, Some(it)));
            tx.edit(PLAN, row.id, edits.collect())?;
            row.id
        }
        None => {
            heading.push((MonthPlan::MONTH.into(), Value::Date(month)));
            tx.create(PLAN, heading)?
        }
    };
    let lines: Vec<&str> = match sort {
        HandDownSort::Theme => said.body.lines().map(str::trim).collect(),
        _ => vec![said.title.as_str()],
    };
    let due = said.due_on.as_deref().and_then(PartialDate::parse_iso);
    for line in lines.into_iter().filter(|it| !it.is_empty()) {
        let mut values: Vec<(FieldKey, Value)> = vec![
            (Task::TITLE.into(), text(line)),
            (Task::PLAN.into(), Value::Ref(Item::Id(plan))),
            (Task::STATE.into(), text(TaskState::NotBegun.word())),
        ];
        if sort == HandDownSort::Tasks && !said.body.is_empty() {
            values.push((Task::STANDARD.into(), text(&said.body)));
        }
        values.extend(due.map(|it| (Task::DUE_ON.into(), Value::Date(it))));
        tx.create(TASK, values)?;
    }
    Ok(())
}

/// The rules handed down that do not stand here yet, checked like every entry.
fn rules(app: &mut App, said: &HandedDown) -> Result<(Entries, Vec<Entry>), UserError> {
    let kind = kind_of(app, RULE)?;
    let today = app.today();
    let mut entries = Entries::open(app)?;
    let ledger = app.ledger()?;
    let standing = ledger.read().list(RULE, &ListQuery::all())?.rows;
    let book = NameBook::new(ledger.read()).on(today)?;
    let mut here = Vec::new();
    for row in &standing {
        here.push(book.values(&kind, row)?);
    }
    drop(book);
    let mut made = Vec::new();
    for rule in &said.rules {
        let same = |it: &&std::collections::BTreeMap<String, String>| {
            rule.iter().all(|(key, text)| it.get(key) == Some(text))
        };
        if here.iter().any(|it| same(&it)) {
            continue;
        }
        let (edits, faults) = read_values(&kind, rule, today)?;
        let entry = entries.entry(app.ledger()?, &kind, None, edits, faults)?;
        entry.ready(&kind)?;
        made.push(entry);
    }
    Ok((entries, made))
}
