//! What registers, forms and letters have in common: paper, the day of printing, the line under the
//! title, and how a column or cell is set.

/// A calendar day, for the dates inside the PDF. Never taken from the clock of this crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PrintDay {
    /// Year, e.g. 2026.
    pub year: u16,
    /// Month, 1–12.
    pub month: u8,
    /// Day of the month, 1–31.
    pub day: u8,
}

impl Default for PrintDay {
    fn default() -> Self {
        Self {
            year: 1970,
            month: 1,
            day: 1,
        }
    }
}

/// Paper and how it lies. A4 has the margins of a bound book: 22 mm top, 15 mm right, 16 mm bottom,
/// 25 mm left; A3, for posters, 20 mm all around; A5, for booklets that are carried, 16 mm at the
/// back and 10 to 14 mm elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Paper {
    /// 210 × 297 mm.
    A4Portrait,
    /// 297 × 210 mm, the usual form of the books.
    #[default]
    A4Landscape,
    /// 297 × 420 mm.
    A3Portrait,
    /// 420 × 297 mm.
    A3Landscape,
    /// 148 × 210 mm.
    A5Portrait,
}

/// The line between title and table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Info {
    /// At the left edge, e.g. the station.
    pub left: String,
    /// Centred, e.g. the year.
    pub middle: String,
    /// At the right edge, e.g. the day of reception.
    pub right: String,
}

/// How wide a column is, padding included.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Width {
    /// Millimetres.
    Mm(f32),
    /// A share of what the columns in millimetres leave over, by weight.
    Share(f32),
}

impl Default for Width {
    fn default() -> Self {
        Width::Share(1.0)
    }
}

/// Where the text of a column stands between its edges.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    /// At the left, for sentences and addresses.
    #[default]
    Left,
    /// Centred, for short entries.
    Center,
    /// At the right, for amounts.
    Right,
}

/// What a column holds, as far as it changes the setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// Text.
    #[default]
    Plain,
    /// Names of people, several of them separated by a line break or 、. A name of two characters
    /// is spread to the width of three.
    Name,
    /// Figures, which are never broken while they can be made smaller.
    Number,
}
