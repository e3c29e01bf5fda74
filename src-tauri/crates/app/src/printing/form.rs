//! What a form is: what it takes, what is written on it by hand, and what puts it together.

use forms::Document;

use crate::session::App;
use crate::wire::{PrintRequest, UserError};

/// What a form can be narrowed by or made of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Take {
    /// One record.
    Record,
    /// One deputy by name.
    Deputy,
    /// One station by name.
    Station,
    /// One year.
    Year,
    /// One month of the year.
    Month,
    /// Without entries, to be written by hand.
    Blank,
    /// Chosen columns.
    Columns,
    /// Parts with headings.
    Sections,
    /// Search, conditions, order.
    Rows,
}

impl Take {
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Record => "record",
            Self::Deputy => "deputy",
            Self::Station => "station",
            Self::Year => "year",
            Self::Month => "month",
            Self::Blank => "blank",
            Self::Columns => "columns",
            Self::Sections => "sections",
            Self::Rows => "rows",
        }
    }
}

/// How something written on a form is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Sort {
    /// One line.
    Line,
    /// Several lines.
    Text,
    /// A day.
    Date,
    /// A whole number.
    Number,
    /// Yes or no.
    Yes,
    /// One of these.
    Choice(&'static [&'static str]),
}

/// Something written on a form besides records.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    pub(crate) key: &'static str,
    pub(crate) label: &'static str,
    pub(crate) sort: Sort,
    pub(crate) hint: &'static str,
}

/// A form there is.
pub(crate) struct Form {
    /// Key, as requests name it.
    pub(crate) key: &'static str,
    /// Title on paper.
    pub(crate) title: &'static str,
    /// Key of the register whose pages offer it; empty for a paper of the office.
    pub(crate) register: &'static str,
    /// What it can be narrowed by or made of.
    pub(crate) takes: &'static [Take],
    /// What it cannot do without, unless it is printed blank.
    pub(crate) needs: &'static [Take],
    /// What a person writes on it besides records.
    pub(crate) entries: &'static [Entry],
    /// The step of a matter at which it is printed; empty for a paper that belongs to none.
    pub(crate) step: &'static str,
    /// Puts it together.
    pub(crate) compose: fn(&mut App, &PrintRequest) -> Result<Document, UserError>,
}
