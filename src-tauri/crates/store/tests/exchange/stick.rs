//! What travels: runs and papers as they are, or a whole sealed package in a file.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use domain::record::{DeviceId, Partition, Run, Sequenced, SignedHead};
use store::error::StoreFault;
use store::ledger::{Absorbed, Intent, Ledger, Refusal, Refused};
use sync::{
    Barred, Contents, Identity, Manifest, Package, Purpose, Reach, SyncFault, Trust, write,
};
use uuid::Uuid;

use super::pc::Pc;
use super::truth::{Log, Place};

/// Either side's fault.
#[derive(Debug)]
pub enum Fault {
    Store(StoreFault),
    File(SyncFault),
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Store(fault) => fault.fmt(f),
            Self::File(fault) => fault.fmt(f),
        }
    }
}

impl From<StoreFault> for Fault {
    fn from(fault: StoreFault) -> Self {
        Self::Store(fault)
    }
}

impl From<SyncFault> for Fault {
    fn from(fault: SyncFault) -> Self {
        Self::File(fault)
    }
}

/// What is on it.
pub enum Content {
    /// Runs and signed heads.
    Runs(Vec<Run>, Vec<SignedHead>),
    /// A sealed package.
    File(PathBuf),
}

pub struct Stick {
    pub to: Vec<DeviceId>,
    pub trust: Trust,
    /// Which changes are on it.
    pub log: Log,
    /// The number with which a place begins.
    pub first: BTreeMap<Place, u64>,
    pub content: Content,
}

/// Everything that these devices may see, or only what comes behind some numbers of it.
pub fn export(
    pc: &Pc,
    root: &[u8; 32],
    to: &[DeviceId],
    cut: impl Fn(&Place, u64) -> u64,
    file: Option<&Path>,
) -> Result<Stick, Fault> {
    let rights: Vec<_> = to
        .iter()
        .filter_map(|it| pc.trust.certificate(*it).map(sync::Certificate::rights))
        .collect();
    let visible = |it: &Partition| rights.iter().all(|rights| rights.may_read(it));
    let ledger = pc.ledger();
    let mut first = BTreeMap::new();
    let mut reaches = Vec::new();
    let mut ends: BTreeMap<Place, Vec<(u64, u64)>> = BTreeMap::new();
    ledger.each_run::<Fault>(&visible, |run| {
        ends.entry(run.place())
            .or_default()
            .push((run.first, run.last));
        Ok(())
    })?;
    for head in ledger.heads()? {
        let place = head.partition.clone().filter(&visible);
        if let Some(partition) = place
            && head.signature.is_some()
        {
            let place = (head.device, partition);
            let wanted = cut(&place, head.seq);
            let runs = ends.get(&place).map_or(&[][..], Vec::as_slice);
            // A package begins where an operation does.
            let begin = runs
                .iter()
                .map(|(first, _)| *first)
                .rfind(|it| *it <= wanted);
            let begin = begin.unwrap_or(1);
            first.insert(place, begin);
            reaches.push(Reach { first: begin, head });
        }
    }
    let mut log = pc.log.clone();
    log.retain(|place, _| first.contains_key(place));
    let content = match file {
        None => {
            let mut runs = Vec::new();
            ledger.each_run::<Fault>(&visible, |run| {
                if first.get(&run.place()).is_some_and(|it| run.first >= *it) {
                    runs.push(run);
                }
                Ok(())
            })?;
            Content::Runs(runs, reaches.into_iter().map(|it| it.head).collect())
        }
        Some(path) => {
            let identity = pc.identity();
            let manifest = manifest_of(pc, root, to, reaches, &visible)?;
            let mut recipients = vec![identity.recipient()];
            for device in to {
                let known = pc.trust.certificate(*device);
                recipients.extend(known.map(|it| it.recipient.clone()));
            }
            let contents = Contents {
                manifest: &manifest,
                sender: &identity,
                recipients: &recipients,
            };
            write::<Fault>(path, &contents, &mut |take| {
                ledger.each_run::<Fault>(&visible, |run| {
                    match first.get(&run.place()).is_some_and(|it| run.first >= *it) {
                        true => take(run),
                        false => Ok(()),
                    }
                })
            })?;
            Content::File(path.to_owned())
        }
    };
    Ok(Stick {
        to: to.to_vec(),
        trust: pc.trust.clone(),
        log,
        first,
        content,
    })
}

fn manifest_of(
    pc: &Pc,
    root: &[u8; 32],
    to: &[DeviceId],
    reaches: Vec<Reach>,
    visible: &dyn Fn(&Partition) -> bool,
) -> Result<Manifest, Fault> {
    let (certificates, revocations) = pc.trust.papers();
    let have = pc.ledger().have()?.into_iter();
    Ok(Manifest {
        id: Uuid::now_v7(),
        number: 1,
        sender: pc.device(),
        office: *root,
        office_name: "北营房镇人大主席团".into(),
        addressees: to.to_vec(),
        purpose: Purpose::Exchange,
        created_ms: pc.clock,
        program: "0.1.0".into(),
        reads: sync::FORMAT,
        reaches,
        have: have.filter(|((_, it), _)| visible(it)).collect(),
        certificates,
        revocations,
        attachments: BTreeSet::new(),
        answers: None,
        note: pc.note.clone(),
    })
}

/// Why a run is not to be taken in, by the office's papers.
pub fn law(trust: &Trust, run: &Run) -> Option<Refusal> {
    Some(
        match trust.bars(run.head.device, &run.partition, run.last)? {
            Barred::Stranger => Refusal::Stranger,
            Barred::NoRight => Refusal::NoRight,
            Barred::Revoked => Refusal::Revoked,
        },
    )
}

/// Takes runs in under the papers.
pub fn take_runs(
    ledger: &mut Ledger,
    trust: &Trust,
    runs: &[Run],
    heads: &[SignedHead],
    intent: Intent,
) -> Result<Absorbed, Fault> {
    ledger.take_in::<Fault>(
        heads,
        &mut |take| runs.iter().cloned().try_for_each(&mut *take),
        &|run| law(trust, run),
        intent,
    )
}

/// A package that was opened, and the papers with those in it.
pub struct Opened<'k> {
    pub package: Package<'k>,
    pub trust: Trust,
}

pub fn open<'k>(
    path: &Path,
    identities: &'k [Identity],
    root: &[u8; 32],
    known: &Trust,
) -> Result<Opened<'k>, Fault> {
    let package = Package::open(path, identities)?;
    let trust = package.trusted(root, known)?;
    Ok(Opened { package, trust })
}

/// Takes a package in, as the application does.
pub fn take_package(
    ledger: &mut Ledger,
    opened: &Opened<'_>,
    intent: Intent,
) -> Result<Absorbed, Fault> {
    let Opened { package, trust } = opened;
    let known = |device: DeviceId, partition: &Partition, seq: u64| {
        let at = ledger.chain_at(device, partition, seq);
        at.map_err(|fault| SyncFault::Io(std::io::Error::other(fault.to_string())))
    };
    let proven = package.prove(&known)?;
    let reaches = &package.manifest().reaches;
    let heads: Vec<_> = reaches.iter().map(|it| it.head.clone()).collect();
    let mut feed = |take: &mut dyn FnMut(_) -> _| package.each_run::<Fault>(&proven, take);
    let mut absorbed = ledger.take_in(&heads, &mut feed, &|run| law(trust, run), intent)?;
    for (device, partition) in proven.altered {
        absorbed.refused.push(Refused {
            device,
            partition,
            numbers: 1..=1,
            why: Refusal::Altered,
            records: Vec::new(),
        });
    }
    for (device, partition, first) in proven.behind_gap {
        absorbed.gaps.push((device, partition, 1..=first - 1));
    }
    Ok(absorbed)
}
