//! Nothing acknowledged is lost: a process that writes is killed hundreds of times at moments it
//! cannot foresee, and the store is opened again after each.
//!
//! The writer is this very test program, started again with a folder in its environment.
#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test says what it expects"
)]
#![cfg(unix)]

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use domain::record::{Registry, Source, Value};
use store::error::StoreFault;
use store::keys::Unlock;
use store::ledger::{Ledger, NewOperation};
use store::query::ListQuery;
use store::vault::Protection;

const FOLDER: &str = "LEDGER_UNDER_TEST";
const FIRST: &str = "FIRST_OPERATION";
/// Small operations and large ones in turn, so that kills land between and inside transactions.
const SIZES: [u64; 3] = [1, 7, 50];
const KILLS: u64 = 200;

fn size_of(operation: u64) -> u64 {
    SIZES[usize::try_from(operation % 3).expect("small")]
}

fn open(dir: &Path) -> Ledger {
    Ledger::open(dir, &Unlock::KeyFile, Registry::builtin()).expect("the store opens")
}

/// Writes without end; each finished operation is acknowledged on a line of its own.
#[test]
fn writer() {
    let Some(dir) = std::env::var_os(FOLDER) else {
        return;
    };
    let first: u64 = std::env::var(FIRST)
        .ok()
        .and_then(|it| it.parse().ok())
        .expect("a number");
    let mut ledger = open(Path::new(&dir));
    for operation in first.. {
        let new = NewOperation {
            sort: "group.create".into(),
            title: format!("第 {operation} 批"),
            user: None,
            wall_ms: 0,
            source: Source::Form,
            undoes: None,
        };
        ledger
            .write::<_, StoreFault>(new, |tx| {
                for at in 0..size_of(operation) {
                    let name = format!("{operation}/{at}");
                    tx.create(
                        "group",
                        vec![
                            ("name".into(), Value::Text(name)),
                            ("remark".into(), Value::Text("备注".repeat(20))),
                        ],
                    )?;
                }
                Ok(())
            })
            .expect("writes");
        let mut out = std::io::stdout().lock();
        writeln!(out, "ACK {operation}").expect("acknowledges");
        out.flush().expect("acknowledges at once");
    }
}

fn start(dir: &Path, first: u64) -> Child {
    Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", "writer", "--nocapture", "--test-threads=1"])
        .env(FOLDER, dir)
        .env(FIRST, first.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("starts")
}

#[test]
fn killed_at_any_moment_nothing_acknowledged_is_lost() {
    let home = tempfile::tempdir().expect("a folder");
    let dir = home.path().join("store");
    drop(Ledger::create(&dir, &Protection::KeyFile, Registry::builtin()).expect("is made"));
    let mut acknowledged: BTreeSet<u64> = BTreeSet::new();
    let mut next = 0_u64;
    let mut opening = Duration::ZERO;
    let mut before_any = 0;
    for kill in 0..KILLS {
        let mut child = start(&dir, next);
        let lines = BufReader::new(child.stdout.take().expect("its output")).lines();
        // Up to nine acknowledgements, then a few hundred microseconds more: another moment of a
        // transaction each time. Every tenth is killed while it opens.
        let wanted = kill % 10;
        let mut seen = 0;
        let mut lines = lines.map_while(Result::ok);
        while seen < wanted {
            let Some(line) = lines.next() else { break };
            seen += note(&line, &mut acknowledged, &mut next);
        }
        std::thread::sleep(Duration::from_micros(kill * 7919 % 6_000));
        child.kill().expect("is killed");
        child.wait().expect("is gone");
        for line in lines {
            seen += note(&line, &mut acknowledged, &mut next);
        }
        if seen == 0 {
            before_any += 1;
        }
        let start = Instant::now();
        let ledger = open(&dir);
        opening += start.elapsed();
        whole(&ledger, &acknowledged, kill % 20 == 19);
        let found = ledger.inspect(false).expect("inspects").problems;
        assert!(found.is_empty(), "after kill {kill}: {found:?}");
        next = standing(&ledger)
            .keys()
            .max()
            .map_or(0, |it| it + 1)
            .max(next);
    }
    let ledger = open(&dir);
    let beyond = whole(&ledger, &acknowledged, true);
    let found = ledger.inspect(true).expect("inspects").problems;
    assert!(found.is_empty(), "at the end: {found:?}");
    println!(
        "{KILLS} kills ({before_any} before any acknowledgement), {} operations acknowledged, \
         {beyond} more stand whole that were killed before their word got out; 0 lost, 0 half; \
         opening took {:.1} ms on average",
        acknowledged.len(),
        opening.as_secs_f64() * 1e3 / 200.0
    );
    assert!(acknowledged.len() > 100, "the writer came to write");
}

fn note(line: &str, acknowledged: &mut BTreeSet<u64>, next: &mut u64) -> u64 {
    // The test harness writes its own words on the first line.
    let Some(at) = line.find("ACK ") else {
        return 0;
    };
    let Ok(operation) = line[at + 4..].trim().parse() else {
        return 0;
    };
    acknowledged.insert(operation);
    *next = (*next).max(operation + 1);
    1
}

/// How many records of each operation stand.
fn standing(ledger: &Ledger) -> BTreeMap<u64, u64> {
    let kind = ledger.registry().get("group").expect("groups").clone();
    let mut counts = BTreeMap::new();
    ledger
        .read()
        .for_each("group", &ListQuery::all(), |row| {
            let name = kind.name_of(&row);
            let operation = name.split('/').next().and_then(|it| it.parse().ok());
            *counts.entry(operation.expect("a number")).or_default() += 1;
            Ok(())
        })
        .expect("reads");
    counts
}

/// No operation stands by half, none that was acknowledged is missing; answers how many stand
/// beyond those.
fn whole(ledger: &Ledger, acknowledged: &BTreeSet<u64>, log_too: bool) -> usize {
    let counts = standing(ledger);
    for operation in acknowledged {
        assert!(
            counts.contains_key(operation),
            "operation {operation} was acknowledged"
        );
    }
    for (operation, count) in &counts {
        assert_eq!(
            *count,
            size_of(*operation),
            "operation {operation} stands whole"
        );
    }
    if log_too {
        let changes = ledger.packet().expect("packs").changes();
        assert_eq!(
            changes,
            counts.values().sum::<u64>(),
            "the log holds exactly what stands"
        );
    }
    counts.len() - acknowledged.len()
}
