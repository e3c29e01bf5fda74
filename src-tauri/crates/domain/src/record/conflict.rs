//! What it means that two devices wrote different values without seeing each other.
//!
//! Both values are always kept. The policy of a field decides which of them is shown meanwhile, and
//! whether a person has to choose (an open conflict) or may (a noted one).

use std::fmt;

use crate::record::{Conflict, FieldKey, Item, Reached, RecordId, RecordType, Rival, Value};

/// By what a conflict is called: the same on every PC and after every restart, short enough to be
/// typed. Made of the record and the field.
///
/// ```
/// use domain::record::{ConflictId, RecordId};
///
/// let record = RecordId::new();
/// let name = ConflictId::of(record, "name");
/// assert_eq!(name, ConflictId::of(record, "name"));
/// assert_ne!(name, ConflictId::of(record, "born"));
/// assert_eq!(name.to_string().len(), 12);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct ConflictId([u8; 6]);

impl ConflictId {
    /// Of a field of a record, or of one of the disputes of [`crate::record::Life`].
    #[must_use]
    pub fn of(record: RecordId, field: &str) -> Self {
        Self::made(&[record.bytes(), field.as_bytes()])
    }

    /// Of two records that may be of one person, in either order.
    #[must_use]
    pub fn of_pair(one: RecordId, other: RecordId) -> Self {
        let (first, second) = (one.min(other), one.max(other));
        Self::made(&[first.bytes(), second.bytes()])
    }

    fn made(parts: &[&[u8]]) -> Self {
        let mut hasher = blake3::Hasher::new();
        for part in parts {
            hasher.update(part);
        }
        let mut id = [0; 6];
        hasher.finalize_xof().fill(&mut id);
        Self(id)
    }
}

impl fmt::Display for ConflictId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl RecordType {
    /// What two concurrent writes of a field mean. Two reasons for voiding the same record are
    /// noted; a void beside an edit is no value of a field ([`crate::record::beside_mark`]). A field
    /// that this program does not know is kept as it is and noted.
    #[must_use]
    pub fn conflict_of(&self, key: &FieldKey) -> Conflict {
        let is_stage = |workflow: &crate::workflow::Workflow| workflow.stage == *key;
        if self.workflow.as_ref().is_some_and(is_stage) {
            return Conflict::Forward;
        }
        self.field(key.as_str())
            .map_or(Conflict::Soft, |field| field.conflict)
    }

    /// Whether a person has to choose between the shown value and those beside it.
    #[must_use]
    pub fn is_open(&self, key: &FieldKey, shown: Option<&Value>, rivals: &[Rival]) -> bool {
        match self.conflict_of(key) {
            _ if rivals.is_empty() => false,
            Conflict::Person | Conflict::Identity => true,
            Conflict::AddWins => false,
            Conflict::Soft => {
                let beside = rivals.iter().map(|it| it.value.as_ref());
                beside.chain([shown]).any(|it| self.is_long(key, it))
            }
            Conflict::Forward => !rivals
                .iter()
                .all(|rival| self.is_further(key, shown, rival.value.as_ref())),
        }
    }

    /// Whether a text is longer than its field is meant for: what is lost then is no remark.
    fn is_long(&self, key: &FieldKey, value: Option<&Value>) -> bool {
        let Some((field, Value::Text(text))) = self.field(key.as_str()).zip(value) else {
            return false;
        };
        text.chars().nth(field.long_after).is_some()
    }

    /// Whether a state stands over another without anybody being asked: it is further along, and
    /// the other is no end.
    pub(super) fn is_further(
        &self,
        key: &FieldKey,
        state: Option<&Value>,
        than: Option<&Value>,
    ) -> bool {
        match (self.reached(key, state), self.reached(key, than)) {
            (Some(state), Some(than)) => state.at > than.at && !than.is_end,
            // No step had touched the record yet on the other device.
            (Some(_), None) => than.is_none(),
            (None, _) => false,
        }
    }

    fn reached(&self, key: &FieldKey, value: Option<&Value>) -> Option<Reached> {
        let (Value::Text(word) | Value::Ref(Item::Text(word))) = value? else {
            return None;
        };
        if let Some(course) = self.field(key.as_str()).and_then(|it| it.course) {
            return course(word);
        }
        let states = &self.workflow.as_ref()?.states;
        let state = states.iter().find(|it| it.word == word)?;
        Some(Reached {
            at: state.reached,
            is_end: state.is_end,
        })
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::record::{
        Change, DeviceId, KindKey, OperationId, Partition, RecordId, Registry, Stamp,
        VersionVector, Write, Writes, merge_as,
    };
    use crate::workflow::State;

    /// Two devices wrote one field without seeing each other; the second one later.
    fn beside(kind: &RecordType, key: &str, first: &str, second: &str) -> (Option<Value>, bool) {
        let change = |device: u128, lamport: u64, word: &str| Change {
            stamp: Stamp {
                device: DeviceId(Uuid::from_u128(device)),
                partition: Partition::Township,
                seq: 1,
            },
            lamport,
            operation: OperationId(Uuid::nil()),
            record: RecordId(Uuid::nil()),
            kind: KindKey::from(kind.key.as_str()),
            seen: VersionVector::default(),
            writes: Writes::from([(key.into(), Write::Put(Some(Value::Text(word.into()))))]),
        };
        let (one, other) = (change(1, 1, first), change(2, 2, second));
        let merged = merge_as(kind, &[&one, &other]);
        let state = &merged.fields[key];
        assert_eq!(state.rivals.len(), 1, "both are kept");
        let open = kind.is_open(&key.into(), state.value.as_ref(), &state.rivals);
        (state.value.clone(), open)
    }

    fn word(word: &str) -> Option<Value> {
        Some(Value::Text(word.into()))
    }

    #[test]
    fn a_name_needs_a_person_and_a_telephone_does_not() {
        let registry = Registry::builtin();
        let deputy = registry.get("deputy").unwrap();
        assert_eq!(beside(deputy, "name", "王一", "王二"), (word("王二"), true));
        assert_eq!(
            beside(deputy, "phone", "1390", "1380"),
            (word("1380"), false)
        );
    }

    #[test]
    fn a_state_further_along_wins_and_two_ends_need_a_person() {
        let registry = Registry::builtin();
        let matter = registry.get("opinion").unwrap();
        let workflow = matter.workflow.as_ref().unwrap();
        let key = workflow.stage.as_str();
        let mut going: Vec<&State> = workflow.states.iter().filter(|it| !it.is_end).collect();
        going.sort_by_key(|it| it.reached);
        let (near, far) = (going[0].word, going[going.len() - 1].word);
        assert_eq!(
            beside(matter, key, far, near),
            (word(far), false),
            "forward beats back"
        );
        assert_eq!(
            beside(matter, key, near, far),
            (word(far), false),
            "either way"
        );
        let ends: Vec<&State> = workflow.states.iter().filter(|it| it.is_end).collect();
        let (one, other) = (ends[0].word, ends[1].word);
        let (shown, open) = beside(matter, key, one, other);
        assert!(open, "two ends contradict each other");
        assert_eq!(shown, word(other), "the later one is shown meanwhile");
    }

    #[test]
    fn every_policy_is_some_fields() {
        let registry = Registry::builtin();
        for policy in [
            Conflict::Person,
            Conflict::Identity,
            Conflict::Soft,
            Conflict::Forward,
            Conflict::AddWins,
        ] {
            let has = registry.iter().any(|kind| {
                let mut keys = kind.fields.iter().map(|it| &it.key);
                keys.any(|key| kind.conflict_of(key) == policy)
            });
            assert!(has, "{policy:?} decides something");
        }
    }
}
