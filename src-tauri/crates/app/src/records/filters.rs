//! What a person asks of a list, as the store asks it.

use std::sync::Arc;

use chrono::NaiveDate;
use domain::names::order::NameOrder;
use domain::office::Office;
use domain::record::{Field, FieldType, Item, RecordId, RecordType, Value};
use store::query::{Filter, ListQuery, Order};

use crate::faults::not_found;
use crate::naming::{Meaning, NameBook, Resolver, referred};
use crate::periods;
use crate::records::reading::read_typed;
use crate::records::registers::field_of;
use crate::session::App;
use crate::wire::{ColumnFilter, ErrorCode, FilterHow, ListRequest, UserError};

/// What a person asked for, as the store asks it.
pub(crate) fn list_query(
    app: &mut App,
    kind: &Arc<RecordType>,
    request: &ListRequest,
) -> Result<ListQuery, UserError> {
    let mut filters = Vec::new();
    for condition in &request.conditions {
        let field = field_of(kind, &condition.field)?;
        filters.push(says(app, field, condition.value.trim())?);
    }
    for it in &request.filters {
        let field = field_of(kind, &it.field)?;
        filters.push(column_filter(app, field, it)?);
    }
    if !request.ids.is_empty() {
        let missing = |id: &str| not_found(&kind.title, id, "请回到列表重新选择");
        let ids = request
            .ids
            .iter()
            .map(|id| RecordId::parse(id).ok_or_else(|| missing(id)))
            .collect::<Result<Vec<_>, _>>()?;
        filters.push(Filter::Records(ids));
    }
    if request.unsettled {
        filters.push(Filter::Any(vec![Filter::ToFill, Filter::InDoubt]));
    }
    let order = match request
        .order
        .as_deref()
        .map(str::trim)
        .filter(|it| !it.is_empty())
    {
        None => own_order(app, kind)?,
        Some(name) => match NameOrder::from_word(name) {
            Some(order) => Order::Name(order),
            None => {
                let field = field_of(kind, name)?;
                let own_name = field.key == kind.name_field && kind.order.is_empty();
                if own_name {
                    own_order(app, kind)?
                } else {
                    Order::Field(field.key.clone())
                }
            }
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
        today: Some(periods::today(app)?),
    })
}

/// Lists of people stand in the order that the office chose.
fn own_order(app: &mut App, kind: &RecordType) -> Result<Order, UserError> {
    if !kind.order.is_empty() {
        return Ok(Order::Own);
    }
    let chosen = app.office_text(Office::NAME_ORDER)?;
    Ok(NameOrder::from_word(&chosen).map_or(Order::Own, Order::Name))
}

/// The field says this; empty asks for empty fields.
fn says(app: &mut App, field: &Field, value: &str) -> Result<Filter, UserError> {
    let key = field.key.clone();
    if value.is_empty() {
        return Ok(Filter::Empty(key));
    }
    if field.field_type.refers_to().is_some() {
        if let Some(id) = RecordId::parse(value) {
            return Ok(Filter::Has(key, Item::Id(id)));
        }
        let ledger = app.ledger()?;
        let registry = ledger.registry().clone();
        let Some(kind) = referred(&registry, field) else {
            return Ok(Filter::Has(key, Item::Text(value.into())));
        };
        let mut resolver = Resolver::default();
        let items = match resolver.find(&ledger.read(), &kind, value)? {
            Meaning::Record(id) => vec![Item::Id(id)],
            // The records of that name; a screen that means one of them asks by id.
            Meaning::Several(ids) => ids.into_iter().map(Item::Id).collect(),
            Meaning::Nobody => Vec::new(),
        };
        // The name may also stand there as it was written.
        let written = Item::Text(value.into());
        let any = items.into_iter().chain([written]);
        return Ok(Filter::Any(
            any.map(|it| Filter::Has(key.clone(), it)).collect(),
        ));
    }
    if matches!(field.field_type, FieldType::Text | FieldType::LongText) {
        return Ok(Filter::Is(key, Value::Text(value.into())));
    }
    Ok(match read(field, value, app.today())? {
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

fn read(field: &Field, text: &str, today: NaiveDate) -> Result<Option<Value>, UserError> {
    read_typed(field, text, today)
        .map_err(|fault| UserError::new(ErrorCode::BadRequest, fault.reason, fault.hint))
}

fn column_filter(app: &mut App, field: &Field, it: &ColumnFilter) -> Result<Filter, UserError> {
    let key = field.key.clone();
    let value = |at: usize| it.values.get(at).map_or("", |it| it.trim());
    Ok(match it.how {
        FilterHow::AnyOf => {
            let any = it
                .values
                .iter()
                .map(|value| kept_says(app, field, value.trim()))
                .collect::<Result<Vec<_>, _>>()?;
            Filter::Any(any)
        }
        FilterHow::Contains => Filter::Contains(key, value(0).to_owned()),
        FilterHow::Filled => Filter::Filled(key),
        FilterHow::Between => {
            if !is_ranged(&field.field_type) {
                return Err(UserError::new(
                    ErrorCode::BadRequest,
                    format!("“{}”不是日期也不是数字，不能按起止筛选", field.label),
                    "请改用“含有”或勾选内容",
                ));
            }
            let today = app.today();
            let (from, to) = (value(0), value(1));
            Filter::Between(key, read(field, from, today)?, read(field, to, today)?)
        }
    })
}

/// Whether values of this sort lie before and after one another for a clerk.
fn is_ranged(field_type: &FieldType) -> bool {
    matches!(
        field_type,
        FieldType::Date | FieldType::Int | FieldType::Money | FieldType::Percent | FieldType::Time
    )
}

/// A value picked from those that stand in the column; it may be one that no form would take now.
fn kept_says(app: &mut App, field: &Field, value: &str) -> Result<Filter, UserError> {
    match says(app, field, value) {
        Err(_) if !matches!(field.field_type, FieldType::Date | FieldType::Int) => {
            Ok(Filter::Is(field.key.clone(), Value::Text(value.to_owned())))
        }
        other => other,
    }
}

/// Filters in words, as chips over the list and prints name them.
pub(crate) fn in_words(
    book: &NameBook<'_>,
    kind: &RecordType,
    filters: &[ColumnFilter],
) -> Vec<String> {
    filters
        .iter()
        .filter_map(|it| {
            let field = kind.field_named(&it.field)?;
            let value = |at: usize| it.values.get(at).map_or("", |it| it.trim());
            let words = match it.how {
                FilterHow::AnyOf => {
                    let shown: Vec<String> = it
                        .values
                        .iter()
                        .map(|value| shown(book, field, value.trim()))
                        .collect();
                    shown.join("、")
                }
                FilterHow::Contains => format!("含“{}”", value(0)),
                FilterHow::Filled => "不空".into(),
                FilterHow::Between => match (value(0), value(1)) {
                    (from, "") => format!("{from} 起"),
                    ("", to) => format!("到 {to}"),
                    (from, to) => format!("{from} 至 {to}"),
                },
            };
            Some(format!("{}：{words}", field.label))
        })
        .collect()
}

fn shown(book: &NameBook<'_>, field: &Field, value: &str) -> String {
    if value.is_empty() {
        return "（空白）".into();
    }
    if matches!(field.field_type, FieldType::Date) && value.len() == 4 {
        return format!("{value}年");
    }
    match RecordId::parse(value).filter(|_| field.field_type.refers_to().is_some()) {
        Some(id) => book.shown(field, Some(&Value::Ref(Item::Id(id)))),
        None => value.to_owned(),
    }
}
