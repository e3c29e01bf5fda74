//! The office's own settings: who works here, its holidays, its registers and lists.

pub(crate) mod calendar;
pub(crate) mod office_lists;
pub(crate) mod people;
pub(crate) mod rules;
pub(crate) mod schemes;
