//! The day at hand, as an office sees it.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::calendar::Almanac;
use crate::rules::{RuleKey, Rules};

/// A day and the working days that the office knows: what columns that change from day to day are
/// computed from, and what a record is checked by.
#[derive(Clone, PartialEq, Debug)]
pub struct Today {
    /// The day.
    pub date: NaiveDate,
    /// The delivered years and those that the office took in.
    pub almanac: Arc<Almanac>,
    /// The rules that the office goes by.
    pub rules: Arc<Rules>,
}

impl Today {
    /// A day of an office that has chosen nothing: the delivered calendar, the national rules.
    #[must_use]
    pub fn of(date: NaiveDate) -> Self {
        Self {
            date,
            almanac: Almanac::delivered().clone(),
            rules: Arc::new(Rules::default()),
        }
    }

    /// From so many days before its end something is yellow.
    #[must_use]
    pub fn warning_days(&self) -> i64 {
        self.rules.days(RuleKey::Warning, self.date)
    }
}
