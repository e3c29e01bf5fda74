//! What several changes of one record add up to, in whatever order they arrived.
//!
//! Causality comes from version vectors: `b` supersedes `a` for a field exactly when the writer of
//! `b` had seen `a`. Writes that nothing superseded are heads; heads that differ are a conflict,
//! with the greatest (Lamport number, device) as the provisional winner until a person decides.
//! Wall clocks play no part: offline PCs have wrong ones.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use crate::record::{
    Change, Conflict, DeviceId, FieldKey, Item, Life, Partition, RecordType, Value, VersionVector,
    Write,
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
    /// Other values that stand beside it; empty in ordinary times. Whether a person has to decide
    /// is a matter of the field's policy ([`RecordType::is_open`]).
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
    add_up(None, changes)
}

/// As [`merge`], where the policies of the record's type decide which of several values is shown.
#[must_use]
pub fn merge_as(kind: &RecordType, changes: &[&Change]) -> RecordState {
    add_up(Some(kind), changes)
}

fn add_up(kind: Option<&RecordType>, changes: &[&Change]) -> RecordState {
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
    let home = home_among(kind, &unique);
    for (field, mut writes) in by_field {
        if Life::is_mark(field) {
            writes.retain(|(change, _)| Some(&change.stamp.partition) == home.as_ref());
        }
        let sets = writes
            .iter()
            .any(|(_, write)| matches!(write, Write::Elements { .. }));
        let merged = if sets {
            merge_set(&writes)
        } else {
            let forward = kind.filter(|it| it.conflict_of(field) == Conflict::Forward);
            merge_value(forward.map(|it| (it, field)), &writes)
        };
        state.fields.insert(field.clone(), merged);
    }
    state.void_disputed = marked(&unique, home.as_ref(), Life::VOID).is_disputed();
    state.retraction_disputed = marked(&unique, home.as_ref(), Life::RETRACTED).is_disputed();
    state
}

/// In which partition the record is at home. Marks (voided, taken back) count there; those aside
/// only say what of the sensitive values their writer had seen.
fn home_among(kind: Option<&RecordType>, changes: &[&Change]) -> Option<Partition> {
    let mut partitions = changes.iter().map(|it| &it.stamp.partition);
    match kind {
        Some(kind) => Some(kind.home_among(partitions)),
        None => {
            let own = partitions.clone().find(|it| !it.is_sensitive());
            own.or_else(|| partitions.next()).cloned()
        }
    }
}

/// The changes that wrote a field and that no later one of this field superseded: the one whose
/// value is shown first.
#[must_use]
pub fn heads<'a>(kind: &RecordType, changes: &[&'a Change], field: &FieldKey) -> Vec<&'a Change> {
    let wrote = changes
        .iter()
        .copied()
        .filter_map(|it| Some((it, it.writes.get(field)?)));
    let writes: Vec<(&Change, &Write)> = wrote.collect();
    let forward = (kind.conflict_of(field) == Conflict::Forward).then_some((kind, field));
    let standing = standing(forward, &writes);
    standing.into_iter().map(|it| it.change).collect()
}

/// The changes that the writers of all of these had seen.
#[must_use]
pub fn seen_by_all<'a>(changes: &[&'a Change], by: &[&Change]) -> Vec<&'a Change> {
    let seen = |it: &&&Change| !by.is_empty() && by.iter().all(|later| supersedes(later, it));
    changes.iter().filter(seen).copied().collect()
}

/// What stands beside a void or a retraction whose writer had not seen it.
#[derive(Clone, Default, Debug)]
pub struct BesideMark<'a> {
    /// The changes that set the mark.
    pub set: Vec<&'a Change>,
    /// Those that lifted it without having seen that it was set.
    pub lifted: Vec<&'a Change>,
    /// Edits of fields that neither had seen the mark nor were seen by whoever set it.
    pub edits: Vec<&'a Change>,
}

impl BesideMark<'_> {
    /// Whether the record stays until a person decides.
    #[must_use]
    pub fn is_disputed(&self) -> bool {
        !self.set.is_empty() && (!self.lifted.is_empty() || !self.edits.is_empty())
    }
}

/// What stands beside a mark ([`Life::VOID`], [`Life::RETRACTED`]) of a record of this type.
#[must_use]
pub fn beside_mark<'a>(
    kind: &RecordType,
    changes: &[&'a Change],
    mark: &'static str,
) -> BesideMark<'a> {
    marked(changes, home_among(Some(kind), changes).as_ref(), mark)
}

/// Whether `later` was written by someone who had seen `earlier`.
fn supersedes(later: &Change, earlier: &Change) -> bool {
    later.stamp.partition == earlier.stamp.partition
        && later.seen.covers(earlier.stamp.device, earlier.stamp.seq)
}

/// The heads of a field, the shown one first. `forward` is the type of a record and its field whose
/// words are states: the one that is further along is shown.
fn standing<'a>(
    forward: Option<(&RecordType, &FieldKey)>,
    writes: &[(&'a Change, &'a Write)],
) -> Vec<Head<'a>> {
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
    if let Some((kind, field)) = forward {
        let furthest = heads.iter().position(|one| {
            heads
                .iter()
                .all(|it| it.value == one.value || kind.is_further(field, one.value, it.value))
        });
        if let Some(at) = furthest {
            let first = heads.remove(at);
            heads.insert(0, first);
        }
    }
    heads
}

fn merge_value(
    forward: Option<(&RecordType, &FieldKey)>,
    writes: &[(&Change, &Write)],
) -> FieldState {
    let heads = standing(forward, writes);
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

/// A void or retraction wins only over what its writer had seen: an edit made beside it keeps the
/// record, and so does whoever lifted it beside it. That a record was made, voided or restored is no
/// edit of a field.
fn marked<'a>(
    changes: &[&'a Change],
    home: Option<&Partition>,
    mark: &'static str,
) -> BesideMark<'a> {
    let stands = |change: &&&Change| {
        change.writes.contains_key(mark)
            && !changes
                .iter()
                .any(|later| later.writes.contains_key(mark) && supersedes(later, change))
    };
    let sets = |it: &&Change| matches!(it.writes.get(mark), Some(Write::Put(Some(_))));
    let standing: Vec<&Change> = changes.iter().filter(stands).copied().collect();
    let at_home = |it: &&Change| Some(&it.stamp.partition) == home;
    let (set, lifted): (Vec<&Change>, Vec<&Change>) =
        standing.iter().copied().filter(at_home).partition(sets);
    if set.is_empty() {
        return BesideMark::default();
    }
    let beside = |other: &&&Change| {
        standing.iter().filter(|it| sets(it)).any(|marking| {
            other.stamp.partition == marking.stamp.partition
                && other.stamp != marking.stamp
                && other.writes.keys().any(|key| !Life::is_life(key))
                && !supersedes(marking, other)
                && !supersedes(other, marking)
        })
    };
    let edits = changes.iter().filter(beside).copied().collect();
    BesideMark { set, lifted, edits }
}

/// What stands in a device's sequence in a partition: a change, or several in a row.
pub trait Sequenced {
    /// Whose sequence, in which partition.
    fn place(&self) -> (DeviceId, Partition);
    /// From the first number to the last.
    fn numbers(&self) -> RangeInclusive<u64>;
}

impl Sequenced for Change {
    fn place(&self) -> (DeviceId, Partition) {
        (self.stamp.device, self.stamp.partition.clone())
    }

    fn numbers(&self) -> RangeInclusive<u64> {
        self.stamp.seq..=self.stamp.seq
    }
}

/// Takes changes in from elsewhere: only gap-free prefixes per device and partition pass, the rest
/// waits. Without this rule version vectors silently lose edits: a change with number 7 claims,
/// by its number, that 1 to 6 were seen.
#[derive(Debug)]
pub struct Intake<T = Change> {
    have: BTreeMap<(DeviceId, Partition), u64>,
    waiting: BTreeMap<(DeviceId, Partition, u64), T>,
}

impl<T> Default for Intake<T> {
    fn default() -> Self {
        Self {
            have: BTreeMap::new(),
            waiting: BTreeMap::new(),
        }
    }
}

impl<T: Sequenced> Intake<T> {
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
    pub fn offer(&mut self, offered: impl IntoIterator<Item = T>) -> Vec<T> {
        for it in offered {
            let place = it.place();
            let first = *it.numbers().start();
            if first > self.have.get(&place).copied().unwrap_or(0) {
                self.waiting.insert((place.0, place.1, first), it);
            }
        }
        let mut ready = Vec::new();
        let keys: Vec<_> = self.waiting.keys().cloned().collect();
        for key in keys {
            let have = self.have.entry((key.0, key.1.clone())).or_default();
            if key.2 == have.saturating_add(1)
                && let Some(it) = self.waiting.remove(&key)
            {
                *have = *it.numbers().end();
                ready.push(it);
            }
        }
        ready
    }

    /// What waits for changes not arrived yet.
    pub fn waiting(&self) -> impl Iterator<Item = &T> {
        self.waiting.values()
    }

    /// For each device and partition with a gap: the numbers that are missing before the first
    /// change that waits.
    #[must_use]
    pub fn gaps(&self) -> Vec<(DeviceId, Partition, RangeInclusive<u64>)> {
        let mut first: BTreeMap<(DeviceId, Partition), u64> = BTreeMap::new();
        for (device, partition, seq) in self.waiting.keys() {
            first.entry((*device, partition.clone())).or_insert(*seq);
        }
        first
            .into_iter()
            .filter_map(|(place, seq)| {
                let have = self.have.get(&place).copied().unwrap_or(0);
                let next = have.saturating_add(1);
                (seq > next).then(|| (place.0, place.1, next..=seq - 1))
            })
            .collect()
    }
}
