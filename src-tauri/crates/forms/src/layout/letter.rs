//! Official letters by GB/T 9704-2012: 22 lines of 28 characters, a red head, levels of text,
//! signer and date, colophon, page numbers at the outer edge.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::font::{FaceSet, Weight};
use crate::letter::{Colophon, Letter};
use crate::paper::Paper;

use super::breaking::{TextLine, break_balanced, break_lines};
use super::page::{Ink, Layout, Page, Properties, Rule};
use super::setting::{Place, Setter, clean};
use super::sheet::{MM, Sheet};

/// 版心: 156 × 225 mm, 37 mm from above, 28 mm from the binding.
const TOP: f32 = 37.0 * MM;
const LEFT: f32 = 28.0 * MM;
const WIDTH: f32 = 156.0 * MM;
const HEIGHT: f32 = 225.0 * MM;
const RIGHT: f32 = LEFT + WIDTH;
const BOTTOM: f32 = TOP + HEIGHT;
/// 22 lines on a page.
const PITCH: f32 = HEIGHT / 22.0;
/// 三号, and what makes 28 of its squares fill the line.
const TEXT: f32 = 16.0;
const TIGHT: f32 = WIDTH / 28.0 - TEXT;
/// A square of the text with its spacing.
const SQUARE: f32 = TEXT + TIGHT;
/// 二号 of the title, and the distance of its lines.
const TITLE: f32 = 22.0;
const TITLE_PITCH: f32 = 34.0;
/// 四号 of page numbers and colophon.
const SMALL: f32 = 14.0;
/// 发文机关标志: its upper edge below that of the 版心, and its size, which a long name lessens.
const MARK_TOP: f32 = 35.0 * MM;
const MARK: f32 = 30.0;
const MARK_SPACING: f32 = 0.06;
/// The red rule stands so far below the number, and is so thick.
const UNDER_NUMBER: f32 = 4.0 * MM;
const RED_RULE: f32 = 1.1;
/// A page number stands so far below the 版心.
const UNDER_BODY: f32 = 7.0 * MM;
/// Rules of the colophon: 0.35 mm outside, 0.25 mm between.
const COLOPHON_OUTER: f32 = 0.35 * MM;
const COLOPHON_INNER: f32 = 0.25 * MM;
const COLOPHON_PITCH: f32 = 22.0;
/// A line short of its width by more than this per gap, in ems, is left ragged.
const MOST_STRETCH: f32 = 0.3;
/// Lines of text that stand before the signer on the same page: a page of a signature alone is
/// not allowed.
const BEFORE_SIGNER: usize = 2;

/// Lays a letter out.
pub(crate) fn compose(letter: &Letter, faces: &FaceSet) -> Layout {
    let setter = Setter { faces };
    let mut composer = Composer {
        letter,
        setter: &setter,
        pages: Vec::new(),
        page: Page::default(),
        y: TOP,
    };
    composer.head();
    composer.text();
    composer.attachments();
    composer.signature();
    composer.remark();
    if let Some(colophon) = &letter.colophon {
        composer.colophon(colophon);
    }
    composer.finish()
}

/// One line of the letter, set and not yet placed.
struct Line {
    text: String,
    /// Left edge from that of the 版心.
    x: f32,
    spacing: f32,
    /// Where another voice begins, in bytes; each stretch up to there in its voice.
    voices: Vec<(usize, Weight)>,
}

impl Line {
    /// A heading of the first level, which does not stand alone at the foot of a page.
    fn heads(&self) -> bool {
        self.voices.first().is_some_and(|it| it.1 == Weight::Hei)
    }
}

struct Composer<'a> {
    letter: &'a Letter,
    setter: &'a Setter<'a>,
    pages: Vec<Page>,
    page: Page,
    /// Upper edge of the next line.
    y: f32,
}

impl Composer<'_> {
    fn next_page(&mut self) {
        self.pages.push(std::mem::take(&mut self.page));
        self.y = TOP;
    }

    fn fits(&self, lines: usize) -> bool {
        self.y + lines as f32 * PITCH <= BOTTOM + 1.0
    }

    /// Puts words in a line whose box begins at `top`; gives back their right edge.
    fn say(&mut self, text: &str, x: f32, top: f32, size: f32, weight: Weight) -> f32 {
        let place = Place::at(x, Setter::baseline(top, PITCH, size), size).weight(weight);
        self.setter.put(&mut self.page, place, text)
    }

    fn width(&self, text: &str, size: f32, weight: Weight) -> f32 {
        self.setter.width(weight, text) * size
    }

    /// 份号, 密级, 紧急程度 at the upper left; the corner at the upper right.
    fn marginalia(&mut self) {
        let letter = self.letter;
        let mut top = TOP;
        for (text, weight) in [
            (&letter.copy, Weight::FangSong),
            (&letter.secrecy, Weight::Hei),
            (&letter.urgency, Weight::Hei),
        ] {
            let text = clean(text);
            if !text.is_empty() {
                self.say(&text, LEFT, top, TEXT, weight);
                top += PITCH;
            }
        }
        let corner = clean(&letter.corner);
        if !corner.is_empty() {
            let width = self.width(&corner, TEXT, Weight::Hei);
            self.say(&corner, RIGHT - width, TOP, TEXT, Weight::Hei);
        }
    }

    /// From the mark down to the title.
    fn head(&mut self) {
        self.marginalia();
        let letter = self.letter;
        let mark = clean(&letter.mark).replace('\n', "");
        if mark.is_empty() {
            let above = [
                &letter.copy,
                &letter.secrecy,
                &letter.urgency,
                &letter.corner,
            ];
            let lines = above.iter().filter(|it| !it.trim().is_empty()).count();
            self.y += lines.min(3) as f32 * PITCH;
            let number = clean(&letter.number);
            if !number.is_empty() {
                let width = self.width(&number, TEXT, Weight::FangSong);
                self.say(
                    &number,
                    LEFT + (WIDTH - width) / 2.0,
                    self.y,
                    TEXT,
                    Weight::FangSong,
                );
                self.y += PITCH;
            }
        } else {
            self.red_head(&mark);
        }
        self.title();
        let addressee = clean(&letter.addressee);
        if !addressee.is_empty() {
            let text = format!("{}：", addressee.trim_end_matches(['：', ':']));
            for line in self.set(&text, 0.0, 0, &[]) {
                self.put(line);
            }
        }
    }

    fn red_head(&mut self, mark: &str) {
        let ems =
            self.setter.width(Weight::Title, mark) + mark.chars().count() as f32 * MARK_SPACING;
        let size = (WIDTH / ems.max(1.0)).min(MARK);
        let width = ems * size - MARK_SPACING * size;
        let top = TOP + MARK_TOP;
        let place = Place::at(
            LEFT + (WIDTH - width) / 2.0,
            Setter::baseline(top, size * 1.2, size),
            size,
        );
        let place = place
            .weight(Weight::Title)
            .spacing(MARK_SPACING * size)
            .red();
        self.setter.put(&mut self.page, place, mark);
        // 空二行, then the number.
        let line = top + size * 1.1 + 2.0 * PITCH;
        let number = clean(&self.letter.number);
        let issuer = clean(&self.letter.issuer);
        if issuer.is_empty() {
            let width = self.width(&number, TEXT, Weight::FangSong);
            self.say(
                &number,
                LEFT + (WIDTH - width) / 2.0,
                line,
                TEXT,
                Weight::FangSong,
            );
        } else {
            self.say(&number, LEFT + SQUARE, line, TEXT, Weight::FangSong);
            let label = "签发人：";
            let width =
                self.width(label, TEXT, Weight::FangSong) + self.width(&issuer, TEXT, Weight::Kai);
            let x = self.say(label, RIGHT - SQUARE - width, line, TEXT, Weight::FangSong);
            self.say(&issuer, x, line, TEXT, Weight::Kai);
        }
        let rule = line + (PITCH + TEXT) / 2.0 + UNDER_NUMBER;
        self.page.rules.push(Rule {
            from: (LEFT, rule),
            to: (RIGHT, rule),
            width: RED_RULE,
            ink: Ink::Red,
        });
        self.y = rule + 2.0 * PITCH;
    }

    /// Centred, each line a whole of its own; a long one in lines of about equal length.
    fn title(&mut self) {
        let text = clean(&self.letter.title);
        if text.is_empty() {
            return;
        }
        for part in text.split('\n') {
            // A title that fills the line stands in one; of two, none fills it.
            let whole = self.width(part, TITLE, Weight::Title) <= WIDTH;
            let room = if whole { WIDTH } else { WIDTH - 2.0 * TITLE };
            let lines = break_balanced(part, room / TITLE, |c| {
                self.setter.advance(Weight::Title, c)
            });
            for line in lines {
                let drawn = part.get(line.range.clone()).unwrap_or("").trim();
                let width = self.width(drawn, TITLE, Weight::Title);
                let x = LEFT + (WIDTH - width) / 2.0;
                let baseline = Setter::baseline(self.y, TITLE_PITCH, TITLE);
                let place = Place::at(x, baseline, TITLE).weight(Weight::Title);
                self.setter.put(&mut self.page, place, drawn);
                self.y += TITLE_PITCH;
            }
        }
        self.y += PITCH;
    }

    /// Breaks a text that begins `indent` squares in; later lines begin `hanging` squares in.
    /// `voices` says in which voice a stretch of the text speaks, 仿宋 where it says nothing.
    fn set(
        &self,
        text: &str,
        indent: f32,
        hanging: usize,
        voices: &[(Range<usize>, Weight)],
    ) -> Vec<Line> {
        let weight = Weight::FangSong;
        let advance = |c: char| self.setter.advance(weight, c) * TEXT + TIGHT;
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
                    voices: voices_of(from..from + drawn.len(), voices),
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
        let natural = self.width(text, TEXT, Weight::FangSong);
        let spacing = (room - natural) / gaps as f32;
        if spacing > MOST_STRETCH * TEXT {
            TIGHT
        } else {
            spacing
        }
    }

    fn put(&mut self, line: Line) {
        if !self.fits(1) {
            self.next_page();
        }
        let mut x = LEFT + line.x;
        let mut start = 0;
        for (end, weight) in &line.voices {
            let place = Place::at(x, Setter::baseline(self.y, PITCH, TEXT), TEXT);
            let place = place.weight(*weight).spacing(line.spacing);
            let text = line.text.get(start..*end).unwrap_or("");
            x = self.setter.put(&mut self.page, place, text);
            start = *end;
        }
        self.y += PITCH;
    }

    /// 正文. Its last lines wait for the signer where both would otherwise be parted.
    fn text(&mut self) {
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
    fn attachments(&mut self) {
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
    fn signature(&mut self) {
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
        let date = self.width(&dated, TEXT, Weight::FangSong);
        let signers = self.signers();
        let widest = signers
            .iter()
            .map(|it| self.width(it, TEXT, Weight::FangSong))
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
            let width = self.width(signer, TEXT, Weight::FangSong);
            let x = if self.letter.sealed {
                signer_left + (widest - width) / 2.0
            } else {
                signer_left
            };
            self.say(signer, x, self.y, TEXT, Weight::FangSong);
            self.y += PITCH;
        }
        if !dated.is_empty() {
            self.say(&dated, date_left, self.y, TEXT, Weight::FangSong);
            self.y += PITCH;
        }
    }

    fn remark(&mut self) {
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
    fn colophon(&mut self, colophon: &Colophon) {
        let copies = clean(&colophon.copies_to);
        let mut lines: Vec<(String, String)> = Vec::new();
        if !copies.is_empty() {
            let text = format!("抄送：{}。", copies.trim_end_matches('。'));
            let hang = 3;
            let room = (WIDTH - 2.0 * SMALL) / SMALL - hang as f32;
            let body = text.trim_start_matches("抄送：");
            let advance = |c| self.setter.advance(Weight::FangSong, c);
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
            let weight = Weight::FangSong;
            let place = Place::at(LEFT + SMALL, baseline, SMALL).weight(weight);
            self.setter.put(&mut self.page, place, left);
            let width = self.width(right, SMALL, weight);
            let place = Place::at(RIGHT - SMALL - width, baseline, SMALL).weight(weight);
            self.setter.put(&mut self.page, place, right);
        }
        self.y = BOTTOM;
    }

    /// Writes the page numbers, at the right of odd pages and at the left of even ones.
    fn finish(mut self) -> Layout {
        let geometry = Sheet::of(Paper::A4Portrait);
        self.pages.push(std::mem::take(&mut self.page));
        for (index, page) in self.pages.iter_mut().enumerate() {
            let text = format!("— {} —", index + 1);
            let width = self.setter.width(Weight::Regular, &text) * SMALL;
            let x = if index % 2 == 0 {
                RIGHT - SMALL - width
            } else {
                LEFT + SMALL
            };
            let place = Place::at(x, Setter::baseline(BOTTOM + UNDER_BODY, 0.0, SMALL), SMALL);
            self.setter.put(page, place, &text);
        }
        let letter = self.letter;
        Layout {
            entry_pages: Vec::new(),
            width: geometry.width,
            height: geometry.height,
            pages: self.pages,
            bookmarks: Vec::new(),
            properties: Properties {
                title: clean(&letter.title).replace('\n', ""),
                author: letter.author.clone(),
                subject: letter.subject.clone(),
                keywords: letter.keywords.clone(),
                day: letter.printed_on,
            },
            voices: BTreeSet::from([Weight::Title, Weight::FangSong, Weight::Kai, Weight::Hei]),
        }
    }
}

fn ends_paragraph(text: &str, line: &TextLine) -> bool {
    text.get(line.range.end..)
        .is_some_and(|rest| rest.starts_with('\n'))
}

/// Ends of the stretches of a line with their voices.
fn voices_of(line: Range<usize>, voices: &[(Range<usize>, Weight)]) -> Vec<(usize, Weight)> {
    let mut ends = Vec::new();
    let mut at = line.start;
    for (range, weight) in voices {
        let (from, to) = (range.start.max(at), range.end.min(line.end));
        if from < to {
            if from > at {
                ends.push((from - line.start, Weight::FangSong));
            }
            ends.push((to - line.start, *weight));
            at = to;
        }
    }
    if at < line.end {
        ends.push((line.end - line.start, Weight::FangSong));
    }
    ends
}

/// The heading in a paragraph and its voice: 一、 in 黑体, （一） in 楷体, up to its first full stop.
pub(crate) fn level(text: &str) -> Vec<(Range<usize>, Weight)> {
    let counted = |c: char| "一二三四五六七八九十百".contains(c);
    let rest = text.trim_start_matches('（').trim_start_matches(counted);
    let weight = if text.starts_with(counted) && rest.starts_with('、') {
        Weight::Hei
    } else if text.starts_with('（') && rest.starts_with('）') && !text.starts_with("（）") {
        Weight::Kai
    } else {
        return Vec::new();
    };
    let end = text
        .find('。')
        .map_or(text.len(), |at| at + '。'.len_utf8());
    vec![(0..end, weight)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_read_from_how_a_paragraph_begins() {
        let weight = |text: &str| level(text).first().map(|it| it.1);
        assert_eq!(weight("一、总体要求"), Some(Weight::Hei));
        assert_eq!(weight("（二）时间安排。本次接待日定于"), Some(Weight::Kai));
        assert_eq!(weight("1. 参加人员"), None);
        assert_eq!(weight("一致同意"), None, "a word is no number");
        assert_eq!(weight("（以下简称主席团）"), None);
        let (range, _) = level("（二）时间安排。本次")[0].clone();
        assert_eq!(
            &"（二）时间安排。本次"[range], "（二）时间安排。",
            "only the heading"
        );
    }

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
