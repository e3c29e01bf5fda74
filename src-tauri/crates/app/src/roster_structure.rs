//! 代表结构统计: each figure opens its people.

use std::collections::HashSet;
use std::sync::Arc;

use domain::record::{RecordId, RecordType, Row};
use domain::roster::{DEPUTY, Structure, StructureLine, structure as count};

use crate::faults::not_found;
use crate::naming::NameBook;
use crate::records::{kind_of, list_query};
use crate::session::App;
use crate::wire::{
    ListRequest, ListRow, PeopleOfFigure, StructureBlock, StructureFigure, StructurePeople,
    StructureRequest, StructureTable, UserError, Where,
};

/// The structure of these deputies, at the office's own level, today.
pub(crate) fn count_structure(
    app: &mut App,
    kind: &RecordType,
    rows: &[Row],
) -> Result<Structure, UserError> {
    let level = app.level()?;
    Ok(count(kind, rows, &level, app.today()))
}

fn deputies(
    app: &mut App,
    request: &StructureRequest,
) -> Result<(Arc<RecordType>, Vec<Row>), UserError> {
    let kind = kind_of(app, "roster")?;
    let list = ListRequest {
        register: "roster".into(),
        conditions: request.conditions.clone(),
        ..ListRequest::default()
    };
    let query = list_query(app, &kind, &list)?;
    let rows = app.ledger()?.read().list(DEPUTY, &query)?.rows;
    Ok((kind, rows))
}

pub(crate) fn structure(
    app: &mut App,
    request: StructureRequest,
) -> Result<StructureTable, UserError> {
    let (kind, rows) = deputies(app, &request)?;
    let table = count_structure(app, &kind, &rows)?;
    let all = table.all.len();
    let mut groups: Vec<StructureBlock> = table
        .groups
        .iter()
        .map(|group| StructureBlock {
            key: group.key.into(),
            title: group.title.into(),
            lines: group.lines.iter().map(|it| figure(it, Some(all))).collect(),
        })
        .collect();
    groups.push(StructureBlock {
        key: "apart".into(),
        title: "不计入的".into(),
        lines: table.apart.iter().map(|it| figure(it, None)).collect(),
    });
    Ok(StructureTable {
        level: app.level()?,
        day: app.today().to_string(),
        total: u32::try_from(all).unwrap_or(u32::MAX),
        groups,
    })
}

fn figure(line: &StructureLine, all: Option<usize>) -> StructureFigure {
    let count = line.people.len();
    let percent = |all: usize| (count as f64 * 1000.0 / all as f64).round() / 10.0;
    StructureFigure {
        key: line.key.clone(),
        title: line.title.clone(),
        count: u32::try_from(count).unwrap_or(u32::MAX),
        percent: all.filter(|all| *all > 0).map(percent),
        condition: line.condition.as_ref().map(|(field, value)| Where {
            field: (*field).into(),
            value: value.clone(),
        }),
    }
}

pub(crate) fn structure_people(
    app: &mut App,
    request: StructurePeople,
) -> Result<PeopleOfFigure, UserError> {
    let (kind, rows) = deputies(app, &request.table)?;
    let table = count_structure(app, &kind, &rows)?;
    let people: HashSet<RecordId> = table
        .people(&request.block, &request.line)
        .ok_or_else(|| not_found("统计项", &request.line, "请刷新统计表后再点"))?
        .iter()
        .copied()
        .collect();
    let today = app.today();
    let ledger = app.ledger()?;
    let book = NameBook::new(ledger.read()).on(today)?;
    let rows = rows
        .iter()
        .filter(|row| people.contains(&row.id))
        .map(|row| {
            Ok(ListRow {
                id: row.id.to_string(),
                values: book.values(&kind, row)?,
                voided: None,
                findings: 0,
                to_fill: u32::try_from(kind.to_fill(row).len()).unwrap_or(u32::MAX),
                contested: Vec::new(),
            })
        })
        .collect::<Result<_, UserError>>()?;
    Ok(PeopleOfFigure { rows })
}
