//! Whether the log is what was written: every run carries the chain on, and every device came as far
//! as it signed.

use std::collections::{BTreeMap, BTreeSet};

use domain::operation::Operation;
use domain::record::{
    Body, Chain, Item, Life, Link, Partition, decode_writes, head_hash, read_block,
};
use rusqlite::Connection;

use crate::error::{Result, StoreFault};
use crate::ledger::erase::{erased_name, named_by};
use crate::ledger::log::unsigned;
use crate::ledger::packing::unpack;
use crate::ledger::{State, heads, log};

/// Closes every sentence about the log. Building the tables anew would only make them say what the
/// altered log says.
const REMEDY: &str = "请从最近的完好备份还原，不要运行重建";

/// What going through the log found.
#[derive(Default)]
pub(super) struct Verified {
    /// One sentence each; empty when the log is what was written.
    pub(super) problems: Vec<String>,
    /// How far each device came in each partition, by their local numbers.
    pub(super) last: BTreeMap<(i64, i64), u64>,
}

/// Where the chain of a device in a partition has come to.
#[derive(Clone, Copy, Default)]
struct Reached {
    seq: u64,
    value: Link,
}

/// One run as its table says it.
struct Noted {
    operation: i64,
    part: i64,
    device: i64,
    first: u64,
    last: u64,
    chain: Vec<u8>,
}

/// Goes through the whole log.
pub(super) fn verify(conn: &Connection, state: &State) -> Result<Verified> {
    let mut walk = Walk {
        conn,
        state,
        verified: Verified::default(),
        reached: BTreeMap::new(),
        blanked: BTreeMap::new(),
        named: BTreeSet::new(),
        blocks: 0,
    };
    walk.runs()?;
    walk.heads()?;
    walk.operations()?;
    walk.erasures();
    let reached = walk.reached.iter();
    walk.verified.last = reached.map(|(place, it)| (*place, it.seq)).collect();
    Ok(walk.verified)
}

struct Walk<'a> {
    conn: &'a Connection,
    state: &'a State,
    verified: Verified,
    reached: BTreeMap<(i64, i64), Reached>,
    /// Changes without content, by the name an erasure would give them.
    blanked: BTreeMap<(Partition, Item), u64>,
    /// What erasures named.
    named: BTreeSet<(Partition, Item)>,
    blocks: i64,
}

impl Walk<'_> {
    fn tell(&mut self, what: &str) {
        self.verified.problems.push(format!("{what}，{REMEDY}"));
    }

    fn runs(&mut self) -> Result<()> {
        let mut statement = self.conn.prepare(
            "SELECT operation, part, device, first, last, chain FROM run
             ORDER BY part, device, first",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let run = Noted {
                operation: row.get(0)?,
                part: row.get(1)?,
                device: row.get(2)?,
                first: unsigned(row.get(3)?),
                last: unsigned(row.get(4)?),
                chain: row.get(5)?,
            };
            self.run(&run)?;
        }
        let all: i64 = self
            .conn
            .query_row("SELECT count(*) FROM block", [], |row| row.get(0))?;
        if all != self.blocks {
            let lost = all - self.blocks;
            self.tell(&format!("日志有 {lost} 段说不清属于哪次操作"));
        }
        Ok(())
    }

    fn run(&mut self, run: &Noted) -> Result<()> {
        let place = (run.device, run.part);
        let reached = self.reached.get(&place).copied().unwrap_or_default();
        if run.first != reached.seq + 1 {
            let (from, to) = (reached.seq + 1, run.first.saturating_sub(1));
            if from <= to {
                self.tell(&format!("日志缺了第 {from} 至 {to} 条"));
            } else {
                self.tell(&format!("日志的第 {} 条有两份", run.first));
            }
        }
        let head = self
            .conn
            .prepare_cached("SELECT 1 FROM operation WHERE num = ?1 AND device = ?2")?
            .exists([run.operation, run.device])?
            .then(|| log::operation(self.conn, self.state, run.operation))
            .transpose();
        let value = match head {
            Ok(Some(head)) => {
                let erasing = head.sort == Operation::ERASE;
                let value = self.value_of(run, &reached.value, erasing, &head_hash(&head));
                match value {
                    Ok(Some(value)) if run.chain == value => None,
                    Ok(_) | Err(StoreFault::Log(_)) => Some(format!(
                        "日志被改动过：“{}”的第 {} 至 {} 条与写下时不符",
                        head.title, run.first, run.last
                    )),
                    Err(fault) => return Err(fault),
                }
            }
            Ok(None) => Some(format!(
                "日志的第 {} 至 {} 条没有了所属的操作",
                run.first, run.last
            )),
            Err(StoreFault::Sql(fault)) => return Err(StoreFault::Sql(fault)),
            Err(_) => Some(format!(
                "日志第 {} 至 {} 条所属的操作读不出来",
                run.first, run.last
            )),
        };
        if let Some(problem) = value {
            self.tell(&problem);
        }
        let value = Link::try_from(run.chain.as_slice()).unwrap_or_default();
        let seq = run.last.max(reached.seq);
        self.reached.insert(place, Reached { seq, value });
        Ok(())
    }

    /// The value of the chain behind a run as its blocks make it; `None` where changes are missing.
    fn value_of(
        &mut self,
        run: &Noted,
        before: &Link,
        erasing: bool,
        head: &Link,
    ) -> Result<Option<Link>> {
        let partition = self.state.aliases.partition_name(run.part)?;
        let device = self.state.aliases.device_id(run.device)?;
        let mut statement = self.conn.prepare_cached(
            "SELECT first, last, operation, body FROM block
             WHERE part = ?1 AND device = ?2 AND first BETWEEN ?3 AND ?4 ORDER BY first",
        )?;
        let (first, last) = (log::signed(run.first), log::signed(run.last));
        let mut rows = statement.query([run.part, run.device, first, last])?;
        let mut chain = Chain::behind(before, device, &partition);
        let mut next = run.first;
        let mut whole = true;
        while let Some(row) = rows.next()? {
            self.blocks += 1;
            whole &= unsigned(row.get(0)?) == next && row.get::<_, i64>(2)? == run.operation;
            let last = unsigned(row.get(1)?);
            let bytes = unpack(row.get_ref(3)?.as_blob().unwrap_or_default())?;
            read_block::<StoreFault>(&bytes, |entry| {
                whole &= entry.seq == next;
                next += 1;
                chain.add(&entry.leaf());
                let name = || (partition.clone(), erased_name(device, entry.seq));
                match entry.body {
                    Body::Erased(_) => {
                        self.blanked.insert(name(), entry.seq);
                    }
                    Body::Written(body, _) if erasing => {
                        if let Some(write) = decode_writes(body)?.get(Life::ERASED) {
                            let named = named_by(write).into_iter();
                            self.named.extend(named.map(|it| (partition.clone(), it)));
                        }
                    }
                    Body::Written(..) => {}
                }
                Ok(())
            })?;
            whole &= last + 1 == next;
        }
        whole &= next == run.last.saturating_add(1);
        Ok(whole.then(|| chain.end(head)))
    }

    /// Every device came as far as its head says, and signed it.
    fn heads(&mut self) -> Result<()> {
        let mut seen: BTreeSet<(i64, i64)> = BTreeSet::new();
        for head in heads::all(self.conn, self.state)? {
            let device = self.state.aliases.known_device(head.device).unwrap_or(-1);
            if !head.is_genuine() && (head.signature.is_some() || self.is_own(device)?) {
                self.tell("日志末尾的签名不是这台设备的");
            }
            let Some(partition) = &head.partition else {
                continue;
            };
            let part = self.state.aliases.known_partition(partition).unwrap_or(-1);
            seen.insert((device, part));
            let reached = self
                .reached
                .get(&(device, part))
                .copied()
                .unwrap_or_default();
            if reached.seq < head.seq {
                let lost = head.seq - reached.seq;
                self.tell(&format!("日志的末尾被截去了 {lost} 条"));
            } else if reached.seq > head.seq {
                let more = reached.seq - head.seq;
                self.tell(&format!("日志的末尾多出了 {more} 条"));
            } else if reached.value != head.chain {
                self.tell("日志的末尾与签名时不符");
            }
        }
        if self.reached.keys().any(|it| !seen.contains(it)) {
            self.tell("日志有一部分没有签名");
        }
        Ok(())
    }

    fn is_own(&self, device: i64) -> Result<bool> {
        Ok(self
            .conn
            .prepare_cached("SELECT 1 FROM device WHERE num = ?1 AND secret IS NOT NULL")?
            .exists([device])?)
    }

    /// Every operation of this store's own devices is there, also those that wrote nothing; every
    /// other one wrote something.
    fn operations(&mut self) -> Result<()> {
        let mut reached: BTreeMap<i64, Reached> = BTreeMap::new();
        let noted = self.noted_operations()?;
        let mut statement = self
            .conn
            .prepare("SELECT num, device FROM operation ORDER BY num")?;
        let mut rows = statement.query([])?;
        let mut stray = 0_u32;
        while let Some(row) = rows.next()? {
            let (num, device): (i64, i64) = (row.get(0)?, row.get(1)?);
            if self.is_own(device)? {
                let so_far = reached.entry(device).or_default();
                // What this PC wrote under an earlier name may come back from others, and more of
                // it than this copy had when it got its present name.
                let enough = noted.get(&device).is_some_and(|it| so_far.seq >= it.seq);
                if device != self.state.device_num && enough {
                    continue;
                }
                let id = self.state.aliases.device_id(device)?;
                // A head that cannot be read makes no value, and the end will differ.
                if let Ok(head) = log::operation(self.conn, self.state, num) {
                    so_far.value = Chain::of_operations(&so_far.value, id).end(&head_hash(&head));
                }
                so_far.seq += 1;
            } else {
                let writes = self
                    .conn
                    .prepare_cached("SELECT 1 FROM run WHERE operation = ?1")?
                    .exists([num])?;
                stray += u32::from(!writes);
            }
        }
        if stray > 0 {
            self.tell(&format!("日志里有 {stray} 次操作没有内容"));
        }
        for (device, Reached { seq: count, value }) in noted {
            let so_far = reached.remove(&device).unwrap_or_default();
            if so_far.seq < count {
                self.tell(&format!("日志少了 {} 次操作", count - so_far.seq));
            } else if so_far.seq > count {
                self.tell(&format!("日志多了 {} 次操作", so_far.seq - count));
            } else if value != so_far.value {
                self.tell("有操作的名称、时间、人员或次序被改动过");
            }
        }
        Ok(())
    }

    /// How many operations each device of this PC has noted, and their chain.
    fn noted_operations(&self) -> Result<BTreeMap<i64, Reached>> {
        let mut statement = self.conn.prepare(
            "SELECT device.num, head.seq, head.chain FROM device
             LEFT JOIN head ON head.device = device.num AND head.part = 0
             WHERE device.secret IS NOT NULL",
        )?;
        let mut rows = statement.query([])?;
        let mut noted = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let seq: Option<i64> = row.get(1)?;
            let value: Option<Link> = row.get(2)?;
            let reached = Reached {
                seq: seq.map_or(0, unsigned),
                value: value.unwrap_or_default(),
            };
            noted.insert(row.get(0)?, reached);
        }
        Ok(noted)
    }

    /// A change without content was erased by law, and then an erasure names it.
    fn erasures(&mut self) {
        let forged = self
            .blanked
            .keys()
            .filter(|it| !self.named.contains(it))
            .count();
        if forged > 0 {
            self.tell(&format!("日志有 {forged} 条没有内容，也不是依法删除的"));
        }
    }
}
