//! Reading a package: as a stream, with every limit checked before anything of that size is held.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use domain::record::{DeviceId, Link, Partition, Run};
use minicbor::Decoder;

use crate::certificate::{Certificate, Sealed};
use crate::fault::{Result, SyncFault, reading};
use crate::identity::Identity;
use crate::limits;
use crate::manifest::Manifest;
use crate::runs::{Bare, chained, read_run};
use crate::trust::Trust;

pub(crate) const MANIFEST: &str = "manifest.cbor";
pub(crate) const SIGNATURE: &str = "manifest.sig";
/// Segments of runs lie under this name, numbered.
pub(crate) const RUNS: &str = "runs/";
pub(crate) const PACKED: &str = ".cbor.zst";
/// Attachments lie under this name, each called by the BLAKE3 of its content.
pub(crate) const FILES: &str = "files/";

/// A package that could be opened. Its manifest is as its sender signed it only after
/// [`Package::trusted`].
pub struct Package<'k> {
    path: PathBuf,
    identities: &'k [Identity],
    bytes: Vec<u8>,
    signature: [u8; 64],
    manifest: Manifest,
}

impl std::fmt::Debug for Package<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Package")
            .field("id", &self.manifest.id)
            .finish()
    }
}

/// Answers the value of the chain behind a device's change in a partition, where it is here.
pub type Known<'a> = &'a dyn Fn(DeviceId, &Partition, u64) -> Result<Option<Link>>;

/// Takes an attachment: the BLAKE3 that it is called by, its bytes, its content.
pub type EachFile<'a, E> =
    &'a mut dyn FnMut([u8; 32], u64, &mut dyn Read) -> std::result::Result<(), E>;

/// What is proven of a package's runs.
#[derive(Debug, Default)]
pub struct Proven {
    /// The value of the chain behind each run, in the order of the file; `None` where it is not
    /// proven or not known.
    chains: Vec<Option<Link>>,
    /// Places whose signature does not fit what is in them.
    pub altered: Vec<(DeviceId, Partition)>,
    /// Places that begin behind a gap: their first number there.
    pub behind_gap: Vec<(DeviceId, Partition, u64)>,
    /// Runs of a newer program's sorts, which were passed over.
    pub newer: usize,
    /// Places with something of a newer program in them that cannot be proven here: all of them
    /// waits until this program is a newer one.
    pub parked: Vec<(DeviceId, Partition)>,
}

impl<'k> Package<'k> {
    /// Opens a package by one of these keys (this device's, and those it had before a restore) and
    /// reads what it says about itself.
    ///
    /// # Errors
    /// Not a package, not for this device, damaged, of a newer format.
    pub fn open(path: &Path, identities: &'k [Identity]) -> Result<Self> {
        let mut archive = decrypted(path, identities)?;
        let mut entries = archive.entries().map_err(reading)?;
        let (bytes, signature) = headed(&mut entries)?;
        Ok(Self {
            path: path.to_owned(),
            identities,
            manifest: Manifest::read(&bytes)?,
            bytes,
            signature,
        })
    }

    /// What the package says about itself.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Who is let in, by the papers known here and those in the package, if the package is one of
    /// this office and its sender, let in by it, signed it.
    ///
    /// # Errors
    /// Another office's package, an unknown sender, a wrong signature, addressees without us.
    pub fn trusted(&self, root: &[u8; 32], known: &Trust) -> Result<Trust> {
        if self.manifest.office != *root {
            return Err(SyncFault::OtherOffice);
        }
        let mut trust = known.clone();
        trust.add(
            root,
            &self.manifest.certificates,
            &self.manifest.revocations,
        );
        let sender = trust
            .certificate(self.manifest.sender)
            .ok_or(SyncFault::Stranger)?;
        if !Manifest::is_by(&sender.public, &self.bytes, &self.signature) {
            return Err(SyncFault::BadSignature);
        }
        // A package that somebody who received it passed on to others is not what its sender sent.
        let ours = self.identities.iter().map(Identity::device);
        let named =
            |it: DeviceId| it == self.manifest.sender || self.manifest.addressees.contains(&it);
        if !ours.into_iter().any(named) {
            return Err(SyncFault::NotForUs);
        }
        Ok(trust)
    }

    /// This device's own certificate (that of the first key) in a package that lets it in.
    ///
    /// # Errors
    /// There is none for it.
    pub fn own_certificate(&self) -> Result<(Certificate, Sealed)> {
        let own = self.manifest.certificates.iter().find_map(|sealed| {
            let it = Certificate::open(sealed, &self.manifest.office).ok()?;
            let ours = self.identities.first().map(Identity::public);
            (ours == Some(it.public)).then(|| (it, sealed.clone()))
        });
        own.ok_or(SyncFault::NotForUs)
    }

    /// Reads all of it once: whether every place holds what its device signed. `known` answers the
    /// value of the chain behind a change that is here already.
    ///
    /// # Errors
    /// Damage, limits.
    pub fn prove(&self, known: Known<'_>) -> Result<Proven> {
        let reaches: BTreeMap<_, _> = self
            .manifest
            .reaches
            .iter()
            .filter_map(|it| Some(((it.head.device, it.head.partition.clone()?), it)))
            .collect();
        let mut proven = Proven::default();
        let mut at: BTreeMap<(DeviceId, Partition), (u64, Option<Link>)> = BTreeMap::new();
        let mut of_place: BTreeMap<(DeviceId, Partition), Vec<usize>> = BTreeMap::new();
        let mut total = 0_u64;
        self.each(|bare| {
            let Some(partition) = bare.partition.clone() else {
                proven.newer += 1;
                proven.chains.push(None);
                return Ok(());
            };
            total = total.saturating_add(bare.last - bare.first + 1);
            if total > limits::CHANGES {
                return Err(SyncFault::TooLarge("登记数"));
            }
            let place = (bare.head.device, partition);
            let Some(reach) = reaches.get(&place) else {
                return Err(SyncFault::Damaged("有说明里没有的内容"));
            };
            if bare.newer && !proven.parked.contains(&place) {
                proven.parked.push(place.clone());
            }
            if proven.parked.contains(&place) {
                proven.newer += 1;
                proven.chains.push(None);
                return Ok(());
            }
            let (next, value) = match at.get(&place) {
                Some(known) => *known,
                None if reach.first == 1 => (1, Some(Link::default())),
                None => {
                    let value = known(place.0, &place.1, reach.first - 1)?;
                    if value.is_none() {
                        let behind = (place.0, place.1.clone(), reach.first);
                        proven.behind_gap.push(behind);
                    }
                    (reach.first, value)
                }
            };
            if bare.first != next {
                return Err(SyncFault::Damaged("编号不连"));
            }
            let value = match value {
                Some(value) => Some(chained(&bare, &value, place.0, &place.1)?),
                None => None,
            };
            of_place
                .entry(place.clone())
                .or_default()
                .push(proven.chains.len());
            proven.chains.push(value);
            at.insert(place, (bare.last.saturating_add(1), value));
            Ok(())
        })?;
        for (place, reach) in &reaches {
            if proven.parked.contains(place) {
                for at in of_place.get(place).into_iter().flatten() {
                    proven.chains[*at] = None;
                }
                continue;
            }
            let reached = at.get(place).copied();
            let fits = match reached {
                Some((next, Some(value))) => {
                    next == reach.head.seq.saturating_add(1)
                        && value == reach.head.chain
                        && reach.head.is_genuine()
                }
                // Behind a gap nothing can be proven, and nothing is taken.
                Some((_, None)) => continue,
                None => return Err(SyncFault::Damaged("缺少说明里写的内容")),
            };
            if !fits {
                proven.altered.push(place.clone());
                for at in of_place.get(place).into_iter().flatten() {
                    proven.chains[*at] = None;
                }
            }
        }
        Ok(proven)
    }

    /// Goes through the runs that are proven, in the order of the file.
    ///
    /// # Errors
    /// Damage; what `each` answers.
    pub fn each_run<E: From<SyncFault>>(
        &self,
        proven: &Proven,
        each: &mut dyn FnMut(Run) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let mut place = 0;
        self.each(|bare| {
            let chain = proven.chains.get(place).copied().flatten();
            place += 1;
            match (chain, bare.partition) {
                (Some(chain), Some(partition)) => each(Run {
                    head: bare.head,
                    partition,
                    first: bare.first,
                    last: bare.last,
                    chain,
                    blocks: bare.blocks,
                }),
                _ => Ok(()),
            }
        })
    }

    /// Goes through the attachments of a volume: the BLAKE3 that each is called by, its bytes, and its
    /// content, which is not held against the name here. What is not read is passed over.
    ///
    /// # Errors
    /// Damage, limits; what `each` answers.
    pub fn each_file<E: From<SyncFault>>(
        &self,
        each: EachFile<'_, E>,
    ) -> std::result::Result<(), E> {
        each_file_in(decrypted(&self.path, self.identities)?, each)
    }

    fn each<E: From<SyncFault>>(
        &self,
        each: impl FnMut(Bare) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        each_run_in(decrypted(&self.path, self.identities)?, each)
    }
}

/// What an archive begins with: its manifest and the signature over that.
pub(crate) fn headed<R: Read>(entries: &mut tar::Entries<'_, R>) -> Result<(Vec<u8>, [u8; 64])> {
    let mut next = |name: &str, most: u64| -> Result<Vec<u8>> {
        let entry = entries.next().ok_or(SyncFault::Damaged("缺少说明"))?;
        let mut entry = entry.map_err(reading)?;
        if entry_name(&entry)? != name {
            return Err(SyncFault::Damaged("次序不对"));
        }
        read_entry(&mut entry, most)
    };
    let bytes = next(MANIFEST, limits::MANIFEST)?;
    let signature = next(SIGNATURE, 64)?;
    let signature = signature
        .try_into()
        .map_err(|_| SyncFault::Damaged("签名的长度不对"))?;
    Ok((bytes, signature))
}

/// Goes through the runs of an archive.
pub(crate) fn each_run_in<R: Read, E: From<SyncFault>>(
    mut archive: tar::Archive<R>,
    mut each: impl FnMut(Bare) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    let entries = archive.entries().map_err(reading)?;
    let (mut total, mut segments) = (0_u64, 0);
    let mut last = String::new();
    for entry in entries {
        let mut entry = entry.map_err(reading)?;
        let name = entry_name(&entry)?;
        if !name.starts_with(RUNS) || !name.ends_with(PACKED) {
            // Of a newer program, or read before.
            continue;
        }
        segments += 1;
        if segments > limits::SEGMENTS {
            return Err(SyncFault::TooLarge("分段数").into());
        }
        if name <= last {
            return Err(SyncFault::Damaged("次序不对").into());
        }
        last = name;
        if entry.size() > limits::SEGMENT {
            return Err(SyncFault::TooLarge("分段").into());
        }
        let segment = unpack(&mut entry, limits::UNPACKED - total)?;
        total += segment.len() as u64;
        let mut d = Decoder::new(&segment);
        while d.position() < segment.len() {
            each(read_run(&mut d)?)?;
        }
    }
    // What follows the end of the archive is part of what was sealed: it has to be read for the
    // cipher to be checked to its end.
    let mut rest = archive.into_inner();
    std::io::copy(&mut rest, &mut std::io::sink()).map_err(reading)?;
    Ok(())
}

/// Goes through the attachments of an archive.
pub(crate) fn each_file_in<R: Read, E: From<SyncFault>>(
    mut archive: tar::Archive<R>,
    each: EachFile<'_, E>,
) -> std::result::Result<(), E> {
    let mut total = 0_u64;
    for entry in archive.entries().map_err(reading)? {
        let mut entry = entry.map_err(reading)?;
        let name = entry_name(&entry)?;
        let Some(hash) = name.strip_prefix(FILES) else {
            continue;
        };
        let hash =
            blake3::Hash::from_hex(hash).map_err(|_| SyncFault::Damaged("附件的名称读不懂"))?;
        let bytes = entry.size();
        total = total.saturating_add(bytes);
        if bytes > limits::FILE || total > limits::VOLUME {
            return Err(SyncFault::TooLarge("附件").into());
        }
        each(*hash.as_bytes(), bytes, &mut entry)?;
    }
    let mut rest = archive.into_inner();
    std::io::copy(&mut rest, &mut std::io::sink()).map_err(reading)?;
    Ok(())
}

pub(crate) type Sealing = age::stream::StreamReader<BufReader<File>>;

/// The archive inside a package.
pub(crate) fn decrypted(path: &Path, identities: &[Identity]) -> Result<tar::Archive<Sealing>> {
    let file = File::open(path)?;
    let decryptor =
        age::Decryptor::new_buffered(BufReader::new(file)).map_err(|fault| match fault {
            age::DecryptError::Io(fault)
                if !matches!(
                    fault.kind(),
                    std::io::ErrorKind::UnexpectedEof | std::io::ErrorKind::InvalidData
                ) =>
            {
                SyncFault::Io(fault)
            }
            age::DecryptError::UnknownFormat => SyncFault::TooNew(0),
            _ => SyncFault::NotAPackage,
        })?;
    let keys = identities.iter().map(|it| it.age() as &dyn age::Identity);
    let stream = decryptor.decrypt(keys).map_err(|fault| match fault {
        age::DecryptError::NoMatchingKeys => SyncFault::NotForUs,
        age::DecryptError::Io(fault) => reading(fault),
        _ => SyncFault::Damaged("解不开"),
    })?;
    Ok(tar::Archive::new(stream))
}

/// The name of an entry that is a plain file. No path is ever made of it.
pub(crate) fn entry_name<R: Read>(entry: &tar::Entry<'_, R>) -> Result<String> {
    if entry.header().entry_type() != tar::EntryType::Regular {
        return Err(SyncFault::Damaged("有不是文件的内容"));
    }
    String::from_utf8(entry.path_bytes().into_owned())
        .map_err(|_| SyncFault::Damaged("文件名读不懂"))
}

pub(crate) fn read_entry<R: Read>(entry: &mut tar::Entry<'_, R>, most: u64) -> Result<Vec<u8>> {
    if entry.size() > most {
        return Err(SyncFault::TooLarge("说明"));
    }
    let mut bytes = Vec::new();
    entry.take(most).read_to_end(&mut bytes).map_err(reading)?;
    Ok(bytes)
}

/// What a packed segment holds.
pub(crate) fn unpack<R: Read>(packed: R, most: u64) -> Result<Vec<u8>> {
    let most = most.min(limits::RUN);
    let mut decoder = zstd::stream::read::Decoder::new(packed).map_err(reading)?;
    decoder
        .window_log_max(limits::WINDOW_LOG)
        .map_err(reading)?;
    let mut bytes = Vec::new();
    let mut limited = decoder.take(most.saturating_add(1));
    limited.read_to_end(&mut bytes).map_err(reading)?;
    if bytes.len() as u64 > most {
        return Err(SyncFault::TooLarge("展开后的内容"));
    }
    Ok(bytes)
}
