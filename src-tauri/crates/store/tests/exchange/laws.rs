//! What holds once every stick was read.

use std::collections::{BTreeMap, BTreeSet};

use domain::record::{Life, RecordId, Value, Write};
use store::ledger::Ledger;
use sync::DeviceKind;

use super::pc::Program;
use super::world::{FIELDS, Verdict, World};
use crate::law;

/// Everybody brings everything to the first PC and takes everything home.
pub fn meet(world: &mut World<'_>) -> Verdict {
    for at in 0..world.pcs.len() {
        world.pcs[at].upgrade();
    }
    // News of who was put out comes back with the first round.
    for _ in 0..1 + usize::from(world.lawless) {
        for at in 0..world.pcs.len() {
            world.pcs[at].named.clear();
        }
        for from in 1..world.pcs.len() {
            let hub = world.pcs[0].device();
            // A restored first PC is unknown to who has not heard of it.
            let own = world.pcs[0].trust.papers();
            let root = world.root.public();
            world.pcs[from].trust.add(&root, &own.0, &own.1);
            let stick = world.send(from, &[hub], None)?;
            world.import(0, stick, None)?;
        }
        for to in 1..world.pcs.len() {
            if !world.pcs[to].out {
                let device = world.pcs[to].device();
                let stick = world.send(0, &[device], None)?;
                world.import(to, stick, None)?;
            }
        }
    }
    Ok(())
}

/// Every law about what stands in the end.
pub fn hold(world: &mut World<'_>) -> Verdict {
    for at in 0..world.pcs.len() {
        nothing_is_lost_silently(world, at)?;
    }
    all_agree(world)?;
    let found = world.pcs[0].ledger().inspect(true);
    let found = found.map_err(|fault| fault.to_string())?.problems;
    law!(found.is_empty(), "log and tables differ: {found:?}");
    one_decision_closes_it_everywhere(world)
}

/// Who holds the same says the same; who does not, said why.
fn all_agree(world: &World<'_>) -> Verdict {
    let hub = &world.pcs[0];
    for at in 1..world.pcs.len() {
        let pc = &world.pcs[at];
        if pc.out {
            continue;
        }
        let mut same = true;
        let places: BTreeSet<_> = pc.log.keys().chain(hub.log.keys()).collect();
        for place in places {
            let visible = match pc.kind {
                DeviceKind::Office => true,
                DeviceKind::Station(_) => sync::Rights(pc.kind).may_read(&place.1),
            };
            if visible && pc.log.get(place) != hub.log.get(place) {
                same = false;
                let told = pc.named.contains_key(place) || hub.named.contains_key(place);
                law!(told, "PC {at} and the first differ in {place:?}, untold");
                law!(
                    world.lawless,
                    "PC {at} and the first differ in {place:?} though all was in order"
                );
            }
        }
        if !same {
            continue;
        }
        let mine = world.digest(at)?;
        let theirs = match pc.kind {
            DeviceKind::Office => world.digest(0)?,
            DeviceKind::Station(_) => anew(world, at)?,
        };
        // A tampered station holds what it wrote against its rights as well.
        if mine != theirs && pc.log.keys().all(|it| hub.log.contains_key(it)) {
            return Err(format!("PC {at} holds the same and says something else"));
        }
    }
    Ok(())
}

/// The digest of a new store that takes in what the first PC sent to this one last.
fn anew(world: &World<'_>, at: usize) -> Result<domain::record::Digest, String> {
    let device = world.pcs[at].device();
    let mut ledger = Ledger::in_memory(Program::Newer.registry()).map_err(|it| it.to_string())?;
    let visible = |it: &_| sync::Rights(world.pcs[at].kind).may_read(it);
    let mut runs = Vec::new();
    let each = world.pcs[0]
        .ledger()
        .each_run::<store::error::StoreFault>(&visible, |run| {
            runs.push(run);
            Ok(())
        });
    each.map_err(|fault| format!("{device}: {fault}"))?;
    let packet = store::ledger::Packet {
        runs,
        heads: Vec::new(),
    };
    ledger.absorb(packet).map_err(|fault| fault.to_string())?;
    ledger.digest().map_err(|fault| fault.to_string())
}

/// Every value that nobody overwrote who had seen it is shown, or stands beside what is shown; and
/// nothing is voided that somebody edited without knowing of it, or that nobody voided.
fn nothing_is_lost_silently(world: &World<'_>, at: usize) -> Verdict {
    let pc = &world.pcs[at];
    let doubtful = under_one_number(world);
    let mut by_record: BTreeMap<RecordId, BTreeSet<usize>> = BTreeMap::new();
    for id in pc.log.values().flatten() {
        let record = world.truth.changes[*id].record;
        by_record.entry(record).or_default().insert(*id);
    }
    for (record, ids) in by_record {
        let changes: Vec<_> = ids
            .iter()
            .map(|it| (*it, &world.truth.changes[*it]))
            .collect();
        let Some((_, first)) = changes.first() else {
            continue;
        };
        if doubtful.contains(&record) {
            continue;
        }
        let kind = first.kind.as_str();
        if !FIELDS.iter().any(|(it, _)| *it == kind) {
            continue;
        }
        let known = pc.ledger().registry().get(kind).cloned();
        let Some(known) = known else {
            return Err(format!("PC {at} does not know {kind}"));
        };
        let read = pc.ledger().read();
        let row = read.get(kind, record).map_err(|fault| fault.to_string())?;
        let marks = |mark: &str| -> Vec<usize> {
            let all = changes
                .iter()
                .filter(|(_, it)| it.writes.contains_key(mark));
            let all: Vec<_> = all.collect();
            let heads = all.iter().filter(|(id, mark)| {
                let over =
                    |it: &super::truth::Known| it.had.contains(id) && it.place.1 == mark.place.1;
                !all.iter().any(|(_, it)| over(it))
            });
            heads.map(|(id, _)| *id).collect()
        };
        let Some(row) = row else {
            let taken_back = !marks(Life::RETRACTED).is_empty();
            law!(taken_back, "PC {at} has lost a {kind}");
            continue;
        };
        if row.voided.is_some() {
            let voids: Vec<usize> = marks(Life::VOID)
                .into_iter()
                .filter(|it| {
                    let write = world.truth.changes[*it].writes.get(Life::VOID);
                    matches!(write, Some(Write::Put(Some(_))))
                })
                .collect();
            law!(
                !voids.is_empty(),
                "PC {at}: nobody voided this {kind}{}",
                story(world, &ids)
            );
            for (id, it) in &changes {
                if it.writes.keys().any(|it| !Life::is_life(it)) {
                    let known = voids.iter().any(|void| {
                        it.had.contains(void) || world.truth.changes[*void].had.contains(id)
                    });
                    law!(
                        known,
                        "PC {at}: a void covers an edit it never saw ({id}){}",
                        story(world, &ids)
                    );
                }
            }
        }
        let beside = read.conflicts(kind, record).map_err(|it| it.to_string())?;
        for (id, it) in &changes {
            for (field, write) in it.writes.iter().filter(|(it, _)| !Life::is_life(it)) {
                let Write::Put(value) = write else { continue };
                let over = |other: &super::truth::Known| {
                    other.writes.contains_key(field)
                        && other.had.contains(id)
                        && other.place.1 == it.place.1
                };
                if known.field(field.as_str()).is_none()
                    || changes.iter().any(|(_, other)| over(other))
                {
                    continue;
                }
                let shown = row.get(&known, field.as_str()) == value.as_ref();
                let rivals = beside.iter().filter(|(it, _)| it == field);
                let beside = rivals.flat_map(|(_, it)| it).any(|it| it.value == *value);
                law!(
                    shown || beside,
                    "PC {at}: {value:?} of {kind}.{field} was overwritten by nobody who had seen it{}",
                    story(world, &ids)
                );
            }
        }
    }
    Ok(())
}

/// The first PC decides everything that is open; afterwards it is open nowhere.
fn one_decision_closes_it_everywhere(world: &mut World<'_>) -> Verdict {
    for (kind, _) in FIELDS {
        let open = world.pcs[0].ledger().read().contested(kind);
        for (id, fields) in open.map_err(|fault| fault.to_string())? {
            let decided = world.pcs[0].write(&mut world.truth, |tx| {
                for (field, rivals) in fields {
                    match rivals.is_empty() {
                        true => tx.keep(kind, id)?,
                        false => {
                            let value = Some(Value::Text("核对过".into()));
                            let is_text = rivals.iter().all(|it| {
                                it.value.as_ref().is_none_or(|it| it.as_text().is_some())
                            });
                            let rival = rivals.first().and_then(|it| it.value.clone());
                            let value = if is_text { value } else { rival };
                            if !Life::is_life(&field) {
                                tx.edit(kind, id, vec![(field, value)])?;
                            }
                        }
                    }
                }
                Ok(())
            });
            decided.map_err(|fault| format!("a decision is refused: {fault:?}"))?;
        }
        let open = world.pcs[0].ledger().read().contested(kind);
        let open = open.map_err(|fault| fault.to_string())?;
        let open: Vec<_> = open
            .iter()
            .flat_map(|(_, fields)| fields)
            .filter(|(field, _)| !Life::is_life(field) || field.as_str() == Life::VOID_DISPUTED)
            .collect();
        law!(open.is_empty(), "a decision leaves {kind} open: {open:?}");
    }
    for to in 1..world.pcs.len() {
        if world.pcs[to].out || world.pcs[to].kind != DeviceKind::Office {
            continue;
        }
        let agreed = world.digest(0);
        let device = world.pcs[to].device();
        let stick = world.send(0, &[device], None)?;
        world.import(to, stick, None)?;
        if world.pcs[to].log != world.pcs[0].log {
            continue;
        }
        law!(
            Ok(world.digest(to)?) == agreed,
            "PC {to} decides otherwise after the decision came"
        );
    }
    Ok(())
}

/// Records of which two PCs under one identity wrote different changes with one number. Who says that
/// it saw that number may mean either; that is told as a fork, and cannot be put right by merging.
fn under_one_number(world: &World<'_>) -> BTreeSet<RecordId> {
    let mut first: BTreeMap<_, RecordId> = BTreeMap::new();
    let mut doubtful = BTreeSet::new();
    for it in &world.truth.changes {
        if let Some(other) = first.insert((it.place.clone(), it.seq), it.record) {
            doubtful.extend([other, it.record]);
        }
    }
    doubtful
}

/// What happened to a record, for whoever reads a failure.
fn story(world: &World<'_>, ids: &BTreeSet<usize>) -> String {
    let lines = ids.iter().map(|id| {
        let it = &world.truth.changes[*id];
        let (device, partition) = (it.place.0.to_string(), it.place.1.to_string());
        format!(
            "\n  {id}: {}… {}, number {}: {:?}, had {:?}",
            &device[..4],
            &partition[..1],
            it.seq,
            it.writes,
            it.had
        )
    });
    lines.collect()
}
