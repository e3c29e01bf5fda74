//! Files between PCs that are not connected: who is let in, packages out and in.
//!
//! `sync` knows the files, `store` what they mean to the log; here both meet, with the office's words.

pub(crate) mod commands;
mod enrolment;
mod fault;
pub(crate) mod handed;
pub(crate) mod keys;
mod noted;
mod receiving;
mod report;
mod sending;
pub(crate) mod staging;
mod volumes;
