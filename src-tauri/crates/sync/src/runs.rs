//! Runs of changes as bytes: one array behind another, packed by zstd in segments.
//!
//! A run is an array of the partition, the operation's head (an array), the first number, the last one
//! and its blocks. The value of the chain is not written: whoever reads the run computes it, and the
//! signed value at the end of the place says whether all of it is right.

use domain::record::{
    Chain, DeviceId, Link, OperationHead, OperationId, Partition, RecordId, Run, Source, head_hash,
    read_block,
};
use minicbor::{Decoder, Encoder};

use crate::cbor::{device, expect_array, fixed, fixed_or_null, text, written};
use crate::fault::{Result, SyncFault};
use crate::limits;

/// Appends a run to a segment.
pub(crate) fn write_run(bytes: &mut Vec<u8>, run: &Run) {
    written(bytes, |e: &mut Encoder<_>| {
        e.array(5)?.str(&run.partition.to_string())?;
        let head = &run.head;
        e.array(8)?.bytes(head.device.bytes())?;
        e.bytes(head.id.bytes())?
            .str(&head.sort)?
            .str(&head.title)?;
        match &head.user {
            Some(user) => e.bytes(user.bytes())?,
            None => e.null()?,
        };
        e.i64(head.wall_ms)?.str(head.source.key())?;
        match &head.undoes {
            Some(id) => e.bytes(id.bytes())?,
            None => e.null()?,
        };
        e.u64(run.first)?.u64(run.last)?;
        e.array(run.blocks.len() as u64)?;
        for block in &run.blocks {
            e.bytes(block)?;
        }
        Ok(())
    });
}

/// A run as it was read, before its chain is known.
#[derive(Debug)]
pub(crate) struct Bare {
    pub(crate) head: OperationHead,
    /// `None` where the partition is of a newer sort.
    pub(crate) partition: Option<Partition>,
    pub(crate) first: u64,
    pub(crate) last: u64,
    /// The source of the operation is of a newer sort: what this program makes of it is not what was
    /// signed.
    pub(crate) newer: bool,
    pub(crate) blocks: Vec<Vec<u8>>,
}

/// Reads the next run of a segment.
pub(crate) fn read_run(d: &mut Decoder<'_>) -> Result<Bare> {
    expect_array(d, 5)?;
    let partition = Partition::parse(&text(d)?);
    let mut newer = false;
    expect_array(d, 8)?;
    let head = OperationHead {
        device: device(d)?,
        id: OperationId(uuid::Uuid::from_bytes(fixed(d)?)),
        sort: text(d)?,
        title: text(d)?,
        user: fixed_or_null(d)?.map(|it| RecordId(uuid::Uuid::from_bytes(it))),
        wall_ms: d.i64()?,
        source: {
            let key = text(d)?;
            let source = Source::from_key(&key);
            newer |= source.key() != key;
            source
        },
        undoes: fixed_or_null(d)?.map(|it| OperationId(uuid::Uuid::from_bytes(it))),
    };
    let (first, last) = (d.u64()?, d.u64()?);
    if first == 0 || first > last {
        return Err(SyncFault::Damaged("编号前后不对"));
    }
    if last - first >= limits::CHANGES {
        return Err(SyncFault::TooLarge("一次操作的登记数"));
    }
    let count = d.array()?.ok_or(SyncFault::Damaged("长度没有写明"))?;
    if count > last - first + 1 {
        return Err(SyncFault::Damaged("登记的段数不对"));
    }
    let mut blocks = Vec::new();
    for _ in 0..count {
        let block = d.bytes()?;
        if block.len() > limits::BLOCK {
            return Err(SyncFault::TooLarge("一段登记"));
        }
        blocks.push(block.to_vec());
    }
    Ok(Bare {
        head,
        partition,
        first,
        last,
        newer,
        blocks,
    })
}

/// The value of the chain behind a run, given the one before it. The numbers of its changes follow
/// each other from its first to its last.
pub(crate) fn chained(
    bare: &Bare,
    before: &Link,
    whose: DeviceId,
    partition: &Partition,
) -> Result<Link> {
    let mut chain = Chain::behind(before, whose, partition);
    let mut next = bare.first;
    for block in &bare.blocks {
        read_block::<SyncFault>(block, |entry| {
            if entry.seq != next || entry.seq > bare.last {
                return Err(SyncFault::Damaged("编号不连"));
            }
            next = next.saturating_add(1);
            chain.add(&entry.leaf());
            Ok(())
        })?;
    }
    if next != bare.last.saturating_add(1) {
        return Err(SyncFault::Damaged("编号不连"));
    }
    Ok(chain.end(&head_hash(&bare.head)))
}
