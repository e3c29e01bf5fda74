//! What is done with opinions and suggestions beyond their steps: passing on, their course, their
//! slips, and matters alike.

pub(crate) mod course;
mod origins;
pub(crate) mod pass_on;
pub(crate) mod similar;
pub(crate) mod slips;
