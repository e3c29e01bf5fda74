//! Where the office's records lie: an encrypted SQLite database with one log, projections of it,
//! one gate for writing; keys, places, locks, backups and attachments around it.
//!
//! SQL stands in this crate alone. Rules of the domain stand elsewhere: the store keeps what it is
//! given and gives it back.
#![deny(missing_docs)]

pub mod attachments;
pub mod cancellation;
mod durable;
pub mod error;
pub mod holder;
pub mod keys;
pub mod ledger;
mod noted_head;
pub mod place;
mod projection;
pub mod query;
pub mod vault;
mod worker;
