//! Steps of workflows: what can be done with a record now, and doing it. What a step asks for, looks at
//! and does stands in its definition; nothing here knows one by name.

mod asked;
mod doing;
mod many;
mod others;
mod possible;
mod preparing;
mod seen_row;
mod surroundings;
pub(crate) mod together;

pub(crate) use doing::{act, act_many, take};
pub(crate) use many::steps_for_many;
pub(crate) use possible::{runs_of, steps_of};
pub(crate) use preparing::prepare;
