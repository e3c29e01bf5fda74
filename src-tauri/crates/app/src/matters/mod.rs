//! What is done with opinions and suggestions beyond their steps: passing on, their course, their
//! slips, samples, the year at a glance, and matters alike.

pub(crate) mod course;
pub(crate) mod onward;
mod origins;
pub(crate) mod pass_on;
pub(crate) mod sampling;
pub(crate) mod similar;
pub(crate) mod slips;
pub(crate) mod year;
