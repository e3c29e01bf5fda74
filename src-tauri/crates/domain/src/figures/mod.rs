//! 统计报告: what is counted, how, and from which records.
//!
//! A figure is data: an [`Indicator`] says what its numerator and denominator count on a [`Fact`],
//! the typed view of a record. Gathering facts is the application's task, counting them the
//! [`Board`]'s. Nothing is kept: figures are counted from the registers each time.
//!
//! Records count in the period in which they were registered (收到、提交、接待、活动日期), and how far
//! they came is seen on the day of asking. So numerator and denominator of a rate always speak of
//! the same records. Source: 四率 of 正定县, 人次 of 东营市.

mod activities;
mod board;
mod columns;
mod detail;
mod dimension;
mod draft;
mod fact;
mod indicator;
mod inside;
mod matters;
mod period;
mod receptions;
mod source;
mod summary;
mod words;
mod works;

use crate::record::{RecordType, Shelf};

pub use board::{Board, Cell, Reckoned};
pub use columns::Summary;
pub use detail::Inside;
pub use dimension::{Bucket, Dimension};
pub use draft::{Counted, Draft, Late};
pub use fact::{About, Fact, On, Weight};
pub use indicator::{Count, Indicator, Narrow, Section, Unit};
pub use inside::{InsideSource, inside_sources};
pub use period::{Period, PeriodSort};
pub use receptions::{Sittings, VISIT_FIELDS};
pub use source::{Beside, Cells, Source};
pub use summary::{SUMMARY, summary_type};
pub use words::{SummarySort, SummaryState};

/// The record types of this folder, with the place of each register in the menu.
pub(crate) fn types() -> Vec<RecordType> {
    vec![summary_type().on(Shelf::Meetings, 5)]
}

/// Every figure, in the order of the table.
#[must_use]
pub fn indicators() -> Vec<Indicator> {
    let mut all = Vec::new();
    all.extend_from_slice(receptions::INDICATORS);
    all.extend_from_slice(matters::INDICATORS);
    all.extend_from_slice(activities::INDICATORS);
    all.extend_from_slice(works::INDICATORS);
    all.sort_by_key(|it| it.section);
    all
}

/// Every register from which facts are read one by one. Visits and reception days come by
/// [`Sittings`].
#[must_use]
pub fn sources() -> Vec<&'static Source> {
    matters::SOURCES
        .iter()
        .chain(activities::SOURCES)
        .chain(works::SOURCES)
        .collect()
}

#[cfg(test)]
mod tests;
