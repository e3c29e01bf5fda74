//! What stands around every print: the office, the term, the day.

use chrono::{Datelike, NaiveDate};
use domain::office::Office;
use domain::record::RecordType;
use forms::{Closing, Info, PrintDay, Register, Row, Section};
use store::ledger::Ledger;

use crate::kept::Kept;
use crate::papers::columns::PrintColumn;
use crate::papers::form_rows::DAY;
use crate::session::App;
use crate::wire::{PrintRequest, UserError};

/// Rows to write on one page of a blank table.
const BLANK_ROWS: usize = 10;

/// What stands on every page of every print.
pub(crate) struct Heading {
    pub(crate) office: String,
    pub(crate) term: String,
    pub(crate) book: String,
    pub(crate) today: NaiveDate,
    /// What is kept between commands: pages of books that were laid out.
    pub(crate) kept: Kept,
}

impl Heading {
    /// Of this office, for a book by its title.
    pub(crate) fn of(app: &mut App, book: &str) -> Result<Self, UserError> {
        Ok(Self {
            office: app.office_text(Office::NAME)?,
            term: app.term()?.map(|(_, name)| name).unwrap_or_default(),
            book: book.to_owned(),
            today: app.today(),
            kept: app.kept.clone(),
        })
    }

    /// The township: 北营房镇 of 北营房镇人大主席团.
    pub(crate) fn place(&self) -> &str {
        self.office.split("人大").next().unwrap_or_default()
    }

    /// The office's own title: 北营房镇第十九届人大代表名册.
    pub(crate) fn title(&self, what: &str) -> String {
        format!("{}{}{what}", self.place(), self.term)
    }

    /// Whether the book has the title it was delivered with. A form has a title of its own; an
    /// office that renamed the book has the last word.
    pub(crate) fn is_delivered(&self, ledger: &Ledger, kind: &RecordType) -> bool {
        let own = ledger.registry().own(kind.key.as_str());
        own.and_then(|it| it.register.as_ref())
            .is_some_and(|it| it.title == self.book)
    }

    /// The same office and day over another book.
    pub(crate) fn for_book(&self, book: &str) -> Self {
        Self {
            office: self.office.clone(),
            term: self.term.clone(),
            book: book.to_owned(),
            today: self.today,
            kept: self.kept.clone(),
        }
    }

    /// The day of printing, for the document's properties.
    pub(crate) fn day(&self) -> PrintDay {
        PrintDay {
            year: u16::try_from(self.today.year()).unwrap_or(1970),
            month: u8::try_from(self.today.month()).unwrap_or(1),
            day: u8::try_from(self.today.day()).unwrap_or(1),
        }
    }

    /// Words by which the document is found.
    pub(crate) fn keywords(&self) -> Vec<String> {
        vec!["人大".into(), self.book.clone()]
    }

    pub(crate) fn register(&self, subject: &str) -> Register {
        Register {
            foot_left: self.office.clone(),
            subject: subject.into(),
            author: self.office.clone(),
            keywords: self.keywords(),
            printed_on: self.day(),
            ..Register::default()
        }
    }

    /// A table of a year: its rows, or room to write as many as a page holds.
    pub(crate) fn table(
        &self,
        request: &PrintRequest,
        subject: &str,
        columns: Vec<PrintColumn>,
        rows: Vec<Row>,
    ) -> Register {
        let year = request.year;
        Register {
            title: self.title(subject),
            info: Info {
                left: format!("单位：{}", self.office),
                middle: year.map_or_else(String::new, |it| format!("{it} 年")),
                right: match request.blank {
                    true => DAY.into(),
                    false => self.today.format("%Y年%-m月%-d日").to_string(),
                },
            },
            columns: columns.into_iter().map(|it| it.column).collect(),
            sections: vec![Section {
                rows,
                ..Section::default()
            }],
            closing: if request.blank {
                Closing::BlankRows(BLANK_ROWS)
            } else {
                Closing::Blank
            },
            ..self.register(subject)
        }
    }
}
