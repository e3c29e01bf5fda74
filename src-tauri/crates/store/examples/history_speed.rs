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

use std::time::{Duration, Instant};

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
    println!(
        "\nhistory of one record among {} changes, {ASKED} records over the whole log: median {:.1} ms, \
         longest {:.1} ms; the row alone {:.2} ms, {:.2} ms",
        RECORDS * CHANGES,
        millis(histories[ASKED / 2]),
        millis(histories[ASKED - 1]),
        millis(rows[ASKED / 2]),
        millis(rows[ASKED - 1]),
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

/// How long each took, the shortest first.
fn measure(ids: &[RecordId], mut each: impl FnMut(RecordId)) -> Vec<Duration> {
    let mut times: Vec<Duration> = ids
        .iter()
        .map(|id| {
            let start = Instant::now();
            each(*id);
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    times
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
