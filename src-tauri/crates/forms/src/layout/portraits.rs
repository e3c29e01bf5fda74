//! Portraits in rows, for posters.

use crate::font::Typeface;
use crate::sheet::{Portrait, Portraits};

use super::breaking::{TextLine, break_balanced, break_lines};
use super::flow::Flow;
use super::page::{Placed, Rule};
use super::setting::{LinePlacement, Setter, clean};
use super::sheet::MM;

const NAME: f32 = 17.0;
const LINE: f32 = 11.5;
const TEXT: f32 = 10.0;
const LEADING: f32 = 1.5;
/// Space between neighbours.
const GAP: f32 = 6.0 * MM;
/// Rows do not drift further apart than this.
const MOST_BETWEEN: f32 = 22.0 * MM;
/// Space between photo and name.
const UNDER_PHOTO: f32 = 1.5 * MM;

/// A portrait whose lines are known.
struct Set<'p> {
    person: &'p Portrait,
    lines: Vec<(String, TextLine)>,
    text: String,
    sentences: Vec<TextLine>,
}

impl Set<'_> {
    fn height(&self, photo: f32) -> f32 {
        photo
            + UNDER_PHOTO
            + NAME * LEADING
            + self.lines.len() as f32 * LINE * LEADING
            + self.sentences.len() as f32 * TEXT * LEADING
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
    let rows: Vec<(Vec<Set<'_>>, f32)> = portraits
        .people
        .chunks(across)
        .map(|row| {
            let row: Vec<Set<'_>> = row.iter().map(|it| set(flow.setter, it, width)).collect();
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

fn set<'p>(setter: &Setter<'_>, person: &'p Portrait, width: f32) -> Set<'p> {
    let lines = person.lines.iter().map(|it| clean(it));
    let lines = lines.filter(|it| !it.is_empty()).flat_map(|text| {
        break_balanced(&text, width / LINE, |c| {
            setter.advance(Typeface::Regular, c)
        })
        .into_iter()
        .map(move |line| (text.clone(), line))
        .collect::<Vec<_>>()
    });
    let text = clean(&person.text);
    let sentences = if text.is_empty() {
        Vec::new()
    } else {
        break_lines(&text, width / TEXT, |c| {
            setter.advance(Typeface::Regular, c)
        })
    };
    Set {
        person,
        lines: lines.collect(),
        text,
        sentences,
    }
}

fn draw(flow: &mut Flow<'_>, it: &Set<'_>, left: f32, width: f32, photo: (f32, f32)) {
    let setter = flow.setter;
    let mut y = flow.y;
    let x = left + (width - photo.0) / 2.0;
    frame(flow, it.person, x, y, photo);
    y += photo.1 + UNDER_PHOTO;
    let name = clean(&it.person.name);
    let spread = super::cell::spread_name(&name);
    let ems = setter.width(Typeface::Bold, &spread);
    let size = NAME.min(width / ems.max(1.0));
    let place = LinePlacement {
        name: true,
        ..LinePlacement::at(
            left + (width - ems * size) / 2.0,
            Setter::baseline(y, NAME * LEADING, size),
            size,
        )
        .typeface(Typeface::Bold)
    };
    setter.put(&mut flow.page, place, &spread);
    y += NAME * LEADING;
    for (text, line) in &it.lines {
        let x = left + (width - line.width * LINE) / 2.0;
        let place = LinePlacement::at(x, Setter::baseline(y, LINE * LEADING, LINE), LINE);
        let text = text.get(line.range.clone()).unwrap_or("");
        setter.put(&mut flow.page, place, text);
        y += LINE * LEADING;
    }
    for line in &it.sentences {
        let place = LinePlacement::at(left, Setter::baseline(y, TEXT * LEADING, TEXT), TEXT);
        let text = it.text.get(line.range.clone()).unwrap_or("");
        setter.put(&mut flow.page, place, text);
        y += TEXT * LEADING;
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
