//! .
pub mod attachments;
pub mod error;
pub mod keys;
pub mod place;
pub mod vault;
