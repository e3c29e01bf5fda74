//! What a package says about itself, signed by the device that made it.

use std::collections::{BTreeMap, BTreeSet};

use domain::record::{DeviceId, Link, Partition, SignedHead};
use minicbor::{Decoder, Encoder};
use uuid::Uuid;

use crate::FORMAT;
use crate::cbor::{
    at_end, device, expect_array, fixed, fixed_or_null, read_array, read_map, text, written,
};
use crate::certificate::Sealed;
use crate::fault::{Result, SyncFault};
use crate::identity::{Identity, is_signed};

const CONTEXT: &[u8] = b"lvzhi-manifest-1";
/// Signature and hash: Ed25519 and BLAKE3. Other suites get other numbers.
const SUITE: u64 = 1;

/// What a package is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Purpose {
    /// It brings changes.
    Exchange,
    /// It answers a request to be let in: the addressee's certificate and first changes.
    Enrolment,
    /// It sends a package back, with reasons.
    Return,
    /// It brings attachments of the package that it answers.
    Attachments,
}

impl Purpose {
    const ALL: [(Self, u64); 4] = [
        (Self::Exchange, 0),
        (Self::Enrolment, 1),
        (Self::Return, 2),
        (Self::Attachments, 3),
    ];

    fn number(self) -> u64 {
        let known = Self::ALL.iter().find(|(it, _)| *it == self);
        known.map_or(0, |(_, number)| *number)
    }

    fn parse(number: u64) -> Result<Self> {
        let known = Self::ALL.iter().find(|(_, it)| *it == number);
        known.map(|(it, _)| *it).ok_or(SyncFault::TooNew(number))
    }
}

/// Which of a device's changes in a partition a package holds, under the signature over the last.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reach {
    /// The number of the first change in the package.
    pub first: u64,
    /// The last one, signed by the device.
    pub head: SignedHead,
}

/// The first bytes of an attachment's BLAKE3.
pub type Mark = [u8; 8];

/// The mark of an attachment.
#[must_use]
pub fn mark_of(hash: &[u8; 32]) -> Mark {
    let mut mark = Mark::default();
    mark.copy_from_slice(&hash[..size_of::<Mark>()]);
    mark
}

/// What a package says about itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Manifest {
    /// The package.
    pub id: Uuid,
    /// Counts the packages that the sender made.
    pub number: u64,
    /// Who made it.
    pub sender: DeviceId,
    /// The public key of the sender's office (its root).
    pub office: [u8; 32],
    /// What the office is called, for people.
    pub office_name: String,
    /// Who can open it.
    pub addressees: Vec<DeviceId>,
    /// What it is for.
    pub purpose: Purpose,
    /// When it was made, in milliseconds since 1970 by the sender's clock; for display only.
    pub created_ms: i64,
    /// The version of the program that made it.
    pub program: String,
    /// The newest format that the sender reads.
    pub reads: u64,
    /// What is in it, device by device and partition by partition.
    pub reaches: Vec<Reach>,
    /// What the sender holds of the partitions that the addressees may read.
    pub have: BTreeMap<(DeviceId, Partition), u64>,
    /// Certificates that the sender knows.
    pub certificates: Vec<Sealed>,
    /// Revocations that the sender knows.
    pub revocations: Vec<Sealed>,
    /// Attachments that the sender has, as far as the addressees may see them: the first bytes of
    /// each one's BLAKE3. What is not among them is wanted.
    pub attachments: BTreeSet<Mark>,
    /// The package that this one answers.
    pub answers: Option<Uuid>,
    /// A sentence for the addressee.
    pub note: String,
}

/// Keys of the map.
mod key {
    pub const FORMAT: u64 = 0;
    pub const MIN_READER: u64 = 1;
    pub const SUITE: u64 = 2;
    pub const ID: u64 = 3;
    pub const NUMBER: u64 = 4;
    pub const SENDER: u64 = 5;
    pub const OFFICE: u64 = 6;
    pub const OFFICE_NAME: u64 = 7;
    pub const ADDRESSEES: u64 = 8;
    pub const PURPOSE: u64 = 9;
    pub const CREATED: u64 = 10;
    pub const PROGRAM: u64 = 11;
    pub const READS: u64 = 12;
    pub const REACHES: u64 = 13;
    pub const HAVE: u64 = 14;
    pub const CERTIFICATES: u64 = 15;
    pub const REVOCATIONS: u64 = 16;
    pub const ATTACHMENTS: u64 = 17;
    pub const ANSWERS: u64 = 18;
    pub const NOTE: u64 = 19;
    /// How many keys there are.
    pub const COUNT: u64 = 20;
}

impl Manifest {
    /// How many changes the package holds.
    #[must_use]
    pub fn changes(&self) -> u64 {
        let count = |it: &Reach| it.head.seq.saturating_sub(it.first).saturating_add(1);
        self.reaches.iter().map(count).fold(0, u64::saturating_add)
    }

    /// Four signs by which people tell packages apart.
    #[must_use]
    pub fn mark(&self) -> String {
        let hex = self.id.simple().to_string().to_uppercase();
        hex.chars().skip(28).collect()
    }

    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        written(&mut bytes, |e: &mut Encoder<_>| {
            e.map(key::COUNT)?;
            e.u64(key::FORMAT)?.u64(FORMAT)?;
            e.u64(key::MIN_READER)?.u64(FORMAT)?;
            e.u64(key::SUITE)?.u64(SUITE)?;
            e.u64(key::ID)?.bytes(self.id.as_bytes())?;
            e.u64(key::NUMBER)?.u64(self.number)?;
            e.u64(key::SENDER)?.bytes(self.sender.bytes())?;
            e.u64(key::OFFICE)?.bytes(&self.office)?;
            e.u64(key::OFFICE_NAME)?.str(&self.office_name)?;
            e.u64(key::ADDRESSEES)?
                .array(self.addressees.len() as u64)?;
            for it in &self.addressees {
                e.bytes(it.bytes())?;
            }
            e.u64(key::PURPOSE)?.u64(self.purpose.number())?;
            e.u64(key::CREATED)?.i64(self.created_ms)?;
            e.u64(key::PROGRAM)?.str(&self.program)?;
            e.u64(key::READS)?.u64(self.reads)?;
            e.u64(key::REACHES)?.array(self.reaches.len() as u64)?;
            for it in &self.reaches {
                let partition = it.head.partition.as_ref().map(ToString::to_string);
                e.array(7)?.bytes(it.head.device.bytes())?;
                e.str(&partition.unwrap_or_default())?;
                e.u64(it.first)?.u64(it.head.seq)?.bytes(&it.head.chain)?;
                match &it.head.public {
                    Some(public) => e.bytes(public)?,
                    None => e.null()?,
                };
                match &it.head.signature {
                    Some(signature) => e.bytes(signature)?,
                    None => e.null()?,
                };
            }
            e.u64(key::HAVE)?.array(self.have.len() as u64)?;
            for ((device, partition), seq) in &self.have {
                e.array(3)?.bytes(device.bytes())?;
                e.str(&partition.to_string())?.u64(*seq)?;
            }
            for (at, papers) in [
                (key::CERTIFICATES, &self.certificates),
                (key::REVOCATIONS, &self.revocations),
            ] {
                e.u64(at)?.array(papers.len() as u64)?;
                for it in papers {
                    e.array(2)?.bytes(&it.body)?.bytes(&it.signature)?;
                }
            }
            let marks: Vec<u8> = self.attachments.iter().flatten().copied().collect();
            e.u64(key::ATTACHMENTS)?.bytes(&marks)?;
            e.u64(key::ANSWERS)?;
            match &self.answers {
                Some(id) => e.bytes(id.as_bytes())?,
                None => e.null()?,
            };
            e.u64(key::NOTE)?.str(&self.note)?;
            Ok(())
        });
        bytes
    }

    /// The signature over a manifest's bytes.
    pub(crate) fn sign(bytes: &[u8], sender: &Identity) -> [u8; 64] {
        sender.sign(CONTEXT, bytes)
    }

    /// Whether the holder of this key signed a manifest's bytes.
    pub(crate) fn is_by(public: &[u8; 32], bytes: &[u8], signature: &[u8; 64]) -> bool {
        is_signed(public, CONTEXT, bytes, signature)
    }

    pub(crate) fn read(bytes: &[u8]) -> Result<Self> {
        let mut d = Decoder::new(bytes);
        let mut format = (None, None, None);
        let (mut id, mut sender, mut office) = (None, None, None);
        let mut it = Self {
            id: Uuid::nil(),
            number: 0,
            sender: DeviceId(Uuid::nil()),
            office: [0; 32],
            office_name: String::new(),
            addressees: Vec::new(),
            purpose: Purpose::Exchange,
            created_ms: 0,
            program: String::new(),
            reads: 0,
            reaches: Vec::new(),
            have: BTreeMap::new(),
            certificates: Vec::new(),
            revocations: Vec::new(),
            attachments: BTreeSet::new(),
            answers: None,
            note: String::new(),
        };
        read_map(&mut d, |at, d| {
            match at {
                key::FORMAT => format.0 = Some(d.u64()?),
                key::MIN_READER => {
                    let least = d.u64()?;
                    format.1 = Some(least);
                    // What follows may be something this program has no word for.
                    if least > FORMAT {
                        return Err(SyncFault::TooNew(least));
                    }
                }
                key::SUITE => format.2 = Some(d.u64()?),
                key::ID => id = Some(fixed(d)?),
                key::NUMBER => it.number = d.u64()?,
                key::SENDER => sender = Some(device(d)?),
                key::OFFICE => office = Some(fixed(d)?),
                key::OFFICE_NAME => it.office_name = text(d)?,
                key::ADDRESSEES => read_array(d, |d| {
                    it.addressees.push(device(d)?);
                    Ok(())
                })?,
                key::PURPOSE => it.purpose = Purpose::parse(d.u64()?)?,
                key::CREATED => it.created_ms = d.i64()?,
                key::PROGRAM => it.program = text(d)?,
                key::READS => it.reads = d.u64()?,
                key::REACHES => read_array(d, |d| {
                    it.reaches.extend(read_reach(d)?);
                    Ok(())
                })?,
                key::HAVE => read_array(d, |d| {
                    expect_array(d, 3)?;
                    let whose = device(d)?;
                    let partition = Partition::parse(&text(d)?);
                    let seq = d.u64()?;
                    it.have.extend(partition.map(|it| ((whose, it), seq)));
                    Ok(())
                })?,
                key::CERTIFICATES => read_array(d, |d| {
                    it.certificates.push(Sealed::read(d)?);
                    Ok(())
                })?,
                key::REVOCATIONS => read_array(d, |d| {
                    it.revocations.push(Sealed::read(d)?);
                    Ok(())
                })?,
                key::ATTACHMENTS => {
                    let marks = d.bytes()?.chunks_exact(size_of::<Mark>());
                    it.attachments = marks.filter_map(|it| it.try_into().ok()).collect();
                }
                key::ANSWERS => it.answers = fixed_or_null(d)?.map(Uuid::from_bytes),
                key::NOTE => it.note = text(d)?,
                _ => return Ok(false),
            }
            Ok(true)
        })?;
        at_end(&d)?;
        let (Some(_), Some(_), Some(SUITE)) = format else {
            return Err(SyncFault::Damaged("格式没有写明"));
        };
        let (Some(id), Some(sender), Some(office)) = (id, sender, office) else {
            return Err(SyncFault::Damaged("说明缺项"));
        };
        (it.id, it.sender, it.office) = (Uuid::from_bytes(id), sender, office);
        Ok(it)
    }
}

/// A place whose partition is of a newer sort is passed over: its runs are, too.
fn read_reach(d: &mut Decoder<'_>) -> Result<Option<Reach>> {
    expect_array(d, 7)?;
    let whose = device(d)?;
    let partition = Partition::parse(&text(d)?);
    let (first, seq) = (d.u64()?, d.u64()?);
    let chain: Link = fixed(d)?;
    let public = fixed_or_null(d)?;
    let signature = fixed_or_null(d)?;
    if first == 0 || first > seq {
        return Err(SyncFault::Damaged("编号前后不对"));
    }
    Ok(partition.map(|partition| Reach {
        first,
        head: SignedHead {
            device: whose,
            partition: Some(partition),
            seq,
            chain,
            public,
            signature,
        },
    }))
}
