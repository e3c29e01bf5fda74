//! 冲突裁定: what two devices wrote without knowing of each other, and records that may be of one
//! person, until somebody decides.

mod listing;
mod questions;
mod resolving;
mod twins;

pub(crate) use listing::{conflict_counts, conflicts};
pub(crate) use resolving::{resolve_conflict, resolve_record, see_noted};
pub(crate) use twins::tell_apart;
