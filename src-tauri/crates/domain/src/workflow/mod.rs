//! Workflows as data: the states of a record type, and the steps (办理环节) that change the state,
//! declared beside the record type.
//!
//! Every step is one named operation: it fills fields of the record, writes at most one row inside
//! it, and writes a row of its own (who, when, by which paper, with what opinion). A step that is not
//! possible now is refused with the reason. Other records that it looks at are named by fields it declares
//! ([`Step::loads`]); what it does to them it answers as data ([`Step::tells`]).

mod columns;
mod definition;
mod occasion;
mod others;
mod parts;
mod refusal;
mod situation;
mod trace;

pub use crate::record::definition::{
    AfterStep, Alike, Begins, CheckStep, Derive, Done, Effect, EndsBefore, FindRow, Guard, Other,
    Others, Reckon, RowsInside, Situation, Step, Tell, Warn, Workflow,
};
pub use columns::StepRow;
pub use definition::{SHOWN_STATE, shown_state};
pub use occasion::Occasion;
pub use parts::{
    Ask, Awaited, Decides, Effects, Fill, OnOther, Petition, Place, Run, Stage, State, To,
};
pub use refusal::Refusal;
pub use trace::{STEP, step_type};
