//! One person's session with one store.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{NaiveDate, NaiveDateTime};
use domain::office::{Office, PROFILE, Role, Term, USER, User};
use domain::operation::Operation;
use domain::record::{Column, Item, RecordId, Registry, Row, Source, Value};
use domain::roster::Level;
use domain::station::STATION;
use store::keys::{Unlock, Way};
use store::ledger::{Ledger, NewOperation};
use store::query::ListQuery;
use store::vault::{Protection, Vault};

use crate::host::{DiskHost, Host};
use crate::incoming;
use crate::kept::Kept;
use crate::log::Log;
use crate::machine;
use crate::outside;
use crate::wire::{
    ApplyImport, DiagnosisPart, ErrorCode, FileRef, Found, Founded, ImportReport, Look, Nothing,
    Right, Status, StoreState, UnlockWith, UserError,
};
use crate::work::{GivingWay, Work};

/// A session: the store, who is at the keyboard, which day it is.
pub struct App {
    pub(crate) dir: PathBuf,
    pub(crate) host: Box<dyn Host>,
    pub(crate) registry: Registry,
    ledger: Option<Ledger>,
    acting: Acting,
    work: Work,
    look: Option<Look>,
    today: Option<NaiveDate>,
    source: Source,
    /// Asked to lock: the key file does not open the store again by itself.
    locked: bool,
    /// What upkeep could not do when the store was opened, in the clerk's words.
    notices: Vec<String>,
    /// The import looked at last, until it is applied.
    pub(crate) plan: Option<Box<dyn PreviewedImport>>,
    /// What features keep in memory while the store is open.
    pub(crate) kept: Kept,
    /// When the person at the keyboard last gave a password or card that fits.
    confirmed: Option<Instant>,
    log: Log,
    /// Something was written to the log.
    started: bool,
    /// What was shown before it is saved.
    pub(crate) diagnosis: Option<Vec<DiagnosisPart>>,
}

/// Who is at the keyboard.
enum Acting {
    /// Whoever was last there on this PC, else the office's first user.
    Last,
    /// The one of this name, as the command line says.
    Named(String),
    /// This one sat down.
    Seated(RecordId),
}

/// When data was last copied away from this PC is remembered under this name.
pub(crate) const COPIED: &str = "copy.outside";
/// The preference that keeps who was at the keyboard last.
pub(crate) const LAST_USER: &str = "user.last";
/// Where the store keeps what this PC calls itself while it waits for an office's answer.
pub(crate) const WAITING: &str = "waiting";
/// The preference that keeps after how many minutes without a touch the screen locks.
pub(crate) const LOCK_AFTER: &str = "lock.minutes";
/// Minutes without a touch until the screen locks, unless set otherwise.
const LOCK_AFTER_MINUTES: u32 = 15;
/// How pages look on this PC. Beside the store, since a locked page is to be read as well; nothing
/// of the office's stands in it.
const LOOK_FILE: &str = "look.json";

/// The least length of a password, a Chinese character counting two: four of the 3,500 in common use
/// are 47 bits, eight lower-case letters and digits 41. The recovery card guards against forgetting.
const SHORTEST_PASSWORD: usize = 8;

/// Whether a password may be set.
pub(crate) fn check_password(password: &str) -> Result<(), UserError> {
    let password = password.trim();
    let length: usize = password
        .chars()
        .map(|it| 1 + usize::from(!it.is_ascii()))
        .sum();
    if length < SHORTEST_PASSWORD {
        return Err(UserError::new(
            ErrorCode::Invalid,
            "口令太短：至少 8 个字母数字，或 4 个汉字",
            "可以用几个自己记得住的汉字或数字",
        ));
    }
    let codes: Vec<u32> = password.chars().map(u32::from).collect();
    let step = |by: i64| {
        codes
            .windows(2)
            .all(|it| i64::from(it[1]) - i64::from(it[0]) == by)
    };
    if step(0) || step(1) || step(-1) {
        return Err(UserError::new(
            ErrorCode::Invalid,
            "口令太容易猜：全是同一个字，或是连着的数字字母",
            "请换一个，比如几个不相干的汉字加几位数字",
        ));
    }
    Ok(())
}

/// An import that was shown and waits to be applied. What it holds is known where imports are read,
/// which lies above.
pub(crate) trait PreviewedImport: Send {
    /// The word by which a request names it.
    fn token(&self) -> &str;

    /// Carries it out. Where nothing came in and it may still be applied, it is put back into
    /// [`App::plan`].
    ///
    /// # Errors
    /// What importing refuses; nothing is changed then.
    fn apply(
        self: Box<Self>,
        app: &mut App,
        request: &ApplyImport,
    ) -> Result<ImportReport, UserError>;
}

impl App {
    /// A session over the store in a folder, which may not exist yet.
    #[must_use]
    pub fn new(dir: PathBuf, host: Box<dyn Host>) -> Self {
        Self {
            log: Log::beside(&dir),
            dir,
            host,
            registry: Registry::builtin(),
            ledger: None,
            acting: Acting::Last,
            work: Work::default(),
            look: None,
            today: None,
            source: Source::Form,
            locked: false,
            notices: Vec::new(),
            plan: None,
            kept: Kept::default(),
            confirmed: None,
            started: false,
            diagnosis: None,
        }
    }

    /// With other record types, for tests of the foundations.
    #[must_use]
    pub fn with_registry(mut self, registry: Registry) -> Self {
        self.registry = registry;
        self
    }

    /// Somebody in particular is at the keyboard.
    #[must_use]
    pub fn acting_as(mut self, name: Option<String>) -> Self {
        self.acting = name.map_or(Acting::Last, Acting::Named);
        self
    }

    /// What long work is going on, to be looked at and stopped while the session is held by it.
    #[must_use]
    pub fn work(&self) -> Work {
        self.work.clone()
    }

    /// The log of this store, for what a host has to write down itself.
    #[must_use]
    pub fn log(&self) -> Log {
        self.log.clone()
    }

    /// Whether a store lies here that nobody has opened, or that was locked.
    #[must_use]
    pub fn is_locked(&self) -> bool {
        let asks = || {
            Vault::ways_of(&self.dir).is_ok_and(|ways| {
                !ways.contains(&Way::KeyFile)
                    && ways.iter().any(|way| matches!(way, Way::Password(_)))
            })
        };
        self.ledger.is_none() && (self.locked || asks())
    }

    /// Locks after the minutes without a touch that are set, where a password is; for hosts whose
    /// pages may be gone.
    pub fn lock_when_idle(&mut self, idle: Duration) {
        let Some(ledger) = &self.ledger else { return };
        let minutes = lock_after(ledger);
        let over = minutes > 0 && idle >= Duration::from_secs(u64::from(minutes) * 60);
        if over && self.has_password().unwrap_or(false) {
            self.close_and_lock();
        }
    }

    /// Nothing that was asked for or shown before is kept.
    fn close_and_lock(&mut self) {
        drop(self.take_ledger());
        self.locked = true;
        self.confirmed = None;
        self.diagnosis = None;
        self.log.within(|| tracing::info!("locked"));
    }

    /// A fitting password or card was given now.
    pub(crate) fn confirm(&mut self) {
        self.confirmed = Some(Instant::now());
    }

    /// Whether one was given within this time.
    pub(crate) fn is_confirmed(&self, within: Duration) -> bool {
        self.confirmed.is_some_and(|it| it.elapsed() < within)
    }

    /// Rules take this for today.
    #[must_use]
    pub fn on(mut self, today: Option<NaiveDate>) -> Self {
        self.today = today;
        self
    }

    /// Where edits come from, for histories.
    #[must_use]
    pub fn from(mut self, source: Source) -> Self {
        self.source = source;
        self
    }

    /// Begins this session's part of the log.
    pub(crate) fn log_start(&mut self) {
        // A mistyped folder gets no log beside it.
        if self.started || !Vault::exists(&self.dir) {
            return;
        }
        self.started = true;
        let version = env!("CARGO_PKG_VERSION");
        let (system, machine) = (std::env::consts::OS, std::env::consts::ARCH);
        tracing::info!(version, system, machine, "started");
    }

    pub(crate) fn now(&self) -> NaiveDateTime {
        self.host.now()
    }

    pub(crate) fn today(&self) -> NaiveDate {
        self.today.unwrap_or_else(|| self.now().date())
    }

    /// The open ledger. A store that a key file opens opens by itself.
    pub(crate) fn ledger(&mut self) -> Result<&mut Ledger, UserError> {
        if self.ledger.is_none() {
            self.open_by_key_file()?;
        }
        self.ledger.as_mut().ok_or_else(locked)
    }

    /// Refuses an answer in which something is empty that could not be read.
    pub(crate) fn all_read(&self) -> Result<(), UserError> {
        match &self.ledger {
            Some(ledger) => Ok(ledger.read().all_read()?),
            None => Ok(()),
        }
    }

    fn open_by_key_file(&mut self) -> Result<(), UserError> {
        if self.dir.is_file() {
            return Err(UserError::new(
                ErrorCode::NoStore,
                format!("“{}”是一个文件，不是台账的文件夹", self.dir.display()),
                "请写台账所在的文件夹；这个文件是备份的，请先新建台账再还原",
            ));
        }
        if !Vault::exists(&self.dir) {
            return Err(UserError::new(
                ErrorCode::NoStore,
                format!("“{}”里还没有台账", self.dir.display()),
                "第一次使用请先新建台账；换了电脑请从备份还原",
            ));
        }
        if !self.locked && Vault::ways_of(&self.dir)?.contains(&Way::KeyFile) {
            self.open(&Unlock::KeyFile)?;
        }
        Ok(())
    }

    fn open(&mut self, unlock: &Unlock) -> Result<(), UserError> {
        let ledger = Ledger::open(&self.dir, unlock, self.registry.clone())?;
        self.settle(ledger)
    }

    /// Takes an opened ledger in and makes the day's first copy. What upkeep cannot do is told, and
    /// does not stand in the way of reading.
    pub(crate) fn settle(&mut self, mut ledger: Ledger) -> Result<(), UserError> {
        ledger.guard()?;
        self.notices.clear();
        self.notices.extend(machine::settle(&mut ledger)?);
        if let Some(fault) = ledger.vault().pending() {
            self.notices.push(format!(
                "改口令以前的备份还没有处理完，旧口令可能还能打开它们：{fault}"
            ));
        }
        if let Err(fault) = ledger.back_up_daily(self.now()) {
            self.notices.push(format!("今天的备份没有做成：{fault}"));
        }
        if !ledger.vault().is_read_only()
            && let Err(fault) = incoming::sweep(&self.dir)
        {
            self.notices
                .push(format!("收到一半的数据包没有清理完：{fault}"));
        }
        if let Err(fault) = ledger.sweep_attachments(std::time::SystemTime::now()) {
            self.notices
                .push(format!("没有用处的附件没有清理完：{fault}"));
        }
        self.work.interrupts(Some(Arc::new(ledger.interrupter())));
        // Who opened it with a password of their own is who sits there.
        if let Way::Password(Some(user)) = ledger.vault().opened_by()
            && let Some(id) = RecordId::parse(user)
            && !matches!(self.acting, Acting::Named(_))
        {
            self.acting = Acting::Seated(id);
        }
        self.ledger = Some(ledger);
        self.locked = false;
        self.plan = None;
        self.kept.clear();
        self.sits_by_own_password()?;
        if let Some(look) = self.look {
            // How pages look is no reason to keep a store shut.
            let _ = self.set_look(look);
        }
        Ok(())
    }

    /// Whoever has a password of their own sits there by that one or the recovery card alone. Where the
    /// store was opened by another, the first user without one sits there; a name given on the command
    /// line is refused, and the store is shut.
    fn sits_by_own_password(&mut self) -> Result<(), UserError> {
        let user = match self.user() {
            Ok(Some(user)) => user,
            Ok(None) => return Ok(()),
            // A name that nobody has is refused when something is written by it.
            Err(error) if error.code == ErrorCode::NotFound => return Ok(()),
            Err(error) => return Err(error),
        };
        let vault = self.ledger()?.vault();
        let (opened_by, ways) = (vault.opened_by().clone(), vault.ways()?);
        let own = |row: &Row| Way::Password(Some(row.id.to_string()));
        if !ways.contains(&own(&user)) || opened_by == own(&user) || opened_by == Way::RecoveryCard
        {
            return Ok(());
        }
        if let Acting::Named(name) = &self.acting {
            let refusal = UserError::new(
                ErrorCode::Precondition,
                format!("“{name}”有自己的口令，台账不是用这个口令打开的"),
                "请用这位使用人自己的口令打开，或不写 --as",
            );
            drop(self.take_ledger());
            return Err(refusal);
        }
        let mut others = self.ledger()?.read().list(USER, &ListQuery::all())?.rows;
        others.retain(|row| !ways.contains(&own(row)));
        if let Some(other) = others.iter().map(|row| row.id).min() {
            self.acting = Acting::Seated(other);
        }
        Ok(())
    }

    /// Changes the ways into the open store, which may get another key by it.
    pub(crate) fn change_ways<T>(
        &mut self,
        change: impl FnOnce(&mut Vault) -> Result<T, store::error::StoreFault>,
    ) -> Result<T, UserError> {
        let ledger = self.ledger()?;
        let before = ledger.vault().key().id();
        let changed = ledger.change_ways(change);
        let interrupter = ledger.interrupter();
        let revoked = ledger.vault().key().id() != before;
        let pending = ledger.vault().pending().map(ToString::to_string);
        self.work.interrupts(Some(Arc::new(interrupter)));
        if let Some(fault) = pending {
            self.notices.push(format!(
                "改口令以前的备份还没有处理完，旧口令可能还能打开它们：{fault}"
            ));
        }
        let changed = changed?;
        if revoked {
            outside::note_revoked(self.ledger()?)?;
        }
        Ok(changed)
    }

    /// The command that runs ends where another waits.
    pub(crate) fn give_way(&self) -> GivingWay {
        self.work.give_way()
    }

    /// Closes the ledger and gives it out, for a restore.
    pub(crate) fn take_ledger(&mut self) -> Option<Ledger> {
        self.plan = None;
        self.kept.clear();
        self.work.interrupts(None);
        self.ledger.take()
    }

    /// Whether any password opens the store.
    pub(crate) fn has_password(&self) -> Result<bool, UserError> {
        let ways = Vault::ways_of(&self.dir)?;
        Ok(ways.iter().any(|way| matches!(way, Way::Password(_))))
    }

    /// When data was last copied away from this PC.
    pub(crate) fn copied_on(&mut self) -> Result<Option<NaiveDate>, UserError> {
        let kept = self.ledger()?.remembered(COPIED)?;
        Ok(kept.and_then(|it| it.parse().ok()))
    }

    /// The name of the village station whose PC this is.
    fn station(&mut self) -> Result<Option<String>, UserError> {
        let ledger = self.ledger()?;
        match ledger.confined() {
            Some(id) => Ok(Some(
                ledger.read().name_of(STATION, id)?.unwrap_or_default(),
            )),
            None => Ok(None),
        }
    }

    /// The operation that brought the demo data in, while it stands.
    pub(crate) fn demo_standing(&mut self) -> Result<Option<String>, UserError> {
        let standing = self.ledger()?.standing(&Operation::FillDemo.sort())?;
        Ok(standing.map(|it| it.to_string()))
    }

    /// This person sits at the keyboard from now on; what the one before confirmed is not theirs.
    pub(crate) fn seat(&mut self, user: RecordId) -> Result<(), UserError> {
        self.confirmed = None;
        self.acting = Acting::Seated(user);
        let user = user.to_string();
        let ledger = self.ledger()?;
        if !ledger.vault().is_read_only() {
            ledger.remember(LAST_USER, Some(&user))?;
        }
        Ok(())
    }

    /// How pages look on this PC.
    fn look(&self) -> Look {
        self.look.unwrap_or_else(|| {
            std::fs::read(self.dir.join(LOOK_FILE))
                .ok()
                .and_then(|it| serde_json::from_slice(&it).ok())
                .unwrap_or_default()
        })
    }

    /// Sets how pages look; kept as soon as there is a store to keep it beside.
    pub(crate) fn set_look(&mut self, look: Look) -> Result<(), UserError> {
        self.look = Some(look);
        if Vault::exists(&self.dir) {
            let file = self.dir.join(LOOK_FILE);
            let json = serde_json::to_vec(&look).unwrap_or_default();
            DiskHost.write(&FileRef::Path(file.display().to_string()), &json)?;
        }
        Ok(())
    }

    /// An operation of this person, now.
    pub(crate) fn operation(
        &mut self,
        operation: Operation<'_>,
    ) -> Result<NewOperation, UserError> {
        let user = self.writer()?;
        let wall_ms = self.now().and_utc().timestamp_millis();
        Ok(NewOperation::of(&operation, user, wall_ms, self.source))
    }

    /// Who writes: whoever is at the keyboard. Their role was looked at before the command began.
    ///
    /// # Errors
    /// A calm refusal where the store can only be looked at.
    pub(crate) fn writer(&mut self) -> Result<Option<RecordId>, UserError> {
        if self.ledger()?.vault().is_read_only() {
            return Err(UserError::new(
                ErrorCode::Precondition,
                "台账所在的文件夹是只读的，现在只能查看，不能改",
                "要登记，请把文件夹复制到本机硬盘，或请管理员给它写的权限，再重新打开",
            ));
        }
        Ok(self.user()?.map(|row| row.id))
    }

    /// Whether the person at the keyboard may do what takes this right.
    ///
    /// # Errors
    /// A calm refusal that names their role.
    pub(crate) fn check_role(&mut self, right: Right) -> Result<(), UserError> {
        let Some(user) = self.user()? else {
            return Ok(());
        };
        let role = self.role_of(&user)?;
        if right.is_held_by(role) || !self.somebody_holds(right)? {
            return Ok(());
        }
        let name = self.user_name()?;
        let (cannot, who) = match right {
            Right::Read | Right::Write => ("只能看，不能改", Role::Clerk.word()),
            Right::Care => ("不能做这一步", "经办或主席"),
            Right::Decide => ("不能审批", "主席或审核"),
        };
        Err(UserError::new(
            ErrorCode::Precondition,
            format!("“{name}”的角色是{}，{cannot}", role.word()),
            format!("请点右上角的姓名，换成角色是{who}的人来做"),
        ))
    }

    /// The role that stands in a user's record; without one they keep the books like everybody
    /// before roles were given.
    fn role_of(&mut self, user: &Row) -> Result<Role, UserError> {
        let kind = self.ledger()?.registry().get(USER).cloned();
        let role = kind.as_ref().and_then(|kind| user.read(kind, User::ROLE));
        Ok(role.unwrap_or(Role::Clerk))
    }

    /// The name of the person at the keyboard; empty where nobody said it.
    pub(crate) fn user_name(&mut self) -> Result<String, UserError> {
        let Some(user) = self.user()? else {
            return Ok(String::new());
        };
        let kind = self.ledger()?.registry().get(USER).cloned();
        Ok(kind.map_or_else(String::new, |kind| kind.name_of(&user)))
    }

    /// Whether the person at the keyboard is there to decide for the office. Where nobody has such a
    /// role, everybody may decide and nobody is there for it.
    pub(crate) fn is_decider(&mut self) -> Result<bool, UserError> {
        let Some(user) = self.user()? else {
            return Ok(false);
        };
        Ok(Right::Decide.is_held_by(self.role_of(&user)?))
    }

    /// Whether anybody could do it: an office in which nobody can must not be stuck.
    fn somebody_holds(&mut self, right: Right) -> Result<bool, UserError> {
        let users = self.ledger()?.read().list(USER, &ListQuery::all())?.rows;
        for user in &users {
            if right.is_held_by(self.role_of(user)?) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// What the person at the keyboard may do.
    fn rights(&mut self) -> Result<Vec<Right>, UserError> {
        let mut held = Vec::new();
        for right in Right::ALL {
            match self.check_role(right) {
                Ok(()) => held.push(right),
                Err(error) if error.code == ErrorCode::Precondition => {}
                Err(error) => return Err(error),
            }
        }
        Ok(held)
    }

    /// Who is at the keyboard: the one named, the one who sat down, the last one, else the first.
    pub(crate) fn user(&mut self) -> Result<Option<Row>, UserError> {
        let seated = match &self.acting {
            Acting::Named(name) => return self.user_named(&name.clone()).map(Some),
            Acting::Seated(id) => Some(*id),
            Acting::Last => {
                let last = self.ledger()?.remembered(LAST_USER)?;
                last.as_deref().and_then(RecordId::parse)
            }
        };
        let mut rows = self.ledger()?.read().list(USER, &ListQuery::all())?.rows;
        rows.sort_by_key(|row| row.id);
        let at = rows.iter().position(|row| seated == Some(row.id));
        Ok(rows.into_iter().nth(at.unwrap_or(0)))
    }

    fn user_named(&mut self, name: &str) -> Result<Row, UserError> {
        let ledger = self.ledger()?;
        let rows = ledger.read().list(USER, &ListQuery::all())?.rows;
        let kind = ledger.registry().get(USER);
        let name_of = |row: &Row| kind.map_or_else(String::new, |kind| kind.name_of(row));
        let names: Vec<String> = rows.iter().map(name_of).collect();
        let found = rows.into_iter().find(|row| name_of(row) == name);
        found.ok_or_else(|| {
            UserError::new(
                ErrorCode::NotFound,
                format!("没有叫“{name}”的使用人"),
                format!("现有：{}；请先在设置里添加", names.join("、")),
            )
        })
    }

    /// The office's profile.
    pub(crate) fn office(&mut self) -> Result<Option<Row>, UserError> {
        let rows = self.ledger()?.read().list(PROFILE, &ListQuery::all())?.rows;
        Ok(rows.into_iter().min_by_key(|row| row.id))
    }

    /// A text of the office's profile; empty where it has none.
    pub(crate) fn office_text<T>(&mut self, column: Column<T>) -> Result<String, UserError> {
        let office = self.office()?;
        let kind = self.ledger()?.registry().get(PROFILE).cloned();
        Ok(office
            .zip(kind)
            .and_then(|(row, kind)| {
                row.of(&kind, column)
                    .and_then(Value::as_text)
                    .map(String::from)
            })
            .unwrap_or_default())
    }

    /// The office's level: 乡镇 unless its profile says another.
    pub(crate) fn level(&mut self) -> Result<String, UserError> {
        let level = self.office_text(Office::LEVEL)?;
        Ok(if level.is_empty() {
            Level::Township.word().into()
        } else {
            level
        })
    }

    /// The current term.
    pub(crate) fn term(&mut self) -> Result<Option<(RecordId, String)>, UserError> {
        let office = self.office()?;
        let ledger = self.ledger()?;
        let kind = ledger.registry().get(PROFILE).cloned();
        let id = office
            .zip(kind)
            .and_then(|(row, kind)| row.link(&kind, Office::TERM));
        match id {
            Some(id) => {
                let name = ledger.read().name_of(domain::office::TERM, id)?;
                Ok(Some((id, name.unwrap_or_default())))
            }
            None => Ok(None),
        }
    }
}

/// The name under which this PC waits for an office's answer.
pub(crate) fn waiting(ledger: &Ledger) -> Result<Option<String>, UserError> {
    let kept = ledger.kept(WAITING)?;
    let name = kept.map(|it| String::from_utf8_lossy(&it).into_owned());
    Ok(name.filter(|it| !it.is_empty()))
}

pub(crate) fn status(app: &mut App, _: Nothing) -> Result<Status, UserError> {
    let opened = app.ledger().map(drop);
    let state = match &opened {
        Ok(()) => StoreState::Open,
        Err(error) if error.code == ErrorCode::NoStore => StoreState::Absent,
        Err(error) if error.code == ErrorCode::Locked => StoreState::Locked,
        Err(error) => return Err(error.clone()),
    };
    let mut status = Status {
        state,
        store: app.dir.display().to_string(),
        office: None,
        term: None,
        user: None,
        today: app.today().to_string(),
        undo: None,
        redo: None,
        has_password: false,
        user_id: None,
        role: None,
        rights: Vec::new(),
        copied_on: None,
        look: app.look(),
        lock_after: 0,
        demo: false,
        waiting: None,
        station: None,
        read_only: false,
        notices: Vec::new(),
        version: env!("CARGO_PKG_VERSION").into(),
    };
    if state != StoreState::Absent {
        status.has_password = app.has_password()?;
    }
    if state == StoreState::Open {
        status.read_only = app.ledger()?.vault().is_read_only();
        status.notices = app.notices.clone();
        status.demo = app.demo_standing()?.is_some();
        status.waiting = waiting(app.ledger()?)?;
        status.station = app.station()?;
        status.office = Some(app.office_text(Office::NAME)?);
        status.term = app.term()?.map(|(_, name)| name);
        status.copied_on = app.copied_on()?.map(|it| it.to_string());
        let user = app.user()?;
        status.rights = app.rights()?;
        let ledger = app.ledger()?;
        let id = user.as_ref().map(|row| row.id);
        let title = |operation| -> Result<Option<String>, UserError> {
            Ok(match operation {
                Some(id) => ledger.operation_head(id)?.map(|head| head.title),
                None => None,
            })
        };
        status.undo = title(ledger.undoable(id)?)?;
        // A redo is called by what it does again, not by the undo that it takes back.
        status.redo =
            title(ledger.redoable(id)?)?.map(|it| it.trim_start_matches("撤销：").to_owned());
        if status.has_password {
            status.lock_after = lock_after(ledger);
        }
        if let Some((row, kind)) = user.zip(ledger.registry().get(USER)) {
            status.user = Some(kind.name_of(&row));
            status.user_id = Some(row.id.to_string());
            status.role = row
                .of(kind, User::ROLE)
                .and_then(Value::as_text)
                .map(String::from);
        }
    }
    Ok(status)
}

fn locked() -> UserError {
    UserError::new(
        ErrorCode::Locked,
        "台账锁着",
        "请输入口令，忘了口令可用恢复卡",
    )
}

/// Minutes without a touch until the screen locks; 0 never.
fn lock_after(ledger: &Ledger) -> u32 {
    let kept = ledger.remembered(LOCK_AFTER).ok().flatten();
    kept.and_then(|it| it.parse().ok())
        .unwrap_or(LOCK_AFTER_MINUTES)
}

pub(crate) fn found(app: &mut App, request: Found) -> Result<Founded, UserError> {
    let office = request.office.trim().to_owned();
    let area: String = request
        .area
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    let term = request.term.trim().to_owned();
    let invalid = |message: &str, hint: &str| UserError::new(ErrorCode::Invalid, message, hint);
    if office.is_empty() || office.chars().count() > 50 {
        return Err(invalid(
            "单位名称要有 1 到 50 个字",
            "如：北营房镇人大主席团",
        ));
    }
    let digits = area.chars().all(|c| c.is_ascii_digit());
    if !digits || !matches!(area.len(), 0 | 6 | 9 | 12) {
        return Err(invalid(
            "行政区划代码应是 6 位（到县）、9 位（到乡镇）或 12 位数字",
            "在国家统计局网站可查到，如 130822101；不知道的可以先空着",
        ));
    }
    if term.is_empty() {
        return Err(invalid("没有填届次", "如：第十九届"));
    }
    let has_password = request.password.is_some();
    let protection = match request.password.as_deref() {
        Some(password) => {
            check_password(password)?;
            Protection::password(password)
        }
        None => Protection::KeyFile,
    };
    let (mut ledger, card) = Ledger::create(&app.dir, &protection, app.registry.clone())?;
    let clerk = request
        .clerk
        .as_deref()
        .map(str::trim)
        .filter(|it| !it.is_empty());
    let clerk = clerk.unwrap_or("经办人").to_owned();
    let text = |value: &str| Value::Text(value.to_owned());
    let founding = Operation::Found { office: &office };
    let wall_ms = app.now().and_utc().timestamp_millis();
    let operation = NewOperation::of(&founding, None, wall_ms, app.source);
    ledger.write::<_, UserError>(operation, |tx| {
        let current = tx.create(domain::office::TERM, vec![(Term::NAME.into(), text(&term))])?;
        let mut profile = vec![
            (Office::NAME.into(), text(&office)),
            (Office::TERM.into(), Value::Ref(Item::Id(current))),
            (Office::LEVEL.into(), text(Level::Township.word())),
        ];
        if !area.is_empty() {
            profile.push((Office::AREA.into(), text(&area)));
        }
        tx.create(PROFILE, profile)?;
        tx.create(
            USER,
            vec![
                (User::NAME.into(), text(&clerk)),
                (User::ROLE.into(), text(Role::Clerk.word())),
            ],
        )?;
        Ok(())
    })?;
    app.settle(ledger)?;
    if has_password {
        app.confirm();
    }
    Ok(Founded {
        store: app.dir.display().to_string(),
        office,
        recovery: card.text().to_string(),
    })
}

pub(crate) fn unlock(app: &mut App, request: UnlockWith) -> Result<Status, UserError> {
    let unlock = unlock_by(&request);
    let fresh = request
        .new_password
        .clone()
        .filter(|_| request.card.is_some());
    if let Some(password) = &fresh {
        check_password(password)?;
    }
    let given = !matches!(unlock, Unlock::KeyFile);
    if app.locked && !given && app.has_password()? {
        return Err(locked());
    }
    drop(app.take_ledger());
    app.confirmed = None;
    // A wrong secret leaves the store locked, also where a key file lies beside a password.
    app.locked |= given && app.has_password().unwrap_or(false);
    app.open(&unlock)?;
    if given {
        app.confirm();
    }
    if let Some(password) = &fresh {
        app.change_ways(|vault| vault.set_password(None, password))?;
    }
    status(app, Nothing {})
}

/// What a person offers, as the store asks for it.
pub(crate) fn unlock_by(request: &UnlockWith) -> Unlock {
    match (&request.password, &request.card) {
        (Some(password), _) => Unlock::password(password.clone()),
        (None, Some(card)) => Unlock::recovery_card(card.clone()),
        (None, None) => Unlock::KeyFile,
    }
}

pub(crate) fn lock(app: &mut App, _: Nothing) -> Result<Status, UserError> {
    if !app.has_password()? {
        return Err(UserError::new(
            ErrorCode::Precondition,
            "还没有设口令，锁上也谁都能打开",
            "请先在设置里设一个口令",
        ));
    }
    app.close_and_lock();
    status(app, Nothing {})
}
