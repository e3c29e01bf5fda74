//! The history of one record in a log of 1,000,000 changes: 125,000 records, each made (two changes:
//! its telephone lies in a partition of its own) and changed six times by operations over 5,000 of
//! them; beside a select of the same row by its id.
//!
//! `cargo run --release -p store --example history_speed`
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a measurement for the console"
)]

use std::time::Instant;

use domain::record::{FieldKey, RecordId, Registry, Source, Value};
use store::keys::Unlock;
use store::ledger::{Ledger, NewOperation};
use store::vault::Protection;

const RECORDS: usize = 125_000;
const CHANGES: usize = 8;
/// Edits of each.
const EDITS: usize = CHANGES - 2;
/// Records of one operation.
const TOGETHER: usize = 5_000;
/// Records asked for, spread over the log.
const ASKED: usize = 200;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("store");
    let (mut ledger, _) = Ledger::create(&dir, &Protection::KeyFile, Registry::builtin()).unwrap();
    let mut ids: Vec<RecordId> = Vec::with_capacity(RECORDS);
    while ids.len() < RECORDS {
        let made = ledger.write(operation("新增"), |tx| {
            (0..TOGETHER)
                .map(|at| tx.create("unit", values(ids.len() + at, 0)))
                .collect::<Result<Vec<RecordId>, _>>()
        });
        ids.extend(made.unwrap().value);
    }
    for round in 1..=EDITS {
        let so_far = ids.len() * (round + 1);
        eprintln!("{so_far} of {} changes", ids.len() * CHANGES);
        for (stretch, records) in ids.chunks(TOGETHER).enumerate() {
            let changed = ledger.write(operation("修改"), |tx| {
                records.iter().enumerate().try_for_each(|(at, id)| {
                    let values = values(stretch * TOGETHER + at, round).into_iter();
                    tx.edit(
                        "unit",
                        *id,
                        values.map(|(key, it)| (key, Some(it))).collect(),
                    )
                })
            });
            changed.unwrap();
        }
    }
    drop(ledger);
    let ledger = Ledger::open(&dir, &Unlock::KeyFile, Registry::builtin()).unwrap();
    let asked: Vec<RecordId> = ids.iter().step_by(RECORDS / ASKED).copied().collect();
    let rows = measure(&asked, |id| {
        assert!(
            ledger.read().get("unit", id).unwrap().is_some(),
            "it is there"
        );
    });
    let histories = measure(&asked, |id| {
        let history = ledger.history("unit", id).unwrap();
        assert_eq!(history.len(), CHANGES, "every change is told");
    });
    let of = |taken: &[Taken], what: fn(&Taken) -> f64| {
        let mut figures: Vec<f64> = taken.iter().map(what).collect();
        figures.sort_by(f64::total_cmp);
        format!("{:.2} and {:.2}", figures[ASKED / 2], figures[ASKED - 1])
    };
    println!(
        "\n{ASKED} records over a log of {} changes, median and largest: history {} ms by the clock, {} ms \
         of the processor, {} reads of the file; the row alone {} ms, {} ms, {} reads",
        RECORDS * CHANGES,
        of(&histories, |it| it.clock),
        of(&histories, |it| it.processor),
        of(&histories, |it| it.reads),
        of(&rows, |it| it.clock),
        of(&rows, |it| it.processor),
        of(&rows, |it| it.reads),
    );
}

fn operation(title: &str) -> NewOperation {
    NewOperation {
        sort: "bench".into(),
        title: title.into(),
        user: None,
        wall_ms: 1_700_000_000_000,
        source: Source::Form,
        undoes: None,
    }
}

fn values(number: usize, round: usize) -> Vec<(FieldKey, Value)> {
    vec![
        ("name".into(), Value::Text(format!("第{number}单位"))),
        (
            "phone".into(),
            Value::Text(format!("139{number:06}{round:02}")),
        ),
    ]
}

/// What asking for one record took.
struct Taken {
    /// Milliseconds.
    clock: f64,
    /// Milliseconds of this thread on a processor (Linux; zero elsewhere): other programs add
    /// nothing to them.
    processor: f64,
    /// Reads of files (Linux; zero elsewhere): one for each page that is not in memory yet.
    reads: f64,
}

fn measure(ids: &[RecordId], mut each: impl FnMut(RecordId)) -> Vec<Taken> {
    ids.iter()
        .map(|id| {
            let before = (processor(), reads());
            let start = Instant::now();
            each(*id);
            Taken {
                clock: start.elapsed().as_secs_f64() * 1e3,
                processor: processor() - before.0,
                // One of them is the look at this figure itself.
                reads: (reads() - before.1 - 1.0).max(0.0),
            }
        })
        .collect()
}

fn processor() -> f64 {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let first = stat.split_whitespace().next();
    first.and_then(|it| it.parse().ok()).unwrap_or(0.0) / 1e6
}

fn reads() -> f64 {
    let io = std::fs::read_to_string("/proc/self/io").unwrap_or_default();
    let line = io.lines().find_map(|line| line.strip_prefix("syscr: "));
    line.and_then(|it| it.parse().ok()).unwrap_or(0.0)
}
