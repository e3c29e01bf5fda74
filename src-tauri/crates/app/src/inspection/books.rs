//! The three books, plans and meetings, gone through a few columns at a time.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;
use domain::activity::{ACTIVITY, Activity, took_place};
use domain::contact::ids_of;
use domain::inspection::{self, Book, Judge, Verdict, columns_for};
use domain::meeting::{CONGRESS, Congress, CongressSort, MEETING, PresidiumMeeting};
use domain::opinion::OPINION;
use domain::plan::{MonthPlan, PLAN, SUPERVISION, TASK};
use domain::reception::{DAY, DayStage, ReceptionDay, VISITOR, Visitor};
use domain::record::{FieldKey, Item, RecordId, RecordType, Row, Value};
use domain::roster::GROUP;
use domain::station::STATION;
use domain::suggestion::{SUGGESTION, Suggestion};
use store::query::{Filter, ListQuery};

use crate::inspection::Scope;
use crate::inspection::facts::Facts;
use crate::inspection::survey::{Subject, Survey};
use crate::records::registers::{date_field, station_field};
use crate::session::App;
use crate::wire::UserError;

/// How many activities each deputy attended.
pub(super) type Attended = HashMap<RecordId, usize>;

/// Who received on which days, and which station saw people then.
#[derive(Default)]
pub(super) struct Receptions {
    pub(super) served: HashMap<RecordId, HashSet<NaiveDate>>,
    stations: HashMap<RecordId, Vec<NaiveDate>>,
}

/// A record as people call it: 第12号 张国强.
pub(super) fn subject(kind: &RecordType, row: &Row) -> Subject {
    let number = kind
        .serial
        .as_ref()
        .and_then(|it| row.get(kind, it.field.as_str()))
        .and_then(Value::as_int);
    let name = kind.name_of(row);
    Subject {
        register: kind.register_key().to_owned(),
        id: row.id.to_string(),
        title: match number {
            Some(number) => format!("第{number}号 {name}"),
            None => name,
        },
    }
}

fn exact(kind: &RecordType, row: &Row, key: &str) -> Option<NaiveDate> {
    row.get(kind, key)
        .and_then(Value::as_date)
        .map(|it| it.last_day())
}

/// The rows of the year, and of the station where one is chosen; `None` where the register does not
/// tell stations apart.
pub(super) fn rows_of(kind: &RecordType, scope: &Scope, by_station: bool) -> Option<ListQuery> {
    let mut filters = Vec::new();
    if let Some(field) = date_field(kind) {
        filters.push(Filter::In(field, scope.judge.year, None));
    }
    if let Some(stations) = scope.stations().filter(|_| by_station) {
        let field = station_field(kind)?;
        let at = |id: &RecordId| Filter::Has(field.clone(), Item::Id(*id));
        filters.push(Filter::Any(stations.iter().map(at).collect()));
    }
    Some(ListQuery {
        filters,
        ..ListQuery::all()
    })
}

/// Goes through a register's rows with the columns a judgement needs.
pub(super) fn each(
    app: &mut App,
    key: &str,
    scope: &Scope,
    by_station: bool,
    own: &[&str],
    mut look: impl FnMut(&Arc<RecordType>, &Row),
) -> Result<(), UserError> {
    let ledger = app.ledger()?;
    let Some(kind) = ledger.registry().get(key).cloned() else {
        return Ok(());
    };
    let Some(query) = rows_of(&kind, scope, by_station) else {
        return Ok(());
    };
    let mut columns = columns_for(&kind, own);
    columns.extend(station_field(&kind));
    ledger.read().for_each_of(key, &query, &columns, |row| {
        look(&kind, row);
        Ok(())
    })?;
    Ok(())
}

/// 簿一: visitors and reception days.
pub(super) fn receptions(
    app: &mut App,
    scope: &Scope,
    facts: &Facts,
    survey: &mut Survey,
) -> Result<Receptions, UserError> {
    let mut it = Receptions::default();
    let mut note = |kind: &RecordType, row: &Row, day: Option<NaiveDate>| {
        let Some(day) = day else { return };
        for deputy in ids_of(row.of(kind, Visitor::DEPUTIES)) {
            it.served.entry(deputy).or_default().insert(day);
        }
        if let Some(station) = row.link(kind, Visitor::STATION) {
            it.stations.entry(station).or_default().push(day);
        }
    };
    each(
        app,
        VISITOR,
        scope,
        true,
        inspection::VISIT_FIELDS,
        |kind, row| {
            let passed_on = facts.passed_on.contains(&row.id);
            let verdict =
                inspection::visit(&scope.judge, kind, row, facts.traces(row.id), passed_on);
            note(kind, row, exact(kind, row, Visitor::RECEIVED_ON.key()));
            survey.record(Book::Receptions, &verdict, || subject(kind, row));
        },
    )?;
    each(
        app,
        DAY,
        scope,
        true,
        inspection::DAY_FIELDS,
        |kind, row| {
            let verdict = inspection::day(&scope.judge, kind, row, facts.traces(row.id));
            if let Some(verdict) = verdict {
                // Whoever was in the rota of a day that was held received, also where nobody came.
                let stage = row.read(kind, ReceptionDay::STATE);
                let held = stage.is_some_and(DayStage::took_place);
                note(
                    kind,
                    row,
                    exact(kind, row, ReceptionDay::HELD_ON.key()).filter(|_| held),
                );
                survey.record(Book::Receptions, &verdict, || {
                    let mut it = subject(kind, row);
                    it.title = format!("接待日 {}", kind.name_of(row));
                    it
                });
            }
        },
    )?;
    Ok(it)
}

/// 簿二: activities, and groups and stations without any.
pub(super) fn activities(
    app: &mut App,
    scope: &Scope,
    facts: &Facts,
    receptions: &Receptions,
    survey: &mut Survey,
) -> Result<Attended, UserError> {
    let mut attended = Attended::default();
    let mut groups: HashMap<RecordId, Vec<NaiveDate>> = HashMap::new();
    let mut stations = receptions.stations.clone();
    each(
        app,
        ACTIVITY,
        scope,
        false,
        inspection::ACTIVITY_FIELDS,
        |kind, row| {
            let verdict = inspection::activity(&scope.judge, kind, row, facts.traces(row.id));
            let (Some(verdict), Some(day)) = (verdict, exact(kind, row, Activity::HELD_ON.key()))
            else {
                return;
            };
            let counts = took_place(kind, row);
            for deputy in ids_of(row.of(kind, Activity::EXPECTED))
                .into_iter()
                .filter(|_| counts)
            {
                if !facts.away.contains(&(row.id, deputy)) {
                    *attended.entry(deputy).or_default() += 1;
                }
            }
            let id = |key: &str| row.get(kind, key).and_then(Value::as_id);
            let group = id(Activity::GROUP.key());
            if let Some(group) = group {
                groups.entry(group).or_default().push(day);
            }
            let station = id(Activity::STATION.key()).or_else(|| facts.station_of(group));
            if let Some(station) = station {
                stations.entry(station).or_default().push(day);
            }
            if scope.takes(station) {
                survey.record(Book::Activities, &verdict, || subject(kind, row));
            }
        },
    )?;
    let chosen = |station: Option<RecordId>| scope.takes(station);
    let silent = |days: Option<&Vec<NaiveDate>>| {
        inspection::silent_stretches(&scope.judge, days.map_or(&[][..], Vec::as_slice))
    };
    for group in facts.groups.iter().filter(|it| chosen(it.station)) {
        for part in silent(groups.get(&group.id)) {
            let verdict = inspection::silent_group(&part);
            survey.judged(Book::Activities, &verdict, || Subject {
                register: key_of(GROUP),
                id: group.id.to_string(),
                title: group.name.clone(),
            });
        }
    }
    for (station, name) in facts.stations.iter().filter(|(id, _)| chosen(Some(*id))) {
        for part in silent(stations.get(station)) {
            let verdict = inspection::silent_station(&part);
            survey.judged(Book::Activities, &verdict, || Subject {
                register: key_of(STATION),
                id: station.to_string(),
                title: name.clone(),
            });
        }
    }
    Ok(attended)
}

/// Registers of what things that are missing belong to.
fn key_of(kind: &str) -> String {
    match kind {
        GROUP => "groups",
        STATION => "stations",
        PLAN => "plans",
        MEETING => "meetings",
        CONGRESS => "congresses",
        other => other,
    }
    .to_owned()
}

/// 簿三: opinions and suggestions.
pub(super) fn matters(
    app: &mut App,
    scope: &Scope,
    facts: &Facts,
    survey: &mut Survey,
) -> Result<(), UserError> {
    for key in [OPINION, SUGGESTION] {
        each(
            app,
            key,
            scope,
            true,
            inspection::MATTER_FIELDS,
            |kind, row| {
                let consulted = facts.consulted.contains(&row.id);
                let traces = facts.traces(row.id);
                let verdict = inspection::matter(&scope.judge, kind, row, traces, consulted);
                survey.record(Book::Opinions, &verdict, || {
                    let mut it = subject(kind, row);
                    // Suggestions have a number through their session: 19-3-004.
                    if let Some(no) = row.read(kind, Suggestion::NO) {
                        it.title = format!("建议{no} {}", kind.name_of(row));
                    }
                    it
                });
            },
        )?;
    }
    Ok(())
}

/// 计划与会议. Meetings and sessions are the whole township's; a station has its plans and tasks.
pub(super) fn meetings(
    app: &mut App,
    scope: &Scope,
    facts: &Facts,
    survey: &mut Survey,
) -> Result<(), UserError> {
    let judge = &scope.judge;
    let book = Book::Meetings;
    let mut planned: BTreeMap<Option<RecordId>, BTreeSet<u32>> = BTreeMap::new();
    each(
        app,
        PLAN,
        scope,
        false,
        inspection::PLAN_FIELDS,
        |kind, row| {
            let station = row.link(kind, MonthPlan::STATION);
            let month = row.read(kind, MonthPlan::MONTH);
            if let Some(month) = month.and_then(|it| it.month_part()) {
                planned.entry(station).or_default().insert(month.into());
            }
            if scope.takes(station) {
                let verdict = inspection::plan(kind, row, facts.traces(row.id));
                survey.record(book, &verdict, || subject(kind, row));
            }
        },
    )?;
    plans_missing(scope, facts, &planned, survey);
    each(
        app,
        TASK,
        scope,
        true,
        inspection::TASK_FIELDS,
        |kind, row| {
            let verdict = inspection::task(judge, kind, row, facts.traces(row.id));
            survey.record(book, &verdict, || subject(kind, row));
        },
    )?;
    each(
        app,
        SUPERVISION,
        scope,
        true,
        inspection::SUPERVISION_FIELDS,
        |kind, row| {
            let verdict = inspection::supervision(judge, kind, row, facts.traces(row.id));
            survey.record(book, &verdict, || subject(kind, row));
        },
    )?;
    if scope.station.is_some() {
        return Ok(());
    }
    each(
        app,
        MEETING,
        scope,
        false,
        inspection::MEETING_FIELDS,
        |kind, row| {
            let verdict = inspection::meeting(judge, kind, row, facts.traces(row.id));
            survey.record(book, &verdict, || subject(kind, row));
        },
    )?;
    for (gap, after) in gaps(app, judge)? {
        survey.judged(book, &gap, || Subject {
            register: key_of(MEETING),
            id: after.map_or_else(String::new, |it| it.to_string()),
            title: "主席团会议".into(),
        });
    }
    let mut sessions = Vec::new();
    each(
        app,
        CONGRESS,
        scope,
        false,
        inspection::CONGRESS_FIELDS,
        |kind, row| {
            let verdict = inspection::congress(judge, kind, row, facts.traces(row.id));
            let begins = exact(kind, row, Congress::BEGINS_ON.key());
            sessions.extend(begins.filter(|_| is_session(kind, row)));
            survey.record(book, &verdict, || subject(kind, row));
        },
    )?;
    if let Some(verdict) = inspection::sessions_short(judge, &sessions) {
        survey.judged(book, &verdict, || Subject {
            register: key_of(CONGRESS),
            id: String::new(),
            title: "人代会会议".into(),
        });
    }
    Ok(())
}

/// A preparatory meeting (预备会议) is no session.
pub(crate) fn is_session(kind: &RecordType, row: &Row) -> bool {
    row.read(kind, Congress::SORT) != Some(CongressSort::Preparatory)
}

fn plans_missing(
    scope: &Scope,
    facts: &Facts,
    planned: &BTreeMap<Option<RecordId>, BTreeSet<u32>>,
    survey: &mut Survey,
) {
    let months_of = |station: Option<RecordId>| -> Vec<u32> {
        // A plan of the whole township stands for every station.
        let of = |key: Option<RecordId>| planned.get(&key).into_iter().flatten().copied();
        of(None)
            .chain(station.into_iter().flat_map(|it| of(Some(it))))
            .collect()
    };
    let mut look = |station: Option<RecordId>, title: &str| {
        let missing = inspection::months_without(&scope.judge, &months_of(station));
        if missing.is_empty() {
            return;
        }
        survey.judged(Book::Meetings, &inspection::plan_missing(&missing), || {
            Subject {
                register: key_of(if station.is_some() { STATION } else { PLAN }),
                id: station.map_or_else(String::new, |it| it.to_string()),
                title: title.to_owned(),
            }
        });
    };
    if facts.stations.is_empty() {
        look(None, "月工作计划");
    }
    for (id, name) in &facts.stations {
        if scope.takes(Some(*id)) {
            look(Some(*id), name);
        }
    }
}

/// The days of all meetings of the presidium in order, with the records.
pub(crate) fn meeting_days(app: &mut App) -> Result<Vec<(NaiveDate, RecordId)>, UserError> {
    let ledger = app.ledger()?;
    let Some(kind) = ledger.registry().get(MEETING).cloned() else {
        return Ok(Vec::new());
    };
    let mut days = Vec::new();
    let columns = [FieldKey::from(PresidiumMeeting::HELD_ON.key())];
    ledger
        .read()
        .for_each_of(MEETING, &ListQuery::all(), &columns, |row| {
            days.extend(
                exact(&kind, row, PresidiumMeeting::HELD_ON.key()).map(|day| (day, row.id)),
            );
            Ok(())
        })?;
    days.sort_unstable();
    Ok(days)
}

fn gaps(app: &mut App, judge: &Judge) -> Result<Vec<(Verdict, Option<RecordId>)>, UserError> {
    let meetings = meeting_days(app)?;
    let days: Vec<NaiveDate> = meetings.iter().map(|(day, _)| *day).collect();
    Ok(inspection::meeting_gaps(judge, &days)
        .into_iter()
        .map(|gap| (gap.verdict(judge), gap.after.map(|at| meetings[at].1)))
        .collect())
}
