use std::process::Command;

use super::*;
use crate::keys::KeyFault;

pub(super) const CHEAP: Cost = Cost {
    memory_kib: 64,
    passes: 1,
};

/// A store with a password and three rows of something to keep.
pub(super) fn filled(dir: &Path) -> Created {
    let created = Vault::create_at_cost(dir, &Protection::password("春风2026"), CHEAP).unwrap();
    fill(&created.vault, "第一次");
    created
}

pub(super) fn fill(vault: &Vault, text: &str) {
    vault
        .conn()
        .execute_batch("CREATE TABLE IF NOT EXISTS t (x TEXT)")
        .unwrap();
    for _ in 0..3 {
        vault
            .conn()
            .execute("INSERT INTO t VALUES (?1)", [text])
            .unwrap();
    }
}

pub(super) fn rows(connection: &Connection) -> Vec<String> {
    let mut statement = connection
        .prepare("SELECT x FROM t ORDER BY rowid")
        .unwrap();
    statement
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap()
}

fn code<T>(result: Result<T>) -> &'static str {
    match result {
        Ok(_) => "ok",
        Err(fault) => fault.code(),
    }
}

#[test]
fn what_was_saved_is_there_after_opening_by_each_way() {
    let dir = tempfile::tempdir().unwrap();
    let Created { vault, card } = filled(dir.path());
    drop(vault);
    for unlock in [
        Unlock::password("春风２０２６"),
        Unlock::recovery_card(card.text().as_str()),
    ] {
        let vault = Vault::open(dir.path(), &unlock).unwrap();
        assert_eq!(rows(vault.conn()).len(), 3, "opened by {unlock:?}");
    }
    let ways = Vault::ways_of(dir.path()).unwrap();
    assert_eq!(
        ways,
        [Way::RecoveryCard, Way::Password(None)],
        "asked before opening"
    );
}

#[test]
fn the_file_is_encrypted_and_set_up() {
    let dir = tempfile::tempdir().unwrap();
    let Created { vault, .. } = filled(dir.path());
    let pragma = |name: &str| {
        vault
            .conn()
            .query_row(&format!("PRAGMA {name}"), [], |row| {
                row.get_ref(0).map(|value| match value {
                    rusqlite::types::ValueRef::Integer(number) => number.to_string(),
                    other => other.as_str().unwrap_or_default().to_owned(),
                })
            })
            .unwrap()
    };
    for (name, value) in [
        ("journal_mode", "wal"),
        ("synchronous", "2"),
        ("locking_mode", "exclusive"),
        ("foreign_keys", "0"),
        ("trusted_schema", "0"),
        ("cell_size_check", "1"),
        ("secure_delete", "1"),
        ("temp_store", "2"),
        ("cache_size", "-64000"),
        ("busy_timeout", "5000"),
    ] {
        assert_eq!(pragma(name), value, "PRAGMA {name}");
    }
    assert!(
        !dir.path().join("store.db-shm").exists(),
        "one process: no shared memory is needed"
    );
    drop(vault);
    let raw = std::fs::read(dir.path().join(DATABASE)).unwrap();
    assert!(
        !raw.starts_with(connection::PLAIN_HEADER),
        "not readable as plain SQLite"
    );
    let word = "第一次".as_bytes();
    assert!(
        !raw.windows(word.len()).any(|w| w == word),
        "no text of a record in the clear"
    );
}

#[test]
fn refusals_have_their_codes() {
    let dir = tempfile::tempdir().unwrap();
    let empty = dir.path().join("空");
    assert_eq!(
        code(Vault::open(&empty, &Unlock::KeyFile)),
        "store_not_found",
        "nothing there"
    );
    assert!(!empty.exists(), "looking makes no folder");
    let store = dir.path().join("台账");
    drop(filled(&store));
    let again = Vault::create_at_cost(&store, &Protection::KeyFile, CHEAP);
    assert_eq!(code(again), "store_exists", "never over an existing one");
    let by = |unlock: Unlock| code(Vault::open(&store, &unlock));
    assert_eq!(
        by(Unlock::password("错")),
        "wrong_password",
        "told as a wrong password"
    );
    assert_eq!(
        by(Unlock::KeyFile),
        "password_needed",
        "a password is asked for"
    );
    let other_card = format!("{}性", "的".repeat(23));
    assert_eq!(
        by(Unlock::recovery_card(other_card)),
        "wrong_card",
        "another store's card"
    );
    let blank = Vault::create_at_cost(&dir.path().join("新"), &Protection::password(" "), CHEAP);
    assert_eq!(code(blank), "empty_password", "a blank is no password");
    let cloud = Vault::create_at_cost(
        &dir.path().join("OneDrive").join("台账"),
        &Protection::KeyFile,
        CHEAP,
    );
    assert_eq!(code(cloud), "place_refused", "no store in a cloud folder");
    std::fs::remove_file(store.join(DATABASE)).unwrap();
    assert_eq!(
        by(Unlock::password("春风2026")),
        "database_missing",
        "keys without a database"
    );
}

#[test]
fn a_wrong_password_leaves_the_lock_free() {
    let dir = tempfile::tempdir().unwrap();
    drop(filled(dir.path()));
    assert!(
        Vault::open(dir.path(), &Unlock::password("错")).is_err(),
        "refused"
    );
    assert!(
        Vault::open(dir.path(), &Unlock::password("春风2026")).is_ok(),
        "try again at once"
    );
}

#[test]
fn an_office_without_password_keeps_its_key_in_a_file() {
    let dir = tempfile::tempdir().unwrap();
    let Created { mut vault, card } =
        Vault::create_at_cost(dir.path(), &Protection::KeyFile, CHEAP).unwrap();
    assert_eq!(
        vault.drop_key_file().unwrap_err().code(),
        KeyFault::LastWay.code(),
        "without a password the key file stays"
    );
    drop(vault);
    assert!(
        Vault::open(dir.path(), &Unlock::KeyFile).is_ok(),
        "opens by itself"
    );
    let key_file = dir.path().join(KEY_FILE);
    let content = std::fs::read(&key_file).unwrap();
    std::fs::remove_file(&key_file).unwrap();
    assert_eq!(
        code(Vault::open(dir.path(), &Unlock::KeyFile)),
        "no_key_file",
        "told what is gone"
    );
    std::fs::write(&key_file, "坏").unwrap();
    assert_eq!(
        code(Vault::open(dir.path(), &Unlock::KeyFile)),
        "wrong_key_file",
        "damaged"
    );
    let mut vault = Vault::open(dir.path(), &Unlock::recovery_card(card.text().as_str())).unwrap();
    vault.use_key_file().unwrap();
    assert_ne!(
        std::fs::read(&key_file).unwrap(),
        content,
        "a new key file was made"
    );
    vault
        .set_password_at_cost(Some("王秀英"), "新口令", CHEAP)
        .unwrap();
    assert!(
        !key_file.exists(),
        "no key lies about once a password is wanted"
    );
    assert!(
        vault.is_password(Some("王秀英"), "新口令").unwrap(),
        "asked before a change"
    );
    assert!(
        !vault.is_password(Some("李建国"), "新口令").unwrap(),
        "not another user's"
    );
}

#[test]
fn a_new_card_and_a_new_password_replace_the_old() {
    let dir = tempfile::tempdir().unwrap();
    let Created {
        mut vault,
        card: old,
    } = filled(dir.path());
    let first = vault.key().clone();
    let new = vault.replace_card().unwrap();
    vault.set_password_at_cost(None, "秋收", CHEAP).unwrap();
    assert_eq!(rows(vault.conn()).len(), 3, "the store stays open");
    assert_ne!(vault.key(), &first, "under a key of its own");
    let key = vault.key().clone();
    drop(vault);
    let open = |unlock| Vault::open(dir.path(), &unlock);
    assert_eq!(
        code(open(Unlock::recovery_card(old.text().as_str()))),
        "wrong_card",
        "replaced"
    );
    assert_eq!(
        code(open(Unlock::password("春风2026"))),
        "wrong_password",
        "replaced"
    );
    assert_eq!(
        open(Unlock::password("秋收")).unwrap().key(),
        &key,
        "the key in force"
    );
    assert_eq!(
        open(Unlock::recovery_card(new.text().as_str()))
            .unwrap()
            .key(),
        &key,
        "by the new card as well"
    );
}

#[test]
fn a_full_disk_is_told_and_nothing_is_lost() {
    let dir = tempfile::tempdir().unwrap();
    let Created { vault, .. } = filled(dir.path());
    let pages: i64 = vault
        .conn()
        .query_row("PRAGMA page_count", [], |row| row.get(0))
        .unwrap();
    vault
        .conn()
        .pragma_update(None, "max_page_count", pages + 1)
        .unwrap();
    let big = "字".repeat(20_000);
    let fault = StoreFault::from(
        vault
            .conn()
            .execute("INSERT INTO t VALUES (?1)", [big])
            .unwrap_err(),
    );
    assert_eq!(
        fault.to_string(),
        "磁盘满了，刚才的内容没有存进去，以前的都还在。请清出一些空间后再做一次。",
        "one clear sentence"
    );
    assert_eq!(rows(vault.conn()).len(), 3, "what was there is there");
    assert!(vault.verify(Depth::Deep).unwrap().is_sound(), "and sound");
}

#[test]
fn a_flipped_byte_is_found_by_the_deep_check() {
    let dir = tempfile::tempdir().unwrap();
    let Created { vault, .. } = filled(dir.path());
    let text = "村道维修".repeat(200);
    for _ in 0..200 {
        vault
            .conn()
            .execute("INSERT INTO t VALUES (?1)", [&text])
            .unwrap();
    }
    assert!(
        vault.verify(Depth::Deep).unwrap().is_sound(),
        "sound before"
    );
    drop(vault);
    let path = dir.path().join(DATABASE);
    let mut raw = std::fs::read(&path).unwrap();
    let middle = raw.len() / 2;
    raw[middle] ^= 1;
    std::fs::write(&path, raw).unwrap();
    let vault = Vault::open(dir.path(), &Unlock::password("春风2026")).unwrap();
    assert!(
        !vault.verify(Depth::Deep).unwrap().is_sound(),
        "one bit in the middle is found"
    );
}

#[test]
fn damaged_and_foreign_databases_are_told_in_a_sentence() {
    let dir = tempfile::tempdir().unwrap();
    drop(filled(dir.path()));
    let path = dir.path().join(DATABASE);
    let good = std::fs::read(&path).unwrap();
    let mut bad_start = good.clone();
    bad_start[100] ^= 1;
    for bad in [
        bad_start,
        b"not a database at all, but some text".repeat(200),
    ] {
        std::fs::write(&path, bad).unwrap();
        let fault = Vault::open(dir.path(), &Unlock::password("春风2026")).unwrap_err();
        assert_eq!(fault.code(), "not_this_store", "{fault}");
        assert!(
            fault.to_string().contains("从备份还原"),
            "with its remedy: {fault}"
        );
    }
    std::fs::write(&path, &good).unwrap();
    std::fs::write(dir.path().join(KEYS), "{").unwrap();
    let fault = Vault::open(dir.path(), &Unlock::password("春风2026")).unwrap_err();
    assert_eq!(fault.code(), "keys_damaged", "{fault}");
}

#[test]
fn a_second_process_is_told_who_holds_the_store() {
    let dir = tempfile::tempdir().unwrap();
    let created = filled(dir.path());
    let ask = || {
        let output = Command::new(std::env::current_exe().unwrap())
            .args([
                "--exact",
                "vault::tests::second_process",
                "--ignored",
                "--nocapture",
            ])
            .env("STORE_TEST_DIR", dir.path())
            .output()
            .unwrap();
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let refused = ask();
    let named = format!("进程 {}", std::process::id());
    assert!(
        refused.contains("台账正被本机另一个") && refused.contains(&named),
        "{refused}"
    );
    drop(created);
    assert!(
        ask().contains("OPENED"),
        "once closed, the other process opens it"
    );
}

#[test]
#[ignore = "run by a_second_process_is_told_who_holds_the_store"]
fn second_process() {
    let Some(dir) = std::env::var_os("STORE_TEST_DIR") else {
        return;
    };
    let sentence = match Vault::open(Path::new(&dir), &Unlock::password("春风2026")) {
        Ok(_) => "OPENED".to_owned(),
        Err(fault) => fault.to_string(),
    };
    #[allow(clippy::print_stdout)]
    {
        println!("{sentence}");
    }
}

#[test]
fn a_creation_cut_off_before_the_database_can_be_done_again() {
    let dir = tempfile::tempdir().unwrap();
    drop(filled(dir.path()));
    std::fs::remove_file(dir.path().join(DATABASE)).unwrap();
    let created = Vault::create_at_cost(dir.path(), &Protection::KeyFile, CHEAP).unwrap();
    drop(created);
    assert!(
        Vault::open(dir.path(), &Unlock::KeyFile).is_ok(),
        "the new store opens"
    );
    let kept = std::fs::read_dir(dir.path())
        .unwrap()
        .filter(|e| {
            e.as_ref()
                .unwrap()
                .file_name()
                .to_string_lossy()
                .starts_with("keys.json.")
        })
        .count();
    assert_eq!(kept, 1, "the orphaned keys are set aside, not overwritten");
}

#[test]
fn a_store_in_memory_needs_no_folder() {
    let vault = Vault::in_memory().unwrap();
    fill(&vault, "试");
    assert_eq!(rows(vault.conn()).len(), 3, "it holds rows");
    assert!(
        vault.verify(Depth::Deep).unwrap().is_sound(),
        "and can be checked"
    );
    assert!(
        vault.dir().is_none() && vault.attachments().is_none(),
        "without a folder"
    );
}
