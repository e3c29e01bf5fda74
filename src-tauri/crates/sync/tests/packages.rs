//! Packages as files: what comes back, and what is refused.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests stand outside test functions"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use domain::record::{
    BlockWriter, Body, Chain, DeviceId, Entry, FieldKey, KindKey, Link, OperationHead, OperationId,
    Partition, RecordId, Run, SignedHead, Source, Value, VersionVector, Write, Writes,
    encode_writes, head_hash,
};
use sync::{
    Barred, Certificate, Contents, DeviceKind, Identity, Manifest, Package, Proven, Purpose, Reach,
    Result, Revocation, SyncFault, Trust, write,
};
use tempfile::TempDir;
use uuid::Uuid;

/// An office, a village station and what the station wrote.
struct Scene {
    folder: TempDir,
    root: Identity,
    office: Identity,
    station: Identity,
    village: Partition,
    trust: Trust,
}

fn identity(seed: u8) -> Identity {
    Identity::of(&[seed; 32]).expect("makes keys")
}

impl Scene {
    fn new() -> Self {
        let (root, office, station) = (identity(1), identity(2), identity(3));
        let place = RecordId(Uuid::from_bytes([7; 16]));
        let let_in = |it: &Identity, name: &str, kind| {
            let certificate = Certificate {
                public: it.public(),
                recipient: it.recipient(),
                name: name.into(),
                kind,
                series: String::new(),
                issued_ms: 0,
            };
            certificate.seal(&root)
        };
        let papers = [
            let_in(&office, "乡人大办公室", DeviceKind::Office),
            let_in(&station, "第三村代表联络站", DeviceKind::Station(place)),
        ];
        Self {
            folder: tempfile::tempdir().expect("makes a folder"),
            trust: Trust::of(&root.public(), &papers, &[]),
            village: Partition::Village(place.0),
            root,
            office,
            station,
        }
    }

    /// What a device wrote: `each` operations of one change.
    fn log(&self, secret: u8, partition: &Partition, count: u64) -> (Vec<Run>, SignedHead) {
        let device = identity(secret).device();
        let mut value = Link::default();
        let mut runs = Vec::new();
        for seq in 1..=count {
            let record = RecordId(Uuid::from_u128(u128::from(seq)));
            let mut writes = Writes::new();
            let text = Value::Text(format!("第{seq}位群众反映路灯不亮"));
            writes.insert(FieldKey::from("content"), Write::Put(Some(text)));
            let body = encode_writes(&writes);
            let kind = KindKey::from("opinion");
            let entry = Entry {
                seq,
                lamport: seq,
                record,
                kind: &kind,
                seen: VersionVector::default(),
                before: None,
                body: Body::Written(&body, [u8::try_from(seq % 251).unwrap_or(0); 16]),
            };
            let head = OperationHead {
                id: OperationId(Uuid::from_u128(u128::from(seq) << 64)),
                device,
                sort: "opinion.create".into(),
                title: "登记群众意见建议".into(),
                user: None,
                wall_ms: 1_700_000_000_000,
                source: Source::Form,
                undoes: None,
            };
            let mut chain = Chain::behind(&value, device, partition);
            chain.add(&entry.leaf());
            value = chain.end(&head_hash(&head));
            let mut block = BlockWriter::new(seq, None);
            block.push(&entry);
            runs.push(Run {
                head,
                partition: partition.clone(),
                first: seq,
                last: seq,
                chain: value,
                blocks: vec![block.finish()],
            });
        }
        let mut head = SignedHead {
            device,
            partition: Some(partition.clone()),
            seq: count,
            chain: value,
            public: Some(identity(secret).public()),
            signature: None,
        };
        head.sign(&[secret; 32]);
        (runs, head)
    }

    fn manifest(&self, reaches: Vec<Reach>) -> Manifest {
        let (certificates, revocations) = self.trust.papers();
        Manifest {
            id: Uuid::from_bytes([5; 16]),
            number: 43,
            sender: self.station.device(),
            office: self.root.public(),
            office_name: "第三乡人大主席团".into(),
            addressees: vec![self.office.device()],
            purpose: Purpose::Exchange,
            created_ms: 1_700_000_000_000,
            program: "0.1.0".into(),
            reads: sync::FORMAT,
            reaches,
            have: BTreeMap::new(),
            certificates,
            revocations,
            attachments: BTreeSet::new(),
            answers: None,
            note: String::new(),
        }
    }

    fn write(&self, name: &str, manifest: &Manifest, sender: &Identity, runs: &[Run]) -> PathBuf {
        let path = self.folder.path().join(name);
        let to = [self.office.recipient(), sender.recipient()];
        let contents = Contents {
            manifest,
            sender,
            recipients: &to,
        };
        let written = write::<SyncFault>(&path, &contents, &mut |take| {
            runs.iter().cloned().try_for_each(&mut *take)
        });
        written.expect("writes").path
    }

    /// A package of the station with so many changes.
    fn package(&self, count: u64) -> (PathBuf, Vec<Run>) {
        let (runs, head) = self.log(3, &self.village, count);
        let manifest = self.manifest(vec![Reach { first: 1, head }]);
        (self.write("a.rdx", &manifest, &self.station, &runs), runs)
    }

    /// Everything that a reader does before it takes anything in.
    fn read(&self, path: &Path) -> Result<(Vec<Run>, Proven, Trust)> {
        let package = Package::open(path, std::slice::from_ref(&self.office))?;
        let trust = package.trusted(&self.root.public(), &self.trust)?;
        let proven = package.prove(&|_, _, _| Ok(None))?;
        let mut runs = Vec::new();
        package.each_run::<SyncFault>(&proven, &mut |run| {
            runs.push(run);
            Ok(())
        })?;
        Ok((runs, proven, trust))
    }
}

#[test]
fn what_was_written_comes_back_and_the_file_is_there_alone() {
    let scene = Scene::new();
    let (path, runs) = scene.package(40);
    let (read, proven, trust) = scene.read(&path).expect("reads");
    assert_eq!(read, runs);
    assert!(proven.altered.is_empty() && proven.behind_gap.is_empty());
    let station = scene.station.device();
    assert_eq!(trust.bars(station, &scene.village, 40), None);
    assert_eq!(
        trust.bars(station, &Partition::Published, 1),
        Some(Barred::NoRight),
        "the roster is not the village's to write"
    );
    let names: Vec<_> = std::fs::read_dir(scene.folder.path())
        .expect("lists")
        .map(|it| it.expect("reads").file_name())
        .collect();
    assert_eq!(names, ["a.rdx"], "no .part is left");
}

#[test]
fn no_byte_can_be_another_and_no_beginning_is_taken_for_the_whole() {
    let scene = Scene::new();
    let (path, _) = scene.package(2);
    let whole = std::fs::read(&path).expect("reads");
    let other = scene.folder.path().join("b.rdx");
    for at in 0..whole.len() {
        let mut altered = whole.clone();
        altered[at] ^= 1;
        std::fs::write(&other, &altered).expect("writes");
        let read = scene.read(&other);
        assert!(read.is_err(), "byte {at} of {}", whole.len());
        std::fs::write(&other, &whole[..at]).expect("writes");
        assert!(scene.read(&other).is_err(), "cut at {at}");
    }
    let mut longer = whole;
    longer.push(0);
    std::fs::write(&other, &longer).expect("writes");
    assert!(scene.read(&other).is_err(), "something follows");
}

#[test]
fn what_its_device_did_not_sign_is_left_out() {
    let scene = Scene::new();
    let (mut runs, head) = scene.log(3, &scene.village, 3);
    runs[1].head.title = "别的".into();
    let manifest = scene.manifest(vec![Reach { first: 1, head }]);
    let path = scene.write("a.rdx", &manifest, &scene.station, &runs);
    let (read, proven, _) = scene.read(&path).expect("reads");
    assert!(read.is_empty());
    let place = (scene.station.device(), scene.village.clone());
    assert_eq!(proven.altered, [place]);
}

#[test]
fn a_package_is_refused_for_the_right_reason() {
    let scene = Scene::new();
    let (runs, head) = scene.log(3, &scene.village, 3);
    let reach = |head: &SignedHead| {
        vec![Reach {
            first: 1,
            head: head.clone(),
        }]
    };
    let good = scene.manifest(reach(&head));
    let thief = identity(9);
    type Case = (&'static str, Manifest, u8, fn(&SyncFault) -> bool);
    let cases: [Case; 5] = [
        (
            "another office",
            Manifest {
                office: thief.public(),
                ..good.clone()
            },
            3,
            |it| matches!(it, SyncFault::OtherOffice),
        ),
        ("signed by somebody else", good.clone(), 9, |it| {
            matches!(it, SyncFault::BadSignature)
        }),
        (
            "a sender whom nobody let in",
            Manifest {
                sender: thief.device(),
                ..good.clone()
            },
            9,
            |it| matches!(it, SyncFault::Stranger),
        ),
        (
            "addressed to others and passed on",
            Manifest {
                addressees: vec![thief.device()],
                ..good.clone()
            },
            3,
            |it| matches!(it, SyncFault::NotForUs),
        ),
        (
            "names less than it holds",
            Manifest {
                reaches: Vec::new(),
                ..good.clone()
            },
            3,
            |it| matches!(it, SyncFault::Damaged(_)),
        ),
    ];
    for (what, manifest, signer, expected) in cases {
        let path = scene.write("a.rdx", &manifest, &identity(signer), &runs);
        let fault = scene.read(&path).expect_err(what);
        assert!(expected(&fault), "{what}: {fault:?}");
    }
    let path = scene.write("a.rdx", &good, &scene.station, &runs);
    let fault = Package::open(&path, std::slice::from_ref(&thief)).expect_err("is for others");
    assert!(matches!(fault, SyncFault::NotForUs), "{fault:?}");
    std::fs::write(&path, "这是一份文档").expect("writes");
    let fault = scene.read(&path).expect_err("is none");
    assert!(matches!(fault, SyncFault::NotAPackage), "{fault:?}");
    // Segments taken away by somebody who can encrypt to the office, but not sign.
    let cut = scene.write("a.rdx", &good, &scene.station, &runs[..2]);
    let (read, proven, _) = scene.read(&cut).expect("reads");
    assert!(read.is_empty() && proven.altered.len() == 1);
}

#[test]
fn what_a_revoked_device_wrote_later_is_barred() {
    let mut scene = Scene::new();
    let out = Revocation {
        device: scene.station.device(),
        upto: BTreeMap::from([(scene.village.clone(), 2)]),
        reason: "电脑丢失".into(),
        issued_ms: 0,
    };
    let paper = out.seal(&scene.root);
    scene.trust.add(&scene.root.public(), &[], &[paper]);
    let (path, _) = scene.package(3);
    let (_, _, trust) = scene.read(&path).expect("reads");
    let bars = |seq| trust.bars(scene.station.device(), &scene.village, seq);
    assert_eq!(bars(2), None);
    assert_eq!(bars(3), Some(Barred::Revoked));
}

#[test]
fn what_begins_behind_a_gap_waits_and_what_follows_ours_is_proven_by_ours() {
    let scene = Scene::new();
    let (runs, head) = scene.log(3, &scene.village, 5);
    let manifest = scene.manifest(vec![Reach { first: 4, head }]);
    let path = scene.write("a.rdx", &manifest, &scene.station, &runs[3..]);
    let (read, proven, _) = scene.read(&path).expect("reads");
    assert!(read.is_empty(), "1 to 3 are missing");
    let place = (scene.station.device(), scene.village.clone(), 4);
    assert_eq!(proven.behind_gap, [place]);
    let package = Package::open(&path, std::slice::from_ref(&scene.office)).expect("opens");
    let known = |_: DeviceId, _: &Partition, seq: u64| {
        Ok(usize::try_from(seq)
            .ok()
            .and_then(|seq| runs.get(seq - 1))
            .map(|it| it.chain))
    };
    let proven = package.prove(&known).expect("proves");
    assert!(proven.altered.is_empty() && proven.behind_gap.is_empty());
    let mut count = 0;
    package
        .each_run::<SyncFault>(&proven, &mut |run| {
            assert!(runs.contains(&run), "as it was");
            count += 1;
            Ok(())
        })
        .expect("reads");
    assert_eq!(count, 2);
}

#[test]
fn a_change_costs_some_sixty_bytes() {
    let scene = Scene::new();
    let (path, _) = scene.package(5_000);
    let bytes = std::fs::metadata(&path).expect("is there").len();
    let each = bytes / 5_000;
    assert!(each <= 70, "{each} bytes for a change of its own operation");
}

/// The format is made of parts that anybody has: the programs age, tar and zstd open a package.
#[test]
fn age_tar_and_zstd_open_a_package_with_the_key_at_hand() {
    let scene = Scene::new();
    let (path, _) = scene.package(3);
    let key = scene.folder.path().join("key.txt");
    std::fs::write(&key, scene.office.age_identity().as_bytes()).expect("writes");
    let run = |command: &str| {
        let done = Command::new("sh")
            .args(["-ec", command])
            .current_dir(scene.folder.path())
            .output()
            .expect("runs a shell");
        assert!(
            done.status.success(),
            "{command}: {}",
            String::from_utf8_lossy(&done.stderr)
        );
        done.stdout
    };
    run(&format!(
        "age --decrypt -i key.txt '{}' > a.tar && tar xf a.tar && zstd -dq runs/0001.cbor.zst",
        path.display()
    ));
    let listed = String::from_utf8(run("tar tf a.tar")).expect("names");
    assert_eq!(
        listed.lines().collect::<Vec<_>>(),
        ["manifest.cbor", "manifest.sig", "runs/0001.cbor.zst"]
    );
    let runs = run("cat runs/0001.cbor");
    let text = "第3位群众反映路灯不亮".as_bytes();
    assert!(
        runs.windows(text.len()).any(|it| it == text),
        "the text stands in it as it is"
    );
}

#[test]
fn a_full_disk_leaves_nothing_and_says_so() {
    let scene = Scene::new();
    let (runs, head) = scene.log(3, &scene.village, 3);
    let manifest = scene.manifest(vec![Reach { first: 1, head }]);
    let folder = scene.folder.path().join("没有这个文件夹");
    let to = [scene.office.recipient()];
    let contents = Contents {
        manifest: &manifest,
        sender: &scene.station,
        recipients: &to,
    };
    let written = write::<SyncFault>(&folder.join("a.rdx"), &contents, &mut |take| {
        runs.iter().cloned().try_for_each(&mut *take)
    });
    assert!(matches!(written, Err(SyncFault::Io(_))));
    let to_nobody = write::<SyncFault>(
        &scene.folder.path().join("a.rdx"),
        &Contents {
            recipients: &[],
            ..contents
        },
        &mut |_| Ok(()),
    );
    assert!(matches!(to_nobody, Err(SyncFault::NoAddressee)));
    // A feed that fails half-way leaves the file of before.
    let path = scene.write("a.rdx", &manifest, &scene.station, &runs);
    let before = std::fs::read(&path).expect("reads");
    let broken = write::<SyncFault>(&path, &contents, &mut |take| {
        take(runs[0].clone())?;
        Err(SyncFault::Damaged("库读不出来"))
    });
    assert!(broken.is_err());
    assert_eq!(std::fs::read(&path).expect("reads"), before);
    let left = std::fs::read_dir(scene.folder.path())
        .expect("lists")
        .count();
    assert_eq!(left, 1, "no .part is left");
}
