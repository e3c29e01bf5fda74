//! Which of some records others refer to: asked before an undo takes back what it made.

use std::collections::HashSet;

use domain::record::{Field, Item, KindKey, RecordId, RecordType, Value};
use rusqlite::OptionalExtension;

use crate::error::Result;
use crate::projection::{column, from_sql, table, to_sql};
use crate::query::Reader;

/// A table is gone through where it has fewer than so many rows for each record asked for; else each
/// record is looked up by the index over parents.
const ROWS_OF_A_LOOKUP: usize = 8;

/// How a field names another record.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Names {
    /// By a reference, or a set of them.
    Reference,
    /// By the text of its id: rows inside records of whatever type (findings, attachments, steps).
    Text,
}

impl Reader<'_> {
    /// Those of `asked`, records of these kinds, that a live row of any kind refers to, the rows of
    /// `asked` themselves aside. Children refer to their parents.
    ///
    /// # Errors
    /// What the database answers.
    pub(crate) fn referred_among(
        &self,
        kinds: &HashSet<&KindKey>,
        asked: &HashSet<RecordId>,
    ) -> Result<HashSet<RecordId>> {
        let mut referred = HashSet::new();
        for kind in self.registry.iter() {
            let link = kind.parent.as_ref();
            for field in kind.fields.iter().filter(|it| it.is_logged()) {
                let is_link = link.is_some_and(|it| it.field == field.key);
                let open = is_link && link.is_some_and(|it| it.kind.is_none());
                let refers = field.field_type.refers_to();
                let names = match refers.is_some_and(|it| kinds.contains(it)) {
                    true => Names::Reference,
                    false if open => Names::Text,
                    false => continue,
                };
                let few = |rows: usize| asked.len().saturating_mul(ROWS_OF_A_LOOKUP) <= rows;
                if is_link && few(self.rows_of(kind)?) {
                    self.look_up(kind, field, names, asked, &mut referred)?;
                } else {
                    self.go_through(kind, field, names, asked, &mut referred)?;
                }
            }
        }
        Ok(referred)
    }

    /// The greatest place in a type's table: at most so many rows it has.
    fn rows_of(&self, kind: &RecordType) -> Result<usize> {
        let sql = format!("SELECT max(n) FROM {}", table(kind));
        let last: Option<i64> = self
            .conn
            .prepare_cached(&sql)?
            .query_row([], |row| row.get(0))
            .optional()?
            .flatten();
        Ok(last.and_then(|it| usize::try_from(it).ok()).unwrap_or(0))
    }

    fn look_up(
        &self,
        kind: &RecordType,
        field: &Field,
        names: Names,
        asked: &HashSet<RecordId>,
        referred: &mut HashSet<RecordId>,
    ) -> Result<()> {
        let sql = format!(
            "SELECT id FROM {} WHERE {} = ?1 AND _state = 0",
            table(kind),
            column(field)
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        for id in asked {
            let value = match names {
                Names::Reference => Value::Ref(Item::Id(*id)),
                Names::Text => Value::Text(id.0.simple().to_string()),
            };
            let mut rows = statement.query([to_sql(Some(&value))])?;
            while let Some(row) = rows.next()? {
                let by = RecordId::from_slice(row.get_ref(0)?.as_blob().unwrap_or_default());
                if by.is_none_or(|by| !asked.contains(&by)) {
                    referred.insert(*id);
                    break;
                }
            }
        }
        Ok(())
    }

    fn go_through(
        &self,
        kind: &RecordType,
        field: &Field,
        names: Names,
        asked: &HashSet<RecordId>,
        referred: &mut HashSet<RecordId>,
    ) -> Result<()> {
        let (column, table) = (column(field), table(kind));
        let sql =
            format!("SELECT id, {column} FROM {table} WHERE _state = 0 AND {column} IS NOT NULL");
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let by = RecordId::from_slice(row.get_ref(0)?.as_blob().unwrap_or_default());
            if by.is_some_and(|by| asked.contains(&by)) {
                continue;
            }
            let known = |id: &RecordId| asked.contains(id);
            match (names, from_sql(&field.field_type, row.get_ref(1)?)?) {
                (Names::Reference, Some(Value::Ref(Item::Id(id)))) if known(&id) => {
                    referred.insert(id);
                }
                (Names::Reference, Some(Value::Set(items))) => {
                    referred.extend(items.iter().filter_map(|item| match item {
                        Item::Id(id) => Some(*id).filter(known),
                        Item::Text(_) => None,
                    }));
                }
                (Names::Text, Some(Value::Text(text))) => {
                    referred.extend(RecordId::parse(&text).filter(known));
                }
                _ => {}
            }
        }
        Ok(())
    }
}
