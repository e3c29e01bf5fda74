//! Writes prepared rows into the tables of one type.

use std::sync::Arc;

use domain::record::RecordType;
use rusqlite::types::ToSqlOutput;
use rusqlite::{CachedStatement, Connection, params};

use crate::error::Result;
use crate::ledger::State;
use crate::projection::held::Held;
use crate::projection::pairs;
use crate::projection::prepared::{PreparedRows, RowCells};
use crate::projection::statements::Statements;

/// Writes records of one type into their projection; its statements are prepared once and not once
/// per record.
pub(crate) struct Writer<'c> {
    conn: &'c Connection,
    kind: Arc<RecordType>,
    statements: Arc<Statements>,
    insert: Option<CachedStatement<'c>>,
    update: Option<CachedStatement<'c>>,
    add_search: Option<CachedStatement<'c>>,
    put_search: Option<CachedStatement<'c>>,
    /// Whether the texts of this type are indexed, once it was asked.
    pairs: Option<bool>,
}

impl<'c> Writer<'c> {
    pub(crate) fn new(conn: &'c Connection, state: &State, kind: &Arc<RecordType>) -> Self {
        Self {
            conn,
            kind: Arc::clone(kind),
            statements: state.statements.of(kind),
            insert: None,
            update: None,
            add_search: None,
            put_search: None,
            pairs: None,
        }
    }

    /// Writes a record, which must be of this type.
    pub(crate) fn store(&mut self, state: &mut State, held: &mut Held) -> Result<()> {
        state.aliases.know(self.conn, &held.home, &held.seen)?;
        let indexed = self.is_indexed()?;
        let mut rows = PreparedRows::new(&self.kind, indexed);
        rows.add(&state.aliases, held)?;
        held.place = self.put(&rows)?;
        Ok(())
    }

    fn is_indexed(&mut self) -> Result<bool> {
        Ok(match self.pairs {
            Some(known) => known,
            None => *self.pairs.insert(pairs::are_kept(self.conn, &self.kind)?),
        })
    }

    /// Writes rows of this type; answers the place of the last one.
    pub(crate) fn put(&mut self, rows: &PreparedRows) -> Result<Option<i64>> {
        let mut last = None;
        for row in rows.each() {
            let statement = match row.place() {
                Some(_) => prepared(self.conn, &mut self.update, &self.statements.update)?,
                None => prepared(self.conn, &mut self.insert, &self.statements.insert)?,
            };
            statement.clear_bindings();
            for (at, cell) in row.cells() {
                statement.raw_bind_parameter(at, ToSqlOutput::Borrowed(cell))?;
            }
            let n = match row.place() {
                Some(n) => {
                    statement.raw_bind_parameter(rows.width() + 1, n)?;
                    statement.raw_execute()?;
                    n
                }
                None => {
                    statement.raw_execute()?;
                    self.conn.last_insert_rowid()
                }
            };
            self.put_search(&row, n, rows.is_indexed())?;
            last = Some(n);
        }
        Ok(last)
    }

    fn put_search(&mut self, row: &RowCells<'_>, n: i64, indexed: bool) -> Result<()> {
        let existed = row.place().is_some();
        let statements = &self.statements;
        if let Some(texts) = row.search() {
            let [line, long, others, sounds] = texts.map(ToSqlOutput::Borrowed);
            let put = if existed {
                prepared(self.conn, &mut self.put_search, &statements.put_search)?
            } else {
                prepared(self.conn, &mut self.add_search, &statements.add_search)?
            };
            put.raw_bind_parameter(1, n)?;
            put.raw_bind_parameter(2, line)?;
            put.raw_execute()?;
            if indexed {
                self.conn
                    .prepare_cached(&statements.put_pairs)?
                    .execute(params![n, long, others])?;
                self.conn
                    .prepare_cached(&statements.put_sounds)?
                    .execute(params![n, sounds])?;
            }
        } else if existed {
            self.conn
                .prepare_cached(&statements.drop_search)?
                .execute([n])?;
            if indexed {
                self.conn
                    .prepare_cached(&statements.drop_pairs)?
                    .execute([n])?;
                self.conn
                    .prepare_cached(&statements.drop_sounds)?
                    .execute([n])?;
            }
        }
        Ok(())
    }
}

fn prepared<'a, 'c>(
    conn: &'c Connection,
    place: &'a mut Option<CachedStatement<'c>>,
    sql: &str,
) -> Result<&'a mut CachedStatement<'c>> {
    Ok(match place {
        Some(statement) => statement,
        None => place.insert(conn.prepare_cached(sql)?),
    })
}
