//! What can be printed: a register, sheets of a form, a letter, or several of them in one print.

use crate::fault::PrintFault;
use crate::letter::Letter;
use crate::register::Register;
use crate::sheet::Sheets;

/// A paper put together by the caller.
#[derive(Debug, Clone, PartialEq)]
pub enum Document {
    /// A table of many entries.
    Register(Box<Register>),
    /// Forms, each beginning on a page of its own; posters.
    Sheets(Box<Sheets>),
    /// An official letter.
    Letter(Box<Letter>),
    /// Several papers one behind the other, each on its own paper with its own page numbers.
    Set(Vec<Document>),
}

impl Document {
    /// Books one behind the other, each with pages of its own; a single one is a register like
    /// others.
    #[must_use]
    pub fn books(registers: Vec<Register>) -> Self {
        let mut books: Vec<Self> = registers.into_iter().map(Self::from).collect();
        match books.pop() {
            Some(one) if books.is_empty() => one,
            last => {
                books.extend(last);
                Self::Set(books)
            }
        }
    }
}

impl Document {
    /// Whether this stands in any of its texts.
    #[must_use]
    pub fn says(&self, text: &str) -> bool {
        let mut found = false;
        Paperwork::from(self).each_text(&mut |it| found |= it.contains(text));
        found
    }

    /// Puts a line under each of its papers in which this text stands: below the last row of a
    /// register, below each sheet of a form, as the remark of a letter.
    pub fn explain(&mut self, mark: &str, line: &str) {
        if !self.says(mark) {
            return;
        }
        match self {
            Self::Register(it) => it.notes.push(line.to_owned()),
            Self::Sheets(it) => {
                for sheet in &mut it.sheets {
                    let mut found = false;
                    sheet.each_text(&mut |it| found |= it.contains(mark));
                    if found {
                        sheet.notes.push(line.to_owned());
                    }
                }
            }
            Self::Letter(it) if it.remark.is_empty() => line.clone_into(&mut it.remark),
            Self::Letter(it) => it.remark = format!("{}；{line}", it.remark),
            Self::Set(papers) => papers.iter_mut().for_each(|it| it.explain(mark, line)),
        }
    }
}

impl From<Register> for Document {
    fn from(register: Register) -> Self {
        Self::Register(Box::new(register))
    }
}

impl From<Sheets> for Document {
    fn from(sheets: Sheets) -> Self {
        Self::Sheets(Box::new(sheets))
    }
}

impl From<Letter> for Document {
    fn from(letter: Letter) -> Self {
        Self::Letter(Box::new(letter))
    }
}

/// A look at any of the papers, so that none has to be copied to be printed.
#[derive(Debug, Clone, Copy)]
pub enum Paperwork<'a> {
    /// A table of many entries.
    Register(&'a Register),
    /// Forms and posters.
    Sheets(&'a Sheets),
    /// An official letter.
    Letter(&'a Letter),
    /// Several papers.
    Set(&'a [Document]),
}

impl<'a> From<&'a Register> for Paperwork<'a> {
    fn from(register: &'a Register) -> Self {
        Self::Register(register)
    }
}

impl<'a> From<&'a Sheets> for Paperwork<'a> {
    fn from(sheets: &'a Sheets) -> Self {
        Self::Sheets(sheets)
    }
}

impl<'a> From<&'a Letter> for Paperwork<'a> {
    fn from(letter: &'a Letter) -> Self {
        Self::Letter(letter)
    }
}

impl<'a> From<&'a Document> for Paperwork<'a> {
    fn from(document: &'a Document) -> Self {
        match document {
            Document::Register(it) => Self::Register(it),
            Document::Sheets(it) => Self::Sheets(it),
            Document::Letter(it) => Self::Letter(it),
            Document::Set(it) => Self::Set(it),
        }
    }
}

impl Paperwork<'_> {
    /// Every text that will be drawn, for questions about fonts.
    pub(crate) fn each_text(self, each: &mut dyn FnMut(&str)) {
        match self {
            Self::Register(it) => it.texts().for_each(each),
            Self::Sheets(it) => it.each_text(each),
            Self::Letter(it) => it.each_text(each),
            Self::Set(it) => it.iter().for_each(|it| Self::from(it).each_text(each)),
        }
    }

    /// How many rows or sheets there are to lay out.
    pub(crate) fn parts(self) -> usize {
        match self {
            Self::Register(it) => it.sections.iter().map(|section| section.rows.len()).sum(),
            Self::Sheets(it) => it.sheets.len(),
            Self::Letter(_) => 1,
            Self::Set(it) => it.iter().map(|it| Self::from(it).parts()).sum(),
        }
    }

    /// Refuses what no paper holds.
    pub(crate) fn check(self) -> Result<(), PrintFault> {
        match self {
            Self::Register(it) => it.check(),
            Self::Sheets(_) | Self::Letter(_) => Ok(()),
            Self::Set(it) => it.iter().try_for_each(|it| Self::from(it).check()),
        }
    }
}
