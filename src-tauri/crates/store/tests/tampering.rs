//! Somebody who holds the key writes into the database by hand. The deep check finds it, says so
//! in words that do not lead to a rebuild, and finds it still after one.
#![allow(clippy::expect_used, reason = "a test says what it expects")]

mod writing;

use chrono::{NaiveDate, NaiveDateTime};
use domain::record::{
    BlockWriter, Body, CodecFault, Entry, FieldKey, RecordId, Registry, Value, Write, Writes,
    encode_writes, read_block,
};
use rusqlite::{Connection, params};
use store::error::StoreFault;
use store::keys::Unlock;
use store::ledger::{Ledger, NewOperation, Tx};
use store::vault::Protection;
use store::vault::backup::{BackupInfo, Reason};
use store::vault::restore::Opening;
use writing::text;

/// An operation with a user and a time, which alterations may blank.
fn operation(title: &str) -> NewOperation {
    NewOperation {
        user: Some(RecordId::new()),
        wall_ms: 1_700_000_000_000,
        ..writing::operation(title)
    }
}

fn write<T>(
    ledger: &mut Ledger,
    title: &str,
    body: impl FnOnce(&mut Tx<'_>) -> Result<T, StoreFault>,
) -> T {
    ledger.write(operation(title), body).expect("writes").value
}

/// A store with a few saves, one of many rows among them, an undo and an erasure by law.
fn office() -> (Ledger, RecordId) {
    let mut ledger = Ledger::in_memory(Registry::builtin()).expect("opens");
    let id = write(&mut ledger, "新增代表", |tx| {
        let values: Vec<(FieldKey, Value)> = vec![
            ("name".into(), text("王一")),
            ("phone".into(), text("13900000001")),
            ("post".into(), text("教师")),
        ];
        tx.create("deputy", values)
    });
    write(&mut ledger, "导入代表", |tx| {
        for at in 0..1_200 {
            tx.create("deputy", vec![("name".into(), text(&format!("李{at}")))])?;
        }
        Ok(())
    });
    let other = write(&mut ledger, "新增代表", |tx| {
        tx.create("deputy", vec![("name".into(), text("赵三"))])
    });
    ledger
        .erase(operation("依法删除"), "deputy", other, None)
        .expect("erases");
    write(&mut ledger, "修改代表", |tx| {
        tx.edit("deputy", id, vec![("post".into(), Some(text("村医")))])
    });
    let last = ledger.operations(1).expect("lists")[0].head.id;
    ledger.reverse(last, None, 0).expect("undoes");
    write(&mut ledger, "修改代表", |tx| {
        tx.edit("deputy", id, vec![("post".into(), Some(text("农民")))])
    });
    let found = problems(&ledger);
    assert!(found.is_empty(), "nothing is amiss yet: {found:?}");
    (ledger, id)
}

fn problems(ledger: &Ledger) -> Vec<String> {
    ledger.inspect(true).expect("inspects").problems
}

/// The alteration is found, no sentence leads to a rebuild, and a rebuild clears nothing.
fn is_found(name: &str, alter: impl FnOnce(&Connection)) {
    let (ledger, _) = office();
    alter(ledger.vault().conn());
    let vault = ledger.into_vault();
    let mut ledger = Ledger::over(vault, Registry::builtin()).expect("opens");
    let found = problems(&ledger);
    assert!(!found.is_empty(), "{name} is found");
    for sentence in &found {
        let led = sentence.replace("不要运行重建", "");
        assert!(
            !led.contains("重建"),
            "{name}: a rebuild would cover it up: {sentence}"
        );
    }
    // A log that cannot be read any more stops the rebuild, which is as good.
    let _ = ledger.rebuild();
    assert!(
        !problems(&ledger).is_empty(),
        "{name} is found after a rebuild"
    );
}

fn run(conn: &Connection, sql: &str) {
    let changed = conn.execute(sql, []).expect("the database obeys");
    assert!(changed > 0, "something was altered");
}

/// Rewrites the entries of the block that ends a device's own partition.
fn rewrite_last(conn: &Connection, alter: impl Fn(Entry<'_>, &mut BlockWriter)) {
    let (part, first, cell): (i64, i64, Vec<u8>) = conn
        .query_row(
            "SELECT part, first, body FROM block ORDER BY operation DESC LIMIT 1",
            [],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
        .expect("a block");
    assert_eq!(cell[0], 0, "one change is not packed");
    let mut block = BlockWriter::new(u64::try_from(first).expect("small"), None);
    read_block::<CodecFault>(&cell[1..], |entry| {
        alter(entry, &mut block);
        Ok(())
    })
    .expect("reads");
    let mut bytes = vec![0];
    bytes.extend(block.finish());
    conn.execute(
        "UPDATE block SET body = ?1 WHERE part = ?2 AND first = ?3",
        params![bytes, part, first],
    )
    .expect("the database obeys");
}

/// As [`rewrite_last`], body and salt of each change that is not erased.
fn rewrite_last_body(conn: &Connection, alter: impl Fn(&[u8], [u8; 16]) -> (Vec<u8>, [u8; 16])) {
    rewrite_last(conn, |entry, block| match entry.body {
        Body::Written(body, salt) => {
            let (body, salt) = alter(body, salt);
            let body = Body::Written(&body, salt);
            block.push(&Entry { body, ..entry });
        }
        Body::Erased(_) => block.push(&entry),
    });
}

/// Takes the last operation away, with its runs and blocks.
fn cut_off_last(conn: &Connection) {
    for table in ["block", "run"] {
        run(
            conn,
            &format!("DELETE FROM {table} WHERE operation = (SELECT max(num) FROM operation)"),
        );
    }
    run(
        conn,
        "DELETE FROM operation WHERE num = (SELECT max(num) FROM operation)",
    );
}

fn lie() -> Vec<u8> {
    let write = Write::Put(Some(text("镇长")));
    encode_writes(&Writes::from([("post".into(), write)]))
}

#[test]
fn users_blanked() {
    is_found("users", |conn| {
        run(
            conn,
            "UPDATE operation SET user = NULL WHERE user IS NOT NULL",
        )
    });
}

#[test]
fn times_moved() {
    is_found("times", |conn| {
        run(conn, "UPDATE operation SET wall_ms = wall_ms - 86400000")
    });
}

#[test]
fn one_operation_dated_anew() {
    is_found("a date", |conn| {
        run(
            conn,
            "UPDATE operation SET wall_ms = 0 WHERE num = (SELECT max(num) FROM operation)",
        );
    });
}

#[test]
fn a_title_rewritten() {
    is_found("a title", |conn| {
        run(conn, "UPDATE operation SET title = '别的' WHERE num = 2")
    });
}

#[test]
fn an_undo_told_as_an_edit() {
    is_found("an undo", |conn| {
        run(
            conn,
            "UPDATE operation SET undoes = NULL, source = 'form' WHERE undoes IS NOT NULL",
        );
    });
}

#[test]
fn salts_zeroed() {
    is_found("salts", |conn| {
        rewrite_last_body(conn, |body, _| (body.to_vec(), [0; 16]));
    });
}

#[test]
fn a_body_alone_rewritten() {
    is_found("a body", |conn| {
        rewrite_last_body(conn, |_, salt| (lie(), salt));
    });
}

#[test]
fn log_and_projection_rewritten_together() {
    is_found("log and table", |conn| {
        rewrite_last_body(conn, |_, salt| (lie(), salt));
        run(
            conn,
            "UPDATE r_deputy SET f_post = '镇长' WHERE f_post = '农民'",
        );
    });
}

#[test]
fn what_had_been_seen_rewritten() {
    is_found("versions", |conn| {
        rewrite_last(conn, |entry, block| {
            let lamport = entry.lamport + 1_000;
            block.push(&Entry { lamport, ..entry });
        });
    });
}

#[test]
fn the_last_operation_cut_off() {
    is_found("the end", |conn| {
        cut_off_last(conn);
    });
}

#[test]
fn the_last_operation_cut_off_with_its_heads() {
    is_found("the end and its head", |conn| {
        let before: Vec<u8> = conn
            .query_row(
                "SELECT chain FROM run WHERE part = (SELECT part FROM run ORDER BY operation DESC)
                 ORDER BY last DESC LIMIT 1 OFFSET 1",
                [],
                |row| row.get(0),
            )
            .expect("the run before");
        conn.execute(
            "UPDATE head SET seq = seq - 1, chain = ?1
             WHERE part = (SELECT part FROM run ORDER BY operation DESC LIMIT 1)",
            [before],
        )
        .expect("the database obeys");
        cut_off_last(conn);
    });
}

#[test]
fn an_erasure_forged() {
    is_found("an erasure", |conn| {
        rewrite_last(conn, |entry, block| {
            let body = Body::Erased(entry.body.hash());
            block.push(&Entry { body, ..entry });
        });
    });
}

#[test]
fn a_change_inserted() {
    is_found("a change", |conn| {
        rewrite_last(conn, |entry, block| {
            let lie = lie();
            let more = Entry {
                seq: entry.seq + 1,
                lamport: entry.lamport + 1,
                record: entry.record,
                kind: entry.kind,
                seen: entry.seen.clone(),
                before: None,
                body: Body::Written(&lie, [7; 16]),
            };
            block.push(&entry);
            block.push(&more);
        });
        for table in ["block", "run"] {
            run(
                conn,
                &format!(
                    "UPDATE {table} SET last = last + 1
                     WHERE operation = (SELECT max(num) FROM operation)"
                ),
            );
        }
        run(conn, "UPDATE head SET seq = seq + 1 WHERE part > 0");
    });
}

#[test]
fn an_operation_without_changes_removed() {
    let (mut ledger, id) = office();
    // An undo that has to keep everything writes nothing but itself.
    let of = ledger.operations(1).expect("lists")[0].head.id;
    write(&mut ledger, "修改代表", |tx| {
        tx.edit("deputy", id, vec![("post".into(), Some(text("会计")))])
    });
    let undone = ledger.reverse(of, None, 0).expect("undoes").value;
    assert_eq!(undone.undone, 0, "changed since");
    assert!(problems(&ledger).is_empty(), "nothing is amiss");
    run(
        ledger.vault().conn(),
        "DELETE FROM operation WHERE num = (SELECT max(num) FROM operation)",
    );
    assert!(!problems(&ledger).is_empty(), "it is missed");
}

#[test]
fn a_run_lost() {
    is_found("a run", |conn| {
        run(
            conn,
            "DELETE FROM run WHERE operation = (SELECT max(operation) FROM run)",
        );
    });
}

#[test]
fn another_device_put_in_the_place_of_ours() {
    is_found("a key", |conn| {
        run(conn, "UPDATE head SET signature = zeroblob(64)")
    });
}

#[test]
fn a_table_altered_alone_is_mended_by_a_rebuild() {
    let (mut ledger, _) = office();
    run(
        ledger.vault().conn(),
        "UPDATE r_deputy SET f_post = '镇长' WHERE f_post = '农民'",
    );
    let found = problems(&ledger);
    assert!(
        found.len() == 1 && found[0].contains("请运行重建"),
        "the log is whole: {found:?}"
    );
    ledger.rebuild().expect("rebuilds");
    assert!(problems(&ledger).is_empty(), "mended");
}

#[test]
fn what_a_copy_noted_outlasts_the_device_key() {
    let (mut ledger, id) = office();
    let noted = ledger.noted_heads().expect("notes");
    write(&mut ledger, "修改代表", |tx| {
        tx.edit("deputy", id, vec![("post".into(), Some(text("会计")))])
    });
    assert_eq!(
        ledger.contradicted(&noted).expect("compares"),
        0,
        "it only grew"
    );
    // Another office with the same history is another log, however well it is signed.
    let (other, _) = office();
    let against = other.contradicted(&noted).expect("compares");
    assert_eq!(against, noted.len(), "nothing of it stands there");
    run(
        ledger.vault().conn(),
        "UPDATE run SET chain = zeroblob(32) WHERE operation = (SELECT max(num) - 1 FROM operation)",
    );
    assert_eq!(
        ledger.contradicted(&noted).expect("compares"),
        1,
        "the head noted then"
    );
}

/// A store on the disk, an earlier copy of its database file, and a backup made after that copy. The
/// backup has one save more than the copy.
struct Aside {
    folder: tempfile::TempDir,
    id: RecordId,
    early: BackupInfo,
    copy: BackupInfo,
}

fn at(minute: u32) -> NaiveDateTime {
    let day = NaiveDate::from_ymd_opt(2026, 11, 30).expect("a day");
    day.and_hms_opt(9, minute, 0).expect("a time")
}

fn open(folder: &std::path::Path) -> Ledger {
    Ledger::open(folder, &Unlock::KeyFile, Registry::builtin()).expect("opens")
}

fn save(ledger: &mut Ledger, id: RecordId, post: &str) {
    writing::write(ledger, |tx| {
        tx.edit("deputy", id, vec![("post".into(), Some(text(post)))])
    });
}

impl Aside {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let dir = folder.path().join("store");
        let made = Ledger::create(&dir, &Protection::KeyFile, Registry::builtin());
        let (mut ledger, _) = made.expect("makes");
        let id = writing::write(&mut ledger, |tx| {
            tx.create("deputy", vec![("name".into(), text("王一"))])
        });
        let early = ledger.back_up(None, at(0), Reason::ByHand);
        let early = early.expect("copies");
        save(&mut ledger, id, "教师");
        drop(ledger);
        std::fs::copy(dir.join("store.db"), folder.path().join("aside")).expect("lays aside");
        let mut ledger = open(&dir);
        save(&mut ledger, id, "村医");
        let copy = ledger.back_up(None, at(1), Reason::ByHand).expect("copies");
        assert!(problems(&ledger).is_empty(), "nothing is amiss yet");
        drop(ledger);
        Self {
            folder,
            id,
            early,
            copy,
        }
    }

    fn dir(&self) -> std::path::PathBuf {
        self.folder.path().join("store")
    }

    /// The earlier database file is put back: whole in itself, and signed by the device.
    fn put_back(&self) -> Ledger {
        let aside = self.folder.path().join("aside");
        std::fs::copy(aside, self.dir().join("store.db")).expect("puts back");
        open(&self.dir())
    }

    fn restore(&self, copy: &BackupInfo, ledger: Ledger) -> Ledger {
        let (key, way) = ledger.into_vault().close();
        let held = Opening::Held { key, way };
        let registry = Registry::builtin();
        let restored = Ledger::restore(&copy.path, &self.dir(), &held, at(9), registry);
        restored.expect("restores").ledger
    }

    /// The deep check names the copy, still after a rebuild, and is content once that is restored.
    fn is_found(&self, mut ledger: Ledger) {
        let name = self.copy.path.file_name().expect("a name");
        for rebuilt in [false, true] {
            let found = problems(&ledger);
            assert!(
                found.len() == 1 && found[0].contains(&*name.to_string_lossy()),
                "rebuilt: {rebuilt}, the copy to restore is named: {found:?}"
            );
            ledger.rebuild().expect("rebuilds");
        }
        let beside = ledger
            .beside("copy", &self.copy.manifest)
            .expect("compares");
        assert!(
            beside.is_some_and(|it| it.genuine),
            "said before the copy is put back, and the device signed it"
        );
        let mut ledger = self.restore(&self.copy, ledger);
        assert_eq!(problems(&ledger), [""; 0], "what was cut off is back");
        save(&mut ledger, self.id, "镇长");
        assert_eq!(problems(&ledger), [""; 0], "and work goes on");
    }
}

#[test]
fn a_log_cut_back_behind_its_copies() {
    let aside = Aside::new();
    let ledger = aside.put_back();
    aside.is_found(ledger);
}

#[test]
fn a_log_written_anew_behind_its_copies() {
    let aside = Aside::new();
    let mut ledger = aside.put_back();
    save(&mut ledger, aside.id, "镇长");
    save(&mut ledger, aside.id, "农民");
    aside.is_found(ledger);
}

#[test]
fn a_restore_gives_up_what_later_copies_noted() {
    let aside = Aside::new();
    let ledger = open(&aside.dir());
    let mut ledger = aside.restore(&aside.early, ledger);
    assert_eq!(
        problems(&ledger),
        [""; 0],
        "an earlier copy was put back on purpose"
    );
    save(&mut ledger, aside.id, "会计");
    ledger
        .back_up(None, at(10), Reason::ByHand)
        .expect("copies");
    drop(ledger);
    let ledger = aside.put_back();
    let found = problems(&ledger);
    assert!(
        found.len() == 1 && found[0].contains("2 份备份"),
        "the store as it was before knows nothing of it: {found:?}"
    );
}

#[test]
fn a_copy_whose_note_was_altered_is_not_advised() {
    let aside = Aside::new();
    let ledger = open(&aside.dir());
    let mut altered = aside.copy.manifest.clone();
    for head in &mut altered.heads {
        head.seq += 1;
    }
    let beside = ledger.beside("copy", &altered).expect("compares");
    assert!(
        beside.is_some_and(|it| !it.genuine),
        "no device signed that it came so far"
    );
}
