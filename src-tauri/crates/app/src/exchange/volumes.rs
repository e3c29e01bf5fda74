//! Attachments that travel beside a package, in volumes of at most one gibibyte: only what the
//! addressees lack, as far as they said.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use domain::record::{DeviceId, Partition};
use domain::trace::{ATTACHMENT, Attachment};
use store::attachments::{Attachments, Hash};
use store::ledger::{Intent, Ledger};
use sync::{Contents, Identity, Manifest, Mark, Package, Purpose, PutFile, limits, mark_of};
use uuid::Uuid;

use crate::exchange::fault::Passing;
use crate::exchange::keys;
use crate::session::App;
use crate::wire::{FileRef, UserError};

/// Under this name and a device's number stands what that device said it has.
const THEIRS: &str = "attachments.";

/// The attachments of records that may be seen, by the content's hash.
pub(super) fn visible(
    ledger: &Ledger,
    may_see: &dyn Fn(&Partition) -> bool,
) -> Result<BTreeSet<[u8; 32]>, UserError> {
    let hashes = ledger.texts_by_home(ATTACHMENT, Attachment::HASH.key())?;
    Ok(hashes
        .into_iter()
        .filter(|(home, _)| may_see(home))
        .filter_map(|(_, text)| Hash::from_hex(text.as_bytes()).ok())
        .map(|it| *it.as_bytes())
        .collect())
}

/// Those of them whose content is here.
pub(super) fn here(ledger: &Ledger, wanted: &BTreeSet<[u8; 32]>) -> BTreeSet<[u8; 32]> {
    let store = ledger.vault().attachments();
    let has = |it: &&[u8; 32]| {
        store
            .as_ref()
            .is_some_and(|store| store.has(&Hash::from_bytes(**it)))
    };
    wanted.iter().filter(has).copied().collect()
}

/// Keeps what a device said it has.
pub(super) fn keep_theirs(
    ledger: &Ledger,
    device: DeviceId,
    marks: &BTreeSet<Mark>,
) -> Result<(), UserError> {
    let bytes: Vec<u8> = marks.iter().flatten().copied().collect();
    Ok(ledger.keep(&format!("{THEIRS}{device}"), &bytes)?)
}

fn theirs(ledger: &Ledger, device: DeviceId) -> Result<BTreeSet<Mark>, UserError> {
    let kept = ledger
        .kept(&format!("{THEIRS}{device}"))?
        .unwrap_or_default();
    let marks = kept.chunks_exact(size_of::<Mark>());
    Ok(marks.filter_map(|it| it.try_into().ok()).collect())
}

/// What any of these devices lacks, as far as they said.
pub(super) fn lacking(
    ledger: &Ledger,
    to: &[DeviceId],
    here: &BTreeSet<[u8; 32]>,
) -> Result<Vec<[u8; 32]>, UserError> {
    let mut lacking = BTreeSet::new();
    for device in to {
        let theirs = theirs(ledger, *device)?;
        lacking.extend(here.iter().filter(|it| !theirs.contains(&mark_of(it))));
    }
    Ok(lacking.into_iter().collect())
}

/// The name of a package's volume: 苇塘.rdx has 苇塘.a01.rdx, 苇塘.a02.rdx, …
pub(super) fn volume_path(package: &Path, number: usize) -> PathBuf {
    package.with_extension(format!("a{number:02}.rdx"))
}

/// Writes these attachments in volumes beside a package.
pub(super) fn write(
    store: &Attachments,
    package: &Path,
    of: &Contents<'_>,
    hashes: &[[u8; 32]],
) -> Result<(Vec<PathBuf>, u64), UserError> {
    let mut rest = hashes;
    let (mut paths, mut bytes) = (Vec::new(), 0);
    while !rest.is_empty() {
        let about = Manifest {
            id: Uuid::now_v7(),
            purpose: Purpose::Attachments,
            answers: Some(of.manifest.id),
            reaches: Vec::new(),
            have: BTreeMap::new(),
            attachments: BTreeSet::new(),
            ..of.manifest.clone()
        };
        let contents = Contents {
            manifest: &about,
            ..*of
        };
        let path = volume_path(package, paths.len() + 1);
        let mut taken = 0;
        let mut files = |put: PutFile<'_, Passing>| {
            let mut full = 0_u64;
            for hash in rest {
                let content = store.get(&Hash::from_bytes(*hash))?;
                full = full.saturating_add(content.len() as u64);
                if taken > 0 && full > limits::VOLUME {
                    break;
                }
                put(hash, &content)?;
                taken += 1;
            }
            Ok(())
        };
        let written = sync::write_volume::<Passing>(&path, &contents, &mut files)?;
        rest = &rest[taken.max(1).min(rest.len())..];
        bytes += written.bytes;
        paths.push(path);
    }
    Ok((paths, bytes))
}

/// Takes the attachments of a volume that records here speak of, or only counts them; answers how many
/// are new.
pub(super) fn take(
    ledger: &Ledger,
    package: &Package<'_>,
    intent: Intent,
) -> Result<u32, UserError> {
    let Some(store) = ledger.vault().attachments() else {
        return Ok(0);
    };
    let wanted = visible(ledger, &|_| true)?;
    let mut taken = 0;
    package.each_file::<Passing>(&mut |hash, _, content| {
        let named = Hash::from_bytes(hash);
        if !wanted.contains(&hash) || store.has(&named) {
            return Ok(());
        }
        if intent == Intent::Keep {
            let stored = store.put(content)?;
            if stored.hash != named {
                store.remove(&stored.hash)?;
                return Err(sync::SyncFault::Damaged("附件的内容和名称对不上").into());
            }
        }
        taken += 1;
        Ok(())
    })?;
    Ok(taken)
}

/// What came in volumes.
pub(super) struct Beside {
    /// Attachments that were new.
    pub(super) taken: u32,
    /// Volumes that could not be taken, as sentences.
    pub(super) warnings: Vec<String>,
}

/// Takes the volumes that lie beside a package on the disk. One that is damaged is told and stands in
/// nobody's way: it can be taken by itself later.
pub(super) fn take_beside(
    app: &mut App,
    package: &FileRef,
    identities: &[Identity],
) -> Result<Beside, UserError> {
    let mut beside = Beside {
        taken: 0,
        warnings: Vec::new(),
    };
    let Some(chosen) = app.host.path(package) else {
        return Ok(beside);
    };
    let ledger = app.ledger()?;
    let root = keys::root_public(ledger)?.unwrap_or_default();
    let trust = keys::trust(ledger)?;
    for number in 1.. {
        let path = volume_path(&chosen, number);
        if !path.is_file() {
            break;
        }
        let taken = Package::open(&path, identities)
            .and_then(|volume| volume.trusted(&root, &trust).map(|_| volume))
            .map_err(UserError::from)
            .and_then(|volume| take(ledger, &volume, Intent::Keep));
        match taken {
            Ok(count) => beside.taken = beside.taken.saturating_add(count),
            Err(error) => {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                let said = format!("附件“{name}”没有收下：{}", error.message);
                beside.warnings.push(said);
            }
        }
    }
    Ok(beside)
}

/// How many attachments are spoken of here whose content is not.
pub(super) fn missing(ledger: &Ledger) -> Result<u32, UserError> {
    let wanted = visible(ledger, &|_| true)?;
    let here = here(ledger, &wanted);
    Ok(u32::try_from(wanted.len() - here.len()).unwrap_or(u32::MAX))
}
