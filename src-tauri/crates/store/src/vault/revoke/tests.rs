use std::fs;

use rusqlite::Connection;

use super::*;
use crate::{
    cancellation::Cancellation,
    keys::Unlock,
    vault::{
        Created, Protection,
        backup::{Asked, Contents, Reason, Said, backup_to},
        restore::{Opening, Steps, restore},
        tests::{CHEAP, fill, filled, rows},
    },
};

const OLD: &str = "春风2026";
const NEW: &str = "秋收2026";

fn now() -> chrono::NaiveDateTime {
    "2026-11-23T09:30:00".parse().unwrap()
}

fn say(connection: &Connection) -> Result<Said> {
    Ok(Said {
        digest: rows(connection).join(","),
        operations: std::collections::BTreeMap::new(),
        heads: Vec::new(),
    })
}

fn back_up(vault: &Vault, to: &Path, contents: Contents) -> PathBuf {
    let asked = Asked {
        now: now(),
        reason: Reason::ByHand,
        contents,
    };
    backup_to(vault, to, asked, &Cancellation::never(), say)
        .unwrap()
        .path
}

fn put_back(file: &Path, dir: &Path, opening: &Opening) -> Result<Vault> {
    let steps = Steps {
        check: |_: &Connection, _: &_| Ok(()),
        ready: |_| Ok(()),
        open: Ok,
    };
    Ok(restore(file, dir, opening, now(), steps)?.opened)
}

fn copy_all(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_all(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// An office that was in use for a while: a photo, a backup of its own, one outside, one replaced
/// store.
struct Scene {
    root: tempfile::TempDir,
    vault: Option<Vault>,
    photo: crate::attachments::Hash,
    old_card: String,
    own: PathBuf,
    outside: PathBuf,
    /// The folder as it was before anything was revoked.
    before: PathBuf,
}

impl Scene {
    fn new(protection: &Protection) -> Self {
        let root = tempfile::tempdir().unwrap();
        let dir = root.path().join("台账");
        let Created { vault, card } = Vault::create_at_cost(&dir, protection, CHEAP).unwrap();
        fill(&vault, "第一次");
        let photo = vault.attachments().unwrap().put("照片".as_bytes());
        let own = back_up(&vault, &dir.join(BACKUPS), Contents::RecordsOnly);
        let outside = back_up(&vault, &root.path().join("U"), Contents::Everything);
        let (key, way) = vault.close();
        let vault = put_back(&own, &dir, &Opening::Held { key, way }).unwrap();
        let before = root.path().join("以前");
        copy_all(&dir, &before);
        fill(&vault, "后来");
        Self {
            vault: Some(vault),
            photo: photo.unwrap().hash,
            old_card: card.text().to_string(),
            own,
            outside,
            before,
            root,
        }
    }

    fn dir(&self) -> PathBuf {
        self.root.path().join("台账")
    }

    fn vault(&mut self) -> &mut Vault {
        self.vault.as_mut().unwrap()
    }

    fn rescued(&self) -> PathBuf {
        rescued_in(&self.dir().join(BACKUPS)).unwrap().remove(0)
    }

    /// Every old secret, with every old ring and key file laid over today's store, its rescued
    /// store, its attachments and its own backup.
    fn assert_shut(&mut self, old: &[Unlock]) {
        let photo = self.photo;
        self.vault = None;
        let today = self.root.path().join("今天");
        copy_all(&self.dir(), &today);
        let keys: Vec<(Vec<u8>, Option<Vec<u8>>)> = [self.before.clone(), today.clone()]
            .into_iter()
            .map(|it| {
                (
                    fs::read(it.join(KEYS)).unwrap(),
                    fs::read(it.join(KEY_FILE)).ok(),
                )
            })
            .collect();
        let stores = [
            today.clone(),
            today.join(BACKUPS).join("rescued-20261123-093000"),
        ];
        for (at, (ring, _)) in keys.iter().enumerate() {
            for (_, key_file) in &keys[..1] {
                for unlock in old {
                    for store in &stores {
                        fs::write(store.join(KEYS), ring).unwrap();
                        if let Some(content) = key_file {
                            fs::write(store.join(KEY_FILE), content).unwrap();
                        }
                        assert!(
                            Vault::open(store, unlock).is_err(),
                            "{unlock:?} with ring {at} over {store:?}"
                        );
                    }
                    let ring = KeyRing::parse(ring).unwrap();
                    let Ok((key, _)) = ring.unlock(unlock, key_file.as_deref()) else {
                        continue;
                    };
                    let files = Attachments::new(today.join(ATTACHMENTS), &key);
                    assert!(files.get(&photo).is_err(), "the photo of today is shut");
                    let held = Opening::Held {
                        key,
                        way: Way::KeyFile,
                    };
                    for entry in fs::read_dir(today.join(BACKUPS)).unwrap() {
                        let file = entry.unwrap().path();
                        if !file.is_file() {
                            continue;
                        }
                        let fresh = tempfile::tempdir().unwrap();
                        let offered = Opening::Unlock(unlock.clone());
                        for opening in [&held, &offered] {
                            assert!(
                                put_back(&file, &fresh.path().join("x"), opening).is_err(),
                                "own backup {file:?} is shut"
                            );
                        }
                    }
                }
            }
        }
    }

    /// Today's way opens the store, its photo, its own backup and the replaced store.
    fn assert_opens(&self, unlock: &Unlock, rows_now: usize) {
        let vault = Vault::open(&self.dir(), unlock).unwrap();
        assert!(vault.pending().is_none(), "{:?}", vault.pending());
        assert_eq!(rows(vault.conn()).len(), rows_now, "by {unlock:?}");
        assert!(vault.attachments().unwrap().get(&self.photo).is_ok());
        assert!(
            !self.dir().join(REVOKED).exists() && !self.dir().join(STAGING).exists(),
            "nothing is left to do"
        );
        let (key, way) = vault.close();
        if !matches!(unlock, Unlock::KeyFile) {
            let fresh = self.root.path().join(format!("新{}", rand()));
            let opened = put_back(&self.own, &fresh, &Opening::Unlock(unlock.clone())).unwrap();
            assert_eq!(rows(opened.conn()).len(), 3, "its own backup");
            drop(opened);
            let replaced = Vault::open(&self.rescued(), unlock).unwrap();
            assert_eq!(rows(replaced.conn()).len(), 3, "the replaced store");
        }
        let opening = Opening::Held { key, way };
        let back = put_back(&self.own, &self.dir(), &opening).unwrap();
        assert_eq!(
            rows(back.conn()).len(),
            3,
            "the open store needs no password"
        );
    }
}

fn rand() -> u64 {
    use std::hash::{BuildHasher, Hasher};
    std::hash::RandomState::new().build_hasher().finish()
}

#[test]
fn an_old_password_and_an_old_card_open_nothing_of_today() {
    let mut scene = Scene::new(&Protection::password(OLD));
    let card = scene.vault().replace_card().unwrap();
    scene
        .vault()
        .set_password_at_cost(None, NEW, CHEAP)
        .unwrap();
    fill(scene.vault(), "改口令以后");
    let old_card = scene.old_card.clone();
    scene.assert_shut(&[
        Unlock::password(OLD),
        Unlock::recovery_card(old_card.as_str()),
    ]);
    scene.assert_opens(&Unlock::password(NEW), 9);
    let vault = Vault::open(&scene.dir(), &Unlock::recovery_card(card.text().as_str()));
    assert!(vault.is_ok(), "the new card");
    // What lies outside still opens: only naming it helps.
    let fresh = scene.root.path().join("外");
    let opened = put_back(
        &scene.outside,
        &fresh,
        &Opening::Unlock(Unlock::password(OLD)),
    );
    assert_eq!(rows(opened.unwrap().conn()).len(), 3);
}

#[test]
fn a_dropped_key_file_opens_nothing_wherever_a_copy_of_it_lies() {
    let mut scene = Scene::new(&Protection::KeyFile);
    assert!(
        !scene.rescued().join(KEY_FILE).exists(),
        "a restore lays no second key file about"
    );
    scene
        .vault()
        .set_password_at_cost(None, NEW, CHEAP)
        .unwrap();
    assert!(!scene.dir().join(KEY_FILE).exists(), "it goes with its way");
    scene.assert_shut(&[Unlock::KeyFile]);
    scene.assert_opens(&Unlock::password(NEW), 6);
}

#[test]
fn who_stays_is_not_asked_for_a_password() {
    let mut scene = Scene::new(&Protection::password(OLD));
    let vault = scene.vault();
    let before = vault.key().clone();
    vault
        .set_password_at_cost(Some("李建国"), "自己的口令", CHEAP)
        .unwrap();
    assert_eq!(vault.key(), &before, "a way added revokes nothing");
    vault.set_password_at_cost(None, NEW, CHEAP).unwrap();
    let card = scene.old_card.clone();
    scene.vault = None;
    scene.assert_opens(&Unlock::password("自己的口令"), 6);
    assert!(
        Vault::open(&scene.dir(), &Unlock::recovery_card(card)).is_ok(),
        "the card was not replaced"
    );
    let mut vault = Vault::open(&scene.dir(), &Unlock::password(NEW)).unwrap();
    vault.remove_password(Some("李建国")).unwrap();
    drop(vault);
    scene.assert_shut(&[Unlock::password("自己的口令")]);
}

#[test]
fn taking_the_last_password_away_leaves_a_key_file() {
    let mut scene = Scene::new(&Protection::password(OLD));
    scene.vault().remove_password(None).unwrap();
    assert_eq!(
        scene.vault().opened_by(),
        &Way::KeyFile,
        "the way it has now"
    );
    scene.assert_shut(&[Unlock::password(OLD)]);
    scene.assert_opens(&Unlock::KeyFile, 6);
}

#[test]
fn a_cut_at_any_step_leaves_a_whole_store() {
    // Killed before the exchange is decided: the store stays under its key.
    let mut scene = Scene::new(&Protection::password(OLD));
    let dir = scene.dir();
    let key = Key::random().unwrap();
    let renewed = |scene: &mut Scene| {
        let vault = scene.vault();
        read_ring(&dir).unwrap().renewed(vault.key(), &key).unwrap()
    };
    let ring = renewed(&mut scene);
    scene.vault().stage(&dir, &key, &ring, None).unwrap();
    scene.vault = None;
    scene.assert_opens(&Unlock::password(OLD), 6);
    // Killed at any move, and while backups follow: the next opening goes on.
    for at in 0.. {
        let mut scene = Scene::new(&Protection::password(OLD));
        let dir = scene.dir();
        let vault = scene.vault();
        let ring = read_ring(&dir).unwrap().renewed(vault.key(), &key).unwrap();
        vault.stage(&dir, &key, &ring, None).unwrap();
        let exchanged = Exchanged {
            keys: true,
            key_file: false,
            attachments: false,
            revoked: true,
        };
        let journal = Journal::new("rescued-20261124-000000".into(), exchanged);
        scene.vault = None;
        journal.commit(&dir).unwrap();
        let mut moves = 0;
        let cut = journal.forward(&dir, &mut |_| {
            moves += 1;
            if moves > at {
                Err(StoreFault::Cancelled)
            } else {
                Ok(())
            }
        });
        scene.assert_opens(&Unlock::password(OLD), 6);
        assert!(!journal.rescued(&dir).exists(), "nothing of the former key");
        if cut.is_ok() {
            assert!(
                at >= 5,
                "database, keys, mark: at least five moves, not {at}"
            );
            break;
        }
    }
}

#[test]
fn backups_that_could_not_follow_do_so_at_the_next_opening() {
    let mut scene = Scene::new(&Protection::password(OLD));
    // A folder in the place of a file that is made anew: the replaced store cannot follow.
    let blocked = scene.rescued().join(".making-store.db");
    fs::create_dir(&blocked).unwrap();
    scene
        .vault()
        .set_password_at_cost(None, NEW, CHEAP)
        .unwrap();
    assert!(scene.vault().pending().is_some(), "it is told");
    assert_eq!(rows(scene.vault().conn()).len(), 6, "and the store is open");
    scene.vault = None;
    fs::remove_dir(&blocked).unwrap();
    scene.assert_opens(&Unlock::password(NEW), 6);
}

#[test]
fn a_damaged_backup_does_not_stay_under_the_former_key() {
    let mut scene = Scene::new(&Protection::password(OLD));
    let mut raw = fs::read(&scene.own).unwrap();
    let middle = raw.len() / 2;
    raw[middle] ^= 1;
    fs::write(&scene.own, raw).unwrap();
    scene.vault().replace_card().unwrap();
    assert!(!scene.own.exists(), "it restores nothing and is deleted");
    assert!(scene.vault().pending().is_none());
}

#[test]
fn a_ring_with_a_strangers_way_is_refused() {
    let root = tempfile::tempdir().unwrap();
    let (dir, other) = (root.path().join("a"), root.path().join("b"));
    let Created { mut vault, .. } = filled(&dir);
    drop(filled(&other));
    fs::copy(other.join(KEYS), dir.join(KEYS)).unwrap();
    let fault = vault.replace_card().unwrap_err();
    assert_eq!(fault.code(), "keys_tampered", "{fault}");
    assert_eq!(rows(vault.conn()).len(), 3, "the store is as it was");
}
