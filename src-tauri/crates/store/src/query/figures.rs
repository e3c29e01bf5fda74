//! Figures under a list: how many are filled, what they sum up to, which values there are.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::dates::PartialDate;
use domain::record::{FieldKey, FieldType, Item, RecordType, Value};
use rusqlite::params_from_iter;

use crate::error::Result;
use crate::projection::{from_sql, table};
use crate::query::by_day::{expression, install_field};
use crate::query::operands::named;
use crate::query::{Filter, ListQuery, Reader};

/// A column over every row that a query finds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Figure {
    /// How many rows have a value.
    pub filled: u64,
    /// What the numbers come to; `None` for other sorts of columns.
    pub sum: Option<i64>,
}

impl Reader<'_> {
    /// Figures of columns over every row that the query finds.
    ///
    /// # Errors
    /// An unknown kind or field; what the database answers.
    pub fn figures(
        &self,
        kind: &str,
        query: &ListQuery,
        fields: &[FieldKey],
    ) -> Result<Vec<Figure>> {
        let kind = self.kind(kind)?;
        self.prepare(&kind, query)?;
        let mut asked = Vec::new();
        for key in fields {
            let field = named(&kind, key)?;
            self.know(&kind, field, query)?;
            let value = expression(&kind, field);
            let sum = if matches!(field.field_type, FieldType::Int | FieldType::Money) {
                format!("total({value})")
            } else {
                "NULL".into()
            };
            asked.push(format!("count({value}), {sum}"));
        }
        if asked.is_empty() {
            return Ok(Vec::new());
        }
        let condition = self.condition(&kind, query)?;
        let sql = format!(
            "SELECT {} FROM {} WHERE {}",
            asked.join(", "),
            table(&kind),
            condition.sql
        );
        let figures = self.conn.prepare_cached(&sql)?.query_row(
            params_from_iter(&condition.values),
            |row| {
                (0..fields.len())
                    .map(|at| {
                        let filled: i64 = row.get(2 * at)?;
                        let sum: Option<f64> = row.get(2 * at + 1)?;
                        Ok(Figure {
                            filled: u64::try_from(filled).unwrap_or(0),
                            #[allow(
                                clippy::cast_possible_truncation,
                                reason = "whole numbers of an office lie far below 2^53"
                            )]
                            sum: sum.map(|it| it as i64),
                        })
                    })
                    .collect::<rusqlite::Result<Vec<_>>>()
            },
        )?;
        Ok(figures)
    }

    /// The values of a column over every row that the query finds, with how many rows have each;
    /// elements of sets by themselves, dates by their year. `None` counts the empty ones.
    ///
    /// # Errors
    /// An unknown kind or field; what the database answers.
    pub fn values_of(
        &self,
        kind: &str,
        query: &ListQuery,
        field: &FieldKey,
    ) -> Result<Vec<(Option<Value>, u64)>> {
        let kind = self.kind(kind)?;
        // As if the column were filtered by, for its index or its function.
        let asked = ListQuery {
            filters: vec![Filter::Empty(field.clone())],
            ..query.clone()
        };
        self.prepare(&kind, query)?;
        self.prepare(&kind, &asked)?;
        let field = named(&kind, field)?;
        let condition = self.condition(&kind, query)?;
        let mut value = expression(&kind, field);
        if matches!(field.field_type, FieldType::Date) {
            value = format!("substr({value}, 1, 4)");
        }
        let sql = format!(
            "SELECT {value}, count(*) FROM {} WHERE {} GROUP BY 1",
            table(&kind),
            condition.sql
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut cells = statement.query(params_from_iter(&condition.values))?;
        let mut counts: BTreeMap<Option<Value>, u64> = BTreeMap::new();
        while let Some(cells) = cells.next()? {
            let count = u64::try_from(cells.get::<_, i64>(1)?).unwrap_or(0);
            match read_value(field, cells.get_ref(0)?)? {
                Some(Value::Set(items)) => {
                    for item in items {
                        let one = match item {
                            Item::Text(text) => Value::Text(text),
                            id @ Item::Id(_) => Value::Ref(id),
                        };
                        *counts.entry(Some(one)).or_default() += count;
                    }
                }
                value => *counts.entry(value).or_default() += count,
            }
        }
        Ok(counts.into_iter().collect())
    }

    fn know(
        &self,
        kind: &Arc<RecordType>,
        field: &domain::record::Field,
        query: &ListQuery,
    ) -> Result<()> {
        if field.has_column() {
            return Ok(());
        }
        install_field(self.conn, kind, field, query.today.as_ref())
    }
}

fn read_value(
    field: &domain::record::Field,
    cell: rusqlite::types::ValueRef<'_>,
) -> Result<Option<Value>> {
    let value = from_sql(&field.field_type, cell)?;
    Ok(match value {
        Some(Value::Text(year)) if matches!(field.field_type, FieldType::Date) => {
            PartialDate::parse_iso(&year).map(Value::Date)
        }
        other => other,
    })
}
