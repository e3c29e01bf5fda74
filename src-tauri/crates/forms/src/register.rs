//! What a register is made of: the input of the layout, free of any domain knowledge.
//!
//! The caller brings titles, columns and cells as the text that shall stand on paper; this crate
//! decides where it stands.

use crate::bound::{Bound, Later};
use crate::fault::PrintFault;
use crate::paper::{Align, Info, Kind, Paper, PrintDay, Width};

/// One column of the table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Column {
    /// Head of the column; `\n` forces a line break.
    pub title: String,
    /// Width on paper.
    pub width: Width,
    /// Position of the text.
    pub align: Align,
    /// Kind of content.
    pub kind: Kind,
}

/// One entry of the register.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    /// Text per column; missing cells are empty, surplus cells are ignored.
    pub cells: Vec<String>,
    /// A voided entry (作废): it keeps its place and is struck through.
    pub void: bool,
    /// Cells that are struck through, from 0: what they say was corrected after signing.
    pub struck: Vec<usize>,
    /// What came into empty cells after signing.
    pub later: Vec<Later>,
    /// Said under the page on which the entry begins, e.g. why it was voided.
    pub notes: Vec<String>,
    /// Voided after its page was signed: the sums of that page count it, as they did on paper.
    pub voided_later: bool,
}

impl Row {
    /// An entry with these cells.
    #[must_use]
    pub fn of(cells: Vec<String>) -> Self {
        Self {
            cells,
            ..Self::default()
        }
    }
}

/// Rows under one heading.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Section {
    /// Heading over the rows and name of the bookmark; a register without groups has one section
    /// without title.
    pub title: Option<String>,
    /// The entries.
    pub rows: Vec<Row>,
    /// Line under the rows, e.g. `小计　12人`.
    pub total: Option<String>,
}

/// Columns that add up. Each page that another follows ends with 本页小计, the table with 合计.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sums {
    /// Which columns, from 0.
    pub columns: Vec<usize>,
    /// For each of them, whether it is written with two decimals.
    pub decimals: Vec<bool>,
    /// 合计 as it is today, a cell per column. Pages that were signed add up what they say.
    pub total: Vec<String>,
}

/// How the table ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Closing {
    /// A row `以下空白`, so that nothing can be added later; left out where the page is full.
    #[default]
    Blank,
    /// Nothing.
    None,
    /// Empty ruled rows, for a form to be filled by hand.
    BlankRows(usize),
}

/// Where the line of signatures stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Signing {
    /// Under the end of the table.
    #[default]
    LastPage,
    /// Under the table of every page, as in bound books.
    EveryPage,
}

/// A register to be printed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Register {
    /// Title on every page and title of the document.
    pub title: String,
    /// Line between title and table, on every page.
    pub info: Info,
    /// Paper.
    pub paper: Paper,
    /// Columns from left to right.
    pub columns: Vec<Column>,
    /// The entries in groups.
    pub sections: Vec<Section>,
    /// Line under all entries, e.g. `合计　62人`.
    pub total: Option<String>,
    /// Columns that add up; `None` where none does.
    pub sums: Option<Sums>,
    /// How the table ends.
    pub closing: Closing,
    /// Notes under the end of the table, e.g. why an entry was voided.
    pub notes: Vec<String>,
    /// Signature labels such as `记录人：`, with room to sign behind each.
    pub signatures: Vec<String>,
    /// On which pages the signatures stand.
    pub signing: Signing,
    /// How it is bound; `None` for a table that is printed anew each time.
    pub bound: Option<Bound>,
    /// The office, at the left of the page foot.
    pub foot_left: String,
    /// Subject in the document's properties.
    pub subject: String,
    /// Author in the document's properties, usually the office.
    pub author: String,
    /// Keywords in the document's properties.
    pub keywords: Vec<String>,
    /// Day of printing, written as the document's date.
    pub printed_on: PrintDay,
}

/// Columns narrower than a character cannot be read.
const MOST_COLUMNS: usize = 40;

impl Register {
    /// Refuses a table without columns or with more than paper holds.
    pub(crate) fn check(&self) -> Result<(), PrintFault> {
        let count = self.columns.len();
        if count == 0 || count > MOST_COLUMNS {
            return Err(PrintFault::Columns {
                count,
                most: MOST_COLUMNS,
            });
        }
        Ok(())
    }

    /// Every text that will be drawn, for questions about fonts; the words this crate adds itself
    /// (`以下空白`, `第1页`) are all in the bundled faces.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        let info = [
            &self.title,
            &self.info.left,
            &self.info.middle,
            &self.info.right,
        ];
        info.into_iter()
            .chain([&self.foot_left])
            .chain(self.columns.iter().map(|c| &c.title))
            .chain(self.sections.iter().flat_map(|s| {
                s.title
                    .iter()
                    .chain(&s.total)
                    .chain(s.rows.iter().flat_map(row_texts))
            }))
            .chain(&self.total)
            .chain(self.sums.iter().flat_map(|it| &it.total))
            .chain(
                self.bound
                    .iter()
                    .flat_map(|it| &it.signed)
                    .map(|it| &it.source),
            )
            .chain(&self.notes)
            .chain(&self.signatures)
            .map(String::as_str)
    }
}

fn row_texts(row: &Row) -> impl Iterator<Item = &String> {
    let later = row.later.iter().flat_map(|it| [&it.text, &it.note]);
    row.cells.iter().chain(&row.notes).chain(later)
}
