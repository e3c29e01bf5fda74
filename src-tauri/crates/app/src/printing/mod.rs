//! Registers on paper: which rows and columns, in the books' words.

mod columns;
pub(crate) mod commands;
mod reception;
mod roster;
mod rows;
