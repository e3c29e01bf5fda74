//! A day's visitors at once, and a visitor in one line.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::reception::{DAY, DayStage, Known, Line, ReceptionDay, VISITOR, Visitor};
use domain::record::{Need, RecordType, Row, Value};
use domain::roster::{CONSTITUENCY, Constituency, Deputy, GROUP};
use store::query::{Filter, ListQuery};

use crate::books::roll::Roll;
use crate::books::{coming, days};
use crate::naming::NameBook;
use crate::records::{check_rows, save_rows};
use crate::session::App;
use crate::wire::{
    CellNote, ErrorCode, GridAnswer, GridRow, GridRows, LineProposal, ReadLine, SaveDay, UserError,
};

/// Days looked back for villages that visitors named.
const REMEMBERED_VISITORS: u32 = 2_000;

pub(crate) fn save_day(app: &mut App, request: SaveDay) -> Result<GridAnswer, UserError> {
    let (rows, shared) = merged(app, request)?;
    Ok(without_shared(save_rows(app, rows)?, &shared))
}

/// Looks over a day's visitors as `save_day` would take them; writes nothing.
pub(crate) fn check_day(app: &mut App, request: SaveDay) -> Result<GridAnswer, UserError> {
    let (rows, shared) = merged(app, request)?;
    Ok(without_shared(check_rows(app, rows)?, &shared))
}

/// What is taken from the day is understood; only faults in it are worth a word at each visitor.
fn without_shared(mut answer: GridAnswer, shared: &[String]) -> GridAnswer {
    for row in &mut answer.rows {
        row.cells
            .retain(|it| it.note != CellNote::Reworded || !shared.contains(&it.field));
    }
    answer
}

/// The rows with what is alike for all of them, and the keys of the latter.
fn merged(app: &mut App, request: SaveDay) -> Result<(GridRows, Vec<String>), UserError> {
    let kind = super::roll::kind(app, VISITOR)?;
    let mut shared: BTreeMap<String, String> = BTreeMap::new();
    if let Some(day) = request
        .day
        .as_deref()
        .map(str::trim)
        .filter(|it| !it.is_empty())
    {
        let day = coming::day(app, day)?;
        not_cancelled(app, &day)?;
        shared = taken_from(app, &kind, &day)?;
        // Where the day's arrangement names nobody, whoever enters the visitors keeps the record.
        if !shared.contains_key(Visitor::RECORDER.key()) {
            shared.insert(Visitor::RECORDER.key().into(), app.user_name()?);
        }
    }
    for (name, value) in request.shared {
        shared.insert(by_key(&kind, &name), value);
    }
    let rows = request
        .rows
        .into_iter()
        .map(|row| {
            let own: BTreeMap<String, String> = row
                .values
                .into_iter()
                .map(|(name, value)| (by_key(&kind, &name), value))
                .collect();
            let typed = own.values().any(|it| !it.trim().is_empty());
            // An untouched line of the grid stays empty; a corrected visitor keeps what stands.
            let values = if typed && row.id.is_none() {
                let mut values = shared.clone();
                values.extend(own.into_iter().filter(|(_, it)| !it.trim().is_empty()));
                values
            } else {
                own
            };
            GridRow {
                id: row.id,
                number: row.number,
                seen: row.seen,
                values,
            }
        })
        .collect();
    let rows = GridRows {
        register: kind
            .register
            .as_ref()
            .map_or_else(|| VISITOR.into(), |it| it.key.clone()),
        rows,
        keep_findings: request.keep_findings,
    };
    Ok((rows, shared.into_keys().collect()))
}

/// Nobody is received on a day that was called off.
fn not_cancelled(app: &mut App, day: &Row) -> Result<(), UserError> {
    let kind = super::roll::kind(app, DAY)?;
    let state = kind.workflow.as_ref().map(|it| it.state_of(&kind, day));
    if !state
        .and_then(DayStage::of_word)
        .is_some_and(DayStage::is_called_off)
    {
        return Ok(());
    }
    Err(UserError::new(
        ErrorCode::Precondition,
        format!("{}这一天的接待已经取消，没有登记", kind.name_of(day)),
        "照常接待了的，请先在接待日里“恢复”；改在别的日子的，请选那一天",
    ))
}

fn by_key(kind: &RecordType, name: &str) -> String {
    kind.field_named(name)
        .map_or_else(|| name.to_owned(), |it| it.key.to_string())
}

/// What visitors take from their reception day, as text of the form.
fn taken_from(
    app: &mut App,
    kind: &RecordType,
    day: &Row,
) -> Result<BTreeMap<String, String>, UserError> {
    let Some(inherits) = &kind.inherits else {
        return Ok(BTreeMap::new());
    };
    let day_kind = super::roll::kind(app, DAY)?;
    let mut values = BTreeMap::from([(inherits.from.to_string(), day.id.to_string())]);
    for (theirs, own) in &inherits.fields {
        let ids = domain::contact::ids_of(day.get(&day_kind, theirs.as_str()));
        let text = match day.get(&day_kind, theirs.as_str()) {
            Some(_) if !ids.is_empty() => {
                let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
                ids.join("、")
            }
            Some(value) => written_as(kind, own.as_str(), value),
            None => continue,
        };
        values.insert(own.to_string(), text);
    }
    for (own, value) in &inherits.fixed {
        values.insert(own.to_string(), written_as(kind, own.as_str(), value));
    }
    Ok(values)
}

/// A value as it is typed into the field `key` of `kind`.
fn written_as(kind: &RecordType, key: &str, value: &Value) -> String {
    kind.field(key).map_or_else(String::new, |field| {
        domain::record::show_in(&field.field_type, value, &|_| None)
    })
}

pub(crate) fn read_line(app: &mut App, request: ReadLine) -> Result<LineProposal, UserError> {
    let kind = super::roll::kind(app, VISITOR)?;
    let today = app.today();
    let places = known_places(app, &kind)?;
    let roll = Roll::call(app)?;
    let deputies: Vec<String> = roll.members.iter().map(|it| it.name.clone()).collect();
    let line = Line::read(
        &request.line,
        Known {
            today,
            places: &places,
            deputies: &deputies,
        },
    );
    let mut values: BTreeMap<String, String> = BTreeMap::new();
    let mut notes = Vec::new();
    let mut put = |key: &str, text: String| {
        if !text.is_empty() {
            values.insert(key.to_owned(), text);
        }
    };
    let on = line.day.unwrap_or(today);
    put(Visitor::RECEIVED_ON.key(), on.to_string());
    put(Visitor::CONTENT.key(), line.content.clone());
    put(
        Visitor::VILLAGE.key(),
        line.place.clone().unwrap_or_default(),
    );
    put(
        Visitor::VISITOR.key(),
        line.visitor.clone().unwrap_or_default(),
    );
    put(Visitor::SEX.key(), line.sex.unwrap_or_default().into());
    put(
        Visitor::ADDRESS.key(),
        line.address.clone().unwrap_or_default(),
    );
    put(Visitor::PHONE.key(), line.phone.clone().unwrap_or_default());
    put(
        Visitor::ID_NUMBER.key(),
        line.id_number.clone().unwrap_or_default(),
    );
    put(
        Visitor::HEADS.key(),
        line.heads.map(|it| it.to_string()).unwrap_or_default(),
    );
    put(
        Visitor::PEOPLE.key(),
        line.scope.clone().unwrap_or_default(),
    );
    put(Visitor::REMARK.key(), line.remarks.join("；"));
    if let Some(category) = line.category {
        put(Visitor::CATEGORY.key(), category.into());
        notes.push(format!("问题类别按内容里的用词定为“{category}”"));
    }
    put(Visitor::DEPUTIES.key(), line.deputies.join("、"));
    let day = day_on(app, on)?;
    let mut day_title = None;
    if let Some(day) = &day {
        let days = super::roll::kind(app, DAY)?;
        day_title = Some(days.name_of(day));
        for (key, text) in taken_from(app, &kind, day)? {
            values.entry(key).or_insert(text);
        }
        notes.push(format!("时间、地点、接待代表取自 {on} 的接待日"));
    } else if line.deputies.is_empty()
        && let Some(place) = &line.village
    {
        let names = deputies_of(app, place)?;
        if !names.is_empty() {
            notes.push(format!("接待代表是“{place}”所在选区的代表，请核对"));
            values.insert(Visitor::DEPUTIES.key().into(), names.join("、"));
        }
    }
    readable(app, &kind, &mut values)?;
    let empty = |need: Need| -> Vec<String> {
        let fields = kind.fields.iter().filter(|field| {
            !field.hidden && field.need == need && !values.contains_key(field.key.as_str())
        });
        fields.map(|field| field.label.clone()).collect()
    };
    Ok(LineProposal {
        missing: empty(Need::Blocking),
        later: empty(Need::Expected),
        asks: line.doubts.iter().map(ToString::to_string).collect(),
        dated: line.day.is_some(),
        values,
        day_title,
        notes,
    })
}

/// Ids become names again: a person reads the proposal.
fn readable(
    app: &mut App,
    kind: &RecordType,
    values: &mut BTreeMap<String, String>,
) -> Result<(), UserError> {
    let book = NameBook::new(app.ledger()?.read());
    for (key, text) in values.iter_mut() {
        let Some(field) = kind.field(key) else {
            continue;
        };
        if *key == Visitor::DAY.key() || field.field_type.refers_to().is_none() {
            continue;
        }
        let ids: Vec<domain::record::RecordId> = text
            .split('、')
            .filter_map(domain::record::RecordId::parse)
            .collect();
        if !ids.is_empty() {
            *text = book.shown(field, Some(&super::roll::refs(&ids)));
        }
    }
    Ok(())
}

/// The one reception day on a date; `None` where there are several stations' days.
fn day_on(app: &mut App, on: NaiveDate) -> Result<Option<Row>, UserError> {
    let Some(date) = days::exact(on) else {
        return Ok(None);
    };
    let query = ListQuery {
        filters: vec![Filter::Is(ReceptionDay::HELD_ON.into(), date)],
        ..ListQuery::all()
    };
    let mut rows = app.ledger()?.read().list(DAY, &query)?.rows;
    Ok(if rows.len() == 1 { rows.pop() } else { None })
}

/// Villages of the constituencies, and those that visitors came from.
fn known_places(app: &mut App, visitors: &RecordType) -> Result<Vec<String>, UserError> {
    let constituencies = super::roll::kind(app, CONSTITUENCY)?;
    let reader = app.ledger()?.read();
    let mut places: Vec<String> = Vec::new();
    for row in reader.list(CONSTITUENCY, &ListQuery::all())?.rows {
        let villages = row.read(&constituencies, Constituency::VILLAGES);
        places.extend(
            villages
                .unwrap_or_default()
                .split(['、', '，', ',', ' ', '；'])
                .map(str::to_owned),
        );
    }
    // Groups are called by their village: 前苇塘村代表小组.
    let groups = super::roll::kind(app, GROUP)?;
    let reader = app.ledger()?.read();
    for row in reader.list(GROUP, &ListQuery::all())?.rows {
        let name = groups.name_of(&row);
        let endings = &groups.name_endings;
        let bare = endings.iter().find_map(|it| name.strip_suffix(it.as_str()));
        places.extend(bare.filter(|it| !it.starts_with('第')).map(str::to_owned));
    }
    let recent = ListQuery {
        descending: true,
        limit: Some(REMEMBERED_VISITORS),
        ..ListQuery::all()
    };
    for row in reader.list(VISITOR, &recent)?.rows {
        places.extend(row.read(visitors, Visitor::VILLAGE).map(str::to_owned));
    }
    places.retain(|it| it.chars().count() >= 2);
    places.sort();
    places.dedup();
    Ok(places)
}

/// The deputies of the constituency in which a village lies.
fn deputies_of(app: &mut App, place: &str) -> Result<Vec<String>, UserError> {
    let constituencies = super::roll::kind(app, CONSTITUENCY)?;
    let deputies = super::roll::kind(app, domain::roster::DEPUTY)?;
    let reader = app.ledger()?.read();
    let short = place.trim_end_matches('村');
    let mut names = Vec::new();
    for row in reader.list(CONSTITUENCY, &ListQuery::all())?.rows {
        let villages = row
            .read(&constituencies, Constituency::VILLAGES)
            .unwrap_or_default();
        if !villages
            .split(['、', '，', ',', ' ', '；'])
            .any(|it| it.trim_end_matches('村') == short)
        {
            continue;
        }
        let of = Filter::Has(
            Deputy::CONSTITUENCY.into(),
            domain::record::Item::Id(row.id),
        );
        let query = ListQuery {
            filters: vec![of],
            ..ListQuery::all()
        };
        let found = reader.list(domain::roster::DEPUTY, &query)?.rows;
        names.extend(found.iter().map(|it| deputies.name_of(it)));
    }
    Ok(names)
}
