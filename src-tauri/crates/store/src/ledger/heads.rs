//! How far each device came in each partition, signed with the device's key.

use domain::record::{Chain, DeviceId, Link, OperationHead, Partition, head_hash};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use crate::error::{Result, StoreFault};
use crate::ledger::log::{signed, unsigned};
use crate::ledger::{Ledger, State, entries};

/// In this place stands the head of a device's operations. Local numbers of partitions begin at 1.
pub(crate) const OPERATIONS: i64 = 0;

/// How far a device came in a partition, as it leaves the PC and as a copy of the store notes it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SignedHead {
    /// Whose.
    pub device: DeviceId,
    /// Where; `None` counts the device's operations.
    pub partition: Option<Partition>,
    /// The last number.
    pub seq: u64,
    /// The value of the chain there.
    pub chain: Link,
    /// The device's public key, where it is known.
    pub public: Option<[u8; 32]>,
    /// Ed25519 over all of this.
    pub signature: Option<[u8; 64]>,
}

impl SignedHead {
    /// Whether the signature is the device's own, whose name is half the BLAKE3 of its key.
    #[must_use]
    pub fn is_genuine(&self) -> bool {
        let (Some(public), Some(signature)) = (&self.public, &self.signature) else {
            return false;
        };
        let name = blake3::hash(public);
        let Ok(key) = VerifyingKey::from_bytes(public) else {
            return false;
        };
        name.as_bytes()[..16] == *self.device.bytes()
            && key
                .verify_strict(&self.message(), &Signature::from_bytes(signature))
                .is_ok()
    }

    fn message(&self) -> Vec<u8> {
        let partition = self.partition.as_ref().map(ToString::to_string);
        let partition = partition.unwrap_or_default();
        let mut bytes = b"lvzhi-head-1".to_vec();
        bytes.extend_from_slice(self.device.bytes());
        bytes.extend_from_slice(&(partition.len() as u64).to_le_bytes());
        bytes.extend_from_slice(partition.as_bytes());
        bytes.extend_from_slice(&self.seq.to_le_bytes());
        bytes.extend_from_slice(&self.chain);
        bytes
    }
}

/// A head as a copy of the store notes it, in words that last.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct NotedHead {
    /// The device, as hexadecimal digits.
    pub device: String,
    /// `P`, `T`, …; empty counts the device's operations.
    pub partition: String,
    /// The last number.
    pub seq: u64,
    /// The value of the chain there, as hexadecimal digits.
    pub chain: String,
}

/// How far each device came, for a copy to note.
pub(crate) fn noted(conn: &Connection) -> Result<Vec<NotedHead>> {
    let mut statement = conn.prepare(
        "SELECT device.id, coalesce(partition.name, ''), head.seq, head.chain FROM head
         JOIN device ON device.num = head.device
         LEFT JOIN partition ON partition.num = head.part
         WHERE head.part > 0 ORDER BY head.device, head.part",
    )?;
    let mut rows = statement.query([])?;
    let mut heads = Vec::new();
    while let Some(row) = rows.next()? {
        heads.push(NotedHead {
            device: hex::encode(row.get_ref(0)?.as_blob().unwrap_or_default()),
            partition: row.get(1)?,
            seq: unsigned(row.get(2)?),
            chain: hex::encode(row.get_ref(3)?.as_blob().unwrap_or_default()),
        });
    }
    Ok(heads)
}

impl Ledger {
    /// How far each device came, for a copy to note.
    ///
    /// # Errors
    /// What the database answers.
    pub fn noted_heads(&self) -> Result<Vec<NotedHead>> {
        noted(self.vault.conn())
    }

    /// How many of the heads that a copy noted this log contradicts: it is shorter than it was, or
    /// says something else. A log altered by somebody who holds the device's key as well is found
    /// this way.
    ///
    /// # Errors
    /// What the database answers.
    pub fn contradicted(&self, noted: &[NotedHead]) -> Result<usize> {
        let mut contradicted = 0;
        for head in noted {
            let device = hex::decode(&head.device).unwrap_or_default();
            let aliases = &self.state.aliases;
            let device = DeviceId::from_slice(&device).and_then(|it| aliases.known_device(it));
            let part =
                Partition::parse(&head.partition).and_then(|it| aliases.known_partition(&it));
            let chain = match device.zip(part) {
                Some((device, part)) => {
                    entries::chain_at(self.vault.conn(), part, device, head.seq)?
                }
                None => None,
            };
            if chain.map(hex::encode).as_ref() != Some(&head.chain) {
                contradicted += 1;
            }
        }
        Ok(contradicted)
    }
}

/// Number and value behind which the next change of a device in a partition stands.
pub(crate) fn last(conn: &Connection, device: i64, part: i64) -> Result<(u64, Link)> {
    let known = conn
        .prepare_cached("SELECT seq, chain FROM head WHERE device = ?1 AND part = ?2")?
        .query_row([device, part], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, Link>(1)?))
        })
        .optional()?;
    Ok(known.map_or((0, Link::default()), |(seq, chain)| (unsigned(seq), chain)))
}

/// Notes and signs how far this device came.
pub(crate) fn note_own(
    conn: &Connection,
    state: &State,
    partition: Option<&Partition>,
    part: i64,
    seq: u64,
    chain: Link,
) -> Result<()> {
    let mut head = SignedHead {
        device: state.device,
        partition: partition.cloned(),
        seq,
        chain,
        public: None,
        signature: None,
    };
    let key = SigningKey::from_bytes(&state.secret);
    head.signature = Some(key.sign(&head.message()).to_bytes());
    note(conn, state.device_num, part, &head)
}

/// Notes how far a device came.
pub(crate) fn note(conn: &Connection, device: i64, part: i64, head: &SignedHead) -> Result<()> {
    conn.prepare_cached(
        "INSERT OR REPLACE INTO head (device, part, seq, chain, signature)
         VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![
        device,
        part,
        signed(head.seq),
        head.chain,
        head.signature
    ])?;
    Ok(())
}

/// Keeps the public key of a device, which its name proves.
pub(crate) fn know_key(conn: &Connection, device: i64, head: &SignedHead) -> Result<()> {
    conn.prepare_cached("UPDATE device SET public = ?2 WHERE num = ?1 AND public IS NULL")?
        .execute(params![device, head.public])?;
    Ok(())
}

/// Notes one more operation of this device.
pub(crate) fn note_operation(conn: &Connection, state: &State, head: &OperationHead) -> Result<()> {
    let (count, value) = last(conn, state.device_num, OPERATIONS)?;
    let chain = Chain::of_operations(&value, state.device).end(&head_hash(head));
    note_own(conn, state, None, OPERATIONS, count + 1, chain)
}

/// Every head.
pub(crate) fn all(conn: &Connection, state: &State) -> Result<Vec<SignedHead>> {
    let mut statement = conn.prepare(
        "SELECT head.device, head.part, head.seq, head.chain, head.signature, device.public
         FROM head JOIN device ON device.num = head.device ORDER BY head.device, head.part",
    )?;
    let mut rows = statement.query([])?;
    let mut heads = Vec::new();
    while let Some(row) = rows.next()? {
        let part: i64 = row.get(1)?;
        let fixed = |fault: rusqlite::Error| StoreFault::Log(fault.to_string());
        heads.push(SignedHead {
            device: state.aliases.device_id(row.get(0)?)?,
            partition: match part {
                OPERATIONS => None,
                part => Some(state.aliases.partition_name(part)?),
            },
            seq: unsigned(row.get(2)?),
            chain: row.get(3).map_err(fixed)?,
            signature: row.get(4).map_err(fixed)?,
            public: row.get(5).map_err(fixed)?,
        });
    }
    Ok(heads)
}
