//! Figures by month, quarter, station, category, unit, deputy and channel.

use std::collections::BTreeSet;

use domain::figures::{Board, Bucket, Cell, Dimension, Indicator, On, Period};
use domain::opinion::{OPINION, Opinion};
use domain::reception::{VISITOR, Visitor};
use domain::record::{Item, RecordId};
use domain::roster::DEPUTY;
use domain::station::{STATION, UNIT};
use store::query::{ListQuery, Order};

use crate::faults::not_found;
use crate::figures::Scope;
use crate::figures::commands::asked;
use crate::figures::gathering::gather;
use crate::session::App;
use crate::wire::{
    Breakdown, BreakdownCell, BreakdownColumn, BreakdownRequest, BreakdownRow, UserError,
};

/// So many months of an open period stand in a breakdown.
const MOST_MONTHS: usize = 120;

pub(crate) fn breakdown(app: &mut App, request: BreakdownRequest) -> Result<Breakdown, UserError> {
    let scope = Scope::of(app, &request.scope)?;
    let dimension = dimension(&request.dimension)?;
    let columns = if request.rates {
        Dimension::RATES
    } else {
        dimension.columns()
    };
    let board = board(app, &scope, dimension, columns)?;
    let columns: Vec<Indicator> = board.indicators().to_vec();
    let rows = lines(app, &scope, dimension, &board)?
        .into_iter()
        .map(|(bucket, title)| BreakdownRow {
            key: bucket.key(),
            title,
            cells: cells(&columns, &board.line(&bucket)),
        })
        .collect();
    Ok(Breakdown {
        dimension: dimension.key().into(),
        title: dimension.word().into(),
        total: cells(&columns, &board.all()),
        columns: columns
            .iter()
            .map(|it| BreakdownColumn {
                key: it.key.into(),
                title: it.title.trim_start_matches("其中：").into(),
                unit: it.unit.word().into(),
                basis: it.basis.into(),
            })
            .collect(),
        rows,
    })
}

/// The dimension that a request names.
pub(super) fn dimension(key: &str) -> Result<Dimension, UserError> {
    Dimension::of_key(key).ok_or_else(|| {
        let all: Vec<&str> = Dimension::ALL.iter().map(|it| it.key()).collect();
        not_found("分项", key, &format!("可以写：{}", all.join("、")))
    })
}

fn board(
    app: &mut App,
    scope: &Scope,
    dimension: Dimension,
    columns: &[&str],
) -> Result<Board, UserError> {
    let all = asked(scope);
    let columns = columns
        .iter()
        .filter_map(|key| all.iter().find(|it| it.key == *key).copied())
        .collect();
    let mut board = Board::new(columns, On { day: app.today() }, Some(dimension));
    let wanted: Vec<_> = board.indicators().iter().map(|it| it.about).collect();
    gather(
        app,
        scope,
        |about| wanted.contains(&about),
        |fact| board.take(fact),
    )?;
    Ok(board)
}

fn cells(columns: &[Indicator], cells: &[Cell]) -> Vec<BreakdownCell> {
    columns
        .iter()
        .zip(cells)
        .map(|(it, cell)| BreakdownCell {
            value: cell.value(it.unit),
            numerator: cell.top,
            denominator: cell.bottom,
        })
        .collect()
}

/// The lines in the order of paper, those with nothing in them too; what is not filled in last.
fn lines(
    app: &mut App,
    scope: &Scope,
    dimension: Dimension,
    board: &Board,
) -> Result<Vec<(Bucket, String)>, UserError> {
    let mut lines = match dimension {
        Dimension::Month => months(scope.period, board, |year, month| (year, month), "月"),
        Dimension::Quarter => months(
            scope.period,
            board,
            |year, month| (year, (month - 1) / 3 + 1),
            "季度",
        ),
        Dimension::Category => words(app, &[(OPINION, Opinion::CATEGORY.key())])?,
        Dimension::Channel => words(
            app,
            &[
                (VISITOR, Visitor::WAY.key()),
                (OPINION, Opinion::SOURCE.key()),
            ],
        )?,
        Dimension::Station => records(app, STATION, &scope.stations)?,
        Dimension::Unit => records(app, UNIT, &[])?,
        Dimension::Deputy => records(app, DEPUTY, &[])?,
    };
    let mut unsaid = None;
    let known: BTreeSet<Bucket> = lines.iter().map(|(bucket, _)| bucket.clone()).collect();
    for bucket in board.lines() {
        if known.contains(&bucket) {
            continue;
        }
        let title = match &bucket {
            Bucket::Unsaid => {
                unsaid = Some((bucket, format!("未填{}", dimension.word())));
                continue;
            }
            Bucket::Word(word) | Bucket::Of(Item::Text(word)) => word.clone(),
            Bucket::Time(year, part) => format!("{year}年{part}"),
            Bucket::Of(Item::Id(id)) => name(app, dimension, *id)?,
        };
        lines.push((bucket, title));
    }
    lines.extend(unsaid);
    Ok(lines)
}

/// A record that is voided, or has not arrived.
fn name(app: &mut App, dimension: Dimension, id: RecordId) -> Result<String, UserError> {
    let kind = match dimension {
        Dimension::Station => STATION,
        Dimension::Unit => UNIT,
        _ => DEPUTY,
    };
    let found = app.ledger()?.read().name_of(kind, id)?;
    Ok(found.unwrap_or_else(|| "（登记不在本机）".into()))
}

/// Every month or quarter of the period; of an open one from the first to the last in which
/// something stands.
fn months(
    period: Period,
    board: &Board,
    part: impl Fn(i32, u32) -> (i32, u32),
    word: &str,
) -> Vec<(Bucket, String)> {
    let mut parts: Vec<(i32, u32)> = period
        .months(MOST_MONTHS)
        .into_iter()
        .map(|(year, month)| part(year, month))
        .collect();
    parts.extend(board.lines().iter().filter_map(|it| match it {
        Bucket::Time(year, part) => Some((*year, *part)),
        _ => None,
    }));
    if period.months(1).is_empty() {
        let last = if word == "月" { 12 } else { 4 };
        parts = between(&parts, last);
    }
    parts.sort_unstable();
    parts.dedup();
    let numeral = |it: u32| match (word, it) {
        ("季度", 1) => "第一".to_owned(),
        ("季度", 2) => "第二".to_owned(),
        ("季度", 3) => "第三".to_owned(),
        ("季度", _) => "第四".to_owned(),
        _ => it.to_string(),
    };
    parts
        .into_iter()
        .map(|(year, it)| {
            (
                Bucket::Time(year, it),
                format!("{year}年{}{word}", numeral(it)),
            )
        })
        .collect()
}

/// Every part from the first to the last, where a year has so many.
fn between(parts: &[(i32, u32)], last: u32) -> Vec<(i32, u32)> {
    let (Some(first), Some(end)) = (parts.iter().min(), parts.iter().max()) else {
        return Vec::new();
    };
    let next = |it: &(i32, u32)| {
        Some(if it.1 >= last {
            (it.0 + 1, 1)
        } else {
            (it.0, it.1 + 1)
        })
    };
    std::iter::successors(Some(*first), next)
        .take_while(|it| it <= end)
        .take(MOST_MONTHS)
        .collect()
}

/// The words that these fields choose from, each once.
fn words(app: &mut App, fields: &[(&str, &str)]) -> Result<Vec<(Bucket, String)>, UserError> {
    let ledger = app.ledger()?;
    let mut lines: Vec<(Bucket, String)> = Vec::new();
    for (kind, field) in fields {
        let Some(field) = ledger.registry().get(kind).and_then(|it| it.field(field)) else {
            continue;
        };
        for word in field.field_type.choices() {
            let bucket = Bucket::Word(word.clone());
            if !lines.iter().any(|(it, _)| *it == bucket) {
                lines.push((bucket, word));
            }
        }
    }
    Ok(lines)
}

/// Every live record of a kind by its name, or one of them.
fn records(app: &mut App, kind: &str, only: &[Item]) -> Result<Vec<(Bucket, String)>, UserError> {
    let ledger = app.ledger()?;
    let Some(definition) = ledger.registry().get(kind).cloned() else {
        return Ok(Vec::new());
    };
    let query = ListQuery {
        order: Order::Own,
        ..ListQuery::all()
    };
    let mut lines = Vec::new();
    ledger.read().for_each(kind, &query, |row| {
        let item = Item::Id(row.id);
        if only.is_empty() || only.contains(&item) {
            lines.push((Bucket::Of(item), definition.name_of(&row)));
        }
        Ok(())
    })?;
    Ok(lines)
}
