//! Reading: lists, single records, names, numbers.

mod by_day;
mod columns;
mod contested;
mod figures;
mod filter;
mod hits;
mod kept;
mod lists;
mod narrow;
mod operands;
mod order;
mod paging;
mod reader;
mod referring;
mod rows;
mod sieve;
mod unread;
mod values;

use std::sync::Arc;

use domain::calendar::Today;
use domain::names::order::NameOrder;
use domain::names::search::Query;
use domain::record::{FieldKey, Item, RecordId, Row, Value};
use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;

use crate::error::Result;

pub use contested::Contested;
pub use figures::Figure;
pub(crate) use kept::KeptRows;
pub use reader::Reader;
pub(crate) use unread::Unread;

/// One condition on a row; all of a list's conditions hold.
#[derive(Clone, PartialEq, Debug)]
pub enum Filter {
    /// The field holds exactly this.
    Is(FieldKey, Value),
    /// This very record.
    Record(RecordId),
    /// One of these records.
    Records(Vec<RecordId>),
    /// The field is empty.
    Empty(FieldKey),
    /// The field is filled.
    Filled(FieldKey),
    /// The text of the field has this in it.
    Contains(FieldKey, String),
    /// The set has this element, or the reference is it.
    Has(FieldKey, Item),
    /// The date lies in this year, and in this month of it.
    In(FieldKey, i32, Option<u32>),
    /// The number or date is neither below the first nor above the second. A date known to the
    /// month or year lies between where any of its days may.
    Between(FieldKey, Option<Value>, Option<Value>),
    /// At least one of these holds.
    Any(Vec<Filter>),
    /// A field is empty that should not be (待补).
    ToFill,
    /// The record has an open finding (待核实).
    InDoubt,
}

/// In which order rows stand.
#[derive(Clone, PartialEq, Debug, Default)]
pub enum Order {
    /// As the definition says.
    #[default]
    Own,
    /// By the record's name.
    Name(NameOrder),
    /// By a field.
    Field(FieldKey),
    /// In no order, for a caller that sorts or counts them afterwards: where an order is asked for,
    /// SQLite may use the index of the order and not the more selective one of the filter.
    AsFound,
}

/// What to list.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ListQuery {
    /// All of these hold.
    pub filters: Vec<Filter>,
    /// Characters, pinyin, initials, digits.
    pub search: Option<String>,
    /// In this order.
    pub order: Order,
    /// Against it.
    pub descending: bool,
    /// At most so many.
    pub limit: Option<u32>,
    /// Leaving out so many.
    pub offset: u32,
    /// Voided rows as well.
    pub voided: bool,
    /// The day for which columns by day are computed; without it they cannot be asked for.
    pub today: Option<Today>,
}

impl ListQuery {
    /// Every live row in the type's own order.
    #[must_use]
    pub fn all() -> Self {
        Self::default()
    }
}

/// Rows, and how many there are in all.
#[derive(Clone, PartialEq, Debug)]
pub struct Page {
    /// Before limit and offset; at least so many where they were not counted.
    pub total: u64,
    /// Whether they were counted. [`Reader::list`] counts always.
    pub counted: bool,
    /// The rows asked for.
    pub rows: Vec<Row>,
}

/// Makes `found(text, query)` known to SQL.
pub(crate) fn install_functions(conn: &Connection) -> Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8
        | FunctionFlags::SQLITE_DETERMINISTIC
        | FunctionFlags::SQLITE_DIRECTONLY;
    conn.create_scalar_function("found", 2, flags, |ctx| {
        let query: Arc<Query> = ctx.get_or_create_aux(1, |it| {
            Ok::<_, rusqlite::Error>(Query::parse(it.as_str().unwrap_or_default()))
        })?;
        let text = ctx.get_raw(0).as_str().unwrap_or_default();
        Ok(query.matches(text))
    })?;
    Ok(())
}
