//! Figures under a list and the values of its columns.

use domain::names::search::{IndexText, Query};
use domain::record::{FieldType, Item, Value};

use crate::naming::NameBook;
use crate::records::filters::list_query;
use crate::records::registers::{field_of, kind_of};
use crate::session::App;
use crate::wire::{
    ColumnTotal, Totals, TotalsRequest, UserError, ValueCount, ValueCounts, ValuesRequest,
};

/// So many values of a column are listed; more are found by searching.
const MOST_VALUES: usize = 300;

pub(crate) fn totals(app: &mut App, request: TotalsRequest) -> Result<Totals, UserError> {
    let kind = kind_of(app, &request.list.register)?;
    let query = list_query(app, &kind, &request.list)?;
    let fields = request
        .fields
        .iter()
        .map(|name| field_of(&kind, name))
        .collect::<Result<Vec<_>, _>>()?;
    let keys: Vec<_> = fields.iter().map(|it| it.key.clone()).collect();
    let reader = app.ledger()?.read();
    let figures = reader.figures(kind.key.as_str(), &query, &keys)?;
    let total = reader.count(kind.key.as_str(), &query)?;
    let book = NameBook::new(reader);
    Ok(Totals {
        total,
        columns: fields
            .iter()
            .zip(figures)
            .map(|(field, figure)| ColumnTotal {
                field: field.key.to_string(),
                filled: figure.filled,
                sum: figure
                    .sum
                    .filter(|_| field.summed)
                    .map(|sum| book.shown(field, Some(&Value::Int(sum)))),
            })
            .collect(),
    })
}

pub(crate) fn values_of(app: &mut App, request: ValuesRequest) -> Result<ValueCounts, UserError> {
    let kind = kind_of(app, &request.list.register)?;
    let field = field_of(&kind, &request.field)?;
    let mut list = request.list;
    list.filters.retain(|it| {
        kind.field_named(&it.field)
            .is_none_or(|it| it.key != field.key)
    });
    let query = list_query(app, &kind, &list)?;
    let reader = app.ledger()?.read();
    let mut counted = reader.values_of(kind.key.as_str(), &query, &field.key)?;
    let book = NameBook::new(reader);
    let wanted = request
        .search
        .as_deref()
        .map(Query::parse)
        .filter(|it| !it.is_empty());
    let rank = rank_of(&field.field_type);
    let mut values: Vec<(usize, ValueCount)> = Vec::new();
    // Empty ones last.
    counted.sort_by_key(|(value, _)| value.is_none());
    for (value, count) in counted {
        let shown = match &value {
            None => "（空白）".into(),
            Some(Value::Date(year)) => format!("{year}年"),
            value => book.shown(field, value.as_ref()),
        };
        let found = wanted.as_ref().is_none_or(|query| {
            let index = IndexText::new().name(&shown).text(&shown).build();
            query.matches(&index)
        });
        if found {
            let place = value.as_ref().map_or(usize::MAX, &rank);
            let value = match &value {
                Some(Value::Ref(Item::Id(id))) => id.to_string(),
                value => book.shown(field, value.as_ref()),
            };
            values.push((
                place,
                ValueCount {
                    value,
                    shown,
                    count,
                },
            ));
        }
    }
    values.sort_by_key(|(place, _)| *place);
    let more = values.len().saturating_sub(MOST_VALUES);
    values.truncate(MOST_VALUES);
    Ok(ValueCounts {
        values: values.into_iter().map(|(_, it)| it).collect(),
        more: u32::try_from(more).unwrap_or(u32::MAX),
    })
}

/// Where a value stands among the others: words of a list as the list has them, others as sorted.
fn rank_of(field_type: &FieldType) -> impl Fn(&Value) -> usize {
    let words = match field_type {
        FieldType::Bool => Vec::new(),
        listed => listed.choices(),
    };
    move |value| match value {
        Value::Text(text) => words
            .iter()
            .position(|it| it == text)
            .unwrap_or(words.len()),
        _ => words.len(),
    }
}
