//! 放假安排: which years are known, and taking in a later one from a file.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use domain::calendar::{Almanac, HOLIDAY_YEAR, HolidayNotice, HolidayYear};
use domain::dates::PartialDate;
use domain::matter::{Matter, clocked, reckoned_due};
use domain::operation::Operation;
use domain::opinion::OPINION;
use domain::record::{FieldKey, RecordId, Value};
use domain::suggestion::SUGGESTION;
use store::query::{Filter, ListQuery, Order};

use crate::faults::not_found;
use crate::periods::{almanac, rules};
use crate::session::App;
use crate::wire::{
    ErrorCode, HolidayLine, Holidays, HolidaysLoaded, LoadHolidays, Nothing, UserError,
};

/// Deadlines of matters reach into the next year from its last quarter on.
const LOOK_AHEAD_FROM: u32 = 10;

pub(crate) fn holidays(app: &mut App, _: Nothing) -> Result<Holidays, UserError> {
    let today = app.today();
    let almanac = almanac(app)?;
    let entered = entered(app)?;
    let years = almanac
        .years()
        .map(|year| HolidayLine {
            year,
            notice: almanac.notice(year).unwrap_or_default().to_owned(),
            id: entered.get(&year).map(ToString::to_string),
        })
        .collect();
    let mut wanted = vec![today.year()];
    if today.month() >= LOOK_AHEAD_FROM {
        wanted.push(today.year() + 1);
    }
    wanted.retain(|year| !almanac.knows(*year));
    let words = wanted
        .iter()
        .map(|year| {
            format!(
                "{year}年放假安排尚未载入（国务院办公厅一般在上一年11月前后公布）。在那以前，{year}年的期限按周末推算；载入以后，按规则推算的办理期限随之改正"
            )
        })
        .collect();
    Ok(Holidays {
        years,
        missing: wanted,
        words,
    })
}

/// The years that the office entered itself.
fn entered(app: &mut App) -> Result<BTreeMap<i32, RecordId>, UserError> {
    let ledger = app.ledger()?;
    let Some(kind) = ledger.registry().get(HOLIDAY_YEAR) else {
        return Ok(BTreeMap::new());
    };
    let rows = ledger.read().list(HOLIDAY_YEAR, &ListQuery::all())?.rows;
    let year = |value: Option<&Value>| value.and_then(Value::as_int).map(i32::try_from);
    Ok(rows
        .iter()
        .filter_map(|row| Some((year(row.of(kind, HolidayNotice::YEAR))?.ok()?, row.id)))
        .collect())
}

pub(crate) fn load_holidays(
    app: &mut App,
    request: LoadHolidays,
) -> Result<HolidaysLoaded, UserError> {
    let (name, content) = app.host.read(&request.file)?;
    let text = String::from_utf8(content).map_err(|_| {
        UserError::new(
            ErrorCode::File,
            format!("“{name}”不是放假安排文件"),
            "放假安排是 .json 文件；没有的，可以在“放假安排”里照通知填写",
        )
    })?;
    holidays_of(app, &name, &text)
}

/// Takes in a table of holidays that came under this name.
pub(crate) fn holidays_of(
    app: &mut App,
    name: &str,
    text: &str,
) -> Result<HolidaysLoaded, UserError> {
    let text = text.trim_start_matches('\u{feff}');
    let read = HolidayYear::read(text).map_err(|fault| {
        UserError::new(
            ErrorCode::File,
            format!("“{name}”没有载入：{fault}"),
            "请换一个文件，或在“放假安排”里照国务院办公厅的通知填写",
        )
    })?;
    if app.ledger()?.registry().get(HOLIDAY_YEAR).is_none() {
        return Err(not_found("登记种类", HOLIDAY_YEAR, ""));
    }
    let entered = entered(app)?;
    // Years that the program brings along need no copy in the office's own register.
    let delivered = Almanac::delivered();
    let new: Vec<&HolidayYear> = read
        .iter()
        .filter(|it| entered.contains_key(&it.year) || !delivered.knows(it.year))
        .collect();
    let years: Vec<i32> = new.iter().map(|it| it.year).collect();
    let known: Vec<i32> = read.iter().map(|it| it.year).collect();
    let in_words = |years: &[i32]| {
        let years: Vec<String> = years.iter().map(|it| format!("{it}年")).collect();
        years.join("、")
    };
    if new.is_empty() {
        return Ok(HolidaysLoaded {
            title: format!("{}的放假安排程序里已经有了", in_words(&known)),
            years,
            operation: None,
            changed: Vec::new(),
        });
    }
    let moved = moved(app, &new)?;
    let operation = app.operation(Operation::LoadHolidays {
        years: &in_words(&years),
        moved: moved.len(),
    })?;
    let title = operation.title.clone();
    let committed = app.ledger()?.write::<_, UserError>(operation, |tx| {
        for year in new {
            let text = |text: String| (!text.is_empty()).then_some(Value::Text(text));
            let values: Vec<(FieldKey, Option<Value>)> = vec![
                (
                    HolidayNotice::YEAR.into(),
                    Some(Value::Int(year.year.into())),
                ),
                (HolidayNotice::NOTICE.into(), text(year.notice.clone())),
                (HolidayNotice::REST.into(), text(year.rest_written())),
                (HolidayNotice::WORK.into(), text(year.work_written())),
            ];
            match entered.get(&year.year) {
                Some(id) => tx.edit(HOLIDAY_YEAR, *id, values)?,
                None => {
                    let values = values.into_iter().filter_map(|(key, it)| Some((key, it?)));
                    tx.create(HOLIDAY_YEAR, values.collect())?;
                }
            }
        }
        for (kind, id, due) in moved {
            let due = Some(Value::Date(due.into()));
            tx.edit(kind, id, vec![(Matter::DUE_ON.into(), due)])?;
        }
        Ok(())
    })?;
    Ok(HolidaysLoaded {
        title,
        years,
        operation: committed.operation.map(|it| it.to_string()),
        changed: committed.kinds.iter().map(ToString::to_string).collect(),
    })
}

/// Open matters whose deadline was reckoned without these years and is another with them. What the
/// clerk wrote, or an extension moved, stays.
fn moved(
    app: &mut App,
    years: &[&HolidayYear],
) -> Result<Vec<(&'static str, RecordId, NaiveDate)>, UserError> {
    let (before, rules) = (almanac(app)?, rules(app)?);
    let mut after = (*before).clone();
    for year in years {
        after.add(year);
    }
    let ledger = app.ledger()?;
    let mut moved = Vec::new();
    for key in [OPINION, SUGGESTION] {
        let Some(kind) = ledger.registry().get(key) else {
            continue;
        };
        for stage in clocked(kind).filter(|it| it.is_with_unit()) {
            let query = ListQuery {
                filters: vec![Filter::Is(
                    Matter::STATE.into(),
                    Value::Text(stage.word().into()),
                )],
                order: Order::AsFound,
                ..ListQuery::all()
            };
            ledger.read().for_each(key, &query, |row| {
                let due = row.read(kind, Matter::DUE_ON);
                let due = due.and_then(PartialDate::exact);
                let new = reckoned_due(kind, &row, &rules, &after);
                let was = reckoned_due(kind, &row, &rules, &before);
                if let Some(new) = new.filter(|new| due == was && due != Some(*new)) {
                    moved.push((key, row.id, new));
                }
                Ok(())
            })?;
        }
    }
    Ok(moved)
}
