//! Drafts: what somebody was typing when the machine stopped. Inside the encrypted store, outside
//! log and digest.

use rusqlite::params;

use crate::error::Result;
use crate::ledger::Ledger;

/// A form's unsaved content.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Draft {
    /// Which form of which record.
    pub name: String,
    /// When it was last kept, milliseconds since 1970.
    pub wall_ms: i64,
    /// The content, as the form gave it.
    pub body: String,
}

impl Ledger {
    /// Keeps a draft; empty content removes it.
    ///
    /// # Errors
    /// What the database answers.
    pub fn keep_draft(&self, draft: &Draft) -> Result<()> {
        let conn = self.vault.conn();
        if draft.body.is_empty() {
            conn.prepare_cached("DELETE FROM draft WHERE name = ?1")?
                .execute([&draft.name])?;
        } else {
            conn.prepare_cached(
                "INSERT OR REPLACE INTO draft (name, wall_ms, body) VALUES (?1, ?2, ?3)",
            )?
            .execute(params![draft.name, draft.wall_ms, draft.body])?;
        }
        Ok(())
    }

    /// Every draft, newest first.
    ///
    /// # Errors
    /// What the database answers.
    pub fn drafts(&self) -> Result<Vec<Draft>> {
        let mut statement = self
            .vault
            .conn()
            .prepare_cached("SELECT name, wall_ms, body FROM draft ORDER BY wall_ms DESC")?;
        let rows = statement.query_map([], |row| {
            Ok(Draft {
                name: row.get(0)?,
                wall_ms: row.get(1)?,
                body: row.get(2)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
