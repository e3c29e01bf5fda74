//! What taking changes in does to the records, as a person is shown it before and after.

use std::collections::{BTreeMap, BTreeSet};

use domain::record::{FieldKey, KindKey, RecordId, RecordType, Row};

use crate::projection::Held;

/// So many records are shown with what they hold; beyond them they are counted.
const SHOWN: usize = 2_000;

/// What happens to a record.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Happening {
    /// It was not here.
    New,
    /// Fields of it become something else.
    Changed,
    /// It is voided, or its creation is taken back.
    Voided,
    /// It stands again.
    Restored,
}

/// What differs in one record.
#[derive(Clone, PartialEq, Debug)]
pub struct Difference {
    /// The record's type.
    pub kind: KindKey,
    /// The record.
    pub id: RecordId,
    /// What happens to it.
    pub happening: Happening,
    /// What stood before; `None` for a new one.
    pub before: Option<Row>,
    /// What stands after.
    pub after: Row,
    /// Fields in which two people's values stand beside each other now, and did not before.
    pub conflicts: Vec<FieldKey>,
    /// One side voided it while the other edited it.
    pub void_disputed: bool,
}

/// How many records of a type differ.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Tally {
    /// Not here before.
    pub new: usize,
    /// With other values.
    pub changed: usize,
    /// Voided or taken back.
    pub voided: usize,
    /// Standing again.
    pub restored: usize,
    /// With a conflict that was not open before.
    pub conflicts: usize,
}

/// What differs, record by record.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Differences {
    /// The first records that differ.
    pub records: Vec<Difference>,
    /// How many there are, by type.
    pub tallies: BTreeMap<KindKey, Tally>,
}

impl Differences {
    /// Over all types.
    #[must_use]
    pub fn total(&self) -> Tally {
        self.tallies
            .values()
            .fold(Tally::default(), |sum, it| Tally {
                new: sum.new + it.new,
                changed: sum.changed + it.changed,
                voided: sum.voided + it.voided,
                restored: sum.restored + it.restored,
                conflicts: sum.conflicts + it.conflicts,
            })
    }

    /// Notes one record as it stood and as it stands.
    pub(super) fn note(&mut self, kind: &RecordType, before: Option<&Held>, after: &Held) {
        let stands = |held: &Held| !held.row.retracted && held.row.voided.is_none();
        let known = before.filter(|it| !it.row.retracted);
        let open = |held: &Held| -> BTreeSet<FieldKey> {
            let rivals = held.rivals.iter();
            let open = rivals.filter(|(field, rivals)| {
                let shown = held.row.get(kind, field.as_str());
                kind.is_open(field, shown, rivals)
            });
            open.map(|(field, _)| field.clone()).collect()
        };
        let stood = before.map(open).unwrap_or_default();
        let conflicts: Vec<FieldKey> = open(after).difference(&stood).cloned().collect();
        let disputed = |it: &Held| it.void_disputed || it.retraction_disputed;
        let void_disputed = disputed(after) && !before.is_some_and(disputed);
        let same = known.is_some_and(|it| logged(kind, &it.row) == logged(kind, &after.row));
        let happening = match known {
            None if after.row.retracted => return,
            None => Happening::New,
            Some(before) => match (stands(before), stands(after)) {
                (true, false) => Happening::Voided,
                (false, true) => Happening::Restored,
                _ if same && conflicts.is_empty() && !void_disputed => return,
                _ => Happening::Changed,
            },
        };
        let tally = self.tallies.entry(kind.key.clone()).or_default();
        match happening {
            Happening::New => tally.new += 1,
            Happening::Changed => tally.changed += 1,
            Happening::Voided => tally.voided += 1,
            Happening::Restored => tally.restored += 1,
        }
        if !conflicts.is_empty() || void_disputed {
            tally.conflicts += 1;
        }
        if self.records.len() < SHOWN {
            self.records.push(Difference {
                kind: kind.key.clone(),
                id: after.row.id,
                happening,
                before: known.map(|it| it.row.clone()),
                after: after.row.clone(),
                conflicts,
                void_disputed,
            });
        }
    }
}

/// The values that stand in the log; what is computed of them is left out.
fn logged<'a>(kind: &'a RecordType, row: &'a Row) -> Vec<Option<&'a domain::record::Value>> {
    let fields = kind.fields.iter().zip(&row.values);
    fields
        .filter(|(field, _)| field.is_logged())
        .map(|(_, value)| value.as_ref())
        .collect()
}
