//! The different values that stand in a column of a long register, read from its index by going from
//! one to the next greater: as many steps as there are values, not rows.

use domain::record::{Field, RecordType};
use rusqlite::Connection;
use rusqlite::types::Value as Sql;

use crate::error::Result;
use crate::projection::{LIVE, VOID, column, has_index, table};

/// More values than these are not worth the steps.
const MOST_VALUES: usize = 2_000;

/// The values of a column, the empty one aside, in an order said of `x`; some of them twice where
/// voided rows stand as well. `None` where there is no index or there are too many.
pub(super) fn values_of(
    conn: &Connection,
    kind: &RecordType,
    field: &Field,
    voided: bool,
    order: &str,
) -> Result<Option<Vec<Sql>>> {
    if !field.has_column() || !has_index(conn, kind, field)? {
        return Ok(None);
    }
    let (rows, value) = (table(kind), column(field));
    let next = |state: &str, above: &str| {
        format!(
            "(SELECT {value} FROM {rows} WHERE _state = {state} AND {value} {above} \
             ORDER BY {value} LIMIT 1)"
        )
    };
    let states: &[i64] = if voided { &[LIVE, VOID] } else { &[LIVE] };
    let states: Vec<String> = states.iter().map(|it| format!("({it})")).collect();
    let mut statement = conn.prepare_cached(&format!(
        "WITH RECURSIVE states(state) AS (VALUES {}), found(state, x) AS (\
           SELECT state, {} FROM states \
           UNION ALL SELECT state, {} FROM found WHERE x IS NOT NULL LIMIT {}\
         ) SELECT x FROM found ORDER BY {order}",
        states.join(", "),
        next("states.state", "IS NOT NULL"),
        next("found.state", "> found.x"),
        MOST_VALUES + 1,
    ))?;
    let mut values = statement
        .query_map([], |row| row.get::<_, Sql>(0))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    if values.len() > MOST_VALUES {
        return Ok(None);
    }
    values.retain(|it| *it != Sql::Null);
    values.dedup();
    Ok(Some(values))
}
