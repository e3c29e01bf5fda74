//! Which rows a search finds, as SQL.

use domain::names::search::Query;
use domain::record::RecordType;
use rusqlite::Connection;
use rusqlite::types::Value as Sql;

use crate::error::Result;
use crate::projection::{pairs, pairs_table, search_table};

/// A statement that gives the places of all rows that a search finds, voided ones as well; what it
/// asks by is added to `values`. A long register is asked through its index, a short one is gone
/// through.
pub(super) fn hits(
    conn: &Connection,
    kind: &RecordType,
    search: &str,
    values: &mut Vec<Sql>,
) -> Result<String> {
    let mut put = |text: String| {
        values.push(Sql::Text(text));
        values.len()
    };
    let lines = search_table(kind);
    let asked = match pairs::are_kept(conn, kind)? {
        true => pairs::asked(&Query::parse(search)),
        false => None,
    };
    let Some(asked) = asked else {
        return Ok(format!(
            "SELECT n FROM {lines} WHERE found(text, ?{})",
            put(search.to_owned())
        ));
    };
    let index = pairs_table(kind);
    let at = put(asked.expression);
    if asked.exact {
        return Ok(format!(
            "SELECT rowid AS n FROM {index} WHERE {index} MATCH ?{at}"
        ));
    }
    Ok(format!(
        "SELECT {lines}.n FROM {index} CROSS JOIN {lines} ON {lines}.n = {index}.rowid \
         WHERE {index} MATCH ?{at} AND found({lines}.text, ?{})",
        put(search.to_owned())
    ))
}
