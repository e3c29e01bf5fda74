//! Steps of workflows: what can be done with a record now, and doing it. What a step asks for, looks at
//! and does stands in its definition; nothing here knows one by name.

pub(crate) mod engine;
mod others;
pub(crate) mod together;

pub(crate) use engine::{prepare, take};
