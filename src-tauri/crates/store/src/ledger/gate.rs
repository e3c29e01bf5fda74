//! The one gate for writing: transaction, named operation, log, projections, changed kinds.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use domain::operation::Operation;
use domain::record::{
    Field, FieldKey, Item, KindKey, Life, OperationHead, OperationId, Partition, RecordId,
    RecordType, Registry, Rival, Row, SCHEME_KIND, Source, Value, Write, Writes, encode_first,
    encode_writes,
};
use rusqlite::{Connection, TransactionBehavior};

use crate::error::{Result, StoreFault};
use crate::ledger::in_flight::InFlight;
use crate::ledger::log::signed;
use crate::ledger::log_appender::LogAppender;
use crate::ledger::number_book::NumberBook;
use crate::ledger::pending::PendingRecords;
use crate::ledger::{Ledger, State, follow_scheme, set_meta};
use crate::projection::{self, Held};
use crate::query::Reader;
use crate::vault::connection::USUAL_ROOM;

/// What an operation is called and who does it.
#[derive(Clone, Debug)]
pub struct NewOperation {
    /// A lasting key for its sort, e.g. `deputy.edit`.
    pub sort: String,
    /// Its Chinese name.
    pub title: String,
    /// Who is at the keyboard.
    pub user: Option<RecordId>,
    /// Milliseconds since 1970; for display only.
    pub wall_ms: i64,
    /// Where it comes from.
    pub source: Source,
    /// The operation that it takes back.
    pub undoes: Option<OperationId>,
}

impl NewOperation {
    /// An operation of the product. One that comes from one place alone says so itself; `source`
    /// is for the others.
    #[must_use]
    pub fn of(
        operation: &Operation<'_>,
        user: Option<RecordId>,
        wall_ms: i64,
        source: Source,
    ) -> Self {
        Self {
            sort: operation.sort(),
            title: operation.title(),
            user,
            wall_ms,
            source: operation.source().unwrap_or(source),
            undoes: None,
        }
    }
}

/// A finished write.
#[derive(Clone, Debug)]
pub struct Committed<T> {
    /// What the body answered.
    pub value: T,
    /// The operation; `None` when nothing differed, and then nothing was logged.
    pub operation: Option<OperationId>,
    /// Kinds of records that changed.
    pub kinds: BTreeSet<KindKey>,
}

/// The inside of the gate.
pub struct Tx<'a> {
    pub(super) conn: &'a Connection,
    pub(super) state: &'a mut State,
    pub(super) log: LogAppender<'a>,
    pub(super) pending: PendingRecords,
    pub(super) in_flight: InFlight,
    /// Emptied places of records that were written.
    pub(super) spare: Vec<Vec<Option<Value>>>,
    pub(super) kinds: BTreeSet<KindKey>,
    /// Types whose indices are dropped until the end.
    pub(super) bare: BTreeMap<KindKey, Arc<RecordType>>,
    /// Whether more pages than usual are held meanwhile.
    pub(super) roomy: bool,
    /// The last running number given in each book by this operation.
    pub(super) serials: HashMap<NumberBook, i64>,
    /// Stations that records named, and whether they are a village's.
    pub(super) villages: HashMap<RecordId, bool>,
}

/// What memory held before a transaction.
pub(super) struct Before {
    lamport: u64,
    registry: Registry,
}

impl Ledger {
    /// Does one named operation: all of it or nothing.
    ///
    /// # Errors
    /// What the body refuses, or what the database answers; nothing is changed then.
    pub fn write<T, E: From<StoreFault>>(
        &mut self,
        new: NewOperation,
        body: impl FnOnce(&mut Tx<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<Committed<T>, E> {
        let before = self.before();
        let result = self.attempt(new, body);
        if result.is_err() {
            self.fall_back(before)?;
        }
        result
    }

    /// What to fall back to when a transaction does not come to its end.
    pub(super) fn before(&self) -> Before {
        Before {
            lamport: self.state.lamport,
            registry: self.state.registry.clone(),
        }
    }

    /// Forgets what a transaction that was rolled back had noted.
    pub(super) fn fall_back(&mut self, before: Before) -> Result<()> {
        self.state.lamport = before.lamport;
        self.state.registry = before.registry;
        self.vault.conn().execute_batch(USUAL_ROOM)?;
        self.state.aliases = super::Aliases::load(self.vault.conn())?;
        self.state.forget_read();
        Ok(())
    }

    fn attempt<T, E: From<StoreFault>>(
        &mut self,
        new: NewOperation,
        body: impl FnOnce(&mut Tx<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<Committed<T>, E> {
        let transaction = self
            .vault
            .conn_mut()
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(StoreFault::from)?;
        let mut tx = Tx::begin(&transaction, &mut self.state, new)?;
        let value = body(&mut tx)?;
        tx.flush()?;
        tx.take_up_indices()?;
        for kind in &tx.kinds {
            if let Some(kind) = tx.state.registry.get(kind.as_str()) {
                projection::pairs::keep_if_long(&transaction, kind)?;
            }
        }
        let operation = tx.log.operation.map(|_| tx.log.head.id);
        tx.log.end(tx.state)?;
        let kinds = std::mem::take(&mut tx.kinds);
        let roomy = tx.roomy;
        drop(tx);
        if kinds.contains(SCHEME_KIND) {
            follow_scheme(&transaction, &mut self.state)?;
        }
        if operation.is_some() {
            set_meta(&transaction, "lamport", signed(self.state.lamport))?;
        }
        transaction.commit().map_err(StoreFault::from)?;
        if roomy {
            let conn = self.vault.conn();
            conn.execute_batch(USUAL_ROOM).map_err(StoreFault::from)?;
        }
        Ok(Committed {
            value,
            operation,
            kinds,
        })
    }
}

impl<'a> Tx<'a> {
    fn begin(conn: &'a Connection, state: &'a mut State, new: NewOperation) -> Result<Self> {
        let head = OperationHead {
            id: OperationId::new(),
            device: state.device,
            sort: new.sort,
            title: new.title,
            user: new.user,
            wall_ms: new.wall_ms,
            source: new.source,
            undoes: new.undoes,
        };
        Ok(Self {
            conn,
            state,
            log: LogAppender::new(conn, head),
            pending: PendingRecords::default(),
            in_flight: InFlight::default(),
            spare: Vec::new(),
            kinds: BTreeSet::new(),
            bare: BTreeMap::new(),
            roomy: false,
            serials: HashMap::new(),
            villages: HashMap::new(),
        })
    }

    /// The record types in force.
    #[must_use]
    pub fn registry(&self) -> &Registry {
        &self.state.registry
    }

    /// A type by key.
    ///
    /// # Errors
    /// When there is none.
    pub fn kind(&self, kind: &str) -> Result<Arc<RecordType>> {
        self.state
            .registry
            .get(kind)
            .cloned()
            .ok_or_else(|| StoreFault::Log(format!("没有“{kind}”这种登记")))
    }

    /// This operation's id.
    #[must_use]
    pub fn operation(&self) -> OperationId {
        self.log.head.id
    }

    /// Names the operation once its outcome is known (how many rows came in).
    pub fn rename(&mut self, operation: &Operation<'_>) {
        self.log.head.title = operation.title();
    }

    /// A record as it stands inside this operation.
    ///
    /// # Errors
    /// What the database answers.
    pub fn get(&mut self, kind: &str, id: RecordId) -> Result<Option<Row>> {
        if let Some(held) = self.pending.get(id) {
            return Ok(Some(held.row.clone()));
        }
        self.let_land(id)?;
        let kind = self.kind(kind)?;
        Ok(projection::load(self.conn, self.state, &kind, id)?.map(|held| held.row))
    }

    /// Reads through everything written so far.
    ///
    /// # Errors
    /// What the database answers.
    pub fn read(&mut self) -> Result<Reader<'_>> {
        self.flush()?;
        Ok(self.tables())
    }

    /// Reads the tables as they are; what is pending is not in them yet.
    pub(super) fn tables(&self) -> Reader<'_> {
        let state = &self.state;
        Reader::new(self.conn, &state.registry, &state.statements, &state.unread)
    }

    /// Makes a record. Empty values and fields that are not its own are left out.
    ///
    /// # Errors
    /// An unknown kind; what the database answers.
    pub fn create(&mut self, kind: &str, values: Vec<(FieldKey, Value)>) -> Result<RecordId> {
        let kind = self.kind(kind)?;
        let mut places = self.empty_row(&kind);
        for (key, value) in values {
            if let Some(at) = kind.position(key.as_str()) {
                places[at] = Some(value);
            }
        }
        self.create_row(&kind, places)
    }

    /// As many empty places as a type has fields, in the memory of a record that was written where there
    /// is one: an import would else take it here and give it back in the thread that writes.
    pub fn empty_row(&mut self, kind: &RecordType) -> Vec<Option<Value>> {
        let mut places = self.spare.pop().unwrap_or_default();
        places.resize(kind.fields.len(), None);
        places
    }

    /// Makes a record of values in the order of the type's fields: what comes in by the hundred
    /// thousand is not looked up by key. Empty values and fields that are not its own are left out.
    ///
    /// # Errors
    /// What the database answers.
    pub fn create_row(
        &mut self,
        kind: &Arc<RecordType>,
        mut values: Vec<Option<Value>>,
    ) -> Result<RecordId> {
        values.resize(kind.fields.len(), None);
        for (field, place) in kind.fields.iter().zip(&mut values) {
            if !field.is_logged() || place.as_ref().is_some_and(Value::is_empty) {
                *place = None;
            }
        }
        self.issue_number(kind, &mut values)?;
        let id = RecordId::new();
        let row = Row {
            id,
            values,
            voided: None,
            retracted: false,
        };
        let home = self.home_of(kind, &row)?;
        let mut held = Held::of(Arc::clone(kind), row, home.clone());
        let own = filled(kind, &held.row).filter(|(field, _)| !field.lies_aside());
        let mut aside = filled(kind, &held.row)
            .filter(|(field, _)| field.lies_aside())
            .peekable();
        let own = encode_first(own);
        let aside = aside.peek().is_some().then(|| encode_first(aside));
        self.log.append(self.state, &mut held, &home, &own, None)?;
        if let Some(aside) = aside {
            self.log
                .append(self.state, &mut held, &home.aside(), &aside, None)?;
        }
        self.note_kind(kind);
        self.make_pending(held)?;
        Ok(id)
    }

    /// Writes fields of a record; only what differs is logged.
    ///
    /// # Errors
    /// An unknown kind or record; what the database answers.
    pub fn edit(
        &mut self,
        kind: &str,
        id: RecordId,
        values: Vec<(FieldKey, Option<Value>)>,
    ) -> Result<()> {
        let kind = self.kind(kind)?;
        self.hold(&kind, id)?;
        self.put(&kind, id, values)
    }

    /// Voids a record (作废).
    ///
    /// # Errors
    /// An unknown kind or record; what the database answers.
    pub fn void(&mut self, kind: &str, id: RecordId, reason: &str) -> Result<()> {
        let value = Some(Value::Text(reason.to_owned()));
        self.mark(kind, id, Life::VOID, value)
    }

    /// Restores a voided record.
    ///
    /// # Errors
    /// An unknown kind or record; what the database answers.
    pub fn restore(&mut self, kind: &str, id: RecordId) -> Result<()> {
        self.mark(kind, id, Life::VOID, None)
    }

    /// Takes a creation back, or puts it back.
    pub(super) fn retract(&mut self, kind: &str, id: RecordId, retracted: bool) -> Result<()> {
        self.mark(
            kind,
            id,
            Life::RETRACTED,
            retracted.then_some(Value::Bool(true)),
        )
    }

    fn mark(&mut self, kind: &str, id: RecordId, mark: &str, value: Option<Value>) -> Result<()> {
        let kind = self.kind(kind)?;
        self.hold(&kind, id)?;
        let Some(held) = self.pending.get_mut(id) else {
            return Ok(());
        };
        let standing = match mark {
            Life::VOID => held.row.voided.clone().map(Value::Text),
            _ => held.row.retracted.then_some(Value::Bool(true)),
        };
        let disputed = match mark {
            Life::VOID => held.void_disputed || held.rivals.contains_key(Life::VOID),
            _ => held.retraction_disputed,
        };
        if standing == value && !disputed {
            return Ok(());
        }
        if mark == Life::VOID {
            held.row.voided = value.as_ref().and_then(Value::as_text).map(str::to_owned);
            held.void_disputed = false;
            held.rivals.remove(Life::VOID);
        } else {
            held.row.retracted = value.is_some();
            held.retraction_disputed = false;
        }
        let writes = Writes::from([(FieldKey::from(mark), Write::Put(value))]);
        let home = held.home.clone();
        let aside = home.aside();
        // What its writer had seen of the sensitive values is told where these lie: an edit of them
        // that he had not seen keeps the record as any other does.
        let beside = match mark {
            Life::VOID => kind
                .fields
                .iter()
                .any(|it| it.is_logged() && it.lies_aside()),
            _ => held.seen.get(&aside).is_some(),
        };
        self.log(&kind, id, home, writes.clone())?;
        if beside {
            self.log(&kind, id, aside, writes)?;
        }
        Ok(())
    }

    /// Decides that a record stands which one device voided, or whose creation it took back, while
    /// another went on writing in it.
    ///
    /// # Errors
    /// An unknown kind or record; what the database answers.
    pub fn keep(&mut self, kind: &str, id: RecordId) -> Result<()> {
        let known = self.kind(kind)?;
        self.hold(&known, id)?;
        let held = self.pending.get_mut(id);
        let (void, made) = held.map_or((false, false), |it| {
            (it.void_disputed, it.retraction_disputed)
        });
        if made {
            self.retract(kind, id, false)?;
        }
        if void {
            self.restore(kind, id)?;
        }
        Ok(())
    }

    /// Decides that a record is void which one device voided, or whose creation it took back, while
    /// another went on writing in it.
    ///
    /// # Errors
    /// An unknown kind or record; what the database answers.
    pub fn accept_void(&mut self, kind: &str, id: RecordId, reason: &str) -> Result<()> {
        let known = self.kind(kind)?;
        self.hold(&known, id)?;
        if self
            .pending
            .get_mut(id)
            .is_some_and(|it| it.retraction_disputed)
        {
            self.retract(kind, id, false)?;
        }
        self.void(kind, id, reason)
    }

    /// Lets the dispute over a mark stand again that a decision had settled: the mark is set by
    /// somebody who had seen everything, and a field written once more by somebody who had not seen
    /// the mark.
    pub(super) fn reopen_mark(
        &mut self,
        kind: &str,
        id: RecordId,
        mark: &'static str,
        value: Option<Value>,
    ) -> Result<()> {
        let kind = self.kind(kind)?;
        self.hold(&kind, id)?;
        let Some(held) = self.pending.get_mut(id) else {
            return Ok(());
        };
        let home = held.home.clone();
        let before = held.seen.get(&home).cloned().unwrap_or_default();
        let restated = kind.fields.iter().zip(&held.row.values).find(|(field, _)| {
            let plain = field.is_logged() && !field.lies_aside() && !field.field_type.is_set();
            plain && !held.rivals.contains_key(&field.key)
        });
        let Some((field, value_there)) = restated else {
            return Ok(());
        };
        let again = (field.key.clone(), Write::Put(value_there.clone()));
        let set = (FieldKey::from(mark), Write::Put(value));
        let mut last = None;
        for write in [set, again] {
            *held.seen.of(&home) = before.clone();
            let body = encode_writes(&Writes::from([write]));
            last = Some(self.log.append(self.state, held, &home, &body, last)?);
        }
        // Its own numbers only grow: the last write's vector covers the first.
        if mark == Life::VOID {
            (held.row.voided, held.void_disputed) = (None, true);
        } else {
            (held.row.retracted, held.retraction_disputed) = (false, true);
        }
        self.note_kind(&kind);
        Ok(())
    }

    /// Reopens a conflict between values that a decision had settled: each is written by
    /// somebody who had not seen the other, so that every store finds the conflict anew. The last
    /// one is the provisional winner.
    pub(super) fn reopen(
        &mut self,
        kind: &str,
        id: RecordId,
        field: &FieldKey,
        winner: Option<Value>,
        rivals: Vec<Option<Value>>,
    ) -> Result<()> {
        let kind = self.kind(kind)?;
        self.hold(&kind, id)?;
        let device = self.state.device;
        let (Some(at), Some(held)) = (kind.position(field.as_str()), self.pending.get_mut(id))
        else {
            return Ok(());
        };
        let partition = kind.partition_of(&kind.fields[at], &held.home);
        let before = held.seen.get(&partition).cloned().unwrap_or_default();
        let mut standing: Vec<Rival> = Vec::new();
        for value in rivals.into_iter().chain([winner]) {
            let Some(held) = self.pending.get_mut(id) else {
                break;
            };
            *held.seen.of(&partition) = before.clone();
            let writes = Writes::from([(field.clone(), Write::Put(value.clone()))]);
            let body = encode_writes(&writes);
            let last = standing.last().map(|it| it.seq);
            let seq = self.log.append(self.state, held, &partition, &body, last)?;
            standing.push(Rival { value, device, seq });
        }
        self.note_kind(&kind);
        if let (Some(held), Some(winner)) = (self.pending.get_mut(id), standing.pop()) {
            // Its own numbers only grow: the last write's vector covers the others.
            held.row.values[at] = winner.value;
            held.rivals.insert(field.clone(), standing);
        }
        Ok(())
    }

    /// Field by field: what differs, in which partition.
    fn put(
        &mut self,
        kind: &Arc<RecordType>,
        id: RecordId,
        values: Vec<(FieldKey, Option<Value>)>,
    ) -> Result<()> {
        let mut main = Writes::new();
        let mut side = Writes::new();
        let Some(held) = self.pending.get_mut(id) else {
            return Ok(());
        };
        let stood_under = held.parent();
        for (key, value) in values {
            let Some(at) = kind.position(key.as_str()) else {
                continue;
            };
            let field = &kind.fields[at];
            if !field.is_logged() {
                continue;
            }
            let value = value.filter(|it| !it.is_empty());
            let disputed = held.rivals.contains_key(&key);
            if held.row.values[at] == value && !disputed {
                continue;
            }
            let write = if field.field_type.is_set() {
                difference(held.row.values[at].as_ref(), value.as_ref())
            } else {
                Write::Put(value.clone())
            };
            held.row.values[at] = value;
            held.rivals.remove(&key);
            if field.lies_aside() {
                side.insert(key, write);
            } else {
                main.insert(key, write);
            }
        }
        let home = held.home.clone();
        self.pending.moved(id, stood_under);
        if !side.is_empty() {
            self.log(kind, id, home.aside(), side)?;
        }
        if !main.is_empty() {
            self.log(kind, id, home, main)?;
        }
        Ok(())
    }

    /// Notes the operation itself, also where nothing differs: an undo that had to keep every
    /// value still marks its operation as undone.
    pub(super) fn note(&mut self) -> Result<i64> {
        self.log.note(self.state)
    }

    /// Appends one change to the log and takes note of it in the pending record.
    pub(super) fn log(
        &mut self,
        kind: &Arc<RecordType>,
        id: RecordId,
        partition: Partition,
        writes: Writes,
    ) -> Result<()> {
        let Some(held) = self.pending.get_mut(id) else {
            return Ok(());
        };
        let body = encode_writes(&writes);
        self.log.append(self.state, held, &partition, &body, None)?;
        self.note_kind(kind);
        Ok(())
    }

    pub(super) fn note_kind(&mut self, kind: &RecordType) {
        if !self.kinds.contains(&kind.key) {
            self.kinds.insert(kind.key.clone());
        }
    }
}

/// The filled fields of a row, in the order of their keys.
fn filled<'a>(
    kind: &'a RecordType,
    row: &'a Row,
) -> impl Iterator<Item = (&'a Field, &'a Value)> + Clone {
    kind.in_key_order()
        .iter()
        .filter_map(|at| Some((&kind.fields[*at], row.values[*at].as_ref()?)))
}

/// What leads from one set to another.
pub(super) fn difference(from: Option<&Value>, to: Option<&Value>) -> Write {
    let items = |value: Option<&Value>| -> BTreeSet<Item> {
        match value {
            Some(Value::Set(items)) => items.clone(),
            _ => BTreeSet::new(),
        }
    };
    let (from, to) = (items(from), items(to));
    Write::Elements {
        add: to.difference(&from).cloned().collect(),
        remove: from.difference(&to).cloned().collect(),
    }
}
