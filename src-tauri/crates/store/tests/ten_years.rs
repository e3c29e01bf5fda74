//! An office over ten years: its PC, a second one, fifteen village stations. Each month each station
//! writes in its book and the stick makes its round: to the office with what is new, home with what is
//! published. Some months a stick is lost or an old one is brought; each year a PC is put back from a
//! copy. In the end every stick has been everywhere: the two PCs of the office say the same, and every
//! station what the office has for it.
//!
//! One year and five stations in the tests; `EXCHANGE_YEARS=10` lives the ten years with fifteen.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test says what it expects"
)]

mod exchange;

use std::time::{Duration, Instant};

use domain::record::{RecordId, Sequenced, Value};
use exchange::dice::Dice;
use exchange::pc::{Pc, Program};
use exchange::stick::{Opened, export, open, take_package};
use store::error::StoreFault;
use store::ledger::{Intent, Ledger, NewOperation, Packet, Tx};
use sync::{Certificate, DeviceKind, Identity, Rights, Trust};

struct Township {
    root: Identity,
    /// The office's PC, its second one, the stations'.
    pcs: Vec<Pc>,
    stick: tempfile::TempDir,
    packages: u64,
    bytes: u64,
    taking: Duration,
    devices: u8,
}

fn write(pc: &mut Pc, body: impl FnOnce(&mut Tx<'_>) -> Result<(), StoreFault>) {
    let operation = NewOperation {
        sort: "test".into(),
        title: "登记".into(),
        user: None,
        wall_ms: pc.clock,
        source: domain::record::Source::Form,
        undoes: None,
    };
    pc.ledger_mut().write(operation, body).expect("writes");
}

impl Township {
    fn new(stations: usize) -> Self {
        let mut it = Self {
            root: Identity::of(&[99; 32]).expect("makes keys"),
            pcs: Vec::new(),
            stick: tempfile::tempdir().expect("a stick"),
            packages: 0,
            bytes: 0,
            taking: Duration::ZERO,
            devices: 0,
        };
        it.enter(DeviceKind::Office);
        let mut places: Vec<RecordId> = Vec::new();
        write(&mut it.pcs[0], |tx| {
            for at in 0..stations {
                let name = Value::Text(format!("第{at}村联络站"));
                places.push(tx.create("station", vec![("name".into(), name)])?);
            }
            for at in 0..60 {
                let name = Value::Text(format!("代表{at}"));
                tx.create("deputy", vec![("name".into(), name)])?;
            }
            Ok(())
        });
        it.enter(DeviceKind::Office);
        for place in places {
            it.enter(DeviceKind::Station(place));
        }
        it
    }

    fn enter(&mut self, kind: DeviceKind) {
        self.devices += 1;
        let pc = Pc::new(&[self.devices; 32], kind, Program::Newer);
        self.pcs.push(pc);
        self.let_in(self.pcs.len() - 1);
    }

    fn let_in(&mut self, at: usize) {
        let own = self.pcs[at].identity();
        let certificate = Certificate {
            public: own.public(),
            recipient: own.recipient(),
            name: format!("第{}台", self.devices),
            kind: self.pcs[at].kind,
            series: String::new(),
            issued_ms: 0,
        };
        let sealed = certificate.seal(&self.root);
        let root = self.root.public();
        self.pcs[0].trust.add(&root, &[sealed], &[]);
        self.pcs[at].trust = self.pcs[0].trust.clone();
    }

    /// A package from one to another; answers the file.
    fn send(&mut self, from: usize, to: usize) -> std::path::PathBuf {
        let path = self.stick.path().join(format!("{from}-{to}.rdx"));
        let device = self.pcs[to].device();
        let root = self.root.public();
        if from > 0 {
            // The office's answer told it of this PC.
            let (certificates, _) = self.pcs[0].trust.papers();
            self.pcs[from].trust.add(&root, &certificates, &[]);
        }
        export(&self.pcs[from], &root, &[device], |_, _| 1, Some(&path)).expect("exports");
        self.packages += 1;
        self.bytes += std::fs::metadata(&path).expect("is there").len();
        path
    }

    fn take(&mut self, to: usize, path: &std::path::Path) {
        let start = Instant::now();
        let keys = self.pcs[to].ledger().own_keys().expect("has keys");
        let keys: Vec<Identity> = keys
            .iter()
            .map(|it| Identity::of(it).expect("a key"))
            .collect();
        let trust: &Trust = &self.pcs[to].trust;
        let opened: Opened<'_> = open(path, &keys, &self.root.public(), trust).expect("opens");
        let absorbed = take_package(self.pcs[to].ledger_mut(), &opened, Intent::Keep);
        let absorbed = absorbed.expect("takes in");
        assert!(absorbed.refused.is_empty(), "{:?}", absorbed.refused);
        self.pcs[to].trust = opened.trust;
        self.taking += start.elapsed();
    }

    fn carry(&mut self, from: usize, to: usize) {
        let path = self.send(from, to);
        self.take(to, &path);
    }

    /// What people write in a month.
    fn month(&mut self, month: i64, dice: &mut Dice) {
        for at in 0..self.pcs.len() {
            self.pcs[at].clock = 1_780_000_000_000 + month * 2_629_800_000;
            let entries = 2 + dice.below(8);
            let edited = dice.below(60);
            let kind = self.pcs[at].kind;
            let pc = &mut self.pcs[at];
            let deputies = pc
                .ledger()
                .read()
                .list("deputy", &store::query::ListQuery::all());
            let deputies = deputies.expect("lists").rows;
            for entry in 0..entries {
                write(pc, |tx| {
                    let values = vec![
                        (
                            "visitor".into(),
                            Value::Text(format!("来访{month}之{entry}")),
                        ),
                        (
                            "content".into(),
                            Value::Text("路灯不亮，请协调供电所尽快修好".into()),
                        ),
                        ("phone".into(), Value::Text("13900000002".into())),
                    ];
                    tx.create("visitor", values).map(drop)
                });
            }
            // Both PCs of the office correct the roster, the same deputy now and then.
            if let (DeviceKind::Office, Some(row)) = (kind, deputies.get(edited)) {
                let post = Some(Value::Text(format!("职务{month}之{at}")));
                write(pc, |tx| {
                    tx.edit("deputy", row.id, vec![("post".into(), post)])
                });
            }
        }
    }

    /// The stick's round.
    fn round(&mut self, dice: &mut Dice) {
        for at in 1..self.pcs.len() {
            let old = self.stick.path().join(format!("{at}-0.rdx"));
            match dice.below(12) {
                // Lost on the way: the next one holds all of it.
                0 => drop(self.send(at, 0)),
                // Last month's file is brought once more, with the new one still at home.
                1 if old.exists() => self.take(0, &old),
                _ => self.carry(at, 0),
            }
            if !dice.once_in(12) {
                self.carry(0, at);
            }
        }
    }

    /// What a new store says that takes in what this PC may see of the office's.
    fn seen_by(&self, at: usize) -> domain::record::Digest {
        let rights = Rights(self.pcs[at].kind);
        let mut packet = Packet::default();
        let each = self.pcs[0]
            .ledger()
            .each_run::<StoreFault>(&|it| rights.may_read(it), |run| {
                packet.runs.push(run);
                Ok(())
            });
        each.expect("reads");
        packet.runs.sort_by_key(|it| (it.place(), it.first));
        let mut ledger = Ledger::in_memory(Program::Newer.registry()).expect("opens");
        ledger.absorb(packet).expect("absorbs");
        ledger.digest().expect("digests")
    }
}

#[test]
fn after_all_sticks_everybody_says_the_same() {
    let asked = std::env::var("EXCHANGE_YEARS")
        .ok()
        .and_then(|it| it.parse().ok());
    let (years, stations) = asked.map_or((1, 5), |years: i64| (years, 15));
    let start = Instant::now();
    let mut dice = Dice(13);
    let mut it = Township::new(stations);
    for at in 1..it.pcs.len() {
        it.carry(0, at);
    }
    for month in 0..years * 12 {
        it.month(month, &mut dice);
        it.round(&mut dice);
        if month % 12 == 3 {
            let at = 1 + dice.below(stations);
            it.pcs[at].copy();
        }
        if month % 12 == 9 {
            let with_copy = |it: &Pc| !it.copies.is_empty();
            if let Some(at) = it.pcs.iter().position(with_copy) {
                it.devices += 1;
                let secret = [it.devices; 32];
                it.pcs[at].restore(0, &secret);
                it.pcs[at].copies.clear();
                it.let_in(at);
            }
        }
    }
    for _ in 0..2 {
        for at in 1..it.pcs.len() {
            it.carry(at, 0);
        }
        for at in 1..it.pcs.len() {
            it.carry(0, at);
        }
    }
    let office = it.pcs[0].ledger().digest().expect("digests");
    for at in 1..it.pcs.len() {
        let expected = match it.pcs[at].kind {
            DeviceKind::Office => office,
            DeviceKind::Station(_) => it.seen_by(at),
        };
        assert_eq!(
            it.pcs[at].ledger().digest().expect("digests"),
            expected,
            "PC {at} says what the office has for it"
        );
    }
    let found = it.pcs[0].ledger().inspect(true).expect("inspects").problems;
    assert!(found.is_empty(), "{found:?}");
    let have = it.pcs[0].ledger().have().expect("tells");
    let changes: u64 = have.values().sum();
    let open = it.pcs[0]
        .ledger()
        .read()
        .contested("deputy")
        .expect("reads")
        .len();
    println!(
        "{years} years, {stations} stations: {changes} changes, {} packages, {:.1} MB in all, \
         {open} deputies in conflict, {:.0} s of which {:.0} s taking in; equal digests",
        it.packages,
        it.bytes as f64 / 1e6,
        start.elapsed().as_secs_f64(),
        it.taking.as_secs_f64()
    );
}
