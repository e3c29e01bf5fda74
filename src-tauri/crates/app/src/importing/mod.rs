//! Spreadsheets in: read → plan → preview → apply as one operation.

mod apply;
pub(crate) mod commands;
mod matching;
mod plan;
mod reading;
mod specs;
mod spool;

pub(crate) use plan::Plan;
