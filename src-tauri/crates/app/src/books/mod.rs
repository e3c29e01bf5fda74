//! What the books want beyond forms and lists: a year's reception days from a rule, a day's
//! visitors at once, attendance by exceptions, one visit for many electors, last month's plan
//! again.

mod assembly;
pub(crate) mod attendance;
pub(crate) mod coming;
pub(crate) mod contacts;
pub(crate) mod days;
mod expected;
pub(crate) mod notice;
pub(crate) mod plans;
pub(crate) mod roll;
pub(crate) mod teams;
pub(crate) mod visitors;

pub(crate) use roll::{find, kind};
