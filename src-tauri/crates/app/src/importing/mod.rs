//! Spreadsheets in: read → plan → preview → apply as one operation.

mod apply;
mod beside;
mod cells;
pub(crate) mod commands;
mod draft;
mod left_out;
mod matching;
mod people;
mod plan;
mod names;
mod reading;
mod remembering;
mod specs;
mod spool;
mod table;

pub(crate) use plan::Plan;
