//! A record on its way to a projection and back.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::record::{
    FieldKey, Item, Life, Partition, RecordId, RecordType, Rival, Row, Value, Write, Writes,
    decode_writes, encode_writes,
};
use rusqlite::{Connection, OptionalExtension};

use crate::error::{Result, StoreFault};
use crate::ledger::State;
use crate::projection::cell::read_row;
use crate::projection::seen::Seen;

/// A record being changed: its row, what has been seen of it, what stands beside it.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    pub(crate) kind: Arc<RecordType>,
    pub(crate) row: Row,
    /// Its partition, for good; what is sensitive lies in the one beside it.
    pub(crate) home: Partition,
    pub(crate) seen: Seen,
    pub(crate) rivals: BTreeMap<FieldKey, Vec<Rival>>,
    pub(crate) void_disputed: bool,
    pub(crate) retraction_disputed: bool,
    /// Its place in the table; `None` while it is new.
    pub(crate) place: Option<i64>,
}

impl Held {
    pub(crate) fn new(kind: Arc<RecordType>, id: RecordId, home: Partition) -> Self {
        let row = Row::empty(id, &kind);
        Self::of(kind, row, home)
    }

    /// A record of this row, of which nothing has been seen yet.
    pub(crate) fn of(kind: Arc<RecordType>, row: Row, home: Partition) -> Self {
        Self {
            kind,
            row,
            home,
            seen: Seen::default(),
            rivals: BTreeMap::new(),
            void_disputed: false,
            retraction_disputed: false,
            place: None,
        }
    }

    /// The record under which it stands; `None` for a record that is no child.
    pub(crate) fn parent(&self) -> Option<RecordId> {
        parent_of(&self.kind, &self.row)
    }
}

/// The record under which a row stands; `None` for one that is no child.
pub(crate) fn parent_of(kind: &RecordType, row: &Row) -> Option<RecordId> {
    let link = kind.parent.as_ref()?;
    match row.get(kind, link.field.as_str())? {
        Value::Ref(Item::Id(id)) => Some(*id),
        // Where any record may be the parent, its id stands as text.
        Value::Text(id) if link.kind.is_none() => RecordId::parse(id),
        _ => None,
    }
}

/// Disputes over the whole record stand among its conflicts under these names, without rivals.
pub(crate) const DISPUTES: [&str; 2] = [Life::VOID_DISPUTED, Life::RETRACTION_DISPUTED];

/// Conflicts as one cell: each rival a write under field, device and number.
pub(super) fn pack_rivals(held: &Held) -> Option<Vec<u8>> {
    let disputes = [held.void_disputed, held.retraction_disputed];
    if held.rivals.is_empty() && disputes == [false, false] {
        return None;
    }
    let mut writes = Writes::new();
    for (field, rivals) in &held.rivals {
        for rival in rivals {
            let name = format!("{field}#{}#{}", rival.device, rival.seq);
            writes.insert(name.into(), Write::Put(rival.value.clone()));
        }
    }
    for (name, _) in DISPUTES.iter().zip(disputes).filter(|(_, it)| *it) {
        writes.insert((*name).into(), Write::Put(Some(Value::Bool(true))));
    }
    Some(encode_writes(&writes))
}

fn unpack_rivals(held: &mut Held, bytes: &[u8]) -> Result<()> {
    for (field, rivals) in rivals_in(bytes)? {
        match field.as_str() {
            Life::VOID_DISPUTED => held.void_disputed = true,
            Life::RETRACTION_DISPUTED => held.retraction_disputed = true,
            _ => {
                held.rivals.insert(field, rivals);
            }
        }
    }
    Ok(())
}

/// The conflicts of a record as its cell holds them, disputes among them ([`DISPUTES`]).
pub(crate) fn rivals_in(bytes: &[u8]) -> Result<Vec<(FieldKey, Vec<Rival>)>> {
    let mut fields: BTreeMap<FieldKey, Vec<Rival>> = BTreeMap::new();
    let writes = decode_writes(bytes).map_err(|fault| StoreFault::Log(fault.to_string()))?;
    for (name, write) in writes {
        if DISPUTES.contains(&name.as_str()) {
            fields.entry(name).or_default();
            continue;
        }
        let mut parts = name.as_str().split('#');
        let (Some(field), Some(device), Some(seq)) = (parts.next(), parts.next(), parts.next())
        else {
            continue;
        };
        if let (Some(device), Ok(seq), Write::Put(value)) =
            (domain::record::DeviceId::parse(device), seq.parse(), write)
        {
            fields
                .entry(field.into())
                .or_default()
                .push(Rival { value, device, seq });
        }
    }
    Ok(fields.into_iter().collect())
}

/// Loads a record from its projection; `None` when there is none.
pub(crate) fn load(
    conn: &Connection,
    state: &State,
    kind: &Arc<RecordType>,
    id: RecordId,
) -> Result<Option<Held>> {
    let statements = state.statements.of(kind);
    let mut statement = conn.prepare_cached(&statements.load)?;
    let mut rows = statement.query([id.bytes()])?;
    let Some(cells) = rows.next()? else {
        return Ok(None);
    };
    let home = state.aliases.partition_name(cells.get(1)?)?;
    let aside = home.aside();
    let mut held = Held::new(Arc::clone(kind), id, home.clone());
    held.place = Some(cells.get(0)?);
    held.seen = seen_in(state, cells, 2, home, aside)?;
    if let Some(rivals) = cells.get::<_, Option<Vec<u8>>>(4)? {
        unpack_rivals(&mut held, &rivals)?;
    }
    held.row = read_row(kind, cells, 5)?;
    Ok(Some(held))
}

fn seen_in(
    state: &State,
    cells: &rusqlite::Row<'_>,
    first: usize,
    home: Partition,
    aside: Partition,
) -> Result<Seen> {
    let mut seen = Seen::default();
    for (at, partition) in [(first, home), (first + 1, aside)] {
        if let Some(packed) = cells.get::<_, Option<Vec<u8>>>(at)? {
            *seen.of(&partition) = state.aliases.unpack(&packed)?;
        }
    }
    Ok(seen)
}

/// What an editor of a record has seen, per partition; empty where there is no such record.
pub(crate) fn versions(
    conn: &Connection,
    state: &State,
    kind: &Arc<RecordType>,
    id: RecordId,
) -> Result<Seen> {
    let statements = state.statements.of(kind);
    let mut statement = conn.prepare_cached(&statements.versions)?;
    let mut rows = statement.query([id.bytes()])?;
    let Some(cells) = rows.next()? else {
        return Ok(Seen::default());
    };
    let home = state.aliases.partition_name(cells.get(0)?)?;
    let aside = home.aside();
    seen_in(state, cells, 1, home, aside)
}

/// The home of a record; `None` where there is no such record.
pub(crate) fn home(
    conn: &Connection,
    state: &State,
    kind: &Arc<RecordType>,
    id: RecordId,
) -> Result<Option<Partition>> {
    let statements = state.statements.of(kind);
    let part: Option<i64> = conn
        .prepare_cached(&statements.versions)?
        .query_row([id.bytes()], |row| row.get(0))
        .optional()?;
    part.map(|it| state.aliases.partition_name(it)).transpose()
}
