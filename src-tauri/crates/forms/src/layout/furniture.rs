//! What surrounds the table: title, line of particulars, notes, signatures, foot.

use crate::font::Typeface;
use crate::register::{Register, Signing};

use super::breaking::{break_balanced, break_lines};
use super::page::Page;
use super::setting::{LinePlacement, Setter, clean};
use super::sheet::{MM, Sheet};

/// Size of the title, its letter-spacing in ems (from 0.15 on, programs that read the text back take
/// the gaps for spaces), and the space under it.
const TITLE: f32 = 20.0;
const TITLE_SPACING: f32 = 0.14;
const UNDER_TITLE: f32 = 4.0 * MM;
/// Size of the particulars and the space under them.
const INFO: f32 = 11.0;
const UNDER_INFO: f32 = 2.0 * MM;
/// Size of the foot, and how far its baseline stands above the edge of the paper.
const FOOT: f32 = 9.0;
const FOOT_RISE: f32 = 10.0 * MM;
/// What stands over the foot: the sizes tried until it fits its line, and the line's height in ems.
const SOURCE: [f32; 5] = [9.0, 8.5, 8.0, 7.5, 7.0];
const SOURCE_LINE: f32 = 1.3;
/// Line height in ems outside the table.
const LINE: f32 = 1.45;
/// Space between table and what stands under it.
const UNDER: f32 = 4.0 * MM;
/// Notes on a page of a bound book: size, line height in ems, and how many lines the foot holds.
const SMALL: f32 = 8.0;
const SMALL_LINE: f32 = 1.35;
const PAGE_NOTES: usize = 3;
/// Room to sign behind a label, in ems.
const TO_SIGN: f32 = 9.0;
/// Room that must remain when several sign on a narrow page.
const TO_SIGN_LEAST: f32 = 5.0;

/// A line set beforehand, in coordinates of the page except for its height.
#[derive(Debug, Clone)]
struct Line {
    text: String,
    x: f32,
    size: f32,
    spacing: f32,
    typeface: Typeface,
}

/// The furniture, measured once and put on every page.
pub(crate) struct Furniture {
    sheet: Sheet,
    title: Vec<Line>,
    info: Vec<Vec<Line>>,
    notes: Vec<Line>,
    /// Rows of signature labels.
    signatures: Vec<Vec<Line>>,
    /// The first note and the only row of signatures share a line.
    shared: bool,
    office: String,
}

impl Furniture {
    pub fn new(register: &Register, setter: &Setter<'_>, sheet: Sheet) -> Self {
        let notes = notes(register, setter, sheet);
        let signatures = signatures(register, setter, sheet);
        let shared = match (notes.first(), signatures.as_slice()) {
            (Some(note), [row]) => {
                let end = note.x + setter.width(note.typeface, &note.text) * note.size;
                row.first().is_some_and(|label| end + 2.0 * INFO <= label.x)
            }
            _ => false,
        };
        Self {
            sheet,
            title: title(register, setter, sheet),
            info: info(register, setter, sheet),
            notes,
            signatures,
            shared,
            office: clean(&register.foot_left),
        }
    }

    /// Puts title and particulars on a page; gives back where the table begins.
    pub fn put_top(&self, setter: &Setter<'_>, page: &mut Page) -> f32 {
        let mut y = self.sheet.top;
        for line in &self.title {
            put(setter, page, line, y, line.size * LINE);
            y += line.size * LINE;
        }
        if !self.title.is_empty() {
            y += UNDER_TITLE;
        }
        for row in &self.info {
            for line in row {
                put(setter, page, line, y, INFO * LINE);
            }
            y += INFO * LINE;
        }
        if self.info.is_empty() {
            y
        } else {
            y + UNDER_INFO
        }
    }

    /// Height of the signatures, the space above them included.
    pub fn signatures_height(&self) -> f32 {
        match self.signatures.len() {
            0 => 0.0,
            rows => UNDER + rows as f32 * INFO * LINE * 1.3,
        }
    }

    /// Height of all that stands under the end of the table and is not on every page anyway.
    pub fn tail_height(&self, signing: Signing) -> f32 {
        let notes = self.notes.len() as f32 * INFO * LINE;
        match (signing, self.shared) {
            (Signing::EveryPage, true) => notes - INFO * LINE,
            (Signing::EveryPage, false) => notes,
            (Signing::LastPage, true) => self.signatures_height() + notes - INFO * LINE,
            (Signing::LastPage, false) if self.notes.is_empty() => self.signatures_height(),
            (Signing::LastPage, false) => UNDER + notes + self.signatures_height(),
        }
    }

    /// Puts notes and, where they are not on every page, signatures under the table. The first
    /// note stands beside the signatures where it leaves them room.
    pub fn put_tail(&self, setter: &Setter<'_>, page: &mut Page, top: f32, signing: Signing) {
        let mut y = top;
        if signing == Signing::EveryPage && !self.shared {
            y += (self.signatures_height() - UNDER).max(0.0);
        }
        for line in &self.notes {
            put(setter, page, line, y, INFO * LINE);
            y += INFO * LINE;
        }
        if signing == Signing::LastPage {
            let below = if self.notes.is_empty() {
                top
            } else {
                y + UNDER / 2.0
            };
            self.put_signatures(setter, page, if self.shared { top } else { below });
        }
    }

    /// Puts the signatures on a page.
    pub fn put_signatures(&self, setter: &Setter<'_>, page: &mut Page, top: f32) {
        for (index, row) in self.signatures.iter().enumerate() {
            for line in row {
                put(
                    setter,
                    page,
                    line,
                    top + index as f32 * INFO * LINE * 1.3,
                    INFO * LINE,
                );
            }
        }
    }

    /// Puts the office at the foot.
    pub fn put_office(&self, setter: &Setter<'_>, page: &mut Page) {
        self.put_office_at(setter, page, self.sheet.height - FOOT_RISE);
    }

    fn put_office_at(&self, setter: &Setter<'_>, page: &mut Page, y: f32) {
        setter.put(
            page,
            LinePlacement::at(self.sheet.left, y, FOOT),
            &self.office,
        );
    }

    /// Sets what a page of a bound book says of its own entries, beside the signatures: as many
    /// lines as the foot holds, and what is left over.
    pub fn put_page_notes(
        &self,
        setter: &Setter<'_>,
        page: &mut Page,
        top: f32,
        notes: Vec<String>,
    ) -> Vec<String> {
        let right = self
            .signatures
            .first()
            .and_then(|row| row.first())
            .map_or(self.sheet.right, |label| label.x - 2.0 * INFO);
        let room = ((right - self.sheet.left) / SMALL).max(8.0);
        let mut left_over = Vec::new();
        let mut used = 0;
        for note in notes {
            let whole = clean(&note).replace('\n', " ");
            let about = whole.split_once('：').map_or("", |it| it.0);
            // What finds no room is at least pointed to.
            let tries = [whole.clone(), format!("{about}见附页")];
            let set = tries.iter().enumerate().find_map(|(at, text)| {
                let lines = break_lines(text, room, |c| setter.advance(Typeface::Regular, c));
                (used + lines.len() <= PAGE_NOTES).then_some((at, text, lines))
            });
            if set.as_ref().is_none_or(|it| it.0 > 0) {
                left_over.push(note);
            }
            let Some((_, text, lines)) = set else {
                continue;
            };
            for line in lines {
                let y = top + used as f32 * SMALL * SMALL_LINE;
                let baseline = Setter::baseline(y, SMALL * SMALL_LINE, SMALL);
                let place = LinePlacement::at(self.sheet.left, baseline, SMALL);
                setter.put(page, place, text.get(line.range).unwrap_or(""));
                used += 1;
            }
        }
        left_over
    }

    /// Puts office and page number at the foot, over them where the page comes from.
    pub fn put_foot(
        &self,
        setter: &Setter<'_>,
        page: &mut Page,
        (number, total): (usize, usize),
        source: &str,
    ) {
        let words = format!("第 {number} 页　共 {total} 页");
        self.put_words(setter, page, &words, source);
    }

    /// Puts office and these words about the page at the foot, over them where the page comes from.
    pub fn put_words(&self, setter: &Setter<'_>, page: &mut Page, text: &str, source: &str) {
        let width = setter.width(Typeface::Regular, text) * FOOT;
        let end = self.sheet.right - width;
        let source = clean(source).replace('\n', " ");
        let mut y = self.sheet.height - FOOT_RISE;
        if source.is_empty() {
            self.put_office_at(setter, page, y);
        } else {
            // Both lines stand between the table and the edge of the paper.
            let margin = self.sheet.height - self.sheet.bottom;
            y = self.sheet.height - (margin - FOOT * SOURCE_LINE - 0.9 * FOOT).min(FOOT_RISE);
            self.put_source(setter, page, &source, (y, end - FOOT));
        }
        setter.put(page, LinePlacement::at(end, y, FOOT), text);
    }

    /// A line over the foot, in smaller type the longer it is. One that is too long still goes on in
    /// the place of the office, up to `end`.
    fn put_source(
        &self,
        setter: &Setter<'_>,
        page: &mut Page,
        source: &str,
        (foot, end): (f32, f32),
    ) {
        let room = self.sheet.right - self.sheet.left;
        let ems = setter.width(Typeface::Regular, source);
        let size = SOURCE.into_iter().find(|size| ems * size <= room);
        let least = SOURCE[SOURCE.len() - 1];
        let mut put = |y: f32, size: f32, text: &str| {
            setter.put(page, LinePlacement::at(self.sheet.left, y, size), text);
        };
        let above = foot - FOOT * SOURCE_LINE;
        if let Some(size) = size {
            put(above, size, source);
            self.put_office_at(setter, page, foot);
            return;
        }
        let advance = |c| setter.advance(Typeface::Regular, c);
        let lines = break_lines(source, room / least, advance);
        let first = lines.first().map_or(0, |it| it.range.end);
        let (begin, rest) = source.split_at(first);
        put(above, least, begin.trim_end());
        let left = (end - self.sheet.left) / setter.width(Typeface::Regular, rest).max(1.0);
        put(foot, left.clamp(4.0, least), rest.trim_start());
    }
}

fn put(setter: &Setter<'_>, page: &mut Page, line: &Line, top: f32, height: f32) {
    let place = LinePlacement::at(line.x, Setter::baseline(top, height, line.size), line.size);
    setter.put(
        page,
        place.typeface(line.typeface).spacing(line.spacing),
        &line.text,
    );
}

/// The title, spread and centred; a long one gives up size and spacing before it takes two lines.
fn title(register: &Register, setter: &Setter<'_>, sheet: Sheet) -> Vec<Line> {
    let text = clean(&register.title);
    if text.is_empty() {
        return Vec::new();
    }
    let room = sheet.right - sheet.left;
    let typeface = Typeface::Title;
    let centred = |text: &str, size: f32, spacing: f32| {
        let gaps = text.chars().count().saturating_sub(1) as f32;
        let width = setter.width(typeface, text) * size + gaps * spacing;
        let x = (sheet.left + sheet.right - width) / 2.0;
        (width <= room).then(|| Line {
            text: text.to_owned(),
            x,
            size,
            spacing,
            typeface,
        })
    };
    let tries = [
        (TITLE, TITLE_SPACING),
        (TITLE, 0.05),
        (18.0, 0.05),
        (16.0, 0.0),
    ];
    for (size, spacing) in tries {
        if let Some(lines) = text
            .split('\n')
            .map(|t| centred(t, size, spacing * size))
            .collect()
        {
            return lines;
        }
    }
    break_balanced(&text, room / 16.0, |c| setter.advance(typeface, c))
        .into_iter()
        .filter_map(|l| centred(text.get(l.range)?, 16.0, 0.0))
        .collect()
}

/// The particulars: on one line where they fit side by side, else one below the other.
fn info(register: &Register, setter: &Setter<'_>, sheet: Sheet) -> Vec<Vec<Line>> {
    let [left, middle, right] = [
        &register.info.left,
        &register.info.middle,
        &register.info.right,
    ]
    .map(|t| clean(t).replace('\n', " "));
    if left.is_empty() && middle.is_empty() && right.is_empty() {
        return Vec::new();
    }
    let typeface = Typeface::Regular;
    let line = |text: &str, x: f32, size: f32| Line {
        text: text.to_owned(),
        x,
        size,
        spacing: 0.0,
        typeface,
    };
    for half in 0..=5_u8 {
        let size = INFO - f32::from(half) * 0.5;
        let [l, m, r] = [&left, &middle, &right].map(|t| setter.width(typeface, t) * size);
        let (free_from, free_to) = (sheet.left + l + size, sheet.right - r - size);
        if m > free_to - free_from {
            continue;
        }
        // Centred on the page, or as near to it as its neighbours allow.
        let centre = (sheet.left + sheet.right - m) / 2.0;
        let x = centre.clamp(free_from, free_to - m);
        return vec![vec![
            line(&left, sheet.left, size),
            line(&middle, x, size),
            line(&right, sheet.right - r, size),
        ]];
    }
    let room = (sheet.right - sheet.left) / INFO;
    [left, middle, right]
        .iter()
        .filter(|t| !t.is_empty())
        .flat_map(|t| {
            break_lines(t, room, |c| setter.advance(typeface, c))
                .into_iter()
                .map(|l| vec![line(t.get(l.range).unwrap_or(""), sheet.left, INFO)])
        })
        .collect()
}

fn notes(register: &Register, setter: &Setter<'_>, sheet: Sheet) -> Vec<Line> {
    let typeface = Typeface::Regular;
    let room = (sheet.right - sheet.left) / INFO;
    let mut lines = Vec::new();
    for note in register
        .notes
        .iter()
        .map(|n| clean(n))
        .filter(|n| !n.is_empty())
    {
        for line in break_lines(&note, room, |c| setter.advance(typeface, c)) {
            let text = note.get(line.range).unwrap_or("").to_owned();
            lines.push(Line {
                text,
                x: sheet.left,
                size: INFO,
                spacing: 0.0,
                typeface,
            });
        }
    }
    lines
}

/// Signature labels at the right, each with room behind it, in as many rows as they need.
fn signatures(register: &Register, setter: &Setter<'_>, sheet: Sheet) -> Vec<Vec<Line>> {
    let typeface = Typeface::Regular;
    let labels: Vec<String> = register
        .signatures
        .iter()
        .map(|s| clean(s))
        .filter(|s| !s.is_empty())
        .collect();
    let room = sheet.right - sheet.left;
    let width = |text: &str| setter.width(typeface, text) * INFO;
    let all: f32 = labels.iter().map(|l| width(l)).sum();
    let count = labels.len().max(1) as f32;
    let to_sign = ((room - all) / count).clamp(TO_SIGN_LEAST * INFO, TO_SIGN * INFO);
    let mut rows: Vec<Vec<Line>> = Vec::new();
    let mut used = f32::MAX;
    for text in labels {
        let own = width(&text) + to_sign;
        if used + own > room + 0.01 {
            rows.push(Vec::new());
            used = 0.0;
        }
        if let Some(row) = rows.last_mut() {
            row.push(Line {
                text,
                x: used,
                size: INFO,
                spacing: 0.0,
                typeface,
            });
        }
        used += own;
    }
    for row in &mut rows {
        let end = row.last().map_or(0.0, |l| l.x + width(&l.text) + to_sign);
        for line in row {
            line.x += sheet.right - end;
        }
    }
    rows
}
