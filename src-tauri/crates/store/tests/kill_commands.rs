//! Whatever writes is killed: backup, import, rebuild, attaching, a change of keys, restore. After
//! each kill the store opens, is whole, and holds everything acknowledged.
//!
//! The moments are drawn from how long the command takes here: most fall anywhere in its life or just
//! beyond, every eighth while the store opens, every eighth as soon as it is acknowledged.
//!
//! 200 kills; `STORE_KILLS` asks for another number. The writer is this very test program, started
//! again with a folder and a command in its environment.
#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test says what it expects"
)]
#![cfg(unix)]

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use chrono::NaiveDateTime;
use domain::record::{Registry, Source, Value};
use store::cancellation::Cancellation;
use store::error::StoreFault;
use store::keys::Unlock;
use store::ledger::{Ledger, NewOperation};
use store::query::ListQuery;
use store::vault::backup::{self, Reason};
use store::vault::restore::Opening;
use store::vault::{Protection, Vault, thinning};

const FOLDER: &str = "STORE_UNDER_TEST";
const COMMAND: &str = "COMMAND_UNDER_TEST";
const COMMANDS: [&str; 6] = [
    "backup", "import", "rebuild", "attach", "password", "restore",
];
/// Records of one import.
const ROWS: u64 = 200;
/// A rebuild and a copy take longer than nothing with so many records.
const BASE: u64 = 400;

fn now() -> NaiveDateTime {
    "2026-11-23T09:30:00".parse().expect("a time")
}

fn open(dir: &Path) -> Ledger {
    Ledger::open(dir, &Unlock::KeyFile, Registry::builtin()).expect("the store opens")
}

fn import(ledger: &mut Ledger, rows: u64) {
    let new = NewOperation {
        sort: "group.import".into(),
        title: "导入小组".into(),
        user: None,
        wall_ms: 0,
        source: Source::Import,
        undoes: None,
    };
    ledger
        .write::<_, StoreFault>(new, |tx| {
            for at in 0..rows {
                let name = Value::Text(format!("第{at}小组"));
                tx.create("group", vec![("name".into(), name)])?;
            }
            Ok(())
        })
        .expect("writes");
}

fn content(at: u64) -> Vec<u8> {
    format!("照片 {at}").into_bytes().repeat(5_000)
}

fn copy_of(dir: &Path) -> PathBuf {
    dir.with_file_name("copy")
}

fn count(ledger: &Ledger) -> u64 {
    ledger
        .read()
        .count("group", &ListQuery::all())
        .expect("counts")
}

/// Does the command again and again; each one done is acknowledged on a line of its own.
#[test]
fn writer() {
    let (Some(dir), Ok(command)) = (std::env::var_os(FOLDER), std::env::var(COMMAND)) else {
        return;
    };
    let dir = PathBuf::from(dir);
    let say = |word: &str, number: u64| {
        let mut out = std::io::stdout().lock();
        writeln!(out, "{word} {number}").expect("says");
        out.flush().expect("says at once");
    };
    let mut ledger = open(&dir);
    let files = |ledger: &Ledger| ledger.vault().attachments().expect("on the disk");
    let mut at = files(&ledger).list().expect("lists").len() as u64;
    say("GO", 0);
    loop {
        match command.as_str() {
            "backup" => {
                let made = ledger.back_up(None, now(), Reason::ByHand).expect("copies");
                assert!(made.bytes > 0, "a file");
            }
            "import" => import(&mut ledger, ROWS),
            "rebuild" => ledger
                .rebuild_cancellable(&Cancellation::never())
                .expect("rebuilds"),
            "attach" => {
                files(&ledger).put(content(at).as_slice()).expect("puts");
            }
            "password" => {
                ledger.change_ways(Vault::replace_card).expect("revokes");
            }
            _ => {
                import(&mut ledger, ROWS);
                say("FILLED", 0);
                let (key, way) = ledger.into_vault().close();
                let file = thinning::list(&copy_of(&dir)).expect("lists")[0]
                    .path
                    .clone();
                let held = Opening::Held { key, way };
                let registry = Registry::builtin();
                let back = Ledger::restore(&file, &dir, &held, now(), registry);
                ledger = back.expect("restores").ledger;
            }
        }
        say("ACK", at);
        at += 1;
    }
}

/// When a writer is killed.
#[derive(Clone, Copy)]
enum Moment {
    /// So long after it was started, which is before it has the store open.
    Opening(Duration),
    /// So long after the command began.
    Within(Duration),
    /// As soon as the command is acknowledged; the next one begins.
    Acknowledged,
}

/// How long a command takes here, and where in its life the kills fell.
#[derive(Default)]
struct Lives {
    /// From the start of the program to the open store.
    opening: Duration,
    /// From there to the first acknowledgement.
    command: Duration,
    while_opening: usize,
    /// Killed before the acknowledgement, by the tenth of its life in which the kill fell; what
    /// took longer than it used to is the last.
    cut_short: [usize; 11],
    /// Acknowledged although killed within.
    finished: usize,
    /// Acknowledged and killed upon it.
    upon: usize,
}

impl Lives {
    /// The moment of a round. The golden ratio spreads any number of rounds evenly.
    fn moment(&self, round: u64) -> Moment {
        let part = (round as f64 * 0.618_033_988_75).fract();
        match round % 8 {
            // The first two say how long it takes.
            0 | 1 if round < 2 => Moment::Acknowledged,
            6 => Moment::Acknowledged,
            7 => Moment::Opening(self.opening.mul_f64(part)),
            _ => Moment::Within(self.command.mul_f64(part * 1.25)),
        }
    }

    fn note(&mut self, moment: Moment, killed: &Killed) {
        // What others do on the machine changes: the last times count most.
        let follow = |known: &mut Duration, took: Option<Duration>| match took {
            Some(took) if known.is_zero() => *known = took,
            Some(took) => *known = (*known + took) / 2,
            None => {}
        };
        match moment {
            Moment::Opening(_) => self.while_opening += 1,
            Moment::Acknowledged => self.upon += 1,
            Moment::Within(_) if !killed.acknowledged.is_empty() => self.finished += 1,
            Moment::Within(after) => {
                let tenth = after.as_secs_f64() / self.command.as_secs_f64() * 10.0;
                self.cut_short[(tenth as usize).min(10)] += 1;
            }
        }
        follow(&mut self.opening, killed.opening);
        follow(&mut self.command, killed.command);
    }
}

/// A writer that was killed.
struct Killed {
    /// What was acknowledged before.
    acknowledged: Vec<u64>,
    /// How long it took to open, where it came so far.
    opening: Option<Duration>,
    /// How long the command took, where the kill waited for it.
    command: Option<Duration>,
}

fn kill(dir: &Path, command: &str, moment: Moment) -> Killed {
    let begun = Instant::now();
    let mut child = Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", "writer", "--nocapture", "--test-threads=1"])
        .env(FOLDER, dir)
        .env(COMMAND, command)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("starts");
    let lines = BufReader::new(child.stdout.take().expect("its output")).lines();
    let mut lines = lines.map_while(Result::ok);
    let mut acknowledged = Vec::new();
    let mut until = |lines: &mut dyn Iterator<Item = String>, word: &str| {
        for line in lines {
            if let Some(at) = line.find("ACK ") {
                acknowledged.extend(line[at + 4..].trim().parse::<u64>());
            }
            if line.contains(word) {
                return Some(Instant::now());
            }
        }
        None
    };
    let (mut opening, mut took) = (None, None);
    if let Moment::Opening(after) = moment {
        std::thread::sleep(after);
    } else {
        let open = until(&mut lines, "GO ").expect("the store opens");
        opening = Some(open - begun);
        // A restore begins once what it is to replace was written.
        let first = match command {
            "restore" => until(&mut lines, "FILLED ").expect("is filled"),
            _ => open,
        };
        if let Moment::Within(after) = moment {
            std::thread::sleep(after);
        } else {
            let done = until(&mut lines, "ACK ").expect("is done");
            took = Some(done - first);
        }
    }
    child.kill().expect("is killed");
    child.wait().expect("is gone");
    until(&mut lines, "no such line");
    Killed {
        acknowledged,
        opening,
        command: took,
    }
}

fn assert_whole(ledger: &Ledger, command: &str, round: u64) {
    assert!(ledger.vault().pending().is_none(), "nothing is left to do");
    let deep = round.is_multiple_of(20);
    let found = ledger.inspect(deep).expect("inspects").problems;
    assert!(found.is_empty(), "{command}, kill {round}: {found:?}");
    let left: Vec<_> = ["", "backups", "attachments"]
        .iter()
        .flat_map(|it| std::fs::read_dir(ledger.vault().dir().expect("a folder").join(it)))
        .flatten()
        .filter_map(Result::ok)
        .map(|it| it.file_name().to_string_lossy().into_owned())
        .filter(|it| it.starts_with(".making-") || it.starts_with(".tmp-") || it == "restoring")
        .collect();
    assert!(
        left.is_empty(),
        "{command}, kill {round}: swept, not {left:?}"
    );
}

#[test]
fn every_command_that_writes_survives_being_killed() {
    let kills: u64 = std::env::var("STORE_KILLS")
        .ok()
        .and_then(|it| it.parse().ok())
        .unwrap_or(200);
    let home = tempfile::tempdir().expect("a folder");
    for command in COMMANDS {
        let dir = home.path().join(command).join("store");
        let made = Ledger::create(&dir, &Protection::KeyFile, Registry::builtin());
        let (mut ledger, _) = made.expect("is made");
        import(&mut ledger, BASE);
        let photo = ledger.vault().attachments().expect("on the disk");
        let photo = photo.put(content(0).as_slice()).expect("puts").hash;
        ledger.back_up(None, now(), Reason::ByHand).expect("copies");
        let copy = copy_of(&dir);
        let reason = Reason::ByHand;
        ledger.back_up(Some(&copy), now(), reason).expect("copies");
        let digest = ledger.digest().expect("digest");
        drop(ledger);
        let mut imported = BASE;
        let mut attached = vec![0];
        let mut lives = Lives::default();
        for round in 0..kills.div_ceil(COMMANDS.len() as u64) {
            let moment = lives.moment(round);
            let killed = kill(&dir, command, moment);
            lives.note(moment, &killed);
            let acknowledged = killed.acknowledged;
            let ledger = open(&dir);
            assert_whole(&ledger, command, round);
            let files = ledger.vault().attachments().expect("on the disk");
            assert!(files.get(&photo).is_ok(), "{command}, kill {round}");
            let standing = count(&ledger);
            match command {
                "import" => {
                    assert_eq!((standing - BASE) % ROWS, 0, "no half import");
                    imported += ROWS * acknowledged.len() as u64;
                    assert!(
                        standing >= imported,
                        "{standing} of {imported} acknowledged"
                    );
                    imported = standing;
                }
                "restore" => assert!(
                    (standing - BASE).is_multiple_of(ROWS),
                    "the old or the restored, kill {round}: {standing}"
                ),
                _ => assert_eq!(ledger.digest().expect("digest"), digest, "{command}"),
            }
            attached.extend(acknowledged.iter().filter(|_| command == "attach"));
            for at in &attached {
                let hash = blake3::hash(&content(*at));
                assert!(files.get(&hash).is_ok(), "attachment {at} was acknowledged");
            }
            let backups = ledger.vault().backups_dir().expect("on the disk");
            let listed = thinning::list(&backups).expect("lists");
            if command == "backup" {
                assert!(listed.len() >= acknowledged.len(), "all acknowledged");
            }
            for (at, file) in listed.iter().enumerate() {
                assert!(backup::inspect(&file.path).is_ok(), "whole: {file:?}");
                if at > 1 {
                    std::fs::remove_file(&file.path).expect("makes room");
                }
            }
        }
        let cut_short: usize = lives.cut_short.iter().sum();
        println!(
            "{command}: {:.0} ms, opened in {:.0} ms; killed {} times while it opened, {cut_short} \
             times before it had finished (by tenths of its life {:?}), {} times when it just had, \
             {} times upon its acknowledgement",
            lives.command.as_secs_f64() * 1e3,
            lives.opening.as_secs_f64() * 1e3,
            lives.while_opening,
            lives.cut_short,
            lives.finished,
            lives.upon,
        );
        assert!(cut_short > 0, "{command}: some kills come before its end");
        assert!(lives.upon > 0, "{command}: some kills come upon its end");
        if kills >= 1_000 {
            assert!(lives.finished > 0, "{command}: some come just after it");
            let early: usize = lives.cut_short[..3].iter().sum();
            let late: usize = lives.cut_short[7..].iter().sum();
            assert!(early > 0 && late > 0, "{command}: {:?}", lives.cut_short);
        }
        // The store's own backup follows it, whatever its key is by now.
        let ledger = open(&dir);
        let own = thinning::list(&dir.join("backups")).expect("lists");
        let file = own[0].path.clone();
        let (key, way) = ledger.into_vault().close();
        let held = Opening::Held { key, way };
        let back = Ledger::restore(&file, &dir, &held, now(), Registry::builtin());
        back.unwrap_or_else(|fault| panic!("{command}: {fault}"));
    }
    println!("{kills} kills");
}
