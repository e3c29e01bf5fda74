//! Conditions as SQL.

use domain::record::{Field, FieldKey, FieldType, RecordType, SearchAs, Value};
use domain::trace::{FINDING, FindingState};
use rusqlite::Connection;
use rusqlite::types::Value as Sql;

use crate::error::Result;
use crate::projection::{LIVE, gaps, pairs, pairs_table, table};
use crate::query::by_day::expression;
use crate::query::hits::Hits;
use crate::query::operands::{element, named, owned};
use crate::query::rows::Rows;
use crate::query::{Filter, ListQuery};

/// A `WHERE` with its parameters.
#[derive(Clone)]
pub(super) struct Condition {
    pub(super) sql: String,
    pub(super) values: Vec<Sql>,
}

impl Filter {
    /// The fields it speaks of.
    pub(super) fn keys(&self) -> Vec<&FieldKey> {
        match self {
            Self::Is(key, _)
            | Self::Empty(key)
            | Self::Filled(key)
            | Self::Contains(key, _)
            | Self::Has(key, _)
            | Self::In(key, _, _)
            | Self::Between(key, _, _) => vec![key],
            Self::Any(filters) => filters.iter().flat_map(Self::keys).collect(),
            Self::Record(_) | Self::Records(_) | Self::ToFill | Self::InDoubt => Vec::new(),
        }
    }

    /// Whether it names its rows one by one.
    fn names_rows(&self) -> bool {
        matches!(self, Self::Record(_) | Self::Records(_) | Self::InDoubt)
    }

    /// What is looked up one by one: the alternatives 待补 and 待核实 have an index each, but SQLite
    /// uses none for both together; each element of a set is found by the sets that have it.
    pub(super) fn alternatives(&self) -> &[Self] {
        match self {
            Self::Any(parts)
                if parts
                    .iter()
                    .any(|it| matches!(it, Self::ToFill | Self::InDoubt))
                    || parts.iter().all(|it| matches!(it, Self::Has(..))) =>
            {
                parts
            }
            one => std::slice::from_ref(one),
        }
    }
}

/// Which rows there are at all.
pub(super) fn standing(query: &ListQuery) -> Condition {
    Condition {
        sql: if query.voided {
            "_state IN (0, 1)".into()
        } else {
            "_state = 0".into()
        },
        values: Vec::new(),
    }
}

/// Which of rows that are named one by one are there. The unary `+` keeps SQLite from using the index
/// on `_state` here; the list of named rows is shorter.
pub(super) fn standing_among(query: &ListQuery) -> Condition {
    let mut it = standing(query);
    it.sql.insert(0, '+');
    it
}

/// Which rows there are for these filters to choose from.
pub(super) fn standing_for(query: &ListQuery, filters: &[Filter]) -> Condition {
    if filters.iter().any(Filter::names_rows) {
        standing_among(query)
    } else {
        standing(query)
    }
}

/// The filter that holds exactly where this one does not, of those that may leave nearly all rows.
pub(super) fn against(kind: &RecordType, filter: &Filter) -> Result<Option<Filter>> {
    let (key, against) = match filter {
        Filter::Filled(key) => (key, Filter::Empty(key.clone())),
        Filter::Empty(key) => (key, Filter::Filled(key.clone())),
        _ => return Ok(None),
    };
    Ok(named(kind, key)?.has_column().then_some(against))
}

/// The field and the piece of a filter of which the register's index of texts tells which rows it may
/// find: a piece of a text that the register is searched by. `None` for other filters.
pub(super) fn indexed<'a>(
    conn: &Connection,
    kind: &'a RecordType,
    filter: &'a Filter,
) -> Result<Option<(&'a Field, &'a str)>> {
    let Filter::Contains(key, text) = filter else {
        return Ok(None);
    };
    let field = named(kind, key)?;
    let is_text = matches!(field.field_type, FieldType::Text | FieldType::LongText);
    let is_indexed = is_text
        && field.search == SearchAs::Text
        && !pairs::folded(text).is_empty()
        && pairs::are_kept(conn, kind)?;
    Ok(is_indexed.then_some((field, text)))
}

/// What the index tells of a piece in a field, voided rows among the others.
pub(super) fn piece_in(
    conn: &Connection,
    kind: &RecordType,
    field: &Field,
    piece: &str,
) -> Result<Hits> {
    let pairs = pairs_table(kind);
    let sql = format!("SELECT rowid FROM {pairs} WHERE {pairs} MATCH ?1");
    let mut statement = conn.prepare_cached(&sql)?;
    let mut hits = Hits::default();
    let asked = pairs::asked_of(kind, field, piece);
    for (expression, rows) in [
        (asked.surely, &mut hits.sure),
        (asked.maybe, &mut hits.likely),
    ] {
        if expression.is_empty() {
            continue;
        }
        let mut found = statement.query([expression])?;
        while let Some(row) = found.next()? {
            rows.put(row.get(0)?);
        }
    }
    Ok(hits)
}

/// Only the rows at these places.
pub(super) fn add_places(rows: &Rows, it: &mut Condition) {
    let list: Vec<String> = rows.list().iter().map(i64::to_string).collect();
    it.values.push(Sql::Text(format!("[{}]", list.join(","))));
    it.sql.push_str(&format!(
        " AND n IN (SELECT value FROM json_each(?{}))",
        it.values.len()
    ));
}

/// Which rows there are that do not stand.
pub(super) fn outside(query: &ListQuery) -> &'static str {
    if query.voided {
        "_state = 2"
    } else {
        "_state IN (1, 2)"
    }
}

/// What a query searches for; `None` where it searches for nothing.
pub(super) fn searched(query: &ListQuery) -> Option<&str> {
    query.search.as_deref().filter(|it| !it.trim().is_empty())
}

/// One more filter that holds.
pub(super) fn add(kind: &RecordType, filter: &Filter, it: &mut Condition) -> Result<()> {
    let sql = sql_of(kind, filter, &mut it.values)?;
    it.sql.push_str(" AND ");
    it.sql.push_str(&sql);
    Ok(())
}

fn sql_of(kind: &RecordType, filter: &Filter, values: &mut Vec<Sql>) -> Result<String> {
    let column = |key: &FieldKey| -> Result<String> { Ok(expression(kind, named(kind, key)?)) };
    let mut put = |value: Sql| {
        values.push(value);
        format!("?{}", values.len())
    };
    Ok(match filter {
        Filter::Is(key, value) => format!("{} = {}", column(key)?, put(owned(value))),
        Filter::Record(id) => format!("id = {}", put(Sql::Blob(id.bytes().to_vec()))),
        Filter::Records(ids) => {
            let list: Vec<String> = ids.iter().map(|id| id.0.simple().to_string()).collect();
            let list = format!("[\"{}\"]", list.join("\",\""));
            let list = if ids.is_empty() { "[]".into() } else { list };
            format!(
                "id IN (SELECT unhex(value) FROM json_each({}))",
                put(Sql::Text(list))
            )
        }
        Filter::Empty(key) => format!("{} IS NULL", column(key)?),
        Filter::Filled(key) => format!("{} IS NOT NULL", column(key)?),
        Filter::Contains(key, text) => {
            format!(
                "instr({}, {}) > 0",
                column(key)?,
                put(Sql::Text(text.clone()))
            )
        }
        Filter::Has(key, item) => {
            let field = named(kind, key)?;
            let wanted = put(element(&field.field_type, item));
            if field.field_type.is_set() {
                format!("instr({}, {wanted}) > 0", column(key)?)
            } else {
                format!("{} = {wanted}", column(key)?)
            }
        }
        Filter::In(key, year, month) => {
            let begins = put(Sql::Text(match month {
                Some(month) => format!("{year:04}-{month:02}"),
                None => format!("{year:04}"),
            }));
            let column = column(key)?;
            format!("{column} >= {begins} AND {column} < {begins} || '~'")
        }
        Filter::Between(key, from, to) => {
            let column = column(key)?;
            let mut both = vec![format!("{column} IS NOT NULL")];
            let is_date = |value: &Value| matches!(value, Value::Date(_));
            if let Some(from) = from {
                let at = put(owned(from));
                // A date known to its year alone stands before all of that year: where to begin
                // and to end can be looked up, which of those between lie inside is asked of each.
                if is_date(from) {
                    both.push(format!("{column} >= substr({at}, 1, 4)"));
                    both.push(format!("{column} >= substr({at}, 1, length({column}))"));
                } else {
                    both.push(format!("{column} >= {at}"));
                }
            }
            if let Some(to) = to {
                let at = put(owned(to));
                if is_date(to) {
                    both.push(format!("{column} < {at} || '~'"));
                    both.push(format!("substr({column}, 1, length({at})) <= {at}"));
                } else {
                    both.push(format!("{column} <= {at}"));
                }
            }
            both.join(" AND ")
        }
        Filter::Any(filters) => {
            let any = filters
                .iter()
                .map(|it| sql_of(kind, it, values))
                .collect::<Result<Vec<_>>>()?;
            if any.is_empty() {
                "0".into()
            } else {
                format!("({})", any.join(" OR "))
            }
        }
        Filter::ToFill => gaps(kind),
        Filter::InDoubt => format!(
            "{}.id IN (SELECT unhex(f_parent) FROM r_{FINDING} \
             WHERE _state = {LIVE} AND f_state = '{open}')",
            table(kind),
            open = FindingState::Open.word(),
        ),
    })
}
