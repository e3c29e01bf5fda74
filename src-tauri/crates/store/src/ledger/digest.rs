//! The digest of what the store says.

use std::collections::BTreeMap;

use domain::record::{Digest, DigestBuilder, FieldState, Registry, Value};
use rusqlite::Connection;

use crate::error::Result;
use crate::ledger::Ledger;
use crate::projection::{DISPUTES, read_row, rivals_in, row_columns, table};

impl Ledger {
    /// The digest of every record that was not taken back.
    ///
    /// # Errors
    /// What the database answers.
    pub fn digest(&self) -> Result<Digest> {
        digest_of(self.vault.conn(), &self.state.registry)
    }
}

/// The digest of what a database says under these record types.
pub(crate) fn digest_of(conn: &Connection, registry: &Registry) -> Result<Digest> {
    let mut builder = DigestBuilder::default();
    for kind in registry.iter() {
        let sql = format!(
            "SELECT _rivals, {} FROM {} WHERE _state <> 2",
            row_columns(kind),
            table(kind)
        );
        let mut statement = conn.prepare(&sql)?;
        let mut rows = statement.query([])?;
        while let Some(cells) = rows.next()? {
            let row = read_row(kind, cells, 1)?;
            let mut fields: BTreeMap<&str, FieldState> = BTreeMap::new();
            for (field, value) in kind.fields.iter().zip(&row.values) {
                if field.is_logged() && value.is_some() {
                    let state = FieldState {
                        value: value.clone(),
                        rivals: Vec::new(),
                    };
                    fields.insert(field.key.as_str(), state);
                }
            }
            let rivals = match cells.get::<_, Option<Vec<u8>>>(0)? {
                Some(packed) => rivals_in(&packed)?,
                None => Vec::new(),
            };
            for (field, rivals) in &rivals {
                if DISPUTES.contains(&field.as_str()) {
                    let state = FieldState {
                        value: Some(Value::Bool(true)),
                        rivals: Vec::new(),
                    };
                    fields.insert(field.as_str(), state);
                    continue;
                }
                // What is only noted says nothing that a person has to decide.
                let shown = row.get(kind, field.as_str());
                if kind.is_open(field, shown, rivals) {
                    let state = fields.entry(field.as_str()).or_default();
                    state.rivals.clone_from(rivals);
                }
            }
            let voided = row.voided.as_deref();
            builder.add(
                row.id,
                kind.key.as_str(),
                voided,
                fields.iter().map(|(key, state)| (*key, state)),
            );
        }
    }
    Ok(builder.finish())
}
