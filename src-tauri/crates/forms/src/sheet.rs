//! What a form is made of: a ruled grid with labels and values, paragraphs, portraits.

use crate::paper::{Align, Info, Kind, Paper, PrintDay, Width};
use crate::picture::Picture;

/// Forms of one kind, each beginning on a page of its own.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sheets {
    /// Title in the document's properties.
    pub title: String,
    /// Paper.
    pub paper: Paper,
    /// The forms.
    pub sheets: Vec<Sheet>,
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

/// One form.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sheet {
    /// Title on its pages.
    pub title: String,
    /// What the outline calls it; empty for none.
    pub bookmark: String,
    /// Line between title and content.
    pub info: Info,
    /// What stands on it, from above.
    pub blocks: Vec<Block>,
    /// Notes under it, e.g. how to fill it in.
    pub notes: Vec<String>,
    /// Signature labels such as `填表人：`, with room to sign behind each.
    pub signatures: Vec<String>,
    /// In small type over the foot of each of its pages: where in the books it comes from; empty for
    /// none. It takes no room from the page.
    pub source: String,
    /// A poster: the title large and red, no page number.
    pub poster: bool,
    /// A cover: the title large over the middle, each further line of it smaller; no page number.
    pub cover: bool,
}

/// A part of a form.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A ruled grid.
    Grid(Grid),
    /// A paragraph across the page; `\n` ends a line.
    Text(String),
    /// A bold line across the page.
    Heading(String),
    /// Portraits in rows.
    Portraits(Portraits),
    /// Millimetres of nothing.
    Gap(f32),
    /// So many millimetres with a broken line in their middle, along which the page is cut.
    Cut(f32),
    /// What follows stands on the next page.
    PageBreak,
}

/// A ruled grid whose cells may span columns and rows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Grid {
    /// Widths of the columns.
    pub columns: Vec<Width>,
    /// Rows from above.
    pub rows: Vec<GridRow>,
    /// How many rows at the top are repeated where the grid goes on.
    pub head: usize,
    /// Size of the text in points; 0 for the usual.
    pub size: f32,
}

/// A row of a grid.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GridRow {
    /// Cells from the left; places that a cell from above covers are passed over.
    pub cells: Vec<GridCell>,
    /// Least height in millimetres.
    pub height: f32,
    /// Takes a share of what the page leaves.
    pub grows: bool,
}

impl GridRow {
    /// A row of at least this height.
    #[must_use]
    pub fn new(height: f32, cells: Vec<GridCell>) -> Self {
        Self {
            cells,
            height,
            grows: false,
        }
    }

    /// Takes a share of what the page leaves.
    #[must_use]
    pub fn growing(mut self) -> Self {
        self.grows = true;
        self
    }
}

/// A cell of a grid.
#[derive(Debug, Clone, PartialEq)]
pub struct GridCell {
    /// What stands in it.
    pub content: Content,
    /// Columns it covers.
    pub columns: usize,
    /// Rows it covers.
    pub rows: usize,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// What the form itself says, centred. Two characters are spread to three squares.
    Label(String),
    /// As a label, in bold: heads of a table.
    Head(String),
    /// What was entered. A text that does not fit becomes smaller, then takes more lines, then goes
    /// on over the page; nothing is cut.
    Value {
        /// The text; `\n` ends a line.
        text: String,
        /// Where it stands between the edges.
        align: Align,
        /// What it is.
        kind: Kind,
    },
    /// A long text, from the top left.
    Long(String),
    /// A photo; an empty box named 照片 without one.
    Photo(Option<Picture>),
    /// An opinion with room to sign: the text above, the lines (签名、日期) below at the right.
    Signing {
        /// The opinion, or empty room for one.
        text: String,
        /// E.g. `（盖章）`, `年　　月　　日`.
        lines: Vec<String>,
    },
    /// Boxes to tick.
    Ticks(Vec<Tick>),
}

/// A box to tick.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tick {
    /// What it stands for.
    pub label: String,
    /// Whether it is ticked.
    pub ticked: bool,
}

impl GridCell {
    /// A cell with this content.
    #[must_use]
    pub fn new(content: Content) -> Self {
        Self {
            content,
            columns: 1,
            rows: 1,
        }
    }

    /// What the form says.
    #[must_use]
    pub fn label(text: &str) -> Self {
        Self::new(Content::Label(text.into()))
    }

    /// The head of a column.
    #[must_use]
    pub fn head(text: &str) -> Self {
        Self::new(Content::Head(text.into()))
    }

    /// What was entered, centred.
    #[must_use]
    pub fn value(text: &str) -> Self {
        Self::of(text, Align::Center, Kind::Plain)
    }

    /// What was entered, from the left: sentences, addresses.
    #[must_use]
    pub fn left(text: &str) -> Self {
        Self::of(text, Align::Left, Kind::Plain)
    }

    /// A name.
    #[must_use]
    pub fn name(text: &str) -> Self {
        Self::of(text, Align::Center, Kind::Name)
    }

    /// Figures.
    #[must_use]
    pub fn number(text: &str) -> Self {
        Self::of(text, Align::Center, Kind::Number)
    }

    fn of(text: &str, align: Align, kind: Kind) -> Self {
        Self::new(Content::Value {
            text: text.into(),
            align,
            kind,
        })
    }

    /// A long text from the top left.
    #[must_use]
    pub fn long(text: &str) -> Self {
        Self::new(Content::Long(text.into()))
    }

    /// Covers so many columns.
    #[must_use]
    pub fn across(mut self, columns: usize) -> Self {
        self.columns = columns.max(1);
        self
    }

    /// Covers so many rows.
    #[must_use]
    pub fn down(mut self, rows: usize) -> Self {
        self.rows = rows.max(1);
        self
    }
}

/// Portraits in rows: photo, name, lines, a few sentences.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Portraits {
    /// How many stand beside each other.
    pub across: usize,
    /// Width and height of a photo in millimetres.
    pub photo: (f32, f32),
    /// The people.
    pub people: Vec<Portrait>,
}

/// One person on a poster.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Portrait {
    /// The photo.
    pub photo: Option<Picture>,
    /// The name.
    pub name: String,
    /// Short lines under it.
    pub lines: Vec<String>,
    /// A few sentences.
    pub text: String,
}

impl Sheets {
    /// Every text that will be drawn.
    pub(crate) fn each_text(&self, each: &mut dyn FnMut(&str)) {
        each(&self.foot_left);
        self.sheets.iter().for_each(|it| it.each_text(each));
    }
}

impl Sheet {
    /// Every text on its pages.
    pub(crate) fn each_text(&self, each: &mut dyn FnMut(&str)) {
        for text in [
            &self.title,
            &self.source,
            &self.info.left,
            &self.info.middle,
            &self.info.right,
        ] {
            each(text);
        }
        self.notes
            .iter()
            .chain(&self.signatures)
            .for_each(|it| each(it));
        self.blocks.iter().for_each(|it| it.each_text(each));
    }
}

impl Block {
    fn each_text(&self, each: &mut dyn FnMut(&str)) {
        match self {
            Self::Grid(grid) => {
                for cell in grid.rows.iter().flat_map(|row| &row.cells) {
                    cell.content.each_text(each);
                }
            }
            Self::Text(text) | Self::Heading(text) => each(text),
            Self::Portraits(portraits) => {
                for person in &portraits.people {
                    each(&person.name);
                    each(&person.text);
                    person.lines.iter().for_each(|it| each(it));
                }
            }
            Self::Gap(_) | Self::Cut(_) | Self::PageBreak => {}
        }
    }
}

impl Content {
    fn each_text(&self, each: &mut dyn FnMut(&str)) {
        match self {
            Self::Label(text) | Self::Head(text) | Self::Long(text) | Self::Value { text, .. } => {
                each(text);
            }
            Self::Photo(_) => {}
            Self::Signing { text, lines } => {
                each(text);
                lines.iter().for_each(|it| each(it));
            }
            Self::Ticks(ticks) => ticks.iter().for_each(|it| each(&it.label)),
        }
    }
}
