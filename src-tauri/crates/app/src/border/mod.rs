//! Between this office and those above and below it. Each keeps a log of its own: what crosses the
//! border are frozen, numbered, signed copies (上报件), what becomes of them (回执, 批复, 退回), and
//! what is handed down (下发件). `sync` knows the files; here they become records.

mod answering;
mod choosing;
pub(crate) mod commands;
mod content;
mod finding;
mod handed_down;
mod handing;
mod making;
mod numbers;
mod partners;
mod taking;
mod totals;
mod writing;
