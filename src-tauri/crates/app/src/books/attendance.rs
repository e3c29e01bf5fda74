//! 签到: everybody expected was there, but for the exceptions.

use std::collections::{BTreeMap, BTreeSet};

use domain::activity::{
    ACTIVITY, ATTENDANCE, Activity, Attendance, AttendanceState, LEAVE, Leave, LeaveDecision, tally,
};
use domain::operation::Operation;
use domain::record::{Column, Item, RecordId, RecordType, Row, Text, Value};

use crate::books::assembly::Assembly;
use crate::books::expected::{counted_sheet, expected, not_expected, people_in};
use crate::books::roll::{Roll, kind, live};
use crate::faults::fault_at;
use crate::records::entry::Entry;
use crate::records::{Entries, read_values};
use crate::session::App;
use crate::steps::{prepare, take};
use crate::wire::{
    AttendanceMark, AttendanceRow, AttendanceSheet, ErrorCode, OfActivity, SetAttendance, UserError,
};

pub(crate) fn attendance(app: &mut App, request: OfActivity) -> Result<AttendanceSheet, UserError> {
    if let Some(assembly) = Assembly::named(request.register.as_deref()) {
        return assembly.sheet(app, &request.activity);
    }
    is_of_activities(app, request.register.as_deref())?;
    let activity = live(app, ACTIVITY, &request.activity)?;
    sheet(app, &activity)
}

/// Refuses a register that keeps no attendance.
fn is_of_activities(app: &mut App, register: Option<&str>) -> Result<(), UserError> {
    let activities = kind(app, ACTIVITY)?;
    let own = activities
        .register
        .as_ref()
        .map_or("", |it| it.key.as_str());
    match register {
        Some(other) if !other.is_empty() && other != own => Err(UserError::new(
            ErrorCode::BadRequest,
            format!("“{other}”没有签到"),
            "可以签到的有：activities、meetings、congresses、sitting",
        )),
        _ => Ok(()),
    }
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
        let text = |column: Column<Text>| row.read(&kind, column).unwrap_or_default().to_owned();
        if let Some(Value::Ref(deputy)) = row.of(&kind, Attendance::DEPUTY) {
            marks.insert(
                deputy.clone(),
                Mark {
                    row: Some(row.id),
                    state: row
                        .of(&kind, Attendance::STATE)
                        .and_then(Value::as_text)
                        .unwrap_or_default()
                        .to_owned(),
                    reason: text(Attendance::REASON),
                    approver: text(Attendance::APPROVER),
                    speech: text(Attendance::SPEECH),
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
    let rows = app
        .ledger()?
        .read()
        .with(LEAVE, Leave::ACTIVITY.key(), &of)?;
    let mut granted = BTreeMap::new();
    for row in rows.iter().filter(|row| row.is_live()) {
        let text = |column: Column<Text>| row.read(&kind, column).unwrap_or_default().to_owned();
        if row.read(&kind, Leave::DECISION) == Some(LeaveDecision::Granted)
            && let Some(deputy) = row.link(&kind, Leave::DEPUTY)
        {
            let mark = Mark {
                row: None,
                state: AttendanceState::OnLeave.word().into(),
                reason: if text(Leave::REASON).is_empty() {
                    row.of(&kind, Leave::SORT)
                        .and_then(Value::as_text)
                        .unwrap_or_default()
                        .to_owned()
                } else {
                    text(Leave::REASON)
                },
                approver: text(Leave::APPROVER),
                speech: String::new(),
            };
            granted.insert(deputy, mark);
        }
    }
    Ok(granted)
}

fn sheet(app: &mut App, activity: &Row) -> Result<AttendanceSheet, UserError> {
    let activities = kind(app, ACTIVITY)?;
    let expected = people_in(activity.of(&activities, Activity::EXPECTED));
    let marks = marks(app, activity.id)?;
    let leaves = leaves(app, activity.id)?;
    let roll = Roll::call(app)?;
    let states: Vec<(Item, &str)> = marks
        .iter()
        .map(|(who, it)| (who.clone(), it.state.as_str()))
        .collect();
    let counted = tally(&expected, &states);
    let order = roll.in_order(expected);
    let reader = app.ledger()?.read();
    let mut rows = Vec::with_capacity(order.len());
    for who in order {
        let leave = match &who {
            Item::Id(id) => leaves.get(id),
            Item::Text(_) => None,
        };
        let by_leave = !marks.contains_key(&who) && leave.is_some();
        let mark = marks.get(&who).or(leave).cloned().unwrap_or_default();
        let (deputy, name, group) = roll.called(&reader, &who)?;
        rows.push(AttendanceRow {
            deputy,
            name,
            group,
            state: if mark.state.is_empty() {
                AttendanceState::Present.word().into()
            } else {
                mark.state
            },
            reason: mark.reason,
            approver: mark.approver,
            speech: mark.speech,
            by_leave,
        });
    }
    let day = Activity::HELD_ON.key();
    Ok(AttendanceSheet {
        states: AttendanceState::WORDS.map(String::from).to_vec(),
        tells_more: true,
        ..counted_sheet((&activities, activity), day, rows, &counted)
    })
}

pub(crate) fn set_attendance(
    app: &mut App,
    request: SetAttendance,
) -> Result<AttendanceSheet, UserError> {
    if let Some(assembly) = Assembly::named(request.register.as_deref()) {
        return assembly.set(app, &request);
    }
    is_of_activities(app, request.register.as_deref())?;
    let activity = live(app, ACTIVITY, &request.activity)?;
    let activities = kind(app, ACTIVITY)?;
    let before = people_in(activity.of(&activities, Activity::EXPECTED));
    let mut entries = Entries::open(app)?;
    let place = (&*activities, Activity::EXPECTED.key());
    let expected = expected(app, &mut entries, place, &request, &before)?;
    let standing = marks(app, activity.id)?;
    let attendance = kind(app, ATTENDANCE)?;
    let mut marking = Marking {
        attendance: &attendance,
        activity: activity.id,
        expected: &expected,
        standing: &standing,
        wanted: BTreeMap::new(),
    };
    if request.take_leaves {
        for (deputy, mark) in leaves(app, activity.id)? {
            if !standing.contains_key(&Item::Id(deputy)) {
                let mark = AttendanceMark {
                    deputy: deputy.to_string(),
                    state: mark.state,
                    reason: mark.reason,
                    approver: mark.approver,
                    speech: mark.speech,
                };
                let entry = marking.entry(app, &mut entries, &mark)?;
                marking.wanted.extend(entry);
            }
        }
    }
    for mark in &request.marks {
        let entry = marking.entry(app, &mut entries, mark)?;
        if let Some((who, _)) = &entry
            && !expected.contains(who)
        {
            return Err(not_expected(&mark.deputy));
        }
        marking.wanted.extend(entry);
    }
    let wanted = marking.wanted;
    // Marks of who came say that it was held.
    let on = activity.read(&activities, Activity::HELD_ON);
    let is_over = on.is_some_and(|on| on.last_day() <= app.today());
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
    let mut warnings = Vec::new();
    for entry in wanted.values() {
        warnings.extend(entry.ready(&attendance)?);
    }
    let committed = app.ledger()?.write::<_, UserError>(operation, |tx| {
        let same = before.len() == expected.len() && before.iter().all(|it| expected.contains(it));
        if !same {
            let all: BTreeSet<Item> = expected.iter().cloned().collect();
            let value = Some(Value::Set(all)).filter(|_| !expected.is_empty());
            let edits = vec![(Activity::EXPECTED.into(), value)];
            entries.put(tx, ACTIVITY, Some(&activity), edits)?;
        }
        for entry in wanted.values() {
            // 出席 with nothing to say needs no row.
            if entry.id.is_some() || !says_nothing(&attendance, &entry.row) {
                entries.write(tx, &attendance, entry)?;
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
        warnings: warnings
            .iter()
            .map(|it| fault_at(&attendance, it))
            .collect(),
        ..sheet(app, &activity)?
    })
}

/// Whether a row tells no more than that somebody was there.
fn says_nothing(kind: &RecordType, row: &Row) -> bool {
    let empty = |column: Column<Text>| row.read(kind, column).is_none();
    row.read(kind, Attendance::STATE) == Some(AttendanceState::Present)
        && empty(Attendance::REASON)
        && empty(Attendance::SPEECH)
}

/// Marks on their way to rows of attendance.
struct Marking<'a> {
    attendance: &'a RecordType,
    activity: RecordId,
    expected: &'a [Item],
    /// The rows there are.
    standing: &'a BTreeMap<Item, Mark>,
    /// The entries by whom they are about; a later one takes the place of an earlier one.
    wanted: BTreeMap<Item, Entry>,
}

impl Marking<'_> {
    /// One mark as the form would save it, with whom it is about; `None` where it names nobody for
    /// certain, which its entry refuses.
    fn entry(
        &self,
        app: &mut App,
        entries: &mut Entries,
        mark: &AttendanceMark,
    ) -> Result<Option<(Item, Entry)>, UserError> {
        let kind = self.attendance;
        let state = match mark.state.trim() {
            "" => AttendanceState::Present.word(),
            written => written,
        };
        let written: BTreeMap<String, String> = [
            (Attendance::DEPUTY.key(), mark.deputy.trim()),
            (Attendance::STATE.key(), state),
            (Attendance::REASON.key(), mark.reason.trim()),
            (Attendance::APPROVER.key(), mark.approver.trim()),
            (Attendance::SPEECH.key(), mark.speech.trim()),
        ]
        .into_iter()
        .map(|(key, text)| (key.to_owned(), text.to_owned()))
        .collect();
        let (mut edits, mut faults) = read_values(kind, &written, app.today())?;
        let by_name = Item::Text(mark.deputy.trim().to_owned());
        let reader = app.ledger()?.read();
        // Who stands there by name alone is nobody of the roster.
        if !self.expected.contains(&by_name) {
            entries
                .names
                .resolve(&reader, kind, &mut edits, &mut faults)?;
        }
        edits.push((
            Attendance::ACTIVITY.into(),
            Some(Value::Ref(Item::Id(self.activity))),
        ));
        let who = edits
            .iter()
            .find(|(key, _)| *key == *Attendance::DEPUTY.key())
            .and_then(|(_, value)| value.clone());
        let before = match &who {
            Some(Value::Ref(who)) => self.standing.get(who).and_then(|it| it.row),
            _ => None,
        };
        let before = match before {
            Some(id) => reader.get(ATTENDANCE, id)?,
            None => None,
        };
        let entry = entries.complete(&mut &reader, kind, before.as_ref(), edits, faults)?;
        entry.ready(kind)?;
        Ok(match who {
            Some(Value::Ref(who)) => Some((who, entry)),
            _ => None,
        })
    }
}
