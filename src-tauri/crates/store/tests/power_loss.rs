//! The power fails while packages are taken in. The PC is this very test program under `strace`; what it
//! wrote is replayed to a point: what was flushed lies on the disk, of what was written since a random
//! part does, in whole sectors of 512 bytes. The store then opens, says what some number of packages say,
//! and no package is missing that was acknowledged. Without flushing the same points lose packages:
//! the replay finds what it is to find.
//!
//! 400 points; `POWER_POINTS` asks for another number. Not shown: a lost name in a folder, and a disk
//! that says it has flushed what it has not.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test says what it expects"
)]
#![cfg(target_os = "linux")]

mod exchange;

use std::collections::BTreeMap;
use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use exchange::dice::Dice;
use exchange::pc::Program;
use exchange::series::{Series, noted, open_store, take_next};
use store::keys::Unlock;
use store::ledger::Ledger;

const FOLDER: &str = "POWER_UNDER_TEST";
const FLUSHING: &str = "POWER_SYNCHRONOUS";
const PACKAGES: usize = 12;
const SECTOR: usize = 512;
const FILES: [&str; 2] = ["store.db", "store.db-wal"];

/// Takes package after package in; each is acknowledged on a line.
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
    let flushing = std::env::var(FLUSHING).expect("a word");
    let pragma = format!("PRAGMA synchronous = {flushing}");
    ledger.vault().conn().execute_batch(&pragma).expect("sets");
    for number in noted(&ledger) + 1..=PACKAGES {
        take_next(&mut ledger, &series.package(number)).expect("takes in");
        let mut out = std::io::stdout().lock();
        out.write_all(format!("ACK {number}\n").as_bytes())
            .expect("acknowledges");
        out.flush().expect("acknowledges at once");
    }
}

/// What the PC asked of the disk, and what it said.
enum Event {
    Write(usize, usize, Vec<u8>),
    Truncate(usize, usize),
    Flush(usize),
    Acknowledged(usize),
}

/// What lies on the disk for certain, and what was asked since.
#[derive(Default)]
struct Disk {
    durable: [Vec<u8>; 2],
    pending: [Vec<Event>; 2],
}

fn put(bytes: &mut Vec<u8>, at: usize, content: &[u8]) {
    let end = at + content.len();
    if bytes.len() < end {
        bytes.resize(end, 0);
    }
    bytes[at..end].copy_from_slice(content);
}

impl Disk {
    fn take(&mut self, event: Event) {
        match event {
            Event::Flush(file) => {
                let bytes = &mut self.durable[file];
                for event in self.pending[file].drain(..) {
                    apply(bytes, &event);
                }
            }
            Event::Write(file, ..) | Event::Truncate(file, _) => self.pending[file].push(event),
            Event::Acknowledged(_) => {}
        }
    }

    /// What is found when the power comes back.
    fn after_the_cut(&self, file: usize, dice: &mut Dice) -> Vec<u8> {
        let mut bytes = self.durable[file].clone();
        // Sometimes most of it came to the disk, sometimes little.
        let share = 1 + dice.roll() % 7;
        for event in &self.pending[file] {
            if dice.roll() % 8 >= share {
                continue;
            }
            match event {
                Event::Write(_, at, content) if dice.once_in(4) => {
                    let sectors = content.len().div_ceil(SECTOR);
                    let kept = (dice.below(sectors + 1) * SECTOR).min(content.len());
                    put(&mut bytes, *at, &content[..kept]);
                }
                event => apply(&mut bytes, event),
            }
        }
        bytes
    }
}

fn apply(bytes: &mut Vec<u8>, event: &Event) {
    match event {
        Event::Write(_, at, content) => put(bytes, *at, content),
        Event::Truncate(_, length) => bytes.resize(*length, 0),
        Event::Flush(_) | Event::Acknowledged(_) => {}
    }
}

/// `"\x41\x42"` as bytes.
fn unquoted(text: &str) -> Option<Vec<u8>> {
    let inner = text.trim().strip_prefix('"')?.strip_suffix('"')?;
    let mut digits = inner.split("\\x");
    digits.next();
    digits.map(|it| u8::from_str_radix(it, 16).ok()).collect()
}

/// One line of the trace. The paths of files are written beside their numbers.
fn event(line: &str) -> Option<Event> {
    let (call, arguments) = line.split_once('(')?;
    let call = call.split_whitespace().last()?;
    let (file, rest) = arguments.split_once('>')?;
    let number = |it: &str| -> Option<usize> {
        let digits: String = it.trim().chars().take_while(char::is_ascii_digit).collect();
        digits.parse().ok()
    };
    if call == "write" && file.starts_with("1<") {
        let text = rest.trim_start_matches(", ");
        let said = unquoted(&text[..=text.rfind('"')?])?;
        let said = String::from_utf8_lossy(&said).into_owned();
        return said
            .split("ACK ")
            .nth(1)
            .and_then(number)
            .map(Event::Acknowledged);
    }
    let path = file.split_once('<')?.1;
    let path = match path.contains("\\x") {
        true => String::from_utf8(unquoted(&format!("\"{path}\""))?).ok()?,
        false => path.to_owned(),
    };
    let name = Path::new(&path).file_name()?.to_str()?.to_owned();
    let file = FILES.iter().position(|it| *it == name)?;
    match call {
        "pwrite64" => {
            let end = rest.rfind('"')?;
            let content = unquoted(rest[..=end].trim_start_matches(", "))?;
            let at = rest[end + 1..].split(", ").nth(2).and_then(number)?;
            Some(Event::Write(file, at, content))
        }
        "ftruncate" => Some(Event::Truncate(
            file,
            number(rest.trim_start_matches(", "))?,
        )),
        "fsync" | "fdatasync" => Some(Event::Flush(file)),
        _ => None,
    }
}

/// Lets the PC work under `strace`; `None` where that is not to be had.
fn traced(folder: &Path, flushing: &str) -> Option<Vec<Event>> {
    let trace = folder.join("trace");
    let done = Command::new("strace")
        .args(["-f", "-y", "-xx", "-s", "100000000", "-o"])
        .arg(&trace)
        .args(["-e", "trace=pwrite64,write,ftruncate,fsync,fdatasync"])
        .arg(std::env::current_exe().expect("this program"))
        .args(["--exact", "pc", "--nocapture", "--test-threads=1"])
        .env(FOLDER, folder)
        .env(FLUSHING, flushing)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .output();
    let said = match done {
        Ok(done) if done.status.success() => String::from_utf8_lossy(&done.stdout).into_owned(),
        _ => {
            println!("skipped: no strace here");
            return None;
        }
    };
    assert!(
        said.contains(&format!("ACK {PACKAGES}")),
        "it came to its end"
    );
    let trace = std::fs::read_to_string(trace).expect("a trace");
    Some(trace.lines().filter_map(event).collect())
}

fn copy_files(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("lists").flatten() {
        let target = to.join(entry.file_name());
        match entry.path().is_dir() {
            true => copy_files(&entry.path(), &target),
            false => drop(std::fs::copy(entry.path(), target).expect("copies")),
        }
    }
}

/// What became of the store at the points.
#[derive(Default, Debug)]
struct Outcome {
    whole: usize,
    corrupt: usize,
    lost: usize,
    /// How many packages stood, and how often.
    stood: BTreeMap<usize, usize>,
}

fn replay(series: &Series, fresh: &Path, events: Vec<Event>, points: usize) -> Outcome {
    let mut dice = Dice(points as u64);
    let count = events.len();
    let mut at: Vec<usize> = (0..points).map(|_| dice.below(count)).collect();
    at.sort_unstable();
    let mut at = at.into_iter().peekable();
    let mut disk = Disk::default();
    for (file, name) in FILES.iter().enumerate() {
        disk.durable[file] = std::fs::read(fresh.join(name)).unwrap_or_default();
    }
    let place = series.folder.join("after");
    let mut outcome = Outcome::default();
    let mut acknowledged = 0;
    for (number, event) in events.into_iter().enumerate() {
        if let Event::Acknowledged(it) = &event {
            acknowledged = *it;
        }
        disk.take(event);
        while at.next_if(|it| *it == number).is_some() {
            let _ = std::fs::remove_dir_all(&place);
            copy_files(fresh, &place);
            for (file, name) in FILES.iter().enumerate() {
                let found = disk.after_the_cut(file, &mut dice);
                std::fs::write(place.join(name), found).expect("writes");
            }
            let stands = catch_unwind(AssertUnwindSafe(|| {
                let registry = Program::Newer.registry();
                let ledger = Ledger::open(&place, &Unlock::KeyFile, registry).ok()?;
                let stands = ledger.packages(usize::MAX).ok()?.len();
                let says = ledger.digest().ok()?;
                let sound = ledger.inspect(false).ok()?.problems.is_empty();
                (sound && says == series.digests[stands]).then_some(stands)
            }));
            match stands.ok().flatten() {
                None => outcome.corrupt += 1,
                Some(stands) if stands < acknowledged => outcome.lost += 1,
                Some(stands) => {
                    outcome.whole += 1;
                    *outcome.stood.entry(stands).or_default() += 1;
                }
            }
        }
    }
    outcome
}

#[test]
fn whatever_of_it_came_to_the_disk_the_store_is_whole_and_nothing_acknowledged_is_lost() {
    let points = std::env::var("POWER_POINTS");
    let points: usize = points.ok().and_then(|it| it.parse().ok()).unwrap_or(400);
    for (flushing, points) in [("FULL", points), ("OFF", points.div_ceil(4))] {
        let start = Instant::now();
        let home = tempfile::tempdir().expect("a folder");
        let series = Series::make(home.path(), PACKAGES);
        let fresh = home.path().join("fresh");
        copy_files(&series.store(), &fresh);
        let Some(events) = traced(home.path(), flushing) else {
            return;
        };
        let writes = events
            .iter()
            .filter(|it| matches!(it, Event::Write(..)))
            .count();
        let flushes = events
            .iter()
            .filter(|it| matches!(it, Event::Flush(_)))
            .count();
        let outcome = replay(&series, &fresh, events, points);
        println!(
            "synchronous={flushing}: {writes} writes, {flushes} flushes, {points} points: \
             {outcome:?}, {:.0} s",
            start.elapsed().as_secs_f64()
        );
        let bad = outcome.corrupt + outcome.lost;
        match flushing {
            "FULL" => {
                assert_eq!(bad, 0, "{outcome:?}");
                assert!(outcome.stood.len() > PACKAGES / 2, "points lie everywhere");
            }
            _ => assert!(
                bad > points / 10,
                "without flushing it is found: {outcome:?}"
            ),
        }
    }
}
