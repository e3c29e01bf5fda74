//! Spreadsheets in: read → plan → preview → apply as one operation.

mod apply;
mod beside;
pub(crate) mod commands;
mod draft;
mod matching;
mod plan;
mod reading;
mod remembering;
mod specs;
mod spool;
mod table;

pub(crate) use plan::Plan;
