//! Whether everything is as it should be.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::record::{Change, Digest, RecordType, Value, merge};
use domain::trace::ATTACHMENT;

use crate::attachments::Hash;
use crate::error::{Result, StoreFault};
use crate::going::Going;
use crate::ledger::rebuild::held_from;
use crate::ledger::{Ledger, log};
use crate::projection;
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
        self.inspect_going(deep, &Going::alone())
    }

    /// As [`Ledger::inspect`]; told how many records are done.
    ///
    /// # Errors
    /// As [`Ledger::inspect`]; [`StoreFault::Cancelled`].
    pub fn inspect_going(&self, deep: bool, going: &Going) -> Result<Inspection> {
        let depth = if deep { Depth::Deep } else { Depth::Quick };
        let health = self.vault.verify(depth)?;
        let mut problems: Vec<String> = health
            .findings
            .iter()
            .map(|finding| format!("台账文件有损坏（{finding}），请从最近的备份还原"))
            .collect();
        self.inspect_log(&mut problems)?;
        let kinds: Vec<Arc<RecordType>> = self.state.registry.iter().cloned().collect();
        let total = if deep { self.count_records(&kinds)? } else { 0 };
        let mut done = 0_u64;
        for kind in &kinds {
            if projection::is_current(self.vault.conn(), kind)? {
                if deep {
                    let each = |records: u64| going.step(done + records, total);
                    let inspected = self.inspect_projection(kind, &mut problems, &each);
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
                problems.push(format!("“{}”的表与定义不一致，请运行重建", kind.title));
            }
        }
        self.inspect_missing(&mut problems)?;
        if deep {
            self.inspect_erased(&mut problems)?;
            self.inspect_runs(&mut problems)?;
            self.inspect_attachments(&mut problems)?;
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

    /// Sequence numbers have no gaps and every body can be read.
    fn inspect_log(&self, problems: &mut Vec<String>) -> Result<()> {
        let mut statement = self
            .vault
            .conn()
            .prepare("SELECT part, device, count(*), max(seq) FROM change GROUP BY part, device")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (count, last): (i64, i64) = (row.get(2)?, row.get(3)?);
            if count != last {
                let missing = last - count;
                problems.push(format!("日志缺了 {missing} 条，请从最近的备份还原"));
            }
        }
        Ok(())
    }

    /// Every change stands in the run of its operation.
    fn inspect_runs(&self, problems: &mut Vec<String>) -> Result<()> {
        let (changes, in_runs): (i64, i64) = self.vault.conn().query_row(
            "SELECT (SELECT count(*) FROM change), (SELECT count(*) FROM run
             JOIN change ON change.part = run.part AND change.device = run.device
                 AND change.seq BETWEEN run.first AND run.last
             WHERE change.operation = run.operation)",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        if changes != in_runs {
            let lost = changes - in_runs;
            problems.push(format!(
                "日志有 {lost} 条说不清属于哪次操作，请从最近的备份还原"
            ));
        }
        Ok(())
    }

    /// A change without a body was erased by law, and then its hash stands.
    fn inspect_erased(&self, problems: &mut Vec<String>) -> Result<()> {
        let lost: i64 = self.vault.conn().query_row(
            "SELECT count(*) FROM change WHERE body IS NULL AND erased IS NULL",
            [],
            |row| row.get(0),
        )?;
        if lost > 0 {
            problems.push(format!("日志有 {lost} 条没有内容，请从最近的备份还原"));
        }
        Ok(())
    }

    fn inspect_projection(
        &self,
        kind: &Arc<RecordType>,
        problems: &mut Vec<String>,
        each: &dyn Fn(u64) -> Result<()>,
    ) -> Result<()> {
        let conn = self.vault.conn();
        let mut from = None;
        let mut wrong = 0_u32;
        let mut records = 0_i64;
        loop {
            let before = from;
            log::of_kind_from(conn, &self.state, &kind.key, from, 1_000, |id, changes| {
                from = Some(id);
                records += 1;
                let all: Vec<&Change> = changes.iter().collect();
                let expected = held_from(kind, id, merge(&all));
                let stored = projection::load(conn, &self.state, kind, id)?;
                let same = stored.is_some_and(|stored| {
                    let logged = kind.fields.iter().zip(&stored.row.values);
                    let fields = logged
                        .zip(&expected.row.values)
                        .filter(|((field, _), _)| field.is_logged())
                        .all(|((_, stored), expected)| {
                            // Compared as cells: an office may have changed what a field holds.
                            projection::same_cell(stored.as_ref(), expected.as_ref())
                        });
                    let rivals = |held: &projection::Held| -> BTreeMap<_, Vec<_>> {
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
                        && stored.seen == expected.seen
                        && rivals(&stored) == rivals(&expected)
                });
                if !same {
                    wrong += 1;
                }
                Ok(())
            })?;
            if from == before {
                break;
            }
            each(u64::try_from(records).unwrap_or(0))?;
        }
        let sql = format!("SELECT count(*) FROM {}", projection::table(kind));
        let stored: i64 = conn.query_row(&sql, [], |row| row.get(0))?;
        if wrong > 0 || stored != records {
            let extra = (stored - records).unsigned_abs();
            problems.push(format!(
                "“{}”有 {} 条与日志对不上，请运行重建",
                kind.title,
                u64::from(wrong).max(extra)
            ));
        }
        Ok(())
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
