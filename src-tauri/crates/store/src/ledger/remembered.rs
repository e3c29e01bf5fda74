//! What a store remembers for the people at its keyboard: which columns of a sheet they matched,
//! when a copy last left this PC. Inside the encrypted store, outside log and digest: it says
//! nothing about a deputy and is no work that could be lost.

use std::collections::BTreeMap;

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

    /// Everything that was remembered, by key.
    ///
    /// # Errors
    /// What the database answers.
    pub fn all_remembered(&self) -> Result<BTreeMap<String, String>> {
        let mut statement = self.vault.conn().prepare_cached(
            "SELECT substr(key, length(?1) + 1), value FROM meta
             WHERE substr(key, 1, length(?1)) = ?1",
        )?;
        let rows = statement.query_map([PREFIX], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
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

#[cfg(test)]
mod tests {
    use domain::record::Registry;

    use super::*;

    #[test]
    fn what_is_remembered_stands_outside_log_and_digest() {
        let ledger = Ledger::in_memory(Registry::builtin()).unwrap();
        let digest = ledger.digest().unwrap();
        ledger.remember("columns.roster", Some("name,sex")).unwrap();
        let all = ledger.all_remembered().unwrap();
        assert_eq!(all.len(), 1, "the store's own entries are not among them");
        assert_eq!(all["columns.roster"], "name,sex");
        assert_eq!(ledger.digest().unwrap(), digest, "the digest is the same");
        ledger.remember("columns.roster", None).unwrap();
        assert!(ledger.all_remembered().unwrap().is_empty(), "forgotten");
    }
}
