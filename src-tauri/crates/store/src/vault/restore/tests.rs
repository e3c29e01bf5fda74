use std::cell::Cell;

use proptest::prelude::*;

use super::*;
use crate::cancellation::Cancellation;
use crate::vault::{
    BACKUPS, Created, Protection,
    backup::{Asked, BackupInfo, Contents, Reason, Said, backup_to, inspect},
    tests::{CHEAP, fill, filled, rows},
};

const PASSWORD: &str = "春风2026";

fn now() -> NaiveDateTime {
    "2026-11-23T09:30:00".parse().unwrap()
}

fn wanted(reason: Reason, contents: Contents) -> Asked {
    Asked {
        now: now(),
        reason,
        contents,
    }
}

fn digest(connection: &Connection) -> Result<String> {
    Ok(rows(connection).join(","))
}

fn say(connection: &Connection) -> Result<Said> {
    Ok(Said {
        digest: digest(connection)?,
        operations: std::collections::BTreeMap::new(),
        heads: Vec::new(),
    })
}

/// As the restore proper, with nothing to make ready.
fn restore(
    file: &Path,
    dir: &Path,
    opening: &Opening,
    now: NaiveDateTime,
    check: impl FnOnce(&Connection, &Manifest) -> Result<()>,
) -> Result<Restored<Vault>> {
    let steps = Steps {
        check,
        ready: |_| Ok(()),
        open: Ok,
    };
    super::restore(file, dir, opening, now, steps)
}

fn check(connection: &Connection, manifest: &Manifest) -> Result<()> {
    if digest(connection)? == manifest.digest {
        Ok(())
    } else {
        Err(StoreFault::bad_backup("内容与备份说明不一致"))
    }
}

fn held(vault: Vault) -> Opening {
    let (key, way) = vault.close();
    Opening::Held { key, way }
}

fn by_password(password: &str) -> Opening {
    Opening::Unlock(Unlock::password(password))
}

fn back_up(vault: &Vault, to: &Path) -> BackupInfo {
    backup_to(
        vault,
        to,
        wanted(Reason::ByHand, Contents::Everything),
        &Cancellation::never(),
        say,
    )
    .unwrap()
}

/// A store that went on after its backup: three rows in the backup, six in the store.
struct Scene {
    root: tempfile::TempDir,
    backup: PathBuf,
    opening: Opening,
    photo: attachments::Hash,
    later: attachments::Hash,
    card: String,
}

impl Scene {
    fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        let Created { vault, card } = filled(&root.path().join("台账"));
        let files = vault.attachments().unwrap();
        let photo = files.put("照片".as_bytes()).unwrap().hash;
        let backup = back_up(&vault, &root.path().join("U")).path;
        fill(&vault, "备份以后");
        let later = files.put("后来的".as_bytes()).unwrap().hash;
        let card = card.text().to_string();
        Self {
            backup,
            opening: held(vault),
            photo,
            later,
            card,
            root,
        }
    }

    fn dir(&self) -> PathBuf {
        self.root.path().join("台账")
    }

    fn restore(&self) -> Result<Restored<Vault>> {
        restore(&self.backup, &self.dir(), &self.opening, now(), check)
    }

    fn assert_untouched(&self, after: &str) {
        let vault = Vault::open(&self.dir(), &Unlock::password(PASSWORD)).unwrap();
        assert_eq!(
            rows(vault.conn()).len(),
            6,
            "the present store is as it was after {after}"
        );
        let files = vault.attachments().unwrap();
        assert!(
            files.get(&self.later).is_ok(),
            "its attachments too, after {after}"
        );
        assert!(
            !self.dir().join(STAGING).exists(),
            "nothing is left lying about after {after}"
        );
    }
}

#[test]
fn a_backup_is_one_verified_file_that_says_what_it_is() {
    let root = tempfile::tempdir().unwrap();
    let Created { vault, .. } = filled(&root.path().join("台账"));
    vault.attachments().unwrap().put("照片".as_bytes()).unwrap();
    let to = root.path().join("U");
    let first = back_up(&vault, &to);
    assert!(
        first.path.ends_with("履职台账-20261123-093000-手工.lvbak"),
        "named by time and reason: {:?}",
        first.path
    );
    assert_eq!(
        inspect(&first.path).unwrap(),
        first.manifest,
        "a list can be shown without a key"
    );
    assert_eq!(first.manifest.attachments, 1, "with its attachments");
    let second = back_up(&vault, &to);
    assert!(
        second
            .path
            .ends_with("履职台账-20261123-093000-手工-2.lvbak"),
        "none overwritten"
    );
    assert_eq!(
        std::fs::read_dir(&to).unwrap().count(),
        2,
        "no temporary file stays"
    );
    let slim = backup_to(
        &vault,
        &to,
        wanted(Reason::FirstOfDay, Contents::RecordsOnly),
        &Cancellation::never(),
        say,
    )
    .unwrap();
    assert_eq!(slim.manifest.attachments, 0, "records only");
    let raw = std::fs::read(&first.path).unwrap();
    let word = "第一次".as_bytes();
    // The digest in the manifest of this test holds it once; the database must not.
    let tail = &raw[2048..];
    assert!(
        !tail.windows(word.len()).any(|w| w == word),
        "nothing of a record in the clear"
    );
}

#[test]
fn an_index_over_names_is_computed_by_every_connection() {
    let root = tempfile::tempdir().unwrap();
    let Created { vault, .. } = filled(&root.path().join("台账"));
    let make = "CREATE INDEX by_surname ON t (surname_key(x)); CREATE INDEX by_pinyin ON t (pinyin_key(x));";
    vault.conn().execute_batch(make).unwrap();
    fill(&vault, "欧阳建国");
    let sound = |vault: &Vault, after: &str| {
        let health = vault.verify(health::Depth::Deep).unwrap();
        assert!(health.is_sound(), "{after}: {:?}", health.findings);
    };
    sound(&vault, "writing");
    // The copy is checked in depth by a connection that only reads; the restored one by another.
    let backup = back_up(&vault, &root.path().join("U")).path;
    let dir = root.path().join("台账");
    let restored = restore(&backup, &dir, &held(vault), now(), check).unwrap();
    fill(&restored.opened, "司马光明");
    sound(&restored.opened, "a restore");
}

#[test]
fn a_copy_that_differs_is_thrown_away() {
    let root = tempfile::tempdir().unwrap();
    let Created { vault, .. } = filled(&root.path().join("台账"));
    let asked = Cell::new(0);
    let moody = |_: &Connection| {
        asked.set(asked.get() + 1);
        Ok(Said {
            digest: asked.get().to_string(),
            operations: std::collections::BTreeMap::new(),
            heads: Vec::new(),
        })
    };
    let to = root.path().join("U");
    let fault = backup_to(
        &vault,
        &to,
        wanted(Reason::ByHand, Contents::Everything),
        &Cancellation::never(),
        moody,
    );
    assert_eq!(
        fault.unwrap_err().code(),
        "backup_not_verified",
        "the digests differ"
    );
    assert_eq!(
        std::fs::read_dir(&to).unwrap().count(),
        0,
        "no unverified backup stays"
    );
    let memory = Vault::in_memory().unwrap();
    let fault = backup_to(
        &memory,
        &to,
        wanted(Reason::ByHand, Contents::Everything),
        &Cancellation::never(),
        say,
    );
    assert_eq!(
        fault.unwrap_err().code(),
        "backup_not_verified",
        "memory is not encrypted"
    );
}

#[test]
fn restoring_brings_back_the_backup_and_keeps_what_it_replaced() {
    let scene = Scene::new();
    let restored = scene.restore().unwrap();
    assert_eq!(
        rows(restored.opened.conn()).len(),
        3,
        "the store is the backup's"
    );
    let files = restored.opened.attachments().unwrap();
    assert!(files.get(&scene.photo).is_ok(), "with its attachments");
    assert!(
        files.get(&scene.later).is_ok(),
        "and those added since: they never change"
    );
    let rescued = restored.rescued.unwrap();
    drop(restored.opened);
    let replaced = Vault::open(&rescued, &Unlock::password(PASSWORD)).unwrap();
    assert_eq!(
        rows(replaced.conn()).len(),
        6,
        "what was replaced opens as a store of its own"
    );
}

#[test]
fn a_password_changed_since_stays_changed() {
    let scene = Scene::new();
    let mut vault = Vault::open(&scene.dir(), &Unlock::password(PASSWORD)).unwrap();
    vault.set_password_at_cost(None, "秋收", CHEAP).unwrap();
    drop(vault);
    let dir = scene.dir();
    for (offered, code) in [("错", "wrong_password"), (PASSWORD, "present_locked")] {
        let refused = restore(&scene.backup, &dir, &by_password(offered), now(), check);
        assert_eq!(refused.unwrap_err().code(), code, "“{offered}”");
    }
    let open = |password: &str| Vault::open(&dir, &Unlock::password(password));
    let (key, way) = open("秋收").unwrap().close();
    let held = Opening::Held {
        key: key.clone(),
        way: way.clone(),
    };
    let refused = restore(&scene.backup, &dir, &held, now(), check);
    assert_eq!(
        refused.unwrap_err().code(),
        "backup_needs_unlock",
        "a copy from before opens as it did then"
    );
    let unlock = Unlock::password(PASSWORD);
    let opening = Opening::HeldAnd { key, way, unlock };
    let restored = restore(&scene.backup, &dir, &opening, now(), check).unwrap();
    assert!(
        restored
            .opened
            .attachments()
            .unwrap()
            .get(&scene.photo)
            .is_ok(),
        "its attachments follow"
    );
    drop(restored.opened);
    assert!(open("秋收").is_ok(), "today's password");
    assert!(open(PASSWORD).is_err(), "not the old one");
}

#[test]
fn what_fails_while_the_store_is_made_ready_or_opened_leaves_the_present_one() {
    let scene = Scene::new();
    let newer = || StoreFault::TooNew {
        what: "store.db".into(),
    };
    let ready = Steps {
        check,
        ready: |_| Err(newer()),
        open: Ok,
    };
    let (file, dir) = (&scene.backup, scene.dir());
    let fault = super::restore(file, &dir, &scene.opening, now(), ready).unwrap_err();
    assert_eq!(fault.code(), "too_new", "{fault}");
    scene.assert_untouched("a copy that cannot be made ready");
    let open = Steps {
        check,
        ready: |_| Ok(()),
        open: |_| Err::<(), _>(newer()),
    };
    let fault = super::restore(file, &dir, &scene.opening, now(), open).unwrap_err();
    assert_eq!(fault.code(), "too_new", "{fault}");
    scene.assert_untouched("a store that cannot be opened in its place");
}

#[test]
fn a_new_pc_restores_by_password_or_card() {
    let scene = Scene::new();
    let card = Opening::Unlock(Unlock::recovery_card(scene.card.as_str()));
    for (name, opening) in [("甲", by_password(PASSWORD)), ("乙", card)] {
        let dir = scene.root.path().join(name);
        let restored = restore(&scene.backup, &dir, &opening, now(), check).unwrap();
        assert_eq!(
            rows(restored.opened.conn()).len(),
            3,
            "all of it is on the new PC"
        );
        assert!(
            restored
                .opened
                .attachments()
                .unwrap()
                .get(&scene.photo)
                .is_ok(),
            "photos too"
        );
        assert_eq!(restored.rescued, None, "nothing was replaced");
        drop(restored);
        assert!(
            Vault::open(&dir, &Unlock::password(PASSWORD)).is_ok(),
            "the password came along"
        );
    }
}

#[test]
fn an_office_without_password_gets_a_new_key_file_on_a_new_pc() {
    let root = tempfile::tempdir().unwrap();
    let old = root.path().join("旧");
    let Created { vault, card } = Vault::create_at_cost(&old, &Protection::KeyFile, CHEAP).unwrap();
    fill(&vault, "一");
    let backup = back_up(&vault, &root.path().join("U")).path;
    drop(vault);
    let new = root.path().join("新");
    let refused = restore(
        &backup,
        &new,
        &Opening::Unlock(Unlock::KeyFile),
        now(),
        check,
    );
    assert_eq!(
        refused.unwrap_err().code(),
        "no_key_file",
        "the key did not travel"
    );
    let card = Opening::Unlock(Unlock::recovery_card(card.text().as_str()));
    drop(restore(&backup, &new, &card, now(), check).unwrap());
    assert!(
        Vault::open(&new, &Unlock::KeyFile).is_ok(),
        "from now on it opens by itself"
    );
    assert!(
        Vault::open(&old, &Unlock::KeyFile).is_ok(),
        "the old PC is not touched"
    );
}

#[test]
fn another_stores_backup_replaces_keys_and_attachments_together() {
    let scene = Scene::new();
    let other = scene.root.path().join("另");
    let Created { vault, .. } = Vault::create_at_cost(&other, &Protection::KeyFile, CHEAP).unwrap();
    vault
        .attachments()
        .unwrap()
        .put("另一本的".as_bytes())
        .unwrap();
    fill(&vault, "另一本");
    drop(vault);
    let own = Vault::open(&other, &Unlock::KeyFile).unwrap();
    let refused = restore(&scene.backup, &other, &held(own), now(), check).unwrap_err();
    assert_eq!(
        refused.code(),
        "backup_needs_unlock",
        "another store's key does not open it"
    );
    let restored = restore(&scene.backup, &other, &by_password(PASSWORD), now(), check).unwrap();
    let files = restored.opened.attachments().unwrap();
    assert_eq!(
        files.list().unwrap(),
        [scene.photo],
        "only those that this key opens"
    );
    assert!(
        !other.join(KEY_FILE).exists(),
        "the key file of the other store went with it"
    );
    let rescued = restored.rescued.unwrap();
    drop(restored.opened);
    let back = Vault::open(&rescued, &Unlock::KeyFile).unwrap();
    assert_eq!(rows(back.conn()), ["另一本"; 3], "and opens there");
    assert!(
        back.attachments().unwrap().damaged().unwrap().is_empty(),
        "with its attachments"
    );
}

#[test]
fn a_damaged_attachment_is_healed_by_a_restore() {
    let scene = Scene::new();
    let path = scene
        .dir()
        .join(ATTACHMENTS)
        .join(scene.photo.to_hex().as_str());
    std::fs::write(&path, "坏").unwrap();
    let restored = scene.restore().unwrap();
    assert!(
        restored
            .opened
            .attachments()
            .unwrap()
            .get(&scene.photo)
            .is_ok(),
        "sound again"
    );
}

#[test]
fn a_store_that_cannot_be_opened_any_more_is_restored_over() {
    let scene = Scene::new();
    std::fs::write(scene.dir().join(DATABASE), "坏").unwrap();
    std::fs::write(scene.dir().join(KEYS), "坏").unwrap();
    let restored = restore(
        &scene.backup,
        &scene.dir(),
        &by_password(PASSWORD),
        now(),
        check,
    )
    .unwrap();
    assert_eq!(
        rows(restored.opened.conn()).len(),
        3,
        "this is what backups are for"
    );
    let files = restored.opened.attachments().unwrap();
    assert!(
        files.get(&scene.later).is_ok(),
        "attachments of the same key stay"
    );
    assert!(
        restored.rescued.unwrap().join(DATABASE).exists(),
        "the damaged file is kept"
    );
}

#[test]
fn a_check_that_fails_leaves_the_present_store() {
    let scene = Scene::new();
    let refuse = |_: &Connection, _: &Manifest| Err(StoreFault::bad_backup("内容与备份说明不一致"));
    let fault = restore(&scene.backup, &scene.dir(), &scene.opening, now(), refuse).unwrap_err();
    assert_eq!(
        fault.to_string(),
        "这份备份不能用：内容与备份说明不一致。请换一份备份；现有的台账没有动过。"
    );
    scene.assert_untouched("a refused check");
}

#[test]
fn an_open_store_is_not_restored_over() {
    let scene = Scene::new();
    let open = Vault::open(&scene.dir(), &Unlock::password(PASSWORD)).unwrap();
    assert_eq!(
        scene.restore().unwrap_err().code(),
        "store_held",
        "close it first"
    );
    drop(open);
}

/// Cuts a restore before its n-th move; `None` when it has fewer.
fn cut(scene: &Scene, at: usize, opening: &Opening, dir: &Path) -> Option<StoreFault> {
    let mut moves = 0;
    let steps = Steps {
        check,
        ready: |_| Ok(()),
        open: |_| Ok(()),
    };
    restore_watched(&scene.backup, dir, opening, now(), steps, &mut |_| {
        moves += 1;
        if moves > at {
            Err(StoreFault::Cancelled)
        } else {
            Ok(())
        }
    })
    .err()
}

#[test]
fn a_failure_at_any_move_is_taken_back() {
    for at in 0.. {
        let scene = Scene::new();
        let Some(fault) = cut(&scene, at, &scene.opening, &scene.dir()) else {
            assert!(at >= 2, "old out, new in: at least two moves, not {at}");
            break;
        };
        assert_eq!(fault.code(), "cancelled", "the cause is told");
        scene.assert_untouched(&format!("a failure at move {at}"));
    }
}

/// Prepares as a restore does, and stops (no taking back) before the n-th move.
fn power_cut(scene: &Scene, dir: &Path, opening: &Opening, at: usize) -> bool {
    let _lock = StoreLock::take(dir).unwrap();
    let Prepared { journal, .. } =
        prepare(&scene.backup, dir, opening, now(), check, |_| Ok(())).unwrap();
    journal.commit(dir).unwrap();
    let mut moves = 0;
    let cut = journal.forward(dir, &mut |_| {
        moves += 1;
        if moves > at {
            Err(StoreFault::Cancelled)
        } else {
            Ok(())
        }
    });
    cut.is_err()
}

#[test]
fn a_power_cut_at_any_move_is_finished_at_the_next_start() {
    for at in 0.. {
        let scene = Scene::new();
        // As after a crash of the present store: its log is still beside it.
        std::fs::write(scene.dir().join("store.db-wal"), "日志").unwrap();
        let was_cut = power_cut(&scene, &scene.dir(), &scene.opening, at);
        let vault = Vault::open(&scene.dir(), &Unlock::password(PASSWORD)).unwrap();
        assert_eq!(
            rows(vault.conn()).len(),
            3,
            "the restore is finished after move {at}"
        );
        let rescued = scene.dir().join(BACKUPS).join("rescued-20261123-093000");
        assert!(rescued.join(DATABASE).exists(), "what was replaced is kept");
        assert!(rescued.join("store.db-wal").exists(), "with its log");
        assert!(!swap::is_pending(&scene.dir()), "and done once for all");
        if !was_cut {
            assert!(
                at >= 3,
                "log out, old out, new in: at least three moves, not {at}"
            );
            break;
        }
    }
}

#[test]
fn what_the_restored_store_wrote_before_a_power_cut_stays_with_it() {
    let scene = Scene::new();
    let dir = scene.dir();
    let (key, _) = Vault::open(&dir, &Unlock::password(PASSWORD))
        .unwrap()
        .close();
    assert!(!power_cut(&scene, &dir, &scene.opening, usize::MAX));
    // Opened in its place, written, and killed before the exchange was noted as done.
    let open = connection::open(&dir.join(DATABASE), &key).unwrap();
    open.execute("INSERT INTO t VALUES ('新的')", []).unwrap();
    let left = ["store.db", "store.db-wal"].map(|it| (it, std::fs::read(dir.join(it)).unwrap()));
    drop(open);
    for (name, content) in left {
        std::fs::write(dir.join(name), content).unwrap();
    }
    let vault = Vault::open(&dir, &Unlock::password(PASSWORD)).unwrap();
    assert_eq!(rows(vault.conn()).len(), 4, "its log was not taken away");
}

#[test]
fn a_power_cut_while_stores_of_different_keys_change_places_is_finished() {
    for at in 0.. {
        let scene = Scene::new();
        let other = scene.root.path().join("另");
        let Created { vault, card } =
            Vault::create_at_cost(&other, &Protection::KeyFile, CHEAP).unwrap();
        vault
            .attachments()
            .unwrap()
            .put("另一本的".as_bytes())
            .unwrap();
        fill(&vault, "另一本");
        let backup = back_up(&vault, &scene.root.path().join("V")).path;
        drop(vault);
        // A store without key file takes in one with a key file.
        let scene = Scene { backup, ..scene };
        let present = Vault::open(&scene.dir(), &Unlock::password(PASSWORD)).unwrap();
        let (key, way) = present.close();
        let unlock = Unlock::recovery_card(card.text().as_str());
        let opening = Opening::HeldAnd { key, way, unlock };
        let was_cut = power_cut(&scene, &scene.dir(), &opening, at);
        // Cut once more at the start that would finish it, then left alone.
        let vault = Vault::open(&scene.dir(), &Unlock::KeyFile).unwrap();
        assert_eq!(
            rows(vault.conn()),
            ["另一本"; 3],
            "finished after move {at}"
        );
        let files = vault.attachments().unwrap();
        assert!(
            files.damaged().unwrap().is_empty(),
            "keys and attachments belong together"
        );
        if !was_cut {
            assert!(
                at >= 7,
                "three out, four in: at least seven moves, not {at}"
            );
            break;
        }
    }
}

#[test]
fn a_cut_before_the_decision_leaves_the_present_store() {
    let scene = Scene::new();
    let lock = StoreLock::take(&scene.dir()).unwrap();
    let ready = |_| Ok(());
    prepare(
        &scene.backup,
        &scene.dir(),
        &scene.opening,
        now(),
        check,
        ready,
    )
    .unwrap();
    drop(lock);
    std::fs::create_dir(scene.dir().join(".making-1")).unwrap();
    scene.assert_untouched("a cut while unpacking");
    assert!(
        !scene.dir().join(".making-1").exists(),
        "a cut-off backup is swept as well"
    );
}

#[test]
fn an_unreadable_or_leading_away_journal_is_told() {
    let scene = Scene::new();
    let away = r#"{"version":1,"rescued":"rescued-/../../x","swap_keys":false,
        "new_key_file":false,"swap_attachments":false}"#;
    for journal in ["{", away] {
        std::fs::write(scene.dir().join("restore.json"), journal).unwrap();
        let fault = Vault::open(&scene.dir(), &Unlock::password(PASSWORD)).unwrap_err();
        assert_eq!(fault.code(), "restore_unclear", "{fault}");
    }
}

#[test]
fn foreign_files_are_told_apart() {
    let scene = Scene::new();
    let file = scene.root.path().join("x.lvbak");
    for content in [Vec::new(), b"PK\x03\x04".repeat(500), vec![0; 5000]] {
        std::fs::write(&file, &content).unwrap();
        let fault = restore(&file, &scene.dir(), &scene.opening, now(), check).unwrap_err();
        assert_eq!(
            fault.to_string(),
            "这份备份不能用：它不是履职台账的备份，或没有复制完整。请换一份备份；现有的台账没有动过。"
        );
    }
    let missing = scene.root.path().join("没有.lvbak");
    let fault = restore(&missing, &scene.dir(), &scene.opening, now(), check).unwrap_err();
    assert!(fault.to_string().contains("不存在"), "{fault}");
    scene.assert_untouched("foreign files");
}

#[test]
fn a_forged_backup_with_a_right_hash_is_refused_by_its_seal() {
    let scene = Scene::new();
    let mut raw = std::fs::read(&scene.backup).unwrap();
    let place = raw.windows(10).position(|w| w == b"2026-11-23").unwrap();
    raw[place + 3] = b'5';
    let body = raw.len() - 72;
    let hash = blake3::hash(&raw[..body]);
    raw[body + 8..body + 40].copy_from_slice(hash.as_bytes());
    std::fs::write(&scene.backup, raw).unwrap();
    let fault = scene.restore().unwrap_err();
    assert!(fault.to_string().contains("被改动过"), "{fault}");
    scene.assert_untouched("a forgery");
}

/// A backup file with these entries and a right hash, as a forger without the key can make it.
fn forged(entries: &[(&str, tar::EntryType, &[u8])]) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    for (name, kind, content) in entries {
        let mut header = tar::Header::new_ustar();
        header.set_entry_type(*kind);
        header.set_size(content.len() as u64);
        // Written as it stands: the library itself refuses names that lead away.
        header.as_mut_bytes()[..name.len()].copy_from_slice(name.as_bytes());
        header.set_cksum();
        tar.append(&header, *content).unwrap();
    }
    let mut raw = tar.into_inner().unwrap();
    let hash = blake3::hash(&raw);
    raw.extend_from_slice(b"LVBAK\x01\r\n");
    raw.extend_from_slice(hash.as_bytes());
    raw.extend_from_slice(&[0; 32]);
    raw
}

#[test]
fn names_that_lead_away_links_and_repeats_are_refused() {
    use tar::EntryType;
    let scene = Scene::new();
    let manifest = serde_json::to_vec(&inspect(&scene.backup).unwrap()).unwrap();
    let newer = String::from_utf8(manifest.clone())
        .unwrap()
        .replace("\"format\":1", "\"format\":2");
    let file = EntryType::Regular;
    let named = format!("attachments/{}", scene.photo.to_hex());
    let head = [
        ("manifest.json", file, manifest.as_slice()),
        ("keys.json", file, b"{}".as_slice()),
        ("store.db", file, b"x".as_slice()),
    ];
    let with = |more: &[(&'static str, EntryType, &'static [u8])]| {
        let mut all = head.to_vec();
        all.extend_from_slice(more);
        forged(&all)
    };
    let mut twice = head.to_vec();
    twice.extend([
        (named.as_str(), file, b"a".as_slice()),
        (named.as_str(), file, b"b"),
    ]);
    let cases = [
        (with(&[("../../evil", file, b"x")]), "不认识的文件"),
        (with(&[("/tmp/evil", file, b"x")]), "不认识的文件"),
        (with(&[("attachments/../x", file, b"x")]), "不认识的文件"),
        (
            with(&[("attachments/x", EntryType::Symlink, b"")]),
            "不认识的文件",
        ),
        (with(&[("x", EntryType::GNULongName, b"y")]), "不认识的文件"),
        (forged(&twice), "重复的文件"),
        (forged(&head[..2]), "不完整"),
        (forged(&head[1..]), "没有备份说明"),
        (forged(&[]), "不完整"),
        (
            forged(&[("manifest.json", file, newer.as_bytes())]),
            "更新版本",
        ),
        (
            forged(&[("manifest.json", file, b"{".as_slice())]),
            "读不出来",
        ),
    ];
    for (raw, why) in cases {
        std::fs::write(&scene.backup, raw).unwrap();
        let fault = scene.restore().unwrap_err();
        assert!(fault.to_string().contains(why), "expected “{why}”: {fault}");
    }
    scene.assert_untouched("forged entries");
}

#[test]
fn no_flip_and_no_cut_of_a_backup_is_ever_taken() {
    let scene = Scene::new();
    let good = std::fs::read(&scene.backup).unwrap();
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        cases: 150,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let damage = (0..good.len(), 0..8_u8, any::<bool>());
    runner
        .run(&damage, |(at, bit, cut)| {
            let mut bad = good.clone();
            if cut {
                bad.truncate(at)
            } else {
                bad[at] ^= 1 << bit
            }
            std::fs::write(&scene.backup, &bad).unwrap();
            let fault = scene.restore().unwrap_err();
            prop_assert!(
                matches!(
                    fault,
                    StoreFault::BadBackup { .. }
                        | StoreFault::TooNew { .. }
                        | StoreFault::BackupNeedsUnlock
                ),
                "told as an unusable backup: {fault}"
            );
            Ok(())
        })
        .unwrap();
    scene.assert_untouched("all this damage");
}

#[cfg(unix)]
#[test]
fn no_other_user_of_the_pc_can_look_in_also_after_a_restore_on_a_new_pc() {
    use std::os::unix::fs::PermissionsExt;

    fn open_to_others(path: &Path, found: &mut Vec<String>) {
        let metadata = std::fs::metadata(path).unwrap();
        if metadata.permissions().mode() & 0o077 != 0 {
            found.push(path.display().to_string());
        }
        if metadata.is_dir() {
            for entry in std::fs::read_dir(path).unwrap() {
                open_to_others(&entry.unwrap().path(), found);
            }
        }
    }
    let scene = Scene::new();
    drop(scene.restore().unwrap());
    let fresh = scene.root.path().join("新");
    // As a folder that a person made.
    std::fs::create_dir(&fresh).unwrap();
    let open = restore(&scene.backup, &fresh, &by_password(PASSWORD), now(), check).unwrap();
    fill(&open.opened, "新的一行");
    for dir in [scene.dir(), fresh] {
        let mut found = Vec::new();
        open_to_others(&dir, &mut found);
        assert!(found.is_empty(), "{found:?}");
    }
}

#[test]
fn a_path_too_long_for_the_database_is_told() {
    let root = tempfile::tempdir().unwrap();
    let deep = root
        .path()
        .join("很长的名字".repeat(10))
        .join("夹".repeat(80));
    let deep = deep.join("夹".repeat(80));
    let fault = Vault::create_at_cost(&deep, &Protection::KeyFile, CHEAP).unwrap_err();
    assert_eq!(fault.code(), "path_too_long", "{fault}");
    assert!(!deep.exists(), "nothing was made");
    let scene = Scene::new();
    let fault = restore(&scene.backup, &deep, &by_password(PASSWORD), now(), check).unwrap_err();
    assert_eq!(fault.code(), "path_too_long", "{fault}");
    let name = "长".repeat(200);
    let fault = restore(
        &root.path().join(name),
        &scene.dir(),
        &scene.opening,
        now(),
        check,
    )
    .unwrap_err();
    assert!(fault.to_string().contains("路径太长"), "{fault}");
}
