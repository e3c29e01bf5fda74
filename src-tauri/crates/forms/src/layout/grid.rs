//! A ruled grid with spanned cells: measured, divided over pages, drawn.

use std::ops::Range;

use crate::font::Weight;
use crate::paper::{Align, Kind};
use crate::sheet::{Content, Grid, GridCell, Tick};

use super::cell::{Cell, HEAD_PAD_X, Manner, PAD_X, PAD_Y, set_cell, sizes, spread_name};
use super::columns;
use super::flow::Flow;
use super::page::{Page, Placed, Rule};
use super::setting::{Place, Setter, clean};
use super::sheet::MM;
use super::table::{INNER, OUTER};

/// Size of text where the grid says none.
const TEXT: f32 = 11.0;
/// What was entered is made smaller down to this before its row grows.
const LEAST: f32 = 9.0;
/// A row that has to grow is set in this size: the one that reads well.
const GROWN: f32 = 10.5;
/// Height of a line to sign on, in ems.
const SIGN_LEADING: f32 = 1.9;
/// Room between the lines to sign on and the right edge, in ems.
const SIGN_INSET: f32 = 1.5;
/// Side of a box to tick, and the space behind it and behind its words, in ems.
const BOX: f32 = 0.86;
const BOX_GAP: f32 = 0.3;
const TICK_GAP: f32 = 1.2;
const TICK_LEADING: f32 = 1.6;
/// Room between a photo and the edges of its cell.
const PHOTO_PAD: f32 = 1.0 * MM;
/// Lines that must stand on each side of a split.
const KEPT: usize = 2;
/// A row higher than this part of a page splits; a lower one moves to the next page whole.
const TALL: f32 = 0.4;

/// What the grid may take of the page on which it ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Room {
    /// All but this height, for what stands under the form.
    Last(f32),
    /// All: the page ends behind the grid.
    Whole,
    /// No more than it needs.
    Shared,
}

/// A cell in its place, measured.
struct Placing<'g> {
    cell: &'g GridCell,
    row: usize,
    rows: usize,
    left: f32,
    right: f32,
    set: Setting<'g>,
}

/// The content of a cell, its lines known.
enum Setting<'g> {
    Text {
        text: Cell,
        weight: Weight,
        align: Align,
        top: bool,
        label: bool,
    },
    Photo(Option<&'g crate::picture::Picture>),
    Signing {
        text: Cell,
        lines: &'g [String],
        size: f32,
    },
    Ticks {
        rows: Vec<Vec<(f32, &'g Tick)>>,
        size: f32,
    },
}

impl Placing<'_> {
    /// The lines that may go on over the page.
    fn lines(&self) -> usize {
        match &self.set {
            Setting::Text {
                text, label: false, ..
            } => text.lines.len(),
            _ => 0,
        }
    }

    fn leading(&self) -> f32 {
        match &self.set {
            Setting::Text { text, .. } => text.leading(),
            _ => 1.0,
        }
    }

    /// Height of the content with its padding.
    fn needs(&self) -> f32 {
        let content = match &self.set {
            Setting::Text { text, .. } => text.height(),
            Setting::Photo(_) => 0.0,
            Setting::Signing { text, lines, size } => {
                text.height() + lines.len() as f32 * size * SIGN_LEADING
            }
            Setting::Ticks { rows, size } => rows.len() as f32 * size * TICK_LEADING,
        };
        content + 2.0 * PAD_Y
    }
}

/// A piece of the grid on one page: whole rows, or some lines of one row.
struct Piece {
    rows: Range<usize>,
    height: f32,
    /// Of a split row: the lines per cell, and whether it goes on from the page before.
    part: Option<(Vec<Range<usize>>, bool)>,
}

struct Measured<'g> {
    grid: &'g Grid,
    edges: Vec<f32>,
    cells: Vec<Placing<'g>>,
    heights: Vec<f32>,
}

/// So much of a first row that splits stands under a head on the same page.
const LEAD: f32 = 24.0 * MM;

/// Puts a grid on as many pages as it needs.
pub(super) fn put(flow: &mut Flow<'_>, grid: &Grid, room: Room) {
    let mut measured = measure(flow, grid);
    // A head never stands alone at the foot of a page.
    let lead: f32 = measured.heights.iter().take(grid.head).sum();
    let first = measured.heights.get(grid.head).copied().unwrap_or(0.0);
    let tall = first > TALL * (flow.bottom - flow.next_body());
    let below = if tall { LEAD } else { first };
    if grid.head > 0 && !flow.is_fresh() && flow.y + lead + below > flow.bottom {
        flow.next_page();
    }
    let pages = divide(flow, &measured, room);
    let last = pages.len().saturating_sub(1);
    for (index, pieces) in pages.iter().enumerate() {
        if index > 0 {
            flow.next_page();
        }
        let room = if index == last { room } else { Room::Whole };
        grow(flow, &mut measured, pieces, room);
        draw_page(flow, &measured, pieces, index > 0);
    }
}

fn measure<'g>(flow: &Flow<'_>, grid: &'g Grid) -> Measured<'g> {
    let whole = flow.sheet.right - flow.sheet.left;
    let mut edges = vec![flow.sheet.left];
    for width in columns::widths_of(&grid.columns, whole) {
        edges.push(edges.last().copied().unwrap_or(0.0) + width);
    }
    let count = grid.columns.len();
    let size = if grid.size > 0.0 { grid.size } else { TEXT };
    let mut taken = vec![vec![false; count]; grid.rows.len()];
    let mut cells = Vec::new();
    for (row, line) in grid.rows.iter().enumerate() {
        let mut column = 0;
        for cell in &line.cells {
            while column < count && taken[row][column] {
                column += 1;
            }
            if column >= count {
                break;
            }
            let columns = cell.columns.clamp(1, count - column);
            let rows = cell.rows.clamp(1, grid.rows.len() - row);
            for covered in taken.iter_mut().skip(row).take(rows) {
                covered[column..column + columns].fill(true);
            }
            let (left, right) = (edges[column], edges[column + columns]);
            let least: f32 = grid.rows[row..row + rows]
                .iter()
                .map(|it| it.height * MM)
                .sum();
            let set = set(flow.setter, &cell.content, right - left, least, size);
            cells.push(Placing {
                cell,
                row,
                rows,
                left,
                right,
                set,
            });
            column += columns;
        }
    }
    let mut heights: Vec<f32> = grid.rows.iter().map(|it| it.height * MM).collect();
    for cell in cells.iter().filter(|it| it.rows == 1) {
        heights[cell.row] = heights[cell.row].max(cell.needs());
    }
    // What spans several rows stretches the last of them.
    for cell in cells.iter().filter(|it| it.rows > 1) {
        let rows = cell.row..cell.row + cell.rows;
        let missing = cell.needs() - heights[rows.clone()].iter().sum::<f32>();
        if missing > 0.0 {
            heights[rows.end - 1] += missing;
        }
    }
    Measured {
        grid,
        edges,
        cells,
        heights,
    }
}

fn set<'g>(
    setter: &Setter<'_>,
    content: &'g Content,
    width: f32,
    least: f32,
    size: f32,
) -> Setting<'g> {
    let manner = |align, kind, weight, padding| Manner {
        width,
        align,
        kind,
        weight,
        padding,
        size,
    };
    let label = |text: &str, weight| Setting::Text {
        text: set_label(
            setter,
            text,
            manner(Align::Center, Kind::Plain, weight, HEAD_PAD_X),
        ),
        weight,
        align: Align::Center,
        top: false,
        label: true,
    };
    match content {
        Content::Label(text) => label(text, Weight::Regular),
        Content::Head(text) => label(text, Weight::Bold),
        Content::Value { text, align, kind } => Setting::Text {
            text: fit(
                setter,
                text,
                manner(*align, *kind, Weight::Regular, PAD_X),
                least,
            ),
            weight: Weight::Regular,
            align: *align,
            top: false,
            label: false,
        },
        Content::Long(text) => Setting::Text {
            text: fit(
                setter,
                text,
                manner(Align::Left, Kind::Plain, Weight::Regular, PAD_X),
                least,
            ),
            weight: Weight::Regular,
            align: Align::Left,
            top: true,
            label: false,
        },
        Content::Photo(picture) => Setting::Photo(picture.as_ref()),
        Content::Signing { text, lines } => Setting::Signing {
            text: fit(
                setter,
                text,
                manner(Align::Left, Kind::Plain, Weight::Regular, PAD_X),
                least - lines.len() as f32 * size * SIGN_LEADING,
            ),
            lines,
            size,
        },
        Content::Ticks(ticks) => Setting::Ticks {
            rows: set_ticks(setter, ticks, width - 2.0 * PAD_X, size),
            size,
        },
    }
}

/// A label of two characters is spread to three squares where there is room.
fn set_label(setter: &Setter<'_>, text: &str, manner: Manner) -> Cell {
    let spread = spread_name(&clean(text));
    let room = manner.width - 2.0 * manner.padding;
    if setter.width(manner.weight, &spread) * manner.size <= room && spread != text {
        let cell = set_cell(setter, &spread, manner);
        return Cell { name: true, ..cell };
    }
    set_cell(setter, text, manner)
}

/// What was entered, in the largest size that leaves its row as it is; where none does, in the
/// size that reads well, and the row grows.
fn fit(setter: &Setter<'_>, text: &str, manner: Manner, least: f32) -> Cell {
    let room = least - 2.0 * PAD_Y;
    let at = |size: f32| set_cell(setter, text, Manner { size, ..manner });
    sizes(manner.size, LEAST)
        .map(at)
        .find(|cell| cell.height() <= room + 0.1)
        .unwrap_or_else(|| at(GROWN.min(manner.size)))
}

fn set_ticks<'g>(
    setter: &Setter<'_>,
    ticks: &'g [Tick],
    room: f32,
    size: f32,
) -> Vec<Vec<(f32, &'g Tick)>> {
    let mut rows: Vec<Vec<(f32, &Tick)>> = vec![Vec::new()];
    let mut x = 0.0;
    for tick in ticks {
        let words = setter.width(Weight::Regular, &tick.label);
        let own = (BOX + BOX_GAP + words) * size;
        if x > 0.0 && x + own > room {
            rows.push(Vec::new());
            x = 0.0;
        }
        if let Some(row) = rows.last_mut() {
            row.push((x, tick));
        }
        x += own + TICK_GAP * size;
    }
    rows
}

/// Rows that no cell ties together.
fn groups(measured: &Measured<'_>) -> Vec<Range<usize>> {
    let count = measured.heights.len();
    let mut tied = vec![false; count + 1];
    for cell in &measured.cells {
        tied[cell.row + 1..cell.row + cell.rows].fill(true);
    }
    let mut groups = Vec::new();
    let mut start = 0;
    for (end, tied) in tied.iter().enumerate().skip(1) {
        if !tied {
            groups.push(start..end);
            start = end;
        }
    }
    groups
}

/// Which rows stand on which page.
fn divide(flow: &Flow<'_>, measured: &Measured<'_>, room: Room) -> Vec<Vec<Piece>> {
    let head: f32 = measured.heights.iter().take(measured.grid.head).sum();
    let next = flow.next_body() + head;
    let mut pages: Vec<Vec<Piece>> = vec![Vec::new()];
    let mut y = flow.y;
    let mut fresh = flow.is_fresh();
    let groups = groups(measured);
    let count = groups.len();
    for (index, rows) in groups.into_iter().enumerate() {
        let height: f32 = measured.heights[rows.clone()].iter().sum();
        let after = match room {
            Room::Last(tail) if index + 1 == count => tail,
            _ => 0.0,
        };
        let whole = flow.bottom - next;
        if y + height + after > flow.bottom + 0.1 {
            let tall = height > TALL * whole;
            let one = rows.len() == 1;
            let splits = one && (height + after > whole || (tall && y + height > flow.bottom));
            if splits {
                let parts = split(flow, measured, rows.start, y, next, fresh);
                for (number, (piece, bottom)) in parts.into_iter().enumerate() {
                    if number > 0 || piece.is_none() {
                        if !(fresh && pages.last().is_some_and(Vec::is_empty)) || number > 0 {
                            pages.push(Vec::new());
                        }
                        y = next;
                    }
                    if let (Some(piece), Some(page)) = (piece, pages.last_mut()) {
                        page.push(piece);
                        y = bottom;
                    }
                }
                fresh = false;
                continue;
            }
            if !fresh {
                pages.push(Vec::new());
                y = next;
            }
        }
        if let Some(page) = pages.last_mut() {
            page.push(Piece {
                rows,
                height,
                part: None,
            });
        }
        y += height;
        fresh = false;
    }
    pages
}

/// Divides one row; each part with the height at which it ends. An empty first part means that
/// the row begins on the next page.
fn split(
    flow: &Flow<'_>,
    measured: &Measured<'_>,
    row: usize,
    top: f32,
    next: f32,
    fresh: bool,
) -> Vec<(Option<Piece>, f32)> {
    let cells: Vec<&Placing<'_>> = measured.cells.iter().filter(|it| it.row == row).collect();
    let mut done = vec![0_usize; cells.len()];
    let mut parts = Vec::new();
    let (mut y, mut fresh) = (top, fresh);
    loop {
        let room = flow.bottom - y - 2.0 * PAD_Y;
        let mut taken: Vec<Range<usize>> = cells
            .iter()
            .zip(&done)
            .map(|(cell, done)| {
                let fitting = (room / cell.leading()).floor().max(0.0) as usize;
                *done..cell.lines().min(done + fitting)
            })
            .collect();
        let left = cells
            .iter()
            .zip(&done)
            .map(|(cell, done)| cell.lines().saturating_sub(*done))
            .max()
            .unwrap_or(0);
        let most = taken.iter().map(ExactSizeIterator::len).max().unwrap_or(0);
        if most < KEPT.min(left) && !fresh {
            parts.push((None, y));
            (y, fresh) = (next, true);
            continue;
        }
        if most == 0 && left > 0 {
            // Not even one line fits a fresh page: it runs over the foot rather than vanish.
            for (part, cell) in taken.iter_mut().zip(&cells) {
                part.end = cell.lines().min(part.start + 1);
            }
        }
        let finished = taken
            .iter()
            .zip(&cells)
            .all(|(part, cell)| part.end == cell.lines());
        let lines = taken
            .iter()
            .zip(&cells)
            .map(|(part, cell)| part.len() as f32 * cell.leading())
            .fold(0.0, f32::max);
        let others = cells
            .iter()
            .filter(|it| it.lines() == 0)
            .map(|it| it.needs())
            .fold(0.0, f32::max);
        let height = (lines + 2.0 * PAD_Y).max(others.min(flow.bottom - y));
        let begun = done.iter().any(|it| *it > 0);
        done = taken.iter().map(|it| it.end).collect();
        parts.push((
            Some(Piece {
                rows: row..row + 1,
                height,
                part: Some((taken, begun)),
            }),
            y + height,
        ));
        if finished {
            return parts;
        }
        (y, fresh) = (next, true);
    }
}

/// Gives what the page leaves to the rows that may take it.
fn grow(flow: &Flow<'_>, measured: &mut Measured<'_>, pieces: &[Piece], room: Room) {
    let tail = match room {
        Room::Last(tail) => tail,
        Room::Whole => 0.0,
        Room::Shared => return,
    };
    let used: f32 = pieces.iter().map(|it| it.height).sum();
    let free = flow.bottom - tail - flow.y - used;
    let growing: Vec<usize> = pieces
        .iter()
        .filter(|it| it.part.is_none())
        .flat_map(|it| it.rows.clone())
        .filter(|row| measured.grid.rows[*row].grows)
        .collect();
    if free > 0.0 && !growing.is_empty() {
        let share = free / growing.len() as f32;
        for row in growing {
            measured.heights[row] += share;
        }
    }
}

fn draw_page(flow: &mut Flow<'_>, measured: &Measured<'_>, pieces: &[Piece], goes_on: bool) {
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
    cell: &Placing<'_>,
    (top, bottom): (f32, f32),
    lines: Option<Range<usize>>,
    begun: bool,
) {
    let setter = flow.setter;
    let page = &mut flow.page;
    match &cell.set {
        Setting::Text {
            text,
            weight,
            align,
            top: from_top,
            label,
        } => {
            let edges = (cell.left, cell.right);
            if *label && begun {
                let again = continued(setter, cell, *weight, text.size);
                let all = 0..again.lines.len();
                draw_text(
                    setter,
                    page,
                    &again,
                    all,
                    *weight,
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
                *weight,
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
            let (weight, align) = (Weight::Regular, Align::Left);
            draw_text(
                setter,
                page,
                text,
                all,
                weight,
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
fn continued(setter: &Setter<'_>, cell: &Placing<'_>, weight: Weight, size: f32) -> Cell {
    let text = match &cell.cell.content {
        Content::Label(text) | Content::Head(text) => format!("{}\n（续）", clean(text)),
        _ => String::new(),
    };
    let manner = Manner {
        width: cell.right - cell.left,
        align: Align::Center,
        kind: Kind::Plain,
        weight,
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
    weight: Weight,
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
        let x = match align {
            Align::Left => left + PAD_X,
            Align::Center => (left + right - width) / 2.0,
            Align::Right => right - PAD_X - width,
        };
        let place = Place {
            name: text.name,
            ..Place::at(x, Setter::baseline(y, text.leading(), text.size), text.size)
        };
        setter.put(page, place.weight(weight), drawn);
        y += text.leading();
    }
}

fn draw_photo(
    setter: &Setter<'_>,
    page: &mut Page,
    picture: Option<&crate::picture::Picture>,
    cell: &Placing<'_>,
    top: f32,
    bottom: f32,
) {
    let (width, height) = (cell.right - cell.left, bottom - top);
    let Some(picture) = picture else {
        let text = "照　片";
        let wide = setter.width(Weight::Regular, text) * TEXT;
        let x = cell.left + (width - wide) / 2.0;
        let place = Place {
            name: true,
            ..Place::at(x, Setter::baseline(top, height, TEXT), TEXT)
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
    cell: &Placing<'_>,
    bottom: f32,
) {
    let mut y = bottom - PAD_Y - lines.len() as f32 * size * SIGN_LEADING;
    for line in lines {
        let width = setter.width(Weight::Regular, line) * size;
        let x = (cell.right - PAD_X - SIGN_INSET * size - width).max(cell.left + PAD_X);
        let place = Place::at(x, Setter::baseline(y, size * SIGN_LEADING, size), size);
        setter.put(page, place, line);
        y += size * SIGN_LEADING;
    }
}

fn draw_ticks(
    setter: &Setter<'_>,
    page: &mut Page,
    rows: &[Vec<(f32, &Tick)>],
    size: f32,
    cell: &Placing<'_>,
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
            let place = Place::at(at, Setter::baseline(y, leading, size), size);
            setter.put(page, place, &tick.label);
        }
        y += leading;
    }
}

/// A box as lines, because few faces have one; its tick as two strokes.
fn draw_box(page: &mut Page, left: f32, top: f32, side: f32, ticked: bool) {
    let (right, bottom) = (left + side, top + side);
    let corners = [
        (left, top),
        (right, top),
        (right, bottom),
        (left, bottom),
        (left, top),
    ];
    for edge in corners.windows(2) {
        page.rules.push(Rule::black(edge[0], edge[1], 0.6));
    }
    if ticked {
        let point = |x: f32, y: f32| (left + x * side, top + y * side);
        let knee = point(0.42, 0.82);
        for end in [point(0.16, 0.5), point(0.9, 0.14)] {
            page.rules.push(Rule::black(knee, end, 1.1));
        }
    }
}
