//! Which rows a search finds, as SQL.

use domain::names::search::{Query, Wanted};
use domain::record::RecordType;
use rusqlite::Connection;
use rusqlite::types::Value as Sql;

use crate::error::Result;
use crate::projection::{pairs, pairs_table, search_table, sounds, sounds_table};

/// A statement that gives the places of all rows that a search finds, voided ones as well, some of
/// them twice; what it asks by is added to `values`. A long register is asked through its indices, a
/// short one is gone through.
pub(super) fn hits(
    conn: &Connection,
    kind: &RecordType,
    search: &str,
    values: &mut Vec<Sql>,
) -> Result<String> {
    let found = if pairs::are_kept(conn, kind)? {
        by_indices(kind, search, values)
    } else {
        None
    };
    Ok(found.unwrap_or_else(|| {
        let search = put(values, search.to_owned());
        format!(
            "SELECT n FROM {} WHERE found(text, {search})",
            search_table(kind)
        )
    }))
}

fn put(values: &mut Vec<Sql>, text: String) -> String {
    values.push(Sql::Text(text));
    format!("?{}", values.len())
}

/// `None` where the indices can tell nothing.
fn by_indices(kind: &RecordType, search: &str, values: &mut Vec<Sql>) -> Option<String> {
    let query = Query::parse(search);
    let written = pairs::asked(&query);
    let read: Vec<&str> = query
        .wanted()
        .filter_map(|it| match it {
            Wanted::Read(typed) => Some(typed),
            Wanted::Written(_) => None,
        })
        .collect();
    let pairs = pairs_table(kind);
    match (written, read.as_slice()) {
        (Some(written), []) if written.exact => {
            let at = put(values, written.expression);
            Some(format!(
                "SELECT rowid AS n FROM {pairs} WHERE {pairs} MATCH {at}"
            ))
        }
        (None, [typed]) => one_reading(kind, search, typed, values),
        (written, read) => several(kind, search, written, read, values),
    }
}

/// One word of letters: what the indices are sure of, and what of the rest is found when it is asked.
fn one_reading(
    kind: &RecordType,
    search: &str,
    typed: &str,
    values: &mut Vec<Sql>,
) -> Option<String> {
    let asked = sounds::asked(typed)?;
    let (pairs, sounds) = (pairs_table(kind), sounds_table(kind));
    let at = put(values, pairs::phrase(typed));
    let mut parts = vec![format!(
        "SELECT rowid AS n FROM {pairs} WHERE {pairs} MATCH {at}"
    )];
    if !asked.surely.is_empty() {
        let at = put(values, asked.surely);
        parts.push(format!(
            "SELECT rowid AS n FROM {sounds} WHERE {sounds} MATCH {at}"
        ));
    }
    if !asked.maybe.is_empty() {
        let at = put(values, asked.maybe);
        let mut candidates = format!("SELECT rowid AS n FROM {sounds} WHERE {sounds} MATCH {at}");
        if let Some(characters) = pairs::characters_of(typed) {
            // The unary `+` keeps SQLite from asking the index of sounds anew for each of these rows.
            let at = put(values, characters);
            candidates.push_str(&format!(
                " AND +rowid IN (SELECT rowid FROM {pairs} WHERE {pairs} MATCH {at})"
            ));
        }
        parts.push(asked_of(kind, &candidates, search, values));
    }
    Some(parts.join(" UNION ALL "))
}

/// Several words: those written narrow, and so does the longest one that may be a reading; what is
/// left is asked.
fn several(
    kind: &RecordType,
    search: &str,
    written: Option<pairs::Asked>,
    read: &[&str],
    values: &mut Vec<Sql>,
) -> Option<String> {
    let (pairs, sounds) = (pairs_table(kind), sounds_table(kind));
    let mut narrowed: Vec<String> = Vec::new();
    if let Some(written) = written {
        let at = put(values, written.expression);
        narrowed.push(format!(
            "SELECT rowid AS n FROM {pairs} WHERE {pairs} MATCH {at}"
        ));
    }
    if let Some(longest) = read.iter().max_by_key(|it| it.len())
        && let Some(asked) = sounds::asked(longest)
    {
        let at = put(values, pairs::phrase(longest));
        let mut either = format!("SELECT rowid AS n FROM {pairs} WHERE {pairs} MATCH {at}");
        for expression in [asked.surely, asked.maybe] {
            if !expression.is_empty() {
                let at = put(values, expression);
                either.push_str(&format!(
                    " UNION ALL SELECT rowid FROM {sounds} WHERE {sounds} MATCH {at}"
                ));
            }
        }
        narrowed.push(either);
    }
    let candidates = match narrowed.as_slice() {
        [] => return None,
        [one] => format!("SELECT DISTINCT n FROM ({one})"),
        [one, other, ..] => format!("SELECT n FROM ({one}) INTERSECT SELECT n FROM ({other})"),
    };
    Some(asked_of(kind, &candidates, search, values))
}

/// Those of the candidates whose texts answer the search.
fn asked_of(kind: &RecordType, candidates: &str, search: &str, values: &mut Vec<Sql>) -> String {
    let lines = search_table(kind);
    let at = put(values, search.to_owned());
    format!(
        "SELECT {lines}.n FROM ({candidates}) AS likely CROSS JOIN {lines} \
         ON {lines}.n = likely.n WHERE found({lines}.text, {at})"
    )
}
