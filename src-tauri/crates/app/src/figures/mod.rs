//! 统计报告: figures counted from the registers, the records behind each, breakdowns.

mod breakdown;
mod commands;
mod export;
mod gathering;
mod records;
mod scope;
mod summaries;

pub(crate) use breakdown::breakdown;
pub(crate) use commands::{beside_last_year, figures};
pub(crate) use export::export_figures;
pub(crate) use records::{Behind, behind_all, figure_records};
pub(crate) use scope::Scope;
pub(crate) use summaries::draft_report;
