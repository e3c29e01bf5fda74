//! The keys of this PC and of its office, and who is let in. They lie in the encrypted store beside
//! the log, and so in every backup.

use domain::record::{DeviceId, Partition};
use store::ledger::Ledger;
use sync::{Certificate, DeviceKind, Identity, Rights, Sealed, Trust};

use crate::faults::not_found;
pub(crate) use crate::session::waiting;
use crate::session::{App, WAITING};
use crate::wire::{ErrorCode, UserError};

/// The office's root key: it signs who is let in. Only PCs that may let others in have it.
const ROOT_SECRET: &str = "root";
/// Its public half, on every PC of the office.
const ROOT_PUBLIC: &str = "root.public";
/// Certificates and revocations that are known, one behind another.
const CERTIFICATES: &str = "certificates";
const REVOCATIONS: &str = "revocations";
/// Counts the packages made here.
const COUNTER: &str = "packages";

/// This PC's keys.
pub(crate) fn identity(ledger: &Ledger) -> Result<Identity, UserError> {
    Ok(Identity::of(ledger.device_key())?)
}

/// The office's root key, where this PC has it.
pub(crate) fn root(ledger: &Ledger) -> Result<Option<Identity>, UserError> {
    match fixed(ledger, ROOT_SECRET)? {
        Some(secret) => Ok(Some(Identity::of(&secret)?)),
        None => Ok(None),
    }
}

/// The public half of the office's root key.
pub(crate) fn root_public(ledger: &Ledger) -> Result<Option<[u8; 32]>, UserError> {
    fixed(ledger, ROOT_PUBLIC)
}

fn fixed(ledger: &Ledger, name: &str) -> Result<Option<[u8; 32]>, UserError> {
    let kept = ledger.kept(name)?;
    Ok(kept.and_then(|it| <[u8; 32]>::try_from(it.as_slice()).ok()))
}

/// Who is let in, as far as this PC knows.
pub(crate) fn trust(ledger: &Ledger) -> Result<Trust, UserError> {
    let Some(root) = root_public(ledger)? else {
        return Ok(Trust::default());
    };
    let (certificates, revocations) = (papers(ledger, CERTIFICATES)?, papers(ledger, REVOCATIONS)?);
    Ok(Trust::of(&root, &certificates, &revocations))
}

/// Keeps who is let in.
pub(super) fn keep_trust(ledger: &Ledger, trust: &Trust) -> Result<(), UserError> {
    let (certificates, revocations) = trust.papers();
    for (name, papers) in [(CERTIFICATES, certificates), (REVOCATIONS, revocations)] {
        let mut bytes = Vec::new();
        for paper in papers {
            let paper = paper.to_bytes();
            let length = u32::try_from(paper.len()).unwrap_or(0);
            bytes.extend_from_slice(&length.to_le_bytes());
            bytes.extend_from_slice(&paper);
        }
        ledger.keep(name, &bytes)?;
    }
    Ok(())
}

fn papers(ledger: &Ledger, name: &str) -> Result<Vec<Sealed>, UserError> {
    let kept = ledger.kept(name)?.unwrap_or_default();
    let mut rest = kept.as_slice();
    let mut papers = Vec::new();
    while let Some((length, behind)) = rest.split_first_chunk::<4>() {
        let length = usize::try_from(u32::from_le_bytes(*length)).unwrap_or(usize::MAX);
        let Some((paper, behind)) = behind.split_at_checked(length) else {
            break;
        };
        papers.push(Sealed::from_bytes(paper)?);
        rest = behind;
    }
    Ok(papers)
}

/// The root key and this PC's own certificate; both are made where the office has none yet, which
/// its first PC does.
pub(crate) fn own_office(app: &mut App) -> Result<(Identity, Trust), UserError> {
    let name = app.office_text(domain::office::Office::NAME)?;
    let now = app.now().and_utc().timestamp_millis();
    let ledger = app.ledger()?;
    let root = match root(ledger)? {
        Some(root) => root,
        None if root_public(ledger)?.is_some() => {
            return Err(UserError::new(
                ErrorCode::Precondition,
                "准许入网要在发起建档的那台电脑上办，这台电脑没有单位的主钥匙",
                "请把申请拿到那台电脑上",
            ));
        }
        None => {
            let mut secret = zeroize::Zeroizing::new([0_u8; 32]);
            getrandom::fill(secret.as_mut()).map_err(|error| {
                UserError::new(
                    ErrorCode::Internal,
                    format!("系统给不出随机数（{error}）"),
                    "请重新启动电脑再试",
                )
            })?;
            let root = Identity::of(&secret)?;
            ledger.keep(ROOT_SECRET, secret.as_slice())?;
            ledger.keep(ROOT_PUBLIC, &root.public())?;
            root
        }
    };
    let mut known = trust(ledger)?;
    let own = identity(ledger)?;
    if known.certificate(own.device()).is_none() {
        let certificate = Certificate {
            public: own.public(),
            recipient: own.recipient(),
            name,
            kind: DeviceKind::Office,
            series: ledger.series().to_owned(),
            issued_ms: now,
        };
        known.add(&root.public(), &[certificate.seal(&root)], &[]);
        keep_trust(ledger, &known)?;
    }
    Ok((root, known))
}

/// Whether this PC belonged to an office and has a new identity since, of which the office does not
/// know: its store was put back from a copy, or copied from another PC.
pub(super) fn lost_identity(ledger: &Ledger) -> Result<bool, UserError> {
    let belongs = root_public(ledger)?.is_some() && root(ledger)?.is_none();
    Ok(belongs && trust(ledger)?.certificate(ledger.device()).is_none())
}

/// This PC belongs to the office of this root key from now on.
pub(super) fn belong_to(ledger: &Ledger, root: &[u8; 32]) -> Result<(), UserError> {
    Ok(ledger.keep(ROOT_PUBLIC, root)?)
}

/// Under this name this PC waits for the office's answer; it waits no longer under none.
pub(super) fn wait(ledger: &Ledger, name: &str) -> Result<(), UserError> {
    Ok(ledger.keep(WAITING, name.as_bytes())?)
}

/// The number of the next package made here.
pub(super) fn next_number(ledger: &Ledger) -> Result<u64, UserError> {
    let kept = ledger.kept(COUNTER)?;
    let last = kept.and_then(|it| <[u8; 8]>::try_from(it.as_slice()).ok());
    let next = last.map_or(0, u64::from_le_bytes).saturating_add(1);
    ledger.keep(COUNTER, &next.to_le_bytes())?;
    Ok(next)
}

/// What this PC may do; everything while it belongs to no office with others.
pub(super) fn own_rights(trust: &Trust, own: DeviceId) -> Rights {
    let certificate = trust.certificate(own);
    certificate.map_or(Rights(DeviceKind::Office), Certificate::rights)
}

/// What people call a device.
pub(super) fn name_of(trust: &Trust, device: DeviceId) -> String {
    match trust.certificate(device) {
        Some(certificate) => certificate.name.clone(),
        None => format!("未入网的电脑（{}）", short(device)),
    }
}

/// The first digits of a device's number.
pub(super) fn short(device: DeviceId) -> String {
    device.0.simple().to_string().chars().take(8).collect()
}

/// A partition as people speak of it.
pub(super) fn word_of(partition: &Partition) -> &'static str {
    match partition {
        Partition::Published => "公开的名册和计划",
        Partition::Township => "乡镇的登记",
        Partition::Sensitive => "乡镇登记里的证件号、电话和住址",
        Partition::Village(_) => "村站的登记",
        Partition::VillageSensitive(_) => "村站登记里的证件号、电话和住址",
    }
}

/// The device that is meant: by number, name or eight characters.
pub(super) fn device_named(trust: &Trust, written: &str) -> Result<DeviceId, UserError> {
    let written = written.trim();
    let fits = |it: &&Certificate| {
        it.device().to_string() == written
            || it.device().0.simple().to_string() == written
            || it.name == written
            || it.fingerprint().eq_ignore_ascii_case(written)
    };
    let mut found: Vec<&Certificate> = trust.devices().filter(fits).collect();
    // A name that one put out had before means the one that has it now.
    if found.len() > 1 {
        found.retain(|it| trust.revocation(it.device()).is_none());
    }
    match found.as_slice() {
        [one] => Ok(one.device()),
        [] => {
            let names: Vec<&str> = trust.devices().map(|it| it.name.as_str()).collect();
            let hint = match names.is_empty() {
                true => "还没有别的电脑入网".to_owned(),
                false => format!("已入网的有：{}", names.join("、")),
            };
            Err(not_found("电脑", written, &hint))
        }
        _ => Err(UserError::new(
            ErrorCode::Precondition,
            format!("叫“{written}”的电脑不止一台"),
            "请写它的识别码",
        )),
    }
}
