//! Setting text: cleaning it, measuring it, and putting it on a page as runs of one face each.

use crate::font::{FaceSet, Typeface, is_invisible};

use super::page::{Ink, Page, Rule, Run};

/// Height of an ideograph's centre above its baseline, in ems. Lines are centred by it.
const MIDDLE: f32 = 0.38;

/// From this spacing on, in ems, programs that read text back may take the gaps for spaces.
const SPREAD: f32 = 0.02;

/// Sets text with the faces of one print.
pub(crate) struct Setter<'a> {
    pub faces: &'a FaceSet,
}

/// Text without characters that take no place; tabs become spaces, all line ends `\n`.
pub(crate) fn clean(text: &str) -> String {
    let text = text.trim_matches(|c: char| c.is_whitespace() && c != '\u{3000}');
    let mut clean = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\r' | '\u{2028}' | '\u{2029}' | '\u{b}' => clean.push('\n'),
            '\t' => clean.push(' '),
            c if is_invisible(c) => {}
            c => clean.push(c),
        }
    }
    clean
}

impl Setter<'_> {
    /// Width of a character in ems.
    pub fn advance(&self, typeface: Typeface, c: char) -> f32 {
        match self.faces.find(typeface, c) {
            Some((id, glyph)) => self.faces.face(id).map_or(1.0, |f| f.advance(glyph)) / 1000.0,
            None => 1.0,
        }
    }

    /// Width of a text in ems.
    pub fn width(&self, typeface: Typeface, text: &str) -> f32 {
        text.chars().map(|c| self.advance(typeface, c)).sum()
    }

    /// Baseline of a line whose box reaches from `top` over `height`.
    pub fn baseline(top: f32, height: f32, size: f32) -> f32 {
        top + height / 2.0 + MIDDLE * size
    }

    /// Puts a line of text on the page; gives back its right edge.
    pub fn put(&self, page: &mut Page, place: LinePlacement, text: &str) -> f32 {
        let mut x = place.x;
        let mut rest = text.char_indices().peekable();
        while let Some((at, c)) = rest.next() {
            let Some((face, _)) = self.faces.find(place.typeface, c) else {
                x = self.put_unknown(page, LinePlacement { x, ..place }, c);
                continue;
            };
            let (start, left) = (at, x);
            let mut end = at + c.len_utf8();
            x += self.advance(place.typeface, c) * place.size + place.spacing;
            while let Some((at, c)) = rest.next_if(|(_, c)| {
                self.faces
                    .find(place.typeface, *c)
                    .is_some_and(|f| f.0 == face)
            }) {
                end = at + c.len_utf8();
                x += self.advance(place.typeface, c) * place.size + place.spacing;
            }
            let drawn = text.get(start..end).unwrap_or("");
            // Spread text is found by its words only if it says them without the gaps.
            let spread = place.spacing > SPREAD * place.size || drawn.contains('\u{3000}');
            let says = spread.then(|| drawn.replace('\u{3000}', if place.name { "" } else { " " }));
            let text = push(page, drawn);
            let says = says.map(|s| push(page, &s));
            let LinePlacement {
                y, size, spacing, ..
            } = place;
            page.runs.push(Run {
                x: left,
                y,
                size,
                spacing,
                face,
                text,
                says,
                ink: place.ink,
            });
        }
        x
    }

    /// Draws a character that no face has as a box holding its code point, the way readers of
    /// proofs know it. It is never left out silently.
    fn put_unknown(&self, page: &mut Page, place: LinePlacement, c: char) -> f32 {
        let code = format!("{:04X}", c as u32);
        let (upper, lower) = code.split_at(code.len() / 2);
        let size = place.size * if lower.len() > 2 { 0.34 } else { 0.42 };
        let (left, right) = (place.x + 0.06 * place.size, place.x + 0.94 * place.size);
        let (top, bottom) = (place.y - 0.84 * place.size, place.y + 0.10 * place.size);
        for (part, y) in [
            (upper, place.y - 0.44 * place.size),
            (lower, place.y - 0.02 * place.size),
        ] {
            let width = self.width(Typeface::Regular, part) * size;
            let x = (left + right - width) / 2.0;
            let small = LinePlacement {
                x,
                y,
                size,
                spacing: 0.0,
                typeface: Typeface::Regular,
                name: false,
                ink: place.ink,
            };
            self.put(page, small, part);
        }
        page.rules
            .extend(Rule::around((left, top), (right, bottom), 0.4));
        place.x + place.size + place.spacing
    }
}

/// Where and how a line is set.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LinePlacement {
    pub x: f32,
    pub y: f32,
    pub size: f32,
    pub spacing: f32,
    pub typeface: Typeface,
    /// Whether the text is a spread name.
    pub name: bool,
    pub ink: Ink,
}

impl LinePlacement {
    pub fn at(x: f32, y: f32, size: f32) -> Self {
        Self {
            x,
            y,
            size,
            spacing: 0.0,
            typeface: Typeface::Regular,
            name: false,
            ink: Ink::Black,
        }
    }

    pub fn red(self) -> Self {
        Self {
            ink: Ink::Red,
            ..self
        }
    }

    pub fn typeface(self, typeface: Typeface) -> Self {
        Self { typeface, ..self }
    }

    pub fn spacing(self, spacing: f32) -> Self {
        Self { spacing, ..self }
    }
}

fn push(page: &mut Page, text: &str) -> std::ops::Range<u32> {
    let start = page.text.len() as u32;
    page.text.push_str(text);
    start..page.text.len() as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Fonts;

    #[test]
    fn pasted_text_is_cleaned() {
        assert_eq!(
            clean(" 一\r\n二\r三\t四\u{200b}五\u{fe00} "),
            "一\n二\n三 四五"
        );
    }

    #[test]
    fn an_unknown_character_is_drawn_as_its_code() {
        let fonts = Fonts::bundled().unwrap();
        let set = fonts.set();
        let mut page = Page::default();
        let end = Setter { faces: &set }.put(&mut page, LinePlacement::at(0.0, 10.0, 10.0), "张𠀀");
        let drawn: Vec<_> = page.runs.iter().map(|r| page.text_of(r)).collect();
        assert_eq!(
            drawn,
            ["张", "20", "000"],
            "the code stands where the character would"
        );
        assert_eq!(page.rules.len(), 4, "with a box around it");
        assert!((end - 20.0).abs() < 0.01, "it takes one square: {end}");
    }
}
