//! A year's reception days from a rule, with whose turn it is.

use std::collections::{BTreeMap, HashSet};

use chrono::{Datelike, NaiveDate};
use domain::dates::PartialDate;
use domain::operation::Operation;
use domain::reception::{
    DAY, DayRule, DayStage, OnHoliday, RULE, ReceptionDay, ReceptionRule, RotaTeam, TEAM, turns,
};
use domain::record::{FieldKey, Item, RecordId, RecordType, Row, Value};
use store::query::{Filter, ListQuery, Order};

use crate::books::coming::station_address;
use crate::books::roll::live;
use crate::faults::not_found;
use crate::records::Entries;
use crate::records::reading::filled;
use crate::session::App;
use crate::wire::{ErrorCode, PlanDays, PlannedDay, PlannedDays, UserError};

/// Years beyond this are typing errors.
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2100;

const WEEKDAYS: [&str; 7] = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];

/// A team of the rota.
struct Team {
    id: RecordId,
    name: String,
    deputies: Vec<RecordId>,
}

pub(crate) fn plan_reception_days(
    app: &mut App,
    request: PlanDays,
) -> Result<PlannedDays, UserError> {
    if !YEARS.contains(&request.year) {
        return Err(UserError::new(
            ErrorCode::Invalid,
            format!("“{}”年不对", request.year),
            "请填四位年份，如 2026",
        ));
    }
    let tried = |text: &Option<String>| {
        let text = text.as_deref().map(str::trim);
        text.filter(|it| !it.is_empty()).map(str::to_owned)
    };
    let (pattern, on_holiday) = (tried(&request.pattern), tried(&request.on_holiday));
    if request.apply && (pattern.is_some() || on_holiday.is_some()) {
        return Err(UserError::new(
            ErrorCode::Precondition,
            "规则改了还没有保存，不能排日子",
            "请先保存接待日规则，再排定",
        ));
    }
    let rule_row = rule(app, request.rule.as_deref())?;
    let kinds = app.ledger()?.registry().clone();
    let (Some(rule_kind), Some(day_kind)) = (kinds.get(RULE), kinds.get(DAY)) else {
        return Err(not_found("登记种类", RULE, ""));
    };
    let text = |key: &str| {
        rule_row
            .get(rule_kind, key)
            .and_then(Value::as_text)
            .map(str::to_owned)
    };
    let pattern = pattern
        .or_else(|| text(DayRule::PATTERN.key()))
        .unwrap_or_default();
    let rule = ReceptionRule::parse(&pattern)
        .map_err(|fault| UserError::new(ErrorCode::Invalid, fault.to_string(), fault.hint()))?;
    let on_holiday = on_holiday.or_else(|| text(DayRule::ON_HOLIDAY.key()));
    let on_holiday = on_holiday
        .as_deref()
        .and_then(OnHoliday::of_word)
        .unwrap_or_default();
    let station = rule_row.link(rule_kind, DayRule::STATION);
    let date = |key: &str| rule_row.get(rule_kind, key).and_then(Value::as_date);
    let from = match &request.from {
        Some(from) => Some(from.trim().parse::<NaiveDate>().map_err(|_| {
            UserError::new(
                ErrorCode::Invalid,
                format!("“{from}”不是日期"),
                "请填如 2026-03-01",
            )
        })?),
        None => None,
    };
    let in_force = |day: NaiveDate| {
        date(DayRule::FROM.key()).is_none_or(|it| it.first_day() <= day)
            && date(DayRule::TO.key()).is_none_or(|it| day <= it.first_day() || it.covers(day))
            && from.is_none_or(|it| it <= day)
    };

    let mut notes = Vec::new();
    let almanac = crate::periods::almanac(app)?;
    if !almanac.knows(request.year) && on_holiday != OnHoliday::Keep {
        notes.push(format!(
            "{}年放假安排尚未载入，只按周末调整；公布以后请再核对",
            request.year
        ));
    }
    let planned = rule.plan(request.year, on_holiday, &|day| almanac.is_workday(day));
    let planned: Vec<_> = planned
        .into_iter()
        .filter(|it| in_force(it.held_on))
        .collect();

    let title =
        text(DayRule::TITLE.key()).unwrap_or_else(|| domain::reception::DAY_TITLES[0].into());
    let known = known_days(app, day_kind, station, &title, request.year)?;
    let teams = teams(app, station)?;
    let new: Vec<_> = planned
        .iter()
        .filter(|it| !known.contains(&it.held_on))
        .collect();
    let last = match new.first() {
        Some(first) => last_turn(app, day_kind, station, &teams, first.held_on)?,
        None => None,
    };
    let mut turn = turns(teams.len(), last, new.len()).into_iter();
    if teams.is_empty() && !new.is_empty() {
        notes.push("还没有轮值组，接待代表要逐日填写；可先分好轮值组再排".into());
    }

    let mut days = Vec::new();
    let mut records: Vec<Vec<(FieldKey, Value)>> = Vec::new();
    let place = match text(DayRule::PLACE.key()) {
        Some(place) => Some(place),
        None => station_address(app, station)?,
    };
    let names = deputy_names(app, &teams)?;
    for day in &planned {
        let exists = known.contains(&day.held_on);
        let team = if exists {
            None
        } else {
            turn.next().and_then(|at| teams.get(at))
        };
        days.push(PlannedDay {
            date: day.held_on.to_string(),
            weekday: WEEKDAYS[day.held_on.weekday().num_days_from_monday() as usize].into(),
            ruled_on: day.is_moved().then(|| day.ruled.to_string()),
            why: if day.is_moved() {
                why_moved(&almanac, day.ruled, day.held_on)
            } else {
                String::new()
            },
            team: team.map_or_else(String::new, |it| it.name.clone()),
            deputies: team.map_or_else(Vec::new, |team| {
                team.deputies
                    .iter()
                    .filter_map(|it| names.get(it).cloned())
                    .collect()
            }),
            exists,
        });
        if exists {
            continue;
        }
        let mut values: Vec<(FieldKey, Value)> = vec![
            (ReceptionDay::RULE.into(), Value::Ref(Item::Id(rule_row.id))),
            (DayRule::TITLE.into(), Value::Text(title.clone())),
            (
                DayRule::HOURS.into(),
                Value::Text(text(DayRule::HOURS.key()).unwrap_or_else(|| "09:00-11:00".into())),
            ),
        ];
        values.extend(exact(day.held_on).map(|it| (ReceptionDay::HELD_ON.into(), it)));
        if day.is_moved() {
            values.extend(exact(day.ruled).map(|it| (ReceptionDay::RULED_ON.into(), it)));
        }
        values.extend(station.map(|it| (DayRule::STATION.into(), Value::Ref(Item::Id(it)))));
        values.extend(
            place
                .clone()
                .map(|it| (DayRule::PLACE.into(), Value::Text(it))),
        );
        for key in [
            DayRule::THEME.key(),
            DayRule::SCOPE.key(),
            DayRule::RECORDER.key(),
        ] {
            values.extend(text(key).map(|it| (FieldKey::from(key), Value::Text(it))));
        }
        if let Some(team) = team {
            values.push((ReceptionDay::TEAM.into(), Value::Ref(Item::Id(team.id))));
            if !team.deputies.is_empty() {
                values.push((
                    ReceptionDay::DEPUTIES.into(),
                    super::roll::refs(&team.deputies),
                ));
            }
        }
        records.push(values);
    }
    let mut answer = PlannedDays {
        rule: rule.to_string(),
        days,
        notes,
        made: 0,
        operation: None,
        changed: Vec::new(),
    };
    if !request.apply || records.is_empty() {
        return Ok(answer);
    }
    let made = records.len();
    let operation = app.operation(Operation::PlanDays {
        year: request.year,
        rule: &answer.rule,
        days: made,
    })?;
    let mut entries = Entries::open(app)?;
    let committed = app.ledger()?.write::<_, UserError>(operation, |tx| {
        for values in records {
            entries.put(tx, DAY, None, filled(values))?;
        }
        Ok(())
    })?;
    answer.made = u32::try_from(made).unwrap_or(u32::MAX);
    answer.operation = committed.operation.map(|it| it.to_string());
    answer.changed = committed.kinds.iter().map(ToString::to_string).collect();
    Ok(answer)
}

/// 10月1日是国庆节，顺延.
fn why_moved(almanac: &domain::calendar::Almanac, ruled: NaiveDate, held_on: NaiveDate) -> String {
    let weekday = WEEKDAYS[ruled.weekday().num_days_from_monday() as usize];
    let what = almanac.rest_on(ruled).filter(|it| !it.is_empty());
    format!(
        "{}月{}日是{}，{}",
        ruled.month(),
        ruled.day(),
        what.unwrap_or(weekday),
        if held_on > ruled {
            OnHoliday::Later.word()
        } else {
            OnHoliday::Earlier.word()
        }
    )
}

pub(super) fn exact(day: NaiveDate) -> Option<Value> {
    PartialDate::parse_iso(&day.to_string()).map(Value::Date)
}

/// The rule named, or the only one.
fn rule(app: &mut App, named: Option<&str>) -> Result<Row, UserError> {
    if let Some(named) = named.map(str::trim).filter(|it| !it.is_empty()) {
        return live(app, RULE, named);
    }
    let mut rows = app.ledger()?.read().list(RULE, &ListQuery::all())?.rows;
    match rows.len() {
        1 => Ok(rows.remove(0)),
        0 => Err(UserError::new(
            ErrorCode::Precondition,
            "还没有接待日规则",
            "请先在“接待日规则”里登记一条，如 每月26日",
        )),
        count => Err(UserError::new(
            ErrorCode::Invalid,
            format!("有 {count} 条接待日规则，不知道按哪一条排"),
            "请选定一条",
        )),
    }
}

fn of_station(kind: &RecordType, row: &Row, station: Option<RecordId>) -> bool {
    row.link(kind, ReceptionDay::STATION) == station
}

/// Days of that name that the station has in the year, moved over its turn as well.
fn known_days(
    app: &mut App,
    kind: &RecordType,
    station: Option<RecordId>,
    title: &str,
    year: i32,
) -> Result<HashSet<NaiveDate>, UserError> {
    let mut known = HashSet::new();
    for year in [year - 1, year, year + 1] {
        let query = ListQuery {
            filters: vec![Filter::In(ReceptionDay::HELD_ON.into(), year, None)],
            ..ListQuery::all()
        };
        for row in app.ledger()?.read().list(DAY, &query)?.rows {
            let same = row
                .read(kind, ReceptionDay::TITLE)
                .is_none_or(|it| it == title);
            if same && of_station(kind, &row, station) {
                known.extend(
                    row.read(kind, ReceptionDay::HELD_ON)
                        .and_then(|it| it.exact()),
                );
            }
        }
    }
    Ok(known)
}

/// The station's teams in their turn; those of no station serve all.
fn teams(app: &mut App, station: Option<RecordId>) -> Result<Vec<Team>, UserError> {
    let ledger = app.ledger()?;
    let Some(kind) = ledger.registry().get(TEAM).cloned() else {
        return Ok(Vec::new());
    };
    let query = ListQuery {
        order: Order::Own,
        ..ListQuery::all()
    };
    let rows = ledger.read().list(TEAM, &query)?.rows;
    let of = |wanted: Option<RecordId>| {
        let found = rows.iter().filter(|row| of_station(&kind, row, wanted));
        found
            .map(|row| Team {
                id: row.id,
                name: kind.name_of(row),
                deputies: domain::contact::ids_of(row.of(&kind, RotaTeam::DEPUTIES)),
            })
            .collect::<Vec<_>>()
    };
    let own = of(station);
    Ok(if own.is_empty() && station.is_some() {
        of(None)
    } else {
        own
    })
}

/// Whose turn it was last before a day.
fn last_turn(
    app: &mut App,
    kind: &RecordType,
    station: Option<RecordId>,
    teams: &[Team],
    before: NaiveDate,
) -> Result<Option<usize>, UserError> {
    let mut by_date: BTreeMap<NaiveDate, usize> = BTreeMap::new();
    for year in [before.year() - 1, before.year()] {
        let query = ListQuery {
            filters: vec![Filter::In(ReceptionDay::HELD_ON.into(), year, None)],
            ..ListQuery::all()
        };
        for row in app.ledger()?.read().list(DAY, &query)?.rows {
            let held_on = row
                .read(kind, ReceptionDay::HELD_ON)
                .and_then(|it| it.exact());
            let team = row.link(kind, ReceptionDay::TEAM);
            let at = team.and_then(|id| teams.iter().position(|it| it.id == id));
            let stage = row.read(kind, ReceptionDay::STATE);
            let cancelled = stage.is_some_and(DayStage::is_called_off);
            if let (Some(held_on), Some(at)) = (held_on, at)
                && held_on < before
                && !cancelled
                && of_station(kind, &row, station)
            {
                by_date.insert(held_on, at);
            }
        }
    }
    Ok(by_date.into_values().next_back())
}

fn deputy_names(app: &mut App, teams: &[Team]) -> Result<BTreeMap<RecordId, String>, UserError> {
    let reader = app.ledger()?.read();
    let mut names = BTreeMap::new();
    for id in teams.iter().flat_map(|it| &it.deputies) {
        if let Some(name) = reader.name_of(domain::roster::DEPUTY, *id)? {
            names.insert(*id, name);
        }
    }
    Ok(names)
}
