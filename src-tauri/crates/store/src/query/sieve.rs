//! What a query leaves as far as the indices tell, and the rows of which a text has to be asked still.
//!
//! A page needs fifty rows that are left; a count needs every one. Asking takes some microseconds a row,
//! so a page asks those it comes by, and a count the rest.

use domain::names::search::Query;
use domain::record::{Field, RecordType};
use rusqlite::{CachedStatement, Connection};

use crate::error::Result;
use crate::projection::{column, search_table, table};
use crate::query::rows::{Chosen, Rows};

/// The rows that conditions leave, some of them with a question.
#[derive(Default)]
pub(super) struct Sieve {
    /// Nothing else is left.
    chosen: Chosen,
    open: Vec<Open>,
}

/// A condition of which the index does not tell everything.
struct Open {
    sure: Rows,
    question: Question,
}

/// What is asked of a row's text.
pub(super) struct Question {
    /// Gives the text of the row `?1`.
    sql: String,
    answers: Box<dyn Fn(&str) -> bool>,
}

impl Question {
    /// Whether the search finds the row.
    pub(super) fn is_found(kind: &RecordType, search: &str) -> Self {
        let query = Query::parse(search);
        Self {
            sql: format!("SELECT text FROM {} WHERE n = ?1", search_table(kind)),
            answers: Box::new(move |text| query.matches(text)),
        }
    }

    /// Whether a field has a piece in it.
    pub(super) fn contains(kind: &RecordType, field: &Field, piece: &str) -> Self {
        let piece = piece.to_owned();
        Self {
            sql: format!("SELECT {} FROM {} WHERE n = ?1", column(field), table(kind)),
            answers: Box::new(move |text| text.contains(&piece)),
        }
    }

    fn prepare<'c>(&self, conn: &'c Connection) -> Result<CachedStatement<'c>> {
        Ok(conn.prepare_cached(&self.sql)?)
    }

    fn ask(&self, statement: &mut CachedStatement<'_>, n: i64) -> Result<bool> {
        let mut rows = statement.query([n])?;
        Ok(match rows.next()? {
            Some(row) => row.get_ref(0)?.as_str().is_ok_and(&self.answers),
            None => false,
        })
    }
}

impl Sieve {
    /// Leaves what this leaves as well.
    pub(super) fn and(&mut self, chosen: Chosen) {
        self.chosen = std::mem::take(&mut self.chosen).and(chosen);
    }

    /// Leaves those that are sure, and of those that are likely the ones that answer yes.
    pub(super) fn and_ask(&mut self, sure: Rows, mut likely: Rows, question: Question) {
        if likely.is_empty() {
            self.and(Chosen::Only(sure));
            return;
        }
        likely.add(&sure);
        self.and(Chosen::Only(likely));
        self.open.push(Open { sure, question });
    }

    /// How many rows have a question, at most.
    pub(super) fn unasked(&self) -> usize {
        let Chosen::Only(rows) = &self.chosen else {
            return 0;
        };
        let count = |open: &Open| {
            let mut unsure = rows.clone();
            unsure.leave_out(&open.sure);
            unsure.count()
        };
        self.open.iter().map(count).sum()
    }

    /// Asks all of them.
    pub(super) fn settle(self, conn: &Connection) -> Result<Chosen> {
        let Self { mut chosen, open } = self;
        for it in open {
            let Chosen::Only(rows) = &mut chosen else {
                continue;
            };
            let mut unsure = rows.clone();
            unsure.leave_out(&it.sure);
            let mut statement = it.question.prepare(conn)?;
            for n in unsure.list() {
                if !it.question.ask(&mut statement, n)? {
                    rows.drop(n);
                }
            }
        }
        Ok(chosen)
    }

    /// Whether single rows are left, for whoever comes by few of them.
    pub(super) fn by_row<'c>(
        &self,
        conn: &'c Connection,
    ) -> Result<impl FnMut(i64) -> Result<bool> + use<'c, '_>> {
        let statements = self.open.iter().map(|it| it.question.prepare(conn));
        let mut statements = statements.collect::<Result<Vec<_>>>()?;
        Ok(move |n| {
            if !self.chosen.has(n) {
                return Ok(false);
            }
            for (open, statement) in self.open.iter().zip(&mut statements) {
                if !open.sure.has(n) && !open.question.ask(statement, n)? {
                    return Ok(false);
                }
            }
            Ok(true)
        })
    }
}
