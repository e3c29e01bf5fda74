//! A PC on the disk and the packages that another one made for it one after another, each with all
//! that the ones before hold: what the store says after each is known.

use std::path::{Path, PathBuf};

use domain::record::{Digest, Value};
use store::keys::Unlock;
use store::ledger::{Intent, Ledger};
use store::vault::Protection;
use sync::{Certificate, DeviceKind, Identity, Package, Trust};

use super::pc::{Pc, Program};
use super::stick::{Fault, export, open, take_package};
use super::truth::Truth;

/// Small packages and large ones in turn: kills land between and inside transactions.
const SIZES: [usize; 4] = [1, 7, 60, 3];

fn root() -> Identity {
    Identity::of(&[99; 32]).expect("makes keys")
}

pub fn open_store(dir: &Path) -> Ledger {
    Ledger::open(dir, &Unlock::KeyFile, Program::Newer.registry()).expect("the store opens")
}

pub struct Series {
    pub folder: PathBuf,
    /// What the store says once so many packages were taken in.
    pub digests: Vec<Digest>,
}

impl Series {
    /// A new store and so many packages in a folder.
    pub fn make(folder: &Path, count: usize) -> Self {
        let it = Self {
            folder: folder.to_owned(),
            digests: Vec::new(),
        };
        std::fs::create_dir(it.stick()).expect("a stick");
        let registry = Program::Newer.registry();
        let made = Ledger::create(&it.store(), &Protection::KeyFile, registry);
        let (ledger, _) = made.expect("is made");
        it.with_packages(&ledger, count)
    }

    pub fn store(&self) -> PathBuf {
        self.folder.join("store")
    }

    pub fn stick(&self) -> PathBuf {
        self.folder.join("stick")
    }

    pub fn package(&self, number: usize) -> PathBuf {
        self.folder.join(format!("{number:04}.rdx"))
    }

    fn with_packages(mut self, ledger: &Ledger, count: usize) -> Self {
        let root = root();
        let own = Identity::of(ledger.device_key()).expect("makes keys");
        let mut truth = Truth::default();
        let mut sender = Pc::new(&[7; 32], DeviceKind::Office, Program::Newer);
        let papers = [&own, &sender.identity()].map(|it| {
            let certificate = Certificate {
                public: it.public(),
                recipient: it.recipient(),
                name: "办公室".into(),
                kind: DeviceKind::Office,
                series: String::new(),
                issued_ms: 0,
            };
            certificate.seal(&root)
        });
        sender.trust = Trust::of(&root.public(), &papers, &[]);
        self.digests.push(ledger.digest().expect("digests"));
        let mut first = None;
        for number in 1..=count {
            let written = sender.write(&mut truth, |tx| {
                for at in 0..SIZES[number % SIZES.len()] {
                    let name = Value::Text(format!("{number}之{at}"));
                    let phone = Value::Text(format!("1390000{at:04}"));
                    let id = tx.create(
                        "deputy",
                        vec![("name".into(), name), ("phone".into(), phone)],
                    )?;
                    first.get_or_insert(id);
                }
                // A record that every package changes.
                match first {
                    Some(id) => tx.edit(
                        "deputy",
                        id,
                        vec![("post".into(), Some(Value::Text(format!("职务{number}"))))],
                    ),
                    None => Ok(()),
                }
            });
            written.expect("writes");
            let to = [own.device()];
            let path = self.package(number);
            export(&sender, &root.public(), &to, |_, _| 1, Some(&path)).expect("exports");
            self.digests
                .push(sender.ledger().digest().expect("digests"));
        }
        self
    }
}

/// How many packages a store has noted.
pub fn noted(ledger: &Ledger) -> usize {
    ledger.packages(usize::MAX).expect("lists").len()
}

/// Takes the next package in and notes it, in one transaction.
pub fn take_next(ledger: &mut Ledger, package: &Path) -> Result<(), Fault> {
    let keys = [Identity::of(ledger.device_key())?];
    let opened = open(package, &keys, &root().public(), &Trust::default())?;
    ledger.together(|ledger| {
        take_package(ledger, &opened, Intent::Keep)?;
        let manifest = opened.package.manifest();
        ledger.note_peer(manifest.sender, &manifest.have)?;
        ledger.note_package(manifest.id, false, 0, "{}")?;
        Ok(())
    })
}

/// Writes everything of a store to a file on the stick.
pub fn put_out(ledger: Ledger, path: &Path) -> Result<Ledger, Fault> {
    let mut pc = Pc::over(ledger, DeviceKind::Office, Program::Newer);
    let own = pc.identity();
    let certificate = Certificate {
        public: own.public(),
        recipient: own.recipient(),
        name: "本机".into(),
        kind: DeviceKind::Office,
        series: String::new(),
        issued_ms: 0,
    };
    let root = root();
    pc.trust = Trust::of(&root.public(), &[certificate.seal(&root)], &[]);
    export(&pc, &root.public(), &[own.device()], |_, _| 1, Some(path))?;
    Ok(pc.into_ledger())
}

/// Whether every file on the stick is a whole package or called `.part`; answers how many are whole.
pub fn whole_files(stick: &Path, keys: &[Identity]) -> usize {
    let mut whole = 0;
    for entry in std::fs::read_dir(stick).expect("lists") {
        let path = entry.expect("lists").path();
        if path.extension().is_some_and(|it| it == "part") {
            continue;
        }
        let package = Package::open(&path, keys).expect("opens");
        let root = root().public();
        package.trusted(&root, &Trust::default()).expect("is ours");
        let proven = package.prove(&|_, _, _| Ok(None)).expect("is whole");
        assert!(proven.altered.is_empty(), "{}", path.display());
        whole += 1;
    }
    whole
}
