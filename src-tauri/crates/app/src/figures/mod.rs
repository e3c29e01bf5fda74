//! 统计报告: figures counted from the registers, the records behind each, breakdowns.

mod breakdown;
mod commands;
mod gathering;
mod records;
mod scope;

pub(crate) use breakdown::breakdown;
pub(crate) use commands::figures;
pub(crate) use records::figure_records;
pub(crate) use scope::Scope;
