//! One cell: the largest size at which its text stands well in the column, and its lines.

use crate::font::Typeface;
use crate::paper::{Align, Kind};

use super::breaking::{TextLine, break_balanced, break_lines};
use super::setting::{Setter, clean};
use super::sheet::MM;

/// Size of table text.
pub(crate) const TEXT: f32 = 10.5;
/// Text is made smaller down to this before a word is torn.
const SMALL: f32 = 8.5;
/// Figures are made smaller down to this before they are torn.
const SMALLEST: f32 = 8.0;
/// Height of a line in ems.
pub(crate) const LEADING: f32 = 1.45;
/// Padding above and below.
pub(crate) const PAD_Y: f32 = 1.3 * MM;
/// Padding at the sides.
pub(crate) const PAD_X: f32 = 1.5 * MM;
/// Padding at the sides of a column head: 序号 fits a column of 9 mm at full size.
pub(crate) const HEAD_PAD_X: f32 = 0.8 * MM;
/// Text may go so far into the padding before it is made smaller.
const GIVE: f32 = 0.8 * MM;
/// A line left with so few characters is worth a smaller size.
const ORPHAN: usize = 2;
/// Down to this size: a smaller one is visibly different from the cells beside it.
const ORPHAN_SIZE: f32 = 9.5;

/// A cell whose lines are known.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cell {
    pub text: String,
    pub lines: Vec<TextLine>,
    pub size: f32,
    pub name: bool,
}

/// How a cell is to be set.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Manner {
    /// Width of the column, padding included.
    pub width: f32,
    pub align: Align,
    pub kind: Kind,
    pub typeface: Typeface,
    /// Padding at the sides: heads, which are short and centred, take less.
    pub padding: f32,
    /// The largest size of the text.
    pub size: f32,
}

impl Cell {
    pub fn height(&self) -> f32 {
        self.lines.len() as f32 * self.leading()
    }

    pub fn leading(&self) -> f32 {
        self.size * LEADING
    }

    /// Text of a line and its width in points.
    pub fn line(&self, index: usize) -> Option<(&str, f32)> {
        let line = self.lines.get(index)?;
        Some((
            self.text.get(line.range.clone()).unwrap_or(""),
            line.width * self.size,
        ))
    }
}

/// Left edge of a line of this width in a cell with these edges.
pub(crate) fn start_of_line(align: Align, (left, right): (f32, f32), width: f32) -> f32 {
    match align {
        Align::Left => left + PAD_X,
        Align::Center => (left + right - width) / 2.0,
        Align::Right => right - PAD_X - width,
    }
}

/// Sets the text of a cell.
pub(crate) fn set_cell(setter: &Setter<'_>, raw: &str, manner: Manner) -> Cell {
    let text = clean(raw);
    if text.is_empty() {
        return Cell {
            size: manner.size,
            ..Cell::default()
        };
    }
    let inner = (manner.width - 2.0 * manner.padding).max(manner.size);
    match manner.kind {
        Kind::Name => set_names(setter, &text, inner, manner),
        Kind::Number => set_number(setter, text, inner, manner),
        Kind::Plain => set_text(setter, text, inner, manner),
    }
}

fn break_at(
    setter: &Setter<'_>,
    text: &str,
    inner: f32,
    size: f32,
    manner: Manner,
) -> Vec<TextLine> {
    let advance = |c| setter.advance(manner.typeface, c);
    if manner.align == Align::Center {
        break_balanced(text, inner / size, advance)
    } else {
        break_lines(text, inner / size, advance)
    }
}

/// Sizes from the largest downwards by half points.
pub(crate) fn sizes(largest: f32, least: f32) -> impl Iterator<Item = f32> {
    let steps = ((largest - least) / 0.5).round().max(0.0) as usize;
    (0..=steps).map(move |step| largest - step as f32 * 0.5)
}

fn set_text(setter: &Setter<'_>, text: String, inner: f32, manner: Manner) -> Cell {
    let full = break_at(setter, &text, inner, manner.size, manner);
    let torn = full.iter().any(|l| l.torn);
    let orphaned = match full.as_slice() {
        [_, last] => text
            .get(last.range.clone())
            .is_some_and(|t| t.chars().count() <= ORPHAN),
        _ => false,
    };
    let figures = torn
        && full.iter().filter(|l| l.torn).all(|l| {
            text.get(l.range.clone())
                .is_some_and(|t| t.chars().any(|c| c.is_ascii_digit()))
        });
    if torn {
        for size in sizes(manner.size, if figures { SMALLEST } else { SMALL }).skip(1) {
            let lines = break_at(setter, &text, inner, size, manner);
            if lines.iter().all(|l| !l.torn) {
                return Cell {
                    text,
                    lines,
                    size,
                    name: false,
                };
            }
        }
        let lines = break_at(setter, &text, inner, SMALL, manner);
        return Cell {
            text,
            lines,
            size: SMALL,
            name: false,
        };
    }
    if orphaned && !text.contains('\n') {
        for size in sizes(manner.size, ORPHAN_SIZE) {
            let lines = break_at(setter, &text, inner + GIVE, size, manner);
            if lines.len() == 1 {
                return Cell {
                    text,
                    lines,
                    size,
                    name: false,
                };
            }
        }
    }
    Cell {
        text,
        lines: full,
        size: manner.size,
        name: false,
    }
}

fn set_number(setter: &Setter<'_>, text: String, inner: f32, manner: Manner) -> Cell {
    match unbroken(setter, &text, inner, manner, SMALLEST) {
        Some(cell) => cell,
        None => set_text(setter, text, inner, manner),
    }
}

/// The lines of a text as they are, in the largest size down to `least` at which none is too wide.
fn unbroken(
    setter: &Setter<'_>,
    text: &str,
    inner: f32,
    manner: Manner,
    least: f32,
) -> Option<Cell> {
    let widest = text
        .split('\n')
        .map(|line| setter.width(manner.typeface, line))
        .fold(0.0, f32::max);
    let size = sizes(manner.size, least).find(|size| widest * size <= inner + GIVE)?;
    Some(Cell {
        text: text.to_owned(),
        lines: break_lines(text, f32::MAX / 4.0, |c| setter.advance(manner.typeface, c)),
        size,
        name: false,
    })
}

/// Names stand one below the other in a narrow column; a wide one takes them as a list.
fn set_names(setter: &Setter<'_>, text: &str, inner: f32, manner: Manner) -> Cell {
    /// Room for two names of three characters and the mark between them, in ems.
    const LIST: f32 = 7.0;
    let names: Vec<&str> = text
        .split(['\n', '、'])
        .map(str::trim)
        .filter(|n| !n.is_empty())
        .collect();
    if names.len() > 1 && inner >= LIST * manner.size {
        return set_text(setter, names.join("、"), inner, manner);
    }
    let spread: Vec<String> = names.iter().map(|n| spread_name(n)).collect();
    match unbroken(setter, &spread.join("\n"), inner, manner, SMALL) {
        Some(cell) => Cell { name: true, ..cell },
        None => Cell {
            name: true,
            ..set_long_names(setter, &spread, inner, manner)
        },
    }
}

/// Names too long for the column break at their dot, at full size where the parts allow it.
fn set_long_names(setter: &Setter<'_>, names: &[String], inner: f32, manner: Manner) -> Cell {
    let text = names
        .iter()
        .map(|n| n.replace('·', "·\n"))
        .collect::<Vec<_>>()
        .join("\n");
    let widest = text
        .split('\n')
        .map(|l| setter.width(manner.typeface, l))
        .fold(0.0, f32::max);
    let size = sizes(manner.size, SMALL).find(|size| widest * size <= inner + GIVE);
    match size {
        Some(size) => {
            let lines = break_lines(&text, f32::MAX / 4.0, |c| {
                setter.advance(manner.typeface, c)
            });
            Cell {
                text,
                lines,
                size,
                name: true,
            }
        }
        None => set_text(setter, names.join("\n"), inner, manner),
    }
}

/// A name of two Chinese characters, spread to the width of three as in official lists.
pub(crate) fn spread_name(name: &str) -> String {
    let mut chars = name.chars();
    match (chars.next(), chars.next(), chars.next()) {
        (Some(first), Some(last), None) if is_han(first) && is_han(last) => {
            format!("{first}\u{3000}{last}")
        }
        _ => name.to_owned(),
    }
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Fonts;

    fn cell(text: &str, mm: f32, align: Align, kind: Kind) -> Cell {
        let fonts = Fonts::bundled().unwrap();
        let set = fonts.set();
        let manner = Manner {
            width: mm * MM,
            align,
            kind,
            typeface: Typeface::Regular,
            padding: PAD_X,
            size: TEXT,
        };
        set_cell(&Setter { faces: &set }, text, manner)
    }

    fn texts(cell: &Cell) -> Vec<&str> {
        (0..cell.lines.len())
            .filter_map(|i| Some(cell.line(i)?.0))
            .collect()
    }

    #[test]
    fn names_of_two_are_spread_to_three() {
        let names = cell("曹娟、尉迟云", 19.0, Align::Center, Kind::Name);
        assert_eq!(texts(&names), ["曹　娟", "尉迟云"], "one name a line");
        assert_eq!(spread_name("𬭛𫖯"), "𬭛　𫖯", "also beyond the basic plane");
        assert_eq!(spread_name("Li"), "Li");
        let long = cell("阿拉坦·其其格", 17.0, Align::Center, Kind::Name);
        assert_eq!(
            texts(&long),
            ["阿拉坦·", "其其格"],
            "a long name breaks at its dot"
        );
        assert_eq!(long.size, TEXT);
    }

    #[test]
    fn figures_shrink_before_they_break() {
        let phone = cell("13912345678", 22.0, Align::Center, Kind::Plain);
        assert_eq!(phone.lines.len(), 1);
        assert!(
            phone.size < TEXT && phone.size >= SMALLEST,
            "size {}",
            phone.size
        );
        let amount = cell("128,650.00", 20.0, Align::Right, Kind::Number);
        assert_eq!(amount.lines.len(), 1);
        let hopeless = cell("130822198801011234", 20.0, Align::Center, Kind::Number);
        assert!(
            hopeless.lines.len() > 1,
            "what cannot fit is broken, not cut"
        );
        let whole: String = texts(&hopeless).concat();
        assert_eq!(whole, "130822198801011234");
    }

    #[test]
    fn two_characters_on_a_line_of_their_own_are_avoided() {
        let unit = cell("转镇政府办理", 24.0, Align::Left, Kind::Plain);
        assert_eq!((unit.lines.len(), unit.size >= 9.0), (1, true));
    }
}
