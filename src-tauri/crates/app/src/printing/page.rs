//! What a page over one record is made of: its list of parts, as a form declares it.

use domain::rules::RuleKey;
use forms::{Paper, Width};

use crate::papers::lines::{Line, Slot};
use crate::papers::subject::Subject;
use crate::papers::tables::{Set, Table};

/// A paper with a page for each record.
pub(crate) struct RecordPaper {
    /// Key of the record type.
    pub(crate) kind: &'static str,
    /// Title on the page; empty for that of the form.
    pub(crate) title: &'static str,
    pub(crate) paper: Paper,
    pub(crate) head: Head,
    /// Which of the records have such a page.
    pub(crate) holds: fn(&Subject<'_>) -> bool,
    /// What stands on the page, from above.
    pub(crate) parts: &'static [Part],
    /// What stands under it.
    pub(crate) notes: &'static [Note],
}

/// What stands around the title.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Head {
    /// Township before the title; number and station under it.
    Station,
    /// Township and term before the title; number and day of printing under it.
    Day,
    /// The same without the term: what the people say belongs to none.
    Place,
}

/// A part of a page.
pub(crate) enum Part {
    /// A ruled grid of labelled boxes.
    Lines(&'static [Line]),
    /// Rows inside the record; left out where there are none, unless the page is blank.
    Table(&'static Table),
    /// The number of the matter behind a heading, for a slip that is cut off.
    Slip(&'static str),
    /// Photos kept with the record, under this heading; nothing where there are none.
    Photos(&'static str),
    /// Millimetres of nothing.
    Gap(f32),
    /// So many millimetres with the line along which the page is cut.
    Cut(f32),
    /// One row of labelled boxes with widths of their own.
    Band(&'static Band),
}

/// A row of labelled boxes, each with the widths of its label and of what stands in it.
pub(crate) struct Band {
    /// Millimetres.
    pub(crate) height: f32,
    pub(crate) slots: &'static [(Width, Slot, Width, Set)],
}

/// A sentence under a page.
pub(crate) enum Note {
    Text(&'static str),
    /// A period of the rules as it holds on the day in a field of the record, else today; the second
    /// text stands where no such rule is in force.
    Period(RuleKey, &'static str, fn(&str) -> String, &'static str),
}
