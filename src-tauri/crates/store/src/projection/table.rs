//! Names, columns and indices of a record type's tables.

use domain::names::order::NameOrder;
use domain::record::{Field, FieldType, RecordType, Registry, Serial};
use rusqlite::{Connection, OptionalExtension, params};

use crate::error::Result;
use crate::vault::functions;

/// The row stands.
pub(crate) const LIVE: i64 = 0;
/// The row is voided (作废).
pub(crate) const VOID: i64 = 1;
/// The row's creation was taken back.
pub(crate) const RETRACTED: i64 = 2;

/// The order of names in which a register stands where nothing else is asked.
pub(crate) const OWN_ORDER: NameOrder = NameOrder::NameStrokes;

/// The table of a type. Keys of types are ours or generated; other characters cannot get in.
pub(crate) fn table(kind: &RecordType) -> String {
    format!("r_{}", bare(kind.key.as_str()))
}

/// The narrow table that search goes through.
pub(crate) fn search_table(kind: &RecordType) -> String {
    format!("s_{}", bare(kind.key.as_str()))
}

/// The index of a long register's texts.
pub(crate) fn pairs_table(kind: &RecordType) -> String {
    format!("p_{}", bare(kind.key.as_str()))
}

/// The index of how a long register's texts are read.
pub(crate) fn sounds_table(kind: &RecordType) -> String {
    format!("i_{}", bare(kind.key.as_str()))
}

/// The column of a field.
pub(crate) fn column(field: &Field) -> String {
    format!("f_{}", bare(field.key.as_str()))
}

/// The column of a name's key in the order in which registers stand.
pub(crate) fn own_key_column(field: &Field) -> String {
    format!("k_{}_strokes", bare(field.key.as_str()))
}

/// A name's key in an order: a column in a register's own order, an expression in the others, which
/// few ask for. Kept in columns they would make each row of a roster a tenth longer.
pub(crate) fn name_key(field: &Field, order: NameOrder) -> String {
    match functions::name_key(order) {
        Some(function) => format!("{function}({})", column(field)),
        None => own_key_column(field),
    }
}

fn bare(key: &str) -> String {
    key.chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
        .collect()
}

/// Whether a field is a name of a person, with its sort keys.
pub(crate) fn is_name(field: &Field) -> bool {
    matches!(field.field_type, FieldType::Name)
}

/// Fields that are names of people.
pub(crate) fn name_fields(kind: &RecordType) -> impl Iterator<Item = &Field> {
    kind.fields.iter().filter(|field| is_name(field))
}

/// Whether the tables were built from this very definition.
pub(crate) fn is_current(conn: &Connection, kind: &RecordType) -> Result<bool> {
    let noted: Option<Vec<u8>> = conn
        .prepare_cached("SELECT fingerprint FROM projection WHERE kind = ?1")?
        .query_row([kind.key.as_str()], |row| row.get(0))
        .optional()?;
    Ok(noted.as_deref() == Some(Registry::fingerprint(kind).as_slice()))
}

/// Notes that the tables are built from this definition.
pub(crate) fn note(conn: &Connection, kind: &RecordType) -> Result<()> {
    conn.prepare_cached("INSERT OR REPLACE INTO projection (kind, fingerprint) VALUES (?1, ?2)")?
        .execute(params![kind.key.as_str(), Registry::fingerprint(kind)])?;
    Ok(())
}

/// Makes the tables and indices of a type.
pub(crate) fn create(conn: &Connection, kind: &RecordType) -> Result<()> {
    let name = table(kind);
    let mut columns = vec![
        "n INTEGER PRIMARY KEY".to_owned(),
        "id BLOB NOT NULL UNIQUE".into(),
        "_state INTEGER NOT NULL".into(),
        "_void TEXT".into(),
        "_part INTEGER NOT NULL".into(),
        "_seen BLOB".into(),
        "_side BLOB".into(),
        "_rivals BLOB".into(),
    ];
    columns.extend(
        kind.fields
            .iter()
            .filter(|field| field.has_column())
            .map(column),
    );
    for field in name_fields(kind) {
        columns.push(format!("{} BLOB", own_key_column(field)));
    }
    conn.execute_batch(&format!(
        "CREATE TABLE {name} ({}); CREATE TABLE {} (n INTEGER PRIMARY KEY, text TEXT NOT NULL);",
        columns.join(", "),
        search_table(kind)
    ))?;
    create_indices(conn, kind)
}

/// Makes the indices of a type's table.
pub(crate) fn create_indices(conn: &Connection, kind: &RecordType) -> Result<()> {
    let name = table(kind);
    for (at, index) in indices(kind).iter().enumerate() {
        conn.execute_batch(&format!(
            "CREATE INDEX IF NOT EXISTS {name}_{at} ON {name} ({index})"
        ))?;
    }
    // Few records have anything beside their values, most stores none: they are found without going
    // through the others.
    conn.execute_batch(&format!(
        "CREATE INDEX IF NOT EXISTS {name}_rivals ON {name} (n) WHERE _rivals IS NOT NULL"
    ))?;
    Ok(())
}

/// Drops them, while very many rows come in: sorting at the end costs less than finding each
/// row's place.
pub(crate) fn drop_indices(conn: &Connection, kind: &RecordType) -> Result<()> {
    let name = table(kind);
    for at in 0..indices(kind).len() {
        conn.execute_batch(&format!("DROP INDEX IF EXISTS {name}_{at}"))?;
    }
    Ok(())
}

/// Whether a type has no row at all.
pub(crate) fn is_empty(conn: &Connection, kind: &RecordType) -> Result<bool> {
    let sql = format!("SELECT 1 FROM {} LIMIT 1", table(kind));
    Ok(conn.query_row(&sql, [], |_| Ok(())).optional()?.is_none())
}

/// One index for the order in which lists stand, one per key by which rows are recognised; other
/// orders of names get theirs when they are asked for. Rows inside other records are asked for by their parent, and by nothing else where they fill no book.
fn indices(kind: &RecordType) -> Vec<String> {
    let parent = kind
        .parent
        .as_ref()
        .and_then(|it| kind.field(it.field.as_str()))
        .map(column);
    if kind.register.is_none() && parent.is_some() {
        return parent.into_iter().collect();
    }
    let name = kind.field(kind.name_field.as_str());
    let orders: Vec<String> = if kind.order.is_empty() {
        match name {
            Some(field) if is_name(field) => vec![own_key_column(field)],
            Some(field) => vec![column(field)],
            None => vec!["n".into()],
        }
    } else {
        let fields = kind.order.iter().filter_map(|key| kind.field(key.as_str()));
        vec![fields.map(column).collect::<Vec<_>>().join(", ")]
    };
    let mut indices: Vec<String> = orders
        .into_iter()
        .map(|order| format!("_state, {order}"))
        .collect();
    for key in &kind.matching {
        let field = |at: usize| {
            let field = key.get(at).and_then(|it| kind.field(it.as_str()));
            field.filter(|it| it.has_column())
        };
        let Some(first) = field(0) else { continue };
        // A day has many rows; a person's name few.
        let by = match field(1) {
            Some(second)
                if !kind.is_persons(key)
                    && matches!(second.field_type, FieldType::Text | FieldType::Name) =>
            {
                format!("{}, {}", column(first), column(second))
            }
            _ => column(first),
        };
        if !indices.contains(&by) {
            indices.push(by);
        }
    }
    indices.extend(parent);
    indices
}

/// Registers with fewer rows are gone through as they are.
const WORTH_AN_INDEX: i64 = 1_000;

/// Makes the index by which a long register is sorted and filtered by one column, when that is
/// asked for the first time. Made for every column beforehand they would cost each import and each
/// save; most columns are never sorted by.
pub(crate) fn index_column(conn: &Connection, kind: &RecordType, field: &Field) -> Result<()> {
    if kind.register.is_none() || !field.has_column() {
        return Ok(());
    }
    let column = column(field);
    index_by(conn, kind, &column, &column)
}

/// Whether the index by one column was made.
pub(crate) fn has_index(conn: &Connection, kind: &RecordType, field: &Field) -> Result<bool> {
    Ok(conn
        .prepare_cached("SELECT 1 FROM sqlite_schema WHERE type = 'index' AND name = ?1")?
        .exists([format!("{}_by_{}", table(kind), column(field))])?)
}

/// Makes the index by which a long register stands in an order of a person's name, where that is not
/// its own order, when that is asked for the first time.
pub(crate) fn index_names(
    conn: &Connection,
    kind: &RecordType,
    field: &Field,
    order: NameOrder,
) -> Result<()> {
    if kind.order.is_empty() && field.key == kind.name_field && order == OWN_ORDER {
        return Ok(());
    }
    let name = match functions::name_key(order) {
        Some(function) => format!("{function}_{}", column(field)),
        None => own_key_column(field),
    };
    index_by(conn, kind, &name, &name_key(field, order))
}

fn index_by(conn: &Connection, kind: &RecordType, name: &str, key: &str) -> Result<()> {
    index_if_long(
        conn,
        kind,
        &format!("by_{name}"),
        &format!("(_state, {key})"),
    )
}

/// Makes the index by which the last number of a long book is found.
pub(crate) fn index_numbers(conn: &Connection, kind: &RecordType, serial: &Serial) -> Result<()> {
    let keys = [
        &serial.station,
        &serial.series,
        &serial.year_of,
        &serial.field,
    ];
    let fields: Vec<String> = keys
        .iter()
        .filter_map(|key| kind.field(key.as_str()))
        .map(column)
        .collect();
    // With the state, so that what was taken back is left out without looking at the rows.
    let over = format!("({}, _state)", fields.join(", "));
    index_if_long(conn, kind, "numbers", &over)
}

/// Whether a row has a gap: a field is empty that should not be (待补).
pub(crate) fn gaps(kind: &RecordType) -> String {
    let wanted = kind
        .fields
        .iter()
        .filter(|it| it.is_wanted() && it.has_column());
    let empty: Vec<String> = wanted.map(|it| format!("{} IS NULL", column(it))).collect();
    match empty.as_slice() {
        [] => "0".into(),
        _ => format!("({})", empty.join(" OR ")),
    }
}

/// Makes the index of a long register's rows that have a gap. Rows without one are not in it, and
/// whoever fills the last gap of a row takes it out.
pub(crate) fn index_gaps(conn: &Connection, kind: &RecordType) -> Result<()> {
    if kind.register.is_none() {
        return Ok(());
    }
    index_if_long(
        conn,
        kind,
        "gaps",
        &format!("(_state) WHERE {}", gaps(kind)),
    )
}

/// Makes an index where none stands; one that was made for other fields (the office asks for more
/// than before) gives way.
fn index_if_long(conn: &Connection, kind: &RecordType, name: &str, over: &str) -> Result<()> {
    // A store that is looked at only is sorted without.
    if conn.query_row("PRAGMA query_only", [], |row| row.get(0))? {
        return Ok(());
    }
    let table = table(kind);
    let name = format!("{table}_{name}");
    let known: Option<String> = conn
        .prepare_cached("SELECT sql FROM sqlite_schema WHERE type = 'index' AND name = ?1")?
        .query_row([&name], |row| row.get(0))
        .optional()?;
    match known {
        Some(sql) if sql.ends_with(over) => return Ok(()),
        Some(_) => conn.execute_batch(&format!("DROP INDEX {name}"))?,
        None => {}
    }
    let long = conn
        .prepare_cached(&format!(
            "SELECT 1 FROM {table} WHERE _state = 0 LIMIT 1 OFFSET {WORTH_AN_INDEX}"
        ))?
        .exists([])?;
    if long {
        conn.execute_batch(&format!("CREATE INDEX {name} ON {table} {over}"))?;
    }
    Ok(())
}

/// Adds the columns of fields that an office just added; nothing in the log speaks of them yet.
pub(crate) fn add_columns(conn: &Connection, kind: &RecordType) -> Result<()> {
    let name = table(kind);
    let mut known = Vec::new();
    let mut statement = conn.prepare(&format!("SELECT name FROM pragma_table_info('{name}')"))?;
    for it in statement.query_map([], |row| row.get::<_, String>(0))? {
        known.push(it?);
    }
    for field in kind.fields.iter().filter(|field| field.has_column()) {
        let column = column(field);
        if !known.contains(&column) {
            conn.execute_batch(&format!("ALTER TABLE {name} ADD COLUMN {column}"))?;
        }
    }
    Ok(())
}

/// Drops a type's tables.
pub(crate) fn drop_tables(conn: &Connection, kind: &RecordType) -> Result<()> {
    conn.execute_batch(&format!(
        "DROP TABLE IF EXISTS {}; DROP TABLE IF EXISTS {}; DROP TABLE IF EXISTS {}; \
         DROP TABLE IF EXISTS {};",
        table(kind),
        search_table(kind),
        pairs_table(kind),
        sounds_table(kind)
    ))?;
    Ok(())
}
