//! What this PC notes about a package that it sent or received.

use chrono::DateTime;
use domain::record::{DeviceId, Partition, SignedHead};
use serde::{Deserialize, Serialize};
use store::ledger::{Ledger, NotedPackage, Taken};

use crate::wire::{ErrorCode, PackageReport, UserError};

/// What became of a package.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum State {
    /// It was made here.
    Sent,
    /// It was taken in.
    Applied,
    /// It was taken in and taken out again.
    Undone,
    /// It was sent back.
    Returned,
}

impl State {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Applied => "applied",
            Self::Undone => "undone",
            Self::Returned => "returned",
        }
    }
}

/// What is noted about a package. The shape lasts: fields are added, none changes its meaning.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(super) struct Note {
    pub(super) state: State,
    /// From or to whom, by name.
    pub(super) who: String,
    /// Their devices.
    pub(super) devices: Vec<DeviceId>,
    pub(super) file: String,
    pub(super) number: u64,
    pub(super) changes: u64,
    pub(super) check: String,
    /// What came in, so that it can go out again.
    #[serde(default)]
    pub(super) taken: Vec<TakenNote>,
    /// What is to be said about it.
    #[serde(default)]
    pub(super) said: String,
    /// What it did to the records when it was taken in.
    #[serde(default)]
    pub(super) did: Did,
}

/// What a package did when it was taken in, for the paper that both sides sign.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Did {
    #[serde(default)]
    pub(crate) new: u32,
    #[serde(default)]
    pub(crate) changed: u32,
    #[serde(default)]
    pub(crate) voided: u32,
    #[serde(default)]
    pub(crate) restored: u32,
    #[serde(default)]
    pub(crate) conflicts: u32,
    /// What was not taken in: each reason with how often it was given.
    #[serde(default)]
    pub(crate) refused: Vec<(String, u32)>,
    /// What is missing before other changes, as sentences.
    #[serde(default)]
    pub(crate) missing: Vec<String>,
}

impl Did {
    pub(super) fn of(report: &PackageReport) -> Self {
        let mut refused: Vec<(String, u32)> = Vec::new();
        for it in &report.refused {
            match refused.iter_mut().find(|(reason, _)| *reason == it.reason) {
                Some((_, times)) => *times = times.saturating_add(1),
                None => refused.push((it.reason.clone(), 1)),
            }
        }
        Self {
            new: report.new,
            changed: report.changed,
            voided: report.voided,
            restored: report.restored,
            conflicts: report.conflicts,
            refused,
            missing: report.missing.clone(),
        }
    }
}

/// Changes of one device in one partition that came in.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(super) struct TakenNote {
    device: DeviceId,
    partition: String,
    before: u64,
    chain: String,
    #[serde(default)]
    public: Option<String>,
    #[serde(default)]
    signature: Option<String>,
    last: u64,
    after: i64,
}

impl TakenNote {
    pub(super) fn of(taken: &Taken) -> Self {
        let head = &taken.before;
        let partition = head.partition.as_ref().map(ToString::to_string);
        Self {
            device: head.device,
            partition: partition.unwrap_or_default(),
            before: head.seq,
            chain: hex::encode(head.chain),
            public: head.public.map(hex::encode),
            signature: head.signature.map(hex::encode),
            last: taken.last,
            after: taken.after,
        }
    }

    pub(super) fn taken(&self) -> Option<Taken> {
        fn bytes<const N: usize>(text: &str) -> Option<[u8; N]> {
            hex::decode(text).ok()?.try_into().ok()
        }
        Some(Taken {
            before: SignedHead {
                device: self.device,
                partition: Some(Partition::parse(&self.partition)?),
                seq: self.before,
                chain: bytes(&self.chain)?,
                public: self.public.as_deref().and_then(bytes),
                signature: self.signature.as_deref().and_then(bytes),
            },
            last: self.last,
            after: self.after,
        })
    }
}

impl Note {
    pub(super) fn json(&self) -> Result<String, UserError> {
        serde_json::to_string(self).map_err(|error| {
            UserError::new(ErrorCode::Internal, "收发记录写不成", "").because(&error)
        })
    }
}

/// Every package that was sent or received, the newest first; a note of a newer program is passed
/// over.
pub(super) fn all(ledger: &Ledger) -> Result<Vec<(NotedPackage, Note)>, UserError> {
    let noted = ledger.packages(usize::MAX)?;
    Ok(noted
        .into_iter()
        .filter_map(|it| {
            let note = serde_json::from_str(&it.note).ok()?;
            Some((it, note))
        })
        .collect())
}

/// A moment of this PC's clock as people write it.
pub(super) fn moment(ms: i64) -> String {
    DateTime::from_timestamp_millis(ms)
        .map_or_else(String::new, |it| it.format("%Y-%m-%d %H:%M").to_string())
}
