//! The records that a figure counts, and the register's list where its filters can say the same.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use domain::figures::{
    About, Bucket, Count, Dimension, Fact, Indicator, Narrow, On, Reckoned, sources,
};
use domain::matter::Matter;
use domain::opinion::Opinion;
use domain::reception::{VISITOR, Visitor};
use domain::record::{Item, RecordId, RecordType};
use domain::roster::{DEPUTY, Deputy};
use store::query::{Filter, ListQuery};

use crate::faults::not_found;
use crate::figures::Scope;
use crate::figures::breakdown::dimension;
use crate::figures::commands::asked;
use crate::figures::gathering::gather;
use crate::naming::NameBook;
use crate::session::App;
use crate::wire::{
    ColumnFilter, ErrorCode, FigureList, FigureRecord, FigureRecords, FigureRecordsRequest,
    FilterHow, UserError,
};

/// So many records are answered at a time unless the request says less.
const MOST: usize = 200;

/// Fields that tell a person what a record is about, besides its name.
const TELLING: [&str; 5] = [
    Opinion::TITLE.key(),
    Opinion::CONTENT.key(),
    "theme",
    Opinion::SORT.key(),
    Deputy::POST.key(),
];
/// Fields that say how far it came.
const STATES: [&str; 4] = [
    Matter::STATE.key(),
    Matter::RESULT.key(),
    Matter::SATISFACTION.key(),
    Deputy::STATUS.key(),
];

pub(crate) fn figure_records(
    app: &mut App,
    request: FigureRecordsRequest,
) -> Result<FigureRecords, UserError> {
    let scope = Scope::of(app, &request.scope)?;
    let indicator = asked(&scope)
        .into_iter()
        .find(|it| it.key == request.key)
        .ok_or_else(|| not_found("统计项", &request.key, "请照统计报告里的统计项选"))?;
    let count = match (request.bottom, indicator.bottom) {
        (false, _) => indicator.top,
        (true, Some(bottom)) => bottom,
        (true, None) => {
            return Err(UserError::new(
                ErrorCode::BadRequest,
                format!("“{}”没有分母", indicator.title),
                "请看分子",
            ));
        }
    };
    let line = match request.dimension.as_deref().filter(|it| !it.is_empty()) {
        None => None,
        Some(key) => {
            let line = request.line.as_deref().unwrap_or_default();
            let bucket =
                Bucket::parse(line).ok_or_else(|| not_found("分项", line, "请刷新统计表后再点"))?;
            Some((dimension(key)?, bucket))
        }
    };
    let found = behind(app, &scope, indicator.about, &count, line.as_ref())?;
    let amount = found.iter().map(|(_, _, weight)| weight).sum();
    let total = u32::try_from(found.len()).unwrap_or(u32::MAX);
    let most = request.limit.map_or(MOST, |it| it as usize).min(MOST);
    let page: Vec<_> = found
        .into_iter()
        .skip(request.offset as usize)
        .take(most)
        .collect();
    Ok(FigureRecords {
        title: indicator.title.trim_start_matches("其中：").into(),
        words: count.words.into(),
        unit: match indicator.unit {
            domain::figures::Unit::Count(word) => word.into(),
            _ => String::new(),
        },
        basis: indicator.basis.into(),
        amount,
        total,
        lists: if line.is_none() {
            lists(app, &scope, indicator.about, &count)?
        } else {
            Vec::new()
        },
        rows: told(app, page)?,
    })
}

/// Record type and record of everything that counts in the numerator of a figure.
pub(super) fn behind_key(
    app: &mut App,
    scope: &Scope,
    key: &str,
) -> Result<Vec<(&'static str, RecordId)>, UserError> {
    let Some(it) = asked(scope).into_iter().find(|it| it.key == key) else {
        return Ok(Vec::new());
    };
    let found = behind(app, scope, it.about, &it.top, None)?;
    Ok(found.into_iter().map(|(kind, id, _)| (kind, id)).collect())
}

/// A figure with the records behind it, each by its type.
pub(crate) struct Behind {
    pub(crate) indicator: Indicator,
    /// 分子, or what is counted.
    pub(crate) top: Vec<(&'static str, RecordId)>,
    /// 分母; `None` for plain counts.
    pub(crate) bottom: Option<Vec<(&'static str, RecordId)>>,
}

/// The records behind every figure of a scope, gathered in one go.
pub(crate) fn behind_all(app: &mut App, scope: &Scope) -> Result<Vec<Behind>, UserError> {
    let on = On { day: app.today() };
    let asked = asked(scope);
    type Counted = BTreeSet<(&'static str, RecordId)>;
    let mut counted: Vec<(Counted, Counted)> = vec![Default::default(); asked.len()];
    let take = |count: &Count, fact: &Fact, into: &mut Counted| {
        let Some(it) = Reckoned::of(count, fact, &on, None) else {
            return;
        };
        if it.amount != 0 {
            into.insert((fact.kind, fact.id));
        }
        let people = it.people.iter().filter_map(|it| match it {
            Item::Id(id) => Some((DEPUTY, *id)),
            Item::Text(_) => None,
        });
        into.extend(people);
    };
    gather(
        app,
        scope,
        |about| asked.iter().any(|it| it.about == about),
        |fact| {
            for (it, (top, bottom)) in asked.iter().zip(&mut counted) {
                if it.about == fact.about() {
                    take(&it.top, fact, top);
                    if let Some(count) = &it.bottom {
                        take(count, fact, bottom);
                    }
                }
            }
        },
    )?;
    Ok(asked
        .into_iter()
        .zip(counted)
        .map(|(indicator, (top, bottom))| Behind {
            top: top.into_iter().collect(),
            bottom: indicator.bottom.map(|_| bottom.into_iter().collect()),
            indicator,
        })
        .collect())
}

type Found = (&'static str, RecordId, i64);

/// Record type, record and weight of everything that counts, newest first.
fn behind(
    app: &mut App,
    scope: &Scope,
    about: About,
    count: &Count,
    line: Option<&(Dimension, Bucket)>,
) -> Result<Vec<Found>, UserError> {
    let on = On { day: app.today() };
    let mut dates = HashMap::new();
    let mut weights: HashMap<(&'static str, RecordId), i64> = HashMap::new();
    let mut people: HashMap<RecordId, i64> = HashMap::new();
    gather(
        app,
        scope,
        |it| it == about,
        |fact| {
            let within = match line {
                None => None,
                Some((dimension, bucket)) => {
                    if !dimension.buckets(fact).contains(bucket) {
                        return;
                    }
                    Some((*dimension, bucket))
                }
            };
            let Some(it) = Reckoned::of(count, fact, &on, within) else {
                return;
            };
            if it.amount != 0 {
                *weights.entry((fact.kind, fact.id)).or_default() += it.amount;
                dates.insert(fact.id, fact.on);
            }
            for item in it.people {
                if let Item::Id(id) = item {
                    people.insert(id, 1);
                }
            }
        },
    )?;
    let mut found: Vec<Found> = weights
        .into_iter()
        .map(|((kind, id), weight)| (kind, id, weight))
        .chain(people.into_iter().map(|(id, weight)| (DEPUTY, id, weight)))
        .collect();
    let day = |id: &RecordId| dates.get(id).copied().flatten();
    found.sort_by(|a, b| (day(&b.1), a.1).cmp(&(day(&a.1), b.1)));
    Ok(found)
}

/// The records as people know them.
fn told(app: &mut App, page: Vec<Found>) -> Result<Vec<FigureRecord>, UserError> {
    let ledger = app.ledger()?;
    let reader = ledger.read();
    let book = NameBook::new(ledger.read());
    let mut rows = Vec::with_capacity(page.len());
    let mut by_kind: HashMap<&str, Vec<RecordId>> = HashMap::new();
    for (kind, id, _) in &page {
        by_kind.entry(kind).or_default().push(*id);
    }
    let mut known: HashMap<RecordId, FigureRecord> = HashMap::new();
    for (key, ids) in by_kind {
        let Some(kind) = ledger.registry().get(key).cloned() else {
            continue;
        };
        let query = ListQuery {
            filters: vec![Filter::Records(ids)],
            ..ListQuery::all()
        };
        reader.for_each(key, &query, |row| {
            let shown = |keys: &[&str]| {
                keys.iter()
                    .filter_map(|key| kind.field(key).filter(|it| it.has_column()))
                    .map(|field| book.shown(field, row.get(&kind, field.key.as_str())))
                    .find(|it| !it.is_empty())
                    .unwrap_or_default()
            };
            let name = kind
                .field(kind.name_field.as_str())
                .map_or_else(String::new, |field| {
                    book.shown(field, row.get(&kind, field.key.as_str()))
                });
            let telling = shown(&TELLING);
            let dates: Vec<&str> = kind.dates().map(|it| it.key.as_str()).collect();
            let on = shown(&dates);
            let title = if name == on { String::new() } else { name };
            known.insert(
                row.id,
                FigureRecord {
                    register: kind.register_key().to_owned(),
                    register_title: kind.title.clone(),
                    id: row.id.to_string(),
                    telling: if telling == title {
                        String::new()
                    } else {
                        telling
                    },
                    title,
                    on,
                    station: shown(&[Visitor::STATION.key()]),
                    state: shown(&STATES),
                    weight: 0,
                },
            );
            Ok(())
        })?;
    }
    for (_, id, weight) in page {
        if let Some(row) = known.remove(&id) {
            rows.push(FigureRecord { weight, ..row });
        }
    }
    Ok(rows)
}

/// The lists that show the very same records.
fn lists(
    app: &mut App,
    scope: &Scope,
    about: About,
    count: &Count,
) -> Result<Vec<FigureList>, UserError> {
    let Some(narrow) = count.list else {
        return Ok(Vec::new());
    };
    let ledger = app.ledger()?;
    let visits = (about == About::Visits).then_some((
        VISITOR,
        Some(Visitor::RECEIVED_ON.key()),
        Some(Visitor::STATION.key()),
    ));
    let sources = sources();
    let kinds = sources
        .iter()
        .filter(|it| it.about == about)
        .filter(|it| scope.matters.is_none_or(|only| only == it.kind))
        .map(|it| (it.kind, it.date, it.station))
        .chain(visits);
    let mut lists = Vec::new();
    for (kind, date, station) in kinds {
        let Some(kind) = ledger.registry().get(kind) else {
            continue;
        };
        let (Some(register), Some(mut filters)) =
            (&kind.register, column_filters(scope, date, station))
        else {
            continue;
        };
        filters.extend(narrow.iter().map(|it| narrowed(kind, *it)));
        lists.push(FigureList {
            register: register.key.clone(),
            title: register.title.clone(),
            filters,
        });
    }
    Ok(lists)
}

fn narrowed(kind: &Arc<RecordType>, narrow: Narrow) -> ColumnFilter {
    let label = |key: &str| {
        kind.field(key)
            .map_or_else(|| key.to_owned(), |it| it.key.to_string())
    };
    match narrow {
        Narrow::Filled(field) => ColumnFilter {
            field: label(field),
            how: FilterHow::Filled,
            values: Vec::new(),
        },
        Narrow::OneOf(field, words) => ColumnFilter {
            field: label(field),
            how: FilterHow::AnyOf,
            values: words.iter().map(|it| (*it).to_owned()).collect(),
        },
    }
}

/// Period and station as the filters of a list; `None` where the register has no station and one is
/// asked for.
fn column_filters(
    scope: &Scope,
    date: Option<&str>,
    station: Option<&str>,
) -> Option<Vec<ColumnFilter>> {
    let mut filters = Vec::new();
    let day = |it: Option<chrono::NaiveDate>| it.map_or_else(String::new, |it| it.to_string());
    let period = scope.period;
    if let (Some(date), true) = (date, period.from.is_some() || period.to.is_some()) {
        filters.push(ColumnFilter {
            field: date.to_owned(),
            how: FilterHow::Between,
            values: vec![day(period.from), day(period.to)],
        });
    }
    if !scope.stations.is_empty() {
        let value = |item: &Item| match item {
            Item::Id(id) => id.to_string(),
            Item::Text(text) => text.clone(),
        };
        filters.push(ColumnFilter {
            field: station?.to_owned(),
            how: FilterHow::AnyOf,
            values: scope.stations.iter().map(value).collect(),
        });
    }
    Some(filters)
}
