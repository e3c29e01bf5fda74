//! Portraits in rows, for posters.

use crate::font::Typeface;
use crate::sheet::{Portrait, Portraits};

use super::breaking::{TextLine, break_balanced, break_lines};
use super::flow::Flow;
use super::page::{Placed, Rule};
use super::setting::{LinePlacement, Setter, clean};
use super::sheet::MM;

/// Sizes on A4; a wall of A3 is read from further away.
const SMALL: Sizes = Sizes {
    name: 17.0,
    line: 11.5,
    text: 10.0,
};
const LARGE: Sizes = Sizes {
    name: 21.0,
    line: 14.0,
    text: 12.0,
};
/// A long name is made smaller down to this before it takes several lines.
const NAME_LEAST: f32 = 11.0;
const LEADING: f32 = 1.5;
/// Space between neighbours.
const GAP: f32 = 6.0 * MM;
/// Rows do not drift further apart than this.
const MOST_BETWEEN: f32 = 22.0 * MM;
/// Paper longer than this is A3.
const A3: f32 = 400.0 * MM;
/// Space between photo and name.
const UNDER_PHOTO: f32 = 1.5 * MM;

/// Sizes of what stands under a photo, in points.
#[derive(Clone, Copy)]
struct Sizes {
    name: f32,
    line: f32,
    text: f32,
}

/// A portrait whose lines are known.
struct Set<'p> {
    person: &'p Portrait,
    sizes: Sizes,
    /// The name in its lines, and its size.
    name: (Vec<String>, f32),
    lines: Vec<(String, TextLine)>,
    sentences: Vec<String>,
}

impl Set<'_> {
    fn height(&self, photo: f32) -> f32 {
        self.above(photo) + self.sentences.len() as f32 * self.sizes.text * LEADING
    }

    /// Height of all but the sentences.
    fn above(&self, photo: f32) -> f32 {
        photo
            + UNDER_PHOTO
            + self.name_height()
            + self.lines.len() as f32 * self.sizes.line * LEADING
    }

    fn name_height(&self) -> f32 {
        match self.name.0.len() {
            0 | 1 => self.sizes.name * LEADING,
            lines => lines as f32 * self.name.1 * LEADING,
        }
    }

    /// Leaves out the sentences that no page has room for, and says so.
    fn cut(&mut self, photo: f32, room: f32) {
        let free = (room - self.above(photo)).max(0.0);
        let most = (free / (self.sizes.text * LEADING)) as usize;
        if self.sentences.len() <= most {
            return;
        }
        self.sentences.truncate(most);
        if let Some(last) = self.sentences.last_mut() {
            last.pop();
            last.push('…');
        }
    }
}

/// Puts the portraits on as many pages as they need.
pub(super) fn put(flow: &mut Flow<'_>, portraits: &Portraits) {
    let across = portraits.across.max(1);
    let whole = flow.sheet.right - flow.sheet.left;
    let width = (whole - GAP * (across - 1) as f32) / across as f32;
    let photo = ((portraits.photo.0 * MM).min(width), portraits.photo.1 * MM);
    // A row that is not full stands in the middle where it is the only one.
    let alone = portraits.people.len().min(across);
    let inset = if portraits.people.len() <= across {
        (whole - width * alone as f32 - GAP * alone.saturating_sub(1) as f32) / 2.0
    } else {
        0.0
    };
    let longest = flow.sheet.width.max(flow.sheet.height);
    let sizes = if longest > A3 { LARGE } else { SMALL };
    let page = flow.bottom - flow.next_body();
    let rows: Vec<(Vec<Set<'_>>, f32)> = portraits
        .people
        .chunks(across)
        .map(|row| {
            let set = |it| {
                let mut set = set(flow.setter, it, width, sizes);
                set.cut(photo.1, page);
                set
            };
            let row: Vec<Set<'_>> = row.iter().map(set).collect();
            let height = row.iter().map(|it| it.height(photo.1)).fold(0.0, f32::max);
            (row, height)
        })
        .collect();
    let mut rest = rows.as_slice();
    while !rest.is_empty() {
        let room = flow.bottom - flow.y;
        let (mut fitting, mut used) = (0, 0.0);
        for (_, height) in rest {
            if fitting > 0 && used + height > room {
                break;
            }
            fitting += 1;
            used += height + GAP;
        }
        if used - GAP > room && fitting == 1 && !flow.is_fresh() {
            flow.next_page();
            continue;
        }
        let (page, later) = rest.split_at(fitting);
        // What a full page leaves stands between its rows; a last page ends where it ends.
        let free = (room - used + GAP).max(0.0);
        let between = if later.is_empty() {
            0.0
        } else {
            (free / fitting as f32).min(MOST_BETWEEN)
        };
        for (row, height) in page {
            for (index, person) in row.iter().enumerate() {
                let left = flow.sheet.left + inset + index as f32 * (width + GAP);
                draw(flow, person, left, width, photo);
            }
            flow.y += height + GAP + between;
        }
        rest = later;
        if !rest.is_empty() {
            flow.next_page();
        }
    }
}

fn set<'p>(setter: &Setter<'_>, person: &'p Portrait, width: f32, sizes: Sizes) -> Set<'p> {
    let plain = |c| setter.advance(Typeface::Regular, c);
    let lines = person.lines.iter().map(|it| clean(it));
    let lines = lines.filter(|it| !it.is_empty()).flat_map(|text| {
        break_balanced(&text, width / sizes.line, plain)
            .into_iter()
            .map(move |line| (text.clone(), line))
            .collect::<Vec<_>>()
    });
    let text = clean(&person.text);
    let part = |line: TextLine| text.get(line.range).unwrap_or_default().to_owned();
    let sentences = if text.is_empty() {
        Vec::new()
    } else {
        let lines = break_lines(&text, width / sizes.text, plain).into_iter();
        lines.map(part).collect()
    };
    Set {
        person,
        sizes,
        name: name(setter, &clean(&person.name), width, sizes.name),
        lines: lines.collect(),
        sentences,
    }
}

/// A name on one line, smaller where it is long; the longest ones on several.
fn name(setter: &Setter<'_>, name: &str, width: f32, size: f32) -> (Vec<String>, f32) {
    let spread = super::cell::spread_name(name);
    let ems = setter.width(Typeface::Bold, &spread);
    let fitting = size.min(width / ems.max(1.0));
    if fitting >= NAME_LEAST {
        return (vec![spread], fitting);
    }
    let bold = |c| setter.advance(Typeface::Bold, c);
    let lines = break_balanced(name, width / NAME_LEAST, bold).into_iter();
    let part = |line: TextLine| name.get(line.range).unwrap_or_default().to_owned();
    (lines.map(part).collect(), NAME_LEAST)
}

fn draw(flow: &mut Flow<'_>, it: &Set<'_>, left: f32, width: f32, photo: (f32, f32)) {
    let setter = flow.setter;
    let mut y = flow.y;
    let x = left + (width - photo.0) / 2.0;
    frame(flow, it.person, x, y, photo);
    y += photo.1 + UNDER_PHOTO;
    let Sizes { name, line, text } = it.sizes;
    let (names, size) = &it.name;
    let pitch = it.name_height() / names.len().max(1) as f32;
    for part in names {
        let wide = setter.width(Typeface::Bold, part) * size;
        let baseline = Setter::baseline(y, pitch, size.min(name));
        let place = LinePlacement {
            name: true,
            ..LinePlacement::at(left + (width - wide) / 2.0, baseline, *size)
                .typeface(Typeface::Bold)
        };
        setter.put(&mut flow.page, place, part);
        y += pitch;
    }
    for (whole, part) in &it.lines {
        let x = left + (width - part.width * line) / 2.0;
        let place = LinePlacement::at(x, Setter::baseline(y, line * LEADING, line), line);
        let whole = whole.get(part.range.clone()).unwrap_or("");
        setter.put(&mut flow.page, place, whole);
        y += line * LEADING;
    }
    for sentence in &it.sentences {
        let place = LinePlacement::at(left, Setter::baseline(y, text * LEADING, text), text);
        setter.put(&mut flow.page, place, sentence);
        y += text * LEADING;
    }
}

/// The photo in its frame; an empty frame where there is none yet.
fn frame(flow: &mut Flow<'_>, person: &Portrait, x: f32, y: f32, (width, height): (f32, f32)) {
    match &person.photo {
        Some(picture) => {
            let (wide, high) = picture.size();
            let shape = wide as f32 / high.max(1) as f32;
            let (w, h) = if shape > width / height {
                (width, width / shape)
            } else {
                (height * shape, height)
            };
            flow.page.pictures.push(Placed {
                x: x + (width - w) / 2.0,
                y: y + (height - h) / 2.0,
                width: w,
                height: h,
                picture: picture.clone(),
            });
        }
        None => {
            let size = 12.0;
            let text = "照片";
            let wide = flow.setter.width(Typeface::Regular, text) * size;
            let place = LinePlacement::at(
                x + (width - wide) / 2.0,
                Setter::baseline(y, height, size),
                size,
            );
            flow.setter.put(&mut flow.page, place, text);
        }
    }
    let corners = [
        (x, y),
        (x + width, y),
        (x + width, y + height),
        (x, y + height),
        (x, y),
    ];
    for side in corners.windows(2) {
        flow.page.rules.push(Rule::black(side[0], side[1], 0.5));
    }
}
