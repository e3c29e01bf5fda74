//! Promises of the printed page, tested on whole registers.

// The functions beside the tests are tests as well.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod bound;
mod document;
mod letters;
mod pages;
mod readback;
mod sample;
mod sheets;
