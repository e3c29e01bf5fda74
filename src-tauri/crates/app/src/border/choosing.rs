//! What a person chose for a submission, frozen as parts.

use domain::border::{
    HANDDOWN, HANDDOWN_ITEM, HandDown, HandDownItem, HandDownSort, ItemSort, PARTNER, RECEIVED,
    SUBMISSION, Standing, Submission,
};
use domain::office::{DEVICE, USER};
use domain::record::{Field, RecordId, RecordType, Row, Shelf, Value};
use domain::suggestion::SUGGESTION;
use store::query::ListQuery;
use sync::{Part, Replaced};

use crate::border::content::{
    self, ANSWERS, Answered, Answers, FIGURES, Figure, Figures, TABLE, Table,
};
use crate::border::numbers::number;
use crate::border::partners::{self, Neighbour};
use crate::faults::not_found;
use crate::naming::NameBook;
use crate::records::registers::{date_field, kind_of};
use crate::session::App;
use crate::wire::{ChooseSubmission, ErrorCode, FigureRequest, FigureScope, UserError};

/// A submission before it has a number.
pub(super) struct Chosen {
    pub(super) to: Neighbour,
    pub(super) year: i32,
    pub(super) parts: Vec<Part>,
    pub(super) replaces: Option<Replaced>,
    /// Task packages that it answers.
    pub(super) answered: Vec<RecordId>,
}

pub(super) fn choose(app: &mut App, request: &ChooseSubmission) -> Result<Chosen, UserError> {
    let to = office_above(app, request.to.as_deref())?;
    let year = match request.year {
        Some(year) => year,
        None => chrono::Datelike::year(&app.today()),
    };
    let mut parts = Vec::new();
    let mut answered = Vec::new();
    for written in &request.what {
        match written.trim() {
            "" => {}
            "figures" | "统计数字" => parts.push(figures(app, year)?),
            "tasks" | "任务" => {
                for (id, part) in answers(app, year)? {
                    answered.push(id);
                    parts.push(part);
                }
            }
            name => parts.push(register(app, name, year, request.sensitive)?),
        }
    }
    if !request.suggestions.is_empty() {
        parts.push(passed_up(app, &request.suggestions, request.sensitive)?);
    }
    if parts.is_empty() {
        return Err(UserError::new(
            ErrorCode::Invalid,
            "没有选上报什么，或选的任务还没有填报",
            "可以选名册（roster）、数字（figures）、任务（tasks）和各本登记簿",
        ));
    }
    parts.sort_by(|one, other| one.name.cmp(&other.name));
    parts.dedup_by(|one, other| one.name == other.name);
    let replaces = match request.replaces.as_deref().map(str::trim) {
        None | Some("") => None,
        Some(number) => Some(earlier(app, number)?),
    };
    Ok(Chosen {
        to,
        year,
        parts,
        replaces,
        answered,
    })
}

fn office_above(app: &mut App, name: Option<&str>) -> Result<Neighbour, UserError> {
    let mut above = partners::all(app)?;
    above.retain(|it| it.standing == Some(Standing::Above) && it.card.is_some());
    if let Some(name) = name.map(str::trim).filter(|it| !it.is_empty()) {
        above.retain(|it| it.name == name || it.area == name);
    }
    match (above.len(), above.pop()) {
        (1, Some(one)) => Ok(one),
        (0, _) => Err(UserError::new(
            ErrorCode::Precondition,
            "还没有收下上级单位的收件卡，不知道上报给谁",
            "请向县人大要收件卡（.rdk），在“上报”里收下，在电话里核对识别码",
        )),
        _ => Err(UserError::new(
            ErrorCode::Precondition,
            "上级单位不止一个，没有写上报给哪一个",
            "请选收件单位（命令行加 --to 单位名称）",
        )),
    }
}

fn figures(app: &mut App, year: i32) -> Result<Part, UserError> {
    let (from, to) = (format!("{year:04}-01-01"), format!("{year:04}-12-31"));
    let request = FigureRequest {
        scope: FigureScope {
            from: Some(from.clone()),
            to: Some(to.clone()),
            ..FigureScope::default()
        },
        compare: false,
    };
    let lines = crate::figures::figures(app, request)?.figures;
    let figures = lines.into_iter().map(|it| Figure {
        key: it.key,
        title: it.title,
        unit: it.unit,
        top: it.numerator,
        bottom: it.denominator,
    });
    content::part(
        FIGURES,
        &Figures {
            from,
            to,
            figures: figures.collect(),
        },
    )
}

/// A register, as far as its records belong to the year; all of it where it belongs to none.
fn register(app: &mut App, name: &str, year: i32, sensitive: bool) -> Result<Part, UserError> {
    let kind = register_named(app, name)?;
    let mut rows = app
        .ledger()?
        .read()
        .list(kind.key.as_str(), &ListQuery::all())?
        .rows;
    if let Some(key) = date_field(&kind) {
        rows.retain(|row| {
            let on = row.get(&kind, key.as_str()).and_then(Value::as_date);
            on.is_some_and(|it| it.year_part() == year)
        });
    }
    let (key, title) = match &kind.register {
        Some(it) => (it.key.clone(), it.title.clone()),
        None => (kind.key.to_string(), kind.title.clone()),
    };
    table(app, &kind, &rows, (&key, &title), sensitive)
}

fn register_named(app: &mut App, name: &str) -> Result<std::sync::Arc<RecordType>, UserError> {
    let name = match name {
        "名册" => "roster",
        name => name,
    };
    let own = [PARTNER, SUBMISSION, RECEIVED, HANDDOWN, USER, DEVICE];
    let sent = |it: &RecordType| {
        let shelf = it.register.as_ref().map(|it| it.shelf);
        shelf.is_some_and(|it| it != Shelf::Settings) && !own.contains(&it.key.as_str())
    };
    let registry = app.ledger()?.registry();
    let found = registry.register(name).cloned().or_else(|| {
        let titled = |it: &&std::sync::Arc<RecordType>| {
            it.title == name || it.register.as_ref().is_some_and(|it| it.title == name)
        };
        registry.iter().find(titled).cloned()
    });
    found
        .filter(|it| sent(it))
        .ok_or_else(|| not_found("可以上报的登记簿", name, "可用的登记簿见“registers”"))
}

fn table(
    app: &mut App,
    kind: &RecordType,
    rows: &[Row],
    (key, title): (&str, &str),
    sensitive: bool,
) -> Result<Part, UserError> {
    let today = app.today();
    let ledger = app.ledger()?;
    let book = NameBook::new(ledger.read()).on(today)?;
    let (mut shown, mut left_out): (Vec<&Field>, Vec<&Field>) = (Vec::new(), Vec::new());
    for field in kind.fields.iter().filter(|it| !it.hidden) {
        match field.lies_aside() && !sensitive {
            true => left_out.push(field),
            false => shown.push(field),
        }
    }
    let mut cells = Vec::with_capacity(rows.len());
    for row in rows {
        let mut values = book.values(kind, row)?;
        let row = shown.iter().map(|it| values.remove(it.key.as_str()));
        cells.push(row.map(Option::unwrap_or_default).collect());
    }
    let labels = |fields: &[&Field]| fields.iter().map(|it| it.label.clone()).collect();
    content::part(
        &format!("{TABLE}{key}"),
        &Table {
            register: key.to_owned(),
            title: title.to_owned(),
            columns: labels(&shown),
            rows: cells,
            left_out: labels(&left_out),
        },
    )
}

/// Suggestions that are passed up, one by one.
fn passed_up(app: &mut App, chosen: &[String], sensitive: bool) -> Result<Part, UserError> {
    let kind = kind_of(app, SUGGESTION)?;
    let all = app
        .ledger()?
        .read()
        .list(SUGGESTION, &ListQuery::all())?
        .rows;
    let mut rows = Vec::new();
    for written in chosen {
        let written = written.trim();
        let found = all
            .iter()
            .find(|row| row.id.to_string() == written || kind.name_of(row) == written);
        let row =
            found.ok_or_else(|| not_found("代表建议", written, "请写它的编号（id）或标题"))?;
        rows.push(row.clone());
    }
    table(
        app,
        &kind,
        &rows,
        ("passed-up", "转报的代表建议"),
        sensitive,
    )
}

/// What was filled in of the task packages of a year.
fn answers(app: &mut App, year: i32) -> Result<Vec<(RecordId, Part)>, UserError> {
    let kind = kind_of(app, HANDDOWN)?;
    let items = kind_of(app, HANDDOWN_ITEM)?;
    let rows = app.ledger()?.read().list(HANDDOWN, &ListQuery::all())?.rows;
    let mut parts = Vec::new();
    for row in rows {
        let tasks = row.read(&kind, HandDown::SORT) == Some(HandDownSort::Tasks)
            && row.link(&kind, HandDown::PARTNER).is_some()
            && row.read(&kind, HandDown::YEAR) == Some(year.into());
        let Some(hash) = row.read(&kind, HandDown::HASH).filter(|_| tasks) else {
            continue;
        };
        let mut filled = Vec::new();
        let mut children = app.ledger()?.read().children(&items, row.id)?;
        children.retain(Row::is_live);
        children.sort_by_key(|it| it.read(&items, HandDownItem::TURN));
        for item in &children {
            let value = item.read(&items, HandDownItem::VALUE).unwrap_or_default();
            let sort = item
                .read(&items, HandDownItem::SORT)
                .unwrap_or(ItemSort::Words);
            if sort == ItemSort::Number && !value.is_empty() && number(value).is_none() {
                return Err(UserError::new(
                    ErrorCode::Invalid,
                    format!(
                        "“{}”的“{}”要填数字，现在是“{value}”",
                        kind.name_of(&row),
                        items.name_of(item)
                    ),
                    "请改成数字，如 12",
                ));
            }
            filled.push(Answered {
                title: items.name_of(item),
                sort: sort.word().into(),
                unit: item
                    .read(&items, HandDownItem::UNIT)
                    .unwrap_or_default()
                    .into(),
                value: value.into(),
            });
        }
        if filled.iter().all(|it| it.value.is_empty()) {
            continue;
        }
        let part = content::part(
            &format!("{ANSWERS}{}", hash.get(..16).unwrap_or(hash)),
            &Answers {
                handdown: hash.into(),
                title: kind.name_of(&row),
                items: filled,
            },
        )?;
        parts.push((row.id, part));
    }
    Ok(parts)
}

/// The submission made here that a correction stands in place of.
fn earlier(app: &mut App, number: &str) -> Result<Replaced, UserError> {
    let kind = kind_of(app, SUBMISSION)?;
    let rows = app
        .ledger()?
        .read()
        .list(SUBMISSION, &ListQuery::all())?
        .rows;
    let found = rows
        .iter()
        .find(|row| row.id.to_string() == number || kind.name_of(row) == number);
    let hash = found
        .and_then(|row| row.read(&kind, Submission::HASH))
        .and_then(|it| hex::decode(it).ok())
        .and_then(|it| <[u8; 32]>::try_from(it).ok());
    match found.zip(hash) {
        Some((row, hash)) => Ok(Replaced {
            number: kind.name_of(row),
            hash,
        }),
        None => Err(not_found(
            "上报件",
            number,
            "更正哪一份，写它的编号，如 柳河镇〔2026〕上报第2号",
        )),
    }
}
