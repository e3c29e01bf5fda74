//! SQL functions over which a store has indices. Every connection knows them: SQLite computes an
//! index's entries with them when it writes and when it checks.

use domain::names::numbered::numbered_key;
use domain::names::order::{NameOrder, sort_key};
use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;

use crate::error::Result;

/// The function of a name's key in an order; none for the order whose key is kept in a column.
pub(crate) fn name_key(order: NameOrder) -> Option<&'static str> {
    match order {
        NameOrder::NameStrokes => None,
        NameOrder::SurnameStrokes => Some("surname_key"),
        NameOrder::Pinyin => Some("pinyin_key"),
    }
}

/// The key of a name that is no person's, in which 第二选区 stands before 第十选区.
pub(crate) const NUMBERED: &str = "numbered_key";

/// Makes the functions known. They touch nothing beside their argument, which lets an index use
/// them while the schema is not trusted.
pub(super) fn install(conn: &Connection) -> Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8
        | FunctionFlags::SQLITE_DETERMINISTIC
        | FunctionFlags::SQLITE_INNOCUOUS;
    for order in NameOrder::ALL {
        let Some(name) = name_key(order) else {
            continue;
        };
        conn.create_scalar_function(name, 1, flags, move |call| {
            Ok(call
                .get_raw(0)
                .as_str()
                .ok()
                .map(|name| sort_key(name, order)))
        })?;
    }
    conn.create_scalar_function(NUMBERED, 1, flags, |call| {
        Ok(call.get_raw(0).as_str().ok().map(numbered_key))
    })?;
    Ok(())
}
