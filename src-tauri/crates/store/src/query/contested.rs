//! Records with something beside their values, and records that may stand for one person.

use domain::record::{FieldKey, RecordId, Rival};
use rusqlite::types::Value as Cell;

use crate::error::Result;
use crate::projection::{column, rivals_in, table};
use crate::query::reader::Reader;

/// What stands beside the values of one record, field by field; disputes over the whole record
/// without rivals.
pub type Contested = (RecordId, Vec<(FieldKey, Vec<Rival>)>);

impl Reader<'_> {
    /// The live records of a kind with something beside their values, in the order in which they
    /// came.
    ///
    /// # Errors
    /// An unknown kind; what the database answers.
    pub fn contested(&self, kind: &str) -> Result<Vec<Contested>> {
        let kind = self.kind(kind)?;
        let sql = format!(
            "SELECT id, _rivals FROM {} WHERE _rivals IS NOT NULL AND _state = 0 ORDER BY n",
            table(&kind)
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut rows = statement.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let id = RecordId::from_slice(row.get_ref(0)?.as_blob().unwrap_or_default());
            let rivals = rivals_in(row.get_ref(1)?.as_blob().unwrap_or_default())?;
            found.extend(id.map(|id| (id, rivals)));
        }
        Ok(found)
    }

    /// Groups of live records with the same values in all of these fields, at most so many groups.
    ///
    /// # Errors
    /// An unknown kind; what the database answers.
    pub fn doubles(&self, kind: &str, key: &[FieldKey], most: u32) -> Result<Vec<Vec<RecordId>>> {
        let kind = self.kind(kind)?;
        let columns: Vec<String> = key
            .iter()
            .filter_map(|it| kind.field(it.as_str()))
            .filter(|it| it.has_column())
            .map(column)
            .collect();
        if columns.is_empty() || columns.len() != key.len() {
            return Ok(Vec::new());
        }
        let there: Vec<String> = columns
            .iter()
            .map(|it| format!("{it} IS NOT NULL"))
            .collect();
        let same: Vec<String> = columns
            .iter()
            .map(|it| format!("a.{it} = g.{it}"))
            .collect();
        let of_a: Vec<String> = columns.iter().map(|it| format!("a.{it}")).collect();
        let (table, columns) = (table(&kind), columns.join(", "));
        let sql = format!(
            "SELECT a.id, {of_a} FROM {table} a JOIN (
                SELECT {columns} FROM {table} WHERE _state = 0 AND {there}
                GROUP BY {columns} HAVING count(*) > 1 LIMIT ?1
             ) g ON {same} WHERE a._state = 0 ORDER BY {of_a}, a.n",
            of_a = of_a.join(", "),
            there = there.join(" AND "),
            same = same.join(" AND "),
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut rows = statement.query([most])?;
        let mut groups: Vec<Vec<RecordId>> = Vec::new();
        let mut last: Option<Vec<Cell>> = None;
        while let Some(row) = rows.next()? {
            let Some(id) = RecordId::from_slice(row.get_ref(0)?.as_blob().unwrap_or_default())
            else {
                continue;
            };
            let values = (1..=key.len()).map(|at| row.get(at));
            let values: Vec<Cell> = values.collect::<rusqlite::Result<_>>()?;
            match groups.last_mut() {
                Some(group) if last.as_ref() == Some(&values) => group.push(id),
                _ => groups.push(vec![id]),
            }
            last = Some(values);
        }
        Ok(groups)
    }
}
