//! What stands beside each other in a record: who wrote what, and what was there before.

use domain::record::{
    Change, DeviceId, FieldKey, KindKey, Life, OperationHead, RecordId, RecordType, Source, Value,
    beside_mark, heads, merge_as, seen_by_all,
};

use crate::error::{Result, StoreFault};
use crate::ledger::{Ledger, entries};

/// A value that somebody wrote.
#[derive(Clone, Debug)]
pub struct Writing {
    /// The field; [`Life::VOID`] and [`Life::RETRACTED`] for marks on the whole record.
    pub field: FieldKey,
    /// What was written; `None` where the field was cleared or the mark lifted.
    pub value: Option<Value>,
    /// On which device.
    pub device: DeviceId,
    /// As part of which operation. Where a decision was taken back, the one that wrote the value
    /// first.
    pub operation: OperationHead,
    /// The wall times, in milliseconds since 1970, of what its writer had seen of the record: no
    /// working clock shows less than another working one that it follows.
    pub seen_ms: Vec<i64>,
}

/// Values of one field that stand beside each other.
#[derive(Clone, Debug)]
pub struct Contest {
    /// The one that is shown first.
    pub writings: Vec<Writing>,
    /// What stood there when their writers parted; `None` for an empty field, and where that is not
    /// known here.
    pub before: Option<Value>,
}

/// A record that one device voided, or whose creation it took back, while another edited it.
#[derive(Clone, Debug)]
pub struct Dispute {
    /// Who set the mark.
    pub set: Vec<Writing>,
    /// Who lifted it without knowing, field by field what was edited beside it.
    pub beside: Vec<Writing>,
}

impl Ledger {
    /// The values of a field of a record that stand beside each other.
    ///
    /// # Errors
    /// An unknown kind; what the database answers.
    pub fn contest(&self, kind: &str, id: RecordId, field: &FieldKey) -> Result<Contest> {
        let (kind, changes) = self.record_changes(kind, id)?;
        let all: Vec<&Change> = changes.iter().collect();
        let heads = heads(&kind, &all, field);
        let mut writings = Vec::new();
        let mut origins = Vec::new();
        for head in &heads {
            if let Some(head) = self.origin(&all, head, field)? {
                writings.push(self.writing(&all, head, field)?);
                origins.push(head);
            }
        }
        let ground = seen_by_all(&all, &origins);
        let before = merge_as(&kind, &ground);
        let before = before.fields.get(field).and_then(|it| it.value.clone());
        Ok(Contest { writings, before })
    }

    /// What is disputed about a whole record: [`Life::VOID_DISPUTED`] or
    /// [`Life::RETRACTION_DISPUTED`].
    ///
    /// # Errors
    /// An unknown kind; what the database answers.
    pub fn dispute(&self, kind: &str, id: RecordId, over: &str) -> Result<Dispute> {
        let (kind, changes) = self.record_changes(kind, id)?;
        let all: Vec<&Change> = changes.iter().collect();
        let mark = match over {
            Life::RETRACTION_DISPUTED => Life::RETRACTED,
            _ => Life::VOID,
        };
        let key = FieldKey::from(mark);
        let found = beside_mark(&kind, &all, mark);
        let mut dispute = Dispute {
            set: Vec::new(),
            beside: Vec::new(),
        };
        for change in found.set {
            if let Some(change) = self.origin(&all, change, &key)? {
                dispute.set.push(self.writing(&all, change, &key)?);
            }
        }
        for change in found.lifted {
            dispute.beside.push(self.writing(&all, change, &key)?);
        }
        for change in found.edits {
            for field in change.writes.keys().filter(|it| !Life::is_life(it)) {
                if let Some(change) = self.origin(&all, change, field)? {
                    dispute.beside.push(self.writing(&all, change, field)?);
                }
            }
        }
        Ok(dispute)
    }

    fn record_changes(
        &self,
        kind: &str,
        id: RecordId,
    ) -> Result<(std::sync::Arc<RecordType>, Vec<Change>)> {
        let known = self.state.registry.get(kind).cloned();
        let known = known.ok_or_else(|| StoreFault::Log(format!("没有“{kind}”这种登记")))?;
        let mut changes =
            entries::of_record(self.vault.conn(), &self.state, &KindKey::from(kind), id)?;
        changes.sort_by_key(|it| (it.lamport, it.stamp.clone()));
        Ok((known, changes))
    }

    /// The change that wrote a value first. Taking a decision back writes values once more; they
    /// are still those of whoever wrote them.
    fn origin<'a>(
        &self,
        changes: &[&'a Change],
        change: &'a Change,
        field: &FieldKey,
    ) -> Result<Option<&'a Change>> {
        let Some(head) = self.operation_head(change.operation)? else {
            return Ok(None);
        };
        if !matches!(head.source, Source::Undo | Source::Redo) {
            return Ok(Some(change));
        }
        let said = |it: &Change| it.writes.get(field).map(|write| write.after(None));
        for earlier in changes.iter().rev() {
            let before = earlier.lamport < change.lamport
                && earlier.stamp.partition == change.stamp.partition
                && said(earlier) == said(change);
            if !before {
                continue;
            }
            // A decision for this value that was taken back is not where it comes from.
            let wrote = self.operation_head(earlier.operation)?;
            if wrote.is_some_and(|it| !matches!(it.source, Source::Undo | Source::Redo))
                && !self.is_undone(earlier.operation)?
            {
                return Ok(Some(earlier));
            }
        }
        Ok(Some(change))
    }

    fn writing(&self, changes: &[&Change], change: &Change, field: &FieldKey) -> Result<Writing> {
        let operation = self.operation_head(change.operation)?;
        let mut seen_ms = Vec::new();
        for seen in seen_by_all(changes, &[change]) {
            let head = self.operation_head(seen.operation)?;
            seen_ms.extend(head.map(|it| it.wall_ms));
        }
        Ok(Writing {
            field: field.clone(),
            value: change.writes.get(field).and_then(|it| it.after(None)),
            device: change.stamp.device,
            operation: operation.ok_or(StoreFault::NoOperation)?,
            seen_ms,
        })
    }
}
