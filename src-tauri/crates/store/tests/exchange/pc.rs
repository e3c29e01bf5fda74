//! One PC: a store in memory, its papers, and which changes it holds.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use domain::record::{
    DeviceId, RecordType, Registry, Sequenced, Source, decode_writes, read_block,
};
use ed25519_dalek::SigningKey;
use rusqlite::backup::Backup;
use rusqlite::{Connection, params};
use store::error::StoreFault;
use store::ledger::{Ledger, NewOperation, Tx};
use store::vault::Vault;
use sync::{DeviceKind, Identity, Trust};

use super::truth::{Known, Log, Truth};

/// Of all record types those that the histories write, so that a store opens quickly.
const TYPES: [&str; 6] = ["station", "deputy", "group", "visitor", "scheme", "step"];
/// What the program before this one did not know: a whole type, and a field.
const NEW_TYPE: &str = "group";
pub const NEW_FIELD: (&str, &str) = ("deputy", "post");

/// Which program a PC runs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Program {
    Older,
    Newer,
}

impl Program {
    pub fn registry(self) -> Registry {
        static TYPES_OF: OnceLock<[Registry; 2]> = OnceLock::new();
        let all = TYPES_OF.get_or_init(|| [types(Self::Older), types(Self::Newer)]);
        all[usize::from(self == Self::Newer)].clone()
    }
}

fn types(program: Program) -> Registry {
    let mut types: Vec<RecordType> = domain::types();
    types.retain(|it| TYPES.contains(&it.key.as_str()));
    if program == Program::Older {
        types.retain(|it| *it.key.as_str() != *NEW_TYPE);
        for it in types.iter_mut().filter(|it| it.key.as_str() == NEW_FIELD.0) {
            it.fields.retain(|field| field.key.as_str() != NEW_FIELD.1);
            it.index();
        }
    }
    Registry::of(types)
}

/// A copy of a database in memory.
pub fn copied(from: &Connection) -> Vault {
    let mut vault = Vault::in_memory().expect("a store in memory");
    {
        let backup = Backup::new(from, vault.conn_mut()).expect("begins");
        backup
            .run_to_completion(10_000, std::time::Duration::ZERO, None)
            .expect("copies");
    }
    vault
}

/// An empty store, made once for each program and copied from then on.
fn empty(program: Program) -> Vault {
    thread_local! {
        static EMPTY: [Ledger; 2] = [Program::Older, Program::Newer]
            .map(|it| Ledger::in_memory(it.registry()).expect("opens"));
    }
    EMPTY.with(|it| copied(it[usize::from(program == Program::Newer)].vault().conn()))
}

/// Gives the device in force a key that is drawn and not random.
fn with_secret(vault: &Vault, secret: &[u8; 32]) {
    let public = SigningKey::from_bytes(secret).verifying_key();
    let id = DeviceId::of_key(public.as_bytes());
    vault
        .conn()
        .execute(
            "UPDATE device SET id = ?1, public = ?2, secret = ?3
             WHERE num = (SELECT value FROM meta WHERE key = 'device')",
            params![id.bytes(), public.as_bytes(), secret],
        )
        .expect("is written");
}

/// A copy of a PC's store, as it was.
pub struct Copy {
    vault: Vault,
    log: Log,
}

pub struct Pc {
    /// `None` only while it is exchanged for another.
    ledger: Option<Ledger>,
    pub kind: DeviceKind,
    pub trust: Trust,
    pub log: Log,
    pub program: Program,
    pub clock: i64,
    /// What its packages say to people.
    pub note: String,
    pub copies: Vec<Copy>,
    /// Another PC writes under this one's identity.
    pub twin: bool,
    pub out: bool,
    /// Changes that were told not to be taken in, by their place and number; what follows them there
    /// was not either.
    pub named: BTreeMap<super::truth::Place, u64>,
}

impl Pc {
    pub fn new(secret: &[u8; 32], kind: DeviceKind, program: Program) -> Self {
        let vault = empty(program);
        with_secret(&vault, secret);
        let ledger = Ledger::over(vault, program.registry()).expect("opens");
        Self::over(ledger, kind, program)
    }

    /// A PC with this store.
    pub fn over(ledger: Ledger, kind: DeviceKind, program: Program) -> Self {
        let mut pc = Self {
            ledger: Some(ledger),
            kind,
            trust: Trust::default(),
            log: Log::new(),
            program,
            clock: 1_780_000_000_000,
            note: String::new(),
            copies: Vec::new(),
            twin: false,
            out: false,
            named: BTreeMap::new(),
        };
        pc.confine(true);
        pc
    }

    /// A station's PC is confined to its own records; one that was tampered with is not.
    pub fn confine(&mut self, confined: bool) {
        let station = match self.kind {
            DeviceKind::Station(station) if confined => Some(station),
            _ => None,
        };
        self.ledger_mut().confine(station).expect("confines");
    }

    pub fn ledger(&self) -> &Ledger {
        self.ledger.as_ref().expect("is open")
    }

    pub fn ledger_mut(&mut self) -> &mut Ledger {
        self.ledger.as_mut().expect("is open")
    }

    pub fn into_ledger(self) -> Ledger {
        self.ledger.expect("is open")
    }

    pub fn device(&self) -> DeviceId {
        self.ledger().device()
    }

    pub fn identity(&self) -> Identity {
        Identity::of(self.ledger().device_key()).expect("makes keys")
    }

    pub fn copy(&mut self) {
        self.copies.push(Copy {
            vault: copied(self.ledger().vault().conn()),
            log: self.log.clone(),
        });
    }

    /// Puts a copy back: the store gets an identity of its own.
    pub fn restore(&mut self, copy: usize, secret: &[u8; 32]) {
        let vault = copied(self.copies[copy].vault.conn());
        self.log = self.copies[copy].log.clone();
        let ledger = Ledger::over(vault, self.program.registry()).expect("opens");
        self.ledger = Some(ledger);
        self.renew(secret);
        self.confine(true);
    }

    /// Gives the store an identity of its own.
    pub fn renew(&mut self, secret: &[u8; 32]) {
        self.ledger_mut()
            .renew_device()
            .expect("a device of its own");
        self.reopen(Some(secret));
        self.twin = false;
    }

    /// The same store once more, with the same identity.
    pub fn cloned(&self) -> Self {
        let vault = copied(self.ledger().vault().conn());
        let ledger = Ledger::over(vault, self.program.registry()).expect("opens");
        Self {
            ledger: Some(ledger),
            kind: self.kind,
            trust: self.trust.clone(),
            log: self.log.clone(),
            program: self.program,
            clock: self.clock,
            note: self.note.clone(),
            copies: Vec::new(),
            twin: true,
            out: self.out,
            named: self.named.clone(),
        }
    }

    pub fn upgrade(&mut self) {
        self.program = Program::Newer;
        self.reopen(None);
    }

    fn reopen(&mut self, secret: Option<&[u8; 32]>) {
        let vault = self.ledger.take().expect("is open").into_vault();
        if let Some(secret) = secret {
            with_secret(&vault, secret);
        }
        self.ledger = Some(Ledger::over(vault, self.program.registry()).expect("opens"));
    }

    /// Writes, and tells the truth what was written. Refusals of the store change nothing.
    pub fn write(
        &mut self,
        truth: &mut Truth,
        body: impl FnOnce(&mut Tx<'_>) -> Result<(), StoreFault>,
    ) -> Result<(), StoreFault> {
        let operation = NewOperation {
            sort: "test".into(),
            title: "操作".into(),
            user: None,
            wall_ms: self.clock,
            source: Source::Form,
            undoes: None,
        };
        let done = self.ledger_mut().write(operation, body);
        self.learn(truth);
        done.map(drop)
    }

    /// Writes what nobody asked for: the truth knows that the numbers are taken, and nothing else.
    pub fn write_untold(
        &mut self,
        truth: &mut Truth,
        body: impl FnOnce(&mut Tx<'_>) -> Result<(), StoreFault>,
    ) {
        let before = truth.changes.len();
        let _ = self.write(truth, body);
        for untold in truth.changes.iter_mut().skip(before) {
            untold.writes.clear();
        }
    }

    /// Takes the newest operation of this device back.
    pub fn undo(&mut self, truth: &mut Truth) -> Result<(), StoreFault> {
        let clock = self.clock;
        if let Some(of) = self.ledger().undoable(None)? {
            self.ledger_mut().reverse(of, None, clock)?;
        }
        self.learn(truth);
        Ok(())
    }

    /// Reads from the log what this device wrote since.
    fn learn(&mut self, truth: &mut Truth) {
        let own = self.device();
        let mut runs = Vec::new();
        let have = self.ledger().have().expect("tells");
        let log = &self.log;
        let grown = |partition: &_| {
            let place = (own, Clone::clone(partition));
            let held = log.get(&place).map_or(0, Vec::len) as u64;
            have.get(&place).is_some_and(|it| *it > held)
        };
        if !have.keys().any(|(device, it)| *device == own && grown(it)) {
            return;
        }
        self.ledger()
            .each_run::<StoreFault>(&grown, |run| {
                runs.push(run);
                Ok(())
            })
            .expect("reads");
        for run in runs.into_iter().filter(|it| it.head.device == own) {
            let place = run.place();
            let held = self.log.get(&place).map_or(0, Vec::len) as u64;
            if run.last <= held {
                continue;
            }
            for block in &run.blocks {
                read_block::<StoreFault>(block, |entry| {
                    let domain::record::Body::Written(body, _) = entry.body else {
                        return Ok(());
                    };
                    let at = truth.changes.len();
                    truth.changes.push(Known {
                        place: place.clone(),
                        seq: entry.seq,
                        run: (run.first, run.last),
                        kind: entry.kind.clone(),
                        record: entry.record,
                        writes: decode_writes(body)?,
                        had: truth.of_record(&self.log, entry.record),
                        author: self.kind,
                    });
                    self.log.entry(place.clone()).or_default().push(at);
                    Ok(())
                })
                .expect("reads");
            }
        }
    }
}
