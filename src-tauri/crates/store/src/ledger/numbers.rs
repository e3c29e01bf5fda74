//! Running numbers of books. A number is issued once it stood on paper, under a signature or in a file
//! that went out; it is never given again then. One that was never issued comes back when the creation
//! of its record is undone.
//!
//! How far the numbers of a book are issued is remembered in the store, outside the log: it says nothing
//! about a record, and every number below it is either a record's or a gap that paper explains.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::record::{FieldKey, OperationId, RecordId, RecordType, Row, Value};
use rusqlite::{Connection, OptionalExtension};

use crate::error::{Result, StoreFault};
use crate::ledger::number_book::{BookQuery, NumberBook};
use crate::ledger::{Ledger, Tx};

/// Numbers of a book that stay without a record: 作废.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StayingNumbers {
    /// The book.
    pub book: NumberBook,
    /// The numbers, ascending.
    pub numbers: Vec<i64>,
}

/// The greatest number of a book that was issued; 0 for none.
fn issued(conn: &Connection, book: &NumberBook) -> Result<i64> {
    let text: Option<String> = conn
        .prepare_cached("SELECT value FROM meta WHERE key = ?1")?
        .query_row([book.key()], |row| row.get(0))
        .optional()?;
    Ok(text.and_then(|it| it.parse().ok()).unwrap_or(0))
}

/// The greatest numbers of some rows, by their books.
#[derive(Default, Debug)]
pub struct Greatest(BTreeMap<NumberBook, i64>);

impl Greatest {
    /// Takes a row in.
    pub fn add(&mut self, kind: &RecordType, row: &Row) {
        if let Some((book, number)) = BookQuery::of_row(kind, row) {
            let known = self.0.entry(book.book).or_default();
            *known = number.max(*known);
        }
    }
}

impl Ledger {
    /// Notes that the numbers up to these stood on paper, under a signature or in a file that went out.
    /// A store that is only looked at notes nothing.
    ///
    /// # Errors
    /// What the database answers.
    pub fn issue_numbers(&self, greatest: &Greatest) -> Result<()> {
        let conn = self.vault.conn();
        if conn.query_row("PRAGMA query_only", [], |row| row.get(0))? {
            return Ok(());
        }
        for (book, number) in &greatest.0 {
            if issued(conn, book)? < *number {
                conn.prepare_cached("INSERT OR REPLACE INTO meta (key, value) VALUES (?1, ?2)")?
                    .execute(rusqlite::params![book.key(), number.to_string()])?;
            }
        }
        Ok(())
    }

    /// The same for every number of a type.
    ///
    /// # Errors
    /// What the database answers.
    pub fn issue_all_numbers(&self, kind: &RecordType) -> Result<()> {
        let Some(serial) = &kind.serial else {
            return Ok(());
        };
        let mut greatest = Greatest::default();
        for (year, station, series, number) in self.read().greatest_numbers(kind, serial)? {
            let book = NumberBook {
                kind: kind.key.clone(),
                year,
                station,
                series,
            };
            greatest.0.insert(book, number);
        }
        self.issue_numbers(&greatest)
    }

    /// The numbers that would stay without a record if this operation were undone: they are issued, or
    /// later ones stand.
    ///
    /// # Errors
    /// An unknown operation; what the database answers.
    pub fn staying_numbers(&self, of: OperationId) -> Result<Vec<StayingNumbers>> {
        let num = self.operation_num(of)?.ok_or(StoreFault::NoOperation)?;
        let mut going: BTreeMap<NumberBook, Vec<(i64, Row)>> = BTreeMap::new();
        for (kind, id) in self.created_by(num)? {
            let Some(kind) = self.state.registry.get(kind.as_str()).cloned() else {
                continue;
            };
            if kind.serial.is_none() {
                continue;
            }
            let row = self.read().get(kind.key.as_str(), id)?;
            let Some(row) = row.filter(|it| !it.retracted) else {
                continue;
            };
            if let Some((book, number)) = BookQuery::of_row(&kind, &row) {
                going.entry(book.book).or_default().push((number, row));
            }
        }
        let mut staying = Vec::new();
        for (book, rows) in going {
            let Some(kind) = self.state.registry.get(book.kind.as_str()).cloned() else {
                continue;
            };
            let least = rows.iter().map(|(number, _)| *number).min().unwrap_or(0);
            let own: BTreeSet<RecordId> = rows.iter().map(|(_, row)| row.id).collect();
            let mut top = issued(self.vault.conn(), &book)?;
            let sample = rows.first().map(|(_, row)| row);
            if let Some((book, _)) = sample.and_then(|row| BookQuery::of_row(&kind, row)) {
                for (number, id) in book.on_from(&self.read(), least)? {
                    if !own.contains(&id) {
                        top = top.max(number);
                    }
                }
            }
            let mut numbers: Vec<i64> = rows.into_iter().map(|(number, _)| number).collect();
            numbers.retain(|it| *it <= top);
            numbers.sort_unstable();
            if !numbers.is_empty() {
                staying.push(StayingNumbers { book, numbers });
            }
        }
        Ok(staying)
    }
}

impl Tx<'_> {
    /// Gives a new record its running number.
    pub(super) fn issue_number(
        &mut self,
        kind: &Arc<RecordType>,
        values: &mut [Option<Value>],
    ) -> Result<()> {
        let Some(serial) = &kind.serial else {
            return Ok(());
        };
        let place = |key: &FieldKey| kind.position(key.as_str());
        let get = |key: &FieldKey| place(key).and_then(|at| values[at].as_ref());
        if get(&serial.field).is_some() {
            return Ok(());
        }
        let series = self.state.series.clone();
        let number = self.next_number(&BookQuery::of(kind, serial, get, &series))?;
        if let Some(at) = place(&serial.field) {
            values[at] = Some(Value::Int(number));
        }
        if let Some(at) = place(&serial.series).filter(|_| !series.is_empty()) {
            values[at] = Some(Value::Text(series));
        }
        Ok(())
    }

    /// The next number of a book. The last one that an operation gave is kept, so that the table is asked
    /// once for each book however many records an operation makes.
    fn next_number(&mut self, book: &BookQuery<'_>) -> Result<i64> {
        if let Some(last) = self.serials.get_mut(&book.book) {
            *last += 1;
            return Ok(*last);
        }
        let issued = issued(self.conn, &book.book)?;
        let number = book.last(&self.read()?)?.max(issued) + 1;
        self.serials.insert(book.book.clone(), number);
        Ok(number)
    }

    /// A record that comes back keeps its number, unless another one has it by now.
    pub(super) fn number_again(&mut self, kind: &Arc<RecordType>, id: RecordId) -> Result<()> {
        let Some(row) = self.get(kind.key.as_str(), id)? else {
            return Ok(());
        };
        let Some((book, number)) = BookQuery::of_row(kind, &row) else {
            return Ok(());
        };
        let borne = book.on_from(&self.read()?, number)?;
        if !borne.iter().any(|(it, of)| *it == number && *of != id) {
            return Ok(());
        }
        let next = self.next_number(&book)?;
        let edit = (book.serial.field.clone(), Some(Value::Int(next)));
        self.edit(kind.key.as_str(), id, vec![edit])
    }
}
