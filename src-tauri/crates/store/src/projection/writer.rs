//! Writing a row of a projection: values, what was seen, conflicts, computed columns, search text.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::names::order::sort_key;
use domain::names::search::IndexText;
use domain::record::{
    FieldKey, Partition, RecordId, RecordType, Rival, Row, SearchAs, Value, VersionVector, Write,
    Writes, decode_writes, encode_writes, show,
};
use rusqlite::types::{ToSqlOutput, Value as Sql};
use rusqlite::{Connection, OptionalExtension, params_from_iter};

use crate::error::{Result, StoreFault};
use crate::ledger::State;
use crate::projection::cell::{read_row, to_sql};
use crate::projection::statements::Statements;
use crate::projection::table::{LIVE, NAME_KEYS, RETRACTED, VOID, column, name_fields, table};

/// A record in hand: its row, what has been seen of it, what stands beside it.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    pub(crate) kind: Arc<RecordType>,
    pub(crate) row: Row,
    pub(crate) seen: BTreeMap<Partition, VersionVector>,
    pub(crate) rivals: BTreeMap<FieldKey, Vec<Rival>>,
    pub(crate) void_disputed: bool,
    /// Its place in the table; `None` while it is new.
    pub(crate) place: Option<i64>,
}

impl Held {
    pub(crate) fn new(kind: Arc<RecordType>, id: RecordId) -> Self {
        let row = Row::empty(id, &kind);
        Self {
            kind,
            row,
            seen: BTreeMap::new(),
            rivals: BTreeMap::new(),
            void_disputed: false,
            place: None,
        }
    }
}

/// Under this name a disputed void stands among the conflicts.
pub(crate) const DISPUTED: &str = "_disputed";

/// Conflicts as one cell: each rival a write under field, device and number.
fn pack_rivals(held: &Held) -> Option<Vec<u8>> {
    if held.rivals.is_empty() && !held.void_disputed {
        return None;
    }
    let mut writes = Writes::new();
    for (field, rivals) in &held.rivals {
        for rival in rivals {
            let name = format!("{field}#{}#{}", rival.device, rival.seq);
            writes.insert(name.into(), Write::Put(rival.value.clone()));
        }
    }
    if held.void_disputed {
        writes.insert(DISPUTED.into(), Write::Put(Some(Value::Bool(true))));
    }
    Some(encode_writes(&writes))
}

fn unpack_rivals(held: &mut Held, bytes: &[u8]) -> Result<()> {
    for (field, rivals) in rivals_in(bytes)? {
        if field == *DISPUTED {
            held.void_disputed = true;
        } else {
            held.rivals.insert(field, rivals);
        }
    }
    Ok(())
}

/// The conflicts of a record as its cell holds them. A disputed void stands among them under its
/// own name, without rivals.
pub(crate) fn rivals_in(bytes: &[u8]) -> Result<Vec<(FieldKey, Vec<Rival>)>> {
    let mut fields: BTreeMap<FieldKey, Vec<Rival>> = BTreeMap::new();
    let writes = decode_writes(bytes).map_err(|fault| StoreFault::Log(fault.to_string()))?;
    for (name, write) in writes {
        if name == *DISPUTED {
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
    let mut held = Held::new(Arc::clone(kind), id);
    held.place = Some(cells.get(0)?);
    if let Some(seen) = cells.get::<_, Option<Vec<u8>>>(1)? {
        held.seen
            .insert(kind.partition.clone(), state.aliases.unpack(&seen)?);
    }
    if let Some(seen) = cells.get::<_, Option<Vec<u8>>>(2)? {
        held.seen
            .insert(Partition::Sensitive, state.aliases.unpack(&seen)?);
    }
    if let Some(rivals) = cells.get::<_, Option<Vec<u8>>>(3)? {
        unpack_rivals(&mut held, &rivals)?;
    }
    held.row = read_row(kind, cells, 4)?;
    Ok(Some(held))
}

/// The parent under which a child stands in its table; `None` for a record that is no child or is
/// not there yet.
pub(crate) fn stored_parent(
    conn: &Connection,
    kind: &RecordType,
    id: RecordId,
) -> Result<Option<RecordId>> {
    let Some(field) = kind
        .parent
        .as_ref()
        .and_then(|link| kind.field(link.field.as_str()))
    else {
        return Ok(None);
    };
    let sql = format!(
        "SELECT {} FROM {} WHERE id = ?1",
        column(field),
        table(kind)
    );
    let cell: Option<Sql> = conn
        .prepare_cached(&sql)?
        .query_row([id.bytes()], |row| row.get(0))
        .optional()?;
    Ok(match cell {
        Some(Sql::Blob(bytes)) => RecordId::from_slice(&bytes),
        _ => None,
    })
}

/// Writes a record into its projection.
pub(crate) fn store(conn: &Connection, state: &mut State, held: &mut Held) -> Result<()> {
    let kind = Arc::clone(&held.kind);
    let statements = state.statements.of(&kind);
    for (at, field) in kind.fields.iter().enumerate() {
        if let domain::record::Origin::Kept(compute) = field.origin {
            held.row.values[at] = compute(&kind, &held.row);
        }
    }
    let main = match held.seen.get(&kind.partition) {
        Some(seen) => Some(state.aliases.pack(conn, seen)?),
        None => None,
    };
    let side = match held.seen.get(&Partition::Sensitive) {
        Some(seen) if kind.partition != Partition::Sensitive => {
            Some(state.aliases.pack(conn, seen)?)
        }
        _ => None,
    };
    let row_state = if held.row.retracted {
        RETRACTED
    } else if held.row.voided.is_some() {
        VOID
    } else {
        LIVE
    };
    let rivals = pack_rivals(held);
    let mut keys: Vec<Option<Vec<u8>>> = Vec::new();
    for field in name_fields(&kind) {
        let name = held
            .row
            .get(&kind, field.key.as_str())
            .and_then(Value::as_text);
        for key in &NAME_KEYS {
            keys.push(name.map(|name| sort_key(name, key.order)));
        }
    }
    let blob = |bytes: Option<Vec<u8>>| ToSqlOutput::Owned(bytes.map_or(Sql::Null, Sql::Blob));
    let mut cells: Vec<ToSqlOutput<'_>> = vec![
        ToSqlOutput::Owned(Sql::Blob(held.row.id.bytes().to_vec())),
        ToSqlOutput::Owned(Sql::Integer(row_state)),
        ToSqlOutput::Owned(held.row.voided.clone().map_or(Sql::Null, Sql::Text)),
        blob(main),
        blob(side),
        blob(rivals),
    ];
    for (field, value) in kind.fields.iter().zip(&held.row.values) {
        if field.has_column() {
            cells.push(to_sql(value.as_ref()));
        }
    }
    cells.extend(keys.into_iter().map(blob));
    let n = if let Some(n) = held.place {
        cells.push(ToSqlOutput::Owned(Sql::Integer(n)));
        conn.prepare_cached(&statements.update)?
            .execute(params_from_iter(cells))?;
        n
    } else {
        conn.prepare_cached(&statements.insert)?
            .execute(params_from_iter(cells))?;
        conn.last_insert_rowid()
    };
    store_search(conn, &kind, &statements, &held.row, n, held.place.is_some())?;
    held.place = Some(n);
    Ok(())
}

fn store_search(
    conn: &Connection,
    kind: &RecordType,
    statements: &Statements,
    row: &Row,
    n: i64,
    existed: bool,
) -> Result<()> {
    let mut index = IndexText::new();
    for (field, value) in kind.fields.iter().zip(&row.values) {
        let Some(value) = value else { continue };
        match (field.search, value) {
            (SearchAs::No, _) => {}
            (SearchAs::Name, Value::Text(name)) => index = index.name(name),
            (SearchAs::Number, Value::Text(number)) => index = index.number(number),
            (_, value) => index = index.text(&show(value, &|_| None)),
        }
    }
    let text = index.build();
    if existed && text.is_empty() {
        conn.prepare_cached(&statements.drop_search)?.execute([n])?;
    } else if !text.is_empty() {
        conn.prepare_cached(&statements.put_search)?
            .execute(rusqlite::params![n, text])?;
    }
    Ok(())
}
