//! The typefaces of a page: text, heads and titles, and the faces that official letters ask for.

/// Which typeface a run of text is set in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Typeface {
    /// Text (宋体).
    Regular,
    /// Column heads, group headings, totals.
    Bold,
    /// Titles: 小标宋 where it is installed, else the heaviest bundled weight.
    Title,
    /// Text of letters: 仿宋 where it is installed, else 宋体.
    FangSong,
    /// Second level of letters: 楷体 where it is installed, else 宋体.
    Kai,
    /// First level of letters: 黑体 where it is installed, else bold 宋体.
    Hei,
}

impl Typeface {
    /// The bundled face of this typeface, or the one that stands in for it.
    pub(super) fn bundled(self) -> usize {
        match self {
            Self::Regular | Self::FangSong | Self::Kai => 0,
            Self::Bold | Self::Hei => 1,
            Self::Title => 2,
        }
    }
}
