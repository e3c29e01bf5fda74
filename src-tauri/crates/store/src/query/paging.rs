//! Which rows stand on a page. Rows are known by their place in the table until the page is
//! settled; only its own rows are read whole. Everything before that is read from indices, so the
//! last page of a long register comes as fast as the first.

use std::ops::ControlFlow;
use std::sync::Arc;

use domain::names::order::NameOrder;
use domain::record::{Follows, RecordType, Row};
use rusqlite::params_from_iter;
use rusqlite::types::Value as Sql;

use crate::error::Result;
use crate::projection::{
    index_column, index_gaps, index_names, is_name, read_row, row_columns, table,
};
use crate::query::filter::{self, Condition};
use crate::query::hits::hits;
use crate::query::operands::named;
use crate::query::order::{Stretch, stretches};
use crate::query::{Filter, ListQuery, Order, Reader, by_day};

/// Up to so many rows are sorted after they are found; of more, the order is read from its index.
const FEW: usize = 1_000;

/// A set of rows by their places, one bit each.
#[derive(Default)]
struct Rows {
    words: Vec<u64>,
}

impl Rows {
    fn put(&mut self, n: i64) {
        let n = usize::try_from(n).unwrap_or(0);
        let word = n / 64;
        if word >= self.words.len() {
            self.words.resize(word + 1, 0);
        }
        self.words[word] |= 1 << (n % 64);
    }

    fn has(&self, n: i64) -> bool {
        let n = usize::try_from(n).unwrap_or(0);
        self.words
            .get(n / 64)
            .is_some_and(|word| word & (1 << (n % 64)) != 0)
    }

    fn keep_only(&mut self, other: &Self) {
        self.words.truncate(other.words.len());
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= other;
        }
    }

    fn leave_out(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= !other;
        }
    }

    fn count(&self) -> usize {
        self.words.iter().map(|it| it.count_ones() as usize).sum()
    }

    fn list(&self) -> Vec<i64> {
        let mut list = Vec::with_capacity(self.count());
        for (at, word) in self.words.iter().enumerate() {
            let mut rest = *word;
            while rest != 0 {
                let n = at * 64 + rest.trailing_zeros() as usize;
                list.push(i64::try_from(n).unwrap_or(i64::MAX));
                rest &= rest - 1;
            }
        }
        list
    }
}

impl Reader<'_> {
    /// How many rows a query has, and the places of those on its page, in order.
    pub(super) fn places(
        &self,
        kind: &Arc<RecordType>,
        query: &ListQuery,
    ) -> Result<(u64, Vec<i64>)> {
        self.prepare(kind, query)?;
        let chosen = self.chosen(kind, query)?;
        let total = match &chosen {
            Some(rows) => rows.count(),
            None => self.count_of(kind, &filter::standing(query))?,
        };
        let first = usize::try_from(query.offset)
            .unwrap_or(usize::MAX)
            .min(total);
        let most = query
            .limit
            .map_or(usize::MAX, |it| usize::try_from(it).unwrap_or(usize::MAX));
        let end = first.saturating_add(most).min(total);
        let mut places = Vec::with_capacity(end - first);
        if end > first {
            let mut condition = filter::standing(query);
            let few = chosen.as_ref().filter(|_| total <= FEW);
            if let Some(rows) = few {
                condition = filter::standing_among(query);
                let list: Vec<String> = rows.list().iter().map(i64::to_string).collect();
                condition
                    .values
                    .push(Sql::Text(format!("[{}]", list.join(","))));
                condition
                    .sql
                    .push_str(" AND n IN (SELECT value FROM json_each(?1))");
            }
            let backwards = first > total - end;
            let (skip, stop) = if backwards {
                (total - end, total - first)
            } else {
                (first, end)
            };
            let among = chosen.as_ref().filter(|_| few.is_none());
            self.walk(
                kind,
                query,
                &condition,
                backwards,
                among,
                skip,
                stop,
                &mut places,
            )?;
            if backwards {
                places.reverse();
            }
        }
        Ok((u64::try_from(total).unwrap_or(u64::MAX), places))
    }

    /// The rows at these places, in this order.
    pub(super) fn rows_at(
        &self,
        kind: &Arc<RecordType>,
        places: &[i64],
        mut each: impl FnMut(Row) -> Result<()>,
    ) -> Result<()> {
        let sql = format!(
            "SELECT {} FROM {} WHERE n = ?1",
            row_columns(kind),
            table(kind)
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        for n in places {
            let mut cells = statement.query([n])?;
            if let Some(cells) = cells.next()? {
                each(read_row(kind, cells, 0)?)?;
            }
        }
        Ok(())
    }

    /// Columns by day become functions; columns asked for in long registers get their index.
    pub(super) fn prepare(&self, kind: &Arc<RecordType>, query: &ListQuery) -> Result<()> {
        by_day::install(self.conn, kind, query)?;
        let mut parts = query.filters.iter().flat_map(Filter::alternatives);
        if parts.any(|it| *it == Filter::ToFill) {
            index_gaps(self.conn, kind)?;
        }
        let order = match &query.order {
            Order::Field(key) => Some(key),
            Order::Name(order) => {
                let name = kind.field(kind.name_field.as_str());
                if let Some(name) = name.filter(|it| is_name(it)) {
                    index_names(self.conn, kind, name, *order)?;
                }
                None
            }
            Order::Own | Order::AsFound => None,
        };
        let asked = query.filters.iter().flat_map(Filter::keys);
        let asked = asked.map(|key| (key, false));
        for (key, is_order) in asked.chain(order.map(|key| (key, true))) {
            let field = named(kind, key)?;
            if is_order && is_name(field) {
                index_names(self.conn, kind, field, NameOrder::NameStrokes)?;
            } else if field.has_column() {
                index_column(self.conn, kind, field)?;
            } else if let Some(Follows::With(by) | Follows::Against(by)) = &field.follows {
                index_column(self.conn, kind, named(kind, by)?)?;
            } else if let [read] = by_day::read_by(kind, field).collect::<Vec<_>>().as_slice() {
                index_column(self.conn, kind, read)?;
            }
        }
        Ok(())
    }

    /// The rows that filters and search leave; `None` where nothing is asked.
    fn chosen(&self, kind: &Arc<RecordType>, query: &ListQuery) -> Result<Option<Rows>> {
        let mut chosen: Option<Rows> = None;
        for filter in &query.filters {
            let mut found = Rows::default();
            for filter in filter.alternatives() {
                let mut condition = filter::standing_for(query, std::slice::from_ref(filter));
                filter::add(kind, filter, &mut condition)?;
                self.find(kind, &condition, &mut found)?;
            }
            match &mut chosen {
                Some(rows) => rows.keep_only(&found),
                None => chosen = Some(found),
            }
        }
        if let Some(search) = filter::searched(query) {
            let mut values = Vec::new();
            let sql = hits(self.conn, kind, search, &mut values)?;
            let mut hits = Rows::default();
            self.rows(&sql, &values, &mut hits)?;
            // Those that do not stand are few; asking each hit for it would read its whole row.
            let sql = format!(
                "SELECT n FROM {} WHERE {}",
                table(kind),
                filter::outside(query)
            );
            let mut fallen = Rows::default();
            self.rows(&sql, &[], &mut fallen)?;
            hits.leave_out(&fallen);
            match &mut chosen {
                Some(rows) => rows.keep_only(&hits),
                None => chosen = Some(hits),
            }
        }
        Ok(chosen)
    }

    fn find(&self, kind: &RecordType, condition: &Condition, into: &mut Rows) -> Result<()> {
        let sql = format!("SELECT n FROM {} WHERE {}", table(kind), condition.sql);
        self.rows(&sql, &condition.values, into)
    }

    /// The places that a statement gives.
    fn rows(&self, sql: &str, values: &[Sql], into: &mut Rows) -> Result<()> {
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut cells = statement.query(params_from_iter(values))?;
        while let Some(cells) = cells.next()? {
            into.put(cells.get(0)?);
        }
        Ok(())
    }

    /// Goes through the order from `skip` to `stop`, counting only rows that are among the chosen.
    #[allow(clippy::too_many_arguments, reason = "one walk, said in full")]
    fn walk(
        &self,
        kind: &RecordType,
        query: &ListQuery,
        condition: &Condition,
        backwards: bool,
        among: Option<&Rows>,
        skip: usize,
        stop: usize,
        places: &mut Vec<i64>,
    ) -> Result<()> {
        let mut passed = 0;
        let mut stretches = self.stretches(kind, query)?;
        if backwards {
            stretches.reverse();
        }
        for stretch in &stretches {
            let each = |cells: &rusqlite::Row<'_>| {
                let n: i64 = cells.get(0)?;
                if among.is_some_and(|rows| !rows.has(n)) {
                    return Ok(ControlFlow::Continue(()));
                }
                if passed >= skip {
                    places.push(n);
                }
                passed += 1;
                Ok(if passed == stop {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                })
            };
            if self
                .scan(kind, "n", condition, stretch, backwards, each)?
                .is_break()
            {
                break;
            }
        }
        Ok(())
    }

    /// Gives these columns of each row of a stretch that the condition leaves, in its order, until
    /// `each` breaks off.
    pub(super) fn scan(
        &self,
        kind: &RecordType,
        columns: &str,
        condition: &Condition,
        stretch: &Stretch,
        backwards: bool,
        mut each: impl FnMut(&rusqlite::Row<'_>) -> Result<ControlFlow<()>>,
    ) -> Result<ControlFlow<()>> {
        let sql = format!(
            "SELECT {columns} FROM {} WHERE {}{}{}",
            table(kind),
            condition.sql,
            stretch.condition,
            stretch.order(backwards)
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        let values = condition.values.iter().chain(&stretch.values);
        let mut cells = statement.query(params_from_iter(values))?;
        while let Some(cells) = cells.next()? {
            if each(cells)?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    pub(super) fn stretches(&self, kind: &RecordType, query: &ListQuery) -> Result<Vec<Stretch>> {
        stretches(self.conn, self.registry, kind, query)
    }

    fn count_of(&self, kind: &RecordType, condition: &Condition) -> Result<usize> {
        let sql = format!(
            "SELECT count(*) FROM {} WHERE {}",
            table(kind),
            condition.sql
        );
        let total: i64 = self
            .conn
            .prepare_cached(&sql)?
            .query_row(params_from_iter(&condition.values), |row| row.get(0))?;
        Ok(usize::try_from(total).unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(of: &[i64]) -> Rows {
        let mut it = Rows::default();
        of.iter().for_each(|n| it.put(*n));
        it
    }

    #[test]
    fn what_several_filters_leave_is_what_all_of_them_found() {
        let mut found = rows(&[1, 63, 64, 200, 1_000]);
        found.keep_only(&rows(&[63, 64, 65, 200]));
        assert_eq!(found.list(), vec![63, 64, 200], "rows in both, in order");
        assert_eq!(found.count(), 3);
        assert!(
            found.has(64) && !found.has(1) && !found.has(1_000),
            "and no other"
        );
    }
}
