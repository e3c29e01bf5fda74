//! Packages, a request and papers of the first release open for ever: `fixtures/first-release/数据包`
//! holds them, with the keys that open them and what they said when they were made.
//!
//! They are made once, by the command below, and never again.
//!
//! `cargo nextest run -p store --test golden_package --run-ignored only`
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test says what it expects"
)]

mod exchange;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use domain::record::{FieldKey, Item, Partition, RecordId, Registry, Value};
use exchange::pc::{Pc, Program};
use exchange::stick::{Fault, Stick, export, open, take_package};
use exchange::truth::Truth;
use serde_json::{Value as Json, json};
use store::ledger::{Intent, Ledger};
use sync::{
    Certificate, Contents, DeviceKind, Identity, JoinRequest, Package, Purpose, Revocation, Trust,
};

/// The keys of the office, its first PC and its second one.
const ROOT: [u8; 32] = [41; 32];
const FIRST: [u8; 32] = [42; 32];
const SECOND: [u8; 32] = [43; 32];
const LOST: [u8; 32] = [44; 32];
const PICTURE: &[u8] = b"\xFF\xD8\xFF\xE0 a picture";

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../fixtures/first-release/数据包")
}

fn file(name: &str) -> PathBuf {
    folder().join(name)
}

fn keys() -> BTreeMap<String, Identity> {
    let text = fs::read_to_string(file("钥匙.txt")).expect("is there");
    let line = |line: &str| {
        let (name, digits) = line.split_once(' ')?;
        let secret: [u8; 32] = hex::decode(digits).ok()?.try_into().ok()?;
        Some((name.to_owned(), Identity::of(&secret).ok()?))
    };
    text.lines().filter_map(line).collect()
}

fn answers() -> Json {
    let text = fs::read_to_string(file("answers.json")).expect("is there");
    serde_json::from_str(&text).expect("JSON")
}

/// What a store says of itself.
fn says(ledger: &Ledger) -> Json {
    let deputies = ledger
        .read()
        .list("deputy", &store::query::ListQuery::all());
    let deputies = deputies.expect("lists").rows;
    let kind = ledger.registry().get("deputy").expect("deputies").clone();
    let names: Vec<String> = deputies.iter().map(|it| kind.name_of(it)).collect();
    let open: Vec<String> = ledger
        .read()
        .contested("deputy")
        .expect("reads")
        .into_iter()
        .flat_map(|(_, fields)| fields)
        .map(|(field, _)| field.to_string())
        .collect();
    let have: BTreeMap<String, u64> = ledger
        .have()
        .expect("tells")
        .into_iter()
        .map(|((device, partition), seq)| (format!("{device} {partition}"), seq))
        .collect();
    json!({
        "digest": ledger.digest().expect("digests").to_string(),
        "names": names,
        "open": open,
        "have": have,
    })
}

#[test]
fn a_package_of_the_first_release_opens_and_says_what_it_said() {
    let (keys, wanted) = (keys(), answers());
    let root = keys["root"].public();
    let own = [Identity::of(&SECOND).expect("makes keys")];
    assert_eq!(own[0].device(), keys["second"].device());
    let opened = open(&file("第一台.rdx"), &own, &root, &Trust::default());
    let opened = opened.unwrap_or_else(|fault| panic!("{fault}"));
    let manifest = opened.package.manifest();
    assert_eq!(manifest.note, "请收");
    assert_eq!(manifest.purpose, Purpose::Exchange);
    let devices: Vec<&str> = opened.trust.devices().map(|it| it.name.as_str()).collect();
    assert_eq!(json!(devices), wanted["devices"], "its certificates");
    let lost = Identity::of(&LOST).expect("makes keys").device();
    let revoked = opened.trust.revocation(lost).expect("its revocation");
    assert_eq!(revoked.reason, "电脑丢失");
    let mut ledger = Ledger::in_memory(Registry::builtin()).expect("opens");
    let absorbed = take_package(&mut ledger, &opened, Intent::Keep).expect("takes in");
    assert!(
        absorbed.refused.is_empty() && absorbed.gaps.is_empty(),
        "all of it"
    );
    assert_eq!(
        says(&ledger),
        wanted["says"],
        "nothing of it changed its meaning"
    );
    let found = ledger.inspect(true).expect("inspects").problems;
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn a_volume_and_a_request_of_the_first_release_open() {
    let keys = keys();
    let own = [Identity::of(&SECOND).expect("makes keys")];
    let volume = Package::open(&file("第一台.a01.rdx"), &own).expect("opens");
    volume
        .trusted(&keys["root"].public(), &Trust::default())
        .expect("is ours");
    let mut found = Vec::new();
    let each = volume.each_file::<sync::SyncFault>(&mut |hash, _, content| {
        let mut bytes = Vec::new();
        content.read_to_end(&mut bytes)?;
        found.push((hash, bytes));
        Ok(())
    });
    each.expect("reads");
    assert_eq!(
        found,
        [(*blake3::hash(PICTURE).as_bytes(), PICTURE.to_vec())]
    );
    let request = fs::read(file("申请.rdj")).expect("is there");
    let request = JoinRequest::from_file(&request).expect("opens");
    assert_eq!(request.name, "办公室第二台");
    assert_eq!(json!(request.fingerprint()), answers()["fingerprint"]);
}

/// Makes the files. Whoever has to make them anew throws away what they are for.
#[test]
#[ignore = "made once, when the first release was; a later program must open those"]
fn make_the_package_of_the_first_release() {
    assert!(!folder().exists(), "it is made once");
    fs::create_dir_all(folder()).expect("a folder");
    let identity = |it: &[u8; 32]| Identity::of(it).expect("makes keys");
    let (root, second, lost) = (identity(&ROOT), identity(&SECOND), identity(&LOST));
    let mut truth = Truth::default();
    let text = |it: &str| Value::Text(it.into());
    let mut other = Pc::new(&SECOND, DeviceKind::Office, Program::Newer);
    let mut first = Pc::new(&FIRST, DeviceKind::Office, Program::Newer);
    let mut made = Vec::new();
    let write = first.write(&mut truth, |tx| {
        made.push(tx.create("station", vec![("name".into(), text("苇塘村联络站"))])?);
        for (name, phone) in [("王秀兰", "13900000001"), ("李建国", "13900000002")] {
            let values = vec![("name".into(), text(name)), ("phone".into(), text(phone))];
            made.push(tx.create("deputy", values)?);
        }
        Ok(())
    });
    write.expect("writes");
    let (station, deputy): (RecordId, RecordId) = (made[0], made[1]);
    let write = first.write(&mut truth, |tx| {
        tx.create(
            "visitor",
            vec![
                ("visitor".into(), text("王老四")),
                ("content".into(), text("路灯不亮")),
                ("station".into(), Value::Ref(Item::Id(station))),
            ],
        )?;
        tx.void("deputy", made[2], "重复登记")
    });
    write.expect("writes");
    let packet = first.ledger().packet().expect("packs");
    other.ledger_mut().absorb(packet).expect("absorbs");
    let mut edit = |pc: &mut Pc, value: &str| {
        let field = FieldKey::from("post");
        let value = Some(text(value));
        let done = pc.write(&mut truth, |tx| {
            tx.edit("deputy", deputy, vec![(field, value)])
        });
        done.expect("writes");
    };
    edit(&mut first, "镇妇联主席");
    edit(&mut other, "村委会主任");
    let packet = other.ledger().packet().expect("packs");
    first.ledger_mut().absorb(packet).expect("absorbs");
    let certificate = |it: &Identity, name: &str, kind| {
        let certificate = Certificate {
            public: it.public(),
            recipient: it.recipient(),
            name: name.into(),
            kind,
            series: String::new(),
            issued_ms: 1_700_000_000_000,
        };
        certificate.seal(&root)
    };
    let papers = [
        certificate(&first.identity(), "乡人大办公室", DeviceKind::Office),
        certificate(&second, "办公室第二台", DeviceKind::Office),
        certificate(&lost, "苇塘村电脑", DeviceKind::Station(station)),
    ];
    let said = Revocation {
        device: lost.device(),
        upto: BTreeMap::from([(Partition::Village(station.0), 3)]),
        reason: "电脑丢失".into(),
        issued_ms: 1_700_000_000_000,
    };
    first.trust = Trust::of(&root.public(), &papers, &[said.seal(&root)]);
    first.note = "请收".into();
    let path = file("第一台.rdx");
    let sent: Result<Stick, Fault> = export(
        &first,
        &root.public(),
        &[second.device()],
        |_, _| 1,
        Some(&path),
    );
    sent.expect("exports");
    let keys = [second];
    let opened = open(&path, &keys, &root.public(), &Trust::default()).expect("opens");
    let about = sync::Manifest {
        purpose: Purpose::Attachments,
        answers: Some(opened.package.manifest().id),
        reaches: Vec::new(),
        have: BTreeMap::new(),
        ..opened.package.manifest().clone()
    };
    let sender = first.identity();
    let contents = Contents {
        manifest: &about,
        sender: &sender,
        recipients: &[keys[0].recipient()],
    };
    let volume = file("第一台.a01.rdx");
    let written = sync::write_volume::<sync::SyncFault>(&volume, &contents, &mut |put| {
        put(blake3::hash(PICTURE).as_bytes(), PICTURE)
    });
    written.expect("writes");
    let request = JoinRequest::of(&keys[0], "办公室第二台", "0.1.0");
    fs::write(file("申请.rdj"), request.to_file(&keys[0])).expect("writes");
    let lines: Vec<String> = [("root", ROOT), ("first", FIRST), ("second", SECOND)]
        .iter()
        .map(|(name, secret)| format!("{name} {}", hex::encode(secret)))
        .collect();
    fs::write(file("钥匙.txt"), lines.join("\n") + "\n").expect("writes");
    let mut ledger = Ledger::in_memory(Registry::builtin()).expect("opens");
    take_package(&mut ledger, &opened, Intent::Keep).expect("takes in");
    let devices: Vec<&str> = opened.trust.devices().map(|it| it.name.as_str()).collect();
    let answers = json!({
        "says": says(&ledger),
        "devices": devices,
        "fingerprint": request.fingerprint(),
    });
    let text = serde_json::to_string_pretty(&answers).expect("JSON");
    fs::write(file("answers.json"), text + "\n").expect("writes");
}
