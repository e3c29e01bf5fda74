//! Conditions and orders as SQL.

use domain::record::{FieldType, RecordType, Value};
use rusqlite::types::Value as Sql;

use crate::error::{Result, StoreFault};
use crate::projection::{column, name_key_column, search_table, table, to_sql};
use crate::query::{Filter, ListQuery, Order};

/// A `WHERE` with its parameters.
pub(super) struct Condition {
    pub(super) sql: String,
    pub(super) values: Vec<Sql>,
    /// The tables it speaks of.
    pub(super) from: String,
}

pub(super) fn condition(kind: &RecordType, query: &ListQuery) -> Result<Condition> {
    let mut it = Condition {
        sql: if query.voided {
            "_state IN (0, 1)".into()
        } else {
            "_state = 0".into()
        },
        values: Vec::new(),
        from: table(kind),
    };
    for filter in &query.filters {
        add(kind, filter, &mut it)?;
    }
    if let Some(search) = query.search.as_deref().filter(|it| !it.trim().is_empty()) {
        it.values.push(Sql::Text(search.to_owned()));
        // The narrow table is gone through first; only what is found there is looked up.
        it.from = format!("{} CROSS JOIN {}", search_table(kind), table(kind));
        it.sql.push_str(&format!(
            " AND {table}.n = {search}.n AND found({search}.text, ?{at})",
            table = table(kind),
            search = search_table(kind),
            at = it.values.len()
        ));
    }
    Ok(it)
}

fn add(kind: &RecordType, filter: &Filter, it: &mut Condition) -> Result<()> {
    let named = |key: &domain::record::FieldKey| -> Result<(String, &FieldType)> {
        kind.field(key.as_str())
            .filter(|field| field.has_column())
            .map(|field| (column(field), &field.field_type))
            .ok_or_else(|| StoreFault::NoField {
                kind: kind.title.clone(),
                field: key.to_string(),
            })
    };
    let sql = match filter {
        Filter::Is(key, value) => {
            let (column, _) = named(key)?;
            it.values.push(owned(value));
            format!(" AND {column} = ?{}", it.values.len())
        }
        Filter::Record(id) => {
            it.values.push(Sql::Blob(id.bytes().to_vec()));
            format!(" AND id = ?{}", it.values.len())
        }
        Filter::Empty(key) => format!(" AND {} IS NULL", named(key)?.0),
        Filter::Contains(key, text) => {
            let (column, _) = named(key)?;
            it.values.push(Sql::Text(text.clone()));
            format!(" AND instr({column}, ?{}) > 0", it.values.len())
        }
        Filter::Has(key, item) => {
            let (column, field_type) = named(key)?;
            if field_type.is_set() {
                let wanted = owned(&Value::Set([item.clone()].into_iter().collect()));
                it.values.push(wanted);
                format!(" AND instr({column}, ?{}) > 0", it.values.len())
            } else {
                it.values.push(owned(&Value::Ref(item.clone())));
                format!(" AND {column} = ?{}", it.values.len())
            }
        }
        Filter::In(key, year, month) => {
            let (column, _) = named(key)?;
            let prefix = match month {
                Some(month) => format!("{year:04}-{month:02}%"),
                None => format!("{year:04}%"),
            };
            it.values.push(Sql::Text(prefix));
            format!(" AND {column} LIKE ?{}", it.values.len())
        }
        Filter::Unsettled(fields) => {
            // The outer id is named in full: a finding has an id of its own.
            let mut any = vec![format!(
                "EXISTS (SELECT 1 FROM r_finding AS found WHERE found._state = 0 \
                 AND found.f_state = '待核实' AND found.f_parent = lower(hex({}.id)))",
                table(kind)
            )];
            for key in fields {
                any.push(format!("{} IS NULL", named(key)?.0));
            }
            format!(" AND ({})", any.join(" OR "))
        }
    };
    it.sql.push_str(&sql);
    Ok(())
}

fn owned(value: &Value) -> Sql {
    match to_sql(Some(value)) {
        rusqlite::types::ToSqlOutput::Owned(value) => value,
        rusqlite::types::ToSqlOutput::Borrowed(value) => value.try_into().unwrap_or(Sql::Null),
        _ => Sql::Null,
    }
}

/// `ORDER BY` of a query. Rows without a value stand last; equal ones in the order they came.
pub(super) fn order(kind: &RecordType, query: &ListQuery) -> Result<String> {
    let down = if query.descending { " DESC" } else { "" };
    let own_name = || kind.field(kind.name_field.as_str());
    let terms: Vec<String> = match &query.order {
        Order::Own if !kind.order.is_empty() => {
            let fields = kind.order.iter().filter_map(|key| kind.field(key.as_str()));
            fields
                .map(|field| format!("{}{down}", column(field)))
                .collect()
        }
        Order::Own => match own_name() {
            Some(field) if matches!(field.field_type, FieldType::Name) => {
                let key = name_key_column(field, domain::names::order::NameOrder::NameStrokes);
                vec![format!("{key}{down}")]
            }
            Some(field) => vec![format!("{}{down}", column(field))],
            None => Vec::new(),
        },
        Order::Name(order) => match own_name() {
            Some(field) if matches!(field.field_type, FieldType::Name) => {
                vec![format!("{}{down}", name_key_column(field, *order))]
            }
            _ => Vec::new(),
        },
        Order::Field(key) => {
            let field = kind
                .field(key.as_str())
                .filter(|it| it.has_column())
                .ok_or_else(|| StoreFault::NoField {
                    kind: kind.title.clone(),
                    field: key.to_string(),
                })?;
            match &field.field_type {
                FieldType::Name => {
                    let order = domain::names::order::NameOrder::NameStrokes;
                    vec![format!("{}{down}", name_key_column(field, order))]
                }
                _ => {
                    vec![
                        format!("{} IS NULL", column(field)),
                        format!("{}{down}", column(field)),
                    ]
                }
            }
        }
    };
    Ok(terms
        .into_iter()
        .chain([format!("{}.n{down}", table(kind))])
        .collect::<Vec<_>>()
        .join(", "))
}
