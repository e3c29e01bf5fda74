//! What several changes of one record add up to, in whatever order they arrived.
//!
//! Causality comes from version vectors: `b` supersedes `a` for a field exactly when the writer of
//! `b` had seen `a`. Writes that nothing superseded are heads; heads that differ are a conflict,
//! with the greatest (Lamport number, device) as the provisional winner until a person decides.
//! Wall clocks play no part: offline PCs have wrong ones.

use std::collections::{BTreeMap, BTreeSet};

use crate::record::{
    Change, DeviceId, FieldKey, Item, Life, Partition, Stamp, Value, VersionVector, Write,
};

/// A value that lost only provisionally.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Rival {
    /// What the other device wrote; `None` where it cleared the field.
    pub value: Option<Value>,
    /// Which device.
    pub device: DeviceId,
    /// Which of its changes.
    pub seq: u64,
}

/// One field after merging.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct FieldState {
    /// The value that stands.
    pub value: Option<Value>,
    /// Other values that stand beside it until a person decides; empty in ordinary times.
    pub rivals: Vec<Rival>,
}

/// One record after merging (in one partition, or in all of them).
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct RecordState {
    /// Field by field.
    pub fields: BTreeMap<FieldKey, FieldState>,
    /// What an editor who sees this has seen, per partition.
    pub seen: BTreeMap<Partition, VersionVector>,
    /// Voided by one device while another edited it: the row stays until a person decides.
    pub void_disputed: bool,
    /// Its creation was taken back by one device while another edited it: the record stays.
    pub retraction_disputed: bool,
}

impl RecordState {
    /// Whether the creation stands taken back, and nobody edited the record without knowing.
    #[must_use]
    pub fn retracted(&self) -> bool {
        !self.retraction_disputed
            && self
                .fields
                .get(Life::RETRACTED)
                .is_some_and(|state| state.value == Some(Value::Bool(true)))
    }

    /// The reason, while it is voided and nobody edited it without knowing.
    #[must_use]
    pub fn voided(&self) -> Option<&str> {
        if self.void_disputed {
            return None;
        }
        self.fields
            .get(Life::VOID)
            .and_then(|state| state.value.as_ref())
            .and_then(Value::as_text)
    }
}

struct Head<'a> {
    change: &'a Change,
    value: Option<&'a Value>,
}

/// Adds up the changes of one record. The result depends on the set of changes alone: neither
/// order nor repetition matters.
///
/// ```
/// use domain::record::merge;
/// assert!(merge(&[]).fields.is_empty(), "no changes, no record");
/// ```
#[must_use]
pub fn merge(changes: &[&Change]) -> RecordState {
    let mut unique: Vec<&Change> = changes.to_vec();
    unique.sort_by(|a, b| a.stamp.cmp(&b.stamp));
    unique.dedup_by(|a, b| a.stamp == b.stamp);

    let mut state = RecordState::default();
    let mut by_field: BTreeMap<&FieldKey, Vec<(&Change, &Write)>> = BTreeMap::new();
    for change in &unique {
        let seen = state
            .seen
            .entry(change.stamp.partition.clone())
            .or_default();
        seen.see(change.stamp.device, change.stamp.seq);
        for (field, write) in &change.writes {
            by_field.entry(field).or_default().push((change, write));
        }
    }
    for (field, writes) in by_field {
        let sets = writes
            .iter()
            .any(|(_, write)| matches!(write, Write::Elements { .. }));
        let merged = if sets {
            merge_set(&writes)
        } else {
            merge_value(&writes)
        };
        state.fields.insert(field.clone(), merged);
    }
    state.void_disputed = disputed(&unique, Life::VOID);
    state.retraction_disputed = disputed(&unique, Life::RETRACTED);
    state
}

/// Whether `later` was written by someone who had seen `earlier`.
fn supersedes(later: &Change, earlier: &Change) -> bool {
    later.stamp.partition == earlier.stamp.partition
        && later.seen.covers(earlier.stamp.device, earlier.stamp.seq)
}

fn merge_value(writes: &[(&Change, &Write)]) -> FieldState {
    let mut heads: Vec<Head<'_>> = writes
        .iter()
        .filter(|(change, _)| !writes.iter().any(|(later, _)| supersedes(later, change)))
        .map(|(change, write)| Head {
            change,
            value: match write {
                Write::Put(value) => value.as_ref(),
                Write::Elements { .. } => None,
            },
        })
        .collect();
    heads.sort_by_key(|head| {
        std::cmp::Reverse((
            head.change.lamport,
            head.change.stamp.device,
            head.change.stamp.seq,
        ))
    });
    let mut heads = heads.into_iter();
    let Some(winner) = heads.next() else {
        return FieldState::default();
    };
    let mut rivals: Vec<Rival> = Vec::new();
    for head in heads {
        let known = rivals
            .iter()
            .any(|rival| rival.value.as_ref() == head.value);
        if head.value != winner.value && !known {
            rivals.push(Rival {
                value: head.value.cloned(),
                device: head.change.stamp.device,
                seq: head.change.stamp.seq,
            });
        }
    }
    FieldState {
        value: winner.value.cloned(),
        rivals,
    }
}

/// Add-wins: an element stays while any change that added it was not seen by one that removed it.
fn merge_set(writes: &[(&Change, &Write)]) -> FieldState {
    let mut elements: BTreeSet<Item> = BTreeSet::new();
    for (change, write) in writes {
        let added: Vec<&Item> = match write {
            Write::Elements { add, .. } => add.iter().collect(),
            Write::Put(Some(Value::Set(items))) => items.iter().collect(),
            Write::Put(_) => Vec::new(),
        };
        for item in added {
            let removed = writes.iter().any(|(later, write)| {
                supersedes(later, change)
                    && match write {
                        Write::Elements { remove, .. } => remove.contains(item),
                        Write::Put(Some(Value::Set(kept))) => !kept.contains(item),
                        Write::Put(_) => true,
                    }
            });
            if !removed {
                elements.insert(item.clone());
            }
        }
    }
    let value = (!elements.is_empty()).then_some(Value::Set(elements));
    FieldState {
        value,
        rivals: Vec::new(),
    }
}

/// A void or retraction wins only over what its writer had seen; an edit made beside it keeps the
/// row. Marks of life are no edits.
fn disputed(changes: &[&Change], mark: &str) -> bool {
    let stands = |change: &&&Change| {
        matches!(change.writes.get(mark), Some(Write::Put(Some(_))))
            && !changes
                .iter()
                .any(|later| later.writes.contains_key(mark) && supersedes(later, change))
    };
    let edits = |change: &Change| {
        change
            .writes
            .keys()
            .any(|key| *key != *Life::VOID && *key != *Life::RETRACTED)
    };
    changes.iter().filter(stands).any(|marking| {
        changes.iter().any(|other| {
            other.stamp.partition == marking.stamp.partition
                && other.stamp != marking.stamp
                && edits(other)
                && !supersedes(marking, other)
                && !supersedes(other, marking)
        })
    })
}

/// Takes changes in from elsewhere: only gap-free prefixes per device and partition pass, the rest
/// waits. Without this rule version vectors silently swallow edits: a change with number 7 claims,
/// by its number, that 1 to 6 were seen.
#[derive(Default, Debug)]
pub struct Intake {
    have: BTreeMap<(DeviceId, Partition), u64>,
    waiting: BTreeMap<Stamp, Change>,
}

impl Intake {
    /// An intake that already holds everything up to these numbers.
    #[must_use]
    pub fn holding(have: BTreeMap<(DeviceId, Partition), u64>) -> Self {
        Self {
            have,
            waiting: BTreeMap::new(),
        }
    }

    /// Offers changes in any order, with any repetition; answers those that may be applied now,
    /// each exactly once, predecessors first.
    pub fn offer(&mut self, changes: impl IntoIterator<Item = Change>) -> Vec<Change> {
        for change in changes {
            let key = (change.stamp.device, change.stamp.partition.clone());
            if change.stamp.seq > self.have.get(&key).copied().unwrap_or(0) {
                self.waiting.insert(change.stamp.clone(), change);
            }
        }
        let mut ready = Vec::new();
        let stamps: Vec<Stamp> = self.waiting.keys().cloned().collect();
        for stamp in stamps {
            let have = self
                .have
                .entry((stamp.device, stamp.partition.clone()))
                .or_default();
            if stamp.seq == *have + 1
                && let Some(change) = self.waiting.remove(&stamp)
            {
                *have += 1;
                ready.push(change);
            }
        }
        ready
    }

    /// Changes that wait for ones not arrived yet.
    pub fn waiting(&self) -> impl Iterator<Item = &Change> {
        self.waiting.values()
    }

    /// For each device and partition with a gap: the numbers that are missing before the first
    /// change that waits.
    #[must_use]
    pub fn gaps(&self) -> Vec<(DeviceId, Partition, std::ops::RangeInclusive<u64>)> {
        let mut gaps: BTreeMap<(DeviceId, Partition), u64> = BTreeMap::new();
        for stamp in self.waiting.keys() {
            let first = gaps
                .entry((stamp.device, stamp.partition.clone()))
                .or_insert(stamp.seq);
            *first = (*first).min(stamp.seq);
        }
        gaps.into_iter()
            .map(|((device, partition), first)| {
                let have = self
                    .have
                    .get(&(device, partition.clone()))
                    .copied()
                    .unwrap_or(0);
                (device, partition, have + 1..=first - 1)
            })
            .collect()
    }
}
