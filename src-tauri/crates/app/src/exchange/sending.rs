//! Packages that leave this PC.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use domain::office::Office;
use domain::record::{DeviceId, Partition, Run};
use sync::{Contents, Manifest, Purpose, Reach, Recipient, check_word, mark_of};
use uuid::Uuid;

use crate::exchange::fault::Passing;
use crate::exchange::keys;
use crate::exchange::noted::{Did, Note, State};
use crate::exchange::volumes;
use crate::session::App;
use crate::wire::{ErrorCode, ExportPackage, FileRef, PackageMade, UserError};

/// What is sent, to whom.
pub(super) struct Letter {
    pub(super) to: Vec<DeviceId>,
    pub(super) purpose: Purpose,
    /// The package that this one answers.
    pub(super) answers: Option<Uuid>,
    /// A sentence for the addressee.
    pub(super) note: String,
}

impl Letter {
    /// Everything that these devices may see.
    pub(super) fn to(to: Vec<DeviceId>) -> Self {
        Self {
            to,
            purpose: Purpose::Exchange,
            answers: None,
            note: String::new(),
        }
    }
}

/// Makes a package with everything that its addressees may see, from the first change on: a lost
/// one is made good by the next.
pub(crate) fn export_package(
    app: &mut App,
    request: ExportPackage,
) -> Result<PackageMade, UserError> {
    let trust = keys::trust(app.ledger()?)?;
    let mut to = Vec::new();
    for written in &request.to {
        let device = keys::device_named(&trust, written)?;
        if !to.contains(&device) {
            to.push(device);
        }
    }
    send(app, &request.out, Letter::to(to))
}

pub(super) fn send(app: &mut App, out: &FileRef, letter: Letter) -> Result<PackageMade, UserError> {
    out.check_ending(&["rdx"])?;
    let now = app.now().and_utc().timestamp_millis();
    let office_name = app.office_text(Office::NAME)?;
    let laid = tempfile::tempdir().map_err(sync::SyncFault::from)?;
    let chosen = app.host.path(out);
    if keys::root(app.ledger()?)?.is_some() {
        // A PC with the root key vouches for itself, also under a new identity.
        keys::own_office(app)?;
    }
    let ledger = app.ledger()?;
    let trust = keys::trust(ledger)?;
    let identity = keys::identity(ledger)?;
    let own = identity.device();
    let Some(office) = keys::root_public(ledger)? else {
        return Err(UserError::new(
            ErrorCode::Precondition,
            "还没有别的电脑入网，没有可以发给谁的数据包",
            "请先在“交换”里办入网",
        ));
    };
    if trust.certificate(own).is_none() {
        return Err(UserError::new(
            ErrorCode::Precondition,
            "这台电脑的台账是还原或复制来的，有了新的身份，还没有入网",
            "请向乡镇人大重新申请入网，再发数据包",
        ));
    }
    let mut recipients: Vec<Recipient> = vec![identity.recipient()];
    let mut names = Vec::new();
    for device in &letter.to {
        let Some(certificate) = trust.certificate(*device) else {
            return Err(sync::SyncFault::Stranger.into());
        };
        if let Some(out) = trust.revocation(*device) {
            return Err(UserError::new(
                ErrorCode::Precondition,
                format!(
                    "“{}”已经停用（{}），不能再发给它",
                    certificate.name, out.reason
                ),
                "请从收件方里去掉它",
            ));
        }
        if *device == own {
            return Err(UserError::new(
                ErrorCode::BadRequest,
                "收件方是本机自己",
                "请选别的电脑",
            ));
        }
        recipients.push(certificate.recipient.clone());
        names.push(certificate.name.clone());
    }
    if names.is_empty() {
        return Err(sync::SyncFault::NoAddressee.into());
    }
    let rights: Vec<_> = letter
        .to
        .iter()
        .map(|it| keys::own_rights(&trust, *it))
        .collect();
    // To several addressees goes what each of them may see.
    let visible = |partition: &Partition| rights.iter().all(|it| it.may_read(partition));
    let with_changes = letter.purpose != Purpose::Return;
    let mut reaches = Vec::new();
    if with_changes {
        for head in ledger.heads()? {
            let place = head.partition.clone().filter(&visible);
            if place.is_some() && head.signature.is_some() {
                reaches.push(Reach { first: 1, head });
            }
        }
    }
    let places: BTreeSet<(DeviceId, Partition)> = reaches
        .iter()
        .filter_map(|it| Some((it.head.device, it.head.partition.clone()?)))
        .collect();
    let attachments = volumes::here(ledger, &volumes::visible(ledger, &visible)?);
    let have = ledger.have()?;
    let (certificates, revocations) = trust.papers();
    let manifest = Manifest {
        id: Uuid::now_v7(),
        number: keys::next_number(ledger)?,
        sender: own,
        office,
        office_name,
        addressees: letter.to.clone(),
        purpose: letter.purpose,
        created_ms: now,
        program: env!("CARGO_PKG_VERSION").into(),
        reads: sync::FORMAT,
        reaches,
        have: have
            .into_iter()
            .filter(|((_, partition), _)| visible(partition))
            .collect(),
        certificates,
        revocations,
        attachments: attachments.iter().map(mark_of).collect(),
        answers: letter.answers,
        note: letter.note,
    };
    let changes = manifest.changes();
    let contents = Contents {
        manifest: &manifest,
        sender: &identity,
        recipients: &recipients,
    };
    let mut feed = |take: &mut dyn FnMut(Run) -> Result<(), Passing>| {
        if !with_changes {
            return Ok(());
        }
        ledger.each_run::<Passing>(&visible, |run| {
            let place = (run.head.device, run.partition.clone());
            match places.contains(&place) {
                true => take(run),
                false => Ok(()),
            }
        })
    };
    let path: PathBuf = match chosen {
        Some(path) => path,
        None => laid.path().join("package.rdx"),
    };
    let written = sync::write::<Passing>(&path, &contents, &mut feed)?;
    let lacking = match with_changes {
        true => volumes::lacking(ledger, &letter.to, &attachments)?,
        false => Vec::new(),
    };
    let (laid_volumes, beside) = match ledger.vault().attachments() {
        Some(store) if !lacking.is_empty() => volumes::write(&store, &path, &contents, &lacking)?,
        _ => (Vec::new(), 0),
    };
    let shown = hand_over(app, out, &path)?;
    let mut volume_names = Vec::new();
    for (at, volume) in laid_volumes.iter().enumerate() {
        volume_names.push(hand_over(app, &volume_of(out, at + 1), volume)?);
    }
    let check = check_word(&written.digest);
    let file = PathBuf::from(&shown);
    let file = file.file_name().map(|it| it.to_string_lossy().into_owned());
    let note = Note {
        state: State::Sent,
        who: names.join("、"),
        devices: letter.to,
        file: file.unwrap_or_default(),
        number: manifest.number,
        changes,
        check: check.clone(),
        taken: Vec::new(),
        said: manifest.note.clone(),
        did: Did::default(),
    };
    app.ledger()?
        .note_package(manifest.id, true, now, &note.json()?)?;
    Ok(PackageMade {
        changes,
        attachments: u32::try_from(lacking.len()).unwrap_or(u32::MAX),
        bytes: written.bytes.saturating_add(beside),
        path: shown,
        volumes: volume_names,
        number: manifest.number,
        check,
        to: names,
    })
}

/// A file that was written: where a person chose, or given to a host that has no paths.
fn hand_over(app: &App, out: &FileRef, path: &Path) -> Result<String, UserError> {
    if let Some(path) = app.host.path(out) {
        return Ok(path.display().to_string());
    }
    let content = std::fs::read(path).map_err(sync::SyncFault::from)?;
    app.host.write(out, &content)
}

/// Where a volume goes: beside its package, under its name.
fn volume_of(out: &FileRef, number: usize) -> FileRef {
    let beside = |name: &str| {
        let path = volumes::volume_path(Path::new(name), number);
        path.display().to_string()
    };
    match out {
        FileRef::Path(path) => FileRef::Path(beside(path)),
        FileRef::Handle(handle) => FileRef::Handle(beside(handle)),
    }
}
