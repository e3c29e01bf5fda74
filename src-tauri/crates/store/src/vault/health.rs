//! Whether the database is sound.

use rusqlite::Connection;

use crate::error::Result;

/// How thoroughly to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// Structure only; under a second for an office's store. At every start.
    Quick,
    /// Every page's authentication code, every index. Weekly and after a restore.
    Deep,
}

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Health {
    /// SQLite's own words, for the log; empty if all is well.
    pub findings: Vec<String>,
}

impl Health {
    /// Nothing was found.
    pub fn is_sound(&self) -> bool {
        self.findings.is_empty()
    }
}

/// Looks at the whole file. A flipped bit shows only where its page is read, so the deep check
/// verifies the authentication code of every page.
pub(super) fn examine(connection: &Connection, depth: Depth, encrypted: bool) -> Result<Health> {
    let mut findings = Vec::new();
    if depth == Depth::Deep && encrypted {
        // The authentication codes are checked on the disk: what still stands in the log goes there first.
        let _ = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        collect(connection, "PRAGMA cipher_integrity_check", &mut findings)?;
    }
    let pragma = match depth {
        Depth::Quick => "PRAGMA quick_check",
        Depth::Deep => "PRAGMA integrity_check",
    };
    collect(connection, pragma, &mut findings)?;
    Ok(Health { findings })
}

fn collect(connection: &Connection, pragma: &str, findings: &mut Vec<String>) -> Result<()> {
    let mut statement = match connection.prepare(pragma) {
        Ok(statement) => statement,
        Err(error) => {
            findings.push(error.to_string());
            return Ok(());
        }
    };
    let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
    for row in rows {
        match row {
            Ok(line) if line == "ok" => {}
            Ok(line) => findings.push(line),
            // A page too damaged to walk over is itself the finding.
            Err(error) => {
                findings.push(error.to_string());
                break;
            }
        }
    }
    Ok(())
}
