//! What townships sent, added up: numerators and denominators, never rates.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::border::{
    HANDDOWN, HANDDOWN_ITEM, HandDown, HandDownItem, ItemSort, RECEIVED, Received, SENT_ANSWER,
    SENT_FIGURE, SUBMISSION, SentAnswer, SentFigure, Standing, SubmissionState,
};
use domain::figures::{Cell, Unit};
use domain::record::{Column, RecordId, RecordType, Row, Text};
use store::query::ListQuery;

use crate::border::numbers::{number, written};
use crate::border::partners::{self, Neighbour};
use crate::border::{content, finding};
use crate::faults::not_found;
use crate::records::registers::kind_of;
use crate::session::App;
use crate::wire::{
    HandDownSums, OfHandDown, OfSentPart, OfSentYear, SentRows, SubmissionSums, SummedFigure,
    SummedItem, TownshipAnswered, TownshipSent, UserError,
};

/// The submissions that count: neither sent back, nor corrected by one that was not sent back.
fn counting(app: &mut App) -> Result<Vec<Row>, UserError> {
    let kind = kind_of(app, RECEIVED)?;
    let mut rows = app.ledger()?.read().list(RECEIVED, &ListQuery::all())?.rows;
    rows.retain(|row| row.read(&kind, Received::STATE) != Some(SubmissionState::Returned));
    let replaced: BTreeSet<(Option<RecordId>, String)> = rows
        .iter()
        .filter_map(|row| {
            let hash = row.read(&kind, Received::REPLACED_HASH)?.to_owned();
            Some((row.link(&kind, Received::PARTNER), hash))
        })
        .collect();
    rows.retain(|row| {
        let hash = row.read(&kind, Received::HASH).unwrap_or_default();
        !replaced.contains(&(row.link(&kind, Received::PARTNER), hash.to_owned()))
    });
    Ok(rows)
}

/// The names of townships that are expected to send and are not among these.
fn missing(neighbours: &[Neighbour], sent: &BTreeSet<RecordId>) -> Vec<String> {
    neighbours
        .iter()
        .filter(|it| it.standing != Some(Standing::Above) && it.expected && !sent.contains(&it.id))
        .map(|it| it.name.clone())
        .collect()
}

fn value(unit: &str, top: i64, bottom: Option<i64>) -> Option<f64> {
    let unit = match (unit, bottom) {
        ("%", _) => Unit::Percent,
        (_, Some(_)) => Unit::Days,
        (_, None) => Unit::Count(""),
    };
    Cell { top, bottom }.value(unit)
}

fn figure(kind: &RecordType, row: &Row) -> SummedFigure {
    let text =
        |column: Column<Text>| -> String { row.read(kind, column).unwrap_or_default().to_owned() };
    let (unit, top) = (
        text(SentFigure::UNIT),
        row.read(kind, SentFigure::TOP).unwrap_or_default(),
    );
    let bottom = row.read(kind, SentFigure::BOTTOM);
    SummedFigure {
        key: text(SentFigure::KEY),
        title: text(SentFigure::TITLE),
        value: value(&unit, top, bottom),
        numerator: top,
        denominator: bottom,
        unit,
    }
}

pub(crate) fn submission_totals(
    app: &mut App,
    request: OfSentYear,
) -> Result<SubmissionSums, UserError> {
    let year = match request.year {
        Some(year) => year,
        None => chrono::Datelike::year(&app.today()),
    };
    let kind = kind_of(app, RECEIVED)?;
    let figures = kind_of(app, SENT_FIGURE)?;
    let neighbours = partners::all(app)?;
    let names: HashMap<RecordId, &Neighbour> = neighbours.iter().map(|it| (it.id, it)).collect();
    // Of several that count the newest one with figures stands for the township.
    let mut newest: BTreeMap<RecordId, (bool, i64, Row, Vec<SummedFigure>)> = BTreeMap::new();
    for row in counting(app)? {
        if row.read(&kind, Received::YEAR) != Some(year.into()) {
            continue;
        }
        let Some(partner) = row.link(&kind, Received::PARTNER) else {
            continue;
        };
        let mut sent = app.ledger()?.read().children(&figures, row.id)?;
        sent.retain(Row::is_live);
        sent.sort_by_key(|it| it.read(&figures, SentFigure::TURN));
        let sent: Vec<SummedFigure> = sent.iter().map(|it| figure(&figures, it)).collect();
        let rank = (
            !sent.is_empty(),
            row.read(&kind, Received::SERIAL).unwrap_or_default(),
        );
        let stands = newest.get(&partner).map(|it| (it.0, it.1));
        if stands.is_none_or(|it| it < rank) {
            newest.insert(partner, (rank.0, rank.1, row, sent));
        }
    }
    let mut sums: Vec<SummedFigure> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut rows = Vec::new();
    for (partner, (_, _, row, sent)) in &newest {
        for it in sent {
            let at = *places.entry(it.key.clone()).or_insert_with(|| {
                sums.push(SummedFigure {
                    numerator: 0,
                    denominator: it.denominator.map(|_| 0),
                    value: None,
                    ..it.clone()
                });
                sums.len() - 1
            });
            if let Some(sum) = sums.get_mut(at) {
                sum.numerator = sum.numerator.saturating_add(it.numerator);
                if let Some(bottom) = it.denominator {
                    let so_far = sum.denominator.unwrap_or(0);
                    sum.denominator = Some(so_far.saturating_add(bottom));
                }
            }
        }
        let whose = names.get(partner);
        let on = row.read(&kind, Received::RECEIVED_ON);
        rows.push(TownshipSent {
            township: whose.map(|it| it.name.clone()).unwrap_or_default(),
            area: whose.map(|it| it.area.clone()).unwrap_or_default(),
            id: row.id.to_string(),
            number: kind.name_of(row),
            received: on.map(|it| it.to_string()).unwrap_or_default(),
            figures: sent.clone(),
        });
    }
    for sum in &mut sums {
        sum.value = value(&sum.unit, sum.numerator, sum.denominator);
    }
    rows.sort_by(|one, other| (&one.area, &one.township).cmp(&(&other.area, &other.township)));
    let sent: BTreeSet<RecordId> = newest.keys().copied().collect();
    Ok(SubmissionSums {
        year,
        figures: sums,
        rows,
        missing: missing(&neighbours, &sent),
    })
}

/// The rows of a submission as they were sent, however the books have changed since.
pub(crate) fn sent_rows(app: &mut App, request: OfSentPart) -> Result<SentRows, UserError> {
    let (received, made) = (kind_of(app, RECEIVED)?, kind_of(app, SUBMISSION)?);
    let found = match finding::named(app, &received, &request.id)? {
        Some(row) => Some((received.name_of(&row), row.id)),
        None => finding::named(app, &made, &request.id)?.map(|row| (made.name_of(&row), row.id)),
    };
    let (number, id) = found
        .ok_or_else(|| not_found("上报件", &request.id, "请写它的编号，见“submission list”"))?;
    let parts = finding::parts(app, id, &number)?;
    let wanted = request.part.as_deref().map(str::trim).unwrap_or_default();
    let described = content::described(&parts)?;
    let chosen = parts.iter().find(|it| {
        wanted.is_empty()
            || it.name == wanted
            || described
                .iter()
                .any(|said| said.name == it.name && said.title == wanted)
            || it.name.strip_prefix(content::TABLE) == Some(wanted)
    });
    let table = match chosen {
        Some(part) => content::shown(part)?,
        None => None,
    };
    let table = table.ok_or_else(|| {
        let names: Vec<&str> = described.iter().map(|it| it.name.as_str()).collect();
        not_found(
            "上报内容",
            wanted,
            &format!("这一份里有：{}", names.join("、")),
        )
    })?;
    Ok(SentRows {
        number,
        title: table.title,
        columns: table.columns,
        rows: table.rows,
        parts: described,
    })
}

/// What a township filled in: year and number of the submission, its record, the answers.
type Filled = ((i64, i64), Row, Vec<Row>);

pub(crate) fn handdown_totals(
    app: &mut App,
    request: OfHandDown,
) -> Result<HandDownSums, UserError> {
    let kind = kind_of(app, HANDDOWN)?;
    let items = kind_of(app, HANDDOWN_ITEM)?;
    let answers = kind_of(app, SENT_ANSWER)?;
    let received = kind_of(app, RECEIVED)?;
    let every = app.ledger()?.read().list(HANDDOWN, &ListQuery::all())?.rows;
    let asked = request.id.trim();
    let row = every.into_iter().find(|row| {
        row.id.to_string() == asked
            || kind.name_of(row) == asked
            || row.read(&kind, HandDown::NUMBER) == Some(asked)
    });
    let row = row.ok_or_else(|| not_found("下发件", asked, "请写它的编号或标题"))?;
    let hash = row
        .read(&kind, HandDown::HASH)
        .unwrap_or_default()
        .to_owned();
    let mut asked_items = app.ledger()?.read().children(&items, row.id)?;
    asked_items.retain(Row::is_live);
    asked_items.sort_by_key(|it| it.read(&items, HandDownItem::TURN));
    let neighbours = partners::all(app)?;
    let mut newest: BTreeMap<RecordId, Filled> = BTreeMap::new();
    for sent in counting(app)? {
        let Some(partner) = sent.link(&received, Received::PARTNER) else {
            continue;
        };
        let mut said = app.ledger()?.read().children(&answers, sent.id)?;
        said.retain(|it| it.is_live() && it.read(&answers, SentAnswer::HANDDOWN) == Some(&hash));
        let rank = (
            sent.read(&received, Received::YEAR).unwrap_or_default(),
            sent.read(&received, Received::SERIAL).unwrap_or_default(),
        );
        if !said.is_empty() && newest.get(&partner).is_none_or(|it| it.0 < rank) {
            newest.insert(partner, (rank, sent, said));
        }
    }
    let mut sums = Vec::new();
    let mut columns: Vec<Vec<String>> = Vec::new();
    for item in &asked_items {
        let title = items.name_of(item);
        let sort = item
            .read(&items, HandDownItem::SORT)
            .unwrap_or(ItemSort::Words);
        let values: Vec<String> = newest
            .values()
            .map(|(_, _, said)| {
                let it = said.iter().find(|it| answers.name_of(it) == title);
                let it = it.and_then(|it| it.read(&answers, SentAnswer::VALUE));
                it.unwrap_or_default().to_owned()
            })
            .collect();
        let sum = match sort {
            ItemSort::Number => written(values.iter().filter_map(|it| number(it)).sum()),
            ItemSort::Words => String::new(),
        };
        columns.push(values);
        sums.push(SummedItem {
            title,
            sort: sort.word().into(),
            unit: item
                .read(&items, HandDownItem::UNIT)
                .unwrap_or_default()
                .into(),
            sum,
        });
    }
    let name = |id: &RecordId| {
        let found = neighbours.iter().find(|it| it.id == *id);
        found.map(|it| it.name.clone()).unwrap_or_default()
    };
    let rows = newest
        .iter()
        .enumerate()
        .map(|(at, (partner, it))| TownshipAnswered {
            township: name(partner),
            id: it.1.id.to_string(),
            number: received.name_of(&it.1),
            values: columns
                .iter()
                .filter_map(|column| column.get(at).cloned())
                .collect(),
        });
    let due = row.read(&kind, HandDown::DUE_ON);
    Ok(HandDownSums {
        title: kind.name_of(&row),
        number: row.read(&kind, HandDown::NUMBER).unwrap_or_default().into(),
        due: due.map(|it| it.to_string()).unwrap_or_default(),
        items: sums,
        rows: rows.collect(),
        missing: missing(&neighbours, &newest.keys().copied().collect()),
    })
}
