//! A history: what people do to two to six PCs, with sticks that are lost, repeated, stale and cut.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use domain::record::{DeviceId, FieldKey, Item, Link, Partition, RecordId, Run, Sequenced, Value};
use store::ledger::{Absorbed, Intent, Refusal};
use sync::{Certificate, DeviceKind, Identity, Revocation, SyncFault, Trust};
use tempfile::TempDir;

use super::dice::Dice;
use super::pc::{NEW_FIELD, Pc, Program};
use super::stick::{Content, Fault, Stick, export, open, take_package, take_runs};
use super::truth::{Log, Place, Truth};

/// What a law found.
pub type Verdict = Result<(), String>;

/// Answers from the test unless it holds.
#[macro_export]
macro_rules! law {
    ($holds:expr, $($said:tt)*) => {
        if !$holds {
            return Err(format!($($said)*));
        }
    };
}

/// The value of the chain before the run that begins with a number in a place.
pub type Behind = BTreeMap<(Place, u64), Link>;

/// How changes are taken in: ours, or wrong on purpose.
pub trait Rules {
    /// Whether the stores are to hold what the truth says.
    fn right(&self) -> bool {
        true
    }
    /// Before runs are taken in.
    fn before(&self, _pc: &Pc, _runs: &mut Vec<Run>, _behind: &Behind) {}
    /// After it.
    fn after(&self, _pc: &mut Pc, _truth: &mut Truth, _runs: &[Run]) {}
}

pub struct Ours;

impl Rules for Ours {}

/// Fields that people write, by type.
pub const FIELDS: [(&str, &[&str]); 3] = [
    ("deputy", &["name", "phone", "post"]),
    ("visitor", &["visitor", "content", "phone"]),
    ("group", &["name", "remark"]),
];

pub struct World<'r> {
    pub rules: &'r dyn Rules,
    pub dice: Dice,
    pub root: Identity,
    pub pcs: Vec<Pc>,
    pub truth: Truth,
    pub sticks: Vec<Stick>,
    /// Of each stick.
    behind: Vec<Behind>,
    folder: Option<TempDir>,
    stations: [RecordId; 2],
    seed: u64,
    devices: u64,
    files: usize,
    /// Some PC was cloned, put out or tampered with: not everybody need hold everything.
    pub lawless: bool,
    pub imports: u64,
}

impl<'r> World<'r> {
    /// An office; sealed packages in files where `sealed`, else the runs and papers in them.
    pub fn new(seed: u64, sealed: bool, rules: &'r dyn Rules) -> Self {
        let mut world = Self {
            rules,
            dice: Dice(seed),
            root: Identity::of(&[99; 32]).expect("makes keys"),
            pcs: Vec::new(),
            truth: Truth::default(),
            sticks: Vec::new(),
            behind: Vec::new(),
            folder: sealed.then(|| tempfile::tempdir().expect("a folder")),
            stations: [RecordId::default(); 2],
            seed,
            devices: 0,
            files: 0,
            lawless: false,
            imports: 0,
        };
        let first = world.secret();
        world
            .pcs
            .push(Pc::new(&first, DeviceKind::Office, Program::Newer));
        world.found();
        for _ in 1..2 + world.dice.below(4) {
            let kind = match world.dice.below(3) {
                0 => DeviceKind::Office,
                at => DeviceKind::Station(world.stations[at - 1]),
            };
            let program = match world.dice.once_in(3) {
                true => Program::Older,
                false => Program::Newer,
            };
            let secret = world.secret();
            world.pcs.push(Pc::new(&secret, kind, program));
            world.let_in(world.pcs.len() - 1);
        }
        for at in 0..world.pcs.len() {
            world.pcs[at].trust = world.pcs[0].trust.clone();
        }
        world
    }

    fn found(&mut self) {
        let mut made = Vec::new();
        for name in ["苇塘村联络站", "三道河村联络站"] {
            let put = vec![("name".into(), Value::Text(name.into()))];
            let write = self.pcs[0].write(&mut self.truth, |tx| {
                made.push(tx.create("station", put)?);
                Ok(())
            });
            write.expect("writes");
        }
        self.stations = [made[0], made[1]];
        let names = ["王秀兰", "李建国"];
        let write = self.pcs[0].write(&mut self.truth, |tx| {
            for name in names {
                tx.create("deputy", vec![("name".into(), Value::Text(name.into()))])?;
            }
            Ok(())
        });
        write.expect("writes");
        self.let_in(0);
    }

    fn secret(&mut self) -> [u8; 32] {
        self.devices += 1;
        let mut from = self.seed.to_le_bytes().to_vec();
        from.extend_from_slice(&self.devices.to_le_bytes());
        *blake3::hash(&from).as_bytes()
    }

    /// The office's first PC signs a certificate, which this PC takes with the answer.
    fn let_in(&mut self, at: usize) {
        let identity = self.pcs[at].identity();
        let certificate = Certificate {
            public: identity.public(),
            recipient: identity.recipient(),
            name: format!("第{}台", self.devices),
            kind: self.pcs[at].kind,
            series: String::new(),
            issued_ms: 0,
        };
        let root = self.root.public();
        let sealed = certificate.seal(&self.root);
        self.pcs[0].trust.add(&root, &[sealed], &[]);
        let (certificates, revocations) = self.pcs[0].trust.papers();
        let trust = &mut self.pcs[at].trust;
        trust.add(&root, &certificates, &revocations);
    }

    pub fn live(&mut self, steps: usize) -> Verdict {
        for _ in 0..steps {
            self.step()?;
        }
        Ok(())
    }

    fn step(&mut self) -> Verdict {
        let at = self.dice.below(self.pcs.len());
        match self.dice.below(100) {
            0..40 => self.write(at),
            40..44 => {
                // What a PC may not write any more it may not take back either.
                let before = self.pcs[at].log.clone();
                if let Err(fault) = self.pcs[at].undo(&mut self.truth) {
                    law!(
                        self.pcs[at].log == before,
                        "a refused undo left something: {fault:?}"
                    );
                }
                Ok(())
            }
            44..50 => self.decide(at),
            50..65 => self.export(at),
            65..88 => self.import_some(at),
            88..91 => {
                self.pcs[at].copy();
                Ok(())
            }
            91..93 => {
                self.restore(at);
                Ok(())
            }
            93 => {
                self.clone_pc(at);
                Ok(())
            }
            94 => self.put_out(at),
            95 => self.tamper(at),
            96..99 => {
                self.pcs[at].clock = match self.dice.below(5) {
                    0 => 0,
                    1 => 4_070_908_800_000,
                    2 => -86_400_000,
                    3 => i64::MAX,
                    _ => self.pcs[at].clock.saturating_sub(400_000_000),
                };
                Ok(())
            }
            _ => {
                self.pcs[at].upgrade();
                Ok(())
            }
        }
    }

    fn text(&mut self) -> Value {
        match self.dice.below(3) {
            // Two people write the same now and then.
            0 => Value::Text(format!("值{}", self.dice.below(3))),
            _ => Value::Text(format!("值{}", self.dice.roll() % 1_000_000)),
        }
    }

    fn field(&mut self, kind: &str, program: Program) -> Option<&'static str> {
        let (_, fields) = FIELDS.iter().find(|(it, _)| *it == kind)?;
        let field = *self.dice.pick(fields)?;
        let unknown = program == Program::Older && (kind, field) == NEW_FIELD;
        (!unknown).then_some(field)
    }

    /// One of the records that a PC knows.
    fn some_record(&mut self, at: usize) -> Option<(&'static str, RecordId)> {
        let held: BTreeSet<usize> = self.pcs[at].log.values().flatten().copied().collect();
        let mut records = Vec::new();
        for it in held {
            let known = &self.truth.changes[it];
            let kind = FIELDS.iter().find(|(kind, _)| known.kind.as_str() == *kind);
            if let Some((kind, _)) = kind
                && !records.contains(&(*kind, known.record))
            {
                records.push((*kind, known.record));
            }
        }
        self.dice.pick(&records).copied()
    }

    fn write(&mut self, at: usize) -> Verdict {
        let program = self.pcs[at].program;
        let (what, reason) = (self.dice.below(12), format!("误{}", self.dice.below(3)));
        let (one, other) = (self.text(), self.text());
        let value = (!self.dice.once_in(6)).then_some(one.clone());
        let to_station = self.dice.below(4);
        let stations = self.stations;
        let found = self.some_record(at);
        let and = self.some_record(at);
        let fields = found.map(|(kind, _)| self.field(kind, program));
        let and_field = and.and_then(|(kind, _)| self.field(kind, program));
        let station_pc = matches!(self.pcs[at].kind, DeviceKind::Station(_));
        let before = self.pcs[at].log.clone();
        let written = match (what, found) {
            (0..3, _) | (_, None) => {
                let (kind, name) = match what % 3 {
                    _ if station_pc => ("visitor", "visitor"),
                    0 => ("deputy", "name"),
                    1 if program == Program::Newer => ("group", "name"),
                    _ => ("visitor", "visitor"),
                };
                let mut values: Vec<(FieldKey, Value)> =
                    vec![(name.into(), one), ("phone".into(), other)];
                if kind == "group" {
                    values.pop();
                }
                if kind == "visitor" && to_station < 2 && !station_pc {
                    let to = Value::Ref(Item::Id(stations[to_station]));
                    values.push(("station".into(), to));
                }
                self.pcs[at].write(&mut self.truth, |tx| tx.create(kind, values).map(drop))
            }
            (3, Some((kind, id))) => {
                self.pcs[at].write(&mut self.truth, |tx| tx.void(kind, id, &reason))
            }
            (4, Some((kind, id))) => self.pcs[at].write(&mut self.truth, |tx| tx.restore(kind, id)),
            (5, Some((kind, id))) => {
                // Two records in one operation.
                let (Some(Some(field)), Some((other_kind, other_id)), Some(other_field)) =
                    (fields, and, and_field)
                else {
                    return Ok(());
                };
                self.pcs[at].write(&mut self.truth, |tx| {
                    tx.edit(kind, id, vec![(field.into(), value)])?;
                    tx.edit(
                        other_kind,
                        other_id,
                        vec![(other_field.into(), Some(other))],
                    )
                })
            }
            (_, Some((kind, id))) => {
                let Some(Some(field)) = fields else {
                    return Ok(());
                };
                self.pcs[at].write(&mut self.truth, |tx| {
                    tx.edit(kind, id, vec![(field.into(), value)])
                })
            }
        };
        // A store may refuse (a station the roster, an older program a type that it does not know);
        // then nothing was written.
        if let Err(fault) = written {
            law!(
                self.pcs[at].log == before,
                "a refused write left something: {fault:?}"
            );
        }
        Ok(())
    }

    /// A person decides what stands beside each other in one record.
    fn decide(&mut self, at: usize) -> Verdict {
        let mut open = Vec::new();
        for (kind, _) in FIELDS {
            // An older program does not know every type.
            for (id, fields) in self.pcs[at]
                .ledger()
                .read()
                .contested(kind)
                .unwrap_or_default()
            {
                open.extend(
                    fields
                        .into_iter()
                        .map(|(field, rivals)| (kind, id, field, rivals)),
                );
            }
        }
        // In the order of what is told, which random numbers of records do not decide.
        open.sort_by_key(|(kind, _, field, rivals)| (*kind, field.clone(), rivals.clone()));
        let Some((kind, id, field, rivals)) = self.dice.pick(&open).cloned() else {
            return Ok(());
        };
        let rival = rivals.first().and_then(|it| it.value.clone());
        let value = match self.dice.once_in(2) {
            true => rival,
            false => Some(self.text()),
        };
        let keep = self.dice.once_in(2);
        let disputed = rivals.is_empty();
        let _ = self.pcs[at].write(&mut self.truth, |tx| match (disputed, keep) {
            (true, true) => tx.keep(kind, id),
            (true, false) => tx.void(kind, id, "核对过"),
            _ => tx.edit(kind, id, vec![(field, value)]),
        });
        Ok(())
    }

    fn restore(&mut self, at: usize) {
        let copies = self.pcs[at].copies.len();
        if copies == 0 || self.pcs[at].out {
            return;
        }
        let secret = self.secret();
        let copy = self.dice.below(copies);
        self.pcs[at].restore(copy, &secret);
        self.let_in(at);
    }

    fn clone_pc(&mut self, at: usize) {
        if self.pcs.len() < 6 && self.dice.once_in(2) {
            self.lawless = true;
            self.pcs[at].twin = true;
            let twin = self.pcs[at].cloned();
            self.pcs.push(twin);
        }
    }

    /// The office puts a PC out: what is here of it stays.
    fn put_out(&mut self, at: usize) -> Verdict {
        let device = self.pcs[at].device();
        if at == 0 || self.pcs[at].out || self.pcs[0].device() == device {
            return Ok(());
        }
        self.lawless = true;
        self.pcs[at].out = true;
        let have = self.pcs[0].ledger().have();
        let have = have.map_err(|fault| format!("have: {fault:?}"))?;
        let of_it = have.into_iter().filter(|((it, _), _)| *it == device);
        let said = Revocation {
            device,
            upto: of_it
                .map(|((_, partition), seq)| (partition, seq))
                .collect(),
            reason: "电脑丢失".into(),
            issued_ms: 0,
        };
        let sealed = said.seal(&self.root);
        self.pcs[0].trust.add(&self.root.public(), &[], &[sealed]);
        Ok(())
    }

    /// A station's PC writes what is not its to write.
    fn tamper(&mut self, at: usize) -> Verdict {
        if !matches!(self.pcs[at].kind, DeviceKind::Station(_)) {
            return Ok(());
        }
        self.lawless = true;
        self.pcs[at].confine(false);
        let name = vec![("name".into(), Value::Text("冒名".into()))];
        let done = self.pcs[at].write(&mut self.truth, |tx| tx.create("deputy", name).map(drop));
        self.pcs[at].confine(true);
        done.map_err(|fault| format!("a tampered PC writes: {fault:?}"))
    }

    fn export(&mut self, at: usize) -> Verdict {
        let mut to = BTreeSet::new();
        for _ in 0..1 + self.dice.below(2) {
            let other = self.dice.below(self.pcs.len());
            let device = self.pcs[other].device();
            if other != at && self.pcs[at].trust.certificate(device).is_some() {
                to.insert(device);
            }
        }
        // Mostly everything from the first change on, now and then only the end.
        let cut = match self.dice.once_in(4) {
            true => Some(self.dice.roll()),
            false => None,
        };
        let to: Vec<DeviceId> = to.into_iter().collect();
        match to.is_empty() {
            true => Ok(()),
            false => self.send(at, &to, cut).map(drop),
        }
    }

    /// Puts a package on the stick; answers its place there.
    pub fn send(&mut self, at: usize, to: &[DeviceId], cut: Option<u64>) -> Result<usize, String> {
        let root = self.root.public();
        let begin = |_: &Place, last: u64| cut.map_or(1, |it| 1 + it % last.max(1));
        self.files += 1;
        let file = self
            .folder
            .as_ref()
            .map(|it| it.path().join(format!("{}.rdx", self.files)));
        let stick = export(&self.pcs[at], &root, to, begin, file.as_deref())
            .map_err(|fault| format!("export: {fault}"))?;
        let mut behind = Behind::new();
        for (place, first) in &stick.first {
            let link = self.pcs[at].ledger().chain_at(place.0, &place.1, first - 1);
            let link = link.map_err(|fault| format!("chain: {fault:?}"))?;
            behind.extend(link.map(|it| ((place.clone(), *first), it)));
        }
        if let Content::Runs(runs, _) = &stick.content {
            behind.extend(runs.iter().map(|it| ((it.place(), it.last + 1), it.chain)));
        }
        self.behind.push(behind);
        self.sticks.push(stick);
        Ok(self.sticks.len() - 1)
    }

    fn import_some(&mut self, at: usize) -> Verdict {
        if self.sticks.is_empty() {
            return Ok(());
        }
        // Any stick, any number of times: stale and repeated ones among them, mostly with something
        // for this PC.
        let device = self.pcs[at].device();
        let count = self.sticks.len();
        let ours: Vec<usize> = (0..count)
            .filter(|it| self.sticks[*it].to.contains(&device))
            .collect();
        let stick = match self.dice.pick(&ours).copied() {
            Some(ours) if !self.dice.once_in(6) => ours,
            _ => self.dice.below(count),
        };
        let torn = self.dice.once_in(4).then(|| self.dice.roll());
        self.import(at, stick, torn)
    }

    /// Runs as the stick gives them, by place, first and last number.
    fn runs_on(&self, stick: usize) -> Vec<(Place, u64, u64)> {
        let stick = &self.sticks[stick];
        match &stick.content {
            Content::Runs(runs, _) => {
                let runs = runs.iter().map(|it| (it.place(), it.first, it.last));
                runs.collect()
            }
            Content::File(_) => {
                let mut runs = Vec::new();
                for (place, ids) in &stick.log {
                    for id in ids {
                        let known = &self.truth.changes[*id];
                        if known.seq == known.run.0 && known.seq >= stick.first[place] {
                            runs.push((place.clone(), known.run.0, known.run.1));
                        }
                    }
                }
                runs
            }
        }
    }

    /// What a PC is to hold after these runs, and what is to be told about the rest.
    fn expected(
        &self,
        at: usize,
        stick: usize,
        runs: &[(Place, u64, u64)],
        trust: &Trust,
    ) -> (Log, BTreeMap<Place, Option<Refusal>>) {
        let on_it = &self.sticks[stick].log;
        let mut log = self.pcs[at].log.clone();
        let mut stopped = BTreeMap::new();
        for (place, first, last) in runs {
            if stopped.contains_key(place) {
                continue;
            }
            let index = |it: u64| usize::try_from(it).expect("small");
            let ids = on_it
                .get(place)
                .and_then(|it| it.get(index(first - 1)..index(*last)));
            // Stores under wrong rules hold what they should not.
            let Some(ids) = ids else {
                stopped.insert(place.clone(), None);
                continue;
            };
            let mine = log.entry(place.clone()).or_default();
            let have = mine.len() as u64;
            let known = |mine: &[usize]| mine[index(last - 1)] == ids[ids.len() - 1];
            if *last <= have {
                if !known(mine) {
                    stopped.insert(place.clone(), Some(Refusal::Forked));
                }
            } else if place.0 == self.pcs[at].device() {
                stopped.insert(place.clone(), Some(Refusal::Twin));
            } else if *first > have + 1 {
                stopped.insert(place.clone(), None);
            } else if let Some(barred) = trust.bars(place.0, &place.1, *last) {
                let why = match barred {
                    sync::Barred::Stranger => Refusal::Stranger,
                    sync::Barred::NoRight => Refusal::NoRight,
                    sync::Barred::Revoked => Refusal::Revoked,
                };
                stopped.insert(place.clone(), Some(why));
            } else if *first <= have {
                stopped.insert(place.clone(), Some(Refusal::Forked));
            } else if self.branches(mine, on_it, place) {
                // It carries another chain on.
                stopped.insert(place.clone(), Some(Refusal::Altered));
            } else {
                mine.extend_from_slice(ids);
            }
        }
        log.retain(|_, ids| !ids.is_empty());
        (log, stopped)
    }

    fn branches(&self, mine: &[usize], on_it: &Log, place: &Place) -> bool {
        !on_it[place].starts_with(mine)
    }

    /// A PC reads a stick, perhaps a torn one, and every law about one import is held against it.
    pub fn import(&mut self, at: usize, stick: usize, torn: Option<u64>) -> Verdict {
        self.imports += 1;
        match &self.sticks[stick].content {
            Content::Runs(runs, heads) => {
                // Nobody else could open it.
                let ours = self.keys(at)?;
                let to = &self.sticks[stick].to;
                if !ours.iter().any(|it| to.contains(&it.device())) {
                    return Ok(());
                }
                let (mut runs, heads) = (runs.clone(), heads.clone());
                if let Some(torn) = torn {
                    let mut dice = Dice(torn);
                    runs.retain(|_| !dice.once_in(6));
                    let twice = runs.clone().into_iter().filter(|_| dice.once_in(3));
                    runs.extend(twice.collect::<Vec<_>>());
                    runs.sort_by_key(|it| (it.place(), it.first));
                }
                let mut trust = self.pcs[at].trust.clone();
                let (certificates, revocations) = self.sticks[stick].trust.papers();
                trust.add(&self.root.public(), &certificates, &revocations);
                let given: Vec<_> = runs
                    .iter()
                    .map(|it| (it.place(), it.first, it.last))
                    .collect();
                self.rules
                    .before(&self.pcs[at], &mut runs, &self.behind[stick]);
                let papers = trust.clone();
                self.pcs[at].trust = trust.clone();
                self.take(at, stick, &given, &trust, &|pc, intent| {
                    take_runs(pc.ledger_mut(), &papers, &runs, &heads, intent)
                })?;
                self.rules.after(&mut self.pcs[at], &mut self.truth, &runs);
                self.pcs[at].trust = trust;
                Ok(())
            }
            Content::File(path) => {
                let path = path.clone();
                match torn {
                    Some(torn) => self.import_torn(at, &path, torn),
                    None => self.import_file(at, stick, &path),
                }
            }
        }
    }

    fn import_torn(&mut self, at: usize, path: &Path, torn: u64) -> Verdict {
        let mut bytes = std::fs::read(path).map_err(|fault| fault.to_string())?;
        let place = usize::try_from(torn % bytes.len() as u64).unwrap_or(0);
        match torn % 2 {
            0 => bytes.truncate(place),
            _ => bytes[place] ^= 1 << (torn % 8),
        }
        let file = path.with_extension("torn");
        std::fs::write(&file, bytes).map_err(|fault| fault.to_string())?;
        let before = self.digest(at)?;
        let keys = self.keys(at)?;
        let trust = self.pcs[at].trust.clone();
        let root = self.root.public();
        let opened = open(&file, &keys, &root, &trust);
        let taken = opened
            .and_then(|it| take_package(self.pcs[at].ledger_mut(), &it, Intent::Keep).map(drop));
        law!(taken.is_err(), "a torn package was taken in");
        law!(self.digest(at)? == before, "a torn package left something");
        Ok(())
    }

    fn keys(&self, at: usize) -> Result<Vec<Identity>, String> {
        let keys = self.pcs[at].ledger().own_keys();
        let keys = keys.map_err(|fault| fault.to_string())?;
        Ok(keys
            .iter()
            .map(|it| Identity::of(it).expect("makes keys"))
            .collect())
    }

    fn import_file(&mut self, at: usize, stick: usize, path: &Path) -> Verdict {
        let keys = self.keys(at)?;
        let root = self.root.public();
        let ours: Vec<DeviceId> = keys.iter().map(Identity::device).collect();
        let opened = match open(path, &keys, &root, &self.pcs[at].trust) {
            Err(Fault::File(SyncFault::NotForUs)) => {
                let to = &self.sticks[stick].to;
                law!(
                    !to.iter().any(|it| ours.contains(it)),
                    "an addressee cannot open it"
                );
                return Ok(());
            }
            opened => opened.map_err(|fault| format!("open: {fault}"))?,
        };
        let trust = opened.trust.clone();
        let given = self.runs_on(stick);
        self.pcs[at].trust = trust.clone();
        self.take(at, stick, &given, &trust, &|pc, intent| {
            take_package(pc.ledger_mut(), &opened, intent)
        })
    }

    pub fn digest(&self, at: usize) -> Result<domain::record::Digest, String> {
        let digest = self.pcs[at].ledger().digest();
        digest.map_err(|fault| fault.to_string())
    }

    /// Looks, takes in, takes in again, sometimes takes out again in between.
    fn take(
        &mut self,
        at: usize,
        stick: usize,
        given: &[(Place, u64, u64)],
        trust: &Trust,
        take: &dyn Fn(&mut Pc, Intent) -> Result<Absorbed, Fault>,
    ) -> Verdict {
        let (expected, stopped) = self.expected(at, stick, given, trust);
        let thorough = self.dice.once_in(4);
        let before = match thorough {
            true => Some(self.digest(at)?),
            false => None,
        };
        let failed = |fault: Fault| format!("take in: {fault}");
        let looked = match thorough {
            true => Some(take(&mut self.pcs[at], Intent::Look).map_err(failed)?),
            false => None,
        };
        if looked.is_some() {
            law!(Some(self.digest(at)?) == before, "a look changed something");
        }
        let kept = take(&mut self.pcs[at], Intent::Keep).map_err(failed)?;
        if self.rules.right() {
            if let Some(looked) = looked {
                law!(
                    looked.differences == kept.differences
                        && looked.applied == kept.applied
                        && looked.gaps == kept.gaps
                        && looked.refused == kept.refused,
                    "what was shown is not what was done: {looked:?} {kept:?}"
                );
            }
            self.told(at, &kept, &stopped)?;
        }
        if thorough && kept.applied > 0 && self.rules.right() {
            let after = self.digest(at)?;
            let taken = self.pcs[at].ledger_mut().give_back(&kept.taken);
            taken.map_err(|fault| format!("give back: {fault:?}"))?;
            law!(
                Some(self.digest(at)?) == before,
                "taken out again, something stayed"
            );
            take(&mut self.pcs[at], Intent::Keep).map_err(failed)?;
            law!(
                self.digest(at)? == after,
                "taken in once more, it is something else"
            );
            let again = take(&mut self.pcs[at], Intent::Keep).map_err(failed)?;
            law!(
                again.applied == 0 && self.digest(at)? == after,
                "said again, it did something"
            );
        }
        let pc = &mut self.pcs[at];
        pc.log = expected;
        let twin = stopped.values().any(|it| *it == Some(Refusal::Twin));
        for (place, _) in stopped {
            let held = pc.log.get(&place).map_or(0, Vec::len) as u64;
            pc.named.insert(place, held);
        }
        if twin {
            // Whoever is told so puts a copy back, which gets an identity of its own.
            let secret = self.secret();
            self.pcs[at].renew(&secret);
            self.let_in(at);
        }
        if self.rules.right() {
            self.holds(at)?;
            self.scope(at)?;
        }
        Ok(())
    }

    /// What was not taken in was told, with the right reason.
    fn told(
        &self,
        at: usize,
        kept: &Absorbed,
        stopped: &BTreeMap<Place, Option<Refusal>>,
    ) -> Verdict {
        let mut said: BTreeMap<Place, Option<Refusal>> = BTreeMap::new();
        for (device, partition, _) in &kept.gaps {
            said.insert((*device, partition.clone()), None);
        }
        for it in &kept.refused {
            said.insert((it.device, it.partition.clone()), Some(it.why));
        }
        let same = said.len() == stopped.len()
            && said.iter().all(|(place, why)| match stopped.get(place) {
                // What carries another chain on is one or the other, by where its package begins.
                Some(Some(Refusal::Forked | Refusal::Altered)) => {
                    matches!(why, Some(Refusal::Forked | Refusal::Altered))
                }
                Some(expected) => expected == why,
                None => false,
            });
        law!(same, "PC {at} said {said:?} and not {stopped:?}");
        Ok(())
    }

    /// The store holds what the truth says it holds.
    fn holds(&self, at: usize) -> Verdict {
        let have = self.pcs[at].ledger().have();
        let have = have.map_err(|fault| fault.to_string())?;
        let log = &self.pcs[at].log;
        let expected: BTreeMap<Place, u64> = log
            .iter()
            .map(|(place, ids)| (place.clone(), ids.len() as u64))
            .collect();
        law!(
            have == expected,
            "PC {at} holds {have:?} and not {expected:?}"
        );
        Ok(())
    }

    /// Nothing lies where it may not be read, and nothing of those who may not write there.
    fn scope(&self, at: usize) -> Verdict {
        let pc = &self.pcs[at];
        let own = self.keys(at)?;
        for ((device, partition), ids) in &pc.log {
            if own.iter().any(|it| it.device() == *device) {
                continue;
            }
            let given = match pc.kind {
                DeviceKind::Office => true,
                DeviceKind::Station(own) => readable(own, partition),
            };
            law!(given, "PC {at} was given {partition}");
            for id in ids {
                let writable = match self.truth.changes[*id].author {
                    DeviceKind::Office => true,
                    DeviceKind::Station(own) => {
                        readable(own, partition) && *partition != Partition::Published
                    }
                };
                law!(writable, "PC {at} took {partition} of a station");
            }
        }
        Ok(())
    }
}

fn readable(own: RecordId, partition: &Partition) -> bool {
    match partition {
        Partition::Published => true,
        Partition::Village(it) | Partition::VillageSensitive(it) => *it == own.0,
        Partition::Township | Partition::Sensitive => false,
    }
}
