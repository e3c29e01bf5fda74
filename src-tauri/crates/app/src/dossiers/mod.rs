//! 一档 代表履职档案: put together from the books when it is looked at, each line saying where
//! it stands there; frozen per year with its statements.

pub(crate) mod across;
pub(crate) mod commands;
mod freezing;
mod gathering;
mod parts;
mod person;
mod sources;

pub(crate) use parts::{BASICS, FIGURES, PARTS, Part, STATEMENTS, parts};
#[cfg(test)]
pub(crate) use person::{COVER, FACTS};
pub(crate) use person::{Covered, OF_MANDATE, cover_of, facts};
