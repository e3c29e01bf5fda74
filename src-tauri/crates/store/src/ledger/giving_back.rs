//! Taking out again, exactly, what a packet brought, while nothing was built on it.

use std::collections::BTreeSet;

use domain::record::{KindKey, Link, SCHEME_KIND, read_block};
use rusqlite::{Connection, OptionalExtension, params};

use crate::error::{Result, StoreFault};
use crate::ledger::building::{build_one, children_first};
use crate::ledger::log::signed;
use crate::ledger::noted::note_chains_given_up;
use crate::ledger::packing::unpack;
use crate::ledger::{Ledger, State, Taken, follow_scheme, heads};

impl Ledger {
    /// Whether nothing was written or taken in since these changes came: only then is what they
    /// did gone with them.
    ///
    /// # Errors
    /// What the database answers.
    pub fn is_newest(&self, taken: &[Taken]) -> Result<bool> {
        let conn = self.vault.conn();
        let Some(newest) = taken.iter().map(|it| it.after).min() else {
            return Ok(false);
        };
        let mut brought = false;
        for it in taken {
            let Some(place) = Place::of(&self.state, it) else {
                return Ok(false);
            };
            let (last, _) = heads::last(conn, place.device, place.part)?;
            if last != it.last {
                return Ok(false);
            }
            brought |= last > it.before.seq;
        }
        if !brought {
            return Ok(false);
        }
        // Operations are numbered as they come. One behind the newest of before them that is in no
        // place of theirs came later.
        let others: Option<i64> = conn
            .prepare_cached("SELECT 1 FROM operation WHERE num > ?1 AND device = ?2 LIMIT 1")?
            .query_row([newest, self.state.device_num], |row| row.get(0))
            .optional()?;
        if others.is_some() {
            return Ok(false);
        }
        let mine: BTreeSet<(i64, i64)> = taken
            .iter()
            .filter_map(|it| Place::of(&self.state, it))
            .map(|it| (it.part, it.device))
            .collect();
        let mut later = conn.prepare_cached(
            "SELECT DISTINCT run.part, run.device FROM run WHERE run.operation > ?1",
        )?;
        let mut rows = later.query([newest])?;
        while let Some(row) = rows.next()? {
            if !mine.contains(&(row.get(0)?, row.get(1)?)) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Takes changes out that a packet brought: log, operations and tables are afterwards as they
    /// were before it.
    ///
    /// # Errors
    /// [`StoreFault::BuiltUpon`] where something came after them; what the database answers.
    pub fn give_back(&mut self, taken: &[Taken]) -> Result<BTreeSet<KindKey>> {
        if !self.is_newest(taken)? {
            return Err(StoreFault::BuiltUpon);
        }
        let before = self.before();
        let result = self.try_giving_back(taken);
        if result.is_err() {
            self.fall_back(before)?;
        }
        result
    }

    fn try_giving_back(&mut self, taken: &[Taken]) -> Result<BTreeSet<KindKey>> {
        let mut gone = Gone::default();
        let transaction = self.vault.conn_mut().savepoint()?;
        for it in taken {
            let Some(place) = Place::of(&self.state, it) else {
                continue;
            };
            place.take_out(&transaction, it, &mut gone)?;
        }
        let Gone {
            kinds,
            chains,
            operations,
        } = gone;
        // One of them may have written in another place, which stays. Others without a run (an undo that
        // changed nothing) are none of the package's.
        for operation in operations {
            transaction
                .prepare_cached(
                    "DELETE FROM operation WHERE num = ?1
                     AND NOT EXISTS (SELECT 1 FROM run WHERE run.operation = ?1)",
                )?
                .execute([operation])?;
        }
        note_chains_given_up(&transaction, &chains)?;
        self.state.forget_read();
        if kinds.contains(SCHEME_KIND) {
            follow_scheme(&transaction, &mut self.state)?;
        }
        let mut touched: Vec<_> = self
            .state
            .registry
            .iter()
            .filter(|kind| kinds.contains(&kind.key))
            .cloned()
            .collect();
        // A parent's row shows its children.
        let parents: Vec<_> = touched
            .iter()
            .filter_map(|kind| kind.parent.as_ref()?.kind.clone())
            .filter_map(|key| self.state.registry.get(key.as_str()).cloned())
            .filter(|kind| !kinds.contains(&kind.key))
            .collect();
        touched.extend(parents);
        for kind in children_first(&self.state.registry.clone(), touched) {
            build_one(&transaction, &mut self.state, &kind)?;
        }
        transaction.commit()?;
        Ok(kinds)
    }
}

/// What was deleted.
#[derive(Default)]
struct Gone {
    /// Types of the records that the changes spoke of.
    kinds: BTreeSet<KindKey>,
    /// Values of the chain that stand nowhere any more.
    chains: Vec<Link>,
    /// Local numbers of the operations that had written there.
    operations: BTreeSet<i64>,
}

/// A device's part of a partition, by its local numbers.
struct Place {
    part: i64,
    device: i64,
}

impl Place {
    fn of(state: &State, taken: &Taken) -> Option<Self> {
        Some(Self {
            part: state
                .aliases
                .known_partition(taken.before.partition.as_ref()?)?,
            device: state.aliases.known_device(taken.before.device)?,
        })
    }

    /// Deletes what stands behind the earlier head and puts that head back.
    fn take_out(&self, conn: &Connection, taken: &Taken, gone: &mut Gone) -> Result<()> {
        let behind = params![self.part, self.device, signed(taken.before.seq)];
        let mut blocks = conn.prepare_cached(
            "SELECT body FROM block WHERE part = ?1 AND device = ?2 AND first > ?3",
        )?;
        let mut rows = blocks.query(behind)?;
        while let Some(row) = rows.next()? {
            let cell = row.get_ref(0)?.as_blob().unwrap_or_default();
            read_block::<StoreFault>(&unpack(cell)?, |entry| {
                if !gone.kinds.contains(entry.kind) {
                    gone.kinds.insert(entry.kind.clone());
                }
                Ok(())
            })?;
        }
        let mut runs = conn.prepare_cached(
            "SELECT chain, operation FROM run WHERE part = ?1 AND device = ?2 AND first > ?3",
        )?;
        let mut rows = runs.query(behind)?;
        while let Some(row) = rows.next()? {
            gone.chains.push(row.get(0)?);
            gone.operations.insert(row.get(1)?);
        }
        for table in ["block", "run"] {
            let sql = format!("DELETE FROM {table} WHERE part = ?1 AND device = ?2 AND first > ?3");
            conn.prepare_cached(&sql)?.execute(behind)?;
        }
        if taken.before.seq == 0 {
            conn.prepare_cached("DELETE FROM head WHERE device = ?1 AND part = ?2")?
                .execute([self.device, self.part])?;
            return Ok(());
        }
        heads::note(conn, self.device, self.part, &taken.before)
    }
}
