//! Short local numbers for devices, partitions and kinds: the log repeats them in every row.

use std::collections::HashMap;

use domain::record::{DeviceId, KindKey, Partition, VersionVector};
use rusqlite::{Connection, params};

use crate::error::{Result, StoreFault};
use crate::projection::Seen;

#[derive(Clone)]
pub(crate) struct Aliases {
    devices: HashMap<DeviceId, i64>,
    device_ids: HashMap<i64, DeviceId>,
    partitions: HashMap<Partition, i64>,
    partition_names: HashMap<i64, Partition>,
    kinds: HashMap<KindKey, i64>,
}

impl Aliases {
    pub(crate) fn load(conn: &Connection) -> Result<Self> {
        let mut it = Self {
            devices: HashMap::new(),
            device_ids: HashMap::new(),
            partitions: HashMap::new(),
            partition_names: HashMap::new(),
            kinds: HashMap::new(),
        };
        let mut statement = conn.prepare("SELECT num, id FROM device")?;
        for row in statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, Vec<u8>>(1)?)))? {
            let (num, id) = row?;
            if let Some(id) = DeviceId::from_slice(&id) {
                it.note_device(num, id);
            }
        }
        let mut statement = conn.prepare("SELECT num, name FROM partition")?;
        for row in statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))? {
            let (num, name) = row?;
            if let Some(partition) = Partition::parse(&name) {
                it.partitions.insert(partition.clone(), num);
                it.partition_names.insert(num, partition);
            }
        }
        let mut statement = conn.prepare("SELECT num, key FROM kind")?;
        for row in statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))? {
            let (num, key) = row?;
            it.kinds.insert(key.as_str().into(), num);
        }
        Ok(it)
    }

    fn note_device(&mut self, num: i64, id: DeviceId) {
        self.devices.insert(id, num);
        self.device_ids.insert(num, id);
    }

    pub(crate) fn device(&mut self, conn: &Connection, id: DeviceId) -> Result<i64> {
        if let Some(num) = self.devices.get(&id) {
            return Ok(*num);
        }
        conn.execute(
            "INSERT INTO device (id) VALUES (?1)",
            [id.bytes().as_slice()],
        )?;
        let num = conn.last_insert_rowid();
        self.note_device(num, id);
        Ok(num)
    }

    pub(crate) fn partition(&mut self, conn: &Connection, partition: &Partition) -> Result<i64> {
        if let Some(num) = self.partitions.get(partition) {
            return Ok(*num);
        }
        conn.execute(
            "INSERT INTO partition (name) VALUES (?1)",
            [partition.to_string()],
        )?;
        let num = conn.last_insert_rowid();
        self.partitions.insert(partition.clone(), num);
        self.partition_names.insert(num, partition.clone());
        Ok(num)
    }

    pub(crate) fn kind(&mut self, conn: &Connection, kind: &KindKey) -> Result<i64> {
        if let Some(num) = self.kinds.get(kind) {
            return Ok(*num);
        }
        conn.execute("INSERT INTO kind (key) VALUES (?1)", params![kind.as_str()])?;
        let num = conn.last_insert_rowid();
        self.kinds.insert(kind.clone(), num);
        Ok(num)
    }

    pub(crate) fn known_kind(&self, kind: &str) -> Option<i64> {
        self.kinds.get(kind).copied()
    }

    pub(crate) fn known_device(&self, id: DeviceId) -> Option<i64> {
        self.devices.get(&id).copied()
    }

    pub(crate) fn known_partition(&self, partition: &Partition) -> Option<i64> {
        self.partitions.get(partition).copied()
    }

    pub(crate) fn device_id(&self, num: i64) -> Result<DeviceId> {
        self.device_ids
            .get(&num)
            .copied()
            .ok_or_else(|| StoreFault::Log(format!("没有第 {num} 台设备")))
    }

    pub(crate) fn partition_name(&self, num: i64) -> Result<Partition> {
        self.partition_names
            .get(&num)
            .cloned()
            .ok_or_else(|| StoreFault::Log(format!("没有第 {num} 个分区")))
    }

    /// Gives a partition and the devices of what was seen in it their numbers, where they have none.
    pub(crate) fn know(&mut self, conn: &Connection, home: &Partition, seen: &Seen) -> Result<()> {
        self.partition(conn, home)?;
        for (device, _) in seen.iter().flat_map(|(_, it)| it.iter()) {
            self.device(conn, device)?;
        }
        Ok(())
    }

    /// The number of a partition that has one.
    pub(crate) fn partition_num(&self, partition: &Partition) -> Result<i64> {
        self.known_partition(partition)
            .ok_or_else(|| StoreFault::Log(format!("分区“{partition}”没有编号")))
    }

    /// A version vector of devices that have numbers, as the log keeps it: pairs of device num and
    /// seq, LEB128.
    pub(crate) fn pack(&self, seen: &VersionVector, bytes: &mut Vec<u8>) -> Result<()> {
        for (device, seq) in seen.iter() {
            let num = self
                .known_device(device)
                .ok_or_else(|| StoreFault::Log(format!("设备“{device}”没有编号")))?;
            put_leb(bytes, u64::try_from(num).unwrap_or(0));
            put_leb(bytes, seq);
        }
        Ok(())
    }

    pub(crate) fn unpack(&self, bytes: &[u8]) -> Result<VersionVector> {
        let mut seen = VersionVector::default();
        let mut rest = bytes;
        while !rest.is_empty() {
            let num = take_leb(&mut rest)?;
            let seq = take_leb(&mut rest)?;
            seen.see(self.device_id(i64::try_from(num).unwrap_or(-1))?, seq);
        }
        Ok(seen)
    }
}

/// Local numbers one behind another.
pub(crate) fn pack_numbers(numbers: &[i64]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(numbers.len());
    for number in numbers {
        put_leb(&mut bytes, u64::try_from(*number).unwrap_or(0));
    }
    bytes
}

/// What [`pack_numbers`] wrote.
pub(crate) fn unpack_numbers(mut bytes: &[u8]) -> Result<Vec<i64>> {
    let mut numbers = Vec::new();
    while !bytes.is_empty() {
        numbers.push(i64::try_from(take_leb(&mut bytes)?).unwrap_or(-1));
    }
    Ok(numbers)
}

fn put_leb(bytes: &mut Vec<u8>, mut number: u64) {
    loop {
        let low = u8::try_from(number & 0x7f).unwrap_or(0);
        number >>= 7;
        if number == 0 {
            bytes.push(low);
            return;
        }
        bytes.push(low | 0x80);
    }
}

fn take_leb(rest: &mut &[u8]) -> Result<u64> {
    let mut number = 0_u64;
    for shift in (0..64).step_by(7) {
        let Some((byte, tail)) = rest.split_first() else {
            break;
        };
        *rest = tail;
        number |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Ok(number);
        }
    }
    Err(StoreFault::Log("版本记录断了".into()))
}
