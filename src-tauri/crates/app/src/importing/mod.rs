//! Spreadsheets in: read → plan → preview → apply as one operation.

mod apply;
mod beside;
pub(crate) mod commands;
mod draft;
mod matching;
mod plan;
mod planned;
mod reading;
mod remembering;
mod specs;
mod spool;
mod table;
