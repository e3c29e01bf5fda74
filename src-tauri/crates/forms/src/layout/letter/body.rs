//! The text of a letter and what follows it: attachments, signer and date, remark, colophon.

use crate::font::Typeface;
use crate::layout::breaking::{TextLine, break_balanced, break_lines};
use crate::layout::page::Rule;
use crate::layout::setting::{LinePlacement, Setter, clean};
use crate::layout::sheet::MM;
use crate::letter::Colophon;

use super::composer::{BOTTOM, Composer, LEFT, Line, PITCH, RIGHT, SMALL, SQUARE, TEXT, WIDTH};
use super::levels::level;

/// Rules of the colophon: 0.35 mm outside, 0.25 mm between.
const COLOPHON_OUTER: f32 = 0.35 * MM;
const COLOPHON_INNER: f32 = 0.25 * MM;
const COLOPHON_PITCH: f32 = 22.0;
/// Lines of text that stand before the signer on the same page: a page of a signature alone is
/// not allowed.
const BEFORE_SIGNER: usize = 2;
/// Lines of a page that text, signer and colophon may fill together.
const MOST_TOGETHER: usize = 20;
/// Squares that a signer leaves free on both sides.
const SIGNER_IN: f32 = 4.0;

impl Composer<'_> {
    /// 正文. Its last lines wait for the signer where both would otherwise be parted.
    pub(super) fn text(&mut self) {
        let mut lines = Vec::new();
        for paragraph in &self.letter.paragraphs {
            for part in clean(paragraph).split('\n') {
                let part = part.trim();
                if !part.is_empty() {
                    lines.extend(self.set(part, 2.0, 0, &level(part)));
                }
            }
        }
        let kept = if self.letter.blank_lines == 0 {
            BEFORE_SIGNER.min(lines.len())
        } else {
            0
        };
        // What follows the text stands with its last lines, as far as a page holds it.
        let after = self.attached().len() + self.signature_lines();
        let below = after + self.remark_lines().len() + self.colophon_height();
        let after = if kept + below <= MOST_TOGETHER {
            below
        } else {
            after.min(MOST_TOGETHER - kept)
        };
        let split = lines.len() - kept;
        for (index, line) in lines.into_iter().enumerate() {
            if line.heads() && !self.fits(2) && index + 1 < split {
                self.next_page();
            }
            if index == split && after > 0 && !self.fits(kept + after) {
                self.next_page();
            }
            self.put(line);
        }
        for _ in 0..self.letter.blank_lines {
            if !self.fits(1) {
                self.next_page();
            }
            let y = self.y + PITCH - 2.0;
            self.page
                .rules
                .push(Rule::black((LEFT, y), (RIGHT, y), 0.5));
            self.y += PITCH;
        }
    }

    /// 附件：1. … under the text, later names aligned with the first; an empty line before them.
    fn attached(&self) -> Vec<Line> {
        let names: Vec<String> = self
            .letter
            .attachments
            .iter()
            .map(|it| clean(it).replace('\n', ""))
            .filter(|it| !it.is_empty())
            .collect();
        let mut lines = Vec::new();
        let several = names.len() > 1;
        for (index, name) in names.iter().enumerate() {
            let number = if several {
                format!("{}. ", index + 1)
            } else {
                String::new()
            };
            let (text, indent) = if index == 0 {
                lines.extend(self.set("\u{3000}", 0.0, 0, &[]));
                (format!("附件：{number}{name}"), 2.0)
            } else {
                (format!("{number}{name}"), 5.0)
            };
            let hanging = if index == 0 { 2 } else { 5 };
            lines.extend(self.set(&text, indent, hanging, &[]));
        }
        lines
    }

    pub(super) fn attachments(&mut self) {
        for line in self.attached() {
            self.put(line);
        }
    }

    /// Lines that signer and date take, the empty one above them included.
    fn signature_lines(&self) -> usize {
        let signers = self.signers().len();
        let dated = usize::from(!self.letter.dated.trim().is_empty());
        match signers + dated {
            0 => 0,
            lines => lines + 1,
        }
    }

    /// Who signs; a name too long for the line in several of about equal length.
    fn signers(&self) -> Vec<String> {
        let room = WIDTH - SIGNER_IN * SQUARE;
        let advance = |c| self.setter.advance(Typeface::FangSong, c) * TEXT;
        let signers = self.letter.signers.iter().map(|it| clean(it));
        let lines = signers.filter(|it| !it.is_empty()).flat_map(|signer| {
            let lines = break_balanced(&signer, room, advance).into_iter();
            let text = |line: TextLine| signer.get(line.range).unwrap_or_default().to_owned();
            lines.map(text).collect::<Vec<_>>()
        });
        lines.collect()
    }

    /// Signer above date. With a seal the date stands four squares in and the signer centred above
    /// it; without, the signer stands two squares in and the date begins two squares further right.
    pub(super) fn signature(&mut self) {
        let lines = self.signature_lines();
        if lines == 0 {
            return;
        }
        if !self.fits(lines) {
            self.next_page();
        } else {
            self.y += PITCH;
        }
        let dated = clean(&self.letter.dated);
        let date = self.width(&dated, TEXT, Typeface::FangSong);
        let signers = self.signers();
        let widest = signers
            .iter()
            .map(|it| self.width(it, TEXT, Typeface::FangSong))
            .fold(0.0, f32::max);
        let (signer_left, date_left) = if self.letter.sealed {
            let date_left = RIGHT - 4.0 * SQUARE - date;
            let centre = date_left + date / 2.0;
            // A long name still ends inside the page.
            let left = (centre - widest / 2.0).min(RIGHT - SQUARE - widest);
            (left, date_left)
        } else {
            let left = (RIGHT - 2.0 * SQUARE - widest).min(RIGHT - 4.0 * SQUARE - date);
            (left, left + 2.0 * SQUARE)
        };
        for signer in &signers {
            let width = self.width(signer, TEXT, Typeface::FangSong);
            let x = if self.letter.sealed {
                signer_left + (widest - width) / 2.0
            } else {
                signer_left
            };
            self.say(signer, x, self.y, TEXT, Typeface::FangSong);
            self.y += PITCH;
        }
        if !dated.is_empty() {
            self.say(&dated, date_left, self.y, TEXT, Typeface::FangSong);
            self.y += PITCH;
        }
    }

    fn remark_lines(&self) -> Vec<Line> {
        let remark = clean(&self.letter.remark);
        if remark.is_empty() {
            return Vec::new();
        }
        let remark = remark.trim_start_matches('（').trim_end_matches('）');
        self.set(&format!("（{remark}）"), 2.0, 0, &[])
    }

    pub(super) fn remark(&mut self) {
        for line in self.remark_lines() {
            self.put(line);
        }
    }

    /// Lines of the text that the colophon covers, with an empty one above it.
    fn colophon_height(&self) -> usize {
        let lines = self.letter.colophon.as_ref();
        let lines = lines.map_or(0, |it| self.colophon_lines(it).0.len());
        match lines {
            0 => 0,
            lines => 1 + (lines as f32 * COLOPHON_PITCH / PITCH).ceil() as usize,
        }
    }

    /// The lines of the colophon, left and right, and how many of them say who gets copies.
    fn colophon_lines(&self, colophon: &Colophon) -> (Vec<(String, String)>, usize) {
        let copies = clean(&colophon.copies_to);
        let mut lines: Vec<(String, String)> = Vec::new();
        let advance = |c| self.setter.advance(Typeface::FangSong, c);
        if !copies.is_empty() {
            let text = format!("{}。", copies.trim_end_matches('。'));
            let room = (WIDTH - 2.0 * SMALL) / SMALL - 3.0;
            for (index, line) in break_lines(&text, room, advance).iter().enumerate() {
                let part = text.get(line.range.clone()).unwrap_or("");
                let label = if index == 0 {
                    "抄送："
                } else {
                    "\u{3000}\u{3000}\u{3000}"
                };
                lines.push((format!("{label}{part}"), String::new()));
            }
        }
        let copies = lines.len();
        let printed = match clean(&colophon.printed).trim_end_matches("印发") {
            "" => String::new(),
            day => format!("{day}印发"),
        };
        let printer = clean(&colophon.printer).replace('\n', "");
        if printer.is_empty() && printed.is_empty() {
            return (lines, copies);
        }
        // A long name ends before the day, which stands behind its last line.
        let day = self.width(&printed, SMALL, Typeface::FangSong);
        let room = (WIDTH - 3.0 * SMALL - day) / SMALL;
        let broken = break_lines(&printer, room, advance);
        let last = broken.len().saturating_sub(1);
        for (at, line) in broken.into_iter().enumerate() {
            let right = if at == last {
                printed.clone()
            } else {
                String::new()
            };
            lines.push((
                printer.get(line.range).unwrap_or_default().to_owned(),
                right,
            ));
        }
        (lines, copies)
    }

    /// At the foot of the last page: to whom copies go, who printed it and when.
    pub(super) fn colophon(&mut self, colophon: &Colophon) {
        let (lines, copies) = self.colophon_lines(colophon);
        if lines.is_empty() {
            return;
        }
        let height = lines.len() as f32 * COLOPHON_PITCH;
        if self.y + height + PITCH > BOTTOM {
            self.next_page();
        }
        let top = BOTTOM - height;
        let mut rule = |y: f32, width: f32| {
            let (from, to) = ((LEFT, y), (RIGHT, y));
            self.page.rules.push(Rule::black(from, to, width));
        };
        rule(top, COLOPHON_OUTER);
        if copies > 0 && copies < lines.len() {
            rule(top + copies as f32 * COLOPHON_PITCH, COLOPHON_INNER);
        }
        rule(BOTTOM, COLOPHON_OUTER);
        for (index, (left, right)) in lines.iter().enumerate() {
            let y = top + index as f32 * COLOPHON_PITCH;
            let baseline = Setter::baseline(y, COLOPHON_PITCH, SMALL);
            let typeface = Typeface::FangSong;
            let place = LinePlacement::at(LEFT + SMALL, baseline, SMALL).typeface(typeface);
            self.setter.put(&mut self.page, place, left);
            let width = self.width(right, SMALL, typeface);
            let place =
                LinePlacement::at(RIGHT - SMALL - width, baseline, SMALL).typeface(typeface);
            self.setter.put(&mut self.page, place, right);
        }
        self.y = BOTTOM;
    }
}
