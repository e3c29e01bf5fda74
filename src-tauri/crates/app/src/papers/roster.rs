//! 册一 代表名册.

use std::collections::BTreeMap;

use domain::names::counted::in_count;
use domain::record::{Column, Item, RecordId, RecordType, Row, Text, Value};
use domain::roster::{CONSTITUENCY, Deputy, GROUP, Level};
use forms::{Closing, Info, Paper, Register, Section};
use store::ledger::Ledger;
use store::query::{ListQuery, Order};

use crate::naming::NameBook;
use crate::papers::columns::Wide::{Mm, Share};
use crate::papers::columns::{Content, Ruled, called, chosen, col, ruled};
use crate::papers::form_rows::DAY;
use crate::papers::heading::Heading;
use crate::papers::rows::{Dates, cells, paper_row};
use crate::wire::{ErrorCode, PrintRequest, UserError};

/// The roster's columns on A4 landscape.
pub(crate) const COLUMNS: &[Ruled] = &[
    col(Deputy::NAME, Mm(20.0)),
    col(Deputy::SEX, Mm(10.0)),
    col(Deputy::ETHNIC, Mm(15.0)),
    called(Deputy::BORN, "出生\n年月", Mm(21.0)),
    col(Deputy::AFFILIATION, Mm(20.0)),
    col(Deputy::EDUCATION, Mm(14.0)),
    col(Deputy::POST, Share(3.0)),
    col(Deputy::LEVEL, Mm(17.0)),
    col(Deputy::CONSTITUENCY, Share(1.2)),
    col(Deputy::GROUP, Share(1.2)),
    col(Deputy::PHONE, Mm(26.0)),
];

pub(crate) fn register(
    ledger: &Ledger,
    kind: &RecordType,
    request: &PrintRequest,
    query: &ListQuery,
    heading: &Heading,
) -> Result<Register, UserError> {
    let mut columns = chosen(kind, &request.columns, || ruled(kind, COLUMNS))?;
    if request.columns.is_empty() {
        // What stands over a section need not stand in each of its rows.
        let over = request.sections.as_deref().and_then(section_field);
        let at = over.and_then(|field| kind.position(field));
        columns.retain(|it| !matches!(it.content, Content::Field(field) if Some(field) == at));
    }
    let book = NameBook::new(ledger.read()).on(heading.today)?;
    let mut rows: Vec<Row> = Vec::new();
    ledger.read().for_each(kind.key.as_str(), query, |row| {
        rows.push(row);
        Ok(())
    })?;
    let sections = sections(
        ledger,
        kind,
        request.sections.as_deref(),
        rows.iter().collect(),
        &book,
    )?;
    let mut running = 0;
    let sections = sections
        .into_iter()
        .map(|(title, rows)| Section {
            title: title.map(|title| format!("{title}（{}人）", rows.len())),
            rows: rows
                .into_iter()
                .map(|row| {
                    running += 1;
                    let cells = cells(&book, kind, &columns, row, running, Dates::Dotted);
                    paper_row(cells, row)
                })
                .collect(),
            total: None,
        })
        .collect();
    let blank = request.blank;
    Ok(Register {
        title: if heading.is_delivered(ledger, kind) {
            heading.title("人大代表名册")
        } else {
            heading.title(&heading.book)
        },
        info: Info {
            left: format!("填报单位：{}", heading.office),
            middle: String::new(),
            right: match request.blank {
                true => DAY.into(),
                false => heading.today.format("%Y年%-m月%-d日").to_string(),
            },
        },
        paper: Paper::A4Landscape,
        columns: columns.into_iter().map(|it| it.column).collect(),
        sections: if blank { Vec::new() } else { sections },
        total: (!blank).then(|| total_line(kind, &rows)),
        closing: if blank {
            Closing::BlankRows(10)
        } else {
            Closing::None
        },
        signatures: vec!["填表人：".into(), "审核人：".into()],
        ..heading.register("册一 代表名册")
    })
}

/// 合计 with what every inspector counts.
fn total_line(kind: &RecordType, rows: &[Row]) -> String {
    let count = |column: Column<Text>, wanted: &dyn Fn(&str) -> bool| {
        rows.iter()
            .filter(|row| row.read(kind, column).is_some_and(wanted))
            .count()
    };
    let women = count(Deputy::SEX, &|it| it == "女");
    let men = count(Deputy::SEX, &|it| it == "男");
    let minorities = count(Deputy::ETHNIC, &|it| it != "汉族");
    format!(
        "合计　{}人　其中：男{men}人，女{women}人；少数民族{minorities}人",
        rows.len()
    )
}

pub(crate) type Sections<'a> = Vec<(Option<String>, Vec<&'a Row>)>;

/// The rows in parts with headings, as a person asked for.
pub(crate) fn sections<'a>(
    ledger: &Ledger,
    kind: &RecordType,
    by: Option<&str>,
    rows: Vec<&'a Row>,
    book: &NameBook<'_>,
) -> Result<Sections<'a>, UserError> {
    let Some(by) = by.map(str::trim).filter(|it| !it.is_empty()) else {
        return Ok(vec![(None, rows)]);
    };
    match section_field(by) {
        Some(field) if field == Deputy::LEVEL.key() => Ok(by_level(kind, &rows)),
        Some(field) if field == Deputy::GROUP.key() => {
            by_reference(ledger, kind, field, GROUP, rows, book)
        }
        Some(field) => by_reference(ledger, kind, field, CONSTITUENCY, rows, book),
        None => Err(UserError::new(
            ErrorCode::BadRequest,
            format!("不能按“{by}”分段"),
            "可选：代表层级、代表小组、选区",
        )),
    }
}

/// The field that sections stand for, by its key or the office's word.
pub(crate) fn section_field(by: &str) -> Option<&'static str> {
    match by {
        "level" | "代表层级" | "层级" => Some(Deputy::LEVEL.key()),
        "group" | "代表小组" | "小组" => Some(Deputy::GROUP.key()),
        "constituency" | "选区" => Some(Deputy::CONSTITUENCY.key()),
        _ => None,
    }
}

/// A deputy of two levels stands under both, as the offices list them.
fn by_level<'a>(kind: &RecordType, rows: &[&'a Row]) -> Sections<'a> {
    let holds = |row: &Row, level: &str| match row.of(kind, Deputy::LEVEL) {
        Some(Value::Set(items)) => items.contains(&Item::Text(level.into())),
        _ => false,
    };
    let mut sections: Sections<'a> = Level::WORDS
        .iter()
        .rev()
        .map(|level| {
            let held = rows
                .iter()
                .copied()
                .filter(|row| holds(row, level))
                .collect();
            (Some(format!("{level}人大代表")), held)
        })
        .collect();
    let none = rows
        .iter()
        .copied()
        .filter(|row| !row.has(kind, Deputy::LEVEL))
        .collect();
    sections.push((Some("未填层级".into()), none));
    sections.retain(|(_, rows)| !rows.is_empty());
    sections
}

/// In the order in which one counts the groups (第一、第二 …); those without one last.
fn by_reference<'a>(
    ledger: &Ledger,
    kind: &RecordType,
    field: &str,
    target: &str,
    rows: Vec<&'a Row>,
    book: &NameBook<'_>,
) -> Result<Sections<'a>, UserError> {
    let order: BTreeMap<RecordId, usize> = {
        let query = ListQuery {
            order: Order::Own,
            ..ListQuery::all()
        };
        let named = ledger.registry().get(target);
        let mut known: Vec<(String, RecordId)> = ledger
            .read()
            .list(target, &query)?
            .rows
            .iter()
            .map(|row| {
                let name = named.map_or_else(String::new, |it| it.name_of(row));
                (in_count(&name), row.id)
            })
            .collect();
        known.sort();
        known
            .into_iter()
            .enumerate()
            .map(|(at, (_, id))| (id, at))
            .collect()
    };
    let mut grouped: BTreeMap<(usize, String), Vec<&'a Row>> = BTreeMap::new();
    for row in rows {
        let value = row.get(kind, field);
        let place = value
            .and_then(Value::as_id)
            .and_then(|id| order.get(&id).copied())
            .unwrap_or(usize::MAX);
        let name = kind
            .field(field)
            .map_or_else(String::new, |it| book.shown(it, value));
        let name = if name.is_empty() {
            "未分组".into()
        } else {
            name
        };
        grouped.entry((place, name)).or_default().push(row);
    }
    Ok(grouped
        .into_iter()
        .map(|((_, name), rows)| (Some(name), rows))
        .collect())
}
