//! The declaration of a form: what it is made over, what it takes, where it stands in an inspection
//! set, what puts it together. A form is one constant of this type in its own file, and one line in
//! [`crate::printing::FORMS`].

use std::borrow::Cow;
use std::sync::Arc;

use domain::record::RecordType;
use forms::Document;

use crate::faults::not_found;
use crate::papers::volume::Place;
use crate::printing::letter_paper::LetterPaper;
use crate::printing::page::RecordPaper;
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
    /// Each of them, with what a request asks by it, in an office's words.
    pub(crate) const ALL: [(Self, &'static str); 9] = [
        (Self::Record, "一条登记"),
        (Self::Deputy, "代表"),
        (Self::Station, "站点"),
        (Self::Year, "年份"),
        (Self::Month, "月份"),
        (Self::Blank, "空白表"),
        (Self::Columns, "栏目"),
        (Self::Sections, "分组"),
        (Self::Rows, "查找、筛选和排序"),
    ];

    /// Whether a request asks by it.
    pub(crate) fn is_asked(self, request: &PrintRequest) -> bool {
        match self {
            Self::Record => request.record.is_some(),
            Self::Deputy => request.deputy.is_some(),
            Self::Station => request.station.is_some(),
            Self::Year => request.year.is_some(),
            Self::Month => request.month.is_some(),
            Self::Blank => request.blank,
            Self::Columns => !request.columns.is_empty(),
            Self::Sections => request.sections.is_some(),
            Self::Rows => {
                request.search.is_some()
                    || request.order.is_some()
                    || request.descending
                    || request.unsettled
                    || !request.conditions.is_empty()
                    || !request.filters.is_empty()
                    || !request.ids.is_empty()
            }
        }
    }

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

/// What a form is made over. Registers go by their keys.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Over {
    /// The office itself: a notice, figures of a period.
    Office,
    /// Records of a register, beside its book and its 登记表.
    Register(&'static str),
    /// The rows of a register, in place of its plain book.
    Book(&'static str),
    /// Each record of a register, in place of its plain 登记表.
    Record(&'static str),
    /// The rows of every register that has no [`Over::Book`] of its own.
    EachBook,
    /// Each record of every register that has no [`Over::Record`] of its own.
    EachRecord,
}

impl Over {
    /// The register whose pages offer the form; `None` for a paper of the office or of them all.
    pub(crate) fn register(self) -> Option<&'static str> {
        match self {
            Self::Register(key) | Self::Book(key) | Self::Record(key) => Some(key),
            Self::Office | Self::EachBook | Self::EachRecord => None,
        }
    }
}

/// A form.
pub(crate) struct Form {
    /// Key, as requests name it; empty for a form of every register, which is named after them.
    pub(crate) key: &'static str,
    /// Title on paper; empty for a form of every register.
    pub(crate) title: &'static str,
    /// What it is made over.
    pub(crate) over: Over,
    /// What it can be narrowed by or made of.
    pub(crate) takes: &'static [Take],
    /// What it cannot do without, unless it is printed blank.
    pub(crate) needs: &'static [Take],
    /// What a person writes on it besides records.
    pub(crate) entries: &'static [Entry],
    /// The step of a matter at which it is printed; empty for a paper that belongs to none.
    pub(crate) step: &'static str,
    /// Its place in an inspection set; `None` where it is no part of it.
    pub(crate) place: Option<Place>,
    /// What it is made of.
    pub(crate) made: Made,
}

/// What a form is made of.
#[derive(Clone, Copy)]
pub(crate) enum Made {
    /// A page for each record: a list of parts over its definition.
    Pages(&'static RecordPaper),
    /// An official letter over a record: what stands in each of its places.
    Letter(&'static LetterPaper),
    /// Put together by a function: tables of many records, figures, papers of the office.
    By(Compose),
}

/// Puts a form together.
pub(crate) type Compose = fn(&mut App, &Offer, &PrintRequest) -> Result<Document, UserError>;

/// A form as this store offers it: a form of every register stands here once for each of them.
pub(crate) struct Offer {
    pub(crate) form: &'static Form,
    pub(crate) key: Cow<'static, str>,
    pub(crate) title: Cow<'static, str>,
    /// The record type of a book or of the 登记表 of its records.
    pub(crate) kind: Option<Arc<RecordType>>,
    pub(crate) takes: Cow<'static, [Take]>,
    pub(crate) entries: &'static [Entry],
    pub(crate) place: Option<Place>,
}

impl Offer {
    /// A form as it is declared.
    pub(crate) fn of(form: &'static Form) -> Self {
        Self {
            form,
            key: form.key.into(),
            title: form.title.into(),
            kind: None,
            takes: form.takes.into(),
            entries: form.entries,
            place: form.place,
        }
    }

    pub(crate) fn takes(&self, take: Take) -> bool {
        self.takes.contains(&take)
    }

    /// Key of the register whose pages offer it.
    pub(crate) fn register(&self) -> Option<&str> {
        let own = self.kind.as_ref().and_then(|it| it.register.as_ref());
        self.form.over.register().or(own.map(|it| it.key.as_str()))
    }

    /// The record type of a book or of the 登记表 of its records.
    ///
    /// # Errors
    /// Where the form is over none: the list is wrong.
    pub(crate) fn kind(&self) -> Result<&Arc<RecordType>, UserError> {
        let none = || not_found("登记簿", &self.key, "可用的登记簿见“registers”");
        self.kind.as_ref().ok_or_else(none)
    }

    /// Whether it is the rows of a register.
    pub(crate) fn is_book(&self) -> bool {
        matches!(self.form.over, Over::Book(_) | Over::EachBook)
    }
}
