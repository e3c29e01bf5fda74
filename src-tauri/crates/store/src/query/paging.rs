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
    column, index_column, index_gaps, index_names, is_name, read_row, row_columns, table,
};
use crate::query::filter::{self, Condition};
use crate::query::hits::hits;
use crate::query::operands::{element, named};
use crate::query::order::{Stretch, stretches};
use crate::query::values::values_of;
use crate::query::{Filter, ListQuery, Order, Reader, by_day};

/// Up to so many rows are sorted after they are found; of more, the order is read from its index.
const FEW: usize = 1_000;

/// Up to so many rows are left out of all; where it would be more, those that stay are read.
const MOST_LEFT_OUT: usize = 250_000;

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

    fn add(&mut self, other: &Self) {
        if self.words.len() < other.words.len() {
            self.words.resize(other.words.len(), 0);
        }
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word |= other;
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

/// Of the rows that stand, those that a query leaves.
#[derive(Default)]
enum Chosen {
    #[default]
    All,
    Only(Rows),
    /// All but these, which stand as well. Said so where nearly all are left.
    AllBut(Rows),
}

impl Chosen {
    fn has(&self, n: i64) -> bool {
        match self {
            Self::All => true,
            Self::Only(rows) => rows.has(n),
            Self::AllBut(rows) => !rows.has(n),
        }
    }

    /// Leaves what both leave.
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::All, one) | (one, Self::All) => one,
            (Self::Only(mut rows), Self::Only(other)) => {
                rows.keep_only(&other);
                Self::Only(rows)
            }
            (Self::Only(mut rows), Self::AllBut(other))
            | (Self::AllBut(other), Self::Only(mut rows)) => {
                rows.leave_out(&other);
                Self::Only(rows)
            }
            (Self::AllBut(mut rows), Self::AllBut(other)) => {
                rows.add(&other);
                Self::AllBut(rows)
            }
        }
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
            Chosen::Only(rows) => rows.count(),
            Chosen::AllBut(rows) => self.standing(kind, query)?.saturating_sub(rows.count()),
            Chosen::All => self.standing(kind, query)?,
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
            let few = match &chosen {
                Chosen::Only(rows) if total <= FEW => Some(rows),
                _ => None,
            };
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
            let among = few.is_none().then_some(&chosen);
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
        let mut asked = Vec::new();
        for filter in &query.filters {
            // A whole index of long texts would help nobody where their pieces are indexed.
            if !filter::is_indexed(self.conn, kind, filter)? {
                asked.extend(filter.keys().into_iter().map(|key| (key, false)));
            }
        }
        for (key, is_order) in asked.into_iter().chain(order.map(|key| (key, true))) {
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

    /// The rows that filters and search leave.
    fn chosen(&self, kind: &Arc<RecordType>, query: &ListQuery) -> Result<Chosen> {
        let mut chosen = Chosen::All;
        for filter in &query.filters {
            let left = match self.all_but(kind, query, filter)? {
                Some(rows) => Chosen::AllBut(rows),
                None => Chosen::Only(self.found_by(kind, query, filter)?),
            };
            chosen = chosen.and(left);
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
            chosen = chosen.and(Chosen::Only(hits));
        }
        Ok(chosen)
    }

    fn found_by(&self, kind: &Arc<RecordType>, query: &ListQuery, filter: &Filter) -> Result<Rows> {
        let mut found = Rows::default();
        for filter in filter.alternatives() {
            if self.by_value(kind, query, filter, &mut found)? {
                continue;
            }
            let mut condition;
            if filter::is_indexed(self.conn, kind, filter)? {
                condition = filter::standing_among(query);
                filter::narrow(kind, filter, &mut condition);
            } else {
                condition = filter::standing_for(query, std::slice::from_ref(filter));
            }
            filter::add(kind, filter, &mut condition)?;
            self.find(kind, &condition, &mut found)?;
        }
        Ok(found)
    }

    /// Finds the rows whose set has an element by the few sets that have it; `false` where the column
    /// has too many different ones.
    fn by_value(
        &self,
        kind: &Arc<RecordType>,
        query: &ListQuery,
        filter: &Filter,
        found: &mut Rows,
    ) -> Result<bool> {
        let Filter::Has(key, item) = filter else {
            return Ok(false);
        };
        let field = named(kind, key)?;
        let Sql::Text(wanted) = element(&field.field_type, item) else {
            return Ok(false);
        };
        if !field.field_type.is_set() {
            return Ok(false);
        }
        let Some(values) = values_of(self.conn, kind, field, query.voided, "x")? else {
            return Ok(false);
        };
        for value in values {
            if matches!(&value, Sql::Text(set) if set.contains(&wanted)) {
                let mut condition = filter::standing(query);
                condition
                    .sql
                    .push_str(&format!(" AND {} = ?1", column(field)));
                condition.values.push(value);
                self.find(kind, &condition, found)?;
            }
        }
        Ok(true)
    }

    /// The rows that a filter does not leave, where it leaves nearly all: reading those takes a
    /// fraction of the time. `None` where they are many, or cannot be asked for.
    fn all_but(
        &self,
        kind: &Arc<RecordType>,
        query: &ListQuery,
        filter: &Filter,
    ) -> Result<Option<Rows>> {
        let Some(against) = filter::against(kind, filter)? else {
            return Ok(None);
        };
        let mut condition = filter::standing(query);
        filter::add(kind, &against, &mut condition)?;
        condition
            .sql
            .push_str(&format!(" LIMIT {}", MOST_LEFT_OUT + 1));
        let mut rows = Rows::default();
        self.find(kind, &condition, &mut rows)?;
        Ok((rows.count() <= MOST_LEFT_OUT).then_some(rows))
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
        among: Option<&Chosen>,
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

    /// How many rows stand. SQLite counts a whole table by its pages and anything less by its rows;
    /// those that do not stand are few.
    fn standing(&self, kind: &RecordType, query: &ListQuery) -> Result<usize> {
        let table = table(kind);
        let sql = format!(
            "SELECT (SELECT count(*) FROM {table}) - (SELECT count(*) FROM {table} WHERE {})",
            filter::outside(query)
        );
        let total: i64 = self
            .conn
            .prepare_cached(&sql)?
            .query_row([], |row| row.get(0))?;
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
