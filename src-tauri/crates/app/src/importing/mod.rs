//! Spreadsheets in: read → plan → preview → apply as one operation.

mod apply;
mod asking;
mod beside;
mod cells;
pub(crate) mod commands;
mod draft;
pub(crate) mod headings;
mod left_out;
mod matching;
mod names;
mod people;
mod plan;
mod planned;
mod reading;
mod remembering;
mod rows;
mod specs;
mod spool;
mod table;

pub(crate) use remembering::COLUMNS_MATCHED;
