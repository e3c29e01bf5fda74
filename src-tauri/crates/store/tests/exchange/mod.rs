//! An office's PCs over real stores, and what the tests know beside them: every change ever written,
//! with the changes of its record that its writer really had. The stores know version vectors and
//! numbers alone.
//!
//! Everything is drawn from one number, keys included, so that a history can be lived again.
#![allow(dead_code, reason = "each test program needs a part of it")]

pub mod dice;
pub mod laws;
pub mod pc;
pub mod series;
pub mod stick;
pub mod truth;
pub mod world;
