//! A PC is killed while it takes packages in and writes its own to a stick: the store is as before a
//! package or as after it, with its note; the file on the stick is whole or called `.part`.
//!
//! 200 kills; `EXCHANGE_KILLS` asks for another number. The PC is this very test program, started
//! again with a folder in its environment.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test says what it expects"
)]
#![cfg(unix)]

mod exchange;

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use exchange::dice::Dice;
use exchange::series::{Series, noted, open_store, put_out, take_next, whole_files};
use sync::Identity;

const FOLDER: &str = "EXCHANGE_UNDER_TEST";
const PACKAGES: usize = 40;

fn kills() -> u64 {
    let asked = std::env::var("EXCHANGE_KILLS");
    asked.ok().and_then(|it| it.parse().ok()).unwrap_or(200)
}

fn say(what: &str, number: usize) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "ACK {what} {number}").expect("acknowledges");
    out.flush().expect("acknowledges at once");
}

/// Takes package after package in and writes one after each; each is acknowledged on a line.
#[test]
fn pc() {
    let Some(folder) = std::env::var_os(FOLDER) else {
        return;
    };
    let series = Series {
        folder: PathBuf::from(folder),
        digests: Vec::new(),
    };
    let mut ledger = open_store(&series.store());
    say("open", 0);
    for number in noted(&ledger) + 1..=PACKAGES {
        take_next(&mut ledger, &series.package(number)).expect("takes in");
        say("in", number);
        // The same name again and again: a whole file is replaced by a whole one.
        let path = series.stick().join(format!("{}.rdx", number % 2));
        ledger = put_out(ledger, &path).expect("writes");
        say("out", number);
    }
}

/// Runs the PC until so many acknowledgements, then a little longer; answers the last package that
/// it said it had taken in, and whether it said anything.
fn run(folder: &Path, acknowledged: u64, longer: Duration) -> (usize, u64) {
    let mut child = Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", "pc", "--nocapture", "--test-threads=1"])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("starts");
    let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
    let (mut said, mut taken) = (0, 0);
    let mut hear = |line: &str| {
        let Some(at) = line.find("ACK ") else {
            return 0;
        };
        let mut words = line[at + 4..].split_whitespace();
        if words.next() == Some("in") {
            taken = words.next().and_then(|it| it.parse().ok()).unwrap_or(taken);
        }
        1
    };
    while said < acknowledged {
        let Some(Ok(line)) = lines.next() else { break };
        said += hear(&line);
    }
    std::thread::sleep(longer);
    child.kill().expect("is killed");
    child.wait().expect("is gone");
    for line in lines.map_while(Result::ok) {
        said += hear(&line);
    }
    (taken, said)
}

fn copy_all(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("lists") {
        let entry = entry.expect("lists");
        let target = to.join(entry.file_name());
        match entry.file_type().expect("is told").is_dir() {
            true => copy_all(&entry.path(), &target),
            false => drop(std::fs::copy(entry.path(), target).expect("copies")),
        }
    }
}

#[test]
fn killed_at_any_moment_the_store_is_as_before_or_as_after_and_files_are_whole() {
    let (start, kills) = (Instant::now(), kills());
    let home = tempfile::tempdir().expect("a folder");
    let series = Series::make(home.path(), PACKAGES);
    let fresh = home.path().join("fresh");
    copy_all(&series.store(), &fresh);
    let mut dice = Dice(kills);
    let (mut acknowledged, mut beyond, mut parts, mut files) = (0, 0, 0, 0);
    for kill in 0..kills {
        // Some are killed while they open; most within the next packages.
        let after = dice.roll() % 8;
        let longer = Duration::from_micros(dice.roll() % 60_000);
        let (taken, _) = run(home.path(), after, longer);
        let ledger = open_store(&series.store());
        let now = noted(&ledger);
        assert!(
            now >= taken,
            "kill {kill}: {taken} was acknowledged, {now} stand"
        );
        assert_eq!(
            ledger.digest().expect("digests"),
            series.digests[now],
            "kill {kill}: the store says what {now} packages say"
        );
        let found = ledger.inspect(kill % 20 == 19).expect("inspects").problems;
        assert!(found.is_empty(), "kill {kill}: {found:?}");
        acknowledged += usize::from(taken > 0);
        beyond += usize::from(taken > 0 && now > taken);
        let keys = [Identity::of(ledger.device_key()).expect("makes keys")];
        files += whole_files(&series.stick(), &keys);
        let left = std::fs::read_dir(series.stick()).expect("lists");
        let is_part = |it: &std::fs::DirEntry| it.path().extension().is_some_and(|it| it == "part");
        parts += left.flatten().filter(is_part).count();
        drop(ledger);
        if now == PACKAGES {
            std::fs::remove_dir_all(series.store()).expect("makes room");
            copy_all(&fresh, &series.store());
        }
    }
    println!(
        "{kills} kills in {:.0} s: {acknowledged} after a package was acknowledged, {beyond} where \
         more stood than was; {files} times a whole file lay on the stick, {parts} times a `.part`; \
         0 half packages, 0 lost",
        start.elapsed().as_secs_f64()
    );
    assert!(acknowledged > 20 && files > 20, "the PC came to work");
    assert!(
        kills < 200 || parts > 0,
        "some kills fell into the writing of a file"
    );
}
