//! The head of a letter: what stands at its upper corners, the red head, the title, the addressee.

use crate::font::Typeface;
use crate::layout::breaking::break_balanced;
use crate::layout::page::{Ink, Rule};
use crate::layout::setting::{LinePlacement, Setter, clean};
use crate::layout::sheet::MM;

use super::composer::{Composer, LEFT, PITCH, RIGHT, SQUARE, TEXT, TOP, WIDTH};

/// 二号 of the title, and the distance of its lines.
const TITLE: f32 = 22.0;
const TITLE_PITCH: f32 = 34.0;
/// 发文机关标志: its upper edge below that of the 版心, and its size, which a long name lessens.
const MARK_TOP: f32 = 35.0 * MM;
const MARK: f32 = 30.0;
const MARK_SPACING: f32 = 0.06;
/// The red rule stands so far below the number, and is so thick.
const UNDER_NUMBER: f32 = 4.0 * MM;
const RED_RULE: f32 = 1.1;
/// Space between a number without a red head and the title.
const BELOW_NUMBER: f32 = 0.5 * PITCH;

impl Composer<'_> {
    /// 份号, 密级, 紧急程度 at the upper left; the corner at the upper right.
    fn marginalia(&mut self) {
        let letter = self.letter;
        let mut top = TOP;
        for (text, typeface) in [
            (&letter.copy, Typeface::FangSong),
            (&letter.secrecy, Typeface::Hei),
            (&letter.urgency, Typeface::Hei),
        ] {
            let text = clean(text);
            if !text.is_empty() {
                self.say(&text, LEFT, top, TEXT, typeface);
                top += PITCH;
            }
        }
        let corner = clean(&letter.corner);
        if !corner.is_empty() {
            let width = self.width(&corner, TEXT, Typeface::Hei);
            self.say(&corner, RIGHT - width, TOP, TEXT, Typeface::Hei);
        }
    }

    /// From the mark down to the title.
    pub(super) fn head(&mut self) {
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
            if !letter.number.trim().is_empty() || !letter.issuer.trim().is_empty() {
                self.number(self.y);
                self.y += PITCH + BELOW_NUMBER;
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
            self.setter.width(Typeface::Title, mark) + mark.chars().count() as f32 * MARK_SPACING;
        let size = (WIDTH / ems.max(1.0)).min(MARK);
        let width = ems * size - MARK_SPACING * size;
        let top = TOP + MARK_TOP;
        let place = LinePlacement::at(
            LEFT + (WIDTH - width) / 2.0,
            Setter::baseline(top, size * 1.2, size),
            size,
        );
        let place = place
            .typeface(Typeface::Title)
            .spacing(MARK_SPACING * size)
            .red();
        self.setter.put(&mut self.page, place, mark);
        // 空二行, then the number.
        let line = top + size * 1.1 + 2.0 * PITCH;
        self.number(line);
        let rule = line + (PITCH + TEXT) / 2.0 + UNDER_NUMBER;
        self.page.rules.push(Rule {
            from: (LEFT, rule),
            to: (RIGHT, rule),
            width: RED_RULE,
            ink: Ink::Red,
        });
        self.y = rule + 2.0 * PITCH;
    }

    /// The number in the middle, or beside the issuer.
    fn number(&mut self, line: f32) {
        let number = clean(&self.letter.number);
        let issuer = clean(&self.letter.issuer);
        if issuer.is_empty() {
            let width = self.width(&number, TEXT, Typeface::FangSong);
            self.say(
                &number,
                LEFT + (WIDTH - width) / 2.0,
                line,
                TEXT,
                Typeface::FangSong,
            );
        } else {
            self.say(&number, LEFT + SQUARE, line, TEXT, Typeface::FangSong);
            let label = "签发人：";
            let width = self.width(label, TEXT, Typeface::FangSong)
                + self.width(&issuer, TEXT, Typeface::Kai);
            let x = self.say(
                label,
                RIGHT - SQUARE - width,
                line,
                TEXT,
                Typeface::FangSong,
            );
            self.say(&issuer, x, line, TEXT, Typeface::Kai);
        }
    }

    /// Centred, each line a whole of its own; a long one in lines of about equal length.
    fn title(&mut self) {
        let text = clean(&self.letter.title);
        if text.is_empty() {
            return;
        }
        for drawn in title_lines(&text, |c| self.setter.advance(Typeface::Title, c)) {
            let width = self.width(drawn, TITLE, Typeface::Title);
            let x = LEFT + (WIDTH - width) / 2.0;
            let baseline = Setter::baseline(self.y, TITLE_PITCH, TITLE);
            let place = LinePlacement::at(x, baseline, TITLE).typeface(Typeface::Title);
            self.setter.put(&mut self.page, place, drawn);
            self.y += TITLE_PITCH;
        }
        self.y += PITCH;
    }
}

/// The lines of a title, whole words in each, by the widths of its characters in ems.
pub(crate) fn title_lines(text: &str, advance: impl Fn(char) -> f32) -> Vec<&str> {
    let mut lines = Vec::new();
    for part in text.split('\n').filter(|it| !it.trim().is_empty()) {
        // A title that fills the line stands in one; of two, none fills it.
        let whole = part.chars().map(&advance).sum::<f32>() * TITLE <= WIDTH;
        let room = if whole { WIDTH } else { WIDTH - 2.0 * TITLE };
        let broken = break_balanced(part, room / TITLE, &advance);
        lines.extend(
            broken
                .into_iter()
                .map(|it| part.get(it.range).unwrap_or("").trim()),
        );
    }
    lines
}
