//! Random histories of two to six PCs over real stores: writes, voids, decisions, undo; packages that
//! are lost, repeated, stale, cut and torn; restores, clones, PCs put out, PCs tampered with, wrong
//! clocks, programs of two versions. After each import, and once everybody has met, the laws of
//! `exchange/laws.rs` and `exchange/world.rs` hold. Rules that are wrong on purpose are found by them.
//!
//! `EXCHANGE_HISTORIES=100000` lives so many histories, `EXCHANGE_SEED=7` that one alone.
//! `exchange_histories.seeds` holds the seeds of histories that found a fault once.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test says what it expects"
)]

mod exchange;

use std::time::Instant;

use domain::record::{Run, Sequenced, Value};
use exchange::laws;
use exchange::pc::Pc;
use exchange::truth::Truth;
use exchange::world::{Behind, FIELDS, Ours, Rules, Verdict, World};
use rusqlite::params;

/// Histories in each run, with the runs of packages, and with whole sealed packages.
const HISTORIES: u64 = 400;
const SEALED: u64 = 40;
const STEPS: usize = 40;
const SEEDS: &str = include_str!("exchange_histories.seeds");

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// Lives one history to its end; answers how many packages were taken in.
fn live(seed: u64, steps: usize, sealed: bool, rules: &dyn Rules) -> Result<u64, String> {
    let mut world = World::new(seed, sealed, rules);
    world.live(steps)?;
    laws::meet(&mut world)?;
    laws::hold(&mut world)?;
    Ok(world.imports)
}

/// The least number of steps with which a history still fails, and how.
fn shortest(seed: u64, sealed: bool, rules: &dyn Rules) -> Option<(usize, String)> {
    (0..=STEPS).find_map(|steps| {
        let said = live(seed, steps, sealed, rules).err()?;
        Some((steps, said))
    })
}

fn histories(count: u64, sealed: bool) -> Verdict {
    let start = Instant::now();
    let mut imports = 0;
    let kept = SEEDS.lines().filter_map(|it| it.trim().parse().ok());
    let seeds: Vec<u64> = match number("EXCHANGE_SEED") {
        Some(seed) => vec![seed],
        None => kept.chain(1..=count).collect(),
    };
    for seed in &seeds {
        match live(*seed, STEPS, sealed, &Ours) {
            Ok(count) => imports += count,
            Err(said) => {
                let (steps, said) = shortest(*seed, sealed, &Ours).unwrap_or((STEPS, said));
                return Err(format!("history {seed}, {steps} steps: {said}"));
            }
        }
    }
    println!(
        "{} histories, {imports} packages taken in, {:.1} s",
        seeds.len(),
        start.elapsed().as_secs_f64()
    );
    Ok(())
}

#[test]
fn every_history_ends_in_agreement_and_nothing_is_lost() {
    let count = number("EXCHANGE_HISTORIES").unwrap_or(HISTORIES);
    histories(count, false).unwrap_or_else(|said| panic!("{said}"));
}

#[test]
fn the_same_by_whole_sealed_packages() {
    let count = number("EXCHANGE_HISTORIES").map_or(SEALED, |it| it / 20);
    histories(count, true).unwrap_or_else(|said| panic!("{said}"));
}

/// Wrong: of values that stand beside each other the shown one is taken without asking.
struct LastWriterWins;

impl Rules for LastWriterWins {
    fn right(&self) -> bool {
        false
    }

    fn after(&self, pc: &mut Pc, truth: &mut Truth, _: &[Run]) {
        for (kind, _) in FIELDS {
            for (id, fields) in pc.ledger().read().contested(kind).unwrap_or_default() {
                let known = pc.ledger().registry().get(kind).cloned();
                let row = pc.ledger().read().get(kind, id).expect("reads");
                let (Some(known), Some(row)) = (known, row) else {
                    continue;
                };
                let shown = fields.into_iter().filter(|(_, rivals)| !rivals.is_empty());
                let shown: Vec<_> = shown
                    .filter(|(field, _)| known.field(field.as_str()).is_some())
                    .map(|(field, _)| {
                        let value: Option<Value> = row.get(&known, field.as_str()).cloned();
                        (field, value)
                    })
                    .collect();
                pc.write_untold(truth, |tx| tx.edit(kind, id, shown));
            }
        }
    }
}

/// Wrong: pieces of a package are lost, and what comes behind them is taken in as if they were here.
struct TakesGaps;

impl Rules for TakesGaps {
    fn right(&self) -> bool {
        false
    }

    fn before(&self, pc: &Pc, runs: &mut Vec<Run>, behind: &Behind) {
        let have = pc.ledger().have().expect("tells");
        let held = |run: &Run| have.get(&run.place()).copied().unwrap_or(0);
        runs.retain(|it| it.last > held(it));
        // Of each place the first piece that is new, where more follows and the place is known here.
        let follows = |run: &Run| {
            runs.iter()
                .any(|it| it.place() == run.place() && it.first > run.first)
        };
        let lost: Vec<Run> = runs
            .iter()
            .filter(|it| held(it) > 0 && it.first == held(it) + 1 && follows(it))
            .cloned()
            .collect();
        for run in lost {
            let Some(link) = behind.get(&(run.place(), run.last + 1)) else {
                continue;
            };
            runs.retain(|it| it.place() != run.place() || it.first > run.last);
            let done = pc.ledger().vault().conn().execute(
                "UPDATE head SET seq = ?3, chain = ?4, signature = NULL
                 WHERE device = (SELECT num FROM device WHERE id = ?1)
                 AND part = (SELECT num FROM partition WHERE name = ?2)",
                params![
                    run.head.device.bytes(),
                    run.partition.to_string(),
                    i64::try_from(run.last).expect("small"),
                    link
                ],
            );
            done.expect("pretends");
        }
    }
}

/// Wrong: what a package does not hold is taken for deleted.
struct AbsenceDeletes;

impl Rules for AbsenceDeletes {
    fn right(&self) -> bool {
        false
    }

    fn after(&self, pc: &mut Pc, truth: &mut Truth, runs: &[Run]) {
        let mut named = std::collections::BTreeSet::new();
        for block in runs.iter().flat_map(|it| &it.blocks) {
            let read = domain::record::read_block::<domain::record::CodecFault>(block, |entry| {
                named.insert(entry.record);
                Ok(())
            });
            read.expect("reads");
        }
        let held = pc.log.values().flatten();
        let gone: Vec<_> = held
            .map(|it| &truth.changes[*it])
            .filter(|it| it.kind.as_str() == "deputy" && !named.contains(&it.record))
            .map(|it| it.record)
            .collect();
        for id in gone {
            pc.write_untold(truth, |tx| tx.void("deputy", id, "对方没有"));
        }
    }
}

/// How many of these histories find that the rules are wrong, and what the first one says.
fn killed(rules: &dyn Rules) -> (usize, String) {
    let said: Vec<String> = (1..=60)
        .filter_map(|seed| live(seed, STEPS, false, rules).err())
        .collect();
    (said.len(), said.first().cloned().unwrap_or_default())
}

#[test]
fn rules_that_are_wrong_on_purpose_are_found() {
    let mutants: [(&str, &dyn Rules, &str); 3] = [
        ("last writer wins", &LastWriterWins, "overwritten by nobody"),
        ("gaps taken", &TakesGaps, ""),
        ("absence deletes", &AbsenceDeletes, "nobody voided"),
    ];
    for (name, rules, expected) in mutants {
        let (times, said) = killed(rules);
        println!("{name}: found by {times} of 60 histories; the first says: {said}");
        assert!(times > 3, "{name} is found");
        assert!(
            said.contains(expected),
            "{name} is found by its law: {said}"
        );
    }
}
