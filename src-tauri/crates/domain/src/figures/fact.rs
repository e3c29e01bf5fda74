//! A record as figures see it.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::dates::PartialDate;
use crate::figures::detail::Detail;
use crate::record::{Item, RecordId};

/// Which sort of fact a figure looks at.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum About {
    /// Opinions and suggestions.
    Matters,
    /// Visitors received.
    Visits,
    /// Receptions: a reception day, or the visits of one day at one station outside such days.
    Sittings,
    /// Activities that took place.
    Activities,
    /// Contacts with electors.
    Contacts,
    /// Disputes.
    Disputes,
    /// 微实事, 为民办实事, 票决.
    Works,
    /// Groups, stations, deputies, electors: what there is today.
    Bodies,
}

/// A record as figures see it.
#[derive(Clone, PartialEq, Debug)]
pub struct Fact {
    /// Record type of the record that opens.
    pub kind: &'static str,
    /// The record that opens.
    pub id: RecordId,
    /// The day by which it belongs to a period; `None` for what stands at all times.
    pub on: Option<PartialDate>,
    /// Its station.
    pub station: Option<Item>,
    /// 问题类别.
    pub category: Option<String>,
    /// 来源, 接待方式.
    pub channel: Option<String>,
    /// 主办单位.
    pub unit: Option<Item>,
    /// Deputies it is put down to.
    pub deputies: BTreeSet<Item>,
    pub(crate) detail: Detail,
}

impl Fact {
    pub(crate) fn new(kind: &'static str, id: RecordId, detail: Detail) -> Self {
        Self {
            kind,
            id,
            on: None,
            station: None,
            category: None,
            channel: None,
            unit: None,
            deputies: BTreeSet::new(),
            detail,
        }
    }

    /// Which figures look at it.
    #[must_use]
    pub fn about(&self) -> About {
        match self.detail {
            Detail::Matter(_) => About::Matters,
            Detail::Visit(_) => About::Visits,
            Detail::Sitting(_) => About::Sittings,
            Detail::Held(_) => About::Activities,
            Detail::Contact(_) => About::Contacts,
            Detail::Settling(_) => About::Disputes,
            Detail::Work(_) => About::Works,
            Detail::Body(_) => About::Bodies,
        }
    }
}

/// The day on which it is asked how far things came.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct On {
    /// Today, for every rule.
    pub day: NaiveDate,
}

/// What a fact weighs in a count.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Weight<'a> {
    /// It does not count.
    Out,
    /// So much.
    Many(i64),
    /// 人次: one for each of them; in the figures of one deputy, one.
    Times(&'a BTreeSet<Item>),
    /// 人: each of them once, however often.
    People(&'a BTreeSet<Item>),
}

impl Weight<'_> {
    /// One where it counts.
    pub(crate) fn one(counts: bool) -> Self {
        if counts { Self::Many(1) } else { Self::Out }
    }
}
