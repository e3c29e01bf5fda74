//! A letter on its way down its pages: measures of GB/T 9704-2012, and lines of text put on them.

use std::ops::Range;

use crate::font::Typeface;
use crate::layout::breaking::{TextLine, break_lines};
use crate::layout::page::Page;
use crate::layout::setting::{LinePlacement, Setter};
use crate::layout::sheet::MM;
use crate::letter::Letter;

use super::levels::typefaces_of;

/// 版心: 156 × 225 mm, 37 mm from above, 28 mm from the binding.
pub(super) const TOP: f32 = 37.0 * MM;
pub(super) const LEFT: f32 = 28.0 * MM;
pub(super) const WIDTH: f32 = 156.0 * MM;
const HEIGHT: f32 = 225.0 * MM;
pub(super) const RIGHT: f32 = LEFT + WIDTH;
pub(super) const BOTTOM: f32 = TOP + HEIGHT;
/// 22 lines on a page.
pub(super) const PITCH: f32 = HEIGHT / 22.0;
/// 三号, and what makes 28 of its squares fill the line.
pub(super) const TEXT: f32 = 16.0;
pub(super) const TIGHT: f32 = WIDTH / 28.0 - TEXT;
/// A square of the text with its spacing.
pub(super) const SQUARE: f32 = TEXT + TIGHT;
/// 四号 of page numbers and colophon.
pub(super) const SMALL: f32 = 14.0;
/// A line short of its width by more than this per gap, in ems, is left ragged.
const MOST_STRETCH: f32 = 0.3;

/// One line of the letter, set and not yet placed.
pub(super) struct Line {
    pub text: String,
    /// Left edge from that of the 版心.
    pub x: f32,
    pub spacing: f32,
    /// The ends of its stretches of one face, in bytes, each with its face.
    pub typefaces: Vec<(usize, Typeface)>,
}

impl Line {
    /// A heading of the first level, which does not stand alone at the foot of a page.
    pub fn heads(&self) -> bool {
        self.typefaces
            .first()
            .is_some_and(|it| it.1 == Typeface::Hei)
    }
}

/// The pages that are done, and the one being filled.
pub(super) struct Composer<'a> {
    pub letter: &'a Letter,
    pub setter: &'a Setter<'a>,
    pub pages: Vec<Page>,
    pub page: Page,
    /// Upper edge of the next line.
    pub y: f32,
}

impl Composer<'_> {
    pub fn next_page(&mut self) {
        self.pages.push(std::mem::take(&mut self.page));
        self.y = TOP;
    }

    pub fn fits(&self, lines: usize) -> bool {
        self.y + lines as f32 * PITCH <= BOTTOM + 1.0
    }

    /// Puts words in a line whose box begins at `top`; gives back their right edge.
    pub fn say(&mut self, text: &str, x: f32, top: f32, size: f32, typeface: Typeface) -> f32 {
        let place =
            LinePlacement::at(x, Setter::baseline(top, PITCH, size), size).typeface(typeface);
        self.setter.put(&mut self.page, place, text)
    }

    pub fn width(&self, text: &str, size: f32, typeface: Typeface) -> f32 {
        self.setter.width(typeface, text) * size
    }

    /// Breaks a text that begins `indent` squares in; later lines begin `hanging` squares in.
    /// `typefaces` gives stretches of the text with their faces; the rest is set in 仿宋.
    pub fn set(
        &self,
        text: &str,
        indent: f32,
        hanging: usize,
        typefaces: &[(Range<usize>, Typeface)],
    ) -> Vec<Line> {
        let typeface = Typeface::FangSong;
        let advance = |c: char| self.setter.advance(typeface, c) * TEXT + TIGHT;
        let hang = hanging as f32 * SQUARE;
        // The first line is shorter or longer than the others: squares put before the text make up
        // the difference.
        let before = (indent - hanging as f32).max(0.0).round() as usize;
        let whole = format!("{}{text}", "\u{3000}".repeat(before));
        let skipped = before * '\u{3000}'.len_utf8();
        let lines = break_lines(&whole, WIDTH - hang, advance);
        let last = lines.len().saturating_sub(1);
        lines
            .iter()
            .enumerate()
            .map(|(index, line)| {
                let start = line.range.start.max(skipped);
                let drawn = whole.get(start..line.range.end).unwrap_or("");
                let inset = if index == 0 {
                    before as f32 * SQUARE
                } else {
                    0.0
                };
                let x = hang + inset;
                let spacing = if index == last || ends_paragraph(&whole, line) {
                    TIGHT
                } else {
                    self.stretch(drawn, WIDTH - x)
                };
                let from = start - skipped;
                Line {
                    text: drawn.to_owned(),
                    x,
                    spacing,
                    typefaces: typefaces_of(from..from + drawn.len(), typefaces),
                }
            })
            .collect()
    }

    /// Spacing that makes a line fill its width.
    fn stretch(&self, text: &str, room: f32) -> f32 {
        let gaps = text.chars().count().saturating_sub(1);
        if gaps == 0 {
            return TIGHT;
        }
        let natural = self.width(text, TEXT, Typeface::FangSong);
        let spacing = (room - natural) / gaps as f32;
        if spacing > MOST_STRETCH * TEXT {
            TIGHT
        } else {
            spacing
        }
    }

    pub fn put(&mut self, line: Line) {
        if !self.fits(1) {
            self.next_page();
        }
        let mut x = LEFT + line.x;
        let mut start = 0;
        for (end, typeface) in &line.typefaces {
            let place = LinePlacement::at(x, Setter::baseline(self.y, PITCH, TEXT), TEXT);
            let place = place.typeface(*typeface).spacing(line.spacing);
            let text = line.text.get(start..*end).unwrap_or("");
            x = self.setter.put(&mut self.page, place, text);
            start = *end;
        }
        self.y += PITCH;
    }
}

fn ends_paragraph(text: &str, line: &TextLine) -> bool {
    text.get(line.range.end..)
        .is_some_and(|rest| rest.starts_with('\n'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_holds_22_lines_of_28_characters() {
        assert!(
            (28.0 * SQUARE - WIDTH).abs() < 0.01,
            "28 squares fill the line"
        );
        assert!((TIGHT + 0.21).abs() < 0.01, "by {TIGHT} pt between them");
        assert!(
            (22.0 * PITCH - HEIGHT).abs() < 0.01,
            "22 lines fill the page"
        );
    }
}
