//! Attachments to which no record refers: left by a kill between content and record, by an erasure, or
//! by an attaching that was taken back.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use domain::record::Value;
use domain::trace::ATTACHMENT;
use rusqlite::types::Value as Sql;

use crate::attachments::{Attachments, Hash};
use crate::error::Result;
use crate::ledger::Ledger;
use crate::projection;

/// A content whose record is about to be written is left alone.
const FRESH: Duration = Duration::from_secs(24 * 60 * 60);
/// The oldest copies that the store keeps of itself are a year old. Until then one of them, or an undo,
/// may bring back a record that refers to the content.
const REMEMBERED: Duration = Duration::from_secs(400 * 24 * 60 * 60);

/// Contents and their size on the disk.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Orphans {
    /// How many.
    pub count: u64,
    /// Bytes.
    pub bytes: u64,
}

/// What the records say of a content.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Named {
    /// Only such as were taken back.
    Before,
    /// One that stands, or is voided.
    Now,
}

impl Ledger {
    /// Attachments to which no record refers now.
    ///
    /// # Errors
    /// A folder that cannot be read; what the database answers.
    pub fn orphans(&self) -> Result<Orphans> {
        let mut orphans = Orphans::default();
        self.each_orphan(|_, _, bytes, _, _| {
            orphans.count += 1;
            orphans.bytes += bytes;
            Ok(())
        })?;
        Ok(orphans)
    }

    /// Takes away the attachments to which no record refers and nothing can bring back: at once those
    /// that none ever spoke of, others after 400 days.
    ///
    /// # Errors
    /// A folder or file that cannot be read or deleted; what the database answers.
    pub fn sweep_attachments(&self, now: SystemTime) -> Result<Orphans> {
        let mut swept = Orphans::default();
        if self.vault.is_read_only() {
            return Ok(swept);
        }
        // Another state of this store, which a restore gave up, may have referred to any.
        let restored = self.was_restored()?;
        self.each_orphan(|attachments, hash, bytes, age, named| {
            let age = now.duration_since(age).unwrap_or_default();
            let may_come_back = named == Some(Named::Before) || restored;
            if age > if may_come_back { REMEMBERED } else { FRESH } {
                attachments.remove(&hash)?;
                swept.count += 1;
                swept.bytes += bytes;
            }
            Ok(())
        })?;
        Ok(swept)
    }

    fn each_orphan(
        &self,
        mut each: impl FnMut(&Attachments, Hash, u64, SystemTime, Option<Named>) -> Result<()>,
    ) -> Result<()> {
        let Some(attachments) = self.vault.attachments() else {
            return Ok(());
        };
        let Some(named) = self.named_contents()? else {
            return Ok(());
        };
        for (hash, bytes, changed) in attachments.files()? {
            let said = named.get(hash.as_bytes()).copied();
            if said != Some(Named::Now) {
                each(&attachments, hash, bytes, changed, said)?;
            }
        }
        Ok(())
    }

    /// What records say of each content; `None` where their table is not the one of this program.
    fn named_contents(&self) -> Result<Option<BTreeMap<[u8; 32], Named>>> {
        let conn = self.vault.conn();
        let Some(kind) = self.state.registry.get(ATTACHMENT) else {
            return Ok(None);
        };
        let Some(field) = kind.field("hash") else {
            return Ok(None);
        };
        if !projection::is_current(conn, kind)? {
            return Ok(None);
        }
        let mut named: BTreeMap<[u8; 32], Named> = BTreeMap::new();
        let sql = format!(
            "SELECT {}, _state, _rivals FROM {}",
            projection::column(field),
            projection::table(kind)
        );
        let mut statement = conn.prepare(&sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let said = match row.get::<_, i64>(1)? {
                projection::RETRACTED => Named::Before,
                _ => Named::Now,
            };
            let mut note = |text: &str| {
                if let Ok(hash) = Hash::from_hex(text) {
                    let known = named.entry(*hash.as_bytes()).or_insert(said);
                    *known = said.max(*known);
                }
            };
            if let Sql::Text(text) = row.get(0)? {
                note(&text);
            }
            if let Some(rivals) = row.get::<_, Option<Vec<u8>>>(2)? {
                for (_, rivals) in projection::rivals_in(&rivals)? {
                    let texts = rivals.iter().filter_map(|it| it.value.as_ref());
                    texts.filter_map(Value::as_text).for_each(&mut note);
                }
            }
        }
        Ok(Some(named))
    }
}

#[cfg(test)]
mod tests {
    use domain::record::{FieldKey, RecordId, Registry, Source};

    use super::*;
    use crate::error::StoreFault;
    use crate::ledger::{NewOperation, Tx};
    use crate::vault::Protection;

    const DAY: Duration = Duration::from_secs(24 * 60 * 60);

    fn write<T>(
        ledger: &mut Ledger,
        body: impl FnOnce(&mut Tx<'_>) -> std::result::Result<T, StoreFault>,
    ) -> T {
        let operation = NewOperation {
            sort: "test".into(),
            title: "附上".into(),
            user: None,
            wall_ms: 0,
            source: Source::Form,
            undoes: None,
        };
        ledger.write(operation, body).unwrap().value
    }

    fn attach(ledger: &mut Ledger, content: &[u8]) -> (RecordId, Hash) {
        let stored = ledger.vault().attachments().unwrap().put(content).unwrap();
        let hash = stored.hash.to_hex().to_string();
        let values: Vec<(FieldKey, Value)> = vec![
            ("name".into(), Value::Text("照片.jpg".into())),
            ("hash".into(), Value::Text(hash)),
        ];
        let id = write(ledger, |tx| tx.create(ATTACHMENT, values));
        (id, stored.hash)
    }

    #[test]
    fn only_what_nothing_brings_back_is_swept() {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path().join("store");
        let made = Ledger::create(&dir, &Protection::KeyFile, Registry::builtin());
        let (mut ledger, _) = made.unwrap();
        let attachments = ledger.vault().attachments().unwrap();
        let (_, stands) = attach(&mut ledger, b"stands");
        let (void, voided) = attach(&mut ledger, b"voided");
        write(&mut ledger, |tx| tx.void(ATTACHMENT, void, "错了"));
        let (_, undone) = attach(&mut ledger, b"undone");
        let last = ledger.operations(1).unwrap()[0].head.id;
        ledger.reverse(last, None, 0).unwrap();
        let abandoned = attachments.put(b"abandoned".as_slice()).unwrap().hash;
        let all = [stands, voided, undone, abandoned];
        let here = || all.map(|it| attachments.has(&it));
        assert_eq!(ledger.orphans().unwrap().count, 2, "undone and abandoned");
        let now = SystemTime::now();
        for (days, swept, left) in [
            (0, 0, [true; 4]),
            (2, 1, [true, true, true, false]),
            (399, 0, [true, true, true, false]),
            (401, 1, [true, true, false, false]),
        ] {
            let gone = ledger.sweep_attachments(now + DAY * days).unwrap();
            assert_eq!((gone.count, here()), (swept, left), "after {days} days");
        }
        assert_eq!(
            ledger.orphans().unwrap(),
            Orphans::default(),
            "none is left"
        );
    }

    #[test]
    fn after_a_restore_a_year_is_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path().join("store");
        let made = Ledger::create(&dir, &Protection::KeyFile, Registry::builtin());
        let (mut ledger, _) = made.unwrap();
        let now = chrono::Local::now().naive_local();
        let reason = crate::vault::backup::Reason::ByHand;
        let early = ledger.back_up(None, now, reason).unwrap();
        let (_, hash) = attach(&mut ledger, b"given up");
        ledger.back_up(None, now, reason).unwrap();
        let (key, way) = ledger.into_vault().close();
        let held = crate::vault::restore::Opening::Held { key, way };
        let restored = Ledger::restore(&early.path, &dir, &held, now, Registry::builtin());
        let ledger = restored.unwrap().ledger;
        let sweep = |days| {
            ledger
                .sweep_attachments(SystemTime::now() + DAY * days)
                .unwrap()
                .count
        };
        assert_eq!(sweep(2), 0, "the later copy may be put back");
        assert!(
            ledger.vault().attachments().unwrap().has(&hash),
            "for that it is needed"
        );
        assert_eq!(sweep(401), 1, "no copy is so old");
    }
}
