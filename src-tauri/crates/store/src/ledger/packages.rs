//! What this PC notes about packages: those sent and received, what others hold, keys of its own.

use std::collections::BTreeMap;

use domain::record::{DeviceId, Partition, RecordId};
use rusqlite::{OptionalExtension, params};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::error::{Result, StoreFault};
use crate::ledger::Ledger;
use crate::ledger::log::{signed, unsigned};
use crate::ledger::state::CONFINED;
use crate::projection::{self, LIVE};

/// Before every name, so that none meets one of the store's own.
const PREFIX: &str = "exchange:";

/// A package that was sent or received.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NotedPackage {
    /// Its place in the list.
    pub num: i64,
    /// Its identifier.
    pub id: Uuid,
    /// Whether it was made here.
    pub sent: bool,
    /// When, in milliseconds since 1970 by this PC's clock.
    pub wall_ms: i64,
    /// What is noted about it, as JSON.
    pub note: String,
}

impl Ledger {
    /// Does several things in one transaction: taking changes in or out, and what is noted of them.
    /// After a kill or a power cut either all of it stands or nothing.
    ///
    /// # Errors
    /// What `work` answers, what the database answers. Nothing is changed then.
    pub fn together<T, E: From<StoreFault>>(
        &mut self,
        work: impl FnOnce(&mut Self) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let before = self.before();
        let (series, confined) = (self.state.series.clone(), self.state.confined);
        let begun = self.vault.conn().execute_batch("BEGIN IMMEDIATE");
        begun.map_err(StoreFault::from)?;
        let result = work(self).and_then(|done| {
            let committed = self.vault.conn().execute_batch("COMMIT");
            committed.map_err(StoreFault::from)?;
            Ok(done)
        });
        if result.is_err() {
            // A full disk may have ended it already.
            if !self.vault.conn().is_autocommit() {
                let undone = self.vault.conn().execute_batch("ROLLBACK");
                undone.map_err(StoreFault::from)?;
            }
            (self.state.series, self.state.confined) = (series, confined);
            self.fall_back(before)?;
        }
        result
    }

    /// Notes a package; answers its place in the list.
    ///
    /// # Errors
    /// What the database answers.
    pub fn note_package(&self, id: Uuid, sent: bool, wall_ms: i64, note: &str) -> Result<i64> {
        let conn = self.vault.conn();
        conn.prepare_cached(
            "INSERT INTO package (id, sent, wall_ms, note) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![id.as_bytes(), sent, wall_ms, note])?;
        Ok(conn.last_insert_rowid())
    }

    /// Notes something else about a package.
    ///
    /// # Errors
    /// What the database answers.
    pub fn renote_package(&self, num: i64, note: &str) -> Result<()> {
        self.vault
            .conn()
            .prepare_cached("UPDATE package SET note = ?2 WHERE num = ?1")?
            .execute(params![num, note])?;
        Ok(())
    }

    /// Packages sent and received, the newest first.
    ///
    /// # Errors
    /// What the database answers.
    pub fn packages(&self, most: usize) -> Result<Vec<NotedPackage>> {
        let mut statement = self.vault.conn().prepare_cached(
            "SELECT num, id, sent, wall_ms, note FROM package ORDER BY num DESC LIMIT ?1",
        )?;
        let rows = statement.query_map([i64::try_from(most).unwrap_or(i64::MAX)], |row| {
            Ok(NotedPackage {
                num: row.get(0)?,
                id: Uuid::from_bytes(row.get(1)?),
                sent: row.get(2)?,
                wall_ms: row.get(3)?,
                note: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Notes what another device said that it holds. A number only grows, but after a restore there:
    /// then it says so itself.
    ///
    /// # Errors
    /// What the database answers.
    pub fn note_peer(
        &mut self,
        peer: DeviceId,
        have: &BTreeMap<(DeviceId, Partition), u64>,
    ) -> Result<()> {
        // A transaction of its own, or part of one.
        let transaction = self.vault.conn_mut().savepoint()?;
        transaction.execute("DELETE FROM peer WHERE peer = ?1", [peer.bytes()])?;
        for ((device, partition), seq) in have {
            transaction
                .prepare_cached(
                    "INSERT INTO peer (peer, device, part, seq) VALUES (?1, ?2, ?3, ?4)",
                )?
                .execute(params![
                    peer.bytes(),
                    device.bytes(),
                    partition.to_string(),
                    signed(*seq)
                ])?;
        }
        transaction.commit()?;
        Ok(())
    }

    /// What another device said last that it holds; empty where it has said nothing.
    ///
    /// # Errors
    /// What the database answers.
    pub fn peer(&self, peer: DeviceId) -> Result<BTreeMap<(DeviceId, Partition), u64>> {
        let mut statement = self
            .vault
            .conn()
            .prepare_cached("SELECT device, part, seq FROM peer WHERE peer = ?1")?;
        let rows = statement.query_map([peer.bytes()], |row| {
            Ok((
                row.get::<_, Vec<u8>>(0)?,
                row.get::<_, String>(1)?,
                row.get::<_, i64>(2)?,
            ))
        })?;
        let mut have = BTreeMap::new();
        for row in rows {
            let (device, part, seq) = row?;
            if let (Some(device), Some(partition)) =
                (DeviceId::from_slice(&device), Partition::parse(&part))
            {
                have.insert((device, partition), unsigned(seq));
            }
        }
        Ok(have)
    }

    /// What a text field of a type's live records holds, each with the partition to which its record
    /// belongs.
    ///
    /// # Errors
    /// An unknown type or field; what the database answers.
    pub fn texts_by_home(&self, kind: &str, field: &str) -> Result<Vec<(Partition, String)>> {
        let unknown = || StoreFault::NoField {
            kind: kind.into(),
            field: field.into(),
        };
        let kind = self.state.registry.get(kind).ok_or_else(unknown)?;
        let field = kind.field(field).ok_or_else(unknown)?;
        let sql = format!(
            "SELECT _part, {column} FROM {table} WHERE {column} IS NOT NULL AND _state = {LIVE}",
            column = projection::column(field),
            table = projection::table(kind),
        );
        let mut statement = self.vault.conn().prepare_cached(&sql)?;
        let mut rows = statement.query([])?;
        let mut texts = Vec::new();
        while let Some(row) = rows.next()? {
            texts.push((self.state.aliases.partition_name(row.get(0)?)?, row.get(1)?));
        }
        Ok(texts)
    }

    /// A key or certificate kept under a name, beside the log.
    ///
    /// # Errors
    /// What the database answers.
    pub fn kept(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>> {
        let kept: Option<Vec<u8>> = self
            .vault
            .conn()
            .prepare_cached("SELECT value FROM meta WHERE key = ?1")?
            .query_row([format!("{PREFIX}{name}")], |row| row.get(0))
            .optional()?;
        Ok(kept.map(Zeroizing::new))
    }

    /// Keeps a key or certificate under a name.
    ///
    /// # Errors
    /// What the database answers.
    pub fn keep(&self, name: &str, bytes: &[u8]) -> Result<()> {
        self.vault
            .conn()
            .prepare_cached("INSERT OR REPLACE INTO meta (key, value) VALUES (?1, ?2)")?
            .execute(params![format!("{PREFIX}{name}"), bytes])?;
        Ok(())
    }

    /// This device's Ed25519 key, which signs what leaves the PC.
    #[must_use]
    pub fn device_key(&self) -> &[u8; 32] {
        &self.state.secret
    }

    /// The keys of the devices that this store was: this one's first, then those it had before it was
    /// put back from a copy.
    ///
    /// # Errors
    /// What the database answers.
    pub fn own_keys(&self) -> Result<Vec<Zeroizing<[u8; 32]>>> {
        let mut statement = self.vault.conn().prepare_cached(
            "SELECT secret FROM device WHERE secret IS NOT NULL ORDER BY num <> ?1, num DESC",
        )?;
        let rows = statement.query_map([self.state.device_num], |row| {
            Ok(Zeroizing::new(row.get::<_, [u8; 32]>(0)?))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Confines this device to the records of one village station: what it makes belongs there, and
    /// nothing else is written. `None` lifts it.
    ///
    /// # Errors
    /// What the database answers.
    pub fn confine(&mut self, station: Option<RecordId>) -> Result<()> {
        let conn = self.vault.conn();
        match &station {
            Some(station) => conn
                .prepare_cached("INSERT OR REPLACE INTO meta (key, value) VALUES (?1, ?2)")?
                .execute(params![CONFINED, station.bytes()])?,
            None => conn
                .prepare_cached("DELETE FROM meta WHERE key = ?1")?
                .execute([CONFINED])?,
        };
        self.state.confined = station;
        Ok(())
    }

    /// The village station to which this device is confined.
    #[must_use]
    pub fn confined(&self) -> Option<RecordId> {
        self.state.confined
    }

    /// Gives this device the letter of its series of numbers.
    ///
    /// # Errors
    /// What the database answers.
    pub fn set_series(&mut self, series: &str) -> Result<()> {
        self.vault.conn().execute(
            "UPDATE device SET series = ?2 WHERE num = ?1",
            params![self.state.device_num, series],
        )?;
        self.state.series = series.to_owned();
        Ok(())
    }
}
