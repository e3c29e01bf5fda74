//! The tables that lists and forms query: one per record type, generated from its definition.
//!
//! They hold the winning value of every field, what an editor has seen, open conflicts, and columns
//! computed when a row is saved. None of it is the truth: dropping them loses nothing.

mod cell;
mod held;
pub(crate) mod pairs;
mod prepared;
mod seen;
pub(crate) mod sounds;
mod statements;
mod table;
mod writer;

pub(crate) use cell::{from_sql, read_row, row_columns, same_cell, to_sql};
pub(crate) use held::{DISPUTES, Held, home, load, parent_of, rivals_in, versions};
pub(crate) use prepared::PreparedRows;
pub(crate) use seen::Seen;
pub(crate) use statements::StatementBook;
pub(crate) use table::{
    LIVE, RETRACTED, VOID, add_columns, column, create, create_indices, drop_indices, drop_tables,
    gaps, has_index, index_column, index_gaps, index_names, index_numbers, is_current, is_empty,
    is_name, name_key, note, pairs_table, search_table, sounds_table, table,
};
pub(crate) use writer::Writer;
