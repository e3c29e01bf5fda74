//! Over which days, which station and which matters figures are counted.

use chrono::NaiveDate;
use domain::dates::PartialDate;
use domain::figures::Period;
use domain::opinion::OPINION;
use domain::record::{FieldKey, Item, Value};
use domain::station::STATION;
use domain::suggestion::SUGGESTION;
use store::query::Filter;

use crate::faults::not_found;
use crate::naming::{Meaning, Resolver};
use crate::session::App;
use crate::stations::with_those_below;
use crate::wire::{ErrorCode, FigureScope, UserError};

/// What a request asks about.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scope {
    pub(crate) period: Period,
    /// One station; `None` for all of them.
    pub(crate) station: Option<Item>,
    /// That station and all below it through 上级站; empty for all of them.
    pub(crate) stations: Vec<Item>,
    pub(crate) station_name: String,
    /// The one record type of matters that counts; `None` for both.
    pub(crate) matters: Option<&'static str>,
}

impl Scope {
    pub(crate) fn of(app: &mut App, request: &FigureScope) -> Result<Self, UserError> {
        let period = Period {
            from: day(request.from.as_deref(), "开始日期", PartialDate::first_day)?,
            to: day(request.to.as_deref(), "结束日期", PartialDate::last_day)?,
        };
        if let (Some(from), Some(to)) = (period.from, period.to)
            && from > to
        {
            return Err(UserError::new(
                ErrorCode::Invalid,
                format!("开始日期{from}晚于结束日期{to}"),
                "请把两个日期对调",
            ));
        }
        let matters = match request.matters.as_deref().map(str::trim) {
            None | Some("") => None,
            Some("opinions") => Some(OPINION),
            Some("suggestions") => Some(SUGGESTION),
            Some(other) => {
                return Err(UserError::new(
                    ErrorCode::BadRequest,
                    format!("没有“{other}”这类事项"),
                    "可以写 opinions（群众意见建议）、suggestions（代表建议），不写为两类合计",
                ));
            }
        };
        let name = request.station.as_deref().unwrap_or_default().trim();
        let (station, station_name) = if name.is_empty() {
            (None, String::new())
        } else {
            let (item, shown) = station(app, name)?;
            (Some(item), shown)
        };
        let stations = match &station {
            Some(Item::Id(id)) => {
                let all = with_those_below(&app.ledger()?.read(), *id)?;
                all.into_iter().map(Item::Id).collect()
            }
            Some(name) => vec![name.clone()],
            None => Vec::new(),
        };
        Ok(Self {
            period,
            station,
            stations,
            station_name,
            matters,
        })
    }

    /// The same over other days.
    pub(crate) fn over(&self, period: Period) -> Self {
        Self {
            period,
            ..self.clone()
        }
    }

    /// The filters of a register with this date and station; `None` where none of its records can
    /// lie within.
    pub(crate) fn filters(
        &self,
        date: Option<&'static str>,
        station: Option<&'static str>,
    ) -> Option<Vec<Filter>> {
        let mut filters = Vec::new();
        let bound = |day: Option<NaiveDate>| day.map(|it| Value::Date(it.into()));
        let (from, to) = (bound(self.period.from), bound(self.period.to));
        if let (Some(date), true) = (date, from.is_some() || to.is_some()) {
            filters.push(Filter::Between(date.into(), from, to));
        }
        if !self.stations.is_empty() {
            let station = FieldKey::from(station?);
            let at = |item: &Item| Filter::Has(station.clone(), item.clone());
            let mut any: Vec<Filter> = self.stations.iter().map(at).collect();
            filters.push(match any.len() {
                1 => any.remove(0),
                _ => Filter::Any(any),
            });
        }
        Some(filters)
    }

    /// Whether a day lies within, for records that have no column of it.
    pub(crate) fn covers(&self, on: Option<PartialDate>) -> bool {
        let Some(on) = on else {
            return self.period == Period::default();
        };
        self.period.from.is_none_or(|from| on.last_day() >= from)
            && self.period.to.is_none_or(|to| on.first_day() <= to)
    }
}

fn day(
    text: Option<&str>,
    what: &str,
    end: fn(PartialDate) -> NaiveDate,
) -> Result<Option<NaiveDate>, UserError> {
    let text = text.map(str::trim).unwrap_or_default();
    if text.is_empty() {
        return Ok(None);
    }
    match domain::dates::parse_written(text) {
        Ok(domain::dates::WrittenDate::Full(date)) => Ok(Some(end(date))),
        _ => Err(UserError::new(
            ErrorCode::Invalid,
            format!("{what}“{text}”不是日期"),
            "请写成 2026-01-01 这样",
        )),
    }
}

fn station(app: &mut App, name: &str) -> Result<(Item, String), UserError> {
    let ledger = app.ledger()?;
    let missing = || not_found("站点", name, "请在站点登记里查看站点名称");
    let kind = ledger
        .registry()
        .get(STATION)
        .cloned()
        .ok_or_else(missing)?;
    match Resolver::default().find(&ledger.read(), &kind, name)? {
        Meaning::Record(id) => {
            let shown = ledger.read().name_of(STATION, id)?;
            Ok((Item::Id(id), shown.unwrap_or_else(|| name.to_owned())))
        }
        Meaning::Several(several) => Err(UserError::new(
            ErrorCode::NotFound,
            format!("叫“{name}”的站点有 {} 个", several.len()),
            "请先把同名的站点改成不同的名称",
        )),
        Meaning::Nobody => Err(missing()),
    }
}
