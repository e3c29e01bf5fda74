//! Writing a row of a projection: values, what was seen, conflicts, computed columns, search text.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::names::order::sort_key;
use domain::names::search::IndexText;
use domain::record::{
    FieldKey, Item, Life, Partition, RecordId, RecordType, Rival, Row, SearchAs, Value,
    VersionVector, Write, Writes, decode_writes, encode_writes, show,
};
use rusqlite::types::Value as Sql;
use rusqlite::{CachedStatement, Connection, OptionalExtension, ToSql};

use crate::error::{Result, StoreFault};
use crate::ledger::State;
use crate::projection::cell::{read_row, to_sql};
use crate::projection::statements::Statements;
use crate::projection::table::{LIVE, OWN_ORDER, RETRACTED, VOID, column, is_name, table};
use crate::projection::{pairs, sounds};

/// A record being changed: its row, what has been seen of it, what stands beside it.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    pub(crate) kind: Arc<RecordType>,
    pub(crate) row: Row,
    /// Its partition, for good; what is sensitive lies in the one beside it.
    pub(crate) home: Partition,
    pub(crate) seen: BTreeMap<Partition, VersionVector>,
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
            seen: BTreeMap::new(),
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
fn pack_rivals(held: &Held) -> Option<Vec<u8>> {
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
) -> Result<BTreeMap<Partition, VersionVector>> {
    let mut seen = BTreeMap::new();
    for (at, partition) in [(first, home), (first + 1, aside)] {
        if let Some(packed) = cells.get::<_, Option<Vec<u8>>>(at)? {
            seen.insert(partition, state.aliases.unpack(&packed)?);
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
) -> Result<BTreeMap<Partition, VersionVector>> {
    let statements = state.statements.of(kind);
    let mut statement = conn.prepare_cached(&statements.versions)?;
    let mut rows = statement.query([id.bytes()])?;
    let Some(cells) = rows.next()? else {
        return Ok(BTreeMap::new());
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

/// Writes records of one type into their projection; its statements are prepared once and not once
/// per record.
pub(crate) struct Writer<'c> {
    conn: &'c Connection,
    kind: Arc<RecordType>,
    statements: Arc<Statements>,
    insert: Option<CachedStatement<'c>>,
    update: Option<CachedStatement<'c>>,
    add_search: Option<CachedStatement<'c>>,
    put_search: Option<CachedStatement<'c>>,
    /// Whether the texts of this type are indexed, once it was asked.
    pairs: Option<bool>,
}

impl<'c> Writer<'c> {
    pub(crate) fn new(conn: &'c Connection, state: &State, kind: &Arc<RecordType>) -> Self {
        Self {
            conn,
            kind: Arc::clone(kind),
            statements: state.statements.of(kind),
            insert: None,
            update: None,
            add_search: None,
            put_search: None,
            pairs: None,
        }
    }

    /// Writes a record, which must be of this type.
    pub(crate) fn store(&mut self, state: &mut State, held: &mut Held) -> Result<()> {
        let kind = Arc::clone(&self.kind);
        for (at, field) in kind.fields.iter().enumerate() {
            if let domain::record::Origin::Kept(compute, _) = field.origin {
                held.row.values[at] = compute(&kind, &held.row);
            }
        }
        let part = state.aliases.partition(self.conn, &held.home)?;
        let mut packed = [None, None];
        for (cell, partition) in packed.iter_mut().zip([&held.home, &held.home.aside()]) {
            if let Some(seen) = held.seen.get(partition) {
                *cell = Some(state.aliases.pack(self.conn, seen)?);
            }
        }
        let [main, side] = packed;
        let statement = match held.place {
            Some(_) => prepared(self.conn, &mut self.update, &self.statements.update)?,
            None => prepared(self.conn, &mut self.insert, &self.statements.insert)?,
        };
        // Most fields of a row are empty, and so is a parameter that nothing is bound to.
        statement.clear_bindings();
        let mut cells = Cells { statement, at: 0 };
        cells.put(Some(held.row.id.bytes()))?;
        cells.put(Some(state_of(&held.row)))?;
        cells.put(held.row.voided.as_ref())?;
        cells.put(Some(part))?;
        cells.put(main)?;
        cells.put(side)?;
        cells.put(pack_rivals(held))?;
        for (field, value) in kind.fields.iter().zip(&held.row.values) {
            if field.has_column() {
                cells.put(value.as_ref().map(|value| to_sql(Some(value))))?;
            }
        }
        for (field, value) in kind.fields.iter().zip(&held.row.values) {
            if is_name(field) {
                let name = value.as_ref().and_then(Value::as_text);
                cells.put(name.map(|name| sort_key(name, OWN_ORDER)))?;
            }
        }
        let n = match held.place {
            Some(n) => {
                cells.put(Some(n))?;
                statement.raw_execute()?;
                n
            }
            None => {
                statement.raw_execute()?;
                self.conn.last_insert_rowid()
            }
        };
        self.store_search(&held.row, n, held.place.is_some())?;
        held.place = Some(n);
        Ok(())
    }

    fn store_search(&mut self, row: &Row, n: i64, existed: bool) -> Result<()> {
        let mut index = IndexText::new();
        for (field, value) in self.kind.fields.iter().zip(&row.values) {
            let Some(value) = value else { continue };
            match (field.search, value) {
                (SearchAs::No, _) => {}
                (SearchAs::Name, Value::Text(name)) => index = index.name(name),
                (SearchAs::Number, Value::Text(number)) => index = index.number(number),
                (SearchAs::Text, Value::Text(text)) => index = index.text(text),
                (_, value) => index = index.text(&show(value, &|_| None)),
            }
        }
        let has_pairs = match self.pairs {
            Some(known) => known,
            None => *self.pairs.insert(pairs::are_kept(self.conn, &self.kind)?),
        };
        if !index.is_empty() {
            let line = index.build();
            let put = if existed {
                prepared(self.conn, &mut self.put_search, &self.statements.put_search)?
            } else {
                prepared(self.conn, &mut self.add_search, &self.statements.add_search)?
            };
            put.execute(rusqlite::params![n, line])?;
            if has_pairs {
                let long = pairs::long_text(&self.kind)
                    .and_then(|field| row.get(&self.kind, field.key.as_str()))
                    .and_then(Value::as_text);
                let (long, others) = pairs::of_line(&line, long);
                self.conn
                    .prepare_cached(&self.statements.put_pairs)?
                    .execute(rusqlite::params![n, long, others])?;
                self.conn
                    .prepare_cached(&self.statements.put_sounds)?
                    .execute(rusqlite::params![n, sounds::of_line(&line)])?;
            }
        } else if existed {
            self.conn
                .prepare_cached(&self.statements.drop_search)?
                .execute([n])?;
            if has_pairs {
                self.conn
                    .prepare_cached(&self.statements.drop_pairs)?
                    .execute([n])?;
                self.conn
                    .prepare_cached(&self.statements.drop_sounds)?
                    .execute([n])?;
            }
        }
        Ok(())
    }
}

/// Cells bound one after another; empty ones are passed over.
struct Cells<'a, 'c> {
    statement: &'a mut CachedStatement<'c>,
    at: usize,
}

impl Cells<'_, '_> {
    fn put(&mut self, cell: Option<impl ToSql>) -> Result<()> {
        self.at += 1;
        match cell {
            Some(cell) => Ok(self.statement.raw_bind_parameter(self.at, cell)?),
            None => Ok(()),
        }
    }
}

fn prepared<'a, 'c>(
    conn: &'c Connection,
    place: &'a mut Option<CachedStatement<'c>>,
    sql: &str,
) -> Result<&'a mut CachedStatement<'c>> {
    Ok(match place {
        Some(statement) => statement,
        None => place.insert(conn.prepare_cached(sql)?),
    })
}

fn state_of(row: &Row) -> i64 {
    if row.retracted {
        RETRACTED
    } else if row.voided.is_some() {
        VOID
    } else {
        LIVE
    }
}
