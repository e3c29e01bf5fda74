//! A disk that fills at each step of taking a package in, and a stick that fills at each step of writing
//! one: said in one sentence, nothing is left half, and with room the work is done.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test says what it expects"
)]

mod exchange;

use exchange::series::{Series, noted, open_store, put_out, take_next, whole_files};
use exchange::stick::Fault;
use store::error::StoreFault;
use store::ledger::Ledger;

fn pragma(ledger: &Ledger, pragma: &str) -> i64 {
    let conn = ledger.vault().conn();
    let answer = conn.query_row(&format!("PRAGMA {pragma}"), [], |row| row.get(0));
    answer.expect("answers")
}

#[test]
fn a_package_that_finds_no_room_leaves_nothing_and_comes_in_with_room() {
    let home = tempfile::tempdir().expect("a folder");
    let series = Series::make(home.path(), 6);
    let mut ledger = open_store(&series.store());
    let mut refused = 0;
    for number in 1..=6 {
        ledger
            .vault()
            .conn()
            .execute_batch("VACUUM")
            .expect("no page stays free");
        for room in 0.. {
            let pages = pragma(&ledger, "page_count");
            pragma(&ledger, &format!("max_page_count = {}", pages + room));
            let fault = match take_next(&mut ledger, &series.package(number)) {
                Ok(()) => break,
                Err(fault) => fault,
            };
            refused += 1;
            assert!(
                matches!(fault, Fault::Store(StoreFault::Full(_))),
                "room {room}: {fault:?}"
            );
            assert!(fault.to_string().contains("磁盘满了"), "{fault}");
            assert_eq!(noted(&ledger), number - 1, "it is not noted");
            let digest = ledger.digest().expect("digests");
            assert_eq!(digest, series.digests[number - 1], "nothing of it is here");
        }
        pragma(&ledger, "max_page_count = 1000000");
        assert_eq!(noted(&ledger), number, "it is noted");
        let digest = ledger.digest().expect("digests");
        assert_eq!(digest, series.digests[number], "with room it is here");
        let found = ledger.inspect(true).expect("inspects").problems;
        assert!(found.is_empty(), "intact: {found:?}");
    }
    println!("{refused} times there was no room");
    assert!(
        refused >= 10,
        "there was too little room at first: {refused}"
    );
}

#[test]
fn what_follows_a_package_in_its_transaction_stands_with_it_or_not_at_all() {
    let home = tempfile::tempdir().expect("a folder");
    let series = Series::make(home.path(), 1);
    let mut ledger = open_store(&series.store());
    let device = ledger.device();
    let failed = ledger.together(|ledger| {
        let packet = ledger.packet()?;
        ledger.absorb(packet)?;
        ledger.note_peer(device, &std::collections::BTreeMap::new())?;
        ledger.keep("test", b"kept")?;
        ledger.set_series("Z")?;
        Err::<(), _>(StoreFault::Cancelled)
    });
    assert!(matches!(failed, Err(StoreFault::Cancelled)), "it is told");
    assert_eq!(ledger.kept("test").expect("reads"), None, "nothing is kept");
    assert_eq!(ledger.series(), "", "in memory neither");
    take_next(&mut ledger, &series.package(1)).expect("and goes on");
    assert_eq!(noted(&ledger), 1);
}

#[cfg(target_os = "linux")]
#[test]
fn a_stick_that_is_full_keeps_the_file_that_was_there() {
    use sync::{Identity, SyncFault};

    let home = tempfile::tempdir().expect("a folder");
    let series = Series::make(home.path(), 6);
    let mut ledger = open_store(&series.store());
    for number in 1..=6 {
        take_next(&mut ledger, &series.package(number)).expect("takes in");
    }
    let keys = [Identity::of(ledger.device_key()).expect("makes keys")];
    let stick = series.stick();
    let mount = |arguments: &[&str]| {
        let mut command = std::process::Command::new("mount");
        command.args(arguments).arg(&stick);
        command.output().is_ok_and(|it| it.status.success())
    };
    if !mount(&["-t", "tmpfs", "-o", "size=256k", "tmpfs"]) {
        println!("skipped: no file system may be mounted here");
        return;
    }
    let path = stick.join("a.rdx");
    ledger = put_out(ledger, &path).expect("there is room for one");
    let before = std::fs::read(&path).expect("reads");
    let ballast = stick.join("ballast");
    let (mut refused, mut written) = (0, false);
    // Page by page a little more room.
    for free in 0..64_u64 {
        let _ = std::fs::remove_file(&ballast);
        let room = fs4::available_space(&stick).expect("says");
        let take = usize::try_from(room.saturating_sub(free * 4096)).expect("small");
        std::fs::write(&ballast, vec![1; take]).expect("fills");
        drop(ledger);
        match put_out(open_store(&series.store()), &path) {
            Ok(_) => {
                written = true;
                break;
            }
            Err(fault) => {
                refused += 1;
                let Fault::File(SyncFault::Io(error)) = &fault else {
                    panic!("{free}: {fault:?}");
                };
                assert_eq!(error.kind(), std::io::ErrorKind::StorageFull, "{fault}");
                assert!(fault.to_string().contains("空间是否够"), "{fault}");
                assert_eq!(std::fs::read(&path).expect("reads"), before, "as it was");
                assert!(!stick.join("a.rdx.part").exists(), "no half file is left");
            }
        }
        ledger = open_store(&series.store());
    }
    let _ = std::fs::remove_file(&ballast);
    let whole = whole_files(&stick, &keys);
    let unmounted = std::process::Command::new("umount")
        .arg("-l")
        .arg(&stick)
        .status();
    drop(unmounted);
    println!("{refused} times there was no room");
    assert!(
        refused >= 2 && written && whole == 1,
        "then there was enough"
    );
}
