//! 轮值组: deputies dealt into teams.

use domain::operation::Operation;
use domain::reception::{Dealt, TEAM, deal_teams};
use domain::record::{Item, Value};
use domain::roster::Level;
use domain::station::STATION;
use store::query::ListQuery;

use crate::books::roll::{Roll, find, refs};
use crate::records::Entries;
use crate::records::reading::filled;
use crate::session::App;
use crate::wire::{DealTeams, DealtTeam, DealtTeams, ErrorCode, UserError};

const ORDINALS: [&str; 12] = [
    "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二",
];

pub(crate) fn deal_rota(app: &mut App, request: DealTeams) -> Result<DealtTeams, UserError> {
    let wanted = usize::try_from(request.teams).unwrap_or(0);
    if !(1..=ORDINALS.len()).contains(&wanted) {
        return Err(UserError::new(
            ErrorCode::Invalid,
            format!("不能分成 {} 组", request.teams),
            format!("请填 1 到 {} 组", ORDINALS.len()),
        ));
    }
    let station = match request
        .station
        .as_deref()
        .map(str::trim)
        .filter(|it| !it.is_empty())
    {
        Some(station) => Some(find(app, STATION, station)?),
        None => None,
    };
    let roll = Roll::call(app)?;
    let stationed: Vec<_> = roll
        .members
        .iter()
        .filter(|it| station.is_some_and(|station| it.stations.contains(&station)))
        .collect();
    // A station without deputies of its own is served by all.
    let members = if stationed.is_empty() {
        roll.members.iter().collect()
    } else {
        stationed
    };
    if members.len() < wanted {
        return Err(UserError::new(
            ErrorCode::Precondition,
            format!("只有 {} 名代表，分不成 {wanted} 组", members.len()),
            "请减少组数，或先登记代表名册",
        ));
    }
    let kind = app.ledger()?.registry().get(TEAM).cloned();
    let standing = app.ledger()?.read().list(TEAM, &ListQuery::all())?.rows;
    let taken = kind.is_some_and(|kind| {
        standing
            .iter()
            .any(|row| row.get(&kind, "station").and_then(Value::as_id) == station)
    });
    if request.apply && taken {
        return Err(UserError::new(
            ErrorCode::Precondition,
            "这里已经有轮值组了",
            "要重新分组，请先把原来的轮值组作废",
        ));
    }
    let dealt: Vec<Dealt> = members
        .iter()
        .map(|it| Dealt {
            deputy: it.id,
            level: it.level(),
            group: it.group,
        })
        .collect();
    let teams = deal_teams(&dealt, wanted);
    let shown = |id| {
        roll.member(id).map(|it| match it.level() {
            0 => it.name.clone(),
            level => format!("{}（{}）", it.name, Level::WORDS[level]),
        })
    };
    let mut answer = DealtTeams {
        teams: teams
            .iter()
            .zip(ORDINALS)
            .map(|(team, ordinal)| DealtTeam {
                name: format!("第{ordinal}轮值组"),
                deputies: team.iter().filter_map(|id| shown(*id)).collect(),
            })
            .collect(),
        operation: None,
        changed: Vec::new(),
    };
    if !request.apply {
        return Ok(answer);
    }
    let operation = app.operation(Operation::DealTeams { teams: wanted })?;
    let mut entries = Entries::open(app)?;
    let committed = app.ledger()?.write::<_, UserError>(operation, |tx| {
        for (at, team) in teams.iter().enumerate() {
            let mut values = vec![
                (
                    "name".into(),
                    Value::Text(format!("第{}轮值组", ORDINALS[at])),
                ),
                (
                    "turn".into(),
                    Value::Int(i64::try_from(at).unwrap_or(0) + 1),
                ),
                ("deputies".into(), refs(team)),
            ];
            values.extend(station.map(|it| ("station".into(), Value::Ref(Item::Id(it)))));
            entries.put(tx, TEAM, None, filled(values))?;
        }
        Ok(())
    })?;
    answer.operation = committed.operation.map(|it| it.to_string());
    answer.changed = committed.kinds.iter().map(ToString::to_string).collect();
    Ok(answer)
}
