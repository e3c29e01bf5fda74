//! Packages that come to this PC: looked at, taken in, taken out again, sent back.

use domain::record::{DeviceId, Partition};
use store::ledger::{Absorbed, Intent, Ledger, Refusal, Taken};
use store::vault::backup::Reason;
use sync::{Barred, Identity, Manifest, Package, Purpose, Trust, check_word};

use crate::exchange::fault::Passing;
use crate::exchange::keys;
use crate::exchange::noted::{self, Did, Note, State, TakenNote};
use crate::exchange::report::{alarms, describe};
use crate::exchange::sending::{Letter, send};
use crate::exchange::staging::{Staged, stage};
use crate::exchange::volumes;
use crate::session::App;
use crate::wire::{
    ApplyPackage, ErrorCode, Nothing, PackageFile, PackageMade, PackageReport, PackageUndone,
    ReturnPackage, UserError,
};

/// A sender's clock may be ahead by so much without a word, in milliseconds: a day.
const AHEAD: i64 = 24 * 60 * 60 * 1_000;
/// Before this moment no package was made by anybody: the program is younger (2026-01-01).
const EARLIEST: i64 = 1_767_225_600_000;

/// A package that was opened and whose sender is known.
pub(super) struct Arrived<'k> {
    pub(super) package: Package<'k>,
    pub(super) trust: Trust,
}

fn arrive<'k>(
    ledger: &Ledger,
    staged: &Staged,
    identities: &'k [Identity],
) -> Result<Arrived<'k>, UserError> {
    let package = Package::open(staged.path(), identities)?;
    let Some(root) = keys::root_public(ledger)? else {
        let hint = match keys::waiting(ledger)?.is_some() {
            true => "这台电脑还在等入网答复，请先用“入网”收下答复",
            false => "请先在“交换”里办入网",
        };
        return Err(UserError::new(
            ErrorCode::Precondition,
            "这台电脑还没有和别的电脑入网，不能收数据包",
            hint,
        ));
    };
    let trust = package.trusted(&root, &keys::trust(ledger)?)?;
    Ok(Arrived { package, trust })
}

fn identities(ledger: &Ledger) -> Result<Vec<Identity>, UserError> {
    let mut identities = Vec::new();
    for key in ledger.own_keys()? {
        identities.push(Identity::of(&key)?);
    }
    Ok(identities)
}

/// What the package does to the log: taken in, or only looked at, by the same code.
pub(super) fn take(
    ledger: &mut Ledger,
    arrived: &Arrived<'_>,
    intent: Intent,
) -> Result<Absorbed, UserError> {
    let Arrived { package, trust } = arrived;
    let manifest = package.manifest();
    let known = |device: DeviceId, partition: &Partition, seq: u64| {
        let at = ledger.chain_at(device, partition, seq);
        at.map_err(|fault| sync::SyncFault::Io(std::io::Error::other(fault.to_string())))
    };
    let proven = package.prove(&known)?;
    let heads: Vec<_> = manifest.reaches.iter().map(|it| it.head.clone()).collect();
    let law = |run: &domain::record::Run| {
        let barred = trust.bars(run.head.device, &run.partition, run.last)?;
        Some(match barred {
            Barred::Stranger => Refusal::Stranger,
            Barred::NoRight => Refusal::NoRight,
            Barred::Revoked => Refusal::Revoked,
        })
    };
    let mut feed = |take: &mut dyn FnMut(_) -> _| package.each_run::<Passing>(&proven, take);
    let mut absorbed = ledger.take_in(&heads, &mut feed, &law, intent)?;
    let altered = proven.altered.into_iter().map(|it| (it, Refusal::Altered));
    let parked = proven.parked.into_iter().map(|it| (it, Refusal::Newer));
    for ((device, partition), why) in altered.chain(parked) {
        let reach = manifest
            .reaches
            .iter()
            .find(|it| it.head.device == device && it.head.partition.as_ref() == Some(&partition));
        absorbed.refused.push(store::ledger::Refused {
            device,
            partition,
            numbers: reach.map_or(1..=1, |it| it.first..=it.head.seq),
            why,
            records: Vec::new(),
        });
    }
    let have = ledger.have()?;
    for (device, partition, first) in proven.behind_gap {
        let next = have
            .get(&(device, partition.clone()))
            .map_or(1, |it| it + 1);
        absorbed
            .gaps
            .push((device, partition, next..=first.saturating_sub(1)));
    }
    Ok(absorbed)
}

/// Whether everything in a package is here.
fn is_here(ledger: &Ledger, manifest: &Manifest) -> Result<bool, UserError> {
    for reach in &manifest.reaches {
        let head = &reach.head;
        let Some(partition) = &head.partition else {
            continue;
        };
        if ledger.chain_at(head.device, partition, head.seq)? != Some(head.chain) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// What a package says about itself, before its content.
fn headed(app: &App, arrived: &Arrived<'_>) -> PackageReport {
    let manifest = arrived.package.manifest();
    let mut report = PackageReport {
        package: manifest.id.to_string(),
        from: keys::name_of(&arrived.trust, manifest.sender),
        made: noted::moment(manifest.created_ms),
        number: manifest.number,
        note: manifest.note.clone(),
        ..PackageReport::default()
    };
    let now = app.now().and_utc().timestamp_millis();
    if manifest.created_ms > now.saturating_add(AHEAD) || manifest.created_ms < EARLIEST {
        report.warnings.push(format!(
            "两台电脑的时钟对不上：对方写的是 {}，本机是 {}。内容不受影响，请核对两边的日期",
            report.made,
            noted::moment(now)
        ));
    }
    if manifest.purpose == Purpose::Return {
        report
            .warnings
            .push(format!("对方退回了数据包：{}", manifest.note));
    }
    report
}

pub(crate) fn preview_package(
    app: &mut App,
    request: PackageFile,
) -> Result<PackageReport, UserError> {
    let staged = stage(app, &request.file)?;
    let identities = identities(app.ledger()?)?;
    let arrived = arrive(app.ledger()?, &staged, &identities)?;
    let mut report = headed(app, &arrived);
    let ledger = app.ledger()?;
    if arrived.package.manifest().purpose == Purpose::Attachments {
        report.attachments = volumes::take(ledger, &arrived.package, Intent::Look)?;
        report.attachments_missing = volumes::missing(ledger)?;
        report.already = report.attachments == 0;
        return Ok(report);
    }
    if is_here(ledger, arrived.package.manifest())? {
        report.already = true;
        return Ok(report);
    }
    let absorbed = take(ledger, &arrived, Intent::Look)?;
    report.alarms = alarms(ledger, &absorbed)?;
    describe(ledger, &arrived.trust, &absorbed, &mut report)?;
    Ok(report)
}

pub(crate) fn apply_package(
    app: &mut App,
    request: ApplyPackage,
) -> Result<PackageReport, UserError> {
    app.writer()?;
    let staged = stage(app, &request.file)?;
    let identities = identities(app.ledger()?)?;
    let arrived = arrive(app.ledger()?, &staged, &identities)?;
    let mut report = headed(app, &arrived);
    if arrived.package.manifest().purpose == Purpose::Attachments {
        let ledger = app.ledger()?;
        report.attachments = volumes::take(ledger, &arrived.package, Intent::Keep)?;
        report.attachments_missing = volumes::missing(ledger)?;
        report.already = report.attachments == 0;
        report.operation = Some(report.package.clone());
        report.receipt = Some(check_of(&staged)?);
        return Ok(report);
    }
    let now = app.now();
    let underway = app.work().begin("接收数据包");
    let ledger = app.ledger()?;
    let manifest = arrived.package.manifest();
    report.already = is_here(ledger, manifest)?;
    if !report.already {
        if !request.anyway {
            let would = take(ledger, &arrived, Intent::Look)?;
            let alarms = alarms(ledger, &would)?;
            if !alarms.is_empty() {
                return Err(UserError::new(
                    ErrorCode::Precondition,
                    format!(
                        "这个数据包的改动大得不寻常：{}。没有接收",
                        alarms.join("；")
                    ),
                    "请先向发件人核实；确实要收的，预览后再确认一次（命令行加 --anyway）",
                ));
            }
        }
        underway.word("接收以前先备份");
        let cancellation = underway.cancellation();
        ledger.back_up_cancellable(None, now, Reason::BeforeImport, &cancellation)?;
        underway.word("接收数据包");
    }
    let check = check_of(&staged)?;
    let wall = now.and_utc().timestamp_millis();
    // What came in and what is noted of it stand together or not at all: without the note it could
    // not be taken out again.
    ledger.together(|ledger| {
        let mut taken = Vec::new();
        let mut applied = 0;
        if !report.already {
            let absorbed = take(ledger, &arrived, Intent::Keep)?;
            describe(ledger, &arrived.trust, &absorbed, &mut report)?;
            taken = absorbed.taken.iter().map(TakenNote::of).collect();
            applied = absorbed.applied as u64;
        }
        keys::keep_trust(ledger, &arrived.trust)?;
        ledger.note_peer(manifest.sender, &manifest.have)?;
        volumes::keep_theirs(ledger, manifest.sender, &manifest.attachments)?;
        let note = Note {
            state: State::Applied,
            who: report.from.clone(),
            devices: vec![manifest.sender],
            file: staged.name.clone(),
            number: manifest.number,
            changes: applied,
            check: check.clone(),
            taken,
            said: manifest.note.clone(),
            did: Did::of(&report),
        };
        ledger.note_package(manifest.id, false, wall, &note.json()?)?;
        Ok::<(), UserError>(())
    })?;
    let beside = volumes::take_beside(app, &request.file, &identities)?;
    report.attachments = beside.taken;
    report.warnings.extend(beside.warnings);
    report.attachments_missing = volumes::missing(app.ledger()?)?;
    report.operation = Some(report.package.clone());
    report.receipt = Some(check);
    Ok(report)
}

/// The characters that sender and receiver compare.
fn check_of(staged: &Staged) -> Result<String, UserError> {
    let mut hasher = blake3::Hasher::new();
    let mut file = std::fs::File::open(staged.path()).map_err(sync::SyncFault::from)?;
    std::io::copy(&mut file, &mut hasher).map_err(sync::SyncFault::from)?;
    Ok(check_word(hasher.finalize().as_bytes()))
}

/// The newest package that was taken in and brought something.
pub(super) fn newest(
    ledger: &Ledger,
) -> Result<Option<(store::ledger::NotedPackage, Note, Vec<Taken>)>, UserError> {
    let found = noted::all(ledger)?
        .into_iter()
        .find(|(it, note)| !it.sent && note.state == State::Applied && !note.taken.is_empty());
    Ok(found.map(|(it, note)| {
        let taken = note.taken.iter().filter_map(TakenNote::taken).collect();
        (it, note, taken)
    }))
}

/// Takes the newest package out again, exactly.
pub(crate) fn undo_package(app: &mut App, _: Nothing) -> Result<PackageUndone, UserError> {
    app.writer()?;
    let ledger = app.ledger()?;
    let Some((noted, mut note, taken)) = newest(ledger)? else {
        return Err(UserError::new(
            ErrorCode::Precondition,
            "没有可以退出的数据包",
            "收到的数据包里没有新内容，或者都已经退出",
        ));
    };
    note.state = State::Undone;
    let kinds = ledger.together(|ledger| {
        let kinds = ledger.give_back(&taken)?;
        ledger.renote_package(noted.num, &note.json()?)?;
        Ok::<_, UserError>(kinds)
    })?;
    Ok(PackageUndone {
        package: noted.id.to_string(),
        operation: noted.id.to_string(),
        from: note.who,
        undone: note.changes,
        changed: kinds.iter().map(ToString::to_string).collect(),
    })
}

/// Sends a package back with a reason; nothing of it is taken in.
pub(crate) fn return_package(
    app: &mut App,
    request: ReturnPackage,
) -> Result<PackageMade, UserError> {
    app.writer()?;
    let reason = request.reason.trim().to_owned();
    if reason.is_empty() {
        return Err(UserError::new(
            ErrorCode::Invalid,
            "没有写退回的原因",
            "写清哪里不对、要对方怎么改",
        ));
    }
    let staged = stage(app, &request.file)?;
    let identities = identities(app.ledger()?)?;
    let arrived = arrive(app.ledger()?, &staged, &identities)?;
    let manifest = arrived.package.manifest();
    let letter = Letter {
        purpose: Purpose::Return,
        answers: Some(manifest.id),
        note: reason.clone(),
        ..Letter::to(vec![manifest.sender])
    };
    let made = send(app, &request.out, letter)?;
    let note = Note {
        state: State::Returned,
        who: keys::name_of(&arrived.trust, manifest.sender),
        devices: vec![manifest.sender],
        file: staged.name.clone(),
        number: manifest.number,
        changes: manifest.changes(),
        check: check_of(&staged)?,
        taken: Vec::new(),
        said: reason,
        did: Did::default(),
    };
    let wall = app.now().and_utc().timestamp_millis();
    app.ledger()?
        .note_package(manifest.id, false, wall, &note.json()?)?;
    Ok(made)
}
