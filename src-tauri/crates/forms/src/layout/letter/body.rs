//! The text of a letter and what follows it: attachments, signer and date, remark, colophon.

use crate::font::Typeface;
use crate::layout::breaking::break_lines;
use crate::layout::page::Rule;
use crate::layout::setting::{LinePlacement, Setter, clean};
use crate::layout::sheet::MM;
use crate::letter::Colophon;

use super::composer::{BOTTOM, Composer, LEFT, PITCH, RIGHT, SMALL, SQUARE, TEXT, WIDTH};
use super::levels::level;

/// Rules of the colophon: 0.35 mm outside, 0.25 mm between.
const COLOPHON_OUTER: f32 = 0.35 * MM;
const COLOPHON_INNER: f32 = 0.25 * MM;
const COLOPHON_PITCH: f32 = 22.0;
/// Lines of text that stand before the signer on the same page: a page of a signature alone is
/// not allowed.
const BEFORE_SIGNER: usize = 2;

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
        let kept = if self.letter.blank_lines == 0 && self.letter.attachments.is_empty() {
            BEFORE_SIGNER.min(lines.len())
        } else {
            0
        };
        let after = self.signature_lines();
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

    /// 附件：1. … under the text, later names aligned with the first.
    pub(super) fn attachments(&mut self) {
        let names: Vec<String> = self
            .letter
            .attachments
            .iter()
            .map(|it| clean(it).replace('\n', ""))
            .filter(|it| !it.is_empty())
            .collect();
        if names.is_empty() {
            return;
        }
        self.y += PITCH;
        let several = names.len() > 1;
        for (index, name) in names.iter().enumerate() {
            let number = if several {
                format!("{}. ", index + 1)
            } else {
                String::new()
            };
            let (text, indent) = if index == 0 {
                (format!("附件：{number}{name}"), 2.0)
            } else {
                (format!("{number}{name}"), 5.0)
            };
            let hanging = if index == 0 { 2 } else { 5 };
            for line in self.set(&text, indent, hanging, &[]) {
                self.put(line);
            }
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

    fn signers(&self) -> Vec<String> {
        let signers = self.letter.signers.iter().map(|it| clean(it));
        signers.filter(|it| !it.is_empty()).collect()
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

    pub(super) fn remark(&mut self) {
        let remark = clean(&self.letter.remark);
        if remark.is_empty() {
            return;
        }
        let remark = remark.trim_start_matches('（').trim_end_matches('）');
        for line in self.set(&format!("（{remark}）"), 2.0, 0, &[]) {
            self.put(line);
        }
    }

    /// At the foot of the last page: to whom copies go, who printed it and when.
    pub(super) fn colophon(&mut self, colophon: &Colophon) {
        let copies = clean(&colophon.copies_to);
        let mut lines: Vec<(String, String)> = Vec::new();
        if !copies.is_empty() {
            let text = format!("抄送：{}。", copies.trim_end_matches('。'));
            let hang = 3;
            let room = (WIDTH - 2.0 * SMALL) / SMALL - hang as f32;
            let body = text.trim_start_matches("抄送：");
            let advance = |c| self.setter.advance(Typeface::FangSong, c);
            for (index, line) in break_lines(body, room, advance).iter().enumerate() {
                let part = body.get(line.range.clone()).unwrap_or("");
                let label = if index == 0 {
                    "抄送："
                } else {
                    "\u{3000}\u{3000}\u{3000}"
                };
                lines.push((format!("{label}{part}"), String::new()));
            }
        }
        let copies = lines.len();
        let printed = clean(&colophon.printed);
        let printed = if printed.is_empty() {
            printed
        } else {
            format!("{}印发", printed.trim_end_matches("印发"))
        };
        let printer = clean(&colophon.printer);
        if !printer.is_empty() || !printed.is_empty() {
            lines.push((printer, printed));
        }
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
