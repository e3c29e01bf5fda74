//! Reception days found: the next one, one by its date, where a station is.

use domain::dates::PartialDate;
use domain::reception::{DAY, DayStage, ReceptionDay};
use domain::record::{Column, Item, RecordId, Row, Text, Value};
use domain::station::{STATION, Station};
use store::query::{Filter, ListQuery};

use crate::books::roll::{find, live};
use crate::session::App;
use crate::wire::UserError;

pub(super) fn station_address(
    app: &mut App,
    station: Option<RecordId>,
) -> Result<Option<String>, UserError> {
    let Some(station) = station else {
        return Ok(None);
    };
    let ledger = app.ledger()?;
    let Some(kind) = ledger.registry().get(STATION).cloned() else {
        return Ok(None);
    };
    let row = ledger.read().get(STATION, station)?;
    Ok(row.and_then(|row| {
        let text = |column: Column<Text>| row.read(&kind, column).map(str::to_owned);
        text(Station::ADDRESS).or_else(|| text(Station::NAME))
    }))
}

/// The next reception day from today on, at a station where one is named; `None` where none is
/// planned. Cancelled days are passed over.
pub(crate) fn coming(app: &mut App, station: Option<&str>) -> Result<Option<Row>, UserError> {
    let today = app.today();
    let Some(kind) = app.ledger()?.registry().get(DAY).cloned() else {
        return Ok(None);
    };
    let from = PartialDate::from(today);
    let mut filters = vec![Filter::Between(
        ReceptionDay::HELD_ON.into(),
        Some(Value::Date(from)),
        None,
    )];
    if let Some(station) = station.map(str::trim).filter(|it| !it.is_empty()) {
        let station = find(app, STATION, station)?;
        filters.push(Filter::Has(ReceptionDay::STATION.into(), Item::Id(station)));
    }
    let query = ListQuery {
        filters,
        ..ListQuery::all()
    };
    let mut rows = app.ledger()?.read().list(DAY, &query)?.rows;
    let stage = |row: &Row| row.read(&kind, ReceptionDay::STATE);
    rows.retain(|row| !stage(row).is_some_and(DayStage::is_called_off));
    let day_of = |row: &Row| {
        row.read(&kind, ReceptionDay::HELD_ON)
            .map(|it| it.first_day())
    };
    rows.retain(|row| day_of(row).is_some_and(|it| it >= today));
    Ok(rows.into_iter().min_by_key(day_of))
}

/// A reception day by id or date.
pub(crate) fn day(app: &mut App, written: &str) -> Result<Row, UserError> {
    let _ = find(app, DAY, written)?;
    live(app, DAY, written)
}
