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
use crate::query::hits::{Hits, Search, going_through};
use crate::query::operands::{element, named};
use crate::query::order::{Stretch, stretches, together};
use crate::query::rows::{Chosen, Rows};
use crate::query::sieve::{Question, Sieve};
use crate::query::values::values_of;
use crate::query::{Filter, ListQuery, Order, Reader, by_day};

/// Up to so many rows are sorted after they are found; of more, the order is read from its index.
/// Tests have fewer rows and go both ways as well.
const FEW: usize = if cfg!(test) { 6 } else { 1_000 };

/// Up to so many texts are asked before a page is shown with its count; of more, those up to the page.
/// Tests have fewer rows.
const ASKED_AT_ONCE: usize = if cfg!(test) { 1 } else { 1_500 };

/// Up to so many rows are left out of all; where it would be more, those that stay are read.
const MOST_LEFT_OUT: usize = 250_000;

impl Reader<'_> {
    /// How many rows a query has, and the places of those on its page, in order.
    pub(super) fn places(
        &self,
        kind: &Arc<RecordType>,
        query: &ListQuery,
    ) -> Result<(u64, Vec<i64>)> {
        self.prepare(kind, query)?;
        let chosen = self.chosen(kind, query)?;
        self.places_among(kind, query, &chosen)
    }

    /// The places of the rows on a page, in order, with how many rows there are. Where telling that
    /// means to ask very many texts, only those up to the page are asked, and the count says how
    /// many there are at least: it is counted then (`false`) by whoever wants to know.
    pub(super) fn first_places(
        &self,
        kind: &Arc<RecordType>,
        query: &ListQuery,
    ) -> Result<(u64, bool, Vec<i64>)> {
        self.prepare(kind, query)?;
        let exactly = |chosen: &Chosen| {
            let (total, places) = self.places_among(kind, query, chosen)?;
            Ok((total, true, places))
        };
        if let Some(chosen) = self.kept_rows(kind, query) {
            return exactly(&chosen);
        }
        let sieve = self.sieve(kind, query)?;
        let (first, most) = span(query);
        if sieve.unasked() <= ASKED_AT_ONCE {
            return exactly(&*self.settle(kind, query, sieve)?);
        }
        let mut is_left = sieve.by_row(self.conn)?;
        let mut places = Vec::new();
        let mut passed = 0;
        // One more than the page has tells whether there is another.
        let stop = first.saturating_add(most).saturating_add(1);
        let condition = filter::standing(query);
        self.walk(kind, query, &condition, false, false, |n| {
            if !is_left(n)? {
                return Ok(ControlFlow::Continue(()));
            }
            if passed >= first && places.len() < most {
                places.push(n);
            }
            passed += 1;
            Ok(if passed == stop {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            })
        })?;
        let total = u64::try_from(passed).unwrap_or(u64::MAX);
        Ok((total, passed < stop, places))
    }

    fn places_among(
        &self,
        kind: &Arc<RecordType>,
        query: &ListQuery,
        chosen: &Chosen,
    ) -> Result<(u64, Vec<i64>)> {
        let total = self.count_of(kind, query, chosen)?;
        let (first, most) = span(query);
        let first = first.min(total);
        let end = first.saturating_add(most).min(total);
        let mut places = Vec::with_capacity(end - first);
        if end > first {
            let mut condition = filter::standing(query);
            let few = match chosen {
                Chosen::Only(rows) if total <= FEW => Some(rows),
                _ => None,
            };
            if let Some(rows) = few {
                condition = filter::standing_among(query);
                filter::add_places(rows, &mut condition);
            }
            let backwards = first > total - end;
            let (skip, stop) = if backwards {
                (total - end, total - first)
            } else {
                (first, end)
            };
            let mut passed = 0;
            self.walk(kind, query, &condition, few.is_some(), backwards, |n| {
                if few.is_none() && !chosen.has(n) {
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
            })?;
            if backwards {
                places.reverse();
            }
        }
        Ok((u64::try_from(total).unwrap_or(u64::MAX), places))
    }

    /// How many rows these are.
    pub(super) fn count_of(
        &self,
        kind: &Arc<RecordType>,
        query: &ListQuery,
        chosen: &Chosen,
    ) -> Result<usize> {
        Ok(match chosen {
            Chosen::Only(rows) => rows.count(),
            Chosen::AllBut(rows) => self.standing(kind, query)?.saturating_sub(rows.count()),
            Chosen::All => self.standing(kind, query)?,
        })
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
            if filter::indexed(self.conn, kind, filter)?.is_none() {
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
    pub(super) fn chosen(&self, kind: &Arc<RecordType>, query: &ListQuery) -> Result<Arc<Chosen>> {
        if let Some(chosen) = self.kept_rows(kind, query) {
            return Ok(chosen);
        }
        let sieve = self.sieve(kind, query)?;
        self.settle(kind, query, sieve)
    }

    fn kept_rows(&self, kind: &Arc<RecordType>, query: &ListQuery) -> Option<Arc<Chosen>> {
        self.kept?.of(self.conn, kind, query)
    }

    /// Whether the rows of a query are known, or texts are asked to find them: SQL has nothing to add.
    pub(super) fn is_asked(&self, kind: &Arc<RecordType>, query: &ListQuery) -> Result<bool> {
        if filter::searched(query).is_some() || self.kept_rows(kind, query).is_some() {
            return Ok(true);
        }
        for filter in &query.filters {
            if filter::indexed(self.conn, kind, filter)?.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Everything that a query asks for, as SQL.
    pub(super) fn condition(&self, kind: &Arc<RecordType>, query: &ListQuery) -> Result<Condition> {
        if self.is_asked(kind, query)?
            && let Chosen::Only(rows) = &*self.chosen(kind, query)?
        {
            let mut it = filter::standing_among(query);
            filter::add_places(rows, &mut it);
            return Ok(it);
        }
        let mut it = filter::standing_for(query, &query.filters);
        for filter in &query.filters {
            filter::add(kind, filter, &mut it)?;
        }
        Ok(it)
    }

    fn settle(
        &self,
        kind: &Arc<RecordType>,
        query: &ListQuery,
        sieve: Sieve,
    ) -> Result<Arc<Chosen>> {
        let chosen = Arc::new(sieve.settle(self.conn)?);
        if let Some(kept) = self.kept {
            kept.keep(self.conn, kind, query, &chosen);
        }
        Ok(chosen)
    }

    /// What filters and search leave, as far as the indices tell.
    fn sieve(&self, kind: &Arc<RecordType>, query: &ListQuery) -> Result<Sieve> {
        let mut sieve = Sieve::default();
        for filter in &query.filters {
            if let Some((field, piece)) = filter::indexed(self.conn, kind, filter)? {
                let hits = filter::piece_in(self.conn, kind, field, piece)?;
                let question = Question::contains(kind, field, piece);
                self.and_hits(kind, query, &mut sieve, hits, question)?;
                continue;
            }
            sieve.and(match self.all_but(kind, query, filter)? {
                Some(rows) => Chosen::AllBut(rows),
                None => Chosen::Only(self.found_by(kind, query, filter)?),
            });
        }
        if let Some(search) = filter::searched(query) {
            let hits = match Search::of(self.conn, kind, search)? {
                Some(it) => it.hits(self.conn)?,
                None => {
                    let mut hits = Hits::default();
                    let search = Sql::Text(search.to_owned());
                    self.rows(&going_through(kind), &[search], &mut hits.sure)?;
                    hits
                }
            };
            let question = Question::is_found(kind, search);
            self.and_hits(kind, query, &mut sieve, hits, question)?;
        }
        Ok(sieve)
    }

    /// Leaves the hits of an index that stand, the likely ones with a question.
    fn and_hits(
        &self,
        kind: &RecordType,
        query: &ListQuery,
        sieve: &mut Sieve,
        mut hits: Hits,
        question: Question,
    ) -> Result<()> {
        let fallen = self.fallen(kind, query)?;
        hits.sure.leave_out(&fallen);
        hits.likely.leave_out(&fallen);
        sieve.and_ask(hits.sure, hits.likely, question);
        Ok(())
    }

    /// The rows that do not stand. They are few; asking each hit for it would read its whole row.
    fn fallen(&self, kind: &RecordType, query: &ListQuery) -> Result<Rows> {
        let sql = format!(
            "SELECT n FROM {} WHERE {}",
            table(kind),
            filter::outside(query)
        );
        let mut fallen = Rows::default();
        self.rows(&sql, &[], &mut fallen)?;
        Ok(fallen)
    }

    fn found_by(&self, kind: &Arc<RecordType>, query: &ListQuery, filter: &Filter) -> Result<Rows> {
        let mut found = Rows::default();
        for filter in filter.alternatives() {
            if self.by_value(kind, query, filter, &mut found)? {
                continue;
            }
            let mut condition = filter::standing_for(query, std::slice::from_ref(filter));
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

    /// Gives the places of the rows that the condition leaves, `few` or not, in their order, until `each`
    /// breaks off.
    fn walk(
        &self,
        kind: &RecordType,
        query: &ListQuery,
        condition: &Condition,
        few: bool,
        backwards: bool,
        mut each: impl FnMut(i64) -> Result<ControlFlow<()>>,
    ) -> Result<()> {
        let mut stretches = self.stretches(kind, query, few)?;
        if few {
            stretches = together(stretches);
        }
        if backwards {
            stretches.reverse();
        }
        for stretch in &stretches {
            let place = |cells: &rusqlite::Row<'_>| each(cells.get(0)?);
            if self
                .scan(kind, "n", condition, stretch, backwards, place)?
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

    pub(super) fn stretches(
        &self,
        kind: &RecordType,
        query: &ListQuery,
        few: bool,
    ) -> Result<Vec<Stretch>> {
        stretches(self.conn, self.registry, kind, query, few)
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

/// How many rows stand before a query's page, and how many on it.
fn span(query: &ListQuery) -> (usize, usize) {
    let most = query
        .limit
        .map_or(usize::MAX, |it| usize::try_from(it).unwrap_or(usize::MAX));
    (usize::try_from(query.offset).unwrap_or(usize::MAX), most)
}
