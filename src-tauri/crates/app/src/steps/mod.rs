//! Steps of workflows: what can be done with a record now, and doing it.

pub(crate) mod engine;
mod matter_steps;

pub(crate) use engine::{prepare, take};
