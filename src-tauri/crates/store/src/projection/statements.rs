//! The statements of a type's tables, spelled once per definition and not once per row.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use domain::record::{KindKey, RecordType};

use crate::projection::cell::row_columns;
use crate::projection::table::{
    RETRACTED, column, name_fields, own_key_column, search_table, table,
};
use crate::projection::{pairs, sounds};

/// What is said to one type's tables for every record.
pub(crate) struct Statements {
    /// A row by id, for reading.
    pub(crate) get: String,
    /// A record by id, with what was seen of it and what stands beside it, for writing.
    pub(crate) load: String,
    /// Its partition and what was seen of it.
    pub(crate) versions: String,
    pub(crate) insert: String,
    pub(crate) update: String,
    pub(crate) add_search: String,
    pub(crate) put_search: String,
    pub(crate) drop_search: String,
    pub(crate) put_pairs: String,
    pub(crate) drop_pairs: String,
    pub(crate) put_sounds: String,
    pub(crate) drop_sounds: String,
    /// Rows by the value of a field, one for each field that is asked by.
    with: Vec<OnceLock<String>>,
}

impl Statements {
    fn of(kind: &RecordType) -> Self {
        let fields: Vec<String> = kind
            .fields
            .iter()
            .filter(|field| field.has_column())
            .map(column)
            .collect();
        let mut read: Vec<String> = [
            "n", "_part", "_seen", "_side", "_rivals", "id", "_state", "_void",
        ]
        .map(String::from)
        .to_vec();
        read.extend(fields.iter().cloned());
        let mut written: Vec<String> = [
            "id", "_state", "_void", "_part", "_seen", "_side", "_rivals",
        ]
        .map(String::from)
        .to_vec();
        written.extend(fields);
        for field in name_fields(kind) {
            written.push(own_key_column(field));
        }
        let places: Vec<String> = (1..=written.len()).map(|at| format!("?{at}")).collect();
        let sets: Vec<String> = written
            .iter()
            .zip(&places)
            .map(|(name, place)| format!("{name} = {place}"))
            .collect();
        let (table, search) = (table(kind), search_table(kind));
        Self {
            get: format!("SELECT {} FROM {table} WHERE id = ?1", row_columns(kind)),
            with: kind.fields.iter().map(|_| OnceLock::new()).collect(),
            load: format!("SELECT {} FROM {table} WHERE id = ?1", read.join(", ")),
            versions: format!("SELECT _part, _seen, _side FROM {table} WHERE id = ?1"),
            insert: format!(
                "INSERT INTO {table} ({}) VALUES ({})",
                written.join(", "),
                places.join(", ")
            ),
            update: format!(
                "UPDATE {table} SET {} WHERE n = ?{}",
                sets.join(", "),
                written.len() + 1
            ),
            add_search: format!("INSERT INTO {search} (n, text) VALUES (?1, ?2)"),
            put_search: format!("INSERT OR REPLACE INTO {search} (n, text) VALUES (?1, ?2)"),
            drop_search: format!("DELETE FROM {search} WHERE n = ?1"),
            put_pairs: pairs::put_statement(kind),
            drop_pairs: pairs::drop_statement(kind),
            put_sounds: sounds::put_statement(kind),
            drop_sounds: sounds::drop_statement(kind),
        }
    }

    /// The rows that were not taken back with this value in a field, in the order they came;
    /// `None` for a field without a column.
    pub(crate) fn with(&self, kind: &RecordType, field: usize) -> Option<&str> {
        let known = kind.fields.get(field).filter(|it| it.has_column())?;
        let sql = self.with.get(field)?.get_or_init(|| {
            format!(
                "SELECT {} FROM {} WHERE {} = ?1 AND _state <> {RETRACTED} ORDER BY n",
                row_columns(kind),
                table(kind),
                column(known)
            )
        });
        Some(sql)
    }
}

/// Statements by type, as long as the definition is the very one they were spelled for.
#[derive(Default)]
pub(crate) struct StatementBook(RefCell<HashMap<KindKey, Spelled>>);

/// Statements and the definition they were spelled for.
type Spelled = (Arc<RecordType>, Arc<Statements>);

impl StatementBook {
    pub(crate) fn of(&self, kind: &Arc<RecordType>) -> Arc<Statements> {
        let mut book = self.0.borrow_mut();
        if let Some((known, statements)) = book.get(&kind.key)
            && Arc::ptr_eq(known, kind)
        {
            return Arc::clone(statements);
        }
        let statements = Arc::new(Statements::of(kind));
        book.insert(
            kind.key.clone(),
            (Arc::clone(kind), Arc::clone(&statements)),
        );
        statements
    }
}
