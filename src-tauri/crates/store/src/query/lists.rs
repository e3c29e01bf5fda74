//! Lists of a register: their rows and places, what a search finds first, how many there are.

use std::collections::HashSet;
use std::ops::ControlFlow;

use domain::record::Row;
use rusqlite::params_from_iter;

use crate::error::Result;
use crate::projection::{read_row, row_columns, table};
use crate::query::hits::{Search, going_through};
use crate::query::rows::Rows;
use crate::query::sieve::{Question, Sieve};
use crate::query::{ListQuery, Page, Reader};

impl Reader<'_> {
    /// A page of a list.
    ///
    /// # Errors
    /// An unknown kind or field; what the database answers.
    pub fn list(&self, kind: &str, query: &ListQuery) -> Result<Page> {
        let mut rows = Vec::new();
        let total = self.for_each(kind, query, |row| {
            rows.push(row);
            Ok(())
        })?;
        Ok(Page {
            total,
            counted: true,
            rows,
        })
    }

    /// A page of a list before its rows are counted, where counting takes longer than finding those of
    /// the page. [`Reader::count`] counts them then.
    ///
    /// # Errors
    /// An unknown kind or field; what the database answers.
    pub fn first_look(&self, kind: &str, query: &ListQuery) -> Result<Page> {
        if query.limit.is_none() {
            return self.list(kind, query);
        }
        let kind = self.kind(kind)?;
        let (total, counted, places) = self.first_places(&kind, query)?;
        let mut rows = Vec::with_capacity(places.len());
        self.rows_at(&kind, &places, |row| {
            rows.push(row);
            Ok(())
        })?;
        Ok(Page {
            total,
            counted,
            rows,
        })
    }

    /// Gives the rows of a list one by one; answers how many there are before limit and offset.
    ///
    /// # Errors
    /// An unknown kind or field; what the database or `each` answers.
    pub fn for_each(
        &self,
        kind: &str,
        query: &ListQuery,
        mut each: impl FnMut(Row) -> Result<()>,
    ) -> Result<u64> {
        let kind = self.kind(kind)?;
        if query.limit.is_some() {
            let (total, places) = self.places(&kind, query)?;
            self.rows_at(&kind, &places, each)?;
            return Ok(total);
        }
        self.prepare(&kind, query)?;
        let condition = self.condition(&kind, query)?;
        let mut found = 0_u64;
        let columns = row_columns(&kind);
        for stretch in self.stretches(&kind, query, false)? {
            let _ = self.scan(&kind, &columns, &condition, &stretch, false, |cells| {
                if found >= u64::from(query.offset) {
                    each(read_row(&kind, cells, 0)?)?;
                }
                found += 1;
                Ok(ControlFlow::Continue(()))
            })?;
        }
        Ok(found)
    }

    /// Every row of a list by its place, in order, whatever the query's limit and offset say.
    /// [`Reader::at`] reads them, a stretch at a time.
    ///
    /// # Errors
    /// An unknown kind or field; what the database answers.
    pub fn all_places(&self, kind: &str, query: &ListQuery) -> Result<Vec<i64>> {
        let kind = self.kind(kind)?;
        let whole = ListQuery {
            limit: None,
            offset: 0,
            ..query.clone()
        };
        Ok(self.places(&kind, &whole)?.1)
    }

    /// The rows at these places.
    ///
    /// # Errors
    /// An unknown kind; what the database answers.
    pub fn at(&self, kind: &str, places: &[i64]) -> Result<Vec<Row>> {
        let kind = self.kind(kind)?;
        let mut rows = Vec::with_capacity(places.len());
        self.rows_at(&kind, places, |row| {
            rows.push(row);
            Ok(())
        })?;
        Ok(rows)
    }

    /// The first live rows that a search finds, at most `limit`, in the order they came, and whether
    /// there are more. Stops where enough is found, so a common word costs no more than a rare one.
    ///
    /// # Errors
    /// An unknown kind; what the database answers.
    pub fn find_some(&self, kind: &str, search: &str, limit: usize) -> Result<(Vec<Row>, bool)> {
        let kind = self.kind(kind)?;
        let sql = format!(
            "SELECT {} FROM {} WHERE n = ?1 AND _state = 0",
            row_columns(&kind),
            table(&kind)
        );
        let mut reading = self.conn.prepare_cached(&sql)?;
        let mut rows = Vec::new();
        let mut more = false;
        let mut taken = HashSet::new();
        // Answers whether to go on.
        let mut take = |n: i64| {
            if !taken.insert(n) {
                return Ok(true);
            }
            let mut cells = reading.query([n])?;
            if let Some(cells) = cells.next()? {
                more = rows.len() == limit;
                if more {
                    return Ok(false);
                }
                rows.push(read_row(&kind, cells, 0)?);
            }
            Ok(true)
        };
        match Search::of(self.conn, &kind, search)? {
            Some(it) => {
                let likely = it.for_each_sure(self.conn, &mut take)?;
                let mut sieve = Sieve::default();
                let question = Question::is_found(&kind, search);
                let likely = likely.unwrap_or_default();
                let places = likely.list();
                sieve.and_ask(Rows::default(), likely, question);
                let mut is_left = sieve.by_row(self.conn)?;
                for n in places {
                    if is_left(n)? && !take(n)? {
                        break;
                    }
                }
            }
            None => {
                let mut finding = self.conn.prepare_cached(&going_through(&kind))?;
                let mut found = finding.query([search])?;
                while let Some(at) = found.next()? {
                    if !take(at.get(0)?)? {
                        break;
                    }
                }
            }
        }
        Ok((rows, more))
    }

    /// How many rows a query has.
    ///
    /// # Errors
    /// An unknown kind or field; what the database answers.
    pub fn count(&self, kind: &str, query: &ListQuery) -> Result<u64> {
        let kind = self.kind(kind)?;
        self.prepare(&kind, query)?;
        if self.is_asked(&kind, query)? {
            let chosen = self.chosen(&kind, query)?;
            let total = self.count_of(&kind, query, &chosen)?;
            return Ok(u64::try_from(total).unwrap_or(u64::MAX));
        }
        let condition = self.condition(&kind, query)?;
        let sql = format!(
            "SELECT count(*) FROM {} WHERE {}",
            table(&kind),
            condition.sql
        );
        let total: i64 = self
            .conn
            .prepare_cached(&sql)?
            .query_row(params_from_iter(&condition.values), |row| row.get(0))?;
        Ok(u64::try_from(total).unwrap_or(0))
    }
}
