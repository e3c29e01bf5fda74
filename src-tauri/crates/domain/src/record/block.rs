//! A block: consecutive changes of one operation in one partition, as the log keeps them and as a
//! package carries them. It names devices and types by themselves and not by a store's own short
//! numbers, so that its bytes mean the same on every PC.
//!
//! CBOR: an array of the format (1), the number of the first change, how many there are, types,
//! devices and salts (a seed of 32 bytes, or 16 bytes for each); then, one behind another, the changes as
//! arrays of Lamport number, record, place of the type, what had been seen (place of the device and
//! number, alternating), predecessor or null, and the body as bytes, or the hash of an erased one as
//! an array of one element.

use minicbor::data::Type;
use minicbor::{Decoder, Encoder};

use crate::record::chain::{LEAF_SIZE, Leaf, Link, body_hash};
use crate::record::{CodecFault, DeviceId, KindKey, RecordId, VersionVector};

const FORMAT: u64 = 1;
/// Bytes of a salt.
const SALT: usize = 16;

/// What a change says, or what is left of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Body<'a> {
    /// The bytes of its writes, and their salt.
    Written(&'a [u8], [u8; SALT]),
    /// Erased by law: the hash of what stood there.
    Erased(Link),
}

impl Body<'_> {
    /// The hash by which the chain knows it.
    #[must_use]
    pub fn hash(&self) -> Link {
        match self {
            Self::Written(body, salt) => body_hash(salt, body),
            Self::Erased(hash) => *hash,
        }
    }
}

/// One change in a block.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// Its number.
    pub seq: u64,
    /// Its Lamport number.
    pub lamport: u64,
    /// Its record.
    pub record: RecordId,
    /// The record's type.
    pub kind: &'a KindKey,
    /// What its writer had seen of the record in this partition.
    pub seen: VersionVector,
    /// The number of this device's change of the record before this one, where `seen` does not say it.
    pub before: Option<u64>,
    /// What it does.
    pub body: Body<'a>,
}

impl Entry<'_> {
    /// The leaf by which the chain knows it.
    #[must_use]
    pub fn leaf(&self) -> Link {
        let leaf = Leaf {
            seq: self.seq,
            lamport: self.lamport,
            record: self.record,
            kind: self.kind.as_str(),
            seen: &self.seen,
            before: self.before,
        };
        leaf.over(&self.body.hash())
    }
}

/// The salt of a change, from the seed of its block.
#[must_use]
pub fn salt_of(seed: &[u8; 32], seq: u64) -> [u8; SALT] {
    let hash = blake3::keyed_hash(seed, &seq.to_le_bytes());
    let mut salt = [0_u8; SALT];
    salt.copy_from_slice(&hash.as_bytes()[..SALT]);
    salt
}

/// A block that grows.
#[derive(Debug)]
pub struct BlockWriter {
    first: u64,
    count: u64,
    kinds: Vec<KindKey>,
    devices: Vec<DeviceId>,
    seed: Option<[u8; 32]>,
    salts: Vec<u8>,
    entries: Vec<u8>,
}

impl BlockWriter {
    /// A block that begins with this number. Given a seed, every salt is the one drawn from it and
    /// is not written.
    #[must_use]
    pub fn new(first: u64, seed: Option<[u8; 32]>) -> Self {
        Self {
            first,
            count: 0,
            kinds: Vec::new(),
            devices: Vec::new(),
            seed,
            salts: Vec::new(),
            entries: Vec::new(),
        }
    }

    /// How many changes are in it.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.count
    }

    /// The number of its first change.
    #[must_use]
    pub fn first(&self) -> u64 {
        self.first
    }

    /// The types of the records it speaks of.
    #[must_use]
    pub fn kinds(&self) -> &[KindKey] {
        &self.kinds
    }

    /// So many bytes have gathered.
    #[must_use]
    pub fn size(&self) -> usize {
        self.entries.len()
    }

    /// Adds the next change; its number follows the last one's.
    pub fn push(&mut self, entry: &Entry<'_>) {
        self.count += 1;
        let kind = place(&mut self.kinds, entry.kind);
        let seen: Vec<(usize, u64)> = entry
            .seen
            .iter()
            .map(|(device, seq)| (place(&mut self.devices, &device), seq))
            .collect();
        if self.seed.is_none() {
            self.salts.extend(match entry.body {
                Body::Written(_, salt) => salt,
                Body::Erased(_) => [0; SALT],
            });
        }
        let mut e = Encoder::new(&mut self.entries);
        let mut write = || -> Result<(), minicbor::encode::Error<std::convert::Infallible>> {
            e.array(6)?
                .u64(entry.lamport)?
                .bytes(entry.record.bytes())?;
            e.u64(kind as u64)?.array(seen.len() as u64 * 2)?;
            for (device, seq) in &seen {
                e.u64(*device as u64)?.u64(*seq)?;
            }
            match entry.before {
                Some(before) => e.u64(before)?,
                None => e.null()?,
            };
            match entry.body {
                Body::Written(body, _) => e.bytes(body)?,
                Body::Erased(hash) => e.array(1)?.bytes(&hash)?,
            };
            Ok(())
        };
        let written = write();
        debug_assert!(written.is_ok(), "writing into a Vec cannot fail");
    }

    /// The block's bytes.
    #[must_use]
    pub fn finish(mut self) -> Vec<u8> {
        // One salt is shorter than a seed.
        if self.count == 1
            && let Some(seed) = self.seed.take()
        {
            self.salts.extend(salt_of(&seed, self.first));
        }
        let mut bytes = Vec::with_capacity(self.entries.len() + self.salts.len() + 64);
        let mut e = Encoder::new(&mut bytes);
        let mut write = || -> Result<(), minicbor::encode::Error<std::convert::Infallible>> {
            e.array(6)?.u64(FORMAT)?.u64(self.first)?.u64(self.count)?;
            e.array(self.kinds.len() as u64)?;
            for kind in &self.kinds {
                e.str(kind.as_str())?;
            }
            e.array(self.devices.len() as u64)?;
            for device in &self.devices {
                e.bytes(device.bytes())?;
            }
            match &self.seed {
                Some(seed) => e.bytes(seed)?,
                None => e.array(1)?.bytes(&self.salts)?,
            };
            Ok(())
        };
        let written = write();
        debug_assert!(written.is_ok(), "writing into a Vec cannot fail");
        bytes.extend_from_slice(&self.entries);
        bytes
    }
}

fn place<T: PartialEq + Clone>(known: &mut Vec<T>, it: &T) -> usize {
    match known.iter().position(|other| other == it) {
        Some(at) => at,
        None => {
            known.push(it.clone());
            known.len() - 1
        }
    }
}

enum Salts<'a> {
    Seed([u8; 32]),
    Each(&'a [u8]),
}

/// Reads the changes of a block in their order.
///
/// # Errors
/// [`CodecFault`] for bytes that [`BlockWriter`] did not write; what `each` answers.
pub fn read_block<E: From<CodecFault>>(
    bytes: &[u8],
    mut each: impl FnMut(Entry<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let mut d = Decoder::new(bytes);
    let (first, count, kinds, devices, salts) = read_heading(&mut d)?;
    for at in 0..count {
        let seq = first.saturating_add(at);
        let entry = read_entry(&mut d, seq, at, &kinds, &devices, &salts)?;
        each(entry)?;
    }
    if d.position() != bytes.len() {
        return Err(fault("块尾").into());
    }
    Ok(())
}

/// The head of an array of one. A length that nobody looks at could be altered and leave every leaf
/// as it was.
fn array_of_one(d: &mut Decoder<'_>, what: &str) -> Result<(), CodecFault> {
    match d.array()? {
        Some(1) => Ok(()),
        _ => Err(fault(what)),
    }
}

type Heading<'a> = (u64, u64, Vec<KindKey>, Vec<DeviceId>, Salts<'a>);

fn read_heading<'a>(d: &mut Decoder<'a>) -> Result<Heading<'a>, CodecFault> {
    if d.array()? != Some(6) || d.u64()? != FORMAT {
        return Err(fault("块的格式"));
    }
    let (first, count) = (d.u64()?, d.u64()?);
    let mut kinds = Vec::new();
    for _ in 0..d.array()?.unwrap_or(0) {
        kinds.push(KindKey::from(d.str()?));
    }
    let mut devices = Vec::new();
    for _ in 0..d.array()?.unwrap_or(0) {
        devices.push(DeviceId::from_slice(d.bytes()?).ok_or_else(|| fault("设备"))?);
    }
    let salts = if d.datatype()? == Type::Array {
        array_of_one(d, "盐")?;
        Salts::Each(d.bytes()?)
    } else {
        let seed = <[u8; 32]>::try_from(d.bytes()?).map_err(|_| fault("盐"))?;
        Salts::Seed(seed)
    };
    Ok((first, count, kinds, devices, salts))
}

fn read_entry<'a>(
    d: &mut Decoder<'a>,
    seq: u64,
    at: u64,
    kinds: &'a [KindKey],
    devices: &[DeviceId],
    salts: &Salts<'_>,
) -> Result<Entry<'a>, CodecFault> {
    if d.array()? != Some(6) {
        return Err(fault("条目"));
    }
    let lamport = d.u64()?;
    let record = RecordId::from_slice(d.bytes()?).ok_or_else(|| fault("登记"))?;
    let kind = usize::try_from(d.u64()?)
        .ok()
        .and_then(|at| kinds.get(at))
        .ok_or_else(|| fault("种类"))?;
    let mut seen = VersionVector::default();
    let pairs = d.array()?.filter(|it| it % 2 == 0);
    for _ in 0..pairs.ok_or_else(|| fault("见过的版本"))? / 2 {
        let device = usize::try_from(d.u64()?)
            .ok()
            .and_then(|at| devices.get(at))
            .ok_or_else(|| fault("设备"))?;
        seen.see(*device, d.u64()?);
    }
    let before = if d.datatype()? == Type::Null {
        d.null()?;
        None
    } else {
        // Numbers begin at 1, and the leaf says 0 where there is none.
        let number = d.u64()?;
        Some(number)
            .filter(|it| *it > 0)
            .ok_or_else(|| fault("上一次改动"))
            .map(Some)?
    };
    let body = if d.datatype()? == Type::Array {
        array_of_one(d, "摘要")?;
        let hash = <[u8; LEAF_SIZE]>::try_from(d.bytes()?).map_err(|_| fault("摘要"))?;
        Body::Erased(hash)
    } else {
        let salt = match salts {
            Salts::Seed(seed) => salt_of(seed, seq),
            Salts::Each(all) => {
                let from = usize::try_from(at)
                    .unwrap_or(usize::MAX)
                    .saturating_mul(SALT);
                let salt = all.get(from..from.saturating_add(SALT));
                salt.and_then(|it| it.try_into().ok())
                    .ok_or_else(|| fault("盐"))?
            }
        };
        Body::Written(d.bytes()?, salt)
    };
    Ok(Entry {
        seq,
        lamport,
        record,
        kind,
        seen,
        before,
        body,
    })
}

fn fault(what: &str) -> CodecFault {
    CodecFault::of(what)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    type Written = (
        u64,
        u128,
        u8,
        BTreeMap<u128, u64>,
        Option<u64>,
        Vec<u8>,
        bool,
    );

    fn changes() -> impl Strategy<Value = Vec<Written>> {
        let seen = prop::collection::btree_map(0_u128..4, any::<u64>(), 0..3);
        let body = prop::collection::vec(any::<u8>(), 0..40);
        let one = (
            any::<u64>(),
            any::<u128>(),
            0_u8..3,
            seen,
            prop::option::of(any::<u64>()),
            body,
            any::<bool>(),
        );
        prop::collection::vec(one, 1..30)
    }

    fn block(changes: &[Written], seed: Option<[u8; 32]>) -> (Vec<u8>, Vec<Link>) {
        let mut writer = BlockWriter::new(7, seed);
        let mut leaves = Vec::new();
        for (at, (lamport, record, kind, seen, before, body, erased)) in changes.iter().enumerate()
        {
            let seq = 7 + at as u64;
            let kind = KindKey::from(["deputy", "mandate", "x.own"][usize::from(*kind)]);
            let salt = seed.map_or([9; SALT], |seed| salt_of(&seed, seq));
            let seen = seen
                .iter()
                .map(|(id, seq)| (DeviceId(Uuid::from_u128(*id)), *seq));
            let body = if *erased {
                Body::Erased(body_hash(&salt, body))
            } else {
                Body::Written(body, salt)
            };
            let entry = Entry {
                seq,
                lamport: *lamport,
                record: RecordId(Uuid::from_u128(*record)),
                kind: &kind,
                seen: seen.collect(),
                before: *before,
                body,
            };
            leaves.push(entry.leaf());
            writer.push(&entry);
        }
        (writer.finish(), leaves)
    }

    fn leaves_in(bytes: &[u8]) -> Result<Vec<Link>, CodecFault> {
        let mut leaves = Vec::new();
        read_block(bytes, |entry| {
            leaves.push(entry.leaf());
            Ok::<_, CodecFault>(())
        })?;
        Ok(leaves)
    }

    proptest! {
        #[test]
        fn a_block_says_what_its_changes_said_one_by_one(changes in changes(), seed in any::<[u8; 32]>()) {
            for seed in [None, Some(seed)] {
                let (bytes, leaves) = block(&changes, seed);
                prop_assert_eq!(leaves_in(&bytes).expect("reads"), leaves, "the same leaves");
            }
        }

        #[test]
        fn torn_and_foreign_blocks_are_refused_calmly(
            changes in changes(), at in any::<prop::sample::Index>(), flip in 1_u8..,
            noise in prop::collection::vec(any::<u8>(), 0..64)
        ) {
            let _ = leaves_in(&noise);
            let (mut bytes, leaves) = block(&changes, None);
            let at = at.index(bytes.len());
            bytes[at] ^= flip;
            if let Ok(read) = leaves_in(&bytes) {
                // Salts of erased changes are no content.
                let unread = changes.iter().any(|it| it.6);
                prop_assert!(read != leaves || unread, "an altered byte alters a leaf");
            }
            bytes.truncate(at);
            prop_assert!(leaves_in(&bytes).is_err(), "half a block is none");
        }
    }

    #[test]
    fn an_erased_change_keeps_its_leaf() {
        let kind = KindKey::from("deputy");
        let entry = |body| Entry {
            seq: 1,
            lamport: 1,
            record: RecordId(Uuid::from_u128(1)),
            kind: &kind,
            seen: VersionVector::default(),
            before: None,
            body,
        };
        let written = entry(Body::Written(b"13900000001", [3; SALT]));
        let erased = entry(Body::Erased(written.body.hash()));
        assert_eq!(written.leaf(), erased.leaf(), "the chain goes on");
    }
}
