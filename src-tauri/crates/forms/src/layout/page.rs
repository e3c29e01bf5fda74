//! The page model: where every run of text and every rule stands.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::font::{FaceId, Typeface};
use crate::paper::PrintDay;
use crate::picture::Picture;

/// Colour of text and rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Ink {
    /// All but what a standard wants red.
    #[default]
    Black,
    /// Marks of official letters, titles of posters.
    Red,
}

/// A piece of text in one face and size. Positions are points from the upper left corner.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// Left edge.
    pub x: f32,
    /// Baseline.
    pub y: f32,
    /// Size.
    pub size: f32,
    /// Added behind every character.
    pub spacing: f32,
    /// Face.
    pub face: FaceId,
    /// Bytes of [`Page::text`].
    pub text: Range<u32>,
    /// What the run says, when that differs from what is drawn (a name spread to three squares).
    pub says: Option<Range<u32>>,
    /// Colour.
    pub ink: Ink,
}

/// A straight line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rule {
    /// Start.
    pub from: (f32, f32),
    /// End.
    pub to: (f32, f32),
    /// Thickness.
    pub width: f32,
    /// Colour.
    pub ink: Ink,
}

impl Rule {
    /// The four black lines around a box.
    pub(crate) fn around(
        (left, top): (f32, f32),
        (right, bottom): (f32, f32),
        width: f32,
    ) -> [Self; 4] {
        let corners = [(left, top), (right, top), (right, bottom), (left, bottom)];
        [0, 1, 2, 3].map(|at| Self::black(corners[at], corners[(at + 1) % 4], width))
    }

    pub(crate) fn black(from: (f32, f32), to: (f32, f32), width: f32) -> Self {
        let ink = Ink::Black;
        Self {
            from,
            to,
            width,
            ink,
        }
    }
}

/// A picture on a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// Left edge.
    pub x: f32,
    /// Upper edge.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
    /// What is shown.
    pub picture: Picture,
}

/// One page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page {
    /// The text of all runs, one after the other: a page of short runs would otherwise cost more in
    /// allocations than in text.
    pub text: String,
    /// Text, in reading order.
    pub runs: Vec<Run>,
    /// Lines of tables, strokes through voided entries, boxes to tick.
    pub rules: Vec<Rule>,
    /// Photos.
    pub pictures: Vec<Placed>,
    /// Width and height in points, where the page is of other paper than [`Layout`] says.
    pub size: Option<(f32, f32)>,
}

/// An entry of the document's outline.
#[derive(Debug, Clone, PartialEq)]
pub struct Bookmark {
    /// What the reader sees.
    pub title: String,
    /// Page, from 0.
    pub page: usize,
    /// Height on the page from above.
    pub top: f32,
    /// Whether it stands below the last entry of the first level.
    pub nested: bool,
}

/// What the document says of itself.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Properties {
    /// Title.
    pub title: String,
    /// Author.
    pub author: String,
    /// Subject.
    pub subject: String,
    /// Keywords.
    pub keywords: Vec<String>,
    /// Date of making.
    pub day: PrintDay,
}

/// A paper laid out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Layout {
    /// Width of the paper in points.
    pub width: f32,
    /// Height of the paper in points.
    pub height: f32,
    /// Pages.
    pub pages: Vec<Page>,
    /// Outline.
    pub bookmarks: Vec<Bookmark>,
    /// Properties of the document.
    pub properties: Properties,
    /// The typefaces that the paper asks for.
    pub typefaces: BTreeSet<Typeface>,
    /// Of a register: the numbers of the pages on which each of its entries begins and ends, in
    /// their order.
    pub entry_pages: Vec<(u32, u32)>,
}

impl Layout {
    /// Width and height of one of its pages.
    pub(crate) fn size_of(&self, page: &Page) -> (f32, f32) {
        page.size.unwrap_or((self.width, self.height))
    }
}

impl Page {
    /// The characters of a run.
    pub fn text_of(&self, run: &Run) -> &str {
        self.text
            .get(run.text.start as usize..run.text.end as usize)
            .unwrap_or("")
    }

    /// What a run says to a reader that copies or searches, if not what is drawn.
    pub fn says(&self, run: &Run) -> Option<&str> {
        let says = run.says.as_ref()?;
        self.text.get(says.start as usize..says.end as usize)
    }
}
