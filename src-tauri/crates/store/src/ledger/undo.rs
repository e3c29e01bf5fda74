//! Undo appends: the log never shrinks.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use domain::operation::{Operation, without_undo};
use domain::record::{
    Change, FieldKey, KindKey, Life, OperationId, RecordId, RecordType, Source, Value, merge,
    merge_as,
};
use domain::workflow::{STEP, StepRow, Workflow};

use crate::error::{Result, StoreFault};
use crate::ledger::history::state_before;
use crate::ledger::{Committed, Ledger, NewOperation, Tx, entries};

/// Why something stayed as it was.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum KeptReason {
    /// The field was changed again since.
    ChangedSince,
    /// Other records refer to the created record.
    ReferredTo,
}

/// What an undo left as it was.
#[derive(Clone, Debug)]
pub struct Kept {
    /// The record's type.
    pub kind: KindKey,
    /// The record.
    pub id: RecordId,
    /// The field; `None` for the whole record.
    pub field: Option<FieldKey>,
    /// Why.
    pub reason: KeptReason,
}

/// What an undo or redo did.
#[derive(Clone, Debug)]
pub struct Reversal {
    /// The operation that was taken back (or done again).
    pub of: OperationId,
    /// Its name.
    pub title: String,
    /// Fields and records that went back.
    pub undone: u32,
    /// What stayed.
    pub kept: Vec<Kept>,
}

/// What an operation did to one record.
struct Touched {
    kind: KindKey,
    id: RecordId,
    created: bool,
    /// Fields that no longer go back, since content of the record was erased.
    erased: BTreeSet<FieldKey>,
    fields: BTreeMap<FieldKey, Before>,
}

/// What an operation did to one field.
struct Before {
    /// What its writer saw before.
    old: Option<Value>,
    /// What stood beside that, undecided.
    rivals: Vec<Option<Value>>,
    /// What stood after.
    new: Option<Value>,
    /// For a mark on the whole record: whether it was disputed before, and what it is now.
    mark: Option<Mark>,
}

/// A mark on a whole record.
struct Mark {
    disputed: bool,
    now: Option<Value>,
}

impl Ledger {
    /// The operation that a bare undo of this user takes back.
    ///
    /// # Errors
    /// What the database answers.
    pub fn undoable(&self, user: Option<RecordId>) -> Result<Option<OperationId>> {
        let user = user.map(|it| *it.bytes());
        let conn = self.vault.conn();
        let mut statement = conn.prepare_cached(
            "SELECT id FROM operation
             WHERE user IS ?1 AND source NOT IN ('setup', 'undo', 'redo') AND undoes IS NULL
             AND sort <> 'erase' AND device = ?2
             ORDER BY num DESC",
        )?;
        let mut rows = statement.query(rusqlite::params![user, self.state.device_num])?;
        while let Some(row) = rows.next()? {
            if let Some(id) = OperationId::from_slice(row.get_ref(0)?.as_blob().unwrap_or_default())
                && !self.is_undone(id)?
            {
                return Ok(Some(id));
            }
        }
        Ok(None)
    }

    /// The undo that a redo of this user takes back: there is one only until the next edit.
    ///
    /// # Errors
    /// What the database answers.
    pub fn redoable(&self, user: Option<RecordId>) -> Result<Option<OperationId>> {
        let user = user.map(|it| *it.bytes());
        let conn = self.vault.conn();
        let mut statement = conn.prepare_cached(
            "SELECT id, source FROM operation WHERE user IS ?1 AND device = ?2 ORDER BY num DESC",
        )?;
        let mut rows = statement.query(rusqlite::params![user, self.state.device_num])?;
        while let Some(row) = rows.next()? {
            let id = OperationId::from_slice(row.get_ref(0)?.as_blob().unwrap_or_default());
            match Source::from_key(&row.get::<_, String>(1)?) {
                Source::Redo => {}
                Source::Undo => {
                    if let Some(id) = id
                        && !self.is_undone(id)?
                    {
                        return Ok(Some(id));
                    }
                }
                _ => return Ok(None),
            }
        }
        Ok(None)
    }

    /// Takes an operation back (or, given an undo, does its operation again).
    ///
    /// # Errors
    /// An unknown operation, one that cannot be undone or is undone already; what the database
    /// answers.
    pub fn reverse(
        &mut self,
        of: OperationId,
        user: Option<RecordId>,
        wall_ms: i64,
    ) -> Result<Committed<Reversal>> {
        let head = self.operation_head(of)?.ok_or(StoreFault::NoOperation)?;
        let num = self.operation_num(of)?.ok_or(StoreFault::NoOperation)?;
        if head.source == Source::Setup || head.sort == Operation::ERASE {
            return Err(StoreFault::NotUndoable(head.title));
        }
        if self.is_undone(of)? {
            return Err(StoreFault::AlreadyUndone(head.title));
        }
        let again = head.source == Source::Undo;
        let bare = without_undo(&head.title).to_owned();
        let touched = self.touched_by(num)?;
        let title = bare.as_str();
        let (operation, source) = match again {
            true => (Operation::Redo { title }, Source::Redo),
            false => (Operation::Undo { title }, Source::Undo),
        };
        let new = NewOperation {
            undoes: Some(of),
            ..NewOperation::of(&operation, user, wall_ms, source)
        };
        let committed = self.write(new, |tx| {
            tx.note()?;
            let (undone, kept) = put_back(tx, &touched)?;
            Ok::<_, StoreFault>(Reversal {
                of,
                title: bare.clone(),
                undone,
                kept,
            })
        })?;
        Ok(committed)
    }

    /// The records that an operation made.
    pub(super) fn created_by(&self, operation: i64) -> Result<Vec<(KindKey, RecordId)>> {
        let mut created = Vec::new();
        entries::of_operation(self.vault.conn(), &self.state, operation, |change| {
            if change.seen.is_empty() && !change.stamp.partition.is_sensitive() {
                created.push((change.kind.clone(), change.record));
            }
            Ok(true)
        })?;
        Ok(created)
    }

    fn touched_by(&self, operation: i64) -> Result<Vec<Touched>> {
        let conn = self.vault.conn();
        let mut own: BTreeMap<RecordId, (KindKey, Vec<Change>)> = BTreeMap::new();
        entries::of_operation(conn, &self.state, operation, |change| {
            own.entry(change.record)
                .or_insert_with(|| (change.kind.clone(), Vec::new()))
                .1
                .push(change);
            Ok(true)
        })?;
        let erasures = self.erasures()?;
        let mut touched = Vec::with_capacity(own.len());
        for (id, (kind, mut changes)) in own {
            changes.sort_by_key(|change| change.lamport);
            let created = changes
                .iter()
                .any(|it| it.seen.is_empty() && !it.stamp.partition.is_sensitive());
            let mut it = Touched {
                kind: kind.clone(),
                id,
                created,
                erased: BTreeSet::new(),
                fields: BTreeMap::new(),
            };
            // What the writer saw before may have been erased since; nothing goes back behind that.
            let history = if created {
                // A creation is taken back whole.
                Vec::new()
            } else {
                entries::of_record(conn, &self.state, &kind, id)?
            };
            let erased = history
                .iter()
                .filter_map(|it| erasures.get(&it.operation))
                .any(|by| operation <= *by);
            if erased && !created {
                let fields = changes.iter().flat_map(|it| it.writes.keys());
                it.erased = fields.cloned().collect();
            } else if !created {
                let kind = self.state.registry.get(kind.as_str()).map(AsRef::as_ref);
                for change in &changes {
                    for (field, write) in &change.writes {
                        let seen = state_before(kind, &history, change, field);
                        let new = write.after(seen.value.as_ref());
                        it.fields
                            .entry(field.clone())
                            .and_modify(|known| known.new.clone_from(&new))
                            .or_insert_with(|| Before {
                                old: seen.value,
                                rivals: seen.rivals.into_iter().map(|it| it.value).collect(),
                                new,
                                mark: mark_of(kind, &history, &changes, field),
                            });
                    }
                }
            }
            touched.push(it);
        }
        Ok(touched)
    }
}

/// What an undo has to know of a mark that changes of one operation wrote; `None` for a field. A
/// dispute may lie among the sensitive values as well, so that all of them count.
fn mark_of(
    kind: Option<&RecordType>,
    history: &[Change],
    written: &[Change],
    field: &FieldKey,
) -> Option<Mark> {
    if !Life::is_mark(field) {
        return None;
    }
    let add_up =
        |changes: &[&Change]| kind.map_or_else(|| merge(changes), |it| merge_as(it, changes));
    let had = |it: &&Change| {
        let seen = |by: &Change| {
            by.stamp.partition == it.stamp.partition
                && by.stamp != it.stamp
                && by.seen.covers(it.stamp.device, it.stamp.seq)
        };
        written.iter().any(seen) && !written.iter().any(|by| by.stamp == it.stamp)
    };
    let before = add_up(&history.iter().filter(had).collect::<Vec<_>>());
    let now = add_up(&history.iter().collect::<Vec<_>>());
    Some(Mark {
        disputed: match field.as_str() {
            Life::VOID => before.void_disputed,
            _ => before.retraction_disputed,
        },
        now: now.fields.get(field).and_then(|it| it.value.clone()),
    })
}

fn put_back(tx: &mut Tx<'_>, touched: &[Touched]) -> Result<(u32, Vec<Kept>)> {
    let mut kept = Vec::new();
    let mut undone = 0_u32;
    // Fields first: what the operation itself made refer to its creations no longer does.
    for it in touched.iter().filter(|it| !it.created) {
        undone += put_fields_back(tx, it, &mut kept)?;
    }
    let created: Vec<&Touched> = touched.iter().filter(|it| it.created).collect();
    let staying = staying(tx, &created)?;
    for it in &created {
        if staying.contains(&it.id) {
            kept.push(Kept {
                kind: it.kind.clone(),
                id: it.id,
                field: None,
                reason: KeptReason::ReferredTo,
            });
        } else {
            tx.retract(it.kind.as_str(), it.id, true)?;
            undone += 1;
        }
    }
    Ok((undone, kept))
}

fn put_fields_back(tx: &mut Tx<'_>, it: &Touched, kept: &mut Vec<Kept>) -> Result<u32> {
    let Some(row) = tx.get(it.kind.as_str(), it.id)? else {
        return Ok(0);
    };
    let kind = tx.kind(it.kind.as_str())?;
    let mut undone = 0;
    let mut back = Vec::new();
    kept.extend(it.erased.iter().map(|field| Kept {
        kind: it.kind.clone(),
        id: it.id,
        field: Some(field.clone()),
        reason: KeptReason::ChangedSince,
    }));
    for (field, before) in &it.fields {
        let (old, new) = (&before.old, &before.new);
        let now = match &before.mark {
            Some(mark) => mark.now.clone(),
            None => row.get(&kind, field.as_str()).cloned(),
        };
        if now != *new {
            kept.push(Kept {
                kind: it.kind.clone(),
                id: it.id,
                field: Some(field.clone()),
                reason: KeptReason::ChangedSince,
            });
            continue;
        }
        undone += 1;
        if before.mark.as_ref().is_some_and(|it| it.disputed) {
            let mark = match field.as_str() {
                Life::VOID => Life::VOID,
                _ => Life::RETRACTED,
            };
            tx.reopen_mark(it.kind.as_str(), it.id, mark, old.clone())?;
            continue;
        }
        match field.as_str() {
            Life::VOID => match old.as_ref().and_then(Value::as_text) {
                Some(reason) => tx.void(it.kind.as_str(), it.id, reason)?,
                None => tx.restore(it.kind.as_str(), it.id)?,
            },
            Life::RETRACTED => {
                tx.retract(it.kind.as_str(), it.id, old.is_some())?;
                if old.is_none() {
                    tx.number_again(&kind, it.id)?;
                }
            }
            _ if !before.rivals.is_empty() => {
                let rivals = before.rivals.clone();
                tx.reopen(it.kind.as_str(), it.id, field, old.clone(), rivals)?;
            }
            _ => back.push((field.clone(), old.clone())),
        }
    }
    tx.edit(it.kind.as_str(), it.id, back)?;
    Ok(undone)
}

/// Created records that must stay: somebody else refers to them, or something that stays does.
fn staying(tx: &mut Tx<'_>, created: &[&Touched]) -> Result<HashSet<RecordId>> {
    let mut going: HashSet<RecordId> = created.iter().map(|it| it.id).collect();
    if going.is_empty() {
        return Ok(HashSet::new());
    }
    let kinds: HashSet<&KindKey> = created.iter().map(|it| &it.kind).collect();
    let mut staying: HashSet<RecordId> = HashSet::new();
    loop {
        let mut referred = tx.read()?.referred_among(&kinds, &going)?;
        referred.extend(written_by_steps(tx, created, &going)?);
        let more: Vec<RecordId> = going.intersection(&referred).copied().collect();
        if more.is_empty() {
            return Ok(staying);
        }
        for id in more {
            going.remove(&id);
            staying.insert(id);
        }
    }
}

/// Rows inside a record that a step which stays wrote into: 同意延期 writes into the row of 申请延期.
fn written_by_steps(
    tx: &mut Tx<'_>,
    created: &[&Touched],
    going: &HashSet<RecordId>,
) -> Result<Vec<RecordId>> {
    let step = tx.kind(STEP)?;
    let mut written = Vec::new();
    for it in created.iter().filter(|it| going.contains(&it.id)) {
        let kind = tx.kind(it.kind.as_str())?;
        let by_step = |of: &Workflow| {
            of.steps
                .iter()
                .any(|it| it.inside == Some(kind.key.clone()))
        };
        if !tx
            .registry()
            .iter()
            .any(|it| it.workflow.as_ref().is_some_and(by_step))
        {
            continue;
        }
        let row = tx.get(it.kind.as_str(), it.id)?;
        let parent = row.zip(kind.parent.as_ref()).and_then(|(row, link)| {
            let parent = row.get(&kind, link.field.as_str())?;
            parent
                .as_id()
                .or_else(|| RecordId::parse(parent.as_text()?))
        });
        let Some(parent) = parent else { continue };
        let steps = tx.read()?.children(&step, parent)?;
        let stays = steps
            .iter()
            .filter(|row| row.is_live() && !going.contains(&row.id));
        let mut inside = stays.filter_map(|row| row.read(&step, StepRow::INSIDE));
        if inside.any(|id| RecordId::parse(id) == Some(it.id)) {
            written.push(it.id);
        }
    }
    Ok(written)
}
