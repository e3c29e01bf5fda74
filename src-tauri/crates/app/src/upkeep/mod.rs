//! Keeping the store safe: copies, checks, passwords and the recovery card.

pub(crate) mod card;
pub(crate) mod care;
pub(crate) mod copies;
pub(crate) mod diagnosis;
pub(crate) mod security;
