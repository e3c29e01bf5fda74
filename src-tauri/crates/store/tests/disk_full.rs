//! A full disk: one clear sentence, nothing half done, and work goes on once there is room.
#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test says what it expects"
)]

use domain::record::{RecordId, Registry, Source, Value};
use store::error::StoreFault;
use store::keys::Unlock;
use store::ledger::{Ledger, NewOperation};
use store::query::ListQuery;
use store::vault::Protection;

fn operation() -> NewOperation {
    NewOperation {
        sort: "group.create".into(),
        title: "新增小组".into(),
        user: None,
        wall_ms: 0,
        source: Source::Form,
        undoes: None,
    }
}

/// Writes so many records in one operation.
fn write(ledger: &mut Ledger, count: u64) -> Result<Vec<RecordId>, StoreFault> {
    let text = "内容".repeat(100);
    ledger
        .write(operation(), |tx| {
            (0..count)
                .map(|at| {
                    let values = vec![
                        ("name".into(), Value::Text(format!("第{at}小组"))),
                        ("remark".into(), Value::Text(text.clone())),
                    ];
                    tx.create("group", values)
                })
                .collect()
        })
        .map(|committed| committed.value)
}

fn standing(ledger: &Ledger) -> u64 {
    ledger
        .read()
        .count("group", &ListQuery::all())
        .expect("counts")
}

fn pages(ledger: &Ledger) -> i64 {
    ledger
        .vault()
        .conn()
        .query_row("PRAGMA page_count", [], |row| row.get(0))
        .expect("counts pages")
}

fn limit(ledger: &Ledger, pages: i64) {
    ledger
        .vault()
        .conn()
        .query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(()))
        .expect("limits");
}

fn steps_through_failures(ledger: &mut Ledger) -> u32 {
    let mut failures = 0;
    let mut expected = standing(ledger);
    for step in 0..80_u64 {
        let size = 1 + step % 40;
        let room = i64::try_from(step % 7).expect("small");
        limit(ledger, pages(ledger) + room);
        let before = ledger.digest().expect("digest");
        match write(ledger, size) {
            Ok(ids) => expected += ids.len() as u64,
            Err(fault) => {
                failures += 1;
                assert!(matches!(fault, StoreFault::Full(_)), "named: {fault:?}");
                let sentence = fault.to_string();
                assert!(
                    sentence.contains("磁盘满了") && sentence.ends_with('。'),
                    "one clear sentence: {sentence}"
                );
                let after = ledger.digest().expect("digest");
                assert_eq!(after, before, "nothing half done");
            }
        }
        assert_eq!(standing(ledger), expected, "whole operations only");
        if step % 10 == 9 {
            let found = ledger.inspect(true).expect("inspects").problems;
            assert!(found.is_empty(), "intact at step {step}: {found:?}");
        }
        // Room again: the work goes on, and the log has no gap where the failed ones were.
        limit(ledger, i64::from(u32::MAX / 2));
        expected += write(ledger, 1).expect("goes on").len() as u64;
    }
    failures
}

#[test]
fn each_failing_write_is_named_and_leaves_nothing() {
    let dir = tempfile::tempdir().expect("a folder");
    let (mut ledger, _) = Ledger::create(dir.path(), &Protection::KeyFile, Registry::builtin())
        .expect("a store is made");
    write(&mut ledger, 5).expect("writes");
    let failures = steps_through_failures(&mut ledger);
    println!("{failures} writes met a full store");
    assert!(failures >= 20, "the limit was met often: {failures}");
    let digest = ledger.digest().expect("digest");
    drop(ledger);
    let ledger = Ledger::open(dir.path(), &Unlock::KeyFile, Registry::builtin()).expect("opens");
    assert_eq!(ledger.digest().expect("digest"), digest, "the same on disk");
    let found = ledger.inspect(true).expect("inspects").problems;
    assert!(found.is_empty(), "intact: {found:?}");
}

#[test]
fn a_scheme_that_finds_no_room_is_not_in_force() {
    let mut ledger = Ledger::in_memory(Registry::builtin()).expect("opens");
    let text = |it: &str| Value::Text(it.into());
    let entry = vec![
        ("label".into(), text("新栏")),
        ("record_type".into(), text("group")),
        ("field".into(), text("x.1")),
        ("sort".into(), text("文字")),
    ];
    let added = ledger
        .write::<_, StoreFault>(operation(), |tx| tx.create("scheme", entry))
        .expect("adds")
        .value;
    ledger
        .write::<_, StoreFault>(operation(), |tx| {
            (0..300).try_for_each(|at| {
                let name = ("name".into(), text(&format!("第{at}小组")));
                tx.create(
                    "group",
                    vec![name, ("x.1".into(), text(&"内容".repeat(100)))],
                )
                .map(drop)
            })
        })
        .expect("writes");
    ledger
        .write::<_, StoreFault>(operation(), |tx| tx.void("scheme", added, "不用了"))
        .expect("voids");
    ledger
        .vault()
        .conn()
        .execute_batch("VACUUM")
        .expect("no page stays free");
    let before = ledger.digest().expect("digest");
    let fields = |ledger: &Ledger| ledger.registry().get("group").expect("groups").fields.len();
    let without = fields(&ledger);
    let mut refused = 0;
    for room in 0.. {
        limit(&ledger, pages(&ledger) + room);
        // The field comes back with its values: the tables are built anew and need room.
        let restored = ledger.write::<_, StoreFault>(operation(), |tx| tx.restore("scheme", added));
        let Err(fault) = restored else { break };
        refused += 1;
        assert!(matches!(fault, StoreFault::Full(_)), "named: {fault:?}");
        assert_eq!(fields(&ledger), without, "the scheme is as before");
        assert_eq!(ledger.digest().expect("digest"), before, "so are records");
    }
    assert!(refused > 3, "there was too little room at first: {refused}");
    assert_eq!(fields(&ledger), without + 1, "with room the field is back");
    limit(&ledger, i64::from(u32::MAX / 2));
    let found = ledger.inspect(true).expect("inspects").problems;
    assert!(found.is_empty(), "intact: {found:?}");
}

/// A file system of its own, where this process may mount one.
#[cfg(target_os = "linux")]
struct Mounted(std::path::PathBuf);

#[cfg(target_os = "linux")]
impl Mounted {
    fn with(options: &str, home: &std::path::Path) -> Option<Self> {
        let place = home.join("disk");
        std::fs::create_dir(&place).expect("a mount point");
        let mounted = Self(place);
        if mounted.mount(options) {
            return Some(mounted);
        }
        println!("skipped: no file system may be mounted here");
        None
    }

    fn mount(&self, options: &str) -> bool {
        std::process::Command::new("mount")
            .args(["-t", "tmpfs", "-o", options, "tmpfs"])
            .arg(&self.0)
            .output()
            .is_ok_and(|it| it.status.success())
    }
}

#[cfg(target_os = "linux")]
impl Drop for Mounted {
    fn drop(&mut self) {
        let _ = std::process::Command::new("umount")
            .arg("-l")
            .arg(&self.0)
            .status();
    }
}

/// A real file system of four megabytes, where this process may mount one.
#[cfg(target_os = "linux")]
#[test]
fn a_real_disk_that_is_full() {
    let home = tempfile::tempdir().expect("a folder");
    let Some(disk) = Mounted::with("size=4m", home.path()) else {
        return;
    };
    let dir = disk.0.join("store");
    let (mut ledger, _) =
        Ledger::create(&dir, &Protection::KeyFile, Registry::builtin()).expect("a store is made");
    let mut expected = 0;
    let fault = loop {
        match write(&mut ledger, 200) {
            Ok(ids) => expected += ids.len() as u64,
            Err(fault) => break fault,
        }
    };
    assert_eq!(fault.code(), "disk_full", "named: {fault:?}");
    assert_eq!(standing(&ledger), expected, "whole operations only");
    drop(ledger);
    let ledger =
        Ledger::open(&dir, &Unlock::KeyFile, Registry::builtin()).expect("a full disk still opens");
    assert_eq!(standing(&ledger), expected, "all that was acknowledged");
    let found = ledger.inspect(true).expect("inspects").problems;
    assert!(found.is_empty(), "intact: {found:?}");
}

/// A folder on a medium that may not be written, where this process may mount one.
#[cfg(target_os = "linux")]
#[test]
fn a_store_on_a_read_only_medium_is_looked_at() {
    let home = tempfile::tempdir().expect("a folder");
    let Some(disk) = Mounted::with("size=64m", home.path()) else {
        return;
    };
    let dir = disk.0.join("store");
    let (mut ledger, _) =
        Ledger::create(&dir, &Protection::KeyFile, Registry::builtin()).expect("a store is made");
    write(&mut ledger, 20).expect("writes");
    let digest = ledger.digest().expect("digest");
    // As after a crash: the last writes stand in the log alone.
    let wal = std::fs::read(dir.join("store.db-wal")).expect("a log");
    let database = std::fs::read(dir.join("store.db")).expect("a database");
    drop(ledger);
    std::fs::write(dir.join("store.db"), database).expect("is put back");
    std::fs::write(dir.join("store.db-wal"), wal).expect("is put back");
    assert!(disk.mount("remount,ro"), "from now on it is read-only");
    let mut ledger =
        Ledger::open(&dir, &Unlock::KeyFile, Registry::builtin()).expect("it still opens");
    ledger.guard().expect("guards");
    assert!(ledger.vault().is_read_only(), "to be looked at");
    assert_eq!(ledger.digest().expect("digest"), digest, "all of it");
    let fault = write(&mut ledger, 1).expect_err("nothing is kept there");
    assert_eq!(fault.code(), "read_only", "{fault}");
    let now = "2026-11-23T09:30:00".parse().expect("a time");
    assert_eq!(ledger.back_up_daily(now).expect("no upkeep"), None);
    let stick = home.path().join("U");
    ledger
        .back_up(Some(&stick), now, store::vault::backup::Reason::ByHand)
        .expect("a copy elsewhere can be made");
    let fault = ledger
        .change_ways(store::vault::Vault::replace_card)
        .expect_err("keys neither");
    assert_eq!(fault.code(), "read_only", "{fault}");
}

#[cfg(target_os = "linux")]
#[test]
fn restoring_and_revoking_on_a_full_disk_leave_the_store_as_it_was() {
    use store::vault::backup::Reason;
    use store::vault::restore::Opening;

    let home = tempfile::tempdir().expect("a folder");
    let Some(disk) = Mounted::with("size=32m", home.path()) else {
        return;
    };
    let dir = disk.0.join("store");
    let (mut ledger, _) =
        Ledger::create(&dir, &Protection::KeyFile, Registry::builtin()).expect("a store is made");
    write(&mut ledger, 20).expect("writes");
    let now = "2026-11-23T09:30:00".parse().expect("a time");
    let stick = home.path().join("U");
    let copy = ledger
        .back_up(Some(&stick), now, Reason::ByHand)
        .expect("copies");
    let copied = ledger.digest().expect("digest");
    write(&mut ledger, 500).expect("writes");
    let present = ledger.digest().expect("digest");
    drop(ledger);
    let ballast = disk.0.join("ballast");
    let (mut refused, mut done) = (0, 0);
    // From nothing free to enough: each time a little more.
    for free in 0..30_u64 {
        let open = || Ledger::open(&dir, &Unlock::KeyFile, Registry::builtin());
        let _ = std::fs::remove_file(&ballast);
        let room = fs4::available_space(&disk.0).expect("says");
        let take = room.saturating_sub(free * 1024 * 1024);
        std::fs::write(&ballast, vec![1; usize::try_from(take).expect("small")]).expect("fills");
        let mut ledger = open().expect("opens on a full disk");
        match ledger.change_ways(store::vault::Vault::replace_card) {
            Ok(_) => done += 1,
            Err(fault) => {
                refused += 1;
                assert_eq!(fault.code(), "disk_full", "{free}: {fault}");
            }
        }
        assert_eq!(ledger.digest().expect("digest"), present, "still open");
        drop(ledger);
        let (key, way) = open().expect("opens").into_vault().close();
        let unlock = Unlock::KeyFile;
        let held = match done {
            0 => Opening::Held { key, way },
            _ => Opening::HeldAnd { key, way, unlock },
        };
        let restored = Ledger::restore(&copy.path, &dir, &held, now, Registry::builtin());
        match restored {
            Ok(restored) => {
                let digest = restored.ledger.digest().expect("digest");
                assert_eq!(digest, copied, "the copy is in place");
                break;
            }
            Err(fault) => {
                refused += 1;
                let full = fault.code() == "disk_full";
                // Once the key was changed, the copy outside no longer opens by the key file.
                assert!(full || done > 0, "{free}: {fault}");
                let ledger = open().expect("opens");
                assert_eq!(ledger.digest().expect("digest"), present, "as it was");
                assert!(ledger.inspect(true).expect("inspects").problems.is_empty());
            }
        }
    }
    assert!(refused > 2, "there was too little room at first: {refused}");
    assert!(done > 0, "then there was enough");
}
