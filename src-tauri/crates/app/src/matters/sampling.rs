//! 电话抽访: some of the answered matters, drawn by the day, about which people are asked.

use domain::matter::{Matter, MatterStage, sample};
use domain::opinion::{OPINION, Opinion};
use domain::reception::VISITOR;
use domain::record::{RecordId, Row, Value};
use domain::suggestion::{SUGGESTION, Suggestion};
use store::query::{Filter, ListQuery};

use crate::naming::NameBook;
use crate::records::registers::kind_of;
use crate::session::App;
use crate::wire::{ErrorCode, Sample, SampleLine, Sampled, UserError};

pub(crate) fn draw(app: &mut App, request: Sample) -> Result<Sampled, UserError> {
    let kind = kind_of(app, &request.register)?;
    if kind.key != *OPINION && kind.key != *SUGGESTION {
        return Err(UserError::new(
            ErrorCode::BadRequest,
            format!("{}不能抽访", kind.title),
            "可以抽访的有：群众意见建议、代表建议",
        ));
    }
    let day = app.today();
    let ledger = app.ledger()?;
    let visits = ledger.registry().get(VISITOR).cloned();
    let asked_about: Vec<String> = MatterStage::ALL
        .iter()
        .filter(|it| it.is_answered())
        .map(|it| it.word().to_owned())
        .collect();
    if request.count == 0 {
        return Err(UserError::new(
            ErrorCode::BadRequest,
            "没有说抽几件",
            "请写 1 以上的数字",
        ));
    }
    let states = match request.state {
        Some(state) if !MatterStage::ALL.iter().any(|it| it.word() == state.trim()) => {
            return Err(UserError::new(
                ErrorCode::BadRequest,
                format!("没有“{state}”这个状态"),
                format!("答复过或办结的有：{}", asked_about.join("、")),
            ));
        }
        Some(state) => vec![state.trim().to_owned()],
        None => asked_about.clone(),
    };
    let mut rows = Vec::new();
    for state in states {
        let query = ListQuery {
            filters: vec![Filter::Is(Matter::STATE.into(), Value::Text(state))],
            ..ListQuery::all()
        };
        rows.extend(ledger.read().list(kind.key.as_str(), &query)?.rows);
    }
    let ids: Vec<RecordId> = rows.iter().map(|row| row.id).collect();
    let count = usize::try_from(request.count).unwrap_or(usize::MAX);
    let book = NameBook::new(ledger.read());
    let line = |row: &Row| {
        let shown = |key: &str| {
            let field = kind.field(key);
            field.map_or_else(String::new, |it| book.shown(it, row.get(&kind, key)))
        };
        let raised_by = [
            shown(Opinion::RAISED_BY.key()),
            shown(Suggestion::LEADER_DEPUTY.key()),
        ]
        .concat();
        // Whoever came in person left the number in 簿一.
        let visit = || {
            let id = row.link(&kind, Matter::VISITOR)?;
            let of = visits.as_ref()?;
            let visit = ledger.read().get(VISITOR, id).ok().flatten()?;
            visit.read(of, Matter::PHONE).map(str::to_owned)
        };
        let own = shown(Matter::PHONE.key());
        SampleLine {
            id: row.id.to_string(),
            title: kind.name_of(row),
            raised_by,
            phone: if own.is_empty() {
                visit().unwrap_or_default()
            } else {
                own
            },
            state: shown(Matter::STATE.key()),
        }
    };
    let drawn = sample(&ids, count, day);
    Ok(Sampled {
        of: u32::try_from(rows.len()).unwrap_or(u32::MAX),
        day: day.to_string(),
        states: asked_about,
        rows: drawn
            .iter()
            .filter_map(|id| rows.iter().find(|row| row.id == *id))
            .map(line)
            .collect(),
    })
}
