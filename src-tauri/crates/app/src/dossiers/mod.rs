//! 一档 代表履职档案: put together from the books when it is looked at, each line saying where
//! it stands there; frozen per year with its statements.

pub(crate) mod across;
pub(crate) mod commands;
mod freezing;
mod gathering;
mod parts;
mod person;
mod places;
mod sources;

pub(crate) use parts::{PARTS, Part, parts};
pub(crate) use person::cover_of;
