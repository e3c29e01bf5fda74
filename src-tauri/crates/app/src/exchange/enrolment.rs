//! A PC is let in: it asks, the office answers, it joins. And it is put out again.

use std::collections::{BTreeMap, BTreeSet};

use domain::dates::PartialDate;
use domain::office::{DEVICE, Device, DeviceSort, Office};
use domain::operation::Operation;
use domain::record::{DeviceId, FieldKey, Item, RecordId, Value};
use domain::station::STATION;
use store::ledger::{Intent, Ledger, Refusal};
use store::query::ListQuery;
use store::vault::{Protection, Vault};
use sync::{
    Certificate, DeviceKind, JoinRequest, Package, Purpose, Revocation, Trust, fingerprint,
};

use crate::exchange::keys;
use crate::exchange::receiving::{Arrived, take};
use crate::exchange::sending::{Letter, send};
use crate::exchange::staging::stage;
use crate::exchange::volumes;
use crate::faults::not_found;
use crate::naming::{Meaning, Resolver};
use crate::session::{App, check_password};
use crate::wire::{
    AskToJoin, AskedToJoin, EnrolDevice, Enrolled, ErrorCode, FileRef, JoinByAnswer, JoinedOffice,
    RequestFile, RequestSays, RevokeDevice, Revoked, UserError,
};

/// Characters of a device's name.
const LONGEST_NAME: usize = 40;

fn calm(message: impl Into<String>, hint: &str) -> UserError {
    UserError::new(ErrorCode::Precondition, message, hint)
}

fn device_name(written: &str) -> Result<String, UserError> {
    let name = written.trim().to_owned();
    if name.is_empty() || name.chars().count() > LONGEST_NAME {
        return Err(UserError::new(
            ErrorCode::Invalid,
            "这台电脑的名称要有 1 到 40 个字",
            "写大家认得的名称，如：苇塘村联络站",
        ));
    }
    Ok(name)
}

/// Makes a store that waits for the office's answer, and the request. Asked again, the same store
/// writes the same request.
pub(crate) fn ask_to_join(app: &mut App, request: AskToJoin) -> Result<AskedToJoin, UserError> {
    let name = device_name(&request.name)?;
    let mut recovery = String::new();
    if Vault::exists(&app.dir) {
        let ledger = app.ledger()?;
        if keys::waiting(ledger)?.is_none() && !keys::lost_identity(ledger)? {
            return Err(calm(
                "这里已经有台账，不用再申请入网",
                "要让另一台电脑入网，请在那台电脑上生成申请",
            ));
        }
    } else {
        let protection = match request.password.as_deref() {
            Some(password) => {
                check_password(password)?;
                Protection::password(password)
            }
            None => Protection::KeyFile,
        };
        let (ledger, card) = Ledger::create(&app.dir, &protection, app.registry.clone())?;
        keys::wait(&ledger, &name)?;
        recovery = card.text().to_string();
        app.settle(ledger)?;
    }
    let ledger = app.ledger()?;
    keys::wait(ledger, &name)?;
    let identity = keys::identity(ledger)?;
    let asked = JoinRequest::of(&identity, &name, env!("CARGO_PKG_VERSION"));
    let path = app.host.write(&request.out, &asked.to_file(&identity))?;
    Ok(AskedToJoin {
        fingerprint: asked.fingerprint(),
        path,
        recovery,
    })
}

/// Takes the office's answer: this PC belongs to it from now on.
pub(crate) fn join_by_answer(
    app: &mut App,
    request: JoinByAnswer,
) -> Result<JoinedOffice, UserError> {
    let staged = stage(app, &request.file)?;
    let ledger = app.ledger()?;
    if keys::waiting(ledger)?.is_none() {
        return Err(calm(
            "这台电脑没有在等入网答复",
            "收数据包请用“接收”；要入网请先生成申请",
        ));
    }
    let identities = [keys::identity(ledger)?];
    let package = Package::open(staged.path(), &identities)?;
    let manifest = package.manifest();
    if manifest.purpose != Purpose::Enrolment {
        return Err(calm(
            "这不是入网的答复，是一般的数据包",
            "请向乡镇人大要这台电脑的入网答复",
        ));
    }
    // A PC that comes back under a new identity comes back to the office whose records it has.
    let root = keys::root_public(ledger)?.unwrap_or(manifest.office);
    let trust = package.trusted(&root, &keys::trust(ledger)?)?;
    let (certificate, _) = package.own_certificate()?;
    let arrived = Arrived { package, trust };
    let manifest = arrived.package.manifest();
    // Together or not at all: a PC that has the records and not the office's papers could neither send
    // nor join again, and of an answer that was altered nothing stays.
    let absorbed = ledger.together(|ledger| {
        let absorbed = take(ledger, &arrived, Intent::Keep)?;
        if absorbed.refused.iter().any(|it| it.why == Refusal::Altered) {
            return Err(sync::SyncFault::Damaged("内容和签名对不上").into());
        }
        keys::belong_to(ledger, &root)?;
        keys::keep_trust(ledger, &arrived.trust)?;
        ledger.set_series(&certificate.series)?;
        ledger.confine(match certificate.kind {
            DeviceKind::Office => None,
            DeviceKind::Station(station) => Some(station),
        })?;
        ledger.note_peer(manifest.sender, &manifest.have)?;
        volumes::keep_theirs(ledger, manifest.sender, &manifest.attachments)?;
        keys::wait(ledger, "")?;
        Ok::<_, UserError>(absorbed)
    })?;
    volumes::take_beside(app, &request.file, &identities)?;
    let device = app.ledger()?.device();
    let total = absorbed.differences.total();
    let sender = arrived.trust.certificate(manifest.sender);
    Ok(JoinedOffice {
        office: app.office_text(Office::NAME)?,
        fingerprint: sender.map_or_else(String::new, Certificate::fingerprint),
        device: device.to_string(),
        records: u32::try_from(total.new).unwrap_or(u32::MAX),
    })
}

fn read_request(app: &App, file: &FileRef) -> Result<JoinRequest, UserError> {
    let (_, content) = app.host.read(file)?;
    Ok(JoinRequest::from_file(&content)?)
}

/// What a request says, before it is answered.
pub(crate) fn look_at_request(
    app: &mut App,
    request: RequestFile,
) -> Result<RequestSays, UserError> {
    let asked = read_request(app, &request.file)?;
    let device = DeviceId::of_key(&asked.public);
    let trust = keys::trust(app.ledger()?)?;
    Ok(RequestSays {
        fingerprint: asked.fingerprint(),
        device: device.to_string(),
        known: trust.certificate(device).is_some(),
        name: asked.name,
        program: asked.program,
    })
}

/// Lets a PC in and writes the answer with everything that it may see.
pub(crate) fn enrol_device(app: &mut App, request: EnrolDevice) -> Result<Enrolled, UserError> {
    let asked = read_request(app, &request.file)?;
    let device = DeviceId::of_key(&asked.public);
    let kind = kind_of(app, &request)?;
    let name = device_name(request.name.as_deref().unwrap_or(&asked.name))?;
    let (root, mut trust) = keys::own_office(app)?;
    if trust.revocation(device).is_some() {
        return Err(calm(
            "这台电脑已经停用，不能用原来的申请再入网",
            "请在那台电脑上用新的文件夹重新生成申请",
        ));
    }
    let mut enrolled = Enrolled {
        fingerprint: asked.fingerprint(),
        device: device.to_string(),
        name: name.clone(),
        path: String::new(),
        operation: None,
        changed: Vec::new(),
    };
    let known = trust.certificate(device).cloned();
    if let Some(known) = &known
        && known.kind != kind
    {
        return Err(calm(
            format!(
                "这台电脑已经以“{}”入网，类别或站点和这次选的不同",
                known.name
            ),
            "要改类别或站点，请先停用，再用新的文件夹重新申请",
        ));
    }
    let namesake = trust.devices().any(|it| {
        it.name == name && it.device() != device && trust.revocation(it.device()).is_none()
    });
    if known.is_none() && namesake {
        return Err(calm(
            format!("已经有一台电脑叫“{name}”"),
            "请给这台换个名称；它若是换下旧的那台，请先停用旧的",
        ));
    }
    if known.is_none() {
        let certificate = Certificate {
            public: asked.public,
            recipient: asked.recipient.clone(),
            name: name.clone(),
            kind,
            series: free_series(&trust),
            issued_ms: app.now().and_utc().timestamp_millis(),
        };
        trust.add(&root.public(), &[certificate.seal(&root)], &[]);
        let values = described(app, &certificate);
        let operation = app.operation(Operation::EnrolDevice { name: &name })?;
        let ledger = app.ledger()?;
        let committed =
            ledger.write::<_, UserError>(operation, |tx| Ok(tx.create(DEVICE, values)?))?;
        keys::keep_trust(ledger, &trust)?;
        enrolled.operation = committed.operation.map(|it| it.to_string());
        enrolled.changed = committed.kinds.iter().map(ToString::to_string).collect();
    }
    let letter = Letter {
        purpose: Purpose::Enrolment,
        ..Letter::to(vec![device])
    };
    enrolled.path = send(app, &request.out, letter)?.path;
    Ok(enrolled)
}

fn kind_of(app: &mut App, request: &EnrolDevice) -> Result<DeviceKind, UserError> {
    let station = request.station.as_deref().map(str::trim).unwrap_or("");
    match (request.kind.as_str(), station) {
        ("pc", "") => Ok(DeviceKind::Office),
        ("pc", _) => Err(UserError::new(
            ErrorCode::BadRequest,
            "办公室的电脑不属于站点",
            "请去掉站点，或把类别改成村站",
        )),
        ("station", "") => Err(UserError::new(
            ErrorCode::BadRequest,
            "没有选是哪个村站的电脑",
            "请选站点名册里的一个村站",
        )),
        ("station", name) => station_named(app, name).map(DeviceKind::Station),
        (other, _) => Err(UserError::new(
            ErrorCode::BadRequest,
            format!("没有“{other}”这种电脑"),
            "类别写 station（村站）或 pc（办公室）",
        )),
    }
}

fn station_named(app: &mut App, name: &str) -> Result<RecordId, UserError> {
    let ledger = app.ledger()?;
    let kind = ledger.registry().get(STATION).cloned();
    let kind = kind.ok_or_else(|| not_found("登记簿", STATION, ""))?;
    let reader = ledger.read();
    let id = match Resolver::default().find(&reader, &kind, name)? {
        Meaning::Record(id) => id,
        Meaning::Several(_) => {
            return Err(calm(
                format!("叫“{name}”的站点不止一个"),
                "请在站点名册里把名称改得不同，再办入网",
            ));
        }
        Meaning::Nobody => {
            return Err(not_found("站点", name, "请先在站点名册里登记这个村站"));
        }
    };
    let row = reader.get(kind.key.as_str(), id)?;
    match row {
        Some(row) if domain::station::is_village(&kind, &row) => Ok(id),
        _ => Err(calm(
            format!("“{name}”是乡镇自己的站点，不是村站"),
            "乡镇自己站点的电脑按办公室的电脑入网",
        )),
    }
}

/// The next letter that no device has: B, C, … Z, then BA, BB, …
fn free_series(trust: &Trust) -> String {
    let taken: BTreeSet<&str> = trust.devices().map(|it| it.series.as_str()).collect();
    let letters = || (b'B'..=b'Z').map(char::from);
    let one = letters().map(String::from);
    let two = letters().flat_map(|first| letters().map(move |second| format!("{first}{second}")));
    one.chain(two)
        .find(|it| !taken.contains(it.as_str()))
        .unwrap_or_default()
}

fn described(app: &App, certificate: &Certificate) -> Vec<(FieldKey, Value)> {
    let text = |value: &str| Value::Text(value.to_owned());
    let sort = match certificate.kind {
        DeviceKind::Office => DeviceSort::Office,
        DeviceKind::Station(_) => DeviceSort::Station,
    };
    let mut values: Vec<(FieldKey, Value)> = vec![
        (Device::NAME.into(), text(&certificate.name)),
        (Device::SORT.into(), text(sort.word())),
        (Device::CODE.into(), text(&certificate.device().to_string())),
        (Device::FINGERPRINT.into(), text(&certificate.fingerprint())),
        (Device::SERIES.into(), text(&certificate.series)),
        (
            Device::ENROLLED_ON.into(),
            Value::Date(PartialDate::from(app.today())),
        ),
    ];
    if let DeviceKind::Station(station) = certificate.kind {
        values.push((Device::STATION.into(), Value::Ref(Item::Id(station))));
    }
    values
}

/// Puts a PC out: what it writes from now on is not taken in any more.
pub(crate) fn revoke_device(app: &mut App, request: RevokeDevice) -> Result<Revoked, UserError> {
    let reason = request.reason.trim().to_owned();
    if reason.is_empty() {
        return Err(UserError::new(
            ErrorCode::Invalid,
            "没有写停用的原因",
            "如：电脑丢失、换了新电脑",
        ));
    }
    let (root, mut trust) = keys::own_office(app)?;
    let device = keys::device_named(&trust, &request.device)?;
    if device == app.ledger()?.device() {
        return Err(calm(
            "不能停用正在用的这台电脑",
            "要停用它，请在另一台有单位主钥匙的电脑上办",
        ));
    }
    let name = keys::name_of(&trust, device);
    if trust.revocation(device).is_some() {
        return Err(calm(format!("“{name}”已经停用"), ""));
    }
    let upto: BTreeMap<_, _> = app
        .ledger()?
        .have()?
        .into_iter()
        .filter(|((it, _), _)| *it == device)
        .map(|((_, partition), seq)| (partition, seq))
        .collect();
    let revocation = Revocation {
        device,
        upto,
        reason: reason.clone(),
        issued_ms: app.now().and_utc().timestamp_millis(),
    };
    trust.add(&root.public(), &[], &[revocation.seal(&root)]);
    let today = Value::Date(PartialDate::from(app.today()));
    let operation = app.operation(Operation::RevokeDevice { name: &name })?;
    let ledger = app.ledger()?;
    keys::keep_trust(ledger, &trust)?;
    let record = record_of(ledger, device)?;
    let committed = ledger.write::<_, UserError>(operation, |tx| {
        if let Some(id) = record {
            let values = vec![
                (Device::REVOKED_ON.into(), Some(today)),
                (Device::REASON.into(), Some(Value::Text(reason))),
            ];
            tx.edit(DEVICE, id, values)?;
        }
        Ok(())
    })?;
    Ok(Revoked {
        device: device.to_string(),
        name,
        operation: committed.operation.map(|it| it.to_string()),
        changed: committed.kinds.iter().map(ToString::to_string).collect(),
    })
}

/// The record that speaks of a device.
fn record_of(ledger: &Ledger, device: DeviceId) -> Result<Option<RecordId>, UserError> {
    let Some(kind) = ledger.registry().get(DEVICE) else {
        return Ok(None);
    };
    let code = device.to_string();
    let rows = ledger.read().list(DEVICE, &ListQuery::all())?.rows;
    let found = rows
        .iter()
        .find(|row| row.of(kind, Device::CODE).and_then(Value::as_text) == Some(code.as_str()));
    Ok(found.map(|row| row.id))
}

/// The eight characters of an office's own key.
pub(super) fn office_print(trust: &Trust, own: DeviceId) -> String {
    let own = trust.certificate(own);
    own.map_or_else(String::new, |it| fingerprint(&it.public, &it.recipient))
}
