//! What a store remembers for the people at its keyboard: which columns of a sheet they matched,
//! when a copy last left this PC. Inside the encrypted store, outside log and digest: it says
//! nothing about a deputy and is no work that could be lost.

use rusqlite::{OptionalExtension, params};

use crate::error::Result;
use crate::ledger::Ledger;

/// Before every key, so that none meets one of the store's own.
const PREFIX: &str = "remembered:";

impl Ledger {
    /// What was remembered under this key.
    ///
    /// # Errors
    /// What the database answers.
    pub fn remembered(&self, key: &str) -> Result<Option<String>> {
        Ok(self
            .vault
            .conn()
            .prepare_cached("SELECT value FROM meta WHERE key = ?1")?
            .query_row([format!("{PREFIX}{key}")], |row| row.get(0))
            .optional()?)
    }

    /// Remembers a text under this key; `None` forgets it.
    ///
    /// # Errors
    /// What the database answers.
    pub fn remember(&self, key: &str, text: Option<&str>) -> Result<()> {
        let key = format!("{PREFIX}{key}");
        let conn = self.vault.conn();
        match text {
            Some(text) => conn
                .prepare_cached("INSERT OR REPLACE INTO meta (key, value) VALUES (?1, ?2)")?
                .execute(params![key, text])?,
            None => conn
                .prepare_cached("DELETE FROM meta WHERE key = ?1")?
                .execute([key])?,
        };
        Ok(())
    }
}
