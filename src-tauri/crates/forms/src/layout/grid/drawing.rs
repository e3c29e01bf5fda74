//! Drawing the measured cells of a grid, and the rules around them.

use std::ops::Range;

use crate::font::Typeface;
use crate::layout::cell::{Cell, HEAD_PAD_X, Manner, PAD_X, PAD_Y, set_cell, start_of_line};
use crate::layout::flow::Flow;
use crate::layout::page::{Page, Placed, Rule};
use crate::layout::setting::{LinePlacement, Setter, clean};
use crate::layout::sheet::MM;
use crate::layout::table::{INNER, OUTER};
use crate::paper::{Align, Kind};
use crate::picture::Picture;
use crate::sheet::{Content, Tick};

use super::division::Piece;
use super::measured::{
    BOX, BOX_GAP, Measured, MeasuredCell, SIGN_LEADING, Setting, TEXT, TICK_LEADING,
};

/// Room between a photo and the edges of its cell.
const PHOTO_PAD: f32 = 1.0 * MM;
/// Room between the lines to sign on and the right edge, in ems.
const SIGN_INSET: f32 = 1.5;

/// Draws what stands on one page; `goes_on` where the grid began on an earlier one.
pub(super) fn draw_page(
    flow: &mut Flow<'_>,
    measured: &Measured<'_>,
    pieces: &[Piece],
    goes_on: bool,
) {
    let top = flow.y;
    let head = measured.grid.head;
    if goes_on && head > 0 {
        draw_rows(flow, measured, 0..head, None);
        line_under(flow, measured);
    }
    let last = pieces.len().saturating_sub(1);
    for (index, piece) in pieces.iter().enumerate() {
        let part = piece
            .part
            .as_ref()
            .map(|(lines, begun)| (lines.as_slice(), *begun, piece.height));
        draw_rows(flow, measured, piece.rows.clone(), part);
        if index < last {
            line_under(flow, measured);
        }
    }
    frame(&mut flow.page, measured, top, flow.y);
}

/// A level line under what was drawn last.
fn line_under(flow: &mut Flow<'_>, measured: &Measured<'_>) {
    if let (Some(left), Some(right)) = (measured.edges.first(), measured.edges.last()) {
        let (from, to) = ((*left, flow.y), (*right, flow.y));
        flow.page.rules.push(Rule::black(from, to, INNER));
    }
}

fn frame(page: &mut Page, measured: &Measured<'_>, top: f32, bottom: f32) {
    let (Some(left), Some(right)) = (measured.edges.first(), measured.edges.last()) else {
        return;
    };
    if bottom <= top {
        return;
    }
    let half = OUTER / 2.0;
    for y in [top, bottom] {
        let (from, to) = ((left - half, y), (right + half, y));
        page.rules.push(Rule::black(from, to, OUTER));
    }
    for x in [*left, *right] {
        page.rules.push(Rule::black((x, top), (x, bottom), OUTER));
    }
}

/// Draws a group of rows, or a part of one row.
fn draw_rows(
    flow: &mut Flow<'_>,
    measured: &Measured<'_>,
    rows: Range<usize>,
    part: Option<(&[Range<usize>], bool, f32)>,
) {
    let mut tops = vec![flow.y];
    for row in rows.clone() {
        let height = part.map_or(measured.heights[row], |(_, _, height)| height);
        tops.push(tops.last().copied().unwrap_or(0.0) + height);
    }
    let end = tops.last().copied().unwrap_or(flow.y);
    let right_edge = measured.edges.last().copied().unwrap_or(0.0);
    let cells = measured
        .cells
        .iter()
        .filter(|it| rows.contains(&it.row))
        .enumerate();
    for (index, cell) in cells {
        let top = tops[cell.row - rows.start];
        let bottom = tops[(cell.row - rows.start + cell.rows).min(rows.len())];
        let lines = part.and_then(|(lines, _, _)| lines.get(index).cloned());
        let begun = part.is_some_and(|(_, begun, _)| begun);
        draw_cell(flow, cell, (top, bottom), lines, begun);
        let page = &mut flow.page;
        if cell.right < right_edge - 0.1 {
            let (from, to) = ((cell.right, top), (cell.right, bottom));
            page.rules.push(Rule::black(from, to, INNER));
        }
        if bottom < end - 0.1 {
            let (from, to) = ((cell.left, bottom), (cell.right, bottom));
            page.rules.push(Rule::black(from, to, INNER));
        }
    }
    flow.y = end;
}

fn draw_cell(
    flow: &mut Flow<'_>,
    cell: &MeasuredCell<'_>,
    (top, bottom): (f32, f32),
    lines: Option<Range<usize>>,
    begun: bool,
) {
    let setter = flow.setter;
    let page = &mut flow.page;
    match &cell.set {
        Setting::Text {
            text,
            typeface,
            align,
            top: from_top,
            label,
        } => {
            let edges = (cell.left, cell.right);
            if *label && begun {
                let again = continued(setter, cell, *typeface, text.size);
                let all = 0..again.lines.len();
                draw_text(
                    setter,
                    page,
                    &again,
                    all,
                    *typeface,
                    *align,
                    edges,
                    (top, bottom),
                    false,
                );
                return;
            }
            let split = lines.is_some() && !label;
            let shown = match lines {
                Some(lines) if !label => lines,
                _ => 0..text.lines.len(),
            };
            let above = *from_top || split;
            draw_text(
                setter,
                page,
                text,
                shown,
                *typeface,
                *align,
                edges,
                (top, bottom),
                above,
            );
        }
        Setting::Photo(picture) if !begun => draw_photo(setter, page, *picture, cell, top, bottom),
        Setting::Signing { text, lines, size } if !begun => {
            let all = 0..text.lines.len();
            let edges = (cell.left, cell.right);
            let (typeface, align) = (Typeface::Regular, Align::Left);
            draw_text(
                setter,
                page,
                text,
                all,
                typeface,
                align,
                edges,
                (top, bottom),
                true,
            );
            draw_signing(setter, page, lines, *size, cell, bottom);
        }
        Setting::Ticks { rows, size } if !begun => {
            draw_ticks(setter, page, rows, *size, cell, top, bottom);
        }
        Setting::Photo(_) | Setting::Signing { .. } | Setting::Ticks { .. } => {}
    }
}

/// The label of a row that goes on.
fn continued(setter: &Setter<'_>, cell: &MeasuredCell<'_>, typeface: Typeface, size: f32) -> Cell {
    let text = match &cell.cell.content {
        Content::Label(text) | Content::Head(text) => format!("{}\n（续）", clean(text)),
        _ => String::new(),
    };
    let manner = Manner {
        width: cell.right - cell.left,
        align: Align::Center,
        kind: Kind::Plain,
        typeface,
        padding: HEAD_PAD_X,
        size,
    };
    set_cell(setter, &text, manner)
}

#[expect(clippy::too_many_arguments, reason = "where, how and what of one text")]
fn draw_text(
    setter: &Setter<'_>,
    page: &mut Page,
    text: &Cell,
    lines: Range<usize>,
    typeface: Typeface,
    align: Align,
    (left, right): (f32, f32),
    (top, bottom): (f32, f32),
    from_top: bool,
) {
    let block = lines.len() as f32 * text.leading();
    let mut y = if from_top {
        top + PAD_Y
    } else {
        top + (bottom - top - block) / 2.0
    };
    for line in lines {
        let Some((drawn, width)) = text.line(line) else {
            continue;
        };
        let x = start_of_line(align, (left, right), width);
        let place = LinePlacement {
            name: text.name,
            ..LinePlacement::at(x, Setter::baseline(y, text.leading(), text.size), text.size)
        };
        setter.put(page, place.typeface(typeface), drawn);
        y += text.leading();
    }
}

fn draw_photo(
    setter: &Setter<'_>,
    page: &mut Page,
    picture: Option<&Picture>,
    cell: &MeasuredCell<'_>,
    top: f32,
    bottom: f32,
) {
    let (width, height) = (cell.right - cell.left, bottom - top);
    let Some(picture) = picture else {
        let text = "照　片";
        let wide = setter.width(Typeface::Regular, text) * TEXT;
        let x = cell.left + (width - wide) / 2.0;
        let place = LinePlacement {
            name: true,
            ..LinePlacement::at(x, Setter::baseline(top, height, TEXT), TEXT)
        };
        setter.put(page, place, text);
        return;
    };
    let (room_x, room_y) = (width - 2.0 * PHOTO_PAD, height - 2.0 * PHOTO_PAD);
    let (wide, high) = picture.size();
    let shape = wide as f32 / high.max(1) as f32;
    let (w, h) = if shape > room_x / room_y.max(1.0) {
        (room_x, room_x / shape)
    } else {
        (room_y * shape, room_y)
    };
    page.pictures.push(Placed {
        x: cell.left + (width - w) / 2.0,
        y: top + (height - h) / 2.0,
        width: w,
        height: h,
        picture: picture.clone(),
    });
}

fn draw_signing(
    setter: &Setter<'_>,
    page: &mut Page,
    lines: &[String],
    size: f32,
    cell: &MeasuredCell<'_>,
    bottom: f32,
) {
    let mut y = bottom - PAD_Y - lines.len() as f32 * size * SIGN_LEADING;
    for line in lines {
        let width = setter.width(Typeface::Regular, line) * size;
        let x = (cell.right - PAD_X - SIGN_INSET * size - width).max(cell.left + PAD_X);
        let place = LinePlacement::at(x, Setter::baseline(y, size * SIGN_LEADING, size), size);
        setter.put(page, place, line);
        y += size * SIGN_LEADING;
    }
}

fn draw_ticks(
    setter: &Setter<'_>,
    page: &mut Page,
    rows: &[Vec<(f32, &Tick)>],
    size: f32,
    cell: &MeasuredCell<'_>,
    top: f32,
    bottom: f32,
) {
    let leading = size * TICK_LEADING;
    let mut y = top + (bottom - top - rows.len() as f32 * leading) / 2.0;
    for row in rows {
        for (x, tick) in row {
            let left = cell.left + PAD_X + x;
            let side = BOX * size;
            let upper = y + (leading - side) / 2.0;
            draw_box(page, left, upper, side, tick.ticked);
            let at = left + side + BOX_GAP * size;
            let place = LinePlacement::at(at, Setter::baseline(y, leading, size), size);
            setter.put(page, place, &tick.label);
        }
        y += leading;
    }
}

/// A box as lines, because few faces have one; its tick as two strokes.
fn draw_box(page: &mut Page, left: f32, top: f32, side: f32, ticked: bool) {
    page.rules
        .extend(Rule::around((left, top), (left + side, top + side), 0.6));
    if ticked {
        let point = |x: f32, y: f32| (left + x * side, top + y * side);
        let knee = point(0.42, 0.82);
        for end in [point(0.16, 0.5), point(0.9, 0.14)] {
            page.rules.push(Rule::black(knee, end, 1.1));
        }
    }
}
