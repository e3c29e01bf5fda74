//! A record's way from beginning to end: states, and the steps (办理环节) that lead from one to the
//! next, declared as data beside the record type.
//!
//! Every step is one named operation: it fills fields of the record, writes at most one row inside
//! it, and leaves a row of its own (who, when, by which paper, with what opinion). What is not
//! possible now says why, calmly.

mod columns;

pub use columns::StepRow;
mod definition;
mod parts;
mod refusal;
mod situation;
mod trace;

pub use crate::record::definition::{
    CheckStep, Derive, Done, Effect, Guard, RowsInside, Situation, Step, Warn, Workflow,
};
pub use definition::{SHOWN_STATE, shown_state};
pub use parts::{Ask, Effects, Fill, Place, Stage, State, To};
pub use refusal::Refusal;
pub use trace::{STEP, step_type};
