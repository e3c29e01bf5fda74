//! What a file that goes from one office to another says about itself. Each office keeps a log of its
//! own: across the border between them go frozen copies, never changes.

use domain::record::DeviceId;
use minicbor::{Decoder, Encoder};
use uuid::Uuid;

use crate::FORMAT;
use crate::cbor::{
    at_end, device, expect_array, fixed, fixed_or_null, read_array, read_map, text, written,
};
use crate::fault::{Result, SyncFault};
use crate::identity::{Identity, is_signed};
use crate::limits;
use crate::office_card::OfficeCard;

const CONTEXT: &[u8] = b"lvzhi-dispatch-1";
const SUITE: u64 = 1;

/// What a dispatch is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DispatchKind {
    /// 上报件: a township's frozen copy of what its person chose.
    Submission,
    /// 回执, 批复, 退回: what became of a submission.
    Answer,
    /// 下发件: what the county hands down.
    HandDown,
}

impl DispatchKind {
    const ALL: [(Self, u64); 3] = [
        (Self::Submission, 0),
        (Self::Answer, 1),
        (Self::HandDown, 2),
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

/// What became of a submission.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// 回执: it was taken in.
    Received,
    /// 批复: it was answered.
    Replied,
    /// 退回: it was sent back, with reasons.
    Returned,
}

impl Verdict {
    const ALL: [(Self, u64); 3] = [(Self::Received, 0), (Self::Replied, 1), (Self::Returned, 2)];

    fn number(self) -> u64 {
        let known = Self::ALL.iter().find(|(it, _)| *it == self);
        known.map_or(0, |(_, number)| *number)
    }

    fn parse(number: u64) -> Result<Self> {
        let known = Self::ALL.iter().find(|(_, it)| *it == number);
        known.map(|(it, _)| *it).ok_or(SyncFault::TooNew(number))
    }
}

/// A part of a dispatch, as its manifest names it: the signature over the manifest covers the part.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PartMark {
    /// `figures`, `table-roster`, `task-…`.
    pub name: String,
    /// Its bytes, unpacked.
    pub bytes: u64,
    /// The BLAKE3 of it, unpacked.
    pub hash: [u8; 32],
}

/// What a corrected submission stands in place of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Replaced {
    /// The number of the earlier one.
    pub number: String,
    /// Its hash.
    pub hash: [u8; 32],
}

/// What a dispatch says about itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Dispatch {
    /// The dispatch.
    pub id: Uuid,
    /// What it is.
    pub kind: DispatchKind,
    /// The PC that made it.
    pub sender: DeviceId,
    /// The office it is from.
    pub from: OfficeCard,
    /// The root key of the office it is for; `None` for one that goes to every office that can open
    /// it.
    pub to: Option<[u8; 32]>,
    /// Its number as people write it: 柳河镇〔2026〕上报第3号.
    pub number: String,
    /// The year it tells of.
    pub year: i32,
    /// Which of that year's it is.
    pub serial: u64,
    /// When it was made, in milliseconds since 1970 by the sender's clock; for display only.
    pub created_ms: i64,
    /// The version of the program that made it.
    pub program: String,
    /// What it is about, for people.
    pub title: String,
    /// What it stands in place of.
    pub replaces: Option<Replaced>,
    /// The hash of the dispatch that it answers.
    pub answers: Option<[u8; 32]>,
    /// What became of that one.
    pub verdict: Verdict,
    /// A sentence for whoever takes it: the reply, the reasons.
    pub note: String,
    /// Its parts.
    pub parts: Vec<PartMark>,
}

/// Keys of the map.
mod key {
    pub const FORMAT: u64 = 0;
    pub const MIN_READER: u64 = 1;
    pub const SUITE: u64 = 2;
    pub const ID: u64 = 3;
    pub const KIND: u64 = 4;
    pub const SENDER: u64 = 5;
    pub const FROM: u64 = 6;
    pub const TO: u64 = 7;
    pub const NUMBER: u64 = 8;
    pub const YEAR: u64 = 9;
    pub const SERIAL: u64 = 10;
    pub const CREATED: u64 = 11;
    pub const PROGRAM: u64 = 12;
    pub const TITLE: u64 = 13;
    pub const REPLACES: u64 = 14;
    pub const ANSWERS: u64 = 15;
    pub const VERDICT: u64 = 16;
    pub const NOTE: u64 = 17;
    pub const PARTS: u64 = 18;
    /// How many keys there are.
    pub const COUNT: u64 = 19;
}

impl Dispatch {
    /// By which corrections and answers name it: the BLAKE3 of its manifest, which names the hash of
    /// each part.
    #[must_use]
    pub fn hash(&self) -> [u8; 32] {
        *blake3::hash(&self.to_bytes()).as_bytes()
    }

    /// Its manifest as the sender signs it, and the signature: what is kept as proof beside a record.
    #[must_use]
    pub fn signed(&self, sender: &Identity) -> (Vec<u8>, [u8; 64]) {
        let bytes = self.to_bytes();
        let signature = Self::sign(&bytes, sender);
        (bytes, signature)
    }

    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        written(&mut bytes, |e: &mut Encoder<_>| {
            e.map(key::COUNT)?;
            e.u64(key::FORMAT)?.u64(FORMAT)?;
            e.u64(key::MIN_READER)?.u64(FORMAT)?;
            e.u64(key::SUITE)?.u64(SUITE)?;
            e.u64(key::ID)?.bytes(self.id.as_bytes())?;
            e.u64(key::KIND)?.u64(self.kind.number())?;
            e.u64(key::SENDER)?.bytes(self.sender.bytes())?;
            e.u64(key::FROM)?;
            self.from.write(e)?;
            e.u64(key::TO)?;
            match &self.to {
                Some(root) => e.bytes(root)?,
                None => e.null()?,
            };
            e.u64(key::NUMBER)?.str(&self.number)?;
            e.u64(key::YEAR)?.i32(self.year)?;
            e.u64(key::SERIAL)?.u64(self.serial)?;
            e.u64(key::CREATED)?.i64(self.created_ms)?;
            e.u64(key::PROGRAM)?.str(&self.program)?;
            e.u64(key::TITLE)?.str(&self.title)?;
            e.u64(key::REPLACES)?;
            match &self.replaces {
                Some(it) => e.array(2)?.str(&it.number)?.bytes(&it.hash)?,
                None => e.null()?,
            };
            e.u64(key::ANSWERS)?;
            match &self.answers {
                Some(hash) => e.bytes(hash)?,
                None => e.null()?,
            };
            e.u64(key::VERDICT)?.u64(self.verdict.number())?;
            e.u64(key::NOTE)?.str(&self.note)?;
            e.u64(key::PARTS)?.array(self.parts.len() as u64)?;
            for it in &self.parts {
                e.array(3)?.str(&it.name)?.u64(it.bytes)?.bytes(&it.hash)?;
            }
            Ok(())
        });
        bytes
    }

    pub(crate) fn sign(bytes: &[u8], sender: &Identity) -> [u8; 64] {
        sender.sign(CONTEXT, bytes)
    }

    pub(crate) fn is_by(public: &[u8; 32], bytes: &[u8], signature: &[u8; 64]) -> bool {
        is_signed(public, CONTEXT, bytes, signature)
    }

    pub(crate) fn read(bytes: &[u8]) -> Result<Self> {
        let mut d = Decoder::new(bytes);
        let mut format = (None, None, None);
        let (mut id, mut kind, mut sender, mut from) = (None, None, None, None);
        let (mut to, mut number, mut year, mut serial) = (None, String::new(), 0, 0);
        let (mut created_ms, mut program, mut title) = (0, String::new(), String::new());
        let (mut replaces, mut answers, mut verdict) = (None, None, Verdict::Received);
        let (mut note, mut parts) = (String::new(), Vec::new());
        read_map(&mut d, |at, d| {
            match at {
                key::FORMAT => format.0 = Some(d.u64()?),
                key::MIN_READER => {
                    let least = d.u64()?;
                    format.1 = Some(least);
                    if least > FORMAT {
                        return Err(SyncFault::TooNew(least));
                    }
                }
                key::SUITE => format.2 = Some(d.u64()?),
                key::ID => id = Some(Uuid::from_bytes(fixed(d)?)),
                key::KIND => kind = Some(DispatchKind::parse(d.u64()?)?),
                key::SENDER => sender = Some(device(d)?),
                key::FROM => from = Some(OfficeCard::read(d)?),
                key::TO => to = fixed_or_null(d)?,
                key::NUMBER => number = text(d)?,
                key::YEAR => year = d.i32()?,
                key::SERIAL => serial = d.u64()?,
                key::CREATED => created_ms = d.i64()?,
                key::PROGRAM => program = text(d)?,
                key::TITLE => title = text(d)?,
                key::REPLACES => replaces = read_replaced(d)?,
                key::ANSWERS => answers = fixed_or_null(d)?,
                key::VERDICT => verdict = Verdict::parse(d.u64()?)?,
                key::NOTE => note = text(d)?,
                key::PARTS => read_array(d, |d| {
                    expect_array(d, 3)?;
                    parts.push(PartMark {
                        name: text(d)?,
                        bytes: d.u64()?,
                        hash: fixed(d)?,
                    });
                    Ok(())
                })?,
                _ => return Ok(false),
            }
            Ok(true)
        })?;
        at_end(&d)?;
        let (Some(_), Some(_), Some(SUITE)) = format else {
            return Err(SyncFault::Damaged("格式没有写明"));
        };
        if parts.len() as u64 > limits::PARTS {
            return Err(SyncFault::TooLarge("部分数"));
        }
        let (Some(id), Some(kind), Some(sender), Some(from)) = (id, kind, sender, from) else {
            return Err(SyncFault::Damaged("说明缺项"));
        };
        Ok(Self {
            id,
            kind,
            sender,
            from,
            to,
            number,
            year,
            serial,
            created_ms,
            program,
            title,
            replaces,
            answers,
            verdict,
            note,
            parts,
        })
    }
}

fn read_replaced(d: &mut Decoder<'_>) -> Result<Option<Replaced>> {
    if d.datatype()? == minicbor::data::Type::Null {
        d.null()?;
        return Ok(None);
    }
    expect_array(d, 2)?;
    Ok(Some(Replaced {
        number: text(d)?,
        hash: fixed(d)?,
    }))
}
