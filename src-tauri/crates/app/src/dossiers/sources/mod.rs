//! What the lines of a dossier come from, one file per sort of work.

pub(super) mod activities;
pub(super) mod contact;
pub(super) mod honours;
pub(super) mod meetings;
pub(super) mod proposals;
pub(super) mod service;
