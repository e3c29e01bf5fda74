//! Lists and single records.

use std::collections::HashMap;
use std::sync::Arc;

use domain::names::order::NameOrder;
use domain::record::{
    Field, FieldKey, FieldType, Item, Need, RecordId, RecordType, Row, Value, Written, read_written,
};
use domain::trace::{CORRECTED, FINDING, OPEN};
use store::ledger::Ledger;
use store::query::{Filter, ListQuery, Order};

use crate::commands::registers::{field_of, kind_of};
use crate::faults::not_found;
use crate::naming::{Meaning, NameBook, Resolver, referred};
use crate::session::App;
use crate::wire::{
    ConflictView, ErrorCode, FindingView, ListRequest, ListRow, OfRecord, Page, RecordView,
    UserError,
};

/// Up to so many rows their findings are asked for one by one.
const FEW: u32 = 500;

pub(crate) fn list(app: &mut App, request: ListRequest) -> Result<Page, UserError> {
    let kind = kind_of(app, &request.register)?;
    let query = list_query(app, &kind, &request)?;
    let today = app.today();
    let ledger = app.ledger()?;
    let page = ledger.read().list(kind.key.as_str(), &query)?;
    let few = query.limit.is_some_and(|it| it <= FEW);
    let counts = if few {
        None
    } else {
        Some(open_findings(ledger)?)
    };
    let book = NameBook::new(ledger.read());
    let mut rows = Vec::with_capacity(page.rows.len());
    for row in &page.rows {
        let findings = match &counts {
            Some(counts) => counts.get(&row.id).copied().unwrap_or(0),
            None => count_findings(ledger, row.id)?,
        };
        rows.push(ListRow {
            id: row.id.to_string(),
            values: book.values(&kind, row, today),
            voided: row.voided.clone(),
            findings,
            to_fill: u32::try_from(kind.to_fill(row).len()).unwrap_or(u32::MAX),
        });
    }
    Ok(Page {
        total: page.total,
        rows,
    })
}

/// What a person asked for, as the store asks it.
pub(crate) fn list_query(
    app: &mut App,
    kind: &Arc<RecordType>,
    request: &ListRequest,
) -> Result<ListQuery, UserError> {
    let mut filters = Vec::new();
    for condition in &request.conditions {
        let field = field_of(kind, &condition.field)?;
        filters.push(filter(app, field, condition.value.trim())?);
    }
    if request.unsettled {
        let needed = kind
            .fields
            .iter()
            .filter(|it| it.need != Need::Optional && !it.hidden && it.has_column());
        filters.push(Filter::Unsettled(needed.map(|it| it.key.clone()).collect()));
    }
    let order = match request
        .order
        .as_deref()
        .map(str::trim)
        .filter(|it| !it.is_empty())
    {
        None => own_order(app, kind)?,
        Some(name) => match NameOrder::from_name(name) {
            Some(order) => Order::Name(order),
            None => Order::Field(field_of(kind, name)?.key.clone()),
        },
    };
    Ok(ListQuery {
        filters,
        search: request.search.clone().filter(|it| !it.trim().is_empty()),
        order,
        descending: request.descending,
        limit: request.limit,
        offset: request.offset,
        voided: request.voided,
    })
}

/// Lists of people stand in the order that the office chose.
fn own_order(app: &mut App, kind: &RecordType) -> Result<Order, UserError> {
    if !kind.order.is_empty() {
        return Ok(Order::Own);
    }
    let chosen = app.office_text("name_order")?;
    Ok(NameOrder::from_name(&chosen).map_or(Order::Own, Order::Name))
}

fn filter(app: &mut App, field: &Field, value: &str) -> Result<Filter, UserError> {
    let key = field.key.clone();
    if value.is_empty() {
        return Ok(Filter::Empty(key));
    }
    if !field.has_column() {
        return Err(UserError::new(
            ErrorCode::BadRequest,
            format!("“{}”是当天算出来的，不能按它筛选", field.label),
            "请换一个栏目",
        ));
    }
    if field.field_type.refers_to().is_some() {
        let ledger = app.ledger()?;
        let registry = ledger.registry().clone();
        let Some(kind) = referred(&registry, field) else {
            return Ok(Filter::Has(key, Item::Text(value.into())));
        };
        let item = match Resolver::default().find(&ledger.read(), &kind, value)? {
            Meaning::Record(id) => Item::Id(id),
            _ => RecordId::parse(value).map_or_else(|| Item::Text(value.into()), Item::Id),
        };
        return Ok(Filter::Has(key, item));
    }
    if matches!(field.field_type, FieldType::Text | FieldType::LongText) {
        return Ok(Filter::Is(key, Value::Text(value.into())));
    }
    let read = read_written(field, Written::Text(value), None)
        .map_err(|fault| UserError::new(ErrorCode::BadRequest, fault.reason, fault.hint))?;
    Ok(match read {
        Some(Value::Date(date)) if date.day_part().is_none() => {
            Filter::In(key, date.year_part(), date.month_part().map(u32::from))
        }
        Some(Value::Set(items)) => match items.into_iter().next() {
            Some(item) => Filter::Has(key, item),
            None => Filter::Empty(key),
        },
        Some(value) => Filter::Is(key, value),
        None => Filter::Empty(key),
    })
}

/// How findings name the record they cling to.
pub(crate) fn parent_text(id: RecordId) -> Value {
    Value::Text(id.0.simple().to_string())
}

fn count_findings(ledger: &Ledger, id: RecordId) -> Result<u32, UserError> {
    let Some(kind) = ledger.registry().get(FINDING) else {
        return Ok(0);
    };
    let rows = ledger.read().children(kind, id)?;
    let open = rows.iter().filter(|row| is_open(kind, row)).count();
    Ok(u32::try_from(open).unwrap_or(u32::MAX))
}

fn open_findings(ledger: &Ledger) -> Result<HashMap<RecordId, u32>, UserError> {
    let mut counts = HashMap::new();
    let Some(kind) = ledger.registry().get(FINDING) else {
        return Ok(counts);
    };
    let open = Filter::Is("state".into(), Value::Text(OPEN.into()));
    let query = ListQuery {
        filters: vec![open],
        ..ListQuery::all()
    };
    ledger.read().for_each(FINDING, &query, |row| {
        let parent = row
            .get(kind, "parent")
            .and_then(Value::as_text)
            .and_then(RecordId::parse);
        if let Some(parent) = parent {
            *counts.entry(parent).or_default() += 1;
        }
        Ok(())
    })?;
    Ok(counts)
}

pub(crate) fn is_open(kind: &RecordType, row: &Row) -> bool {
    row.is_live() && row.get(kind, "state").and_then(Value::as_text) == Some(OPEN)
}

/// A record by the id that a screen or script names.
pub(crate) fn find_row(app: &mut App, kind: &RecordType, id: &str) -> Result<Row, UserError> {
    let missing = || not_found(&kind.title, id, "请回到列表重新选择");
    let id = RecordId::parse(id).ok_or_else(missing)?;
    app.ledger()?
        .read()
        .get(kind.key.as_str(), id)?
        .ok_or_else(missing)
}

pub(crate) fn record(app: &mut App, request: OfRecord) -> Result<RecordView, UserError> {
    let kind = kind_of(app, &request.register)?;
    let row = find_row(app, &kind, &request.id)?;
    let today = app.today();
    let ledger = app.ledger()?;
    let book = NameBook::new(ledger.read());
    let label = |key: &str| {
        kind.field(key)
            .map_or_else(String::new, |it| it.label.clone())
    };
    let conflicts = ledger
        .read()
        .conflicts(kind.key.as_str(), row.id)?
        .into_iter()
        .map(|(key, rivals)| ConflictView {
            label: if kind.field(key.as_str()).is_some() {
                label(key.as_str())
            } else {
                "作废".into()
            },
            others: rivals
                .iter()
                .map(|it| shown(&book, &kind, &key, it.value.as_ref()))
                .collect(),
            field: key.to_string(),
        })
        .collect();
    Ok(RecordView {
        id: row.id.to_string(),
        title: kind.name_of(&row),
        values: book.values(&kind, &row, today),
        voided: row.voided.clone(),
        findings: findings_of(ledger, &kind, row.id)?,
        to_fill: kind
            .to_fill(&row)
            .iter()
            .map(|field| field.key.to_string())
            .collect(),
        conflicts,
    })
}

fn shown(book: &NameBook<'_>, kind: &RecordType, key: &FieldKey, value: Option<&Value>) -> String {
    match kind.field(key.as_str()) {
        Some(field) if value.is_some() => book.shown(field, value),
        _ => "（空）".into(),
    }
}

fn findings_of(
    ledger: &Ledger,
    kind: &RecordType,
    id: RecordId,
) -> Result<Vec<FindingView>, UserError> {
    let Some(finding) = ledger.registry().get(FINDING) else {
        return Ok(Vec::new());
    };
    let rows = ledger.read().children(finding, id)?;
    let text = |row: &Row, key: &str| {
        row.get(finding, key)
            .and_then(Value::as_text)
            .unwrap_or_default()
            .to_owned()
    };
    Ok(rows
        .iter()
        .filter(|row| row.is_live() && text(row, "state") != CORRECTED)
        .map(|row| {
            let field = text(row, "field");
            let number = row.get(finding, "row").and_then(Value::as_int).unwrap_or(0);
            FindingView {
                id: row.id.to_string(),
                label: kind
                    .field(&field)
                    .map_or_else(String::new, |it| it.label.clone()),
                field,
                raw: text(row, "raw"),
                reason: text(row, "reason"),
                hint: text(row, "hint"),
                origin: format!(
                    "{} 第 {number} 行“{}”",
                    text(row, "file"),
                    text(row, "column")
                ),
                state: text(row, "state"),
            }
        })
        .collect())
}
