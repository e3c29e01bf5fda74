//! Whether everything is as it should be.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::record::{Digest, RecordType, Value};
use domain::trace::ATTACHMENT;

use crate::attachments::Hash;
use crate::cancellation::Cancellation;
use crate::error::{Result, StoreFault};
use crate::ledger::Ledger;
use crate::ledger::building::held_from;
use crate::ledger::entries::ByRecord;
use crate::ledger::verify::{Verified, verify};
use crate::projection::{self, Held};
use crate::query::ListQuery;
use crate::vault::Depth;

/// What an inspection found.
#[derive(Clone, Debug)]
pub struct Inspection {
    /// One sentence each; empty when all is well.
    pub problems: Vec<String>,
    /// The digest of the records.
    pub digest: Digest,
}

impl Ledger {
    /// Inspects pages, log, projections and attachments. A deep inspection reads every page, merges
    /// every record anew and reads every attachment.
    ///
    /// # Errors
    /// Only where the inspection itself cannot run; damage is an answer, not an error.
    pub fn inspect(&self, deep: bool) -> Result<Inspection> {
        self.inspect_cancellable(deep, &Cancellation::never())
    }

    /// As [`Ledger::inspect`]; told how many records are done.
    ///
    /// # Errors
    /// As [`Ledger::inspect`]; [`StoreFault::Cancelled`].
    pub fn inspect_cancellable(
        &self,
        deep: bool,
        cancellation: &Cancellation,
    ) -> Result<Inspection> {
        let depth = if deep { Depth::Deep } else { Depth::Quick };
        let health = self.vault.verify(depth)?;
        let mut problems: Vec<String> = health
            .findings
            .iter()
            .map(|finding| format!("台账文件有损坏（{finding}），请从最近的备份还原"))
            .collect();
        let log = if deep {
            verify(self.vault.conn(), &self.state)?
        } else {
            self.glance_at_log()?
        };
        let log_holds = log.problems.is_empty() && problems.is_empty();
        problems.extend(log.problems.iter().cloned());
        let kinds: Vec<Arc<RecordType>> = self.state.registry.iter().cloned().collect();
        let total = if deep { self.count_records(&kinds)? } else { 0 };
        let mut done = 0_u64;
        for kind in &kinds {
            if projection::is_current(self.vault.conn(), kind)? {
                if deep {
                    let each = |records: u64| cancellation.step(done + records, total);
                    let said = Said {
                        holds: log_holds,
                        last: &log.last,
                    };
                    let inspected = self.inspect_projection(kind, &said, &mut problems, &each);
                    done += self.count_records(std::slice::from_ref(kind))?;
                    match inspected {
                        Err(StoreFault::Log(why)) => problems.push(format!(
                            "“{}”的日志有读不出来的内容（{why}），请从最近的备份还原",
                            kind.title
                        )),
                        other => other?,
                    };
                }
            } else {
                let remedy = if log_holds { REBUILD } else { RESTORE };
                problems.push(format!("“{}”的表与定义不一致，{remedy}", kind.title));
            }
        }
        self.inspect_missing(&mut problems)?;
        if deep {
            self.inspect_attachments(&mut problems)?;
            self.inspect_copies(&mut problems)?;
        }
        Ok(Inspection {
            problems,
            digest: self.digest()?,
        })
    }

    fn count_records(&self, kinds: &[Arc<RecordType>]) -> Result<u64> {
        let mut total = 0;
        for kind in kinds {
            if projection::is_current(self.vault.conn(), kind)? {
                let sql = format!("SELECT count(*) FROM {}", projection::table(kind));
                let count: i64 = self.vault.conn().query_row(&sql, [], |row| row.get(0))?;
                total += u64::try_from(count).unwrap_or(0);
            }
        }
        Ok(total)
    }

    /// Whether every device's changes are there as far as its head says, by their numbers alone.
    fn glance_at_log(&self) -> Result<Verified> {
        let mut verified = Verified::default();
        let mut statement = self.vault.conn().prepare(
            "SELECT head.seq, coalesce(sum(run.last - run.first + 1), 0) FROM head
             LEFT JOIN run ON run.part = head.part AND run.device = head.device
             WHERE head.part > 0 GROUP BY head.device, head.part
             UNION ALL
             SELECT head.seq, coalesce((SELECT max(block.last) FROM block
                 WHERE block.part = head.part AND block.device = head.device
                 AND block.first = (SELECT max(first) FROM block
                     WHERE part = head.part AND device = head.device)), 0)
             FROM head WHERE head.part > 0",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (seq, count): (i64, i64) = (row.get(0)?, row.get(1)?);
            if count != seq {
                let missing = seq - count;
                verified
                    .problems
                    .push(format!("日志缺了 {missing} 条，{RESTORE}"));
            }
        }
        Ok(verified)
    }

    fn inspect_projection(
        &self,
        kind: &Arc<RecordType>,
        log: &Said<'_>,
        problems: &mut Vec<String>,
        each: &dyn Fn(u64) -> Result<()>,
    ) -> Result<()> {
        let conn = self.vault.conn();
        let (mut wrong, mut beyond, mut done) = (0_u64, 0_u64, 0_u64);
        let mut records = 0_i64;
        let mut by_record = ByRecord::of(conn, &self.state, &kind.key)?;
        while let Some(stretch) = by_record.next(conn, &self.state)? {
            for gathered in stretch {
                done += 1;
                let changes = gathered.changes(conn, &self.state)?;
                let registry = &self.state.registry;
                let Some(expected) = held_from(registry, kind, gathered.record, &changes) else {
                    continue;
                };
                records += 1;
                match projection::load(conn, &self.state, kind, gathered.record)? {
                    Some(stored) if self.knows_more(&stored, log.last) => beyond += 1,
                    Some(stored) if says_the_same(&stored, &expected) => {}
                    _ => wrong += 1,
                }
                if done.is_multiple_of(1_000) {
                    each(done)?;
                }
            }
        }
        let sql = format!("SELECT count(*) FROM {}", projection::table(kind));
        let stored: i64 = conn.query_row(&sql, [], |row| row.get(0))?;
        beyond += u64::try_from(stored - records).unwrap_or(0);
        if beyond > 0 {
            problems.push(format!(
                "“{}”有 {beyond} 条在表里、不在日志里：日志丢了内容，{RESTORE}",
                kind.title
            ));
        }
        if wrong > 0 {
            let remedy = if log.holds && beyond == 0 {
                REBUILD
            } else {
                RESTORE
            };
            problems.push(format!(
                "“{}”有 {wrong} 条与日志对不上，{remedy}",
                kind.title
            ));
        }
        Ok(())
    }

    /// Whether a row was made from changes that the log does not hold.
    fn knows_more(&self, stored: &Held, last: &BTreeMap<(i64, i64), u64>) -> bool {
        stored.seen.iter().any(|(partition, seen)| {
            let part = self.state.aliases.known_partition(partition);
            seen.iter().any(|(device, seq)| {
                let device = self.state.aliases.known_device(device);
                let place = device.zip(part);
                let last = place.and_then(|it| last.get(&it)).copied();
                seq > last.unwrap_or(0)
            })
        })
    }

    /// Every attachment's content is here, also that of a voided one.
    fn inspect_missing(&self, problems: &mut Vec<String>) -> Result<()> {
        let (Some(attachments), Some(kind)) = (
            self.vault.attachments(),
            self.state.registry.get(ATTACHMENT),
        ) else {
            return Ok(());
        };
        if !projection::is_current(self.vault.conn(), kind)? {
            return Ok(());
        }
        let all = ListQuery {
            voided: true,
            ..ListQuery::all()
        };
        self.read().for_each(ATTACHMENT, &all, |row| {
            let hash = row
                .get(kind, "hash")
                .and_then(Value::as_text)
                .and_then(|it| Hash::from_hex(it).ok());
            if !hash.is_some_and(|hash| attachments.has(&hash)) {
                let name = kind.name_of(&row);
                problems.push(format!(
                    "附件“{name}”的内容不在本机，请从备份取回，或重新附上"
                ));
            }
            Ok(())
        })?;
        Ok(())
    }

    /// The log says what the store's own copies noted of it.
    fn inspect_copies(&self, problems: &mut Vec<String>) -> Result<()> {
        let found = self.contradictions()?;
        let altered = found.iter().filter(|it| !it.genuine);
        problems.extend(altered.map(|it| {
            format!(
                "备份“{}”里的签名不对，备份被改动过，请不要用它还原",
                it.copy
            )
        }));
        let genuine: Vec<_> = found.iter().filter(|it| it.genuine).collect();
        if let Some(newest) = genuine.first() {
            problems.push(format!(
                "日志与 {} 份备份记下的不符：备份之后日志被截短或改写过，请从其中最近的“{}”还原，不要运行重建",
                genuine.len(),
                newest.copy
            ));
        }
        Ok(())
    }

    fn inspect_attachments(&self, problems: &mut Vec<String>) -> Result<()> {
        let Some(attachments) = self.vault.attachments() else {
            return Ok(());
        };
        for hash in attachments.damaged()? {
            problems.push(format!("附件 {hash} 已损坏，请从备份取回"));
        }
        Ok(())
    }
}

/// What the inspection of the log found out.
struct Said<'a> {
    /// The log is what was written.
    holds: bool,
    /// How far each device came in each partition.
    last: &'a BTreeMap<(i64, i64), u64>,
}

/// The remedy where the log is whole and says more than the tables.
const REBUILD: &str = "请运行重建";
/// The remedy where the tables made anew would say less, or something else, than they do.
const RESTORE: &str = "请从最近的完好备份还原，不要运行重建";

/// Whether a row says what its changes add up to.
fn says_the_same(stored: &Held, expected: &Held) -> bool {
    let logged = stored.kind.fields.iter().zip(&stored.row.values);
    let fields = logged
        .zip(&expected.row.values)
        .filter(|((field, _), _)| field.is_logged())
        .all(|((_, stored), expected)| {
            // Compared as cells: an office may have changed what a field holds.
            projection::same_cell(stored.as_ref(), expected.as_ref())
        });
    let rivals = |held: &Held| -> BTreeMap<_, Vec<_>> {
        held.rivals
            .iter()
            .map(|(key, it)| {
                let mut values: Vec<_> = it.iter().map(|it| &it.value).collect();
                values.sort();
                (key.clone(), values.into_iter().cloned().collect())
            })
            .collect()
    };
    fields
        && stored.row.voided == expected.row.voided
        && stored.row.retracted == expected.row.retracted
        && stored.void_disputed == expected.void_disputed
        && stored.retraction_disputed == expected.retraction_disputed
        && stored.home == expected.home
        && stored.seen == expected.seen
        && rivals(stored) == rivals(expected)
}
