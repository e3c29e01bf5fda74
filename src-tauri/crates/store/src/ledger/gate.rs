//! The one gate for writing: transaction, named operation, log, projections, changed kinds.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use domain::record::{
    Change, FieldKey, Item, KindKey, Life, OperationHead, OperationId, Partition, RecordId,
    RecordType, Registry, Row, SCHEME_KIND, Source, Stamp, Value, Write, Writes,
};
use rusqlite::{Connection, TransactionBehavior};

use crate::error::{Result, StoreFault};
use crate::ledger::{Ledger, State, follow_scheme, log, set_meta};
use crate::projection::{self, Held};
use crate::query::Reader;

/// So many records are held in hand before they are written to their projections.
const IN_HAND: usize = 2_000;

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
    head: OperationHead,
    operation: Option<i64>,
    seqs: HashMap<Partition, u64>,
    in_hand: HashMap<RecordId, Held>,
    order: Vec<RecordId>,
    children: HashMap<RecordId, Vec<RecordId>>,
    kinds: BTreeSet<KindKey>,
    /// Types whose indices are laid aside until the end.
    bare: BTreeMap<KindKey, Arc<RecordType>>,
    serials: HashMap<(KindKey, String), i64>,
    salts: Salts,
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
        self.state.aliases = super::Aliases::load(self.vault.conn())?;
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
        let operation = tx.operation.map(|_| tx.head.id);
        if let Some(num) = tx.operation {
            log::rename_operation(&transaction, num, &tx.head.title)?;
        }
        let kinds = std::mem::take(&mut tx.kinds);
        if kinds.contains(SCHEME_KIND) {
            follow_scheme(&transaction, &mut self.state)?;
        }
        if operation.is_some() {
            set_meta(&transaction, "lamport", log::signed(self.state.lamport))?;
        }
        transaction.commit().map_err(StoreFault::from)?;
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
            head,
            operation: None,
            seqs: HashMap::new(),
            in_hand: HashMap::new(),
            order: Vec::new(),
            children: HashMap::new(),
            kinds: BTreeSet::new(),
            bare: BTreeMap::new(),
            serials: HashMap::new(),
            salts: Salts::new()?,
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
        self.head.id
    }

    /// Names the operation once its outcome is known (how many rows came in).
    pub fn rename(&mut self, title: &str) {
        title.clone_into(&mut self.head.title);
    }

    /// A record as it stands inside this operation.
    ///
    /// # Errors
    /// What the database answers.
    pub fn get(&mut self, kind: &str, id: RecordId) -> Result<Option<Row>> {
        if let Some(held) = self.in_hand.get(&id) {
            return Ok(Some(held.row.clone()));
        }
        let kind = self.kind(kind)?;
        Ok(projection::load(self.conn, self.state, &kind, id)?.map(|held| held.row))
    }

    /// Reads through everything written so far.
    ///
    /// # Errors
    /// What the database answers.
    pub fn read(&mut self) -> Result<Reader<'_>> {
        self.flush()?;
        Ok(Reader::new(self.conn, &self.state.registry))
    }

    /// Makes a record. Empty values are left out.
    ///
    /// # Errors
    /// An unknown kind; what the database answers.
    pub fn create(&mut self, kind: &str, values: Vec<(FieldKey, Value)>) -> Result<RecordId> {
        let id = RecordId::new();
        let kind = self.kind(kind)?;
        let mut values: Vec<(FieldKey, Option<Value>)> = values
            .into_iter()
            .map(|(key, value)| (key, Some(value)))
            .collect();
        self.issue_number(&kind, &mut values)?;
        let held = Held::new(Arc::clone(&kind), id);
        self.take_in_hand(held)?;
        self.put(&kind, id, &values, true)?;
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
        self.put(&kind, id, &values, false)
    }

    /// Voids a record (作废).
    ///
    /// # Errors
    /// An unknown kind or record; what the database answers.
    pub fn void(&mut self, kind: &str, id: RecordId, reason: &str) -> Result<()> {
        let value = Some(Value::Text(reason.to_owned()));
        self.mark(kind, id, Life::VOID, value)
    }

    /// Lets a voided record stand again.
    ///
    /// # Errors
    /// An unknown kind or record; what the database answers.
    pub fn restore(&mut self, kind: &str, id: RecordId) -> Result<()> {
        self.mark(kind, id, Life::VOID, None)
    }

    /// Takes a creation back, or lets it stand again.
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
        let Some(held) = self.in_hand.get_mut(&id) else {
            return Ok(());
        };
        let standing = match mark {
            Life::VOID => held.row.voided.clone().map(Value::Text),
            _ => held.row.retracted.then_some(Value::Bool(true)),
        };
        if standing == value && !held.void_disputed {
            return Ok(());
        }
        if mark == Life::VOID {
            held.row.voided = value.as_ref().and_then(Value::as_text).map(str::to_owned);
            held.void_disputed = false;
        } else {
            held.row.retracted = value.is_some();
        }
        let writes = Writes::from([(FieldKey::from(mark), Write::Put(value))]);
        self.log(&kind, id, kind.partition.clone(), writes)
    }

    /// Field by field: what differs, in which partition.
    fn put(
        &mut self,
        kind: &Arc<RecordType>,
        id: RecordId,
        values: &[(FieldKey, Option<Value>)],
        creating: bool,
    ) -> Result<()> {
        let mut main = Writes::new();
        let mut side = Writes::new();
        let Some(held) = self.in_hand.get_mut(&id) else {
            return Ok(());
        };
        for (key, value) in values {
            let Some(at) = kind.position(key.as_str()) else {
                continue;
            };
            let field = &kind.fields[at];
            if !field.is_logged() {
                continue;
            }
            let value = value.clone().filter(|it| !it.is_empty());
            let disputed = held.rivals.contains_key(key);
            if held.row.values[at] == value && !disputed {
                continue;
            }
            let write = if field.field_type.is_set() {
                difference(held.row.values[at].as_ref(), value.as_ref())
            } else {
                Write::Put(value.clone())
            };
            held.row.values[at] = value;
            held.rivals.remove(key);
            if kind.partition_of(key.as_str()) == kind.partition {
                main.insert(key.clone(), write);
            } else {
                side.insert(key.clone(), write);
            }
        }
        if creating || !main.is_empty() {
            self.log(kind, id, kind.partition.clone(), main)?;
        }
        if !side.is_empty() {
            self.log(kind, id, Partition::Sensitive, side)?;
        }
        Ok(())
    }

    /// Notes the operation itself, also where nothing differs: an undo that had to keep everything
    /// is still the last word about its operation.
    pub(super) fn note(&mut self) -> Result<i64> {
        if let Some(num) = self.operation {
            return Ok(num);
        }
        let num = log::add_operation(self.conn, self.state, &self.head)?;
        self.operation = Some(num);
        Ok(num)
    }

    /// Appends one change to the log and takes note of it in the record in hand.
    pub(super) fn log(
        &mut self,
        kind: &Arc<RecordType>,
        id: RecordId,
        partition: Partition,
        writes: Writes,
    ) -> Result<()> {
        let operation = self.note()?;
        let device = self.state.device;
        let seq = self.next_seq(&partition)?;
        // Saturating: a number from elsewhere must not stop this office's work.
        self.state.lamport = self.state.lamport.saturating_add(1);
        let Some(held) = self.in_hand.get_mut(&id) else {
            return Ok(());
        };
        let seen = held.seen.entry(partition.clone()).or_default();
        let change = Change {
            stamp: Stamp {
                device,
                partition,
                seq,
            },
            lamport: self.state.lamport,
            operation: self.head.id,
            record: id,
            kind: kind.key.clone(),
            seen: seen.clone(),
            salt: self.salts.next(),
            writes,
        };
        seen.see(device, seq);
        log::append(self.conn, self.state, operation, &change)?;
        self.kinds.insert(kind.key.clone());
        Ok(())
    }

    fn next_seq(&mut self, partition: &Partition) -> Result<u64> {
        if let Some(seq) = self.seqs.get_mut(partition) {
            *seq += 1;
            return Ok(*seq);
        }
        let part = self.state.aliases.partition(self.conn, partition)?;
        let seq = log::last_seq(self.conn, part, self.state.device_num)? + 1;
        self.seqs.insert(partition.clone(), seq);
        Ok(seq)
    }

    /// Gives a new record its running number: continuous per station, year and device series;
    /// numbers of voided and taken-back records are never given again.
    fn issue_number(
        &mut self,
        kind: &Arc<RecordType>,
        values: &mut Vec<(FieldKey, Option<Value>)>,
    ) -> Result<()> {
        let Some(serial) = &kind.serial else {
            return Ok(());
        };
        let get = |key: &FieldKey| {
            values
                .iter()
                .find(|(it, _)| it == key)
                .and_then(|(_, value)| value.clone())
        };
        if get(&serial.field).is_some() {
            return Ok(());
        }
        let year = get(&serial.year_of)
            .and_then(|it| it.as_date())
            .map(|it| it.year_part());
        let station = get(&serial.station);
        let series = self.state.series.clone();
        let book = (kind.key.clone(), format!("{year:?}|{station:?}|{series}"));
        let number = match self.serials.get(&book) {
            Some(last) => last + 1,
            None => {
                self.flush()?;
                let reader = Reader::new(self.conn, &self.state.registry);
                reader.last_number(kind, serial, year, station.as_ref(), &series)? + 1
            }
        };
        self.serials.insert(book, number);
        values.push((serial.field.clone(), Some(Value::Int(number))));
        if !series.is_empty() {
            values.push((serial.series.clone(), Some(Value::Text(series))));
        }
        Ok(())
    }

    pub(super) fn hold(&mut self, kind: &Arc<RecordType>, id: RecordId) -> Result<()> {
        if self.in_hand.contains_key(&id) {
            return Ok(());
        }
        let held = projection::load(self.conn, self.state, kind, id)?.ok_or_else(|| {
            StoreFault::NoRecord {
                kind: kind.title.clone(),
                id,
            }
        })?;
        self.take_in_hand(held)
    }

    fn take_in_hand(&mut self, held: Held) -> Result<()> {
        if self.in_hand.len() >= IN_HAND {
            self.lay_indices_aside()?;
            self.flush()?;
        }
        self.order.push(held.row.id);
        self.in_hand.insert(held.row.id, held);
        Ok(())
    }

    /// Where very many new records go into an empty table, its indices are made at the end.
    fn lay_indices_aside(&mut self) -> Result<()> {
        let mut new: HashMap<&KindKey, (&Arc<RecordType>, usize)> = HashMap::new();
        for held in self.in_hand.values().filter(|held| held.place.is_none()) {
            new.entry(&held.kind.key).or_insert((&held.kind, 0)).1 += 1;
        }
        let many: Vec<Arc<RecordType>> = new
            .into_values()
            .filter(|(kind, count)| *count >= IN_HAND / 4 && !self.bare.contains_key(&kind.key))
            .map(|(kind, _)| Arc::clone(kind))
            .collect();
        for kind in many {
            if projection::is_empty(self.conn, &kind)? {
                projection::drop_indices(self.conn, &kind)?;
                self.bare.insert(kind.key.clone(), kind);
            }
        }
        Ok(())
    }

    /// Makes the indices that were laid aside.
    fn take_up_indices(&mut self) -> Result<()> {
        for kind in std::mem::take(&mut self.bare).into_values() {
            projection::create_indices(self.conn, &kind)?;
        }
        Ok(())
    }

    /// Lets go of what is in hand without writing it: the caller projects it from the log.
    pub(super) fn empty_hand(&mut self) {
        self.in_hand.clear();
        self.order.clear();
    }

    /// Writes everything in hand to the projections: children first, since parents show them.
    pub(super) fn flush(&mut self) -> Result<()> {
        let order = std::mem::take(&mut self.order);
        let mut in_hand = std::mem::take(&mut self.in_hand);
        self.children.clear();
        let mut parents: BTreeMap<RecordId, KindKey> = BTreeMap::new();
        for id in &order {
            let Some(held) = in_hand.get(id) else {
                continue;
            };
            let Some(link) = &held.kind.parent else {
                continue;
            };
            let Some(parent_kind) = &link.kind else {
                continue;
            };
            let parent = held
                .row
                .get(&held.kind, link.field.as_str())
                .and_then(Value::as_id);
            if let Some(parent) = parent {
                parents.insert(parent, parent_kind.clone());
                self.children.entry(parent).or_default().push(*id);
            }
            // A child that moved no longer shows where it was.
            if held.place.is_some()
                && let Some(left) = projection::stored_parent(self.conn, &held.kind, *id)?
                && parent != Some(left)
            {
                parents.insert(left, parent_kind.clone());
            }
        }
        let mut all = order;
        for (parent, kind) in parents {
            let Entry::Vacant(place) = in_hand.entry(parent) else {
                continue;
            };
            let kind = self.kind(kind.as_str())?;
            if let Some(held) = projection::load(self.conn, self.state, &kind, parent)? {
                self.kinds.insert(kind.key.clone());
                place.insert(held);
                all.push(parent);
            }
        }
        let out_of_date: HashSet<RecordId> = all.iter().copied().collect();
        for id in &all {
            if in_hand
                .get(id)
                .is_some_and(|held| held.kind.children.is_some())
            {
                let mut rows = Vec::new();
                if let Some(ids) = self.children.get(id) {
                    rows.extend(
                        ids.iter()
                            .filter_map(|id| in_hand.get(id))
                            .map(|it| it.row.clone()),
                    );
                }
                let Some(held) = in_hand.get_mut(id) else {
                    continue;
                };
                let fresh = |id| out_of_date.contains(&id);
                show_children(self.conn, self.state, held, rows, &fresh)?;
            }
        }
        for id in &all {
            if let Some(held) = in_hand.get_mut(id) {
                projection::store(self.conn, self.state, held)?;
            }
        }
        Ok(())
    }
}

/// Fills in what a parent shows of its children. `fresh` are children as they are about to be
/// stored, `in_hand` all records of which the tables are out of date.
pub(super) fn show_children(
    conn: &Connection,
    state: &State,
    held: &mut Held,
    fresh: Vec<Row>,
    in_hand: &dyn Fn(RecordId) -> bool,
) -> Result<()> {
    let Some(children) = held.kind.children.clone() else {
        return Ok(());
    };
    let Some(child_kind) = state.registry.get(children.kind.as_str()).cloned() else {
        return Ok(());
    };
    let mut rows = fresh;
    if held.place.is_some() {
        let reader = Reader::new(conn, &state.registry);
        let stored = reader.children(&child_kind, held.row.id)?;
        rows.extend(stored.into_iter().filter(|row| !in_hand(row.id)));
    }
    rows.retain(Row::is_live);
    rows.sort_by_key(|row| row.id);
    let shown = (children.shown)(&child_kind, &rows);
    let kind = Arc::clone(&held.kind);
    for field in kind.fields.iter().filter(|it| it.is_shown()) {
        let value = shown
            .iter()
            .find(|(key, _)| *key == field.key)
            .map(|(_, it)| it.clone());
        held.row.put(&kind, &field.key, value);
    }
    Ok(())
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

/// Sixteen random bytes for each change, drawn from one seed per operation.
struct Salts(blake3::OutputReader);

impl Salts {
    fn new() -> Result<Self> {
        let mut seed = [0_u8; 32];
        getrandom::fill(&mut seed).map_err(|fault| StoreFault::Log(fault.to_string()))?;
        Ok(Self(blake3::Hasher::new_keyed(&seed).finalize_xof()))
    }

    fn next(&mut self) -> [u8; 16] {
        let mut salt = [0_u8; 16];
        self.0.fill(&mut salt);
        salt
    }
}
