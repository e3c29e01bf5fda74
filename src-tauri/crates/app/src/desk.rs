//! The home page and what is set for this PC.

use chrono::{Days, NaiveDate};

use domain::reception::DAY;
use domain::record::Value;

use crate::books::coming::coming;
use crate::due;
use crate::importing::COLUMNS_MATCHED;
use crate::outside;
use crate::records::histories::operation_lines;
use crate::session::{App, COPIED, LAST_USER, LOCK_AFTER};
use crate::upkeep::security::CARD_KEPT;
use crate::wire::{
    DueItem, ErrorCode, HomeView, Look, Nothing, Preferences, PutOff, ReceptionAhead, SetLock,
    SetPreference, UserError,
};
use store::ledger::OperationQuery;

/// So many of the newest operations stand on the home page.
const RECENT: u32 = 8;

/// Days before a reception day on which its papers are offered.
const PAPERS_AHEAD: i64 = 7;

/// Longest name of a preference, in bytes.
const LONGEST_NAME: usize = 200;

/// Longest value of a preference, in bytes.
const LONGEST_VALUE: usize = 64 << 10;

/// Text sizes offered, in pixels.
const TEXT_SIZES: [u32; 3] = [16, 18, 22];

pub(crate) fn home(app: &mut App, _: Nothing) -> Result<HomeView, UserError> {
    let (put_off, due): (Vec<DueItem>, Vec<DueItem>) = due::due(app, Nothing {})?
        .items
        .into_iter()
        .partition(|it| it.due.is_none() && !it.later.is_empty());
    let query = OperationQuery {
        limit: RECENT,
        ..OperationQuery::default()
    };
    let recent = operation_lines(app, &query)?.operations;
    Ok(HomeView {
        due,
        put_off,
        reception: reception_ahead(app)?,
        recent,
    })
}

/// The next reception day, once it is near enough for its papers to be printed.
fn reception_ahead(app: &mut App) -> Result<Option<ReceptionAhead>, UserError> {
    let Some(row) = coming(app, None)? else {
        return Ok(None);
    };
    let kind = app.ledger()?.registry().get(DAY).cloned();
    let day = kind
        .as_ref()
        .and_then(|kind| row.get(kind, "held_on"))
        .and_then(Value::as_date)
        .map(|it| it.first_day());
    let today = app.today();
    Ok(day
        .map(|day| ReceptionAhead {
            id: row.id.to_string(),
            day: day.to_string(),
            days: (day - today).num_days(),
        })
        .filter(|it| it.days <= PAPERS_AHEAD))
}

pub(crate) fn put_off(app: &mut App, request: PutOff) -> Result<Nothing, UserError> {
    let until: Option<NaiveDate> = app
        .today()
        .checked_add_days(Days::new(u64::from(request.days)));
    let until = until.map(|it| it.to_string());
    let name = format!("{}{}", due::LATER, request.later);
    keep(app, &name, until.as_deref())
}

pub(crate) fn preferences(app: &mut App, _: Nothing) -> Result<Preferences, UserError> {
    Ok(Preferences {
        values: app.ledger()?.all_remembered()?,
    })
}

pub(crate) fn set_preference(app: &mut App, request: SetPreference) -> Result<Nothing, UserError> {
    let name = request.name.as_str();
    if OWN.contains(&name) || name.starts_with(COLUMNS_MATCHED) {
        return Err(UserError::new(
            ErrorCode::BadRequest,
            format!("“{name}”由程序自己记，不能这样改"),
            "锁屏时间请在“设置—安全”里改",
        ));
    }
    keep(app, name, request.value.as_deref())
}

/// What the program keeps under names of its own: no page's preference, and some of it guards the
/// store.
const OWN: [&str; 6] = [
    LOCK_AFTER,
    LAST_USER,
    COPIED,
    CARD_KEPT,
    outside::PLACES,
    outside::STALE,
];

pub(crate) fn set_lock(app: &mut App, request: SetLock) -> Result<Nothing, UserError> {
    app.ledger()?
        .remember(LOCK_AFTER, Some(&request.minutes.to_string()))?;
    Ok(Nothing {})
}

fn keep(app: &mut App, name: &str, value: Option<&str>) -> Result<Nothing, UserError> {
    let too_long = name.len() > LONGEST_NAME || value.is_some_and(|it| it.len() > LONGEST_VALUE);
    if name.trim().is_empty() || too_long {
        return Err(UserError::new(
            ErrorCode::BadRequest,
            "这项设置记不下来：名称是空的，或内容太长",
            "",
        ));
    }
    app.ledger()?.remember(name, value)?;
    Ok(Nothing {})
}

pub(crate) fn set_look(app: &mut App, request: Look) -> Result<Look, UserError> {
    let text = TEXT_SIZES
        .into_iter()
        .min_by_key(|size| size.abs_diff(request.text))
        .unwrap_or(request.text);
    let look = Look { text, ..request };
    app.set_look(look)?;
    Ok(look)
}
