//! The log beside what copies of the store noted of it. Somebody who holds every key can cut the log
//! back or write it anew in itself consistently; the heads that copies noted then stand nowhere in it.

use std::collections::BTreeSet;
use std::path::Path;

use domain::record::{DeviceId, Link, Partition, SignedHead};
use rusqlite::{Connection, OptionalExtension, params};

use crate::error::Result;
use crate::ledger::{Ledger, State, entries, heads};
use crate::noted_head::NotedHead;
use crate::vault::backup::{self, Manifest};
use crate::vault::{Vault, thinning};

/// Under this key stand the heads that restores gave up: the values of the chain, as hexadecimal
/// digits, one a line. Copies made between the one put back and the restore have noted them.
const GIVEN_UP: &str = "given_up";

/// A copy that noted what this log does not say.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Contradiction {
    /// The copy's file name.
    pub copy: String,
    /// How many heads of devices stand nowhere in the log.
    pub heads: usize,
    /// Whether the devices signed what the copy noted. Where not, the copy was altered.
    pub genuine: bool,
}

/// How far each device came, for a copy to note. `conn` holds this state's log, or a copy of it.
pub(super) fn noted(conn: &Connection, state: &State) -> Result<Vec<NotedHead>> {
    let all = heads::all(conn, state)?;
    let in_partitions = all.iter().filter(|it| it.partition.is_some());
    Ok(in_partitions.map(NotedHead::from).collect())
}

impl Ledger {
    /// How far each device came in each partition, signed: whoever notes it finds out later whether
    /// the log still says what it said.
    ///
    /// # Errors
    /// What the database answers.
    pub fn heads(&self) -> Result<Vec<SignedHead>> {
        heads::all(self.vault.conn(), &self.state)
    }

    /// How far each device came, for a copy to note.
    ///
    /// # Errors
    /// What the database answers.
    pub fn noted_heads(&self) -> Result<Vec<NotedHead>> {
        noted(self.vault.conn(), &self.state)
    }

    /// How many of the heads that a copy noted this log contradicts: it is shorter than it was, or
    /// says something else. A log altered by somebody who holds the device's key as well is found
    /// this way. What a restore gave up does not count.
    ///
    /// # Errors
    /// What the database answers.
    pub fn contradicted(&self, noted: &[NotedHead]) -> Result<usize> {
        let given_up = given_up(self.vault.conn())?;
        let mut contradicted = 0;
        for head in noted {
            if !given_up.contains(&head.chain) && !self.says(head)? {
                contradicted += 1;
            }
        }
        Ok(contradicted)
    }

    fn says(&self, head: &NotedHead) -> Result<bool> {
        let device = hex::decode(&head.device).unwrap_or_default();
        let aliases = &self.state.aliases;
        let device = DeviceId::from_slice(&device).and_then(|it| aliases.known_device(it));
        let part = Partition::parse(&head.partition).and_then(|it| aliases.known_partition(&it));
        let Some((device, part)) = device.zip(part) else {
            return Ok(false);
        };
        let chain = entries::chain_at(self.vault.conn(), part, device, head.seq)?;
        Ok(chain.map(hex::encode).as_ref() == Some(&head.chain))
    }

    /// What a copy noted beside this log; `None` where they agree, or where the copy is another
    /// store's.
    ///
    /// # Errors
    /// What the database answers.
    pub fn beside(&self, name: &str, copy: &Manifest) -> Result<Option<Contradiction>> {
        if self.vault.store_name()? != copy.store {
            return Ok(None);
        }
        let heads = self.contradicted(&copy.heads)?;
        Ok((heads > 0).then(|| Contradiction {
            copy: name.to_owned(),
            heads,
            genuine: copy.heads.iter().all(NotedHead::is_genuine),
        }))
    }

    /// What the store's own copies noted that this log does not say, the newest first. Copies that
    /// cannot be read say nothing here.
    ///
    /// # Errors
    /// A folder that cannot be read, what the database answers.
    pub fn contradictions(&self) -> Result<Vec<Contradiction>> {
        match self.vault.backups_dir() {
            Some(folder) => self.contradictions_in(&folder),
            None => Ok(Vec::new()),
        }
    }

    fn contradictions_in(&self, folder: &Path) -> Result<Vec<Contradiction>> {
        let mut found = Vec::new();
        for (name, copy) in copies_in(folder)? {
            found.extend(self.beside(&name, &copy)?);
        }
        Ok(found)
    }

    /// Whether this log was ever put back from a copy.
    pub(super) fn was_restored(&self) -> Result<bool> {
        Ok(self
            .vault
            .conn()
            .prepare_cached("SELECT 1 FROM meta WHERE key = ?1")?
            .exists([GIVEN_UP])?)
    }

    /// This log was just put back from a copy and takes the place of the store in `dir`: what later
    /// copies there noted is given up.
    pub(super) fn give_up_later(&self, dir: &Path) -> Result<()> {
        let mut given_up = given_up(self.vault.conn())?;
        for (_, copy) in copies_in(&Vault::backups_of(dir))? {
            for head in copy.heads {
                if !self.says(&head)? {
                    given_up.insert(head.chain);
                }
            }
        }
        note_given_up(self.vault.conn(), given_up)
    }
}

/// Copies made meanwhile may have noted these values of the chain, which are given up. `conn` is inside
/// the transaction that gives them up.
pub(super) fn note_chains_given_up(conn: &Connection, chains: &[Link]) -> Result<()> {
    let mut given_up = given_up(conn)?;
    given_up.extend(chains.iter().map(hex::encode));
    note_given_up(conn, given_up)
}

fn given_up(conn: &Connection) -> Result<BTreeSet<String>> {
    let text: Option<String> = conn
        .prepare_cached("SELECT value FROM meta WHERE key = ?1")?
        .query_row([GIVEN_UP], |row| row.get(0))
        .optional()?;
    Ok(text
        .iter()
        .flat_map(|it| it.lines())
        .map(str::to_owned)
        .collect())
}

fn note_given_up(conn: &Connection, given_up: BTreeSet<String>) -> Result<()> {
    let text: Vec<String> = given_up.into_iter().collect();
    conn.prepare_cached("INSERT OR REPLACE INTO meta (key, value) VALUES (?1, ?2)")?
        .execute(params![GIVEN_UP, text.join("\n")])?;
    Ok(())
}

/// The copies in a folder that can be read, the newest first.
fn copies_in(folder: &Path) -> Result<Vec<(String, Manifest)>> {
    let files = thinning::list(folder)?;
    let read = files.into_iter().filter_map(|file| {
        let name = file.path.file_name()?.to_string_lossy().into_owned();
        Some((name, backup::inspect(&file.path).ok()?))
    });
    Ok(read.collect())
}
