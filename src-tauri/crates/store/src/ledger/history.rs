//! What happened, in the order it happened.

use std::collections::HashSet;

use rusqlite::params;

use crate::error::Result;
use crate::ledger::{Ledger, entries, log};
use domain::record::{
    Change, DeviceId, FieldKey, FieldState, KindKey, Life, OperationHead, OperationId, RecordId,
    RecordType, Value, merge, merge_as,
};

/// One field of one change.
#[derive(Clone, Debug)]
pub struct HistoryEntry {
    /// The operation it belongs to.
    pub operation: OperationHead,
    /// The field; also `_void` and `_retracted`.
    pub field: FieldKey,
    /// What the editor saw before.
    pub old: Option<Value>,
    /// What it became.
    pub new: Option<Value>,
    /// On which device.
    pub device: DeviceId,
    /// The change made the record.
    pub creation: bool,
}

/// One operation and whether it still stands.
#[derive(Clone, Debug)]
pub struct OperationInfo {
    /// Its head.
    pub head: OperationHead,
    /// Taken back since.
    pub undone: bool,
}

/// Which operations.
#[derive(Clone, Debug, Default)]
pub struct OperationQuery {
    /// Their name has this in it.
    pub text: Option<String>,
    /// This user did them.
    pub user: Option<RecordId>,
    /// Done at this time or later, milliseconds as operations have them.
    pub from_ms: Option<i64>,
    /// Done before this time.
    pub to_ms: Option<i64>,
    /// At most so many.
    pub limit: u32,
    /// Leaving out so many.
    pub offset: u32,
}

/// Operations, and how many there are in all.
#[derive(Clone, Debug)]
pub struct OperationPage {
    /// Before limit and offset.
    pub total: u64,
    /// The ones asked for.
    pub operations: Vec<OperationInfo>,
}

impl Ledger {
    /// A record's history, oldest first.
    ///
    /// # Errors
    /// What the database answers.
    pub fn history(&self, kind: &str, id: RecordId) -> Result<Vec<HistoryEntry>> {
        let conn = self.vault.conn();
        let mut changes = entries::of_record(conn, &self.state, &KindKey::from(kind), id)?;
        changes.sort_by_key(|change| (change.lamport, change.stamp.clone()));
        let kind_type = self.state.registry.get(kind).map(AsRef::as_ref);
        let mut entries = Vec::new();
        for change in &changes {
            let head = self.operation_head(change.operation)?;
            let Some(operation) = head else { continue };
            for (field, write) in &change.writes {
                // A mark is told once: aside it only says what its writer had seen there.
                let aside = change.stamp.partition.is_sensitive() && Life::is_mark(field);
                if *field == *Life::ERASED || aside {
                    continue;
                }
                let old = state_before(kind_type, &changes, change, field).value;
                let new = write.after(old.as_ref());
                entries.push(HistoryEntry {
                    operation: operation.clone(),
                    field: field.clone(),
                    old,
                    new,
                    device: change.stamp.device,
                    creation: change.seen.is_empty(),
                });
            }
        }
        Ok(entries)
    }

    /// The newest operations first, at most `limit`.
    ///
    /// # Errors
    /// What the database answers.
    pub fn operations(&self, limit: u32) -> Result<Vec<OperationInfo>> {
        let query = OperationQuery {
            limit,
            ..OperationQuery::default()
        };
        Ok(self.operations_where(&query)?.operations)
    }

    /// The operations asked for, newest first.
    ///
    /// # Errors
    /// What the database answers.
    pub fn operations_where(&self, query: &OperationQuery) -> Result<OperationPage> {
        const WHERE: &str = "FROM operation WHERE (?1 IS NULL OR instr(title, ?1) > 0) \
             AND (?2 IS NULL OR user = ?2) AND wall_ms >= ?3 AND wall_ms < ?4";
        let conn = self.vault.conn();
        let text = query.text.as_deref().filter(|it| !it.is_empty());
        let user = query.user.map(|it| it.bytes().to_vec());
        let from = query.from_ms.unwrap_or(i64::MIN);
        let to = query.to_ms.unwrap_or(i64::MAX);
        let total: i64 = conn
            .prepare_cached(&format!("SELECT count(*) {WHERE}"))?
            .query_row(params![text, user, from, to], |row| row.get(0))?;
        let mut statement = conn.prepare_cached(&format!(
            "SELECT num {WHERE} ORDER BY num DESC LIMIT ?5 OFFSET ?6"
        ))?;
        let asked = params![text, user, from, to, query.limit, query.offset];
        let mut operations = Vec::new();
        for num in statement.query_map(asked, |row| row.get::<_, i64>(0))? {
            let head = log::operation(conn, &self.state, num?)?;
            let undone = self.is_undone(head.id)?;
            operations.push(OperationInfo { head, undone });
        }
        Ok(OperationPage {
            total: log::unsigned(total),
            operations,
        })
    }

    /// The records that an operation touched, at most `limit` of them.
    ///
    /// # Errors
    /// What the database answers.
    pub fn touched(&self, id: OperationId, limit: u32) -> Result<Vec<(KindKey, RecordId)>> {
        let Some(num) = self.operation_num(id)? else {
            return Ok(Vec::new());
        };
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let mut touched: Vec<(KindKey, RecordId)> = Vec::new();
        let mut known: HashSet<RecordId> = HashSet::new();
        entries::of_operation(self.vault.conn(), &self.state, num, |change| {
            if touched.len() < limit && known.insert(change.record) {
                touched.push((change.kind, change.record));
            }
            Ok(touched.len() < limit)
        })?;
        Ok(touched)
    }

    /// The changes of an operation, one after the other, until `visit` has seen enough and says so.
    ///
    /// # Errors
    /// What the database answers.
    pub fn changes_of(
        &self,
        id: OperationId,
        visit: impl FnMut(Change) -> Result<bool>,
    ) -> Result<()> {
        match self.operation_num(id)? {
            Some(num) => entries::of_operation(self.vault.conn(), &self.state, num, visit),
            None => Ok(()),
        }
    }

    /// The newest operation of a sort that still stands.
    ///
    /// # Errors
    /// What the database answers.
    pub fn standing(&self, sort: &str) -> Result<Option<OperationId>> {
        let mut statement = self
            .vault
            .conn()
            .prepare_cached("SELECT id FROM operation WHERE sort = ?1 ORDER BY num DESC")?;
        let mut rows = statement.query([sort])?;
        while let Some(row) = rows.next()? {
            let id = OperationId::from_slice(&row.get::<_, Vec<u8>>(0)?);
            if let Some(id) = id
                && !self.is_undone(id)?
            {
                return Ok(Some(id));
            }
        }
        Ok(None)
    }

    pub(super) fn operation_num(&self, id: OperationId) -> Result<Option<i64>> {
        log::known_operation(self.vault.conn(), id)
    }

    /// The head of an operation; `None` when there is none of that id.
    ///
    /// # Errors
    /// What the database answers.
    pub fn operation_head(&self, id: OperationId) -> Result<Option<OperationHead>> {
        match self.operation_num(id)? {
            Some(num) => log::operation(self.vault.conn(), &self.state, num).map(Some),
            None => Ok(None),
        }
    }

    /// Whether an operation stands taken back: something that undoes it was not undone itself. In
    /// whatever order operations arrived, every store answers the same.
    pub(super) fn is_undone(&self, id: OperationId) -> Result<bool> {
        self.is_undone_within(id, MOST_REVERSALS)
    }

    fn is_undone_within(&self, id: OperationId, left: u32) -> Result<bool> {
        let Some(left) = left.checked_sub(1) else {
            return Ok(false);
        };
        let mut statement = self
            .vault
            .conn()
            .prepare_cached("SELECT id FROM operation WHERE undoes = ?1")?;
        let mut undoing = Vec::new();
        for bytes in statement.query_map([id.bytes()], |row| row.get::<_, Vec<u8>>(0))? {
            undoing.extend(OperationId::from_slice(&bytes?));
        }
        for undo in undoing {
            if !self.is_undone_within(undo, left)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// Undo, redo, undo of the redo: longer chains do not come from people. A package could hold a
/// circle.
const MOST_REVERSALS: u32 = 16;

/// A field as the writer of a change had it before the eyes, with what stood beside it undecided.
pub(super) fn state_before(
    kind: Option<&RecordType>,
    changes: &[Change],
    change: &Change,
    field: &FieldKey,
) -> FieldState {
    let seen: Vec<&Change> = changes
        .iter()
        .filter(|it| {
            it.stamp.partition == change.stamp.partition
                && it.stamp != change.stamp
                && it.writes.contains_key(field)
                && change.seen.covers(it.stamp.device, it.stamp.seq)
        })
        .collect();
    let merged = match kind {
        Some(kind) => merge_as(kind, &seen),
        None => merge(&seen),
    };
    merged.fields.get(field).cloned().unwrap_or_default()
}
