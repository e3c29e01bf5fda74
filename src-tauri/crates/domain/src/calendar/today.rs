//! The day at hand, as an office sees it.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::calendar::Almanac;

/// A day and the working days that the office knows: what columns that change from day to day are
/// computed from.
#[derive(Clone, PartialEq, Debug)]
pub struct Today {
    /// The day.
    pub date: NaiveDate,
    /// The delivered years and those that the office took in.
    pub almanac: Arc<Almanac>,
    /// From so many days before its end something is yellow.
    pub warning_days: i64,
}
