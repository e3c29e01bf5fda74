//! Orders of lists. An order is read in stretches, so that each comes from an index and empty values
//! stand last in both directions.

use domain::names::order::NameOrder;
use domain::record::{Field, FieldType, Follows, RecordType, Registry};
use rusqlite::Connection;
use rusqlite::types::Value as Sql;

use crate::error::Result;
use crate::projection::{column, name_key, table};
use crate::query::by_day::expression;
use crate::query::operands::named;
use crate::query::values::values_of;
use crate::query::{ListQuery, Order};
use crate::vault::functions::NUMBERED;

/// So many records referred to are taken one stretch each; with more, rows are sorted as a whole.
const MOST_STRETCHES: usize = 300;

/// Rows that stand together in an order.
#[derive(Clone, Debug)]
pub(super) struct Stretch {
    /// Which rows; starts with ` AND ` or is empty. Each `?` stands for a value.
    pub(super) condition: String,
    pub(super) values: Vec<Sql>,
    /// Within the stretch: expressions and whether they run downwards.
    terms: Vec<(String, bool)>,
}

impl Stretch {
    fn new(condition: impl Into<String>, terms: Vec<(String, bool)>) -> Self {
        Self {
            condition: condition.into(),
            values: Vec::new(),
            terms,
        }
    }

    fn of(mut self, value: Sql) -> Self {
        self.values.push(value);
        self
    }

    /// ` ORDER BY …`, the other way round where asked; nothing where no order is.
    pub(super) fn order(&self, backwards: bool) -> String {
        let terms: Vec<String> = self
            .terms
            .iter()
            .map(|(term, down)| {
                if *down == backwards {
                    term.clone()
                } else {
                    format!("{term} DESC")
                }
            })
            .collect();
        if terms.is_empty() {
            return String::new();
        }
        format!(" ORDER BY {}", terms.join(", "))
    }
}

/// Stretches put together, for few rows of which each would have to be looked at for every stretch:
/// they are sorted by the stretch they belong to. Some stay as they are, being few or too many.
pub(super) fn together(stretches: Vec<Stretch>) -> Vec<Stretch> {
    if !(3..=MOST_STRETCHES + 1).contains(&stretches.len()) {
        return stretches;
    }
    let mut cases = String::from("CASE");
    let mut values = Vec::new();
    let mut within: Vec<(String, bool)> = Vec::new();
    for (at, stretch) in stretches.into_iter().enumerate() {
        let condition = stretch.condition.trim_start_matches(" AND ");
        let condition = if condition.is_empty() { "1" } else { condition };
        cases.push_str(&format!(" WHEN {condition} THEN {at}"));
        values.extend(stretch.values);
        // A stretch with fewer terms has but one value in those that others have before.
        if stretch.terms.len() > within.len() {
            within = stretch.terms;
        }
    }
    cases.push_str(" END");
    let mut terms = vec![(cases, false)];
    terms.extend(within);
    vec![Stretch {
        condition: String::new(),
        values,
        terms,
    }]
}

/// The stretches of a query's order. Equal rows stand in the order they came. Where few rows are to be
/// sorted, the values of an index are not gone through for it.
pub(super) fn stretches(
    conn: &Connection,
    registry: &Registry,
    kind: &RecordType,
    query: &ListQuery,
    few: bool,
) -> Result<Vec<Stretch>> {
    let down = query.descending;
    let whole = |mut terms: Vec<String>| {
        terms.push(format!("{}.n", table(kind)));
        vec![Stretch::new(
            "",
            terms.into_iter().map(|it| (it, down)).collect(),
        )]
    };
    let own_name = kind.field(kind.name_field.as_str());
    Ok(match &query.order {
        Order::Own if !kind.order.is_empty() => {
            let fields = kind.order.iter().filter_map(|key| kind.field(key.as_str()));
            whole(fields.map(|field| expression(kind, field)).collect())
        }
        Order::Own => match own_name {
            Some(field) => whole(vec![key_of(kind, field)]),
            None => whole(Vec::new()),
        },
        Order::Name(order) => match own_name {
            Some(field) if matches!(field.field_type, FieldType::Name) => {
                whole(vec![name_key(field, *order)])
            }
            _ => whole(Vec::new()),
        },
        Order::AsFound => vec![Stretch::new("", Vec::new())],
        Order::Field(key) => {
            let field = named(kind, key)?;
            if *key == kind.name_field && matches!(field.field_type, FieldType::Name) {
                return Ok(whole(vec![key_of(kind, field)]));
            }
            match &field.follows {
                Some(follows) => following(kind, field, follows, down)?,
                None => by_field(conn, registry, kind, field, query, few)?,
            }
        }
    })
}

/// What a field is sorted by: names of people by strokes; the names of what has no order of its own, such
/// as groups and constituencies, by the numbers in them.
fn key_of(kind: &RecordType, field: &Field) -> String {
    match field.field_type {
        FieldType::Name => name_key(field, NameOrder::NameStrokes),
        FieldType::Text if field.key == kind.name_field && kind.order.is_empty() => {
            format!("{NUMBERED}({})", expression(kind, field))
        }
        _ => expression(kind, field),
    }
}

/// A column by day in the order of the field that it follows. Where it is computed from that field
/// alone, nothing has to be computed for sorting: what is empty there is empty here.
fn following(
    kind: &RecordType,
    field: &Field,
    follows: &Follows,
    down: bool,
) -> Result<Vec<Stretch>> {
    let (key, against) = match follows {
        Follows::With(key) => (key, false),
        Follows::Against(key) => (key, true),
    };
    let other = named(kind, key)?;
    let by = expression(kind, other);
    let value = if field.reads == [key.clone()] {
        by.clone()
    } else {
        expression(kind, field)
    };
    let n = format!("{}.n", table(kind));
    Ok(vec![
        Stretch::new(
            format!(" AND {value} IS NOT NULL"),
            vec![(by, down != against), (n.clone(), down)],
        ),
        Stretch::new(format!(" AND {value} IS NULL"), vec![(n, down)]),
    ])
}

fn by_field(
    conn: &Connection,
    registry: &Registry,
    kind: &RecordType,
    field: &Field,
    query: &ListQuery,
    few: bool,
) -> Result<Vec<Stretch>> {
    let down = query.descending;
    let value = expression(kind, field);
    let n = format!("{}.n", table(kind));
    let came = || vec![(n.clone(), down)];
    let mut filled = match &field.field_type {
        FieldType::Code(list) => in_list(&value, list.codes.iter().map(|it| it.name), &came()),
        FieldType::Choice(choices) => in_list(&value, choices.iter().map(String::as_str), &came()),
        FieldType::Ref(target) | FieldType::Refs(target) => {
            let target = registry.get(target.as_str());
            match target.zip(target.and_then(|it| it.field(it.name_field.as_str()))) {
                Some((target, name)) => {
                    let by = key_of(target, name);
                    let by_value = if few {
                        None
                    } else {
                        by_value(conn, kind, field, target, &by, &came(), query)?
                    };
                    match by_value {
                        Some(stretches) => stretches,
                        None => by_name(conn, field, &value, target, &by, &came())?,
                    }
                }
                None => vec![Stretch::new(
                    format!(" AND {value} IS NOT NULL"),
                    vec![(value.clone(), false), (n.clone(), down)],
                )],
            }
        }
        _ => {
            let by = key_of(kind, field);
            vec![Stretch::new(
                format!(" AND {by} IS NOT NULL"),
                vec![(by, false), (n.clone(), down)],
            )]
        }
    };
    if down {
        filled.reverse();
        for stretch in &mut filled {
            let last = stretch.terms.len() - 1;
            for (_, downwards) in &mut stretch.terms[..last] {
                *downwards = true;
            }
        }
    }
    filled.push(Stretch::new(format!(" AND {value} IS NULL"), came()));
    Ok(filled)
}

/// Words of a list stand as the list has them; others after. The others are looked up by the ranges
/// between the words, so that rows with a word are not read for them.
fn in_list<'a>(
    value: &str,
    words: impl Iterator<Item = &'a str>,
    came: &[(String, bool)],
) -> Vec<Stretch> {
    let text = |word: &str| Sql::Text(word.into());
    let mut sorted: Vec<&str> = Vec::new();
    let mut stretches: Vec<Stretch> = words
        .map(|word| {
            sorted.push(word);
            Stretch::new(format!(" AND {value} = ?"), came.to_vec()).of(text(word))
        })
        .collect();
    sorted.sort_unstable();
    let mut terms = vec![(value.to_owned(), false)];
    terms.extend_from_slice(came);
    let others = |condition: String| Stretch::new(condition, terms.clone());
    let (Some(first), Some(last)) = (sorted.first(), sorted.last()) else {
        stretches.push(others(format!(" AND {value} IS NOT NULL")));
        return stretches;
    };
    stretches.push(others(format!(" AND {value} < ?")).of(text(first)));
    stretches.extend(sorted.windows(2).map(|pair| {
        let between = others(format!(" AND {value} > ? AND {value} < ?"));
        between.of(text(pair[0])).of(text(pair[1]))
    }));
    stretches.push(others(format!(" AND {value} > ?")).of(text(last)));
    stretches
}

/// A long register refers to the same few records again and again: each value that stands in the
/// column, read from its index by going from one to the next greater, is a stretch, in the order of
/// [`by_name`]. `None` where there is no index or there are too many values.
fn by_value(
    conn: &Connection,
    kind: &RecordType,
    field: &Field,
    target: &RecordType,
    key: &str,
    came: &[(String, bool)],
    query: &ListQuery,
) -> Result<Option<Vec<Stretch>>> {
    let named = table(target);
    let (first, referred) = if field.field_type.is_set() {
        // A set stands by its first element.
        ("x IS NULL", "unhex(substr(x, 3, 32))")
    } else {
        ("typeof(x) = 'text'", "x")
    };
    let order = format!("{first}, (SELECT {key} FROM {named} WHERE {named}.id = {referred}), x");
    let Some(values) = values_of(conn, kind, field, query.voided, &order)? else {
        return Ok(None);
    };
    let condition = format!(" AND {} = ?", column(field));
    let stretches = values
        .into_iter()
        .map(|value| Stretch::new(condition.clone(), came.to_vec()).of(value));
    Ok(Some(stretches.collect()))
}

/// References stand as the register of those referred to has them; names that matched nobody after.
fn by_name(
    conn: &Connection,
    field: &Field,
    value: &str,
    target: &RecordType,
    key: &str,
    came: &[(String, bool)],
) -> Result<Vec<Stretch>> {
    let named = table(target);
    if field.field_type.is_set() {
        // A set stands by its first element.
        let first =
            format!("(SELECT {key} FROM {named} WHERE {named}.id = unhex(substr({value}, 3, 32)))");
        let mut terms = vec![(first, false), (value.to_owned(), false)];
        terms.extend_from_slice(came);
        return Ok(vec![Stretch::new(
            format!(" AND {value} IS NOT NULL"),
            terms,
        )]);
    }
    let mut statement = conn.prepare_cached(&format!(
        "SELECT id FROM {named} WHERE _state <> 2 ORDER BY {key}, id LIMIT {}",
        MOST_STRETCHES + 1
    ))?;
    let ids = statement
        .query_map([], |row| row.get::<_, Vec<u8>>(0))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    if ids.len() > MOST_STRETCHES {
        let by_key = format!("(SELECT {key} FROM {named} WHERE {named}.id = {value})");
        let mut terms = vec![
            (format!("typeof({value}) = 'text'"), false),
            (by_key, false),
            (value.to_owned(), false),
        ];
        terms.extend_from_slice(came);
        return Ok(vec![Stretch::new(
            format!(" AND {value} IS NOT NULL"),
            terms,
        )]);
    }
    let mut stretches: Vec<Stretch> = ids
        .into_iter()
        .map(|id| Stretch::new(format!(" AND {value} = ?"), came.to_vec()).of(Sql::Blob(id)))
        .collect();
    let mut terms = vec![(value.to_owned(), false)];
    terms.extend_from_slice(came);
    stretches.push(Stretch::new(
        format!(
            " AND {value} IS NOT NULL \
             AND {value} NOT IN (SELECT id FROM {named} WHERE _state <> 2)"
        ),
        terms,
    ));
    Ok(stretches)
}
