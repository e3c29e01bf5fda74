//! Some columns of every record of a kind, without the rest: what figures are counted from.

use domain::record::{RecordId, Value};
use rusqlite::params_from_iter;

use crate::error::{Result, StoreFault};
use crate::projection::{column, from_sql, table};
use crate::query::{ListQuery, Reader, filter};

impl Reader<'_> {
    /// Gives these columns of every row that the query's filters find, one row after the other, in
    /// no order. Search, order, limit and offset of the query do not count; columns that are
    /// computed by day cannot be asked for.
    ///
    /// # Errors
    /// An unknown kind or field; what the database answers.
    pub fn columns(
        &self,
        kind: &str,
        query: &ListQuery,
        fields: &[&str],
        mut each: impl FnMut(RecordId, &mut [Option<Value>]),
    ) -> Result<()> {
        let kind = self.kind(kind)?;
        let mut asked = Vec::with_capacity(fields.len());
        for key in fields {
            let field = kind
                .field(key)
                .filter(|it| it.has_column())
                .ok_or_else(|| StoreFault::NoField {
                    kind: kind.title.clone(),
                    field: (*key).to_owned(),
                })?;
            asked.push(field);
        }
        let mut condition = filter::standing(query);
        for it in &query.filters {
            filter::add(&kind, it, &mut condition)?;
        }
        let names: String = asked
            .iter()
            .map(|field| format!(", {}", column(field)))
            .collect();
        let sql = format!(
            "SELECT id{names} FROM {} WHERE {}",
            table(&kind),
            condition.sql
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut cells = statement.query(params_from_iter(&condition.values))?;
        let mut values: Vec<Option<Value>> = vec![None; asked.len()];
        while let Some(row) = cells.next()? {
            let Some(id) = RecordId::from_slice(row.get_ref(0)?.as_blob().unwrap_or_default())
            else {
                continue;
            };
            for (at, (field, place)) in asked.iter().zip(&mut values).enumerate() {
                *place = from_sql(&field.field_type, row.get_ref(at + 1)?)?;
            }
            each(id, &mut values);
        }
        Ok(())
    }
}
