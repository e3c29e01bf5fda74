//! Registers that are bound books: pages that were signed keep their entries, later entries go on
//! behind them, and what is not as it was signed is said under the page.

/// A stretch of pages that was signed in one go, usually one page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SignedPages {
    /// Number of its first page, from 1.
    pub first: u32,
    /// How many pages it had when it was signed; at least 1.
    pub pages: u32,
    /// How many entries begin on it.
    pub rows: usize,
    /// The rest of its last page was struck (以下空白): later entries begin on the next page.
    pub closed: bool,
    /// 合计 that stood at the end of its last page, a cell per column; empty for none.
    pub total: Vec<String>,
    /// In small type over the foot of each of its pages: the book, the page, the numbers on it, who
    /// signed it; empty for none.
    pub source: String,
}

/// How a register is bound.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bound {
    /// Signed pages in their order. The register's first entries stand on them, however high they
    /// have become; what no longer fits goes on a sheet marked 续 that takes no number.
    pub signed: Vec<SignedPages>,
    /// The last page is left open, to be gone on with on the same sheet: no 以下空白, no 共几页,
    /// signatures at the foot.
    pub open: bool,
    /// 续打: the signed entries are on the sheet already. Pages before the last signed one are left
    /// out, and of that page only what comes behind them is drawn, at its place.
    pub continued: bool,
}

impl Bound {
    /// What stands over the foot of a page.
    pub(crate) fn source(&self, label: Label) -> &str {
        let (Label::Page(page) | Label::Continued(page)) = label else {
            return "";
        };
        let on = |it: &&SignedPages| (it.first..it.first + it.pages.max(1)).contains(&page);
        self.signed.iter().rfind(on).map_or("", |it| &it.source)
    }
}

/// What came into an empty cell after the page was signed. It is printed in the cell where the row
/// stays as high as it was, else the note says it under the page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Later {
    /// Which cell, from 0.
    pub cell: usize,
    /// What stands in it now.
    pub text: String,
    /// What is said where it does not fit.
    pub note: String,
}

/// What a page says of its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Label {
    /// A page of the book.
    Page(u32),
    /// What no longer fits a signed page.
    Continued(u32),
    /// A sheet behind the book: corrections that found no room on their page.
    Annex(u32),
    /// A sheet that has its number already.
    OnPaper(u32),
}

impl Label {
    pub(crate) fn number(self) -> u32 {
        match self {
            Self::Page(it) | Self::Continued(it) | Self::Annex(it) | Self::OnPaper(it) => it,
        }
    }

    /// As the foot says it; without a total on sheets that more pages may follow.
    pub(crate) fn words(self, total: Option<u32>) -> String {
        match (self, total) {
            (Self::Page(number), Some(total)) => format!("第 {number} 页　共 {total} 页"),
            (Self::Page(number), None) => format!("第 {number} 页"),
            (Self::Continued(number), _) => format!("第 {number} 页（续）"),
            (Self::Annex(number), _) => format!("附页 {number}"),
            (Self::OnPaper(_), _) => String::new(),
        }
    }
}
