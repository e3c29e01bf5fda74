//! A record's way from beginning to end: states, and the steps (办理环节) that lead from one to the
//! next, declared as data beside the record type.
//!
//! Every step is one named operation: it fills fields of the record, writes at most one row inside
//! it, and leaves a row of its own (who, when, by which paper, with what opinion). What is not
//! possible now says why, calmly.

mod columns;

pub use columns::StepRow;
mod definition;
mod refusal;
mod situation;
mod trace;

pub use definition::{
    Ask, CheckStep, Derive, Effect, Effects, Fill, Guard, Place, SHOWN_STATE, Stage, State, Step,
    To, Warn, Workflow, shown_state,
};
pub use refusal::Refusal;
pub use situation::{Done, RowsInside, Situation};
pub use trace::{STEP, step_type};
