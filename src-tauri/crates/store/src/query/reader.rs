//! Single records of the projections: by id, by a field, under their parent.

use std::collections::HashSet;
use std::sync::Arc;

use domain::record::{FieldKey, Item, RecordId, RecordType, Registry, Rival, Row, Serial, Value};
use rusqlite::types::{Value as Sql, ValueRef};
use rusqlite::{Connection, OptionalExtension, Params, params_from_iter};

use crate::error::{Result, StoreFault};
use crate::projection::{
    RETRACTED, StatementBook, column, index_numbers, read_row, row_columns, table, to_sql,
};
use crate::query::operands::{named, owned};
use crate::query::{KeptRows, Unread};

/// The greatest number of a book: year, station as its id or name, series, number.
pub(crate) type TopOfBook = (Option<i32>, String, String, i64);

/// Reads through one connection.
pub struct Reader<'a> {
    pub(super) conn: &'a Connection,
    pub(super) registry: &'a Registry,
    statements: &'a StatementBook,
    unread: &'a Unread,
    pub(super) kept: Option<&'a KeptRows>,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(
        conn: &'a Connection,
        registry: &'a Registry,
        statements: &'a StatementBook,
        unread: &'a Unread,
    ) -> Self {
        Self {
            conn,
            registry,
            statements,
            unread,
            kept: None,
        }
    }

    /// Looks here first which rows a query leaves, and keeps them here.
    pub(crate) fn keeping(self, kept: &'a KeptRows) -> Self {
        Self {
            kept: Some(kept),
            ..self
        }
    }

    /// Keeps the fault of a read whose caller goes on with an empty answer.
    pub fn keep_unread(&self, fault: StoreFault) {
        self.unread.keep(fault);
    }

    /// Whether everything that was asked for could be read.
    ///
    /// # Errors
    /// The first fault that was kept, once.
    pub fn all_read(&self) -> Result<()> {
        self.unread.take()
    }

    /// The record types in force.
    #[must_use]
    pub fn registry(&self) -> &Registry {
        self.registry
    }

    pub(super) fn kind(&self, kind: &str) -> Result<Arc<RecordType>> {
        self.registry
            .get(kind)
            .cloned()
            .ok_or_else(|| StoreFault::Log(format!("没有“{kind}”这种登记")))
    }

    /// Takes the live records of a kind out of these; answers how many there were.
    ///
    /// # Errors
    /// An unknown kind; what the database answers.
    pub fn take_live(&self, kind: &str, from: &mut HashSet<RecordId>) -> Result<u64> {
        let kind = self.kind(kind)?;
        let sql = format!(
            "SELECT 1 FROM {} WHERE id = ?1 AND _state = 0",
            table(&kind)
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut live = Vec::new();
        for id in from.iter() {
            if statement.exists([id.bytes()])? {
                live.push(*id);
            }
        }
        for id in &live {
            from.remove(id);
        }
        Ok(live.len() as u64)
    }

    /// One record, also a voided one; `None` when there is none or its creation was taken back.
    ///
    /// # Errors
    /// An unknown kind; what the database answers.
    pub fn get(&self, kind: &str, id: RecordId) -> Result<Option<Row>> {
        let kind = self.kind(kind)?;
        let statements = self.statements.of(&kind);
        let mut statement = self.conn.prepare_cached(&statements.get)?;
        let mut cells = statement.query([id.bytes()])?;
        match cells.next()? {
            Some(cells) => Ok(Some(read_row(&kind, cells, 0)?).filter(|row| !row.retracted)),
            None => Ok(None),
        }
    }

    /// What a record is called; `None` when it has not arrived.
    ///
    /// # Errors
    /// An unknown kind; what the database answers.
    pub fn name_of(&self, kind: &str, id: RecordId) -> Result<Option<String>> {
        let kind = self.kind(kind)?;
        let Some(field) = kind.field(kind.name_field.as_str()) else {
            return Ok(None);
        };
        let sql = format!(
            "SELECT {} FROM {} WHERE id = ?1",
            column(field),
            table(&kind)
        );
        Ok(self
            .conn
            .prepare_cached(&sql)?
            .query_row([id.bytes()], |row| row.get::<_, Option<String>>(0))
            .optional()?
            .flatten())
    }

    /// Live and voided records with this very value in a field, in the order they came.
    ///
    /// # Errors
    /// An unknown kind or field; what the database answers.
    pub fn with(&self, kind: &str, field: &str, value: &Value) -> Result<Vec<Row>> {
        let kind = self.kind(kind)?;
        let statements = self.statements.of(&kind);
        let sql = kind
            .position(field)
            .and_then(|at| statements.with(&kind, at))
            .ok_or_else(|| StoreFault::NoField {
                kind: kind.title.clone(),
                field: field.to_owned(),
            })?;
        self.collected(&kind, sql, [to_sql(Some(value))])
    }

    /// The rows that a statement gives whole.
    fn collected(&self, kind: &RecordType, sql: &str, by: impl Params) -> Result<Vec<Row>> {
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut cells = statement.query(by)?;
        let mut rows = Vec::new();
        while let Some(cells) = cells.next()? {
            rows.push(read_row(kind, cells, 0)?);
        }
        Ok(rows)
    }

    /// The rows that may be the same as one by a key of its type, voided ones last: those with its
    /// value in the key's first field and, where the key does not begin with a person's name, its
    /// texts in the others. A field that is empty is alike where it is empty; without any value
    /// nothing is alike. Dates and sets are left to the caller, who compares them as far as both are
    /// precise.
    ///
    /// # Errors
    /// An unknown kind or field; what the database answers.
    pub fn alike(&self, kind: &str, key: &[FieldKey], row: &Row) -> Result<Vec<Row>> {
        let kind = self.kind(kind)?;
        let Some((first, others)) = key.split_first() else {
            return Ok(Vec::new());
        };
        let first = named(&kind, first)?;
        let value = row.get(&kind, first.key.as_str());
        let mut says_something = value.is_some();
        let mut conditions = format!("{} IS ?1", column(first));
        let mut values = vec![value.map_or(Sql::Null, owned)];
        for other in others {
            let field = named(&kind, other)?;
            if kind.is_persons(key) || !field.has_column() || !field.field_type.is_text() {
                continue;
            }
            let value = row.get(&kind, other.as_str());
            says_something |= value.is_some();
            values.push(value.map_or(Sql::Null, owned));
            conditions.push_str(&format!(" AND {} IS ?{}", column(field), values.len()));
        }
        if !says_something {
            return Ok(Vec::new());
        }
        let sql = format!(
            "SELECT {} FROM {} WHERE {conditions} AND _state IN (0, 1) ORDER BY _state, n",
            row_columns(&kind),
            table(&kind)
        );
        self.collected(&kind, &sql, params_from_iter(&values))
    }

    /// The children of a record that were not taken back.
    ///
    /// # Errors
    /// What the database answers.
    pub fn children(&self, child_kind: &RecordType, parent: RecordId) -> Result<Vec<Row>> {
        let Some(link) = &child_kind.parent else {
            return Ok(Vec::new());
        };
        let value = match &link.kind {
            Some(_) => Value::Ref(Item::Id(parent)),
            None => Value::Text(parent.0.simple().to_string()),
        };
        self.with(child_kind.key.as_str(), link.field.as_str(), &value)
    }

    /// The greatest number of a book that a record has, voided ones counted; 0 for none. What was
    /// taken back has none.
    pub(crate) fn last_number(
        &self,
        kind: &RecordType,
        serial: &Serial,
        year: Option<i32>,
        station: Option<&Value>,
        series: &str,
    ) -> Result<i64> {
        let number = field_column(kind, &serial.field)?;
        let book = book_condition(kind, serial, year)?;
        let sql = format!("SELECT max({number}) FROM {} WHERE {book}", table(kind));
        index_numbers(self.conn, kind, serial)?;
        let last: Option<i64> = self
            .conn
            .prepare_cached(&sql)?
            .query_row(in_book(year, station, series), |row| row.get(0))?;
        Ok(last.unwrap_or(0))
    }

    /// The greatest number of each book of a type.
    pub(crate) fn greatest_numbers(
        &self,
        kind: &RecordType,
        serial: &Serial,
    ) -> Result<Vec<TopOfBook>> {
        let (number, station) = (
            field_column(kind, &serial.field)?,
            field_column(kind, &serial.station)?,
        );
        let (series, dated) = (
            field_column(kind, &serial.series)?,
            field_column(kind, &serial.year_of)?,
        );
        index_numbers(self.conn, kind, serial)?;
        let sql = format!(
            "SELECT substr({dated}, 1, 4), {station}, {series}, max({number}) FROM {}
             WHERE _state <> {RETRACTED} AND {number} IS NOT NULL GROUP BY 1, 2, 3",
            table(kind)
        );
        let mut statement = self.conn.prepare(&sql)?;
        let mut rows = statement.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let year: Option<String> = row.get(0)?;
            let station = match row.get_ref(1)? {
                ValueRef::Blob(id) => RecordId::from_slice(id).map(|it| it.to_string()),
                ValueRef::Text(name) => Some(String::from_utf8_lossy(name).into_owned()),
                _ => None,
            };
            let series: Option<String> = row.get(2)?;
            found.push((
                year.and_then(|it| it.parse().ok()),
                station.unwrap_or_default(),
                series.unwrap_or_default(),
                row.get(3)?,
            ));
        }
        Ok(found)
    }

    /// The numbers of a book from one on, with the records that have them.
    pub(crate) fn numbers_from(
        &self,
        kind: &RecordType,
        serial: &Serial,
        year: Option<i32>,
        station: Option<&Value>,
        series: &str,
        least: i64,
    ) -> Result<Vec<(i64, RecordId)>> {
        let number = field_column(kind, &serial.field)?;
        let book = book_condition(kind, serial, year)?;
        let sql = format!(
            "SELECT {number}, id FROM {} WHERE {book} AND {number} >= {least}",
            table(kind)
        );
        let mut statement = self.conn.prepare(&sql)?;
        let mut rows = statement.query(in_book(year, station, series))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let id = row.get_ref(1)?.as_blob().unwrap_or_default();
            if let Some(id) = RecordId::from_slice(id) {
                found.push((row.get(0)?, id));
            }
        }
        Ok(found)
    }

    /// Open conflicts of a record: per field, what else stands beside the shown value.
    ///
    /// # Errors
    /// An unknown kind; what the database answers.
    pub fn conflicts(&self, kind: &str, id: RecordId) -> Result<Vec<(FieldKey, Vec<Rival>)>> {
        let kind = self.kind(kind)?;
        let sql = format!("SELECT _rivals FROM {} WHERE id = ?1", table(&kind));
        let packed: Option<Vec<u8>> = self
            .conn
            .prepare_cached(&sql)?
            .query_row([id.bytes()], |row| row.get(0))
            .optional()?
            .flatten();
        match packed {
            Some(packed) => crate::projection::rivals_in(&packed),
            None => Ok(Vec::new()),
        }
    }
}

fn field_column(kind: &RecordType, key: &FieldKey) -> Result<String> {
    kind.field(key.as_str())
        .map(column)
        .ok_or_else(|| StoreFault::NoField {
            kind: kind.title.clone(),
            field: key.to_string(),
        })
}

/// The rows of a book of numbers; its year, station and series are ?1 to ?3.
fn book_condition(kind: &RecordType, serial: &Serial, year: Option<i32>) -> Result<String> {
    // Records without a date form a book of their own until they get one.
    let dated = field_column(kind, &serial.year_of)?;
    let of_year = match year {
        Some(_) => format!("{dated} >= ?1 AND {dated} < ?1 || '~'"),
        None => format!("{dated} IS ?1"),
    };
    Ok(format!(
        "{of_year} AND {} IS ?2 AND {} IS ?3 AND _state <> {RETRACTED}",
        field_column(kind, &serial.station)?,
        field_column(kind, &serial.series)?
    ))
}

fn in_book(year: Option<i32>, station: Option<&Value>, series: &str) -> impl Params + use<> {
    let year = year.map(|year| format!("{year:04}"));
    let series = (!series.is_empty()).then(|| series.to_owned());
    params_from_iter([
        year.map_or(Sql::Null, Sql::Text),
        station.map_or(Sql::Null, owned),
        series.map_or(Sql::Null, Sql::Text),
    ])
}
