//! 签到: everybody expected was there, but for the exceptions.

use std::collections::{BTreeMap, BTreeSet};

use domain::activity::{ACTIVITY, ATTENDANCE, AttendanceState, LEAVE, tally};
use domain::amounts::show_percent;
use domain::contact::ids_of;
use domain::operation::Operation;
use domain::record::{FieldKey, Item, RecordId, Row, Value};
use domain::roster::DEPUTY;

use crate::books::assembly::Assembly;
use crate::books::expected::{expected, not_expected, state_among};
use crate::books::roll::{Roll, find, kind, live};
use crate::records::Entries;
use crate::session::App;
use crate::steps::{prepare, take};
use crate::wire::{
    AttendanceMark, AttendanceRow, AttendanceSheet, OfActivity, SetAttendance, UserError,
};

pub(crate) fn attendance(app: &mut App, request: OfActivity) -> Result<AttendanceSheet, UserError> {
    if let Some(assembly) = Assembly::named(request.register.as_deref()) {
        return assembly.sheet(app, &request.activity);
    }
    let activity = live(app, ACTIVITY, &request.activity)?;
    sheet(app, &activity)
}

/// What is written about a deputy.
#[derive(Clone, Default)]
struct Mark {
    row: Option<RecordId>,
    state: String,
    reason: String,
    approver: String,
    speech: String,
}

/// What is written about whom; people of old books may stand there by their name alone.
fn marks(app: &mut App, activity: RecordId) -> Result<BTreeMap<Item, Mark>, UserError> {
    let kind = kind(app, ATTENDANCE)?;
    let rows = app.ledger()?.read().children(&kind, activity)?;
    let mut marks = BTreeMap::new();
    for row in rows.iter().filter(|row| row.is_live()) {
        let text = |key: &str| {
            row.get(&kind, key)
                .and_then(Value::as_text)
                .unwrap_or_default()
                .to_owned()
        };
        if let Some(Value::Ref(deputy)) = row.get(&kind, "deputy") {
            marks.insert(
                deputy.clone(),
                Mark {
                    row: Some(row.id),
                    state: text("state"),
                    reason: text("reason"),
                    approver: text("approver"),
                    speech: text("speech"),
                },
            );
        }
    }
    Ok(marks)
}

/// Granted leaves for an activity: deputy, reason, approver.
fn leaves(app: &mut App, activity: RecordId) -> Result<BTreeMap<RecordId, Mark>, UserError> {
    let kind = kind(app, LEAVE)?;
    let of = Value::Ref(Item::Id(activity));
    let rows = app.ledger()?.read().with(LEAVE, "activity", &of)?;
    let mut granted = BTreeMap::new();
    for row in rows.iter().filter(|row| row.is_live()) {
        let text = |key: &str| {
            row.get(&kind, key)
                .and_then(Value::as_text)
                .unwrap_or_default()
                .to_owned()
        };
        if text("decision") == "批准"
            && let Some(deputy) = row.get(&kind, "deputy").and_then(Value::as_id)
        {
            let mark = Mark {
                row: None,
                state: "请假".into(),
                reason: if text("reason").is_empty() {
                    text("sort")
                } else {
                    text("reason")
                },
                approver: text("approver"),
                speech: String::new(),
            };
            granted.insert(deputy, mark);
        }
    }
    Ok(granted)
}

fn sheet(app: &mut App, activity: &Row) -> Result<AttendanceSheet, UserError> {
    let activities = kind(app, ACTIVITY)?;
    let expected: Vec<Item> = match activity.get(&activities, "expected") {
        Some(Value::Set(items)) => items.iter().cloned().collect(),
        _ => Vec::new(),
    };
    let marks = marks(app, activity.id)?;
    let leaves = leaves(app, activity.id)?;
    let roll = Roll::call(app)?;
    let states: Vec<(Item, &str)> = marks
        .iter()
        .map(|(who, it)| (who.clone(), it.state.as_str()))
        .collect();
    let counted = tally(&expected, &states);
    let place = |who: &Item| {
        roll.members
            .iter()
            .position(|it| *who == Item::Id(it.id))
            .unwrap_or(usize::MAX)
    };
    let mut order = expected.clone();
    order.sort_by_key(|who| (place(who), who.clone()));
    let reader = app.ledger()?.read();
    let mut rows = Vec::with_capacity(order.len());
    for who in order {
        let (member, leave) = match &who {
            Item::Id(id) => (roll.member(*id), leaves.get(id)),
            Item::Text(_) => (None, None),
        };
        let by_leave = !marks.contains_key(&who) && leave.is_some();
        let mark = marks.get(&who).or(leave).cloned().unwrap_or_default();
        let (deputy, name) = match (&who, member) {
            (Item::Text(name), _) => (name.clone(), name.clone()),
            (Item::Id(id), Some(member)) => (id.to_string(), member.name.clone()),
            (Item::Id(id), None) => {
                let name = reader.name_of(DEPUTY, *id)?;
                (id.to_string(), name.unwrap_or_default())
            }
        };
        rows.push(AttendanceRow {
            deputy,
            name,
            group: member.map(|it| roll.group_of(it)).unwrap_or_default(),
            state: if mark.state.is_empty() {
                "出席".into()
            } else {
                mark.state
            },
            reason: mark.reason,
            approver: mark.approver,
            speech: mark.speech,
            by_leave,
        });
    }
    Ok(AttendanceSheet {
        activity: activity.id.to_string(),
        title: activities.name_of(activity),
        held_on: activity
            .get(&activities, "held_on")
            .and_then(Value::as_date)
            .map(|it| it.to_string())
            .unwrap_or_default(),
        states: AttendanceState::WORDS.map(String::from).to_vec(),
        tells_more: true,
        rows,
        expected: counted.expected,
        present: counted.present,
        on_leave: counted.on_leave,
        absent: counted.absent,
        rate: counted.rate().map(show_percent).unwrap_or_default(),
        operation: None,
        changed: Vec::new(),
    })
}

pub(crate) fn set_attendance(
    app: &mut App,
    request: SetAttendance,
) -> Result<AttendanceSheet, UserError> {
    if let Some(assembly) = Assembly::named(request.register.as_deref()) {
        return assembly.set(app, &request);
    }
    let activity = live(app, ACTIVITY, &request.activity)?;
    let activities = kind(app, ACTIVITY)?;
    let named = match activity.get(&activities, "expected") {
        Some(Value::Set(items)) => items.clone(),
        _ => BTreeSet::new(),
    };
    let before = ids_of(activity.get(&activities, "expected"));
    let expected = expected(app, &request, &before)?;
    let standing = marks(app, activity.id)?;
    let mut wanted: BTreeMap<RecordId, Mark> = BTreeMap::new();
    if request.take_leaves {
        for (deputy, mark) in leaves(app, activity.id)? {
            if !standing.contains_key(&Item::Id(deputy)) {
                wanted.insert(deputy, mark);
            }
        }
    }
    for mark in &request.marks {
        let deputy = find(app, DEPUTY, &mark.deputy)?;
        if !expected.contains(&deputy) {
            return Err(not_expected(&mark.deputy));
        }
        wanted.insert(deputy, read(mark)?);
    }
    // Marks of who came say that it was held.
    let on = activity
        .get(&activities, "held_on")
        .and_then(Value::as_date);
    let is_over = on.is_some_and(|on| on.last_day() <= app.today());
    let mut entries = Entries::open(app)?;
    let step = match is_over && !request.marks.is_empty() {
        true => prepare(
            app,
            &mut entries,
            &activities,
            &activity,
            "hold",
            &BTreeMap::new(),
        )
        .ok(),
        false => None,
    };
    let operation = app.operation(Operation::MarkAttendance {
        kind: &activities,
        name: &activities.name_of(&activity),
    })?;
    let committed = app.ledger()?.write::<_, UserError>(operation, |tx| {
        let same = before.len() == expected.len() && before.iter().all(|it| expected.contains(it));
        if !same {
            // Who stands there by name alone is still expected.
            let by_name = named.iter().filter(|it| matches!(it, Item::Text(_)));
            let all: BTreeSet<Item> = expected
                .iter()
                .map(|id| Item::Id(*id))
                .chain(by_name.cloned())
                .collect();
            let value = Some(Value::Set(all.clone())).filter(|_| !all.is_empty());
            let edits = vec![("expected".into(), value)];
            entries.put(tx, ACTIVITY, Some(&activity), edits)?;
        }
        for (deputy, mark) in &wanted {
            let said = |text: &str| (!text.is_empty()).then(|| Value::Text(text.to_owned()));
            let mut values: Vec<(FieldKey, Option<Value>)> = vec![
                ("state".into(), said(&mark.state)),
                ("reason".into(), said(&mark.reason)),
                ("approver".into(), said(&mark.approver)),
                ("speech".into(), said(&mark.speech)),
            ];
            let here = mark.state == "出席" && mark.reason.is_empty() && mark.speech.is_empty();
            match standing.get(&Item::Id(*deputy)).and_then(|it| it.row) {
                Some(row) => {
                    let row = tx.get(ATTENDANCE, row)?;
                    entries.put(tx, ATTENDANCE, row.as_ref(), values)?;
                }
                None if here => {}
                None => {
                    let of = |id| Some(Value::Ref(Item::Id(id)));
                    values.push(("deputy".into(), of(*deputy)));
                    values.push(("activity".into(), of(activity.id)));
                    entries.put(tx, ATTENDANCE, None, values)?;
                }
            }
        }
        if let Some(step) = step {
            take(tx, &activities, step, &mut entries)?;
        }
        Ok(())
    })?;
    let activity = live(app, ACTIVITY, &activity.id.to_string())?;
    Ok(AttendanceSheet {
        operation: committed.operation.map(|it| it.to_string()),
        changed: committed.kinds.iter().map(ToString::to_string).collect(),
        ..sheet(app, &activity)?
    })
}

fn read(mark: &AttendanceMark) -> Result<Mark, UserError> {
    let state = state_among(&mark.state, &AttendanceState::WORDS)?;
    Ok(Mark {
        row: None,
        state: state.to_owned(),
        reason: mark.reason.trim().to_owned(),
        approver: mark.approver.trim().to_owned(),
        speech: mark.speech.trim().to_owned(),
    })
}
