//! The laws of merging, checked on random histories of several devices that exchange packets which
//! are late, repeated, shuffled or torn. The laws know what each writer really had before the eyes;
//! the rules under test know only version vectors.
//!
//! The same laws are given rules that are wrong on purpose. A law that lets one of them pass would
//! prove nothing.

use std::collections::{BTreeMap, BTreeSet};

use domain::record::{
    Change, DeviceId, Digest, DigestBuilder, FieldKey, FieldState, Intake, Item, KindKey, Life,
    OperationId, Partition, RecordId, RecordState, Stamp, Value, Write, Writes, merge,
};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};
use uuid::Uuid;

/// Takes changes in; answers those that apply now.
trait Take {
    fn offer(&mut self, changes: Vec<Change>) -> Vec<Change>;
}

/// What is under test.
trait Rules {
    fn merge(&self, changes: &[&Change]) -> RecordState {
        merge(changes)
    }

    fn intake(&self) -> Box<dyn Take> {
        Box::new(GapFree(Intake::default()))
    }
}

struct GapFree(Intake);

impl Take for GapFree {
    fn offer(&mut self, changes: Vec<Change>) -> Vec<Change> {
        self.0.offer(changes)
    }
}

struct Ours;

impl Rules for Ours {}

/// Wrong: the greatest Lamport number wins, whoever had seen what.
struct LastWriterWins;

impl Rules for LastWriterWins {
    fn merge(&self, changes: &[&Change]) -> RecordState {
        let mut state = merge(changes);
        for (field, merged) in &mut state.fields {
            let newest = changes
                .iter()
                .filter_map(|change| match change.writes.get(field) {
                    Some(Write::Put(value)) => {
                        Some((change.lamport, change.stamp.device, value.clone()))
                    }
                    _ => None,
                })
                .max_by_key(|(lamport, device, _)| (*lamport, *device));
            if let Some((_, _, value)) = newest {
                *merged = FieldState {
                    value,
                    rivals: Vec::new(),
                };
            }
        }
        state
    }
}

/// Wrong: takes whatever is newer than the newest it has.
struct TakesGaps;

#[derive(Default)]
struct WithHoles(BTreeMap<(DeviceId, Partition), u64>);

impl Take for WithHoles {
    fn offer(&mut self, mut changes: Vec<Change>) -> Vec<Change> {
        changes.sort_by(|a, b| a.stamp.cmp(&b.stamp));
        changes.retain(|change| {
            let chain = (change.stamp.device, change.stamp.partition.clone());
            let have = self.0.entry(chain).or_default();
            let new = change.stamp.seq > *have;
            *have = (*have).max(change.stamp.seq);
            new
        });
        changes
    }
}

impl Rules for TakesGaps {
    fn intake(&self) -> Box<dyn Take> {
        Box::new(WithHoles::default())
    }
}

/// Wrong: of rivals the one that arrived first stands.
struct FirstComeWins;

impl Rules for FirstComeWins {
    fn merge(&self, changes: &[&Change]) -> RecordState {
        let mut state = merge(changes);
        for (field, merged) in &mut state.fields {
            let first = changes.iter().find(|it| it.writes.contains_key(field));
            let Some(first) = first else { continue };
            let rival = merged
                .rivals
                .iter_mut()
                .find(|rival| rival.device == first.stamp.device && rival.seq == first.stamp.seq);
            if let Some(rival) = rival {
                std::mem::swap(&mut rival.value, &mut merged.value);
            }
        }
        state
    }
}

/// Wrong: a void covers edits that its writer never saw.
struct VoidWins;

impl Rules for VoidWins {
    fn merge(&self, changes: &[&Change]) -> RecordState {
        RecordState {
            void_disputed: false,
            ..merge(changes)
        }
    }
}

/// Wrong: the same for taking a creation back.
struct RetractionWins;

impl Rules for RetractionWins {
    fn merge(&self, changes: &[&Change]) -> RecordState {
        RecordState {
            retraction_disputed: false,
            ..merge(changes)
        }
    }
}

/// Wrong: an element once removed by anybody is gone.
struct RemoveWins;

impl Rules for RemoveWins {
    fn merge(&self, changes: &[&Change]) -> RecordState {
        let mut state = merge(changes);
        for (field, merged) in &mut state.fields {
            let Some(Value::Set(items)) = &mut merged.value else {
                continue;
            };
            for change in changes {
                if let Some(Write::Elements { remove, .. }) = change.writes.get(field) {
                    items.retain(|item| !remove.contains(item));
                }
            }
        }
        state
    }
}

#[derive(Clone, Debug)]
enum Act {
    Put(usize, Option<u8>),
    Add(u8),
    Remove(u8),
    Void,
    Restore,
    Retract,
}

#[derive(Clone, Debug)]
enum Step {
    /// Somebody does something to a record.
    Write(usize, usize, Act),
    /// A device puts all it has on a stick.
    Export(usize),
    /// A device reads one of the sticks made so far: shuffled, partly lost, partly twice.
    Import {
        device: usize,
        stick: usize,
        seed: u64,
        lossy: bool,
    },
}

const RECORDS: usize = 3;
/// Plain fields and where they travel: the third is sensitive.
const PLAIN: [&str; 3] = ["name", "post", "phone"];
const TAGS: &str = "tags";

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        6 => (0..PLAIN.len(), prop::option::weighted(0.8, 0..4_u8)).prop_map(|(f, v)| Act::Put(f, v)),
        3 => (0..3_u8).prop_map(Act::Add),
        2 => (0..3_u8).prop_map(Act::Remove),
        1 => Just(Act::Void),
        1 => Just(Act::Restore),
        1 => Just(Act::Retract),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        5 => (0..4_usize, 0..RECORDS, act()).prop_map(|(d, r, act)| Step::Write(d, r, act)),
        2 => (0..4_usize).prop_map(Step::Export),
        4 => (0..4_usize, 0..64_usize, any::<u64>(), any::<bool>()).prop_map(
            |(device, stick, seed, lossy)| Step::Import { device, stick, seed, lossy }
        ),
    ]
}

fn story() -> impl Strategy<Value = (usize, Vec<Step>)> {
    (2..=4_usize, prop::collection::vec(step(), 1..60))
}

/// A small generator, so that a story says by one number how a stick was torn.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            let other = usize::try_from(self.roll() % (at as u64 + 1)).unwrap_or(0);
            items.swap(at, other);
        }
    }
}

struct Device {
    id: DeviceId,
    intake: Box<dyn Take>,
    log: Vec<Change>,
    lamport: u64,
    written: BTreeMap<Partition, u64>,
}

/// Every device, and what the laws know beyond the rules: each change ever made, with the changes
/// that its writer really had.
struct World<'a, R> {
    rules: &'a R,
    devices: Vec<Device>,
    all: BTreeMap<Stamp, (Change, BTreeSet<Stamp>)>,
}

fn record_id(record: usize) -> RecordId {
    RecordId(Uuid::from_u128(1_000 + record as u128))
}

fn text(value: u8) -> Value {
    Value::Text(format!("值{value}"))
}

impl<'a, R: Rules> World<'a, R> {
    fn new(rules: &'a R, devices: usize) -> Self {
        let device = |at: usize| Device {
            id: DeviceId(Uuid::from_u128(1 + at as u128)),
            intake: rules.intake(),
            log: Vec::new(),
            lamport: 0,
            written: BTreeMap::new(),
        };
        Self {
            rules,
            devices: (0..devices).map(device).collect(),
            all: BTreeMap::new(),
        }
    }

    fn state(&self, device: usize, record: usize) -> RecordState {
        let changes: Vec<&Change> = self.devices[device]
            .log
            .iter()
            .filter(|it| it.record == record_id(record))
            .collect();
        self.rules.merge(&changes)
    }

    fn write(&mut self, device: usize, record: usize, act: &Act) {
        let one = |field: &str, write: Write| Writes::from([(FieldKey::from(field), write)]);
        let (partition, writes) = match act {
            Act::Put(field, value) => {
                let partition = if *field == 2 {
                    Partition::Sensitive
                } else {
                    Partition::Township
                };
                (partition, one(PLAIN[*field], Write::Put(value.map(text))))
            }
            Act::Add(item) | Act::Remove(item) => {
                let item = vec![Item::Text(format!("项{item}"))];
                let write = match act {
                    Act::Add(_) => Write::Elements {
                        add: item,
                        remove: Vec::new(),
                    },
                    _ => Write::Elements {
                        add: Vec::new(),
                        remove: item,
                    },
                };
                (Partition::Township, one(TAGS, write))
            }
            Act::Void => {
                let reason = Some(Value::Text("重复".into()));
                (Partition::Township, one(Life::VOID, Write::Put(reason)))
            }
            Act::Restore => (Partition::Township, one(Life::VOID, Write::Put(None))),
            Act::Retract => {
                let taken_back = Some(Value::Bool(true));
                (
                    Partition::Township,
                    one(Life::RETRACTED, Write::Put(taken_back)),
                )
            }
        };
        self.log(device, record, partition, writes);
    }

    fn log(&mut self, device: usize, record: usize, partition: Partition, writes: Writes) {
        let seen = self
            .state(device, record)
            .seen
            .remove(&partition)
            .unwrap_or_default();
        let had: BTreeSet<Stamp> = self.devices[device]
            .log
            .iter()
            .filter(|it| it.record == record_id(record) && it.stamp.partition == partition)
            .map(|it| it.stamp.clone())
            .collect();
        let it = &mut self.devices[device];
        let seq = it.written.entry(partition.clone()).or_default();
        *seq += 1;
        it.lamport += 1;
        let change = Change {
            stamp: Stamp {
                device: it.id,
                partition,
                seq: *seq,
            },
            lamport: it.lamport,
            operation: OperationId(Uuid::from_u128(7)),
            record: record_id(record),
            kind: KindKey::from("thing"),
            seen,
            writes,
        };
        // One's own changes pass the intake as well: it knows them when they come back.
        let own = it.intake.offer(vec![change.clone()]);
        it.log.extend(own);
        self.all.insert(change.stamp.clone(), (change, had));
    }

    fn import(&mut self, device: usize, changes: Vec<Change>) {
        let it = &mut self.devices[device];
        let ready = it.intake.offer(changes);
        for change in ready {
            it.lamport = it.lamport.max(change.lamport);
            it.log.push(change);
        }
    }

    fn live(&mut self, steps: &[Step]) {
        let count = self.devices.len();
        let mut sticks: Vec<Vec<Change>> = Vec::new();
        for step in steps {
            match step {
                Step::Write(device, record, act) => self.write(device % count, *record, act),
                Step::Export(device) => sticks.push(self.devices[device % count].log.clone()),
                Step::Import {
                    device,
                    stick,
                    seed,
                    lossy,
                } => {
                    if sticks.is_empty() {
                        continue;
                    }
                    let mut changes = sticks[stick % sticks.len()].clone();
                    let mut dice = Dice(*seed);
                    if *lossy {
                        changes.retain(|_| !dice.roll().is_multiple_of(4));
                    }
                    let twice: Vec<Change> = changes
                        .iter()
                        .filter(|_| dice.roll().is_multiple_of(5))
                        .cloned()
                        .collect();
                    changes.extend(twice);
                    dice.shuffle(&mut changes);
                    self.import(device % count, changes);
                }
            }
        }
    }

    /// Everybody reads everybody's whole stick, twice around.
    fn meet(&mut self) {
        for _ in 0..2 {
            for from in 0..self.devices.len() {
                let stick = self.devices[from].log.clone();
                for to in 0..self.devices.len() {
                    self.import(to, stick.clone());
                }
            }
        }
    }

    fn digest(&self, device: usize) -> Digest {
        let mut builder = DigestBuilder::default();
        for record in 0..RECORDS {
            let state = self.state(device, record);
            if !state.retracted() {
                let fields = state.fields.iter().map(|(key, it)| (key.as_str(), it));
                builder.add(record_id(record), "thing", state.voided(), fields);
            }
        }
        builder.finish()
    }

    /// Changes of a record that write a field.
    fn writes_of(&self, record: usize, field: &str) -> Vec<&(Change, BTreeSet<Stamp>)> {
        self.all
            .values()
            .filter(|(it, _)| it.record == record_id(record) && it.writes.contains_key(field))
            .collect()
    }
}

fn laws(rules: &impl Rules, devices: usize, steps: &[Step]) -> Result<(), TestCaseError> {
    let mut world = World::new(rules, devices);
    world.live(steps);
    world.meet();
    all_agree(&world)?;
    order_and_repetition_do_not_matter(&world)?;
    for record in 0..RECORDS {
        nothing_is_lost_silently(&world, record)?;
        additions_win(&world, record)?;
        marks_of_life_need_sight(&world, record)?;
    }
    one_decision_closes_it_everywhere(&mut world)
}

fn all_agree<R: Rules>(world: &World<'_, R>) -> Result<(), TestCaseError> {
    let first = world.digest(0);
    for device in 0..world.devices.len() {
        for record in 0..RECORDS {
            prop_assert_eq!(
                world.state(device, record),
                world.state(0, record),
                "after everybody met, device {} says of record {} what the first says",
                device,
                record
            );
        }
        prop_assert_eq!(world.digest(device), first, "and the digests agree");
        prop_assert_eq!(
            world.devices[device].log.len(),
            world.all.len(),
            "device {} holds every change once",
            device
        );
    }
    Ok(())
}

fn order_and_repetition_do_not_matter<R: Rules>(world: &World<'_, R>) -> Result<(), TestCaseError> {
    let mut dice = Dice(world.all.len() as u64);
    for record in 0..RECORDS {
        let mut changes: Vec<&Change> = world
            .all
            .values()
            .map(|(change, _)| change)
            .filter(|it| it.record == record_id(record))
            .collect();
        let once = world.rules.merge(&changes);
        for _ in 0..4 {
            dice.shuffle(&mut changes);
            prop_assert_eq!(
                &world.rules.merge(&changes),
                &once,
                "in any order the same state"
            );
        }
        let twice: Vec<&Change> = changes.iter().chain(&changes).copied().collect();
        prop_assert_eq!(world.rules.merge(&twice), once, "repetition adds nothing");
    }
    Ok(())
}

/// Every value that nobody overwrote knowingly stands or is listed beside what stands.
fn nothing_is_lost_silently<R: Rules>(
    world: &World<'_, R>,
    record: usize,
) -> Result<(), TestCaseError> {
    for field in PLAIN {
        let writes = world.writes_of(record, field);
        let state = world.state(0, record);
        for (change, _) in &writes {
            if writes.iter().any(|(_, had)| had.contains(&change.stamp)) {
                continue;
            }
            let Some(Write::Put(value)) = change.writes.get(field) else {
                continue;
            };
            let stands = state.fields.get(field).is_some_and(|it| {
                it.value == *value || it.rivals.iter().any(|r| r.value == *value)
            });
            prop_assert!(
                stands,
                "{:?} of {} was overwritten by nobody who had seen it",
                value,
                field
            );
        }
    }
    Ok(())
}

/// An element stands exactly while somebody's adding it was not seen by somebody removing it.
fn additions_win<R: Rules>(world: &World<'_, R>, record: usize) -> Result<(), TestCaseError> {
    let writes = world.writes_of(record, TAGS);
    let mut expected = BTreeSet::new();
    for (change, _) in &writes {
        let Some(Write::Elements { add, .. }) = change.writes.get(TAGS) else {
            continue;
        };
        for item in add {
            let removed = writes.iter().any(|(later, had)| {
                had.contains(&change.stamp)
                    && matches!(
                        later.writes.get(TAGS),
                        Some(Write::Elements { remove, .. }) if remove.contains(item)
                    )
            });
            if !removed {
                expected.insert(item.clone());
            }
        }
    }
    let state = world.state(0, record);
    let standing = match state.fields.get(TAGS).and_then(|it| it.value.clone()) {
        Some(Value::Set(items)) => items,
        _ => BTreeSet::new(),
    };
    prop_assert_eq!(standing, expected, "additions win over unseen removals");
    Ok(())
}

/// Voiding or taking back wins only over what its writer had seen (in the same partition).
fn marks_of_life_need_sight<R: Rules>(
    world: &World<'_, R>,
    record: usize,
) -> Result<(), TestCaseError> {
    let state = world.state(0, record);
    for (mark, hidden) in [
        (Life::VOID, state.voided().is_some()),
        (Life::RETRACTED, state.retracted()),
    ] {
        let marks = world.writes_of(record, mark);
        let standing: Vec<_> = marks
            .iter()
            .filter(|(it, _)| !marks.iter().any(|(_, had)| had.contains(&it.stamp)))
            .collect();
        let is_set = |it: &Change| matches!(it.writes.get(mark), Some(Write::Put(Some(_))));
        let unseen_edit = standing
            .iter()
            .filter(|(it, _)| is_set(it))
            .any(|(it, had)| {
                world.all.values().any(|(edit, edit_had)| {
                    edit.record == it.record
                        && edit.stamp.partition == it.stamp.partition
                        && edit.writes.keys().any(|key| !key.as_str().starts_with('_'))
                        && !had.contains(&edit.stamp)
                        && !edit_had.contains(&it.stamp)
                })
            });
        if unseen_edit {
            prop_assert!(!hidden, "{} does not hide an edit it had not seen", mark);
        } else if !standing.is_empty() && standing.iter().all(|(it, _)| is_set(it)) {
            prop_assert!(hidden, "{} stands where nobody disputes it", mark);
        }
        // Whoever lifted it did not know of it, nor of being lifted who set it.
        let lifted =
            standing.iter().any(|(it, _)| is_set(it)) && standing.iter().any(|(it, _)| !is_set(it));
        prop_assert!(!(lifted && hidden), "{} was lifted beside it", mark);
        let flagged = match mark {
            Life::VOID => state.void_disputed,
            _ => state.retraction_disputed,
        };
        prop_assert_eq!(
            flagged,
            unseen_edit || lifted,
            "what is disputed is flagged"
        );
    }
    Ok(())
}

fn one_decision_closes_it_everywhere<R: Rules>(
    world: &mut World<'_, R>,
) -> Result<(), TestCaseError> {
    let decider = world.devices.len() - 1;
    for record in 0..RECORDS {
        let state = world.state(decider, record);
        for (field, key) in PLAIN.iter().enumerate() {
            if state
                .fields
                .get(*key)
                .is_some_and(|it| !it.rivals.is_empty())
            {
                world.write(decider, record, &Act::Put(field, Some(9)));
            }
        }
        if state.void_disputed {
            world.write(decider, record, &Act::Restore);
        }
    }
    world.meet();
    all_agree(world)?;
    for record in 0..RECORDS {
        let state = world.state(0, record);
        prop_assert!(!state.void_disputed, "the dispute is settled everywhere");
        for field in PLAIN {
            let open = state.fields.get(field).map_or(0, |it| it.rivals.len());
            prop_assert_eq!(open, 0, "one decision closes {} everywhere", field);
        }
    }
    Ok(())
}

/// Whether random stories find an offence against the laws.
fn offends(rules: &impl Rules, cases: u32) -> bool {
    let config = Config {
        cases,
        failure_persistence: None,
        max_shrink_iters: 0,
        ..Config::default()
    };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    TestRunner::new_with_rng(config, rng)
        .run(&story(), |(devices, steps)| laws(rules, devices, &steps))
        .is_err()
}

proptest! {
    #![proptest_config(Config { failure_persistence: None, ..Config::with_cases(400) })]

    #[test]
    fn the_laws_hold((devices, steps) in story()) {
        laws(&Ours, devices, &steps)?;
    }
}

#[test]
fn the_laws_catch_rules_that_are_wrong() {
    assert!(!offends(&Ours, 400), "ours keep the laws");
    assert!(
        offends(&LastWriterWins, 400),
        "last writer wins loses edits"
    );
    assert!(
        offends(&TakesGaps, 400),
        "an intake with holes swallows edits"
    );
    assert!(offends(&FirstComeWins, 400), "a winner by arrival differs");
    assert!(offends(&VoidWins, 400), "a void must not hide unseen edits");
    assert!(offends(&RetractionWins, 400), "nor an undo of the creation");
    assert!(offends(&RemoveWins, 400), "removing must not beat adding");
}

#[test]
fn gaps_are_named_and_filled() {
    let rules = Ours;
    let mut world = World::new(&rules, 1);
    for value in 0..5 {
        world.write(0, 0, &Act::Put(0, Some(value)));
    }
    let changes = world.devices[0].log.clone();
    let device = world.devices[0].id;
    let mut intake = Intake::default();
    let ready = intake.offer([changes[4].clone(), changes[0].clone(), changes[3].clone()]);
    assert_eq!(ready, [changes[0].clone()], "only the first may be applied");
    assert_eq!(
        intake.gaps(),
        [(device, Partition::Township, 2..=3)],
        "two and three are missing"
    );
    assert_eq!(intake.waiting().count(), 2, "the others wait");
    let ready = intake.offer([changes[2].clone(), changes[1].clone()]);
    assert_eq!(ready, changes[1..], "all follow, in order");
    assert!(intake.gaps().is_empty(), "nothing is missing any more");
    assert!(
        intake.offer(changes).is_empty(),
        "what is there is not taken again"
    );
}
